// The pages of the query library: the filter of the overview, and what a question's page adds to its form.

import { combobox } from "./combobox";
import { text } from "./page";
import { showViews } from "./views";

const filter = document.getElementById("filter") as HTMLInputElement | null;
if (filter) {
  const items = [...document.querySelectorAll<HTMLElement>(".questions li")];
  const status = document.getElementById("filter-status")!;
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const item of items) {
      const about = item.dataset.words!.toLowerCase();
      item.hidden = !words.every((word) => about.includes(word));
      if (!item.hidden) found += 1;
    }
    for (const theme of document.querySelectorAll<HTMLElement>(".theme")) {
      theme.hidden = !theme.querySelector("li:not([hidden])");
    }
    status.textContent = !words.length ? "" : found ? text("filtered", { count: found }) : text("no_question", { query: filter.value });
  });
}

for (const input of document.querySelectorAll<HTMLInputElement>("input[data-types]")) {
  const types = input.dataset.types!.split(" ");
  combobox(
    input,
    input.parentElement!.querySelector("ul")!,
    (hit) => {
      input.value = hit.label;
      input.form!.requestSubmit();
    },
    types.length === 1 ? { type: types[0]! } : {},
  );
}

for (const button of document.querySelectorAll<HTMLButtonElement>(".copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const from = document.querySelector(button.dataset.copy!)!;
    await navigator.clipboard.writeText(from.textContent!);
    button.parentElement!.querySelector(".copied")!.textContent = text("copied");
  });
}

showViews(document);
