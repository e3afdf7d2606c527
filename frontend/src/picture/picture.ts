// The picture of a network: what is drawn of it, what is lit, and what the reader does with it.

import { type Detail, detail } from "./detail";
import { IMPORTANT, LETTERS, type Label, placed } from "./labels";
import { Colours, type Outline, outlines } from "./looks";
import { Network, type NetworkData, type Point } from "./network";
import { drawMarks, fontOf, pointOf, radiusOf } from "./overlay";
import { Screen, newGraph } from "./screen";
import { shapeProgram } from "./shapes";
import { type View, area, bounds, within } from "./view";

export interface PictureOptions {
  /** A click or tap: on a node, or on nothing. */
  onPick?: (node: number | null) => void;
  /** The picture stands still, perhaps elsewhere. */
  onRest?: () => void;
  /** How much of the room is covered by other things, in pixels. */
  covered?: () => { left: number; right: number; top: number; bottom: number };
  /** Where to begin; the whole, if nothing is said. */
  at?: { x: number; y: number; scale: number };
  /** Nodes whose names are always written. */
  named?: readonly number[];
  /** A picture within a page: it stays where it is, so that wheel and fingers scroll the page.  Names that are
   *  always written are shortened where there is little room. */
  isSmall?: boolean;
}

const QUIET = new Set(["mentions", "refersTo"]);
/** Pixels of the room for each name, so that they do not fill it. */
const ROOM_OF_A_LABEL = 9000;
const FINGER = 12;
const CLOSE = 1.1;
const SMALL_LETTERS = [LETTERS, 9, 6];
const EDGE_OF_ROOM = { small: 22, large: 36 };

/** Draw a network into an element that has a size.  Throws where the browser has no WebGL. */
export async function drawNetwork(
  container: HTMLElement,
  data: NetworkData | Network,
  options: PictureOptions = {},
): Promise<Picture> {
  const network = data instanceof Network ? data : new Network(data);
  return new Picture(container, network, await outlines(), options);
}

export class Picture {
  readonly hidden = new Set<string>();
  readonly #away = new Set<number>();
  readonly #widths = new Map<string, number>();
  readonly #screen: Screen;
  #colours: Colours;
  #detail: Detail;
  #labels: Label[] = [];
  #labelled: View | null = null;
  #selected: number | null = null;
  #hovered: number | null = null;
  #path: { nodes: number[]; edges: number[] } = { nodes: [], edges: [] };
  #revealed = new Set<number>();
  #waiting = 0;

  constructor(
    readonly container: HTMLElement,
    readonly network: Network,
    readonly outlines: ReadonlyMap<string, Outline>,
    readonly options: PictureOptions,
  ) {
    this.#colours = new Colours(container);
    const program = shapeProgram([...outlines.keys(), ""], outlines, () => rgb(this.#colours.paper));
    this.#screen = new Screen(container, bounds(network, network.order), program, {
      moved: () => this.#follow(),
      rested: () => this.#rested(),
      drawn: (context) => this.#draw(context),
    });
    if (options.at) this.#screen.go(options.at);
    else this.#fit(network.order, false);
    this.#detail = this.#chosen();
    this.#listen();
    this.update();
  }

  get view(): View {
    return this.#screen.view();
  }

  get colours(): Colours {
    return this.#colours;
  }

  get detail(): Detail {
    return this.#detail;
  }

  get labels(): readonly Label[] {
    return this.#labels;
  }

  get selected(): number | null {
    return this.#selected;
  }

  /** Choose what to draw anew and draw it. */
  update(): void {
    this.#detail = this.#chosen();
    this.#labelled = null;
    const graph = newGraph();
    const { network } = this;
    for (let place = this.#detail.nodes.length - 1; place >= 0; place--) {
      const node = this.#detail.nodes[place]!;
      graph.addNode(node, {
        x: network.x[node],
        y: -network.y[node]!,
        size: network.size[node],
        shape: this.outlines.has(network.type[node]!) ? network.type[node] : "",
        color: this.#colours.of(network.type[node]!, this.isFaded(node)),
      });
    }
    for (const edge of this.#detail.edges) {
      graph.addEdge(network.from[edge], network.to[edge], { size: 1, color: this.colourOf(edge) });
    }
    this.#screen.show(graph);
  }

  isGone(node: number): boolean {
    return this.hidden.has(this.network.type[node]!) || this.#away.has(node);
  }

