"""Paragraphs and sentence boundaries of news text.

Two things happen before the parser sees a text. `readable` blanks out what is not to be read (page furniture, second
copies) and turns line breaks inside a paragraph into blanks, character by character, so that offsets stay those of
the document. `mark_boundaries` then tells the parser where a sentence must begin and where it can't: parsers of
web text like to cut after a closing quotation mark (`...crisis,” | Xi told Putin`), and none of them knows paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token

from diplograph.model import Document, Span

_FINAL = ".!?…"
_CLOSING = "\"'”’»)]"
_OPENING = "\"'“‘«(["
# A line that ends in one of these goes on in the next line, whatever that begins with.
_LEANS_ON = frozenset(
    "a an the of to in on at by for from with as and or but nor that which who whose its their his her our this these "
    "those between among into onto over under after before during since until against about per via than if when "
    "while because although is are was were be been has have had will would can could may might must should".split()
)
# After these a name follows, and no sentence begins.
_ADDRESS = frozenset(
    "Mr. Mrs. Ms. Dr. Prof. Hon. H.E. Gen. Lt. Col. Maj. Brig. Capt. Sgt. Adm. Sen. Rep. Gov. Rev. Amb. Eng. Engr. "
    "Smt. Rt. Messrs. Mme. Mlle. Cmdr. Cdr. Cpl. Pvt. Supt. Insp. Drs. Profs. Gens. Sens. Reps. Gov.-Gen. Vs. vs. v. "
    "Ft. Mt. St. Ste.".split()
)
# Abbreviations that may end a sentence, and capitalised words that can only begin one: "in the U.S. The talks".
# Prepositions, articles "A" and "And" are left out, since titles have them in capitals: "U.S. And China Agree".
_MAY_END = frozenset(
    "u.s. u.n. e.u. u.k. u.a.e. a.u. d.c. a.m. p.m. inc. ltd. co. corp. jr. sr. bros. etc. m.p.".split()
)
_BEGINS = frozenset(
    "The It He She They We You This That These Those There His Her Its Their Our But However Both Neither Nobody "
    "Nothing None If When While Although Yet Meanwhile Later Earlier".split()
)
# Before a number: "Resolution No. 1701", "Article 5, para. 2".
_NUMBERED = frozenset("no nos art arts para paras sec ch vol p pp fig res approx ca".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan. feb. mar. apr. jun. "
    "jul. aug. sep. sept. oct. nov. dec.".split()
)
_BEFORE_DATE = frozenset(
    "on by of from until till since to for before after and or dated this last next , - – — (".split()
)
_HEADLINE = 30  # tokens, the longest that is taken for a headline before a date
# From the first blank on: looked for at each of many blanks, what is no break would take time quadratic.
_BREAK = re.compile(r"(?<![^\S\n])[^\S\n]*(\r?\n[^\S\n]*)+")
_MOST_CLOSING = 8  # marks that can stand between a full stop and the next sentence
_LONGEST_WRAP = 100  # characters: a wider column was not broken by hand or by a mail program
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
# A rule across the page, dots of a table of contents: no words, and each mark would be a token.
_ROW_OF_MARKS = re.compile(r"([^\w\s])\1{49,}")
# Longest without a blank, in characters: no word or address is longer, and spaCy strips marks off a chunk one by one,
# reading all of it each time.
_LONGEST_CHUNK = 300
_CHUNK = re.compile(rf"\S{{{_LONGEST_CHUNK + 1},}}")
# Longest sentence in tokens: the longest in 600 articles of news has less than 200. What is longer has lost its marks,
# and whoever looks through the sentence at each of its words would take time that grows with the square.
_LONGEST_SENTENCE = 300


def readable(document: Document) -> str:
    """The document's text with furniture, repeats and rows of one mark as blanks, of the same length.

    What is left of "\\n" ends a paragraph.
    """
    text = document.text
    hidden = [piece.span for piece in document.furniture]
    hidden += [span for repeat in document.repeats for span in repeat.again]
    hidden += [Span(*row.span()) for row in _ROW_OF_MARKS.finditer(text)]
    return join_lines(break_chunks(blank_out(text, hidden)))


def break_chunks(text: str, longest: int = _LONGEST_CHUNK) -> str:
    """The text with a blank in place of one character in each stretch longer than `longest` without any.

    A mark is taken where there is one that is no quotation mark, bracket or full stop.

    >>> break_chunks("https://a.example/minister-met-envoy", 24)
    'https://a.example minister-met-envoy'
    """
    pattern = _CHUNK if longest == _LONGEST_CHUNK else re.compile(rf"\S{{{longest + 1},}}")

    def broken(match: re.Match[str]) -> str:
        chunk, at, pieces = match.group(), 0, []
        while len(chunk) - at > longest:
            last = at + longest
            end = next((k for k in range(last, at + longest // 2, -1) if _parts(chunk[k])), last)
            pieces.append(chunk[at:end])
            at = end + 1
        return " ".join([*pieces, chunk[at:]])

    return pattern.sub(broken, text)


def _parts(character: str) -> bool:
    return not character.isalnum() and character not in _OPENING + _CLOSING + _FINAL


def blank_out(text: str, spans: Iterable[Span]) -> str:
    """The text with the spans as blanks; line breaks stay.

    >>> blank_out("Menu\\nXi met Putin.", [Span(0, 4)])
    '    \\nXi met Putin.'
    """
    pieces, at = [], 0
    for span in sorted(spans):
        begin = max(at, span.begin)
        if span.end <= begin:
            continue
        pieces += [text[at:begin], re.sub(r"[^\n]", " ", text[begin : span.end])]
        at = span.end
    return "".join([*pieces, text[at:]])


def join_lines(text: str) -> str:
    """Line breaks inside a paragraph as blanks, of the same length.

    A single break is inside a paragraph when the line leans on what follows ("... the onset of the"), when the next
    one begins in lower case, or when the whole text is broken at a fixed width.

    >>> join_lines("the onset of the\\nUkraine conflict\\nin 2022.\\nThe meeting ended.")
    'the onset of the Ukraine conflict in 2022.\\nThe meeting ended.'
    """
    width = _wrap_width(text)
    pieces, at = [], 0
    for gap in _BREAK.finditer(text):
        begin, end = gap.span()
        pieces.append(text[at:begin])
        at = end
        if gap.group().count("\n") == 1 and _goes_on(text, begin, end, width):
            pieces.append(" " * (end - begin))
        else:
            pieces.append(gap.group())
    return "".join([*pieces, text[at:]])


def _wrap_width(text: str) -> int | None:
    """The column at which all lines of a text are broken, None when they aren't."""
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    longest = max(map(len, lines), default=0)
    open_ended = [line for line in lines if line[-1] not in _FINAL + _CLOSING + ":"]
    full = [line for line in open_ended if len(line) >= longest - 20]
    wrapped = 40 <= longest <= _LONGEST_WRAP and len(open_ended) >= 4 and len(full) >= 0.8 * len(open_ended)
    return longest if wrapped and len(open_ended) >= 0.4 * len(lines) else None


