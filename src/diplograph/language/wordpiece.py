"""Words and word pieces of a text for the encoder, with exact offsets.

The encoder's vocabulary is lower case and knows neither quotation state nor line breaks, so each piece carries one
feature that joins the three: case of its word, place in a quotation, what kind of break stands before it. Dashes and
quotation marks are folded to one form each, one code point to one code point: straight and curly text read alike.
Source of the segmentation: Wu et al. 2016 (WordPiece, greedy longest match first); Devlin et al. 2019 (basic
tokenisation: lower case, no accents, each mark of punctuation alone, Chinese characters alone).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

UNKNOWN, START, END = 100, 101, 102  # ids of [UNK], [CLS], [SEP]
LONGEST_WORD = 60  # code points; longer "words" are no language
CASES, QUOTES, BREAKS = 4, 5, 3
FEATURES = CASES * QUOTES * BREAKS + 1  # the last one: start and end of a window
EDGE = FEATURES - 1

_WORD = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    r"|(?:[^\W_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff][\u0300-\u036f]*)+"
    r"|[^\w\s]|_"
)
_OPENING, _CLOSING, _STRAIGHT = "“„‟«", "”»", '"＂'
_DOUBLE = _OPENING + _CLOSING + _STRAIGHT
_DOUBLE_MARK = re.compile(f"[{_DOUBLE}]")
_FOLD = {ord(c): '"' for c in _DOUBLE} | {ord(c): "'" for c in "‘’‛`´"} | {ord(c): "—" for c in "–―─"}
# Agencies and archives write '' or `` for a double mark: two code points, one mark.
_DOUBLED = re.compile(r"(?<!')(?:''|``)(?!')")
_SPACED_HYPHEN = re.compile(r"(?<=\s)-{1,2}(?=\s)")
_LINE_BREAK = re.compile(r"\n\s*")
_DEEPEST = 6  # quotations within quotations
_SHORT_LINE = 50  # code points; a longer line that ends within a sentence is wrapped, not ended
# British style: 'said so'. The opening mark stands before a word, the closing one after it and not before a letter.
_SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[—:])|^)['‘](?=[^\W_]|\.\.\.|…|\[)")
_SINGLE_CLOSE = re.compile(r"(?<=[^\s'‘’])['’](?![^\W_])")
_BEFORE_OPENING = ' \n\t\r\u00a0([{—–-:“"'
_OUTSIDE, _INSIDE, _AT_OPEN, _AT_CLOSE, _AT_UNPAIRED = range(QUOTES)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one text, column by column.

    ids: in the vocabulary. features: below FEATURES. words: index of each piece's word. begins, ends: code points
    of each word. firsts: index of each word's first piece. breaks: 1 where a line begins, 2 a paragraph, per word.
    quotes: place in a quotation, per word (0 outside, 1 inside, 2 opening mark, 3 closing mark, 4 unpaired mark).
    """

    ids: array[int]
    features: array[int]
    words: array[int]
    begins: array[int]
    ends: array[int]
    firsts: array[int]
    breaks: array[int]
    quotes: array[int]


