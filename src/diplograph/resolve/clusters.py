"""Tellings of one event are put together; what may be one event is noted.

The most precise tellings are placed first, so that "last week" can't bind two different days together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import TypeAlias

from diplograph.model import MeetingKind
from diplograph.resolve.events import RECENT, Judge, Telling, Verdict, length

TOO_MANY = 3  # candidates; with more of them nothing is said
LONG = 93  # days; longer readings are compared with every meeting of the same parties
Parties: TypeAlias = frozenset[int] | str
Possible: TypeAlias = dict[int, set[int]]


def cluster(tellings: Sequence[Telling], judge: Judge) -> tuple[list[list[Telling]], Possible]:
    """Tellings of one event together, in the order of the documents; and which clusters may be one event.

    Every telling of a cluster must be compatible with every other. Where several clusters fit equally well, none is
    taken.
    """
    clusters: list[list[Telling]] = []
    index = _Index()
    for telling in sorted(tellings, key=_precise_first):
        verdicts = {at: together(clusters[at], [telling], judge) for at in index.near(telling)}
        best = max(verdicts.values(), default=Verdict.NO)
        fitting = [at for at, verdict in verdicts.items() if verdict is best]
        if best >= Verdict.SAME and (len(fitting) == 1 or best >= Verdict.CERTAIN):
            at = fitting[0]
            clusters[at].append(telling)
        else:
            at = len(clusters)
            clusters.append([telling])
        index.put(telling, at)
    order = sorted(range(len(clusters)), key=lambda at: min(map(_in_order, clusters[at])))
    place = {at: new for new, at in enumerate(order)}
    possible: Possible = {}
    for at, found in enumerate(clusters):
        for other in sorted({one for telling in found for one in index.near(telling) if one > at}):
            if together(found, clusters[other], judge) >= Verdict.POSSIBLE:
                possible.setdefault(place[at], set()).add(place[other])
                possible.setdefault(place[other], set()).add(place[at])
    return [sorted(clusters[at], key=_in_order) for at in order], _few(possible)


def together(some: Iterable[Telling], others: Sequence[Telling], judge: Judge) -> Verdict:
    """The verdict on two clusters: the best of all pairs, unless one pair can't be of one event."""
    best = Verdict.NO
    for one in some:
        for other in others:
            verdict = judge.compare(one, other)
            if verdict is Verdict.NO:
                return verdict
            best = max(best, verdict)
    return best


def _few(possible: Mapping[int, set[int]]) -> Possible:
    """Candidates both ways, without those of events that could be anything."""
    clear = {one for one, others in possible.items() if len(others) <= TOO_MANY}
    kept = {one: {other for other in others if one in clear and other in clear} for one, others in possible.items()}
    return {one: others for one, others in kept.items() if others}


class _Index:
    """Where the clusters of the same parties at about the same time are."""

    def __init__(self) -> None:
        self.by_month: dict[tuple[Parties, int], set[int]] = {}
        self.any_time: dict[Parties, set[int]] = {}
        self.all: dict[Parties, set[int]] = {}

    def put(self, telling: Telling, at: int) -> None:
        months = _months(telling, 0)
        for parties in _parties(telling):
            self.all.setdefault(parties, set()).add(at)
            if months is None:
                self.any_time.setdefault(parties, set()).add(at)
            for month in months or ():
                self.by_month.setdefault((parties, month), set()).add(at)

    def near(self, telling: Telling) -> list[int]:
        """Positions of clusters that may be of the same event, sorted."""
        found: set[int] = set()
        months = _months(telling, RECENT)
        for parties in _parties(telling):
            if months is None:
                found |= self.all.get(parties, set())
                continue
            found |= self.any_time.get(parties, set())
            for month in months:
                found |= self.by_month.get((parties, month), set())
        return sorted(found)


def _months(telling: Telling, around: int) -> range | None:
    """Months of the event, or of the article when the event has no date; None: any time."""
    interval, told = telling.interval, telling.published
    if interval is None:
        first = last = told
    elif length(interval) > LONG:
        return None
    else:
        first, last = interval.first, interval.last
    if first is None or last is None:
        return None
    return range(_month(first, -around), _month(last, around) + 1)


def _month(day: date, days: int) -> int:
    try:
        moved = day + timedelta(days)
    except OverflowError:  # the calendar ends
        moved = day
    return moved.year * 12 + moved.month


def _parties(telling: Telling) -> list[Parties]:
    """Pairs of states that meet; a visitor alone; the article, if it has copies."""
    states = sorted(telling.states)
    found: list[Parties] = [frozenset(pair) for pair in combinations(states, 2)]
    if len(states) == 1 or telling.meeting.kind is MeetingKind.VISIT:
        found += [frozenset({state}) for state in states]
    if telling.words:
        found.append(f"copies of {telling.root}")
    return found


def _precise_first(telling: Telling) -> tuple[int, int, int, str]:
    interval = telling.interval
    return (length(interval) if interval else 10**6, *_in_order(telling))


def _in_order(telling: Telling) -> tuple[int, int, str]:
    evidence = telling.meeting.evidence
    return telling.document, min((span.begin for span in evidence), default=0), telling.meeting.id
