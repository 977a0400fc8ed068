"""Passages of one article become events: what joins, what stays apart, what is dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest

from diplograph import intervals
from diplograph.model import (
    Actor,
    ActorType,
    Cast,
    Document,
    MeetingKind,
    MeetingMention,
    MeetingStatus,
    Place,
    Span,
    Timex,
)
from diplograph.resolve.within_meetings import DOUBTFUL, described, join

DOCUMENT = Document("test.txt", "x" * 5000, "0" * 64, published=date(2024, 5, 17))
CAST = Cast(
    (
        Actor("kenya", "Kenya", ActorType.STATE, state="KEN"),
        Actor("chad", "Chad", ActorType.STATE, state="TCD"),
        Actor("ruto", "William Ruto", ActorType.PERSON, state="KEN"),
        Actor("deby", "Mahamat Deby", ActorType.PERSON, state="TCD"),
        Actor("obi", "Ada Obi", ActorType.PERSON),
    ),
    (Place("Nairobi", part_of="Kenya"),),
)


def when(day: int) -> Timex:
    return Timex(Span(0, 5), intervals.day(date(2024, 5, day)))


UNKNOWN = Timex(Span(20, 26), None)


def said(at: int, *who: str, **fields: object) -> MeetingMention:
    """A passage at a character: by default a meeting in person that was held."""
    plain = MeetingMention(
        Span(at, at + 5), Span(at - 5, at + 40), MeetingKind.IN_PERSON, MeetingStatus.HELD, who, rule="meetings:meet"
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


TALKS, CALL, SUMMIT = MeetingKind.TALKS, MeetingKind.PHONE_CALL, MeetingKind.SUMMIT
PLANNED, CANCELLED = MeetingStatus.PLANNED, MeetingStatus.CANCELLED


@pytest.mark.parametrize(
    ("passages", "expected"),
    [
        pytest.param([said(10, "ruto", "deby"), said(200, "deby", "ruto")], [2], id="same parties, nothing against it"),
        pytest.param([said(10, "ruto", "deby"), said(200, "ruto", "obi")], [1, 1], id="other parties"),
        pytest.param(
            [said(10, "ruto", "deby", when=when(3)), said(200, "ruto", "deby", when=when(9))], [1, 1], id="other days"
        ),
        pytest.param([said(10, "ruto", "deby"), said(200, kind=TALKS, definite=True)], [2], id="the talks"),
        pytest.param([said(10, "ruto", "deby", kind=CALL), said(200, kind=CALL, definite=True)], [2], id="the call"),
        pytest.param(
            [
                said(10, "ruto", "deby", kind=CALL),
                said(100, "kenya", "chad", kind=TALKS),
                said(200, kind=CALL, definite=True),
            ],
            [2, 1],
            id="the call is the call, not the nearer talks",
        ),
        pytest.param(
            [said(10, "ruto", "deby"), said(200, kind=SUMMIT, definite=True)], [1], id="a meeting is no summit"
        ),
        pytest.param(
            [said(10, "ruto", "deby"), said(200, "ruto", kind=TALKS, definite=True)], [2], id="one party of two"
        ),
        pytest.param(
            [said(10, "ruto", "deby"), said(90, "kenya", "chad", kind=TALKS)], [1, 1], id="states beside persons"
        ),
        pytest.param(
            [said(10, "ruto", "deby"), said(200, "ruto", "deby", count=41)], [1, 1], id="an aggregate stays apart"
        ),
        pytest.param([said(10, kind=TALKS, definite=True)], [], id="talks that nobody held"),
        pytest.param(
            [said(10, "kenya", "chad", status=CANCELLED, rule="m"), said(90, "ruto", "deby", status=PLANNED, rule="m")],
            [2],
            id="called off, was planned",
        ),
        pytest.param(
            [said(10, "ruto", "deby", place="Nairobi"), said(90, "ruto", "deby", place="Lome")],
            [1, 1],
            id="other places",
        ),
        pytest.param(
            [said(10, "ruto", "deby", place="Nairobi"), said(90, "ruto", "deby", place="Kenya")],
            [2],
            id="one place in the other",
        ),
        pytest.param(
            [said(10, "ruto", "deby", another=True, when=when(3)), said(200, "ruto", "deby", another=True)],
            [2],
            id="two passages on the next round",
        ),
        pytest.param([said(10, "ruto", "deby"), said(90, "ruto", "deby", another=True)], [1, 1], id="the next round"),
        pytest.param(
            [said(10, "ruto", "deby", when=UNKNOWN), said(90, "ruto", "deby", when=when(3))],
            [1, 1],
            id="a date that nobody can resolve agrees with none",
        ),
        pytest.param(
            [said(10, "ruto", "deby", kind=CALL), said(90, kind=TALKS, definite=True, place="Lome", when=when(3))],
            [1, 1],
            id="talks with a place are no call",
        ),
        pytest.param(
            [said(10, kind=TALKS, definite=True), said(90, "ruto", "deby", kind=TALKS, status=PLANNED)],
            [1],
            id="what was held is not what is planned further down",
        ),
        pytest.param(
            [said(10, "ruto", "deby", ordinal=1), said(90, "ruto", "deby", ordinal=2)], [1, 1], id="first and second"
        ),
    ],
)
def test_joining(passages: list[MeetingMention], expected: list[int]) -> None:
    """expected: number of passages of each event."""
    assert [len(one.evidence) for one in join(DOCUMENT, CAST, passages)] == expected


def test_the_more_precise_value_wins() -> None:
    month = Timex(Span(50, 60), intervals.month(2024, 5))
    first = said(10, "ruto", "deby", kind=TALKS, when=month, place="Kenya")
    second = said(200, "ruto", "deby", kind=SUMMIT, when=when(3), place="Nairobi, Kenya", definite=True)
    (event,) = join(DOCUMENT, CAST, [second, first])
    assert event.kind is SUMMIT
    assert event.when == when(3)
    assert event.place == "Nairobi, Kenya"
    assert event.trigger == first.trigger, "the first passage leads"


def test_persons_stand_for_their_states() -> None:
    (event,) = join(DOCUMENT, CAST, [said(10, "ruto", "deby"), said(90, "kenya", kind=TALKS, definite=True)])
    assert event.participants == ("ruto", "deby")


def test_those_left_out_take_no_part() -> None:
    (event,) = join(DOCUMENT, CAST, [said(10, "kenya", "chad", "obi"), said(90, definite=True, absent=("obi",))])
    assert (event.participants, event.absent) == (("kenya", "chad"), ("obi",))


def test_cancelled_wins_over_planned() -> None:
    passages = [said(10, "ruto", "deby", status=PLANNED), said(90, status=CANCELLED, definite=True)]
    assert [one.status for one in join(DOCUMENT, CAST, passages)] == [CANCELLED]


DENIED, VISIT = MeetingStatus.DENIED, MeetingKind.VISIT
PAST = ("form=past",)


def no_such(at: int, **fields: object) -> MeetingMention:
    return said(at, status=DENIED, definite=True, rule="meetings:meeting", **fields)


@pytest.mark.parametrize(
    ("passages", "expected"),
    [
        pytest.param([said(10, "ruto", "deby", traits=PAST), no_such(90)], ["held"], id="held in so many words"),
        pytest.param(
            [said(10, "ruto", "deby", status=MeetingStatus.REPORTED), no_such(90)], ["denied"], id="reported, denied"
        ),
        pytest.param(
            [said(10, "ruto", "deby", status=PLANNED), no_such(90)], ["denied"], id="the plan told just before"
        ),
        pytest.param(
            [said(10, "ruto", "deby", status=PLANNED), said(50, "ruto", "obi", traits=PAST), no_such(90)],
            ["planned", "held"],
            id="neither the neighbour nor one further off",
        ),
        pytest.param(
            [said(10, "ruto", "deby", status=PLANNED), said(90, status=DENIED, rule="meetings:meeting")],
            ["planned"],
            id="a meeting that is denied is not the one told before",
        ),
    ],
)
def test_a_denial_that_names_nobody(passages: list[MeetingMention], expected: list[str]) -> None:
    assert [one.status.value for one in join(DOCUMENT, CAST, passages)] == expected


def test_one_whom_the_text_does_not_name_is_another_party() -> None:
    """ "Ruto met Deby. Ruto called on the president-elect"; a headline names by halves."""
    passages = [said(10, "ruto", "deby"), said(200, "ruto", parties=2)]
    assert len(join(DOCUMENT, CAST, passages)) == 2
    titled = replace(DOCUMENT, text="x" * 60 + "\n" + "x" * 4000)
    assert len(join(titled, CAST, [said(10, "ruto", parties=2), said(200, "ruto", "deby")])[0].evidence) == 2


def test_the_headline_tells_of_states_what_the_text_tells_of_persons() -> None:
    titled = replace(DOCUMENT, text="x" * 60 + "\n" + "x" * 4000)
    passages = [said(10, "kenya", "chad", kind=TALKS), said(200, "ruto", "deby", when=when(3))]
    (event,) = join(titled, CAST, passages)
    assert (event.participants, event.when) == (("ruto", "deby"), when(3))


def test_what_they_talked_about_is_the_meeting_told_before() -> None:
    talked = said(200, "kenya", "chad", kind=TALKS, rule="meetings:exchange_views")
    assert [len(one.evidence) for one in join(DOCUMENT, CAST, [said(10, "ruto", "deby"), talked])] == [2]
    assert len(join(DOCUMENT, CAST, [talked])) == 1


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Ruto will travel to Nairobi on Monday to meet Deby.", 1),
        ("Ruto will travel to Nairobi on Monday. He will meet Deby.", 2),
    ],
)
def test_a_journey_to_one_meeting_is_part_of_it(text: str, number: int) -> None:
    document = replace(DOCUMENT, text=text)
    journey = said(text.index("travel"), "ruto", kind=VISIT, status=PLANNED, when=when(20), place="Nairobi")
    meeting = said(text.index("meet"), "ruto", "deby", status=PLANNED)
    events = join(document, CAST, [replace(journey, rule="meetings:travel"), meeting])
    assert len(events) == number
    if number == 1:
        assert (events[0].kind, events[0].when, events[0].place) == (MeetingKind.IN_PERSON, when(20), "Nairobi")


def test_a_house_may_stand_in_the_town() -> None:
    here = [said(10, "ruto", "deby", place="Lome"), said(200, "ruto", "deby", place="Presidential Palace")]
    assert len(join(DOCUMENT, CAST, here)) == 1


def test_words_before_the_noun_tell_events_apart() -> None:
    text = "Ruto met Deby on grain. " + "x" * 900
    document = replace(DOCUMENT, text=text)
    talks = said(500, kind=TALKS, definite=True)
    assert (
        len(join(document, CAST, [said(5, "ruto", "deby"), replace(talks, traits=("about=grain",))])[0].evidence) == 2
    )
    assert (
        len(join(document, CAST, [said(5, "ruto", "deby"), replace(talks, traits=("about=climate",))])[0].evidence) == 1
    )


def test_order_of_input_does_not_matter() -> None:
    passages = [said(10, "ruto", "deby"), said(90, "ruto", "obi"), said(300, kind=TALKS, definite=True)]
    assert join(DOCUMENT, CAST, passages) == join(DOCUMENT, CAST, passages[::-1])


def test_weights_join_what_no_rule_does() -> None:
    """A mention without party, day or article joins the only meeting of the text, in the same words, next to it."""
    text = "Ruto met Deby for talks in Nairobi on Friday. Talks went on until midnight, aides said. " + "x" * 200
    document = replace(DOCUMENT, text=text)
    first, again = text.index("talks"), text.index("Talks")
    passages = [
        replace(said(first, "ruto", "deby", kind=TALKS, rule="meetings:talks"), evidence=Span(0, 44)),
        replace(said(again, kind=TALKS, rule="meetings:talks"), evidence=Span(again, again + 40)),
    ]
    assert [len(one.evidence) for one in join(document, CAST, passages)] == [2]


def test_weights_are_asked_for_near_passages_only() -> None:
    """Time grows with the passages, not with their square: a thousand meetings of one text are told in seconds."""
    text = "x" * 200_000
    passages = [said(100 + 90 * at, "kenya", kind=TALKS, definite=True) for at in range(1000)]
    start = perf_counter()
    join(replace(DOCUMENT, text=text), CAST, [said(10, "kenya", "chad", kind=TALKS), *passages])
    assert perf_counter() - start < 20


def test_one_who_comes_in_makes_another_meeting() -> None:
    """ "Ruto met Deby. Later he held talks with Deby and Obi": two, unless day or place tie them, or the first is a
    summary ("after five hours of talks").
    """
    three = said(200, "ruto", "deby", "obi", kind=TALKS)
    assert len(join(DOCUMENT, CAST, [said(10, "ruto", "deby"), three])) == 2
    dated = replace(three, when=when(3))
    assert len(join(DOCUMENT, CAST, [said(10, "ruto", "deby", when=when(3)), dated])) == 1
    summary = said(10, "ruto", "deby", kind=TALKS, traits=("nominal=True",))
    assert len(join(DOCUMENT, CAST, [summary, three])) == 1


def test_no_such_meeting_denies_no_call() -> None:
    told = [said(10, "ruto", "deby", kind=CALL, status=PLANNED), no_such(200)]
    assert [one.status for one in join(DOCUMENT, CAST, told)] == [PLANNED]


def test_who_hosts_for_a_meeting_meets_once() -> None:
    host = said(10, "ruto", "deby", "obi", rule="meetings:host")
    meeting = said(30, "ruto", "chad", evidence=host.evidence, rule="meetings:meeting", traits=("nominal=True",))
    assert [one.participants for one in join(DOCUMENT, CAST, [host, meeting])] == [("ruto", "deby", "obi")]


@pytest.mark.parametrize(("who", "number"), [("bloc", 1), ("kenya", 0)])
def test_the_members_of_a_bloc_meet_each_other(who: str, number: int) -> None:
    cast = replace(CAST, actors=(*CAST.actors, Actor("bloc", "East African Community", ActorType.INTERNATIONAL)))
    passage = said(10, who, when=when(9), confidence=0.95)
    assert len(join(DOCUMENT, cast, [passage])) == number


def test_a_doubtful_event_with_one_party_is_left_out() -> None:
    passages = [said(10, "ruto", kind=TALKS, parties=2, confidence=0.5), said(900, "obi", "ruto")]
    doubtful, sure = (meeting for meeting, _ in described(DOCUMENT, CAST, passages))
    assert len(doubtful.participants) == 1 and doubtful.confidence < DOUBTFUL
    assert [(one.id, one.participants) for one in join(DOCUMENT, CAST, passages)] == [("m1", sure.participants)]
