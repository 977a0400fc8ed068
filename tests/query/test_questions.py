"""Ready questions: complete, described, valid; they answer as the gold's own queries do."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.errors import InputError
from diplograph.query import questions
from diplograph.query.ask import Rows, as_csv, as_json, ask
from diplograph.query.store import open_graph

GOLD = Path(__file__).resolve().parents[1] / "gold"
# Q01 ... Q15 of the gold by our names.
NAMES = (
    "calls-on-day statements-via undated-meetings planned-meetings meetings-in-place who-said-words statements-on-call "
    "near-duplicates who-calls-whom meetings-of-two joint-statements who-condemned chains-of-sources left-out "
    "sources-of-call"
).split()


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return open_graph(GOLD / "seeds" / "reference.ttl")


def test_all_are_named_and_described() -> None:
    known = questions.all_questions()
    assert set(NAMES) < {question.name for question in known} and len(known) >= 30
    assert {question.group for question in known} == set(questions.GROUPS)
    for question in known:
        assert question.title and question.example and len(question.description) < 110
        assert len({each.option for each in question.parameters if each.option}) == sum(
            1 for each in question.parameters if each.option
        )


@pytest.mark.parametrize("question", questions.all_questions(), ids=lambda one: one.name)
def test_rows_have_one_order(question: questions.Question) -> None:
    """Stores break ties as they like, so none is left. (Without ORDER BY, `ask` sorts the rows.)"""
    ordered, grouped = (re.search(rf"^{words} (.*)$", question.sparql, re.M) for words in ("ORDER BY", "GROUP BY"))
    if ordered and grouped:
        assert set(re.findall(r"\?\w+", grouped[1])) <= set(re.findall(r"\?\w+", ordered[1]))


def test_values_by_option() -> None:
    question = questions.named("who-condemned")
    assert questions.by_option(question, {"actor": "A", "other": "B"}) == {"source": "A", "target": "B"}
    with pytest.raises(InputError, match=r'"who-condemned" has no --place; it has --actor, --other'):
        questions.by_option(question, {"place": "X"})


@pytest.mark.parametrize(("number", "name"), list(enumerate(NAMES, start=1)))
def test_same_rows_as_the_gold_query(store: ox.Store, number: int, name: str) -> None:
    question = questions.named(name)
    gold = (GOLD / "queries" / f"Q{number:02}.rq").read_text(encoding="utf-8")
    mine = ask(store, question.sparql, lists=question.lists)
    theirs = ask(store, gold, lists=question.lists)
    assert mine.columns == theirs.columns
    assert sorted(mine.rows, key=str) == sorted(theirs.rows, key=str) and mine.rows  # the gold leaves ties open


def test_values_can_be_set(store: ox.Store) -> None:
    question = questions.named("statements-via")
    rows = ask(store, questions.with_values(question, {"speaker": "Vladimir Putin"}), lists=question.lists)
    assert all("Xi" not in (row[0] or "")[:2] for row in rows.rows)
    quoted = questions.with_values(question, {"speaker": 'a "b" \\ c'})
    assert ask(store, quoted).rows == ()


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("statements-via", {"who": "x"}, 'has no value called "who"; it has speaker, source'),
        ("calls-on-day", {"day": "2025-02-30"}, "'2025-02-30' is no day; write it as YYYY-MM-DD"),
        ("low-confidence", {"below": "half"}, "'half' is no number; write it like 3 or 0.7"),
        ("statements-on-topic", {"words": "(peace"}, "'(peace' is no regular expression"),
        ("calls-on-day", {"day": "24 Feb"}, "'24 Feb' is no day; write it as YYYY-MM-DD"),
        ("call-on-day", {}, 'no question is called "call-on-day"; did you mean "calls-on-day"? --list shows all'),
    ],
)
def test_wrong_names_and_values(name: str, values: dict[str, str], words: str) -> None:
    with pytest.raises(InputError) as error:
        questions.with_values(questions.named(name), values)
    assert words in str(error.value)


def test_forms_of_an_answer() -> None:
    rows = Rows(("name", "documents"), (("Xi", "a.txt | b.txt"), ('say "x", y', None)))
    assert as_csv(rows) == 'name,documents\r\nXi,a.txt | b.txt\r\n"say ""x"", y",\r\n'
    assert '"documents": [\n      "a.txt",\n      "b.txt"\n    ]' in as_json(rows, lists=["documents"])


def test_ask_construct_and_errors(store: ox.Store) -> None:
    assert ask(store, "ASK { ?s ?p ?o }").rows == (("true",),)
    assert ask(store, "CONSTRUCT { ?s <a:p> ?o } WHERE { VALUES (?s ?o) { (<a:b> 1) } }").rows == (("a:b", "a:p", "1"),)
    with pytest.raises(InputError, match="not valid SPARQL"):
        ask(store, "SELECT ?x WHERE {")
