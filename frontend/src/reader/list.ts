// The list of all facts, by words and type; a click goes to the words.

import { data, make, shape, text } from "../page";
import { type Fact, facts, quote, shown } from "./marking";

const STEP = 300;
const list = document.getElementById("list") as HTMLOListElement;
const words = document.getElementById("list-text") as HTMLInputElement;
const type = document.getElementById("list-type") as HTMLSelectElement;
const count = document.getElementById("list-count") as HTMLElement;
const names = data<{ types: Record<string, string> }>("words").types;
let room = STEP;

/** Make the list work; `go` is called with the fact that is chosen. */
export function watchList(go: (fact: Fact) => void): void {
  const again = (): void => {
    room = STEP;
    drawList();
  };
  words.addEventListener("input", again);
  type.addEventListener("change", again);
  list.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a");
    const fact = facts[Number(link?.dataset.fact)];
    if (!link || !fact) return;
    event.preventDefault();
    list.querySelector("[aria-current]")?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    go(fact);
  });
}

/** Draw the facts that fit, as many as have been asked for. */
export function drawList(): void {
  drawTypes();
  const wanted = words.value.trim().toLowerCase();
  const found = facts.filter((fact) => fits(fact, wanted));
  count.textContent = found.length ? text("list_count", { shown: found.length }) : text("list_none");
  list.replaceChildren(...found.slice(0, room).map(line));
  const left = found.length - room;
  if (left <= 0) return;
  const more = make("button", { type: "button" }, text("list_more", { count: Math.min(STEP, left) }));
  more.addEventListener("click", () => {
    const from = room;
    room += STEP;
    drawList();
    list.querySelectorAll<HTMLElement>("a")[from]?.focus();
  });
  list.append(make("li", {}, more));
}

function fits(fact: Fact, wanted: string): boolean {
  if (!shown.has(fact.type) || (type.value && fact.type !== type.value)) return false;
  return !wanted || fact.label.toLowerCase().includes(wanted) || quote(fact).toLowerCase().includes(wanted);
}

function line(fact: Fact): HTMLElement {
  const said = quote(fact) || fact.label;
  const name = make("span", { class: "visually-hidden" }, `${names[fact.type] ?? fact.type} `);
  const link = make("a", { href: `#c${fact.start}-${fact.end}`, "data-fact": String(fact.number), title: fact.label });
  link.append(shape(fact.type), name, make("span", { lang: "zh-CN" }, said));
  return make("li", {}, link);
}

function drawTypes(): void {
  const chosen = type.value;
  const there = [...new Set(facts.map((fact) => fact.type))].filter((name) => shown.has(name));
  const options = there.map((name) => make("option", { value: name }, names[name] ?? name));
  type.replaceChildren(make("option", { value: "" }, text("list_all_types")), ...options);
  type.value = there.includes(chosen) ? chosen : "";
}
