"""Finding entries by what people type, best first, each hit with the way in which it matched.

The cheap and certain ways come first: equal keys in a B-tree.  Only when they give nothing strong are
parts, typos and definitions asked for, whose candidates the full-text tables give and `rapidfuzz` ranks.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import naming
from kg.asking import matching
from kg.asking.matching import Asked, Hit
from kg.errors import BadValue
from kg.language import choose
from kg.stores.names import NameIndex

__all__ = ["Hit", "lookup", "nearest"]

MAX_QUERY = 200
"""Characters that a query may have."""
STRONG = 0.9
"""A hit of this score needs no parts beside it."""
SETTLED = 0.6
"""A hit of this score is not taken for a typo of something else."""
_STAGES = (
    (matching.by_name, STRONG),
    (matching.by_other_key, STRONG),
    (matching.by_part, SETTLED),
    (matching.by_slip, SETTLED),
)
"""The ways of matching, each with the score that makes the next ones needless."""


def lookup(index: NameIndex, query: str, *, limit: int = 10, type: str | None = None) -> list[Hit]:
    """The entries that the query names, best first, terms before others; none if none does.

    `type` keeps the entries of one class of the vocabulary.  Raises BadValue if the query holds no letter or
    digit or is over 200 characters, or if `limit` is below 1.
    """
    _check(query, limit)
    spellings = [(Asked(index, text, type), traditional) for text, traditional in _spellings(query)]
    found: dict[str, Hit] = {}
    for stage, enough in _STAGES:
        for asked, traditional in spellings:
            for hit in stage(asked):
                _keep(found, _as_traditional(hit) if traditional else hit)
        if any(hit.score >= enough for hit in found.values()):
            break
    return _ranked(found, limit)


def nearest(index: NameIndex, query: str, *, limit: int = 5, type: str | None = None) -> list[Hit]:
    """What comes closest to a query that found nothing, best first: suggestions, not answers.

    Raises BadValue as `lookup` does.
    """
    _check(query, limit)
    found: dict[str, Hit] = {}
    for text, _ in _spellings(query):
        for hit in matching.resembling(Asked(index, text, type)):
            _keep(found, hit)
    return _ranked(found, limit)


def _check(query: str, limit: int) -> None:
    if not naming.fold(query):
        wanted = choose("至少含一个字或数字的名称", "a name with at least one letter or digit")
        raise BadValue(option="QUERY", value=query, wanted=wanted)
    if len(query) > MAX_QUERY:
        wanted = choose(f"不超过 {MAX_QUERY} 个字符的名称", f"a name of at most {MAX_QUERY} characters")
        raise BadValue(option="QUERY", value=query[:20] + "…", wanted=wanted)
    if limit < 1:
        raise BadValue(option="limit", value=limit, wanted=choose("正整数", "a positive number"))


def _spellings(query: str) -> Iterator[tuple[str, bool]]:
    """The query, and its simplified form if it seems to be in traditional characters."""
    yield query, False
    if not naming.fold(query).isascii() and not _encodable(naming.fold(query)):
        from opencc import OpenCC

        simplified = OpenCC("t2s").convert(naming.fold(query))
        if simplified != naming.fold(query):
            yield simplified, True


def _encodable(text: str) -> bool:
    """Whether GB 2312 has all the characters; traditional ones it mostly lacks."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _as_traditional(hit: Hit) -> Hit:
    if hit.match in ("exact", "normalised"):
        return hit._replace(match="traditional", score=round(hit.score - 0.02, 4))
    return hit._replace(score=round(hit.score - 0.01, 4))


def _keep(found: dict[str, Hit], hit: Hit) -> None:
    known = found.get(hit.id)
    if known is None or (-known.score, known.report, known.matched_name) > (
        -hit.score,
        hit.report,
        hit.matched_name,
    ):
        found[hit.id] = hit


def _ranked(found: dict[str, Hit], limit: int) -> list[Hit]:
    return sorted(found.values(), key=_order)[:limit]


def _order(hit: Hit) -> tuple[float, bool, int, str, str]:
    return (-hit.score, hit.type != "Term", len(hit.label), hit.report, hit.id)
