// How two nodes hang together.

import Graph from "graphology";
import { bidirectional } from "graphology-shortest-path/unweighted";
import type { Network } from "./network";

/** The nodes of a shortest way, whichever way the edges point; null if there is none.
 *  No way leads through a report, from which everything is near, unless there is no other. */
export function shortestPath(network: Network, from: number, to: number): number[] | null {
  return (
    search(network, from, to, (node) => network.type[node] !== "Report" || node === from || node === to) ??
    search(network, from, to, () => true)
  );
}

/** One edge between each two neighbours of a path. */
export function edgesOf(network: Network, path: readonly number[]): number[] {
  return path.slice(1).map((node, place) => {
    const before = path[place]!;
    return network.touching[node]!.find((edge) => network.other(edge, node) === before)!;
  });
}

function search(network: Network, from: number, to: number, isAllowed: (node: number) => boolean): number[] | null {
  const graph = new Graph({ type: "undirected" });
  network.id.forEach((_, node) => isAllowed(node) && graph.addNode(node));
  network.from.forEach((start, edge) => {
    const end = network.to[edge]!;
    if (start !== end && isAllowed(start) && isAllowed(end)) graph.mergeEdge(start, end);
  });
  return bidirectional(graph, String(from), String(to))?.map(Number) ?? null;
}
