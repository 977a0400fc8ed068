"""Property paths in SPARQL (SHACL, section 2.3.1).

A path of length zero is kept apart: in SPARQL it would range over every node of the graph, and only those.

>>> from rdflib import Graph
>>> g = Graph().parse(data="@prefix sh: <http://www.w3.org/ns/shacl#> . <a:s> sh:path [ sh:zeroOrMorePath <a:p> ] .")
>>> compile_path(g, g.value(URIRef("a:s"), SH.path))
Path(step='<a:p>+', itself=True, predicate=None, turtle='[ <http://www.w3.org/ns/shacl#zeroOrMorePath> <a:p> ]')
"""

from __future__ import annotations

from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

from diplograph.validate.forms import NotCompiledError, Path
from diplograph.validate.report import path_in_turtle

KINDS = (SH.inversePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath, SH.alternativePath)
_DEPTH = 10  # deeper ones are an error of the reference engine


def compile_path(graph: Graph, node: Node) -> Path:
    """The path that a node of the shapes graph describes. Raises NotCompiledError for an ill-formed one."""
    step, itself = _parts(graph, node, 0)
    return Path(step, itself, node if isinstance(node, URIRef) else None, path_in_turtle(graph, node) or "")


def _parts(graph: Graph, node: Node | None, depth: int) -> tuple[str, bool]:
    """The part that goes at least one step, in SPARQL (empty: none), and whether no step will do."""
    if isinstance(node, URIRef):
        return node.n3(), False
    if not isinstance(node, BNode) or depth > _DEPTH:
        raise NotCompiledError("sh:path that is none")
    if (node, RDF.first, None) in graph:
        return _sequence([_parts(graph, one, depth + 1) for one in graph.items(node)])
    found = [(kind, value) for kind in KINDS for value in graph.objects(node, kind)]
    if len(found) != 1:
        raise NotCompiledError("sh:path that is none")
    kind, value = found[0]
    if kind == SH.alternativePath:
        parts = [_parts(graph, one, depth + 1) for one in graph.items(value)]
        if len(parts) < 2:
            raise NotCompiledError("sh:alternativePath with fewer than two members")
        return _either([step for step, _ in parts]), any(itself for _, itself in parts)
    step, itself = _parts(graph, value, depth + 1)
    if kind == SH.inversePath:
        if not isinstance(value, URIRef):
            # The reference engine walks an inverted sequence in the wrong order; nobody's results would be right.
            raise NotCompiledError("sh:inversePath of more than one property")
        return f"^{step}", itself
    if kind == SH.zeroOrOnePath:
        return step, True
    return (f"{step}+" if step else ""), itself or kind == SH.zeroOrMorePath


def _sequence(parts: list[tuple[str, bool]]) -> tuple[str, bool]:
    if len(parts) < 2:
        raise NotCompiledError("sequence path with fewer than two members")
    step, itself = parts[0]
    for after, zero in parts[1:]:
        both = [f"({step}/{after})"] if step and after else []
        both += [step] if zero and step else []
        both += [after] if itself and after else []
        step, itself = _either(both), itself and zero
    return step, itself


def _either(steps: list[str]) -> str:
    chosen = [one for one in dict.fromkeys(steps) if one]
    return chosen[0] if len(chosen) == 1 else "(" + "|".join(chosen) + ")" if chosen else ""
