"""Figures with bootstrap intervals: counts are kept for each article or sentence, and those are drawn again.

A figure is a percentage unless its unit says otherwise. Intervals are the middle 95 % of 1,000 draws with replacement
(Efron and Tibshirani 1993, chapter 13, the percentile interval); the seed is fixed, so that they never change by
themselves.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

DRAWS, SEED = 1000, 0
Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured. low, high: 95 % interval, None where nothing was drawn. detail: P / R, or x of y."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    detail: str = ""
    unit: str = "%"
    units: int = 0  # articles or sentences that were counted; 0: not told


@cache
def drawn(units: int) -> NDArray[np.float32]:
    """How often each unit is in each draw: DRAWS rows."""
    chance = random.Random(SEED)
    table = np.zeros((DRAWS, max(1, units)), dtype=np.float32)
    for row in range(DRAWS):
        table[row] = np.bincount(chance.choices(range(units), k=units), minlength=units) if units else 0
    return table


def interval(units: Sequence[Sequence[float]], formula: Callable[[Counts], Any]) -> tuple[float | None, float | None]:
    """The interval of a formula over summed columns (the last axis), in percent; None for a single unit."""
    if len(units) < 2:
        return None, None
    sums = drawn(len(units)) @ np.asarray(units, dtype=np.float64)
    values = 100 * formula(sums.T)
    values = np.sort(values[~np.isnan(values)])  # draws without anything to divide by say nothing
    if not len(values):
        return None, None
    low, high = values[int(0.025 * len(values))], values[max(0, int(0.975 * len(values)) - 1)]
    return round(float(low), 1), round(float(high), 1)


def f1_of(columns: Counts) -> Any:
    """F1 of (right among the found, found, right among the gold, gold); 0 where nothing is right, nan without any."""
    right_found, found, right_gold, gold = columns
    precision, recall = right_found / np.maximum(found, 1e-9), right_gold / np.maximum(gold, 1e-9)
    value = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return np.where(found + gold > 0, value, np.nan)


def share_of(columns: Counts) -> Any:
    right, of = columns
    return np.where(of > 0, right / np.maximum(of, 1e-9), np.nan)


def f1(name: str, units: Iterable[Sequence[float]]) -> Figure:
    """F1 of units (gold, found, right), or (right among the found, found, right among the gold, gold).

    >>> f1("names", [(4, 4, 3), (2, 1, 1)]).detail
    'P 80.0 R 66.7'
    """
    rows = [(one[2], one[1], one[2], one[0]) if len(one) == 3 else tuple(one) for one in units]
    right_found, found, right_gold, gold = (sum(column) for column in zip(*rows, strict=True)) if rows else (0,) * 4
    if not found + gold:
        return Figure(name, None, detail="none")
    value = float(f1_of(np.asarray([right_found, found, right_gold, gold], dtype=np.float64)))
    detail = f"P {percent(right_found, found)} R {percent(right_gold, gold)}"
    return Figure(name, round(100 * value, 1), *interval(rows, f1_of), detail, units=len(rows))


def share(name: str, units: Iterable[Sequence[float]]) -> Figure:
    """Share of units (right, of).

    >>> share("kind", [(3, 4), (1, 4)])
    Figure(name='kind', value=50.0, low=25.0, high=75.0, detail='4 of 8', unit='%', units=2)
    """
    rows = [tuple(one) for one in units]
    right, of = (sum(column) for column in zip(*rows, strict=True)) if rows else (0, 0)
    if not of:
        return Figure(name, None, detail="none")
    return Figure(name, round(100 * right / of, 1), *interval(rows, share_of), f"{right:g} of {of:g}", units=len(rows))


def percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"
