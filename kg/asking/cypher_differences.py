"""Refuses what the embedded engine would answer otherwise than Neo4j without a word, and says what to write.

Each rule is as wide as the text allows to tell; `tests/contract` holds the queries that show what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.asking.cypher_text import Token, is_keyword, projections
from kg.errors import QueryRefused
from kg.language import choose
from kg.propertygraph import PROPERTIES, STATEMENT

AGGREGATES = frozenset(
    {"avg", "collect", "count", "max", "min", "percentilecont", "percentiledisc", "stdev", "stdevp", "sum"}
)
TIMES = frozenset({"date", "datetime", "duration", "localdatetime", "localtime", "time"})
PATH_FUNCTIONS = frozenset({"length", "nodes", "relationships"})
_LISTS = frozenset({"collect", "keys", "labels", "nodes", "range", "relationships", "split", "tail"})
_LIST_PROPERTIES = frozenset(
    item.name for items in (*PROPERTIES.values(), STATEMENT) for item in items if item.many
)


def check_differences(found: Sequence[Token]) -> None:
    """Raises QueryRefused for a query that the engine is known to answer otherwise than Neo4j."""
    closing, named = _closing(found), _named(found)
    for index in range(len(found)):
        if is_keyword(found, index) and _text(found, index + 1) in ("(", "."):
            _check_call(found, index, closing, named)
    _check_shortest(found)
    _check_paths(found)
    _check_unwind(found)
    for projection in projections(found):
        _check_order(projection.items, projection.keys)


def _check_call(
    found: Sequence[Token], index: int, closing: Mapping[int, int], named: Mapping[str, list[Token]]
) -> None:
    name, called = found[index][0], _text(found, index + 1) == "("
    end = closing.get(index + 1, len(found))
    match name.lower():
        case "size" if called:
            _check_size(found[index + 2 : end], named)
        case "round" if called and "," in (token[0] for token in _outer(found[index + 2 : end])):
            raise _refused("round() 只接受一个参数", "round() takes one argument in the embedded engine")
        case "exists" if called:
            raise _refused(
                "请写 x.p IS NOT NULL,或 EXISTS { … }",
                "write x.p IS NOT NULL, or EXISTS { … }, for exists(…)",
            )
        case aggregate if aggregate in AGGREGATES and called and _text(found, end + 1) == "[":
            raise _refused(
                f"请先用 WITH 给 {name}(…) 命名,再取其元素",
                f"name {name}(…) in a WITH first, and take items of the name",
            )
        case time if time in TIMES:
            raise _refused(
                f"内置引擎的 {name}() 不可靠;日期是文本,可直接比较",
                f"{name}() is not reliable in the embedded engine; dates are strings: compare them",
            )


def _closing(found: Sequence[Token]) -> dict[int, int]:
    """The place of each bracket that opens → that of the one which closes it."""
    places: dict[int, int] = {}
    open_: list[int] = []
    for index, token in enumerate(found):
        if token.lastgroup == "open":
            open_.append(index)
        elif token.lastgroup == "close" and open_:
            places[open_.pop()] = index
    return places


def _check_size(inside: Sequence[Token], named: Mapping[str, list[Token]]) -> None:
    """Refuse the size of what may be a string, which the engine counts in bytes."""
    if not _is_list(inside) and not (len(inside) == 1 and _is_list(named.get(inside[0][0], []))):
        raise _refused(
            "内置引擎的 size() 按字节计算文本长度;只用于列表,如 size(collect(x))、size(t.labels)",
            "size() counts bytes of a string in the embedded engine; "
            "use it on lists, such as size(collect(x)) and size(t.labels)",
        )


def _is_list(expression: Sequence[Token]) -> bool:
    """Whether the expression is a list for sure."""
    texts = [token[0] for token in expression]
    if texts[:1] == ["["] or (texts[1:2] == ["("] and texts[0].lower() in _LISTS):
        return "''" not in texts and '""' not in texts
    return len(texts) == 3 and texts[1] == "." and texts[2] in _LIST_PROPERTIES


def _named(found: Sequence[Token]) -> dict[str, list[Token]]:
    """What each WITH and RETURN gives a name: the name → what it stands for, the last that it got."""
    return {
        item[-1][0]: item[:-2]
        for projection in projections(found)
        for item in projection.items
        if len(item) > 2 and item[-2][0].upper() == "AS"
    }


def _check_shortest(found: Sequence[Token]) -> None:
    """Refuse shortestPath behind another clause, whose nodes the engine forgets."""
    clauses = 0
    for index, token in enumerate(found):
        word = token[0].lower() if is_keyword(found, index) else ""
        clauses += word in ("match", "with", "unwind")
        if word in ("shortestpath", "allshortestpaths") and clauses != 1:
            raise _refused(
                f"{token[0]} 只能在第一个 MATCH 中:MATCH (a …), (b …), p = shortestPath((a)-[…]-(b))",
                f"{token[0]} must be in the first MATCH: MATCH (a …), (b …), p = shortestPath((a)-[…]-(b))",
            )


def _check_paths(found: Sequence[Token]) -> None:
    """Refuse a path that is used as a value: the engine gives the numbers of its nodes alone."""
    names = {found[index][0] for index in range(len(found)) if _begins_path(found, index)}
    for index, token in enumerate(found):
        if token[0] not in names or not is_keyword(found, index) or _begins_path(found, index):
            continue
        if _text(found, index - 1) != "(" or _text(found, index - 2).lower() not in PATH_FUNCTIONS:
            raise _refused(
                f"内置引擎不能给出路径 {token[0]};请用 nodes({token[0]})、relationships({token[0]})",
                f"the embedded engine cannot give the path {token[0]}; "
                f"use nodes({token[0]}) and relationships({token[0]})",
            )


def _begins_path(found: Sequence[Token], index: int) -> bool:
    """Whether `p = (…` or `p = shortestPath(…` stands there, in a MATCH."""
    return (
        is_keyword(found, index)
        and _text(found, index - 1).upper() in ("MATCH", ",")
        and _text(found, index + 1) == "="
        and _text(found, index + 2).lower() in ("(", "shortestpath", "allshortestpaths")
    )


def _check_unwind(found: Sequence[Token]) -> None:
    """Refuse a MATCH right behind an UNWIND that begins the query: the engine's grammar has no such query."""
    words = [found[index][0].upper() for index in range(len(found)) if is_keyword(found, index)]
    clauses = [word for word in words if word in ("UNWIND", "MATCH", "OPTIONAL", "WITH", "RETURN")]
    if clauses[:1] == ["UNWIND"] and clauses[1:2] in (["MATCH"], ["OPTIONAL"]):
        raise _refused(
            "UNWIND 不能直接接 MATCH;请写 UNWIND … AS x WITH x MATCH …",
            "no MATCH may stand right behind the first UNWIND; write UNWIND … AS x WITH x MATCH …",
        )


