"""Two readers of meetings, one judgement: the judge of the rules and the encoder, weighed against each other.

Both err, and apart from each other. A few weights, fitted by `training/meetings/readers.py` on the development parts
(the encoder has seen the training parts and is too sure there), make of their two certainties one probability. Without
an encoder the judge of the rules stands alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from diplograph import logistic

NAMES = ("rules", "encoder", "no rule", "no proposal", "both", "vetoed", "parties named", "noun")
_FAR = 6.0  # log odds beyond which nobody is surer


@dataclass(frozen=True, slots=True)
class Weights:
    """weights: one for each of NAMES. threshold: probability from which a trigger counts as a meeting.

    rules: the same of one that the rules take by themselves. veto: of one that they reject (a session of one body).
    """

    bias: float
    weights: tuple[float, ...]
    threshold: float
    rules: float
    veto: float


@lru_cache(maxsize=1)
def load() -> Weights:
    """The weights that come with the package. Raises ResourceError when they are missing or broken."""
    return logistic.load(
        "meeting_readers.json",
        lambda found: Weights(
            found["bias"],
            tuple(float(found["weights"][name]) for name in NAMES),
            found["threshold"],
            found["rules"],
            found["veto"],
        ),
    )


def properties(
    *, rules: float | None, encoder: float | None, vetoed: bool, named: int, nominal: bool
) -> tuple[float, ...]:
    """One number for each of NAMES. rules, encoder: probabilities by the two readers, None where one sees no trigger.

    named: how many parties the encoder's words name.
    """
    return (
        _odds(rules) if rules is not None else 0.0,
        _odds(encoder) if encoder is not None else 0.0,
        float(rules is None),
        float(encoder is None),
        float(rules is not None and encoder is not None),
        float(vetoed),
        float(min(named, 2)),
        float(nominal),
    )


def certainty(found: Sequence[float], weights: Weights) -> float:
    """Probability, 0 to 1, that a trigger with these properties tells of a meeting."""
    total = weights.bias + sum(value * weight for value, weight in zip(found, weights.weights, strict=True))
    return logistic.probability(total)


def _odds(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return max(-_FAR, min(_FAR, math.log(bounded / (1 - bounded))))
