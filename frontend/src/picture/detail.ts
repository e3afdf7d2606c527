// Levels of detail: which nodes and edges a person can make out at this zoom.

import type { Network } from "./network";
import { type Box, type View, area, contains } from "./view";

export interface Detail {
  nodes: number[];
  edges: number[];
  /** What is drawn beyond the view, in layout units. */
  area: Box;
  /** How many nodes lie in that area, drawn or not. */
  there: number;
}

const MARGIN = 0.15;
const TILE = 54;
const A_TILE = 6;
const ALL_FROM = 0.9;
const MOST_NODES = 1400;
const MOST_EDGES = 1500;
const TREE = new Set(["partOf", "hasComponent", "denotes", "ofIndicator"]);

/** The best nodes of each tile of the view, those in `always`, and the edges among them. */
export function detail(
  network: Network,
  view: View,
  isGone: (node: number) => boolean,
  always: ReadonlySet<number>,
): Detail {
  const room = area(view, MARGIN);
  const taken = new Set<number>();
  const tiles = new Map<number, number>();
  const side = tileSide(view.scale);
  const limit = view.scale >= ALL_FROM ? Infinity : A_TILE;
  let there = 0;
  for (const node of network.order) {
    const x = network.x[node]!;
    const y = network.y[node]!;
    if (isGone(node)) continue;
    const inside = contains(room, x, y);
    if (inside) there++;
    if (always.has(node)) {
      taken.add(node);
      continue;
    }
    if (!inside || taken.size >= MOST_NODES) continue;
    const tile = Math.floor(x / side) * 100_003 + Math.floor(y / side);
    const filled = tiles.get(tile) ?? 0;
    if (filled >= limit) continue;
    tiles.set(tile, filled + 1);
    taken.add(node);
  }
  return { nodes: [...taken], edges: edgesAmong(network, taken), area: room, there };
}

/** The side of a tile in layout units: it stays the same while the view moves and zooms a little. */
function tileSide(scale: number): number {
  return 2 ** (Math.ceil(2 * Math.log2(TILE / scale)) / 2);
}

/** The edges whose both ends are drawn; where they are too many, the long ones that make no tree are left out. */
function edgesAmong(network: Network, nodes: ReadonlySet<number>): number[] {
  const found: number[] = [];
  for (const node of nodes) {
    for (const edge of network.touching[node]!) {
      if (network.from[edge] === node && nodes.has(network.to[edge]!)) found.push(edge);
    }
  }
  if (found.length <= MOST_EDGES) return found;
  const cost = new Map(found.map((edge) => [edge, lengthOf(network, edge)]));
  return found.sort((a, b) => cost.get(a)! - cost.get(b)!).slice(0, MOST_EDGES);
}

function lengthOf(network: Network, edge: number): number {
  const from = network.from[edge]!;
  const to = network.to[edge]!;
  const away = Math.hypot(network.x[from]! - network.x[to]!, network.y[from]! - network.y[to]!);
  return TREE.has(network.predicate[edge]!) ? away / 8 : away;
}
