// The stretches of text that facts cover, and how they look for the types that are shown.

import { data, pageUrl } from "../page";

interface Facts {
  types: string[];
  roles: string[];
  rules: string[];
  node: { id: string[]; label: string[]; type: number[] };
  fact: { node: number[]; role: number[]; start: number[]; end: number[]; rule: number[]; confidence: number[] };
}

/** Characters that the same facts cover; `facts` are their numbers, the innermost first. */
export interface Stretch {
  element: HTMLAnchorElement;
  start: number;
  end: number;
  facts: number[];
}

export interface Fact {
  number: number;
  node: number;
  id: string;
  label: string;
  type: string;
  role: string;
  start: number;
  end: number;
  rule: string;
  confidence: number;
}

const WHOLE = new Set(["heading", "definition"]);
const columns = data<Facts>("facts");
const codes = data<Record<string, string>>("codes");

export const article = document.getElementById("text") as HTMLElement;
export const facts: Fact[] = columns.fact.node.map((node, number) => ({
  number,
  node,
  id: columns.node.id[node]!,
  label: columns.node.label[node]!,
  type: columns.types[columns.node.type[node]!]!,
  role: columns.roles[columns.fact.role[number]!]!,
  start: columns.fact.start[number]!,
  end: columns.fact.end[number]!,
  rule: columns.rules[columns.fact.rule[number]!]!,
  confidence: columns.fact.confidence[number]!,
}));
export const stretches: Stretch[] = [...article.querySelectorAll<HTMLAnchorElement>("a[data-f]")].map(
  (element) => ({
    element,
    start: Number(element.dataset.s),
    end: Number(element.dataset.e),
    facts: element.dataset.f!.split(" ").map(Number),
  }),
);
export const stretchOf = new Map(stretches.map((stretch) => [stretch.element, stretch]));

const ofFact = new Map<number, Stretch[]>();
for (const stretch of stretches) {
  for (const number of stretch.facts) {
    const known = ofFact.get(number);
    if (known) known.push(stretch);
    else ofFact.set(number, [stretch]);
  }
}

export const shown = new Set<string>();
let lit = -1;

/** The words that a fact was read from. */
export function quote(fact: Fact): string {
  return (ofFact.get(fact.number) ?? []).map(({ element }) => element.textContent).join("");
}

/** The first stretch that a fact covers. */
export function firstOf(fact: Fact): Stretch | undefined {
  return ofFact.get(fact.number)?.[0];
}

/** The facts of a stretch that are shown, the innermost first. */
export function shownFacts(stretch: Stretch): Fact[] {
  return stretch.facts.map((number) => facts[number]!).filter(({ type }) => shown.has(type));
}

/** The stretches at which a shown fact starts, in the order of the text. */
export function stops(): Stretch[] {
  return stretches.filter((stretch) => shownFacts(stretch).some(({ start }) => start === stretch.start));
}

/** Show the facts of these types alone. */
export function show(types: Iterable<string>): void {
  shown.clear();
  for (const type of types) shown.add(type);
  for (const stretch of stretches) mark(stretch);
}

/** Light the words of a node wherever they stand; -1 for none. */
export function light(node: number): void {
  lit = node;
  for (const stretch of stretches) mark(stretch);
}

function mark(stretch: Stretch): void {
  const covering = shownFacts(stretch);
  const [inner] = covering;
  if (!inner) {
    stretch.element.removeAttribute("href");
    stretch.element.removeAttribute("class");
    return;
  }
  const classes = looks(covering, inner, stretch.start);
  if (stretch.element.className !== classes) stretch.element.className = classes;
  const url = pageUrl(inner.id);
  if (stretch.element.pathname !== url) stretch.element.setAttribute("href", url);
}

/** The classes of the innermost fact and of the next, as `kg/web/reader_view.py` sets them. */
function looks(covering: Fact[], inner: Fact, start: number): string {
  const classes = [codes[inner.type]!];
  if (inner.start === start) classes.push("s");
  if (inner.role === "mark") classes.push("mark");
  else if (WHOLE.has(inner.role)) classes.push("whole");
  const outer = covering.slice(1).find(({ role, type }) => !WHOLE.has(role) && type !== inner.type);
  if (outer) {
    classes.push(`o${codes[outer.type]}`);
    if (outer.start === start) classes.push("u");
  }
  if (covering.some(({ node }) => node === lit)) classes.push("lit");
  return classes.join(" ");
}
