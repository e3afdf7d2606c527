"""Refuses a query before it runs: one that would write, reach the network, or nest too deep.

The engine's grammar has no word boundaries (`1SERVICE<x>` calls out), and a `<` may open an IRI or
compare two values, which only a whole parser can tell.  So the scanner errs towards refusing: a bare
word that holds `service` anywhere is refused, and so is a `<…>` that would hide something if it were
a comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.asking.answer import Kind
from kg.errors import QueryRefused, QuerySyntaxError
from kg.language import choose

MAX_DEPTH = 128
"""The engine's parser dies some thousand brackets deep; people write ten."""
MAX_LENGTH = 1 << 20
"""In bytes of UTF-8."""
READING: dict[str, Kind] = {"SELECT": "select", "ASK": "ask", "CONSTRUCT": "graph", "DESCRIBE": "graph"}
"""Keyword that a query begins with → kind of its answer."""
_WRITING = ("ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH")
"""Keywords that an update begins with."""

_SIGNS = frozenset("<>|")
"""Beside a bracket, one of these may make it part of a longer sign: `<<(`, `{|`."""

_BLANK = r"(?:[ \t\r\n]|\#[^\r\n]*+)*+"
_IRI = r"<[^<>\"{}|^`\\\x00-\x20]*>"
_PROLOGUE = re.compile(
    rf"""(?:{_BLANK}
        (?: BASE {_BLANK} {_IRI}
          | PREFIX {_BLANK} (?P<prefix>[\w.\-]*) : {_BLANK} {_IRI}
          | VERSION {_BLANK} (?:"[^"\\\r\n]*"|'[^'\\\r\n]*') )
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_START = re.compile(rf"(?P<blank>{_BLANK})(?P<word>[^\W\d]\w*)?")
_ESCAPE = r"\\[_~.\-!$&'()*+,;=/?\#@%]"
_CHAR = rf"%[0-9A-Fa-f]{{2}}|{_ESCAPE}"
_LOCAL = rf":(?:(?:[\w:]|{_CHAR})(?:[\w:.\-]|{_CHAR})*+)?"
_TOKEN = re.compile(
    rf"""
    (?P<comment>  \#[^\r\n]* )
  | (?P<string>   "{{3}}(?:[^"\\]|\\.|"(?!""))*+"{{3}} | '{{3}}(?:[^'\\]|\\.|'(?!''))*+'{{3}}
                | "(?!"")(?:[^"\\\r\n]|\\.)*+" | '(?!'')(?:[^'\\\r\n]|\\.)*+' )
  | (?P<iri>      {_IRI} )
  | (?P<variable> [?$]\w+ )
  | (?P<tag>      @[A-Za-z][A-Za-z0-9\-]* )
  | (?P<word>     [^\W\d][\w.\-]*+ (?: {_LOCAL} )? )
  | (?P<name>     {_LOCAL} )
  | (?P<open>     [(\[{{] )
  | (?P<close>    [)\]}}] )
  | (?P<quote>    ["'] )
    """,
    re.VERBOSE | re.DOTALL,
)


def check(query: str) -> None:
    """Pass a query that only reads, within the limits.

    Raises QueryRefused with the reason, or QuerySyntaxError where a string is not closed or there is
    no query at all.  Takes time linear in the length of the query.
    """
    _check_length(query)
    start = _check_prologue(query)
    depth = 0
    for token in _tokens(query, start):
        match token.lastgroup:
            case "open":
                depth += 1
                if depth > MAX_DEPTH:
                    raise _too_deep(query[token.end() :], depth)
            case "close":
                depth -= 1
            case "quote":
                raise _wrong(query, token.start(), "引号没有配对", "the string is not closed")
            case "iri":
                _check_iri(token[0])
            case "word":
                _check_word(token[0])


def kind(query: str) -> Kind | None:
    """The kind of answer that the query asks for; None if it is no reading query."""
    word = _first_word(query)
    return next((found for keyword, found in READING.items() if word.startswith(keyword)), None)


def is_update(text: str) -> bool:
    """Whether the text begins as a SPARQL update does."""
    return _first_word(text).startswith(_WRITING)


def _first_word(query: str) -> str:
    opening = _START.match(query, _prologue(query)[1])
    return (opening["word"] or "").upper() if opening else ""


def undeclared_prefix(query: str, known: frozenset[str]) -> tuple[str, int] | None:
    """The first prefix that is neither declared nor known, and the offset where it is used."""
    declared, start = _prologue(query)
    for token in _tokens(query, start):
        prefix, colon, _ = token[0].partition(":")
        broken_iri = query.startswith("//", token.end())
        if token.lastgroup not in ("word", "name") or not colon or broken_iri:
            continue
        if prefix != "_" and prefix not in declared | known:
            return prefix, token.start()
    return None


def names_dataset(query: str) -> bool:
    """Whether the query says by FROM which graphs it is about."""
    depth = 0
    for token in _tokens(query, _prologue(query)[1]):
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        word = token[0].partition(":")[0].upper() if token.lastgroup == "word" else ""
        if depth == 0 and word in ("FROM", "FROMNAMED"):
            return True
    return False


def gaps(query: str) -> Iterator[int]:
    """The offsets at which blanks can be put in without a change of meaning, in their order."""
    for token in _TOKEN.finditer(query):
        before, behind = (
            query[max(0, token.start() - 1) : token.start()],
            query[token.end() : token.end() + 1],
        )
        bracket = token.lastgroup in ("open", "close") and not _SIGNS & {before, behind}
        if bracket:
            yield token.start()
        if token.lastgroup != "comment" and (bracket or behind.isspace()):
            yield token.end()


def _check_length(query: str) -> None:
    try:
        length = len(query.encode())
    except UnicodeEncodeError as error:
        raise _wrong(query, error.start, "不是有效的 Unicode 字符", "not a Unicode character") from None
    if length > MAX_LENGTH:
        raise _refused(
            f"查询有 {length} 字节,上限 {MAX_LENGTH}", f"it has {length} bytes, the limit is {MAX_LENGTH}"
        )


def _prologue(query: str) -> tuple[frozenset[str], int]:
    declared, end = set(), 0
    while found := _PROLOGUE.match(query, end):
        end = found.end()
        if found["prefix"] is not None:
            declared.add(found["prefix"])
    return frozenset(declared), end


def _check_prologue(query: str) -> int:
    """Where the query proper starts, behind BASE, PREFIX and VERSION."""
    declared, start = _prologue(query)
    for prefix in declared:
        _check_word(f"{prefix}:")
    opening = _START.match(query, start)
    word = opening["word"] if opening else None
    if opening and opening.end() == len(query) and not word:
        raise _wrong(query, len(query), "查询是空的", "the query is empty")
    if word and not word.upper().startswith(tuple(READING)):
        raise _refused(f"查询以 {word[:40]} 开头", f"it begins with {word[:40]}")
    return start


def _tokens(query: str, start: int) -> Iterator[re.Match[str]]:
    return _TOKEN.finditer(query, start)


def _check_word(word: str) -> None:
    """Refuse a keyword, or the prefix of a name, that holds `service`."""
    bare, colon, _ = word.partition(":")
    if "service" in bare.lower():
        if colon or bare.upper() != "SERVICE":
            raise _refused(
                f"{bare} 可能被读作 SERVICE,请改名", f"{bare} can be read as SERVICE; use another name"
            )
        raise _refused("SERVICE 会访问网络", "SERVICE reaches the network")


def _check_iri(iri: str) -> None:
    """Refuse a `<…>` that hides a string, a comment or SERVICE if its `<` is a comparison.

    What starts with a scheme and `//` cannot be read as a comparison.
    """
    if re.match(r"<[A-Za-z][A-Za-z0-9+.\-]*://", iri):
        return
    if "'" in iri or "#" in iri or "service" in iri.lower():
        raise _refused(
            f"{iri[:60]} 可能被读作比较,请写出完整 IRI,或在 < 后加空格",
            f"{iri[:60]} can be read as a comparison; write the full IRI, or a blank after the <",
        )


def _too_deep(rest: str, depth: int) -> QueryRefused:
    """The refusal, with the deepest level that the whole query reaches."""
    deepest = depth
    for token in _TOKEN.finditer(rest):
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        deepest = max(deepest, depth)
    return _refused(
        f"括号嵌套 {deepest} 层,上限 {MAX_DEPTH}", f"brackets nest {deepest} deep, the limit is {MAX_DEPTH}"
    )


def _wrong(query: str, offset: int, zh: str, en: str) -> QuerySyntaxError:
    line = query.count("\n", 0, offset) + 1
    column = offset - query.rfind("\n", 0, offset)
    return QuerySyntaxError(line=line, column=column, reason=choose(zh, en))


def _refused(zh: str, en: str) -> QueryRefused:
    return QueryRefused(
        reason=choose(
            f"{zh};只接受 SELECT、ASK、CONSTRUCT、DESCRIBE",
            f"{en}; only SELECT, ASK, CONSTRUCT and DESCRIBE are answered",
        )
    )
