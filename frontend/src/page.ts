// What every script shares: the data and texts that the server put into the page, and safe elements.

/** The JSON that the template put into `<script type="application/json" id="data-NAME">`. */
export function data<T>(name: string): T {
  const holder = document.getElementById(`data-${name}`);
  if (!holder?.textContent) throw new Error(`the page holds no data called ${name}`);
  return JSON.parse(holder.textContent) as T;
}

/** The text of that key in the page's language, with `{name}` filled in. */
export function text(key: string, values: Record<string, string | number> = {}): string {
  const found = data<Record<string, string>>("texts")[key];
  if (found === undefined) throw new Error(`no text is called ${key}`);
  return found.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

type Attributes = Record<string, string>;

/** A new element; whatever comes from a report is only ever its text. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The shape of a type in its colour, as the legend has it. */
export function shape(type: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `shape type-${type}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `/assets/shapes.svg#${type}`);
  svg.append(use);
  return svg;
}

/** Where the page of a node is; `identifier` is short, as the API gives it. */
export function pageUrl(identifier: string): string {
  return `/page/${identifier.replace(/[^\w/%~.+-]/gu, encodeURIComponent)}`;
}
