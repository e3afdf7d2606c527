"""What holds for all tests: they speak English, the fast ones come first, and no clock judges them."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

pytest_plugins = ["tests.servers.fixtures"]

os.environ["KG_LANG"] = "en"
os.environ.pop("KG_STORE", None)

settings.register_profile("kg", deadline=None)
settings.load_profile("kg")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Unit tests first, then those of the command line, then the slow ones, then the browser."""
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    if "/browser/" in item.nodeid:  # its event loop stays, and nothing else runs beside that
        return 3
    if item.get_closest_marker("slow") or item.get_closest_marker("xdist_group"):
        return 2
    return 1 if "/cli/" in item.nodeid else 0
