"""A shapes graph as a plan: every shape that has targets, in its typed form or handed to the reference engine."""

from __future__ import annotations

from rdflib import RDF, SH, Graph, Literal
from rdflib.term import Node

from diplograph.validate import forms
from diplograph.validate.compile_constraints import compile_constraints
from diplograph.validate.compile_paths import compile_path
from diplograph.validate.compile_sparql import compile_sparql
from diplograph.validate.compile_targets import compile_targets, implicit_class
from diplograph.validate.forms import Handed, NotCompiledError, Plan, Shape
from diplograph.validate.terms import in_order

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


def compile_shapes(graph: Graph) -> Plan:
    """The plan of a shapes graph; the same for the same graph, whatever the order of its triples."""
    compiler = _Compiler(graph)
    compiled, handed = [], []
    for node in starting(graph):
        try:
            targets = compile_targets(graph, node)
            if targets and not deactivated(graph, node):
                compiled.append((compiler.shape(node), targets))
        except NotCompiledError as error:
            handed.append(Handed(node, str(error)))
    return Plan(tuple(compiled), tuple(handed))


def starting(graph: Graph) -> list[Node]:
    """The shapes that may have targets, in order of their names."""
    found = {one for predicate in _TARGETS for one in graph.subjects(predicate)}
    typed = {one for kind in (SH.NodeShape, SH.PropertyShape) for one in graph.subjects(RDF.type, kind)}
    return in_order(found | typed)


def deactivated(graph: Graph, node: Node) -> bool:
    """Does a shape or constraint rest (section 2.1.7)?"""
    return any(isinstance(one, Literal) and bool(one.value) for one in graph.objects(node, SH.deactivated))


class _Compiler:
    """Compiles each shape once; knows which are at work, so that recursion is noticed."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.done: dict[Node, Shape] = {}
        self.left: dict[Node, str] = {}
        self.at_work: list[Node] = []
        self.components = _components(graph)

    def shape(self, node: Node) -> Shape:
        if node in self.left:
            raise NotCompiledError(self.left[node])
        if node not in self.done:
            if node in self.at_work:
                raise NotCompiledError("shapes that refer to each other in a circle")
            self.at_work.append(node)
            try:
                self.done[node] = self._compile(node)
            except NotCompiledError as error:
                self.left[node] = str(error)
                raise
            finally:
                self.at_work.pop()
        return self.done[node]

    def _compile(self, node: Node) -> Shape:
        graph = self.graph
        if isinstance(node, Literal) or (node, None, None) not in graph:
            raise NotCompiledError("a shape that is not there")
        paths = list(graph.objects(node, SH.path))
        if len(paths) > 1 or (not paths and (node, RDF.type, SH.PropertyShape) in graph):
            raise NotCompiledError("a property shape without one sh:path")
        if paths and (node, RDF.type, SH.NodeShape) in graph:
            raise NotCompiledError("a node shape with sh:path")
        severities = in_order(graph.objects(node, SH.severity))
        rests = list(graph.objects(node, SH.deactivated))
        if len(severities) > 1 or len(rests) > 1 or not all(isinstance(one, Literal) for one in rests):
            raise NotCompiledError("sh:severity or sh:deactivated with more than one value")
        for component, parameters in self.components:
            if all((node, one, None) in graph for one in parameters):
                raise NotCompiledError(f"constraint component {component.n3()}")
        path = compile_path(graph, paths[0]) if paths else None
        constraints: list[forms.Constraint] = []
        if not deactivated(graph, node):
            constraints += compile_constraints(graph, node, self.shape)
            found = (compile_sparql(graph, path, one) for one in in_order(graph.objects(node, SH.sparql)))
            constraints += [one for one in found if one is not None]
        return Shape(
            node=node,
            path=path,
            severity=str(severities[0] if severities else SH.Violation),
            message=message(graph, node),
            constraints=tuple(constraints),
        )


def _components(graph: Graph) -> list[tuple[Node, list[Node]]]:
    """Constraint components of the user (section 6), each with its mandatory parameters."""
    found = []
    for node in in_order(set(graph.subjects(SH.parameter))):
        mandatory = [
            path
            for one in graph.objects(node, SH.parameter)
            if not any(isinstance(value, Literal) and value.value for value in graph.objects(one, SH.optional))
            for path in graph.objects(one, SH.path)
        ]
        found.append((node, mandatory))
    return found


def message(graph: Graph, node: Node) -> str | None:
    """The message of a shape, in English if there is one; of several the first by alphabet."""
    found = sorted(graph.objects(node, SH.message), key=lambda one: (foreign(one), str(one)))
    return str(found[0]) if found else None


def foreign(text: Node) -> bool:
    """Is it in another language than English?"""
    return not (isinstance(text, Literal) and (text.language or "en").startswith("en"))


def starting_only(graph: Graph, kept: set[Node]) -> Graph:
    """A copy of the shapes graph in which only some shapes start, for the reference engine."""
    reduced = Graph()
    reduced += graph
    for node in starting(graph):
        if node not in kept:
            for predicate in _TARGETS:
                reduced.remove((node, predicate, None))
            for kind in implicit_class(graph, node):
                reduced.remove((node, RDF.type, kind))
    return reduced
