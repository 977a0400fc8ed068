"""Readings of expressions that count from the day of publication or from the time named before."""

from __future__ import annotations

from datetime import date, timedelta

from diplograph import intervals
from diplograph.extract.dates_tense import Direction
from diplograph.extract.dates_units import (
    OPEN,
    Parts,
    Setting,
    Value,
    add_years,
    anchored,
    number_of,
    part_word,
    shift_months,
    third_of,
    unit_around,
    weekday_near,
)
from diplograph.lexicon.calendar import Calendar
from diplograph.model import Interval, Precision


def read_dayword(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    anchor = setting.anchor
    if anchor is None:
        return OPEN
    word = parts["word"]
    if word == "overnight":
        return anchored(Interval(anchor - timedelta(1), anchor), setting, True)
    shift = {
        "yesterday": -1,
        "tomorrow": 1,
        "last night": -1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    }
    return anchored(intervals.day(anchor + timedelta(shift.get(word, 0))), setting)


def _weekend(rel: str, anchor: date, setting: Setting) -> Interval:
    """Saturday and Sunday: of this week, or by tense the one before it."""
    own = unit_around(anchor, "weekend", 0)
    if rel == "next":
        return unit_around(anchor, "weekend", 1)
    back = unit_around(anchor, "weekend", -1)
    if rel in ("last", "this past"):
        return back
    if anchor >= own.first:
        return own
    return back if setting.direction is Direction.BACK and anchor.weekday() < 4 else own


def read_unit(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    rel, unit, mod = parts["rel"], parts["unit"], parts.get("mod", "")
    if rel in ("the same", "that same", "that", "the following", "the previous"):
        return _other_unit(rel, unit, parts, setting)
    anchor = setting.anchor
    if anchor is None or unit in ("fortnight", "century") or rel == "the coming":
        return OPEN
    if unit == "weekend":
        return anchored(_weekend(rel, anchor, setting), setting)
    if rel == "the":
        return OPEN
    if unit == "decade" and rel != "this":
        return OPEN  # "the last decade": ten years, or the 2010s
    by = {"last": -1, "next": 1}.get(rel, 0)
    days = unit_around(anchor, unit, by)
    if "weekday" in parts and unit == "week":
        return anchored(intervals.day(days.first + timedelta(calendar.weekdays[parts["weekday"]])), setting)
    word = part_word(mod)
    if unit == "month" and by and word and word != "mid":
        return anchored(third_of(days, word), setting, True)
    return anchored(days, setting, bool(mod))


def _other_unit(rel: str, unit: str, parts: Parts, setting: Setting) -> Value:
    """ "that week", "the following year": counted from the time named before."""
    named = setting.named
    if named is None or unit in ("fortnight", "century", "decade"):
        return OPEN
    by = {"the following": 1, "the previous": -1}.get(rel, 0)
    days = unit_around(named.first, unit, by)
    if by == 0 and not (days.first <= named.first and named.last <= days.last):
        return OPEN
    return Value(days, "mod" in parts, named.first)


def read_ago(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    anchor, rough = setting.anchor, parts.get("rough", "")
    if anchor is None or "num" not in parts or "half" in parts or "half2" in parts:
        return OPEN
    if rough in ("more than", "over", "less than", "fewer than", "at least", "well over"):
        return OPEN
    count = number_of(parts["num"], calendar)
    by = count if parts.get("way") == "from now" else -count
    unit = parts["unit"].rstrip("s")
    approximate = rough not in ("", "exactly", "just", "only")
    exact_day = parts.get("weekday") or parts.get("deictic") in ("today", "this day")
    base = anchor
    if parts.get("weekday"):
        base = weekday_near(calendar.weekdays[parts["weekday"]], setting, Direction.BACK) or anchor
        if setting.direction is None:
            ahead = weekday_near(calendar.weekdays[parts["weekday"]], setting, Direction.AHEAD)
            base = min((one for one in (base, ahead) if one), key=lambda one: abs((one - anchor).days))
    if unit == "decade":
        unit, by, approximate = "year", by * 10, approximate or count > 1
    if unit == "century":
        return OPEN
    if unit in ("day", "week", "fortnight"):
        days = intervals.day(base + timedelta({"day": 1, "week": 7, "fortnight": 14}[unit] * by))
        return anchored(days, setting, approximate or (unit != "day" and count > 2))
    if exact_day and unit in ("year", "month"):
        shifted = add_years(base, by) if unit == "year" else shift_months(base, by)
        return anchored(intervals.day(shifted), setting, approximate)
    if unit == "year" and parts.get("deictic") == "this month":
        return anchored(intervals.month(anchor.year + by, anchor.month), setting, approximate)
    if unit == "year" and parts.get("deictic") == "this week":
        return anchored(intervals.week(add_years(anchor, by)), setting, True)
    return anchored(unit_around(base, unit, by), setting, approximate or unit == "month")


def read_in_time(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    anchor = setting.anchor
    if anchor is None:
        return OPEN
    count, unit = number_of(parts["num"], calendar), parts["unit"].rstrip("s")
    if unit in ("week", "fortnight"):
        return anchored(unit_around(anchor, "week", count * (1 + (unit == "fortnight"))), setting, True)
    if unit in ("decade", "century"):
        return OPEN
    return anchored(unit_around(anchor, unit, count), setting, unit != "day")


def read_end(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
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
    word = part_word(f"{mod} of") or ("mid" if mod == "middle" else "late")
    if by in ("by", "before", "until", "till", "towards", "toward") and word == "late":
        if by in ("by", "before", "until", "till") and anchor and days.first <= anchor <= days.last:
            return Value(Interval(anchor, days.last), True, anchor)
        if anchor and anchor < days.first and counted:
            return Value(Interval(anchor, days.last), True, anchor)
        return Value(days, True, counted)
    if intervals.precision(days) is Precision.MONTH:
        return Value(third_of(days, word), True, counted)
    return Value(days, True, counted)


def read_within(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    """ "later in the day", "earlier in the year": of the time named last, if it is such a unit, else of the anchor."""
    unit = parts["unit"]
    if unit == "day":
        if setting.named and setting.named.first == setting.named.last:
            return Value(setting.named, False, setting.named.first)
        return OPEN
    if setting.anchor is None:
        return OPEN
    return anchored(unit_around(setting.anchor, unit, 0), setting, True)


# ---------- weekdays ----------


def read_weekday(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    number, anchor = calendar.weekdays[parts["weekday"]], setting.anchor
    if anchor is None:
        return OPEN
    rel, week, direction = parts.get("rel", ""), parts.get("week", ""), setting.direction
    if week:
        monday = unit_around(anchor, "week", {"last": -1, "this": 0, "next": 1}[week]).first
        return anchored(intervals.day(monday + timedelta(number)), setting)
    if "dom" in parts:
        near = [anchor + timedelta(by) for by in range(-31, 32)]
        fitting = [one for one in near if one.day == int(parts["dom"]) and one.weekday() == number]
        return anchored(intervals.day(fitting[0]), setting) if len(fitting) == 1 else OPEN
    if rel in ("last", "this past"):
        day = weekday_near(number, setting, Direction.BACK)
        day = day - timedelta(7) if day == anchor else day
    elif rel == "next":
        day = unit_around(anchor, "week", 1).first + timedelta(number)
    elif rel == "this coming":
        day = weekday_near(number, setting, Direction.AHEAD)
    else:
        if rel == "this" and direction is None:
            direction = Direction.AHEAD
        day = weekday_near(number, setting, direction)
    if parts.get("mod", "") == "the week of" and day:
        return anchored(intervals.week(day), setting)
    return anchored(intervals.day(day) if day else None, setting)


def read_weekdays(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    first, second = calendar.weekdays[parts["weekday1"]], calendar.weekdays[parts["weekday2"]]
    anchor, word = setting.anchor, parts["sep"].strip()
    length = (second - first) % 7
    if anchor is None or word == "or" or not length or (word == "and" and length > 1 and "between" not in parts):
        return OPEN
    if rel := parts.get("rel"):
        start = unit_around(anchor, "week", {"last": -1, "this": 0, "next": 1}[rel]).first + timedelta(first)
    elif setting.direction in (Direction.AHEAD, Direction.PRESENT):
        start = anchor + timedelta((first - anchor.weekday()) % 7)
    else:
        end = anchor - timedelta((anchor.weekday() - second) % 7)
        start = end - timedelta(length)
    return anchored(Interval(start, start + timedelta(length)), setting)


# ---------- counted from the time named before ----------


def read_later(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    if "num" not in parts or setting.named is None:
        return OPEN
    count = number_of(parts["num"], calendar)
    return shifted(
        setting.named,
        parts["unit"],
        count if parts["way"] in ("later", "afterward", "afterwards") else -count,
        approximate="rough" in parts,
    )


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


def read_other_day(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
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


def read_daypart(parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    named = setting.named
    return Value(named, True, named.first) if named and named.first == named.last else OPEN