  isFaded(node: number): boolean {
    if (this.#path.nodes.length) return !this.#path.nodes.includes(node);
    return this.#selected !== null && node !== this.#selected && !this.#near(this.#selected).has(node);
  }

  /** The colour of an edge that is not lit. */
  colourOf(edge: number): string {
    const isQuiet = this.#selected !== null || this.#path.nodes.length > 0;
    return isQuiet || QUIET.has(this.network.predicate[edge]!) ? this.#colours.quietLine : this.#colours.line;
  }

  select(node: number | null): void {
    this.#selected = node;
    if (node !== null) this.hidden.delete(this.network.type[node]!);
    this.update();
  }

  /** Light a path; an empty one lights nothing. */
  showPath(nodes: number[], edges: number[]): void {
    this.#path = { nodes, edges };
    for (const node of nodes) this.hidden.delete(this.network.type[node]!);
    this.update();
  }

  /** These nodes are not to be seen, whatever their type. */
  putAway(nodes: Iterable<number>): void {
    this.#away.clear();
    for (const node of nodes) this.#away.add(node);
    this.update();
  }

  /** These nodes are drawn however far away they are seen from. */
  reveal(nodes: Iterable<number>): void {
    for (const node of nodes) this.#revealed.add(node);
    this.update();
  }

  /** Show all that is not hidden, or these nodes. */
  fit(nodes?: Iterable<number>): void {
    this.#fit(nodes ?? this.network.order.filter((node) => !this.isGone(node)), true);
  }

  fly(node: number): void {
    const { x, y } = this.#offset();
    const scale = Math.max(this.view.scale, CLOSE);
    this.#screen.go({ x: this.network.x[node]! + x / scale, y: this.network.y[node]! + y / scale, scale }, true);
  }

  go(at: { x: number; y: number; scale: number }): void {
    this.#screen.go(at);
  }

  zoom(factor: number): void {
    this.#screen.go({ scale: this.view.scale * factor }, true);
  }

  /** Move the view by pixels. */
  pan(across: number, down: number): void {
    const view = this.view;
    this.#screen.go({ x: view.x + across / view.scale, y: view.y + down / view.scale }, true);
  }

  /** The nodes that are drawn within the view, the best first. */
  inView(): number[] {
    const box = area(this.view);
    const { x, y } = this.network;
    return this.#detail.nodes.filter((node) => {
      return x[node]! >= box.left && x[node]! <= box.right && y[node]! >= box.top && y[node]! <= box.bottom;
    });
  }

  /** The edges that are lit: those of the chosen and of the touched node, and of the path. */
  lit(): Set<number> {
    const lit = new Set(this.#path.edges);
    for (const node of [this.#selected, this.#hovered]) {
      if (node === null || (this.#path.edges.length && node === this.#selected)) continue;
      for (const edge of this.network.touching[node]!) {
        if (!this.isGone(this.network.other(edge, node))) lit.add(edge);
      }
    }
    return lit;
  }

  ringed(): number[] {
    const { nodes } = this.#path;
    const ends = nodes.length ? [nodes[0]!, nodes.at(-1)!] : [];
    return [...new Set([...ends, this.#selected, this.#hovered].filter((node) => node !== null))];
  }

  /** The colours of the page have changed. */
  recolour(): void {
    this.#colours = new Colours(this.container);
    this.update();
  }

  canvas(): HTMLCanvasElement {
    return this.#screen.copy(this.#colours.paper);
  }

  kill(): void {
    clearTimeout(this.#waiting);
    this.#screen.kill();
  }

  #chosen(): Detail {
    const always = new Set([...this.#revealed, ...this.#path.nodes, ...(this.options.named ?? [])]);
    if (this.#selected !== null) {
      always.add(this.#selected);
      for (const node of this.#near(this.#selected)) always.add(node);
    }
    return detail(this.network, this.view, (node) => this.isGone(node), always);
  }

  #near(node: number): Set<number> {
    return new Set(this.network.others(node));
  }

  /** Draw more when the view leaves what is drawn, but not at each frame. */
  #follow(): void {
    if (this.#waiting) return;
    const before = this.#labelled?.scale ?? this.view.scale;
    const change = this.view.scale / before;
    if (within(area(this.view), this.#detail.area) && change < 1.5 && change > 0.67) return;
    this.#waiting = setTimeout(() => {
      this.#waiting = 0;
      this.update();
    }, 60);
  }

  #rested(): void {
    clearTimeout(this.#waiting);
    this.#waiting = 0;
    this.update();
    this.options.onRest?.();
  }

  #draw(context: CanvasRenderingContext2D): void {
    const view = this.view;
    if (!this.#labelled || !this.#screen.isMoving) this.#write(context, view);
    const marks = { lit: this.lit(), ringed: this.ringed(), labels: this.#labels };
    drawMarks(context, this.network, view, marks, this.#colours);
  }

  /** Find places for the names. */
  #write(context: CanvasRenderingContext2D, view: View): void {
    const touched = this.#hovered === null ? [] : [this.#hovered, ...this.#near(this.#hovered)];
    const chosen = this.#selected === null ? [] : [this.#selected, ...this.#near(this.#selected)];
    const named = this.options.named ?? [];
    const marked = [...this.ringed(), ...this.#path.nodes];
    const insistent = new Set(this.options.isSmall ? [...named, ...marked] : [...marked, ...named]);
    const first = [...insistent, ...chosen, ...touched];
    const { network } = this;
    this.#labels = placed(network, view, {
      nodes: new Set([...first.filter((node) => !this.isGone(node)), ...this.#detail.nodes]),
      insistent,
      isBold: (node) => network.rank[node]! <= IMPORTANT || (insistent.has(node) && !this.options.isSmall),
      lengths: this.options.isSmall ? SMALL_LETTERS : [LETTERS],
      isFaded: (node) => this.isFaded(node) && !touched.includes(node),
      measure: (text, size, isBold) => {
        const font = fontOf({ size, isBold }, this.#colours);
        const key = `${font}\n${text}`;
        let width = this.#widths.get(key);
        if (width === undefined) {
          context.font = font;
          width = context.measureText(text).width;
          this.#widths.set(key, width);
        }
        return width;
      },
      most: Math.max(12, (view.width * view.height) / ROOM_OF_A_LABEL),
    });
    this.#labelled = view;
  }

  #listen(): void {
    const { sigma } = this.#screen;
    const pick = (at: Point) => this.options.onPick?.(this.#hit(at));
    if (this.options.isSmall) {
      sigma.setSetting("enableCameraZooming", false);
      sigma.setSetting("enableCameraPanning", false);
      sigma.getTouchCaptor().enabled = false;
    }
    sigma.on("clickStage", ({ event }) => pick(event));
    sigma.on("doubleClickStage", ({ event, preventSigmaDefault }) => {
      preventSigmaDefault();
      pick(event);
    });
    sigma.on("moveBody", ({ event }) => this.#hover(this.#screen.isMoving ? this.#hovered : this.#hit(event)));
    sigma.on("leaveStage", () => this.#hover(null));
  }

  #hover(node: number | null): void {
    if (node === this.#hovered) return;
    this.#hovered = node;
    this.container.classList.toggle("over-node", node !== null);
    this.#labelled = null;
    this.#screen.sigma.scheduleRender();
  }

  /** The node whose name is there, or the nearest within a finger's width. */
  #hit(at: Point): number | null {
    const view = this.view;
    for (const label of this.#labels) {
      const { x, y } = pointOf(this.network, view, label.node);
      const [left, top] = [x + label.across, y + label.down];
      if (at.x >= left && at.x <= left + label.width && at.y >= top && at.y <= top + label.height) return label.node;
    }
    let [best, least]: [number | null, number] = [null, FINGER];
    for (const node of this.#detail.nodes) {
      const { x, y } = pointOf(this.network, view, node);
      const away = Math.hypot(x - at.x, y - at.y) - radiusOf(this.network, view, node);
      if (away < least) [best, least] = [node, away];
    }
    return best;
  }

  /** From the middle of what is free to the middle of the room, in pixels. */
  #offset(): Point {
    const { left, right, top, bottom } = this.#covered();
    return { x: (right - left) / 2, y: (bottom - top) / 2 };
  }

  #covered() {
    return this.options.covered?.() ?? { left: 0, right: 0, top: 0, bottom: 0 };
  }

  #fit(nodes: Iterable<number>, isFlight: boolean): void {
    const box = bounds(this.network, nodes);
    if (box.left > box.right) return;
    const { width, height } = this.view;
    const { left, right, top, bottom } = this.#covered();
    const rim = 2 * EDGE_OF_ROOM[this.options.isSmall ? "small" : "large"];
    const free = { x: width - left - right - rim, y: height - top - bottom - rim };
    const wide = Math.max(free.x, 60) / Math.max(box.right - box.left, 1);
    const tall = Math.max(free.y, 60) / Math.max(box.bottom - box.top, 1);
    const scale = Math.min(wide, tall, 1.6);
    const offset = this.#offset();
    this.#screen.go(
      {
        x: (box.left + box.right) / 2 + offset.x / scale,
        y: (box.top + box.bottom) / 2 + offset.y / scale,
        scale,
      },
      isFlight,
    );
  }
}

function rgb(colour: string): readonly [number, number, number] {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  return [red!, green!, blue!];
}
