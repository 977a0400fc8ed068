"""Which format of RDF a file has, by its name."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from diplograph.errors import InputError

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".n3": ox.RdfFormat.N3,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
}


def format_of(path: Path) -> ox.RdfFormat:
    """The format that a name tells, ".gz" aside.

    Raises InputError for a name that tells none, a folder, or what is not there.

    >>> format_of(Path("graph.ttl.gz")).name
    'Turtle'
    """
    if path.is_dir():
        raise InputError("a folder, no file", place=str(path), remedy=f"name its files, such as {path}/*.ttl")
    ending = (path.with_suffix("") if path.suffix == ".gz" else path).suffix.lower()
    if ending in FORMATS:
        return FORMATS[ending]
    if not path.exists():
        raise InputError("no such file or folder", place=str(path), remedy="look at the path")
    raise InputError(
        f"not a file of RDF by its name ({ending or 'no ending'})",
        place=str(path),
        remedy="known endings: " + " ".join(FORMATS) + ", each also with .gz",
    )
