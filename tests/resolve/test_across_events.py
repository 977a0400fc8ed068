"""Which tellings of two documents are of one event: one table, then clusters."""

from __future__ import annotations

from datetime import date

import pytest

from diplograph import intervals
from diplograph.model import Interval, Meeting, MeetingKind, MeetingStatus, Span, Timex
from diplograph.resolve.clusters import cluster
from diplograph.resolve.conflicts import contradictions, kind_of, place_of, status_of, when_of
from diplograph.resolve.events import Judge, Telling, Verdict

# Actors: 1 to 5 persons of the states 11 to 15; places: 1 a city in the country 2, 3 another city.
ANNA, BEN, CLEO = 1, 2, 3
JUDGE = Judge(lambda inner, outer: inner == outer or (inner, outer) == (1, 2), lambda actor: actor < 10)


def days(notation: str | None) -> Interval | None:
    return intervals.parse(notation)


def told(
    document: int,
    parties: set[int],
    kind: str = "PhoneCall",
    status: str = "held",
    when: str | None = "2031-05-06",
    place: int | None = None,
    published: str | None = "2031-05-07",
    count: int | None = None,
    absent: frozenset[int] = frozenset(),
    words: frozenset[str] = frozenset(),
    root: int | None = None,
    begin: int = 0,
) -> Telling:
    meeting = Meeting(
        f"m{begin}",
        MeetingKind(kind),
        MeetingStatus(status),
        count=count,
        when=Timex(Span(0, 4), days(when)) if when else None,
        evidence=(Span(begin, begin + 9),),
    )
    states = frozenset(actor + 10 if actor < 10 else actor for actor in parties)
    day = date.fromisoformat(published) if published else None
    root = document if root is None else root
    return Telling(document, meeting, frozenset(parties), absent, states, place, day, root, words)


TWO = {ANNA, BEN}
TABLE = [
    # the same day
    (told(0, TWO), told(1, TWO), Verdict.CERTAIN),
    (told(0, TWO), told(0, TWO, begin=50), Verdict.NO),  # one document: two events
    (told(0, TWO), told(1, {ANNA, CLEO}), Verdict.NO),
    (told(0, TWO), told(1, TWO, when="2031-05-07"), Verdict.NO),
    (told(0, {ANNA, BEN, CLEO}, "Talks", place=1), told(1, TWO, "Talks", place=1), Verdict.SAME),
    (
        told(0, {ANNA, BEN, CLEO}, "Talks", place=1),
        told(1, TWO, "Talks", place=1, absent=frozenset({CLEO})),  # there she was left out
        Verdict.NO,
    ),
    # kinds
    (told(0, TWO, "Call"), told(1, TWO, "VideoCall"), Verdict.CERTAIN),
    (told(0, TWO, "PhoneCall"), told(1, TWO, "VideoCall"), Verdict.NO),
    (told(0, TWO, "Talks"), told(1, TWO, "Summit"), Verdict.CERTAIN),
    (told(0, TWO, "Talks"), told(1, TWO, "PhoneCall"), Verdict.SAME),  # talks by telephone
    (told(0, TWO, "Talks", when="2031-05"), told(1, TWO, "PhoneCall"), Verdict.NO),
    (told(0, TWO, "Visit"), told(1, TWO, "PhoneCall"), Verdict.NO),
    # a day inside a longer reading
    (told(0, TWO), told(1, TWO, when="2031-05-05/2031-05-11"), Verdict.SAME),
    (told(0, TWO), told(1, TWO, when="2031-05"), Verdict.SAME),
    (told(0, TWO), told(1, TWO, "Call", when="2031-05"), Verdict.POSSIBLE),
    (told(0, {11, 12}), told(1, {11, 12}, when="2031-05"), Verdict.POSSIBLE),  # states meet often
    (told(0, {11, 12}, "Talks", place=1), told(1, {11, 12}, "Talks", when="2031-05", place=2), Verdict.SAME),
    (told(0, TWO), told(1, TWO, when="2031"), Verdict.POSSIBLE),
    (told(0, TWO, when="2031-05-01/2031-05-06"), told(1, TWO, when="2031-05-05/2031-05-11"), Verdict.POSSIBLE),
    # places
    (told(0, TWO, "Talks", place=1), told(1, TWO, "Talks", place=2), Verdict.CERTAIN),
    (told(0, TWO, "Talks", place=1), told(1, TWO, "Talks", place=3), Verdict.NO),
    # statuses
    (told(0, TWO, status="planned"), told(1, TWO), Verdict.CERTAIN),
    (told(0, TWO, status="planned", when="2031-05-05/2031-05-11"), told(1, TWO), Verdict.POSSIBLE),
    (told(0, TWO, status="reported"), told(1, TWO, status="denied"), Verdict.CERTAIN),
    (told(0, TWO, status="cancelled"), told(1, TWO, status="denied"), Verdict.NO),
    # without a date
    (told(0, TWO, when=None), told(1, TWO), Verdict.POSSIBLE),
    (told(0, TWO, when=None, published="2031-05-05"), told(1, TWO), Verdict.NO),  # told before it was held
    (told(0, TWO, when=None, published="2033-05-05"), told(1, TWO), Verdict.NO),
    (told(0, TWO, status="planned", when=None), told(1, TWO, status="planned"), Verdict.NO),
    (told(0, TWO, when=None), told(1, TWO, when=None), Verdict.POSSIBLE),
    (told(0, TWO, when=None), told(1, TWO, when=None, published="2031-08-01"), Verdict.NO),
    (told(0, TWO, "Other", when=None), told(1, TWO, "Other", when=None), Verdict.NO),
    # two dates of one plan
    (
        told(0, TWO, "Talks", "planned", "2031-06-01", 1),
        told(1, TWO, "Talks", "planned", "2031-06-02", 1),
        Verdict.SAME,
    ),
    (told(0, TWO, "Talks", "held", "2031-06-01", 1), told(1, TWO, "Talks", "held", "2031-06-02", 1), Verdict.NO),
    (told(0, TWO, "Talks", "planned", "2031-06-01"), told(1, TWO, "Talks", "planned", "2031-06-02"), Verdict.NO),
    # more parties in one document
    (told(0, TWO, "Talks", place=1), told(1, {ANNA, BEN, CLEO}, "Talks", place=1), Verdict.SAME),
    (told(0, TWO, "Talks"), told(1, {ANNA, BEN, CLEO}, "Talks"), Verdict.POSSIBLE),
    (told(0, TWO, "InPerson", place=1), told(1, {ANNA, BEN, CLEO}, "Summit", place=1), Verdict.NO),  # on the sidelines
    (told(0, TWO, "InPerson", place=1), told(1, {ANNA, BEN, CLEO}, "InPerson", place=1), Verdict.POSSIBLE),
    (told(0, {ANNA}, "Visit", place=1), told(1, TWO, "Visit", place=1), Verdict.SAME),
    (told(0, {ANNA}, "Visit"), told(1, TWO, "Visit"), Verdict.NO),
    # one party
    (told(0, {ANNA}, "Visit", place=1), told(1, {ANNA}, "Visit", place=1), Verdict.CERTAIN),
    (told(0, {ANNA}, "Visit"), told(1, {ANNA}, "Visit"), Verdict.POSSIBLE),
    # persons here, states there
    (told(0, TWO), told(1, {11, 12}), Verdict.POSSIBLE),
    (told(0, TWO, when="2031-05"), told(1, {11, 12}), Verdict.NO),
    # aggregates
    (told(0, TWO, count=41), told(1, TWO), Verdict.NO),
    (told(0, TWO, count=41), told(1, TWO, count=41), Verdict.NO),
    (
        told(0, TWO, count=41, words=frozenset({"they met often"})),
        told(1, TWO, count=41, words=frozenset({"they met often"}), root=0),
        Verdict.COPY,
    ),
    (told(0, set(), "Summit"), told(1, set(), "Summit"), Verdict.NO),  # nobody named
]


