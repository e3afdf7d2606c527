// The nodes of an answer as a picture, laid out here since no one has before.

import { make, pageUrl, shape, text } from "./page";
import type { NetworkData } from "./picture/network";

export interface AnswerNetwork {
  nodes: { id: string; label: string; type: string }[];
  edges: { from: string; to: string; label: string }[];
}

const MOST = 400;
const ROUNDS = 160;
const LENGTH = 60;
const NAMED = 40;
const GOLDEN = 2.399963;

/** Draws the network into an element that has a size; below it stands the node that was clicked. */
export async function drawAnswer(holder: HTMLElement, network: AnswerNetwork): Promise<void> {
  const data = columns(network);
  const picked = make("p", { class: "picked", role: "status" });
  holder.after(picked);
  if (network.nodes.length > MOST) picked.textContent = text("graph_most", { count: MOST });
  try {
    const { drawNetwork } = await import("./picture/picture");
    const picture = await drawNetwork(holder, data, {
      named: network.nodes.slice(0, NAMED).map((_, place) => place),
      onPick: (place) => {
        picture.select(place);
        const node = place === null ? undefined : network.nodes[place];
        picked.replaceChildren(
          ...(node ? [make("a", { class: "node-link", href: pageUrl(node.id) }, shape(node.type), make("span", {}, node.label))] : []),
        );
      },
    });
  } catch {
    holder.replaceWith(make("p", { class: "empty" }, text("graph_failed")));
  }
}

function columns(network: AnswerNetwork): NetworkData {
  const nodes = network.nodes.slice(0, MOST);
  const places = new Map(nodes.map((node, place) => [node.id, place]));
  const types = [...new Set(nodes.map((node) => node.type))];
  const edges = network.edges.flatMap((edge) => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    return from === undefined || to === undefined ? [] : [{ from, to, label: edge.label }];
  });
  const predicates = [...new Set(edges.map((edge) => edge.label))];
  const degrees = nodes.map(() => 0);
  for (const { from, to } of edges) {
    degrees[from]! += 1;
    degrees[to]! += 1;
  }
  const { x, y } = layout(nodes.length, edges);
  return {
    nodes: {
      id: nodes.map((node) => node.id),
      label: nodes.map((node) => node.label),
      type: nodes.map((node) => types.indexOf(node.type)),
      x,
      y,
      size: degrees.map((degree) => 11 + Math.min(12, 3 * Math.sqrt(degree))),
      rank: degrees.map((degree) => (degree > 2 ? 1 : 3)),
    },
    edges: {
      from: edges.map((edge) => edge.from),
      to: edges.map((edge) => edge.to),
      predicate: edges.map((edge) => predicates.indexOf(edge.label)),
    },
    types,
    predicates,
  };
}

/** Places by springs and repulsion, the same each time. */
function layout(count: number, edges: { from: number; to: number }[]): { x: number[]; y: number[] } {
  const x = Array.from({ length: count }, (_, node) => LENGTH * Math.sqrt(node) * Math.cos(node * GOLDEN));
  const y = Array.from({ length: count }, (_, node) => LENGTH * Math.sqrt(node) * Math.sin(node * GOLDEN));
  for (let round = 0; round < ROUNDS; round++) {
    const most = LENGTH * (1 - round / ROUNDS);
    const dx = new Float64Array(count);
    const dy = new Float64Array(count);
    for (let a = 0; a < count; a++) {
      for (let b = a + 1; b < count; b++) push(a, b, (distance) => (LENGTH * LENGTH) / distance);
      dx[a]! -= x[a]! * 0.12;
      dy[a]! -= y[a]! * 0.12;
    }
    for (const { from, to } of edges) push(from, to, (distance) => (-distance * distance) / LENGTH);
    for (let node = 0; node < count; node++) {
      const far = Math.hypot(dx[node]!, dy[node]!) || 1;
      const step = Math.min(far, most) / far;
      x[node]! += dx[node]! * step;
      y[node]! += dy[node]! * step;
    }
    function push(a: number, b: number, force: (distance: number) => number): void {
      const [ux, uy] = [x[a]! - x[b]!, y[a]! - y[b]!];
      const distance = Math.max(Math.hypot(ux, uy), 0.01);
      const share = force(distance) / distance;
      dx[a]! += ux * share;
      dy[a]! += uy * share;
      dx[b]! -= ux * share;
      dy[b]! -= uy * share;
    }
  }
  return { x, y };
}
