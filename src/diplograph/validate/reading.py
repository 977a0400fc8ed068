"""RDF files of any format into one rdflib graph, with line and column where one is broken.

Parsed by pyoxigraph: ten times faster than rdflib, and its errors carry positions. rdflib then holds the triples.
"""

from __future__ import annotations

import gzip
import logging
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import rdflib

from diplograph.errors import InputError

FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "turtle": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "n3": ox.RdfFormat.N3,
    "rdf": ox.RdfFormat.RDF_XML,
    "owl": ox.RdfFormat.RDF_XML,
    "xml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "json": ox.RdfFormat.JSON_LD,
}
ENDINGS = ".ttl .nt .nq .trig .n3 .rdf .owl .xml .jsonld .json, each also with .gz"


def format_of(path: Path) -> ox.RdfFormat:
    """The format that a file's ending tells. Raises InputError for an ending that is none of RDF.

    >>> format_of(Path("graph.ttl.gz")).name
    'Turtle'
    """
    ending = (path.with_suffix("") if path.suffix == ".gz" else path).suffix.lstrip(".").lower()
    if ending not in FORMATS:
        raise InputError(
            f"not a file of RDF by its name ({'.' + ending if ending else 'no ending'})",
            place=str(path),
            remedy=f"known endings: {ENDINGS}",
        )
    return FORMATS[ending]


def read_file(path: Path) -> rdflib.Graph:
    """The triples of one file; named graphs fall together, blank nodes are its own.

    Raises InputError: unreadable, no RDF by its name, or broken (line and column counted from 1).
    """
    kind = format_of(path)
    try:
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"can't be read: {reason}", place=str(path), remedy="check the path") from error
    return parse(data, kind, place=str(path), base=path.resolve().as_uri())


def read_files(paths: Iterable[Path]) -> rdflib.Graph:
    """The union of several files."""
    graph = rdflib.Graph()
    for path in paths:
        graph += read_file(path)
    return graph


def parse(data: bytes, kind: ox.RdfFormat, *, place: str, base: str | None = None) -> rdflib.Graph:
    """The triples of some bytes. place: how errors call them. Raises InputError with line and column.

    >>> try:
    ...     parse(b"<a:b> <a:c> .", ox.RdfFormat.TURTLE, place="x.ttl")
    ... except InputError as error:
    ...     print(error.place)
    x.ttl, line 1, column 13
    """
    graph = rdflib.Graph()
    # A day like 30 February makes rdflib log a traceback; the shapes say it better.
    log = logging.getLogger("rdflib.term")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        for quad in ox.parse(data, format=kind, base_iri=base, rename_blank_nodes=True):
            graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    except (SyntaxError, ValueError) as error:
        raise InputError(
            f"not valid {kind.name} ({_reason(error)})",
            place=place + _position(error),
            remedy="mend it there, or check that the file is what its ending says",
        ) from error
    finally:
        log.setLevel(level)
    return graph


def _term(term: object) -> rdflib.term.Node:
    match term:
        case ox.NamedNode():
            return rdflib.URIRef(term.value)
        case ox.BlankNode():
            return rdflib.BNode(term.value)
        case ox.Literal(language=str(tag)):
            return rdflib.Literal(term.value, lang=tag)
        case ox.Literal():
            # "x" and "x"^^xsd:string are one value, but not for rdflib: always the short one.
            plain = term.datatype.value == str(rdflib.XSD.string)
            kind = None if plain else rdflib.URIRef(term.datatype.value)
            return rdflib.Literal(term.value, datatype=kind, normalize=False)
    raise ValueError("triples about triples (RDF 1.2) are not supported")


def _position(error: Exception) -> str:
    line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
    return (f", line {line}" if line else "") + (f", column {column}" if line and column else "")


def _reason(error: Exception) -> str:
    text = (getattr(error, "msg", None) or str(error)).strip().rstrip(".")
    marker = text.find(": ")
    # "Parser error at line 1 column 5: …": the position is told once, by us.
    return text[marker + 2 :] if text.startswith("Parser error") and marker > 0 else text
