"""Passages that stand more than once, letter by letter: a body printed twice, a caption under its picture and above."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diplograph.model import Repeat, Span

_FEWEST_WORDS = 6  # "He declined to comment." may well be said twice
_FEWEST = 30  # code points
_BREAK = re.compile(r"(?<=[.!?…])[\"'”’»)]{0,2}\s+(?=[\"'“‘«(]?[^\W\d_a-z])")


def pieces(text: str, passages: Iterable[Span]) -> list[Span]:
    """The passages cut at the ends of sentences, roughly: equal words are cut equally, and that is all it takes.

    >>> [(s.begin, s.end) for s in pieces("Xi met Putin. They talked.", [Span(0, 26)])]
    [(0, 13), (14, 26)]
    """
    found = []
    for passage in passages:
        begin = passage.begin
        for cut in _BREAK.finditer(text, passage.begin, passage.end):
            end = cut.start() + len(cut.group().rstrip())
            found.append(Span(begin, end))
            begin = cut.end()
        if begin < passage.end:
            found.append(Span(begin, passage.end))
    return found


def find(text: str, passages: Iterable[Span]) -> tuple[Repeat, ...]:
    """Runs of sentences that come again, as long as they can be. Time grows with the length of the text only.

    passages: the paragraphs of article text, furniture left out, in order.
    """
    parts = pieces(text, passages)
    first_at: dict[str, int] = {}
    runs: list[tuple[int, int, int]] = []  # first piece, first piece of the copy, number of pieces
    origin: list[int | None] = []
    for index, part in enumerate(parts):
        words = text[part.begin : part.end]
        origin.append(first_at.setdefault(words, index) if words else None)
        if origin[index] == index:
            origin[index] = None
    index = 0
    while index < len(parts):
        source = origin[index]
        if source is None:
            index += 1
            continue
        length = 1
        while (
            index + length < len(parts)
            and source + length < index
            and text[parts[index + length].begin : parts[index + length].end]
            == text[parts[source + length].begin : parts[source + length].end]
        ):
            length += 1
        runs.append((source, index, length))
        index += length
    copies: dict[Span, list[Span]] = {}
    for source, copy, length in runs:
        first = Span(parts[source].begin, parts[source + length - 1].end)
        words = text[first.begin : first.end]
        if len(words) < _FEWEST or len(words.split(None, _FEWEST_WORDS)) < _FEWEST_WORDS:
            continue
        copies.setdefault(first, []).append(Span(parts[copy].begin, parts[copy + length - 1].end))
    return tuple(Repeat(first, tuple(again)) for first, again in sorted(copies.items()))
