// What the server says of the picture, and what the parts of the page have in common.

import type { Picture } from "../picture/picture";
import { data, make, shape, text } from "../page";

export interface About {
  url: string;
  report: string | null;
  focus: string | null;
  depth: number;
  base: string;
  types: Record<string, string>;
  /** Predicate → what it is called from its subject and from its object. */
  predicates: Record<string, [string, string]>;
}

export const about = data<About>("picture");

export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

export function typeWord(type: string): string {
  return about.types[type] ?? type;
}

/** Tell those who do not see the picture. */
export function say(words: string): void {
  element("graph-said").textContent = words;
}

/** A node as a button with its shape and name. */
export function nodeButton({ network }: Picture, node: number, choose: (node: number) => void): HTMLElement {
  const made = make("button", { type: "button", class: "node-button" });
  made.append(shape(network.type[node]!), make("span", { lang: "zh-CN" }, network.label[node]!));
  made.addEventListener("click", () => choose(node));
  return made;
}

export { make, shape, text };
