"""What the fittings of the judges of meetings share."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from sklearn.linear_model import LogisticRegression

_NOTHING = 0.005  # a weight below it decides nothing and is left out


def option(name: str, usual: float) -> float:
    """The number after an option on the command line."""
    return float(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else usual


def bias_of(model: LogisticRegression) -> float:
    return round(float(model.intercept_[0]), 3)


def weights_of(model: LogisticRegression, names: Iterable[str]) -> dict[str, float]:
    """Weights that count, rounded, by name."""
    found = {
        name: round(float(weight), 3)
        for name, weight in zip(names, model.coef_[0], strict=True)
        if abs(weight) >= _NOTHING
    }
    return dict(sorted(found.items()))
