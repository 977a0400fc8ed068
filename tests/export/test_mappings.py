"""SEM, PLOVER and schema.org: what the queries make of a graph."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery

from diplograph.cli.convert import VOCABULARIES
from diplograph.errors import InputError
from diplograph.export.events import rows
from diplograph.export.index import Index
from diplograph.export.mappings import mapped, names, query
from diplograph.export.reading import Reader
from diplograph.graph.identifiers import BASE
from diplograph.graph.names import DIP, RDF
from diplograph.graph.terms import Literal, Triple
from diplograph.graph.turtle import Section

ROOT = Path(__file__).resolve().parents[2]
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
PLOVER = "https://w3id.org/diplograph/plover#"
SCHEMA = "https://schema.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def gold() -> set[Triple]:
    """The graph that a perfect reader of the seeds makes; it doesn't change with the reader."""
    reader = Reader()
    reader.add(ox.parse(path=str(ROOT / "tests/gold/seeds/reference.ttl"), format=ox.RdfFormat.TURTLE))
    return reader.triples


def types(section: Section) -> Counter[str]:
    return Counter(str(value) for _, predicate, value in section.triples if predicate == RDF["type"])


def of(section: Section, node: str) -> set[tuple[str, str | Literal]]:
    return {(link, value) for subject, link, value in section.triples if subject == BASE + node}


def test_names() -> None:
    assert tuple(names()) == VOCABULARIES
    with pytest.raises(InputError, match="plover, schema, sem"):
        query("cidoc")


@pytest.mark.parametrize("name", VOCABULARIES)
def test_others_can_read_the_queries(name: str) -> None:
    assert prepareQuery(query(name)).algebra.name == "ConstructQuery"


def test_a_call_in_sem(told: Section) -> None:
    found = mapped(told.triples, "sem")
    assert of(found, "meeting/m") == {
        (RDF["type"], SEM + "Event"),
        ("http://www.w3.org/2000/01/rdf-schema#label", Literal("Call", language="en")),
        (SEM + "eventType", "https://w3id.org/diplograph/vocab/phone-call"),
        (SEM + "hasActor", BASE + "actor/person/ann"),
        (SEM + "hasActor", BASE + "actor/person/bob"),
        (SEM + "hasPlace", BASE + "place/rome"),
        (SEM + "hasTime", BASE + "time/t"),
    }
    assert of(found, "time/t") == {
        (RDF["type"], SEM + "Time"),
        (SEM + "hasEarliestBeginTimeStamp", Literal("2031-03-04", XSD + "date")),
        (SEM + "hasLatestEndTimeStamp", Literal("2031-03-04", XSD + "date")),
    }
    assert not of(found, "act/n") and of(found, "act/p")


def test_a_call_in_plover(told: Section) -> None:
    found = mapped(told.triples, "plover")
    records = {node for node, _, value in found.triples if value == PLOVER + "Record"}
    assert len(records) == 2  # thanks have no category
    told_of = [{(link, value) for node, link, value in found.triples if node == record} for record in sorted(records)]
    both = told_of[0] & told_of[1]
    assert both == {
        (RDF["type"], PLOVER + "Record"),
        (PLOVER + "event", Literal("CONSULT")),
        (PLOVER + "mode", Literal("phone")),
        (PLOVER + "date", Literal("2031-03-04", XSD + "date")),
        (PLOVER + "location", Literal("Rome")),
        ("http://www.w3.org/ns/prov#wasDerivedFrom", BASE + "meeting/m"),
    }
    ends = [sorted((str(link), value) for link, value in facts - both) for facts in told_of]
    forth = [(PLOVER + "source", Literal("Ann")), (PLOVER + "target", Literal("Bob"))]
    back = [(PLOVER + "source", Literal("Bob")), (PLOVER + "target", Literal("Ann"))]
    assert forth in ends and back in ends


