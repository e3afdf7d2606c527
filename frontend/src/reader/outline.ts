// The outline follows the text: the section that is being read is marked, and its own parts are shown.

const links = [...document.querySelectorAll<HTMLAnchorElement>("#outline a")];
const heads = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
let now = -1;
let waiting = false;

export function watchOutline(then: () => void): void {
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  });
  document.getElementById("outline")?.addEventListener("click", (event) => {
    if ((event.target as Element).closest("a")) then();
  });
  follow();
}

function follow(): void {
  const line = innerHeight * 0.25;
  let place = -1;
  for (const [number, head] of heads.entries()) {
    if (head && head.getBoundingClientRect().top <= line) place = number;
  }
  if (place === now) return;
  now = place;
  for (const link of links) link.removeAttribute("aria-current");
  for (const item of document.querySelectorAll("#outline li.now")) item.classList.remove("now");
  const link = links[place];
  if (!link) return;
  link.setAttribute("aria-current", "location");
  for (let item = link.closest("li"); item; item = item.parentElement?.closest("li") ?? null) item.classList.add("now");
  bringIntoView(link);
}

/** Scroll the outline alone. */
function bringIntoView(link: HTMLElement): void {
  const box = document.getElementById("outline")!;
  const [outer, inner] = [box.getBoundingClientRect(), link.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    box.scrollTop += inner.top - outer.top - outer.height / 3;
  }
}
