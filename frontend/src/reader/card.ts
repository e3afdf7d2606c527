// A fact as the panel shows it: what the graph holds of its node, from the API.

import { data, make, pageUrl, shape, text } from "../page";
import { type Fact, facts, quote } from "./marking";

interface Named { id: string; label: string; type: string; number?: number }
interface Passage { report: string; start: number; end: number; quote: string; sentence: string }
interface Edge { predicate: string; direction: "in" | "out"; node: Named; evidence: Passage[] }
interface Member { label: string; symbol: string | null; members: Member[] }
interface Card extends Named {
  [field: string]: unknown;
  aliases: string[];
  definition?: string;
  expansion: Member[];
  edges: Edge[];
  denotes: (Named & { edges: Edge[] })[];
}
type Words = Record<"types" | "edges" | "inverses" | "fields" | "values", Record<string, string>>;

const MOST = 6;
const FIELDS = ["number", "indicator", "aspect", "value", "status", "period", "deadline", "kind", "place", "code"];
const words = data<Words>("words");
const known = new Map<string, Promise<Card>>();

/** A fact that is open: its name and words at once, the rest when the API has answered. */
export function factCard(fact: Fact, lightAll: (fact: Fact) => void): HTMLElement {
  const more = make("div", { "aria-live": "polite" }, make("p", { class: "muted small" }, text("loading")));
  const said = quote(fact);
  const places = facts.filter(({ node }) => node === fact.node).length;
  const tools = make("p", { class: "fact-tools" }, make("a", { class: "button", href: pageUrl(fact.id) }, text("node_page")));
  if (places > 1) {
    const button = make("button", { type: "button" }, text("light_all", { count: places }));
    button.addEventListener("click", () => lightAll(fact));
    tools.append(button);
  }
  const card = make("article", { class: `fact type-${fact.type}` }, typeLine(fact), make("h3", { tabindex: "-1" }, fact.label));
  if (said !== fact.label && fact.role !== "definition") card.append(make("blockquote", { lang: "zh-CN" }, said));
  card.append(more, tools);
  void read(fact.id).then(
    (found) => more.replaceChildren(...details(found, fact)),
    () => more.replaceChildren(make("p", {}, text("failed")), source(fact)),
  );
  return card;
}

/** The type of a node with its shape. */
export function typeLine(fact: Fact): HTMLElement {
  const role = fact.role === "mention" ? [] : [make("span", {}, `· ${text(`role_${fact.role}`)}`)];
  return make("p", { class: "type-tag" }, shape(fact.type), make("span", {}, words.types[fact.type] ?? fact.type), ...role);
}

function read(id: string): Promise<Card> {
  let found = known.get(id);
  if (!found) {
    found = fetch(pageUrl(id).replace("/page/", "/api/nodes/"), { headers: { accept: "application/json" } }).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json() as Promise<Card>;
    });
    found.catch(() => known.delete(id));
    known.set(id, found);
  }
  return found;
}

function details(card: Card, fact: Fact): Node[] {
  const shown: Node[] = [];
  if (card.definition) shown.push(make("h4", {}, text("definition")), make("p", { lang: "zh-CN" }, card.definition));
  const fields = fieldList(card);
  if (fields) shown.push(fields);
  if (card.expansion.length) shown.push(make("h4", {}, text("expansion")), members(card.expansion));
  shown.push(...edgeGroups(card.edges));
  for (const thing of card.denotes) shown.push(...edgeGroups(thing.edges));
  shown.push(source(fact));
  return shown;
}

function source(fact: Fact): HTMLElement {
  const confidence = `${Math.round(fact.confidence * 100)}%`;
  const said = fact.rule ? text("found_by", { rule: fact.rule, confidence }) : "";
  return make("p", { class: "muted small" }, said);
}

function fieldList(card: Card): HTMLElement | null {
  const rows = FIELDS.map((name) => [words.fields[name] ?? name, written(card, name)] as const);
  if (card.aliases.length) rows.push([text("aliases"), card.aliases.join("、")]);
  const list = make("dl");
  for (const [name, value] of rows) if (value) list.append(make("dt", {}, name), make("dd", { lang: "zh-CN" }, value));
  return list.childElementCount ? list : null;
}

function written(card: Card, name: string): string {
  const value = card[name];
  if (value === null || value === undefined) return "";
  if (name === "status" || name === "aspect") return value === "unknown" ? "" : (words.values[String(value)] ?? String(value));
  if (name !== "value") return String(value);
  const comparator = card.comparator === "=" ? "" : `${String(card.comparator)} `;
  const range = typeof card.value_max === "number" ? `—${card.value_max}` : "";
  return `${comparator}${String(value)}${range} ${String(card.unit ?? "")}`.trim();
}

function members(parts: Member[]): HTMLElement {
  return make("ul", { lang: "zh-CN" }, ...parts.map(({ symbol, label, members: within }) => {
    const name = symbol && symbol !== label ? `${symbol}：${label}` : label;
    return make("li", {}, name, ...(within.length ? [members(within)] : []));
  }));
}

function edgeGroups(edges: Edge[]): Node[] {
  const groups = new Map<string, Edge[]>();
  const order = [...edges].sort((one, two) => Number(one.predicate === "mentions") - Number(two.predicate === "mentions"));
  for (const edge of order) {
    const name = (edge.direction === "out" ? words.edges : words.inverses)[edge.predicate] ?? edge.predicate;
    groups.set(name, [...(groups.get(name) ?? []), edge]);
  }
  return [...groups].flatMap(([name, same]) => {
    const left = same.length - MOST;
    const list = make("ul", {}, ...same.slice(0, MOST).map(edgeLine));
    if (left > 0) list.append(make("li", { class: "muted small" }, text("more_edges", { count: left })));
    return [make("h4", {}, name), list];
  });
}

function edgeLine(edge: Edge): HTMLElement {
  const link = make("a", { class: "node-link", href: pageUrl(edge.node.id) }, shape(edge.node.type), make("span", { lang: "zh-CN" }, edge.node.label));
  const line = make("li", {}, link);
  const [first] = edge.evidence;
  if (first) {
    const url = `${pageUrl(first.report.replace(/^.*?\/id\/report\//, "")).replace("/page/", "/reader/")}#c${first.start}-${first.end}`;
    const here = location.pathname === new URL(url, location.href).pathname;
    const address = here ? `#c${first.start}-${first.end}` : url;
    line.append(make("a", { class: "evidence", href: address, title: first.sentence }, text("evidence")));
  }
  return line;
}
