"""One named graph for each document, and PROV about it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from diplograph.export import formats
from diplograph.export.datasets import Division
from diplograph.graph.identifiers import BASE
from diplograph.graph.names import DIP, PROV, RDF, RDFS
from diplograph.graph.terms import Literal, Term
from diplograph.graph.turtle import Section

A, B = BASE + "document/a", BASE + "document/b"
MEETING = BASE + "meeting/m"


@pytest.fixture(scope="module")
def division(told: Section) -> Division:
    return Division(told.triples)


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "homes"),
    [
        ("document/a", RDF["type"], DIP.Document, {A}),
        ("run/b/x", PROV.used, B, {B}),
        ("document/a#char=0,9", RDF["type"], DIP.Mention, {A}),
        ("assertion/b/1", RDF.subject, MEETING, {B}),
        ("statement/s", DIP.speaker, BASE + "actor/person/ann", {B}),  # told by one: all of it
        ("statement/s", DIP.text, Literal("any"), {B}),
        ("meeting/m", RDF["type"], DIP.Meeting, {A, B}),  # told by two
        ("meeting/m", DIP.evidence, A + "#char=0,9", {A}),
        ("meeting/m", PROV.wasGeneratedBy, BASE + "run/b/x", {B}),
        ("meeting/m", DIP.place, BASE + "place/rome", {B}),  # asserted by one of them
        ("meeting/m", RDFS.label, Literal("Call", language="en"), set()),  # made of both
        ("time/t", DIP.earliest, Literal("2031-03-04"), {A, B}),
        ("actor/state/ITA", RDF["type"], DIP.State, set()),
    ],
)
def test_whose_graph(division: Division, subject: str, predicate: str, value: Term, homes: set[str]) -> None:
    assert division.homes((BASE + subject, predicate, value)) == homes


def test_the_default_graph_tells_of_the_others(told: Section) -> None:
    store = ox.Store()
    store.load("".join(formats.pieces("trig", [told], BASE)), format=ox.RdfFormat.TRIG)
    asked = store.query(
        """PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?graph ?document ?run (COUNT(*) AS ?n) {
            ?graph a prov:Entity ; prov:wasDerivedFrom ?document ; prov:wasGeneratedBy ?run .
            GRAPH ?graph { ?s ?p ?o }
        } GROUP BY ?graph ?document ?run ORDER BY ?graph"""
    )
    found = [tuple(term.value.removeprefix(BASE) for term in row) for row in asked]
    assert found == [("graph/a", "document/a", "run/a/x", "16"), ("graph/b", "document/b", "run/b/x", "43")]


def test_both_formats_say_the_same(seeds: Section) -> None:
    read = [
        {str(quad) for quad in ox.parse("".join(formats.pieces(form, [seeds], BASE)), format=kind)}
        for form, kind in (("trig", ox.RdfFormat.TRIG), ("nquads", ox.RdfFormat.N_QUADS))
    ]
    assert read[0] == read[1]


def test_each_seed_has_its_graph(seeds: Section) -> None:
    store = ox.Store()
    store.load("".join(formats.pieces("nquads", [seeds], BASE)), format=ox.RdfFormat.N_QUADS)
    documents = [one for one, predicate, value in seeds.triples if (predicate, value) == (RDF["type"], DIP.Document)]
    assert sorted(graph.value for graph in store.named_graphs()) == sorted(
        one.replace("/document/", "/graph/") for one in documents
    )
    told_by_several = store.query(
        """PREFIX dip: <https://w3id.org/diplograph/ontology#>
        SELECT (COUNT(DISTINCT ?graph) AS ?n) { GRAPH ?graph { ?meeting a dip:Meeting } } GROUP BY ?meeting"""
    )
    assert max(int(row["n"].value) for row in told_by_several) > 1


def test_a_graph_without_documents_is_its_default_graph() -> None:
    section = Section("", [("urn:a", "urn:p", "urn:b")])
    assert "".join(formats.pieces("nquads", [section], BASE)) == "<urn:a> <urn:p> <urn:b> .\n"
