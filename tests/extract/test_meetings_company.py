"""Who takes part in a meeting and who only stands near its words, in invented sentences."""

from __future__ import annotations

import pytest
from meetings_read import found

from diplograph.model import MeetingKind, MeetingProposal, MeetingStatus, Span


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
