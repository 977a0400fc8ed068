"""Every ready question answers as expected: on what a perfect reader makes of the seeds, and on an invented graph."""

from __future__ import annotations

import io
import re
from csv import reader
from pathlib import Path

import pyoxigraph as ox
import pytest
from scripts import script

from diplograph.query import questions
from diplograph.query.ask import as_csv, as_turtle, ask
from diplograph.query.store import open_graph

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILT = ROOT / "output" / "diplograph.ttl"
graphs = script(HERE / "graphs.py")
NAMES = [question.name for question in questions.all_questions()]


@pytest.mark.parametrize(("where", "name"), graphs.cases())
def test_expected_rows(where: str, name: str) -> None:
    found = list(reader(io.StringIO(as_csv(graphs.answer(where, name)))))
    wanted = list(reader(io.StringIO(graphs.expected(where, name).read_text(encoding="utf-8"))))
    assert found[0] == wanted[0]
    assert sorted(found[1:]) == sorted(wanted[1:])


@pytest.mark.parametrize("name", NAMES)
def test_each_has_rows_and_shows_one_of_them(name: str) -> None:
    rows = graphs.examples("gold", name)
    rows += graphs.examples("invented", name) if name in graphs.INVENTED else []
    assert questions.named(name).example in rows


def test_no_expectation_without_a_question() -> None:
    files = {(path.parent.name, path.stem) for path in graphs.EXPECTED.glob("*/*.csv")}
    assert files == set(graphs.cases())


@pytest.mark.parametrize("name", NAMES)
def test_valid_on_its_own(name: str) -> None:
    """No prefix of ours is lent, so that it can be pasted into any store."""
    question = questions.named(name)
    assert ox.Store().query(question.sparql) is not None
    for prefix, space in re.findall(r"^PREFIX (\w+): <(.*)>$", question.sparql, re.MULTILINE):
        assert f"{prefix}:" in question.sparql.replace(f"PREFIX {prefix}: <{space}>", ""), f"{prefix} is not used"


@pytest.mark.parametrize("name", NAMES)
def test_answered_twice_in_the_same_order(name: str) -> None:
    question = questions.named(name)
    quads = list(graphs.graph("gold"))
    turned = ox.Store()
    turned.extend(reversed(quads))
    assert ask(turned, question.sparql, lists=question.lists) == graphs.answer("gold", name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.skipif(not BUILT.exists(), reason="output/diplograph.ttl is not built (make build)")
def test_runs_on_the_graph_that_was_built(name: str) -> None:
    question = questions.named(name)
    assert ask(built(), question.sparql, lists=question.lists).columns


_built: list[ox.Store] = []


def built() -> ox.Store:
    if not _built:
        _built.append(open_graph(BUILT))
    return _built[0]


@pytest.mark.parametrize(
    ("where", "name", "values", "rows"),
    [
        ("gold", "timeline", {"actor": "Xi Jinping", "from": "2025-02-24", "to": "2025-02-24"}, 15),
        ("gold", "timeline", {"actor": "Xi Jinping", "to": "2025-01-31"}, 3),
        ("gold", "who-met-whom", {"from": "2025-02-20"}, 2),
        ("gold", "who-met-whom", {"from": "2025-02-24"}, 1),
        ("gold", "who-met-whom", {"from": "2025-03-01"}, 0),
        ("gold", "meetings-of-actor", {"actor": "Russia", "place": "Saudi Arabia"}, 1),
        ("gold", "meetings-of-actor", {"actor": "Russia", "place": "Riyadh"}, 1),
        ("gold", "meetings-of-actor", {"actor": "Russia", "place": "Kyiv"}, 0),
        ("gold", "meetings-of-actor", {"actor": "Xi"}, 6),
        ("gold", "statements-about", {"actor": "China", "other": "NATO members (some)"}, 1),
        ("gold", "statements-on-topic", {"words": "truce"}, 1),
        ("gold", "statements-on-topic", {"words": "truce", "actor": "Xi Jinping"}, 0),
        ("gold", "statements-of-actor", {"actor": "Kremlin", "from": "2025-02-25"}, 6),
        ("gold", "low-confidence", {"below": "1.1"}, 135),
        ("gold", "offices", {"actor": "Vladimir Putin"}, 2),
        ("invented", "low-confidence", {"below": "0.5"}, 1),
        ("invented", "attitudes", {"actor": "Erik Voss"}, 0),
        ("invented", "timeline", {"actor": "Holm"}, 3),
        ("invented", "event-rows", {"to": "2030-04-30"}, 1),
    ],
)
def test_values(where: str, name: str, values: dict[str, str], rows: int) -> None:
    question = questions.named(name)
    assert len(ask(graphs.graph(where), questions.with_values(question, values)).rows) == rows


def test_codes_of_acts_are_those_of_the_vocabulary() -> None:
    space = "https://w3id.org/diplograph/vocab/"
    vocabulary = open_graph(ROOT / "ontology" / "vocabulary.ttl")
    rows = ask(
        vocabulary,
        f"""SELECT ?act ?plover ?cameo {{ ?act skos:inScheme <{space}acts> .
        ?act skos:notation ?p , ?c . FILTER(DATATYPE(?p) = dip:PloverCode && DATATYPE(?c) = dip:CameoCode)
        BIND(STR(?p) AS ?plover) BIND(STR(?c) AS ?cameo) }}""",
    ).rows
    written = re.findall(r'^ +\(dipv:(\S+) "(\w+)" "(\w+)"\)$', questions.named("event-rows").sparql, re.MULTILINE)
    assert [(str(act).removeprefix(space), plover, cameo) for act, plover, cameo in rows] == sorted(written)


def test_a_graph_as_turtle() -> None:
    rows = graphs.answer("gold", "meetings-as-schema-events")
    text = as_turtle(rows)
    assert text == as_turtle(graphs.answer("gold", "meetings-as-schema-events"))
    again = {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    assert again == set(rows.graph or ())
    assert text.startswith("@prefix person:") and "@prefix nif:" not in text
