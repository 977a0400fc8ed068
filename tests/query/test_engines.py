"""Another engine gives the same answers, and the bench measures what it says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from scripts import script

from diplograph.query import questions

HERE = Path(__file__).resolve().parent


graphs = script(HERE / "graphs.py")
bench = script(HERE.parents[1] / "bench" / "queries.py")


@cache
def in_rdflib(where: str) -> rdflib.Graph:
    triples = ox.serialize((quad.triple for quad in graphs.graph(where)), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=triples, format="nt")


@pytest.mark.parametrize("name", [question.name for question in questions.all_questions()])
@pytest.mark.parametrize("where", ["gold", "invented"])
def test_rdflib_answers_as_pyoxigraph_does(where: str, name: str) -> None:
    question = questions.named(name)
    mine = bench.comparable(bench.ask(graphs.graph(where), question.sparql, lists=question.lists))
    assert bench.by_rdflib(in_rdflib(where), question) == mine


def test_a_replicated_graph() -> None:
    source = sorted(graphs.graph("gold"), key=str)
    triples = list(bench.replicated(source, 100, 1))
    assert triples == list(bench.replicated(source, 100, 1)) != list(bench.replicated(source, 100, 2))
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    counts = "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a %s }"

    def count(kind: str) -> str | None:
        return bench.ask(store, counts % kind).rows[0][0]

    assert count("dip:Document") == "100" and count("dip:Meeting") == "180" and count("dip:State") == "5"
    names = bench.ask(
        store, "SELECT ?d (COUNT(?n) AS ?c) { ?d dcterms:identifier ?n } GROUP BY ?d HAVING(COUNT(?n) > 1)"
    )
    assert names.rows == ()
