"""Targets of shapes (SHACL, section 2.1.3), and focus nodes as a piece of a query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib.term import Node

from diplograph.validate.forms import NotCompiledError, Path, Targets
from diplograph.validate.terms import in_order, in_query

TYPE = RDF.type.n3()
BELOW = RDFS.subClassOf.n3()


def compile_targets(graph: Graph, shape: Node) -> Targets:
    """The targets of a shape, empty without any. Raises NotCompiledError for a blank node as a target."""
    classes = set(_iris(graph.objects(shape, SH.targetClass)))
    if implicit_class(graph, shape):
        classes |= set(_iris([shape]))
    nodes = in_order(graph.objects(shape, SH.targetNode))
    if any(isinstance(one, BNode) for one in nodes):
        raise NotCompiledError("sh:targetNode with a blank node")
    return Targets(
        classes=tuple(sorted(classes)),
        nodes=tuple(nodes),
        subjects_of=tuple(sorted(_iris(graph.objects(shape, SH.targetSubjectsOf)))),
        objects_of=tuple(sorted(_iris(graph.objects(shape, SH.targetObjectsOf)))),
    )


def implicit_class(graph: Graph, shape: Node) -> set[Node]:
    """The types that make a shape a class too, whose instances it targets (section 2.1.3.3)."""
    meta = {RDFS.Class, *graph.subjects(RDFS.subClassOf, RDFS.Class)}
    return meta & set(graph.objects(shape, RDF.type))


def _iris(nodes: Iterable[Node]) -> Iterable[URIRef]:
    for one in nodes:
        if not isinstance(one, URIRef):
            raise NotCompiledError("a target that is no IRI")
        yield one


@dataclass(frozen=True, slots=True)
class Focus:
    """Some nodes, as a piece of SPARQL that binds a variable to each of them once.

    pattern: with {x} for the variable, and {x} as the start of any other.
    """

    pattern: str

    def bind(self, variable: str) -> str:
        """
        >>> Focus("?{x} a <a:C> .").bind("this")
        '?this a <a:C> .'
        """
        return self.pattern.replace("{x}", variable)


def focus_of(targets: Targets, classes: dict[URIRef, tuple[URIRef, ...] | None]) -> Focus | None:
    """The focus nodes of targets; None when there are none.

    classes: for each target class the classes at or below it that have instances; None: ask the graph.
    """
    parts = []
    for kind in targets.classes:
        below = classes[kind]
        if below is None:
            parts.append(f"?{{x}} {TYPE}/{BELOW}* {kind.n3()} .")
        elif len(below) == 1:
            parts.append(f"?{{x}} {TYPE} {below[0].n3()} .")
        elif below:
            parts.append(f"VALUES ?{{x}}_c {{ {' '.join(one.n3() for one in below)} }} ?{{x}} {TYPE} ?{{x}}_c .")
    if targets.nodes:
        parts.append(f"VALUES ?{{x}} {{ {' '.join(in_query(one) for one in targets.nodes)} }}")
    parts += [f"?{{x}} {one.n3()} ?{{x}}_o ." for one in targets.subjects_of]
    parts += [f"?{{x}}_s {one.n3()} ?{{x}} ." for one in targets.objects_of]
    if not parts:
        return None
    if len(parts) == 1 and (targets.nodes or "_" not in parts[0]) and "*" not in parts[0]:
        return Focus(parts[0])
    return distinct(" UNION ".join(f"{{ {one} }}" for one in parts) if len(parts) > 1 else parts[0])


def values_of(focus: Focus, path: Path | None) -> Focus:
    """The value nodes of some focus nodes, as focus nodes of another shape."""
    if path is None:
        return focus
    start = focus.bind("{x}_f")
    parts = [f"{start} ?{{x}}_f {path.step} ?{{x}} ."] if path.step else []
    parts += [focus.pattern] if path.itself else []
    return distinct(" UNION ".join(f"{{ {one} }}" for one in parts) if len(parts) > 1 else parts[0])


def distinct(pattern: str) -> Focus:
    return Focus(f"{{ SELECT DISTINCT ?{{x}} WHERE {{ {pattern} }} }}")
