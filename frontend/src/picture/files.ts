// The picture as it stands, as a file.

import { arrowOf, HALO, HEAD, pointOf, radiusOf, RING } from "./overlay";
import type { Picture } from "./picture";

const SPACE = "http://www.w3.org/2000/svg";
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

export function png(picture: Picture): Promise<Blob> {
  const canvas = picture.canvas();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture is too large"))), "image/png");
  });
}

/** Each label is the text of an element, so that nothing in it becomes markup. */
export function svg(picture: Picture, title: string): Blob {
  const { width, height } = picture.view;
  const root = element("svg", { viewBox: `0 0 ${width} ${height}`, width, height });
  root.append(
    element("title", {}, title),
    element("rect", { width, height, fill: picture.colours.paper }),
    group({ fill: "none", "stroke-width": 1 }, edges(picture)),
    group({ stroke: picture.colours.paper, "stroke-width": 1 }, nodes(picture)),
    group({ stroke: picture.colours.lit, "stroke-width": 1.6, fill: picture.colours.lit }, arrows(picture)),
    group({ stroke: picture.colours.lit, "stroke-width": RING, fill: "none" }, rings(picture)),
    group({ "font-family": picture.colours.font, "dominant-baseline": "central" }, names(picture)),
  );
  return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
}

/** Hand the reader a file. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

type Values = Record<string, string | number>;

function element(name: string, values: Values, text?: string): SVGElement {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(values)) {
    made.setAttribute(key, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
  }
  if (text !== undefined) made.textContent = text.replace(NOT_XML, "");
  return made;
}

function group(values: Values, children: SVGElement[]): SVGElement {
  const made = element("g", values);
  made.append(...children);
  return made;
}

function edges(picture: Picture): SVGElement[] {
  const { network, view } = picture;
  return picture.detail.edges.map((edge) => {
    const from = pointOf(network, view, network.from[edge]!);
    const to = pointOf(network, view, network.to[edge]!);
    return element("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, stroke: picture.colourOf(edge) });
  });
}

function nodes(picture: Picture): SVGElement[] {
  const { network, view, colours, outlines } = picture;
  return picture.inView().toReversed().map((node) => {
    const { x, y } = pointOf(network, view, node);
    const radius = radiusOf(network, view, node);
    const fill = colours.of(network.type[node]!, picture.isFaded(node));
    const outline = outlines.get(network.type[node]!);
    if (!outline) return element("circle", { cx: x, cy: y, r: radius * (6 / 7), fill });
    const points = outline.map(([across, down]) => `${(x + across * radius).toFixed(2)},${(y + down * radius).toFixed(2)}`);
    return element("polygon", { points: points.join(" "), fill });
  });
}

function arrows(picture: Picture): SVGElement[] {
  return [...picture.lit()].flatMap((edge) => {
    const arrow = arrowOf(picture.network, picture.view, edge);
    if (!arrow) return [];
    const { x1, y1, x2, y2, angle } = arrow;
    const corners = [0, 2.7, -2.7].map((turn) => {
      const reach = turn ? HEAD : 0;
      return `${(x2 + reach * Math.cos(angle + turn)).toFixed(2)},${(y2 + reach * Math.sin(angle + turn)).toFixed(2)}`;
    });
    return [element("line", { x1, y1, x2, y2 }), element("polygon", { points: corners.join(" "), stroke: "none" })];
  });
}

function rings(picture: Picture): SVGElement[] {
  const { network, view } = picture;
  return picture.ringed().map((node) => {
    const { x, y } = pointOf(network, view, node);
    return element("circle", { cx: x, cy: y, r: radiusOf(network, view, node) + RING + 1 });
  });
}

function names({ network, view, labels, colours }: Picture): SVGElement[] {
  return labels.map((label) => {
    const at = pointOf(network, view, label.node);
    return element(
      "text",
      {
        x: at.x + label.across + 2,
        y: at.y + label.down + label.height / 2,
        "font-size": label.size,
        "font-weight": label.isBold ? 600 : 400,
        fill: label.isBold ? colours.ink : colours.muted,
        stroke: colours.paper,
        "stroke-width": HALO,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
      },
      label.text,
    );
  });
}
