// A path between two nodes: chosen, lit in the picture, and told in words.

import type { Picture } from "../picture/picture";
import { edgesOf, shortestPath } from "../picture/paths";
import { about, element, make, nodeButton, say, text } from "./about";

export class PathPanel {
  /** The ends that are chosen so far. */
  ends: number[] = [];
  #nodes: number[] = [];

  constructor(
    private readonly picture: Picture,
    private readonly choose: (node: number) => void,
    private readonly changed: () => void,
  ) {
    element("path").hidden = false;
    element("path-clear").addEventListener("click", () => this.clear());
  }

  get isBegun(): boolean {
    return this.ends.length === 1;
  }

  /** Take a node as the first end, or as the second if the first is chosen. */
  pick(node: number): void {
    if (this.isBegun && this.ends[0] !== node) this.show(this.ends[0]!, node);
    else this.#begin(node);
  }

  show(from: number, to: number): void {
    const nodes = shortestPath(this.picture.network, from, to);
    this.ends = nodes ? [from, to] : [];
    const edges = nodes ? edgesOf(this.picture.network, nodes) : [];
    this.picture.showPath(nodes ?? [], edges);
    this.#nodes = nodes ?? [];
    this.fit();
    const names = { from: this.#name(from), to: this.#name(to), count: edges.length };
    this.#tell(text(!nodes ? "path_none" : edges.length === 1 ? "path_found_one" : "path_found", names));
    element("path-steps").replaceChildren(...(nodes ?? []).flatMap((node, place) => this.#step(node, edges[place])));
    this.changed();
  }

  /** Show the whole path beside what covers the picture. */
  fit(): void {
    if (this.#nodes.length) this.picture.fit(this.#nodes);
  }

  clear(): void {
    this.ends = [];
    this.#nodes = [];
    this.picture.showPath([], []);
    element("path-steps").replaceChildren();
    element("path-help").textContent = text("path_help");
    element("path-clear").hidden = true;
    this.changed();
  }

  #begin(node: number): void {
    this.clear();
    this.ends = [node];
    this.#tell(text("path_wanted", { name: this.#name(node) }));
    this.changed();
  }

  #tell(words: string): void {
    element("path-help").textContent = words;
    element("path-clear").hidden = false;
    say(words);
  }

  #step(node: number, edge: number | undefined): HTMLElement[] {
    const { network } = this.picture;
    const made = [make("li", {}, nodeButton(this.picture, node, this.choose))];
    if (edge === undefined) return made;
    const isOutward = network.from[edge] === node;
    const predicate = network.predicate[edge]!;
    const word = about.predicates[predicate]?.[isOutward ? 0 : 1] ?? predicate;
    made.push(make("li", { class: "step-edge" }, word));
    return made;
  }

  #name(node: number): string {
    return this.picture.network.label[node]!;
  }
}
