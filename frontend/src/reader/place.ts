// From offsets in the source text (code points) to places on the page, and back to the reader's eye.

import { article, stretches } from "./marking";

const blocks = [...article.querySelectorAll<HTMLElement>("[data-s]:not(a)")];
const LIT = "lit";

/** Scroll to these characters and light them; false where the text has none there. */
export function goTo(start: number, end: number): boolean {
  const range = rangeOf(start, end);
  if (!range) return false;
  range.startContainer.parentElement?.closest("details")?.setAttribute("open", "");
  const sheet = document.querySelector(".live :is(.panel, .outline, .legend).open");
  const bar = document.getElementById("focus");
  const room = innerHeight - (sheet && matchMedia("(max-width: 52rem)").matches ? innerHeight * 0.6 : 0);
  const above = bar?.hidden === false ? bar.offsetHeight : 0;
  const box = range.getBoundingClientRect();
  scrollTo({ top: scrollY + box.top - Math.max(above + 16, Math.min(room * 0.35, room - box.height)) });
  lightRange(range, start, end);
  return true;
}

/** Go where the address says: `#c580-590`; false where it says no such thing. */
export function goToHash(): boolean {
  const said = /^#c(\d{1,9})-(\d{1,9})$/.exec(location.hash);
  return said !== null && goTo(Number(said[1]), Number(said[2]));
}

/** Put a place into the address, so that it can be passed on. */
export function nameAddress(start: number, end: number): void {
  history.replaceState(null, "", `${location.pathname}${location.search}#c${start}-${end}`);
}

export function unlight(): void {
  if ("highlights" in CSS) CSS.highlights.delete(LIT);
  for (const { element } of stretches) element.classList.remove("there");
}

function lightRange(range: Range, start: number, end: number): void {
  unlight();
  if ("highlights" in CSS) {
    CSS.highlights.set(LIT, new Highlight(range));
    return;
  }
  for (const stretch of stretches) {
    if (stretch.start < end && start < stretch.end) stretch.element.classList.add("there");
  }
}

/** The characters from `start` up to `end`, without the line ends and indentation around them. */
function rangeOf(start: number, end: number): Range | null {
  const first = blocks.find((block) => Number(block.dataset.e) > start);
  const last = blocks.findLast((block) => Number(block.dataset.s) < end);
  if (!first || !last || start >= end || Number(first.dataset.s) >= end) return null;
  const from = pointAt(first, Math.max(start, Number(first.dataset.s)), true);
  const to = pointAt(last, Math.min(end, Number(last.dataset.e)), false);
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  return range;
}

/** Where an offset is in a block: before the character that it names (`opening`), or behind the one ahead. */
function pointAt(block: HTMLElement, offset: number, opening: boolean): [Text, number] | null {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let start = Number(block.dataset.s);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (node.parentElement?.closest(".back")) continue;
    const holder = node.parentElement?.closest<HTMLElement>("a[data-s]");
    if (holder) start = Number(holder.dataset.s);
    const end = holder ? Number(holder.dataset.e) : start + [...node.data].length;
    if (opening ? offset < end : offset <= end) return [node, codeUnits(node.data, offset - start)];
    start = end;
  }
  return null;
}

/** How many code units the first code points of a string take. */
function codeUnits(words: string, points: number): number {
  let units = 0;
  for (const char of words) {
    if (points-- <= 0) break;
    units += char.length;
  }
  return units;
}
