"""How sure a meeting's record is: that the event is told, and that parties, status, date and place are right.

The certainty of a passage (`MeetingMention.confidence`) only says that its words tell of a meeting. A logistic
regression over a few properties that a reader would weigh too makes of it the probability that all fields of the
record are right. The weights are fitted by `training/meetings/fields.py`, on articles that neither rules nor encoder
have learnt from, and lie in `language/models/meeting_fields.json`. The confidence is told in steps of 0.05: finer ones
would only show on which kind of processor the encoder ran.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from diplograph import logistic
from diplograph.model import Actor, ActorType, Meeting, MeetingKind, MeetingMention, MeetingStatus

_STEPS = (0.8, 0.95, 0.99)
_STEP = 20  # to one: 0.05
_OFF = (MeetingStatus.CANCELLED, MeetingStatus.DENIED)
_CALLS = (MeetingKind.PHONE_CALL, MeetingKind.VIDEO_CALL, MeetingKind.CALL)
_TOLD_AROUND = frozenset({"role=around", "role=theirs", "pronoun unknown", "several actors at one word"})


@dataclass(frozen=True, slots=True)
class Weights:
    """weights: by feature; a feature that is not there weighs nothing."""

    bias: float
    weights: Mapping[str, float]


@lru_cache(maxsize=1)
def load() -> Weights:
    """The weights that come with the package. Raises ResourceError when they are missing or broken."""
    return logistic.load("meeting_fields.json", lambda found: Weights(found["bias"], found["weights"]))


def confidence(found: Iterable[str], weights: Weights) -> float:
    """Probability that a record with these properties is right in all fields, in steps of 0.05 from 0.05 to 0.95."""
    likely = logistic.probability(weights.bias + sum(weights.weights.get(one, 0.0) for one in found))
    return min(max(round(likely * _STEP), 1), _STEP - 1) / _STEP


def features(event: Meeting, passages: Sequence[MeetingMention], actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """Names of the properties that hold for an event made of these passages, without repetition, in a fixed order.

    event.confidence: the certainty of the surest passage.
    """
    lead = next((one for one in passages if one.trigger == event.trigger and one.rule == event.rule), passages[0])
    found = [f"certain>{step}" for step in _STEPS if event.confidence > step]
    found += _parties(event, lead, actors)
    found += _circumstances(event, lead, passages)
    found += [f"lead:{one}" for one in lead.traits if one.startswith(("heard", "state=", "who="))]
    if "nominal=True" in lead.traits:
        found.append("noun")
    if lead.rule == "meetings:proposed":
        found.append("no rule")
    if event.status in _OFF:
        found.append("off")
    elif event.status is not MeetingStatus.HELD:
        found.append(event.status.value)
    if event.kind in _CALLS:
        found.append("call")
    elif event.kind in (MeetingKind.VISIT, MeetingKind.SUMMIT, MeetingKind.TALKS):
        found.append(event.kind.value)
    found += [one for one in ("process", "modal") if one in lead.traits]
    return tuple(dict.fromkeys(found))


def _parties(event: Meeting, lead: MeetingMention, actors: Mapping[str, Actor]) -> list[str]:
    people = [actors[one] for one in event.participants if one in actors]
    known = len(people) + len(event.absent)
    found = [f"parties={min(known, 3)}"]
    if known < 2 and any(one.collective or one.type is ActorType.INTERNATIONAL for one in people):
        found.append("a body")
    if known < 2 and event.kind is MeetingKind.VISIT:
        found.append("a visitor")
    if lead.parties > len(lead.participants):
        found.append("party unknown")
    if len(event.participants) > len(lead.participants):
        found.append("parties from several passages")
    if event.inferred or any(one in _TOLD_AROUND for one in lead.traits):
        found.append("parties filled in")
    if "pronoun known" in lead.traits:
        found.append("pronoun")
    if [one.type for one in people].count(ActorType.PERSON) >= 2:
        found.append("two persons")
    if len({one.type is ActorType.PERSON for one in people}) == 2:
        found.append("person and state")
    if any(one.unnamed for one in people):
        found.append("unnamed")
    return found


def _circumstances(event: Meeting, lead: MeetingMention, passages: Sequence[MeetingMention]) -> list[str]:
    found = ["dated" if event.when is not None else "undated", "placed" if event.place is not None else "nowhere"]
    if event.when is not None:
        told = next((one for one in passages if one.when == event.when), lead)
        found += [f"lead:{one}" for one in told.traits if one.startswith("when=")]
        if event.when.value is None:
            found.append("date unresolved")
        if lead.when is None:
            found.append("date of another passage")
    else:
        found += [f"lead:{one}" for one in lead.traits if one == "when=lost"]
    if event.place is not None:
        told = next((one for one in passages if one.place == event.place), lead)
        found += [f"lead:{one}" for one in told.traits if one.startswith("where=")]
        if lead.place is None:
            found.append("place of another passage")
    else:
        found += [f"lead:{one}" for one in lead.traits if one == "where=lost"]
    if len(passages) > 1:
        found.append("several passages")
    if len({one.status for one in passages}) > 1:
        found.append("statuses mixed")
    return found
