// One highlight at a time can be reached with Tab; j and k, or the two buttons, go from fact to fact.

import { type Stretch, article, shownFacts, stops, stretchOf, stretches } from "./marking";

const SETTING = "kg-reader-keys";
let current: HTMLAnchorElement | null = null;

/** Make keys and buttons work; `moved` is called with the stretch that the focus went to, `escaped` on Escape. */
export function watchKeys(moved: (stretch: Stretch) => void, escaped: () => void): void {
  for (const { element } of stretches) element.tabIndex = -1;
  makeCurrent(stops()[0]?.element ?? null);
  article.addEventListener("focusin", (event) => {
    const link = event.target as HTMLAnchorElement;
    if (stretchOf.has(link)) makeCurrent(link);
  });
  const setting = document.getElementById("keys") as HTMLInputElement;
  setting.checked = localStorage.getItem(SETTING) !== "off";
  setting.addEventListener("change", () => localStorage.setItem(SETTING, setting.checked ? "on" : "off"));
  const go = (step: 1 | -1): void => {
    const next = beside(step);
    if (!next) return;
    next.element.focus({ preventScroll: true });
    moved(next);
  };
  document.getElementById("on")?.addEventListener("click", () => go(1));
  document.getElementById("back")?.addEventListener("click", () => go(-1));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") escaped();
    else if (setting.checked && (event.key === "j" || event.key === "k") && isFree(event)) go(event.key === "j" ? 1 : -1);
    else return;
    event.preventDefault();
  });
}

/** Choose another highlight for Tab where the current one is not shown any more. */
export function keepCurrent(): void {
  if (current && shownFacts(stretchOf.get(current)!).length === 0) makeCurrent(stops()[0]?.element ?? null);
}

function makeCurrent(link: HTMLAnchorElement | null): void {
  if (current) {
    current.tabIndex = -1;
    current.removeAttribute("aria-describedby");
  }
  current = link;
  if (!link) return;
  link.tabIndex = 0;
  const [inner] = shownFacts(stretchOf.get(link)!);
  if (inner) link.setAttribute("aria-describedby", `word-${inner.type}`);
}

/** The stop after or before the current one; at first the one in view. */
function beside(step: 1 | -1): Stretch | undefined {
  const all = stops();
  const box = current?.getBoundingClientRect();
  const near = box !== undefined && box.bottom > -innerHeight && box.top < 2 * innerHeight;
  const known = document.activeElement === current || document.querySelector("#text a.here") === current || near;
  const at = stretchOf.get(current!)?.start ?? -1;
  if (!known) {
    const inView = all.findIndex(({ element }) => element.getBoundingClientRect().top > 0);
    return all[inView];
  }
  return step > 0 ? all.find(({ start }) => start > at) : all.findLast(({ start }) => start < at);
}

function isFree(event: KeyboardEvent): boolean {
  const target = event.target as Element;
  return !event.ctrlKey && !event.metaKey && !event.altKey && !target.closest("input:not([type=checkbox]), select, textarea");
}
