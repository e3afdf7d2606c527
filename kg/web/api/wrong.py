"""What is wrong with the parts of a request, in the language that is spoken."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi.exceptions import RequestValidationError

from kg.web.messages import catalogue, text

_MOST = 5
"""How many wrong parts are told."""


def wrong_parts(error: RequestValidationError) -> list[dict[str, str]]:
    """Each part that is wrong: `detail`, and the `parameter` or the `pointer` into the body."""
    return list(_parts(error))


def summary(parts: list[dict[str, str]]) -> str:
    """The parts in one line."""
    return "; ".join(": ".join(reversed([said for said in part.values() if said])) for part in parts)


def _parts(error: RequestValidationError) -> Iterator[dict[str, str]]:
    for item in error.errors()[:_MOST]:
        kind, *where = item["loc"]
        place = [str(step).encode("utf-8", "replace").decode() for step in where]
        said = {"detail": _said(item["type"], item.get("ctx", {}))}
        if kind == "body":
            inside = () if item["type"] == "json_invalid" else place
            yield {**said, "pointer": "#" + "".join(f"/{_escaped(step)}" for step in inside)}
        else:
            yield {**said, "parameter": "".join(place[:1])}


def _said(kind: str, values: dict[str, object]) -> str:
    key = f"api.wrong_{kind}"
    return text(key, **values) if key in catalogue("en") else text("api.wrong_other")


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")
