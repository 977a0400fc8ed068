"""A SPARQL endpoint asked as a store is: the same questions, the same looking up of names.

Only reading: `query` sends SELECT, ASK, CONSTRUCT and DESCRIBE, `quads_for_pattern` a small SELECT for each node, which
is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox

from diplograph.errors import StoreError
from diplograph.query.store import open_graph
from diplograph.query.stores.addresses import checked
from diplograph.query.stores.web import Reply, Web

Term = ox.NamedNode | ox.BlankNode | ox.Literal
ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
_EVERY = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
_ADDRESS = re.compile(r"https?://", re.I)


def is_endpoint(place: str) -> bool:
    """Whether a user names an address rather than a file.

    >>> is_endpoint("http://localhost:7878/query"), is_endpoint("graph.ttl")
    (True, False)
    """
    return bool(_ADDRESS.match(place))


def open_place(place: str, web: Web | None = None) -> ox.Store | Endpoint:
    """A file, an embedded store's folder, or the endpoint at an address. Raises as `open_graph` does."""
    return Endpoint(place, web) if is_endpoint(place) else open_graph(Path(place))


class Endpoint:
    """The query endpoint at an address. graph: IRI of the named graph that is asked; None: what it gives by default.

    Raises StoreError when it can't be reached, refuses, or answers with what is no answer.
    """

    def __init__(self, address: str, web: Web | None = None, *, graph: str | None = None) -> None:
        checked(address)
        self.address = address
        self.graph = graph
        self.web = web or Web()
        self._known: dict[str, list[ox.Quad]] = {}

    def query(
        self, sparql: str, *, prefixes: Mapping[str, str] | None = None, use_default_graph_as_union: bool = False
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """An answer, of the same types as pyoxigraph's. Raises SyntaxError for SPARQL that is none, before it is sent.

        use_default_graph_as_union: the endpoint decides; its settings tell what its default graph is.
        """
        asked = ox.Store().query(sparql, prefixes=dict(prefixes or {}))  # its errors have a line and a column
        used = [name for name in prefixes or {} if re.search(rf"(?<![\w-]){re.escape(name)}:", sparql)]
        head = " ".join(f"PREFIX {name}: <{(prefixes or {})[name]}>" for name in used)
        graph = isinstance(asked, ox.QueryTriples)
        reply = self._sent(f"{head} {sparql}".lstrip(), TRIPLES if graph else ROWS)
        try:
            return _triples(reply) if graph else _rows(reply)
        except (SyntaxError, ValueError) as error:
            raise self._unread(error) from error

    def quads_for_pattern(
        self, subject: Term | None, predicate: ox.NamedNode | None, value: Term | None, graph: object = None
    ) -> Iterator[ox.Quad]:
        """The statements that fit; all of a node are fetched at its first time and kept."""
        if isinstance(subject, ox.NamedNode):
            if subject.value not in self._known:
                self._known[subject.value] = self._matching(subject, None, None)
            for quad in self._known[subject.value]:
                if predicate in (None, quad.predicate) and value in (None, quad.object):
                    yield quad
        elif not any(isinstance(one, ox.BlankNode) for one in (subject, value)):  # nobody can ask for those
            yield from self._matching(subject, predicate, value)

    def _matching(self, subject: Term | None, predicate: Term | None, value: Term | None) -> list[ox.Quad]:
        bound = " ".join(
            f"VALUES ?{name} {{ {term} }}"
            for name, term in (("s", subject), ("p", predicate), ("o", value))
            if term is not None
        )
        rows = self.query(_EVERY.replace("{ ", f"{{ {bound} ", 1))
        assert isinstance(rows, ox.QuerySolutions)
        return [ox.Quad(row["s"], row["p"], row["o"]) for row in rows]

    def everything(self) -> bytes:
        """All triples as N-Triples. Raises StoreError when the endpoint keeps some back (many limit an answer)."""
        [row] = self.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")  # type: ignore[misc]
        number = int(row["n"].value)
        reply = self._sent("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", TRIPLES)
        try:  # parsed, not stored: a store would rewrite numbers
            triples = {one.triple for one in ox.parse(reply.body, format=_form(reply))}
        except (SyntaxError, ValueError) as error:
            raise self._unread(error) from error
        if len(triples) < number:
            raise StoreError(
                f"it has {number:,} triples and gave {len(triples):,}",
                place=self.address,
                remedy="raise the limit of its answers (Virtuoso: ResultSetMaxRows), or export the graph to a file",
            )
        written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        assert written is not None, "serialised into memory"
        return written

    def _unread(self, error: Exception) -> StoreError:
        return StoreError(
            f"its answer can't be read ({error})", place=self.address, remedy="is this a SPARQL query endpoint?"
        )

    def _sent(self, sparql: str, accept: str) -> Reply:
        form = {"query": sparql} | ({"default-graph-uri": self.graph} if self.graph else {})
        return self.web.send(
            "POST",
            self.address,
            body=urlencode(form).encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": accept},
        )


def _rows(reply: Reply) -> ox.QuerySolutions | ox.QueryBoolean:
    xml = reply.kind.endswith("xml")
    return ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.XML if xml else ox.QueryResultsFormat.JSON)


def _form(reply: Reply) -> ox.RdfFormat:
    return ox.RdfFormat.from_media_type(reply.kind) or ox.RdfFormat.TURTLE


def _triples(reply: Reply) -> ox.QueryTriples:
    store = ox.Store()
    store.load(reply.body, format=_form(reply))
    found = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(found, ox.QueryTriples)
    return found