@pytest.mark.parametrize(("one", "other", "verdict"), TABLE)
def test_verdict_is_the_same_both_ways(one: Telling, other: Telling, verdict: Verdict) -> None:
    assert (JUDGE.compare(one, other), JUDGE.compare(other, one)) == (verdict, verdict)


def groups(*tellings: Telling) -> tuple[list[list[int]], dict[int, set[int]]]:
    found, possible = cluster(tellings, JUDGE)
    return [[one.document for one in members] for members in found], possible


def test_a_vague_telling_does_not_bind_two_days_together() -> None:
    week = told(0, TWO, when="2031-05-05/2031-05-11")
    tuesday, thursday = told(1, TWO, when="2031-05-06"), told(2, TWO, when="2031-05-08")
    assert groups(week, tuesday, thursday) == ([[0], [1], [2]], {0: {1, 2}, 1: {0}, 2: {0}})
    assert groups(week, tuesday) == ([[0, 1]], {})


def test_the_order_of_tellings_does_not_matter() -> None:
    some = [told(at, TWO, when=when) for at, when in enumerate(["2031-05", "2031-05-06", None, "2031-05-06", "2031"])]
    assert groups(*some) == groups(*reversed(some))


def test_two_meetings_of_one_document_stay_two_for_others() -> None:
    first, second = told(0, TWO), told(0, TWO, when="2031-05-05/2031-05-11", begin=90)
    assert groups(first, second, told(1, TWO))[0] == [[0, 1], [0]]


def test_what_could_be_anything_is_not_linked() -> None:
    days_of_may = [told(at, TWO, when=f"2031-05-{at + 1:02}", published="2031-06-01") for at in range(5)]
    assert groups(*days_of_may, told(9, TWO, when=None, published="2031-06-01"))[1] == {}


def test_values() -> None:
    some = [
        told(0, TWO, "Call", "planned", "2031-05", 2),
        told(1, TWO, "VideoCall", "held", "2031-05-06", 1),
        told(2, TWO, "Call", "held", "2031-05-06"),
    ]
    assert kind_of(some) is MeetingKind.VIDEO_CALL
    assert status_of(some) is MeetingStatus.HELD
    assert when_of(some) == some[1]
    assert place_of(some, JUDGE.lies_in) == 1


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("planned cancelled", "cancelled"),
        ("reported held", "held"),
        ("reported denied", "reported"),
        ("denied held", "denied"),
        ("planned denied", "planned"),
        ("held cancelled", "held"),
    ],
)
def test_status_of_several(said: str, status: str) -> None:
    assert status_of([told(at, TWO, status=one) for at, one in enumerate(said.split())]) == status


@pytest.mark.parametrize(
    ("said", "clash"),
    [
        ("held held", []),
        ("planned held", []),
        ("planned cancelled", []),
        ("reported held", []),
        ("reported denied", [("status", {0, 1})]),
        ("held denied held", [("status", {0, 1, 2})]),
        ("held cancelled", [("status", {0, 1})]),
    ],
)
def test_contradicting_statuses(said: str, clash: list[tuple[str, set[int]]]) -> None:
    assert contradictions([told(at, TWO, status=one) for at, one in enumerate(said.split())]) == clash


def test_contradicting_dates_and_what_is_only_less_precise() -> None:
    some = [told(at, TWO, when=when) for at, when in enumerate(["2031-06-01", "2031-06-02", "2031-06", None])]
    assert contradictions(some) == [("when", {0, 1})]
