"""The JSON-LD context, made from ontology and shapes.

usage: python -m diplograph.export.context > ontology/context.jsonld
(a test fails when the file is not what this writes)

Our terms have their own names; those of others that the data use have theirs, or the prefixed one where ours has
taken it (dcterms:source). Datatypes are those of the ontology's ranges and of the shapes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, Graph, URIRef
from rdflib.term import Node

from diplograph import resources
from diplograph.graph.turtle import VOCABULARIES
from diplograph.graph.vocabulary import DIP

_ALWAYS = (RDFS.label, RDF.subject, RDF.predicate, RDF.object)  # used by the data without a note in the ontology
_ENGLISH = (RDFS.label, SKOS.prefLabel, SKOS.altLabel)  # as the graph writes them
_POINTING = (RDF.subject, RDF.predicate)
_WHOLE = {XSD.integer, XSD.nonNegativeInteger}  # where the shapes take both, the graph writes the narrower


def context() -> dict[str, Any]:
    """Prefixes, then terms: classes and properties, ours and others', each list by name."""
    ontology = _union("ontology")
    shapes = _union("shapes")
    made: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type"}
    made |= dict(sorted(VOCABULARIES.items()))
    ours = sorted({one for one in ontology.subjects() if isinstance(one, URIRef) and one.startswith(str(DIP._NS))})
    taken = set(made)
    foreign = sorted({*(one for one in ontology.subjects(SKOS.scopeNote) if isinstance(one, URIRef)), *_ALWAYS})
    for term in [*ours, *foreign]:
        name = short = _short(term)
        bare = name.partition(":")[2]
        if bare not in taken:
            name = bare
        taken.add(name)
        entry: dict[str, str] = {"@id": short, **_coercion(term, ontology, shapes)}
        made[name] = short if len(entry) == 1 else entry
    return made


def _union(folder: str) -> Graph:
    graph = Graph()
    for path in resources.files(folder, "*.ttl"):
        graph.parse(path, format="turtle")
    return graph


def _short(term: URIRef) -> str:
    prefix, space = next((name, space) for name, space in VOCABULARIES.items() if term.startswith(space))
    return f"{prefix}:{term.removeprefix(space)}"


def _coercion(term: URIRef, ontology: Graph, shapes: Graph) -> dict[str, str]:
    if term in _ENGLISH:
        return {"@language": "en"}
    kinds = set(_kinds(term, ontology, shapes))
    if kinds == _WHOLE:
        kinds = {XSD.nonNegativeInteger}
    if (term, RDF.type, OWL.ObjectProperty) in ontology or kinds == {SH.IRI} or term in _POINTING:
        return {"@type": "@id"}
    [kind] = kinds if len(kinds) == 1 else [None]
    if kind is None or kind in (XSD.string, RDF.langString):
        return {}
    return {"@type": _short(URIRef(str(kind)))}


def _kinds(term: URIRef, ontology: Graph, shapes: Graph) -> Iterator[Node]:
    """The datatypes that a property's values may have; sh:IRI for nodes."""
    if (term, RDF.type, OWL.DatatypeProperty) in ontology:
        yield from ontology.objects(term, RDFS.range)
    for shape in shapes.subjects(SH.path, term):
        yield from shapes.objects(shape, SH.datatype)
        if (shape, SH.nodeKind, SH.IRI) in shapes or (shape, SH["class"], None) in shapes:
            yield SH.IRI
        for several in shapes.objects(shape, SH["or"]):
            for one in shapes.items(several):
                yield from shapes.objects(one, SH.datatype)


def text() -> str:
    """The published file: a term a line."""
    lines = [f"  {json.dumps(name)}: {json.dumps(told)}" for name, told in context().items()]
    return '{"@context": {\n' + ",\n".join(lines) + "\n}}\n"


if __name__ == "__main__":
    sys.stdout.write(text())
