"""What will be sent, request by request: made before anything is sent, and the same each time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox

from diplograph.errors import StoreError
from diplograph.query.stores.addresses import Addresses
from diplograph.query.stores.parts import Part

BATCH = {"graph-store": 50_000, "update": 1_000}  # triples; Virtuoso 7.2.5 fails beyond some 4,000 in one update
WHOLE = 500_000  # triples of a graph that one PUT replaces: one transaction, and the fastest way
NTRIPLES, UPDATE = "application/n-triples", "application/sparql-update"


@dataclass(frozen=True, slots=True)
class Step:
    """One request. body: makes what is sent, when it is needed. triples: how many of the graphs are in it.

    repeatable: whether doing it twice does no harm.
    """

    method: str
    url: str
    kind: str
    body: Callable[[], bytes]
    triples: int
    repeatable: bool = True


def plan(parts: Iterable[Part], to: Addresses, *, replace: bool = False, batch: int | None = None) -> list[Step]:
    """The requests that load graphs.

    replace: what stands in these graphs goes; a graph of several requests is then filled under another name and moved
    to its own at the end, if the store takes updates, so that nobody sees half of it. batch: triples a request, 0 for
    all of a graph at once; by default 50,000 for the Graph Store Protocol (500,000 for replacing), 1,000 for updates.
    Raises StoreError for what the store is known not to take.
    """
    listed = list(parts)
    size = batch
    if size is None:
        size = WHOLE if replace and to.protocol == "graph-store" else BATCH[to.protocol]
    if not to.default_graph and any(part.name is None for part in listed):
        raise StoreError(
            f"{to.name} has no default graph to write into", place=to.given, remedy="name one with --graph IRI"
        )
    make = _by_update if to.protocol == "update" else _by_graph
    return list(make(listed, to, replace, size))


def _by_graph(parts: list[Part], to: Addresses, replace: bool, size: int) -> Iterator[Step]:
    assert to.graph_store is not None
    for part in parts:
        batches = list(part.batches(size))
        aside = replace and len(batches) > 1 and to.update is not None and to.name is not None
        url = graph_url(to.graph_store, aside_of(part.name) if aside else part.name)
        if aside:
            yield _dropped(to, aside_of(part.name))
        for number, triples in enumerate(batches):
            put = replace and number == 0 and not aside
            blank = number == 0 and part.blank > 0
            yield Step("PUT" if put else "POST", url, NTRIPLES, _lines(triples), len(triples), put or not blank)
        if aside:
            yield _moved(to, part.name)


def _by_update(parts: list[Part], to: Addresses, replace: bool, size: int) -> Iterator[Step]:
    waiting: list[Part] = []

    def together() -> Iterator[Step]:
        """Several small graphs in one request."""
        if waiting:
            yield _inserted(to, tuple(waiting), replace, replace or not any(part.blank for part in waiting))
            waiting.clear()

    for part in parts:
        batches = list(part.batches(size))
        if len(batches) == 1:
            if size and waiting and sum(len(one.triples) for one in waiting) + len(part.triples) > size:
                yield from together()
            waiting.append(part)
            continue
        yield from together()
        name = aside_of(part.name) if replace else part.name
        if replace:
            yield _dropped(to, aside_of(part.name))
        for number, triples in enumerate(batches):
            yield _inserted(to, (Part(name, triples),), repeatable=not (number == 0 and part.blank))
        if replace:
            yield _moved(to, part.name)
    yield from together()


def graph_url(graph_store: str, name: str | None) -> str:
    """The address of a graph (Graph Store HTTP Protocol, section 4.2)."""
    which = "graph=" + quote(name, safe="") if name is not None else "default"
    return graph_store + ("&" if "?" in graph_store else "?") + which


def aside_of(name: str | None) -> str:
    """The name under which a graph is filled before it takes its place."""
    return "urn:diplograph:loading:" + hashlib.sha256((name or "").encode()).hexdigest()[:12]


def _update(to: Addresses, text: Callable[[], str], triples: int = 0, repeatable: bool = True) -> Step:
    assert to.update is not None
    return Step("POST", to.update, UPDATE, lambda: text().encode("utf-8"), triples, repeatable)


def _dropped(to: Addresses, name: str) -> Step:
    return _update(to, lambda: f"DROP SILENT GRAPH <{name}>")


def _moved(to: Addresses, name: str | None) -> Step:
    """In one request, so that it is one transaction where a store has them; Jena 4.5 does not do it by MOVE."""
    aside, target = aside_of(name), _target(name)
    insert = "{ ?s ?p ?o }" if name is None else f"{{ {target} {{ ?s ?p ?o }} }}"
    steps = (
        f"DROP SILENT {target}",
        f"INSERT {insert} WHERE {{ GRAPH <{aside}> {{ ?s ?p ?o }} }}",
        f"DROP SILENT GRAPH <{aside}>",
    )
    return _update(to, lambda: " ;\n".join(steps))


def _inserted(to: Addresses, parts: tuple[Part, ...], replace: bool = False, repeatable: bool = True) -> Step:
    return _update(to, lambda: _inserts(parts, replace), sum(len(part.triples) for part in parts), repeatable)


def _target(name: str | None) -> str:
    return "DEFAULT" if name is None else f"GRAPH <{name}>"


def _inserts(parts: tuple[Part, ...], replace: bool) -> str:
    clear = [f"DROP SILENT {_target(part.name)} ;\n" for part in parts] if replace else []
    graphs = []
    for part in parts:
        lines = _lines(part.triples)().decode("utf-8")
        graphs.append(lines if part.name is None else f"GRAPH <{part.name}> {{\n{lines}}}\n")
    return "".join([*clear, "INSERT DATA {\n", *graphs, "}\n"])


def _lines(triples: tuple[ox.Triple, ...]) -> Callable[[], bytes]:
    def body() -> bytes:
        written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        assert written is not None, "serialised into memory"
        return written

    return body
