"""Statements of one text decided together, so that they don't contradict each other.

The encoder reads each cue by itself and may take the same words twice in ways that exclude each other. Here each cue
brings its likely readings, "no statement" among them, and the combination with the greatest sum of log probabilities
is chosen, less what each contradiction costs. Where the likeliest readings get on with each other they are that
combination, and nothing is searched.

A contradiction costs as many nats as it is rare: the logarithm of how many pairs of statements with common words there
are for one that has it (1,268 pairs of the annotated articles of training and development, counted once).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from diplograph.model import Attribution, Span

CROSSING = 4.5  # contents that share words, neither inside the other: 14 of 1,268
CUT = 4.5  # a source or cue half inside another's content
SIDEWAYS = 5.4  # a content inside another's whose own cue stands outside: 6 of 1,268
TWICE = 3.8  # one content for two cues of one source, neither inside it
ALIKE = 0.5  # the same of two sources ("X rejected Y's charge that …"): 27 of 1,268, but with few readings against it
IN_SOURCE = 3.4  # a cue within another's source, unless what it attributes is there too: 41 of 1,268 are
TOGETHER = 16  # cues that are decided at once; of more that depend on each other the first are decided first
STEPS = 4000  # of the search, after which the best found so far is taken

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Option:
    """A reading of a cue. score: log probability. said: None for "no statement"."""

    said: Attribution | None
    score: float


def decided(options: Sequence[Sequence[Option]]) -> list[Option]:
    """For each cue one of its options (best first, at least one), in the order given."""
    return choose(options, [_extent(each) for each in options], lambda one: one.score, _cost)


def choose(
    groups: Sequence[Sequence[One]],
    extents: Sequence[Span],
    score: Callable[[One], float],
    cost: Callable[[One, One], float],
) -> list[One]:
    """One of each group, so that the sum of scores less the costs of all pairs is greatest.

    extents: only groups whose extents touch can cost each other something. Exact for few groups in conflict (up to
    TOGETHER of few options), near it for many; time is linear in the pairs that touch. The first of equals is taken.
    """
    picks = [max(range(len(one)), key=lambda at, one=one: (score(one[at]), -at)) for one in groups]  # type: ignore[misc]
    near = _touching(extents)
    clashing = [
        (a, b)
        for a, others in enumerate(near)
        for b in others
        if a < b and cost(groups[a][picks[a]], groups[b][picks[b]])
    ]
    done: set[int] = set()
    for first, _ in clashing:
        if first in done:
            continue
        members = _members(first, near, groups, cost)
        done.update(members)
        for begin in range(0, len(members), TOGETHER):
            part = members[begin : begin + TOGETHER]
            fixed = sorted({other for one in part for other in near[one] if other < part[0] and other in done})
            for member, pick in zip(part, _searched(part, fixed, groups, picks, score, cost), strict=True):
                picks[member] = pick
    return [group[pick] for group, pick in zip(groups, picks, strict=True)]


def _touching(extents: Sequence[Span]) -> list[list[int]]:
    """For each extent those that share a place with it, in order."""
    near: list[list[int]] = [[] for _ in extents]
    live: list[int] = []
    for one in sorted(range(len(extents)), key=lambda at: (extents[at], at)):
        live = [other for other in live if extents[other].end > extents[one].begin]
        for other in live:
            near[one].append(other)
            near[other].append(one)
        live.append(one)
    return [sorted(others) for others in near]


def _members(
    first: int, near: Sequence[Sequence[int]], groups: Sequence[Sequence[One]], cost: Callable[[One, One], float]
) -> list[int]:
    """All groups that the first one's choice can bear upon, by whatever steps."""
    found, ahead = {first}, [first]
    while ahead:
        at = ahead.pop()
        for other in near[at]:
            if other not in found and any(cost(a, b) for a in groups[at] for b in groups[other]):
                found.add(other)
                ahead.append(other)
    return sorted(found)


