// A search box that answers while one types: an ARIA 1.2 combobox with a list of nodes.

import { data, make, pageUrl, shape } from "./page";

/** A node that a query named, as `/api/lookup` gives it. */
export interface Hit {
  id: string;
  label: string;
  type: string;
  number: number | null;
  report: string;
  match: string;
  matched_name: string;
}

interface Answers {
  hits: Hit[];
  nearest: Hit[];
}

interface Words {
  texts: Record<string, string>;
  types: Record<string, string>;
  matches: Record<string, string>;
}

const PAUSE = 90;
const LIMIT = 8;
let made = 0;

/** Where the page of a hit is. */
export function hitUrl(hit: Hit): string {
  return pageUrl(hit.id);
}

/**
 * Makes `input` answer while one types.  `list` becomes its listbox and stands right behind it; `choose` is
 * called with what was picked.  `parameters` are added to each look-up (`type`, for one).
 */
export function combobox(
  input: HTMLInputElement,
  list: HTMLElement,
  choose: (hit: Hit) => void,
  parameters: Record<string, string> = {},
): void {
  new Combobox(input, list, choose, parameters);
}

class Combobox {
  private readonly words = data<Words>("combobox");
  private readonly status = make("div", { class: "visually-hidden", role: "status" });
  private readonly name = `combobox-${++made}`;
  private hits: Hit[] = [];
  private active = -1;
  private timer = 0;
  private running: AbortController | null = null;

  constructor(
    private readonly input: HTMLInputElement,
    private readonly list: HTMLElement,
    private readonly choose: (hit: Hit) => void,
    private readonly parameters: Record<string, string>,
  ) {
    list.id = this.name;
    list.hidden = true;
    list.classList.add("combobox-list");
    set(list, { role: "listbox", "aria-label": this.text("list") });
    set(input, {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.id,
    });
    list.after(this.status);
    input.addEventListener("input", (event) => {
      if (!(event as InputEvent).isComposing) this.ask();
    });
    input.addEventListener("compositionend", () => this.ask());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("focus", () => this.open());
    input.addEventListener("blur", () => this.close());
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.click(event));
  }

  private text(key: string, values: Record<string, string> = {}): string {
    return (this.words.texts[key] ?? "").replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  }

  /** Looks the text up after a pause; what was shown for another text is no longer picked by Enter. */
  private ask(): void {
    this.activate(-1);
    clearTimeout(this.timer);
    this.running?.abort();
    const query = this.input.value.trim();
    if (!query) {
      this.show({ hits: [], nearest: [] }, "");
      return;
    }
    this.timer = window.setTimeout(() => void this.look(query), PAUSE);
  }

  private async look(query: string): Promise<void> {
    const running = new AbortController();
    this.running = running;
    const asked = new URLSearchParams({ ...this.parameters, q: query, limit: String(LIMIT) });
    try {
      const answer = await fetch(`/api/lookup?${asked}`, { signal: running.signal });
      if (answer.ok) this.show((await answer.json()) as Answers, query);
      else this.show({ hits: [], nearest: [] }, answer.status < 500 ? "none" : "failed");
    } catch {
      if (!running.signal.aborted) this.show({ hits: [], nearest: [] }, "failed");
    }
  }

  /** Shows the answers to a query; an empty one closes the list, `failed` and `none` say what went wrong. */
  private show(answers: Answers, query: string): void {
    const found = answers.hits.length > 0;
    this.hits = found ? answers.hits : answers.nearest;
    const options = this.hits.map((hit, place) => this.option(hit, place));
    if (found && this.input.form) options.push(this.item(options.length, this.text("all", { query })));
    const note = !query || found ? "" : this.text(this.hits.length ? "nearest" : query === "failed" ? "failed" : "none");
    this.list.replaceChildren(
      ...(note ? [make("li", { class: "combobox-note", role: "presentation" }, note)] : []),
      ...options,
    );
    this.status.textContent = found ? this.text("count", { count: String(this.hits.length) }) : note;
    if (!this.list.childElementCount) this.close();
    else if (this.open() && found) this.activate(0);
  }

  private item(place: number, ...children: (Node | string)[]): HTMLElement {
    const attributes = { class: "combobox-option", role: "option", "aria-selected": "false", "data-place": String(place) };
    return make("li", { id: `${this.name}-${place}`, ...attributes }, ...children);
  }

  private option(hit: Hit, place: number): HTMLElement {
    const number = hit.number === null || hit.number === undefined ? [] : [make("span", { class: "hit-number" }, `[${hit.number}]`)];
    const how = this.words.matches[hit.match] ?? hit.match;
    const matched = hit.matched_name === hit.label ? how : this.text("matched", { name: hit.matched_name, match: how });
    const report = hit.report.replace(/^.*\/?report\//, "");
    const about = [this.words.types[hit.type] ?? hit.type, report, matched].filter(Boolean).join(" · ");
    return this.item(
      place,
      make("span", { class: "combobox-name" }, shape(hit.type), make("span", { lang: "zh-CN" }, hit.label), ...number),
      make("span", { class: "combobox-about" }, about),
    );
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const last = this.options().length - 1;
    const moves: Record<string, number> = {
      ArrowDown: this.active >= last ? 0 : this.active + 1,
      ArrowUp: this.active <= 0 ? last : this.active - 1,
      ...(this.active >= 0 ? { Home: 0, End: last } : {}),
    };
    const to = moves[event.key];
    if (to !== undefined && last >= 0) {
      event.preventDefault();
      this.open();
      this.activate(to);
    } else if (event.key === "Enter" && !this.list.hidden && this.active >= 0) {
      event.preventDefault();
      this.pick(this.active);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (this.list.hidden) this.clear();
      else this.close();
    }
  }

  private clear(): void {
    this.input.value = "";
    this.ask();
  }

  private activate(place: number): void {
    this.active = place;
    for (const option of this.options()) {
      const chosen = option.dataset.place === String(place);
      option.setAttribute("aria-selected", String(chosen));
      if (chosen) option.scrollIntoView({ block: "nearest" });
    }
    if (place >= 0) this.input.setAttribute("aria-activedescendant", `${this.name}-${place}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private options(): NodeListOf<HTMLElement> {
    return this.list.querySelectorAll<HTMLElement>("[role=option]");
  }

  /** Opens the list if there is something in it and the box has the focus; says whether it is open. */
  private open(): boolean {
    const wanted = this.list.childElementCount > 0 && document.activeElement === this.input;
    if (wanted) {
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
    }
    return wanted;
  }

  private close(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.activate(-1);
  }

  private click(event: MouseEvent): void {
    const option = (event.target as Element).closest<HTMLElement>("[role=option]");
    if (option) this.pick(Number(option.dataset.place));
  }

  private pick(place: number): void {
    const hit = this.hits[place];
    this.close();
    if (hit) this.choose(hit);
    else this.input.form?.requestSubmit();
  }
}

function set(element: Element, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
