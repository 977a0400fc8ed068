"""Graphs to be asked: files of RDF in memory, or an embedded store (Oxigraph) in a folder.

Named graphs of N-Quads or TriG keep their names, and questions see the union of all.
"""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from diplograph.errors import InputError, StoreError
from diplograph.graph.files import format_of


def is_store(path: Path) -> bool:
    """Whether a folder is an embedded store."""
    return path.is_dir() and (path / "CURRENT").is_file()


def open_graph(path: Path) -> ox.Store:
    """A graph to be asked: a store's folder (read only), or a file of RDF, read into memory.

    Raises InputError when there is none, or a broken one (line and column named); StoreError when a store can't be
    opened.
    """
    if is_store(path):
        try:
            return ox.Store.read_only(str(path))
        except OSError as error:
            raise StoreError(
                f"can't be opened: {error}", place=str(path), remedy="is another program using it?"
            ) from error
    if path.is_dir():
        raise InputError(
            "a folder, but no store", place=str(path), remedy="name a file of RDF, or fill a store with load"
        )
    store = ox.Store()
    read_into(store, path)
    return store


def read_into(store: ox.Store, path: Path, graph: str | None = None) -> int:
    """Add a file to a store, whole or not at all; returns how many statements it adds.

    graph: IRI of the named graph that triples go to, None for the default graph.
    Raises InputError: unreadable, no RDF by its name, or broken.
    """
    kind = format_of(path)
    before = len(store)
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            if graph and kind.supports_datasets:
                _move(store, file, kind, path, graph)
            else:
                # One transaction; as fast as bulk_load in memory, for two thirds of its space.
                store.load(
                    file,  # type: ignore[arg-type]
                    format=kind,
                    base_iri=path.resolve().as_uri(),
                    to_graph=ox.NamedNode(graph) if graph else None,
                )
    except (SyntaxError, ValueError) as error:
        raise _broken(error, kind, str(path)) from error
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"can't be read ({reason})", place=str(path), remedy="look at the path") from error
    return len(store) - before


def _move(store: ox.Store, file: IO[bytes] | gzip.GzipFile, kind: ox.RdfFormat, path: Path, graph: str) -> None:
    """Add a file that may have named graphs; what stands in its default graph goes to `graph`."""
    target = ox.NamedNode(graph)
    base = path.resolve().as_uri()
    quads = list(ox.parse(file, format=kind, base_iri=base, rename_blank_nodes=True))  # type: ignore[arg-type]
    store.extend(
        ox.Quad(quad.subject, quad.predicate, quad.object, target)
        if isinstance(quad.graph_name, ox.DefaultGraph)
        else quad
        for quad in quads
    )


def _broken(error: Exception, kind: ox.RdfFormat, place: str) -> InputError:
    line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
    where = (f", line {line}" if line else "") + (f", column {column}" if line and column else "")
    text = (getattr(error, "msg", None) or str(error)).strip().rstrip(".")
    if text.startswith("Parser error") and ": " in text:
        text = text.split(": ", 1)[1]  # the position is told once, by us
    return InputError(
        f"not valid {kind.name} ({text})",
        place=place + where,
        remedy="mend it there, or check that the file is what its ending says",
    )
