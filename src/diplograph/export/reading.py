"""Triples of a parsed file as the light terms that the writers take; of a dataset as one graph."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from diplograph.errors import InputError
from diplograph.graph import turtle
from diplograph.graph.named import told_of_graphs
from diplograph.graph.names import RDF, XSD
from diplograph.graph.terms import Literal, Term, Triple
from diplograph.graph.turtle import Section


class Reader:
    """Gathers the triples of several sources.

    Named graphs fall together, and what `datasets` told of them goes. Blank nodes are named in the order in which
    they come, so that the same file gives the same names.

    >>> reader = Reader()
    >>> reader.add(ox.parse("<urn:a> <urn:p> [ <urn:q> 01 ] .", format=ox.RdfFormat.TURTLE))
    >>> sorted(reader.triples, key=str)
    [('_:b0', 'urn:q', Literal(value='01', datatype='http://www.w3.org/2001/XMLSchema#integer', language=None)), \
('urn:a', 'urn:p', '_:b0')]
    """

    def __init__(self) -> None:
        self.triples: set[Triple] = set()
        self._blank = 0

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Add a source. Raises what `quads` raises, and InputError for triples about triples (RDF 1.2)."""
        blank: dict[str, str] = {}
        graphs: set[str] = set()
        about: set[Triple] = set()
        for quad in quads:
            triple = (
                self._node(quad.subject, blank),
                quad.predicate.value,
                self._term(quad.object, blank),
            )
            if isinstance(quad.graph_name, ox.NamedNode):
                graphs.add(quad.graph_name.value)
            elif told_of_graphs(triple):
                about.add(triple)
                continue
            self.triples.add(triple)
        self.triples |= {triple for triple in about if triple[0] not in graphs}

    def _node(self, node: object, blank: dict[str, str]) -> str:
        if isinstance(node, ox.NamedNode):
            return node.value
        if not isinstance(node, ox.BlankNode):
            raise InputError("triples about triples (RDF 1.2) are not supported", remedy="leave them out")
        if node.value not in blank:
            blank[node.value] = f"_:b{self._blank}"
            self._blank += 1
        return blank[node.value]

    def _term(self, term: object, blank: dict[str, str]) -> Term:
        if not isinstance(term, ox.Literal):
            return self._node(term, blank)
        if term.language:
            return Literal(term.value, language=term.language)
        kind = term.datatype.value
        return Literal(term.value, None if kind in (XSD.string, RDF.langString) else kind)

    def section(self, *, ordered: bool = True) -> Section:
        """All of it, in order; or not, for writers that put it in an order of their own."""
        return Section("", turtle.ordered(self.triples) if ordered else list(self.triples))
