"""RDF files of any format, with line and column where one is broken: as data to be checked, or into rdflib.

Parsed by pyoxigraph: ten times faster than rdflib, and its errors carry positions.
"""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

import pyoxigraph as ox
import rdflib

from diplograph.errors import InputError
from diplograph.graph.files import format_of
from diplograph.validate.data import Data
from diplograph.validate.terms import from_store, quiet

NAMED = {  # as --from calls them
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "n3": ox.RdfFormat.N3,
}
STANDARD_INPUT = Path("-")
_WITHOUT_NAMES = {ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.RDF_XML}
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file, unpacked. place: how errors call it. base: IRI that relative ones are resolved by."""

    data: bytes
    kind: ox.RdfFormat
    place: str
    base: str | None = None


def source(path: Path, form: str | None = None) -> Source:
    """Read a file, or for "-" standard input. form: a key of NAMED in place of the ending.

    Raises InputError: unreadable, no RDF by its name, or standard input without a format.
    """
    if path == STANDARD_INPUT:
        if form is None:
            raise InputError(
                "of which format?", place="standard input", remedy="say it with --from, e.g. --from turtle"
            )
        data = sys.stdin.buffer.read()
        return Source(_unpacked(data, "standard input"), NAMED[form], "standard input")
    if (path / "CURRENT").is_file():
        way = f"diplograph convert {path} --format ntriples | diplograph validate - --from ntriples"
        raise InputError("an embedded store, no file", place=str(path), remedy=way)
    kind = NAMED[form] if form else format_of(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"can't be read ({error.strerror or error})", place=str(path), remedy="look at the path"
        ) from error
    if path.suffix == ".gz" and not data.startswith(_GZIP):
        raise InputError("can't be read (not a gzip file)", place=str(path), remedy="look at the path")
    return Source(_unpacked(data, str(path)), kind, str(path), path.resolve().as_uri())


def _unpacked(data: bytes, place: str) -> bytes:
    if not data.startswith(_GZIP):
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"can't be read ({error})", place=place, remedy="pack it again") from error


def load(paths: Iterable[Path], form: str | None = None) -> Data:
    """Several files as one graph to be checked; named graphs fall together, blank nodes are each file's own.

    Raises InputError, with line and column counted from 1 where a file is broken.
    """
    data = Data()
    for path in paths:
        load_into(data, source(path, form))
    return data


def load_into(data: Data, found: Source) -> None:
    """Add the triples of a source."""
    with _told(found):
        data.add(_quads(found), one_graph=found.kind in _WITHOUT_NAMES)


def read_file(path: Path) -> rdflib.Graph:
    """The triples of one file for rdflib; named graphs fall together, blank nodes are its own.

    Raises InputError: unreadable, no RDF by its name, or broken (line and column counted from 1).
    """
    return parse(source(path))


def read_files(paths: Iterable[Path]) -> rdflib.Graph:
    """The union of several files."""
    graph = rdflib.Graph()
    for path in paths:
        graph += read_file(path)
    return graph


def parse(found: Source) -> rdflib.Graph:
    """The triples of a source for rdflib. Raises InputError with line and column.

    >>> try:
    ...     parse(Source(b"<a:b> <a:c> .", ox.RdfFormat.TURTLE, "x.ttl"))
    ... except InputError as error:
    ...     print(error.place)
    x.ttl, line 1, column 13
    """
    graph = rdflib.Graph()
    with _told(found), quiet():
        for quad in _quads(found):
            graph.add((from_store(quad.subject), from_store(quad.predicate), from_store(quad.object)))
    return graph


def _quads(found: Source) -> Iterator[ox.Quad]:
    return ox.parse(found.data, format=found.kind, base_iri=found.base, rename_blank_nodes=True)


@contextmanager
def quads(found: Source) -> Iterator[Iterator[ox.Quad]]:
    """The statements of a source as it was written, named graphs and all. Raises InputError while they are read."""
    with _told(found):
        yield _quads(found)


@contextmanager
def _told(found: Source) -> Iterator[None]:
    """Errors of the parser as one clear line."""
    try:
        yield
    except (SyntaxError, ValueError) as error:
        raise InputError(
            f"not valid {found.kind.name} ({_reason(error)})",
            place=found.place + (_position(error) or _position_in_xml(found)),
            remedy="mend it there, or check that the file is what its ending says",
        ) from error
    except MemoryError as error:  # the parser's own limit for one value
        raise InputError(
            "a value is larger than the parser takes (8 MiB in JSON-LD, 16 MiB in other formats)",
            place=found.place,
            remedy="leave the text out, or read JSON-LD's as Turtle",
        ) from error


def _position(error: Exception) -> str:
    line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
    return (f", line {line}" if line else "") + (f", column {column}" if line and column else "")


def _position_in_xml(found: Source) -> str:
    """Where XML isn't well-formed, which the parser of RDF/XML doesn't tell."""
    if found.kind != ox.RdfFormat.RDF_XML:
        return ""
    parser = expat.ParserCreate()
    try:
        parser.Parse(found.data, True)
    except expat.ExpatError as error:
        return f", line {error.lineno}, column {error.offset + 1}"
    return ""


def _reason(error: Exception) -> str:
    text = (getattr(error, "msg", None) or str(error)).strip().rstrip(".")
    marker = text.find(": ")
    # "Parser error at line 1 column 5: …": the position is told once, by us.
    return text[marker + 2 :] if text.startswith("Parser error") and marker > 0 else text
