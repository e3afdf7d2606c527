"""A server that speaks the SPARQL 1.1 Graph Store HTTP Protocol: where it is, and who asks."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kg.errors import BadValue
from kg.language import choose


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The URL of the graph store, to which `graph=IRI` is added; no `user`, no credentials."""

    url: str
    user: str | None = None
    password: str = field(default="", repr=False)


def endpoint(url: str) -> Endpoint:
    """The endpoint with that URL, the user from `KG_SPARQL_USERNAME` and `KG_SPARQL_PASSWORD`.

    Raises BadValue, which does not repeat a password, for what is no URL of HTTP or names a user.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if host is None or parts.scheme not in ("http", "https"):
        wanted = choose("http://主机:端口/路径", "http://HOST:PORT/PATH")
        raise BadValue(option="--endpoint", value=url.rpartition("@")[2], wanted=wanted)
    if "@" in parts.netloc:
        wanted = choose(
            "不含用户名和密码的地址;请用环境变量 KG_SPARQL_USERNAME 和 KG_SPARQL_PASSWORD",
            "a URL with no user in it; set KG_SPARQL_USERNAME and KG_SPARQL_PASSWORD in the environment",
        )
        raise BadValue(option="--endpoint", value=f"{parts.scheme}://…@{host}", wanted=wanted)
    user = os.environ.get("KG_SPARQL_USERNAME") or None
    return Endpoint(url, user, os.environ.get("KG_SPARQL_PASSWORD", ""))
