"""IRIs, by the contract's section 5."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from diplograph import intervals
from diplograph.dossier import Dossier, Event, Party, Passage, Reading, Utterance, Volume
from diplograph.graph.identifiers import Identifiers
from diplograph.model import (
    ActorType,
    Document,
    Extraction,
    Form,
    MeetingKind,
    MeetingStatus,
    Mode,
    Span,
    Timex,
)
from diplograph.resolve.across import join

TEXT = "They spoke last week, on 5 May 2031 and on a day that nobody named; 5月."
DOCUMENT = Document("a.txt", TEXT, "ABCDEF012345" + "0" * 52, published=date(2031, 5, 12))
UNDATED = Document("b.txt", TEXT, "0123456789ab" + "0" * 52)
PARTIES = (
    Party("Norway", ActorType.STATE, "NOR"),
    Party("Oslo Castle", ActorType.GOVERNMENT, "NOR", seat=True),
    Party("Foreign Ministry of Norway", ActorType.GOVERNMENT, "NOR"),
    Party("Zoë Łuk-Ås", ActorType.PERSON),
    Party("Western diplomat", ActorType.PERSON, origin=1),
    Party("NTB", ActorType.MEDIA),
    Party("Union of Ports", ActorType.INTERNATIONAL),
    Party("rebels (some)", ActorType.GROUP),
    Party("Old Kingdom", ActorType.STATE),
    Party("习近平", ActorType.PERSON),
)


def event(*parties: int, when: Reading | None, evidence: Passage, count: int | None = None) -> Event:
    return Event(
        MeetingKind.PHONE_CALL, MeetingStatus.HELD, parties, (), (), count, when, None, (), (), (evidence,), (), 1.0, ""
    )


def words(text: str, value: str | None, anchor: date | None = None, document: int = 0) -> Reading:
    begin = TEXT.index(text)
    return Reading(document, Timex(Span(begin, begin + len(text)), intervals.parse(value), anchor=anchor))


NO_WORDS = Reading(0, Timex(Span(0, 0), intervals.parse("2031"), anchor=date(2031, 5, 12)))


def ids(*meetings: Event, base: str = "x:/") -> Identifiers:
    volumes = (Volume(Extraction(DOCUMENT)), Volume(Extraction(UNDATED)))
    return Identifiers(Dossier(volumes, PARTIES, meetings=meetings), base)


def test_documents_mentions_actors() -> None:
    some = ids()
    assert some.documents == ["x:/document/2031-05-12-abcdef012345", "x:/document/undated-0123456789ab"]
    assert some.mention(1, Span(3, 9)) == "x:/document/undated-0123456789ab#char=3,9"
    assert some.actors == [
        "x:/actor/state/NOR",
        "x:/actor/government/NOR",
        "x:/actor/org/foreign-ministry-of-norway",
        "x:/actor/person/zoe-uk-as",
        "x:/actor/person/western-diplomat-0123456789ab",
        "x:/actor/media/ntb",
        "x:/actor/org/union-of-ports",
        "x:/actor/group/rebels-some",
        "x:/actor/state/old-kingdom",
        some.actors[9],
    ]
    assert len(some.actors[9]) == len("x:/actor/person/") + 12  # no ASCII letters: a hash


@pytest.mark.parametrize(
    ("reading", "path"),
    [
        (words("5 May 2031", "2031-05-05"), "time/2031-05-05/5-may-2031"),
        (
            words("last week", "2031-05-05/2031-05-11", date(2031, 5, 12)),
            "time/2031-05-05_2031-05-11/last-week/2031-05-12",
        ),
        (words("a day that nobody named", None), "time/undated/a-day-that-nobody-named/abcdef012345-43"),
        (words("last week", None, document=1), "time/undated/last-week/0123456789ab-11"),
        (
            Reading(0, Timex(Span(0, 0), intervals.parse("2031"), anchor=date(2031, 5, 12))),
            "time/2031-01-01_2031-12-31",
        ),
    ],
)
def test_times(reading: Reading, path: str) -> None:
    assert ids().time(reading) == f"x:/{path}"


def test_meetings() -> None:
    day = words("5 May 2031", "2031-05-05")
    some = ids(
        event(0, 1, when=day, evidence=Passage(0, Span(0, 5))),
        event(1, 0, when=day, evidence=Passage(0, Span(9, 15))),  # a second one with this path, in one document
        event(0, 1, when=day, evidence=Passage(1, Span(9, 15))),  # and in another
        event(0, 1, when=day, evidence=Passage(0, Span(9, 15))),  # even at the same place
        event(3, when=None, evidence=Passage(1, Span(0, 5))),
        event(3, 5, when=words("last week", None), evidence=Passage(0, Span(0, 5)), count=41),
        event(when=day, evidence=Passage(0, Span(0, 5))),
    )
    assert some.meetings == [
        f"x:/meeting/{path}"
        for path in (
            "2031-05-05/phone-call/NOR--government-NOR",
            "2031-05-05/phone-call/NOR--government-NOR/9",
            "2031-05-05/phone-call/NOR--government-NOR/0123456789ab-9",
            "2031-05-05/phone-call/NOR--government-NOR/9-15",
            "undated/phone-call/zoe-uk-as/0123456789ab",
            "undated/phone-call/ntb--zoe-uk-as/aggregate/abcdef012345",
            "2031-05-05/phone-call/unknown",
        )
    ]


def test_statements() -> None:
    def said(key: str, origin: int | None, *speakers: int) -> Utterance:
        nothing = ((),) * 7
        return Utterance(
            speakers, key, origin, Form.DIRECT, Mode.SPEECH, *nothing, None, None, None, (), (), (), 1.0, ""
        )

    volumes = (Volume(Extraction(DOCUMENT)), Volume(Extraction(UNDATED)))
    some = Dossier(
        volumes, PARTIES, statements=(said("his best friend", 1, 3), said("a b c d e", None, 1, 0), said("x", 0))
    )
    assert Identifiers(some, "x:/").statements == [
        "x:/statement/zoe-uk-as/e82d4be40d8c-0123456789ab",
        "x:/statement/NOR--government-NOR/52cf9f06f83e",
        "x:/statement/unknown/2d711642b726-abcdef012345",
    ]


def test_acts_offices_tenures() -> None:
    some = ids()
    assert some.act("condemn", "negative", 1, 8, None) == "x:/act/undated/condemn/negative/government-NOR--old-kingdom"
    assert (
        some.act("aid", "positive", 0, 3, words("5 May 2031", "2031-05"))
        == "x:/act/2031-05-01/aid/positive/NOR--zoe-uk-as"
    )
    assert some.office(0, "Prime Minister") == "x:/office/NOR/prime-minister"
    assert some.tenure(3, 0, "Prime Minister") == "x:/tenure/zoe-uk-as/NOR/prime-minister"


def test_no_two_nodes_share_a_name(gold: Callable[..., list[Extraction]], states: dict[str, str]) -> None:
    some = Identifiers(join(gold(optional=True), states))
    for names in (some.documents, some.actors, some.places, some.meetings, some.statements):
        assert len(set(names)) == len(names)
