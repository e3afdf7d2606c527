"""Names, nodes, and the way between two of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from kg.asking import card
from kg.asking.lookup import MAX_QUERY, Hit
from kg.asking.shortest import Way
from kg.errors import BadValue
from kg.model import Node
from kg.vocabulary import full, short
from kg.web.api import shapes
from kg.web.api.asked import INTEGER, Cursor, Limit, Predicates, Type, as_json, as_page, in_path
from kg.web.api.cursors import cursor as cursor_of
from kg.web.api.cursors import key_of
from kg.web.api.told import told
from kg.web.site import Here

router = APIRouter(tags=["Nodes"], generate_unique_id_function=lambda route: route.name)

_Id = Annotated[str, Path(examples=["term/保定市-2023/13"])]
_End = Annotated[str, Query(min_length=1, max_length=1_000)]


@router.get(
    "/api/lookup",
    response_model=shapes.Found,
    responses=told(400, 422),
)
def lookup(
    site: Here,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=MAX_QUERY,
            examples=["1530"],
        ),
    ],
    type: Type = None,
    limit: Annotated[int, Query(ge=1, le=50), INTEGER] = 10,
) -> Response:
    """What a name means, best first; `nearest` has suggestions where nothing is found."""
    try:
        found = site.store.names(q, limit=limit, type=type)
    except BadValue as error:
        raise BadValue(**{**error.details, "option": "q"}) from None
    return as_json(
        {
            "query": found.query,
            "hits": [_hit(hit) for hit in found.hits],
            "nearest": [_hit(hit) for hit in found.nearest],
        }
    )


@router.get(
    "/api/nodes",
    response_model=shapes.NodePage,
    responses=told(400, 404, 422),
)
def nodes(
    request: Request,
    site: Here,
    type: Type = None,
    report: Annotated[
        str | None,
        Query(max_length=500, examples=["保定市-2023"]),
    ] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """The nodes of the store, of one class or report if that is asked for, page by page."""
    key = key_of("nodes", cursor, ("",))
    found = site.store.nodes(type=type, report=report, after=key and full(key[0]), limit=limit)
    next = cursor_of("nodes", (short(found.items[-1].id),)) if found.more else None
    return as_page(request, [card.summary(node) for node in found.items], next, total=found.total)


@router.get(
    "/api/nodes/{identifier:path}",
    response_model=shapes.NodeCard,
    responses=told(404),
)
def node(request: Request, site: Here, identifier: _Id) -> Response:
    """A node: its fields, where the reports name it, its edges with their evidence, what it denotes."""
    return as_json(card.as_json(site.store.card(in_path(request))))


@router.get(
    "/api/path",
    response_model=shapes.NodePath,
    responses=told(404, 422),
)
def path(
    site: Here,
    start: Annotated[_End, Query(alias="from", examples=["term/保定市-2023/13"])],
    end: Annotated[_End, Query(alias="to", examples=["thing/双一流"])],
    without: Predicates = None,
    longest: Annotated[int, Query(ge=1, le=20), INTEGER] = 12,
) -> Response:
    """The fewest edges, gone along in either direction, that lead from one node to another."""
    way, known = site.store.way(start, end, without=frozenset(without or ()), longest=longest)
    return as_json(_way(way, known, full(end)))


def _hit(hit: Hit) -> dict[str, object]:
    return {
        "id": short(hit.id),
        "iri": hit.id,
        "label": hit.label,
        "type": hit.type,
        "number": hit.number,
        "report": hit.report,
        "match": hit.match,
        "matched_name": hit.matched_name,
        "score": hit.score,
    }


def _way(way: Way, known: dict[str, Node], end: str) -> dict[str, object]:
    steps = way.steps and [
        {
            "predicate": step.predicate,
            "direction": "out" if step.outward else "in",
            "node": card.summary(known[step.to]),
        }
        for step in way.steps
    ]
    return {
        "from": card.summary(known[way.start]),
        "to": card.summary(known[end]),
        "steps": steps,
        "complete": way.complete,
    }
