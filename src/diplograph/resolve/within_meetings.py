"""Joins the passages of one article that tell of one meeting. Knows actors, times and spans, no syntax.

Passages that name parties come first, in text order, and join the event that the rules say is theirs; then those that
lean on another one ("the talks") join what the rules or, where they are silent, learnt weights say. What the weights
hold for very unlikely no rule joins. A passage that says too little and fits nowhere is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diplograph.model import ActorType, Cast, Document, Meeting, MeetingKind, MeetingMention, MeetingStatus
from diplograph.resolve import within_meetings_apart as apart
from diplograph.resolve import within_meetings_pairs as pairs
from diplograph.resolve import within_meetings_rules as rules
from diplograph.resolve.within_meetings_fields import OF_TWO, meeting_of, told_status
from diplograph.resolve.within_meetings_journeys import at_their_meetings
from diplograph.resolve.within_meetings_rules import Event
from diplograph.resolve.within_meetings_sequel import afterwards

# Confidence of a record with fewer than two parties below which it is left out: of five that two readers judged on
# unseen articles none was right, four told something false.
DOUBTFUL = 0.1
_PAIR = 2  # parties that the words name; where the article knows none of them, one record in eight was of use
_OF_ONE = frozenset({MeetingKind.SUMMIT, MeetingKind.VISIT})  # a body's summit, a visit to a place: one party is all
_SURE = 0.8  # a passage that names nobody known must be this certain to stand alone
_PEOPLE = frozenset(f"meetings:{name}" for name in ("meet", "sit_down", "get_together", "confer", "gather", "summit"))
_VERY_SURE = 0.9
_LIKELY = 0.5  # from which two parties that the words name, known or not, make an event
# Below it a rule joins only what stands just beside the event: of our own annotated articles' passages that rules would
# join against such odds, two of three told of another event.
_LEAST = 0.3
_BACK = 60  # passages apart: further away the weights say nothing
_LAST = 8  # passages of an event that are compared


def join(document: Document, cast: Cast, mentions: Sequence[MeetingMention]) -> tuple[Meeting, ...]:
    """The events of one document, in the order of their first passages; ids "m1", "m2" …

    mentions: as `extract.meetings.find` gives them; actors are ids of the cast. Events with fewer than two parties of
    which hardly one in twenty is right (`DOUBTFUL`) are left out.
    """
    found = grouped(document, cast, mentions)
    told = [meeting for passages, meeting, _ in found if not _says_too_little(meeting, passages)]
    return tuple(replace(meeting, id=f"m{number}") for number, meeting in enumerate(told, 1))


def described(
    document: Document, cast: Cast, mentions: Sequence[MeetingMention]
) -> list[tuple[Meeting, tuple[str, ...]]]:
    """As `join`, each event with the properties from which its confidence is reckoned; training learns from them."""
    return [(meeting, properties) for _, meeting, properties in grouped(document, cast, mentions)]


def grouped(
    document: Document, cast: Cast, mentions: Sequence[MeetingMention]
) -> list[tuple[tuple[MeetingMention, ...], Meeting, tuple[str, ...]]]:
    """As `described`, with the passages of each event."""
    about = pairs.known(document, cast)
    events = at_their_meetings(clusters(mentions, about, pairs.load()), about)
    found = []
    for number, event in enumerate(events, 1):
        said = afterwards(event, mentions, document.text, told_status(event))
        meeting, properties = meeting_of(f"m{number}", event, about.actors, about.wider, said)
        if _not_yet(meeting, document):  # the date of a plan told beside it
            meeting = replace(meeting, when=None)
        found.append((tuple(event), meeting, properties))
    return found


def _says_too_little(meeting: Meeting, passages: Sequence[MeetingMention]) -> bool:
    """Whether a record would tell nothing: doubtful and of one party, or of two whom nobody knows ("the pair met")."""
    known = meeting.participants or meeting.absent or meeting.organizer
    if not known and any(one.parties >= _PAIR for one in passages):
        return True
    alone = len(meeting.participants) < 2 and meeting.kind not in _OF_ONE
    return alone and meeting.confidence < DOUBTFUL


def _not_yet(meeting: Meeting, document: Document) -> bool:
    """Whether a meeting said to have been held has a date after the day of publication."""
    if meeting.status is not MeetingStatus.HELD or meeting.when is None or document.published is None:
        return False
    return meeting.when.value is not None and meeting.when.value.first > document.published


def clusters(
    mentions: Sequence[MeetingMention], about: pairs.Known, weights: pairs.Weights
) -> list[list[MeetingMention]]:
    """The passages of each event, events in text order."""
    likely = _Likelihood(mentions, about, weights)
    events: list[Event] = []
    leaning: list[MeetingMention] = []
    for one in sorted(mentions, key=lambda one: (one.evidence.begin, one.trigger.begin, one.trigger.end)):
        if rules.leans(one):
            leaning.append(one)
            continue
        fitting = [event for event in events if rules.same(event, one, about) and likely.enough(event, one)]
        fitting = [event for event in fitting if not rules.other_matter(event, one, about)]
        fitting = [event for event in fitting if not apart.remembered(event.mentions, one, about)]
        if fitting:
            rules.nearest(fitting, one).mentions.append(one)
        else:
            events.append(Event([one]))
    for one in leaning:
        home = _denied(events, one, about, likely) if rules.denial(one) else _home(events, one, about, likely)
        if home is not None:
            home.mentions.append(one)
        elif _tells(one, about):
            events.append(Event([one]))
    stands = [event.mentions for event in events if any(_tells(one, about) for one in event.mentions)]
    return sorted(stands, key=lambda event: min((one.trigger, one.evidence) for one in event))


def _home(events: Sequence[Event], one: MeetingMention, about: pairs.Known, likely: _Likelihood) -> Event | None:
    """The event that a passage means which says too little by itself."""
    if apart.several(one, about):
        return None
    events = [event for event in events if not apart.recalled(event.mentions, one, about)]
    events = [event for event in events if not apart.remembered(event.mentions, one, about)]
    events = [event for event in events if not rules.other_matter(event, one, about)]
    fitting = [event for event in events if rules.means(event, one, about) and likely.enough(event, one)]
    before = [event for event in fitting if event.mentions[0].trigger.begin < one.trigger.begin]
    after = [event for event in fitting if event.lead.status is one.status or rules.called_off(event, one)]
    if before or after:
        return rules.nearest(before or after, one)
    best = max(
        (event for event in events if rules.thinkable(event, one, about)),
        key=lambda event: likely(event, one),
        default=None,
    )
    return best if best is not None and likely(best, one) >= likely.weights.join else None


def _denied(events: Sequence[Event], one: MeetingMention, about: pairs.Known, likely: _Likelihood) -> Event | None:
    """The event that a denial means which names nobody."""
    before = likely.before(one)
    fitting = [event for event in events if rules.deniable(event, one, before, about)]
    return rules.nearest(fitting, one) if fitting else None


class _Likelihood:
    """How likely a passage belongs to an event, 0 to 1: the mean of the best and the average of its passages.

    -1 where something forbids it. In one clause, and very far apart, the weights say nothing: then it is just what
    rules need to join.
    """

    def __init__(self, mentions: Sequence[MeetingMention], about: pairs.Known, weights: pairs.Weights) -> None:
        ordered = sorted(mentions, key=pairs.order)
        self._ordered = ordered
        self._at = {id(one): at for at, one in enumerate(ordered)}
        self._about, self.weights = about, weights

    def before(self, one: MeetingMention) -> MeetingMention | None:
        """The passage just before in the text."""
        at = self._at[id(one)]
        return self._ordered[at - 1] if at else None

    def enough(self, event: Event, one: MeetingMention) -> bool:
        """Whether a rule may join a passage to an event."""
        odds = self._odds(event, one)
        if odds is None or not odds:
            return odds is not None
        likely = _middle(odds)
        if likely >= _LEAST or likely < self.weights.least:
            return likely >= _LEAST
        if one.absent and not one.participants:
            return True  # "who was not at the meeting": meant is one that is told
        if rules.leans(one):
            return rules.beside(event, one, self._about.text)
        return rules.tied_closely(event, one, self._about)

    def __call__(self, event: Event, two: MeetingMention) -> float:
        odds = self._odds(event, two)
        return -1.0 if odds is None else _middle(odds) if odds else self.weights.least

    def _odds(self, event: Event, two: MeetingMention) -> list[float] | None:
        """By the weights, for each passage of the event of which they say something; None where something forbids."""
        here = self._at[id(two)]
        found = []
        for one in event.mentions[-_LAST:]:
            there = self._at[id(one)]
            first, second = (one, two) if there < here else (two, one)
            if pairs.forbidden(first, second, self._about):
                return None
            if abs(there - here) <= _BACK and not pairs.share(one, two):
                features = pairs.features(first, second, abs(there - here), self._about)
                found.append(pairs.probability(features, self.weights))
        return found


def _middle(odds: Sequence[float]) -> float:
    return (max(odds) + sum(odds) / len(odds)) / 2


def _tells(one: MeetingMention, about: pairs.Known) -> bool:
    """Whether a passage says enough to be an event of its own: dealings that go on are none."""
    if "process" in one.traits:
        return False
    if one.parties >= 2 and one.confidence >= _LIKELY:
        return True
    if len(one.participants) == 1 and one.kind in OF_TWO and not one.absent:
        # "met", "held talks": with whom, nobody says; but the members of a bloc meet each other
        bloc = about.actors[one.participants[0]].type is ActorType.INTERNATIONAL
        return bloc and not one.definite and one.when is not None and one.confidence >= _SURE
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
