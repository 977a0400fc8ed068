"""RDF written to a client, the same graph always in the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import pyoxigraph as ox

FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}
"""The writer's formats by the names of `negotiation.GRAPHS`."""


class Sink(Protocol):
    def write(self, data: bytes) -> int: ...

    def flush(self) -> None: ...


def write(triples: Iterable[ox.Triple], sink: Sink, form: str, prefixes: Mapping[str, str]) -> None:
    """Write triples in the order they come. form: a name in `FORMATS`."""
    # The other formats name prefixes in an order of chance, or not at all.
    lent = dict(prefixes) if form in ("turtle", "trig") else None
    output: Any = _PrefixesInOrder(sink) if lent else sink
    ox.serialize(triples, output, format=FORMATS[form], prefixes=lent)
    if lent:
        output.end()


class _PrefixesInOrder:
    """Sorts the lines that declare prefixes: the writer takes them from a table without order."""

    def __init__(self, sink: Sink) -> None:
        self._sink, self._head = sink, bytearray()
        self._over = False

    def write(self, data: bytes) -> int:
        if self._over:
            return self._sink.write(data)
        self._head += data
        *lines, last = self._head.split(b"\n")
        if (last and not b"@prefix ".startswith(last[:8])) or any(not line.startswith(b"@prefix ") for line in lines):
            self.end()
        return len(data)

    def end(self) -> None:
        """Write what is held back."""
        if not self._over:
            self._over = True
            lines = bytes(self._head).splitlines(keepends=True)
            cut = next((at for at, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
            self._sink.write(b"".join(sorted(lines[:cut]) + lines[cut:]))

    def flush(self) -> None:
        if self._over:
            self._sink.flush()
