"""Rows of event data, and their codes."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pyoxigraph as ox

from diplograph.export import formats
from diplograph.export.events import Row, codes, rows
from diplograph.export.index import Index
from diplograph.export.reading import Reader
from diplograph.graph.identifiers import BASE
from diplograph.graph.turtle import Section


def test_a_small_graph(told: Section) -> None:
    """The call gives two rows, the act done one without code, the act refused none."""
    call = ("2031-03-04", "2031-03-04", "Ann", "ITA", "Bob", "FRA", "CONSULT", "041", "phone-call")
    rest = ("https://news.example/a", "a.txt | b.txt", "0.9", BASE + "meeting/m")
    back = (*call[:2], *call[4:6], *call[2:4], *call[6:])
    thanks = ("", "", "Italy", "ITA", "France", "FRA", "", "", "thank", "", "b.txt", "", BASE + "act/p")
    assert rows(Index(told.triples)) == [Row(*call, *rest), Row(*back, *rest), Row(*thanks)]


def test_neither_plans_nor_several_meetings_nor_one_delegation_alone(told: Section) -> None:
    text = "\n".join(formats.pieces("ntriples", [told], BASE))
    for old, new in (
        ("vocab/held>", "vocab/planned>"),
        ("vocab/held>", "vocab/denied>"),
        ("actor/state/FRA> .", "actor/state/ITA> ."),
    ):
        reader = Reader()
        reader.add(ox.parse(text.replace(old, new), format=ox.RdfFormat.N_TRIPLES))
        assert not [row for row in rows(Index(reader.triples)) if row.plover == "CONSULT"], new
    dip = "https://w3id.org/diplograph/ontology#"
    several = Index([*told.triples, (BASE + "meeting/m", dip + "minimumCount", "41")])
    assert not [row for row in rows(several) if row.plover == "CONSULT"]


def test_the_seeds(seeds: Section) -> None:
    found = list(csv.DictReader(io.StringIO("".join(formats.pieces("events", [seeds], BASE)))))
    assert len(found) > 10
    calls = [row for row in found if row["cameo"] == "041" and row["date"] == "2025-02-24"]
    assert {(row["source"], row["target"]) for row in calls} == {
        ("Vladimir Putin", "Xi Jinping"),
        ("Xi Jinping", "Vladimir Putin"),
    }
    dates = [row["date"] for row in found]
    assert dates == sorted(dates, key=lambda one: (not one, one))


def test_codes_stand_in_the_conversion_table_of_plover(corpora: Path) -> None:
    text = (corpora / "data" / "plover" / "CAMEO2PLOVER-2021.txt").read_text(encoding="utf-8")
    table = {m[1]: m[2] for line in text.splitlines() if (m := re.match(r"(\d{3,4}): (\w+),", line))}
    known = codes()
    assert len(known) > 35
    for concept, code in known.items():
        assert table.get(code.cameo) == code.plover, concept


def test_every_kind_of_meeting_has_a_code() -> None:
    assert set("call phone-call video-call in-person talks summit visit other".split()) <= set(codes())
