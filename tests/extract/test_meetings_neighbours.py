"""What words around a meeting lend it and what they don't: days, places, kinds, plans; sentences are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from meetings_read import found

from diplograph.model import MeetingKind, MeetingProposal, MeetingStatus, Span


def at(text: str, words: str) -> Span:
    begin = text.index(words)
    return Span(begin, begin + len(words))


def heard(text: str, trigger: str, status: MeetingStatus = MeetingStatus.HELD, sure: float = 0.99) -> MeetingProposal:
    """What another reader sees at these words."""
    return MeetingProposal(at(text, trigger), MeetingKind.IN_PERSON, status, (), proposed=False, confidence=sure)


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("A meeting between Edi Rama and Aleksandar Vucic planned for early May did not go ahead.", ["cancelled"]),
        ("The spokesman declined to comment on reports that Aleksandar Vucic would visit Tirana in June.", []),
        ("Edi Rama is in Rome to visit his mother, Aneta Rama.", []),
    ],
)
def test_status(text: str, statuses: list[str]) -> None:
    assert [one.status.value for one in found(text)[0]] == statuses


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Edi Rama has called for an expansion of ties between the two following a conversation with Serbian "
            "President Aleksandar Vucic.",
            "held",
        ),
        ("An aide confirmed the conversation between Edi Rama and Aleksandar Vucic.", "held"),
        ("Edi Rama will attend the conversation with Aleksandar Vucic.", "planned"),
    ],
)
def test_what_another_reader_is_sure_of_was_held(text: str, status: str) -> None:
    events, _ = found(text, (heard(text, "conversation"),))
    assert [one.status.value for one in events] == [status]


def test_a_summit_that_is_prepared_is_not_the_reception() -> None:
    text = "Edi Rama received Aleksandar Vucic, who briefed him on preparations for the summit in November."
    summit = replace(heard(text, "summit", MeetingStatus.PLANNED), kind=MeetingKind.SUMMIT, when=at(text, "November"))
    events, _ = found(text, (heard(text, "received"), summit))
    told = [one for one in events if len(one.participants) == 2]
    assert [(one.kind, one.when) for one in told] == [(MeetingKind.IN_PERSON, None)]


def test_the_day_of_what_is_to_come() -> None:
    text = "Edi Rama had spoken by phone with Aleksandar Vucic and would do so again this week."
    events, _ = found(text, (replace(heard(text, "spoken"), when=at(text, "this week")),))
    assert [one.when for one in events] == [None]


@pytest.mark.parametrize(("sure", "dated"), [(0.75, True), (0.97, False)])
def test_a_doubtful_trigger_takes_no_day_away(sure: float, dated: bool) -> None:
    text = "The minister, Edi Rama, will continue his journey to Rome on 21 May for talks with Giorgia Meloni."
    journey = replace(heard(text, "journey", MeetingStatus.PLANNED, sure), kind=MeetingKind.VISIT)
    talks = replace(heard(text, "talks", MeetingStatus.PLANNED), kind=MeetingKind.TALKS)
    events, _ = found(text, (journey, talks))
    assert [one.when is not None for one in events if one.kind is MeetingKind.TALKS] == [dated]


def test_who_is_expected_somewhere_meets_there() -> None:
    events, _ = found("Edi Rama is expected in Rome on May 21, where he will meet Giorgia Meloni.")
    told = [one for one in events if len(one.participants) == 2]
    assert [(str(one.when.value) if one.when else None, one.place) for one in told] == [
        ("2024-05-21/2024-05-21", "Rome")
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Edi Rama met Klaus Iohannis in Bucharest on May 10. On the same day, he met Viktor Orban.",
            ["2024-05-10/2024-05-10"] * 2,
        ),
        (
            "Edi Rama met Klaus Iohannis in Bucharest in April. On the same day, he met Viktor Orban.",
            ["2024-04-01/2024-04-30", "None"],
        ),
    ],
)
def test_the_same_day(text: str, days: list[str]) -> None:
    assert [str(one.when.value if one.when else None) for one in found(text)[0]] == days


def test_who_says_it_is_no_topic() -> None:
    text = "Edi Rama and Aleksandar Vucic discussed the canal, his press service said."
    for one in found(text)[0]:
        assert all("said" not in text[topic.begin : topic.end] for topic in one.topics)


def test_they_talked_of_states() -> None:
    text = "Edi Rama spoke by phone with Aleksandar Vucic on Monday. They discussed the floods in Albania and Serbia."
    states = replace(
        heard(text, "discussed", sure=0.95), kind=MeetingKind.TALKS, participants=(at(text, "Albania and Serbia"),)
    )
    events, names = found(text, (replace(heard(text, "spoke by phone"), kind=MeetingKind.PHONE_CALL), states))
    assert [sorted(names[one] for one in event.participants) for event in events] == [["Aleksandar Vucic", "Edi Rama"]]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("President Edi Rama ended a three-day visit to Romania on May 14.", "2024-05-12/2024-05-14"),
        ("President Edi Rama began a three-day visit to Romania on May 14.", "2024-05-14/2024-05-16"),
        ("President Edi Rama began a visit to Romania on May 14.", "2024-05-14/2024-05-14"),
    ],
)
def test_visits_of_several_days(text: str, days: str) -> None:
    assert [str(one.when.value if one.when else None) for one in found(text)[0]] == [days]


def test_what_they_meant_to_talk_about_is_no_call() -> None:
    text = "Edi Rama met Aleksandar Vucic on Monday. The two presidents had planned to talk about fish."
    assert [one.kind for one in found(text)[0]] == [MeetingKind.IN_PERSON]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("In Tirana President Edi Rama congratulated Aleksandar Vucic on his appointment.", 0),
        ("President Edi Rama kept his appointment with Aleksandar Vucic in Tirana on Monday.", 1),
    ],
)
def test_appointments_to_an_office(text: str, number: int) -> None:
    who = tuple(at(text, one) for one in ("Edi Rama", "Aleksandar Vucic"))
    assert len(found(text, (replace(heard(text, "appointment"), participants=who),))[0]) == number


def test_a_headline_whose_noun_is_taken_for_a_verb() -> None:
    text = "Chile and Peru to host joint Andes fisheries talks"
    who = (at(text, "Chile"), at(text, "Peru"))
    talks = replace(heard(text, "talks", MeetingStatus.PLANNED), kind=MeetingKind.TALKS, participants=who)
    assert [one.kind for one in found(text, (talks,))[0]] == [MeetingKind.TALKS]


@pytest.mark.parametrize(
    ("text", "trigger", "who", "number"),
    [
        ("At the fair, tourists from Chile met local bakers on Monday.", "met", ("Chile",), 0),
        ("At the fair, ministers from Chile met local bakers on Monday.", "met", ("Chile",), 1),
        ("President Edi Rama chaired a meeting of the National Security Council on Monday.", "meeting", (), 0),
    ],
)
def test_nobody_in_office_and_a_body_by_itself(text: str, trigger: str, who: tuple[str, ...], number: int) -> None:
    one = replace(heard(text, trigger), participants=tuple(at(text, name) for name in who))
    assert len(found(text, (one,))[0]) == number
