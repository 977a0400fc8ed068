"""Interviews and briefings: turns that begin with a label, "Q:" and "A:", "MR PRUITT:", "QUESTION:".

A text is one when a label begins three lines or more. What a known speaker answers is a direct statement, though no
marks stand around it; what is asked is none. "A" is the person interviewed, if the title names one and only one, or
else the words before the first turn do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from diplograph.extract.casting import Casting, unique
from diplograph.language.texts import text_of
from diplograph.model import ActorType, Attribution, Cast, Document, Mention, MentionKind, Span

RULE = "rules:turn"
CONFIDENCE = 0.95
REPEATED = 3  # lines that begin with one label
_LABEL = re.compile(
    r"^[ \t]*((?:[QA]|Question|Answer|[A-Z][A-Z.'’-]+(?:[ \t][A-Z][A-Z.'’-]*){0,4}"
    r"|[A-Z][\w.'’-]+(?:[ \t][A-Z][\w.'’-]+){0,3})(?:[ \t]\([^()\n]{1,40}\))?)(:)[ \t]+(?=\S)",
    re.MULTILINE,
)
# The same inside a paragraph, only in capitals: "Q: Who? A: I did. Q: When?"
_INLINE = re.compile(r"(?<=[.?!”\"’')…] )((?:[QA]|[A-Z][A-Z'’-]{2,}(?: [A-Z][A-Z'’-]+){0,2}))(:) (?=\S)")
_ASKING = frozenset("q question reporter interviewer moderator journalist".split())
_ANSWERING = frozenset({"a", "answer"})
_PARAGRAPH = re.compile(r"[^\s](?:.|\n(?![ \t\r]*\n))*")


@dataclass(frozen=True, slots=True)
class Turn:
    """label: its words without the colon. body: its paragraphs. asks: the turn of an interviewer."""

    label: Span
    colon: Span
    body: tuple[Span, ...]
    asks: bool


def turns(text: str) -> tuple[Turn, ...]:
    """The turns of an interview or briefing in text order; () for any other text.

    Paragraphs without a label belong to the turn before them, after the last turn to nobody. Labels inside a paragraph
    count where they stand in capitals.

    >>> [one.asks for one in turns("Q: Who?\\n\\nA: I.\\n\\nQ: When?\\n\\nA: Now.\\n\\nQ: Why?\\n\\nA: So.")]
    [True, False, True, False, True, False]
    """
    lines = list(_LABEL.finditer(text))
    begins = {hit.start(1) for hit in lines}
    inner = [hit for hit in _INLINE.finditer(text) if hit.start(1) not in begins]
    hits = sorted([*lines, *inner], key=lambda hit: hit.start(1))
    often = Counter(_plain(hit[1]) for hit in hits)
    if max(often.values(), default=0) < REPEATED:
        return ()
    hits = [
        hit
        for hit in hits
        if often[_plain(hit[1])] >= REPEATED
        or (hit[1].isupper() and (hit.start(1) in begins or often[_plain(hit[1])] > 1))
    ]
    found = []
    for number, hit in enumerate(hits):
        last = number + 1 == len(hits)
        end = len(text) if last else hits[number + 1].start(1)
        paragraphs = [
            Span(one.start(), len(text[: one.end()].rstrip())) for one in _PARAGRAPH.finditer(text, hit.end(), end)
        ]
        kept = [one for one in paragraphs[: 1 if last else None] if text[one.begin] not in "([" or one == paragraphs[0]]
        if kept:
            label, colon = Span(*hit.span(1)), Span(*hit.span(2))
            found.append(Turn(label, colon, tuple(kept), _plain(hit[1]) in _ASKING))
    return tuple(found)


def _plain(label: str) -> str:
    return " ".join(re.sub(r"\(.*\)", "", label).split()).lower()


def with_labels(doc: Doc, document: Document, cast: Cast) -> Cast:
    """The cast with the labels as mentions of those who speak."""
    found = turns(text_of(doc))
    if not found:
        return cast
    text, casting = text_of(doc), Casting(cast)
    added: dict[str, list[Mention]] = {}
    for turn in found:
        who = None if turn.asks else _speaker(turn, found, document, cast, casting, text)
        if who is None:
            continue
        if not casting.overlapping(turn.label):
            kind = MentionKind.NOMINAL if _plain(_said(text, turn.label)) in _ANSWERING else MentionKind.NAME
            added.setdefault(who, []).append(Mention(turn.label, kind))
    return replace(
        cast,
        actors=tuple(
            replace(one, mentions=tuple(sorted((*one.mentions, *added[one.id]), key=lambda each: each.span)))
            if one.id in added
            else one
            for one in cast.actors
        ),
    )


def _said(text: str, span: Span) -> str:
    return text[span.begin : span.end]


def _speaker(
    turn: Turn, all_turns: Sequence[Turn], document: Document, cast: Cast, casting: Casting, text: str
) -> str | None:
    """The person that a label means, None when several or none may be meant."""
    label = _plain(_said(text, turn.label))
    if label in _ANSWERING:
        for span in (document.title_span, Span(0, all_turns[0].label.begin)):
            persons = _persons(casting, span) if span else ()
            if len(persons) == 1:
                return persons[0]
            if persons:
                return None
        return None
    said = _said(text, turn.label)
    if re.fullmatch(r"[A-Z]{2,3}", said):
        initials = [one.id for one in cast.actors if one.type is ActorType.PERSON and _initials(one.name) == said]
        if len(initials) == 1:
            return initials[0]
    surname = label.split()[-1]
    named = [
        one.id
        for one in cast.actors
        if one.type is ActorType.PERSON and one.name and one.name.split()[-1].lower() == surname
    ]
    return named[0] if len(named) == 1 else None


def _initials(name: str) -> str:
    """First letters of a name's words and of their parts: "Fabienne Desrosiers-Laguerre" gives "FDL"."""
    return "".join(part[0] for part in re.split(r"[ -]", name) if part[:1].isupper())


def _persons(casting: Casting, span: Span) -> tuple[str, ...]:
    return unique(
        who
        for mention, who in casting.mentions_within(span)
        if mention.kind is MentionKind.NAME and casting.actors[who].type is ActorType.PERSON
    )


def proposals(doc: Doc) -> tuple[Attribution, ...]:
    """What is answered, turn by turn."""
    return tuple(
        Attribution((turn.label,), (turn.colon,), turn.body, RULE, CONFIDENCE)
        for turn in turns(text_of(doc))
        if not turn.asks
    )


def without_labels(read: Sequence[Attribution], doc: Doc) -> list[Attribution]:
    """Other readers' proposals without those that hang on a label's colon."""
    lines = {turn.label.begin: turn.body[0].begin for turn in turns(text_of(doc))}
    begins = sorted(lines)
    return [
        one
        for one in read
        if not any((at := bisect_right(begins, cue.begin)) and cue.end <= lines[begins[at - 1]] for cue in one.cue)
    ]
