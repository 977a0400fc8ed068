"""Joins the passages of one article that tell of one meeting. Knows actors, times and spans, no syntax.

Passages are taken in text order, those that name parties before those that lean on them. A passage joins the event
that fits in kind, parties, time and status; one that takes its event as known ("the talks") joins the nearest that
fits; one that says too little and fits nowhere is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from diplograph.model import (
    Actor,
    ActorType,
    Cast,
    Document,
    Interval,
    Meeting,
    MeetingKind,
    MeetingMention,
    MeetingStatus,
    Timex,
)
from diplograph.resolve import meeting_confidence as sureness

_CALLS = frozenset({MeetingKind.PHONE_CALL, MeetingKind.VIDEO_CALL, MeetingKind.CALL})
_VOICES = frozenset({MeetingKind.PHONE_CALL, MeetingKind.CALL})
_FACES = frozenset({MeetingKind.IN_PERSON, MeetingKind.SUMMIT, MeetingKind.OTHER})
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
_OF_TWO = frozenset({*_CALLS, MeetingKind.IN_PERSON, MeetingKind.TALKS})
_SURE = 0.8  # a passage that names nobody known must be this certain to stand alone
_PEOPLE = frozenset(f"meetings:{name}" for name in ("meet", "sit_down", "get_together", "confer", "gather", "summit"))
_SUMMITS = frozenset({MeetingKind.SUMMIT, MeetingKind.VIDEO_CALL})
_VERY_SURE = 0.9
_PARTIAL = 0.5  # at most, of an event that lacks a party
_LIKELY = 0.6  # from which two parties that the words name, known or not, make an event
_NEAR = 500  # characters: the same or the next sentences
_OFF = frozenset({MeetingStatus.CANCELLED, MeetingStatus.DENIED})


_WORD = re.compile(r"[^\W_]+")
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_EMPTY = frozenset("on in at the a of by s last this next that late early later earlier since from to".split())


def unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


@dataclass(slots=True)
class _Event:
    """Passages so far; the first one with parties leads."""

    mentions: list[MeetingMention] = field(default_factory=list)

    @property
    def lead(self) -> MeetingMention:
        return self.mentions[0]

    @property
    def kinds(self) -> set[MeetingKind]:
        return {one.kind for one in self.mentions}


@dataclass(frozen=True, slots=True)
class _Known:
    """Actors by id, the wider place of a place, the text."""

    actors: dict[str, Actor]
    wider: dict[str, str]
    text: str


def join(document: Document, cast: Cast, mentions: Sequence[MeetingMention]) -> tuple[Meeting, ...]:
    """The events of one document, in the order of their first passages; ids "m1", "m2" …

    mentions: as `extract.meetings.find` gives them; actors are ids of the cast.
    """
    return tuple(meeting for meeting, _ in described(document, cast, mentions))


def described(
    document: Document, cast: Cast, mentions: Sequence[MeetingMention]
) -> list[tuple[Meeting, tuple[str, ...]]]:
    """As `join`, each event with the properties from which its confidence is reckoned; training learns from them."""
    return [(meeting, properties) for _, meeting, properties in grouped(document, cast, mentions)]


def grouped(
    document: Document, cast: Cast, mentions: Sequence[MeetingMention]
) -> list[tuple[tuple[MeetingMention, ...], Meeting, tuple[str, ...]]]:
    """As `described`, with the passages of each event."""
    known = _Known(
        {actor.id: actor for actor in cast.actors},
        {place.name: place.part_of for place in cast.places if place.part_of},
        document.text,
    )
    ordered = sorted(mentions, key=lambda one: (one.evidence.begin, one.trigger.begin, one.trigger.end))
    events: list[_Event] = []
    leaning: list[MeetingMention] = []
    for one in ordered:
        if _leans(one):
            leaning.append(one)
            continue
        fitting = [event for event in events if _same(event, one, known)]
        if fitting:
            _nearest(fitting, one).mentions.append(one)
        else:
            events.append(_Event([one]))
    for one in leaning:
        fitting = [event for event in events if _means(event, one, known)]
        before = [event for event in fitting if event.mentions[0].trigger.begin < one.trigger.begin]
        after = [event for event in fitting if event.lead.status is one.status or _called_off(event, one)]
        if before or after:
            _nearest(before or after, one).mentions.append(one)
        elif _tells(one):
            events.append(_Event([one]))
    events = [event for event in events if _stands(event)]
    events.sort(key=lambda event: min((one.trigger, one.evidence) for one in event.mentions))
    return [(tuple(event.mentions), *_meeting(f"m{number}", event, known)) for number, event in enumerate(events, 1)]


def _leans(one: MeetingMention) -> bool:
    """Whether a passage may need another one: it names fewer than two parties."""
    return one.count is None and (len(one.participants) < 2 or (one.definite and len(one.participants) < 2))


def _tells(one: MeetingMention) -> bool:
    """Whether a passage says enough to be an event of its own."""
    if one.parties >= 2 and one.confidence >= _LIKELY:
        return True
    if len(one.participants) == 1 and one.kind in _OF_TWO and not one.absent:
        return False  # "met", "held talks": with whom, nobody says
    if one.participants:
        return len(one.participants) >= 2 or not one.definite or one.when is not None or one.place is not None
    if one.organizer is not None:
        return True
    if one.definite:
        return one.when is not None and one.place is not None
    if one.when is not None and one.place is not None:
        return True
    if one.when is not None and one.when.value is not None and one.confidence >= _VERY_SURE:
        return True
    someone = one.rule in _PEOPLE  # verbs have a subject, even one that is nobody known
    return someone and one.confidence >= _SURE and (one.when is not None or one.place is not None)


def _stands(event: _Event) -> bool:
    return any(_tells(one) for one in event.mentions)


def _nearest(events: Sequence[_Event], one: MeetingMention) -> _Event:
    """The event with the passage nearest before, else nearest after."""

    def distance(event: _Event) -> tuple[bool, bool, int, int]:
        other_kind = not (one.kind in event.kinds or (one.kind in _CALLS and event.kinds & _CALLS))
        other_word = all(other.rule != one.rule for other in event.mentions)
        gaps = [one.trigger.begin - other.trigger.begin for other in event.mentions]
        before = [gap for gap in gaps if gap >= 0]
        if before:
            return (other_kind, other_word, 0, min(before))
        return (other_kind, other_word, 1, min(-gap for gap in gaps))

    return min(events, key=distance)


# ---------- may it be the same? ----------


def _same(event: _Event, one: MeetingMention, known: _Known) -> bool:
    """Two passages that both name parties: equal parties (or one set within the other) and nothing against it."""
    if (event.lead.count is None) != (one.count is None) or _marked_off(event, one):
        return False
    if not _kinds_agree(event, one) or not _times_agree(event, one, known.text) or not _statuses_agree(event, one):
        return False
    theirs = _participants(event, known.actors)
    if not _fits(one.participants, theirs, known.actors if one.definite or _called_off(event, one) else {}):
        return False
    if _ordinals_differ(event, one) or _places_differ(event, one, known.wider):
        return False
    if one.definite:
        return True
    # Two plain reports are one event when the date or the trigger ties them, or when nothing else tells them apart.
    return _tied(event, one)


def _tied(event: _Event, one: MeetingMention) -> bool:
    for other in event.mentions:
        if other.when is not None and one.when is not None and other.when.value == one.when.value:
            return True  # unresolved ones have the same words, else they disagree
    times = [other for other in event.mentions if other.when is not None]
    return not times or one.when is None


def _means(event: _Event, one: MeetingMention, known: _Known) -> bool:
    """A passage that leans on another: what it says must fit, and what it does not say is taken from there."""
    if event.lead.count is not None or _marked_off(event, one):
        return False
    if one.place is not None and one.when is not None and not _shares(event, one, known):
        return False
    if (
        not _kinds_agree(event, one)
        or not _times_agree(event, one, known.text)
        or not _statuses_agree(event, one, leaning=True)
    ):
        return False
    if _ordinals_differ(event, one) or _places_differ(event, one, known.wider):
        return False
    theirs = _participants(event, known.actors)
    here = one.place is not None and any(other.place == one.place for other in event.mentions)
    if not one.participants and one.kind is MeetingKind.SUMMIT and not event.kinds & _SUMMITS and not here:
        return False
    if not one.participants and one.kind in _CALLS and not event.kinds & _CALLS:
        return False
    if one.participants and not _fits(one.participants, theirs, known.actors if one.definite else {}):
        return False
    if one.participants and not theirs and not any(other.rule == one.rule for other in event.mentions):
        return False
    if not one.definite and not one.participants and not _retold(event, one):
        return False
    if one.participants and not one.definite and not _tied(event, one):
        return False
    if one.organizer is not None and any(other.organizer not in (None, one.organizer) for other in event.mentions):
        return False
    return not (one.organizer is not None and all(other.organizer is None for other in event.mentions) and theirs)


def _shares(event: _Event, one: MeetingMention, known: _Known) -> bool:
    """Whether place or day of a passage, which says both, are those of the event."""
    here = any(other.place is not None for other in event.mentions) and not _places_differ(event, one, known.wider)
    return here or any(_same_day(one.when, other.when) for other in event.mentions)


def _marked_off(event: _Event, one: MeetingMention) -> bool:
    """ "the next round", "last met": another event than those told before, unless the day is the same.

    Two examples of one list ("meetings, including the parade and the summit") are two events.
    """
    if one.another and one.inferred:
        for other in event.mentions:
            if other.inferred and other.evidence.begin < one.evidence.end and one.evidence.begin < other.evidence.end:
                return True
    if not one.another and not (event.lead.another and not one.definite):
        return False
    if one.another and all(other.another for other in event.mentions):
        return False
    return not any(_same_day(one.when, other.when) for other in event.mentions)


def _same_day(one: Timex | None, other: Timex | None) -> bool:
    return one is not None and other is not None and one.value is not None and one.value == other.value


def _called_off(event: _Event, one: MeetingMention) -> bool:
    """ "India called off a meeting of the ministers. X and Y were to meet next week": one event, told twice."""
    for other in event.mentions:
        pair = {other.status, one.status}
        near = abs(other.trigger.begin - one.trigger.begin) < _NEAR
        if near and pair == {MeetingStatus.CANCELLED, MeetingStatus.PLANNED} and other.kind is one.kind:
            return True
    return False


def _retold(event: _Event, one: MeetingMention) -> bool:
    """A passage without parties and not known by "the": the same word for the same event, told again.

    It is called off or planned as before, or it has the organizer, or the place and the time agree.
    """
    if one.place is not None and any(
        other.place == one.place and other.status is one.status and other.kind in _FACES | {MeetingKind.TALKS}
        for other in event.mentions
    ):
        return one.kind in _FACES | {MeetingKind.TALKS}
    same_word = [other for other in event.mentions if other.rule == one.rule]
    if not same_word:
        return False
    if one.organizer is not None and any(other.organizer == one.organizer for other in same_word):
        return True
    if any(one.place is not None and other.place == one.place for other in same_word):
        return True
    undated = all(other.when is None for other in event.mentions) and event.mentions[-1].place is None
    again = one.status is MeetingStatus.PLANNED and all(other.status is one.status for other in event.mentions)
    return _called_off(event, one) or (undated and again and one.when is not None)


def _participants(event: _Event, actors: dict[str, Actor]) -> tuple[str, ...]:
    return _collapse(unique(one for mention in event.mentions for one in mention.participants), actors)


def _fits(some: Sequence[str], others: Sequence[str], actors: dict[str, Actor]) -> bool:
    """Whether one set of parties lies within the other; a person fits the state that the person stands for."""
    if not some or not others:
        return True
    small, large = (some, others) if len(some) <= len(others) else (others, some)
    return all(any(_stands_for(one, other, actors) for other in large) for one in small)


def _stands_for(one: str, other: str, actors: dict[str, Actor]) -> bool:
    if one == other:
        return True
    a, b = actors.get(one), actors.get(other)
    if a is None or b is None:  # unknown, or told to compare by identity
        return False
    pair = {a.type, b.type}
    bodies = {ActorType.STATE, ActorType.GOVERNMENT}
    if a.state is None or a.state != b.state:
        return False
    return pair <= {ActorType.PERSON, *bodies} and pair != {ActorType.PERSON}


def _collapse(ids: Sequence[str], actors: dict[str, Actor]) -> tuple[str, ...]:
    """Persons in place of their states and governments; a state in place of its government."""
    kept = []
    for one in ids:
        finer = [
            other
            for other in ids
            if other != one and _stands_for(one, other, actors) and _rank(actors[other]) < _rank(actors[one])
        ]
        if not finer:
            kept.append(one)
    return tuple(kept)


def _rank(actor: Actor) -> int:
    return {ActorType.PERSON: 0, ActorType.STATE: 1, ActorType.GOVERNMENT: 2}.get(actor.type, 0)


def _kinds_agree(event: _Event, one: MeetingMention) -> bool:
    for kind in event.kinds:
        if kind is one.kind:
            continue
        pair = {kind, one.kind}
        if pair <= _CALLS:
            if pair == {MeetingKind.PHONE_CALL, MeetingKind.VIDEO_CALL}:
                return False
            continue
        if pair <= _FACES:
            continue
        if MeetingKind.TALKS in pair and MeetingKind.VISIT not in pair:
            if pair & _VOICES and any(
                other.place is not None for other in [one, *event.mentions] if other.kind is MeetingKind.TALKS
            ):
                return False  # talks that have a place are no telephone call
            continue
        if MeetingKind.VIDEO_CALL in pair and pair & {MeetingKind.SUMMIT, MeetingKind.OTHER, MeetingKind.IN_PERSON}:
            continue  # "the meeting", of a video meeting
        if (
            MeetingKind.CALL in pair
            and pair & _FACES
            and len(one.participants) != 1
            and any(
                other.kind is MeetingKind.CALL and other.rule.endswith(":speak") for other in [one, *event.mentions]
            )
        ):
            continue
        meeting = one.rule.endswith(":meeting") and len(one.participants) != 1
        if MeetingKind.IN_PERSON in pair and one.definite and pair & _CALLS and meeting:
            continue
        return False
    return True


def _times_agree(event: _Event, one: MeetingMention, text: str) -> bool:
    mine = one.when
    if mine is None:
        return True
    return all(_overlap(mine, other.when, text) for other in event.mentions if other.when is not None)


def _overlap(one: Timex, other: Timex, text: str) -> bool:
    """Whether two times may be one. Of a time that nobody can resolve only its own words tell: "Monday" is "Monday"."""
    a, b = one.value, other.value
    if a is None or b is None:
        if a is not None or b is not None:
            return bool(_words(one, text) & _words(other, text))
        some, others = _words(one, text), _words(other, text)
        return bool(some & others) or any("week" in x and y & _WEEKDAYS for x, y in ((some, others), (others, some)))
    return a.first <= b.last and b.first <= a.last


def _words(timex: Timex, text: str) -> frozenset[str]:
    said = _WORD.findall(text[timex.span.begin : timex.span.end].lower())
    return frozenset(said) - _EMPTY


def _statuses_agree(event: _Event, one: MeetingMention, *, leaning: bool = False) -> bool:
    for other in event.mentions:
        pair = {other.status, one.status}
        if len(pair) == 1 or (pair & _OFF and MeetingStatus.PLANNED in pair):
            continue
        if MeetingStatus.REPORTED in pair and MeetingStatus.PLANNED not in pair:
            continue
        if pair == {MeetingStatus.HELD, MeetingStatus.PLANNED}:
            # "will hold talks on Friday ... the talks": a bare mention has no tense of its own
            same_day = one.when is not None and other.when is not None and one.when.value == other.when.value
            if (leaning and one.definite) or same_day:
                continue
        if pair & _OFF and leaning and one.definite:
            continue
        return False
    return True


def _ordinals_differ(event: _Event, one: MeetingMention) -> bool:
    return one.ordinal is not None and any(other.ordinal not in (None, one.ordinal) for other in event.mentions)


def _places_differ(event: _Event, one: MeetingMention, wider: dict[str, str]) -> bool:
    """Two places of which neither lies in the other."""

    def apart(a: str, b: str) -> bool:
        return not (a in b or b in a or wider.get(a) == b or wider.get(b) == a)

    return one.place is not None and any(
        other.place is not None and apart(one.place, other.place) for other in event.mentions
    )


# ---------- one event ----------


def _meeting(name: str, event: _Event, known: _Known) -> tuple[Meeting, tuple[str, ...]]:
    actors = known.actors
    mentions = sorted(event.mentions, key=lambda one: (one.trigger.begin, one.trigger.end))
    lead = next((one for one in mentions if len(one.participants) >= 2), event.lead)
    absent = unique(one for mention in mentions for one in mention.absent)
    participants = tuple(
        one
        for one in _collapse(unique(one for mention in [lead, *mentions] for one in mention.participants), actors)
        if one not in absent
    )
    when = _time(mentions)
    places = [one.place for one in [lead, *mentions] if one.place]
    evidence = tuple(dict.fromkeys(sorted(one.evidence for one in mentions)))
    inferred = unique(one for mention in mentions for one in mention.inferred)
    kind = max((one.kind for one in mentions), key=lambda kind: _FINENESS[kind])
    meeting = Meeting(
        id=name,
        kind=kind,
        status=_status(lead, mentions),
        participants=participants,
        absent=absent,
        organizer=next((one.organizer for one in mentions if one.organizer), None),
        count=event.lead.count,
        when=when,
        place=_place(places),
        topics=tuple(dict.fromkeys(span for one in mentions for span in one.topics)),
        trigger=lead.trigger,
        evidence=evidence,
        inferred=inferred,
        rule=lead.rule,
        confidence=max(one.confidence for one in mentions),
    )
    properties = sureness.features(meeting, mentions, actors)
    sure = sureness.confidence(properties, sureness.load())
    if _lacks_a_party(meeting, actors) or all("process" in one.traits for one in mentions):
        sure = min(sure, _PARTIAL)
    return replace(meeting, confidence=round(sure, 3)), properties


def _lacks_a_party(meeting: Meeting, actors: dict[str, Actor]) -> bool:
    """Whether one of two is not known, or the traveller. A body that is several people is enough."""
    known = [*meeting.participants, *meeting.absent]
    if meeting.kind is MeetingKind.VISIT:
        return not meeting.participants
    if len(known) == 1 and meeting.kind is not MeetingKind.SUMMIT:
        one = actors.get(known[0])
        return one is None or not (one.collective or one.type in (ActorType.INTERNATIONAL, ActorType.GROUP))
    return not known and meeting.kind in _OF_TWO


def _status(lead: MeetingMention, mentions: Sequence[MeetingMention]) -> MeetingStatus:
    said = [one.status for one in mentions]
    for off in (MeetingStatus.CANCELLED, MeetingStatus.DENIED):
        if off in said:
            return off
    return lead.status


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


def _place(places: Sequence[str]) -> str | None:
    """The finest place, with the wider one where both are said."""
    if not places:
        return None
    first = places[0]
    return next((one for one in places if len(one) > len(first) and first in one), first)
