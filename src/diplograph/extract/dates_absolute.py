"""Readings of expressions that name days, months and years, complete or completed from the day of publication."""

from __future__ import annotations

from datetime import date, timedelta

from diplograph import intervals
from diplograph.extract.dates_units import (
    OPEN,
    Parts,
    Setting,
    Value,
    anchored,
    day_of,
    easter,
    month_of,
    month_without_year,
    nearest,
    number_of,
    ordinal_of,
    part_word,
    relative_year,
    season_of,
    third_of,
    year_of,
    years_around,
)
from diplograph.lexicon.calendar import Calendar
from diplograph.model import Interval


def read_iso(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    return Value(intervals.day(date(int(parts["year"]), int(parts["m"]), int(parts["d"]))))


def read_dotted(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    return read_iso(parts, setting, calendar)


def read_numeric(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    """3/4/2021 is two days, one American and one European; 25/3/2021 is one."""
    first, second, year = int(parts["a"]), int(parts["b"]), int(parts["year"])
    readings = set()
    for month, day in ((first, second), (second, first)):
        if 1 <= month <= 12 and 1 <= day <= 31:
            readings.add(date(year, month, day))
    return Value(intervals.day(readings.pop())) if len(readings) == 1 else OPEN


def read_date(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    value = _one_day(parts, setting, calendar)
    if value.days and "mod" in parts:
        return Value(intervals.week(value.days.first), False, value.counted_from)
    return value


def _one_day(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    month = month_of(parts["month"], calendar)
    day = day_of(parts["day"]) if "day" in parts else calendar.ordinals[parts["dayword"]]
    year = year_of(parts, setting)
    if year is not None:
        return Value(intervals.day(date(year, month, day)), False, setting.anchor if relative_year(parts) else None)
    if setting.anchor is None:
        return OPEN
    candidates = []
    for near in years_around(setting.anchor):
        if day <= intervals.month(near, month).last.day:
            candidates.append(intervals.day(date(near, month, day)))
    if parts.get("weekday"):
        # A weekday beside the day names the year.
        number = calendar.weekdays[parts["weekday"].rstrip(".")]
        fitting = [one for one in candidates if one.first.weekday() == number]
        if len(fitting) == 1:
            return anchored(fitting[0], setting)
    return anchored(nearest(candidates, setting, strict=False) if candidates else None, setting)


def read_days(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    second = month_of(parts.get("month2") or parts["month1"], calendar)
    first = month_of(parts.get("month1") or parts["month2"], calendar)
    day1, day2 = day_of(parts["day1"]), day_of(parts["day2"])
    word = parts["sep"].strip()
    if word == "or" or (word == "and" and first == second and day2 != day1 + 1):
        return OPEN
    year = year_of(parts, setting)
    if year is None:
        if setting.anchor is None:
            return OPEN
        options = [intervals.day(date(near, second, day2)) for near in years_around(setting.anchor)]
        near_end = nearest(options, setting, strict=False)
        if near_end is None:
            return OPEN
        year = near_end.last.year
    start = date(year - (first > second), first, day1)
    last = date(year, second, day2)
    if last < start:
        return OPEN
    absolute = "year" in parts
    return Value(Interval(start, last), False, None if absolute else setting.anchor)


def read_month(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    number = month_of(parts["month"], calendar)
    rel, mod = parts.get("rel", ""), parts.get("mod", "")
    year = year_of(parts, setting)
    anchor = setting.anchor
    month: Interval | None
    if year is not None:
        month = intervals.month(year, number)
    elif rel == "that":
        month = intervals.month(setting.named.first.year, number) if setting.named else None
    elif anchor is None:
        return OPEN
    elif rel == "the previous":
        if setting.named is None:
            return OPEN
        named = setting.named.first
        month = intervals.month(named.year - (number >= named.month), number)
    elif "last" in rel or rel == "this past":
        month = intervals.month(anchor.year - (number >= anchor.month), number)
    elif rel in ("next", "this coming"):
        month = intervals.month(anchor.year + (number <= anchor.month), number)
    elif "this" in rel:
        month = intervals.month(anchor.year, number)
    else:
        month = month_without_year(number, setting)
    if month is None:
        return OPEN
    counted = None if "year" in parts else anchor
    word = part_word(mod) or part_word(rel)
    if "half" in mod:
        middle = month.first.replace(day=15)
        half = Interval(month.first, middle) if "first" in mod else Interval(middle + timedelta(1), month.last)
        return Value(half, False, counted)
    if " week " in f"{mod} ":
        return Value(_week_of_month(month, mod), True, counted)
    if word == "mid" and not mod.startswith("the middle"):
        # "mid-September" is said of the month as often as of its middle; ten days would be false precision.
        return Value(month, True, counted)
    until = word == "late" and mod.endswith("end of") and parts.get("prep") in ("by", "before", "until", "till")
    if until and anchor and anchor <= month.last and (month.first - anchor).days < 366:
        return Value(Interval(anchor, month.last), True, anchor)
    if word:
        return Value(third_of(month, word), True, counted)
    return Value(month, False, counted)


def _week_of_month(month: Interval, mod: str) -> Interval:
    """The first week is the first seven days; later ones are the weeks, Monday to Sunday, of days 8, 15 and 22."""
    if "first" in mod:
        return Interval(month.first, month.first + timedelta(6))
    if "last" in mod:
        return Interval(month.last - timedelta(6), month.last)
    at = {"second": 8, "third": 15, "fourth": 22}
    day = next(day for word, day in at.items() if word in mod)
    return intervals.week(month.first.replace(day=day))


def read_months(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    first, second = (month_of(parts[name], calendar) for name in ("month1", "month2"))
    word = parts["sep"].strip()
    if word == "or" or (word == "and" and "between" not in parts and second != first % 12 + 1):
        return OPEN
    year = year_of(parts, setting)
    if year is None:
        last = month_without_year(second, setting)
        if last is None:
            return OPEN
        year = last.first.year
    begin = int(parts.get("year1") or year - (first > second))
    if (begin, first) > (year, second):
        return OPEN
    days = Interval(intervals.month(begin, first).first, intervals.month(year, second).last)
    return Value(days, False, None if "year" in parts else setting.anchor)


def read_quarter(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    counted = None
    if "year" in parts:
        year = int(parts["year"])
    elif setting.anchor is None:
        return OPEN
    else:
        year = setting.anchor.year + {"last": -1, "next": 1}.get(parts.get("rel", ""), 0)
        counted = setting.anchor
    if "q" in parts:
        size, nth = {"q": 3, "h": 6}[parts["q"][0]], int(parts["q"][1])
    elif parts["what"] == "quarter":
        size, nth = 3, 4 if parts["nth"] == "last" else calendar.ordinals[parts["nth"]]
    elif parts["what"] == "half":
        size, nth = 6, 2 if parts["nth"] == "last" else calendar.ordinals[parts["nth"]]
    elif "span" in parts and parts["nth"] in ("first", "last"):
        size = number_of(parts["what"], calendar)
        days = Interval(intervals.month(year, 1).first, intervals.month(year, size).last)
        if parts["nth"] == "last":
            days = Interval(intervals.month(year, 13 - size).first, intervals.month(year, 12).last)
        return Value(days, False, counted)
    else:
        return OPEN
    if nth * size > 12:
        return OPEN
    first = intervals.month(year, (nth - 1) * size + 1).first
    return Value(Interval(first, intervals.month(year, nth * size).last), False, counted)


def read_year(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    year = year_of(parts, setting)
    if year is None:
        return OPEN
    mod = parts.get("mod", "")
    return Value(
        intervals.year(year),
        bool(mod) and "whole" not in mod and "all" not in mod,
        setting.anchor if "short" in parts else None,
    )


def read_years(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    first = int(parts["year1"])
    second = int(parts["year2"]) if len(parts["year2"]) == 4 else first // 100 * 100 + int(parts["year2"])
    word = parts["sep"].strip()
    if second <= first or word == "or" or (word == "and" and "between" not in parts and second != first + 1):
        return OPEN
    return Value(Interval(date(first, 1, 1), date(second, 12, 31)))


def read_decade(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    if "decade" in parts:
        first, counted = int(parts["decade"]), None
    elif setting.anchor is None:
        return OPEN
    else:
        tens = int(parts["decade2"]) if "decade2" in parts else calendar.decades[parts["decadeword"]]
        counted = setting.anchor
        first = max(century + tens for century in (1800, 1900, 2000) if century + tens + 9 < setting.anchor.year)
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(parts.get("mod", ""), (0, 9))
    return Value(Interval(date(first + low, 1, 1), date(first + high, 12, 31)), "mod" in parts, counted)


def read_century(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    number = ordinal_of(parts["ord"], calendar)
    days = Interval(date(number * 100 - 99, 1, 1), date(number * 100, 12, 31))
    return Value(days, "mod" in parts)


def read_season(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    first_month = calendar.seasons[parts["season"]]
    anchor, rel = setting.anchor, parts.get("rel", "")
    year = year_of(parts, setting)
    if year is not None:
        if first_month == 12:
            return OPEN  # "the winter of 1988" began or ended in that year
        return Value(season_of(year, first_month), True, anchor if relative_year(parts) else None)
    if anchor is None or rel == "the following":
        return OPEN
    options = [season_of(near, first_month) for near in range(anchor.year - 2, anchor.year + 3)]
    chosen: Interval | None
    if rel in ("last", "this past"):
        chosen = max((one for one in options if one.last < anchor), key=lambda one: one.first)
    elif rel in ("next", "this coming"):
        chosen = min((one for one in options if one.first > anchor), key=lambda one: one.first)
    elif rel == "this" and first_month != 12:
        chosen = season_of(anchor.year, first_month)
    else:
        chosen = nearest(options, setting, strict=True)
    return anchored(chosen, setting, True)


def read_holiday(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    if setting.anchor is None:
        return OPEN
    name = parts["holiday"]
    entry = next(one for one in calendar.holidays if name in (known.replace("’", "'").lower() for known in one.names))
    options = []
    for year in years_around(setting.anchor):
        if entry.easter is not None:
            options.append(intervals.day(easter(year) + timedelta(entry.easter)))
        elif entry.month and entry.day:
            options.append(intervals.day(date(year, entry.month, entry.day)))
    if parts.get("rel") == "last":
        return anchored(max((one for one in options if one.first < setting.anchor), key=lambda one: one.first), setting)
    if parts.get("rel") == "next":
        return anchored(min((one for one in options if one.first > setting.anchor), key=lambda one: one.first), setting)
    return anchored(nearest(options, setting, strict=False), setting)
