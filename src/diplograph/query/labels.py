"""Labels in place of IRIs, so that people can read an answer."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from diplograph import resources
from diplograph.graph import turtle
from diplograph.graph.identifiers import BASE
from diplograph.graph.names import DIP, DIPV, RDFS, SKOS
from diplograph.query.ask import Iri, Rows
from diplograph.query.explain import label, time_label

if TYPE_CHECKING:
    from diplograph.query.asked import Asked


def labelled(store: Asked, rows: Rows) -> Rows:
    """The rows with a label for each IRI that has one, in the graph or in our ontology; others with a prefix."""
    known: dict[str, str] = {}

    def words(cell: str | None) -> str | None:
        if not isinstance(cell, Iri):
            return cell
        if cell not in known:
            known[cell] = label_of(store, cell)
        return known[cell]

    return Rows(rows.columns, tuple(tuple(words(cell) for cell in row) for row in rows.rows))


def label_of(store: Asked, iri: str) -> str:
    """What people call a node: its label; a time's days; else the IRI, shortened if it is of a known namespace."""
    if iri.startswith((DIP.space, DIPV.space)):
        return _terms().get(iri) or short(iri)
    node = ox.NamedNode(iri)
    return time_label(store, node) or label(store, node) or short(iri)


def short(iri: str) -> str:
    """An IRI with its prefix if that is shorter and exact.

    >>> short("https://w3id.org/diplograph/vocab/phone-call"), short("urn:a")
    ('dipv:phone-call', 'urn:a')
    """
    written = turtle.Writer(BASE).name(iri)
    return iri if written.startswith("<") else written


@cache
def _terms() -> dict[str, str]:
    """The labels of our ontology's terms and concepts."""
    found = {}
    for path in resources.files("ontology", "*.ttl"):
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if quad.predicate.value in (RDFS["label"], SKOS["prefLabel"]) and isinstance(quad.subject, ox.NamedNode):
                found[quad.subject.value] = str(getattr(quad.object, "value", ""))
    return found