class Tokenizer:
    """Word pieces by a vocabulary (token to id). Pure; remembers the pieces of words seen before."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, text: str) -> Pieces:
        """Split a text of any length, in time linear to it."""
        original, text = text, single_marks(text)
        folded = text.translate(_FOLD)
        folded = _SPACED_HYPHEN.sub(lambda m: "—" * len(m[0]), folded)
        breaks_at = line_breaks(text)
        marks = quotation_marks(text)
        columns: dict[str, array[int]] = {name: array("i") for name in Pieces.__slots__}
        ids, features, words = columns["ids"], columns["features"], columns["words"]
        depth, upcoming, cursor = 0, 0, 0
        for index, match in enumerate(_WORD.finditer(folded)):
            begin, end = match.span()
            broken = 2 if index == 0 else 0
            while cursor < len(breaks_at) and breaks_at[cursor][0] <= begin:
                broken, cursor = max(broken, breaks_at[cursor][1]), cursor + 1
            if broken:
                depth = 0
            state = _INSIDE if depth else _OUTSIDE
            if upcoming < len(marks) and marks[upcoming][0] == begin:  # a mark is always a word of its own
                _, state, depth = marks[upcoming]
                upcoming += 1
            word = match[0]
            feature = (_case(word) * QUOTES + state) * BREAKS + broken
            columns["firsts"].append(len(ids))
            for piece in self._pieces(word):
                ids.append(piece)
                features.append(feature)
                words.append(index)
                feature -= feature % BREAKS  # a break stands before the first piece only
            if word == '"' and original[begin] != text[begin]:  # half of a doubled mark
                begin, end = (begin - 1, end) if text[begin - 1] != original[begin - 1] else (begin, end + 1)
            columns["begins"].append(begin)
            columns["ends"].append(end)
            columns["breaks"].append(broken)
            columns["quotes"].append(state)
        return Pieces(**columns)

    def _pieces(self, word: str) -> tuple[int, ...]:
        known = self._known.get(word)
        if known is None:
            known = self._split(word)
            if len(self._known) > 200_000:  # bounded memory on endless streams
                self._known.clear()
            self._known[word] = known
        return known

    def _split(self, word: str) -> tuple[int, ...]:
        if len(word) > LONGEST_WORD:
            return (UNKNOWN,)
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        pieces: list[int] = []
        start = 0
        while start < len(plain):
            for end in range(len(plain), start, -1):
                found = self._vocabulary.get(("##" if start else "") + plain[start:end])
                if found is not None:
                    pieces.append(found)
                    start = end
                    break
            else:
                return (UNKNOWN,)
        return tuple(pieces) or (UNKNOWN,)


def single_marks(text: str) -> str:
    """The text with one mark and a blank for each doubled one, as long as before; the mark stands at the words.

    >>> single_marks("He said ''Yes.'' Then")
    'He said  "Yes."  Then'
    """
    return _DOUBLED.sub(_single_mark, text) if "''" in text or "``" in text else text


def _single_mark(found: re.Match[str]) -> str:
    opens = found.start() == 0 or found.string[found.start() - 1] in _BEFORE_OPENING
    return ' "' if opens and found.string[found.end() : found.end() + 1].strip() else '" '


def line_breaks(text: str) -> list[tuple[int, int]]:
    """Where a new line (1) or paragraph (2) begins, in order; a line wrapped within a sentence is none."""
    out: list[tuple[int, int]] = []
    begin = 0
    for match in _LINE_BREAK.finditer(text):
        blank = match[0].count("\n") > 1
        stop = match.start()
        while stop > begin and text[stop - 1].isspace():
            stop -= 1
        wrapped = stop - begin >= _SHORT_LINE and text[stop - 1] not in ".!?:;\"”’'"
        if blank or not wrapped:
            out.append((match.end(), 2 if blank else 1))
        begin = match.end()
    return out


def quotation_marks(text: str) -> list[tuple[int, int, int]]:
    """Quotation marks in order: place; whether it opens (2), closes (3) or is unpaired (4); quotations open after it.

    A quotation ends with its paragraph. Straight marks alternate; of a doubled mark the half at the words counts.

    >>> quotation_marks('He said: "Yes, “we” do."')
    [(9, 2, 1), (15, 2, 2), (18, 3, 1), (23, 3, 0)]
    """
    out: list[tuple[int, int, int]] = []
    start = 0
    text = single_marks(text)
    for stop in [place for place, _ in line_breaks(text)] + [len(text)]:
        out += _marks_of_paragraph(text, start, stop)
        start = stop
    return out


def _marks_of_paragraph(text: str, start: int, stop: int) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    opened: list[str] = []  # the closing family that each open quotation waits for
    singles = _single_marks(text, start, stop)
    for place in sorted({m.start() for m in _DOUBLE_MARK.finditer(text, start, stop)} | singles.keys()):
        mark = text[place]
        if place in singles:
            family, opens = "'", singles[place] == _AT_OPEN
        elif mark in _STRAIGHT:
            family, opens = '"', '"' not in opened
        else:
            family, opens = "”", mark in _OPENING
        if opens:
            del opened[: max(0, len(opened) + 1 - _DEEPEST)]  # marks that are never closed may not pile up
            opened.append(family)
            found.append((place, _AT_OPEN, len(opened)))
        elif family in opened:
            while opened.pop() != family:  # one that was never closed ends with the outer one
                pass
            found.append((place, _AT_CLOSE, len(opened)))
        else:
            found.append((place, _AT_UNPAIRED, len(opened)))
    return found


def _single_marks(text: str, start: int, stop: int) -> dict[int, int]:
    """Single quotation marks of a line that pair up; apostrophes are left out."""
    opens = [m.start() for m in _SINGLE_OPEN.finditer(text, start, stop)]
    closes = [m.start() for m in _SINGLE_CLOSE.finditer(text, start, stop)]
    out: dict[int, int] = {}
    last = start - 1
    for place in opens:
        if place <= last:
            continue
        following = opens[bisect_right(opens, place)] if bisect_right(opens, place) < len(opens) else stop
        within = closes[bisect_right(closes, place) : bisect_left(closes, following)]
        # "the leaders' talks" inside a quotation: prefer a close after punctuation, else the last one
        best = next((c for c in within if text[c - 1] in ".,?!…"), within[-1] if within else None)
        if best is not None:
            out[place], out[best], last = _AT_OPEN, _AT_CLOSE, best
    return out


def _case(word: str) -> int:
    """0 lower case or none, 1 capital first, 2 all capitals, 3 with a figure or capitals inside."""
    if word.islower() or word.lower() == word.upper():
        return 0 if not word[0].isdigit() else 3
    if len(word) > 1 and word.isupper():
        return 2
    return 1 if word[0].isupper() and not any(c.isupper() for c in word[1:]) else 3
