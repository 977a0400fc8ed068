"""Errors of a query told so that it can be mended; terms that nobody knows."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from diplograph.errors import InputError
from diplograph.query import checking, questions
from diplograph.query.ask import ask


@pytest.mark.parametrize(
    ("sparql", "where", "what", "remedy"),
    [
        ("", "line 1, column 1", "the query is empty", ""),
        ("SELCT ?x { ?x a ?y }", "line 1, column 1", 'unknown word "SELCT"', "did you mean SELECT?"),
        ("SELECT ?x {\n  ?x a ?y FILTR(?y) }", "line 2, column 11", 'unknown word "FILTR"', "did you mean FILTER?"),
        ("SELECT ?x WHERE {\n ?x a ?y", "line 1, column 17", "a { is not closed", ""),
        ("SELECT ?x { ?x a ?y }}", "line 1, column 22", "a } closes nothing", ""),
        ("SELECT ?x { (?x a ?y } )", "line 1, column 22", "a } closes nothing", ""),
        ("SELECT * { ?s ?p 'b }", "line 1, column 18", "a string is not closed", "put a ' at its end"),
        ("SELECT * { ?s ?p nfi:b }", "line 1, column 18", "unknown prefix nfi:", "did you mean nif:?"),
        ("SELECT * { ?s ?p zz:b }", "line 1, column 18", "unknown prefix zz:", "declare it: PREFIX zz: <...>"),
        ("SELECT * { ?s ?p <http://a b> }", "line 1, column 18", "no IRI between < and >", "no blanks"),
        ("SELECT * {\n ?s ?p ;\n}", "line 3, column 1", 'unexpected "}"', ""),
        ("DELETE WHERE { ?s ?p ?o }", "line 1, column 1", "DELETE changes data", "take SELECT"),
        ("PREFIX a: <urn:a>\nINSERT DATA { a:a a:b a:c }", "line 2, column 1", "INSERT changes data", ""),
        ("SELECT (COUNT(?s) AS ?n) ?p { ?s ?p ?o }", "line 1", "neither grouped nor aggregated", "GROUP BY"),
    ],
)
def test_errors(sparql: str, where: str, what: str, remedy: str) -> None:
    with pytest.raises(InputError) as caught:
        ask(ox.Store(), sparql, place="a.rq")
    assert str(caught.value).startswith(f"a.rq, {where}")
    assert f"not valid SPARQL: {what}" in caught.value.what or what in caught.value.what
    assert remedy in (caught.value.remedy or "")


def test_the_line_is_shown_with_a_mark_below() -> None:
    with pytest.raises(InputError) as caught:
        ask(ox.Store(), "SELECT *\n{ ?s foo:a ?o }")
    assert str(caught.value).endswith("\n  { ?s foo:a ?o }\n       ^")
    long = "SELECT * { " + "?s ?p ?o . " * 50 + "?s foo:a ?o }"
    with pytest.raises(InputError) as caught:
        ask(ox.Store(), long)
    shown, mark = str(caught.value).split("\n")[1:]
    assert len(shown) < 110 and shown[mark.index("^") :].startswith("foo:a")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dip:particpant", ["dip:participant"]),
        ("dip:Participant", ["dip:participant"]),
        ("dipv:phonecall", ["dipv:phone-call"]),
        ("<https://w3id.org/diplograph/ontology#meting>", ["<https://w3id.org/diplograph/ontology#Meeting>"]),
        ("nif:anchorof", ["nif:anchorOf"]),
        ("skos:preflabel", ["skos:prefLabel"]),
        ("dip:zzzz", [None]),
        ("dip:participant|^dip:speaker/skos:broader", []),
        ("skos:hiddenLabel , dcterms:created , foaf:name", []),
        ('\'dip:particpant\' , """dip:a \'dip:b""" # dip:particpant', []),
    ],
)
def test_doubts(words: str, found: list[str | None]) -> None:
    assert [one.nearest for one in checking.doubts(f"SELECT * {{ ?s ?p {words}\n }}")] == found


def test_a_prefix_of_one_s_own_wins() -> None:
    assert checking.doubts("PREFIX dip: <urn:x> SELECT * { ?s dip:particpant ?o }") == []
    [doubt] = checking.doubts("PREFIX our: <https://w3id.org/diplograph/ontology#>\nSELECT * {\n ?s our:vai ?o }")
    assert str(doubt) == "line 3, column 5: our:vai is no term of ours; did you mean our:via?"
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:xp"), ox.NamedNode("urn:b")))
    assert len(ask(store, "PREFIX dip: <urn:x> SELECT * { ?s dip:p ?o }").rows) == 1


@pytest.mark.parametrize("question", questions.all_questions(), ids=lambda one: one.name)
def test_no_doubts_about_ready_questions(question: questions.Question) -> None:
    assert checking.doubts(question.sparql) == []


@pytest.mark.parametrize(
    "sparql", ["SELECT * { ?s a :b }", "SELECT ?x WHERE { ?x ~ }", "{", "ASK { 'a' }", "\x00", "é"]
)
def test_nonsense_is_an_error_with_a_place(sparql: str) -> None:
    with pytest.raises(InputError, match=r"the query, line 1, column \d+: not valid SPARQL"):
        ask(ox.Store(), sparql)
