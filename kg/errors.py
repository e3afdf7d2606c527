"""Every exception that the program raises on purpose, each with its one-line message.

KgError                     exit code 1
├── UsageError              exit code 2: the call is wrong
│   ├── UnknownName         a name that is not among the known ones
│   ├── BadValue            a value that does not fit its option or parameter
│   ├── NoPipeline          a spaCy pipeline that is not installed
│   ├── NoPassword          for a server that wants one
│   ├── QuerySyntaxError    with line and column
│   └── QueryRefused        the query would write, or reach the network
├── ReadError               a file cannot be read as a report
│   ├── NotFound
│   ├── TooLarge            before or after it is inflated
│   ├── WrongFormat         empty, binary, damaged, or of no known kind
│   └── ParserFailed        the parser used too much time or memory, or died
├── StoreError
│   ├── NoStore
│   ├── StoreVersionError
│   ├── StoreLocked
│   ├── StoreDamaged
│   └── WriteFailed         a full disk, a folder that cannot be written
├── ServerError             what is asked or loaded over the network
│   ├── ServerUnreachable
│   ├── ServerRefuses       the user, the password, or the database
│   ├── EndpointRefuses     what is loaded over HTTP
│   ├── LoadFailed          on the way
│   └── CountsDiffer        the server does not hold what was loaded
├── CannotListen            the explorer gets no address to be reached at
├── QueryError
│   ├── QueryTimeout
│   ├── QueryStopped        whoever asked does not want the answer any more
│   └── QueryFailed         the engine gave up or died
├── NothingFound            the lookup has no answer
├── NoNode                  an identifier that no node has
└── CheckFailed             the graph breaks a rule

A message shows the bad value and the choices, and says what to do.  Each class holds its text in
both languages; `str()` gives the one of the environment.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from kg.language import choose


class KgError(Exception):
    """The root of the tree.  `details` fill the placeholders of the message."""

    exit_code: ClassVar[int] = 1
    zh: ClassVar[str] = "{reason}"
    en: ClassVar[str] = "{reason}"

    def __init__(self, **details: object) -> None:
        super().__init__(details)
        self.details = details

    def __reduce__(self) -> tuple[Callable[..., KgError], tuple[()]]:
        """Exceptions pass between processes by their details."""
        return partial(type(self), **self.details), ()

    def __str__(self) -> str:
        text = choose(self.zh, self.en).format(**self.details)
        return " ".join(text.split())


class UsageError(KgError):
    """The call is wrong: what was asked cannot be asked so."""

    exit_code = 2


class UnknownName(UsageError):
    """`what` names the kind of name, `name` the bad one, `known` lists the good ones."""

    zh = "没有名为 {name!r} 的{what};可选:{known}"
    en = "no {what} is called {name!r}; known: {known}"


class BadValue(UsageError):
    """`option` got `value`, which does not fit: `wanted` says what does."""

    zh = "{option} 的值 {value!r} 不合适;应为{wanted}"
    en = "{option}: {value!r} does not fit; it must be {wanted}"


class NoPipeline(UsageError):
    """There is no spaCy pipeline called `name`."""

    zh = "没有安装名为 {name!r} 的 spaCy 流水线;请先安装,或给出其文件夹"
    en = "no spaCy pipeline is called {name!r}; install it first, or give its folder"


class NoPassword(UsageError):
    """There is no password for `user`."""

    zh = "缺少用户 {user!r} 的密码;请设置环境变量 NEO4J_PASSWORD"
    en = "no password for the user {user!r}; set NEO4J_PASSWORD in the environment"


class QuerySyntaxError(UsageError):
    """The query does not parse.  `line` and `column` count from 1."""

    zh = "查询有语法错误,第 {line} 行第 {column} 列:{reason}"
    en = "syntax error in the query at line {line}, column {column}: {reason}"


class QueryRefused(UsageError):
    """The query is not a read-only one within the limits: `reason` says why."""

    zh = "拒绝执行:{reason}"
    en = "query refused: {reason}"


class ReadError(KgError):
    """A file cannot be read as a report."""


class NotFound(ReadError):
    """There is nothing at `path`."""

    zh = "{path}:没有这个文件;请检查路径"
    en = "{path}: no such file; check the path"


class TooLarge(ReadError):
    """`size` is over `limit`, both in bytes."""

    zh = "{path}:{size} 字节,超过上限 {limit} 字节;请只给出报告本身"
    en = "{path}: {size} bytes, over the limit of {limit}; give the report alone"


class WrongFormat(ReadError):
    """The file is not what it seems, or of no known kind: `reason` says so."""

    zh = "{path}:不能作为报告读取:{reason};可读文本、HTML、DOCX、PDF"
    en = "{path}: cannot be read as a report: {reason}; text, HTML, DOCX and PDF can"


class ParserFailed(ReadError):
    """The parser used too much time or memory, or died."""

    zh = "{path}:解析失败:{reason};请另存为纯文本再试"
    en = "{path}: parsing failed: {reason}; save it as plain text and try again"


class StoreError(KgError):
    """The store cannot be used."""


class NoStore(StoreError):
    """There is no store at `path`."""

    zh = "{path}:还没有图谱;先运行 kg build,或用 --store 指定位置"
    en = "{path}: no graph there yet; run `kg build` first, or name its place with --store"


class StoreVersionError(StoreError):
    """The store at `path` has the format `found`; this program reads `wanted`."""

    zh = "{path}:图谱格式为 {found},本程序需要 {wanted};请运行 kg build --fresh 重建"
    en = "{path}: store format {found}, this program needs {wanted}; rebuild it with `kg build --fresh`"


class StoreLocked(StoreError):
    """Another build holds the store."""

    zh = "{path}:另一个 kg build 正在写入;等它结束再试"
    en = "{path}: another `kg build` is writing it; try again when that has ended"


class StoreDamaged(StoreError):
    """The store's files are there but cannot be read."""

    zh = "{path}:图谱文件已损坏({reason});请运行 kg build --fresh 重建"
    en = "{path}: the store is damaged ({reason}); rebuild it with `kg build --fresh`"


