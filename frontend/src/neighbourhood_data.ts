// What the small picture on a node's page shows of the graph, and where.

import type { NetworkData } from "./picture/network";

/** More nodes than that are no small picture: those that are near and important stay. */
const MOST = 60;
/** Up to so many nodes, all names are written, and there is room for that. */
export const MOST_NAMED = 14;
/** The greatest radius of a node; in so little room a report would cover its neighbours. */
const LARGEST = 12;
/** From these, everything is near. */
const HUBS = new Set(["Report", "Section"]);
const RADII = { alone: [0, 90], both: [0, 70, 140] };
const STRETCH = 1.2;

/** The focus, its neighbours, and theirs unless these are joined to it by hubs alone. */
export function near(data: NetworkData, focus: string): NetworkData {
  const parents = tree(data, focus);
  return only(data, [...parents.keys()]);
}

/** The focus and the best of the others. */
export function best(data: NetworkData, focus: string): NetworkData {
  const { nodes } = data;
  if (nodes.id.length <= MOST) return data;
  const order = nodes.id.map((_, place) => place);
  order.sort((a, b) => Number(nodes.id[b] === focus) - Number(nodes.id[a] === focus) || nodes.rank[a]! - nodes.rank[b]! || a - b);
  return only(data, order.slice(0, MOST));
}

/** The same in the measures of a small picture: the focus alone stands out, and few nodes lie around it on rings. */
export function small(data: NetworkData, focus: string): NetworkData {
  const { id, size, rank } = data.nodes;
  const places = id.length <= MOST_NAMED ? onRings(data, focus) : data.nodes;
  return {
    ...data,
    nodes: {
      ...data.nodes,
      x: places.x,
      y: places.y,
      size: size.map((radius) => Math.min(radius, LARGEST)),
      rank: rank.map((found, node) => (id[node] === focus ? 1 : Math.max(found, 3))),
    },
  };
}

/** The nodes up to two edges from the focus, in that order, each with the node by which it is reached. */
function tree({ nodes, edges, types }: NetworkData, focus: string): Map<number, number> {
  const middle = nodes.id.indexOf(focus);
  const parents = new Map([[middle, middle]]);
  for (let step = 0; step < 2; step++) {
    const leading = [...parents.keys()].filter((node) => node === middle || !HUBS.has(types[nodes.type[node]!]!));
    for (const node of leading) {
      edges.from.forEach((from, edge) => {
        const to = edges.to[edge]!;
        const other = from === node ? to : to === node ? from : node;
        if (!parents.has(other)) parents.set(other, node);
      });
    }
  }
  return parents;
}

/** Neighbours on a ring, theirs on an outer one beside them. */
function onRings(data: NetworkData, focus: string): { x: number[]; y: number[] } {
  const parents = tree(data, focus);
  const middle = data.nodes.id.indexOf(focus);
  const within = (node: number) => [...parents].filter(([child, parent]) => parent === node && child !== node);
  const weight = (node: number): number => within(node).reduce((sum, [child]) => sum + weight(child), 0) || 1;
  const first = within(middle).map(([child]) => child);
  const radii = parents.size > first.length + 1 ? RADII.both : RADII.alone;
  const x = [...data.nodes.x];
  const y = [...data.nodes.y];
  const place = (node: number, depth: number, from: number, angle: number) => {
    x[node] = STRETCH * radii[depth]! * Math.sin(from + angle / 2);
    y[node] = -radii[depth]! * Math.cos(from + angle / 2);
    let start = from;
    for (const [child] of within(node)) {
      const share = (angle * weight(child)) / weight(node);
      place(child, depth + 1, start, share);
      start += share;
    }
  };
  place(middle, 0, 0, 2 * Math.PI);
  return { x, y };
}

/** These nodes, and the edges among them. */
function only(data: NetworkData, kept: number[]): NetworkData {
  const { nodes, edges } = data;
  const numbers = new Map(kept.map((place, number) => [place, number]));
  const links = edges.from
    .map((_, place) => place)
    .filter((place) => numbers.has(edges.from[place]!) && numbers.has(edges.to[place]!));
  const pick = <T>(column: T[], places: number[]) => places.map((place) => column[place]!);
  return {
    ...data,
    nodes: {
      id: pick(nodes.id, kept),
      label: pick(nodes.label, kept),
      type: pick(nodes.type, kept),
      x: pick(nodes.x, kept),
      y: pick(nodes.y, kept),
      size: pick(nodes.size, kept),
      rank: pick(nodes.rank, kept),
    },
    edges: {
      from: pick(edges.from, links).map((place) => numbers.get(place)!),
      to: pick(edges.to, links).map((place) => numbers.get(place)!),
      predicate: pick(edges.predicate, links),
    },
  };
}
