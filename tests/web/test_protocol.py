"""Connections that say nothing, or not enough, over real sockets."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

from kg.web import protocol, security

HEAD = b"GET /assets/types.css HTTP/1.1\r\nhost: localhost\r\n"


@pytest.fixture
def connection(serving: str, monkeypatch: pytest.MonkeyPatch) -> socket.socket:
    monkeypatch.setattr(protocol, "MAX_WAIT", 0.3)
    monkeypatch.setattr(security, "MAX_WAIT", 0.3)
    where = urlsplit(serving)
    return socket.create_connection((where.hostname, where.port), timeout=20)


def everything(connection: socket.socket) -> bytes:
    """What comes until the server closes; an error if it does not."""
    with connection:
        pieces = []
        while piece := connection.recv(1 << 16):
            pieces.append(piece)
    return b"".join(pieces)


@pytest.mark.parametrize("begun", [b"", b"\r\n", HEAD])
def test_a_connection_without_a_request_is_closed(connection: socket.socket, begun: bytes) -> None:
    connection.sendall(begun)
    assert everything(connection) == b""


@pytest.mark.parametrize("begun", [b"\r\n", HEAD])
def test_a_second_request_must_come_as_well(connection: socket.socket, begun: bytes) -> None:
    connection.sendall(HEAD + b"\r\n")
    answer = connection.recv(1 << 16)
    assert answer.startswith(b"HTTP/1.1 200")
    connection.sendall(begun)
    assert b"HTTP/1.1" not in everything(connection)


def test_a_body_must_come_in_time(connection: socket.socket) -> None:
    head = b"POST /sparql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/sparql-query\r\n"
    connection.sendall(head + b"content-length: 100\r\n\r\nASK ")
    answer = everything(connection)
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"application/problem+json" in answer
