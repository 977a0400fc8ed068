"""How sure an event is: that it is told, and that its participants and status are right and all there.

The certainty of a passage (`MeetingMention.confidence`) only says that its words tell of a meeting. Logistic
regression over properties of the joined event makes of it the probability that a reader would subscribe to the record.
The weights are made by `training/meetings/fields.py` and lie in `language/models/meeting_fields.json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from diplograph import logistic
from diplograph.model import Actor, ActorType, Meeting, MeetingKind, MeetingMention

_STEPS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)
_BODIES = frozenset({ActorType.STATE, ActorType.GOVERNMENT})


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
    """Probability, 0 to 1, that a record with these properties is right."""
    return logistic.probability(weights.bias + sum(weights.weights.get(one, 0.0) for one in found))


def features(event: Meeting, passages: Sequence[MeetingMention], actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """Names of the properties that hold for an event made of these passages, without repetition, in a fixed order.

    event.confidence: the certainty of the surest passage.
    """
    lead = next((one for one in passages if one.trigger == event.trigger and one.rule == event.rule), passages[0])
    people = [actors[one] for one in event.participants if one in actors]
    number = min(len(event.participants), 4)
    found = [f"certain>{step}" for step in _STEPS if event.confidence > step]
    found += [
        f"parties={number}",
        f"rule={event.rule}",
        f"kind={event.kind.value}",
        f"kind={event.kind.value}&parties={number}",
        f"status={event.status.value}",
        f"passages={min(len(passages), 3)}",
        "dated" if event.when is not None else "undated",
        "placed" if event.place is not None else "nowhere",
    ]
    if event.when is not None and event.when.value is None:
        found.append("date unresolved")
    missing = max(0, lead.parties - len(lead.participants))
    found.append(f"missing={min(missing, 2)}")
    if len(event.participants) > len(lead.participants):
        found.append("parties from several passages")
    if len({one.status for one in passages}) > 1:
        found.append("statuses mixed")
    if len({one.kind for one in passages}) > 1:
        found.append("kinds mixed")
    for name in ("definite", "another"):
        if getattr(lead, name):
            found.append(name)
    if event.absent:
        found.append("absent")
    if event.organizer:
        found.append("organizer")
    if event.inferred:
        found.append("inferred")
    found += _company(people, event.kind)
    found += [f"lead:{one}" for one in lead.traits]
    found += [f"lead:{one}&kind={event.kind.value}" for one in lead.traits if one.startswith("unknown=")]
    return tuple(dict.fromkeys(found))


def _company(people: Sequence[Actor], kind: MeetingKind) -> list[str]:
    """Who is together: sorts, and whether from several states."""
    types = [one.type for one in people]
    found = [f"has {one.value}" for one in sorted(set(types))]
    if types.count(ActorType.PERSON) >= 2:
        found.append("two persons")
    if sum(one in _BODIES for one in types) >= 2:
        found.append("two states")
    if ActorType.PERSON in types and set(types) & _BODIES:
        found.append("person and state")
    states = [one.state for one in people]
    if len(states) >= 2 and None not in states:
        found.append("one state" if len(set(states)) == 1 else "several states")
    if any(one.unnamed for one in people):
        found.append("unnamed")
    if any(one.type is ActorType.PERSON and " " not in one.name for one in people):
        found.append("single name")
    if any(one.type is ActorType.PERSON and not one.roles and one.state is None for one in people):
        found.append("person of no office")
    return found
