"""Meetings of a short text, read with actors and dates and joined: for the tests of meetings."""

from __future__ import annotations

from datetime import date

from diplograph import lexicon
from diplograph.extract import actors, dates, meetings
from diplograph.language.pipeline import build_nlp, read
from diplograph.model import Document, Meeting, MeetingProposal
from diplograph.resolve import within_meetings

PUBLISHED = date(2024, 5, 17)  # a Friday


def found(text: str, proposals: tuple[MeetingProposal, ...] | None = None) -> tuple[list[Meeting], dict[str, str]]:
    """The meetings, and the names of the actors by id. proposals: of another reader."""
    document = Document("test.txt", text, "0" * 64, published=PUBLISHED)
    known = lexicon.load()
    doc = read(build_nlp(), document)
    cast = actors.find(doc, document, known)
    times = dates.find(doc, document, known)
    mentions = meetings.find(doc, document, known, cast, times, proposals)
    return list(within_meetings.join(document, cast, mentions)), {one.id: one.name for one in cast.actors}
