"""Meetings that another reader proposes as words: actors, places and times are looked up at its spans."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from diplograph.extract.casting import Casting, unique
from diplograph.language import syntax
from diplograph.model import ActorType, MeetingMention, MeetingProposal, Span, Timex

LEAST = 0.6  # confidence from which a proposal that no trigger of the lexicon confirms is taken
_KNOWN = frozenset({"the", "this", "that", "these", "those", "their", "its", "his", "her", "both"})


def overlapping(span: Span, proposals: Sequence[MeetingProposal]) -> MeetingProposal | None:
    """The surest proposal whose trigger shares a character with the span."""
    found = [one for one in proposals if one.trigger.begin < span.end and span.begin < one.trigger.end]
    return max(found, key=lambda one: (one.confidence, -one.trigger.begin), default=None)


def mention(proposal: MeetingProposal, doc: Doc, casting: Casting, timexes: Sequence[Timex]) -> MeetingMention | None:
    """The record of a proposal; None when its words stand outside the text or mean nobody and nothing known.

    Outlets take no part in meetings. The evidence is the clause of the trigger.
    """
    words = doc.char_span(proposal.trigger.begin, proposal.trigger.end, alignment_mode="expand")
    if words is None or len(words) == 0:
        return None

    def who(spans: Sequence[Span]) -> tuple[str, ...]:
        found = unique(actor for span in spans for actor in casting.at(span))
        return tuple(one for one in found if casting.actors[one].type is not ActorType.MEDIA)

    participants, absent = who(proposal.participants), who(proposal.absent)
    place = casting.place_at(proposal.place) if proposal.place else None
    at = proposal.when
    when = next((one for one in timexes if at and one.span.begin < at.end and at.begin < one.span.end), None)
    if not participants and place is None and when is None:
        return None
    clause = syntax.clause_head(words.root)
    before = doc[words.start - 1].lower_ if words.start > words.sent.start else ""
    return MeetingMention(
        trigger=proposal.trigger,
        evidence=syntax.subtree(clause) if clause.sent.start == words.sent.start else proposal.trigger,
        kind=proposal.kind,
        status=proposal.status,
        participants=tuple(one for one in participants if one not in absent),
        absent=absent,
        when=when,
        place=place.name if place else None,
        definite=before in _KNOWN,
        rule="model:meeting",
        confidence=round(proposal.confidence, 3),
    )
