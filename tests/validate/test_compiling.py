"""Shapes in their typed form: what is compiled, and what is left to the reference engine because of what."""

from __future__ import annotations

import pytest
from rdflib import SH, Graph, URIRef

from diplograph.validate import forms
from diplograph.validate.compile_paths import compile_path
from diplograph.validate.compile_shapes import compile_shapes, starting_only
from diplograph.validate.compile_sparql import FOCUS, WALKED, set_query
from diplograph.validate.forms import NotCompiledError

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <a:> .
"""


def shapes(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


@pytest.mark.parametrize(
    ("path", "step", "itself"),
    [
        (":p", "<a:p>", False),
        ("( :p :q )", "(<a:p>/<a:q>)", False),
        ("[ sh:inversePath :p ]", "^<a:p>", False),
        ("[ sh:alternativePath ( :p :q ) ]", "(<a:p>|<a:q>)", False),
        ("[ sh:zeroOrMorePath :p ]", "<a:p>+", True),
        ("[ sh:oneOrMorePath ( :p :q ) ]", "(<a:p>/<a:q>)+", False),
        ("[ sh:zeroOrOnePath :p ]", "<a:p>", True),
        # A step that may be left out: with it and without it.
        ("( :p [ sh:zeroOrMorePath :q ] )", "((<a:p>/<a:q>+)|<a:p>)", False),
        ("( [ sh:zeroOrOnePath :p ] [ sh:zeroOrMorePath :q ] )", "((<a:p>/<a:q>+)|<a:p>|<a:q>+)", True),
    ],
)
def test_paths(path: str, step: str, itself: bool) -> None:
    graph = shapes(f":s sh:path {path} .")
    found = compile_path(graph, graph.value(URIRef("a:s"), SH.path))  # type: ignore[arg-type]
    assert (found.step, found.itself) == (step, itself)


@pytest.mark.parametrize(
    "path", ["[ ]", '"p"', "( :p )", "[ sh:inversePath ( :p :q ) ]", "[ sh:alternativePath ( :p ) ]"]
)
def test_paths_left(path: str) -> None:
    graph = shapes(f":s sh:path {path} .")
    with pytest.raises(NotCompiledError):
        compile_path(graph, graph.value(URIRef("a:s"), SH.path))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("constraint", "form"),
    [
        ("sh:class :C", forms.Class((URIRef("a:C"),))),
        ("sh:nodeKind sh:IRI", forms.NodeKind(SH.IRI)),
        ("sh:minLength 2", forms.Length(2, True)),
        ('sh:pattern "^a" ; sh:flags "i"', forms.Pattern("^a", "i")),
        ('sh:languageIn ( "en" "DE" )', forms.LanguageIn(("en", "de"))),
        ("sh:in ( :a )", forms.In((URIRef("a:a"),))),
        ("sh:hasValue :a", forms.HasValue(URIRef("a:a"))),
        ("sh:closed true ; sh:ignoredProperties ( :p )", forms.Closed((URIRef("a:p"),))),
    ],
)
def test_constraints(constraint: str, form: forms.Constraint) -> None:
    plan = compile_shapes(shapes(f":s a sh:NodeShape ; sh:targetClass :T ; {constraint} ."))
    [(shape, targets)] = plan.compiled
    assert shape.constraints == (form,) and targets.classes == (URIRef("a:T"),)


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        ("sh:property [ sh:path :p ; sh:minCount 1, 2 ]", "sh:minCount with more than one value"),
        ("sh:property :none", "a shape that is not there"),
        ("sh:node :s", "circle"),
        ("sh:minCount 1", "sh:minCount at a shape without sh:path"),
        ("sh:in ( [] )", "sh:in with a blank node"),
        ('sh:pattern "("', "no regular expression"),
        ('sh:sparql [ sh:select "SELECT $this { } LIMIT 1" ]', "sh:sparql with LIMIT"),
        ('sh:sparql [ sh:select "SELECT $this { $this" ]', "can't read"),
        ("sh:xone ()", "sh:xone without members"),
    ],
)
def test_left_to_the_reference_engine(shape: str, reason: str) -> None:
    plan = compile_shapes(shapes(f":s a sh:NodeShape ; sh:targetClass :T ; {shape} ."))
    [handed] = plan.handed
    assert handed.node == URIRef("a:s") and reason in handed.reason
    assert plan.compiled == ()


def test_one_shape_left_leaves_the_others_compiled() -> None:
    graph = shapes(
        ":s sh:targetClass :T ; sh:class :C . :t sh:targetClass :T ; sh:in ( [] ) . "
        ":u a sh:NodeShape, rdfs:Class ; sh:nodeKind sh:IRI ."
    )
    plan = compile_shapes(graph)
    assert [str(one.node) for one, _ in plan.compiled] == ["a:s", "a:u"] and [str(h.node) for h in plan.handed] == [
        "a:t"
    ]
    left = starting_only(graph, {URIRef("a:t")})
    assert set(left.subjects(SH.targetClass)) == {URIRef("a:t")}
    assert [str(one.node) for one, _ in compile_shapes(left).compiled] == []


def test_user_components_are_left() -> None:
    plan = compile_shapes(
        shapes(
            ":c a sh:ConstraintComponent ; sh:parameter [ sh:path :max ], [ sh:path :more ; sh:optional true ] . "
            ":s sh:targetClass :T ; :max 1 . :t sh:targetClass :T ; :more 1 ; sh:class :C ."
        )
    )
    assert [str(one.node) for one in plan.handed] == ["a:s"]
    assert [str(one.node) for one, _ in plan.compiled] == ["a:t"]


# ---------- sh:sparql ----------


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("SELECT $this { $this :p ?v }", "SELECT ?this {#focus# ?this :p ?v }"),
        ("SELECT DISTINCT ?value { $this :p ?value }", "SELECT DISTINCT ?this ?value {#focus# ?this :p ?value }"),
        (
            "SELECT $this { { FILTER ($this = :a) } UNION { ?x :p ?y } }",
            "SELECT ?this {#focus# {#focus# FILTER (?this = :a) } UNION { ?x :p ?y } }",
        ),
        # EXISTS gets its focus node from outside; paths in it are walked.
        (
            "SELECT $this { $this :a/:b ?c FILTER NOT EXISTS { $this :p/:q ?v . ?v (:x/:y)+ ?z } }",
            "SELECT ?this {#focus# ?this :a/:b ?c FILTER NOT EXISTS { ?this (:p/:q|<urn:x-nowhere>) ?v . "
            "?v (:x/:y)+ ?z } }",
        ),
        ("SELECT $this { $this :p '}' } # $this {", "SELECT ?this {#focus# ?this :p '}' } "),
    ],
)
def test_set_queries(query: str, wanted: str) -> None:
    assert FOCUS in wanted and WALKED[0] == "("
    assert set_query(query, None) == wanted


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { $this ?p ?o }",
        "SELECT $this (COUNT(*) AS ?n) { $this :p ?v } GROUP BY $this",
        "SELECT $this { { SELECT $this { $this :p ?v } } }",
        "SELECT $this { $this :p ?v MINUS { $this :q ?v } }",
        "SELECT (:a AS ?this) { ?x :p ?v }",
        "SELECT $this { GRAPH $shapesGraph { $this :p ?v } }",
        "SELECT $this { $this $PATH ?v }",
        "SELECT $this { $this :p ?v FILTER (DATATYPE(?v) = :d) }",
    ],
)
def test_queries_left(query: str) -> None:
    with pytest.raises(NotCompiledError):
        set_query(query, None)
