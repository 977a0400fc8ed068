"""What is known of one event when several documents tell of it, and what can't all be true."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from diplograph.model import MeetingKind, MeetingStatus
from diplograph.resolve.events import Days, LiesIn, Telling, days, length

Kind, Status = MeetingKind, MeetingStatus
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
