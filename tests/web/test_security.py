"""Which requests are let through, and what every answer says to browsers."""

from __future__ import annotations

import asyncio
import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from kg.web.app import build_app
from kg.web.security import MAX_BODY, MAX_URL, Security
from kg.web.settings import Settings
from tests.web.conftest import HERE

TOKEN = "open-sesame-0123456789"
CSS = "/assets/types.css"
QUERY = "/sparql?query=ASK%7B%7D"
READ = {"origin": "http://localhost:3000", "sec-fetch-site": "same-site", "sec-fetch-mode": "cors"}
EVIL = {"origin": "https://evil.example", "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}


@contextmanager
def explorer(settings: Settings) -> Iterator[TestClient]:
    with TestClient(build_app(settings), HERE, follow_redirects=False) as client:
        client.headers["accept-language"] = "en"
        yield client


@pytest.fixture
def public(store: Path) -> Iterator[TestClient]:
    settings = Settings(store=store, host="0.0.0.0", public=True, names=("KG.example.org",))
    with explorer(settings) as client:
        yield client


@pytest.fixture
def locked(store: Path) -> Iterator[TestClient]:
    with explorer(Settings(store=store, host="0.0.0.0", token=TOKEN)) as client:
        yield client


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:9000", "localhost:8000", "LocalHost", "[::1]:8000"])
def test_hosts_of_this_machine(client: TestClient, host: str) -> None:
    assert client.get(CSS, headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example",
        "192.168.1.2", "0.0.0.0", "127.0.0.1:abc", "127.0.0.1:0", "evil@127.0.0.1", "127.0.0.1/x", "[::1", "",
    ],
)  # fmt: skip
def test_other_hosts_are_refused(client: TestClient, host: str) -> None:
    answer = client.get(CSS, headers={"host": host})
    assert answer.status_code == 403
    assert "--allow-host" in answer.text


@pytest.mark.parametrize(
    ("host", "status"),
    [("192.168.1.2:8000", 200), ("[fd00::1]", 200), ("kg.example.org", 200), ("evil.example", 403)],
)
def test_names_must_be_allowed_where_all_may_come(public: TestClient, host: str, status: int) -> None:
    assert public.get(CSS, headers={"host": host}).status_code == status


