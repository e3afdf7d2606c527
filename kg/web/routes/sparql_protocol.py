"""`/sparql`: the W3C's SPARQL 1.1 Protocol, for queries."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from kg.asking import results, sparql
from kg.asking.answer import Answer
from kg.asking.child import Stop
from kg.asking.guard import is_update, kind
from kg.asking.service import service_description
from kg.errors import BadValue
from kg.language import choose
from kg.web.negotiation import FORMS, GRAPHS, HTML, Form, wanted
from kg.web.problems import message
from kg.web.queries import answered
from kg.web.site import Here, Site

router = APIRouter()

_METHODS = ("GET", "HEAD", "OPTIONS", "POST")
_FORM, _QUERY, _UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
_POSTS = {"Accept-Post": f"{_FORM}, {_QUERY}"}
_MOST_PARAMETERS = 1_000
_ABOUT_THE_ANSWER = frozenset({"format", "lang", "raw"})
_HEADERS = {"Vary": "Accept", "Cache-Control": "no-store"}

Pairs = list[tuple[str, str]]


class Asked(NamedTuple):
    """A query as it was sent: its text, its dataset, and the form of the answer that the URL asks for."""

    query: str
    dataset: sparql.Dataset | None
    base: str
    formats: tuple[str, ...]
    raw: bool


@router.api_route("/sparql", methods=list(_METHODS))
@router.api_route("/sparql/", methods=list(_METHODS))
async def endpoint(request: Request, site: Here) -> Response:
    """The answer to the query of a request; without one, what the endpoint says of itself."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(_METHODS), **_POSTS})
    parameters = _pairs(request.scope["query_string"])
    if request.method == "POST":
        parameters += await _body(request)
    elif not {name for name, _ in parameters} - _ABOUT_THE_ANSWER:
        return await run_in_threadpool(_description, request, site, _values(parameters, "format"))
    asked = _asked(parameters, _own_url(request))
    form, text = await answered(request, site, _answer, site.settings.store, asked, request)
    return Response(text, media_type=form.media_type, headers=_HEADERS)


def _answer(
    path: Path, asked: Asked, request: Request, *, timeout: float, size: int, stop: Stop
) -> tuple[Form, bytes]:
    if is_update(asked.query):
        raise _read_only()
    form = wanted(request, FORMS[kind(asked.query) or "select"], asked.formats)
    answer = sparql.select(
        path, asked.query, dataset=asked.dataset, base=asked.base, timeout=timeout, size=size, stop=stop
    )
    return form, written(answer, form, raw=asked.raw)


def written(answer: Answer, form: Form, *, raw: bool = True) -> bytes:
    """The answer in a form; raises 406 where its triples do not fit into it."""
    out = io.StringIO(newline="")
    try:
        results.write(answer, form.format, out, raw=raw)
    except BadValue as error:
        raise HTTPException(406, message(error)) from None
    return out.getvalue().encode()


def _description(request: Request, site: Site, formats: tuple[str, ...]) -> Response:
    form = wanted(request, (*GRAPHS, HTML), formats)
    if form is HTML:
        return RedirectResponse("/ask/sparql", 303, {"Vary": "Accept"})
    described = service_description(site.store.folder, _own_url(request))
    return Response(written(described, form), media_type=form.media_type, headers=_HEADERS)


def _own_url(request: Request) -> str:
    return str(request.url.replace(query="", fragment=""))


def _asked(parameters: Pairs, base: str) -> Asked:
    if _values(parameters, "update"):
        raise _read_only()
    queries = _values(parameters, "query")
    if len(queries) != 1:
        said = choose(
            f"应有且只有一个 query 参数，现有 {len(queries)} 个",
            f"there must be exactly one parameter `query`; there are {len(queries)}",
        )
        raise HTTPException(400, said)
    dataset = sparql.Dataset(_graphs(parameters, "default-graph-uri"), _graphs(parameters, "named-graph-uri"))
    return Asked(
        query=queries[0],
        dataset=dataset if any(dataset) else None,
        base=base,
        formats=_values(parameters, "format"),
        raw="1" in _values(parameters, "raw"),
    )


def _graphs(parameters: Pairs, name: str) -> tuple[str, ...]:
    """The graphs that parameters of that name give.

    One of the W3C's tests (`query_multiple_dataset`) encodes the `&` between two of them.
    """
    return tuple(iri for value in _values(parameters, name) for iri in re.split(f"&{name}=", value))


def _values(parameters: Pairs, name: str) -> tuple[str, ...]:
    return tuple(value for key, value in parameters if key == name)


async def _body(request: Request) -> Pairs:
    """What the body of a POST says, as parameters."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise HTTPException(415, choose("不接受压缩的请求", "a compressed request is not read"), _POSTS)
    type_, _, options = request.headers.get("content-type", "").lower().partition(";")
    type_ = type_.strip()
    if type_ == _UPDATE:
        raise _read_only()
    if type_ not in (_FORM, _QUERY):
        said = choose(f"应为 {_FORM} 或 {_QUERY}", f"it must be {_FORM} or {_QUERY}")
        raise HTTPException(415, said, _POSTS)
    body = await request.body()
    return _pairs(body) if type_ == _FORM else [("query", _text(body, options))]


def _text(body: bytes, options: str) -> str:
    charset = re.search(r"charset\s*=\s*\"?([\w.:-]+)", options)
    if charset and charset[1] not in ("utf-8", "utf8", "us-ascii"):
        raise _not_utf8()
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise _not_utf8() from None


def _pairs(encoded: bytes) -> Pairs:
    """The parameters of a query string or a form, each name as often as it is there."""
    try:
        text = encoded.decode()
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except UnicodeDecodeError:
        raise _not_utf8() from None
    except ValueError:
        said = choose(f"参数超过 {_MOST_PARAMETERS} 个", f"there are over {_MOST_PARAMETERS} parameters")
        raise HTTPException(400, said) from None


def _read_only() -> HTTPException:
    return HTTPException(403, choose("图谱只读，不接受更新", "the store is read-only: no update is done"))


def _not_utf8() -> HTTPException:
    return HTTPException(400, choose("请求须为 UTF-8 编码", "the request must be in UTF-8"))
