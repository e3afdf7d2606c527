// The data of the page and what the reader has chosen.
function read(name) {
  return JSON.parse(document.getElementById(`data-${name}`).textContent);
}

const NODES = read("nodes");
const EDGES = read("edges");
const CARDS = read("cards");
const NAMES = read("names");
const FOCUS = read("focus");
const BY_RANK = [...NODES].sort((a, b) => a.rank - b.rank || b.size - a.size || a.id - b.id);
const TOUCHING = NODES.map(() => []);
for (const edge of EDGES) {
  TOUCHING[edge.from].push(edge);
  if (edge.to !== edge.from) TOUCHING[edge.to].push(edge);
}

const hiddenTypes = new Set();
let selected = null;
let hovered = null;
let near = new Set();

function element(id) {
  return document.getElementById(id);
}

// A new element; whatever comes from a report is only ever its text.
function make(tag, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

function lookOf(type) {
  return NAMES.types[Object.hasOwn(NAMES.types, type) ? type : ""];
}

function isDark() {
  return darkMode.matches;
}

function colourOf(type) {
  return lookOf(type)[isDark() ? "dark" : "light"];
}

const darkMode = matchMedia("(prefers-color-scheme: dark)");
const stillMode = matchMedia("(prefers-reduced-motion: reduce)");

// The shape and colour of a type, as in the picture.
function icon(type) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const points = lookOf(type).outline;
  const shape = document.createElementNS("http://www.w3.org/2000/svg", points ? "polygon" : "circle");
  const place = points ? { points } : { cx: 8, cy: 8, r: 6 };
  for (const [name, value] of Object.entries({ ...place, fill: colourOf(type) })) shape.setAttribute(name, value);
  for (const [name, value] of Object.entries({ viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" })) {
    svg.setAttribute(name, value);
  }
  svg.append(shape);
  return svg;
}
