"""Rules that say which event told so far a passage belongs to: kinds, parties, times, status and places that agree.

They know one article, no weights: `within_meetings_pairs` weighs what they propose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from diplograph.model import Actor, MeetingKind, MeetingMention, MeetingStatus, Timex
from diplograph.resolve.within_meetings_apart import ABOUT
from diplograph.resolve.within_meetings_fields import collapse, named_by
from diplograph.resolve.within_meetings_pairs import (
    CALLS,
    Known,
    may_stand_for,
    overlap,
    places,
    share,
    stands_for,
)

_VOICES = frozenset({MeetingKind.PHONE_CALL, MeetingKind.CALL})
_FACES = frozenset({MeetingKind.IN_PERSON, MeetingKind.SUMMIT, MeetingKind.OTHER})
_SUMMITS = frozenset({MeetingKind.SUMMIT, MeetingKind.VIDEO_CALL})
_NEAR = 500  # characters: the same or the next sentences
_LEAD = 700  # characters below a headline: what it is about is told by then
_NEXT = 300  # characters: hardly more than the next sentence
_OFF = frozenset({MeetingStatus.CANCELLED, MeetingStatus.DENIED})
_UNKNOWN_PARTNER = frozenset({"unknown=object", "unknown=with", "unknown=to", "unknown=agent", "unknown=between"})
_FAR = 1000  # characters: a few sentences


@dataclass(slots=True)
class Event:
    """Passages so far; the first one with parties leads."""

    mentions: list[MeetingMention] = field(default_factory=list)

    @property
    def lead(self) -> MeetingMention:
        return self.mentions[0]

    @property
    def kinds(self) -> set[MeetingKind]:
        return {one.kind for one in self.mentions}


def leans(one: MeetingMention) -> bool:
    """Whether a passage may need another one: it names fewer than two parties, or only what they talked about."""
    return one.count is None and (len(one.participants) < 2 or retelling(one))


def retelling(one: MeetingMention) -> bool:
    """ "The two sides also exchanged views on trade": of a meeting told before, if one was."""
    return one.rule in ABOUT and one.when is None and one.place is None and "role=with" not in one.traits


def other_matter(event: Event, one: MeetingMention, known: Known) -> bool:
    """ "the climate talks": another event than one around whose passages nobody speaks of the climate."""
    words = [trait.partition("=")[2] for trait in one.traits if trait.startswith("about=")]
    if not words or not one.definite:
        return False
    text = known.text.lower()
    around = " ".join(
        text[max(0, other.evidence.begin - _NEAR // 2) : other.evidence.end + _NEAR // 2]
        for other in event.mentions
        if other.evidence != one.evidence
    )
    return any(word not in around for word in words)


def strangers(event: Event, one: MeetingMention, known: Known) -> bool:
    """ "Wang paid a call on the president-elect": with one whom the text does not name before, another meeting than
    Wang's with the minister. A headline names by halves what the text names in full.
    """
    if one.definite or len(one.participants) != 1:
        return False
    if one.parties < 2 and not any(trait in _UNKNOWN_PARTNER for trait in one.traits):
        return False
    if one.kind in CALLS and any(_same_day(one.when, other.when) for other in event.mentions):
        return False
    named = [other for other in event.mentions if other.trigger.end > known.title]
    return one.trigger.end > known.title and any(len(other.participants) >= 2 for other in named)


def denial(one: MeetingMention) -> bool:
    """ "No such meeting took place", "denied the meeting": which one is said elsewhere."""
    return one.status is MeetingStatus.DENIED and not one.participants and one.parties < 2


def deniable(event: Event, one: MeetingMention, before: MeetingMention | None, known: Known) -> bool:
    """Whether a denial that names nobody may mean an event told before: one that somebody reported or denied already,
    or the one told just before it, unless the article itself says that it was held.
    """
    if event.lead.count is not None or not kinds_agree(event, one) or not _times_agree(event, one, known.text):
        return False
    if _places_differ(event, one, known.wider) or all(
        one.trigger.begin - other.trigger.begin > _FAR for other in event.mentions
    ):
        return False
    if one.rule == "meetings:meeting" and event.kinds <= CALLS - {MeetingKind.VIDEO_CALL}:
        return False  # "no such meeting is planned", of a call told just before
    told = {other.status for other in event.mentions}
    if told & {MeetingStatus.REPORTED, *_OFF}:
        return True
    return (
        one.definite and before is not None and any(other is before for other in event.mentions) and not _stands(before)
    )


def _stands(one: MeetingMention) -> bool:
    """Whether a passage says that the meeting was held, in so many words: a verb in the past."""
    return one.status is MeetingStatus.HELD and "form=noun" not in one.traits


def beside(event: Event, one: MeetingMention, text: str) -> bool:
    """Whether a passage of the event stands just before, in the same paragraph: then little is needed to mean it. Two
    meetings in person are told side by side too often for that.
    """
    persons = one.kind is MeetingKind.IN_PERSON and event.kinds == {MeetingKind.IN_PERSON}
    if persons and len(one.participants) < 2 and one.status not in _OFF and not one.absent:
        return False
    before = max((other.trigger.end for other in event.mentions if other.trigger <= one.trigger), default=None)
    return before is not None and text.find("\n", before, one.trigger.begin) < 0


def tied_closely(event: Event, one: MeetingMention, known: Known) -> bool:
    """Whether more than the same names ties two passages: a headline, "this was their second call", one day told twice,
    "also spoke of"; else who met may have met again.
    """
    if one.definite or in_title(event, one, known) or hosted_for(event, one) or called_off(event, one):
        return True
    if "also" in known.text[one.evidence.begin : one.trigger.begin].lower().split():
        return True
    alike = [other for other in event.mentions if set(other.participants) == set(one.participants)]
    next_to = any(other.kind is one.kind and abs(one.trigger.begin - other.trigger.begin) < _NEXT for other in alike)
    return next_to or (one.when is not None and any(other.when is not None for other in alike))


def nearest(events: Sequence[Event], one: MeetingMention) -> Event:
    """The event with the passage nearest before, else nearest after."""

    def distance(event: Event) -> tuple[bool, bool, bool, int, int]:
        other_status = all(other.status is not one.status for other in event.mentions)
        other_kind = not (one.kind in event.kinds or (one.kind in CALLS and event.kinds & CALLS))
        other_word = all(other.rule != one.rule for other in event.mentions)
        gaps = [one.trigger.begin - other.trigger.begin for other in event.mentions]
        before = [gap for gap in gaps if gap >= 0]
        if before:
            return (other_status, other_kind, other_word, 0, min(before))
        return (other_status, other_kind, other_word, 1, min(-gap for gap in gaps))

    return min(events, key=distance)


def same(event: Event, one: MeetingMention, known: Known) -> bool:
    """Two passages that both name parties: equal parties (or one set within the other) and nothing against it."""
    if (event.lead.count is None) != (one.count is None) or marked_off(event, one):
        return False
    if not kinds_agree(event, one) or not _times_agree(event, one, known.text) or not _statuses_agree(event, one):
        return False
    theirs = _participants(event, known)
    at_once = one.definite or hosted_for(event, one)
    for_others = at_once or called_off(event, one) or in_title(event, one, known)
    if not _fits(one.participants, theirs, known.actors if for_others else {}) and not _as_before(event, one):
        return False
    if _ordinals_differ(event, one) or _places_differ(event, one, known.wider):
        return False
    below = one.trigger.begin - known.title > _LEAD and in_title(event, one, known)
    if below and may_stand_for(one.participants, theirs, known.actors):
        return False
    if at_once:
        return True
    if _grown(theirs, one.participants, known.actors) and not in_title(event, one, known):
        return _day_or_place(event, one) or _summary(event.lead, one)
    # Two plain reports are one event when the date or the trigger ties them, or when nothing else tells them apart.
    return _tied(event, one)


def _as_before(event: Event, one: MeetingMention) -> bool:
    """Whether an earlier passage names the same parties, though by now others stand for them."""
    return any(set(other.participants) == set(one.participants) for other in event.mentions)


def hosted_for(event: Event, one: MeetingMention) -> bool:
    """ "hosted both for a three-way meeting": one clause, one event."""
    hosts = [other for other in event.mentions if other.rule == "meetings:host" and other.status is one.status]
    return "nominal=True" in one.traits and any(share(one, other) for other in hosts)


def _grown(some: Sequence[str], others: Sequence[str], actors: Mapping[str, Actor]) -> bool:
    """Whether one set of parties has somebody for whom nobody in the other stands: "met A", "met A and B"."""
    small, large = (some, others) if len(some) <= len(others) else (others, some)
    if may_stand_for(some, others, actors) or may_stand_for(others, some, actors):
        return False
    return bool(small) and not all(any(stands_for(one, other, actors) for other in small) for one in large)


def _summary(lead: MeetingMention, one: MeetingMention) -> bool:
    """ "after five hours of talks": who was there besides is told further down."""
    fewer = len(lead.participants) < len(one.participants)
    return fewer and "nominal=True" in lead.traits and "role=with" not in lead.traits


def _day_or_place(event: Event, one: MeetingMention) -> bool:
    """Whether a passage tells the day or the place that another one tells."""
    return any(
        _same_day(one.when, other.when) or (one.place is not None and one.place == other.place)
        for other in event.mentions
    )


def in_title(event: Event, one: MeetingMention, known: Known) -> bool:
    """A headline tells of states what the text tells of their ministers."""
    return event.lead.trigger.end <= known.title < one.trigger.begin and len(event.mentions) == 1


def _tied(event: Event, one: MeetingMention) -> bool:
    for other in event.mentions:
        if other.when is not None and one.when is not None and other.when.value == one.when.value:
            return True  # unresolved ones have the same words, else they disagree
    times = [other for other in event.mentions if other.when is not None]
    return not times or one.when is None


def means(event: Event, one: MeetingMention, known: Known) -> bool:
    """A passage that leans on another: what it says must fit, and what it does not say is taken from there."""
    if event.lead.count is not None or marked_off(event, one):
        return False
    if one.place is not None and one.when is not None and not _shares(event, one, known):
        return False
    if (
        not kinds_agree(event, one)
        or not _times_agree(event, one, known.text)
        or not _statuses_agree(event, one, leaning=True)
    ):
        return False
    if _ordinals_differ(event, one) or _places_differ(event, one, known.wider):
        return False
    theirs = _participants(event, known)
    here = one.definite and one.place is not None and any(other.place == one.place for other in event.mentions)
    while_they = one.definite and one.rule == "meetings:gather"  # "met in May, when the leaders of the bloc gathered"
    here = here or (while_they and any(share(one, other) for other in event.mentions))
    if len(one.participants) < 2 and one.kind is MeetingKind.SUMMIT and not event.kinds & _SUMMITS and not here:
        return False
    if not one.participants and one.kind in CALLS and not event.kinds & CALLS:
        return False
    if one.participants and not _fits(one.participants, theirs, known.actors if one.definite else {}):
        return False
    if strangers(event, one, known):
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


def thinkable(event: Event, one: MeetingMention, known: Known) -> bool:
    """Whether nothing speaks against a passage meaning an event, though no rule says that it does."""
    if strangers(event, one, known):
        return False
    if marked_off(event, one) or not kinds_agree(event, one):
        return False
    if not one.participants and one.kind is MeetingKind.SUMMIT and not event.kinds & _SUMMITS:
        return False
    # what is told further down only if it has the same status
    return min(other.trigger for other in event.mentions) < one.trigger or event.lead.status is one.status


def _shares(event: Event, one: MeetingMention, known: Known) -> bool:
    """Whether place or day of a passage, which says both, are those of the event."""
    here = any(other.place is not None for other in event.mentions) and not _places_differ(event, one, known.wider)
    return here or any(_same_day(one.when, other.when) for other in event.mentions)


def marked_off(event: Event, one: MeetingMention) -> bool:
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


def called_off(event: Event, one: MeetingMention) -> bool:
    """ "India called off a meeting of the ministers. X and Y were to meet next week": one event, told twice."""
    for other in event.mentions:
        pair = {other.status, one.status}
        near = abs(other.trigger.begin - one.trigger.begin) < _NEAR
        if near and pair == {MeetingStatus.CANCELLED, MeetingStatus.PLANNED} and other.kind is one.kind:
            return True
    return False


def _retold(event: Event, one: MeetingMention) -> bool:
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
    return called_off(event, one) or (undated and again and one.when is not None)


def _participants(event: Event, known: Known) -> tuple[str, ...]:
    return collapse(named_by(event.mentions, known.actors), known.actors)


def _fits(some: Sequence[str], others: Sequence[str], actors: Mapping[str, Actor]) -> bool:
    """Whether one set of parties lies within the other; a person fits the state that the person stands for."""
    if not some or not others or may_stand_for(some, others, actors):
        return True
    small, large = (some, others) if len(some) <= len(others) else (others, some)
    return all(any(stands_for(one, other, actors) for other in large) for one in small)


def kinds_agree(event: Event, one: MeetingMention) -> bool:
    for kind in event.kinds:
        if kind is one.kind:
            continue
        pair = {kind, one.kind}
        if pair <= CALLS:
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
        if MeetingKind.IN_PERSON in pair and one.definite and pair & CALLS and meeting:
            continue
        return False
    return True


def _times_agree(event: Event, one: MeetingMention, text: str) -> bool:
    mine = one.when
    if mine is None:
        return True
    return all(overlap(mine, other.when, text) for other in event.mentions if other.when is not None)


def _statuses_agree(event: Event, one: MeetingMention, *, leaning: bool = False) -> bool:
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
        if pair & _OFF and leaning and one.definite and not _stands(other):
            continue
        return False
    return True


def _ordinals_differ(event: Event, one: MeetingMention) -> bool:
    return one.ordinal is not None and any(other.ordinal not in (None, one.ordinal) for other in event.mentions)


def _places_differ(event: Event, one: MeetingMention, wider: Mapping[str, str]) -> bool:
    """Two places of which neither lies in the other."""

    return one.place is not None and any(
        other.place is not None and places(one.place, other.place, wider) == "conflict" for other in event.mentions
    )
