"""The calendar's file against its rules."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

import pytest

from diplograph.errors import LexiconError
from diplograph.lexicon import calendar
from diplograph.resources import folder


def content() -> dict[str, Any]:
    return tomllib.loads((folder("lexicon/data") / "calendar.toml").read_text(encoding="utf-8"))


def test_months_and_weekdays_are_numbered() -> None:
    words = calendar.load()
    assert [words.months[name.lower()] for name in words.long_months] == list(range(1, 13))
    assert [words.weekdays[name.lower()] for name in words.long_weekdays] == list(range(7))


@pytest.mark.parametrize(
    ("table", "change", "message"),
    [
        ("month", {"nmes": ["x"]}, "unknown key"),
        ("month", {"id": "february"}, "twice"),
        ("weekday", {"id": ""}, "missing"),
    ],
)
def test_broken_entries_are_named(table: str, change: dict[str, Any], message: str) -> None:
    broken = copy.deepcopy(content())
    broken[table][0].update(change)
    with pytest.raises(LexiconError, match=message):
        calendar.read(broken)


def test_a_year_has_twelve_months() -> None:
    broken = content()
    broken["month"].pop()
    with pytest.raises(LexiconError, match="twelve months"):
        calendar.read(broken)
