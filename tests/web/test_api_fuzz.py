"""Requests that schemathesis makes from the OpenAPI document: valid ones, and ones that break it."""

from __future__ import annotations

from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.openapi import from_asgi
from schemathesis.schemas import BaseSchema

from kg.web.app import build_app
from kg.web.settings import Settings

BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def api(store: Path) -> BaseSchema:
    app = build_app(Settings(store=store))
    schema = from_asgi("/api/openapi.json", app, headers={"host": "127.0.0.1:8000"})
    checks = schema.config.checks
    checks.positive_data_acceptance.expected_statuses += ["400", "406"]  # no schema tells a cursor or a query
    checks.negative_data_rejection.expected_statuses += ["414"]
    return schema


every = schemathesis.pytest.from_fixture("api")
QUICK = {"database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}


@every.exclude(path_regex="cypher|questions/").parametrize()
@settings(max_examples=25, **QUICK)
def test_no_request_breaks_the_api(case: schemathesis.Case) -> None:
    case.call_and_validate(base_url=BASE)


@every.include(path_regex="cypher|questions/").parametrize()
@settings(max_examples=8, **QUICK)
def test_no_request_breaks_the_queries(case: schemathesis.Case) -> None:
    case.call_and_validate(base_url=BASE)
