// The card of the chosen node: what it is, where the report says so, what it is joined to.

import type { Picture } from "../picture/picture";
import { pageUrl } from "../page";
import { about, element, make, nodeButton, shape, text, typeWord } from "./about";

interface Passage {
  report: string;
  start: number;
  end: number;
  quote: string;
  sentence: string;
  at: number;
}

interface Details {
  definition?: string;
  passages: Passage[];
}

export interface CardActions {
  close(): void;
  choose(node: number): void;
  center(node: number): void;
  expand(node: number): void;
  collapse(node: number): void;
  path(node: number): void;
  /** Whether a path waits for its other end. */
  isPathBegun(): boolean;
}

const MOST_PASSAGES = 4;
const MOST_NEIGHBOURS = 12;
const AROUND = 24;
const NARROW = "(max-width: 56rem)";

export function showCard(picture: Picture, node: number, actions: CardActions, isFocused: boolean): void {
  const { network } = picture;
  const card = element("card");
  const id = network.id[node]!;
  const title = make("h2", { id: "card-title", tabindex: "-1", lang: "zh-CN" }, network.label[node]!);
  const note = make("p", { id: "card-note", class: "small muted" });
  const details = make("div", { class: "card-body" });
  card.replaceChildren(top(network.type[node]!, actions), title, buttons(id, node, actions), note, details);
  card.append(neighbours(picture, node, actions));
  card.hidden = false;
  card.scrollTop = 0;
  card.dataset.node = id;
  if (isFocused) title.focus();
  void fill(details, id, () => card.dataset.node === id && !card.hidden);
}

export function hideCard(): void {
  element("card").hidden = true;
}

/** How much of the picture the card covers. */
export function covered() {
  const card = element("card");
  const none = { left: 0, right: 0, top: 0, bottom: 0 };
  if (card.hidden) return none;
  return matchMedia(NARROW).matches
    ? { ...none, bottom: card.offsetHeight }
    : { ...none, right: card.offsetWidth };
}

function top(type: string, actions: CardActions): HTMLElement {
  const close = make("button", { type: "button", "aria-label": text("close") }, "×");
  close.addEventListener("click", () => actions.close());
  const tag = make("span", { class: "type-tag" }, shape(type), make("span", {}, typeWord(type)));
  return make("div", { class: "graph-card-top" }, tag, close);
}

function buttons(id: string, node: number, actions: CardActions): HTMLElement {
  const act = (key: string, action: (node: number) => void) => {
    const made = make("button", { type: "button" }, text(key));
    made.addEventListener("click", () => action(node));
    return made;
  };
  return make(
    "p",
    { class: "graph-buttons" },
    make("a", { class: "button primary", href: pageUrl(id) }, text("open_page")),
    act("expand", actions.expand),
    act("collapse", actions.collapse),
    act(actions.isPathBegun() ? "path_to" : "path_from", actions.path),
    act("center", actions.center),
  );
}

async function fill(body: HTMLElement, id: string, isWanted: () => boolean): Promise<void> {
  let details: Details | null = null;
  try {
    const answer = await fetch(`/api/nodes/${pageUrl(id).slice("/page/".length)}`);
    if (answer.ok) details = (await answer.json()) as Details;
  } catch {
    details = null;
  }
  if (!isWanted()) return;
  if (!details) {
    body.replaceChildren(make("p", { class: "small muted" }, text("card_failed")));
    return;
  }
  if (details.definition) body.append(make("p", { class: "definition", lang: "zh-CN" }, details.definition));
  if (details.passages.length) body.append(passages(id, details.passages));
}

function passages(id: string, found: Passage[]): HTMLElement {
  const rows = found.slice(0, MOST_PASSAGES).map((passage) => make("li", {}, passageLink(id, passage)));
  if (found.length > MOST_PASSAGES) {
    rows.push(make("li", { class: "more" }, text("more", { count: found.length - MOST_PASSAGES })));
  }
  const list = make("ul", { class: "passages", role: "list", lang: "zh-CN" }, ...rows);
  return make("section", {}, make("h3", {}, text("passages")), list);
}

/** The quote with what stands around it, in characters as Python counts them. */
function passageLink(id: string, { report, start, end, quote, sentence, at }: Passage): HTMLElement {
  const key = report.replace(about.base, "").replace(/^report\//, "");
  const href = `${pageUrl(key).replace("/page/", "/reader/")}?focus=${encodeURIComponent(id)}#c${start}-${end}`;
  const letters = [...sentence];
  const after = at + [...quote].length;
  const from = Math.max(0, at - AROUND);
  const to = Math.min(letters.length, after + AROUND);
  const before = (from > 0 ? "…" : "") + letters.slice(from, at).join("");
  const rest = letters.slice(after, to).join("") + (to < letters.length ? "…" : "");
  return make("a", { href }, before, make("mark", {}, letters.slice(at, after).join("")), rest);
}

function neighbours(picture: Picture, node: number, actions: CardActions): HTMLElement {
  const { network } = picture;
  const groups = new Map<string, Set<number>>();
  for (const edge of network.touching[node]!) {
    const isOutward = network.from[edge] === node;
    const predicate = network.predicate[edge]!;
    const word = about.predicates[predicate]?.[isOutward ? 0 : 1] ?? predicate;
    if (!groups.has(word)) groups.set(word, new Set());
    groups.get(word)!.add(network.other(edge, node));
  }
  const sections = [...groups].map(([word, others]) => {
    const rows = [...others].slice(0, MOST_NEIGHBOURS);
    const list = make("ul", { role: "list" }, ...rows.map((other) => make("li", {}, nodeButton(picture, other, actions.choose))));
    if (others.size > rows.length) list.append(make("li", { class: "more" }, text("more", { count: others.size - rows.length })));
    return make("section", {}, make("h3", {}, `${word} `, make("span", { class: "tally" }, String(others.size))), list);
  });
  return make("div", { class: "card-body" }, ...sections);
}
