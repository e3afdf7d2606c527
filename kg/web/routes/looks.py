"""The colours and shapes of the types (`kg.pictures.looks`), as a style sheet and a file of SVG symbols."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from fastapi import APIRouter
from fastapi.responses import Response

from kg.pictures.looks import LOOKS, OUTLINES

router = APIRouter()


@router.get("/assets/types.css")
def types_css() -> Response:
    """`--type-Term` and so on, for light and dark pages, and the class `type-Term` that has that colour."""
    return Response(_css(), media_type="text/css")


@router.get("/assets/shapes.svg")
def shapes_svg() -> Response:
    """A symbol a type, `#Term`, in the current colour."""
    return Response(_svg(), media_type="image/svg+xml")


@cache
def _css() -> str:
    light = "".join(f"--type-{name}:{look.light};" for name, look in LOOKS.items())
    dark = "".join(f"--type-{name}:{look.dark};" for name, look in LOOKS.items())
    rules = [
        f":root{{{light}}}",
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}",
        f":root[data-theme=dark]{{{dark}}}",
        *(f".type-{name}{{--type:var(--type-{name})}}" for name in LOOKS),
    ]
    return "\n".join(rules) + "\n"


@cache
def _svg() -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(_symbols())}</svg>\n'


def _symbols() -> Iterator[str]:
    for name, look in LOOKS.items():
        points = OUTLINES.get(look.shape)
        drawn = f'<polygon points="{points}"/>' if points else '<circle cx="8" cy="8" r="6"/>'
        yield f'<symbol id="{name}" viewBox="0 0 16 16" fill="currentColor">{drawn}</symbol>'
