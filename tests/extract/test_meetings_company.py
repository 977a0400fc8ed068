"""Who takes part in a meeting and who only stands near its words, in invented sentences."""

from __future__ import annotations

import pytest
from meetings_read import PUBLISHED, found
from spacy.tokens import Doc

from diplograph import lexicon
from diplograph.extract import actors, meetings, unnamed_parties
from diplograph.language.pipeline import build_nlp, read
from diplograph.model import Document, MeetingKind, MeetingProposal, MeetingStatus, Span


def parsed(text: str) -> tuple[Doc, Document, lexicon.Lexicon]:
    document = Document("test.txt", text, "0" * 64, published=PUBLISHED)
    return read(build_nlp(), document), document, lexicon.load()


def told(text: str, proposals: tuple[MeetingProposal, ...] | None = None) -> list[tuple[set[str], set[str]]]:
    """Names of those who take part in each meeting, and of those who stay away."""
    events, names = found(text, proposals)
    return [({names[who] for who in one.participants}, {names[who] for who in one.absent}) for one in events]


def heard(text: str, trigger: str, kind: MeetingKind, *participants: str, place: str = "") -> MeetingProposal:
    """What another reader, very sure, sees at these words."""

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return MeetingProposal(
        span(trigger),
        kind,
        MeetingStatus.HELD,
        tuple(span(one) for one in participants),
        place=span(place) if place else None,
        proposed=False,
        confidence=0.99,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Edi Rama met with Klaus Iohannis in Bucharest on Monday, but not with Marcel Ciolacu.",
        "Edi Rama met Klaus Iohannis but not Marcel Ciolacu in Bucharest on Monday.",
        "Edi Rama was received by Klaus Iohannis on Monday, but not by Marcel Ciolacu.",
    ],
)
def test_set_apart(text: str) -> None:
    assert told(text) == [({"Edi Rama", "Klaus Iohannis"}, {"Marcel Ciolacu"})]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "Edi Rama and Klaus Iohannis met with Ana Brnabic and Milo Djukanovic respectively on Monday.",
            [{"Edi Rama", "Ana Brnabic"}, {"Klaus Iohannis", "Milo Djukanovic"}],
        ),
        (
            "Edi Rama will meet Ana Brnabic and Milo Djukanovic in Tirana on Monday, one after the other.",
            [{"Edi Rama", "Ana Brnabic"}, {"Edi Rama", "Milo Djukanovic"}],
        ),
        (
            "Edi Rama will meet with Ana Brnabic and with Milo Djukanovic, in Tirana on Monday, separately.",
            [{"Edi Rama", "Ana Brnabic"}, {"Edi Rama", "Milo Djukanovic"}],
        ),
        (
            "Edi Rama held talks with Ana Brnabic and with Milo Djukanovic in Tirana on Monday.",
            [{"Edi Rama", "Ana Brnabic", "Milo Djukanovic"}],
        ),
    ],
)
def test_pairs(text: str, pairs: list[set[str]]) -> None:
    assert [who for who, _ in told(text)] == pairs


def test_a_stranger_met_two_who_did_not_meet_each_other() -> None:
    text = "They will meet with Ana Brnabic and with Milo Djukanovic in Tirana on Monday, separately."
    assert all(len(who) < 2 for who, _ in told(text))


def test_what_kind_of_visit_it_is_names_nobody() -> None:
    text = "Edi Rama travelled to Bucharest on Monday on the first visit to Romania by a prime minister since 2012."
    kind = heard(text, "visit", MeetingKind.VISIT, "a prime minister")
    assert {name for who, _ in told(text, (kind,)) for name in who} == {"Edi Rama"}


def test_who_calls_off_another_ones_visit_makes_none() -> None:
    text = "Edi Rama scrapped Ana Brnabic's visit to Tirana on Monday."
    kind = heard(text, "visit", MeetingKind.VISIT, "Edi Rama", "Ana Brnabic")
    assert [who for who, _ in told(text, (kind,))] == [{"Ana Brnabic"}]


def test_who_speaks_of_a_summit_need_not_be_there() -> None:
    text = "Nobody asked for a room during this week's summit, Edi Rama said on Monday."
    kind = heard(text, "summit", MeetingKind.SUMMIT, "Edi Rama")
    assert all(not who for who, _ in told(text, (kind,)))


def test_the_two_are_those_of_the_clause_around() -> None:
    text = "Edi Rama intends to raise the border with Klaus Iohannis when the two meet in Ohrid in June."
    assert [who for who, _ in told(text)] == [{"Edi Rama", "Klaus Iohannis"}]


