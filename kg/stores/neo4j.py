"""A Neo4j server: where it is, and a connection whose failures are one clear line each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.errors import BadValue, LoadFailed, NoPassword, ServerRefuses, ServerUnreachable
from kg.language import choose

if TYPE_CHECKING:
    from neo4j import Driver

DEFAULT_URI = "bolt://localhost:7687"
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
CONNECTION_TIMEOUT = 10.0
"""In seconds."""
RETRY_SECONDS = 30.0
"""How long a transaction that the server or the connection broke off is tried again."""


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a Neo4j server; `database` None is the user's home database."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str | None = None


def server(
    uri: str | None = None,
    database: str | None = None,
    ask: Callable[[str], str] | None = None,
) -> Server:
    """The server that the arguments name, else the environment.

    The environment has `NEO4J_URI`, `NEO4J_USERNAME`, `NEO4J_PASSWORD` and `NEO4J_DATABASE`, as for
    Neo4j's own tools; where there is no password, `ask` gets the user's name and returns one.

    Raises BadValue for a URI that is not of Bolt, NoPassword where there is none to be had.
    """
    place = uri or os.environ.get("NEO4J_URI") or DEFAULT_URI
    if not _is_of_bolt(place):
        raise BadValue(option="--uri", value=place, wanted=choose("bolt://主机:端口", "bolt://HOST:PORT"))
    user = os.environ.get("NEO4J_USERNAME") or "neo4j"
    password = os.environ.get("NEO4J_PASSWORD") or (ask(user) if ask else "")
    if not password:
        raise NoPassword(user=user)
    return Server(place, user, password, database or os.environ.get("NEO4J_DATABASE") or None)


def _is_of_bolt(uri: str) -> bool:
    """Whether it has a scheme of Bolt, a host, and a port that there can be; a user has no place in it."""
    try:
        parts = urlsplit(uri)
        named = parts.hostname and parts.port != 0 and "@" not in parts.netloc
        return parts.scheme in SCHEMES and bool(named)
    except ValueError:
        return False


@contextmanager
def connected(server: Server) -> Iterator[Driver]:
    """A connection to the server, closed at the end.

    Raises ServerUnreachable, ServerRefuses for a wrong password, user or database, and LoadFailed for what
    else the server or the driver finds wrong; within the block too.
    """
    from neo4j import GraphDatabase

    with translated(server):
        driver = GraphDatabase.driver(
            server.uri,
            auth=(server.user, server.password),
            connection_timeout=CONNECTION_TIMEOUT,
            max_transaction_retry_time=RETRY_SECONDS,
            notifications_min_severity="OFF",
        )
        with driver:
            with driver.session(database=server.database) as session:
                session.run("RETURN 1").consume()
            yield driver


@contextmanager
def loading(server: Server) -> Iterator[None]:
    """A connection that breaks within the block, and stays broken, as LoadFailed."""
    from neo4j.exceptions import ServiceUnavailable

    try:
        yield
    except ServiceUnavailable as error:
        raise LoadFailed(server=server.uri, reason=_line(error)) from error


@contextmanager
def translated(server: Server) -> Iterator[None]:
    """Errors of the driver as errors of the program."""
    from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError, ServiceUnavailable

    try:
        yield
    except AuthError as error:
        raise ServerRefuses(server=server.uri, user=server.user, reason=_line(error)) from error
    except ServiceUnavailable as error:
        raise ServerUnreachable(server=server.uri, reason=_line(error)) from error
    except ClientError as error:
        if error.code and "Database" in error.code:
            raise ServerRefuses(server=server.uri, user=server.user, reason=_line(error)) from error
        raise LoadFailed(server=server.uri, reason=_line(error)) from error
    except (Neo4jError, DriverError, ValueError) as error:
        raise LoadFailed(server=server.uri, reason=_line(error)) from error


def _line(error: Exception) -> str:
    text = getattr(error, "message", None) or str(error)
    return " ".join(str(text).split())[:300]
