"""Refuses a Cypher query before the embedded engine runs it.

Refused is what would write or call procedures, what nests too deep or is too long, and what the engine is
known to answer otherwise than Neo4j does, as far as the text tells; `tests/contract` has the proofs.
The engine itself runs it in a read transaction, so a word that slips through writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.asking.cypher_differences import check_differences
from kg.asking.cypher_text import Token, is_keyword, tokens, wrong
from kg.asking.guard import MAX_DEPTH, MAX_LENGTH
from kg.errors import QueryRefused
from kg.language import choose

STARTS = frozenset({"MATCH", "OPTIONAL", "RETURN", "UNWIND", "WITH"})
"""What a reading query may begin with."""
WRITING = frozenset(
    {
        "ALTER",
        "CREATE",
        "DELETE",
        "DETACH",
        "DROP",
        "FOREACH",
        "INSERT",
        "LOAD",
        "MERGE",
        "REMOVE",
        "SET",
        "USE",
    }
)
"""Words that begin a clause which does not read; as names they stand in backticks."""


def check(query: str) -> None:
    """Pass a query that only reads, within the limits.

    Raises QueryRefused with the reason, or QuerySyntaxError where a quote or a comment is not closed or
    there is no query at all.  Takes time linear in the length of the query.
    """
    _check_length(query)
    found = list(tokens(query))
    if not found:
        raise wrong(query, len(query), "查询是空的", "the query is empty")
    if found[0][0].upper() not in STARTS:
        start = found[0][0][:40]
        raise _refused(
            f"查询以 {start} 开头;只接受以 {'、'.join(sorted(STARTS))} 开头的查询",
            f"it begins with {start}; only {', '.join(sorted(STARTS))} may begin a query",
        )
    _check_depth(found)
    for index in range(len(found)):
        if is_keyword(found, index):
            _check_word(found, index)
    check_differences(found)


def _check_length(query: str) -> None:
    try:
        length = len(query.encode())
    except UnicodeEncodeError as error:
        raise wrong(query, error.start, "不是有效的 Unicode 字符", "not a Unicode character") from None
    if length > MAX_LENGTH:
        raise _refused(
            f"查询有 {length} 字节,上限 {MAX_LENGTH}", f"it has {length} bytes, the limit is {MAX_LENGTH}"
        )


def _check_depth(found: Sequence[Token]) -> None:
    """Refuse brackets and CASE … END that nest too deep."""
    depth = deepest = 0
    for index, token in enumerate(found):
        word = token[0].upper() if is_keyword(found, index) else ""
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        depth += (word == "CASE") - (word == "END")
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        raise _refused(
            f"嵌套 {deepest} 层,上限 {MAX_DEPTH}", f"it nests {deepest} deep, the limit is {MAX_DEPTH}"
        )


def _check_word(found: Sequence[Token], index: int) -> None:
    word = found[index][0]
    if word.upper() in WRITING:
        raise _refused(
            f"{word} 会写入或读取文件;若是名称,请加反引号",
            f"{word} writes, or reads files; put it in backticks if it is a name",
        )
    if word.upper() == "CALL":
        raise _refused(
            "内置引擎没有 CALL;请用 --on neo4j", "the embedded engine has no CALL; ask with --on neo4j"
        )


def _refused(zh: str, en: str) -> QueryRefused:
    return QueryRefused(reason=choose(zh, en))
