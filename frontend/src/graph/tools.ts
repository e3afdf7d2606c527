// The tools around the picture: keys, zoom, search, and what can be taken away of it.

import { combobox } from "../combobox";
import { png, save, svg } from "../picture/files";
import type { Network } from "../picture/network";
import type { Picture } from "../picture/picture";
import { element, say, text } from "./about";

const STEP = 90;
const ZOOM = 1.4;

export function keys(picture: Picture, escape: () => void): void {
  const acts: Record<string, () => void> = {
    ArrowLeft: () => picture.pan(-STEP, 0),
    ArrowRight: () => picture.pan(STEP, 0),
    ArrowUp: () => picture.pan(0, -STEP),
    ArrowDown: () => picture.pan(0, STEP),
    "+": () => picture.zoom(ZOOM),
    "=": () => picture.zoom(ZOOM),
    "-": () => picture.zoom(1 / ZOOM),
    "0": () => picture.fit(),
    Escape: escape,
  };
  picture.container.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

export function zooming(picture: Picture): void {
  const zoom = element("zoom");
  zoom.hidden = false;
  zoom.addEventListener("click", (event) => {
    const by = (event.target as Element).closest<HTMLElement>("[data-zoom]")?.dataset.zoom;
    if (by === "fit") picture.fit();
    else if (by) picture.zoom(Number(by));
  });
}

/** Look for a node; what the picture lacks is shown in one of its own. */
export function searching(network: Network, visit: (node: number) => void): void {
  const input = element<HTMLInputElement>("graph-search");
  const list = document.createElement("ul");
  input.after(list);
  input.closest<HTMLElement>(".graph-search")!.hidden = false;
  combobox(input, list, (hit) => {
    const node = network.numberOf(hit.id);
    input.value = hit.label;
    if (node !== null) visit(node);
    else location.assign(`/graph?focus=${encodeURIComponent(hit.id)}`);
  });
}

/** A link to the view and files of it; `write` puts the view into the address. */
export function keeping(picture: Picture, write: () => void): void {
  element("keep").hidden = false;
  const name = document.querySelector("h1")?.textContent?.trim().replace(/[\\/:*?"<>|\s]+/g, " ") || "graph";
  element("copy-link").addEventListener("click", () => {
    write();
    navigator.clipboard.writeText(location.href).then(
      () => note("copied"),
      () => note("copy_failed"),
    );
  });
  element("save-png").addEventListener("click", () => void png(picture).then((file) => save(file, `${name}.png`)));
  element("save-svg").addEventListener("click", () => save(svg(picture, name), `${name}.svg`));
}

function note(key: string): void {
  say(text(key));
  element("keep-note").textContent = text(key);
}
