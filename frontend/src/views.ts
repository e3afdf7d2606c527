// An answer as table or graph: the views of one answer, of which one is shown.

import { make, text } from "./page";
import { drawAnswer, type AnswerNetwork } from "./answer_network";

const NAMES = ["table", "graph", "query"];

/** Lets one switch between the views in `root`; makes the switch where the server made none. */
export function showViews(root: ParentNode): void {
  const views = NAMES.map((name) => root.querySelector<HTMLElement>(`#view-${name}`)).filter((view) => view !== null);
  let tabs = root.querySelector<HTMLElement>(".tabs");
  if (!tabs && views.length > 1) {
    tabs = make("nav", { class: "tabs", "aria-label": text("views") });
    for (const view of views) {
      const name = view.id.slice(5);
      const link = make("a", { href: `#view-${name}`, "data-view": name }, text(`view_${name}`));
      if (!view.hidden) link.setAttribute("aria-current", "true");
      tabs.append(link);
    }
    views[0]!.before(tabs);
  }
  const links = [...(tabs?.querySelectorAll<HTMLAnchorElement>("a[data-view]") ?? [])];
  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      for (const other of links) other.toggleAttribute("aria-current", false);
      link.setAttribute("aria-current", "true");
      for (const view of views) view.hidden = view.id !== `view-${link.dataset.view}`;
      if (!link.getAttribute("href")!.startsWith("#")) history.replaceState(null, "", link.href);
      drawShown(root);
    });
  }
  drawShown(root);
}

/** Draws the graph once it is to be seen. */
function drawShown(root: ParentNode): void {
  const holder = root.querySelector<HTMLElement>("#view-graph:not([hidden]) .network:not([data-drawn])");
  const said = root.querySelector(".network-data")?.textContent;
  if (!holder || !said) return;
  holder.dataset.drawn = "1";
  void drawAnswer(holder, JSON.parse(said) as AnswerNetwork);
}
