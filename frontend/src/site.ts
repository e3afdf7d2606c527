// What every page does: the switch between light and dark, the search box in its head, and the key "/".

import { combobox, hitUrl } from "./combobox";
import { make } from "./page";

const toggle = document.getElementById("theme");
toggle?.addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("kg-theme", root.dataset.theme);
  dispatchEvent(new Event("kg-theme"));
});

for (const input of document.querySelectorAll<HTMLInputElement>("form[role=search] .combobox-input")) {
  const list = make("ul");
  input.closest(".combobox")?.append(list);
  const type = input.form?.querySelector<HTMLInputElement>("input[name=type]")?.value;
  combobox(input, list, (hit) => location.assign(hitUrl(hit)), type ? { type } : {});
}

addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const box = document.querySelector<HTMLInputElement>("input[data-shortcut]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

/** Whether a key goes into a text just now. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
