"""Links of statements: which stands in which, at which meeting it was said, of which it tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diplograph.model import Cast, Document, Form, Meeting, MeetingKind, MeetingStatus, Span, Statement
from diplograph.resolve.within_statements import link


def span(text: str, words: str) -> Span:
    begin = text.index(words)
    return Span(begin, begin + len(words))


def said(text: str, number: int, speakers: str, cue: str, content: str, addressee: str = "") -> Statement:
    at = span(text, cue)
    begin = text.rfind(". ", 0, at.begin) + 2 if ". " in text[: at.begin] else 0
    end = text.find(".", at.end) + 1 or len(text)
    return Statement(
        f"s{number}", tuple(speakers.split()), None, Form.INDIRECT, at, (span(text, content),), (Span(begin, end),),
        addressee=tuple(addressee.split()),
    )  # fmt: skip


def met(text: str, trigger: str, participants: str, status: MeetingStatus = MeetingStatus.HELD) -> Meeting:
    at = span(text, trigger)
    begin = text.rfind(". ", 0, at.begin) + 2 if ". " in text[: at.begin] else 0
    return Meeting(
        "m1", MeetingKind.TALKS, status, tuple(participants.split()), trigger=at,
        evidence=(Span(begin, text.find(".", at.end) + 1),),
    )  # fmt: skip


def links(text: str, statements: list[Statement], meetings: list[Meeting]) -> list[tuple[object, ...]]:
    document = Document("test.txt", text, "0" * 64)
    return [(one.embeds, one.meeting, one.about_meeting) for one in link(document, Cast(), meetings, statements)]


def test_a_statement_in_anothers_content_is_embedded() -> None:
    text = "Oslo said that Solberg promised to call."
    outer = said(text, 1, "oslo", "said", "Solberg promised to call")
    inner = said(text, 2, "solberg", "promised", "to call")
    assert links(text, [outer, inner], []) == [(("s2",), None, None), ((), None, None)]


def test_only_the_direct_ones_are_embedded() -> None:
    text = "NTB wrote that Oslo said that Solberg promised to call."
    one = said(text, 1, "ntb", "wrote", "Oslo said that Solberg promised to call")
    two = said(text, 2, "oslo", "said", "Solberg promised to call")
    three = said(text, 3, "solberg", "promised", "to call")
    assert [row[0] for row in links(text, [one, two, three], [])] == [("s2",), ("s3",), ()]


AT = [
    # the sentence names the meeting, and the speaker took part
    ("During the talks Solberg said the fish were fine.", "talks", "solberg rojas", "solberg", "said", "", "m1"),
    # the speaker did not take part
    ("During the talks Solberg said the fish were fine.", "talks", "oslo rojas", "solberg", "said", "", None),
    # said after it, by one of them
    ("After the talks Solberg said the fish were fine.", "talks", "solberg rojas", "solberg", "said", "", None),
    # said by one to the other
    ("They held talks. Solberg told Rojas the fish were fine.", "talks", "solberg rojas", "solberg", "told", "rojas",
     "m1"),
    # said by all of them together
    ("They held talks. Both said the fish were fine.", "talks", "solberg rojas", "solberg rojas", "said", "", "m1"),
    # at a meeting that is still to come nothing has been said
    ("They plan talks. Both said the fish were fine.", "talks", "solberg rojas", "solberg rojas", "said", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "participants", "speakers", "cue", "addressee", "expected"), AT)
def test_said_at(
    text: str, trigger: str, participants: str, speakers: str, cue: str, addressee: str, expected: str | None
) -> None:
    status = MeetingStatus.PLANNED if "plan" in text else MeetingStatus.HELD
    statement = said(text, 1, speakers, cue, "the fish were fine", addressee)
    assert links(text, [statement], [met(text, trigger, participants, status)])[0][1] == expected


def test_tells_of_the_meeting_in_its_content() -> None:
    text = "Oslo said that Solberg met Rojas on Monday."
    statement = said(text, 1, "oslo", "said", "Solberg met Rojas on Monday")
    assert links(text, [statement], [met(text, "met", "solberg rojas")]) == [((), None, "m1")]


def test_who_passes_on_words_of_a_meeting_tells_of_it() -> None:
    text = "They held talks. Oslo said that Solberg told Rojas to wait."
    outer = said(text, 1, "oslo", "said", "Solberg told Rojas to wait")
    inner = said(text, 2, "solberg", "told", "to wait", "rojas")
    assert links(text, [outer, inner], [met(text, "talks", "solberg rojas")]) == [
        (("s2",), None, "m1"),
        ((), "m1", None),
    ]


def test_a_readout_goes_on_about_its_meeting() -> None:
    text = "Oslo said that Solberg met Rojas. The readout said the fish were fine."
    first = said(text, 1, "oslo", "said that", "Solberg met Rojas")
    second = said(text, 2, "oslo", "readout said", "the fish were fine")
    second = replace(
        second, cue=Span(second.cue.end - 4, second.cue.end) if second.cue else None, inferred=("speaker",)
    )
    document = Document("test.txt", text, "0" * 64)
    linked = link(document, Cast(), [met(text, "met", "solberg rojas")], [first, second])
    assert [one.about_meeting for one in linked] == ["m1", "m1"]
    assert "about_meeting" in linked[1].inferred


def test_an_aggregate_is_no_meeting_to_speak_at() -> None:
    text = "During the talks Solberg said the fish were fine."
    meeting = replace(met(text, "talks", "solberg rojas"), count=40)
    assert links(text, [said(text, 1, "solberg", "said", "the fish were fine")], [meeting]) == [((), None, None)]
