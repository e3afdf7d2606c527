// Names at one size on the screen, whatever the zoom: the important ones first, and only where there is room.

import type { Network } from "./network";
import { type Box, type View, nodeScale, toScreen } from "./view";

/** A name and where it stands: its corner as seen from the node, in pixels. */
export interface Label {
  node: number;
  text: string;
  across: number;
  down: number;
  width: number;
  height: number;
  size: number;
  isBold: boolean;
}

export interface Wanted {
  nodes: Iterable<number>;
  /** Written even where there is no room. */
  insistent: ReadonlySet<number>;
  isBold: (node: number) => boolean;
  /** Up to how many letters an insistent name has: the first of these for which there is room. */
  lengths: readonly number[];
  isFaded: (node: number) => boolean;
  measure: (text: string, font: number, isBold: boolean) => number;
  most: number;
}

const LEAST_SCALE: Record<string, number> = { Component: 0.8, Measure: 0.8, Goal: 0.55, Section: 0.3 };
/** The letters of a name, where room is no matter. */
export const LETTERS = 14;
const SHORT_TITLE = 24;
const GAP = 3;
const NEAR = 180;
/** Up to this rank, names come first and are bold. */
export const IMPORTANT = 2;
/** From this scale on no name covers a node; further away it may cover those of higher ranks than that. */
const NEAR_SCALE = 0.7;
const KEPT_FREE = 3;

function shortened(label: string, limit: number): string {
  const letters = [...label.replace(/\s+/g, " ")];
  return letters.length <= limit ? letters.join("") : `${letters.slice(0, limit - 1).join("")}…`;
}

/** The names that find room, none over another. */
export function placed(network: Network, view: View, wanted: Wanted): Label[] {
  const candidates = [...wanted.nodes].filter((node) => isReadable(network, view, wanted, node));
  const isFirst = (node: number) => network.rank[node]! <= IMPORTANT || wanted.insistent.has(node);
  const keptFree = view.scale >= NEAR_SCALE ? Infinity : KEPT_FREE;
  const writer = new Writer(network, view, wanted);
  writer.write(candidates.filter(isFirst), () => true);
  writer.write(
    candidates.filter((node) => !isFirst(node)),
    (node) => network.rank[node]! <= keptFree,
  );
  return writer.written.map(({ label }) => label);
}

class Writer {
  readonly written: { label: Label; box: Box }[] = [];
  readonly #taken = new Taken();

  constructor(
    private readonly network: Network,
    private readonly view: View,
    private readonly wanted: Wanted,
  ) {}

  /** Write the names of these nodes where there is room; no name covers one of those that are `keptFree`. */
  write(nodes: number[], keptFree: (node: number) => boolean): void {
    for (const node of nodes) if (keptFree(node)) this.#taken.add(around(this.network, this.view, node));
    for (const node of nodes) {
      if (this.wanted.insistent.has(node)) this.#insist(node);
      else if (this.written.length < this.wanted.most) this.#place(node);
    }
  }

  #place(node: number): void {
    const label = measured(this.network, node, this.wanted, LETTERS);
    const own = around(this.network, this.view, node);
    const box = this.#free(corners(own, label));
    if (box && !isRepeated(this.written, label, box)) this.#put(label, own, box);
  }

  /** Write a name in any case: shorter or beside its place if need be, below the node if nothing helps. */
  #insist(node: number): void {
    const own = around(this.network, this.view, node);
    const labels = this.wanted.lengths.map((letters) => measured(this.network, node, this.wanted, letters));
    for (const label of labels) {
      const places = corners(own, label);
      const box = this.#free(places) ?? this.#free(places.slice(0, 2).map((place) => pushedInside(this.view, place)));
      if (box) return this.#put(label, own, box);
    }
    const last = labels.at(-1)!;
    this.#put(last, own, corners(own, last)[0]!);
  }

  #free(boxes: Box[]): Box | undefined {
    return boxes.find((box) => isInside(this.view, box) && !this.#taken.has(box));
  }

  #put(label: Label, own: Box, box: Box): void {
    this.#taken.add(box);
    label.across = box.left - (own.left + own.right) / 2;
    label.down = box.top - (own.top + own.bottom) / 2;
    this.written.push({ label, box });
  }
}

function isReadable(network: Network, view: View, wanted: Wanted, node: number): boolean {
  const at = toScreen(view, { x: network.x[node]!, y: network.y[node]! });
  if (at.x < -40 || at.y < -20 || at.x > view.width + 40 || at.y > view.height + 20) return false;
  if (wanted.insistent.has(node)) return true;
  return !wanted.isFaded(node) && view.scale >= (LEAST_SCALE[network.type[node]!] ?? 0);
}

function measured(network: Network, node: number, wanted: Wanted, letters: number): Label {
  const rank = network.rank[node]!;
  const text = shortened(network.label[node]!, rank === 0 ? SHORT_TITLE : letters);
  const size = rank === 0 ? 16 : rank <= 2 ? 13.5 : 12;
  const isBold = wanted.isBold(node);
  const width = wanted.measure(text, size, isBold) + 4;
  return { node, text, across: 0, down: 0, width, height: size + 5, size, isBold };
}

/** The box around a node on the screen. */
function around(network: Network, view: View, node: number): Box {
  const { x, y } = toScreen(view, { x: network.x[node]!, y: network.y[node]! });
  const reach = network.size[node]! * nodeScale(view.scale);
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
}

/** Below, above, right or left of the node. */
function corners(own: Box, { width, height }: Label): Box[] {
  const x = (own.left + own.right - width) / 2;
  const y = (own.top + own.bottom - height) / 2;
  return [
    [x, own.bottom + GAP],
    [x, own.top - GAP - height],
    [own.right + GAP, y],
    [own.left - GAP - width, y],
  ].map(([left, top]) => ({ left: left!, top: top!, right: left! + width, bottom: top! + height }));
}

/** The box at the same height, within the sides of the view. */
function pushedInside(view: View, box: Box): Box {
  const across = Math.max(0, -box.left) - Math.max(0, box.right - view.width);
  return { ...box, left: box.left + across, right: box.right + across };
}

function isInside(view: View, box: Box): boolean {
  return box.left >= 0 && box.right <= view.width && box.top >= 0 && box.bottom <= view.height;
}

/** A term and what it denotes often share a name: side by side, it is written once. */
function isRepeated(written: { label: Label; box: Box }[], label: Label, box: Box): boolean {
  return written.some(
    (other) =>
      other.label.text === label.text &&
      Math.hypot(other.box.left - box.left, other.box.top - box.top) < NEAR,
  );
}

/** A grid of taken boxes, so that a name need not look at all the others. */
class Taken {
  readonly #cells = new Map<number, Box[]>();

  has(box: Box): boolean {
    return this.#keys(box).some((key) =>
      this.#cells
        .get(key)
        ?.some((o) => box.left < o.right && o.left < box.right && box.top < o.bottom && o.top < box.bottom),
    );
  }

  add(box: Box): void {
    for (const key of this.#keys(box)) {
      const cell = this.#cells.get(key);
      if (cell) cell.push(box);
      else this.#cells.set(key, [box]);
    }
  }

  #keys({ left, right, top, bottom }: Box): number[] {
    const keys: number[] = [];
    for (let x = Math.floor(left / 80); x <= Math.floor(right / 80); x++) {
      for (let y = Math.floor(top / 40); y <= Math.floor(bottom / 40); y++) keys.push(x * 100_003 + y);
    }
    return keys;
  }
}
