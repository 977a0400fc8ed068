"""Intervals of days: notations, precision, calendar units. Used by extraction, records and graph alike."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from diplograph.model import Interval, Precision


def day(one: date) -> Interval:
    return Interval(one, one)


def month(year: int, number: int) -> Interval:
    return Interval(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))


def year(number: int) -> Interval:
    return Interval(date(number, 1, 1), date(number, 12, 31))


def week(of: date) -> Interval:
    """Monday to Sunday (ISO 8601).

    >>> str(week(date(2025, 2, 20)))
    '2025-02-17/2025-02-23'
    """
    monday = of - timedelta(days=of.weekday())
    return Interval(monday, monday + timedelta(days=6))


def precision(interval: Interval | None) -> Precision:
    """The finest calendar unit that the interval is exactly.

    >>> precision(month(2025, 1)).value, precision(Interval(date(2025, 1, 1), date(2025, 3, 31))).value
    ('month', 'quarter')
    """
    if interval is None:
        return Precision.UNRESOLVED
    first, last = interval.first, interval.last
    if first == last:
        return Precision.DAY
    if interval == week(first):
        return Precision.WEEK
    if interval == month(first.year, first.month):
        return Precision.MONTH
    if interval == year(first.year):
        return Precision.YEAR
    if first.month % 3 == 1 and interval == Interval(
        month(first.year, first.month).first, month(first.year, first.month + 2).last
    ):
        return Precision.QUARTER
    return Precision.INTERVAL


def parse(notation: str | dict[str, str] | None) -> Interval | None:
    """Read "2025", "2025-01", "2025-02-24", "a/b" or {"from": a, "to": b}, each end as coarse as it likes.

    Raises ValueError for a notation or a date that does not exist.

    >>> str(parse({"from": "2025-01", "to": "2025-02-24"}))
    '2025-01-01/2025-02-24'
    """
    if notation is None:
        return None
    if isinstance(notation, dict):
        first, last = parse(notation["from"]), parse(notation["to"])
        assert first is not None and last is not None
        return Interval(first.first, last.last)
    if "/" in notation:
        begin, _, end = notation.partition("/")
        return parse({"from": begin, "to": end})
    if re.fullmatch(r"\d{4}", notation):
        return year(int(notation))
    if re.fullmatch(r"\d{4}-\d{2}", notation):
        return month(int(notation[:4]), int(notation[5:]))
    return day(date.fromisoformat(notation))


def notation(interval: Interval | None) -> str | dict[str, str] | None:
    """The shortest notation that `parse` reads back.

    >>> notation(month(2025, 1)), notation(week(date(2025, 2, 20)))
    ('2025-01', {'from': '2025-02-17', 'to': '2025-02-23'})
    """
    if interval is None:
        return None
    unit = precision(interval)
    text = interval.first.isoformat()
    if unit is Precision.DAY:
        return text
    if unit is Precision.MONTH:
        return text[:7]
    if unit is Precision.YEAR:
        return text[:4]
    return {"from": text, "to": interval.last.isoformat()}
