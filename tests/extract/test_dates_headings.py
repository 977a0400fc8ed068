"""Days over what they date: diaries, logs, timelines; and the meetings told below them. All texts are invented."""

from __future__ import annotations

from datetime import date

import pytest
from meetings_read import found

from diplograph import intervals
from diplograph.extract import dates
from diplograph.lexicon import calendar
from diplograph.model import Interval

PUBLISHED = date(2024, 5, 17)  # a Friday

DIARY = """A week in Maseru

Monday, 6 May
The minister opens a bridge, and tomorrow he flies on. In the evening he phones his wife in Durban.

Tuesday, 7 May
The prefect of Leribe, in office since 2 March, gives a lunch at noon; the guests leave in the afternoon.

NEXT WEEK: The minister will return on Monday.
"""


def values(text: str) -> dict[str, str]:
    return {
        text[one.span.begin : one.span.end]: str(one.value.first)
        for one in dates.read_text(text, PUBLISHED, calendar.load())
        if one.value is not None
    }


def test_a_diary_counts_from_its_days() -> None:
    told = values(DIARY)
    assert told["tomorrow"] == "2024-05-07"
    assert told["In the evening"] == "2024-05-06"
    assert told["in the afternoon"] == "2024-05-07"  # and not of 2 March
    assert told["on Monday"] == "2024-05-20"  # below another label


@pytest.mark.parametrize(
    "text",
    [
        "Friday, 17 May 2024\n\nThe minister flew home in haste and spoke to nobody.\nHe returns tomorrow, he said.\n",
        "6 May 2024\n17 May 2024\nThe minister flew home in haste.\nHe returns tomorrow, an aide said.\n",
        "The bridge was opened on Monday, 6 May.\nIt was closed on Tuesday, 7 May.\nHe returns tomorrow, he said.\n",
    ],
)
def test_one_date_over_an_article_is_no_diary(text: str) -> None:
    assert values(text)["tomorrow"] == "2024-05-18"


def test_a_timeline_dates_its_own_lines() -> None:
    text = "When they met\n• 3 March 2024: ministers gather.\n• 9 April 2024: they part tomorrow.\n"
    assert values(text)["tomorrow"] == "2024-04-10"


LOG = """A log of the conference

Monday, 6 May
Rwandan President Paul Kagame receives Ugandan President Yoweri Museveni for forty minutes. {more}

Tuesday, 7 May
The delegates visit a dam and hear nothing new about the river and its water.
"""


@pytest.mark.parametrize(
    ("more", "parties", "day"),
    [
        ("Nobody says more.", {"Paul Kagame", "Yoweri Museveni"}, date(2024, 5, 6)),
        ("Kagame had met Kenyan President William Ruto in Nairobi.", {"Paul Kagame", "William Ruto"}, None),
        ("Kagame will meet Kenyan President William Ruto.", {"Paul Kagame", "William Ruto"}, None),
    ],
)
def test_meetings_below_a_day(more: str, parties: set[str], day: date | None) -> None:
    events, names = found(LOG.format(more=more))
    days = [one.when for one in events if {names[party] for party in one.participants} == parties]
    assert [one and one.value for one in days] == [None if day is None else intervals.day(day)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It was the twelfth meeting of Edi Rama and Aleksandar Vucic since the riots of April.", None),
        ("Edi Rama met Aleksandar Vucic in Tirana after Monday's election.", None),
        ("The meeting of Edi Rama and Aleksandar Vucic, their first after March's riots, lasted an hour.", None),
        ("Edi Rama met Aleksandar Vucic in Tirana on Monday after the election.", date(2024, 5, 13)),
        ("Edi Rama met Aleksandar Vucic on the sidelines of Monday's summit.", date(2024, 5, 13)),
    ],
)
def test_the_day_of_what_came_before_is_not_the_day_of_the_meeting(text: str, day: date | None) -> None:
    events, _ = found(text)
    told = [one.when and one.when.value for one in events if len(one.participants) == 2]
    assert told == [None if day is None else intervals.day(day)]


@pytest.mark.parametrize(
    ("before", "day"),
    [
        ("The first Lake Forum was held in March.", intervals.month(2024, 3)),
        ("The first Lake Forum was held in March, the second in April.", None),
        ("The first Lake Fair was held in March.", None),
    ],
)
def test_at_that_event(before: str, day: Interval | None) -> None:
    events, _ = found(f"{before} During that forum, Edi Rama and Aleksandar Vucic met.")
    assert [one.when and one.when.value for one in events if len(one.participants) == 2] == [day]
