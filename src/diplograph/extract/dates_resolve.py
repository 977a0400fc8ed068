"""From a temporal expression to days: the conventions of news English.

Weeks run from Monday to Sunday (ISO 8601). "ago" and "last", "this", "next" give the calendar unit ("six months
ago" the month, "two years ago" the year), days and weeks ago the day. Stretches without a boundary on the calendar
("the past decade") stay open, as does everything relative without an anchor. Source: TIMEX3 of TimeML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from diplograph import intervals
from diplograph.extract.dates_tense import Direction
from diplograph.lexicon.calendar import Calendar
from diplograph.model import Interval, Precision

Parts = Mapping[str, str]
_THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_FIRST_YEAR, _LAST_YEAR = 1, 9998


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


def resolve(rule: str, parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    """The days of one expression; OPEN where its words and the setting don't decide or no such day exists."""
    reader = _READERS.get(rule)
    if reader is None:
        return OPEN
    try:
        return reader(parts, setting, calendar)
    except (ValueError, OverflowError):  # 31 April, the year 0
        return OPEN


# ---------- small helpers ----------


def _month_of(words: str, calendar: Calendar) -> int:
    return calendar.months[words.rstrip(".")]


def _day_of(words: str) -> int:
    return int("".join(one for one in words if one.isdigit()))


def _number(words: str, calendar: Calendar) -> int:
    if words.isdigit():
        return int(words)
    return sum(calendar.numbers[part] for part in words.split("-"))


def _ordinal(words: str, calendar: Calendar) -> int:
    if words[0].isdigit():
        return _day_of(words)
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


def _third(month: Interval, word: str) -> Interval:
    """Ten days of a month: its beginning, middle or end."""
    low, high = _THIRDS[word]
    return Interval(month.first.replace(day=low), month.first.replace(day=min(high, month.last.day)))


def _part_word(mod: str) -> str:
    """early, mid or late, or an empty string."""
    if "early" in mod or "beginning" in mod or "start" in mod or "first days" in mod or "opening days" in mod:
        return "early"
    if "mid" in mod:
        return "mid"
    if mod.startswith(("late", "later")) or " end of" in f" {mod}" or "close" in mod or "last days" in mod or "final" in mod or "closing" in mod:
        return "late"
    return ""


def _year_of(parts: Parts, setting: Setting) -> int | None:
    """The year that is said; raises ValueError when it is said but open ("that year" without one named)."""
    if "year" in parts:
        return int(parts["year"])
    if "short" in parts:
        short = int(parts["short"][-2:])
        if setting.anchor is None:
            raise ValueError
        return min((century + short for century in (1900, 2000)), key=lambda one: abs(one - setting.anchor.year))  # type: ignore[union-attr]
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


def _relative_year(parts: Parts) -> bool:
    return "relyear" in parts or "short" in parts


def _nearest(candidates: list[Interval], setting: Setting, *, strict: bool) -> Interval | None:
    """Of the same unit in several years, the one meant: by tense, else the nearest.

    strict: tense outweighs nearness (months); otherwise it does only when the nearest lies far off (days).
    """
    anchor = setting.anchor
    if anchor is None:
        return None

    def distance(one: Interval) -> int:
        return 0 if one.first <= anchor <= one.last else min(abs((one.first - anchor).days), abs((one.last - anchor).days))

    near = min(candidates, key=lambda one: (distance(one), one.first > anchor))
    if not strict and distance(near) <= 120:
        return near
    if setting.direction is Direction.BACK:
        return max((one for one in candidates if one.first <= anchor), key=lambda one: one.first, default=None)
    if setting.direction is Direction.AHEAD:
        return min((one for one in candidates if one.last >= anchor), key=lambda one: one.first, default=None)
    return near


def _years_around(anchor: date) -> range:
    return range(anchor.year - 1, anchor.year + 2)


def _month_without_year(month: int, setting: Setting) -> Interval | None:
    if setting.anchor is None:
        return None
    return _nearest([intervals.month(year, month) for year in _years_around(setting.anchor)], setting, strict=True)


def _anchored(days: Interval | None, setting: Setting, approximate: bool = False) -> Value:
    return Value(days, approximate, setting.anchor) if days and setting.anchor else OPEN


# ---------- absolute, or completed from the anchor ----------