def _check_order(items: Sequence[list[Token]], keys: Sequence[list[Token]]) -> None:
    """Refuse an aggregating clause that sorts by what is neither an aggregate nor a property."""
    if not any(_aggregates(item) for item in items):
        return
    plain = set()
    for item in items:
        named = len(item) > 2 and item[-2][0].upper() == "AS"
        value = item[:-2] if named else item
        if _is_property(value) or (named and _is_aggregate(value)):
            plain.add("".join(token[0] for token in item[-1:] if named))
            plain.add("".join(token[0] for token in value))
    names = {text for item in items for text in ("".join(token[0] for token in item),) if len(item) == 1}
    for key in keys:
        text = "".join(token[0] for token in key)
        if "(" in text or (text not in plain and text.partition(".")[0] not in names):
            raise _refused(
                f"汇总时不能按 {text[:40]} 排序;请先 WITH … AS k, count(*) AS n,再 RETURN k, n ORDER BY k",
                f"no sorting by {text[:40]} where rows are counted or collected; "
                "write WITH … AS k, count(*) AS n RETURN k, n ORDER BY k",
            )


def _aggregates(item: Sequence[Token]) -> bool:
    return any(
        token[0].lower() in AGGREGATES and _text(item, index + 1) == "(" for index, token in enumerate(item)
    )


def _is_aggregate(value: Sequence[Token]) -> bool:
    """Whether the value is one call of an aggregate."""
    return value[0][0].lower() in AGGREGATES and len(list(_inside(value, 1))) == len(value) - 3


def _is_property(value: Sequence[Token]) -> bool:
    texts = [token[0] for token in value]
    return len(texts) == 1 or (len(texts) == 3 and texts[1] == ".")


def _inside(found: Sequence[Token], index: int) -> Iterator[Token]:
    """What stands between the bracket at the place and the one that closes it."""
    depth = 0
    for token in found[index:]:
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        if depth == 0:
            return
        if depth > 1 or token.lastgroup != "open":
            yield token


def _outer(tokens: Sequence[Token]) -> Iterator[Token]:
    """Those in no bracket of their own."""
    depth = 0
    for token in tokens:
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        if depth == 0:
            yield token


def _text(found: Sequence[Token], index: int) -> str:
    return found[index][0] if 0 <= index < len(found) else ""


def _refused(zh: str, en: str) -> QueryRefused:
    return QueryRefused(reason=choose(zh, en))
