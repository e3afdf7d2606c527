// Which types of facts are shown; the address remembers it.

import { show, shown } from "./marking";

const boxes = [...document.querySelectorAll<HTMLInputElement>("#legend input[type=checkbox]")];

/** Make the boxes and their buttons work; `then` is called after each change. */
export function watchLegend(then: () => void): void {
  show(chosen());
  const changed = (): void => {
    show(chosen());
    remember();
    then();
  };
  for (const box of boxes) box.addEventListener("change", changed);
  const all = (checked: boolean) => () => {
    for (const box of boxes) box.checked = checked;
    changed();
  };
  document.getElementById("all")?.addEventListener("click", all(true));
  document.getElementById("none")?.addEventListener("click", all(false));
}

/** Show a type that was hidden. */
export function showAlso(type: string): void {
  const box = boxes.find(({ value }) => value === type);
  if (!box || box.checked) return;
  box.checked = true;
  box.dispatchEvent(new Event("change"));
}

function chosen(): string[] {
  return boxes.filter(({ checked }) => checked).map(({ value }) => value);
}

function remember(): void {
  const address = new URL(location.href);
  if (boxes.every(({ checked }) => checked)) address.searchParams.delete("types");
  else address.searchParams.set("types", [...shown].join(","));
  history.replaceState(null, "", address);
}
