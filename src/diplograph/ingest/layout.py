"""The paragraphs of a page, and what can be told from their looks alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

LONGEST_LINE = 600  # code points: page furniture is never longer
_SENTENCE_LINE = 40  # code points: shorter lines that stop in the middle are rather links
_ARTICLE_WORDS = 6  # a line of at least so many words that ends like a sentence is one
_LINE = re.compile(r"[^\r\n]+")
_FINAL = re.compile(r"[.!?…][\"'”’»)\]]*\s*(?:\([^()]{2,40}\)|\[[^\[\]]{2,40}\])?$")
_WORD = re.compile(r"\w[\w'’.-]*")
# A line that ends in one of these goes on in the next, whatever that begins with.
_LEANS_ON = re.compile(
    r"\b(?:the|an?|of|to|in|on|at|by|for|from|with|and|or|that|which|its|their|his|her|between|among|into|over|under|"
    r"after|before|during|since|until|about|as|than|is|are|was|were|has|have|had|will|would)$"
)
_SMALL = frozenset(
    "a an and at as by for from in into is its of on or over s the to under vs with amid after "
    "de la al el bin van von".split()
)


@dataclass(frozen=True)
class Unit:
    """A paragraph: one line, or several that belong together. begin, end: without white space around.

    apart: an empty line (or the beginning of the text) stands above it.
    """

    begin: int
    end: int
    text: str
    apart: bool

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, of a long paragraph the first ones."""
        return tuple(_WORD.findall(self.text[:LONGEST_LINE]))

    @cached_property
    def final(self) -> bool:
        """Whether it ends like a sentence, a credit in brackets behind it or not."""
        return bool(_FINAL.search(self.text[-80:]))

    @cached_property
    def sentence_like(self) -> bool:
        """Whether it reads like a paragraph of an article: it ends like a sentence and is long enough for one."""
        return self.final and len(self.words) >= _ARTICLE_WORDS

    @cached_property
    def short(self) -> bool:
        return len(self.text) <= LONGEST_LINE


def units(text: str, begin: int = 0) -> list[Unit]:
    """The paragraphs of `text` from `begin` on. Time grows with the length of the text only.

    Lines are joined when the upper one leans on the lower ("... the onset of the"), when the lower one goes on in lower
    case behind a line without an end, and when a block is broken at a fixed width.

    >>> [unit.text for unit in units("Xi Jinping spoke with the\\nleader.\\n\\nThe talks were long.")]
    ['Xi Jinping spoke with the\\nleader.', 'The talks were long.']
    """
    blocks: list[list[tuple[int, int]]] = []
    last = -1
    for match in _LINE.finditer(text, begin):
        line = match.group()
        stripped = line.strip()
        if not stripped:
            continue
        start = match.start() + line.index(stripped[0])
        end = start + len(stripped)
        gap = text[last:start] if last >= 0 else "\n\n"
        if last < 0 or gap.replace("\r\n", "\n").replace("\r", "\n").count("\n") > 1:
            blocks.append([])
        blocks[-1].append((start, end))
        last = end
    found = []
    for block in blocks:
        width = _wrapped_at(text, block)
        begin = block[0][0]
        apart = True
        for index, (start, end) in enumerate(block):
            following = block[index + 1] if index + 1 < len(block) else None
            if following and _goes_on(text, (start, end), following, width, joined=start != begin):
                continue
            found.append(Unit(begin, end, text[begin:end], apart))
            apart = False
            if following:
                begin = following[0]
    return found


def _wrapped_at(text: str, block: list[tuple[int, int]]) -> int | None:
    """The width at which a block of three lines or more is broken: each first word would have gone beyond it."""
    if len(block) < 3:
        return None
    width = max(end - begin for begin, end in block)
    if not 40 <= width <= 100:
        return None
    for (begin, end), (start, stop) in pairwise(block):
        first = text[start:stop].split(None, 1)[0]
        if end - begin + 1 + len(first) <= width - 3:
            return None
    return width if any(not _FINAL.search(text[max(b, e - 80) : e]) for b, e in block[:-1]) else None


def _goes_on(text: str, upper: tuple[int, int], lower: tuple[int, int], width: int | None, *, joined: bool) -> bool:
    if width is not None:
        return True
    line = text[max(upper[0], upper[1] - 80) : upper[1]]
    if _FINAL.search(line) or line.endswith((":", ";")):
        return False
    if upper[1] - upper[0] >= 20 and _LEANS_ON.search(line):
        return True
    first = text[lower[0]]
    # Below a short line ("Keep reading", "list 1 of 3") lower case tells nothing, nor does an address.
    long = joined or upper[1] - upper[0] >= _SENTENCE_LINE
    return (first.islower() and long and not text.startswith("http", lower[0])) or first in ",;"


def title_case(words: tuple[str, ...] | list[str]) -> bool:
    """Whether the words are names: each begins with a capital but the small ones.

    >>> title_case(["Press", "Trust", "of", "India"]), title_case(["staff", "writers"])
    (True, False)
    """
    return bool(words) and words[0][0].isupper() and all(w[0].isupper() or w.casefold() in _SMALL for w in words)
