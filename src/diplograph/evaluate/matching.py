"""Which items of a gold record and of a found record are the same, one to one: what scores count and errors show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from diplograph.evaluate.comparing import (
    Names,
    Pair,
    Record,
    closeness,
    common,
    likeness,
    match,
    pairs,
    same_time,
    size,
    to_first_copy,
)


@dataclass(frozen=True, slots=True)
class Said:
    """Words that mean an actor. actor: canonical name. text: as written."""

    actor: str
    spans: tuple[Pair, ...]
    kind: str
    text: str
    core: bool


class Side:
    """A record, gold or found, with canonical names for ids and spans in first copies."""

    def __init__(self, record: Record, names: Names, repeats: Iterable[Record] = ()) -> None:
        again = list(repeats)
        ids = {}
        self.actors: list[tuple[str, str, bool]] = []  # name, type, core
        mentions: dict[tuple[str, tuple[Pair, ...]], Said] = {}
        for actor in record.get("actors") or ():
            name = names.canonical(actor["name"])
            kind = actor.get("type")
            ids[actor["id"]] = name
            core = is_core(actor)
            self.actors.append((name, "Organization" if kind == "InternationalOrganization" else str(kind), core))
            for one in actor.get("mentions") or ():
                at = tuple(to_first_copy(pairs(one["span"]), again))
                mentions.setdefault(
                    (name, at), Said(name, at, str(one.get("kind") or ""), str(one.get("text") or ""), core)
                )
        self.mentions = list(mentions.values())

        def named(value: Any) -> set[str]:
            listed = [value] if isinstance(value, str) else value or []
            return {ids.get(one) or names.canonical(one) for one in listed}

        self.meetings = [
            {
                **one,
                "kind": _camel(one.get("kind")),
                "kind_ok": [_camel(kind) for kind in one.get("kind_ok") or [one.get("kind")]],
                "participants": named(one.get("participants")),
                "evidence": to_first_copy(pairs(one.get("evidence")), again),
            }
            for one in record.get("meetings") or ()
        ]
        self.statements = [
            {
                **one,
                "speakers": named(one.get("speakers") or one.get("speaker")),
                "via": named(one.get("via")),
                "addressee": named(one.get("addressee")),
                "content_span": to_first_copy(pairs(one.get("content_span")), again),
                "speaker_span": to_first_copy(pairs(one.get("speaker_span")), again),
                "cue_span": to_first_copy(pairs(one.get("cue_span")), again),
            }
            for one in record.get("statements") or ()
        ]
        times = {}
        for one in record.get("timexes") or ():
            at = tuple(to_first_copy(pairs(one["span"]), again))
            times[at] = {**one, "at": list(at)}
        self.timexes = list(times.values())


def is_core(item: Record) -> bool:
    """Not marked optional by the gold."""
    return bool(item.get("level", "core") == "core")


def _camel(kind: str | None) -> str:
    return "".join(part[:1].upper() + part[1:] for part in (kind or "").split("-"))


# ---------- pairs {index of the gold: index of the found} ----------


def mentions(gold: Side, found: Side) -> dict[int, int]:
    """Of the same actor, by common code points."""
    at: dict[str, list[int]] = {}
    for index, one in enumerate(found.mentions):
        at.setdefault(one.actor, []).append(index)
    return match(
        (closeness(one.spans, found.mentions[other].spans), index, other)
        for index, one in enumerate(gold.mentions)
        for other in at.get(one.actor, ())
        if common(one.spans, found.mentions[other].spans)
    )


def meetings(gold: Side, found: Side) -> dict[int, int]:
    """A shared passage and a shared participant, or the same participants on the same day."""
    return match(
        (fit, i, j)
        for i, one in enumerate(gold.meetings)
        for j, other in enumerate(found.meetings)
        if (fit := _fit(one, other))
    )


def statements(gold: Side, found: Side, names: Names) -> dict[int, int]:
    """Half of the words in common."""
    candidates = []
    for i, one in enumerate(gold.statements):
        for j, other in enumerate(found.statements):
            alike = likeness(one.get("content") or "", other.get("content") or "")
            if alike >= 0.5:
                near = closeness(one["content_span"], other["content_span"]) if other["content_span"] else 0
                candidates.append((alike + near + names.same(one["speakers"], other["speakers"]), i, j))
    return match(candidates)


def timexes(gold: Side, found: Side) -> dict[int, int]:
    return match(
        (closeness(one["at"], other["at"]), i, j)
        for i, one in enumerate(gold.timexes)
        for j, other in enumerate(found.timexes)
        if common(one["at"], other["at"])
    )


def stated_dates(found: Side, paired: Iterable[int], published: list[Pair]) -> set[int]:
    """Found expressions that are the date of publication, which is metadata: reading it so is no error."""
    taken = set(paired)
    return {j for j, one in enumerate(found.timexes) if j not in taken and common(published, one["at"])}


# ---------- whether two items agree ----------


def same_value(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Of two time expressions."""
    return same_time(gold.get("value"), found.get("value"), approximate=bool(gold.get("approx")))


def meeting_agrees(gold: Record, found: Record) -> dict[str, bool]:
    """Participants, date, status and kind of two meetings."""
    left_out = bool(gold.get("participants_inferred")) and not found["participants"]
    return {
        "participants": gold["participants"] == found["participants"] or left_out,
        "date": same_time(gold.get("date"), found.get("date"), approximate=bool(gold.get("approx"))),
        "status": found.get("status") in (gold.get("status_ok") or [gold.get("status")]),
        "kind": found["kind"] in gold["kind_ok"],
    }


def _fit(gold: Record, found: Record) -> float:
    """How well two meetings fit; 0 when they can't be the same."""
    mine, theirs = gold["participants"], found["participants"]
    shared = max(
        (
            common([one], [other]) / max(1, min(size([one]), size([other])))
            for one in gold["evidence"]
            for other in found["evidence"]
        ),
        default=0.0,
    )
    people = len(mine & theirs) / len(mine | theirs) if mine | theirs else 1.0
    agrees = meeting_agrees(gold, found)
    told_there = shared >= 0.5 and bool(people or not mine or not theirs)
    told_so = bool(mine) and mine == theirs and bool(gold.get("date")) and agrees["date"]
    if not (told_there or told_so):
        return 0
    near = closeness(gold["evidence"], found["evidence"]) if shared else 0
    return (
        shared
        + 2 * people
        + agrees["date"]
        + 0.5 * agrees["kind"]
        + 0.5 * agrees["status"]
        + near
        + 0.1 * is_core(gold)
    )


def right_speakers(gold: Record, found: Record, names: Names) -> bool:
    """The same actors; where the gold concludes who "a statement" is, the same words without an actor will do."""
    if names.same(gold["speakers"], found["speakers"]):
        return True
    nameless = not any(names.knows(name) for name in found["speakers"])
    inferred = "speaker" in (gold.get("inferred") or ())
    return nameless and inferred and common(gold["speaker_span"], found["speaker_span"]) > 0
