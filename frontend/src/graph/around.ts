// The neighbours of a node that the data of the page lacks.

import type { Network, NetworkData, Point } from "../picture/network";
import { about } from "./about";

/** Add them on a ring around the node; how many they are, null if the server does not tell. */
export async function addNeighbours(network: Network, node: number): Promise<number | null> {
  const query = new URLSearchParams({ focus: network.id[node]!, depth: "1" });
  if (about.report) query.set("report", about.report);
  try {
    const answer = await fetch(`/api/graph?${query}`);
    if (!answer.ok) throw new Error(String(answer.status));
    return network.add((await answer.json()) as NetworkData, ringAround(network, node)).length;
  } catch (error) {
    console.error(error);
    return null;
  }
}

function ringAround(network: Network, node: number): (place: number) => Point {
  return (place) => {
    const ring = Math.floor(place / 12);
    const angle = (place % 12) * (Math.PI / 6) + ring * 0.26;
    const radius = network.size[node]! + 60 + 46 * ring;
    return { x: network.x[node]! + radius * Math.cos(angle), y: network.y[node]! + radius * Math.sin(angle) };
  };
}
