// The card of a node: what is known of it, and its edges with the sentences that state them.
const FIRST = 6;

function showCard(id) {
  const card = element("card");
  const facts = CARDS.nodes[id];
  const close = make("button", { type: "button", class: "close", "aria-label": word("close"), text: "×" });
  close.addEventListener("click", deselect);
  card.replaceChildren(close, cardHead(id), ...cardFacts(facts), ...cardEdges(id));
  card.setAttribute("aria-label", facts.label);
  card.hidden = false;
  card.scrollTop = 0;
}

function cardHead(id) {
  const { type } = NODES[id];
  return make("div", { class: "head" },
    make("p", { class: "type" }, icon(type), make("span", { text: typeName(type) })),
    make("h2", { text: CARDS.nodes[id].label, lang: "zh-CN" }));
}

function cardFacts({ aliases = [], definition, facts }) {
  const list = make("dl", { class: "facts" });
  const add = (name, value) => list.append(make("div", {}, make("dt", { text: name }), make("dd", { text: value })));
  if (aliases.length) add(word("aliases"), aliases.join(word("stop")));
  for (const [name, value] of Object.entries(facts)) add(NAMES.facts[name][language], valueName(name, value));
  const parts = list.children.length ? [list] : [];
  if (definition) {
    parts.push(make("section", {}, make("h3", { text: word("definition") }),
      make("p", { class: "definition", lang: "zh-CN", text: definition })));
  }
  return parts;
}

function cardEdges(id) {
  const groups = new Map();
  for (const edge of TOUCHING[id]) {
    const way = edge.from === id ? 0 : 1;
    const name = predicateName(edge.predicate, way);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push({ edge, other: way === 0 ? edge.to : edge.from });
  }
  if (!groups.size) return [make("p", { class: "quiet", text: word("noEdges") })];
  return [...groups].map(([name, items]) => cardGroup(name, items));
}

function cardGroup(name, items) {
  const list = make("ul", { class: "edges" }, ...items.slice(0, FIRST).map(cardEdge));
  const group = make("section", {}, make("h3", { text: name }, make("span", { class: "count", text: items.length })), list);
  if (items.length > FIRST) {
    const more = make("button", { type: "button", class: "more", text: word("more", items.length) });
    more.addEventListener("click", () => {
      list.append(...items.slice(FIRST).map(cardEdge));
      list.children[FIRST].querySelector("button").focus();
      more.remove();
    });
    group.append(more);
  }
  return group;
}

function cardEdge({ edge, other }) {
  const button = make("button", { type: "button", class: "neighbour", lang: "zh-CN" },
    icon(NODES[other].type), make("span", { text: CARDS.nodes[other].label }));
  button.addEventListener("click", () => open(other));
  const shown = CARDS.evidence[edge.id].map(sentence);
  return make("li", {}, button, ...shown);
}

// The sentence with its evidence marked. Offsets count code points, as everywhere in the project.
function sentence([place, start, end]) {
  const letters = Array.from(CARDS.sentences[place]);
  return make("blockquote", { lang: "zh-CN" },
    letters.slice(0, start).join(""),
    make("mark", { text: letters.slice(start, end).join("") }),
    letters.slice(end).join(""));
}

// Fly to a node and open its card.
function open(id) {
  select(id);
  fly(id);
  element("card").focus({ preventScroll: true });
}
