"""The reference engine, pySHACL: for constructs that aren't compiled, and for comparison.

How it is asked, and why so (each of these once cost a wrong report or a factor of four): a plain in-memory rdflib
graph, never a store behind one (its `sh:in` compares "x" with "x"^^xsd:string); subclass axioms in the data graph, as
`ont_graph` is copied and validated too; no inference, since every node carries the classes above its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from diplograph.errors import InputError
from diplograph.validate.compile_shapes import foreign
from diplograph.validate.messages import default_message
from diplograph.validate.report import Result, Severity, path_in_turtle
from diplograph.validate.terms import quiet


def results(graph: Graph, shapes: Graph) -> set[Result]:
    """The results of the reference engine; the graph is left as it is.

    Raises InputError when it can't make sense of the shapes.
    """
    import pyshacl

    try:
        with quiet():
            _, found, text = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    except Exception as error:  # of pyshacl's own, and bare ones of rdflib for queries that it can't read
        raise InputError(f"the shapes can't be used: {error}", remedy="check them with a SHACL validator") from error
    if not isinstance(found, Graph):
        raise InputError(f"the shapes can't be used: {text}", remedy="check them with a SHACL validator")
    # Results below sh:detail explain a result; they are none of their own.
    [report] = found.subjects(RDF.type, SH.ValidationReport)
    return set(_results(found, shapes, report))


def _results(found: Graph, shapes: Graph, report: Node) -> Iterator[Result]:
    for node in found.objects(report, SH.result):
        shape = found.value(node, SH.sourceShape)
        source = found.value(node, SH.sourceConstraint) or shape
        component = str(found.value(node, SH.sourceConstraintComponent)).rsplit("#", 1)[-1]
        component = component.removesuffix("ConstraintComponent")
        severity = str(found.value(node, SH.resultSeverity)).rsplit("#", 1)[-1]
        messages = sorted(found.objects(node, SH.resultMessage), key=lambda one: (foreign(one), str(one)))
        own = any((one, SH.message, None) in shapes for one in (shape, source) if one is not None)
        focus = found.value(node, SH.focusNode)
        assert focus is not None, "a result has a focus node (SHACL, section 3.6.2.1)"
        yield Result(
            # A severity of the user's own making ranks as a violation.
            severity=Severity(severity) if severity in set(Severity) else Severity.VIOLATION,
            constraint=str(source) if isinstance(source, URIRef) else "",
            component=component,
            focus=focus,
            path=path_in_turtle(found, found.value(node, SH.resultPath)),
            value=found.value(node, SH.value),
            # Its own messages list members of sets in any order.
            message=str(messages[0]) if own and messages else default_message(component),
        )
