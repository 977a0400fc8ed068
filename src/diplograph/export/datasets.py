"""Named graphs: what each document says in a graph of its own, what documents share in the default graph.

A document's graph holds the document, the run that read it, its mentions and assertions, and the meetings,
statements, acts and tenures that only it tells. Of those that several documents tell, each document's graph holds
the types, the evidence in it, and what it asserts; the rest (what was made of all of them together: label,
confidence, rule) stands in the default graph, with the actors, places and offices. A time stands in the graph of every
document that names it. The union of all graphs is the graph, but for what the default graph tells of the graphs:
from which document each is derived and which run made it (PROV).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from diplograph.graph import turtle
from diplograph.graph.identifiers import graph_of
from diplograph.graph.named import about
from diplograph.graph.names import DIP, NIF, PROV, RDF
from diplograph.graph.terms import Literal, Term, Triple, ntriples
from diplograph.graph.turtle import Section

TYPE = RDF["type"]


class Division:
    """To which documents each triple of a graph belongs."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._own: dict[str, set[str]] = {}  # documents, mentions, runs, times -> documents
        self._told: dict[str, set[str]] = {}  # what has evidence -> documents
        self._asserted: dict[Triple, set[str]] = {}
        self._runs: dict[str, set[str]] = {}
        assertions: dict[str, dict[str, set[Term]]] = {}  # -> subject, predicate, object
        evidence: dict[str, set[str]] = {}
        times: dict[str, set[str]] = {}  # -> who names them
        for subject, predicate, value in triples:
            if predicate in (RDF.subject, RDF.predicate, RDF.object):
                assertions.setdefault(subject, {}).setdefault(predicate, set()).add(value)
            elif isinstance(value, Literal):
                continue
            elif predicate == TYPE:
                if value == DIP.Document:
                    self._own[subject] = {subject}
                elif value == DIP.TimeSpan:
                    times.setdefault(subject, set())
            elif predicate in (NIF.referenceContext, PROV.used):
                self._own.setdefault(subject, set()).add(value)
                if predicate == PROV.used:
                    self._runs.setdefault(value, set()).add(subject)
            elif predicate == DIP.evidence:
                evidence.setdefault(subject, set()).add(value)
            elif predicate in (DIP.when, DIP.denotes):
                times.setdefault(value, set()).add(subject)
        self.documents = {one for one, found in self._own.items() if found == {one}}
        self._own = {node: found & self.documents for node, found in self._own.items()}
        self._told = {node: self._of(marks) for node, marks in evidence.items()}
        for node, parts in assertions.items():
            self._assertion(node, parts, times)
        self._own |= {one: self._of(named) for one, named in times.items() if one not in self._told}

    def _assertion(self, node: str, parts: dict[str, set[Term]], times: dict[str, set[str]]) -> None:
        for value in parts.get(RDF.object, ()):
            if isinstance(value, str) and value in times:
                times[value].add(node)
            for subject in parts.get(RDF.subject, ()):
                for predicate in parts.get(RDF.predicate, ()):
                    triple = (str(subject), str(predicate), value)
                    self._asserted.setdefault(triple, set()).update(self._told.get(node, ()))

    def _of(self, nodes: Iterable[str]) -> set[str]:
        """The documents that mentions stand in, or in which nodes have their evidence."""
        return {one for node in nodes for one in self._own.get(node) or self._told.get(node) or ()}

    def homes(self, triple: Triple) -> set[str]:
        """The documents in whose graphs a triple stands; none: in the default graph."""
        subject, predicate, value = triple
        if subject in self._own:
            return self._own[subject]
        told = self._told.get(subject, set())
        if len(told) < 2 or predicate == TYPE:
            return told
        if predicate in (DIP.evidence, PROV.wasGeneratedBy):
            return self._own.get(str(value), set())
        return self._asserted.get(triple, set())

    def about(self) -> Iterator[Triple]:
        """What the default graph tells of each named graph."""
        for document in sorted(self.documents):
            yield from about(document, self._runs.get(document, ()))


def divided(sections: Iterable[Section]) -> Iterator[tuple[str | None, list[Section]]]:
    """The graphs in the order of the documents, each with its name and its sections; then the default one (None)."""
    whole = list(sections)
    division = Division(triple for section in whole for triple in section.triples)
    parts: dict[str | None, list[Section]] = {}
    for section in whole:
        pieces: dict[str | None, list[Triple]] = {}
        for triple in section.triples:
            for home in sorted(division.homes(triple)) or (None,):
                pieces.setdefault(home, []).append(triple)
        for home, triples in pieces.items():
            parts.setdefault(home, []).append(Section(section.title, triples))
    shared = parts.pop(None, [])
    for document, found in parts.items():
        yield graph_of(str(document)), found
    if told := list(division.about()):
        shared.append(Section("whose graphs these are", told))
    yield None, shared


def trig(sections: Iterable[Section], writer: turtle.Writer) -> Iterator[str]:
    """TriG, piece by piece."""
    yield from writer.document([])
    for graph, found in divided(sections):
        if graph is not None:
            yield f"\n{writer.name(graph)} {{\n"
        for section in found:
            yield f"\n# ---------- {' '.join(section.title.split())} ----------\n" if section.title else ""
            for subject, triples in groupby(section.triples, key=lambda triple: triple[0]):
                yield writer.block(subject, triples)
        if graph is not None:
            yield "}\n"


def nquads(sections: Iterable[Section]) -> Iterator[str]:
    """N-Quads, a line a piece."""
    for graph, found in divided(sections):
        name = "" if graph is None else f" {ntriples(graph)}"
        for section in found:
            for subject, predicate, value in section.triples:
                yield f"{ntriples(subject)} <{predicate}> {ntriples(value)}{name} .\n"
