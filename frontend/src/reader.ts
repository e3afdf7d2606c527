// The reader: highlights that open facts, facts that go to their words, types, keys and the outline.

import { watchFocus } from "./reader/focus";
import { keepCurrent, watchKeys } from "./reader/keys";
import { showAlso, watchLegend } from "./reader/legend";
import { drawList, watchList } from "./reader/list";
import { type Fact, article, facts, firstOf, shownFacts, stretchOf } from "./reader/marking";
import { watchOutline } from "./reader/outline";
import { closeFact, isOpen, onTab, openFacts, openStretch, showTab, watchPanel } from "./reader/panel";
import { goTo, goToHash, nameAddress, unlight } from "./reader/place";
import { closeSheets, isSmall, watchSheets } from "./reader/sheets";

const listTab = document.getElementById("tab-list");

watchLegend(() => {
  keepCurrent();
  if (listTab?.getAttribute("aria-selected") === "true") drawList();
});
watchPanel();
onTab("list", drawList);
watchList(goToFact);
watchSheets((name) => {
  if (name === "panel" && !isOpen()) showTab("tab-list");
});
watchOutline(() => {
  if (isSmall()) closeSheets();
});
watchKeys(
  (stretch) => {
    goTo(stretch.start, stretch.end);
    if (isOpen()) openStretch(stretch, false);
  },
  () => {
    unlight();
    closeFact();
  },
);

article.addEventListener("click", (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-f]");
  const stretch = link && stretchOf.get(link);
  if (!stretch || !link.href || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (getSelection()?.isCollapsed === false) return;
  event.preventDefault();
  const mark = shownFacts(stretch).find(({ role }) => role === "mark");
  const entry = mark && facts.find(({ node, role }) => node === mark.node && role === "headword");
  if (entry) openFacts([entry], link, true);
  else openStretch(stretch);
});
document.addEventListener("click", (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#c"]');
  const said = link && /^#c(\d+)-(\d+)$/.exec(link.getAttribute("href")!);
  if (!said || event.defaultPrevented) return;
  event.preventDefault();
  goTo(Number(said[1]), Number(said[2]));
  nameAddress(Number(said[1]), Number(said[2]));
});
addEventListener("hashchange", goToHash);

const arrived = goToHash();
watchFocus(arrived);
if (arrived) addEventListener("load", () => void goToHash(), { once: true });
document.documentElement.dataset.reader = "ready";

/** Go to the words of a fact and light them; its type is shown if it was not. */
function goToFact(fact: Fact): void {
  showAlso(fact.type);
  if (isSmall()) closeSheets();
  goTo(fact.start, fact.end);
  nameAddress(fact.start, fact.end);
  firstOf(fact)?.element.focus({ preventScroll: true });
}
