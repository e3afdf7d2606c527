"""HTTP/1.1 as uvicorn speaks it, with a bound on what stands before the body of a request."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD = 64 << 10
"""In bytes: the line of the request and its headers, beyond what one read takes."""
_ANSWER = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\ncontent-security-policy: default-src 'none'\r\nconnection: close\r\n\r\n"
)


class BoundedProtocol(HttpToolsProtocol):
    """Answers 431 where the headers do not end, and closes."""

    _head: int | None = None

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._head = 0

    def on_headers_complete(self) -> None:
        """Its headers have ended."""
        self._head = None
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Count what comes before the headers end."""
        super().data_received(data)
        if self._head is None:
            return
        self._head += len(data)
        if self._head > MAX_HEAD and not self.transport.is_closing():
            self.transport.write(_ANSWER)
            self.transport.close()
