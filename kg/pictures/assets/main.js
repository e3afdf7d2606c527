// Puts the page together.
function drawLegend() {
  const counts = new Map();
  for (const { type } of BY_RANK) counts.set(type, (counts.get(type) ?? 0) + 1);
  element("types").replaceChildren(...[...counts].map(([type, count]) => {
    const box = make("input", { type: "checkbox", "data-type": type });
    box.checked = !hiddenTypes.has(type);
    box.addEventListener("change", () => filter(type, box.checked));
    return make("li", {}, make("label", {}, box, icon(type),
      make("span", { text: typeName(type) }), make("span", { class: "count", text: count })));
  }));
}

function filter(type, shown) {
  if (shown) hiddenTypes.delete(type);
  else hiddenTypes.add(type);
  if (selected !== null && isHidden(NODES[selected])) deselect();
  else paint();
}

function reset() {
  hiddenTypes.clear();
  element("search").value = "";
  hideMatches();
  deselect();
  drawLegend();
  fit(true);
}

function speak() {
  document.documentElement.lang = word("lang");
  element("summary").textContent = word("summary", NODES.length, EDGES.length);
  element("search").placeholder = word("search");
  element("search").setAttribute("aria-label", word("search"));
  element("matches").setAttribute("aria-label", word("search"));
  element("language").textContent = word("other");
  element("language").lang = word("otherLang");
  element("legend-title").textContent = word("legend");
  element("reset").textContent = element("nothing-reset").textContent = word("reset");
  element("zoom-fit").textContent = word("fit");
  element("zoom-in").setAttribute("aria-label", word("zoomIn"));
  element("zoom-out").setAttribute("aria-label", word("zoomOut"));
  element("picture").setAttribute("role", "img");
  element("picture").setAttribute("aria-label", word("picture"));
  drawLegend();
  if (!element("found").hidden) showMatches();
  if (selected !== null) showCard(selected);
  paint();
}

function listen() {
  element("search").addEventListener("input", showMatches);
  element("search").addEventListener("keydown", searchKey);
  element("search").addEventListener("blur", hideMatches);
  element("search").addEventListener("focus", () => element("search").value && showMatches());
  element("language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    speak();
  });
  element("reset").addEventListener("click", reset);
  element("nothing-reset").addEventListener("click", reset);
  element("zoom-in").addEventListener("click", () => zoom(1.5));
  element("zoom-out").addEventListener("click", () => zoom(1 / 1.5));
  element("zoom-fit").addEventListener("click", () => fit(true));
  document.addEventListener("keydown", (event) => event.key === "Escape" && deselect());
  darkMode.addEventListener("change", speak);
  addEventListener("resize", () => selected === null && requestAnimationFrame(() => fit(false)));
}

if (innerWidth < 700) element("legend").open = false;
speak();
drawPicture();
listen();
if (FOCUS !== null && innerWidth >= 700) select(FOCUS);
fit(false);
