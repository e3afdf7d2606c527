// The small picture on a node's page: what a few edges join to it.  A click leads to the page of what was clicked.

import { MOST_NAMED, best, near, small } from "./neighbourhood_data";
import { pageUrl } from "./page";
import { Network, type NetworkData } from "./picture/network";
import { drawNetwork } from "./picture/picture";

/** Up to so many nodes, what lies a step further is drawn too. */
const FEW = 6;

/** The page itself lists what is joined to the node, so the picture is for the eyes alone.
 *  Draws each `<figure class="neighbourhood" data-focus="IDENTIFIER">`; `data-report` is the key of the report. */
export function drawNeighbourhoods(): void {
  for (const figure of document.querySelectorAll<HTMLElement>("figure.neighbourhood[data-focus]")) {
    draw(figure).catch((error: unknown) => {
      figure.dataset.state = "failed";
      console.error(error);
    });
  }
}

async function draw(figure: HTMLElement): Promise<void> {
  const focus = figure.dataset.focus!;
  let found = await around(figure, 1);
  if (found.nodes.id.length <= FEW) found = near(await around(figure, 2), focus);
  const network = new Network(small(best(found, focus), focus));
  const middle = network.numberOf(focus);
  const named = network.order.length <= MOST_NAMED ? network.order : network.order.slice(0, 1);
  const picture = await drawNetwork(figure, network, {
    onPick: (node) => node !== null && node !== middle && location.assign(pageUrl(network.id[node]!)),
    named,
    isSmall: true,
  });
  figure.setAttribute("aria-hidden", "true");
  figure.dataset.state = "drawn";
  addEventListener("kg-theme", () => picture.recolour());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => picture.recolour());
}

async function around({ dataset }: HTMLElement, depth: number): Promise<NetworkData> {
  const { focus, report } = dataset;
  const query = new URLSearchParams({ focus: focus!, depth: String(depth), ...(report ? { report } : {}) });
  const answer = await fetch(`/api/graph?${query}`);
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as NetworkData;
}
