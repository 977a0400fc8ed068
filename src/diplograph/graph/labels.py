"""Labels for people to read: what a meeting, a statement, an act or an office is, in a line of English."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplograph import intervals
from diplograph.model import Interval, MeetingKind, MeetingStatus, Precision

KINDS = {
    MeetingKind.PHONE_CALL: "phone call",
    MeetingKind.VIDEO_CALL: "video call",
    MeetingKind.CALL: "call",
    MeetingKind.IN_PERSON: "meeting",
    MeetingKind.TALKS: "talks",
    MeetingKind.SUMMIT: "summit",
    MeetingKind.VISIT: "visit",
    MeetingKind.OTHER: "occasion",
}
MONTHS = "January February March April May June July August September October November December".split()
SHORT = 90  # characters of a statement's words
# Names that take an article after "of": plurals, and those with a common noun in them.
_ARTICLE = re.compile(
    r"^United |\b(?:Republic|Kingdom|Emirates|Union|Islands|Nations|Federation|Ministry|Office|Department|Presidency|"
    r"House|Kremlin|Netherlands|Philippines|Gambia|Bahamas|Maldives|Comoros|Seychelles)\b"
)


def days(interval: Interval) -> str:
    """Days as people write them.

    >>> from datetime import date
    >>> days(Interval(date(2025, 2, 24), date(2025, 2, 24))), days(Interval(date(2025, 1, 27), date(2025, 2, 2)))
    ('24 February 2025', '27 January to 2 February 2025')
    """
    first, last = interval.first, interval.last
    unit = intervals.precision(interval)
    month = MONTHS[first.month - 1]
    if unit is Precision.YEAR:
        return str(first.year)
    if unit is Precision.MONTH:
        return f"{month} {first.year}"
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {month} {first.year} to {end}"
    return f"{first.day} to {end}" if first.month == last.month else f"{first.day} {month} to {end}"


def names(some: Sequence[str]) -> str:
    """A list of names.

    >>> names(["Egypt", "Ethiopia", "Sudan"])
    'Egypt, Ethiopia and Sudan'
    """
    *others, last = some
    return f"{', '.join(others)} and {last}" if others else last


def meeting(
    kind: MeetingKind, status: MeetingStatus, parties: Sequence[str], interval: Interval | None, count: int | None
) -> str:
    """A meeting's label.

    >>> meeting(MeetingKind.SUMMIT, MeetingStatus.PLANNED, ["Quad"], None, None)
    'Planned summit of Quad'
    """
    what = KINDS[kind] if count is None else f"at least {count} {KINDS[kind].removesuffix('s')}s"
    if status is not MeetingStatus.HELD:
        what = f"{status} {what}"
    if parties:
        what += f" of {names(parties)}"
    if interval:
        what += f", {days(interval)}"
    return what[0].upper() + what[1:]


def statement(speakers: Sequence[str], words: str | None) -> str:
    """A statement's label; words: None when the article's text is not to be given on.

    >>> statement(["Xinhua"], "talks were  frank"), statement([], None)
    ('Xinhua: talks were frank', 'Statement of somebody')
    """
    who = names(speakers) if speakers else "somebody"
    if words is None:
        return f"Statement of {who}"
    flat = " ".join(words.split())
    if len(flat) > SHORT:
        flat = flat[:SHORT].rsplit(" ", 1)[0] + " …"
    return f"{who if speakers else 'Somebody'}: {flat}"


def act(name: str, negative: bool, source: str, target: str) -> str:
    """An act's label.

    >>> act("break-relations", False, "Colombia", "Israel"), act("condemn", True, "China", "Russia")
    ('Break relations: Colombia → Israel', 'Not condemn: China → Russia')
    """
    what = "not " * negative + name.replace("-", " ")
    return f"{what[0].upper()}{what[1:]}: {source} → {target}"


def office(title: str, body: str) -> str:
    """An office's name.

    >>> office("President", "United States"), office("President", "China")
    ('President of the United States', 'President of China')
    """
    return f"{title} of {'the ' * bool(_ARTICLE.search(body))}{body}"


def current(title: str) -> bool:
    """Whether an office's title is that of a holder, not of a former or future one.

    >>> current("Prime Minister"), current("former President"), current("President-elect")
    (True, False, False)
    """
    return not re.search(r"\b(?:former|formerly|ex|late|then|onetime|elect|designate)\b", title, re.IGNORECASE)
