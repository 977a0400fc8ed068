"""What nobody asserts: negated by other words than "not", left undone, supposed; and what stands in a denial."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from spacy.tokens import Doc

from diplograph.extract import statements
from diplograph.lexicon import reporting
from diplograph.model import Actor, ActorType, Attribution, Cast, Document, Mention, MentionKind, Span

LEXICON = SimpleNamespace(reporting=reporting.load())
Parse = Callable[[str], Doc]
Read = tuple[str, str, str]  # source, cue, content


def told(parse: Parse, text: str, *read: Read, sure: float = 0.96) -> list[tuple[str, str]]:
    """(speaker, content) of each statement."""
    actors = []
    for number, name in enumerate(("Lemke", "Rojas", "Norway", "Gazette"), 1):
        mentions = tuple(Mention(Span(*hit.span()), MentionKind.NAME) for hit in re.finditer(name, text))
        kind = {"Norway": ActorType.STATE, "Gazette": ActorType.MEDIA}.get(name, ActorType.PERSON)
        actors += [Actor(f"a{number}", name, kind, mentions)] if mentions else []
    names = {one.id: one.name for one in actors}

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    proposals = tuple(
        Attribution((span(source),), (span(cue),), (span(content),), "encoder:speech", sure if number == 0 else 0.96)
        for number, (source, cue, content) in enumerate(read)
    )
    document = Document("x", text, "0" * 64)
    found = statements.find(parse(text), document, LEXICON, Cast(tuple(actors)), (), proposals)  # type: ignore[arg-type]
    return [
        (" ".join(names[who] for who in one.speakers), " … ".join(text[at.begin : at.end] for at in one.content))
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Lemke at no time confirmed the sale of the port.", ("Lemke", "confirmed", "the sale of the port")),
        ("Norway by no means demanded that the pact be torn up.", ("Norway", "demanded", "that the pact be torn up")),
        ("Norway no longer insists that the pact be torn up.", ("Norway", "insists", "that the pact be torn up")),
        (
            "Lemke left without confirming that the talks would go on.",
            ("Lemke", "confirming", "that the talks would go on"),
        ),
        ("Had Lemke said that the pact was dead, Rojas would have left.", ("Lemke", "said", "that the pact was dead")),
        ("Lemke refrained from calling it an act of war.", ("Lemke", "calling", "an act of war")),
    ],
)
def test_said_by_nobody(parse: Parse, text: str, read: Read) -> None:
    assert told(parse, text, read) == []


@pytest.mark.parametrize(
    ("text", "read", "left"),
    [
        (
            "Lemke denied that Norway had asked for a pause.",
            [("Lemke", "denied", "that Norway had asked for a pause"), ("Norway", "had asked for", "a pause")],
            [("Lemke", "Norway had asked for a pause")],
        ),
        (
            "Lemke rejected the claim that Norway had asked for a pause.",
            [
                ("Lemke", "rejected", "the claim that Norway had asked for a pause"),
                ("Norway", "had asked for", "a pause"),
            ],
            [("Lemke", "the claim that Norway had asked for a pause")],
        ),
        (
            "Lemke declined to say whether Norway had asked for a pause.",
            [
                ("Lemke", "declined to say", "whether Norway had asked for a pause"),
                ("Norway", "had asked for", "a pause"),
            ],
            [],
        ),
        # what was said is told all the same
        (
            "Lemke declined to say when Norway had asked for a pause.",
            [("Lemke", "declined to say", "when Norway had asked for a pause"), ("Norway", "had asked for", "a pause")],
            [("Norway", "a pause")],
        ),
        (
            "Lemke denied a Gazette report that the port was sold.",
            [
                ("Lemke", "denied", "a Gazette report that the port was sold"),
                ("Gazette", "report", "that the port was sold"),
            ],
            [("Lemke", "a Gazette report that the port was sold"), ("Gazette", "the port was sold")],
        ),
    ],
)
def test_within_a_denial(parse: Parse, text: str, read: list[Read], left: list[tuple[str, str]]) -> None:
    assert told(parse, text, *read) == left


def test_words_after_the_marks(parse: Parse) -> None:
    text = "Lemke said he had “at no time” confirmed the sale."
    assert told(parse, text, ("Lemke", "said", "he had “at no time”")) == [
        ("Lemke", "he had “at no time” confirmed the sale")
    ]


def test_claim_that_nobody_answers_for(parse: Parse) -> None:
    text = "Lemke was surprised by the article, which claimed that Norway had asked for a pause."
    claim = ("the article, which", "claimed", "that Norway had asked for a pause")
    assert told(parse, text, claim, ("Norway", "had asked for", "a pause"), sure=0.45) == []
