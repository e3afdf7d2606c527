// The bar that walks through the places of one node: `?focus=IDENTIFIER`.

import { text } from "../page";
import { type Fact, facts, light } from "./marking";
import { goTo, nameAddress, unlight } from "./place";

const bar = document.getElementById("focus") as HTMLElement;
let places: Fact[] = [];
let at = -1;

/** Light all places of the node of a fact, and start at that fact. */
export function focusOn(fact: Fact): void {
  const address = new URL(location.href);
  address.searchParams.set("focus", fact.id);
  history.replaceState(null, "", address);
  begin(fact.id);
  goToPlace(places.findIndex(({ number }) => number === fact.number));
}

/** Make the bar work, and go to the first place of the node that the address names. */
export function watchFocus(elsewhere: boolean): void {
  document.getElementById("focus-back")?.addEventListener("click", () => goToPlace(at - 1));
  document.getElementById("focus-on")?.addEventListener("click", () => goToPlace(at + 1));
  document.getElementById("focus-end")?.addEventListener("click", (event) => {
    event.preventDefault();
    end();
  });
  const said = new URLSearchParams(location.search).get("focus");
  if (!said) return;
  begin(said);
  if (places.length && !elsewhere) goToPlace(0);
}

function begin(id: string): void {
  const same = facts.filter((fact) => sameName(fact.id, id));
  const seen = new Set<number>();
  places = same.filter(({ start }) => !seen.has(start) && seen.add(start));
  at = -1;
  bar.hidden = false;
  bar.querySelector(".focus-places")?.remove();
  const [first] = same;
  if (!first) return;
  light(first.node);
  document.getElementById("focus-words")!.textContent = text("focus", { label: first.label, count: places.length });
}

function end(): void {
  const address = new URL(location.href);
  address.searchParams.delete("focus");
  address.hash = "";
  history.replaceState(null, "", address);
  bar.hidden = true;
  unlight();
  light(-1);
}

function goToPlace(place: number): void {
  if (!places.length) return;
  at = (place + places.length) % places.length;
  const { start, end: stop } = places[at]!;
  document.getElementById("focus-at")!.textContent = text("focus_at", { at: at + 1, count: places.length });
  goTo(start, stop);
  nameAddress(start, stop);
}

/** Whether two identifiers are one, however much of them is percent-encoded. */
function sameName(one: string, two: string): boolean {
  return one === two || decoded(one) === decoded(two);
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