def _iso(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    return Value(intervals.day(date(int(parts["year"]), int(parts["m"]), int(parts["d"]))))


def _dotted(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    return _iso(parts, setting, calendar)


def _numeric(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    """3/4/2021 is two days, one American and one European; 25/3/2021 is one."""
    first, second, year = int(parts["a"]), int(parts["b"]), int(parts["year"])
    readings = set()
    for month, day in ((first, second), (second, first)):
        if 1 <= month <= 12 and 1 <= day <= 31:
            readings.add(date(year, month, day))
    return Value(intervals.day(readings.pop())) if len(readings) == 1 else OPEN


def _date(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    month = _month_of(parts["month"], calendar)
    day = _day_of(parts["day"]) if "day" in parts else calendar.ordinals[parts["dayword"]]
    year = _year_of(parts, setting)
    if year is not None:
        return Value(intervals.day(date(year, month, day)), False, setting.anchor if _relative_year(parts) else None)
    if setting.anchor is None:
        return OPEN
    candidates = []
    for near in _years_around(setting.anchor):
        if day <= intervals.month(near, month).last.day:
            candidates.append(intervals.day(date(near, month, day)))
    if parts.get("weekday"):
        # A weekday beside the day names the year.
        number = calendar.weekdays[parts["weekday"].rstrip(".")]
        fitting = [one for one in candidates if one.first.weekday() == number]
        if len(fitting) == 1:
            return _anchored(fitting[0], setting)
    return _anchored(_nearest(candidates, setting, strict=False) if candidates else None, setting)


def _days(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    second = _month_of(parts.get("month2") or parts["month1"], calendar)
    first = _month_of(parts.get("month1") or parts["month2"], calendar)
    day1, day2 = _day_of(parts["day1"]), _day_of(parts["day2"])
    word = parts["sep"].strip()
    if word == "or" or (word == "and" and first == second and day2 != day1 + 1):
        return OPEN
    year = _year_of(parts, setting)
    if year is None:
        if setting.anchor is None:
            return OPEN
        options = [intervals.day(date(near, second, day2)) for near in _years_around(setting.anchor)]
        near_end = _nearest(options, setting, strict=False)
        if near_end is None:
            return OPEN
        year = near_end.last.year
    start = date(year - (first > second), first, day1)
    last = date(year, second, day2)
    if last < start:
        return OPEN
    absolute = "year" in parts
    return Value(Interval(start, last), False, None if absolute else setting.anchor)


def _month(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    number = _month_of(parts["month"], calendar)
    rel, mod = parts.get("rel", ""), parts.get("mod", "")
    year = _year_of(parts, setting)
    anchor = setting.anchor
    month: Interval | None
    if year is not None:
        month = intervals.month(year, number)
    elif rel == "that":
        month = intervals.month(setting.named.first.year, number) if setting.named else None
    elif anchor is None:
        return OPEN
    elif "last" in rel or rel in ("this past", "the previous"):
        month = intervals.month(anchor.year - (number >= anchor.month), number)
    elif rel in ("next", "this coming"):
        month = intervals.month(anchor.year + (number <= anchor.month), number)
    elif "this" in rel:
        month = intervals.month(anchor.year, number)
    else:
        month = _month_without_year(number, setting)
    if month is None:
        return OPEN
    counted = None if "year" in parts else anchor
    word = _part_word(mod) or _part_word(rel)
    if "half" in mod:
        middle = month.first.replace(day=15)
        half = Interval(month.first, middle) if "first" in mod else Interval(middle + timedelta(1), month.last)
        return Value(half, False, counted)
    if " week " in f"{mod} ":
        return Value(_week_of_month(month, mod), True, counted)
    if word == "mid" and not mod.startswith("the middle"):
        # "mid-September" is said of the month as often as of its middle; ten days would be false precision.
        return Value(month, True, counted)
    if word == "late" and mod.endswith("end of") and parts.get("prep") in ("by", "before", "until", "till") and anchor:
        if anchor <= month.last and (month.first - anchor).days < 366:
            return Value(Interval(anchor, month.last), True, anchor)
    if word:
        return Value(_third(month, word), True, counted)
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


def _months(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    first, second = (_month_of(parts[name], calendar) for name in ("month1", "month2"))
    word = parts["sep"].strip()
    if word == "or" or (word == "and" and "between" not in parts and second != first % 12 + 1):
        return OPEN
    year = _year_of(parts, setting)
    if year is None:
        last = _month_without_year(second, setting)
        if last is None:
            return OPEN
        year = last.first.year
    begin = int(parts.get("year1") or year - (first > second))
    if (begin, first) > (year, second):
        return OPEN
    days = Interval(intervals.month(begin, first).first, intervals.month(year, second).last)
    return Value(days, False, None if "year" in parts else setting.anchor)


def _quarter(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
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
        size = _number(parts["what"], calendar)
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


def _year(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    year = _year_of(parts, setting)
    if year is None:
        return OPEN
    mod = parts.get("mod", "")
    return Value(intervals.year(year), bool(mod) and "whole" not in mod and "all" not in mod, setting.anchor if "short" in parts else None)


def _years(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    first = int(parts["year1"])
    second = int(parts["year2"]) if len(parts["year2"]) == 4 else first // 100 * 100 + int(parts["year2"])
    word = parts["sep"].strip()
    if second <= first or word == "or" or (word == "and" and "between" not in parts and second != first + 1):
        return OPEN
    return Value(Interval(date(first, 1, 1), date(second, 12, 31)))


def _decade(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
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


def _century(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    number = _ordinal(parts["ord"], calendar)
    days = Interval(date(number * 100 - 99, 1, 1), date(number * 100, 12, 31))
    return Value(days, "mod" in parts)


def season_of(year: int, first_month: int) -> Interval:
    """Three months; winter ends in the next year."""
    end_year, end_month = add_months(year, first_month, 2)
    return Interval(date(year, first_month, 1), intervals.month(end_year, end_month).last)


def _season(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    first_month = calendar.seasons[parts["season"]]
    anchor, rel = setting.anchor, parts.get("rel", "")
    year = _year_of(parts, setting)
    if year is not None:
        if first_month == 12:
            return OPEN  # "the winter of 1988" began or ended in that year
        return Value(season_of(year, first_month), True, anchor if _relative_year(parts) else None)
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
        chosen = _nearest(options, setting, strict=True)
    return _anchored(chosen, setting, True)


def _holiday(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    if setting.anchor is None:
        return OPEN
    name = parts["holiday"]
    entry = next(one for one in calendar.holidays if name in (known.replace("’", "'").lower() for known in one.names))
    options = []
    for year in _years_around(setting.anchor):
        if entry.easter is not None:
            options.append(intervals.day(easter(year) + timedelta(entry.easter)))
        elif entry.month and entry.day:
            options.append(intervals.day(date(year, entry.month, entry.day)))
    if parts.get("rel") == "last":
        return _anchored(max((one for one in options if one.first < setting.anchor), key=lambda one: one.first), setting)
    if parts.get("rel") == "next":
        return _anchored(min((one for one in options if one.first > setting.anchor), key=lambda one: one.first), setting)
    return _anchored(_nearest(options, setting, strict=False), setting)


# ---------- counted from the day of publication ----------


def _dayword(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    anchor = setting.anchor
    if anchor is None:
        return OPEN
    word = parts["word"]
    if word == "overnight":
        return _anchored(Interval(anchor - timedelta(1), anchor), setting, True)
    shift = {"yesterday": -1, "tomorrow": 1, "last night": -1, "the day before yesterday": -2, "the day after tomorrow": 2}
    return _anchored(intervals.day(anchor + timedelta(shift.get(word, 0))), setting)


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


def _weekend(rel: str, setting: Setting) -> Interval | None:
    """Saturday and Sunday: of this week, or by tense the one before it."""
    anchor = setting.anchor
    assert anchor is not None
    own = unit_around(anchor, "weekend", 0)
    if rel == "next":
        return unit_around(anchor, "weekend", 1) if anchor.weekday() < 5 and setting.direction is None else own if anchor < own.first and anchor.weekday() < 3 else unit_around(anchor, "weekend", 1)
    back = unit_around(anchor, "weekend", -1)
    if rel in ("last", "this past"):
        return back
    if anchor >= own.first:
        return own
    return back if setting.direction is Direction.BACK and anchor.weekday() < 4 else own


def _unit(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    rel, unit, mod = parts["rel"], parts["unit"], parts.get("mod", "")
    if rel in ("the same", "that same", "that", "the following", "the previous"):
        return _other_unit(rel, unit, parts, setting)
    anchor = setting.anchor
    if anchor is None or unit in ("fortnight", "century") or rel == "the coming":
        return OPEN
    if unit == "weekend":
        return _anchored(_weekend(rel, setting), setting)
    if rel == "the":
        return OPEN
    if unit == "decade" and rel != "this":
        return OPEN  # "the last decade": ten years, or the 2010s
    by = {"last": -1, "next": 1}.get(rel, 0)
    days = unit_around(anchor, unit, by)
    if "weekday" in parts and unit == "week":
        return _anchored(intervals.day(days.first + timedelta(calendar.weekdays[parts["weekday"]])), setting)
    word = _part_word(mod)
    if unit == "month" and by and word and word != "mid":
        return _anchored(_third(days, word), setting, True)
    return _anchored(days, setting, bool(mod))


def _other_unit(rel: str, unit: str, parts: Parts, setting: Setting) -> Value:
    """"that week", "the following year": counted from the time named before."""
    named = setting.named
    if named is None or unit in ("fortnight", "century", "decade"):
        return OPEN
    by = {"the following": 1, "the previous": -1}.get(rel, 0)
    days = unit_around(named.first, unit, by)
    if by == 0 and not (days.first <= named.first and named.last <= days.last):
        return OPEN
    return Value(days, "mod" in parts, named.first)


def _ago(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    anchor, rough = setting.anchor, parts.get("rough", "")
    if anchor is None or "num" not in parts or "half" in parts or "half2" in parts:
        return OPEN
    if rough in ("more than", "over", "less than", "fewer than", "at least", "well over"):
        return OPEN
    count = _number(parts["num"], calendar)
    by = count if parts.get("way") == "from now" else -count
    unit = parts["unit"].rstrip("s")
    approximate = rough not in ("", "exactly", "just", "only")
    exact_day = parts.get("weekday") or parts.get("deictic") in ("today", "this day")
    base = anchor
    if parts.get("weekday"):
        base = _weekday_near(calendar.weekdays[parts["weekday"]], setting, Direction.BACK) or anchor
        if setting.direction is None:
            ahead = _weekday_near(calendar.weekdays[parts["weekday"]], setting, Direction.AHEAD)
            base = min((one for one in (base, ahead) if one), key=lambda one: abs((one - anchor).days))
    if unit == "decade":
        unit, by, approximate = "year", by * 10, approximate or count > 1
    if unit == "century":
        return OPEN
    if unit in ("day", "week", "fortnight"):
        days = intervals.day(base + timedelta({"day": 1, "week": 7, "fortnight": 14}[unit] * by))
        return _anchored(days, setting, approximate or (unit != "day" and count > 2))
    if exact_day and unit in ("year", "month"):
        shifted = add_years(base, by) if unit == "year" else _shift_months(base, by)
        return _anchored(intervals.day(shifted), setting, approximate)
    if unit == "year" and parts.get("deictic") == "this month":
        return _anchored(intervals.month(anchor.year + by, anchor.month), setting, approximate)
    if unit == "year" and parts.get("deictic") == "this week":
        return _anchored(intervals.week(add_years(anchor, by)), setting, True)
    return _anchored(unit_around(base, unit, by), setting, approximate or unit == "month")


def _shift_months(one: date, by: int) -> date:
    year, month = add_months(one.year, one.month, by)
    return date(year, month, min(one.day, intervals.month(year, month).last.day))


def _in_time(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    anchor = setting.anchor
    if anchor is None:
        return OPEN
    count, unit = _number(parts["num"], calendar), parts["unit"].rstrip("s")
    if unit in ("week", "fortnight"):
        return _anchored(unit_around(anchor, "week", count * (1 + (unit == "fortnight"))), setting, True)
    if unit in ("decade", "century"):
        return OPEN
    return _anchored(unit_around(anchor, unit, count), setting, unit != "day")


def _end(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    by, mod = parts.get("by", ""), parts.get("mod", "end")
    anchor = setting.anchor
    if "year" in parts:
        days, counted = intervals.year(int(parts["year"])), None
    else:
        if anchor is None or parts.get("rel") == "the following" or parts["unit"] == "summer":
            return OPEN
        unit = parts["unit"]
        days = unit_around(anchor, unit, {"next": 1, "last": -1}.get(parts.get("rel", "").strip(), 0))
        counted = anchor
    word = _part_word(f"{mod} of") or ("mid" if mod == "middle" else "late")
    if by in ("by", "before", "until", "till", "towards", "toward") and word == "late":
        if by in ("by", "before", "until", "till") and anchor and days.first <= anchor <= days.last:
            return Value(Interval(anchor, days.last), True, anchor)
        if anchor and anchor < days.first and counted:
            return Value(Interval(anchor, days.last), True, anchor)
        return Value(days, True, counted)
    if intervals.precision(days) is Precision.MONTH:
        return Value(_third(days, word), True, counted)
    return Value(days, True, counted)


def _within(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    """"later in the day", "earlier in the year": of the time named last, if it is such a unit, else of the anchor."""
    unit = parts["unit"]
    if unit == "day":
        if setting.named and setting.named.first == setting.named.last:
            return Value(setting.named, False, setting.named.first)
        return OPEN
    if setting.anchor is None:
        return OPEN
    return _anchored(unit_around(setting.anchor, unit, 0), setting, True)


# ---------- weekdays ----------


def _weekday_near(number: int, setting: Setting, direction: Direction | None) -> date | None:
    """The weekday before or after the day of publication, which counts itself."""
    anchor = setting.anchor
    if anchor is None:
        return None
    if direction is Direction.AHEAD or direction is Direction.PRESENT:
        return anchor + timedelta((number - anchor.weekday()) % 7)
    return anchor - timedelta((anchor.weekday() - number) % 7)


def _weekday(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    number, anchor = calendar.weekdays[parts["weekday"]], setting.anchor
    if anchor is None:
        return OPEN
    rel, week, direction = parts.get("rel", ""), parts.get("week", ""), setting.direction
    if week:
        monday = unit_around(anchor, "week", {"last": -1, "this": 0, "next": 1}[week]).first
        return _anchored(intervals.day(monday + timedelta(number)), setting)
    if "dom" in parts:
        near = [anchor + timedelta(by) for by in range(-31, 32)]
        fitting = [one for one in near if one.day == int(parts["dom"]) and one.weekday() == number]
        return _anchored(intervals.day(fitting[0]), setting) if len(fitting) == 1 else OPEN
    if rel in ("last", "this past"):
        day = _weekday_near(number, setting, Direction.BACK)
        day = day - timedelta(7) if day == anchor else day  # type: ignore[operator]
    elif rel == "next":
        day = unit_around(anchor, "week", 1).first + timedelta(number)
    elif rel == "this coming":
        day = _weekday_near(number, setting, Direction.AHEAD)
    else:
        if rel == "this" and direction is None:
            direction = Direction.AHEAD
        day = _weekday_near(number, setting, direction)
    if parts.get("mod", "") == "the week of" and day:
        return _anchored(intervals.week(day), setting)
    return _anchored(intervals.day(day) if day else None, setting)


def _weekdays(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    first, second = calendar.weekdays[parts["weekday1"]], calendar.weekdays[parts["weekday2"]]
    anchor, word = setting.anchor, parts["sep"].strip()
    length = (second - first) % 7
    if anchor is None or word == "or" or not length or (word == "and" and length > 1):
        return OPEN
    if rel := parts.get("rel"):
        start = unit_around(anchor, "week", {"last": -1, "this": 0, "next": 1}[rel]).first + timedelta(first)
    elif setting.direction in (Direction.AHEAD, Direction.PRESENT):
        start = anchor + timedelta((first - anchor.weekday()) % 7)
    else:
        end = anchor - timedelta((anchor.weekday() - second) % 7)
        start = end - timedelta(length)
    return _anchored(Interval(start, start + timedelta(length)), setting)


# ---------- counted from the time named before ----------


def _later(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    if "num" not in parts or setting.named is None:
        return OPEN
    count = _number(parts["num"], calendar)
    return shifted(setting.named, parts["unit"], count if parts["way"] in ("later", "afterward", "afterwards") else -count, approximate="rough" in parts)


def shifted(named: Interval, unit: str, by: int, *, approximate: bool = False) -> Value:
    """So many units from a time: days and weeks need a day, months a month, years a year."""
    unit = unit.rstrip("s")
    length = (named.last - named.first).days + 1
    if unit == "decade":
        unit, by = "year", by * 10
    limit = {"day": 1, "week": 1, "fortnight": 1, "month": 31, "year": 366}.get(unit, 0)
    if length > limit:
        return OPEN
    if unit in ("day", "week", "fortnight"):
        days = intervals.day(named.first + timedelta({"day": 1, "week": 7, "fortnight": 14}[unit] * by))
    else:
        days = unit_around(named.first, unit, by)
    return Value(days, approximate, named.first)


def _other_day(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    named, which = setting.named, parts["which"]
    if named is None:
        return OPEN
    if which.endswith("before") or "previous" in which or "preceding" in which:
        day = named.first - timedelta(1)
    elif which.endswith(" after") or "next" in which or "following" in which:
        day = named.last + timedelta(1)
    elif named.first == named.last:
        day = named.first
    else:
        return OPEN
    return Value(intervals.day(day), False, named.first) if (named.last - named.first).days < 7 else OPEN


def _daypart(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    named = setting.named
    return Value(named, True, named.first) if named and named.first == named.last else OPEN


_READERS = {
    "iso": _iso, "dotted": _dotted, "numeric": _numeric, "date": _date, "days": _days, "month": _month,
    "months": _months, "quarter": _quarter, "year": _year, "years": _years, "decade": _decade, "century": _century,
    "season": _season, "holiday": _holiday, "dayword": _dayword, "unit": _unit, "ago": _ago, "in_time": _in_time,
    "end": _end, "within": _within, "weekday": _weekday, "weekdays": _weekdays, "later": _later,
    "other_day": _other_day, "daypart": _daypart,
}  # fmt: skip
