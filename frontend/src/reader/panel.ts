// The panel beside the text, on small screens a sheet from below: the open fact, and the list of all.

import { make, shape, text } from "../page";
import { factCard } from "./card";
import { focusOn } from "./focus";
import { type Fact, type Stretch, shownFacts } from "./marking";
import { closeSheets, isSmall, openSheet } from "./sheets";

const panel = document.getElementById("panel") as HTMLElement;
const opened = document.getElementById("opened") as HTMLElement;
const hint = document.getElementById("hint") as HTMLElement;
const tabs = [...panel.querySelectorAll<HTMLButtonElement>("[role=tab]")];
const whenShown = new Map<string, () => void>();
let origin: HTMLElement | null = null;

/** Call something whenever the tab of that name (`list`) is shown. */
export function onTab(name: string, then: () => void): void {
  whenShown.set(`tab-${name}`, then);
}

/** Whether a fact is open. */
export function isOpen(): boolean {
  return opened.childElementCount > 0;
}

/** Open the facts of a stretch, the innermost at large; `take` moves the focus into the panel. */
export function openStretch(stretch: Stretch, take = true): void {
  document.querySelector("#text a.here")?.classList.remove("here");
  stretch.element.classList.add("here");
  openFacts(shownFacts(stretch), stretch.element, take);
  keepInView(stretch.element);
}

/** Open facts, the first at large; Escape brings the focus back to `from`. */
export function openFacts(facts: Fact[], from: HTMLElement | null, take: boolean): void {
  const [first, ...rest] = facts;
  if (!first) return;
  origin = from;
  const count = make("p", { class: "muted small" }, text("several", { count: facts.length }));
  opened.replaceChildren(...(rest.length ? [count] : []), factCard(first, lightAll), ...rest.map(folded));
  hint.hidden = true;
  panel.classList.add("busy");
  showTab("tab-fact");
  openSheet("panel");
  opened.parentElement?.scrollTo({ top: 0 });
  if (take) opened.querySelector<HTMLElement>("h3")?.focus({ preventScroll: true });
}

/** Close the fact and bring the focus back to where it was opened from. */
export function closeFact(): void {
  document.querySelector("#text a.here")?.classList.remove("here");
  const inside = panel.contains(document.activeElement) || document.activeElement === document.body;
  opened.replaceChildren();
  hint.hidden = false;
  panel.classList.remove("busy");
  closeSheets();
  if (inside && origin?.isConnected) origin.focus({ preventScroll: true });
  origin = null;
}

/** Move words that the sheet has covered above it. */
function keepInView(words: HTMLElement): void {
  const bottom = words.getBoundingClientRect().bottom;
  const top = panel.getBoundingClientRect().top;
  if (isSmall() && bottom > top) scrollBy({ top: bottom - top + 24 });
}

function lightAll(fact: Fact): void {
  focusOn(fact);
  if (isSmall()) closeSheets();
}

/** A fact around the first, closed until it is asked for. */
function folded(fact: Fact): HTMLElement {
  const box = make("details", { class: "outer" }, make("summary", {}, shape(fact.type), make("span", {}, fact.label)));
  box.addEventListener("toggle", () => {
    if (box.open && box.childElementCount === 1) box.append(factCard(fact, lightAll));
  });
  return box;
}

export function showTab(id: string): void {
  for (const tab of tabs) {
    const chosen = tab.id === id;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    const pane = document.getElementById(tab.getAttribute("aria-controls")!);
    if (pane) pane.hidden = !chosen;
  }
  whenShown.get(id)?.();
}

/** Make the tabs and the closing button work. */
export function watchPanel(): void {
  for (const [place, tab] of tabs.entries()) {
    tab.addEventListener("click", () => showTab(tab.id));
    tab.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
      const next = tabs[(place + 1) % tabs.length]!;
      showTab(next.id);
      next.focus();
    });
  }
  document.getElementById("close")?.addEventListener("click", closeFact);
}
