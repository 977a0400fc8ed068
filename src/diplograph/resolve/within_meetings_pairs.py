"""Do two passages of one article tell of one meeting? What speaks for and against it, weighed by learnt weights.

Logistic regression over properties of the two passages; the weights are made by `training/meetings/pairs.py` from the
annotated events of our own articles and lie in `language/models/meeting_pairs.json`. What can't be one event
(`forbidden`) no weight joins.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from diplograph import logistic
from diplograph.model import Actor, ActorType, Cast, Document, MeetingKind, MeetingMention, Timex

CALLS = frozenset({MeetingKind.PHONE_CALL, MeetingKind.VIDEO_CALL, MeetingKind.CALL})
_WORD = re.compile(r"[^\W_]+")
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_EMPTY = frozenset("on in at the a of by s last this next that late early later earlier since from to".split())
_HOUSES = frozenset(
    "palace house hotel hall residence ministry mansion castle villa chancellery embassy headquarters airport centre "
    "center base barracks lodge office building complex compound resort cathedral mosque basilica museum university "
    "airbase commission secretariat parliament".split()
)
_NEAR = 200  # characters: the same or the next sentence
_FAR = 6  # passages between two that count as many


@dataclass(frozen=True, slots=True)
class Known:
    """Actors by id, the wider place of a place, the text, where its title ends (0: it has none), when it came out."""

    actors: Mapping[str, Actor]
    wider: Mapping[str, str]
    text: str
    title: int = 0
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """weights: by feature; a feature that is not there weighs nothing.

    join: likelihood from which a passage joins an event without a rule. least: below it no rule joins.
    """

    bias: float
    weights: Mapping[str, float]
    join: float
    least: float


def known(document: Document, cast: Cast) -> Known:
    """What the comparison needs of a document. Without a marked title the first line is one if it is no sentence."""
    if document.title_span is not None:
        title = document.title_span.end
    else:
        first, _, rest = document.text.partition("\n")
        title = 0 if first.rstrip().endswith((".", "”", '"')) or not rest.strip() else len(first)
    return Known(
        {actor.id: actor for actor in cast.actors},
        {place.name: place.part_of for place in cast.places if place.part_of},
        document.text,
        title,
        document.published,
    )


@lru_cache(maxsize=1)
def load() -> Weights:
    """The weights that come with the package. Raises ResourceError when they are missing or broken."""
    return logistic.load(
        "meeting_pairs.json", lambda found: Weights(found["bias"], found["weights"], found["join"], found["least"])
    )


def probability(found: Mapping[str, float], weights: Weights) -> float:
    """That two passages with these properties tell of one event, 0 to 1."""
    total = weights.bias + sum(weights.weights.get(name, 0.0) * value for name, value in found.items())
    return logistic.probability(total)


def forbidden(one: MeetingMention, two: MeetingMention, about: Known) -> bool:
    """Whether two passages can't tell of one event: another day, place, number, or company."""
    if (one.count is None) != (two.count is None):
        return True
    if one.when is not None and two.when is not None and not overlap(one.when, two.when, about.text):
        return True
    if one.place is not None and two.place is not None and places(one.place, two.place, about.wider) == "conflict":
        return True
    if None not in (one.ordinal, two.ordinal) and one.ordinal != two.ordinal:
        return True
    if one.another and two.another and one.inferred and two.inferred and share(one, two):
        return True  # two examples of one list ("meetings, including the parade and the summit")
    both = len(one.participants) > 1 and len(two.participants) > 1
    return both and company(one.participants, two.participants, about.actors) in ("partial", "disjoint")


def features(one: MeetingMention, two: MeetingMention, between: int, about: Known) -> dict[str, float]:
    """Properties of two passages, one before two; between: how many passages further two stands (1: the next)."""
    who = _parties(one, two, about.actors)
    same_kind = one.kind is two.kind
    kinds = "same" if same_kind else "calls" if {one.kind, two.kind} <= CALLS else "diff"
    when = _times(one.when, two.when, about.text)
    known_by = f"{int(one.definite)}{int(two.definite)}"
    word = _last_word(one, about.text) == _last_word(two, about.text)
    names = [
        f"parties={who}",
        f"kinds={kinds}" if kinds != "diff" else f"kinds={'+'.join(sorted((one.kind.value, two.kind.value)))}",
        f"times={when}",
        f"places={_where(one.place, two.place, about.wider)}",
        "status=same" if one.status is two.status else f"status={one.status.value}+{two.status.value}",
        f"definite={known_by}",
        f"definite={known_by}&parties={who}",
        f"definite={known_by}&kinds={kinds}",
        f"parties={who}&times={when}",
        f"parties={who}&kinds={kinds}",
        f"kinds={kinds}&times={when}",
        f"word={word}",
        f"word={word}&definite={known_by}",
        f"rule={one.rule == two.rule}",
        f"first={one.rule}",
        f"second={two.rule}",
        f"next={between == 1}&definite={known_by}",
        f"new paragraph={chr(10) in about.text[one.trigger.end : two.trigger.begin]}",
    ]
    if one.another or two.another:
        names.append(f"another={int(one.another)}{int(two.another)}")
    if two.ordinal is not None:
        names.append("ordinal" if one.ordinal is None else "ordinal same")
    gap = two.trigger.begin - one.trigger.begin
    if gap < _NEAR:
        names.append("near")
    if between == 1:
        names.append("next")
    if one.trigger.end <= about.title:
        names.append("title")
    found = dict.fromkeys(names, 1.0)
    found["distance"] = min(math.log1p(max(gap, 0)) / 7, 1.3)
    found["between"] = min(between, _FAR) / _FAR
    return found


