"""A graph against the shapes: pySHACL for SHACL core, pyoxigraph for our queries, one report.

What pySHACL is asked, and why so (each of these once cost a wrong report or a factor of four): a plain in-memory
rdflib graph, never a store behind one (its `sh:in` compares "x" with "x"^^xsd:string); subclass axioms in the data
graph, as `ont_graph` is copied and validated too; no inference, since every node carries the classes above its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from pyshacl.errors import ReportableRuntimeError, ShapeLoadError
from rdflib import RDF, RDFS, SH, BNode, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from diplograph.errors import InputError
from diplograph.validate import shapes as shape_files
from diplograph.validate.reading import _term, read_files
from diplograph.validate.report import Report, Result, Severity, path_in_turtle
from diplograph.validate.shapes import TARGET, SetQuery, Shapes


def validate(
    data: Graph | Iterable[Path],
    *,
    shapes: Sequence[Path] = (),
    only_user_shapes: bool = False,
) -> Report:
    """Check data against our shapes and, if given, the user's.

    data: a graph (left as it is) or paths of files. shapes: more files of shapes, or folders of *.ttl.
    only_user_shapes: leave ours out. Raises InputError: a file that can't be read, or shapes that are none.
    """
    graph = flat(data) if isinstance(data, Graph) else read_files(data)
    chosen = shape_files.load(shapes, only_user_shapes=only_user_shapes)
    return check(graph, chosen)


def flat(graph: Graph) -> Graph:
    """A data set's graphs as one; a plain graph as it is."""
    if not isinstance(graph, Dataset):
        return graph
    union = Graph()
    for subject, predicate, value, _ in graph.quads():
        union.add((subject, predicate, value))
    return union


def check(graph: Graph, chosen: Shapes) -> Report:
    """Check a graph against loaded shapes."""
    with_axioms = Graph()
    with_axioms += graph
    with_axioms += shape_files.ontology()
    found = {*core_results(with_axioms, chosen), *query_results(with_axioms, chosen.queries)}
    return Report(tuple(sorted(found, key=Result.key)), len(graph))


# ---------- SHACL core, and a user's queries: pySHACL ----------


def core_results(graph: Graph, chosen: Shapes) -> Iterator[Result]:
    """Results of the reference engine. Raises InputError when it can't make sense of the shapes."""
    try:
        _, results, text = pyshacl.validate(graph, shacl_graph=chosen.core, inplace=True)
    except (ShapeLoadError, ReportableRuntimeError) as error:
        raise InputError(f"the shapes can't be used: {error}", remedy="check them with a SHACL validator") from error
    if not isinstance(results, Graph):
        raise InputError(f"the shapes can't be used: {text}", remedy="check them with a SHACL validator")
    for node in results.subjects(RDF.type, SH.ValidationResult):
        yield _result(results, node)


def _result(results: Graph, node: Node) -> Result:
    source = results.value(node, SH.sourceConstraint) or results.value(node, SH.sourceShape)
    component = str(results.value(node, SH.sourceConstraintComponent))
    severity = str(results.value(node, SH.resultSeverity)).rsplit("#", 1)[-1]
    messages = sorted(results.objects(node, SH.resultMessage), key=lambda one: (_foreign(one), str(one)))
    focus = results.value(node, SH.focusNode)
    assert focus is not None, "a result has a focus node (SHACL, section 3.6.2.1)"
    return Result(
        # A severity of the user's own making ranks as a violation.
        severity=Severity(severity) if severity in set(Severity) else Severity.VIOLATION,
        constraint=str(source) if isinstance(source, URIRef) else "",
        component=component.rsplit("#", 1)[-1].removesuffix("ConstraintComponent"),
        focus=focus,
        path=path_in_turtle(results, results.value(node, SH.resultPath)),
        value=results.value(node, SH.value),
        message=str(messages[0]) if messages else "",
    )


def _foreign(message: Node) -> bool:
    return not (isinstance(message, Literal) and (message.language or "en").startswith("en"))


# ---------- our queries: pyoxigraph ----------


def query_results(graph: Graph, queries: Sequence[SetQuery]) -> Iterator[Result]:
    """Results of our `sh:sparql` constraints, each asked once for all focus nodes."""
    if not queries:
        return
    store = ox.Store()
    store.bulk_extend(_quads(graph))
    for query in queries:
        for target in _targets(query, graph):
            text = query.select.replace(TARGET, target).replace("$this", "?this")
            solutions = store.query(text)
            assert isinstance(solutions, ox.QuerySolutions)
            names = [one.value for one in solutions.variables]
            for row in solutions:
                yield _row(query, {name: _term(row[name]) for name in names if row[name] is not None})


def _targets(query: SetQuery, graph: Graph) -> Iterator[str]:
    """A line of SPARQL that binds ?this to the focus nodes, for each target."""
    for kind in query.classes:
        below = sorted(f"<{one}>" for one in graph.transitive_subjects(RDFS.subClassOf, kind))
        yield f"{{ SELECT DISTINCT ?this {{ VALUES ?class {{ {' '.join(below)} }} ?this a ?class }} }}"
    for predicate in query.subjects_of:
        yield f"{{ SELECT DISTINCT ?this {{ ?this <{predicate}> ?any }} }}"


def _row(query: SetQuery, row: dict[str, Node]) -> Result:
    def fill(match: re.Match[str]) -> str:
        return str(row.get(match[1], match[0]))

    path = row.get("path")
    return Result(
        severity=Severity(str(query.severity).rsplit("#", 1)[-1]),
        constraint=str(query.constraint),
        component="SPARQL",
        focus=row["this"],
        path=None if path is None else path.n3(),
        # Without ?value in the query the value is the focus node (SHACL, section 5.3.2).
        value=row.get("value", row["this"]),
        message=re.sub(r"\{[?$](\w+)\}", fill, query.message),
    )


def _quads(graph: Graph) -> Iterator[ox.Quad]:
    for subject, predicate, value in graph:
        node, link = _to_ox(subject), _to_ox(predicate)
        if isinstance(link, ox.NamedNode) and not isinstance(node, ox.Literal):
            yield ox.Quad(node, link, _to_ox(value))


@cache
def _datatype(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _to_ox(term: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    match term:
        case URIRef():
            return ox.NamedNode(str(term))
        case BNode():
            return ox.BlankNode(str(term))
        case Literal(language=str(tag)):
            return ox.Literal(str(term), language=tag)
        case Literal(datatype=URIRef() as kind):
            return ox.Literal(str(term), datatype=_datatype(str(kind)))
    return ox.Literal(str(term))
