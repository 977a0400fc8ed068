"""Extraction records: what is written is read back, whole."""

from __future__ import annotations

import json
from datetime import date

from diplograph import intervals
from diplograph.model import (
    Actor,
    ActorType,
    Document,
    Extraction,
    Form,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Mention,
    MentionKind,
    Relation,
    Span,
    Statement,
    Timex,
)
from diplograph.records import from_record, to_record

TEXT = "Oslo and Lima spoke on Friday. “Talks were long,” Oslo said in early May 2024."
FRIDAY = Timex(Span(20, 29), intervals.day(date(2024, 5, 10)), anchor=date(2024, 5, 12), rule="dates:weekday")
MAY = Timex(Span(59, 77), intervals.parse("2024-05-01/2024-05-10"), approximate=True, rule="dates:early")
NOWHERE = Timex(Span(0, 0), intervals.day(date(2024, 5, 10)), anchor=date(2024, 5, 12), rule="unworded")
OPEN = Timex(Span(20, 29), None, rule="dates:weekday")


def extraction(when: Timex | None, timexes: tuple[Timex, ...]) -> Extraction:
    return Extraction(
        Document("a.txt", TEXT, "ab" * 32, published=date(2024, 5, 12)),
        actors=(
            Actor("a1", "Norway", ActorType.STATE, (Mention(Span(0, 4), MentionKind.METONYM, "Oslo"),), state="NOR"),
            Actor("a2", "Peru", ActorType.STATE, (Mention(Span(9, 13), MentionKind.METONYM, "Lima"),), state="PER"),
        ),
        meetings=(
            Meeting(
                "m1",
                MeetingKind.CALL,
                MeetingStatus.HELD,
                ("a1", "a2"),
                when=when,
                evidence=(Span(0, 30),),
                rule="meetings:speak",
                confidence=0.0,
            ),
        ),
        statements=(
            Statement(
                "s1",
                ("a1",),
                Span(50, 54),
                Form.DIRECT,
                Span(55, 59),
                (Span(32, 47),),
                (Span(31, 77),),
                when=when,
                inferred=("date",),
                rule="statements:said",
            ),
        ),
        relations=(Relation("thanks", "a1", "a2", Span(0, 30), when=when, rule="acts:thank"),),
        timexes=timexes,
    )


def test_every_kind_of_time_comes_back() -> None:
    for when in (None, FRIDAY, MAY, NOWHERE, OPEN):
        for timexes in ((), (FRIDAY, MAY)):
            given = extraction(when, timexes)
            record = json.loads(json.dumps(to_record(given)))
            assert from_record(record, TEXT) == given


def test_a_time_without_words_has_none_in_the_record() -> None:
    met = to_record(extraction(NOWHERE, ()))["meetings"][0]
    assert (met["date"], met["date_text"], met["date_span"]) == ("2024-05-10", None, None)


def test_a_bare_record_takes_the_expression_at_its_words() -> None:
    record = to_record(extraction(FRIDAY, (FRIDAY,)))
    met = record["meetings"][0]
    for key in ("approx", "anchor_date", "date_rule", "date_span"):
        del met[key]
    assert from_record(record, TEXT).meetings[0].when == FRIDAY


def test_without_an_anchor_in_the_record_a_year_needs_none() -> None:
    record = to_record(extraction(None, (FRIDAY, MAY)))
    for timex in record["timexes"]:
        del timex["anchor_date"]
    read = from_record(record, TEXT).timexes
    assert [one.anchor for one in read] == [date(2024, 5, 12), None]
