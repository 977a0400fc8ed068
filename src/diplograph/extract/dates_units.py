"""Counting in calendar units: what all readings of time expressions share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from diplograph import intervals
from diplograph.extract.dates_tense import Direction
from diplograph.lexicon.calendar import Calendar
from diplograph.model import Interval

Parts = Mapping[str, str]
_THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
# Days between publication and a month or day without a year. Further away, news says "last October" or names the
# year, so that a choice beyond it comes from a misread tense.
_FARTHEST = {Direction.BACK: 280, Direction.AHEAD: 240}


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is counted from. anchor: day of publication. named: the time named last, which "a day
    later" counts from."""

    anchor: date | None
    direction: Direction | None
    named: Interval | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """Days, or None when open. counted_from: the day it was counted from, None for an absolute expression."""

    days: Interval | None
    approximate: bool = False
    counted_from: date | None = None


OPEN = Value(None)


def month_of(words: str, calendar: Calendar) -> int:
    return calendar.months[words.rstrip(".")]


def day_of(words: str) -> int:
    return int("".join(one for one in words if one.isdigit()))


def number_of(words: str, calendar: Calendar) -> int:
    if words.isdigit():
        return int(words)
    return sum(calendar.numbers[part] for part in words.split("-"))


def ordinal_of(words: str, calendar: Calendar) -> int:
    if words[0].isdigit():
        return day_of(words)
    tens, _, ones = words.rpartition("-")
    return (calendar.numbers[tens] if tens else 0) + calendar.ordinals[ones]


def add_months(year: int, month: int, by: int) -> tuple[int, int]:
    at = year * 12 + month - 1 + by
    return at // 12, at % 12 + 1


def add_years(one: date, by: int) -> date:
    """The same day so many years later; 29 February gives 28 February.

    >>> str(add_years(date(2024, 2, 29), 1))
    '2025-02-28'
    """
    last = intervals.month(one.year + by, one.month).last
    return one.replace(year=one.year + by, day=min(one.day, last.day))


def easter(year: int) -> date:
    """Western Easter Sunday. Source: Meeus/Jones/Butcher computus.

    >>> str(easter(2026))
    '2026-04-05'
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def third_of(month: Interval, word: str) -> Interval:
    """Ten days of a month: its beginning, middle or end."""
    low, high = _THIRDS[word]
    return Interval(month.first.replace(day=low), month.first.replace(day=min(high, month.last.day)))


def part_word(mod: str) -> str:
    """early, mid or late, or an empty string."""
    if "early" in mod or "beginning" in mod or "start" in mod or "first days" in mod or "opening days" in mod:
        return "early"
    if "mid" in mod:
        return "mid"
    if (
        mod.startswith(("late", "later"))
        or " end of" in f" {mod}"
        or "close" in mod
        or "last days" in mod
        or "final" in mod
        or "closing" in mod
    ):
        return "late"
    return ""


def year_of(parts: Parts, setting: Setting) -> int | None:
    """The year that is said; raises ValueError when it is said but open ("that year" without one named)."""
    if "year" in parts:
        return int(parts["year"])
    if "short" in parts:
        if setting.anchor is None:
            raise ValueError
        short, now = int(parts["short"][-2:]), setting.anchor.year
        return min((century + short for century in (1900, 2000)), key=lambda one: abs(one - now))
    words = parts.get("relyear")
    if not words:
        return None
    if words in ("this year", "last year", "next year"):
        if setting.anchor is None:
            raise ValueError
        return setting.anchor.year + {"this": 0, "last": -1, "next": 1}[words.split()[0]]
    if setting.named is None:
        raise ValueError
    return setting.named.first.year + ("following" in words)


def relative_year(parts: Parts) -> bool:
    return "relyear" in parts or "short" in parts


def nearest(candidates: list[Interval], setting: Setting, *, strict: bool) -> Interval | None:
    """Of the same unit in several years, the one meant: by tense, else the nearest.

    strict: tense outweighs nearness (months); otherwise it does only when the nearest lies far off (days).
    """
    anchor = setting.anchor
    if anchor is None:
        return None

    def distance(one: Interval) -> int:
        return (
            0 if one.first <= anchor <= one.last else min(abs((one.first - anchor).days), abs((one.last - anchor).days))
        )

    near = min(candidates, key=lambda one: (distance(one), one.first > anchor))
    if not strict and distance(near) <= 120:
        return near
    chosen: Interval | None = near
    if setting.direction is Direction.BACK:
        chosen = max((one for one in candidates if one.first <= anchor), key=lambda one: one.first, default=None)
    elif setting.direction is Direction.AHEAD:
        chosen = min((one for one in candidates if one.last >= anchor), key=lambda one: one.first, default=None)
    else:
        return near
    return near if chosen is not None and distance(chosen) > _FARTHEST[setting.direction] else chosen


def years_around(anchor: date) -> range:
    return range(anchor.year - 1, anchor.year + 2)


def month_without_year(month: int, setting: Setting) -> Interval | None:
    if setting.anchor is None:
        return None
    return nearest([intervals.month(year, month) for year in years_around(setting.anchor)], setting, strict=True)


def anchored(days: Interval | None, setting: Setting, approximate: bool = False) -> Value:
    return Value(days, approximate, setting.anchor) if days and setting.anchor else OPEN


def unit_around(one: date, unit: str, by: int) -> Interval:
    """The calendar unit (week, month, quarter, year, decade, weekend, day) so many units from the one around a day.

    >>> str(unit_around(date(2025, 2, 24), "week", -1)), str(unit_around(date(2025, 2, 24), "month", 1))
    ('2025-02-17/2025-02-23', '2025-03-01/2025-03-31')
    """
    unit = unit.rstrip("s")
    if unit == "day":
        return intervals.day(one + timedelta(by))
    if unit in ("week", "weekend"):
        week = intervals.week(one + timedelta(7 * by))
        return week if unit == "week" else Interval(week.last - timedelta(1), week.last)
    if unit == "month":
        return intervals.month(*add_months(one.year, one.month, by))
    if unit == "quarter":
        year, month = add_months(one.year, (one.month - 1) // 3 * 3 + 1, 3 * by)
        return Interval(date(year, month, 1), intervals.month(*add_months(year, month, 2)).last)
    if unit == "year":
        return intervals.year(one.year + by)
    if unit == "decade":
        first = one.year // 10 * 10 + 10 * by
        return Interval(date(first, 1, 1), date(first + 9, 12, 31))
    raise ValueError(unit)


def season_of(year: int, first_month: int) -> Interval:
    """Three months; winter ends in the next year."""
    end_year, end_month = add_months(year, first_month, 2)
    return Interval(date(year, first_month, 1), intervals.month(end_year, end_month).last)


def weekday_near(number: int, setting: Setting, direction: Direction | None) -> date | None:
    """The weekday before or after the day of publication, which counts itself."""
    anchor = setting.anchor
    if anchor is None:
        return None
    if direction is Direction.AHEAD or direction is Direction.PRESENT:
        return anchor + timedelta((number - anchor.weekday()) % 7)
    return anchor - timedelta((anchor.weekday() - number) % 7)


def shift_months(one: date, by: int) -> date:
    year, month = add_months(one.year, one.month, by)
    return date(year, month, min(one.day, intervals.month(year, month).last.day))
