"""Sources without a name: who becomes an actor, of which type and name, and who does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from diplograph import lexicon
from diplograph.extract import actors, unnamed
from diplograph.language import attribution
from diplograph.model import Cast, Document

FOUND = [
    ("A harbour pilot said the channel was closed.", [("harbour pilot", "Person", 1)]),
    ("A senior official said the port was shut. The official said it would open soon.", [("official", "Person", 2)]),
    ("Two aid workers said the road was open. They said trucks were moving.", [("aid workers", "Group", 2)]),
    ("Some lawmakers warned that the pact would fail.", [("lawmakers (some)", "Group", 1)]),
    ("Critics say the plan is weak.", [("critics", "Group", 1)]),
    ("Police said the road was closed.", [("police", "Group", 1)]),
    ("Residents in Norway said the road was closed.", [("residents in Norway", "Group", 1)]),
    ("Teachers in public schools said the strike would go on.", [("teachers in public schools", "Group", 1)]),
    ("Many Norwegians say the pact is weak.", [("Norwegians", "Group", 1)]),
    ("The Norwegian mission in Oruro said the road was open.", [("Norwegian mission", "Organization", 1)]),
    ("“It was loud,” a witness told reporters.", [("witness", "Person", 1)]),
]


def cast_of(text: str, parse: Callable[[str], Doc]) -> Cast:
    doc, document = parse(text), Document("test.txt", text, "0" * 64)
    known = lexicon.load()
    read = attribution.propose(doc, "tree")
    return unnamed.with_sources(doc, document, known, actors.find(doc, document, known), read)


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text: str, expected: list[tuple[str, str, int]], parse: Callable[[str], Doc]) -> None:
    made = [one for one in cast_of(text, parse).actors if one.unnamed]
    assert [(one.name, one.type.value, len(one.mentions)) for one in made] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The report said the road was closed.",  # no person or body
        "The minister said the road was closed.",  # could be a named one
        "The two leaders said the road was closed.",
        "The people said the road was closed.",  # says nothing of who they are
        "Their agencies said the road was closed.",  # of owners nobody knows
    ],
)
def test_left_open(text: str, parse: Callable[[str], Doc]) -> None:
    assert not [one.name for one in cast_of(text, parse).actors if one.unnamed]


def test_bare_spokesman_is_the_one_named_later(parse: Callable[[str], Doc]) -> None:
    text = "The port is open, a spokesman said. Norway's foreign ministry spokesman Pablo Rojas gave no date."
    cast = cast_of(text, parse)
    assert not [one for one in cast.actors if one.unnamed]
    (rojas,) = [one for one in cast.actors if one.name == "Pablo Rojas"]
    assert "a spokesman" in [text[mention.span.begin : mention.span.end] for mention in rojas.mentions]


def test_pronoun_goes_on(parse: Callable[[str], Doc]) -> None:
    text = "A spokeswoman said the ferry had sailed. She said nobody was hurt."
    (one,) = [each for each in cast_of(text, parse).actors if each.unnamed]
    assert [text[mention.span.begin : mention.span.end] for mention in one.mentions] == ["A spokeswoman", "She"]


def test_other_gender_does_not(parse: Callable[[str], Doc]) -> None:
    text = "A spokeswoman said the ferry had sailed. He said nobody was hurt."
    (one,) = [each for each in cast_of(text, parse).actors if each.unnamed]
    assert len(one.mentions) == 1
