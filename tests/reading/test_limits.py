from __future__ import annotations

import json
import resource
import subprocess
import sys
from typing import Any

import pytest

SET = """
import json, resource, sys
from kg.limits import restrict
for name, limit in json.loads(sys.argv[1]).items():
    resource.setrlimit(getattr(resource, name), limit)
restrict(memory=2**33, cpu=50)
print(json.dumps([resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]))
"""
ANY = resource.RLIM_INFINITY


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ({}, [2**33, 50]),
        ({"RLIMIT_AS": (2**32, 2**32), "RLIMIT_CPU": (40, 40)}, [2**32, 40]),
        ({"RLIMIT_AS": (2**32, ANY), "RLIMIT_CPU": (40, 60)}, [2**32, 40]),
        ({"RLIMIT_AS": (2**34, 2**34), "RLIMIT_CPU": (70, 70)}, [2**33, 50]),
    ],
    ids=["none", "lower hard limits", "lower soft limits", "higher limits"],
)
def test_the_lowest_of_the_limits_holds(before: dict[str, Any], wanted: list[int]) -> None:
    command = [sys.executable, "-c", SET, json.dumps(before)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert [soft for soft, _ in json.loads(done.stdout)] == wanted
