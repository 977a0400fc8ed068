"""Hearers without a name: who becomes a group, and who is left open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from diplograph import lexicon
from diplograph.extract import actors, statements, unnamed, unnamed_hearers
from diplograph.language import attribution
from diplograph.model import Document


def told(text: str, parse: Callable[[str], Doc]) -> tuple[list[str], list[list[str]]]:
    """(names of groups without a name, addressees of each statement)."""
    doc, document, known = parse(text), Document("test.txt", text, "0" * 64), lexicon.load()
    read = attribution.propose(doc, "tree")
    cast = unnamed.with_sources(doc, document, known, actors.find(doc, document, known), read)
    cast = unnamed_hearers.with_hearers(doc, document, known, cast, read)
    names = {one.id: one.name for one in cast.actors}
    said = statements.find(doc, document, known, cast, (), read)
    groups = [one.name for one in cast.actors if one.unnamed and one.type.value == "Group"]
    return groups, [[names[who] for who in one.addressee] for one in said]


@pytest.mark.parametrize(
    ("text", "groups", "addressees"),
    [
        ("Pablo Rojas told reporters the road was closed.", ["reporters"], [["reporters"]]),
        ("“The road is closed,” Pablo Rojas told the travelling press.", ["travelling press"], [["travelling press"]]),
        ("Pablo Rojas told supporters that the pact was dead.", ["supporters"], [["supporters"]]),
        ("In a letter to lawmakers, Pablo Rojas said that the pact was dead.", ["lawmakers"], [["lawmakers"]]),
        ("Pablo Rojas called on lawmakers to reopen the road.", ["lawmakers"], [["lawmakers"]]),
        ("Pablo Rojas told waiting journalists that the road was closed.", ["journalists"], [["journalists"]]),
        ("Pablo Rojas told MPs on Wednesday that the road was closed.", ["MPs"], [["MPs"]]),
        ("Pablo Rojas told the envoy that the road was closed.", [], [[]]),  # could be a named one
        ("Pablo Rojas told both ministers that the road was closed.", [], [[]]),
        ("Pablo Rojas said the road to the ministers was closed.", [], [[]]),
    ],
)
def test_hearers(text: str, groups: list[str], addressees: list[list[str]], parse: Callable[[str], Doc]) -> None:
    assert told(text, parse) == (groups, addressees)


def test_messenger(parse: Callable[[str], Doc]) -> None:
    text = "Pablo Rojas replied through a spokesman that the road was closed."
    doc, document, known = parse(text), Document("test.txt", text, "0" * 64), lexicon.load()
    cast = unnamed_hearers.with_hearers(doc, document, known, actors.find(doc, document, known), ())
    names = {one.id: one.name for one in cast.actors}
    (said,) = statements.find(doc, document, known, cast, (), ())
    assert ([names[who] for who in said.speakers], [names[who] for who in said.via]) == (["Pablo Rojas"], ["spokesman"])


def test_messenger_is_not_the_spokesman_named_later(parse: Callable[[str], Doc]) -> None:
    text = (
        "Pablo Rojas replied through a spokesman that the road was closed. "
        "Norway's foreign ministry spokesman Ola Lund gave no date."
    )
    doc, document, known = parse(text), Document("test.txt", text, "0" * 64), lexicon.load()
    cast = unnamed_hearers.with_hearers(doc, document, known, actors.find(doc, document, known), ())
    assert [one.name for one in cast.actors if one.unnamed] == ["spokesman"]
