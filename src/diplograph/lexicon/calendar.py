"""The calendar's words, read from `data/calendar.toml`: months, weekdays, seasons, numbers, fixed days."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from diplograph.errors import LexiconError
from diplograph.resources import folder

KEYS = {
    "month": {"id", "names", "short", "bare"},
    "weekday": {"id", "short"},
    "season": {"id", "names", "first_month", "bare"},
    "holiday": {"id", "names", "month", "day", "easter"},
    "skip": {"names", "before_year"},
    "tense": {"planning", "implicative", "reporting", "ahead", "past"},
}


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day of every year: month and day, or so many days after western Easter Sunday."""

    id: str
    names: tuple[str, ...]
    month: int | None
    day: int | None
    easter: int | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Words in lower case to numbers. months: 1 to 12; weekdays: Monday is 0; seasons: their first month.

    long_months, short_months, bare_months: spellings as written; short ones need a day or a year beside them, and
    only bare ones stand for a month without a preposition.
    """

    months: Mapping[str, int]
    long_months: tuple[str, ...]
    short_months: tuple[str, ...]
    bare_months: tuple[str, ...]
    weekdays: Mapping[str, int]
    long_weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    seasons: Mapping[str, int]
    bare_seasons: tuple[str, ...]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    decades: Mapping[str, int]
    holidays: tuple[Holiday, ...]
    skip_names: tuple[str, ...]
    skip_before_year: tuple[str, ...]
    planning: frozenset[str]
    implicative: frozenset[str]
    reporting: frozenset[str]
    ahead: tuple[str, ...]
    past: frozenset[str]


def _entries(data: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    """The entries of a table, checked: no unknown key, no id twice."""
    seen: set[str] = set()
    for entry in data[kind]:
        name = f'calendar.toml, {kind} "{entry.get("id")}"'
        if unknown := sorted(set(entry) - KEYS[kind]):
            raise LexiconError(
                f"unknown key {unknown[0]!r}", place=name, remedy=f"allowed: {', '.join(sorted(KEYS[kind]))}"
            )
        if not entry.get("id") or entry["id"] in seen:
            raise LexiconError("id missing or used twice", place=name, remedy="give each entry an id of its own")
        seen.add(entry["id"])
    return list(data[kind])


def _frozen(pairs: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    return MappingProxyType({word.lower(): number for word, number in pairs})


@lru_cache(maxsize=1)
def load() -> Calendar:
    """Read and check the file. Raises LexiconError for an unknown key, a double id or a missing table.

    >>> calendar = load()
    >>> calendar.months["sept"], calendar.weekdays["thurs"], calendar.seasons["autumn"]
    (9, 3, 9)
    """
    path = folder("lexicon/data") / "calendar.toml"
    try:
        return read(tomllib.loads(path.read_text(encoding="utf-8")))
    except (KeyError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"cannot be read: {error}", place="calendar.toml", remedy="see its comments") from error


def read(data: Mapping[str, Any]) -> Calendar:
    """The calendar of a parsed file; raises as `load` does, and KeyError for a missing table."""
    months, weekdays, seasons = (_entries(data, kind) for kind in ("month", "weekday", "season"))
    if (len(months), len(weekdays)) != (12, 7):
        raise LexiconError("needs twelve months and seven weekdays", place="calendar.toml", remedy="complete them")
    for table in ("skip", "tense"):
        if unknown := sorted(set(data[table]) - KEYS[table]):
            raise LexiconError(f"unknown key {unknown[0]!r}", place=f"calendar.toml, {table}", remedy="remove it")
    return Calendar(
        months=_frozen((name, at) for at, one in enumerate(months, 1) for name in one["names"] + one["short"]),
        long_months=tuple(name for one in months for name in one["names"]),
        short_months=tuple(name for one in months for name in one["short"]),
        bare_months=tuple(name for one in months if one.get("bare", True) for name in one["names"]),
        weekdays=_frozen((name, at) for at, one in enumerate(weekdays) for name in [one["id"], *one["short"]]),
        long_weekdays=tuple(one["id"].capitalize() for one in weekdays),
        short_weekdays=tuple(name for one in weekdays for name in one["short"]),
        seasons=_frozen((name, one["first_month"]) for one in seasons for name in one["names"]),
        bare_seasons=tuple(name for one in seasons if one.get("bare", True) for name in one["names"]),
        numbers=_frozen(data["number"].items()),
        ordinals=_frozen(data["ordinal"].items()),
        decades=_frozen(data["decade"].items()),
        holidays=tuple(
            Holiday(one["id"], tuple(one["names"]), one.get("month"), one.get("day"), one.get("easter"))
            for one in _entries(data, "holiday")
        ),
        skip_names=tuple(data["skip"]["names"]),
        skip_before_year=tuple(data["skip"]["before_year"]),
        planning=frozenset(data["tense"]["planning"]),
        implicative=frozenset(data["tense"]["implicative"]),
        reporting=frozenset(data["tense"]["reporting"]),
        ahead=tuple(data["tense"]["ahead"]),
        past=frozenset(data["tense"]["past"]),
    )
