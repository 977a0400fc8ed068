"""The shapes as a table for people: of what, which property, what is asked, how grave, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import BNode, Node

from diplograph.graph.vocabulary import DIP, DIPV

PREFIXES = {
    "dip": str(DIP._NS),
    "dipv": str(DIPV._NS),
    "dcterms": "http://purl.org/dc/terms/",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": str(RDF._NS),
    "rdfs": str(RDFS._NS),
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "shape": "https://w3id.org/diplograph/shapes#",
    "skos": str(SKOS._NS),
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_TARGETS = {
    SH.targetClass: "{}",
    SH.targetSubjectsOf: "what has {}",
    SH.targetObjectsOf: "what is value of {}",
}
_SHOWN = 8  # values of a list: more are counted
_ASKED = {  # constraint component -> words; what isn't here is told by the message
    SH.minCount: "at least {}",
    SH.maxCount: "at most {}",
    SH.datatype: "{}",
    SH["class"]: "a {}",
    SH.nodeKind: "{}",
    SH.pattern: "matching {}",
    SH.minLength: "at least {} characters",
    SH.minInclusive: "≥ {}",
    SH.maxInclusive: "≤ {}",
    SH.lessThan: "less than {}",
    SH.equals: "the same as {}",
    SH.disjoint: "other than {}",
    SH.hasValue: "{} among them",
    SH.uniqueLang: "one for each language",
}


def constraints(shapes: Graph) -> Iterator[str]:
    """A heading and the table, one line for each constraint with its message."""
    yield "# Constraints"
    yield ""
    yield "What `diplograph validate` and any SHACL engine say when data break the shapes in `shapes/`."
    yield ""
    yield "| constraint | of | property | asked | severity | message |"
    yield "|---|---|---|---|---|---|"
    owner = {part: one for link in (SH.sparql, SH.property) for one, part in shapes.subject_objects(link)}
    for one in sorted(set(shapes.subjects(SH.message)), key=str):
        severity = shapes.value(one, SH.severity)
        if severity is None and (one, SH.select, None) in shapes:
            severity = shapes.value(owner[one], SH.severity)
        cells = [
            f"`{curie(one)}`",
            ", ".join(_targets(shapes, owner.get(one, one))),
            _path(shapes, shapes.value(one, SH.path)),
            "; ".join(_asked(shapes, one)),
            str(severity or SH.Violation).rsplit("#", 1)[-1],
            str(shapes.value(one, SH.message)),
        ]
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    yield ""


def curie(node: Node) -> str:
    """A short name with a prefix.

    >>> curie(DIP.Meeting)
    'dip:Meeting'
    """
    best = max((iri for iri in PREFIXES.values() if str(node).startswith(iri)), key=len, default="")
    prefix = next((name for name, iri in PREFIXES.items() if iri == best), None)
    return f"{prefix}:{str(node).removeprefix(best)}" if prefix else f"<{node}>"


def _targets(shapes: Graph, shape: Node) -> Iterator[str]:
    for link, told in _TARGETS.items():
        found = [f"`{curie(one)}`" for one in sorted(shapes.objects(shape, link), key=str)]
        if found:
            yield told.format(", ".join(found))


def _path(shapes: Graph, path: Node | None) -> str:
    """A property, or several one after the other; inverse ones marked with ^."""
    if path is None:
        return ""
    if not isinstance(path, BNode):
        return f"`{curie(path)}`"
    inverse = shapes.value(path, SH.inversePath)
    if inverse is not None:
        return f"`^{curie(inverse)}`"
    steps = list(Collection(shapes, path))
    return " / ".join(_path(shapes, one) for one in steps)


def _asked(shapes: Graph, shape: Node) -> Iterator[str]:
    if (shape, RDF.type, SH.SPARQLConstraint) in shapes or (shape, SH.select, None) in shapes:
        yield "a query"
    for link, told in _ASKED.items():
        for value in sorted(shapes.objects(shape, link), key=str):
            yield told.format(_value(link, value))
    for values in shapes.objects(shape, SH["in"]):
        members = [f"`{curie(one)}`" for one in Collection(shapes, values)]
        yield "one of " + (", ".join(members) if len(members) <= _SHOWN else f"{len(members)} in the shape")
    for _ in shapes.objects(shape, SH["or"]):
        yield "one of several forms"
    least = shapes.value(shape, SH.qualifiedMinCount)
    if least is not None:
        yield f"at least {least} that fit a shape"


def _value(link: Node, value: Node) -> str:
    if link == SH.nodeKind:
        return {"IRI": "an IRI", "Literal": "a literal"}.get(str(value).rpartition("#")[2], f"`{curie(value)}`")
    return f"`{curie(value)}`" if isinstance(value, URIRef) else f"`{value}`" if link == SH.pattern else str(value)
