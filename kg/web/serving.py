"""Serves the explorer in one process until it is told to end; then it finishes the requests."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import uvicorn

from kg.errors import CannotListen, KgError
from kg.web import queries
from kg.web.addresses import in_url
from kg.web.app import build_app
from kg.web.protocol import BoundedProtocol
from kg.web.routes.graph_data import warm
from kg.web.settings import Settings
from kg.web.site import Site

GRACE = 2.0
"""Seconds that running queries have when the explorer ends."""
LAST = 4.0
"""Seconds after which what still runs is given up."""


def url_of(settings: Settings) -> str:
    """Where the explorer is reached in a browser on this machine."""
    return f"http://{in_url(settings.host)}:{settings.port}/"


def listen(settings: Settings) -> tuple[socket.socket, Settings]:
    """A socket at the address of the settings, and the settings with its port, which was free if it was 0.

    Raises CannotListen.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host or None, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind, protocol)
        try:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind(address)
            found.listen(1024)
        except BaseException:
            found.close()
            raise
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        raise CannotListen(address=where, reason=error.strerror or error) from None
    return found, replace(settings, port=found.getsockname()[1])


def server_of(settings: Settings, site: Site | None = None) -> uvicorn.Server:
    """The server of the explorer, for a socket that listens."""
    return _Server(
        uvicorn.Config(
            build_app(settings, site),
            http=BoundedProtocol,
            ws="none",
            lifespan="off",
            log_level="error",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=int(LAST),
        )
    )


def serve(settings: Settings, ready: Callable[[Settings], None]) -> None:
    """Serve until SIGTERM or SIGINT; `ready` is told the settings once the address is taken.

    Raises CannotListen.
    """
    found, settings = listen(settings)
    site = Site.of(settings)
    server = server_of(settings, site)
    ready(settings)
    gc.freeze()  # what is there now stays, and need not be searched for garbage again
    threading.Thread(target=_warm, args=(site,), daemon=True).start()
    server.run(sockets=[found])


def _warm(site: Site) -> None:
    """Read the newest report and lay out its picture before somebody waits for it."""
    with suppress(KgError):  # whoever asks is told
        warm(site.store)


class _Server(uvicorn.Server):
    """Ends as promised, and by returning."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Finish the requests, and cancel the queries that take long."""
        asyncio.get_running_loop().call_later(GRACE, queries.stop_all)
        await super().shutdown(sockets)
        queries.stop_all()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals that end the server, and not raise them again when it has ended."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {kind: signal.signal(kind, self._end) for kind in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for kind, handler in before.items():
                signal.signal(kind, handler)

    def _end(self, kind: int, frame: object) -> None:
        """End, and at once if some thread does not come to an end."""
        self.should_exit = True
        last = threading.Timer(LAST + 0.5, os._exit, [1])
        last.daemon = True
        last.start()
