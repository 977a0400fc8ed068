"""Turtle for people: short names where they are allowed, whole IRIs elsewhere."""

from __future__ import annotations

import pytest

from diplograph.graph.names import DIP, RDF, XSD
from diplograph.graph.terms import Literal, Triple, day, decimal, english
from diplograph.graph.turtle import Section, Writer, ordered

BASE = "https://example.org/id/"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("actor/person/xi-jinping", "person:xi-jinping"),
        ("actor/state/CHN", "state:CHN"),
        ("place/2-de-mayo", "place:2-de-mayo"),
        ("document/2031-05-06-ab", "document:2031-05-06-ab"),
        ("document/2031-05-06-ab#char=1,25", "<document/2031-05-06-ab#char=1,25>"),
        ("meeting/undated/call/a--b/ab", "<meeting/undated/call/a--b/ab>"),
        ("actor/person/x-", "<actor/person/x->"),
        ("actor/person/", "<actor/person/>"),
        ("a/../b", "<https://example.org/id/a/../b>"),
        ("a//b", "<https://example.org/id/a//b>"),
        ("", "<https://example.org/id/>"),
    ],
)
def test_names(path: str, name: str) -> None:
    assert Writer(BASE).name(BASE + path) == name


def test_names_of_others() -> None:
    some = Writer(BASE)
    assert some.name(DIP.Meeting) == "dip:Meeting"
    assert some.name("https://elsewhere.org/x") == "<https://elsewhere.org/x>"
    assert some.name(DIP.space) == "<https://w3id.org/diplograph/ontology#>"
    assert Writer("urn:x:").name("urn:x:/meeting/a") == "<urn:x:/meeting/a>"  # nothing is relative to a urn


def test_literals() -> None:
    some = Writer(BASE)
    assert [some.term(one) for one in (Literal('a "b"'), english("c"), decimal(0.5), Literal("1", XSD.integer))] == [
        '"a \\"b\\""',
        '"c"@en',
        "0.5",
        "1",
    ]


def test_a_file() -> None:
    node = BASE + "actor/person/a"
    triples: list[Triple] = [
        (node, DIP.represents, BASE + "actor/state/X"),
        (node, RDF["type"], DIP.Person),
        (node, RDF["type"], DIP.Actor),
        (node, RDF["type"], DIP.Actor),
    ]
    time: list[Triple] = [(BASE + "time/2031", DIP.earliest, Literal("2031-01-01", XSD.date))]
    sections = [Section("two\nlines", ordered(triples)), Section("nothing", []), Section("times", ordered(time))]
    written = "".join(Writer(BASE).document(sections))
    head, _, body = written.partition("\n\n")
    assert head.startswith(f"@base <{BASE}> .\n@prefix dcterms: ")
    assert body == (
        "# ---------- two lines ----------\n\n"
        "person:a a dip:Actor, dip:Person ;\n    dip:represents state:X .\n\n"
        "# ---------- times ----------\n\n"
        '<time/2031> dip:earliest "2031-01-01"^^xsd:date .\n'
    )


def test_mentions_stand_in_the_order_of_the_text() -> None:
    spans = [(100, 103), (99, 120), (9, 10), (9, 8)]
    some: list[Triple] = [(f"{BASE}document/d#char={a},{b}", DIP.denotes, "x:y") for a, b in spans]
    some.append((f"{BASE}document/d", DIP.denotes, "x:y"))
    assert [subject.rpartition("d")[2] for subject, _, _ in ordered(some)] == [
        "",
        "#char=9,8",
        "#char=9,10",
        "#char=99,120",
        "#char=100,103",
    ]


def test_dates_are_typed() -> None:
    from datetime import date

    assert Writer(BASE).term(day(date(2031, 5, 6))) == '"2031-05-06"^^xsd:date'
