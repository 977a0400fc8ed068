"""How sure a meeting's record is: what raises and lowers it, and in which steps it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from diplograph import intervals
from diplograph.model import Actor, ActorType, Cast, Document, MeetingKind, MeetingMention, MeetingStatus, Span, Timex
from diplograph.resolve import meeting_confidence, within_meetings

DOCUMENT = Document("test.txt", "x" * 500 + "\n" + "y" * 500, "0" * 64, published=date(2024, 5, 17))
CAST = Cast(
    (
        Actor("ruto", "William Ruto", ActorType.PERSON, state="KEN"),
        Actor("deby", "Mahamat Deby", ActorType.PERSON, state="TCD"),
    )
)
AGREED = ("heard=sure", "who=same", "state=same", "kind=same", "when=same", "where=neither")
CALL = MeetingMention(
    Span(600, 606),
    Span(590, 640),
    MeetingKind.PHONE_CALL,
    MeetingStatus.HELD,
    ("ruto", "deby"),
    when=Timex(Span(620, 626), intervals.day(date(2024, 5, 14))),
    parties=2,
    traits=AGREED,
    rule="meetings:speak",
    confidence=0.995,
)


def sure(*passages: MeetingMention) -> float:
    (event,) = within_meetings.join(DOCUMENT, CAST, passages)
    return event.confidence


def test_what_both_readers_say_of_two_persons_on_a_day_is_told_with_confidence() -> None:
    assert sure(CALL) >= 0.7


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(replace(CALL, participants=("ruto",), when=None, place="Lome"), id="one of two is not known"),
        pytest.param(replace(CALL, parties=3), id="the words name a third"),
        pytest.param(replace(CALL, confidence=0.5), id="hardly a meeting"),
        pytest.param(replace(CALL, traits=(*AGREED[:2], "state=other", *AGREED[3:])), id="another status to the other"),
        pytest.param(replace(CALL, kind=MeetingKind.TALKS), id="talks"),
        pytest.param(replace(CALL, when=None), id="without a day"),
    ],
)
def test_doubts_lower_it(changed: MeetingMention) -> None:
    events = within_meetings.join(DOCUMENT, CAST, [changed])
    assert all(one.confidence < sure(CALL) for one in events)


def test_steps() -> None:
    weights = meeting_confidence.Weights(0.0, {"a": 0.5, "b": 99.0, "c": -99.0})
    told = [meeting_confidence.confidence(found, weights) for found in ((), ("a",), ("b",), ("c",), ("unheard of",))]
    assert told == [0.5, 0.6, 0.95, 0.05, 0.5]
