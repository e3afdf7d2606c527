// What the picture shows, as a list.

import { pageUrl } from "../page";
import type { Network } from "../picture/network";
import type { Picture } from "../picture/picture";
import { element, make, nodeButton, shape, text } from "./about";

const MOST = 300;

/** Lists the nodes where there is no picture: each leads to its page. */
export function listWithoutPicture(network: Network): void {
  const list = element<HTMLDetailsElement>("graph-list");
  list.hidden = false;
  list.open = true;
  const rows = network.order.slice(0, MOST).map((node) => {
    const label = make("span", { lang: "zh-CN" }, network.label[node]!);
    const link = make("a", { class: "node-link", href: pageUrl(network.id[node]!) }, shape(network.type[node]!), label);
    return make("li", {}, link);
  });
  element("list-nodes").replaceChildren(...rows);
}

/** Keeps the list as the picture is; call what it gives back whenever the picture stands still. */
export function drawList(picture: Picture, choose: (node: number) => void): () => void {
  const list = element<HTMLDetailsElement>("graph-list");
  list.hidden = false;
  const fill = () => {
    const nodes = picture.inView();
    element("list-count").textContent = nodes.length.toLocaleString("en");
    if (!list.open) return;
    const rows = nodes.slice(0, MOST).map((node) => make("li", {}, nodeButton(picture, node, choose)));
    if (nodes.length > MOST) rows.push(make("li", { class: "more" }, text("more", { count: nodes.length - MOST })));
    element("list-nodes").replaceChildren(...rows);
  };
  list.addEventListener("toggle", fill);
  return fill;
}
