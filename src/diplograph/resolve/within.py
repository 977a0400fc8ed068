"""Brings together what was read in one article: mentions of one meeting become one, statements find their meeting."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.model import Cast, Document, Extraction, MeetingMention, Relation, Statement, Timex
from diplograph.resolve import within_meetings, within_statements


def resolve(
    document: Document,
    cast: Cast,
    timexes: Sequence[Timex],
    meetings: Sequence[MeetingMention],
    statements: Sequence[Statement],
    relations: Sequence[Relation],
) -> Extraction:
    """The extraction of one document; records in text order."""
    events = within_meetings.join(document, cast, meetings)
    said = within_statements.link(document, cast, events, statements)
    return Extraction(
        document=document,
        actors=cast.actors,
        places=cast.places,
        meetings=tuple(events),
        statements=tuple(said),
        relations=tuple(relations),
        timexes=tuple(timexes),
    )
