"""One record from the passages of one event: who, when, where, of what kind, and how sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from diplograph.model import Actor, ActorType, Interval, Meeting, MeetingKind, MeetingMention, MeetingStatus, Timex
from diplograph.resolve import meeting_confidence as sureness
from diplograph.resolve.within_meetings_pairs import may_stand_for, stands_for, unique

# The finer kind wins: "talks" that are "a phone call" elsewhere are a phone call.
_FINENESS = {
    MeetingKind.OTHER: 0,
    MeetingKind.TALKS: 1,
    MeetingKind.IN_PERSON: 2,
    MeetingKind.CALL: 1.5,  # "spoke": by whatever means
    MeetingKind.VISIT: 3,
    MeetingKind.SUMMIT: 4,
    MeetingKind.PHONE_CALL: 5,
    MeetingKind.VIDEO_CALL: 6,
}
OF_TWO = frozenset(
    {MeetingKind.PHONE_CALL, MeetingKind.VIDEO_CALL, MeetingKind.CALL, MeetingKind.IN_PERSON, MeetingKind.TALKS}
)


def meeting_of(
    name: str,
    passages: Sequence[MeetingMention],
    actors: Mapping[str, Actor],
    wider: Mapping[str, str],
    status: MeetingStatus,
) -> tuple[Meeting, tuple[str, ...]]:
    """The record of an event, and the properties from which its confidence is reckoned. wider: as of `Known`."""
    mentions, lead = _led(passages)
    absent = unique(one for mention in mentions for one in mention.absent)
    participants = tuple(one for one in collapse(named_by(mentions, actors, [lead]), actors) if one not in absent)
    when = _time(mentions)
    places = [one.place for one in [lead, *mentions] if one.place]
    evidence = tuple(dict.fromkeys(sorted(one.evidence for one in mentions)))
    inferred = unique(one for mention in mentions for one in mention.inferred)
    kind = max((one.kind for one in mentions), key=lambda kind: _FINENESS[kind])
    meeting = Meeting(
        id=name,
        kind=kind,
        status=status,
        participants=participants,
        absent=absent,
        organizer=next((one.organizer for one in mentions if one.organizer), None),
        count=lead.count,
        when=when,
        place=_place(places, wider),
        topics=tuple(dict.fromkeys(span for one in mentions for span in one.topics)),
        trigger=lead.trigger,
        evidence=evidence,
        inferred=inferred,
        rule=lead.rule,
        confidence=max(one.confidence for one in mentions),
    )
    properties = sureness.features(meeting, mentions, actors)
    return replace(meeting, confidence=sureness.confidence(properties, sureness.load())), properties


def named_by(
    mentions: Sequence[MeetingMention], actors: Mapping[str, Actor], first: Sequence[MeetingMention] = ()
) -> tuple[str, ...]:
    """All parties that passages of one event name; not the states that some name for the persons of others."""
    sides = list(dict.fromkeys(one.participants for one in [*first, *mentions]))
    stands = [any(may_stand_for(people, one, actors) for people in sides) for one in sides]
    return unique(one for side, stood in zip(sides, stands, strict=True) if not stood for one in side)


def told_status(passages: Sequence[MeetingMention]) -> MeetingStatus:
    """What the passages of an event say themselves: cancelled or denied if one does, else as the first with parties."""
    mentions, lead = _led(passages)
    said = [one.status for one in mentions]
    for off in (MeetingStatus.CANCELLED, MeetingStatus.DENIED):
        if off in said:
            return off
    return lead.status


def _led(passages: Sequence[MeetingMention]) -> tuple[list[MeetingMention], MeetingMention]:
    """The passages in text order, and the first one that names two parties (none: the first)."""
    mentions = sorted(passages, key=lambda one: (one.trigger.begin, one.trigger.end))
    return mentions, next((one for one in mentions if len(one.participants) >= 2), mentions[0])


def _time(mentions: Sequence[MeetingMention]) -> Timex | None:
    """The finest time: resolved before unresolved, the shorter before the longer, a plain one before an anniversary,
    the first of equals.
    """
    times = [one.when for one in sorted(mentions, key=lambda one: one.trigger.begin) if one.when is not None]
    if not times:
        return None

    def length(timex: Timex) -> tuple[int, bool]:
        value: Interval | None = timex.value
        days = 10**6 if value is None else (value.last - value.first).days
        return days, timex.rule in ("anniversary", "event")

    return min(times, key=length)


def _place(places: Sequence[str], wider: Mapping[str, str]) -> str | None:
    """The finest place, with the wider one where both are said."""
    if not places:
        return None
    first = places[0]
    longer = next((one for one in places if len(one) > len(first) and first in one), None)
    return longer or next((one for one in places if wider.get(one) == first), first)


def collapse(ids: Sequence[str], actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """Persons in place of their states and governments; a state in place of its government."""
    kept = []
    for one in ids:
        finer = [
            other
            for other in ids
            if other != one and stands_for(one, other, actors) and _rank(actors[other]) < _rank(actors[one])
        ]
        if not finer:
            kept.append(one)
    return tuple(kept)


def _rank(actor: Actor) -> int:
    return {ActorType.PERSON: 0, ActorType.STATE: 1, ActorType.GOVERNMENT: 2}.get(actor.type, 0)
