"""Pages from templates.  Whatever comes from a report is escaped; data for scripts is inert JSON."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from kg import __version__, paths
from kg.language import language
from kg.vocabulary import as_path, short
from kg.web import messages
from kg.words import CLASSES, EDGES, FIELDS, INVERSES, MATCHES, VALUES, word

_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
MANIFEST = ".vite/manifest.json"


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """The page of a template, in the language that is spoken.

    The template has `lang`, `other_lang`, `other_language` (the way to the same page in that one), and what
    `environment` gives all of them.
    """
    other = "en" if language() == "zh" else "zh"
    query = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"]
    about = {
        "lang": "zh-CN" if language() == "zh" else "en",
        "other_language": "?" + urlencode([*query, ("lang", other)]),
        "other_lang": "zh-CN" if other == "zh" else "en",
    }
    return HTMLResponse(environment().get_template(template).render(**about, **values), status)


@cache
def environment() -> Environment:
    """The templates, with the functions that they call."""
    made = Environment(
        loader=FileSystemLoader(paths.web() / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        t=messages.text,
        texts=messages.of_page,
        page_url=page_url,
        type_word=lambda name: word(CLASSES, name),
        edge_word=lambda name, outward=True: word(EDGES if outward else INVERSES, name),
        field_word=lambda name: word(FIELDS, name),
        value_word=lambda name: word(VALUES, name),
        type_words=lambda: {name: word(CLASSES, name) for name in CLASSES},
        match_words=lambda: {name: word(MATCHES, name) for name in MATCHES},
        script=script,
        styles=styles,
        version=__version__,
    )
    made.filters["inert"] = inert
    made.filters["short"] = short
    return made


def page_url(iri: str) -> str:
    """Where the page of a node is."""
    return "/page/" + as_path(short(iri))


def inert(value: object) -> Markup:
    """JSON in which no character can end a script element or start one."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - escaped for the place where it stands


def script(name: str) -> str | None:
    """The URL of a script of the front end (`src/NAME.ts`), or None where the front end is not built."""
    entry = _manifest().get(f"src/{name}.ts")
    return f"/built/{entry['file']}" if entry else None


def styles(name: str) -> list[str]:
    """The URLs of the style sheets that come with a script, and with what it imports."""
    found: dict[str, None] = {}
    waiting = [f"src/{name}.ts"]
    seen = set()
    while waiting:
        at = waiting.pop()
        entry = _manifest().get(at)
        if entry and at not in seen:
            seen.add(at)
            found.update(dict.fromkeys(f"/built/{file}" for file in entry.get("css", ())))
            waiting += entry.get("imports", ())
    return list(found)


@cache
def _manifest() -> dict[str, dict[str, Any]]:
    """What Vite says it built: source → its file, style sheets and imports; empty if nothing is built."""
    path = paths.web() / "built" / MANIFEST
    found: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return found
