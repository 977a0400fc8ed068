"""What did not come about, was denied or is no meeting of its own, in single invented sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest
from meetings_read import PUBLISHED, found

from diplograph import lexicon
from diplograph.extract import actors, dates, meetings
from diplograph.language.pipeline import build_nlp, read
from diplograph.model import Document, MeetingKind, MeetingProposal, MeetingStatus, Span


def heard(text: str, trigger: str, status: MeetingStatus = MeetingStatus.HELD) -> MeetingProposal:
    """What another reader, very sure, sees at these words."""
    begin = text.index(trigger)
    span = Span(begin, begin + len(trigger))
    return MeetingProposal(span, MeetingKind.IN_PERSON, status, (), proposed=False, confidence=0.99)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The summit between Edi Rama and Aleksandar Vucic did not go ahead on Tuesday.", "cancelled"),
        ("The meeting between Edi Rama and Aleksandar Vucic could not take place because of fog.", "cancelled"),
        ("Talks between Edi Rama and Aleksandar Vucic will not take place on Sunday.", "cancelled"),
        ("The talks between Edi Rama and Aleksandar Vucic did not take place as scheduled.", "cancelled"),
        ("The meeting between Edi Rama and Aleksandar Vucic did not take place.", "denied"),
        ("The talks between Edi Rama and Aleksandar Vucic took place as scheduled.", "held"),
        ("Edi Rama did not go ahead with the talks with Aleksandar Vucic on Tuesday.", "cancelled"),
        ("Edi Rama went ahead with talks with Aleksandar Vucic on Tuesday.", "held"),
        ("Reports of a meeting between Edi Rama and Aleksandar Vucic were untrue, an aide said.", "denied"),
        ("False rumours of a meeting between Edi Rama and Aleksandar Vucic went round.", "denied"),
        ("Reports of talks between Edi Rama and Aleksandar Vucic were long.", "held"),
        ("Edi Rama was due to visit Ankara in June, but Turkey has not confirmed the trip.", "planned"),
        ("Edi Rama was due to visit Ankara in June, but the trip fell through.", "cancelled"),
    ],
)
def test_status(text: str, status: str) -> None:
    events, _ = found(text)
    assert [one.status.value for one in events] == [status]


def test_went_ahead_however_another_reader_sees_it() -> None:
    text = "Edi Rama went ahead with talks with Aleksandar Vucic in Tirana."
    events, _ = found(text, (heard(text, "talks", MeetingStatus.PLANNED),))
    assert [one.status for one in events] == [MeetingStatus.HELD]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Edi Rama had been due to meet Klaus Iohannis in Bucharest on a trip that was called off.", "cancelled"),
        ("Edi Rama is due to meet Klaus Iohannis in Bucharest on a trip that was paid for.", "planned"),
        ("Edi Rama had been due to meet Klaus Iohannis in Bucharest on Friday.", "cancelled"),
        ("Edi Rama had been scheduled to meet Klaus Iohannis in Bucharest on Friday.", "cancelled"),
        ("Edi Rama was scheduled to meet Klaus Iohannis in Bucharest on Friday.", "planned"),
    ],
)
def test_the_plan_goes_with_the_trip(text: str, status: str) -> None:
    events, _ = found(text)
    assert next(one for one in events if one.kind is MeetingKind.IN_PERSON).status.value == status


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Edi Rama was accompanied by Klaus Iohannis.", "accompanied"),
        ("Edi Rama had planned to talk about the port of Durres.", "talk"),
        ("Klaus Iohannis once hosted a radio show about gardens.", "hosted"),
        ("Parents greeted the freed miners on Thursday.", "greeted"),
        ("Edi Rama spoke on the ferry with newspaper columnist Anna Lind.", "spoke"),
    ],
)
def test_no_meeting_however_sure_another_reader_is(text: str, trigger: str) -> None:
    assert found(text, (heard(text, trigger),))[0] == []


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Edi Rama hosted Klaus Iohannis at a villa in Durres.", "hosted"),
        ("Albanian officials greeted Klaus Iohannis on Thursday.", "greeted"),
        ("Edi Rama spoke on the ferry with Romanian President Klaus Iohannis.", "spoke"),
        ("Edi Rama spoke on the ferry with Romanian press secretary Klaus Iohannis.", "spoke"),
    ],
)
def test_guests_and_partners_stay(text: str, trigger: str) -> None:
    assert len(found(text, (heard(text, trigger),))[0]) == 1


def test_who_was_not_at_the_meeting() -> None:
    text = "Edi Rama met Klaus Iohannis in Bucharest on Monday. Viktor Orban was not at the meeting."
    events, names = found(text)
    assert [{names[one] for one in event.participants} for event in events] == [{"Edi Rama", "Klaus Iohannis"}]
    assert {names[one] for one in events[0].absent} == {"Viktor Orban"}


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Edi Rama met Klaus Iohannis in Bucharest on June 20.", False),
        ("Edi Rama met Klaus Iohannis in Bucharest on May 10.", True),
        ("Edi Rama will meet Klaus Iohannis in Bucharest on June 20.", True),
    ],
)
def test_what_was_held_does_not_lie_ahead(text: str, dated: bool) -> None:
    events, _ = found(text)
    assert [one.when is not None for one in events] == [dated]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Asked about reports that Edi Rama had met Aleksandar Vucic, an aide smiled.", ["reported"]),
        (
            "Asked about reports that Edi Rama had met Aleksandar Vucic, an aide said no such meeting took place.",
            ["denied"],
        ),
        ("Serbia denied reports that Edi Rama had met Aleksandar Vucic.", ["denied"]),
        ("Milan Kovac dismissed the meeting between Edi Rama and Aleksandar Vucic as theatre.", ["held"]),
        ("There were no plans for a meeting between Edi Rama and Aleksandar Vucic.", ["denied"]),
        ("The talks between Edi Rama and Aleksandar Vucic have not collapsed, an aide said.", ["held"]),
        ("Edi Rama is said to have met Aleksandar Vucic in Tirana.", ["reported"]),
        ("Serbia denied that there was any plan for Edi Rama to speak with Aleksandar Vucic.", ["denied"]),
        ("Serbia welcomes dialogue with Albania.", []),
        ("A meeting between Edi Rama and Aleksandar Vucic would be a turning point.", []),
        ("Diplomats are working on a meeting between Edi Rama and Aleksandar Vucic.", []),
        ("A meeting between Edi Rama and Aleksandar Vucic could be convened.", []),
        ("A meeting between Edi Rama and Aleksandar Vucic would be held on Monday, an aide said.", ["planned"]),
    ],
)
def test_reports_and_what_is_only_imagined(text: str, statuses: list[str]) -> None:
    events, _ = found(text)
    assert [one.status.value for one in events] == statuses


def test_what_was_called_off_leaves_the_next_verb_alone() -> None:
    text = "President Edi Rama called off a visit to Rome on Monday, then met Aleksandar Vucic."
    who = tuple(Span(text.index(one), text.index(one) + len(one)) for one in ("Edi Rama", "Aleksandar Vucic"))
    events, _ = found(text, (replace(heard(text, "met"), participants=who),))
    assert {one.kind: one.status.value for one in events}[MeetingKind.IN_PERSON] == "held"


def test_an_ambassador_is_summoned() -> None:
    events, names = found("Foreign Minister Edi Rama summoned Serbian ambassador Milan Kovac on Thursday.")
    assert [(one.kind, sorted(names[actor] for actor in one.participants)) for one in events] == [
        (MeetingKind.IN_PERSON, ["Edi Rama", "Milan Kovac"])
    ]


def test_ministers_at_large_are_not_those_told_before() -> None:
    text = "Edi Rama met Aleksandar Vucic on Monday. Defence ministers gather in Brussels on Thursday."
    events, names = found(text)
    told = [[names[actor] for actor in one.participants] for one in events]
    assert told[0] == ["Edi Rama", "Aleksandar Vucic"]
    assert not any(told[1:])


def test_one_telephone_talk_is_a_call() -> None:
    events, _ = found("Foreign Minister Edi Rama had a telephone talk with Aleksandar Vucic on Thursday.")
    assert [(one.kind, len(one.participants)) for one in events] == [(MeetingKind.PHONE_CALL, 2)]


def test_what_comes_after_a_plan_is_planned_too() -> None:
    events, _ = found("Edi Rama will fly to Belgrade on Monday and be received by President Aleksandar Vucic.")
    assert {one.status.value for one in events} == {"planned"}


@pytest.mark.parametrize(("confidence", "number"), [(0.99, 1), (0.75, 0)])
def test_words_that_only_another_reader_knows(confidence: float, number: int) -> None:
    text = "Edi Rama and Aleksandar Vucic broke bread in Tirana on Thursday."
    who = tuple(Span(text.index(one), text.index(one) + len(one)) for one in ("Edi Rama", "Aleksandar Vucic"))
    one = replace(heard(text, "broke bread"), participants=who, confidence=confidence)
    assert len(found(text, (one,))[0]) == number


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Edi Rama was to visit Ankara on Monday and never arrived.", "cancelled"),
        ("Edi Rama was to visit Ankara in June and will stay for two days.", "planned"),
        ("Edi Rama had planned to travel to Ankara in June.", "cancelled"),
        ("Edi Rama had intended to meet Klaus Iohannis in Ankara in June.", "cancelled"),
        ("Edi Rama planned to travel to Ankara in June, but a strike closed the airport.", "cancelled"),
        ("Edi Rama was meant to meet Klaus Iohannis in Ankara in March.", "cancelled"),  # published in May
        ("Edi Rama was meant to meet Klaus Iohannis in Ankara in July.", "planned"),
        ("The talks between Edi Rama and Klaus Iohannis would have been the first since 2019.", "cancelled"),
        ("A meeting between Edi Rama and Klaus Iohannis was not held because of fog.", "cancelled"),
        ("Edi Rama's visit to Ankara put back a fortnight", "cancelled"),
        ("A planned dinner of Edi Rama and Klaus Iohannis did not take place.", "cancelled"),
        ("Edi Rama's meeting with Klaus Iohannis looks uncertain.", "planned"),
        ("Meeting with Klaus Iohannis at the palace, Edi Rama said the roads were ready.", "held"),
    ],
)
def test_what_became_of_plans(text: str, status: str) -> None:
    events, _ = found(text)
    assert [one.status.value for one in events] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Edi Rama and Klaus Iohannis came close to a meeting in March.",
        "A meeting between Edi Rama and Klaus Iohannis is unlikely.",
        "Edi Rama is ready at any moment to leave for talks with Klaus Iohannis.",
    ],
)
def test_nearly_a_meeting(text: str) -> None:
    events, _ = found(text)
    assert events == []


def test_a_plan_that_ran_aground_to_another_reader() -> None:
    text = "A plan to reopen talks between Edi Rama and Klaus Iohannis has run aground."
    events, _ = found(text, (heard(text, "talks", MeetingStatus.CANCELLED),))
    assert [one.status for one in events] == [MeetingStatus.CANCELLED]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A tabloid reported that Edi Rama had met Klaus Iohannis in Ohrid.", "reported"),
        ("State media reported that Edi Rama had met Klaus Iohannis in Ohrid.", "held"),
        ("The ministry reported that Edi Rama had met Klaus Iohannis in Ohrid.", "held"),
        ("Edi Rama is understood to have met Klaus Iohannis on Tuesday.", "reported"),
        ("Talk of a meeting between Edi Rama and Klaus Iohannis in Ohrid went round.", "reported"),
        ("Edi Rama persuaded Klaus Iohannis and Ana Brnabic to meet in Ohrid last November.", "held"),
        ("Edi Rama became the first prime minister to visit Belgrade since 1946.", "held"),
        ("Edi Rama would be the first prime minister to visit Belgrade since 1946.", "planned"),
        ("Edi Rama flew to Ankara to brief Hakan Fidan on Tuesday.", "held"),
        ("Edi Rama flies to Ankara on Sunday to brief Hakan Fidan.", "planned"),
        ("Edi Rama accepted an invitation from Klaus Iohannis to visit Bucharest in the autumn.", "planned"),
        ("Edi Rama used the stop to hold talks with Klaus Iohannis in Ohrid.", "held"),
        ("Edi Rama looks forward to welcoming Klaus Iohannis in Tirana on 4 July.", "planned"),
    ],
)
def test_on_whose_word(text: str, status: str) -> None:
    events, _ = found(text)
    assert [one.status.value for one in events] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Edi Rama looks forward to welcoming Klaus Iohannis in Tirana.",
        "Edi Rama would be glad to meet Klaus Iohannis.",
        "Edi Rama has yet to meet Klaus Iohannis.",
        "Edi Rama floated a meeting with Klaus Iohannis.",
        "Kenya recalled its ambassador from Mogadishu for consultations on Monday.",
    ],
)
def test_hoped_for(text: str) -> None:
    events, _ = found(text)
    assert events == []


def test_their_conversation_is_that_at_the_meeting() -> None:
    events, _ = found("Edi Rama met Klaus Iohannis in Ohrid last week and described their conversation as candid.")
    assert len(events) == 1


def test_the_summit_stands_where_two_did_not_meet_beside_it() -> None:
    text = "Edi Rama and Klaus Iohannis were set to meet on the sidelines of the summit in Ohrid on 14 May."
    document, known = Document("test.txt", text, "0" * 64, published=PUBLISHED), lexicon.load()
    doc = read(build_nlp(), document)
    times = dates.find(doc, document, known)
    passages = meetings.find(doc, document, known, actors.find(doc, document, known), times)
    assert {one.kind: one.status for one in passages} == {
        MeetingKind.IN_PERSON: MeetingStatus.CANCELLED,
        MeetingKind.SUMMIT: MeetingStatus.HELD,
    }
