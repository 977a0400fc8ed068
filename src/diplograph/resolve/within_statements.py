"""Links the statements of one document: which stands in which, at which meeting it was said, of which it tells.

Knows neither spaCy nor RDF: spans, actors and meetings only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diplograph.model import Cast, Document, Meeting, MeetingKind, MeetingStatus, Span, Statement

_HELD = frozenset({MeetingStatus.HELD, MeetingStatus.REPORTED})
_IN = ("during the", "in the", "at the", "on the", "during a", "in a", "at a", "on a", "during their", "in their")


def link(
    document: Document, cast: Cast, meetings: Sequence[Meeting], statements: Sequence[Statement]
) -> tuple[Statement, ...]:
    """The statements with `embeds`, `meeting` and `about_meeting`, in the given order.

    embeds: those that stand directly in the content. about_meeting: the meeting whose words stand in the content.
    meeting: at which it was said, when speaker and addressee or all joint speakers took part in it, or an outer
    statement tells of it.
    """
    embedded = {one.id: _embedded(one, statements) for one in statements}
    outer = {inner: one for one in statements for inner in embedded[one.id]}
    about = {one.id: _told_of(one, meetings, document) for one in statements}
    linked = []
    for one in statements:
        at, inferred = _said_at(one, outer, about, meetings, document)
        told = about[one.id]
        linked.append(
            replace(
                one,
                embeds=tuple(embedded[one.id]),
                meeting=at.id if at else None,
                about_meeting=told.id if told and (not at or told.id != at.id) else None,
                inferred=tuple(dict.fromkeys([*one.inferred, *(["meeting"] if at and inferred else [])])),
            )
        )
    return tuple(linked)


def _inside(pieces: Sequence[Span], span: Span) -> bool:
    return any(piece.begin <= span.begin and span.end <= piece.end for piece in pieces)


def _size(one: Statement) -> int:
    return sum(piece.end - piece.begin for piece in one.content)


def _place(one: Statement) -> Span:
    return one.cue or one.speaker_span or one.content[0]


def _within(inner: Statement, outer: Statement) -> bool:
    return inner.id != outer.id and _inside(outer.content, _place(inner)) and not _inside(inner.content, _place(outer))


def _embedded(one: Statement, statements: Sequence[Statement]) -> list[str]:
    """Ids of the statements in the content that stand in no smaller one of it."""
    inner = [other for other in statements if _within(other, one)]
    return [
        other.id
        for other in inner
        if not any(_within(other, middle) and _size(middle) < _size(one) for middle in inner if middle is not other)
    ]


def _told_of(one: Statement, meetings: Sequence[Meeting], document: Document) -> Meeting | None:
    """The meeting whose trigger (or most of whose passage) stands in the content; the first one named."""
    found: list[tuple[int, Meeting]] = []
    for meeting in meetings:
        if meeting.count is not None:
            continue
        places = [meeting.trigger] if meeting.trigger and _inside(one.content, meeting.trigger) else []
        places += [span for span in meeting.evidence if _inside(one.content, span) or _covers(span, one)]
        if places:
            found.append((min(span.begin for span in places), meeting))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _covers(evidence: Span, one: Statement) -> bool:
    """The passage is a sentence most of which is the content ("Xi and Putin spoke on Monday, the Kremlin said")."""
    shared = sum(max(0, min(evidence.end, piece.end) - max(evidence.begin, piece.begin)) for piece in one.content)
    return shared >= 0.6 * (evidence.end - evidence.begin) and shared >= 0.5 * _size(one)


def _said_at(
    one: Statement,
    outer: dict[str, Statement],
    about: dict[str, Meeting | None],
    meetings: Sequence[Meeting],
    document: Document,
) -> tuple[Meeting | None, bool]:
    """(meeting, whether it is concluded from more than this sentence)."""
    held = [meeting for meeting in meetings if meeting.status in _HELD and meeting.count is None]
    mine = [meeting for meeting in held if set(one.speakers) <= set(meeting.participants) and len(meeting.participants) > 1]
    named = [meeting for meeting in mine if _named_beside(one, meeting)]
    if named:
        return named[0], False
    partner = [meeting for meeting in mine if one.addressee and set(one.addressee) <= set(meeting.participants)]
    joint = [
        meeting
        for meeting in mine
        if len(one.speakers) > 1 and set(one.speakers) == set(meeting.participants)
    ]
    candidates = partner or joint
    near = _nearest(one, candidates)
    if near:
        return near, True
    above = outer.get(one.id)
    while above is not None:
        told = about.get(above.id)
        if told is not None and told in mine:
            return told, True
        above = outer.get(above.id)
    return None, False


def _named_beside(one: Statement, meeting: Meeting) -> bool:
    """Words that name the meeting stand in the sentence, outside the content ("During the call, Shoukry stressed")."""
    return bool(
        meeting.trigger
        and meeting.kind is not MeetingKind.OTHER
        and any(span.begin <= meeting.trigger.begin < span.end for span in one.evidence)
        and not _inside(one.content, meeting.trigger)
    )


def _nearest(one: Statement, meetings: Sequence[Meeting]) -> Meeting | None:
    """The only candidate, or the one of which the text last told before the statement."""
    if len(meetings) <= 1:
        return meetings[0] if meetings else None
    at = _place(one).begin
    before = [
        (max(span.begin for span in meeting.evidence if span.begin <= at), meeting.id, meeting)
        for meeting in meetings
        if any(span.begin <= at for span in meeting.evidence)
    ]
    return max(before, key=lambda entry: entry[:2])[2] if before else None
