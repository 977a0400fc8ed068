"""What joins against the odds of the learnt weights, and persons of whom nobody says whose they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from diplograph import intervals
from diplograph.model import Actor, ActorType, Cast, Document, MeetingKind, MeetingMention, MeetingStatus, Span, Timex
from diplograph.resolve import within_meetings_pairs as pairs
from diplograph.resolve.within_meetings import join

STATE, PERSON = ActorType.STATE, ActorType.PERSON
CAST = Cast(
    (
        Actor("malta", "Malta", STATE, state="MLT"),
        Actor("libya", "Libya", STATE, state="LBY"),
        Actor("borg", "Karmenu Borg", PERSON),
        Actor("salem", "Idris Salem", PERSON),
        Actor("vella", "Rita Vella", PERSON, state="MLT"),
        Actor("kern", "Ute Kern", PERSON, state="AUT"),
    )
)
TALKS, HELD = MeetingKind.TALKS, MeetingStatus.HELD


def said(at: int, *who: str, **fields: object) -> MeetingMention:
    plain = MeetingMention(
        Span(at, at + 5), Span(at - 5, at + 20), MeetingKind.IN_PERSON, HELD, who, rule="meetings:meet", confidence=0.9
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def events(*passages: MeetingMention, text: str = "x" * 3000) -> list[tuple[tuple[str, ...], str, int]]:
    """Parties, status and number of passages of each event."""
    found = join(Document("test.txt", text, "0" * 64), CAST, passages)
    return [(one.participants, one.status.value, len(one.evidence)) for one in found]


TITLED = "x" * 60 + "\n" + "x" * 3000
OFF, PLAN = {"status": MeetingStatus.CANCELLED}, {"status": MeetingStatus.PLANNED}


@pytest.mark.parametrize(
    ("passages", "text", "expected"),
    [
        pytest.param(
            [said(10, "malta", "libya"), said(100, "borg", "salem")],
            TITLED,
            [(("borg", "salem"), "held", 2)],
            id="a headline with states, persons below",
        ),
        pytest.param(
            [said(10, "malta", "libya"), said(100, "vella", "salem")],
            TITLED,
            [(("vella", "salem"), "held", 2)],
            id="one of the two is known",
        ),
        pytest.param(
            [said(10, "malta", "libya"), said(100, "kern", "salem")],
            TITLED,
            [(("malta", "libya"), "held", 1), (("kern", "salem"), "held", 1)],
            id="one of a third state",
        ),
        pytest.param(
            [said(10, "malta", "libya"), said(1500, "borg", "salem")],
            TITLED,
            [(("malta", "libya"), "held", 1), (("borg", "salem"), "held", 1)],
            id="far below the headline",
        ),
        pytest.param(
            [said(100, "malta", "libya"), said(200, "borg", "salem")],
            "x" * 3000,
            [(("malta", "libya"), "held", 1), (("borg", "salem"), "held", 1)],
            id="no headline",
        ),
        pytest.param(
            [said(10, "malta", "libya", **OFF), said(100, "borg", "salem", **PLAN), said(900, "libya", "malta", **OFF)],
            "x" * 3000,
            [(("borg", "salem"), "cancelled", 3)],
            id="called off, and the states again",
        ),
        pytest.param(
            [said(10, "borg", "salem"), said(100, "malta", "libya", definite=True)],
            "x" * 3000,
            [(("borg", "salem"), "held", 1), (("malta", "libya"), "held", 1)],
            id="states named after persons are not they",
        ),
    ],
)
def test_persons_of_unknown_states(
    passages: list[MeetingMention], text: str, expected: list[tuple[tuple[str, ...], str, int]]
) -> None:
    assert events(*passages, text=text) == expected


MEAL = {"definite": True, "rule": "meetings:meal"}


@pytest.mark.parametrize(
    ("second", "text", "number"),
    [
        pytest.param(said(200, kind=TALKS, definite=True), "x" * 3000, 2, id="the talks, in the same paragraph"),
        pytest.param(
            said(200, kind=TALKS, definite=True), "x" * 90 + "\n" + "x" * 3000, 1, id="the talks, in another one"
        ),
        pytest.param(said(200, **MEAL), "x" * 3000, 1, id="the dinner beside a meeting"),
        pytest.param(said(900, "borg", "salem"), "x" * 3000, 1, id="the same two, further down"),
        pytest.param(said(900, "borg", "salem", definite=True), "x" * 3000, 2, id="their meeting, further down"),
        pytest.param(said(200, "borg", "salem"), "x" * 3000, 2, id="the same two, in the next sentence"),
        pytest.param(
            said(900, "borg", "salem", evidence=Span(880, 920)), "x" * 885 + " also " + "x" * 3000, 2, id="also"
        ),
    ],
)
def test_against_the_odds(monkeypatch: pytest.MonkeyPatch, second: MeetingMention, text: str, number: int) -> None:
    """Where the weights say one in ten, little joins; number: passages of the first event."""
    monkeypatch.setattr(pairs, "probability", lambda found, weights: 0.1)
    assert events(said(10, "borg", "salem"), second, text=text)[0][2] == number


MAY_3 = Timex(Span(40, 45), intervals.day(date(2024, 5, 3)))


@pytest.mark.parametrize(
    ("text", "at", "published", "number"),
    [
        pytest.param("meeting", 900, date(2024, 5, 17), 1, id="told too far after one of earlier days"),
        pytest.param("meeting", 200, date(2024, 5, 17), 2, id="just after it"),
        pytest.param("meeting", 900, date(2024, 5, 5), 2, id="of these days"),
        pytest.param("meeting", 900, None, 2, id="nobody knows"),
        pytest.param("meetings", 200, date(2024, 5, 5), 1, id="several"),
    ],
)
def test_the_meeting_is_not_one_of_long_ago(
    monkeypatch: pytest.MonkeyPatch, text: str, at: int, published: date | None, number: int
) -> None:
    """ "They last met on 3 May. … The meeting was short."; number: passages of the first event."""
    monkeypatch.setattr(pairs, "probability", lambda found, weights: 0.9)
    words = "x" * at + text + "x" * 2000
    again = said(at, definite=True, trigger=Span(at, at + len(text)))
    document = Document("test.txt", words, "0" * 64, published=published)
    (first, *_) = join(document, CAST, [said(10, "borg", "salem", when=MAY_3), again])
    assert len(first.evidence) == number


@pytest.mark.parametrize(
    ("again", "number"),
    [
        pytest.param({"at": 900, "when": MAY_3}, 1, id="they met two weeks ago"),
        pytest.param({"at": 200, "when": MAY_3}, 2, id="told in the next sentence"),
        pytest.param({"at": 200, "words": " recalling their "}, 1, id="recalling their meeting"),
        pytest.param({"at": 200, "words": " describing their "}, 2, id="describing their meeting"),
    ],
)
def test_a_meeting_remembered_is_not_todays(
    monkeypatch: pytest.MonkeyPatch, again: dict[str, object], number: int
) -> None:
    monkeypatch.setattr(pairs, "probability", lambda found, weights: 0.9)
    at, words = int(str(again["at"])), str(again.get("words", ""))
    text = "x" * (at - len(words)) + words + "x" * 2000
    when = again.get("when")
    second = said(at, "borg", "salem", definite=True, when=when, evidence=Span(at - len(words), at + 20))
    document = Document("test.txt", text, "0" * 64, published=date(2024, 5, 17))
    (first, *_) = join(document, CAST, [said(10, "borg", "salem"), second])
    assert len(first.evidence) == number


def test_what_was_held_is_meant_before_what_is_planned(monkeypatch: pytest.MonkeyPatch) -> None:
    """ "The king is to receive Borg. Vella held talks with Kern. The meeting lasted an hour." """
    monkeypatch.setattr(pairs, "probability", lambda found, weights: 0.9)
    planned = said(10, "borg", "salem", **PLAN)
    held = said(100, "vella", "kern", kind=TALKS, rule="meetings:talks")
    again = said(200, definite=True, rule="meetings:meeting")
    assert events(planned, held, again) == [(("borg", "salem"), "planned", 1), (("vella", "kern"), "held", 2)]


@pytest.mark.parametrize(("who", "parties", "number"), [((), 2, 0), ((), 0, 1), (("borg",), 2, 1)])
def test_two_whom_nobody_knows_make_no_record(who: tuple[str, ...], parties: int, number: int) -> None:
    """ "They spoke on 3 May in Bern": who, nobody says."""
    told = said(10, *who, parties=parties, when=MAY_3, place="Bern", confidence=0.99)
    assert len(events(told)) == number
