"""Meetings across documents: which tellings are of one event, and what is known of it.

Two tellings of one document are two events (within a document they are joined before). Across documents they are one
only if nothing stands against it and parties, kind, status and days agree; what merely could be one is kept as a
candidate. The most precise tellings are placed first, so that "last week" can't bind two different days together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import combinations

from diplograph.model import Interval, Meeting, MeetingKind, MeetingStatus

Kind, Status = MeetingKind, MeetingStatus

REMOTE = frozenset({Kind.CALL, Kind.PHONE_CALL, Kind.VIDEO_CALL})
FACE_TO_FACE = frozenset({Kind.IN_PERSON, Kind.TALKS, Kind.SUMMIT, Kind.VISIT})
MANY_SIDED = frozenset({Kind.TALKS, Kind.SUMMIT, Kind.CALL, Kind.PHONE_CALL, Kind.VIDEO_CALL})
WEEK, MONTH = 7, 31  # days
NEAR = 3  # days between two dates that two reports give for one planned meeting
SAME_NEWS = 7  # days between two articles that may tell of one undated meeting
RECENT = 62  # days from a meeting to an article that tells of it without a date
TOO_MANY = 3  # candidates; with more of them nothing is said
# Statuses under which two documents may tell of one event; a pair that contradicts itself becomes a conflict.
AGREEING = frozenset(
    frozenset(pair)
    for pair in (
        (Status.HELD, Status.REPORTED),
        (Status.HELD, Status.DENIED),
        (Status.REPORTED, Status.DENIED),
        (Status.PLANNED, Status.HELD),
        (Status.PLANNED, Status.CANCELLED),
        (Status.PLANNED, Status.DENIED),
        (Status.PLANNED, Status.REPORTED),
        (Status.HELD, Status.CANCELLED),
    )
)


class Verdict(IntEnum):
    """How sure it is that two tellings are of one event."""

    NO = 0
    POSSIBLE = 1
    SAME = 2
    CERTAIN = 3  # the same parties on the same day
    COPY = 4  # a copy of the article tells it in the same words


class Days(IntEnum):
    """How two intervals of days lie to one another."""

    APART = 0
    CLOSE = 1  # not together, but at most three days apart
    OPEN = 2  # one of them is not known
    LOOSE = 3  # they overlap, or one lies in a long other
    MONTH = 4  # one lies in the other, which is at most a month
    WEEK = 5
    DAY = 6  # the same single day


@dataclass(frozen=True, slots=True)
class Telling:
    """One document's meeting, with actors and places by their positions in the dossier.

    states: participants, each replaced by the state that it represents. root: the document that this one repeats,
    or itself. words: of the evidence, normalised, only where the document has copies.
    """

    document: int
    meeting: Meeting
    participants: frozenset[int]
    absent: frozenset[int]
    states: frozenset[int]
    place: int | None
    published: date | None
    root: int
    words: frozenset[str] = frozenset()

    @property
    def interval(self) -> Interval | None:
        return self.meeting.when.value if self.meeting.when else None


LiesIn = Callable[[int, int], bool]
IsPerson = Callable[[int], bool]


def days(one: Interval | None, other: Interval | None) -> Days:
    """How two intervals lie to one another.

    >>> from datetime import date; from diplograph.intervals import day, month
    >>> days(day(date(2025, 1, 7)), month(2025, 1)).name, days(day(date(2025, 1, 7)), None).name
    ('MONTH', 'OPEN')
    """
    if one is None or other is None:
        return Days.OPEN
    if one.first > other.last or other.first > one.last:
        gap = max((one.first - other.last).days, (other.first - one.last).days)
        return Days.CLOSE if gap <= NEAR else Days.APART
    inside = one.first >= other.first and one.last <= other.last
    outside = one.first <= other.first and one.last >= other.last
    longer = max(length(one), length(other))
    if not (inside or outside) or longer > MONTH:
        return Days.LOOSE
    return Days.DAY if longer == 1 else Days.WEEK if longer <= WEEK else Days.MONTH


def length(interval: Interval) -> int:
    """The number of days."""
    return (interval.last - interval.first).days + 1


def same_kind(one: MeetingKind, other: MeetingKind) -> bool:
    """Equal, or one is broader than the other.

    >>> same_kind(Kind.CALL, Kind.VIDEO_CALL), same_kind(Kind.PHONE_CALL, Kind.VIDEO_CALL)
    (True, False)
    """
    return one == other or (Kind.CALL in (one, other) and {one, other} <= REMOTE) or {one, other} <= FACE_TO_FACE


class Judge:
    """Compares tellings. It knows nothing of the world but which place lies in which and who is a person."""

    def __init__(self, lies_in: LiesIn, is_person: IsPerson) -> None:
        self.lies_in, self.is_person = lies_in, is_person

    def compare(self, one: Telling, other: Telling) -> Verdict:
        """How sure it is that two tellings are of one event."""
        if one.document == other.document:
            return Verdict.NO
        if self._copied(one, other):
            return Verdict.COPY
        if one.meeting.count is not None or other.meeting.count is not None:
            return Verdict.NO  # an aggregate is many meetings
        if one.participants & other.absent or other.participants & one.absent:
            return Verdict.NO
        if not self._statuses(one, other) or self._places(one, other) is False:
            return Verdict.NO
        if one.participants and one.participants == other.participants:
            return self._equal_parties(one, other)
        smaller, larger = sorted((one, other), key=lambda telling: len(telling.participants))
        if smaller.participants and smaller.participants < larger.participants:
            return self._more_parties(smaller, larger)
        if len(one.states) > 1 and one.states == other.states:
            return self._stand_ins(one, other)
        return Verdict.NO

    def _copied(self, one: Telling, other: Telling) -> bool:
        if one.root != other.root:
            return False
        mine, theirs = one.meeting, other.meeting
        return (
            one.participants == other.participants
            and (mine.kind, mine.status, mine.count) == (theirs.kind, theirs.status, theirs.count)
            and one.interval == other.interval
            and bool(one.words & other.words)
        )

    @staticmethod
    def _statuses(one: Telling, other: Telling) -> bool:
        pair = frozenset({one.meeting.status, other.meeting.status})
        return len(pair) == 1 or pair in AGREEING

    def _places(self, one: Telling, other: Telling) -> bool | None:
        """True: the same, or one lies in the other. False: two places. None: one is not told."""
        if one.place is None or other.place is None:
            return None
        return self.lies_in(one.place, other.place) or self.lies_in(other.place, one.place)

    def _equal_parties(self, one: Telling, other: Telling) -> Verdict:
        mine, theirs = one.meeting, other.meeting
        apart, place = days(one.interval, other.interval), self._places(one, other)
        kinds = same_kind(mine.kind, theirs.kind)
        if not kinds:
            # "Talks" may be held by telephone, and "other" may be anything: then only the day decides.
            vague = mine.kind is Kind.OTHER or theirs.kind is Kind.OTHER
            by_phone = {mine.kind, theirs.kind} & REMOTE and Kind.TALKS in (mine.kind, theirs.kind)
            if not (vague or by_phone) or apart is not Days.DAY:
                return Verdict.NO
            return Verdict.SAME if place is not False and len(one.participants) > 1 else Verdict.POSSIBLE
        if len(one.participants) == 1 and not (mine.kind == theirs.kind and place):
            return Verdict.POSSIBLE if apart >= Days.MONTH and mine.kind == theirs.kind else Verdict.NO
        if apart is Days.OPEN:
            return self._undated(one, other)
        if apart is Days.CLOSE:
            both_planned = mine.status is theirs.status is Status.PLANNED
            return Verdict.SAME if both_planned and place and mine.kind == theirs.kind else Verdict.NO
        if apart is Days.APART:
            return Verdict.NO
        if apart is Days.LOOSE:
            return Verdict.POSSIBLE
        if apart is Days.DAY:
            return Verdict.CERTAIN
        if (
            mine.status != theirs.status
            and not place
            and {mine.status, theirs.status} != {Status.HELD, Status.REPORTED}
        ):
            return Verdict.POSSIBLE
        if apart is Days.WEEK or place:
            return Verdict.SAME
        persons = all(self.is_person(one_of_them) for one_of_them in one.participants)
        return Verdict.SAME if persons and mine.kind == theirs.kind else Verdict.POSSIBLE

    @staticmethod
    def _undated(one: Telling, other: Telling) -> Verdict:
        """A meeting without a date may be any that was in the news then, never surely one."""
        if one.meeting.status != other.meeting.status or Kind.OTHER in (one.meeting.kind, other.meeting.kind):
            return Verdict.NO
        if one.published and other.published and one.interval is None and other.interval is None:
            return Verdict.POSSIBLE if abs((one.published - other.published).days) <= SAME_NEWS else Verdict.NO
        for undated, dated in ((one, other), (other, one)):
            interval = dated.interval
            if undated.interval is None and undated.published and interval is not None:
                if undated.meeting.status is Status.HELD and not (
                    interval.first <= undated.published and (undated.published - interval.last).days <= RECENT
                ):
                    return Verdict.NO
                if undated.meeting.status is Status.PLANNED and interval.last < undated.published:
                    return Verdict.NO
        return Verdict.POSSIBLE

    def _more_parties(self, smaller: Telling, larger: Telling) -> Verdict:
        """One document names more of them: the same round only if all else agrees."""
        few, many = smaller.meeting, larger.meeting
        apart = days(smaller.interval, larger.interval)
        if few.kind != many.kind or apart < Days.MONTH:
            return Verdict.NO
        place = self._places(smaller, larger)
        if few.kind is Kind.VISIT and place and apart >= Days.WEEK:
            return Verdict.SAME  # a visitor, and the same visitor with the host
        if len(smaller.participants) < 2:
            return Verdict.NO
        return Verdict.SAME if place and few.kind in MANY_SIDED else Verdict.POSSIBLE

    def _stand_ins(self, one: Telling, other: Telling) -> Verdict:
        """Persons in one document, their states in the other."""
        apart = days(one.interval, other.interval)
        near = apart is Days.DAY or (apart is Days.WEEK and bool(self._places(one, other)))
        return Verdict.POSSIBLE if near and same_kind(one.meeting.kind, other.meeting.kind) else Verdict.NO


def cluster(tellings: Sequence[Telling], judge: Judge) -> tuple[list[list[Telling]], dict[int, set[int]]]:
    """Tellings of one event together, in the order of the documents; and which clusters may be one event.

    Every telling of a cluster must be compatible with every other. Where several clusters fit equally well, none is
    taken.
    """
    clusters: list[list[Telling]] = []
    index: dict[tuple[str, ...] | frozenset[int], list[int]] = {}
    for telling in sorted(tellings, key=_precise_first):
        near = sorted({at for key in _keys(telling) for at in index.get(key, ())})
        verdicts = {at: together(clusters[at], [telling], judge) for at in near}
        best = max(verdicts.values(), default=Verdict.NO)
        fitting = [at for at in near if verdicts[at] is best]
        if best >= Verdict.SAME and (len(fitting) == 1 or best >= Verdict.CERTAIN):
            at = fitting[0]
            clusters[at].append(telling)
        else:
            at = len(clusters)
            clusters.append([telling])
        for key in _keys(telling):
            if at not in index.setdefault(key, []):
                index[key].append(at)
    order = sorted(range(len(clusters)), key=lambda at: min(map(_in_order, clusters[at])))
    place = {at: new for new, at in enumerate(order)}
    possible: dict[int, set[int]] = {}
    for pair in sorted({pair for found in index.values() for pair in combinations(sorted(found), 2)}):
        if together(clusters[pair[0]], clusters[pair[1]], judge) >= Verdict.POSSIBLE:
            one, other = place[pair[0]], place[pair[1]]
            possible.setdefault(one, set()).add(other)
            possible.setdefault(other, set()).add(one)
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


def _few(possible: Mapping[int, set[int]]) -> dict[int, set[int]]:
    """Candidates both ways, without those of events that could be anything."""
    clear = {one for one, others in possible.items() if len(others) <= TOO_MANY}
    kept = {one: {other for other in possible[one] if other in clear or one in clear} for one in possible}
    return {one: others for one, others in kept.items() if others}


def _keys(telling: Telling) -> list[tuple[str, ...] | frozenset[int]]:
    """Where to look for tellings of the same event: by pairs of states; copies by their article."""
    states = sorted(telling.states)
    keys: list[tuple[str, ...] | frozenset[int]] = [frozenset(pair) for pair in combinations(states, 2)]
    if len(states) == 1 or telling.meeting.kind is Kind.VISIT:
        keys += [frozenset({state}) for state in states]
    if telling.words:
        keys.append(("copy", str(telling.root)))
    return keys


def _precise_first(telling: Telling) -> tuple[int, int, int, str]:
    interval = telling.interval
    return (length(interval) if interval else 10**6, *_in_order(telling))


def _in_order(telling: Telling) -> tuple[int, int, str]:
    evidence = telling.meeting.evidence
    return telling.document, min((span.begin for span in evidence), default=0), telling.meeting.id


# ---------- what is known of one event ----------

SPECIFIC = {Kind.OTHER: 0, Kind.CALL: 1, Kind.TALKS: 1, Kind.IN_PERSON: 1, Kind.VISIT: 1}


def kind_of(tellings: Sequence[Telling]) -> MeetingKind:
    """The most specific kind, of equals the first document's."""
    return max((one.meeting.kind for one in tellings), key=lambda kind: SPECIFIC.get(kind, 2))


