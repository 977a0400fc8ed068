"""Quotations with a signature: a paragraph in quotation marks, then a dash and who said it.

Reactions, pull quotes and epigraphs are set so. Nothing may stand after the signature, which begins with a capital or
an article, holds no verb of its own and is short; the quotation may have begun some paragraphs earlier.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from diplograph.extract.quotations import Quotation
from diplograph.extract.statements_weighing import touch
from diplograph.language.texts import text_of
from diplograph.model import Attribution, Span

RULE = "rules:signed"
CONFIDENCE = 0.9
LONGEST = 14  # words of a signature
_SIGNED = re.compile(
    r"[ \t]*(?:\n[ \t]*)?(—|–|―|--|-)[ \t]*((?:(?:[Aa]n?|[Tt]he)[ \t]\w|[A-Z])[^\n\"“”«»]{1,120})(?=\n|\Z)"
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def proposals(doc: Doc, quotations: Sequence[Quotation]) -> tuple[Attribution, ...]:
    """What is quoted above or before a signature, whole."""
    text, found = text_of(doc), []
    for quotation in quotations:
        if quotation.depth or not quotation.closed or not _begins_line(text, quotation.outer.begin):
            continue
        hit = _SIGNED.match(text, quotation.outer.end)
        if hit is None:
            continue
        source = Span(hit.start(2), hit.start(2) + len(hit[2].rstrip(" \t.")))
        if not _is_signature(doc, source):
            continue
        cue = Span(*hit.span(1))
        found.append(Attribution((source,), (cue,), (quotation.outer,), RULE, CONFIDENCE))
    return tuple(found)


def without(others: Sequence[Attribution], signed: Sequence[Attribution]) -> list[Attribution]:
    """Other proposals, without those that give a signed quotation as a whole, or its signature, to somebody else."""

    def clash(one: Attribution) -> bool:
        for mine in signed:
            quoted = mine.content[0]
            if any(piece.begin <= quoted.begin + 1 and quoted.end - 1 <= piece.end for piece in one.content):
                return True
            if touch(mine.source, one.content) or touch(mine.source, one.cue):
                return True
        return False

    return [one for one in others if not clash(one)] if signed else list(others)


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _is_signature(doc: Doc, source: Span) -> bool:
    words = doc.char_span(source.begin, source.end, alignment_mode="expand")
    if words is None or not 0 < sum(not token.is_punct for token in words) <= LONGEST:
        return False
    first = next((token for token in words if token.pos_ not in ("DET", "PUNCT")), words[0])
    return first.pos_ in ("PROPN", "NOUN", "ADJ") and not any(token.tag_ in _FINITE for token in words)
