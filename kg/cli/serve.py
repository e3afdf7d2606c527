"""`kg serve`: the explorer."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import options
from kg.language import choose

if TYPE_CHECKING:
    from kg.web.settings import Settings

_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{16,}")
_SAFE = "127.0.0.1"


def command(
    store: options.Store = None,
    host: Annotated[str, typer.Option(help=choose("监听的地址", "The address to listen at."))] = _SAFE,
    port: Annotated[
        int,
        typer.Option(
            help=choose("端口；0 为任一空闲端口", "The port; 0 for any that is free."), min=0, max=65535
        ),
    ] = 8000,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="KG_TOKEN",
            show_envvar=False,
            help=choose(
                "每个请求都须出示的口令（或用环境变量 KG_TOKEN）",
                "The token that every request must show (or set KG_TOKEN).",
            ),
        ),
    ] = None,
    public: Annotated[
        bool,
        typer.Option(
            "--public", help=choose("向所有能访问者开放，只读", "Open it, read-only, to all who reach it.")
        ),
    ] = False,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host",
            metavar="NAME",
            help=choose("访问时可用的主机名，可重复", "A name by which it may be reached; may be repeated."),
        ),
    ] = None,
    timeout: options.Timeout = 30.0,
    open_: Annotated[
        bool | None,
        typer.Option(
            "--open/--no-open",
            help=choose("是否打开浏览器", "Whether to open the browser; by default where there is a screen."),
        ),
    ] = None,
) -> None:
    """Serve the explorer until Ctrl-C."""
    from kg.asking.child import check_limits
    from kg.stores.folder import StoreFolder, store_path
    from kg.web.serving import serve
    from kg.web.settings import Settings

    check_limits(timeout, None)
    _check(host, token, public=public)
    path = store_path(store)
    StoreFolder(path).current()
    settings = Settings(
        store=path,
        host=host,
        port=port,
        token=token,
        public=public,
        names=tuple(allow_host or ()),
        timeout=timeout,
    )
    serve(settings, lambda settings: _ready(settings, _has_screen() if open_ is None else open_))


def _check(host: str, token: str | None, *, public: bool) -> None:
    """Raises BadValue for a token that is easily guessed, and for an address that needs one."""
    from kg.errors import BadValue
    from kg.web.addresses import is_loopback

    if token is not None and not _TOKEN.fullmatch(token):
        wanted = choose(
            "至少 16 个字符，限字母、数字和 . _ ~ + / = -",
            "16 characters or more, letters, digits and . _ ~ + / = -",
        )
        raise BadValue(option="--token", value="…", wanted=wanted)
    if not (is_loopback(host) or token or public):
        wanted = choose(
            f"{_SAFE}；对外开放须加 --token，或用 --public 供所有人只读访问",
            f"{_SAFE}; any other address needs --token, or --public to let everybody read",
        )
        raise BadValue(option="--host", value=host, wanted=wanted)


def _ready(settings: Settings, open_: bool) -> None:
    """Say where the explorer is, and what it opens to whom."""
    from kg.web.serving import url_of

    url = url_of(settings)
    print(choose(f"图谱浏览器：{url}（按 Ctrl-C 停止）", f"The explorer is at {url} (Ctrl-C stops it)"))
    if settings.token:
        print(choose("每个请求都须出示口令", "Every request must show the token"))
    elif settings.public:
        where = settings.host or "0.0.0.0"  # noqa: S104 - only named
        zh = f"凡能访问 {where} 端口 {settings.port} 者，均可阅读全部报告原文与图谱，并运行查询；不可写入"
        who = f"Whoever reaches {where}, port {settings.port}, may"
        print(choose(zh, f"{who} read all reports and the graph, and run queries; nobody may write"))
    sys.stdout.flush()
    if open_:
        import webbrowser
        from urllib.parse import urlencode

        webbrowser.open(f"{url}?{urlencode({'token': settings.token})}" if settings.token else url)


def _has_screen() -> bool:
    """Whether a person sits before it who can be shown a browser."""
    shown = (
        sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    return sys.stdout.isatty() and bool(shown)
