// The picture: vis-network draws shapes and lines, labels.js writes the names.
const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
let network = null;

const FADED = { light: "rgba(120,125,135,0.16)", dark: "rgba(150,155,165,0.16)" };
const LINE = { light: "rgba(90,98,112,0.5)", dark: "rgba(170,178,192,0.45)" };
const CROSS = { light: "rgba(90,98,112,0.17)", dark: "rgba(170,178,192,0.15)" };
const LIT = { light: "#b3261e", dark: "#ff9d94" };

// How much nodes are enlarged, so that they do not vanish when the whole picture is small.
let boost = 1;

function sizeOf(node) {
  return node.size * boost;
}

function rescale() {
  const wanted = Math.min(Math.max(0.55 / network.getScale(), 1), 1.7);
  if (Math.abs(wanted - boost) < 0.08 && !(wanted === 1 && boost > 1)) return;
  boost = wanted;
  nodeSet.update(NODES.map((node) => ({ id: node.id, size: sizeOf(node) })));
}

// Spread the picture along the longer side of its room.
function spread() {
  const { width, height } = element("picture").getBoundingClientRect();
  const aspect = Math.min(Math.max(width / height, 0.6), 1.35);
  for (const node of NODES) {
    node.x *= Math.max(aspect, 1);
    node.y *= Math.max(1 / aspect, 1);
  }
}

function isHidden(node) {
  return hiddenTypes.has(node.type);
}

function isFaded(node) {
  return selected !== null && node.id !== selected && !near.has(node.id);
}

function drawnNode(node) {
  const mode = isDark() ? "dark" : "light";
  const fill = isFaded(node) ? FADED[mode] : colourOf(node.type);
  const border = node.id === selected ? LIT[mode] : isFaded(node) ? FADED[mode] : fill;
  const colour = { background: fill, border };
  return {
    id: node.id, x: node.x, y: node.y, shape: "custom", ctxRenderer: drawShape, size: sizeOf(node),
    hidden: isHidden(node),
    borderWidth: node.id === selected ? 4 : 0,
    color: { ...colour, highlight: colour, hover: { background: fill, border: LIT[mode] } },
  };
}

const PATHS = Object.fromEntries(Object.values(NAMES.types).filter((type) => type.outline).map((type) =>
  [type.shape, type.outline.split(" ").map((point) => point.split(",").map((at) => (Number(at) - 8) / 7))]));

// The outline of a node's type around its place, as in the legend.
function drawShape({ ctx, id, x, y, style: { size, color, borderColor, borderWidth } }) {
  const drawNode = () => {
    ctx.beginPath();
    const path = PATHS[lookOf(NODES[id].type).shape];
    if (path) for (const [across, down] of path) ctx.lineTo(x + across * size, y + down * size);
    else ctx.arc(x, y, size, 0, 2 * Math.PI);
    ctx.closePath();
    ctx.fillStyle = color;
    ctx.fill();
    if (!borderWidth) return;
    ctx.strokeStyle = borderColor;
    ctx.lineWidth = borderWidth;
    ctx.stroke();
  };
  return { drawNode, nodeDimensions: { width: 2 * size, height: 2 * size } };
}

function drawnEdge(edge) {
  const mode = isDark() ? "dark" : "light";
  const lit = selected !== null && (edge.from === selected || edge.to === selected);
  const quiet = edge.predicate === "mentions" || edge.predicate === "refersTo";
  const colour = lit ? LIT[mode] : selected !== null ? CROSS[mode] : quiet ? CROSS[mode] : LINE[mode];
  return {
    id: edge.id, from: edge.from, to: edge.to,
    hidden: isHidden(NODES[edge.from]) || isHidden(NODES[edge.to]),
    color: { color: colour, highlight: colour, hover: colour, inherit: false },
    width: lit ? 2 : 1.3,
    arrows: { to: { enabled: lit, scaleFactor: 0.5 } },
  };
}