def _last_word(one: MeetingMention, text: str) -> str:
    words = text[one.trigger.begin : one.trigger.end].lower().split()
    return words[-1] if words else ""


def share(one: MeetingMention, two: MeetingMention) -> bool:
    """Whether two passages stand in one clause."""
    return one.evidence.begin < two.evidence.end and two.evidence.begin < one.evidence.end


def _parties(one: MeetingMention, two: MeetingMention, actors: Mapping[str, Actor]) -> str:
    some, others = len(one.participants), len(two.participants)
    if not some or not others:
        return f"none{min(some, 2)}{min(others, 2)}"
    how = company(one.participants, two.participants, actors)
    if how == "equal":
        return f"equal{min(some, 2)}"
    return f"subset{min(some, others, 2)}{min(max(some, others), 3)}" if how == "subset" else how


def company(some: Sequence[str], others: Sequence[str], actors: Mapping[str, Actor]) -> str:
    """How two sets of parties compare: equal, subset, stand-ins (a person for the state), stand-ins subset, partial,
    disjoint.
    """
    a, b = set(some), set(others)
    if a == b:
        return "equal"
    if may_stand_for(some, others, actors) or may_stand_for(others, some, actors):
        return "stand-ins"
    if a < b or b < a:
        return "subset"
    here = [any(stands_for(one, other, actors) for other in others) for one in some]
    there = [any(stands_for(one, other, actors) for other in some) for one in others]
    if all(here) and all(there):
        return "stand-ins"
    if all(here) or all(there):
        return "stand-ins subset"
    return "partial" if any(here) else "disjoint"


def stands_for(one: str, other: str, actors: Mapping[str, Actor]) -> bool:
    """Whether two ids are one actor, or a person and the state that the person stands for, or a state and its
    government.
    """
    if one == other:
        return True
    a, b = actors.get(one), actors.get(other)
    if a is None or b is None or a.state is None or a.state != b.state:
        return False
    pair = {a.type, b.type}
    return pair <= {ActorType.PERSON, ActorType.STATE, ActorType.GOVERNMENT} and pair != {ActorType.PERSON}


def may_stand_for(people: Sequence[str], states: Sequence[str], actors: Mapping[str, Actor]) -> bool:
    """Whether persons, of some of whom the text does not say whose they are, may stand for as many states: "Greek,
    Maltese premiers meet", "Borg and Vella met".
    """
    if len(people) != len(states) or len(people) < 2 or not {*people, *states} <= actors.keys():
        return False
    persons, bodies = [actors[one] for one in people], [actors[one] for one in states]
    if any(one.type is not ActorType.PERSON for one in persons):
        return False
    if any(one.type not in (ActorType.STATE, ActorType.GOVERNMENT) for one in bodies):
        return False
    theirs = {one.state for one in persons}
    return None in theirs and theirs - {None} <= {one.state for one in bodies}


def _times(one: Timex | None, two: Timex | None, text: str) -> str:
    if one is None or two is None:
        return f"{int(one is not None)}{int(two is not None)}"
    if one.span == two.span:
        return "span"
    if one.value is not None and one.value == two.value:
        return "equal"
    return "overlap" if overlap(one, two, text) else "conflict"


def overlap(one: Timex, other: Timex, text: str) -> bool:
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


def _where(one: str | None, two: str | None, wider: Mapping[str, str]) -> str:
    if one is None or two is None:
        return f"{int(one is not None)}{int(two is not None)}"
    return places(one, two, wider)


def places(one: str, two: str, wider: Mapping[str, str]) -> str:
    """same, within (one lies in the other, or may: a house of which nobody says where it stands) or conflict."""
    if one == two:
        return "same"
    within = one in two or two in one or wider.get(one) == two or wider.get(two) == one
    within = within or _somewhere(one, wider) != _somewhere(two, wider)
    return "within" if within else "conflict"


def _somewhere(place: str, wider: Mapping[str, str]) -> bool:
    """A house whose town is not told: "the Presidential Palace", not "the Carondelet Palace, Quito"."""
    return place not in wider and "," not in place and bool(_HOUSES & {word.lower() for word in place.split()})


def order(one: MeetingMention) -> tuple[object, ...]:
    """Sorts passages as they stand in the text."""
    return one.trigger, one.evidence, one.rule, one.participants


def unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
