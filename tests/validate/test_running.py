"""Constraints one by one on odd values: the compiled queries find what the reference engine finds."""

from __future__ import annotations

import pytest
from rdflib import Graph

from diplograph.validate.engine import check
from diplograph.validate.reading import NAMED as KINDS
from diplograph.validate.reading import Source, parse
from diplograph.validate.shapes import Shapes

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix : <urn:> .
"""
DATA = """
:D rdfs:subClassOf :C . :a a :C . :b a :D . :c a :C, :D .
:a :p 1, "01"^^xsd:integer, 1.0, 1.50, 2, "x", "x"@en, "y"@EN, "z"@en-GB, _:n, :b .
:b :p "2025-02-30"^^xsd:date, "2025-02-28"^^xsd:date, "2025-03-31Z"^^xsd:date, "5"^^xsd:nonNegativeInteger,
    "-5"^^xsd:nonNegativeInteger, "abc"^^xsd:integer, "+7"^^xsd:int, true, "1"^^xsd:boolean, "yes"^^xsd:boolean ;
    :q 3, "3.0"^^xsd:decimal, "2025-03-01"^^xsd:date, "x" .
:c :p 9, "9"^^xsd:nonNegativeInteger, 1e1, "  a  b "^^xsd:token, "a.b", "über", <http://example.org/x> ; :q 9, 9.5 .
:c :next :b . :b :next :a . :a :next :c .
_:n :p "2025-01-01T24:00:00"^^xsd:dateTime, "2025-01-01T10:00:00.000Z"^^xsd:dateTime .
"""
CONSTRAINTS = """
sh:class :C
sh:class :D
sh:class :Nobody
sh:datatype xsd:integer
sh:datatype xsd:decimal
sh:datatype xsd:date
sh:datatype xsd:boolean
sh:datatype xsd:nonNegativeInteger
sh:datatype xsd:string
sh:datatype rdf:langString
sh:datatype xsd:token
sh:datatype xsd:dateTime
sh:datatype :own
sh:nodeKind sh:IRI
sh:nodeKind sh:BlankNodeOrLiteral
sh:minInclusive 2
sh:maxExclusive 1.5
sh:minExclusive "2025-02-28"^^xsd:date
sh:maxInclusive "m"
sh:maxInclusive 1e1
sh:minLength 2
sh:maxLength 2
sh:pattern "^[a-z]"
sh:pattern "^X" ; sh:flags "i"
sh:pattern "\\\\d$"
sh:languageIn ( "en" )
sh:languageIn ( "en-gb" "*" )
sh:in ( 1 "x" :b )
sh:in ( 1.50 "x"@en )
sh:in ( :a :b )
sh:minCount 1
sh:minCount 2
sh:maxCount 0
sh:maxCount 1
sh:maxCount 6
sh:uniqueLang true
sh:hasValue 1
sh:hasValue "01"^^xsd:integer
sh:equals :q
sh:disjoint :q
sh:not [ sh:datatype xsd:integer ]
sh:or ( [ sh:datatype xsd:integer ] [ sh:nodeKind sh:IRI ] )
sh:and ( [ sh:nodeKind sh:Literal ] [ sh:minLength 2 ] )
sh:xone ( [ sh:datatype xsd:integer ] [ sh:nodeKind sh:Literal ] [ sh:class :C ] )
sh:node [ sh:property [ sh:path :p ; sh:maxCount 0 ] ]
sh:property [ sh:path :p ; sh:minCount 1 ]
sh:qualifiedValueShape [ sh:datatype xsd:integer ] ; sh:qualifiedMinCount 2
sh:qualifiedValueShape [ sh:nodeKind sh:Literal ] ; sh:qualifiedMaxCount 3
sh:closed true
""".strip().splitlines()
PATHS = [
    ":p",
    "( :next :p )",
    "[ sh:inversePath :next ]",
    "[ sh:zeroOrMorePath :next ]",
    "( :next [ sh:zeroOrOnePath :p ] )",
]


def graph(text: str) -> Graph:
    return parse(Source((PREFIXES + text).encode(), KINDS["turtle"], "here"))


DATA_GRAPH = graph(DATA)


def same(shapes: str) -> None:
    chosen = Shapes(graph(shapes))
    ours, theirs = check(DATA_GRAPH, chosen), check(DATA_GRAPH, chosen, engine="pyshacl")
    assert ours.handed == ()
    assert ours.results == theirs.results


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("constraint", CONSTRAINTS)
@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
def test_property_shapes(constraint: str, path: str) -> None:
    same(f":s a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path {path} ; {constraint} ] .")


ONLY_WITH_A_PATH = ("Count", "uniqueLang", "qualified")


@pytest.mark.parametrize(
    "constraint", [one for one in CONSTRAINTS if not any(word in one for word in ONLY_WITH_A_PATH)]
)
@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
def test_node_shapes(constraint: str) -> None:
    same(f":s a sh:NodeShape ; sh:targetObjectsOf :p ; {constraint} .")


@pytest.mark.parametrize(
    "targets",
    [
        "sh:targetClass :C, :D",
        "sh:targetClass :D ; sh:targetSubjectsOf :q",
        'sh:targetNode :a, :nowhere, "x", 1.50',
        "sh:targetObjectsOf :p",
        "a rdfs:Class",
        "sh:targetClass :Nobody",
    ],
)
def test_targets(targets: str) -> None:
    same(f":C a sh:NodeShape ; {targets} ; sh:property [ sh:path :p ; sh:maxCount 1 ] ; sh:nodeKind sh:Literal .")


@pytest.mark.parametrize("sign", ["lessThan", "lessThanOrEquals"])
@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
def test_less_than(sign: str) -> None:
    same(f":s sh:targetNode :c ; sh:property [ sh:path :p ; sh:{sign} :q ] .")


def test_sibling_shapes() -> None:
    same(
        ":s sh:targetClass :C ; sh:property [ sh:path :p ; sh:qualifiedValueShape [ sh:nodeKind sh:Literal ] ; "
        "sh:qualifiedValueShapesDisjoint true ; sh:qualifiedMinCount 4 ], [ sh:path :p ; "
        "sh:qualifiedValueShape [ sh:datatype xsd:integer ] ; sh:qualifiedMinCount 1 ] ."
    )


def test_deactivated_shapes() -> None:
    same(":s sh:targetClass :C ; sh:deactivated true ; sh:nodeKind sh:Literal ; sh:property :p . :p sh:path :p .")
    same(":s sh:targetClass :C ; sh:not [ sh:deactivated true ; sh:nodeKind sh:Literal ] .")


def test_the_fall_back_is_announced_and_adds_its_results() -> None:
    found = check(
        DATA_GRAPH,
        Shapes(graph(":s sh:targetClass :C ; sh:in ( [] ) . :t sh:targetClass :C ; sh:nodeKind sh:Literal .")),
    )
    assert [(str(one.node), one.reason) for one in found.handed] == [("urn:s", "sh:in with a blank node")]
    assert {one.component for one in found.results} == {"In", "NodeKind"}
