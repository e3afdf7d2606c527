// The first page: what this browser opened last.

import { make, pageUrl, shape } from "./page";
import { recent } from "./recent";

const shelf = document.getElementById("recent");
const opened = recent();
if (shelf && opened.length) {
  shelf.querySelector("ul")?.replaceChildren(
    ...opened.map(({ id, label, type, number }) =>
      make(
        "li",
        {},
        make(
          "a",
          { class: "tile", href: pageUrl(id) },
          shape(type),
          make("span", { class: "tile-name", lang: "zh-CN" }, label),
          ...(number === null ? [] : [make("span", { class: "tile-note" }, `[${number}]`)]),
        ),
      ),
    ),
  );
  shelf.hidden = false;
}
