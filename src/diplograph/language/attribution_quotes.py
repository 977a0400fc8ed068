"""Quotations that a reader of statements has cut are made whole.

The encoder sees some fifty words before a cue. Of a quotation that begins further away, or breaks off at an
abbreviation, it finds only the part that is near, but whoever said some words of a quotation said them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from diplograph.language.wordpiece import quotation_marks
from diplograph.model import Attribution, Span

_CLOSE = 3
_AFTER = 2  # code points after the closing mark that a piece may take along
_LEAST = 8  # code points: less of a quotation than that is a slip


def quotations(text: str) -> list[Span]:
    """The outermost closed quotations of a text with their marks, in order; none goes beyond its paragraph.

    >>> words = 'He said: "Yes, “we” do." No.'
    >>> [words[one.begin : one.end] for one in quotations(words)]
    ['"Yes, “we” do."']
    """
    found: list[Span] = []
    begin = -1
    for place, state, depth in quotation_marks(text):
        if state == _CLOSE and depth == 0 and begin >= 0:
            found.append(Span(begin, place + 1))
            begin = -1
        elif depth == 1 and state != _CLOSE:
            begin = place
    return found


def completed(said: Sequence[Attribution], text: str) -> tuple[Attribution, ...]:
    """The attributions, the contents that stop inside a quotation led to its marks.

    Left as it is where the cue stands in the quotation, or where a cue outside it has other words of it as content.
    """
    marked = quotations(text)
    if not marked:
        return tuple(said)
    return tuple(_completed(one, said, marked) for one in said)


def _completed(one: Attribution, said: Sequence[Attribution], marked: Sequence[Span]) -> Attribution:
    content = one.content
    for quotation in marked:
        if any(_cut(piece, quotation) for piece in content) and not _disputed(one, said, quotation):
            content = tuple(_whole(piece, quotation) if _cut(piece, quotation) else piece for piece in content)
    return one if content == one.content else replace(one, content=_joined(content))


def _cut(piece: Span, quotation: Span) -> bool:
    """Whether a piece has a part of a quotation only."""
    if piece.end <= quotation.begin or quotation.end <= piece.begin:
        return False
    starts, ends = piece.begin <= quotation.begin, quotation.end <= piece.end
    if starts == ends:
        return not starts
    within = quotation.begin <= piece.begin and piece.end <= quotation.end + _AFTER
    return within or min(piece.end, quotation.end) - max(piece.begin, quotation.begin) >= _LEAST


def _disputed(one: Attribution, said: Iterable[Attribution], quotation: Span) -> bool:
    if _meets(one.cue, quotation):
        return True
    return any(
        other is not one and not _meets(other.cue, quotation) and _meets(other.content, quotation) for other in said
    )


def _meets(spans: Iterable[Span], quotation: Span) -> bool:
    return any(span.begin < quotation.end and quotation.begin < span.end for span in spans)


def _whole(piece: Span, quotation: Span) -> Span:
    return Span(min(piece.begin, quotation.begin), max(piece.end, quotation.end))


def _joined(content: Iterable[Span]) -> tuple[Span, ...]:
    """Pieces in order, those that meet as one."""
    found: list[Span] = []
    for piece in sorted(content):
        if found and piece.begin <= found[-1].end:
            found[-1] = Span(found[-1].begin, max(found[-1].end, piece.end))
        else:
            found.append(piece)
    return tuple(found)
