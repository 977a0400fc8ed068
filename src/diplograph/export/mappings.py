"""Graphs in the words of other vocabularies: one CONSTRUCT query each (ontology/mappings/)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from diplograph import resources
from diplograph.errors import InputError
from diplograph.export.reading import Reader
from diplograph.graph.terms import Triple, ntriples
from diplograph.graph.turtle import Section


def names() -> list[str]:
    """The vocabularies that there is a query for.

    >>> names()
    ['plover', 'schema', 'sem']
    """
    return [path.stem for path in resources.files("ontology/mappings", "*.rq")]


def query(name: str) -> str:
    """The query for a vocabulary. Raises InputError for one that there is none for."""
    if name not in names():
        raise InputError(f"no mapping to {name!r}", remedy=f"choose one of {', '.join(names())}")
    return (resources.folder("ontology/mappings") / f"{name}.rq").read_text(encoding="utf-8")


def prefixes(name: str) -> dict[str, str]:
    """The prefixes that a vocabulary's query declares, with their namespaces.

    >>> prefixes("sem")["sem"]
    'http://semanticweb.cs.vu.nl/2009/11/sem/'
    """
    return dict(re.findall(r"^PREFIX (\w+): <([^>]+)>", query(name), re.MULTILINE))


def mapped(triples: Iterable[Triple], name: str) -> Section:
    """A graph in the words of another vocabulary, in order. Raises InputError for an unknown vocabulary."""
    text = query(name)
    store = ox.Store()
    store.bulk_load(_lines(triples), format=ox.RdfFormat.N_TRIPLES)
    # The codes of kinds and acts stand there.
    store.bulk_load(path=str(resources.folder("ontology") / "vocabulary.ttl"), format=ox.RdfFormat.TURTLE)
    found = store.query(text)
    assert isinstance(found, ox.QueryTriples), "a mapping is a CONSTRUCT query"
    reader = Reader()
    reader.add(ox.Quad(one.subject, one.predicate, one.object) for one in found)
    return reader.section()


def _lines(triples: Iterable[Triple]) -> bytes:
    def lines() -> Iterator[str]:
        for subject, predicate, value in triples:
            yield f"{ntriples(subject)} <{predicate}> {ntriples(value)} .\n"

    return "".join(lines()).encode("utf-8")
