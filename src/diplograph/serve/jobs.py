"""What the workers do: each job takes the graph and writes one answer."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import pyoxigraph as ox

from diplograph.errors import InputError
from diplograph.graph.kinship import bases
from diplograph.query import checking
from diplograph.query.labels import label_of
from diplograph.serve import description, nodes, pages, search
from diplograph.serve.negotiation import GRAPHS, HTML, TABLES, Form, chosen
from diplograph.serve.protocol import Asked, own_dataset
from diplograph.serve.responses import Refusal
from diplograph.serve.writing import write

if TYPE_CHECKING:
    from diplograph.serve.template import Out

_TYPES = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
NODE_FORMS = (*GRAPHS, HTML)


class Send(Protocol):
    def __call__(self, *message: object) -> None: ...


class Job(Protocol):
    """seconds: time limit. limit: of the answer, in bytes. title: what it is, for messages."""

    @property
    def seconds(self) -> float: ...

    @property
    def limit(self) -> int: ...

    @property
    def title(self) -> str: ...

    def do(self, store: ox.Store, out: Out) -> None:
        """Write the answer. Raises Refusal."""


def preload() -> None:
    """Read now what jobs read from files: later nothing can be opened."""
    pages.preload()
    label_of(ox.Store(), checking.PREFIXES["dip"] + "Meeting")


@dataclass(frozen=True, slots=True)
class Query:
    """A query by the protocol. accept: the header."""

    asked: Asked
    accept: str | None
    seconds: float
    limit: int

    @property
    def title(self) -> str:
        text = " ".join(self.asked.sparql.split())
        return text if len(text) <= 200 else text[:199] + "…"

    def do(self, store: ox.Store, out: Out) -> None:
        answer = _evaluated(store, self.asked)
        table = not isinstance(answer, ox.QueryTriples)
        form = _liked(self.accept, TABLES if table else GRAPHS, self.asked.form)
        out.head(200, form.content_type)
        try:
            if isinstance(answer, ox.QueryTriples):
                write(answer, out, form.name, _prefixes(self.asked.sparql))
            else:
                file: Any = out
                answer.serialize(file, format=_TYPES[form.name])
        except (RuntimeError, OSError) as error:
            raise Refusal(500, f"The query failed: {error}\n") from error


def _evaluated(store: ox.Store, asked: Asked) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    try:
        default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [
            ox.NamedNode(one) for one in asked.default_graphs
        ]
        named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(one) for one in asked.named_graphs]
    except ValueError as error:
        raise Refusal(400, f"A graph is named that is no IRI: {error}\n") from error
    # The protocol's graphs go before the query's own; without either, questions see the union of all.
    chosen_ones = bool(default or named)
    try:
        return store.query(
            asked.sparql,
            prefixes=dict(checking.PREFIXES),
            use_default_graph_as_union=not chosen_ones and not own_dataset(asked.sparql),
            default_graph=default if chosen_ones else None,
            named_graphs=named if chosen_ones else None,
        )
    except (SyntaxError, ValueError) as error:
        raise Refusal(400, f"{checking.explained(asked.sparql, str(error), 'the query')}\n") from error
    except (RuntimeError, OSError) as error:
        raise Refusal(500, f"The query failed: {error}\n") from error


def _prefixes(sparql: str) -> dict[str, str]:
    """Prefixes that a written graph may use: the query's own, or else all of ours."""
    own = {name: space for name, space in checking.declared(sparql).items() if name and space}
    return own or dict(checking.PREFIXES)


def _liked(accept: str | None, forms: tuple[Form, ...], name: str | None) -> Form:
    form = chosen(accept, forms, name)
    if form is None:
        known = ", ".join(one.types[0] for one in forms)
        raise Refusal(406, f"None of the forms that you accept is there for this answer; there are {known}.\n")
    return form


@dataclass(frozen=True, slots=True)
class Node:
    """What is known of a node, as a page or as RDF. base: of the graph's own IRIs."""

    iri: str
    base: str
    accept: str | None
    form: str | None
    seconds: float
    limit: int

    @property
    def title(self) -> str:
        return f"page of {self.iri}"

    def do(self, store: ox.Store, out: Out) -> None:
        form = _liked(self.accept, NODE_FORMS, self.form)
        try:
            node = ox.NamedNode(self.iri)
        except ValueError:
            raise Refusal(400, f"{self.iri!r} is no IRI.\n") from None
        if not nodes.known(store, node):
            near = search.near(store, self.iri)
            if form is HTML:
                out.head(404, HTML.content_type)
                out.write(pages.missing(self.iri, near))
                return
            hint = f" Near ones: {', '.join(one.iri for one in near)}." if near else ""
            raise Refusal(404, f"The graph has no node <{self.iri}>.{hint}\n")
        out.head(200, form.content_type)
        if form is HTML:
            out.write(pages.node(nodes.view(store, node, self.base)))
            return
        triples = nodes.triples(store, node)
        write(triples, out, form.name, _used_prefixes(triples))


def _used_prefixes(triples: list[ox.Triple]) -> dict[str, str]:
    words = {str(getattr(term, "value", "")) for one in triples for term in (one.subject, one.predicate, one.object)}
    words |= {one.object.datatype.value for one in triples if isinstance(one.object, ox.Literal)}
    return {name: space for name, space in checking.PREFIXES.items() if any(word.startswith(space) for word in words)}


@dataclass(frozen=True, slots=True)
class Search:
    """Nodes that some words may mean, as a page."""

    words: str
    base: str
    seconds: float
    limit: int

    @property
    def title(self) -> str:
        return f"search for {self.words[:100]}"

    def do(self, store: ox.Store, out: Out) -> None:
        out.head(200, HTML.content_type)
        out.write(pages.found(self.words, search.found(store, self.words)))


@dataclass(frozen=True, slots=True)
class Begin:
    """What the server must know first, quickly told: number of triples, bases of documents (pickled)."""

    seconds: float
    limit: int
    title: str = "looking at the graph"

    def do(self, store: ox.Store, out: Out) -> None:
        out.head(200, "application/octet-stream")
        out.write(pickle.dumps((len(store), bases(store))))


@dataclass(frozen=True, slots=True)
class Count:
    """What the graph holds, in figures, for the server itself (pickled)."""

    seconds: float
    limit: int
    title: str = "counting what the graph holds"

    def do(self, store: ox.Store, out: Out) -> None:
        try:
            counted = description.counted(store)
        except (InputError, RuntimeError, OSError) as error:
            raise Refusal(500, f"The graph can't be counted: {error}\n") from error
        out.head(200, "application/octet-stream")
        out.write(pickle.dumps(counted))