def test_a_link_from_another_site_works(client: TestClient) -> None:
    arriving = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert client.get("/", headers=arriving).status_code == 200
    framed = {**arriving, "sec-fetch-dest": "iframe"}
    assert client.get("/", headers=framed).status_code == 403
    assert client.post("/sparql", headers=arriving, data={"query": "ASK {}"}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        EVIL,
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1.evil.example"},
        {"origin": "http://localhost@evil.example"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_pages_of_other_sites_read_but_neither_post_nor_see_pages(
    client: TestClient, locked: TestClient, headers: dict[str, str]
) -> None:
    read = client.get(QUERY, headers=headers)
    assert read.status_code == 200
    assert read.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in read.headers
    bearer = {"authorization": f"Bearer {TOKEN}"}
    for answer in (
        client.post("/sparql", headers=headers, data={"query": "ASK {}"}),
        client.put("/sparql", headers=headers),
        client.get("/", headers=headers),
        locked.get(QUERY, headers={**headers, **bearer, "host": "1.2.3.4"}),
    ):
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers


def test_pages_of_this_machine_post_but_do_not_see_the_pages(client: TestClient) -> None:
    answer = client.post("/sparql", headers=READ, data={"query": "ASK {}"})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert client.get("/", headers=READ).status_code == 403


def test_every_site_reads_what_is_public(public: TestClient) -> None:
    host = {"host": "kg.example.org"}
    got = public.get(QUERY, headers={**EVIL, **host})
    posted = public.post("/sparql", headers={**EVIL, **host}, data={"query": "ASK {}"})
    for answer in (got, posted):
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
    assert public.get("/", headers={**EVIL, **host}).status_code == 403
    assert public.put("/sparql", headers={**EVIL, **host}).status_code == 403
    assert public.get(QUERY, headers=host).headers["access-control-allow-origin"] == "*"


def test_a_browser_may_ask_beforehand(client: TestClient, public: TestClient) -> None:
    asking = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    assert client.options("/sparql", headers={**EVIL, **asking}).status_code == 403
    reading = {**EVIL, **asking, "access-control-request-method": "GET"}
    assert client.options("/sparql", headers=reading).status_code == 204
    for answer in (
        client.options("/sparql", headers={**READ, **asking}),
        public.options("/sparql", headers={**EVIL, **asking, "host": "1.2.3.4"}),
    ):
        assert answer.status_code == 204
        assert "POST" in answer.headers["access-control-allow-methods"]
        assert "Content-Type" in answer.headers["access-control-allow-headers"]


def test_own_pages_post(client: TestClient) -> None:
    own = {"origin": HERE, "sec-fetch-site": "same-origin"}
    assert client.post("/sparql", headers=own, data={"query": "ASK {}"}).status_code == 200


@pytest.mark.parametrize("path", ["/", CSS, "/nothing", "/api/nothing", "/reader"])
def test_what_every_answer_says(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "connect-src": "'self'",
        "font-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    shared = path.startswith("/api")
    assert headers["cross-origin-resource-policy"] == ("cross-origin" if shared else "same-origin")
    assert "camera=()" in headers["permissions-policy"]
    assert headers.get("access-control-allow-origin") == ("*" if shared else None)


@pytest.mark.parametrize("path", ["/ask/sparql", "/ask/cypher"])
def test_editors_alone_have_inline_styles_and_no_inline_scripts(client: TestClient, path: str) -> None:
    policy = client.get(path).headers["content-security-policy"]
    assert "style-src 'self' 'unsafe-inline';" in policy
    assert "script-src 'self';" in policy


def test_long_addresses(client: TestClient) -> None:
    assert client.get("/api/lookup?q=" + "x" * MAX_URL).status_code == 414
    assert client.get("/" + "x" * 1_000).status_code == 404


def test_big_bodies_over_real_connections(serving: str) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(40):
            yield b"#" * (MAX_BODY // 20)

    whole = {"content-type": "application/sparql-query"}
    where = urlsplit(serving)
    for body, chunked in ((b"#" * (MAX_BODY + 1), False), (chunks(), True)):
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
        connection.request("POST", "/sparql", body, whole, encode_chunked=chunked)
        answer = connection.getresponse()
        assert answer.status == 413
        assert answer.getheader("content-type") == "application/problem+json"
        connection.close()


def test_a_body_at_the_limit_arrives_whole(client: TestClient) -> None:
    query = "ASK { FILTER(1 = 1) } #"
    form = {"content-type": "application/sparql-query"}
    answer = client.post("/sparql", content=query + "x" * (MAX_BODY - len(query)), headers=form)
    assert answer.status_code != 413


def test_a_body_that_ends_with_its_client_is_none(store: Path) -> None:
    """What came of it may read as something else than what was meant."""
    coming: list[Message] = [
        {"type": "http.disconnect"},
        {"type": "http.request", "body": b"query=ASK%7B%7D", "more_body": True},
    ]
    called: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        called.append(scope)

    async def receive() -> Message:
        return coming.pop()

    async def send(message: Message) -> None:
        raise AssertionError(message)

    headers = [(b"host", b"localhost"), (b"content-length", b"100")]
    scope = {"type": "http", "method": "POST", "path": "/sparql", "raw_path": b"/sparql", "query_string": b""}
    asyncio.run(Security(app, Settings(store=store))({**scope, "headers": headers}, receive, send))
    assert not coming
    assert not called


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../app.py", "/assets/%2e%2e/app.py", "/assets/..%2fapp.py", "/assets/..%5capp.py",
        "/assets/%2e%2e%2f%2e%2e%2ferrors.py", "/built/../app.py", "/built/%2e%2e/app.py",
        "/assets//etc/passwd", "/assets/%2fetc%2fpasswd", "/assets/%00",
    ],
)  # fmt: skip
def test_paths_stay_in_their_folders(serving: str, path: str) -> None:
    where = urlsplit(serving)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 404
    assert b"import" not in body
    assert b"root:" not in body


def test_headers_without_end(serving: str) -> None:
    where = urlsplit(serving)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
    connection.putrequest("GET", "/")
    connection.endheaders()
    assert connection.getresponse().read()
    assert connection.sock
    connection.sock.sendall(b"GET / HTTP/1.1\r\nhost: localhost\r\n")
    with pytest.raises(ConnectionError):
        connection.sock.sendall((b"x: " + b"y" * 4_000 + b"\r\n") * 10_000)
    connection.close()


class TestToken:
    def test_a_page_asks_for_it(self, locked: TestClient) -> None:
        answer = locked.get("/page/term/1?a=%3Cb%3E")
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert '<input type="hidden" name="a" value="&lt;b&gt;">' in answer.text
        assert 'type="password"' in answer.text

    @pytest.mark.parametrize("path", ["/api/reports", "/sparql?query=ASK%7B%7D", "/data/x.ttl"])
    def test_programs_are_told(self, locked: TestClient, path: str) -> None:
        answer = locked.get(path)
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"

    def test_bearer(self, locked: TestClient) -> None:
        assert locked.get("/", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
        assert locked.get("/", headers={"authorization": "Bearer other"}).status_code == 401
        assert locked.get("/", headers={"authorization": f"Basic {TOKEN}"}).status_code == 401
        assert (
            locked.get("/", headers={b"authorization": "Bearer \u00e9\u00e8".encode("latin-1")}).status_code
            == 401
        )

    def test_once_in_the_address_then_by_cookie(self, locked: TestClient) -> None:
        answer = locked.get(f"/?q=%E4%B8%A4%E9%87%8D&token={TOKEN}")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/?q=%E4%B8%A4%E9%87%8D"
        assert answer.headers["cache-control"] == "no-store"
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert TOKEN not in cookie
        assert locked.get("/").status_code == 200

    def test_the_address_is_made_clean_even_with_the_cookie(self, locked: TestClient) -> None:
        for _ in range(2):
            answer = locked.get(f"/api/reports?token={TOKEN}")
            assert (answer.status_code, answer.headers["location"]) == (303, "/api/reports")

    @pytest.mark.parametrize("other", ['{"a": 1}=x', 'b="unclosed', "c d=e", "é=ü"])
    def test_odd_cookies_of_other_programs(self, locked: TestClient, other: str) -> None:
        own = locked.get(f"/?token={TOKEN}").headers["set-cookie"].partition(";")[0]
        locked.cookies.clear()
        said = f"{other}; {own}; {other}".encode("latin-1")
        assert locked.get("/", headers={b"cookie": said}).status_code == 200
        assert locked.get("/", headers={b"cookie": other.encode("latin-1")}).status_code == 401

    def test_what_is_no_token(self, locked: TestClient) -> None:
        answer = locked.get("/?token=wrong&q=1")
        assert answer.status_code == 401
        assert "not the token" in answer.text
        assert "wrong&" not in answer.text
        assert locked.post(f"/sparql?token={TOKEN}", data={"query": "ASK {}"}).status_code == 401
        assert locked.get("/", headers={"cookie": "kg-token-8000=0"}).status_code == 401
        assert locked.get("/", headers={"cookie": f"kg-token-8000={TOKEN}"}).status_code == 401

    def test_the_way_back_stays_here(self, locked: TestClient) -> None:
        answer = locked.get(f"{HERE}//evil.example/?token={TOKEN}")
        assert answer.headers["location"] == "/evil.example/"

    def test_the_style_sheets_are_open_and_nothing_else(self, locked: TestClient) -> None:
        assert locked.get(CSS).status_code == 200
        assert locked.get("/assets/../api/reports").status_code == 401

    def test_no_other_site_reads(self, store: Path) -> None:
        closed = Settings(store=store, token=TOKEN)
        for settings in (closed, replace(closed, public=True)):
            with explorer(settings) as client:
                for headers in (READ, EVIL):
                    bearing = {**headers, "authorization": f"Bearer {TOKEN}"}
                    assert client.get(QUERY, headers=bearing).status_code == 403
