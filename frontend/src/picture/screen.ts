// sigma as we use it: our places and scale instead of its camera, and only the layers that show something.

import Graph from "graphology";
import Sigma from "sigma";
import type { CameraState } from "sigma/types";
import type { Point } from "./network";
import { PlainEdges } from "./shapes";
import { type Box, type View, nodeScale } from "./view";

const UNUSED = ["edgeLabels", "labels", "hovers", "hoverNodes"];
const NAMES = "names";
const NEAREST = 6;
const FURTHEST = 0.5;
const LEAST_EXTENT = 150;
const FLIGHT = 420;
/** Milliseconds between frames above which lines are left out while moving. */
const SLOW = 55;
const REST = 140;

export type Graphology = Graph;
type NodeProgram = NonNullable<ConstructorParameters<typeof Sigma>[2]>["nodeProgramClasses"];

export interface Moves {
  /** Each time that something else is in view. */
  moved(): void;
  /** When it stands still again. */
  rested(): void;
  /** After each frame. */
  drawn(context: CanvasRenderingContext2D): void;
}

export class Screen {
  readonly sigma: Sigma;
  readonly #middle: Point;
  readonly #extent: number;
  #frame = 0;
  #rest = 0;
  #isMoving = false;
  #hasBegun = false;

  constructor(container: HTMLElement, bounds: Box, program: NonNullable<NodeProgram>[string], moves: Moves) {
    this.#middle = { x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2 };
    this.#extent = Math.max((bounds.right - bounds.left) / 2, (bounds.bottom - bounds.top) / 2, LEAST_EXTENT);
    this.sigma = new Sigma(newGraph(), container, {
      allowInvalidContainer: true,
      renderLabels: false,
      enableEdgeEvents: false,
      enableCameraRotation: false,
      stagePadding: 0,
      minEdgeThickness: 1.4,
      zoomingRatio: 1.5,
      doubleClickZoomingRatio: 1.8,
      defaultNodeType: "shape",
      defaultEdgeType: "plain",
      nodeProgramClasses: { shape: program },
      edgeProgramClasses: { plain: PlainEdges },
      zoomToSizeRatioFunction: (ratio) => 1 / nodeScale(this.#scaleAt(ratio)),
    });
    const { x, y } = this.#middle;
    this.sigma.setCustomBBox({ x: [x - this.#extent, x + this.#extent], y: [-y - this.#extent, -y + this.#extent] });
    this.sigma.createCanvasContext(NAMES, { style: { pointerEvents: "none" } });
    this.sigma.resize(true);
    for (const name of UNUSED) this.sigma.getCanvases()[name]!.style.display = "none";
    this.#limit();
    this.#listen(moves);
  }

  view(): View {
    const { width, height } = this.sigma.getDimensions();
    const state = this.sigma.getCamera().getState();
    const across = 2 * this.#extent;
    return {
      x: this.#middle.x + (state.x - 0.5) * across,
      y: this.#middle.y - (state.y - 0.5) * across,
      scale: this.#scaleAt(state.ratio),
      width,
      height,
    };
  }

  /** Go to a place; it takes a moment if `isFlight`, unless the reader wants no motion. */
  go(at: Partial<{ x: number; y: number; scale: number }>, isFlight = false): void {
    const camera = this.sigma.getCamera();
    const { width, height } = this.sigma.getDimensions();
    const wanted: Partial<CameraState> = {};
    if (at.x !== undefined) wanted.x = 0.5 + (at.x - this.#middle.x) / (2 * this.#extent);
    if (at.y !== undefined) wanted.y = 0.5 - (at.y - this.#middle.y) / (2 * this.#extent);
    if (at.scale !== undefined) wanted.ratio = Math.min(width, height) / (2 * this.#extent * at.scale);
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (isFlight && !isStill) void camera.animate(wanted, { duration: FLIGHT, easing: "quadraticInOut" });
    else camera.setState(camera.validateState(wanted));
  }

  /** Show another graph. */
  show(graph: Graph): void {
    this.#hasBegun = true;
    this.sigma.setGraph(graph);
  }

  get isMoving(): boolean {
    return this.#isMoving;
  }

  /** The picture as it stands, of all layers, on that colour. */
  copy(paper: string): HTMLCanvasElement {
    const layers = ["edges", "nodes", NAMES].map((name) => this.sigma.getCanvases()[name]!);
    const made = document.createElement("canvas");
    made.width = layers[0]!.width;
    made.height = layers[0]!.height;
    const context = made.getContext("2d")!;
    context.fillStyle = paper;
    context.fillRect(0, 0, made.width, made.height);
    this.sigma.refresh();
    for (const layer of layers) context.drawImage(layer, 0, 0);
    return made;
  }

  kill(): void {
    clearTimeout(this.#rest);
    this.sigma.kill();
  }

  #scaleAt(ratio: number): number {
    const { width, height } = this.sigma?.getDimensions() ?? { width: 1, height: 1 };
    return Math.min(width, height) / (2 * this.#extent * ratio);
  }

  /** How far one can zoom: out to twice the whole, in to where a node fills a hand. */
  #limit(): void {
    const { width, height } = this.sigma.getDimensions();
    const whole = Math.min(width, height) / (2 * this.#extent);
    this.sigma.setSetting("maxCameraRatio", 1 / FURTHEST);
    this.sigma.setSetting("minCameraRatio", Math.min(whole / NEAREST, 1));
  }

  #listen(moves: Moves): void {
    this.sigma.getCamera().on("updated", () => {
      if (!this.#hasBegun) return;
      this.#isMoving = true;
      clearTimeout(this.#rest);
      this.#rest = setTimeout(() => {
        this.#isMoving = false;
        this.#frame = 0;
        moves.rested();
      }, REST);
      moves.moved();
    });
    this.sigma.on("resize", () => {
      this.#limit();
      if (this.#hasBegun) moves.rested();
    });
    this.sigma.on("afterRender", () => {
      if (!this.#hasBegun) return;
      this.#time();
      const canvas = this.sigma.getCanvases()[NAMES]!;
      const context = canvas.getContext("2d")!;
      const { width, height } = this.sigma.getDimensions();
      context.clearRect(0, 0, width, height);
      moves.drawn(context);
    });
  }

  /** Leave lines out while moving if that went slowly, for good: where it was slow once, it is slow again. */
  #time(): void {
    if (!this.#isMoving) return;
    const now = performance.now();
    if (this.#frame && now - this.#frame > SLOW && !this.sigma.getSetting("hideEdgesOnMove")) {
      this.sigma.setSetting("hideEdgesOnMove", true);
    }
    this.#frame = now;
  }
}

export function newGraph(): Graph {
  return new Graph({ multi: true, type: "directed" });
}
