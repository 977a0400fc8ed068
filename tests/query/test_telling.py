"""Facts in a sentence, what contradicts them, and facts found by the words of an article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from diplograph.cli.main import main
from diplograph.errors import InputError
from diplograph.query.store import open_graph
from diplograph.query.telling import named, sentence, sources, tell

HERE = Path(__file__).parent
INVENTED = open_graph(HERE / "invented.ttl")
REFERENCE = HERE.parents[0] / "gold" / "seeds" / "reference.ttl"
SEEDS = open_graph(REFERENCE)
BASE = "https://w3id.org/diplograph/id/"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def test_a_meeting_and_what_contradicts_it() -> None:
    told = tell(INVENTED, "https://example.org/talks", ("d1.txt",))
    assert told.sentence == "Norland and Suderia: talks (cancelled), 2030-04-30."
    [clash] = told.contradictions
    assert (clash.property, clash.value, clash.document) == ("status", "cancelled", "d2.txt")
    assert (clash.other_value, clash.other_document) == ("held", "d1.txt")
    assert clash.other_passage == "Norland and Suderia held talks on 30 April."
    assert told.documents == {"d1.txt": "2030-05-01, The Daily"}


def test_what_is_no_fact_has_no_sentence() -> None:
    assert sentence(SEEDS, BASE + "actor/person/xi-jinping") is None


@pytest.mark.parametrize(
    ("words", "begin"),
    [
        ("HISTORY and reality show", "Xi Jinping said"),
        ("“support each other and achieve common development”", "Xi Jinping said"),
    ],
)
def test_words_of_an_article_give_their_facts(words: str, begin: str) -> None:
    found = named(SEEDS, words, BASE)
    assert 1 <= len(found) <= 5
    assert any((sentence(SEEDS, one) or "").startswith(begin) for one in found)


def test_the_chain_of_sources() -> None:
    [first, *_] = named(SEEDS, "start work on restoring bilateral ties", BASE)
    assert "Russia" in sources(SEEDS, first)


def test_names_in_another_writing_and_the_nearest() -> None:
    assert named(SEEDS, "the kremlin", BASE) == named(SEEDS, "Kremlin", BASE)
    with pytest.raises(InputError, match="nothing called 'Xi Jinpin'") as caught:
        named(SEEDS, "Xi Jinpin", BASE)
    assert caught.value.remedy == 'did you mean "Xi Jinping"?'
    for nothing in ("no such words there", "x", '"'):
        with pytest.raises(InputError, match="nothing called"):
            named(SEEDS, nothing, BASE)


def test_words_are_whole_words() -> None:
    with pytest.raises(InputError):
        named(SEEDS, "istory and reality", BASE)


def test_the_command() -> None:
    done = run("explain", "https://example.org/talks", "--graph", HERE / "invented.ttl")
    assert done.stdout.startswith("Norland and Suderia: talks (cancelled), 2030-04-30.\n")
    assert "status: cancelled (d2.txt), but held (d1.txt)" in done.stdout
    assert "d1.txt (2030-05-01, The Daily), characters 110 to 153" in done.stdout
    several = json.loads(run("explain", "bilateral ties", "--graph", REFERENCE, "--json").stdout)
    assert len(several) > 1 and all(one["sentence"] for one in several)
