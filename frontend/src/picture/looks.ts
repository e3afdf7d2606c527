// Shapes and colours of the types, as every page has them: /assets/shapes.svg and the variables --type-NAME.

/** The corners of a shape around (0, 0), in units of a node's radius; null for a dot. */
export type Outline = readonly (readonly [number, number])[] | null;

const MIDDLE = 8;
const RADIUS = 7;
let asked: Promise<ReadonlyMap<string, Outline>> | null = null;

/** Type → outline; fetched once a page. */
export function outlines(): Promise<ReadonlyMap<string, Outline>> {
  asked ??= fetch("/assets/shapes.svg")
    .then((answer) => answer.text())
    .then((svg) => {
      const symbols = new DOMParser().parseFromString(svg, "image/svg+xml").querySelectorAll("symbol");
      return new Map([...symbols].map((symbol) => [symbol.id, outlineOf(symbol)]));
    });
  return asked;
}

function outlineOf(symbol: Element): Outline {
  const points = symbol.querySelector("polygon")?.getAttribute("points");
  if (!points) return null;
  return points.split(" ").map((point) => {
    const [x, y] = point.split(",").map((at) => (Number(at) - MIDDLE) / RADIUS);
    return [x!, y!] as const;
  });
}

/** The colours of the page as it is now. */
export class Colours {
  readonly paper: string;
  readonly ink: string;
  readonly muted: string;
  readonly lit: string;
  readonly line: string;
  readonly quietLine: string;
  readonly font: string;
  readonly #types = new Map<string, string>();
  readonly #faded = new Map<string, string>();
  readonly #style: CSSStyleDeclaration;

  constructor(element: Element) {
    this.#style = getComputedStyle(element);
    this.paper = this.#read("--paper", "#ffffff");
    this.ink = this.#read("--ink", "#222222");
    this.muted = this.#read("--muted", "#666666");
    this.lit = this.#read("--accent", "#8f1d18");
    this.font = this.#style.fontFamily;
    this.line = mixed(this.muted, this.paper, 0.5);
    this.quietLine = mixed(this.muted, this.paper, 0.22);
  }

  of(type: string, isFaded = false): string {
    const colours = isFaded ? this.#faded : this.#types;
    let colour = colours.get(type);
    if (colour === undefined) {
      const plain = this.#read(`--type-${type}`, this.muted);
      colour = isFaded ? mixed(plain, this.paper, 0.2) : plain;
      colours.set(type, colour);
    }
    return colour;
  }

  #read(name: string, otherwise: string): string {
    return this.#style.getPropertyValue(name).trim() || otherwise;
  }
}

/** Two colours of the form #rrggbb, the first with that share. */
export function mixed(first: string, second: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [a, b] = [first, second].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16));
    return Math.round(a! * share + b! * (1 - share));
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
