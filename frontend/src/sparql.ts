// The SPARQL editor: Yasgui's editor and results on our own endpoint.

import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./editors.css";
import { data, text } from "./page";
import { Running } from "./running";
import { GraphView, TableView, showError } from "./sparql_views";
import { showViews } from "./views";

interface About {
  prefixes: Record<string, string>;
  classes: string[];
  properties: string[];
}

const about = data<About>("editor");
const form = document.getElementById("editor-form") as HTMLFormElement;
const box = document.getElementById("query") as HTMLTextAreaElement;
const holder = document.getElementById("editor")!;
const answer = document.getElementById("answer")!;
const running = new Running();
const { Yasqe, Yasr } = Yasgui;

Yasqe.registerAutocompleter({
  ...Yasqe.Autocompleters.prefixes!,
  persistenceId: undefined,
  get: async () => Object.entries(about.prefixes).map(([name, base]) => `${name}: <${base}>`),
});
Yasqe.forkAutocompleter("class", { name: "our-classes", persistenceId: null, bulk: true, get: async () => about.classes });
Yasqe.forkAutocompleter("property", { name: "our-properties", persistenceId: null, bulk: true, get: async () => about.properties });

const yasqe = new Yasqe(holder, {
  value: box.value,
  persistenceId: null,
  createShareableLink: undefined,
  consumeShareLink: null,
  showQueryButton: false,
  resizeable: false,
  editorHeight: "18rem",
  collapsePrefixesOnLoad: false,
  autocompleters: ["variables", "prefixes", "our-classes", "our-properties"],
  prefixCcApi: null,
  screenReaderLabel: document.getElementById("query-label")!.textContent!,
  requestConfig: { ...Yasqe.defaults.requestConfig, endpoint: `${location.origin}/sparql`, method: "POST" },
} as never);
box.hidden = true;
declare();

/** Declares the prefixes that the query uses: the server knows them, other programs may not. */
function declare(): void {
  const declared = yasqe.getPrefixesFromQuery();
  const used = Object.entries(about.prefixes).filter(([name]) => new RegExp(`(^|[^\\w:?$])${name}:`).test(yasqe.getValue()));
  for (const [name, base] of used) if (!declared[name]) yasqe.addPrefixes({ [name]: base });
}

Yasr.registerPlugin("table", TableView as never, true);
Yasr.registerPlugin("graph", GraphView as never, true);
const results = document.createElement("div");
results.id = "yasr";
answer.after(results);
const yasr = new Yasr(results, {
  persistenceId: null,
  pluginOrder: ["table", "graph", "response"],
  defaultPlugin: "table",
  prefixes: about.prefixes,
  errorRenderers: [showError],
} as never);
for (const button of results.querySelectorAll(".yasr_btnGroup button")) button.removeAttribute("aria-label");
for (const label of results.querySelectorAll(".select_response span")) label.textContent = text("result_response");

yasqe.on("query", () => {
  answer.hidden = true;
  results.hidden = false;
  const url = `${location.pathname}?${new URLSearchParams({ query: yasqe.getValue() })}`;
  if (location.pathname + location.search !== url) history.replaceState(null, "", url);
});

async function run(): Promise<void> {
  await running.during(async (signal) => {
    signal.addEventListener("abort", () => yasqe.abortQuery());
    let shown = text("failed");
    const show = (_: unknown, response: Response, duration: number): void => {
      yasr.setResponse(response, duration);
      const count = yasr.results?.getBindings()?.length ?? yasr.results?.getStatements()?.length;
      if (!yasr.results?.hasError()) shown = text("done", { count: count ?? 1 });
    };
    yasqe.on("queryResponse", show);
    try {
      await yasqe.query().catch((error: unknown) => {
        if (signal.aborted) throw error;
      });
    } finally {
      yasqe.off("queryResponse", show);
    }
    return shown;
  });
}

let tabLeaves = false;
yasqe.addKeyMap({
  "Ctrl-Enter": () => void run(),
  "Cmd-Enter": () => void run(),
  Esc: () => {
    tabLeaves = true;
    running.say(text("leave"));
  },
  Tab: () => {
    if (!tabLeaves) yasqe.execCommand("indentMore");
    else (document.querySelector(".editor-buttons button") as HTMLElement).focus();
  },
  "Shift-Tab": () => {
    if (!tabLeaves) yasqe.execCommand("indentLess");
    else document.querySelector<HTMLElement>(".examples summary")!.focus();
  },
});
yasqe.on("blur", () => (tabLeaves = false));
yasqe.on("change", (() => {
  box.value = yasqe.getValue();
  tabLeaves = false;
}) as never);
document.getElementById("query-label")!.addEventListener("click", () => yasqe.focus());

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void run();
});

if (answer.dataset.run) showViews(answer);
else if (new URLSearchParams(location.search).has("query")) void run();
