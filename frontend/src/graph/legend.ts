// The types with their shapes, which can be shown and hidden.

import type { Picture } from "../picture/picture";
import { element, make, shape, typeWord } from "./about";

export function drawLegend(picture: Picture, changed: () => void): void {
  const counts = new Map<string, number>();
  for (const type of picture.network.type) counts.set(type, (counts.get(type) ?? 0) + 1);
  const rows = [...counts].sort(([a], [b]) => rankOf(picture, a) - rankOf(picture, b));
  element("legend").replaceChildren(...rows.map(([type, count]) => row(picture, type, count, changed)));
  const all = element<HTMLButtonElement>("legend-all");
  all.hidden = false;
  all.disabled = picture.hidden.size === 0;
  all.onclick = () => {
    picture.hidden.clear();
    changed();
  };
}

/** The order of the shapes is that of the model. */
function rankOf(picture: Picture, type: string): number {
  const place = [...picture.outlines.keys()].indexOf(type);
  return place < 0 ? Infinity : place;
}

function row(picture: Picture, type: string, count: number, changed: () => void): HTMLElement {
  const isOn = !picture.hidden.has(type);
  const box = make("input", { type: "checkbox", value: type });
  box.checked = isOn;
  box.addEventListener("change", () => {
    if (box.checked) picture.hidden.delete(type);
    else picture.hidden.add(type);
    changed();
    document.querySelector<HTMLElement>(`#legend input[value="${CSS.escape(type)}"]`)?.focus();
  });
  const label = make("label", {}, box, shape(type), make("span", {}, typeWord(type)));
  const made = make("li", { "data-type": type }, label);
  made.append(make("span", { class: "tally" }, count.toLocaleString("en")));
  made.classList.toggle("is-off", !isOn);
  return made;
}