def _goes_on(text: str, begin: int, end: int, width: int | None) -> bool:
    start = text.rfind("\n", 0, begin) + 1
    line, following = text[start:begin].rstrip(), text[end : end + 40]
    if not line or not following.strip():
        return False
    if line[-1] in _FINAL or (line[-1] in _CLOSING and len(line) > 1 and line[-2] in _FINAL):
        return width is not None and len(line) >= width - 20 and following[:1].islower()
    words = _WORD.findall(line[-30:])
    if words and line[-1].isalpha() and words[-1] in _LEANS_ON:
        return True
    if following[0].islower() and len(line) > 0:
        return True
    return width is not None and len(line) >= width - 20


def mark_boundaries(doc: Doc) -> Doc:
    """Set `is_sent_start`: True at paragraphs and after a clear end, False inside; what is open stays None.

    A clear end is a full stop, question or exclamation mark that is a token of its own (so no abbreviation), with
    closing quotation marks and brackets, before a capital, digit or opening mark.
    """
    if len(doc) == 0:
        return doc
    previous: Token | None = None  # the last token that is no white space
    new_paragraph = True
    marks_open = 0
    starts: list[tuple[int, bool | None]] = []
    for token in doc:
        if token.is_space:
            new_paragraph = new_paragraph or "\n" in token.text
            if token.i:
                starts.append((token.i, False))
            continue
        if new_paragraph:
            starts.append((token.i, True))
            marks_open = 0
        elif previous is not None:
            starts.append((token.i, _starts(doc, previous, token, marks_open > 0)))
        if token.text in "“«":
            marks_open += 1
        elif token.text in "”»":
            marks_open = max(0, marks_open - 1)
        previous, new_paragraph = token, False
    starts += [(at, True) for at in _datelines(doc)]
    # All at once: setting one token's mark looks through the whole doc each time.
    marks = [0] * len(doc)
    for at, value in starts:
        marks[at] = 0 if value is None else 1 if value else -1
    marks[0] = 1
    _shorten(doc, marks)
    column: Any = np.array(marks, dtype=np.int64).astype(np.uint64)
    return doc.from_array([SENT_START], column)


