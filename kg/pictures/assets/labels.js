// Names at one size on the screen, whatever the zoom: the important ones first, and only where there is room.
const LABEL_FONT = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Hiragino Sans GB","Microsoft YaHei",system-ui,sans-serif';
const LABEL_LIMIT = 400;
const MIN_SCALE = { Component: 0.85, Measure: 0.85, Goal: 0.6 };
const widths = new Map();
let written = [];

function labelSize(node) {
  return node.rank === 0 ? 15 : node.rank <= 2 ? 13 : 12;
}

function labelWidth(context, node) {
  const key = `${node.name}\n${labelSize(node)}`;
  if (!widths.has(key)) widths.set(key, context.measureText(node.name).width);
  return widths.get(key);
}

// The nodes that may get a name, most important first.
function candidates(scale) {
  const first = [selected, hovered].filter((id) => id !== null).map((id) => NODES[id]);
  const second = selected === null ? [] : BY_RANK.filter((node) => near.has(node.id));
  const rest = BY_RANK.filter((node) => !isFaded(node) && scale >= (MIN_SCALE[node.type] ?? 0));
  return [...new Set([...first, ...second, ...rest])].filter((node) => !isHidden(node));
}

function overlaps(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// A grid of taken boxes, so that a thousand names do not each look at all the others.
class Taken {
  cells = new Map();

  *keys({ left, right, top, bottom }) {
    for (let x = Math.floor(left / 80); x <= Math.floor(right / 80); x++) {
      for (let y = Math.floor(top / 40); y <= Math.floor(bottom / 40); y++) yield x * 100003 + y;
    }
  }

  has(box) {
    for (const key of this.keys(box)) {
      if (this.cells.get(key)?.some((other) => overlaps(box, other))) return true;
    }
    return false;
  }

  add(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
}

// Where a name may stand: below, above, right or left of its node.
function places(at, reach, width, height) {
  const gap = reach + 3;
  return [
    [at.x - width / 2, at.y + gap], [at.x - width / 2, at.y - gap - height],
    [at.x + gap, at.y - height / 2], [at.x - gap - width, at.y - height / 2],
  ].map(([left, top]) => ({ left, top, right: left + width, bottom: top + height }));
}

function isCut(room, box) {
  return box.left < 0 || box.right > room.width;
}

function drawLabels(context) {
  const scale = network.getScale();
  const room = element("picture").getBoundingClientRect();
  const taken = new Taken();
  written = [];
  const wanted = candidates(scale);
  const points = new Map(wanted.map((node) => [node.id, network.canvasToDOM(node)]));
  for (const node of wanted) {
    const { x, y } = points.get(node.id);
    const reach = sizeOf(node) * scale;
    if (node.rank <= 2) taken.add({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach });
  }
  for (const node of wanted) {
    if (written.length >= LABEL_LIMIT) break;
    const at = points.get(node.id);
    if (at.x < -80 || at.y < -40 || at.x > room.width + 80 || at.y > room.height + 40) continue;
    context.font = labelFont(node);
    const boxes = places(at, sizeOf(node) * scale, labelWidth(context, node) + 4, labelSize(node) + 4);
    const box = boxes.find((place) => !isCut(room, place) && !taken.has(place)) ?? (insists(node) ? boxes[0] : null);
    if (box === null || repeats(node, box)) continue;
    taken.add(box);
    written.push({ node, box });
  }
  write(context, scale);
}

function insists(node) {
  return node.rank === 0 || node.id === selected || node.id === hovered;
}

// A term and the thing that it denotes often share a name: side by side, it is written once.
function repeats(node, box) {
  return !insists(node) && written.some(({ node: other, box: near }) =>
    other.name === node.name && Math.hypot(near.left - box.left, near.top - box.top) < 160);
}

function labelFont(node) {
  return `${node.rank <= 2 || node.id === selected ? 600 : 400} ${labelSize(node)}px ${LABEL_FONT}`;
}

function write(context, scale) {
  const origin = network.DOMtoCanvas({ x: 0, y: 0 });
  context.save();
  context.translate(origin.x, origin.y);
  context.scale(1 / scale, 1 / scale);
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = isDark() ? "rgba(20,22,27,0.92)" : "rgba(250,249,246,0.92)";
  for (const { node, box } of written) {
    context.font = labelFont(node);
    context.fillStyle = node.rank <= 2 ? (isDark() ? "#f1f2f4" : "#16181d") : isDark() ? "#bcc2cc" : "#4a515d";
    context.strokeText(node.name, box.left + 2, (box.top + box.bottom) / 2);
    context.fillText(node.name, box.left + 2, (box.top + box.bottom) / 2);
  }
  context.restore();
}

function labelAt({ x, y }) {
  const hit = written.find(({ box }) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
  return hit ? hit.node.id : null;
}
