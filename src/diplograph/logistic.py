"""Small learnt judges: weights in `language/models/*.json`, a sum of them as a probability (logistic regression)."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any, TypeVar

from diplograph import resources
from diplograph.errors import ResourceError

Weights = TypeVar("Weights")
_FARTHEST = 30.0  # log odds; beyond it the exponential says nothing more


def load(name: str, made_of: Callable[[dict[str, Any]], Weights]) -> Weights:
    """What `made_of` makes of the weights that come with the package in the file `name`.

    Raises ResourceError when they are missing or broken.
    """
    path = resources.folder("language/models") / name
    try:
        return made_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError) as error:
        raise ResourceError("weights of meetings", place=str(path), remedy="install diplograph again") from error


def probability(log_odds: float) -> float:
    """0 to 1.

    >>> probability(0.0), probability(1e9) < 1
    (0.5, True)
    """
    return 1 / (1 + math.exp(-max(-_FARTHEST, min(_FARTHEST, log_odds))))
