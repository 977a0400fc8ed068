"""The shapes, our own and a user's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import RDF, RDFS, SH, Graph, URIRef

from diplograph import resources
from diplograph.errors import InputError
from diplograph.validate.compile_shapes import compile_shapes
from diplograph.validate.forms import Plan
from diplograph.validate.reading import read_file, read_files

CONSTRAINTS = (SH.property, SH.sparql, SH.nodeKind, SH["class"], SH.datatype, SH["in"], SH.minCount, SH.hasValue)
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """A graph of shapes; don't change it once it is compiled."""

    everything: Graph

    def plan(self) -> Plan:
        """The shapes, compiled once."""
        return _plan(self)


@cache
def _plan(shapes: Shapes) -> Plan:
    return compile_shapes(shapes.everything)


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
    return Shapes(read_files(resources.files("shapes", "*.ttl")))


def load(paths: Sequence[Path] = (), *, only_user_shapes: bool = False) -> Shapes:
    """Our shapes and the user's, or the user's alone. Raises InputError: unreadable, or no shape in it."""
    if not paths:
        return Shapes(Graph()) if only_user_shapes else own_shapes()
    everything = Graph()
    if not only_user_shapes:
        everything += own_shapes().everything
    for path in _files(paths):
        graph = read_file(path)
        require_shapes(graph, path)
        everything += graph
    return Shapes(everything)


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
