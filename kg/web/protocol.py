"""HTTP/1.1 as uvicorn speaks it, with bounds on what stands before the body of a request."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD = 64 << 10
"""In bytes: the line of the request and its headers, beyond what one read takes."""
MAX_WAIT = 20.0
"""In seconds: from the beginning of a connection, or of what follows an answer, until headers have come."""
_ANSWER = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\ncontent-security-policy: default-src 'none'\r\nconnection: close\r\n\r\n"
)


class BoundedProtocol(HttpToolsProtocol):
    """Answers 431 where the headers do not end, and closes; closes where they do not come."""

    _head: int | None = None
    _wait: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """A connection begins."""
        super().connection_made(transport)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """It has ended."""
        self._wait_no_more()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._head = 0

    def on_headers_complete(self) -> None:
        """Its headers have ended."""
        self._head = None
        self._wait_no_more()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Count what comes before the headers end, and the time that it takes."""
        super().data_received(data)
        if self._wait is None and (self.cycle is None or self.cycle.response_complete):
            self._wait_for_head()
        if self._head is None:
            return
        self._head += len(data)
        if self._head > MAX_HEAD and not self.transport.is_closing():
            self.transport.write(_ANSWER)
            self.transport.close()

    def _wait_for_head(self) -> None:
        self._wait = self.loop.call_later(MAX_WAIT, self.transport.close)

    def _wait_no_more(self) -> None:
        if self._wait is not None:
            self._wait.cancel()
            self._wait = None
