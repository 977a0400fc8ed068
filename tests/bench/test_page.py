"""docs/scores.md: what is asked, what changed, what could not be measured."""

from __future__ import annotations

import importlib
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def row(
    name: str, value: float | None, low: float | None = None, high: float | None = None, **more: Any
) -> dict[str, Any]:
    return {"name": name, "value": value, "low": low, "high": high, "detail": "", "unit": "%", "units": 3, **more}


def sections(**rows: dict[str, Any]) -> dict[str, Any]:
    return {key: {"title": key.title(), "measured_on": "abc1234", "rows": [one]} for key, one in rows.items()}


@pytest.mark.parametrize(
    ("now", "was", "less", "wanted"),
    [
        (row("x", 80.0, 75.0, 85.0), row("x", 78.0), False, "+2.0"),
        (row("x", 80.0, 75.0, 85.0), row("x", 70.0), False, "+10.0 **better**"),
        (row("x", 80.0, 75.0, 85.0), row("x", 90.0), False, "-10.0 **worse**"),
        (row("x", 8.0, 5.0, 10.0), row("x", 20.0), True, "-12.0 **better**"),
        (row("x", 80.0, 75.0, 85.0), row("x", 80.0), False, "="),
        (row("x", 80.0), row("x", 10.0), False, "+70.0"),
        (row("x", 80.0, 75.0, 85.0), row("x", 10.0, units=2), False, "other texts"),
        (row("x", 80.0, 75.0, 85.0), None, False, ""),
        (row("x", None), row("x", 80.0), False, ""),
    ],
)
def test_change(now: dict[str, Any], was: dict[str, Any] | None, less: bool, wanted: str) -> None:
    assert importlib.import_module("page").change(now, was, less=less) == wanted


@pytest.mark.parametrize(
    ("value", "target", "wanted"),
    [
        (80.0, {"least": 80, "aim": 90}, "reached"),
        (79.9, {"least": 80, "aim": 90}, "**below**"),
        (90.0, {"least": 80, "aim": 90}, "aim"),
        (95.0, {"least": 80}, "reached"),
        (9.0, {"least": 8, "aim": 3, "less": True}, "**below**"),
        (3.0, {"least": 8, "aim": 3, "less": True}, "aim"),
    ],
)
def test_verdict(value: float, target: dict[str, Any], wanted: str) -> None:
    assert importlib.import_module("page").verdict(value, target) == wanted


def test_the_page() -> None:
    page = importlib.import_module("page")
    now = sections(names=row("all | some", 81.25, 79.0, 83.0), speed=row("words", 4722, 4494.2, 4932.0, unit="words/s"))
    now["dates"] = {"title": "Dates", "failed": "ValueError: a|b\nc"}
    asked = {
        ("names", "all | some"): {"section": "names", "row": "all | some", "least": 80, "aim": 90},
        ("dates", "value"): {"section": "dates", "row": "value", "least": 90},
    }
    text = page.render(now, sections(names=row("all | some", 70.0)), asked)
    assert "| Names: all \\| some | 81.2 [79.0, 83.0] | 70.0 | +11.2 **better** | 80 | 90 | reached |" in text
    assert "| Dates: value | – | | | 90 |  | not measured |" in text
    assert "**Not measured**: ValueError: a\\|b c" in text
    assert "4,722 words/s [4,494, 4,932]" in text
    assert text == page.render(now, sections(names=row("all | some", 70.0)), asked)


def test_targets_know_their_keys(tmp_path: Path) -> None:
    page = importlib.import_module("page")
    (tmp_path / "t.toml").write_text('[[target]]\nsection = "a"\nrow = "b"\nleast = 1\nlest = 2\n')
    with pytest.raises(ValueError, match="lest"):
        page.targets(tmp_path / "t.toml")


def test_what_is_asked_is_measured() -> None:
    """Each target names a row that docs/scores.json has, but for sections that were not measured."""
    known = json.loads((ROOT / "docs/scores.json").read_text(encoding="utf-8"))["sections"]
    for one in tomllib.loads((ROOT / "bench/targets.toml").read_text(encoding="utf-8"))["target"]:
        if known.get(one["section"], {}).get("rows"):
            assert one["row"] in {row["name"] for row in known[one["section"]]["rows"]}, one
