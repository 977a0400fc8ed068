"""What is told of a named graph that holds what one document says: of which document it is, and which run made it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diplograph.graph.identifiers import graph_of
from diplograph.graph.names import PROV, RDF
from diplograph.graph.terms import Triple

_TYPE = RDF["type"]


def about(document: str, runs: Iterable[str]) -> Iterator[Triple]:
    """PROV about the graph of a document; runs: IRIs of those that read it."""
    graph = graph_of(document)
    yield graph, _TYPE, PROV.Entity
    yield graph, PROV.wasDerivedFrom, document
    yield from ((graph, PROV.wasGeneratedBy, run) for run in sorted(runs))


def told_of_graphs(triple: Triple) -> bool:
    """Whether a triple is one of those that `about` gives."""
    _, predicate, value = triple
    return predicate in (PROV.wasDerivedFrom, PROV.wasGeneratedBy) or (predicate == _TYPE and value == PROV.Entity)