def status_of(tellings: Sequence[Telling]) -> MeetingStatus:
    """What became of it: a plan is overtaken by what followed; what else differs is as the first document says."""
    said = [one.meeting.status for one in tellings]
    after = [one for one in said if one is not Status.PLANNED]
    if Status.HELD in after and Status.CANCELLED not in after and Status.DENIED not in after:
        return Status.HELD
    if after and set(after) == {Status.CANCELLED}:
        return Status.CANCELLED
    return said[0]


def when_of(tellings: Sequence[Telling]) -> Telling | None:
    """The telling with the shortest interval, of equals an exact one, then the first document's."""
    dated = [one for one in tellings if one.meeting.when]
    return min(dated, key=_vagueness, default=None)


def _vagueness(telling: Telling) -> tuple[int, bool]:
    when = telling.meeting.when
    assert when is not None
    return length(when.value) if when.value else 10**6, when.approximate


def place_of(tellings: Sequence[Telling], lies_in: LiesIn) -> int | None:
    """The finest place, of equals the first document's."""
    found: int | None = None
    for one in tellings:
        if one.place is not None and (found is None or (one.place != found and lies_in(one.place, found))):
            found = one.place
    return found


def contradictions(tellings: Sequence[Telling]) -> list[tuple[str, frozenset[int]]]:
    """Which documents' statuses or dates can't all be true: (field, positions in `tellings`)."""
    found = []
    clashing = {
        at
        for (at, one), (to, other) in combinations(enumerate(tellings), 2)
        if one.meeting.status != other.meeting.status
        and (
            Status.DENIED in (one.meeting.status, other.meeting.status)
            or {one.meeting.status, other.meeting.status} == {Status.HELD, Status.CANCELLED}
        )
        for at in (at, to)
    }
    if clashing:
        found.append(("status", frozenset(clashing)))
    apart = {
        at
        for (at, one), (to, other) in combinations(enumerate(tellings), 2)
        if days(one.interval, other.interval) <= Days.CLOSE
        for at in (at, to)
    }
    if apart:
        found.append(("when", frozenset(apart)))
    return found
