"""Figures and their intervals."""

from __future__ import annotations

import importlib

import pytest


def test_f1_of_sums() -> None:
    figures = importlib.import_module("figures")
    one = figures.f1("x", [(4, 4, 3), (2, 1, 1)])
    assert one.value == round(100 * 2 * 4 / (5 + 6), 1) and one.detail == "P 80.0 R 66.7" and one.units == 2
    assert one.low <= one.value <= one.high
    # Right among the found and right among the gold may differ (rows by form): precision 1/2, recall 2/2.
    assert figures.f1("x", [(1, 2, 2, 2)]).value == 66.7


def test_nothing_to_divide_by() -> None:
    figures = importlib.import_module("figures")
    for one in (
        figures.f1("x", []),
        figures.f1("x", [(0, 0, 0)]),
        figures.share("x", []),
        figures.share("x", [(0, 0)]),
    ):
        assert one.value is None and one.low is None
    # Draws that hit only empty articles say nothing; they are no zeros.
    assert figures.share("x", [(1, 1), (0, 0), (0, 0)]).low == 100.0


def test_a_single_article_has_no_interval() -> None:
    figures = importlib.import_module("figures")
    one = figures.share("x", [(1, 2)])
    assert (one.value, one.low, one.high) == (50.0, None, None)


def test_intervals_are_those_of_the_binomial() -> None:
    """Of 400 sentences, half of them right: 50 ± 1.96 · 2.5."""
    figures = importlib.import_module("figures")
    one = figures.share("x", [(n % 2, 1) for n in range(400)])
    assert one.value == 50.0
    assert one.low == pytest.approx(45.1, abs=0.8) and one.high == pytest.approx(54.9, abs=0.8)


def test_always_the_same_draws() -> None:
    figures = importlib.import_module("figures")
    first = figures.drawn(7).copy()
    figures.drawn.cache_clear()
    assert (figures.drawn(7) == first).all() and (first.sum(axis=1) == 7).all()
