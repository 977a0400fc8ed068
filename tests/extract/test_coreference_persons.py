"""Whom "he" and "she" mean where persons without a name stand beside others; who holds an office by the text."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from diplograph import lexicon
from diplograph.extract import actors, coreference_ranker
from diplograph.extract.actors_scene import Figure
from diplograph.extract.coreference_ranker import Candidate, Weights
from diplograph.model import ActorType, Cast, Document

Parse = Callable[[str], Doc]


def read(parse: Parse, text: str) -> Cast:
    return actors.find(parse(text), Document("test.txt", text, "0" * 64), lexicon.load())


def meant(text: str, cast: Cast, words: str) -> set[str]:
    """Names of the actors with a mention of just these words, where they stand last."""
    begin = text.rindex(words)
    place = (begin, begin + len(words))
    return {one.name for one in cast.actors for at in one.mentions if (at.span.begin, at.span.end) == place}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # Somebody without a name who speaks is rather meant than the one he speaks of.
        ("A cabinet aide said Peter Holm met Ole Berg in Oslo. He gave no details.", "He", set()),
        ("My grandmother voted for Peter Holm five times. She regrets it.", "She", set()),
        (
            "Norway's spokesman Peter Holm said Ole Berg was safe. He added that the trip was over.",
            "He",
            {"Peter Holm"},
        ),
        # Who only stands around the pronoun is not meant.
        ("Peter Holm left for Cairo, a member of his staff said.", "his", {"Peter Holm"}),
        ("President Omar Diallo thanked His Majesty King Karl.", "His", set()),
        ("Asked if he would resign, Peter Holm spoke.", "he", {"Peter Holm"}),
        ("Peter Holm met Ole Berg. Asked about it, the mayor himself smiled.", "himself", set()),
    ],
)
def test_he_and_she(parse: Parse, text: str, words: str, expected: set[str]) -> None:
    assert meant(text, read(parse, text), words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # An office that another word makes another one.
        ("Foreign Minister Peter Holm spoke. Later the Minister of Fisheries left.", "the Minister", set()),
        ("Foreign Minister Peter Holm spoke. The new minister, people say, is shy.", "The new minister", set()),
        ("Former President Omar Diallo spoke in Dakar. The president listened.", "The president", set()),
        ("Gov. Dana Reyes vetoed the bill. The governor called it unwise.", "The governor", {"Dana Reyes"}),
        ("The fisherman Dave Holm, no relation to the minister, laughed.", "the minister", set()),
        (
            "President Omar Diallo fell last week. Envoys visited Diallo at a camp where the ousted leader is held.",
            "the ousted leader",
            {"Omar Diallo"},
        ),
        ("President Omar Diallo took over. Diallo visited the ousted leader.", "the ousted leader", set()),
        # The sentence speaks for another state.
        (
            "President Omar Diallo of Senegal spoke to President Ruth Banda of Malawi. "
            "Norway's government said the president would call again.",
            "the president",
            set(),
        ),
    ],
)
def test_holders(parse: Parse, text: str, words: str, expected: set[str]) -> None:
    assert meant(text, read(parse, text), words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The historian Wilma Straub keeps lists. The historian is shy.", "The historian", {"Wilma Straub"}),
        ("Farid Jabar, a lawyer in Baku, was hopeful. The lawyer smiled.", "The lawyer", {"Farid Jabar"}),
        ("Marta Lund, 58, lives in Oslo. The 58-year-old said that all was well.", "The 58-year-old", {"Marta Lund"}),
        ("Marta Lund and Ole Berg live in Oslo. The lawyer smiled.", "The lawyer", set()),
        (
            "Kasit Pir, now in opposition, is unimpressed. The former minister said nobody had called.",
            "The former minister",
            {"Kasit Pir"},
        ),
        ("Russian envoy Ivan Petrov met Ole Berg. Lunch with the Russian was long.", "the Russian", {"Ivan Petrov"}),
        (
            "Russian envoy Ivan Petrov met Russian minister Petr Lom. Lunch with the Russian was long.",
            "the Russian",
            set(),
        ),
    ],
)
def test_called_again(parse: Parse, text: str, words: str, expected: set[str]) -> None:
    assert meant(text, read(parse, text), words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # Names of several.
        ("Peter Holm met Ole Berg. The Holm-Berg meeting was short.", "Holm", {"Peter Holm"}),
        ("Peter Holm met Ole Berg. Ask the other Berg, Holm said.", "Berg", set()),
        ("Minister Lord Frost arrived late. Later the fisherman Dave Frost laughed.", "Dave Frost", {"Dave Frost"}),
        ("Salim bin Nasser al-Habsi left. Then came Nasser al-Habsi.", "Nasser al-Habsi", {"Nasser al-Habsi"}),
        (
            "Deputy Spokesperson Claire Halden\nLondon\n\nShe spoke.",
            "Deputy Spokesperson Claire Halden",
            {"Claire Halden"},
        ),
        ("US Special Envoy for Middle East Peace George Halden spoke.", "George Halden", {"George Halden"}),
    ],
)
def test_names(parse: Parse, text: str, words: str, expected: set[str]) -> None:
    assert meant(text, read(parse, text), words) == expected


def test_lord_and_fisherman(parse: Parse) -> None:
    text = "Brexit minister Lord Frost waited an hour. In Brixham the fisherman Dave Frost laughed."
    assert meant(text, read(parse, text), "Brexit minister Lord Frost") != {"Dave Frost"}


def test_ranker_abstains() -> None:
    one, other = (Figure(f"person:{number}", name, ActorType.PERSON) for number, name in enumerate(("X", "Y")))
    weights = Weights(0.5, 0.7, 0.95, {"near": 2.0, "nearer": 2.5, "far": 0.0, "nobody": 0.0})
    near, far, close = Candidate(one, ("near",)), Candidate(other, ("far",)), Candidate(other, ("nearer",))
    stranger = Figure("stranger:3", "aide", ActorType.PERSON)
    assert coreference_ranker.choose([near, far], None, weights) is one  # 0.88 of the probability
    assert coreference_ranker.choose([near, close], None, weights) is None  # 0.62
    assert coreference_ranker.choose([near, close], other, weights) is other
    assert coreference_ranker.choose([near, far], stranger, weights) is None
    assert coreference_ranker.choose([far, Candidate(None, ("near",))], None, weights) is None
    assert coreference_ranker.choose([], None, weights) is None


def test_weights() -> None:
    weights = coreference_ranker.load()
    assert 0 < weights.agreed < weights.least < weights.against < 1
    assert weights.weights["main subject:back=1"] > 0