class WriteFailed(StoreError):
    """A file or folder cannot be written; what was there before is untouched."""

    zh = "{path}:无法写入:{reason};原有内容未改动"
    en = "{path}: cannot be written: {reason}; what was there is unchanged"


class ServerError(KgError):
    """A server cannot be used."""


class ServerUnreachable(ServerError):
    """Nothing answers at `server`."""

    zh = "{server} 没有应答:{reason};请检查地址,并启动服务(Neo4j:docker compose up -d)"
    en = "{server} does not answer: {reason}; check the address, and start it (Neo4j: docker compose up -d)"


class ServerRefuses(ServerError):
    """The server refuses `user`, or has no such database."""

    zh = "{server} 拒绝用户 {user!r}:{reason};请检查 NEO4J_USERNAME、NEO4J_PASSWORD 和 --database"
    en = "{server} refuses {user!r}: {reason}; check NEO4J_USERNAME, NEO4J_PASSWORD and --database"


class LoadFailed(ServerError):
    """Not all was loaded; what was, stays."""

    zh = "{server}:载入未完成:{reason};已提交的内容保留,再次运行即可补全"
    en = "{server}: not all was loaded: {reason}; what was committed stays, run it again to complete it"


class EndpointRefuses(ServerError):
    """The endpoint at `server` answers with an error: the status of HTTP and its reason."""

    zh = "{server} 拒绝写入:{reason};请检查 --endpoint、KG_SPARQL_USERNAME 和 KG_SPARQL_PASSWORD"
    en = "{server} refuses: {reason}; check --endpoint, KG_SPARQL_USERNAME and KG_SPARQL_PASSWORD"


class CountsDiffer(ServerError):
    """After a load a server holds `found` of something, not `wanted`."""

    zh = "{where}:应有 {wanted},实有 {found};若无其他程序在写入,请再次运行"
    en = "{where}: {wanted} should be there, {found} are; if nothing else writes there, run it again"


class CannotListen(KgError):
    """The explorer cannot be reached at `address`: `reason` says why."""

    zh = "{address}:无法监听:{reason};请用 --port 或 --host 另选"
    en = "{address}: cannot listen there: {reason}; choose another with --port or --host"


class QueryError(KgError):
    """The query is sound but was not answered."""


class QueryTimeout(QueryError):
    """The query ran for longer than `seconds`."""

    zh = "查询超过 {seconds:g} 秒,已停止;请缩小范围,或用 --timeout 放宽"
    en = "the query ran for over {seconds:g} s and was stopped; narrow it, or allow more with --timeout"


class QueryStopped(QueryError):
    """The query was cancelled before it was answered."""

    zh = "查询已取消"
    en = "the query was cancelled"


class QueryFailed(QueryError):
    """The engine gave up or died."""

    zh = "查询未能完成:{reason}"
    en = "the query was not answered: {reason}"


class NothingFound(KgError):
    """Nothing matches `query`; `nearest` lists what comes closest."""

    zh = "没有找到 {query!r};最接近的:{nearest}"
    en = "nothing found for {query!r}; nearest: {nearest}"


class NoNode(KgError):
    """The graph has no node with the identifier `name`."""

    zh = "没有标识为 {name!r} 的节点;用 kg lookup 按名称查找"
    en = "no node has the identifier {name!r}; find it by name with `kg lookup`"


class CheckFailed(KgError):
    """The graph breaks `count` rules, of which `first` is one."""

    zh = "检查发现 {count} 个问题,首个:{first}"
    en = "the check found {count} problems; the first: {first}"
