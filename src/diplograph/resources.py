"""Finds the files that come with the package, installed or in a checkout.

The wheel carries `ontology/` and `shapes/` below `diplograph/data/`; a checkout (and an editable install of it) has
them at its top. Everything else (lexicon, models, queries) lies inside the package in both.
"""

from __future__ import annotations

from pathlib import Path

from diplograph.errors import ResourceError

PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder `name` ("ontology", "shapes", "lexicon/data", "language/models", "query/queries").

    Raises ResourceError when it is in neither place.

    >>> folder("ontology").name
    'ontology'
    """
    for candidate in (PACKAGE / name, PACKAGE / "data" / name, PACKAGE.parent.parent / name):
        if candidate.is_dir():
            return candidate
    raise ResourceError(
        f"folder {name!r} of the package is missing", place=str(PACKAGE), remedy="install diplograph again"
    )


def files(name: str, pattern: str) -> list[Path]:
    """Return the files of a folder that match `pattern`, sorted by name (a listing has no order of its own)."""
    return sorted(folder(name).glob(pattern), key=lambda path: path.name)
