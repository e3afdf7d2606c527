// What of the plane the picture shows.

import type { Network, Point } from "./network";

/** The middle in layout units, pixels a unit, and the room in pixels. */
export interface View {
  x: number;
  y: number;
  scale: number;
  width: number;
  height: number;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function toScreen(view: View, at: Point): Point {
  return {
    x: view.width / 2 + (at.x - view.x) * view.scale,
    y: view.height / 2 + (at.y - view.y) * view.scale,
  };
}

export function toLayout(view: View, at: Point): Point {
  return {
    x: view.x + (at.x - view.width / 2) / view.scale,
    y: view.y + (at.y - view.height / 2) / view.scale,
  };
}

/** What the view shows, in layout units, with a margin that is a share of its size. */
export function area(view: View, margin = 0): Box {
  const across = (view.width / view.scale) * (0.5 + margin);
  const down = (view.height / view.scale) * (0.5 + margin);
  return { left: view.x - across, right: view.x + across, top: view.y - down, bottom: view.y + down };
}

export function contains(box: Box, x: number, y: number): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

export function within(inner: Box, outer: Box): boolean {
  return (
    inner.left >= outer.left &&
    inner.right <= outer.right &&
    inner.top >= outer.top &&
    inner.bottom <= outer.bottom
  );
}

/** How many pixels a unit of a node's radius is: nodes neither vanish from afar nor fill the near view. */
export function nodeScale(scale: number): number {
  return Math.min(Math.max(scale, 0.45), 1.5);
}

/** The box around these nodes, with their sizes. */
export function bounds(network: Network, nodes: Iterable<number>): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const node of nodes) {
    const size = network.size[node]!;
    box.left = Math.min(box.left, network.x[node]! - size);
    box.right = Math.max(box.right, network.x[node]! + size);
    box.top = Math.min(box.top, network.y[node]! - size);
    box.bottom = Math.max(box.bottom, network.y[node]! + size);
  }
  return box;
}
