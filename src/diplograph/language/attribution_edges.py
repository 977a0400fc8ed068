"""Whether words end where phrases and quotations do: what speaks against a content that was cut in their middle."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from diplograph.language.wordpiece import quotation_marks
from diplograph.model import Span

# Relations of a word to its head, by ClearNLP and UD labels, within which no content begins or ends.
_HELD = frozenset(
    "aux auxpass aux:pass det compound flat amod poss nmod:poss neg nummod mark quantmod case prt compound:prt "
    "cop expl nsubj nsubjpass nsubj:pass".split()
)
_NEEDED = frozenset("dobj obj pobj pcomp xcomp acomp attr oprd agent ccomp".split())
_FARTHEST = 4  # words from a determiner or an auxiliary to its head
_MARKS = frozenset(",.;:!?()[]—–-\"“”„«»'‘’")


class Edges:
    """Edges of one text. doc: None where no tree is at hand; then only quotation marks count."""

    def __init__(self, text: str, doc: Doc | None = None) -> None:
        self._partner: dict[int, int] = {}
        self._words = [] if doc is None else [token for token in doc if not token.is_space]
        self._begins = [token.idx for token in self._words]
        opened: list[int] = []
        for place, state, depth in quotation_marks(text):
            del opened[max(0, depth - (state == 2)) + (state == 3) :]
            if state == 2:
                opened.append(place)
            elif state == 3 and opened:
                first = opened.pop()
                self._partner[first], self._partner[place] = place, first
        self._places = sorted(self._partner)

    def unpaired(self, pieces: Sequence[Span]) -> int:
        """How many pieces hold a quotation mark whose partner they leave out.

        >>> Edges('He said “yes, we do” and left.').unpaired([Span(8, 12)])
        1
        >>> Edges('He said “yes, we do” and left.').unpaired([Span(8, 20)])
        0
        """
        found = 0
        for piece in pieces:
            places = self._places[bisect_left(self._places, piece.begin) : bisect_left(self._places, piece.end)]
            found += any(not piece.begin <= self._partner[place] < piece.end for place in places)
        return found

    def torn(self, pieces: Sequence[Span], taken: Sequence[Span] = ()) -> int:
        """How many edges of the pieces part a word from the phrase that it belongs to; those beside `taken` (cue and
        source) part nothing."""
        free = {span.begin for span in taken} | {span.end for span in taken}
        return sum(self._parts(edge, free) for piece in pieces for edge in (piece.begin, piece.end))

    def _parts(self, edge: int, free: set[int]) -> bool:
        """Whether a word or phrase goes on over a place, with no mark there."""
        after = bisect_left(self._begins, edge)
        if not 0 < after < len(self._begins):
            return False
        left, right = self._words[after - 1], self._words[after]
        if right.is_sent_start or left.idx + len(left) in free or right.idx in free:
            return False
        if left.idx + len(left) > edge:
            return True  # "Mr|. Kofi"
        return left.text not in _MARKS and right.text not in _MARKS and _is_held(left, right)


def _is_held(left: Token, right: Token) -> bool:
    """Whether a word needs its head beyond its right neighbour's beginning ("the | talks"), or what completes it
    begins there ("met | envoys")."""
    if left.dep_ in _HELD and right.i <= left.head.i <= left.i + _FARTHEST:
        return True
    return any(child.dep_ in _NEEDED and child.left_edge.i == right.i for child in left.children)
