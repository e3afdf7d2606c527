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

const OUTLINES = {
  star: "8,0.5 9.9,5.6 15.4,5.8 11.1,9.2 12.6,14.5 8,11.4 3.4,14.5 4.9,9.2 0.6,5.8 6.1,5.6",
  square: "2,2 14,2 14,14 2,14",
  hexagon: "1,8 4.5,2 11.5,2 15,8 11.5,14 4.5,14",
  diamond: "8,0.5 15.5,8 8,15.5 0.5,8",
  triangle: "8,1 15,14 1,14",
  triangleDown: "1,2 15,2 8,15",
  house: "8,1 15,7 15,15 1,15 1,7",
  pin: "8,15.5 3.4,9 2.6,6 3.6,3.1 5.6,1.3 8,0.6 10.4,1.3 12.4,3.1 13.4,6 12.6,9",
  cross: "5.6,1 10.4,1 10.4,5.6 15,5.6 15,10.4 10.4,10.4 10.4,15 5.6,15 5.6,10.4 1,10.4 1,5.6 5.6,5.6",
  medal: "8,0.5 9.8,6.2 15.5,8 9.8,9.8 8,15.5 6.2,9.8 0.5,8 6.2,6.2",
  flag: "2.5,1 15,4.6 5,8.4 5,15.5 2.5,15.5",
  pentagon: "8,1 15.2,6.3 12.4,14.7 3.6,14.7 0.8,6.3",
  bar: "4.6,1 11.4,1 11.4,15 4.6,15",
};

// The shape and colour of a type, as in the picture.
function icon(type) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const points = OUTLINES[lookOf(type).shape];
  const shape = document.createElementNS("http://www.w3.org/2000/svg", points ? "polygon" : "circle");
  const place = points ? { points } : { cx: 8, cy: 8, r: 6 };
  for (const [name, value] of Object.entries({ ...place, fill: colourOf(type) })) shape.setAttribute(name, value);
  for (const [name, value] of Object.entries({ viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" })) {
    svg.setAttribute(name, value);
  }
  svg.append(shape);
  return svg;
}
