// Search by name and alias; the list of matches is a combobox that works by keyboard.
const MATCH_LIMIT = 30;
let matches = [];
let active = -1;

function plain(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[\s"'“”‘’「」『』《》]/gu, "");
}

const KEYS = CARDS.nodes.map(({ label, aliases = [] }) => [label, ...aliases].map(plain));

// 0 the name itself, 1 an alias, 2 and 3 the beginning of one, 4 and 5 within one; null is no match.
function matchRank(keys, query) {
  let best = null;
  keys.forEach((key, place) => {
    const found = key === query ? 0 : key.startsWith(query) ? 1 : key.includes(query) ? 2 : null;
    if (found !== null) best = Math.min(best ?? Infinity, 2 * found + (place ? 1 : 0));
  });
  return best;
}

function search(text) {
  const query = plain(text);
  if (!query) return [];
  return NODES.map((node) => ({ node, rank: matchRank(KEYS[node.id], query) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => a.rank - b.rank || a.node.rank - b.node.rank || a.node.id - b.node.id)
    .map(({ node }) => node.id);
}

function showMatches() {
  const input = element("search");
  matches = search(input.value);
  active = matches.length ? 0 : -1;
  const asked = plain(input.value) !== "";
  element("found").hidden = !asked;
  input.setAttribute("aria-expanded", String(asked));
  element("found-count").textContent = matches.length ? word("found", matches.length) : word("noMatch");
  element("matches").replaceChildren(...matches.slice(0, MATCH_LIMIT).map(matchItem));
  markActive();
}

function matchItem(id, place) {
  const item = make("li", { role: "option", id: `match-${place}`, lang: "zh-CN" },
    icon(NODES[id].type), make("span", { text: CARDS.nodes[id].label }),
    make("small", { text: typeName(NODES[id].type) }));
  item.addEventListener("pointerdown", (event) => event.preventDefault());
  item.addEventListener("click", () => choose(place));
  return item;
}

function markActive() {
  [...element("matches").children].forEach((item, place) => {
    item.setAttribute("aria-selected", String(place === active));
    if (place === active) item.scrollIntoView({ block: "nearest" });
  });
  const input = element("search");
  if (active < 0) input.removeAttribute("aria-activedescendant");
  else input.setAttribute("aria-activedescendant", `match-${active}`);
}

function hideMatches() {
  element("found").hidden = true;
  element("search").setAttribute("aria-expanded", "false");
}

function choose(place) {
  hideMatches();
  open(matches[place]);
}

function searchKey(event) {
  if (event.isComposing) return;
  const last = Math.min(matches.length, MATCH_LIMIT) - 1;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (element("found").hidden) return showMatches();
    active = Math.min(Math.max(active + (event.key === "ArrowDown" ? 1 : -1), Math.min(0, last)), last);
    markActive();
  } else if (event.key === "Enter" && active >= 0) {
    event.preventDefault();
    choose(active);
  } else if (event.key === "Escape" && !element("found").hidden) {
    event.stopPropagation();
    hideMatches();
  }
}
