"""Which reading of words is kept where the trained reader and the rules, or two cues, claim the same words.

All constants by which statements are weighed stand here; `bench/sweep.py` shows what each of them does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diplograph.extract.nearby import Nearby
from diplograph.model import Attribution, Span

SURER = 0.05  # by so much more confident, a rule's reading of a cue replaces the reader's
CONFIRMED = 0.92  # of what both say so much is right at least (own articles, development part)
LEAST = 0.3  # what the encoder alone says less surely is hardly ever right
OPEN = 0.5  # from here on what the encoder proposes may be a statement also when nobody known is its source
NESTED = 0.95  # from here on somebody's hopes told of by another are his statement too
NESTED_NOUN = 0.8  # and what a noun with its owner names ("Oslo's decision to leave")
SAME_SHARE = 0.8  # of the words of two contents, from which they are the same words
MEDIA_SHARE = 0.6  # of an outer content's words that inner statements must make up, where a medium passes them on
AGREE = 0.7  # likeness of contents from which rule and reader say the same
_BETWEEN = "rules:clause-between"  # what it takes can't be read otherwise
_WORD = re.compile(r"\w+")


def completed(proposals: Sequence[Attribution], rules: Sequence[Attribution], text: str) -> tuple[Attribution, ...]:
    """The reader's proposals, and of the rules' those that none of them has (same cue, or same source and content).

    Where both say the same, that confirms it; where they differ about a cue, the surer rule does, and
    about its source the nearer one.
    """
    kept = list(proposals)
    places = Nearby()
    for number, one in enumerate(kept):
        places.add(number, one.source)
        places.add(number, one.cue)
    for one in rules:
        same = [number for number in places.around(one.source, one.cue) if _same(one, kept[number], text)]
        if not same:
            places.add(len(kept), one.source)
            places.add(len(kept), one.cue)
            kept.append(one)
        for number in same:
            other = kept[number]
            if touch(one.cue, other.cue) and (
                one.confidence >= other.confidence + SURER or one.rule == _BETWEEN or _fuller_before(one, other)
            ):
                kept[number] = one
                continue
            if touch(one.cue, other.cue) and (_is_nearer(one, other) or _joint(one, other)):
                other = kept[number] = replace(other, source=one.source)
            if likeness(one.content, other.content, text) >= AGREE:
                sure = max(one.confidence, other.confidence, CONFIRMED)
                kept[number] = replace(other, confidence=sure, agreed=True)
    return tuple(one for one in kept if not (one.rule.startswith("encoder") and one.confidence < LEAST))


def left_open(proposals: Sequence[Attribution], read: Sequence[Attribution], text: str) -> list[Attribution]:
    """Of proposals whose source nobody known can be, the sure ones that are no reading of what is read already."""
    places = Nearby()
    for number, one in enumerate(read):
        places.add(number, one.source)
        places.add(number, one.cue)
    return [
        one
        for one in proposals
        if one.confidence >= OPEN
        and not any(_same(one, read[number], text) for number in places.around(one.source, one.cue))
    ]


def apart(proposals: Sequence[Attribution], text: str) -> list[Attribution]:
    """The proposals without later pieces of content that another cue has too and stands nearer to."""
    found = []
    contents = Nearby()
    for number, one in enumerate(proposals):
        contents.add(number, one.content)
    for one in proposals:
        if len(one.content) == 1:
            found.append(one)
            continue
        rivals = [
            other
            for other in (proposals[number] for number in contents.around(one.content))
            if other is not one
            and other.cue
            and touch(one.content, other.content)
            and not touch(other.cue, one.content)  # what is told within the piece takes nothing from it
        ]
        pieces = [
            piece
            for number, piece in enumerate(one.content)
            if number == 0
            or not one.cue
            or not any(
                likeness([piece], [span], text) >= AGREE
                and (_gap(other.cue[0], span) < _gap(one.cue[0], piece) or _is_said_beside(other, span, piece, text))
                for other in rivals
                for span in other.content
            )
        ]
        found.append(replace(one, content=tuple(pieces)))
    return found


def _is_said_beside(other: Attribution, span: Span, piece: Span, text: str) -> bool:
    """Whether the words are all that the other says, and its source or cue follows at once: “A?” one asked. “B,” *the
    other said*."""
    after = [one.begin for one in (*other.source, *other.cue) if one.begin >= span.end - 1]
    if not after:
        return False
    beside = min(after)
    only = len(other.content) == 1 and span == other.content[0]
    return only and beside >= piece.end - 1 and not text[span.end : beside].strip(" ,\"”’'")


def _gap(cue: Span, piece: Span) -> int:
    return max(piece.begin - cue.end, cue.begin - piece.end)


def _joint(rule: Attribution, read: Attribution) -> bool:
    """Whether the reader took one of several who speak together: "China" of "China and Russia"."""
    mine, theirs = (Span(one.source[0].begin, one.source[-1].end) for one in (rule, read))
    return (
        mine.begin <= theirs.begin and theirs.end <= mine.end and mine.end - mine.begin > theirs.end - theirs.begin + 4
    )


def _is_nearer(rule: Attribution, read: Attribution) -> bool:
    """Whether the rule names a source and the reader none, or other words further away from the cue."""
    if not read.source or not read.cue:
        return True
    apart = not touch(rule.source, read.source)
    return apart and _gap(rule.cue[0], rule.source[-1]) <= _gap(read.cue[0], read.source[-1])


def _fuller_before(rule: Attribution, read: Attribution) -> bool:
    """Whether the rule passes on the whole sentence before its cue ("…, state media reported") where the reader took
    only its end."""
    return (
        rule.content[-1].end <= rule.cue[0].begin
        and read.content[-1].end <= rule.cue[0].begin
        and rule.content[0].begin < read.content[0].begin
        and read.content[-1].end <= rule.content[-1].end + 2
    )


def _same(one: Attribution, other: Attribution, text: str) -> bool:
    if touch(one.cue, other.cue):
        return True
    return touch(one.source, other.source) and likeness(one.content, other.content, text) >= 0.5


def touch(some: Sequence[Span], other: Sequence[Span]) -> bool:
    if not some or not other or some[-1].end <= other[0].begin or other[-1].end <= some[0].begin:
        return False
    return any(a.begin < b.end and b.begin < a.end for a in some for b in other)


def likeness(some: Sequence[Span], other: Sequence[Span], text: str) -> float:
    """Jaccard of the words (by place) of two contents."""
    if not touch(some, other):
        return 0.0
    mine, theirs = (
        {word.start() for piece in pieces for word in _WORD.finditer(text, piece.begin, piece.end)}
        for pieces in (some, other)
    )
    return len(mine & theirs) / (len(mine | theirs) or 1)


def place(one: Attribution) -> tuple[int, int]:
    first = min(span.begin for span in (*one.source, *one.cue, *one.content))
    return (min((span.begin for span in one.cue), default=first), first)
