"""Who may ask: the names by which the explorer is reached, and the pages of other sites.

The explorer often listens on a machine where a browser has pages of strangers open, so:

- `Host` must be an address, `localhost`, the host that the explorer is bound to, or a name of the settings;
  bound to a loopback address it takes loopback addresses alone.  A page that points its own name at this
  machine (DNS rebinding) comes with that name and is refused.  The port does not matter: an address cannot
  be pointed elsewhere, and tunnels change it.
- A page of another site may lead here by a link, and may read what programs read (SPARQL, the API, linked
  data, downloads) with GET, since reports are public documents.  It may not post: only pages that this
  machine itself serves may, or every page where the explorer is `public`, as the POST of the SPARQL protocol
  reads too.
  No cookies are allowed along, and nothing here can be written.
- What wants a token is read by no page of another site.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from ipaddress import ip_address
from urllib.parse import urlsplit

from kg.web.addresses import is_loopback
from kg.web.settings import Settings

READING = ("/sparql", "/data/", "/id/", "/ontology", "/api", "/download/")
"""Under these paths other sites may read, where they may at all."""
_GETS = frozenset({"GET", "HEAD"})


class Verdict(Enum):
    """What becomes of a request."""

    OWN = "own"
    """It comes from the explorer itself, from a program, or from a person."""
    SHARED = "shared"
    """It comes from another site that may read."""
    REFUSED = "refused"


class Origins:
    """Judges requests by the headers that a page cannot forge."""

    def __init__(self, settings: Settings) -> None:
        names = {"localhost", settings.host.lower(), *(name.lower() for name in settings.names)}
        self._names = frozenset(names - {""})
        self._loopback = is_loopback(settings.host)
        self._public = settings.public
        self._closed = settings.token is not None

    def knows(self, host: str) -> bool:
        """Whether the explorer goes by this `Host`."""
        name = _name(f"//{host}")
        if name in self._names:
            return True
        try:
            address = ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or not self._loopback

    def judge(self, method: str, path: str, headers: Mapping[str, str]) -> Verdict:
        """What becomes of a request for this path."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
        own = origin is None or origin.partition("://")[2] == headers.get("host")
        if own and site in ("none", "same-origin"):
            return Verdict.OWN
        asked = headers.get("access-control-request-method", "GET") if method == "OPTIONS" else method
        if self.shares(path) and (asked in _GETS or (asked == "POST" and self._may_post(origin))):
            return Verdict.SHARED
        if method in _GETS and headers.get("sec-fetch-mode") == "navigate":
            return Verdict.OWN if headers.get("sec-fetch-dest", "document") == "document" else Verdict.REFUSED
        return Verdict.REFUSED

    def shares(self, path: str) -> bool:
        """Whether pages of all sites may read what is under the path."""
        return path.startswith(READING) and not self._closed

    def _may_post(self, origin: str | None) -> bool:
        return self._public or (origin is not None and is_loopback(_name(origin)))


def _name(url: str) -> str:
    """The host that the URL names, without its port; empty for what is no URL."""
    try:
        parts = urlsplit(url)
        odd = parts.port == 0 or parts.username is not None or parts.path
        return "" if odd else parts.hostname or ""
    except ValueError:
        return ""