def test_a_call_in_schema_org(told: Section) -> None:
    found = mapped(told.triples, "schema")
    assert of(found, "meeting/m") == {
        (RDF["type"], SCHEMA + "Event"),
        (SCHEMA + "name", Literal("Call", language="en")),
        (SCHEMA + "eventStatus", SCHEMA + "EventScheduled"),
        (SCHEMA + "startDate", Literal("2031-03-04", XSD + "date")),
        (SCHEMA + "location", BASE + "place/rome"),
        (SCHEMA + "attendee", BASE + "actor/person/ann"),
        (SCHEMA + "attendee", BASE + "actor/person/bob"),
        (SCHEMA + "subjectOf", BASE + "document/a"),
        (SCHEMA + "subjectOf", BASE + "document/b"),
    }
    assert (SCHEMA + "creator", BASE + "actor/person/ann") in of(found, "statement/s")
    assert not of(found, "act/n") and (SCHEMA + "recipient", BASE + "actor/state/FRA") in of(found, "act/p")


@pytest.mark.parametrize(
    ("precision", "date"),
    [
        ("month", Literal("2031-03", XSD + "gYearMonth")),
        ("year", Literal("2031", XSD + "gYear")),
        ("week", None),
        ("unresolved", None),
    ],
)
def test_schema_org_has_dates_as_precise_as_the_words(told: Section, precision: str, date: Literal | None) -> None:
    vocabulary = "https://w3id.org/diplograph/vocab/"
    other = [
        (node, link, vocabulary + precision if value == vocabulary + "day" else value)
        for node, link, value in told.triples
    ]
    found = of(mapped(other, "schema"), "meeting/m")
    assert [value for link, value in found if link == SCHEMA + "startDate"] == ([date] if date else [])


def test_counts_of_the_gold_graph(gold: set[Triple]) -> None:
    assert types(mapped(gold, "sem")) == {
        SEM + "Event": 9,
        SEM + "Actor": 7,
        SEM + "Place": 2,
        SEM + "Time": 5,
        SEM + "ActorType": 3,
        SEM + "EventType": 8,
    }
    assert types(mapped(gold, "plover")) == {PLOVER + "Record": 13}
    schema = types(mapped(gold, "schema"))
    assert (schema[SCHEMA + "NewsArticle"], schema[SCHEMA + "Quotation"]) == (5, 48)
    assert (schema[SCHEMA + "Person"], schema[SCHEMA + "Country"]) == (3, 5)


def test_counts_of_the_committed_graph(seeds: Section) -> None:
    """As many as a count by hand in other words says, whatever the reader finds."""
    index = Index(seeds.triples)
    held = [one for one in index.nodes("Meeting") if index.value(one, DIP.status) == "held"]
    done = [one for one in index.nodes("DiplomaticAct") if index.value(one, DIP.polarity) == "positive"]
    assert types(mapped(seeds.triples, "sem"))[SEM + "Event"] == len(held) + len(done) > 5
    coded = [row for row in rows(index) if row.plover]
    assert types(mapped(seeds.triples, "plover"))[PLOVER + "Record"] == len(coded) > 5
    schema = types(mapped(seeds.triples, "schema"))
    known = [
        one
        for one in index.nodes("Meeting")
        if index.value(one, DIP.status) in ("held", "planned", "cancelled") and not index.value(one, DIP.minimumCount)
    ]
    assert schema[SCHEMA + "Event"] == len(known) > 5
    assert schema[SCHEMA + "Quotation"] == len(index.nodes("Statement")) > 20
    assert schema[SCHEMA + "Action"] == len(done)


@pytest.mark.parametrize(("name", "space"), [("sem", SEM), ("schema", SCHEMA), ("plover", PLOVER)])
def test_the_result_speaks_the_other_vocabulary_and_is_closed(seeds: Section, name: str, space: str) -> None:
    found = mapped(seeds.triples, name).triples
    others = ("http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/ns/prov#wasDerivedFrom", RDF["type"])
    assert all(link.startswith(space) or link in others for _, link, _ in found)
    described = {node for node, link, _ in found if link == RDF["type"]}
    for _, link, value in found:
        if isinstance(value, str) and value.startswith(BASE) and not link.endswith("wasDerivedFrom"):
            assert value in described, (link, value)


def test_modes_stand_in_the_conversion_table_of_plover(corpora: Path) -> None:
    text = (corpora / "data" / "plover" / "CAMEO2PLOVER-2021.txt").read_text(encoding="utf-8")
    table = {m[1]: m[2] for line in text.splitlines() if (m := re.match(r"(\d{3,4}): CONSULT, ([\w-]+),", line))}
    modes = dict(re.findall(r'\(dipv:([\w-]+) "(\w+)"\)', query("plover")))
    assert modes == {"phone-call": table["041"], "visit": table["042"]} and table["043"] == table["042"]