@pytest.mark.parametrize(
    "text",
    [
        "Reporters rang Edi Rama, who was in Bucharest with Klaus Iohannis.",
        "Journalists met Edi Rama in Tirana on Monday.",
    ],
)
def test_the_press_asks(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Edi Rama and Klaus Iohannis exchanged views on the situation in Mitrovica.", None),
        ("Edi Rama and Klaus Iohannis exchanged views on Monday in Ohrid.", "Ohrid"),
        ("Edi Rama held talks with Klaus Iohannis about a dispute over the border at Bogorodica.", None),
        ("Edi Rama met Klaus Iohannis on the sidelines of a conference in Ohrid.", "Ohrid"),
    ],
)
def test_the_place_of_a_matter_is_not_that_of_the_talks(text: str, place: str | None) -> None:
    trigger = "exchanged views" if "exchanged" in text else "talks" if "talks" in text else "met"
    where = text.rsplit(maxsplit=1)[1].rstrip(".")
    proposal = heard(text, trigger, MeetingKind.TALKS, "Edi Rama", "Klaus Iohannis", place=where)
    events, _ = found(text, (proposal,))
    assert [one.place for one in events] == [place]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Edi Rama told Klaus Iohannis by telephone on Monday that the road was open.", {"Edi Rama", "Klaus Iohannis"}),
        ("Edi Rama told Klaus Iohannis to wait in a heated phone row on Monday.", {"Edi Rama", "Klaus Iohannis"}),
        ("Edi Rama shook Klaus Iohannis's hand on Monday.", {"Edi Rama", "Klaus Iohannis"}),
        ("The trip to Ohrid on Monday was Edi Rama's first since 2019.", {"Edi Rama"}),
        ("Edi Rama held talks with the inmates on Monday.", {"Edi Rama", "inmates"}),
    ],
)
def test_found(text: str, who: set[str]) -> None:
    doc, document, known = parsed(text)
    cast, events = unnamed_parties.entered(doc, document, known, actors.find(doc, document, known), (), None)
    mentions = meetings.find(doc, document, known, cast, (), None, told=events)
    names = {one.id: one.name for one in cast.actors}
    assert [{names[one] for one in each.participants} for each in mentions] == [who]


@pytest.mark.parametrize(
    "text",
    [
        "Edi Rama told his lawyer by telephone that the road was open.",
        "Edi Rama told a radio station by telephone that the road was open.",
        "Edi Rama had a row with Klaus Iohannis over fishing.",
        "Edi Rama put the book on the round table.",
    ],
)
def test_no_call(text: str) -> None:
    assert told(text) == []


def test_who_decides_on_a_meeting_of_others_is_not_there() -> None:
    text = "Edi Rama and Klaus Iohannis agreed on a meeting of technical teams in Ohrid in June."
    kind = heard(text, "meeting", MeetingKind.TALKS, "Edi Rama", "Klaus Iohannis", "technical teams")
    assert all(not who for who, _ in told(text, (kind,)))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Edi Rama and Klaus Iohannis spoke on Monday.", "Call"),
        ("Edi Rama and Klaus Iohannis spoke in Ohrid on Monday.", "InPerson"),
        ("The last round of talks between Edi Rama and Klaus Iohannis, held by video link, was short.", "VideoCall"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    events, _ = found(text)
    assert [one.kind.value for one in events] == [kind]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ana Brnabic told Milo Djukanovic on Monday of last Wednesday, when Edi Rama dined with Klaus Iohannis.", 15),
        ("Ana Brnabic flew home on Tuesday, when Edi Rama met Klaus Iohannis.", 14),
        ("Edi Rama met Klaus Iohannis on Monday, when it rained.", 13),
    ],
)
def test_the_day_of_a_clause_of_when(text: str, day: int) -> None:
    events, names = found(text)
    two = [one for one in events if {names[who] for who in one.participants} == {"Edi Rama", "Klaus Iohannis"}]
    assert [one.when and one.when.value and one.when.value.first.day for one in two] == [day]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Edi Rama met on Sunday with Chairman of the Milli Gengesh of Turkmenistan Ata Berdiyev.",
            "Ata Berdiyev",
        ),
        ("Edi Rama held talks with Uzbek colleagues in Tirana on Monday.", "Uzbekistan"),
        ("Edi Rama received his Uzbek colleague in Tirana on Monday.", "Uzbekistan"),
    ],
)
def test_who_stands_for_whom(text: str, who: str) -> None:
    assert [who for who, _ in told(text)] == [{"Edi Rama", who}]


def test_whose_envoy_stands_for_the_one_before() -> None:
    text = "Russia, whose ambassador had lunch with the Chinese and Iranian envoys on Monday, waits."
    assert [who for who, _ in told(text)] == [{"Russia", "China", "Iran"}]


def test_received_in_turn() -> None:
    text = "Edi Rama received in turn Klaus Iohannis and Ana Brnabic on Monday."
    assert [who for who, _ in told(text)] == [{"Edi Rama", "Klaus Iohannis"}, {"Edi Rama", "Ana Brnabic"}]


def test_they_met_to_resume_the_talks() -> None:
    text = "Edi Rama and Klaus Iohannis met in Ohrid on Monday to resume stalled border talks."
    assert [who for who, _ in told(text)] == [{"Edi Rama", "Klaus Iohannis"}]


def test_neither_was_there() -> None:
    assert told("Neither Edi Rama nor Ana Brnabic attended the summit in Ohrid on Tuesday.") == [
        (set(), {"Edi Rama", "Ana Brnabic"})
    ]


def test_who_is_sent_takes_part() -> None:
    text = "Edi Rama sent Milo Djukanovic to the talks with Ana Brnabic in Ohrid on Tuesday."
    assert told(text) == [({"Milo Djukanovic", "Ana Brnabic"}, set())]


@pytest.mark.parametrize(
    "text",
    [
        "Neither Edi Rama nor Milo Djukanovic met Ana Brnabic in Ohrid on Tuesday.",
        "Had Edi Rama met Ana Brnabic, the deal would stand.",
    ],
)
def test_they_did_not_meet(text: str) -> None:
    assert told(text) == []
