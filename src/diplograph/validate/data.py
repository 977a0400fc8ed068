"""The graph to be checked, in a store of pyoxigraph: parsed straight into it, every literal as written.

Literals that the store would rewrite (see `terms`) lie in two named graphs, as written in one and as numbers and days
in the other. SHACL core is asked over the first, `sh:sparql` over the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import RDFS, Graph, URIRef
from rdflib.term import Node

from diplograph.validate.terms import KEPT, Term, from_store, quiet, rewritten, to_store, written

DEFAULT = ox.DefaultGraph()
WRITTEN, VALUED = ox.NamedNode("urn:x-as-written"), ox.NamedNode("urn:x-as-values")


class Data:
    """One graph of triples. Like rdflib's graph it has a length, `objects`, `subjects` and `subject_objects`.

    >>> data = Data()
    >>> text = '<urn:a> <urn:p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .'
    >>> data.add(ox.parse(text, format=ox.RdfFormat.TURTLE))
    >>> len(data), [str(one) for one in data.objects(URIRef("urn:a"), URIRef("urn:p"))]
    (1, ['01'])
    """

    def __init__(self) -> None:
        self.store = ox.Store()
        self._rewritten = False
        self._length: int | None = None
        self._instances: dict[URIRef, bool] = {}

    # ---------- filling ----------

    def add(self, quads: Iterable[ox.Quad], *, one_graph: bool = True) -> None:
        """Add triples; named graphs fall together unless one_graph says that there are none.

        Raises what `quads` raises, and ValueError for triples about triples (RDF 1.2).
        """
        self._length = None
        self._instances.clear()
        self.store.bulk_extend(self._as_written(quads if one_graph else map(_without_name, quads)))

    def _as_written(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        literal, kept = ox.Literal, KEPT
        for quad in quads:
            value = quad.object
            if type(value) is literal:
                sieve = kept.get(value.datatype.value)
                if sieve is not None and not sieve(value.value):
                    form = written(value)
                    if form.datatype == value.datatype:
                        yield ox.Quad(quad.subject, quad.predicate, form)
                        continue
                    self._rewritten = True
                    yield ox.Quad(quad.subject, quad.predicate, form, WRITTEN)
                    yield ox.Quad(quad.subject, quad.predicate, value, VALUED)
                    continue
            elif type(value) is ox.Triple:
                raise ValueError("triples about triples (RDF 1.2) are not supported")
            yield quad

    @classmethod
    def of(cls, graph: Graph) -> Data:
        """The triples of an rdflib graph; those that aren't RDF (a literal as subject) are left out."""
        data = cls()
        data.add(_quads(graph))
        return data

    # ---------- asking ----------

    def ask(self, query: str, *, values: bool = False) -> Iterator[tuple[Term | None, ...]]:
        """The rows of a SELECT, each a tuple in the order of its variables.

        values: literals by value, as SPARQL sees them, in place of as written.
        """
        solutions = self.solutions(query, values=values)
        variables = solutions.variables
        for row in solutions:
            yield tuple(row[one] for one in variables)

    def solutions(self, query: str, *, values: bool = False) -> ox.QuerySolutions:
        graphs: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [DEFAULT, VALUED if values else WRITTEN]
        found = self.store.query(query, default_graph=graphs if self._rewritten else None)
        assert isinstance(found, ox.QuerySolutions)
        return found

    def has_instances(self, kind: URIRef) -> bool:
        if kind not in self._instances:
            self._instances[kind] = bool(self.store.query(f"ASK {{ ?x a {kind.n3()} }}"))
        return self._instances[kind]

    def triples(
        self, subject: Node | None = None, predicate: Node | None = None, value: Node | None = None
    ) -> Iterator[tuple[Node, Node, Node]]:
        """The triples that fit, None for anything."""
        first, link, last = (None if one is None else to_store(one) for one in (subject, predicate, value))
        if isinstance(last, ox.Literal) and rewritten(last):
            last = written(last)
        if isinstance(first, ox.Literal) or isinstance(link, (ox.Literal, ox.BlankNode)):
            return
        for graph in (DEFAULT, WRITTEN) if self._rewritten else (DEFAULT,):
            for quad in self.store.quads_for_pattern(first, link, last, graph):
                yield from_store(quad.subject), from_store(quad.predicate), from_store(quad.object)

    def objects(self, subject: Node | None = None, predicate: Node | None = None) -> Iterator[Node]:
        return (value for _, _, value in self.triples(subject, predicate))

    def subjects(self, predicate: Node | None = None, value: Node | None = None) -> Iterator[Node]:
        return (subject for subject, _, _ in self.triples(None, predicate, value))

    def subject_objects(self, predicate: Node | None = None) -> Iterator[tuple[Node, Node]]:
        return ((subject, value) for subject, _, value in self.triples(None, predicate))

    def __len__(self) -> int:
        if self._length is None:
            self._length = len(self.store)
            if self._rewritten:
                [(number,)] = self.store.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH {VALUED} {{ ?s ?p ?o }} }}")  # type: ignore[misc]
                self._length -= int(number.value)
        return self._length

    def graph(self) -> Graph:
        """The same triples for rdflib."""
        graph = Graph()
        with quiet():
            for triple in self.triples():
                graph.add(triple)
        return graph

    # ---------- classes ----------

    def below(self, kind: URIRef, axioms: Iterable[tuple[Node, Node]]) -> tuple[URIRef, ...] | None:
        """A class and those below it that have instances, by name; None when one of them has no name.

        axioms: (below, above), besides those of the data.
        """
        beneath: dict[Node, set[Node]] = {}
        for lower, upper in [*axioms, *self.subject_objects(RDFS.subClassOf)]:
            beneath.setdefault(upper, set()).add(lower)
        found: set[Node] = {kind}
        waiting = [kind]
        while waiting:
            new = beneath.get(waiting.pop(), set()) - found
            found |= new
            waiting += new  # type: ignore[arg-type]
        if not all(isinstance(one, URIRef) for one in found):
            return None
        return tuple(sorted(one for one in found if isinstance(one, URIRef) and self.has_instances(one)))


def _without_name(quad: ox.Quad) -> ox.Quad:
    return quad if quad.graph_name == DEFAULT else ox.Quad(quad.subject, quad.predicate, quad.object)


def _quads(graph: Graph) -> Iterator[ox.Quad]:
    for subject, predicate, value in graph:
        node, link = to_store(subject), to_store(predicate)
        if isinstance(link, ox.NamedNode) and not isinstance(node, ox.Literal):
            yield ox.Quad(node, link, to_store(value))
