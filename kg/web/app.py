"""The application: the routes, and around them what every answer passes through."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp

from kg import paths
from kg.web import problems
from kg.web.caching import Caching
from kg.web.languages import Languages
from kg.web.routes import (
    api,
    ask,
    downloads,
    graph,
    linked_data,
    looks,
    node,
    reader,
    search,
    sparql_protocol,
)
from kg.web.security import Security
from kg.web.settings import Settings
from kg.web.site import Site


def build_app(settings: Settings, site: Site | None = None) -> ASGIApp:
    """The explorer as an ASGI application: safe first, then from the shelf, then in the language wanted.

    `site` is given by who opens the store beforehand.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.site = site = site or Site.of(settings)
    for part in (looks, search, node, graph, reader, ask, linked_data, sparql_protocol, downloads, api):
        app.include_router(part.router)
    app.mount("/assets", StaticFiles(directory=paths.web() / "assets"))
    app.mount("/built", _Built(directory=paths.web() / "built", check_dir=False))
    problems.install(app)
    return Security(Caching(Languages(app), site.store.generation), settings)


class _Built(StaticFiles):
    """The built front end, whose folder may come later: until then nothing is found in it."""

    async def check_config(self) -> None:
        """A folder that is not there is no fault."""
