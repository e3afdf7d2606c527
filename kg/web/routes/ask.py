"""Ask: the query library by theme, and each question as a form with its answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kg.asking.answer import Answer
from kg.asking.bound import bound_sparql, without_header
from kg.asking.library import NAME, Question, ask_library, question
from kg.asking.named import Name
from kg.asking.table import Table
from kg.errors import BadValue, KgError, NothingFound, UnknownName
from kg.language import choose, listed
from kg.web import questions
from kg.web.answer_files import FILES, file, wanted
from kg.web.answers import shown
from kg.web.messages import text
from kg.web.problems import message, status_of
from kg.web.queries import answered
from kg.web.rendering import render
from kg.web.routes import editors
from kg.web.site import Here, Site

router = APIRouter()
router.include_router(editors.router)

_OURS = ("on", "format", "raw", "view", "lang")
"""What a link says beside the parameters of its question."""
VIEWS = ("table", "graph", "query")
_SUGGESTED = 5


@router.get("/ask")
def overview(request: Request, q: str = "") -> Response:
    """All questions by theme, or those that have the words of `q`."""
    return render(
        request,
        "ask.html",
        themes=questions.by_theme(q[:200]),
        q=q[:200],
        titled=questions.title,
        about=questions.description,
    )


@router.get("/ask/q/{name}")
async def asked(request: Request, site: Here, name: str) -> Response:
    """A question as a form, and its answer if all that it needs is given; `format` asks for a file."""
    about = question(name)
    said = dict(request.query_params)
    given = {key: value.strip() for key, value in said.items() if key not in _OURS and value.strip()}
    on = said.get("on", questions.ON[0])
    format = said.get("format")
    if format is not None:
        wanted(format, on)
        answer = await _answer(request, site, about, given, on, limit=None)
        return await asyncio.to_thread(file, answer, format, about.name, raw=said.get("raw") == "1")
    errors: dict[str, str] = {}
    found: Answer | Table | None = None
    status = 200
    try:
        if questions.ready(about, given):
            found = await _answer(request, site, about, given, on, limit=site.settings.rows)
    except KgError as error:
        field = _field_of(error, about)
        errors[field] = _line(error, field)
        status = 400 if isinstance(error, UnknownName) else status_of(error)
    return await asyncio.to_thread(_rendered, request, site, about, given, on, found, errors, status)


async def _answer(
    request: Request, site: Site, about: Question, given: Mapping[str, str], on: str, limit: int | None
) -> Answer | Table:
    if on not in questions.ON:
        raise UnknownName(what=choose("引擎", "engine"), name=on, known=listed(questions.ON))
    return await answered(
        request, site, ask_library, site.settings.store, about.name, given, on=on, limit=limit
    )


def _rendered(
    request: Request,
    site: Site,
    about: Question,
    given: Mapping[str, str],
    on: str,
    answer: Answer | Table | None,
    errors: Mapping[str, str],
    status: int,
) -> Response:
    view = request.query_params.get("view")
    return render(
        request,
        "ask_question.html",
        status=status,
        view=view if view in VIEWS else VIEWS[0],
        link=urlencode({**given, **({"on": on} if on != questions.ON[0] else {})}),
        **_page(site, about, given, on, answer, errors),
    )


def _page(
    site: Site,
    about: Question,
    given: Mapping[str, str],
    on: str,
    answer: Answer | Table | None,
    errors: Mapping[str, str],
) -> dict[str, Any]:
    """What the template shows."""
    meant = _meant(answer, given)
    bound = {**given, **({NAME: meant} if meant else {})}
    result = None if answer is None else shown(answer, site.store, words=True, without=_known(about, given))
    name = given.get(NAME) or given.get("section") or ""
    lost = NAME in errors or (result is not None and not result.rows)
    return {
        "question": about,
        "theme": next((theme for theme, names in questions.THEMES.items() if about.name in names), "others"),
        "title": questions.title(about),
        "description": questions.description(about),
        "fields": questions.fields(about, given, site.store, errors),
        "problem": errors.get(""),
        "errors": errors,
        "on": on,
        "engines": questions.ON,
        "result": result,
        "meant": meant,
        "suggestions": _suggestions(site, name) if lost and name else (),
        "sparql": bound_sparql(about, bound) if result is not None else without_header(about.sparql, "#"),
        "cypher": without_header(about.cypher, "//"),
        "parameters": json.dumps(about.plain(bound), ensure_ascii=False)
        if result is not None and about.parameters
        else "",
        "command": questions.command(about, given, on),
        "files": FILES.get(on, ()),
        "urlencode": urlencode,
    }


def _known(about: Question, given: Mapping[str, str]) -> list[str]:
    """The columns that repeat what the form says in each row."""
    return [item.name for item in about.parameters if given.get(item.name) or item.default]


def _meant(answer: Answer | Table | None, given: Mapping[str, str]) -> str:
    """The name that was looked for in place of the one given, if it is another."""
    if answer is None or NAME not in given or not answer.rows:
        return ""
    names = answer.columns if isinstance(answer, Table) else answer.variables
    term = answer.rows[0][names.index(NAME)]
    name = str(getattr(term, "value", term))
    return name if name != given[NAME] else ""


def _suggestions(site: Site, name: str) -> tuple[Name, ...]:
    """Nodes that the name may mean instead."""
    try:
        found = site.store.names(name, limit=_SUGGESTED)
    except KgError:
        return ()
    hits = found.hits or found.nearest
    return tuple(Name(hit.id, hit.label, hit.type) for hit in hits[:_SUGGESTED])


def _field_of(error: KgError, about: Question) -> str:
    """The field that the error is about, empty for the whole form."""
    option = NAME if isinstance(error, NothingFound) else str(error.details.get("option", ""))
    return option if any(item.name == option for item in about.parameters) else ""


def _line(error: KgError, field: str) -> str:
    """What is wrong, for the field or the form."""
    if field and isinstance(error, NothingFound):
        return text("ask.not_found", name=error.details["query"])
    if field and isinstance(error, BadValue):
        return choose(f"应为{error.details['wanted']}", f"It must be {error.details['wanted']}.")
    return message(error)
