"""The shapes, our own and a user's: what the reference engine checks, and what a store checks faster.

Engines start a query for each focus node of a `sh:sparql` constraint. Asked once for all focus nodes, the same query
gives the same rows a thousand times faster: so our own constraints are taken out of the shapes graph and asked as
set queries. A user's `sh:sparql` stays with the reference engine, because pre-binding can differ there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from diplograph import resources
from diplograph.errors import InputError
from diplograph.validate.reading import read_file, read_files

CONSTRAINTS = (SH.property, SH.sparql, SH.nodeKind, SH["class"], SH.datatype, SH["in"], SH.minCount, SH.hasValue)
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)


@dataclass(frozen=True, slots=True)
class SetQuery:
    """A `sh:sparql` constraint to be asked once for all its focus nodes.

    select: prefixes and query with a line for the targets marked by TARGET. message: with {?variable} in it.
    classes, subjects_of: the targets.
    """

    shape: URIRef
    constraint: URIRef
    severity: URIRef
    message: str
    select: str
    classes: tuple[URIRef, ...]
    subjects_of: tuple[URIRef, ...]


@dataclass(frozen=True, slots=True)
class Shapes:
    """core: for the reference engine. queries: for the store. everything: both, to look up labels and paths."""

    core: Graph
    queries: tuple[SetQuery, ...]
    everything: Graph


@cache
def ontology() -> Graph:
    """The subclass axioms of our ontology; don't change it. Nothing else of it takes part in a validation."""
    whole = read_files(resources.files("ontology", "diplograph.ttl"))
    axioms = Graph()
    for below, above in whole.subject_objects(RDFS.subClassOf):
        if isinstance(above, URIRef):
            axioms.add((below, RDFS.subClassOf, above))
    return axioms


@cache
def own_shapes() -> Shapes:
    """The shapes that come with the package; don't change them."""
    whole = read_files(resources.files("shapes", "*.ttl"))
    core = Graph()
    core += whole
    queries = []
    for shape, constraint in sorted(whole.subject_objects(SH.sparql)):
        core.remove((shape, SH.sparql, constraint))
        queries.append(set_query(whole, URIRef(str(shape)), URIRef(str(constraint))))
    return Shapes(core, tuple(queries), whole)


def load(paths: Sequence[Path] = (), *, only_user_shapes: bool = False) -> Shapes:
    """Our shapes and the user's, or the user's alone. Raises InputError: unreadable, or no shape in it."""
    own = Shapes(Graph(), (), Graph()) if only_user_shapes else own_shapes()
    if not paths:
        return own
    core, everything = Graph(), Graph()
    core += own.core
    everything += own.everything
    for path in _files(paths):
        graph = read_file(path)
        require_shapes(graph, path)
        core += graph
        everything += graph
    return Shapes(core, own.queries, everything)


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(path.glob("*.ttl"))
        if not found:
            raise InputError("no file *.ttl in this folder", place=str(path), remedy="name the files of shapes")
        yield from found


def require_shapes(graph: Graph, path: Path) -> None:
    """Raise InputError unless there is a SHACL shape in the graph, and a target for one to start from."""
    typed = any(True for kind in (SH.NodeShape, SH.PropertyShape) for _ in graph.subjects(RDF.type, kind))
    if not typed and not any((None, one, None) in graph for one in CONSTRAINTS):
        raise InputError(
            "no SHACL shape in this file",
            place=str(path),
            remedy="shapes have the type sh:NodeShape or sh:PropertyShape; was it meant as data?",
        )
    shapes = set(graph.subjects(RDF.type, SH.NodeShape)) | set(graph.subjects(RDF.type, SH.PropertyShape))
    implicit = any((one, RDF.type, RDFS.Class) in graph for one in shapes)
    if not implicit and not any((None, one, None) in graph for one in TARGETS):
        raise InputError(
            "shapes without a target check nothing",
            place=str(path),
            remedy="add sh:targetClass, sh:targetNode, sh:targetSubjectsOf or sh:targetObjectsOf",
        )


# ---------- sh:sparql as set queries ----------

TARGET = "#targets#"


def set_query(graph: Graph, shape: URIRef, constraint: URIRef) -> SetQuery:
    """Make one query for all focus nodes of a `sh:sparql` constraint (SHACL, section 5).

    The rows are equal to those of one query for each node because our queries bind $this in their first triple
    pattern, outside of any group; `tests/validate/test_engine.py` compares both.
    """
    select = str(graph.value(constraint, SH.select))
    start = re.search(r"WHERE\s*\{", select)
    assert start, f"{constraint}: no WHERE"
    prefixes = sorted(
        f"PREFIX {graph.value(one, SH.prefix)}: <{graph.value(one, SH.namespace)}>"
        for source in graph.objects(constraint, SH.prefixes)
        for one in graph.objects(source, SH.declare)
    )
    body = select[: start.end()] + "\n" + TARGET + select[start.end() :]
    return SetQuery(
        shape=shape,
        constraint=constraint,
        severity=URIRef(str(graph.value(shape, SH.severity) or SH.Violation)),
        message=str(graph.value(constraint, SH.message)),
        select="\n".join(prefixes) + "\n" + body,
        classes=_iris(graph.objects(shape, SH.targetClass)),
        subjects_of=_iris(graph.objects(shape, SH.targetSubjectsOf)),
    )


def _iris(nodes: Iterable[Node]) -> tuple[URIRef, ...]:
    return tuple(sorted(URIRef(str(one)) for one in nodes))
