"""From a temporal expression to days: the conventions of news English.

Weeks run from Monday to Sunday (ISO 8601). "ago" and "last", "this", "next" give the calendar unit ("six months
ago" the month, "two years ago" the year), days and weeks ago the day. Stretches without a boundary on the calendar
("the past decade") stay open, as does everything relative without an anchor. Source: TIMEX3 of TimeML.
"""

from __future__ import annotations

from diplograph.extract import dates_absolute as absolute
from diplograph.extract import dates_relative as relative
from diplograph.extract.dates_units import OPEN, Parts, Setting, Value
from diplograph.lexicon.calendar import Calendar


def resolve(rule: str, parts: Parts, setting: Setting, calendar: Calendar) -> Value:
    """The days of one expression; OPEN where its words and the setting don't decide or no such day exists."""
    reader = _READERS.get(rule)
    if reader is None:
        return OPEN
    try:
        return reader(parts, setting, calendar)
    except (ValueError, OverflowError):  # 31 April, the year 0
        return OPEN


_READERS = {
    "iso": absolute.read_iso,
    "dotted": absolute.read_dotted,
    "numeric": absolute.read_numeric,
    "date": absolute.read_date,
    "days": absolute.read_days,
    "month": absolute.read_month,
    "months": absolute.read_months,
    "quarter": absolute.read_quarter,
    "year": absolute.read_year,
    "years": absolute.read_years,
    "decade": absolute.read_decade,
    "century": absolute.read_century,
    "season": absolute.read_season,
    "holiday": absolute.read_holiday,
    "dayword": relative.read_dayword,
    "unit": relative.read_unit,
    "ago": relative.read_ago,
    "in_time": relative.read_in_time,
    "end": relative.read_end,
    "within": relative.read_within,
    "weekday": relative.read_weekday,
    "weekdays": relative.read_weekdays,
    "later": relative.read_later,
    "other_day": relative.read_other_day,
    "daypart": relative.read_daypart,
}
