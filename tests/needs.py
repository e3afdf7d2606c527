"""What a test may need from the machine."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(reason: str) -> NoReturn:
    """Skip the test in one line, or fail it where `KG_REQUIRE_ALL=1` says that all must run."""
    if os.environ.get("KG_REQUIRE_ALL") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
