"""Whom the sentences before a plural speak of, where nobody stands together there: just as many and no others.

This is weaker than `actors_parties` and therefore holds only for those of whom all the text before speaks most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from diplograph.extract.actors_phrases import latest
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.model import ActorType, MentionKind, Span


def pick(scene: Scene, span: Span, people: list[Figure], count: int, *, together: bool = False) -> list[Figure] | None:
    """That many of the persons: those of the nearest sentences before that offer no others; never one named later.

    together: only persons of one sentence, and only where the sentences around speak of no others.
    """
    people = latest(scene, span.begin, people)
    if len(people) < count:
        return None
    gathered: list[Figure] = []
    for back in range(4):
        here = _present(scene, span, people, back)
        if len(here) == count and all(one in here for one in gathered):
            return here
        gathered += [one for one in here if one not in gathered]
        if len(gathered) > count:
            # More than that many at once: those that a group held together before.
            group = last_group(scene, span, people)
            return group if group and len(group) == count else None
        if len(gathered) == count and not together:
            return gathered
    return people if len(people) == count and not together else None


def last_group(scene: Scene, span: Span, people: list[Figure]) -> list[Figure] | None:
    """The members of the last group mention of such persons."""
    keys = {one.key for one in people}
    groups: dict[Span, list[Figure]] = {}
    for where, kind, figure in scene.mention_list():
        if kind is MentionKind.GROUP and where.end <= span.begin and figure.key in keys:
            groups.setdefault(where, []).append(figure)
    return groups[max(groups)] if groups else None


def _present(scene: Scene, span: Span, people: list[Figure], back: int) -> list[Figure]:
    """The persons mentioned in the sentence so many before, up to the span."""
    at = scene.sentence(span.begin) - back
    keys = {one.key for one in people}
    found: list[Figure] = []
    for where, _, figure in scene.mention_list():
        near = where.end <= span.begin and scene.sentence(where.begin) == at
        if near and figure.key in keys and figure not in found:
            found.append(figure)
    return found


def concerned(scene: Scene, span: Span, count: int, shut_out: set[str]) -> list[Figure] | None:
    """The states of the nearest sentences before that speak of that many and no others.

    A state is spoken of by its name, by its leader or minister, and as the place that someone visits. shut_out: keys
    of those who are none of them.
    """
    gathered: list[str] = []
    for back in range(4):
        here = [code for code in states_spoken_of(scene, span, back) if f"state:{code}" not in shut_out]
        if len(here) == count and all(one in here for one in gathered):
            return [scene.state(code) for code in here]
        gathered += [one for one in here if one not in gathered]
        if len(gathered) >= count:
            break
    return [scene.state(code) for code in gathered] if len(gathered) == count else None


def states_spoken_of(scene: Scene, span: Span, back: int) -> list[str]:
    """Codes of the states of which the sentence so many before speaks, as actors, by their people or as places."""
    at = scene.sentence(span.begin) - back
    here = [one for one in scene.mentions_of(at) if one[0].end <= span.begin]
    persons = [where for where, _, figure in here if figure.is_person and not figure.unnamed]
    found: list[tuple[Span, str]] = []
    for where, kind, figure in here:
        if kind is MentionKind.ADJECTIVE and any(one.begin <= where.begin and where.end <= one.end for one in persons):
            continue  # the person counts, if in office
        if figure.is_person and figure.roles and all(role.startswith("former ") for role in figure.roles):
            continue
        if figure.state and figure.type in (ActorType.STATE, ActorType.PERSON, ActorType.GOVERNMENT):
            found.append((where, figure.state))
    for name, spans in scene.places.items():
        known = scene.lexicon.actors.forms.get(name, ())
        if known and known[0].kind in ("state", "capital"):
            inside = [one for one in spans if one.end <= span.begin and scene.sentence(one.begin) == at]
            found += [(one, known[0].key) for one in inside]
    return list(dict.fromkeys(code for _, code in sorted(found)))


def foremost(
    scene: Scene, span: Span, chosen: Sequence[Figure], *, states: bool, among: set[str] | None = None
) -> bool:
    """Whether no other of their kind is spoken of as often before as each of those chosen.

    states: whoever has a state counts for it. among: keys of the only others who could be meant.
    """
    counts = _counts(scene, span, states=states)
    if among is not None:
        counts = Counter({key: number for key, number in counts.items() if key in among})
    keys = {one.key for one in chosen}
    least = min(counts[key] for key in keys)
    return all(number < least for key, number in counts.items() if key not in keys)


def outstanding(scene: Scene, span: Span, count: int, shut_out: set[str]) -> list[Figure] | None:
    """Just as many states, each spoken of twice in the text before, and twice as often as any other; else None."""
    counts = _counts(scene, span, states=True)
    ranked = sorted((-number, key) for key, number in counts.items() if key not in shut_out)
    if (
        len(ranked) < count
        or -ranked[count - 1][0] < TWICE
        or (len(ranked) > count and ranked[count - 1][0] > TWICE * ranked[count][0])
    ):
        return None
    return [scene.state(key.removeprefix("state:")) for _, key in ranked[:count]]


def only_state(scene: Scene, span: Span) -> str | None:
    """The code of the only state of which the text before speaks, twice or more, as an actor or by its people."""
    counts = _counts(scene, span, states=True)
    if len(counts) != 1:
        return None
    key, number = next(iter(counts.items()))
    return key.removeprefix("state:") if number >= TWICE else None


TWICE = 2


def _counts(scene: Scene, span: Span, *, states: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    for where, kind, figure in scene.mention_list():
        if where.end > span.begin:
            break
        if states and figure.state and figure.type in (ActorType.STATE, ActorType.PERSON, ActorType.GOVERNMENT):
            if kind is not MentionKind.ADJECTIVE:
                counts[f"state:{figure.state}"] += 1
        elif figure.is_person and not states:
            counts[figure.key] += 1
    return counts
