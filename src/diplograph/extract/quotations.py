"""Passages in quotation marks: straight, curly, single, guillemets; unpaired, mixed, nested, over several paragraphs.

One pass from left to right with a stack, so the time is linear in the text, however many marks stay open.

A mark is read by what stands around it first (white space or a bracket before it and a letter after: it opens) and by
its own shape second, for news mixes them: `"good neighbours and true friends” who` opens straight and closes curly.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from diplograph.language.wordpiece import single_marks
from diplograph.model import Span

_DOUBLE = '"“”„‟«»＂'
_SINGLE = "'‘’‚‹›"
_OPENS = "“„‟«‘‚‹"
_CLOSES = "”»›"
_MARK = re.compile(f"[{_DOUBLE}{_SINGLE}]|\\n")
_BEFORE_OPENING = "([{-–—/…" + _DOUBLE + _SINGLE
_NEXT = re.compile(r"\s*[\"“«]")
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True, order=True)
class Quotation:
    """A passage in quotation marks. outer: with the marks; inner: without. closed: its end mark is there.

    depth: 0 outside all others, 1 for a quotation inside a quotation.
    """

    outer: Span
    inner: Span
    closed: bool = True
    depth: int = 0


@dataclass(slots=True)
class _Open:
    at: int
    double: bool
    inner: int | None = None  # where the first mark inside it opened


def find(text: str) -> tuple[Quotation, ...]:
    """All quotations of a text in which a line feed ends a paragraph, in text order, outer before inner.

    A quotation that a paragraph leaves open goes on in the next one if that begins with a mark again; else it ends
    with its paragraph, or where the next one begins, and is not `closed`. A single mark without a partner is an
    apostrophe; two beside each other ('') are one double mark.

    >>> words = 'He called it "a ‘new’ dawn”.'
    >>> [(words[q.inner.begin : q.inner.end], q.depth) for q in find(words)]
    [('a ‘new’ dawn', 0), ('new', 1)]
    """
    plain = single_marks(text)
    if plain == text:
        return tuple(_nested(_found(text)))
    return tuple(_widened(one, text, plain) for one in _nested(_found(plain)))


def _widened(one: Quotation, text: str, plain: str) -> Quotation:
    """A quotation of the text with single marks as one of the text in which some are doubled."""
    begin, end = one.outer.begin, one.outer.end
    before = plain[begin] != text[begin] and begin > 0 and plain[begin - 1] != text[begin - 1]
    after = one.closed and plain[end - 1] != text[end - 1] and plain[end : end + 1] != text[end : end + 1]
    inner = Span(one.inner.begin + (plain[begin] != text[begin] and not before), one.inner.end)
    return Quotation(Span(begin - before, end + after), inner, one.closed, one.depth)


def _found(text: str) -> list[tuple[Span, bool]]:
    marks = [(hit.start(), hit.group()) for hit in _MARK.finditer(text)]
    found: list[tuple[Span, bool]] = []
    stack: list[_Open] = []
    continuing = -1  # a mark that only says that the quotation goes on
    for number, (at, mark) in enumerate(marks):
        if at == continuing:
            continue
        if mark == "\n":
            if stack:
                continuing = _continuation(text, at, stack)
                if continuing < 0:
                    _end_paragraph(text, at, stack, found)
            continue
        role = _role(text, at, mark, stack, marks, number)
        if role == "open":
            if stack and stack[-1].inner is None:
                stack[-1].inner = at
            stack.append(_Open(at, mark in _DOUBLE))
        elif role == "close":
            _close(at, mark in _DOUBLE, stack, found)
    _end_paragraph(text, len(text), stack, found)
    return found


def _nested(found: list[tuple[Span, bool]]) -> Iterator[Quotation]:
    ends: list[int] = []
    for outer, closed in sorted(found, key=lambda one: (one[0].begin, -one[0].end)):
        while ends and ends[-1] <= outer.begin:
            ends.pop()
        inner = Span(outer.begin + 1, outer.end - 1 if closed else outer.end)
        yield Quotation(outer, inner, closed, len(ends))
        ends.append(outer.end)


def _role(text: str, at: int, mark: str, stack: list[_Open], marks: list[tuple[int, str]], number: int) -> str:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    free_before = not before or before.isspace() or before in _BEFORE_OPENING
    free_after = not after or not (after.isalnum() or after in "$€£[(" + _DOUBLE + _SINGLE)
    if mark in _DOUBLE:
        return _double_role(mark, free_before, free_after, before, stack, after)
    return _single_role(text, at, mark, free_before, stack, marks, number)


def _double_role(mark: str, free_before: bool, free_after: bool, before: str, stack: list[_Open], after: str) -> str:
    is_open = any(one.double for one in stack)
    if mark in _CLOSES:
        return "close" if is_open or not free_before else "open" if not free_after else ""
    if mark in _OPENS:
        # "…„Gut“ …": the curly mark that opens in English closes in German.
        return "close" if is_open and not free_before and free_after else "open"
    if is_open:
        # An open straight quotation: a mark glued to a word on its right only begins another one.
        return "open" if (not before or before.isspace()) and not free_after and after not in _DOUBLE else "close"
    if before.isdigit() and free_after:
        return ""  # 12" of snow
    return "open" if free_before else ""


def _single_role(
    text: str, at: int, mark: str, free_before: bool, stack: list[_Open], marks: list[tuple[int, str]], number: int
) -> str:
    after = text[at + 1 : at + 2]
    starts = free_before and bool(after) and (after.isalnum() or after in '“"[')
    ends = not free_before and not after.isalnum()
    is_open = bool(stack) and not stack[-1].double
    if mark in "‚‹":
        return "open" if starts else ""
    if starts and not is_open:
        return "open" if mark != "’" and _has_end(text, marks, number) else ""
    if ends and is_open:
        return "" if _is_possessive(text, at, marks, number) else "close"
    if is_open and mark in "’'" and after and not after.isalnum() and text[at - 1 : at] in _DOUBLE:
        return "close"
    return ""


def _has_end(text: str, marks: list[tuple[int, str]], number: int) -> bool:
    """Whether the next few single marks hold one that can close what this one opens (else it is an apostrophe)."""
    for at, mark in marks[number + 1 : number + 12]:
        if mark == "\n":
            return False
        after, before = text[at + 1 : at + 2], text[at - 1 : at]
        if mark in "'’›" and not before.isspace() and not after.isalnum():
            return True
        if mark in "'‘" and before.isspace() and after.isalnum():
            return False
    return False


def _is_possessive(text: str, at: int, marks: list[tuple[int, str]], number: int) -> bool:
    """ "the leaders' summit" inside single marks: an s before, a word after, and another mark that can close."""
    if text[at - 1 : at] != "s" or not re.match(r" [a-z]", text[at + 1 : at + 3]):
        return False
    for later, mark in marks[number + 1 : number + 4]:
        if mark == "\n" or mark in "‘":
            return False
        if mark in "'’":
            if text[later + 1 : later + 2].isalnum():
                if text[later - 1 : later].isspace():
                    return False  # the next quotation opens
                continue
            return True
    return False


def _close(at: int, double: bool, stack: list[_Open], found: list[tuple[Span, bool]]) -> None:
    if double:
        while stack and not stack[-1].double:
            stack.pop()
    if stack and stack[-1].double == double:
        one = stack.pop()
        if at > one.at + 1:
            found.append((Span(one.at, at + 1), True))


def _continuation(text: str, at: int, stack: list[_Open]) -> int:
    """Where the mark stands with which the next paragraph goes on with an open quotation, else -1."""
    hit = _NEXT.match(text, at)
    return hit.end() - 1 if hit and stack[0].double else -1


def _end_paragraph(text: str, at: int, stack: list[_Open], found: list[tuple[Span, bool]]) -> None:
    while at and text[at - 1].isspace():
        at -= 1
    for one in stack:
        end = at if one.inner is None else len(text[one.at : one.inner].rstrip()) + one.at
        if one.double and end > one.at + 1:
            found.append((Span(one.at, end), False))
    stack.clear()


def words_inside(text: str, pieces: tuple[Span, ...], quotations: tuple[Quotation, ...]) -> tuple[int, int]:
    """(words inside quotation marks, words outside) of some pieces of text."""
    outer = [one for one in quotations if one.depth == 0]
    begins = [one.outer.begin for one in outer]
    inside = outside = 0
    for piece in pieces:
        for word in _WORD.finditer(text, piece.begin, piece.end):
            number = bisect_right(begins, word.start()) - 1
            if number >= 0 and word.end() <= outer[number].outer.end:
                inside += 1
            else:
                outside += 1
    return inside, outside


class Quotations:
    """Quotations of a text by position."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = find(text)
        self.outer = tuple(one for one in self.all if one.depth == 0)
        self._begins = [one.outer.begin for one in self.outer]

    def around(self, span: Span) -> Quotation | None:
        """The outermost quotation that wholly covers the span (marks included)."""
        number = bisect_right(self._begins, span.begin) - 1
        if number >= 0 and span.end <= self.outer[number].outer.end:
            return self.outer[number]
        return None

    def within(self, span: Span) -> list[Quotation]:
        """Outermost quotations that share a character with the span, in text order."""
        number = max(0, bisect_right(self._begins, span.begin) - 1)
        last = bisect_left(self._begins, span.end)
        return [one for one in self.outer[number:last] if one.outer.end > span.begin]
