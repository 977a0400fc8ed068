"""Who made what: a run reads one document, an extractor (a program with its version) does it.

A run is named after the document and the version, not after the time: reading again gives the same graph, and a fact
that several articles tell has as many runs as it has articles. Facts are tied to words by dip:evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.graph.names import DIP, PROV, RDF, RDFS, SCHEMA
from diplograph.graph.terms import Literal, Triple, english


def run(node: str, document: str, program: str) -> Iterator[Triple]:
    """The reading of one document by a program."""
    yield node, RDF["type"], DIP.Run
    yield node, PROV.used, document
    yield node, PROV.wasAssociatedWith, program


def extractor(node: str, version: str) -> Iterator[Triple]:
    """The program. version: as in "diplograph-0.1.0"."""
    name, _, number = version.rpartition("-")
    yield node, RDF["type"], DIP.Extractor
    yield node, RDFS.label, english(f"{(name or 'diplograph').capitalize()} {number}")
    yield node, SCHEMA.softwareVersion, Literal(number)
