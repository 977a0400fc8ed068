"""Two readings of the same words: which of them is kept."""

from __future__ import annotations

import re

from diplograph.extract.chains import Draft, contains
from diplograph.extract.nearby import Nearby
from diplograph.extract.statements_weighing import AGREE, likeness


def once(drafts: list[Draft], text: str) -> list[Draft]:
    """Without second readings of one statement (same speakers, nearly the same words), and without those that take a
    neighbour's words for theirs (the same words, with the cue in another sentence)."""
    kept: list[Draft] = []
    contents = Nearby()
    for one in drafts:
        twins = [
            number
            for number in contents.around(one.content)
            if likeness(kept[number].content, one.content, text) >= AGREE
        ]
        same = next((number for number in twins if kept[number].speakers == one.speakers), None)
        if any(_borrows(one, kept[number], text) for number in twins):
            continue
        lent = next((number for number in twins if _borrows(kept[number], one, text)), None)
        if lent is not None:
            kept[lent] = one
            contents.add(lent, one.content)
            continue
        far = next((number for number in twins if _is_far(kept[number]) and not _is_far(one)), None)
        if same is not None:
            told = _tells(one, kept[same])
            if told or (one.proposal.confidence > kept[same].proposal.confidence and not _tells(kept[same], one)):
                kept[same] = one
                contents.add(same, one.content)
        elif far is not None:
            kept[far] = one
            contents.add(far, one.content)
        elif not (twins and _is_far(one) and not _is_far(kept[twins[0]])):
            contents.add(len(kept), one.content)
            kept.append(one)
    return kept


def _tells(outer: Draft, inner: Draft) -> bool:
    """Whether one of the two passes on the other, subject and all ("“I think they know,” she said")."""
    return inner.cue is not None and all(contains(outer.content, span) for span in (inner.source, inner.cue))


_JOINED = re.compile(r"[\"”’']?(?:[^.;:\n\"“”]{0,40}?[,;])?\s*(?:and|but|while|whereas)\s")


def _borrows(one: Draft, other: Draft, text: str) -> bool:
    """Whether the first takes words that the other's cue governs: "Chile offered *to host talks* and Peru agreed"."""
    if one.speakers == other.speakers or one.cue is None or other.cue is None:
        return False
    begin, end = one.content[0].begin, one.content[-1].end
    governed = other.cue.end <= begin and text[other.cue.end : begin].strip() in ("", "that")
    return governed and end <= one.source.begin and _JOINED.match(text, end) is not None


def _is_far(one: Draft) -> bool:
    return not any(piece.begin < one.sentence.end and one.sentence.begin < piece.end for piece in one.content)
