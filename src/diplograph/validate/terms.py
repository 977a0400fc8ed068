"""Terms of rdflib and of pyoxigraph, each in place of the other, and literals that a store would rewrite.

A store of pyoxigraph keeps values, not their spelling: "01"^^xsd:integer becomes 1, "1.50"^^xsd:decimal 1.5 and every
xsd:nonNegativeInteger an xsd:integer. SHACL speaks of terms as written (section 4.1.2, 4.5.4). So a literal that would
be rewritten is also put down under a datatype that the store doesn't know, and read back from it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Node

Term = ox.NamedNode | ox.BlankNode | ox.Literal

AS_WRITTEN = "urn:x-as-written:"
_XSD = str(XSD._NS)
_DERIVED = """byte short int long unsignedByte unsignedShort unsignedInt unsignedLong positiveInteger negativeInteger
    nonNegativeInteger nonPositiveInteger""".split()
INTEGERS = tuple(_XSD + name for name in _DERIVED)
_DURATIONS = "duration dayTimeDuration yearMonthDuration".split()

# What the store gives back as it was; anything else of these datatypes is kept as written.
_KEPT = {
    "integer": r"0|-?[1-9][0-9]{0,17}",
    "decimal": r"(?!-0$)-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,14}[1-9])?",
    "double": r"(?!-0$)-?(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{0,4}[1-9])?",
    "float": r"(?!-0$)-?(?:0|[1-9][0-9]{0,3})(?:\.[0-9]{0,1}[1-9])?",
    "boolean": r"true|false",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}Z?",
    "time": r"(?!24)[0-9]{2}:[0-9]{2}:[0-9]{2}Z?",
    "dateTime": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?!24)[0-9]{2}:[0-9]{2}:[0-9]{2}Z?",
    "dateTimeStamp": r"(?!)",
    "gYear": r"[0-9]{4}",
    "gYearMonth": r"[0-9]{4}-[0-9]{2}",
    "gMonth": r"--[0-9]{2}",
    "gMonthDay": r"--[0-9]{2}-[0-9]{2}",
    "gDay": r"---[0-9]{2}",
    # rdflib folds the white space of these two; so do we, see `written`.
    "token": r"(?!\s)(?!.*\s\s)(?:[^\s]| )*(?<!\s)",
    "normalizedString": r"[^\r\n\t]*",
    **dict.fromkeys([*_DERIVED, *_DURATIONS], r"(?!)"),
}
KEPT: dict[str, Callable[[str], re.Match[str] | None]] = {
    _XSD + name: re.compile(pattern, re.ASCII).fullmatch for name, pattern in _KEPT.items()
}
_FOLDED = {str(XSD.token), str(XSD.normalizedString)}


def rewritten(literal: ox.Literal) -> bool:
    """Would the store give it back otherwise than written? (Yes, to be safe, for a few that it would not.)

    >>> [rewritten(ox.Literal(one, datatype=ox.NamedNode(str(XSD.decimal)))) for one in ("0.5", "0.50")]
    [False, True]
    """
    kept = KEPT.get(literal.datatype.value)
    return kept is not None and not kept(literal.value)


def written(literal: ox.Literal) -> ox.Literal:
    """The form in which a literal is kept as written: its datatype under a name of ours."""
    kind = literal.datatype.value
    if kind in _FOLDED:
        return ox.Literal(str(Literal(literal.value, datatype=URIRef(kind))), datatype=literal.datatype)
    return ox.Literal(literal.value, datatype=_named(AS_WRITTEN + kind))


@cache
def _named(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def to_store(term: Node) -> Term:
    """An rdflib term for pyoxigraph, as it is.

    >>> to_store(URIRef("urn:a"))
    <NamedNode value=urn:a>
    """
    match term:
        case URIRef():
            return ox.NamedNode(str(term))
        case BNode():
            return ox.BlankNode(str(term))
        case Literal(language=str(tag)):
            return ox.Literal(str(term), language=tag)
        case Literal(datatype=URIRef() as kind):
            return ox.Literal(str(term), datatype=_named(str(kind)))
    return ox.Literal(str(term))


def from_store(term: object) -> Node:
    """A pyoxigraph term for rdflib, as written. Raises ValueError for a triple term (RDF 1.2).

    >>> from_store(ox.Literal("01", datatype=ox.NamedNode(AS_WRITTEN + str(XSD.integer))))
    rdflib.term.Literal('01', datatype=rdflib.term.URIRef('http://www.w3.org/2001/XMLSchema#integer'))
    """
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal(language=str(tag)):
            return Literal(term.value, lang=tag)
        case ox.Literal():
            kind = term.datatype.value.removeprefix(AS_WRITTEN)
            # "x" and "x"^^xsd:string are one value, but not for rdflib: always the short one.
            return Literal(term.value, datatype=None if kind == str(XSD.string) else URIRef(kind), normalize=False)
    raise ValueError("triples about triples (RDF 1.2) are not supported")


def in_query(term: Node) -> str:
    """A term of the shapes as it has to stand in a query of the store.

    >>> in_query(Literal("01", datatype=XSD.integer, normalize=False))
    '"01"^^<urn:x-as-written:http://www.w3.org/2001/XMLSchema#integer>'
    """
    inside = to_store(term)
    if isinstance(inside, ox.Literal) and rewritten(inside):
        inside = written(inside)
    return str(inside)


def in_order(nodes: Iterable[Node]) -> list[Node]:
    """Nodes in an order that doesn't depend on where they come from."""
    return sorted(nodes, key=lambda one: one.n3())


def is_numeric(kind: Node | None) -> bool:
    """Is it a datatype whose literals the store compares as exact numbers?"""
    return kind in (XSD.integer, XSD.decimal) or str(kind) in INTEGERS


@contextmanager
def quiet() -> Iterator[None]:
    """Without rdflib's traceback for a day like 30 February: the shapes say it better."""
    log = logging.getLogger("rdflib.term")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)
