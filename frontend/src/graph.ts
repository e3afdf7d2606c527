// The page of the picture.

import { about, element, say, text, typeWord } from "./graph/about";
import * as address from "./graph/address";
import { addNeighbours } from "./graph/around";
import { covered, hideCard, showCard } from "./graph/card";
import { hangingOn } from "./graph/hanging";
import { drawLegend } from "./graph/legend";
import { drawList, listWithoutPicture } from "./graph/list";
import { PathPanel } from "./graph/path";
import { keeping, keys, searching, zooming } from "./graph/tools";
import { Network, type NetworkData } from "./picture/network";
import { drawNetwork, type Picture } from "./picture/picture";

class GraphPage {
  readonly #path: PathPanel;
  readonly #collapsed = new Set<number>();
  readonly #expanded = new Set<number>();
  readonly #fillList: () => void;
  #isReady = false;

  constructor(readonly picture: Picture) {
    this.#path = new PathPanel(picture, (node) => this.#visit(node), () => this.#changed());
    this.#fillList = drawList(picture, (node) => this.#visit(node));
    this.#listen();
  }

  /** Show what the address says. */
  async restore(wanted: address.Address): Promise<void> {
    const { picture } = this;
    const numbers = (ids: string[]) => ids.map((id) => picture.network.numberOf(id)).filter((node) => node !== null);
    for (const type of wanted.hidden) picture.hidden.add(type);
    const failed: number[] = [];
    for (const node of numbers(wanted.expanded)) if ((await this.#load(node)) === null) failed.push(node);
    for (const node of numbers(wanted.collapsed)) this.#collapsed.add(node);
    this.#hideHanging();
    const [from, to] = numbers(wanted.path);
    if (from !== undefined && to !== undefined) this.#path.show(from, to);
    const [node] = numbers(wanted.node === null ? [] : [wanted.node]);
    if (node !== undefined) this.select(node);
    if (wanted.at) picture.go(wanted.at);
    else if (node !== undefined) picture.fly(node);
    this.#isReady = true;
    this.#changed();
    for (const other of failed) this.#tell(text("expand_failed", { name: picture.network.label[other]! }));
  }

  /** A click: on a node, or on nothing. */
  pick(node: number | null): void {
    if (node !== null && this.#path.isBegun) this.#path.pick(node);
    this.select(node);
  }

  select(node: number | null, isFocused = false): void {
    this.picture.select(node);
    if (node === null) hideCard();
    else {
      showCard(this.picture, node, this.#actions, isFocused);
      const count = this.picture.network.others(node).length;
      const { type, label } = this.picture.network;
      say(text("selected", { type: typeWord(type[node]!), name: label[node]!, count }));
    }
    this.#changed();
  }

  rested(): void {
    this.#fillList();
    this.#count();
    this.#write();
  }

  readonly #actions = {
    close: () => {
      this.select(null);
      this.picture.container.focus();
    },
    choose: (node: number) => this.#visit(node),
    center: (node: number) => this.picture.fly(node),
    expand: (node: number) => void this.#expand(node),
    collapse: (node: number) => this.#collapse(node),
    path: (node: number) => {
      this.#path.pick(node);
      if (this.#path.isBegun) this.picture.container.focus();
      this.select(node);
    },
    isPathBegun: () => this.#path.isBegun,
  };

  /** Choose a node from outside of the picture, and go there. */
  #visit(node: number): void {
    const endsPath = this.#path.isBegun;
    if (endsPath) this.#path.pick(node);
    this.select(node, true);
    if (endsPath) this.#path.fit();
    else this.picture.fly(node);
  }

  async #expand(node: number): Promise<void> {
    this.#collapsed.delete(node);
    const hidden = this.picture.network.others(node).filter((other) => this.picture.isGone(other)).length;
    for (const other of this.picture.network.others(node)) this.picture.hidden.delete(this.picture.network.type[other]!);
    this.#hideHanging();
    const added = await this.#load(node);
    const name = this.picture.network.label[node]!;
    const count = (added ?? 0) + hidden;
    this.select(node);
    this.#tell(text(added === null ? "expand_failed" : count ? "expanded" : "nothing_more", { count, name }));
    this.picture.fit([node, ...this.#nearby(node)]);
  }

  /** The neighbours without the reports, which are far from everything. */
  #nearby(node: number): number[] {
    const { network } = this.picture;
    return network.others(node).filter((other) => network.type[other] !== "Report");
  }

  /** Have all neighbours of a node drawn, those too that the data of the page lacks; how many those were, null if
   *  they could not be loaded. */
  async #load(node: number): Promise<number | null> {
    const { network } = this.picture;
    const added = about.focus ? await addNeighbours(network, node) : 0;
    if (added !== null) this.#expanded.add(node);
    this.picture.reveal([node, ...network.others(node)]);
    return added;
  }

  #collapse(node: number): void {
    this.#collapsed.add(node);
    const name = this.picture.network.label[node]!;
    const count = hangingOn(this.picture.network, node).length;
    if (!count) this.#collapsed.delete(node);
    this.#hideHanging();
    this.#tell(count ? text("collapsed", { count, name }) : text("nothing_hangs", { name }));
    this.#changed();
  }

  /** Say what an action of the card has done, in the card as well if it is open. */
  #tell(words: string): void {
    say(words);
    if (this.picture.selected !== null) element("card-note").textContent = words;
  }

