"""How sure a statement is: what raises and lowers it, and in which steps it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from spacy.tokens import Doc

from diplograph.extract import statements, statements_confidence
from diplograph.lexicon import reporting
from diplograph.model import Actor, ActorType, Attribution, Cast, Document, Mention, MentionKind, Span

TEXT = "Ingrid Solberg said the fish would be shared."
SOLBERG = Actor("a1", "Ingrid Solberg", ActorType.PERSON, (Mention(Span(0, 14), MentionKind.NAME),))
SURE = Attribution(
    (Span(0, 14),), (Span(15, 19),), (Span(20, 44),), "encoder:speech", 0.94, scores=(0.99, 0.99, 0.98, 0.98)
)
LEXICON = SimpleNamespace(reporting=reporting.load())
Sure = Callable[..., float]


@pytest.fixture
def sure(parse: Callable[[str], Doc]) -> Sure:
    """The confidence of the statement that a proposal becomes."""

    def confidence(proposal: Attribution, *actors: Actor) -> float:
        given: Any = (parse(TEXT), Document("test.txt", TEXT, "0" * 64), LEXICON, Cast(actors), (), (proposal,))
        [(_, found)] = statements.described(*given)
        return statements_confidence.confidence(found, statements_confidence.load())

    return confidence


def test_the_less_sure_the_reader_the_less_sure_the_statement(sure: Sure) -> None:
    doubted = [replace(SURE, scores=(cue, 0.9, content, 0.98)) for cue, content in ((0.99, 0.9), (0.6, 0.7))]
    values = [sure(one, SOLBERG) for one in (SURE, *doubted)]
    assert values == sorted(values, reverse=True)
    assert values[0] > values[-1]


def test_a_rule_that_reads_the_same_confirms(sure: Sure) -> None:
    other = replace(SURE, scores=(0.7, 0.9, 0.8, 0.8))
    apart = replace(other, content=(Span(24, 28),))  # the rule's content is the whole clause
    assert sure(other, SOLBERG) > sure(apart, SOLBERG)


def test_confidence_is_told_in_steps_of_a_twentieth() -> None:
    weights = statements_confidence.Weights(0.0, {"cue": 1.0}, 0.5)
    told = [statements_confidence.confidence({"cue": odds / 7}, weights) for odds in range(-100, 100)]
    assert told == sorted(told)
    assert {round(20 * one, 9) for one in told} == set(range(1, 20))


@pytest.mark.parametrize(("score", "kept"), [(0.99, 1), (0.5, 0)])
def test_what_is_less_sure_than_the_least_is_left_out(parse: Callable[[str], Doc], score: float, kept: int) -> None:
    text = "Ingrid Solberg hummed that the fish would be shared."  # no rule reads it
    proposal = Attribution(
        (Span(0, 14),), (Span(15, 21),), (Span(22, 51),), "encoder:speech", 0.9, scores=(score, score, score, score)
    )
    given: Any = (parse(text), Document("test.txt", text, "0" * 64), LEXICON, Cast((SOLBERG,)), (), (proposal,))
    assert len(statements.described(*given)) == 1
    found = statements.find(*given)
    assert len(found) == kept
    assert all(one.id == "s1" and one.confidence >= statements_confidence.load().least for one in found)


def test_the_weights_that_ship_are_sound() -> None:
    weights = statements_confidence.load()
    assert 0 < weights.least < 0.9
    assert all(weights.weights[name] > 0 for name in ("cue", "content", "source", "a rule agrees"))
    assert all(weights.weights[name] < 0 for name in ("nested", "unknown word", "speaker elsewhere"))
