// Which nodes hang on one alone: take it away, and nothing else leads to them.

import type { Network } from "../picture/network";

/** What cannot be reached from the best of the nodes that it hangs together with, without stepping on it. */
export function hangingOn(network: Network, node: number): number[] {
  const around = walk(network, node, null);
  const root = network.order.find((other) => other !== node && around.has(other));
  if (root === undefined) return [];
  const reached = walk(network, root, node);
  return [...around].filter((other) => other !== node && !reached.has(other));
}

function walk(network: Network, from: number, without: number | null): Set<number> {
  const reached = new Set([from]);
  for (const at of reached) {
    for (const edge of network.touching[at]!) {
      const other = network.other(edge, at);
      if (other !== without) reached.add(other);
    }
  }
  return reached;
}
