// The page of a node: remembers that it was opened, lights what a component explains, draws charts and the small graph.

import { data } from "./page";
import { type Opened, remember } from "./recent";

remember(data<Opened>("node"));
if (document.querySelector("figure.neighbourhood")) {
  void import("./neighbourhood").then(({ drawNeighbourhoods }) => drawNeighbourhoods());
}
if (document.querySelector("[data-chart]")) void import("./chart").then(({ drawCharts }) => drawCharts());

const expansion = document.querySelector(".expansion");
if (expansion) {
  const light = (event: Event): void => {
    const at = event.type.endsWith("out") ? null : (event.target as Element).closest<HTMLElement>("[data-mark]");
    for (const part of expansion.querySelectorAll<HTMLElement>("[data-mark]")) {
      part.classList.toggle("is-lit", at !== null && part.dataset.mark === at.dataset.mark);
    }
  };
  for (const type of ["pointerover", "pointerout", "focusin", "focusout"]) expansion.addEventListener(type, light);
}
