"""Quotations that go on: a sentence all in quotation marks, with no words of who said it, after one that says who."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from diplograph.extract import chains, statements_form
from diplograph.extract.chains import Draft
from diplograph.extract.quotations import Quotation, Quotations
from diplograph.extract.statements_weighing import touch
from diplograph.language.texts import text_of
from diplograph.model import Span

_GAP = re.compile(r"[.”\"’]?[ \t]+(?=[\"“‘«])")
_LEAST = 3  # words of a sentence in quotation marks
_WORD = re.compile(r"\w+")


def joined(drafts: list[Draft], doc: Doc, quotations: Quotations) -> list[Draft]:
    """“A,” she said. “B.”, and: He called it “a farce”. “B.”: the quotation right after the sentence, in the same
    paragraph and with no cue of its own, goes on with what its speaker said before."""
    found = []
    for one, above in zip(drafts, chains.parents_of(drafts), strict=True):
        last = one.content[-1]
        quoted_before = one.cue is not None and last.end <= one.cue.begin and quotations.within(last)
        if quoted_before or (above is None and _has_the_last_word(one, drafts) and _quotes(one, quotations)):
            more = _after(text_of(doc), one.sentence.end, quotations)
            if more is not None and more.closed and _is_free(doc, more.outer, drafts, one):
                one = replace(one, content=(*one.content, *statements_form.clean(text_of(doc), [more.outer])))
        found.append(one)
    return found


def _after(text: str, end: int, quotations: Quotations) -> Quotation | None:
    """The quotation that begins right after a sentence."""
    gap = _GAP.match(text, end)
    if gap is None:
        return None
    begin = gap.end()
    return next((one for one in quotations.within(Span(begin, begin + 1)) if one.outer.begin == begin), None)


def _quotes(one: Draft, quotations: Quotations) -> bool:
    """Whether some of the words before stand in marks too: then the speaker is being quoted."""
    return any(quotations.within(piece) for piece in one.content)


def _has_the_last_word(one: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether nobody else speaks later in the sentence, and no one else's statement stands in the same sentence
    outside this one."""
    if one.cue is None or not one.speakers or max(piece.end for piece in one.content) > one.sentence.end + 1:
        return False
    for other in drafts:
        if other is one or other.sentence != one.sentence or other.cue is None:
            continue
        if not chains.contains(one.content, other.cue) and (
            other.speakers != one.speakers or other.cue.begin > one.cue.begin
        ):
            return False
    return True


def _is_free(doc: Doc, quotation: Span, drafts: Sequence[Draft], mine: Draft) -> bool:
    text = text_of(doc)
    ends = text[quotation.end - 2 : quotation.end - 1] in ".!?" or text[quotation.end : quotation.end + 1] == "."
    taken = any(
        touch(other.content, [quotation])
        for other in drafts
        if other is not mine and (other.cue is None or not chains.contains([quotation], other.cue))
    )
    return ends and not taken and len(_WORD.findall(text, quotation.begin, quotation.end)) >= _LEAST
