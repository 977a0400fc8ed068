"""Parties of meetings without a name: who becomes an actor, and what is left open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from diplograph import lexicon
from diplograph.extract import actors, dates, meetings, unnamed_parties
from diplograph.model import Cast, Document

FOUND = [
    ("Ana Paz met community leaders in Oruro on Monday.", [("community leaders", "Group")]),
    ("Ana Paz held talks with the army chief in Oruro on Monday.", [("army chief", "Person")]),
    ("Ana Paz met a group of opposition senators on Monday.", [("opposition senators", "Group")]),
    ("Ana Paz held talks with Norwegian students on Monday.", [("Norwegian students", "Group")]),
    ("Paz aides met tribal elders on Monday.", [("tribal elders", "Group")]),
]
OPEN = [
    "Ana Paz met the president in Oruro on Monday.",  # could be a named one
    "Ana Paz met the two ministers on Monday.",
    "Ana Paz met people in Oruro on Monday.",
    "Ana Paz met reporters in Oruro on Monday.",
    "Ana Paz met Norwegian diplomats in Oruro on Monday.",  # Norway
    "Ana Paz met ministers from both countries on Monday.",
    "Ana Paz met other leaders on Monday.",
    "Ana Paz met the committee on Monday.",
    "The road runs past community leaders and their houses.",  # no meeting
    "Ana Paz and Per Dahl last met when regional leaders gathered in Oruro.",  # tells when the other was
]


def casts(text: str, parse: Callable[[str], Doc]) -> tuple[Cast, Cast, set[str]]:
    """Cast before and after, and who takes part in meetings then."""
    doc, document, known = parse(text), Document("test.txt", text, "0" * 64), lexicon.load()
    before, when = actors.find(doc, document, known), dates.find(doc, document, known)
    after, _ = unnamed_parties.entered(doc, document, known, before, when, None)
    met = meetings.find(doc, document, known, after, when)
    return before, after, {one for told in met for one in told.participants}


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text: str, expected: list[tuple[str, str]], parse: Callable[[str], Doc]) -> None:
    before, after, there = casts(text, parse)
    made = [one for one in after.actors[len(before.actors) :] if one.unnamed]
    assert [(one.name, one.type.value) for one in made] == expected
    assert {one.id for one in made} <= there


@pytest.mark.parametrize("text", OPEN)
def test_left_open(text: str, parse: Callable[[str], Doc]) -> None:
    before, after, _ = casts(text, parse)
    assert after == before


def test_sentences_are_read_again_only_where_somebody_is_new(parse: Callable[[str], Doc]) -> None:
    text = (
        "Per Dahl spoke by telephone with Ana Paz on Friday. Ana Paz met community leaders in Oruro on Monday. "
        "They saw her again on Tuesday, and Per Dahl visited Lima."
    )
    doc, document, known = parse(text), Document("test.txt", text, "0" * 64), lexicon.load()
    before, when = actors.find(doc, document, known), dates.find(doc, document, known)
    after, told = unnamed_parties.entered(doc, document, known, before, when, None)
    assert len(after.actors) == len(before.actors) + 1
    assert told == list(meetings.believed(doc, document, known, after, when, None))
    assert told != list(meetings.believed(doc, document, known, before, when, None))
