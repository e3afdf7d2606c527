// What is written over the shapes: lit edges, rings around chosen nodes, and the names.

import type { Label } from "./labels";
import type { Colours } from "./looks";
import type { Network } from "./network";
import { type View, nodeScale, toScreen } from "./view";

export interface Marks {
  lit: Iterable<number>;
  ringed: Iterable<number>;
  labels: readonly Label[];
}

/** A lit edge from rim to rim, in pixels, with the direction in which it points. */
export interface Arrow {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  angle: number;
}

export const HEAD = 7;
export const HALO = 3.5;
export const RING = 3;

export function radiusOf(network: Network, view: View, node: number): number {
  return network.size[node]! * nodeScale(view.scale);
}

export function pointOf(network: Network, view: View, node: number) {
  return toScreen(view, { x: network.x[node]!, y: network.y[node]! });
}

/** The arrow of an edge; null where its ends touch. */
export function arrowOf(network: Network, view: View, edge: number): Arrow | null {
  const [from, to] = [network.from[edge]!, network.to[edge]!];
  const [a, b] = [pointOf(network, view, from), pointOf(network, view, to)];
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const first = radiusOf(network, view, from) + 1;
  const last = radiusOf(network, view, to) + 3;
  if (length <= first + last) return null;
  const [across, down] = [(b.x - a.x) / length, (b.y - a.y) / length];
  return {
    x1: a.x + across * first,
    y1: a.y + down * first,
    x2: b.x - across * last,
    y2: b.y - down * last,
    angle: Math.atan2(down, across),
  };
}

export function fontOf(label: { size: number; isBold: boolean }, colours: Colours): string {
  return `${label.isBold ? 600 : 400} ${label.size}px ${colours.font}`;
}

export function drawMarks(
  context: CanvasRenderingContext2D,
  network: Network,
  view: View,
  marks: Marks,
  colours: Colours,
): void {
  context.strokeStyle = context.fillStyle = colours.lit;
  context.lineWidth = 1.6;
  for (const edge of marks.lit) drawArrow(context, arrowOf(network, view, edge));
  context.lineWidth = RING;
  for (const node of marks.ringed) {
    const { x, y } = pointOf(network, view, node);
    context.beginPath();
    context.arc(x, y, radiusOf(network, view, node) + RING + 1, 0, 2 * Math.PI);
    context.stroke();
  }
  drawLabels(context, network, view, marks.labels, colours);
}

function drawArrow(context: CanvasRenderingContext2D, arrow: Arrow | null): void {
  if (!arrow) return;
  const { x1, y1, x2, y2, angle } = arrow;
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
  context.beginPath();
  for (const turn of [0, 2.7, -2.7]) {
    context.lineTo(
      x2 + (turn && HEAD * Math.cos(angle + turn)),
      y2 + (turn && HEAD * Math.sin(angle + turn)),
    );
  }
  context.closePath();
  context.fill();
}

function drawLabels(
  context: CanvasRenderingContext2D,
  network: Network,
  view: View,
  labels: readonly Label[],
  colours: Colours,
): void {
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = HALO;
  context.strokeStyle = colours.paper;
  for (const label of labels) {
    const at = pointOf(network, view, label.node);
    const [x, y] = [at.x + label.across + 2, at.y + label.down + label.height / 2];
    context.font = fontOf(label, colours);
    context.fillStyle = label.isBold ? colours.ink : colours.muted;
    context.strokeText(label.text, x, y);
    context.fillText(label.text, x, y);
  }
}
