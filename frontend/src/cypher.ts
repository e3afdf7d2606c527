// The Cypher editor: Neo4j's language support in CodeMirror over the form's text box.

import { indentWithTab } from "@codemirror/commands";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { createCypherEditor } from "@neo4j-cypher/codemirror";
import type { EditorSupportSchema } from "@neo4j-cypher/editor-support";
import "@neo4j-cypher/codemirror/css/cypher-codemirror.css";
import "./editors.css";
import { Running } from "./running";
import { data, text } from "./page";
import { showViews } from "./views";
import { fetchAnswer } from "./swap";

interface Schema {
  labels: { name: string; properties: Record<string, string> }[];
  types: { name: string; properties: Record<string, string> }[];
}

const form = document.getElementById("editor-form") as HTMLFormElement;
const box = document.getElementById("query") as HTMLTextAreaElement;
const parameters = document.getElementById("parameters") as HTMLInputElement;
const holder = document.getElementById("editor")!;
const running = new Running();

function completions(schema: Schema): EditorSupportSchema {
  const properties = [...schema.labels, ...schema.types].flatMap((item) => Object.keys(item.properties));
  return {
    labels: schema.labels.map((item) => `:${item.name}`),
    relationshipTypes: schema.types.map((item) => `:${item.name}`),
    propertyKeys: [...new Set(properties)].sort(),
    parameters: ["name", "section", "least", "year"],
    functions: ["count", "collect", "coalesce", "labels", "type", "size", "toLower", "min", "max", "avg", "sum"].map(
      (name) => ({ name, signature: "(…)" }),
    ),
    procedures: [],
  };
}

let tabLeaves = false;

function leave(): boolean {
  tabLeaves = true;
  running.say(text("leave"));
  return false;
}

const keys = Prec.highest(
  keymap.of([
    { key: "Mod-Enter", run: () => (void run(), true) },
    { key: "Escape", run: leave },
    { key: "Tab", run: (view) => !tabLeaves && indentWithTab.run!(view), shift: (view) => !tabLeaves && indentWithTab.shift!(view) },
  ]),
);

const { editor } = createCypherEditor(holder, {
  value: box.value,
  autofocus: false,
  lineWrapping: true,
  lint: false,
  tabKey: false,
  schema: completions(data<{ schema: Schema }>("editor").schema),
  theme: dark() ? "dark" : "light",
  lineNumberFormatter: (line: number) => String(line),
  preExtensions: [keys],
  postExtensions: [
    EditorState.phrases.of({}),
    EditorView.contentAttributes.of({ "aria-labelledby": "query-label", "aria-describedby": "query-help" }),
    EditorView.domEventHandlers({ blur: () => ((tabLeaves = false), false) }),
  ],
});
box.hidden = true;
document.getElementById("query-label")!.addEventListener("click", () => editor.focus());
editor.onValueChanged((value: string) => {
  box.value = value;
  tabLeaves = false;
});

function dark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
const recolour = (): void => editor.setTheme(dark() ? "dark" : "light");
addEventListener("kg-theme", recolour);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);

function address(): string {
  const said = new URLSearchParams({ query: box.value });
  if (parameters.value.trim()) said.set("parameters", parameters.value);
  said.set("run", "1");
  return `${form.getAttribute("action")}?${said}`;
}

async function run(): Promise<void> {
  const url = address();
  await running.during(async (signal) => {
    const found = await fetchAnswer(url, signal);
    if (!found) return text("failed");
    document.getElementById("answer")!.replaceWith(found);
    if (location.pathname + location.search !== url) history.pushState(null, "", url);
    showViews(found);
    const wrong = mark(found);
    return wrong ?? text("done", { count: found.querySelectorAll("tbody tr").length });
  });
}

/** Puts the cursor where the answer says that the query is wrong; what the status line then says. */
function mark(answer: HTMLElement): string | null {
  const error = answer.querySelector<HTMLElement>(".error-line");
  if (!error) return null;
  const { line, column } = error.dataset;
  if (line && column) {
    const rows = box.value.split("\n");
    const at = Math.min(Number(line), rows.length);
    editor.setPosition({ line: at, column: Math.min(Number(column), rows[at - 1]!.length + 1) });
    editor.focus();
  }
  return text("failed");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void run();
});
addEventListener("popstate", () => location.reload());
const answer = document.getElementById("answer")!;
showViews(answer);
if (answer.querySelector(".error-line[data-line]")) mark(answer);
