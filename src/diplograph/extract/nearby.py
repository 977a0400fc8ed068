"""An index of passages by place, so that each is compared with its neighbours and not with the whole text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from diplograph.model import Span

BLOCK = 1000  # characters


class Nearby:
    """Numbers of entries by the blocks of text from the first to the last of their spans.

    >>> index = Nearby()
    >>> index.add(0, [Span(10, 20)])
    >>> index.add(1, [Span(5000, 5010)])
    >>> index.around([Span(4990, 5005)]), index.around([])
    ([1], [])
    """

    def __init__(self) -> None:
        self._blocks: dict[int, list[int]] = {}

    def add(self, number: int, spans: Sequence[Span]) -> None:
        """Enter a number at the place of its spans (in text order); without spans it is nowhere."""
        for block in _blocks(spans):
            self._blocks.setdefault(block, []).append(number)

    def around(self, *passages: Sequence[Span]) -> list[int]:
        """The numbers that share a block with one of the passages, ascending: all that overlap them, and others."""
        found = {number for spans in passages for block in _blocks(spans) for number in self._blocks.get(block, ())}
        return sorted(found)


class Taken:
    """Stretches of a text; whether another shares a character with one of them, without looking at each.

    >>> taken = Taken([(20, 30), (0, 5)])
    >>> taken.overlaps(4, 6), taken.overlaps(5, 20)
    (True, False)
    """

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._begins = [begin for begin, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def overlaps(self, begin: int, end: int) -> bool:
        """Whether one of them begins before `end` and ends after `begin`."""
        before = bisect_left(self._begins, end)
        return before > 0 and self._furthest[before - 1] > begin


def _blocks(spans: Sequence[Span]) -> Iterator[int]:
    if spans:
        first, last = min(spans[0].begin, spans[-1].begin), max(spans[0].end, spans[-1].end)
        yield from range(first // BLOCK, max(first, last - 1) // BLOCK + 1)