def _shorten(doc: Doc, marks: list[int]) -> None:
    """Begin a sentence wherever one would be longer than any is: where the parser may, else behind ; or , or anywhere.

    marks: 1 where a sentence begins, -1 where none does, 0 where it is open; changed in place.
    """
    begin = 0
    for at, mark in enumerate(marks):
        if mark == 1:
            begin = at
        elif at - begin >= _LONGEST_SENTENCE:
            places = [one for one in range(at, begin + _LONGEST_SENTENCE // 2, -1) if not doc[one].is_space]
            if places:
                begin = max(places, key=lambda one: (marks[one] == 0, _MAY_PART.get(doc[one - 1].text, 0), one))
                marks[begin] = 1


_MAY_PART = {";": 2, ",": 1}


def _datelines(doc: Doc) -> list[int]:
    """Starts around a full date between headline and text where line breaks were lost.

    "Peru recalls envoy | Friday, May 8, 2009 | The government in Lima said": a date with weekday and year, without a
    preposition before it or a comma after it, near the beginning of a paragraph.
    """
    found, paragraph = [], 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            paragraph = token.i + 1
        if token.lower_ not in _DAYS or token.i - paragraph > _HEADLINE or not token.text[0].isupper():
            continue
        if token.i > paragraph and doc[token.i - 1].lower_ in _BEFORE_DATE:
            continue
        after = _full_date(doc, token.i)
        if after is None or after >= len(doc) or doc[after].is_space or not doc[after - 1].whitespace_:
            continue
        if doc[after].text[0].isupper() or doc[after].text[0] in _OPENING:
            found += [token.i, after] if token.i > paragraph else [after]
    return found


def _full_date(doc: Doc, at: int) -> int | None:
    """The token after "Friday, May 8, 2009" or "Friday 8 May 2009", None when no such date begins at `at`."""
    words = [one for one in range(at + 1, min(at + 7, len(doc))) if doc[one].text != ","][:3]
    if len(words) < 3:
        return None
    first, second, year = (doc[one].lower_ for one in words)
    day, month = (second, first) if first in _MONTHS else (first, second)
    if month in _MONTHS and day.isdigit() and len(day) <= 2 and year.isdigit() and len(year) == 4:
        return words[2] + 1
    return None


def _starts(doc: Doc, previous: Token, token: Token, inside_marks: bool) -> bool | None:
    text = token.text
    before = previous
    closed = False
    least = max(0, previous.i - _MOST_CLOSING)
    while before.text and before.text[-1] in _CLOSING and len(before.text) == 1 and before.i > least:
        closed = closed or before.text in "\"”»'’"
        # A straight mark with a blank before it opens; what follows an opening mark is no start.
        if before.text in "\"'" and doc[before.i - 1].whitespace_ and not before.whitespace_:
            return False
        before = doc[before.i - 1]
    if text[0] in _CLOSING and not token.whitespace_ and text not in "\"'":
        return False
    if text in "”’»)]" or text in ",.;:!?…%":
        return False
    if text in "\"'" and (not token.nbor(-1).whitespace_ and not token.nbor(-1).is_space):
        return False  # a closing straight mark
    ends = before.text[-1:] in _FINAL and len(before.text) <= 3 and all(mark in _FINAL for mark in before.text)
    if not ends:
        if before.text in _ADDRESS:
            return False
        if before.lower_ in _MAY_END and text in _BEGINS:
            return True
        if before.text.endswith(".") and text[0].isupper() and len(before.text) > 2:
            return None  # "U.S. President" or "... in the U.S. The": the parser decides
        if before.text.endswith(".") and len(before.text) == 2 and before.text[0].isupper():
            return False  # an initial: "Donald J. Trump"
        if before.text.endswith(".") and text[0].isupper():
            return None
        return False
    if text[0].islower():
        return False
    if before.text == "." and before.i and not doc[before.i - 1].whitespace_:
        word = doc[before.i - 1]
        if word.text + "." in _ADDRESS:
            return False  # "Hon." in two tokens
        if word.lower_ in _NUMBERED and text[0].isdigit():
            return False
        if _is_item(doc, word.i):
            return False  # "1. Both armies withdraw."
    if closed and text in "-–—":
        return None  # “It was a long game.” – Ann Mwangi
    if closed and before.text in "?!":
        return None  # “Is it true?” Xi asked
    if text[0].isupper() or text[0].isdigit() or text[0] in _OPENING + "-–—•*":
        return True
    return None


def _is_item(doc: Doc, at: int) -> bool:
    """Whether the number at `at` counts an item: it stands where a sentence or paragraph begins."""
    if not (doc[at].text.isdigit() and len(doc[at].text) <= 2):
        return False
    return at == 0 or doc[at - 1].text in (".", "!", "?", ":", ";") or "\n" in doc[at - 1].text


@Language.component("diplograph_boundaries")
def boundaries(doc: Doc) -> Doc:
    """The spaCy component of `mark_boundaries`."""
    return mark_boundaries(doc)
