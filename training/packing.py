"""Short texts together in training windows. (Needs no PyTorch: silver labels are made without it.)"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

WINDOW = 448  # pieces of a training window, [CLS] and [SEP] among them
_OPEN = 30  # windows that a part may still go into

Part = TypeVar("Part")


def packed(parts: Iterable[Part], size: Callable[[Part], int], room: int = WINDOW - 2) -> list[list[Part]]:
    """Parts put together in windows of `room` pieces, each in the first of the latest ones that has room for it."""
    out: list[list[Part]] = []
    left: list[int] = []
    for part in parts:
        need = size(part)
        fit = next((i for i in range(max(0, len(out) - _OPEN), len(out)) if left[i] >= need), None)
        if fit is None:
            out.append([])
            left.append(room)
            fit = len(out) - 1
        out[fit].append(part)
        left[fit] -= need
    return out
