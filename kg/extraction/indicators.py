"""One key for one indicator in other words: 地区生产总值, 全市生产总值 and GDP are one.

The synonyms come from `ontology/lexicon/indicators.tsv`.
"""

from __future__ import annotations

from functools import cache

from kg.lexicon import rows
from kg.naming import fold

_WHOSE = (
    "全市",
    "全省",
    "全国",
    "全区",
    "全县",
    "我市",
    "我省",
    "我国",
    "我区",
    "我县",
    "本市",
    "本省",
    "全年",
)
_ENDINGS = ("预期目标", "预期增长目标", "增长目标", "增速", "增长率", "增幅", "涨幅", "达到", "目标")


def name(indicator: str) -> str:
    """The name that an indicator is known by: 全市生产总值 → 地区生产总值; itself where it has no synonym."""
    return _names().get(key(indicator), _bare(indicator))


def key(indicator: str) -> str:
    """The folded name, equal for all names of one indicator."""
    folded = fold(_bare(indicator))
    known = _keys().get(folded)
    return known if known is not None else folded


@cache
def _keys() -> dict[str, str]:
    """The key of each known name."""
    listed = rows("indicators.tsv")
    found = {fold(other): fold(kept) for kept, others in listed for other in others.split("|")}
    return found | {fold(kept): fold(kept) for kept, _ in listed}


@cache
def _names() -> dict[str, str]:
    return {fold(kept): kept for kept, _ in rows("indicators.tsv")}


def _bare(indicator: str) -> str:
    """The name without whose it is, and without 增速 and the like at its end, which the aspect says."""
    bare = indicator.strip()
    whose = next((word for word in _WHOSE if bare.startswith(word) and len(bare) > len(word) + 1), "")
    bare = bare[len(whose) :]
    if fold(bare) in _keys():
        return bare
    ending = next((word for word in _ENDINGS if bare.endswith(word) and len(bare) > len(word) + 1), "")
    return bare[: len(bare) - len(ending)]
