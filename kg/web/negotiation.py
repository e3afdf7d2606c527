"""Which form of an answer a client wants: `?format=`, else its `Accept`; and whether it wants a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import mimeparse
from fastapi import HTTPException, Request

from kg.asking.answer import Kind
from kg.language import listed
from kg.web import messages

Range = tuple[str, str, dict[str, str]]
_EXACT = 110
"""The fitness that mimeparse gives to a wish without `*`."""


class Form(NamedTuple):
    """A form of an answer: the media types that ask for it, its own first, and the names that do."""

    format: str
    types: tuple[str, ...]
    names: frozenset[str]

    @property
    def media_type(self) -> str:
        """The media type of the answer, with its encoding where that is not fixed."""
        own = self.types[0]
        return f"{own}; charset=utf-8" if own.startswith("text/") else own


def _form(format: str, *types: str, names: Sequence[str] = ()) -> Form:
    return Form(format, types, frozenset({format, *types, *names}))


TABLES = (
    _form("json", "application/sparql-results+json", "application/json"),
    _form("xml", "application/sparql-results+xml", "application/xml", "text/xml"),
    _form("csv", "text/csv"),
    _form("tsv", "text/tab-separated-values"),
)
GRAPHS = (
    _form("ttl", "text/turtle", "application/turtle", "application/x-turtle", names=("turtle", "n3")),
    _form("jsonld", "application/ld+json", "application/json", names=("json", "json-ld")),
    _form("nt", "application/n-triples", "text/plain", names=("ntriples", "n-triples")),
    _form("rdf", "application/rdf+xml", "application/xml", "text/xml", names=("xml", "rdf+xml", "rdfxml")),
)
"""The forms of RDF, the one for people first."""
FORMS: Mapping[Kind, tuple[Form, ...]] = {"select": TABLES, "ask": TABLES, "graph": GRAPHS}
HTML = _form("html", "text/html", "application/xhtml+xml")


def wanted(request: Request, forms: Iterable[Form], formats: Sequence[str] = ()) -> Form:
    """The form that one of `formats` names, else the best for the client; raises 406 with the choices.

    The first form is the one for clients that say nothing, or nothing that can be read.
    """
    known = tuple(forms)
    if formats:
        for name in formats:
            for form in known:
                if name.strip().lower() in form.names:
                    return form
        raise _none_fits(known)
    return accepted(request, known)


def accepted(request: Request, forms: Iterable[Form]) -> Form:
    """The form that `Accept` prefers; raises 406 with the choices.

    The media types of a form beside its own are for clients that name them; `*/*` does not mean them.
    """
    known = tuple(forms)
    ranges = _ranges(request)
    best = max(known, key=lambda form: _liking(form, ranges))
    if ranges and not _liking(best, ranges)[0]:
        raise _none_fits(known)
    return best


def wants_page(request: Request) -> bool:
    """Whether `Accept` puts nothing that it names before HTML; `*/*` and its absence mean a page."""
    ranges = _ranges(request)
    wish = _liking(HTML, ranges)
    named = [float(options["q"]) for type_, subtype, options in ranges if "*" not in (type_, subtype)]
    return not ranges or (wish[0] > 0 and wish >= (max(named, default=0), _EXACT))


def _ranges(request: Request) -> list[Range]:
    """What `Accept` says; nothing if it cannot be read."""
    header = ",".join(request.headers.getlist("accept")).lower()
    try:
        return [mimeparse.parse_media_range(part) for part in header.split(",") if part.strip()]
    except mimeparse.MimeTypeParseException:
        return []


def _liking(form: Form, ranges: list[Range]) -> tuple[float, float]:
    """How good the form is for the client, and by how exact a wish."""
    own, *others = (mimeparse.quality_and_fitness_parsed(type_, ranges) for type_ in form.types)
    named: list[tuple[float, float]] = [own, *(other for other in others if other[1] >= _EXACT)]
    return max(named)


def _none_fits(forms: Iterable[Form]) -> HTTPException:
    choices = listed(messages.text("errors.form", type=form.types[0], format=form.format) for form in forms)
    return HTTPException(406, messages.text("errors.no_form", choices=choices), {"Vary": "Accept"})
