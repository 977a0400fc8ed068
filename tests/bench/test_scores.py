"""Sections run by themselves: one that fails or isn't there says so, and keeps the rows of the last time."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest


def test_a_section_that_fails(capsys: pytest.CaptureFixture[str]) -> None:
    scores = importlib.import_module("scores")

    def broken(data: Path) -> list[Any]:
        raise ValueError("no figures")

    last = {"title": "old", "measured_on": "abc1234", "rows": [{"name": "x"}]}
    found = scores.run("dates", scores.Section("Dates", broken), Path("."), last)
    assert found == {
        "title": "Dates",
        "measured_on": "abc1234",
        "rows": [{"name": "x"}],
        "failed": "ValueError: no figures",
    }
    assert "!! dates: ValueError: no figures" in capsys.readouterr().err


def test_a_script_that_is_not_there(tmp_path: Path) -> None:
    scores = importlib.import_module("scores")
    with pytest.raises(scores.AbsentError, match=r"bench/nothing\.py"):
        scores.beside("nothing")(tmp_path)


@pytest.mark.parametrize(
    ("wanted", "some"),
    [
        ("names", {"names"}),
        ("meetings", {"real", "sentences-meetings", "sentences-voa", "sentences-own"}),
        ("joint-voa,DATES", {"joint-voa", "dates"}),
        ("whole", {"whole-voa", "whole-own", "whole-corpus"}),
    ],
)
def test_some_sections(wanted: str, some: set[str]) -> None:
    assert set(importlib.import_module("scores").chosen(wanted)) >= some
    assert "speed" not in importlib.import_module("scores").chosen(wanted)


def test_no_such_section() -> None:
    with pytest.raises(SystemExit, match="there are: names"):
        importlib.import_module("scores").chosen("weather")


def test_rows_of_other_scripts() -> None:
    foreign = importlib.import_module("scores").foreign
    one = foreign("worst region (Africa), recall", 81.26, 70.0, None)
    assert (one.name, one.detail, one.value, one.high) == ("worst region, recall", "Africa", 81.3, None)
    assert foreign("typos: actors (less is better)", 0.3).name == "typos: actors (less is better)"
    assert foreign("words a second of CPU time, syntax alone (three runs)", 9675.0).unit == "words/s"