function paint() {
  nodeSet.update(NODES.map(drawnNode));
  edgeSet.update(EDGES.map(drawnEdge));
  element("nothing").hidden = NODES.some((node) => !isHidden(node));
  element("nothing-text").textContent = word(NODES.length ? "allHidden" : "empty");
  element("nothing-reset").hidden = !NODES.length;
}

function drawPicture() {
  spread();
  paint();
  const options = read("options");
  options.interaction.hideEdgesOnDrag = EDGES.length > 4000;
  network = new vis.Network(element("picture"), { nodes: nodeSet, edges: edgeSet }, options);
  network.on("afterDrawing", drawLabels);
  network.on("zoom", rescale);
  network.on("animationFinished", rescale);
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(null));
  network.on("click", ({ nodes, pointer }) => {
    const hit = nodes.length ? nodes[0] : nodeNear(pointer);
    if (hit === null) deselect();
    else select(hit);
  });
}

function hover(id) {
  hovered = id;
  element("picture").classList.toggle("over", id !== null);
  network.redraw();
}

// The node whose name was hit, or the nearest within a finger's width.
function nodeNear({ DOM, canvas }) {
  const named = labelAt(DOM);
  if (named !== null) return named;
  const reach = 16 / network.getScale();
  let best = null;
  let least = Infinity;
  for (const node of NODES) {
    const away = Math.hypot(node.x - canvas.x, node.y - canvas.y) - sizeOf(node);
    if (away < Math.min(least, reach) && !isHidden(node)) [best, least] = [node.id, away];
  }
  return best;
}

// How much of the picture the card covers, in pixels from the right and from the bottom.
function covered() {
  const card = element("card");
  if (card.hidden) return { right: 0, bottom: innerWidth < 700 ? 62 : 0 };
  const room = element("picture").getBoundingClientRect();
  const box = card.getBoundingClientRect();
  const sheet = box.width > 0.9 * room.width;
  return sheet ? { right: 0, bottom: box.height } : { right: room.right - box.left, bottom: 0 };
}

function moveTo(position, scale, animated) {
  const { right, bottom } = covered();
  network.moveTo({
    position, scale, offset: { x: -right / 2, y: -bottom / 2 },
    animation: animated && !stillMode.matches ? { duration: 450, easingFunction: "easeInOutQuad" } : false,
  });
  rescale();
}

function fit(animated) {
  const shown = NODES.filter((node) => !isHidden(node));
  if (!shown.length) return;
  const room = element("picture").getBoundingClientRect();
  const { right, bottom } = covered();
  const low = { x: Infinity, y: Infinity };
  const high = { x: -Infinity, y: -Infinity };
  for (const { x, y, size } of shown) {
    [low.x, low.y] = [Math.min(low.x, x - size), Math.min(low.y, y - size)];
    [high.x, high.y] = [Math.max(high.x, x + size), Math.max(high.y, y + size)];
  }
  const wide = Math.max(room.width - right - 48, 40) / (high.x - low.x);
  const tall = Math.max(room.height - bottom - 64, 40) / (high.y - low.y);
  moveTo({ x: (low.x + high.x) / 2, y: (low.y + high.y) / 2 }, Math.min(wide, tall, 1.8), animated);
}

function zoom(factor) {
  const scale = Math.min(Math.max(network.getScale() * factor, 0.02), 8);
  network.moveTo({ scale, animation: stillMode.matches ? false : { duration: 180, easingFunction: "easeOutQuad" } });
}

function fly(id) {
  moveTo({ x: NODES[id].x, y: NODES[id].y }, Math.max(network.getScale(), 1.1), true);
}

function select(id) {
  if (hiddenTypes.delete(NODES[id].type)) drawLegend();
  selected = id;
  near = new Set(TOUCHING[id].flatMap((edge) => [edge.from, edge.to]));
  paint();
  showCard(id);
}

function deselect() {
  selected = null;
  near = new Set();
  paint();
  element("card").hidden = true;
}
