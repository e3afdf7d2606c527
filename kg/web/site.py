"""What every route needs: the settings, the open store, the templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from kg.asking.opened import OpenStore
from kg.stores.folder import StoreFolder
from kg.web.settings import Settings


@dataclass(frozen=True, slots=True)
class Site:
    """One running explorer."""

    settings: Settings
    store: OpenStore

    @classmethod
    def of(cls, settings: Settings) -> Site:
        """The explorer of these settings; the store is opened when it is first asked."""
        return cls(settings, OpenStore(StoreFolder(settings.store)))


async def _site(request: Request) -> Site:
    """Not a plain function, for FastAPI would take a thread for it."""
    found: Site = request.app.state.site
    return found


Here = Annotated[Site, Depends(_site)]
"""The explorer, as a parameter of a route."""