  #hideHanging(): void {
    this.picture.putAway([...this.#collapsed].flatMap((node) => hangingOn(this.picture.network, node)));
  }

  #changed(): void {
    if (!this.#isReady) return;
    drawLegend(this.picture, () => {
      this.picture.update();
      this.#changed();
    });
    this.rested();
  }

  /** Say how much of what lies in view is drawn. */
  #count(): void {
    const { nodes, there } = this.picture.detail;
    const shown = element("shown");
    shown.hidden = false;
    const values = { drawn: nodes.length.toLocaleString("en"), there: there.toLocaleString("en") };
    shown.textContent = text(nodes.length < there ? "shown" : "shown_all", values);
    element("message").hidden = there > 0 || nodes.length > 0 || this.picture.hidden.size === 0;
    element("message-text").textContent = text("nothing_shown");
  }

  #write(): void {
    if (!this.#isReady) return;
    const { network, view, selected, hidden } = this.picture;
    const ids = (nodes: Iterable<number>) => [...nodes].map((node) => network.id[node]!);
    address.write({
      hidden: [...hidden],
      node: selected === null ? null : network.id[selected]!,
      path: this.#path.ends.length === 2 ? ids(this.#path.ends) : [],
      collapsed: ids(this.#collapsed),
      expanded: ids(this.#expanded),
      at: { x: view.x, y: view.y, scale: view.scale },
    });
  }

  #listen(): void {
    const { picture } = this;
    keys(picture, () => this.select(null));
    element("card").addEventListener("keydown", (event) => event.key === "Escape" && this.#actions.close());
    zooming(picture);
    searching(picture.network, (node) => this.#visit(node));
    keeping(picture, () => this.#write());
    addEventListener("kg-theme", () => picture.recolour());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => picture.recolour());
  }
}

async function load(): Promise<void> {
  const answer = await fetch(about.url);
  if (!answer.ok) throw new Error(String(answer.status));
  const data = (await answer.json()) as NetworkData;
  performance.mark("kg-graph-data");
  const network = new Network(data);
  if (canDraw()) await draw(network);
  else {
    tell("no_webgl");
    listWithoutPicture(network);
  }
}

async function draw(network: Network): Promise<void> {
  const wanted = address.read();
  let page: GraphPage | null = null;
  const focus = network.numberOf(about.focus ?? "");
  const picture = await drawNetwork(element("picture"), network, {
    onPick: (node) => page?.pick(node),
    onRest: () => page?.rested(),
    covered,
    ...(wanted.at ? { at: wanted.at } : {}),
    named: focus === null ? [] : [focus],
  });
  element("message").hidden = true;
  page = new GraphPage(picture);
  await page.restore(wanted);
}

function canDraw(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

function tell(key: string): void {
  element("message").hidden = false;
  element("message-text").textContent = text(key);
}

load().catch((error: unknown) => {
  tell("failed");
  const again = element("message-again");
  again.hidden = false;
  again.onclick = () => location.reload();
  console.error(error);
});
