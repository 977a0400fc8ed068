"""Who made what: a run reads one document, an extractor (a program with its version) does it.

A run is named after the document and the version, not after the time: reading again gives the same graph, and a fact
that several articles tell has as many runs as it has articles. Facts are tied to words by dip:evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diplograph.graph.names import DCTERMS, DIP, PROV, RDF, RDFS, SCHEMA
from diplograph.graph.terms import Literal, Triple, english
from diplograph.model import LanguageModel


def run(node: str, document: str, program: str, models: Iterable[str] = ()) -> Iterator[Triple]:
    """The reading of one document by a program with language models."""
    yield node, RDF["type"], DIP.Run
    yield node, PROV.used, document
    yield node, PROV.wasAssociatedWith, program
    for model in models:
        yield node, DIP.model, model


def extractor(node: str, version: str) -> Iterator[Triple]:
    """The program. version: as in "diplograph-0.1.0"."""
    name, _, number = version.rpartition("-")
    yield node, RDF["type"], DIP.Extractor
    yield node, RDFS.label, english(f"{(name or 'diplograph').capitalize()} {number}")
    yield node, SCHEMA.softwareVersion, Literal(number)


def model(node: str, one: LanguageModel) -> Iterator[Triple]:
    """Weights, told apart by their digest."""
    yield node, RDF["type"], DIP.Model
    yield node, RDFS.label, english(f"{one.name} {one.version}")
    yield node, SCHEMA.softwareVersion, Literal(one.version)
    yield node, DCTERMS.identifier, Literal(f"sha256:{one.sha256}")
