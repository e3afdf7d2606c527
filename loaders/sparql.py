"""Loads named graphs into a server over the SPARQL 1.1 Graph Store HTTP Protocol.

A graph is sent whole, since a request that failed is sent again; a report's are a few megabytes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Triple, serialize

from kg.errors import CountsDiffer, EndpointRefuses, ServerUnreachable
from kg.language import choose
from kg.stores.endpoint import Endpoint

if TYPE_CHECKING:
    import httpx

N_TRIPLES = "application/n-triples"
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 300.0
WAITS = (0.5, 1.0, 2.0)
"""Seconds before each further attempt."""
BUSY = frozenset({429, 502, 503, 504})
"""The statuses of a server that may answer later."""


def load(
    graphs: Iterable[tuple[str, Sequence[Triple]]],
    endpoint: Endpoint,
    progress: Callable[[str], None] = lambda name: None,
) -> int:
    """Put each named graph, an IRI and its distinct triples, in place of what the server holds of it.

    Other graphs stay.  Gives the number of triples in these graphs, which it has counted on the server.
    Raises ServerUnreachable, EndpointRefuses, and CountsDiffer if the server holds another number.
    """
    total = 0
    with _client(endpoint) as client:
        for name, triples in graphs:
            body = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
            _ask(client, "PUT", endpoint, name, body)
            found = _lines(_ask(client, "GET", endpoint, name).content)
            if found != len(triples):
                raise CountsDiffer(where=name, wanted=len(triples), found=found)
            total += found
            progress(name)
    return total


def _client(endpoint: Endpoint) -> httpx.Client:
    """A client that follows no redirect: it could lead the password elsewhere."""
    import httpx

    auth = (endpoint.user, endpoint.password) if endpoint.user else None
    timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
    return httpx.Client(auth=auth, timeout=timeout, follow_redirects=False)


def _ask(
    client: httpx.Client, method: str, endpoint: Endpoint, graph: str, body: bytes = b""
) -> httpx.Response:
    """The server's answer, asked for again while it is busy or the connection breaks."""
    import httpx

    headers = {"Content-Type": N_TRIPLES} if method == "PUT" else {"Accept": N_TRIPLES}
    url = httpx.URL(endpoint.url).copy_merge_params({"graph": graph})
    for wait in chain(WAITS, (None,)):
        try:
            answer = client.request(method, url, content=body or None, headers=headers)
        except httpx.TransportError as error:
            if wait is None:
                reason = " ".join(str(error).split()) or type(error).__name__
                raise ServerUnreachable(server=endpoint.url, reason=reason) from error
        else:
            if answer.is_success:
                return answer
            if wait is None or answer.status_code not in BUSY:
                break
        time.sleep(wait)
    raise EndpointRefuses(server=endpoint.url, reason=_reason(answer))


def _reason(answer: httpx.Response) -> str:
    status = f"HTTP {answer.status_code} {answer.reason_phrase}"
    if answer.has_redirect_location:
        place = answer.headers["Location"]
        return status + choose(f",应改用 {place}", f", it is at {place}")
    return status


def _lines(content: bytes) -> int:
    """The number of triples in N-Triples: one a line."""
    return sum(1 for line in content.split(b"\n") if line.strip() and not line.startswith(b"#"))
