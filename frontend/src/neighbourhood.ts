// The small picture on a node's page: what a few edges join to it.  A click leads to the page of what was clicked.

import { pageUrl } from "./page";
import { Network, type NetworkData } from "./picture/network";
import { drawNetwork } from "./picture/picture";

/** More nodes than that are no small picture: those that are near and important stay. */
const MOST = 60;

/** The page itself lists what is joined to the node, so the picture is for the eyes alone.
 *  Draws each `<figure class="neighbourhood" data-focus="IDENTIFIER">`; `data-depth` says how many edges away,
 *  1 if it says nothing, `data-report` the key of the report. */
export function drawNeighbourhoods(): void {
  for (const figure of document.querySelectorAll<HTMLElement>("figure.neighbourhood[data-focus]")) {
    draw(figure).catch((error: unknown) => {
      figure.dataset.state = "failed";
      console.error(error);
    });
  }
}

async function draw(figure: HTMLElement): Promise<void> {
  const { focus, depth = "1", report } = figure.dataset;
  const query = new URLSearchParams({ focus: focus!, depth, ...(report ? { report } : {}) });
  const answer = await fetch(`/api/graph?${query}`);
  if (!answer.ok) throw new Error(String(answer.status));
  const network = new Network(best((await answer.json()) as NetworkData, focus!));
  const middle = network.numberOf(focus!);
  const picture = await drawNetwork(figure, network, {
    onPick: (node) => node !== null && node !== middle && location.assign(pageUrl(network.id[node]!)),
    named: middle === null ? [] : [middle],
    isSmall: true,
  });
  figure.setAttribute("aria-hidden", "true");
  figure.dataset.state = "drawn";
  addEventListener("kg-theme", () => picture.recolour());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => picture.recolour());
}

/** The focus and the best of the others. */
function best(data: NetworkData, focus: string): NetworkData {
  const { nodes, edges } = data;
  if (nodes.id.length <= MOST) return data;
  const order = nodes.id.map((_, place) => place);
  order.sort((a, b) => Number(nodes.id[b] === focus) - Number(nodes.id[a] === focus) || nodes.rank[a]! - nodes.rank[b]! || a - b);
  const kept = order.slice(0, MOST);
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
