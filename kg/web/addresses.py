"""Addresses of this machine."""

from __future__ import annotations

from ipaddress import ip_address

EVERYWHERE = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - to know them, not to bind them
"""The hosts that stand for all addresses of this machine."""


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens there."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def in_url(host: str) -> str:
    """The host as it stands in a URL for a browser on this machine."""
    if host in EVERYWHERE:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
