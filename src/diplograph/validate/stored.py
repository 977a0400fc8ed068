"""Triples that come out of a store which keeps every whole number as xsd:integer (Oxigraph does)."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import SH, XSD, URIRef

from diplograph.validate.data import Data
from diplograph.validate.shapes import Shapes

_INTEGER = str(XSD.integer)
# Types below xsd:integer (XML Schema 1.1 part 2, section 3.4), with the least value that each takes.
_NARROWER = {XSD.nonNegativeInteger: 0, XSD.positiveInteger: 1}


def numbers_again(data: Data, triples: bytes, chosen: Shapes) -> int:
    """Add N-Triples to the data; whole numbers get the type again that the shapes want there, if it takes them.

    Returns how many did. What stands in the store as another number is so told by its shape.
    """
    wanted = {
        str(path): kind
        for kind in _NARROWER
        for shape in chosen.everything.subjects(SH.datatype, kind)
        for path in chosen.everything.objects(shape, SH.path)
        if isinstance(path, URIRef)
    }
    changed = 0

    def again() -> Iterator[ox.Quad]:
        nonlocal changed
        for quad in ox.parse(triples, format=ox.RdfFormat.N_TRIPLES):
            kind = wanted.get(quad.predicate.value)
            value = quad.object
            whole = isinstance(value, ox.Literal) and value.datatype.value == _INTEGER and value.value.isdecimal()
            if kind is not None and whole and int(value.value) >= _NARROWER[kind]:
                changed += 1
                quad = ox.Quad(quad.subject, quad.predicate, ox.Literal(value.value, datatype=ox.NamedNode(str(kind))))
            yield quad

    data.add(again())
    return changed