def _searched(
    members: Sequence[int],
    fixed: Sequence[int],
    groups: Sequence[Sequence[One]],
    picks: Sequence[int],
    score: Callable[[One], float],
    cost: Callable[[One, One], float],
) -> list[int]:
    """The best choice for members that depend on each other and on those that are fixed: branch and bound.

    After so many steps the best found so far is taken; the first one found is the greedy choice.
    """
    worths = [
        [score(one) - sum(cost(one, groups[other][picks[other]]) for other in fixed) for one in groups[member]]
        for member in members
    ]
    costs: dict[tuple[int, int, int, int], float] = {}

    def between(one: int, pick: int, other: int, taken: int) -> float:
        key = (one, pick, other, taken)
        if key not in costs:
            costs[key] = cost(groups[members[one]][pick], groups[members[other]][taken])
        return costs[key]

    hopes = [0.0] * (len(members) + 1)  # what the rest can bring at most
    for number in range(len(members) - 1, -1, -1):
        hopes[number] = hopes[number + 1] + max(worths[number])
    best: tuple[int, ...] = ()
    most = float("-inf")
    steps = STEPS
    ahead: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]  # depth first, the likeliest first
    while ahead and (steps > 0 or not best):
        worth, taken = ahead.pop()
        steps -= 1
        number = len(taken)
        if worth + hopes[number] <= most:
            continue
        if number == len(members):
            best, most = taken, worth
            continue
        further = [
            (worth + own - sum(between(number, pick, other, at) for other, at in enumerate(taken)), pick)
            for pick, own in enumerate(worths[number])
        ]
        further.sort(key=lambda step: (step[0], -step[1]))
        ahead += [(value, (*taken, pick)) for value, pick in further]
    return list(best)


# ---------- what contradicts what ----------


def _cost(one: Option, other: Option) -> float:
    return contradiction(one.said, other.said) if one.said and other.said else 0.0


def contradiction(one: Attribution, other: Attribution) -> float:
    """What it costs that both are statements; 0 when they stand apart or one in the other.

    >>> inner = Attribution((Span(0, 2),), (Span(3, 7),), (Span(8, 20),), "", 1.0)
    >>> outer = Attribution((Span(30, 33),), (Span(34, 38),), (Span(0, 20),), "", 1.0)
    >>> across = Attribution((Span(30, 33),), (Span(34, 38),), (Span(10, 25),), "", 1.0)
    >>> contradiction(inner, outer), contradiction(inner, across)
    (0.0, 4.5)
    """
    total = 0.0
    if _touch(one.content, other.content):
        total += _overlapping(one, other)
    for mine, theirs in ((one, other), (other, one)):
        total += CUT * (_cuts(mine.source, theirs.content) and not _inside(theirs.content, mine.source))
        total += CUT * _cuts(mine.cue, theirs.content)
        total += IN_SOURCE * (_touch(mine.cue, theirs.source) and not _inside(mine.content, theirs.source))
    return total


def _overlapping(one: Attribution, other: Attribution) -> float:
    within, around = _inside(one.content, other.content), _inside(other.content, one.content)
    if within and around:
        if _inside(one.cue, other.content) or _inside(other.cue, one.content):
            return 0.0
        return TWICE if _touch(one.source, other.source) else ALIKE
    if not within and not around:
        return CROSSING
    inner, outer = (one, other) if within else (other, one)
    return 0.0 if _inside(inner.cue, outer.content) else SIDEWAYS


def _touch(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(a.begin < b.end and b.begin < a.end for a in some for b in others)


def _inside(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return all(any(b.begin <= a.begin and a.end <= b.end for b in others) for a in some)


def _cuts(some: Sequence[Span], content: Sequence[Span]) -> bool:
    """Whether some words stand half in a content."""
    return _touch(some, content) and not _inside(some, content)


def _extent(options: Sequence[Option]) -> Span:
    spans = [
        span for one in options if one.said is not None for span in (*one.said.source, *one.said.cue, *one.said.content)
    ]
    return Span(min(s.begin for s in spans), max(s.end for s in spans)) if spans else Span(0, 0)
