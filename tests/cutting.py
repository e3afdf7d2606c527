"""A connection that breaks: a proxy on the loopback that closes it after so many bytes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Cut:
    """The proxy in front of `target`: after `limit` bytes towards it all connections end.

    Those that come later are refused, or, with `times`, cut as often and then let through.
    """

    target: tuple[str, int]
    limit: int
    times: int | None = None
    passed: int = 0
    cuts: int = 0
    _open: list[socket.socket] = field(default_factory=list)

    def serve(self, listener: socket.socket) -> None:
        """Take connections until the listener is closed."""
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                if self._dead:
                    near.close()
                    continue
                far = socket.create_connection(self.target)
                self._open += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pump, args=(one, other, one is near), daemon=True).start()

    @property
    def _dead(self) -> bool:
        return self.times is None and self.cuts > 0

    def _pump(self, one: socket.socket, other: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while data := one.recv(1024):
                if counted:
                    self.passed += len(data)
                    if self.passed > self.limit and (self.times is None or self.cuts < self.times):
                        self.cuts += 1
                        self.passed = 0
                        break
                other.sendall(data)
        if self._dead:
            self.close()
        else:
            _end(one, other)

    def close(self) -> None:
        """Break every connection."""
        _end(*self._open)
        self._open.clear()


def _end(*sockets: socket.socket) -> None:
    for each in sockets:
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
        each.close()


@contextmanager
def cutting(uri: str, limit: int, times: int | None = None) -> Iterator[tuple[str, Cut]]:
    """The URI of a proxy in front of the server at `uri`, and the proxy."""
    parts = urlsplit(uri)
    cut = Cut((str(parts.hostname), int(parts.port or 0)), limit, times)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=cut.serve, args=(listener,), daemon=True)
        thread.start()
        try:
            yield parts._replace(netloc=f"127.0.0.1:{listener.getsockname()[1]}").geturl(), cut
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            cut.close()
    thread.join(5)
