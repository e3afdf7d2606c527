"""The two editors: a query as text, and its answer; they work without script, as forms."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kg import schema
from kg.asking import cypher, sparql
from kg.asking.answer import Answer
from kg.asking.bound import bound_sparql, without_header
from kg.asking.guard import kind
from kg.asking.library import Question, question
from kg.asking.table import Table, Value
from kg.errors import BadValue, KgError, QuerySyntaxError
from kg.language import choose
from kg.vocabulary import FIELDS, KG, PREFIXES, RDFS
from kg.web import questions
from kg.web.answer_files import FILES, file, wanted
from kg.web.answers import shown
from kg.web.problems import message, status_of
from kg.web.queries import answered
from kg.web.rendering import render
from kg.web.site import Here, Site
from kg.words import CLASSES, EDGES

router = APIRouter()

BEGUN = {
    "sparql": f"""PREFIX kg: <{KG}>
PREFIX rdfs: <{RDFS}>
SELECT ?term ?label ?thing WHERE {{
  ?term a kg:Term ;
    rdfs:label ?label ;
    kg:denotes ?thing .
}}
LIMIT 20
""",
    "cypher": """MATCH (term:Term)-[denotes:DENOTES]->(thing)
RETURN term, denotes, thing
LIMIT 20
""",
}
"""What an editor begins with."""


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in an editor: the query, and its parameters as JSON."""

    query: str
    parameters: str = ""


@router.get("/ask/sparql")
async def sparql_editor(request: Request, site: Here) -> Response:
    """A SPARQL editor; `run=1` answers the `query`, `example` writes a question of the library into it."""

    async def answer(written: Written, limit: int | None) -> Answer:
        return await answered(request, site, sparql.select, site.settings.store, written.query, limit=limit)

    written = await asyncio.to_thread(_written, request, site, "sparql")
    about = {
        "prefixes": PREFIXES,
        "classes": [KG + name for name in CLASSES],
        "properties": sorted({KG + name for name in EDGES} | {item.iri for item in FIELDS.values()}),
    }
    files = "graph" if kind(written.query) == "graph" else questions.ON[0]
    return await _page(request, site, "sparql", files, written, about, answer)


@router.get("/ask/cypher")
async def cypher_editor(request: Request, site: Here) -> Response:
    """A Cypher editor, with `parameters` as JSON beside what the other has."""

    async def answer(written: Written, limit: int | None) -> Table:
        values = _parameters(written.parameters)
        store = site.settings.store
        return await answered(
            request, site, cypher.select, store, written.query, parameters=values, limit=limit
        )

    written = await asyncio.to_thread(_written, request, site, "cypher")
    return await _page(
        request, site, "cypher", questions.ON[1], written, {"schema": schema.as_json()}, answer
    )


async def _page(
    request: Request,
    site: Site,
    name: str,
    files: str,
    written: Written,
    about: dict[str, Any],
    answer: Callable[[Written, int | None], Awaitable[Answer | Table]],
) -> Response:
    said = request.query_params
    run = said.get("run") == "1" and bool(written.query.strip())
    if run and (format := said.get("format")) is not None:
        wanted(format, files)
        found = await answer(written, None)
        return await asyncio.to_thread(file, found, format, "answer", raw=said.get("raw") == "1")
    result, error = None, None
    if run:
        try:
            result = await answer(written, site.settings.rows)
        except KgError as raised:
            error = raised
    return await asyncio.to_thread(_rendered, request, site, name, files, written, about, result, error)


def _rendered(
    request: Request,
    site: Site,
    name: str,
    files: str,
    written: Written,
    about: dict[str, Any],
    answer: Answer | Table | None,
    error: KgError | None,
) -> Response:
    pairs = {"query": written.query, "parameters": written.parameters, "run": "1"}
    return render(
        request,
        f"ask_{name}.html",
        status=status_of(error) if error else 200,
        kind=name,
        written=written,
        result=shown(answer, site.store) if answer else None,
        error=message(error) if error else None,
        place=error.details if isinstance(error, QuerySyntaxError) else None,
        link=urlencode({name: value for name, value in pairs.items() if value}),
        files=FILES[files],
        themes=questions.by_theme(),
        titled=questions.title,
        about=about,
    )


def _written(request: Request, site: Site, editor: str) -> Written:
    """What the request writes into the editor; raises UnknownName for an example that there is not."""
    said = request.query_params
    if name := said.get("example"):
        return _example(question(name), site, editor)
    query = said.get("query")
    return Written(BEGUN[editor] if query is None else query, said.get("parameters", ""))


def _example(about: Question, site: Site, editor: str) -> Written:
    """A question of the library with its defaults, and a name of the store where it needs one."""
    form = questions.fields(about, {}, site.store, {})
    given = {item.name: item.examples[0] for item in form if item.required and item.examples}
    given |= {item.name: "…" for item in form if item.required and not item.examples}
    if editor == "sparql":
        return Written(bound_sparql(about, given))
    plain = about.plain(given)
    return Written(without_header(about.cypher, "//"), json.dumps(plain, ensure_ascii=False) if plain else "")


def _parameters(text: str) -> dict[str, Value]:
    """The parameters as plain data; raises BadValue."""
    if not text.strip():
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        wanted_ = choose('JSON 对象，如 {"name": "…"}', 'a JSON object, as {"name": "…"}')
        raise BadValue(option=choose("参数", "parameters"), value=text[:80], wanted=wanted_)
    return found
