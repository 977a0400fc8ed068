"""Rules and another reader on one passage: where they agree, field by field."""

from __future__ import annotations

from datetime import date

import pytest

from diplograph import lexicon
from diplograph.extract import actors, dates, meetings
from diplograph.language.pipeline import build_nlp, read
from diplograph.model import Document, MeetingKind, MeetingProposal, MeetingStatus, Span

TEXT = "Edi Rama met Aleksandar Vucic in Tirana on Monday."


def at(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def traits(proposals: tuple[MeetingProposal, ...] | None) -> set[str]:
    document = Document("test.txt", TEXT, "0" * 64, published=date(2024, 5, 17))
    known = lexicon.load()
    doc = read(build_nlp(), document)
    cast, times = actors.find(doc, document, known), dates.find(doc, document, known)
    (told,) = meetings.find(doc, document, known, cast, times, proposals)
    return {one for one in told.traits if one.split("=")[0] in ("heard", "who", "state", "kind", "when", "where")}


def proposal(**fields: object) -> MeetingProposal:
    plain: dict[str, object] = {
        "participants": (at("Edi Rama"), at("Aleksandar Vucic")),
        "place": at("Tirana"),
        "when": at("Monday"),
        "confidence": 0.97,
        "status": MeetingStatus.HELD,
    }
    return MeetingProposal(at("met"), MeetingKind.IN_PERSON, **{**plain, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("proposals", "expected"),
    [
        (None, {"heard=nobody"}),
        ((), {"heard=no"}),
        ((proposal(proposed=True),), {"heard=wish"}),
        ((proposal(),), {"heard=sure", "who=same", "state=same", "kind=same", "when=same", "where=same"}),
        (
            (proposal(participants=(at("Edi Rama"),), place=None, when=None, status=MeetingStatus.PLANNED),),
            {"heard=sure", "who=less", "state=other", "kind=same", "when=rules", "where=rules"},
        ),
    ],
)
def test_agreement(proposals: tuple[MeetingProposal, ...] | None, expected: set[str]) -> None:
    assert expected <= traits(proposals)
