"""docs/scores.md and its twin docs/scores.json: sections of figures, what is asked of them, and the change.

A section as in the JSON: {"title", "measured_on", "rows": [figures]}; where it could not be measured {"failed": why},
with the rows of the last time, if any.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from figures import Figure

Section = Mapping[str, Any]
HEAD = """# Scores

Written by `make scores` (`python bench/scores.py`) beside `docs/scores.json`; don't edit. What each set is and how it
is scored: `docs/measuring.md`. Figures are percentages, F1 where P and R stand beside them, unless a unit is given. In
brackets: the middle 95 % of 1,000 draws of articles (or sentences) with replacement; a change that stays inside says
nothing. Before: the figures of the last commit; **better** and **worse** mark changes that leave the interval."""


def section(title: str, measured_on: str, rows: list[Figure]) -> dict[str, Any]:
    return {"title": title, "measured_on": measured_on, "rows": [asdict(one) for one in rows]}


def targets(path: Path) -> dict[tuple[str, str], Mapping[str, Any]]:
    """What is asked, by section and row. Raises ValueError for a key that is not known."""
    found = {}
    for one in tomllib.loads(path.read_text(encoding="utf-8"))["target"]:
        if extra := set(one) - {"section", "row", "least", "aim", "less"}:
            raise ValueError(f"{path.name}: unknown key {sorted(extra)[0]!r}")
        found[one["section"], one["row"]] = one
    return found


def render(
    sections: Mapping[str, Section], before: Mapping[str, Section], asked: Mapping[tuple[str, str], Mapping[str, Any]]
) -> str:
    """The page. before: the sections of the last commit, {} when there are none."""
    old = {(key, row["name"]): row for key, one in before.items() for row in one.get("rows", ())}
    lines = [HEAD, "", "## What is asked", ""]
    lines += ["| measured | figure | before | change | at least | aim | |", "|---|---|---|---|---|---|---|"]
    for (key, name), target in asked.items():
        one = sections.get(key, {})
        row = next((row for row in one.get("rows", ()) if row["name"] == name), None)
        label = f"{one.get('title', key)}: {name}"
        wanted = f"{number(target.get('least'))} | {number(target.get('aim'))}"
        if row is None or row["value"] is None:
            lines.append(f"| {cell(label)} | – | | | {wanted} | not measured |")
            continue
        was = old.get((key, name))
        less = bool(target.get("less"))
        lines.append(
            f"| {cell(label)} | {figure(row)} | {number(was and was['value'])} | {change(row, was, less=less)} | "
            f"{wanted} | {verdict(row['value'], target)} |"
        )
    for key, one in sections.items():
        lines += ["", f"## {one['title']}", ""]
        if one.get("failed"):
            lines += [f"**Not measured**: {cell(one['failed'])}", ""]
        if one.get("rows"):
            lines += ["| measured | figure | | before | change |", "|---|---|---|---|---|"]
        for row in one.get("rows", ()):
            was = old.get((key, row["name"]))
            less = bool(asked.get((key, row["name"]), {}).get("less")) or "less is better" in row["name"]
            lines.append(
                f"| {cell(row['name'])} | {figure(row)} | {cell(row['detail'])} | {number(was and was['value'])} | "
                f"{change(row, was, less=less)} |"
            )
    lines += ["", "## Measured on", "", "| commit | sections |", "|---|---|"]
    commits: dict[str, list[str]] = {}
    for one in sections.values():
        commits.setdefault(one.get("measured_on", "?"), []).append(one["title"])
    lines += [f"| {commit} | {cell('; '.join(titles))} |" for commit, titles in commits.items()]
    return "\n".join([*lines, "", "A + after a commit: with changes that were not committed yet.", ""])


def number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:g}" if isinstance(value, int) else f"{value:.1f}"


def figure(row: Mapping[str, Any]) -> str:
    """Value and interval."""
    if row["value"] is None:
        return "–"
    unit = "" if row["unit"] == "%" else f" {row['unit']}"
    drawn = "" if row["low"] is None else f" [{number(row['low'])}, {number(row['high'])}]"
    return f"{number(row['value'])}{unit}{drawn}"


def change(row: Mapping[str, Any], was: Mapping[str, Any] | None, *, less: bool = False) -> str:
    """The difference, marked when the old figure lies outside the new one's interval."""
    if was is None or was["value"] is None or row["value"] is None:
        return ""
    if was.get("units", 0) != row.get("units", 0):
        return "other texts"
    step = row["value"] - was["value"]
    words = f"{step:+.1f}" if abs(step) >= 0.05 else "="
    outside = row["low"] is not None and not row["low"] <= was["value"] <= row["high"]
    return f"{words} **{'worse' if (step > 0) == less else 'better'}**" if outside and words != "=" else words


def verdict(value: float, target: Mapping[str, Any]) -> str:
    """
    >>> verdict(5.0, {"least": 8, "aim": 3, "less": True})
    'reached'
    """
    sign = -1 if target.get("less") else 1
    if "aim" in target and sign * value >= sign * target["aim"]:
        return "aim"
    return "reached" if sign * value >= sign * target["least"] else "**below**"


def cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")
