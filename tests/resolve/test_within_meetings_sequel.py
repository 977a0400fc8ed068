"""What the next words make of an event. All sentences are invented."""

from __future__ import annotations

import pytest

from diplograph.model import MeetingKind, MeetingMention, MeetingStatus, Span
from diplograph.resolve.within_meetings_sequel import afterwards

PLANNED, HELD, REPORTED = MeetingStatus.PLANNED, MeetingStatus.HELD, MeetingStatus.REPORTED


def said(text: str, trigger: str, status: MeetingStatus, *who: str) -> MeetingMention:
    """A passage from the start of the trigger's sentence to the next mark."""
    at = text.index(trigger)
    begin = max(text.rfind(". ", 0, at) + 2, 0) if ". " in text[:at] else 0
    end = min(found for mark in ".,;" if (found := text.find(mark, at)) >= 0)
    return MeetingMention(
        Span(at, at + len(trigger)),
        Span(begin, end),
        MeetingKind.IN_PERSON,
        status,
        who or ("a", "b"),
        traits=("form=past",),
    )


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        ("They were to meet in Bern in May. It never took place.", PLANNED, "cancelled"),
        ("They were to meet in Bern in May.\n\nIt won't happen, says an aide.", PLANNED, "cancelled"),
        ("They were meant to meet in Bern, but it was later called off when snow fell.", PLANNED, "cancelled"),
        ("They want to meet in Bern. The plan fell through this week.", PLANNED, "cancelled"),
        ("They will meet in Bern. It will take place at noon.", PLANNED, "planned"),
        ("They will meet in Bern. It was not called off, an aide said.", PLANNED, "planned"),
        ("They will meet in Bern. Rain is due. Nobody minds. It never took place.", PLANNED, "planned"),
        ("They did meet in Bern. It was called off by the referee in the last minute.", HELD, "held"),
        ("A website reported that they would meet in Bern. The ministry refuted this.", PLANNED, "denied"),
        ("Rumours said that they did meet in Bern. He has dismissed the story as fiction.", HELD, "denied"),
        ("Rumours said that they did meet in Bern. The reports were baseless, she said.", HELD, "denied"),
        ("Rumours said that they did meet in Bern. He denied reports of a rift.", HELD, "held"),
        ("Rumours said that they did meet in Bern. He denied that he is ill.", HELD, "held"),
        ("They did meet in Bern on Monday. The minister denied the claim.", HELD, "held"),
        ("An earlier version of this article said that they did meet in Bern.", HELD, "denied"),
        ("CORRECTION. Our Monday edition stated that they would meet in Bern.", PLANNED, "denied"),
        ("A newspaper wrongly reported that they did meet in Bern.", HELD, "denied"),
        ("An earlier version of the plan was dropped. They did meet in Bern.", HELD, "held"),
        ("Our Monday edition stated that they would meet in Bern.", PLANNED, "planned"),
        ("They did meet in Bern, it is said. The palace later confirmed the meeting.", REPORTED, "held"),
        (
            "They did meet in Bern, it is said. Nobody has yet confirmed the meeting there.",
            REPORTED,
            "reported",
        ),
        ("They did meet in Bern, it is said. The palace confirmed the report of a flood.", REPORTED, "reported"),
    ],
)
def test_afterwards(text: str, status: MeetingStatus, expected: str) -> None:
    one = said(text, "meet", status)
    assert afterwards([one], [one], text, status).value == expected


def test_the_next_words_are_of_the_meeting_told_last() -> None:
    text = "They will meet in Bern, and a visit is planned. It was called off."
    first, second = said(text, "meet", PLANNED), said(text, "visit", PLANNED)
    assert afterwards([first], [first, second], text, PLANNED) is PLANNED
    assert afterwards([second], [first, second], text, PLANNED) is MeetingStatus.CANCELLED


def test_a_report_of_one_who_stays_away_is_not_of_the_meeting() -> None:
    text = "Media say that she will skip the meeting in Bern. Her office has denied this."
    one = said(text, "meeting", PLANNED, "a")
    assert afterwards([one], [one], text, PLANNED) is PLANNED
