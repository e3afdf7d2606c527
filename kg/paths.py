"""Where the data folders lie.  No other module knows.

`queries/`, `ontology/` and `reports/` stand at the top of a checkout; a wheel carries them inside
the package.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _data(name: str) -> Path:
    shipped = _PACKAGE / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name


def program() -> Path:
    """The folder that holds this package: a checkout, or the site's packages."""
    return _PACKAGE.parent


def queries() -> Path:
    """The folder of the query library."""
    return _data("queries")


def ontology() -> Path:
    """The folder of the vocabulary, the shapes and the lexicon."""
    return _data("ontology")


def bundled_reports() -> Path:
    """The folder of the reports that come with the program."""
    return _data("reports")


def web() -> Path:
    """The folder of the explorer: its templates, messages, assets, and what the front end is built to."""
    return _PACKAGE / "web"
