// Yasgui's results as our tables and graphs.

import type Yasr from "@zazuko/yasr";
import { drawAnswer, type AnswerNetwork } from "./answer_network";
import { make, pageUrl, text } from "./page";

interface Term {
  value: string;
  type: string;
  datatype?: string;
}
type Row = (Term | undefined)[];

const BASE = "https://govreport.example/id/";
const PAGE = 500;
const NUMBER = /#(integer|decimal|double|float)$/;
const FILES = ["csv", "json", "tsv", "xml"];

/** The columns and rows of an answer, of triples as well. */
function rows(yasr: Yasr): { columns: string[]; rows: Row[] } {
  const statements = yasr.results?.getStatements();
  if (statements?.length) {
    const term = (found: { value: string; termType: string }): Term => ({
      value: found.value,
      type: found.termType === "NamedNode" ? "uri" : "literal",
    });
    const found = statements.map((item) => [term(item.subject), term(item.predicate), term(item.object)]);
    return { columns: ["subject", "predicate", "object"], rows: found };
  }
  const columns = yasr.results?.getVariables() ?? [];
  const bindings = yasr.results?.getBindings() ?? [];
  return { columns, rows: bindings.map((item) => columns.map((name) => item[name] as Term | undefined)) };
}

function isNode(term: Term | undefined): term is Term & { type: "uri" } {
  return term?.type === "uri" && term.value.startsWith(BASE);
}

function compact(yasr: Yasr, iri: string): string {
  if (iri.startsWith(BASE)) return iri.slice(BASE.length);
  for (const [name, base] of Object.entries(yasr.getPrefixes())) {
    if (iri.startsWith(base) && /^[\w-]+$/.test(iri.slice(base.length))) return `${name}:${iri.slice(base.length)}`;
  }
  return iri;
}

function cell(yasr: Yasr, term: Term | undefined): HTMLTableCellElement {
  if (!term) return make("td");
  if (isNode(term)) {
    return make("td", {}, make("a", { class: "node-link", href: pageUrl(term.value.slice(BASE.length)) }, compact(yasr, term.value)));
  }
  if (term.type === "uri") return make("td", {}, make("code", { title: term.value }, compact(yasr, term.value)));
  if (NUMBER.test(term.datatype ?? "")) return make("td", { class: "number" }, term.value);
  return make("td", term.value.length > 40 ? { class: "long" } : {}, term.value);
}

export class TableView {
  priority = 10;
  label = text("view_table");

  constructor(private readonly yasr: Yasr) {}

  canHandleResults(): boolean {
    return this.yasr.results?.getBoolean() === undefined && rows(this.yasr).columns.length > 0;
  }

  getIcon(): undefined {}

  draw(): void {
    const found = rows(this.yasr);
    const heads = found.columns.map((name, place) => {
      const terms = found.rows.map((row) => row[place]).filter((term) => term !== undefined);
      const numeric = terms.length > 0 && terms.every((term) => NUMBER.test(term.datatype ?? ""));
      return make("th", { scope: "col", class: numeric ? "number" : "" }, name);
    });
    const body = make("tbody");
    const table = make("table", { class: "answer" }, make("thead", {}, make("tr", {}, ...heads)), body);
    const more = make("button", { type: "button", class: "more" }, text("more"));
    const add = (): void => {
      const next = found.rows.slice(body.rows.length, body.rows.length + PAGE);
      body.append(...next.map((row) => make("tr", {}, ...row.map((term) => cell(this.yasr, term)))));
      more.hidden = body.rows.length >= found.rows.length;
    };
    more.addEventListener("click", add);
    add();
    const frame = make("div", { class: "table-frame", role: "region", tabindex: "0", "aria-label": text("answer") }, table);
    const empty = found.rows.length ? [] : [make("p", { class: "empty" }, text("empty_query"))];
    this.yasr.resultsEl.replaceChildren(this.head(found.rows.length), ...(found.rows.length ? [frame] : empty), more);
  }

  private head(count: number): HTMLElement {
    const query = new URLSearchParams(location.search).get("query") ?? "";
    const links = (this.yasr.results?.getStatements()?.length ? ["ttl", "jsonld"] : FILES).map((format) => {
      const url = `/ask/sparql?${new URLSearchParams({ query, run: "1", format })}`;
      return make("a", { href: url, download: "" }, format.toUpperCase());
    });
    return make(
      "div",
      { class: "answer-head" },
      make("p", { class: "row-count" }, text(count === 1 ? "row" : "rows", { count })),
      make("p", { class: "downloads" }, make("span", { class: "muted" }, text("download")), ...links.flatMap((link) => [" ", link])),
    );
  }
}

export class GraphView {
  priority = 5;
  label = text("view_graph");

  constructor(private readonly yasr: Yasr) {}

  canHandleResults(): boolean {
    return rows(this.yasr).rows.some((row) => row.filter(isNode).length > 1);
  }

  getIcon(): undefined {}

  draw(): void {
    const holder = make("div", { class: "network", role: "img", "aria-label": text("graph_label") });
    this.yasr.resultsEl.replaceChildren(holder, make("p", { class: "small muted" }, text("graph_note")));
    void drawAnswer(holder, this.network());
  }

  private network(): AnswerNetwork {
    const nodes = new Map<string, { id: string; label: string; type: string }>();
    const edges: AnswerNetwork["edges"] = [];
    const found = rows(this.yasr);
    for (const row of found.rows) {
      const named = row.flatMap((term, place) => (isNode(term) ? [{ id: term.value.slice(BASE.length), place }] : []));
      for (const { id } of named) nodes.set(id, { id, label: label(id), type: kind(id) });
      for (const { id, place } of named.slice(1)) {
        if (id !== named[0]!.id) edges.push({ from: named[0]!.id, to: id, label: found.columns[place]! });
      }
    }
    return { nodes: [...nodes.values()], edges };
  }
}

const KINDS: Record<string, string> = {
  report: "Report",
  section: "Section",
  term: "Term",
  component: "Component",
  place: "Place",
  organization: "Organization",
  indicator: "Indicator",
  measure: "Measure",
  goal: "Goal",
  event: "Event",
  honor: "Honor",
  project: "Project",
};

function kind(id: string): string {
  return KINDS[id.split("/")[0]!] ?? "Concept";
}

function label(id: string): string {
  const last = id.split("/").slice(1).join("/");
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** What the server says of a query that failed. */
export async function showError(error: { text: string; statusText?: string }): Promise<HTMLElement> {
  let said = error.statusText || text("failed");
  try {
    said = (JSON.parse(error.text) as { detail?: string }).detail ?? said;
  } catch {
    said = error.text || said;
  }
  return make("p", { class: "error-line", role: "alert" }, said);
}
