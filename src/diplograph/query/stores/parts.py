"""Files of RDF as graphs to be sent: which triple goes to which graph, in an order that is always the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from diplograph.errors import InputError
from diplograph.graph.identifiers import graph_of
from diplograph.graph.named import about
from diplograph.graph.names import DIP, NIF, PROV, RDF
from diplograph.query.store import read_into

GRAPHS = ("own", "document", "one")


@dataclass(frozen=True, slots=True)
class Part:
    """One graph. name: its IRI, None for the default graph. triples: sorted, those with blank nodes first.

    blank: how many of them have blank nodes; these belong into one request, as their names mean nothing in another.
    """

    name: str | None
    triples: tuple[ox.Triple, ...]
    blank: int = 0

    def batches(self, size: int) -> Iterator[tuple[ox.Triple, ...]]:
        """The triples in pieces; size 0: in one. The first is larger where blank nodes need it."""
        first = max(size, self.blank) if size else len(self.triples)
        yield self.triples[:first]
        for begin in range(first, len(self.triples), size or 1):
            yield self.triples[begin : begin + size]


def gather(paths: Iterable[Path], *, graphs: str = "own", name: str | None = None) -> ox.Store:
    """The files in memory, each triple in its graph; all files are read before anything is done.

    graphs: "own" keeps named graphs as they are and puts what has none into `name`; "one" puts everything into `name`;
    "document" makes a graph of each dip:Document, named as TriG names it (`graph_of`), with its mentions, its run and
    what it asserts, and puts what documents share (and what has blank nodes) into `name`, with PROV about the graphs.
    Each triple stands in one graph only: some stores count what stands in two of them twice. name: IRI, None for the
    default graph.
    Raises InputError for a broken file or a name that is no IRI.
    """
    try:
        target = ox.DefaultGraph() if name is None else ox.NamedNode(name)
    except ValueError as error:
        raise InputError(f"{name!r} is no IRI", remedy="name the graph like urn:news:2025") from error
    collected = ox.Store()
    for path in paths:
        read_into(collected, path, name if graphs == "own" else None)
    if graphs == "own":
        return collected
    homes = _homes(collected) if graphs == "document" else {}
    named = {node: ox.NamedNode(graph_of(document.value)) for node, document in homes.items()}
    placed = ox.Store()
    placed.extend(
        ox.Quad(
            quad.subject,
            quad.predicate,
            quad.object,
            target if _has_blank(quad.triple) else named.get(quad.subject, target),
        )
        for quad in collected
    )
    placed.extend(_about(collected, set(homes.values()), target))
    return placed


def _about(
    store: ox.Store, documents: Iterable[ox.NamedNode], target: ox.NamedNode | ox.DefaultGraph
) -> Iterator[ox.Quad]:
    """What is told of the graphs of documents."""
    for document in documents:
        runs = [
            quad.subject.value
            for quad in store.quads_for_pattern(None, ox.NamedNode(PROV["used"]), document, None)
            if isinstance(quad.subject, ox.NamedNode)
        ]
        for graph, predicate, value in about(document.value, runs):
            yield ox.Quad(ox.NamedNode(graph), ox.NamedNode(predicate), ox.NamedNode(str(value)), target)


def read(paths: Iterable[Path], *, graphs: str = "own", name: str | None = None) -> list[Part]:
    """The graphs of files, by name, the default graph first; see `gather`.

    Raises InputError as `gather` does, and for a blank node in two graphs.
    """
    found: dict[str | None, set[ox.Triple]] = defaultdict(set)
    for quad in gather(paths, graphs=graphs, name=name):
        found[None if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name.value)].add(quad.triple)
    _apart(found)
    return [_part(key, found[key]) for key in sorted(found, key=lambda one: (one is not None, one or ""))]


def _part(name: str | None, triples: set[ox.Triple]) -> Part:
    blank = {triple for triple in triples if _has_blank(triple)}
    return Part(name, (*sorted(blank, key=str), *sorted(triples - blank, key=str)), len(blank))


def _has_blank(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def _apart(found: dict[str | None, set[ox.Triple]]) -> None:
    """Raises InputError when one blank node stands in two graphs: sent one by one, it would become two nodes."""
    seen: dict[object, str | None] = {}
    for name, triples in found.items():
        for triple in triples:
            for node in (triple.subject, triple.object):
                if isinstance(node, ox.BlankNode) and seen.setdefault(node, name) != name:
                    raise InputError(
                        f"two graphs share a blank node ({node})",
                        remedy="give it an IRI, or load all into one graph with --graphs one",
                    )


def _homes(store: ox.Store) -> dict[object, ox.NamedNode]:
    """The document that each node is of which belongs to one document."""
    kind = ox.NamedNode(RDF["type"])

    def of(predicate: str, among: set[object] | None = None) -> None:
        found: dict[object, set[ox.NamedNode | None]] = defaultdict(set)
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
            if among is None or quad.subject in among:
                found[quad.subject].add(homes.get(quad.object))
        for node, documents in found.items():
            home = documents.pop()
            if home is not None and not documents:
                homes[node] = home

    def all_of(name: str) -> set[object]:
        return {quad.subject for quad in store.quads_for_pattern(None, kind, ox.NamedNode(name), None)}

    homes: dict[object, ox.NamedNode] = {node: node for node in all_of(DIP.Document) if isinstance(node, ox.NamedNode)}
    of(NIF.referenceContext)
    of(PROV["used"])
    of(DIP.evidence, all_of(DIP.Assertion))
    return homes
