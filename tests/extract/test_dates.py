"""Time expressions: what is found, and which days are meant. The sentences are invented."""

from __future__ import annotations

import time
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph import intervals
from diplograph.extract import dates
from diplograph.extract.dates_grammar import expressions
from diplograph.language.pipeline import build_nlp, read
from diplograph.lexicon import calendar
from diplograph.model import Document, Furniture, Interval, Span

WEDNESDAY = date(2024, 5, 15)


class Words(NamedTuple):
    calendar: calendar.Calendar


LEXICON = Words(calendar.load())


def found(text: str, published: date | None = WEDNESDAY) -> list[tuple[str, str | None]]:
    document = Document("a", text, "", published=published)
    timexes = dates.find(read(build_nlp(), document), document, LEXICON)
    return [(text[one.span.begin : one.span.end], shown(one.value)) for one in timexes]


def shown(value: Interval | None) -> str | None:
    notation = intervals.notation(value)
    return f"{notation['from']}/{notation['to']}" if isinstance(notation, dict) else notation


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        # complete by themselves
        ("The treaty was signed on 3 March 2021 in Oslo.", "on 3 March 2021", "2021-03-03"),
        ("The treaty was signed on March 3rd, 2021, in Oslo.", "on March 3rd, 2021", "2021-03-03"),
        ("The treaty was signed on Wednesday, Sept. 9, 2020.", "on Wednesday, Sept. 9, 2020", "2020-09-09"),
        ("It took force on 2019-07-01.", "on 2019-07-01", "2019-07-01"),
        ("It took force on 25/12/2019 there.", "25/12/2019", "2019-12-25"),
        ("It took force on 4/5/2019 there.", "4/5/2019", None),
        ("It took force in October 2018.", "in October 2018", "2018-10"),
        ("Ties were cut in 2017.", "in 2017", "2017"),
        ("The 2011 uprising changed that.", "2011", "2011"),
        ("Talks ran from 3 to 5 March 2021.", "from 3 to 5 March 2021", "2021-03-03/2021-03-05"),
        ("Talks ran March 3-5, 2021.", "March 3-5, 2021", "2021-03-03/2021-03-05"),
        (
            "He stayed from Monday, March 1 to Friday, March 5, 2021.",
            "from Monday, March 1 to Friday, March 5, 2021",
            "2021-03-01/2021-03-05",
        ),
        (
            "He stayed from Monday 1 to Friday 5 March 2021.",
            "from Monday 1 to Friday 5 March 2021",
            "2021-03-01/2021-03-05",
        ),
        ("They met on Monday, May 6 and Friday, May 10.", "on Monday, May 6", "2024-05-06"),
        ("Talks ran from 30 April to 2 May 2021.", "from 30 April to 2 May 2021", "2021-04-30/2021-05-02"),
        ("He ruled between 2004 and 2009.", "between 2004 and 2009", "2004-01-01/2009-12-31"),
        ("He ruled 2004–09.", "2004–09", "2004-01-01/2009-12-31"),
        ("It shrank in the second quarter of 2020.", "in the second quarter of 2020", "2020-04-01/2020-06-30"),
        ("They were allies in the 1980s.", "in the 1980s", "1980-01-01/1989-12-31"),
        ("They met in early June 2023.", "in early June 2023", "2023-06-01/2023-06-10"),
        ("He was freed in the summer of 2022.", "in the summer of 2022", "2022-06-01/2022-08-31"),
        ("He was freed in the winter of 2022.", "in the winter of 2022", None),
        # counted from publication
        ("They met on Monday.", "on Monday", "2024-05-13"),
        ("They met on Wednesday.", "on Wednesday", "2024-05-15"),
        ("They met late on Thursday.", "late on Thursday", "2024-05-09"),
        ("They will meet on Monday.", "on Monday", "2024-05-20"),
        ("The minister is to fly to Rabat on Friday.", "on Friday", "2024-05-17"),
        ("A session planned for Friday was called off.", "Friday", "2024-05-17"),
        ("The two sides agreed to meet on Sunday.", "on Sunday", "2024-05-19"),
        ("They met last Friday.", "last Friday", "2024-05-10"),
        ("They will meet next Friday.", "next Friday", "2024-05-24"),
        ("They met last week.", "last week", "2024-05-06/2024-05-12"),
        ("They will meet next week.", "next week", "2024-05-20/2024-05-26"),
        ("They will meet this weekend.", "this weekend", "2024-05-18/2024-05-19"),
        ("He took office last month.", "last month", "2024-04"),
        ("It chairs the bloc this year.", "this year", "2024"),
        ("It will chair the bloc next year.", "next year", "2025"),
        ("They met yesterday.", "yesterday", "2024-05-14"),
        ("They met in February.", "in February", "2024-02"),
        ("They met in December.", "in December", "2023-12"),
        ("They will meet in August.", "in August", "2024-08"),
        ("The next round is set for June 3.", "June 3", "2024-06-03"),
        ("They had met on January 9.", "on January 9", "2024-01-09"),
        ("They are expected in Rome this autumn.", "this autumn", "2024-09-01/2024-11-30"),
        ("He fled three years ago.", "three years ago", "2021"),
        ("He fled six months ago.", "six months ago", "2023-11"),
        ("He fled a week ago.", "a week ago", "2024-05-08"),
        ("He fled more than 20 years ago.", "more than 20 years ago", None),
        ("They must agree before the end of the month.", "before the end of the month", "2024-05-15/2024-05-31"),
        ("They have met often in recent months.", "in recent months", None),
        ("Trade doubled over the past decade.", "over the past decade", None),
    ],
)
def test_one_expression(text: str, words: str, value: str | None) -> None:
    assert (
        (words, value) in found(text)
        or [(words, value)] == [(one, days) for one, days in found(text) if words in one]
        or any(words in one and days == value for one, days in found(text))
    ), found(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "They met on Monday. A day later they signed. The following day they left.",
            [("on Monday", "2024-05-13"), ("A day later", "2024-05-14"), ("The following day", "2024-05-15")],
        ),
        (
            "The embassy was stormed in March 2019. Two years later it reopened.",
            [("in March 2019", "2019-03"), ("Two years later", "2021")],
        ),
        ("They parted without a date. A week later they met again.", [("A week later", None)]),
        (
            "The envoys met days before the army seized the port in October 2020.",
            [("days before the army seized the port", "2020-10"), ("in October 2020", "2020-10")],
        ),
        (
            "He spoke on the tenth anniversary of the accord, which was signed and began on May 13, 2014.",
            [("on the tenth anniversary of the accord", "2024-05-13"), ("on May 13, 2014", "2014-05-13")],
        ),
        ("The day is the 50th anniversary of independence.", []),
        (
            '"I am leaving today," the envoy told reporters on Monday.',
            [("today", "2024-05-13"), ("on Monday", "2024-05-13")],
        ),
    ],
)
def test_counted_from_what_was_named(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It may march on.",
        "The Sunday Times and USA Today reported it.",
        "Resolution 1701 was adopted; 2000 troops stayed.",
        "Vision 2030 is a plan.",
        "The fall of the government was near.",
        "They meet every Tuesday, and on Fridays too.",
    ],
)
def test_no_date(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Monday.", [("on Monday", None)]),
        ("They will meet next week.", [("next week", None)]),
        ("They met in May.", [("in May", None)]),
        ("They met in May 2020.", [("in May 2020", "2020-05")]),
    ],
)
def test_without_publication_date_only_absolute_ones_resolve(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(text, None) == expected


def test_approximate_and_anchor() -> None:
    document = Document("a", "They met in early April and on 2 May 2020.", "", published=WEDNESDAY)
    first, second = dates.find(read(build_nlp(), document), document, LEXICON)
    assert (first.approximate, first.anchor) == (True, WEDNESDAY)
    assert (second.approximate, second.anchor) == (False, None)


def test_furniture_is_not_read() -> None:
    text = "LIMA, May 3 (Andes) - They met on Monday."
    document = Document("a", text, "", published=WEDNESDAY, furniture=(Furniture(Span(0, 21), "dateline"),))
    timexes = dates.find(read(build_nlp(), document), document, LEXICON)
    assert [text[one.span.begin : one.span.end] for one in timexes] == ["on Monday"]


def test_resolve_takes_the_expression_at_the_span() -> None:
    text = "They met on Monday and will meet next week."
    timex = dates.resolve(text, Span(33, 42), WEDNESDAY)
    assert timex is not None and shown(timex.value) == "2024-05-20/2024-05-26"
    assert dates.resolve(text, Span(0, 4), WEDNESDAY) is None


@given(
    st.lists(
        st.sampled_from(
            "on Monday 31 April 2021 30 February the third anniversary of war days before after 0 years ago 999 "
            "decades ago later next last the century 2025 - – / . , May '90s 99th in mid- \n \t “ ” ’s".split(" ")
        ),
        max_size=30,
    ).map(" ".join)
    | st.text(max_size=80)
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for anchor in (None, date(1, 1, 1), date(9999, 12, 31), WEDNESDAY):
        last = 0
        for timex in dates.read_text(text, anchor, LEXICON.calendar):
            assert last <= timex.span.begin < timex.span.end <= len(text)
            last = timex.span.end
            assert timex.value is None or timex.value.first <= timex.value.last


@pytest.mark.parametrize("piece", ["a day later on Monday ", "1 ", "May ", '"today ', "the third anniversary of ", " "])
def test_time_grows_with_length(piece: str) -> None:
    def seconds(times: int) -> float:
        begin = time.process_time()
        expressions(piece * times, LEXICON.calendar)
        return time.process_time() - begin

    seconds(100)
    assert seconds(8000) < 8 * 4 * max(seconds(1000), 0.01)
