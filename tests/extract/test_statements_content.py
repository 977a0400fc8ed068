"""Where contents end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from diplograph.extract.quotations import Quotations
from diplograph.extract.statements_content import _after_its_noun, ended, whole_phrase
from diplograph.model import Attribution, Span


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("the mine was shut, but gave no details", "the mine was shut"),
        ("the mine was shut and has provided few details", "the mine was shut"),
        ("the mine was shut, but did not say why", "the mine was shut"),
        ("the mine was shut but declined to name the owner", "the mine was shut"),
        ("the mine was shut and", "the mine was shut"),
        ("the mine was shut, of which", "the mine was shut"),
        ("the mine was shut but the port was open", "the mine was shut but the port was open"),
        ("the crew gave no reason", "the crew gave no reason"),
        ("“the mine was shut, but gave no details”", "“the mine was shut, but gave no details”"),
        ("the road to look at", "the road to look at"),
    ],
)
def test_ended(words: str, kept: str) -> None:
    text = f"Lemke said {words}."
    span = ended(text, Span(11, 11 + len(words)), Quotations(text))
    assert text[span.begin : span.end] == kept


@pytest.mark.parametrize(
    ("text", "cut", "kept"),
    [
        (
            "Norway said it would withdraw its soldiers as it had promised in March.",
            "it would withdraw its soldiers as it had",
            "it would withdraw its soldiers as it had promised in March",
        ),
        (
            "Norway opposed any meeting before the regional court.",
            "any meeting before the regional",
            "any meeting before the regional court",
        ),
        ("Norway backed talks with Chile, the mayor said.", "talks with", "talks with Chile"),
        ("Norway said the ferry had sunk on Sunday.", "the ferry had sunk", "the ferry had sunk"),
    ],
)
def test_whole_phrase(parse: Callable[[str], Doc], text: str, cut: str, kept: str) -> None:
    begin = text.index(cut)
    span = whole_phrase(parse(text), Span(begin, begin + len(cut)), (Span(0, 6),), Quotations(text))
    assert text[span.begin : span.end] == kept


@pytest.mark.parametrize(
    ("text", "cue", "content", "kept"),
    [
        ("Chile had voiced support for the ferry line.", "had voiced support", "for the ferry line", "the ferry line"),
        ("Chile asked for the ferry line.", "asked", "for the ferry line", "for the ferry line"),
        ("Chile said of the ferry line that it leaks.", "said", "that it leaks", "that it leaks"),
    ],
)
def test_a_noun_keeps_its_preposition(
    parse: Callable[[str], Doc], text: str, cue: str, content: str, kept: str
) -> None:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    proposal = Attribution((Span(0, 5),), (span(cue),), (span(content),), "encoder:speech", 0.9)
    found = _after_its_noun(parse(text), proposal, span(content))
    assert text[found.begin : found.end] == kept
