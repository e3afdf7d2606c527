// On small screens the outline, the types and the panel are sheets that come up from below, one at a time.

const SMALL = matchMedia("(max-width: 52rem)");
const buttons = [...document.querySelectorAll<HTMLButtonElement>("[data-opens]")];

export function isSmall(): boolean {
  return SMALL.matches;
}

/** Show one sheet and hide the others; on large screens all are in view anyway. */
export function openSheet(name: string): void {
  for (const button of buttons) {
    const open = button.dataset.opens === name;
    button.setAttribute("aria-expanded", String(open));
    document.getElementById(button.dataset.opens!)?.classList.toggle("open", open);
  }
}

export function closeSheets(): void {
  const inside = document.querySelector(":is(.panel, .outline, .legend).open")?.contains(document.activeElement);
  const opener = buttons.find((button) => button.getAttribute("aria-expanded") === "true");
  openSheet("");
  if (inside && isSmall()) opener?.focus({ preventScroll: true });
}

/** Make the buttons work; `then` is told which sheet was opened. */
export function watchSheets(then: (name: string) => void): void {
  for (const button of buttons) {
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-expanded") === "true") {
        openSheet("");
        return;
      }
      openSheet(button.dataset.opens!);
      then(button.dataset.opens!);
    });
  }
}
