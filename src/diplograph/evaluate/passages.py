"""The sentences around what an error is about, with the marks of each side, cut into pieces that can be shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diplograph.evaluate.errors import Mark

AROUND = 240  # characters shown at most before and after what is marked, when no sentence ends sooner
APART = 160  # passages nearer than this are shown as one
MOST = 4  # passages of one error
_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks. roles: of the marks that cover it; begins: of those that begin here."""

    text: str
    roles: tuple[str, ...]
    begins: tuple[str, ...]


def passages(text: str, marks: Iterable[Mark]) -> list[tuple[int, int]]:
    """Begin and end of the passages that show all marks, whole sentences where they are not too long.

    >>> passages("One came. Two met Three. Four left.", [Mark("meeting", 14, 17)])
    [(10, 24)]
    """
    spans = sorted((max(0, one.begin), min(len(text), one.end)) for one in marks if one.begin < len(text))
    grown: list[tuple[int, int]] = []
    for begin, end in spans:
        wide = _before(text, begin), _after(text, max(begin, end))
        if grown and wide[0] <= grown[-1][1] + APART:
            grown[-1] = grown[-1][0], max(grown[-1][1], wide[1])
        else:
            grown.append(wide)
    return grown[:MOST]


def _before(text: str, at: int) -> int:
    start = max(0, at - AROUND)
    ends = [one.end() for one in _END.finditer(text, start, at)]
    if ends:
        return ends[-1]
    blank = text.find(" ", start, at)
    return 0 if start == 0 else blank + 1 if blank >= 0 else start


def _after(text: str, at: int) -> int:
    stop = min(len(text), at + AROUND)
    # From one character earlier: what is marked may itself end the sentence.
    end = _END.search(text, max(0, at - 1), stop)
    if end:
        return max(at, end.start())
    blank = text.rfind(" ", at, stop)
    return stop if stop == len(text) or blank < 0 else blank


def pieces(text: str, begin: int, end: int, marks: Sequence[Mark]) -> list[Piece]:
    """The passage cut wherever a mark begins or ends.

    >>> [(one.text, one.roles) for one in pieces("A met B.", 0, 8, [Mark("meeting", 2, 5)])]
    [('A ', ()), ('met', ('meeting',)), (' B.', ())]
    """
    inside = [one for one in marks if one.begin < end and one.end > begin and one.end > one.begin]
    cuts = sorted({begin, end, *(max(begin, one.begin) for one in inside), *(min(end, one.end) for one in inside)})
    found = []
    for first, last in pairwise(cuts):
        over = [one for one in inside if one.begin <= first and last <= one.end]
        roles = tuple(dict.fromkeys(one.role for one in over))
        starts = tuple(dict.fromkeys(one.role for one in over if max(begin, one.begin) == first))
        found.append(Piece(text[first:last], roles, starts))
    return found
