"""Meetings across documents: which tellings are of one event, and what is known of it.

Two tellings of one document are two events (within a document they are joined before). Across documents they are one
only if nothing stands against it and parties, kind, status and days agree; what merely could be one is kept as a
candidate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from diplograph.model import Interval, Meeting, MeetingKind, MeetingStatus

Kind, Status = MeetingKind, MeetingStatus

REMOTE = frozenset({Kind.CALL, Kind.PHONE_CALL, Kind.VIDEO_CALL})
FACE_TO_FACE = frozenset({Kind.IN_PERSON, Kind.TALKS, Kind.SUMMIT, Kind.VISIT})
MANY_SIDED = frozenset({Kind.TALKS, Kind.SUMMIT, Kind.CALL, Kind.PHONE_CALL, Kind.VIDEO_CALL})
WEEK, MONTH = 7, 31  # days
NEAR = 3  # days between two dates that two reports give for one planned meeting
SAME_NEWS = 7  # days between two articles that may tell of one undated meeting
RECENT = 62  # days between a meeting and an article that tells of it without a date
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
            interval, told = dated.interval, undated.published
            if undated.interval is None and told and interval is not None:
                since, until = (told - interval.last).days, (interval.first - told).days
                status = undated.meeting.status
                too_late = status is Status.HELD and until > 0
                too_early = status is Status.PLANNED and since > 0
                if too_late or too_early or max(since, until) > RECENT:
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
