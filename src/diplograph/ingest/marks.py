"""What a single paragraph says of itself: whether it is page furniture by its words (`lexicon/data/furniture.toml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diplograph.ingest import credits
from diplograph.ingest.layout import Unit, title_case
from diplograph.lexicon.furniture import FurnitureLexicon, Pattern

ONE_SENTENCE = re.compile(r"[.!?][\"'”’)]*\s+\S")
_LINKS = re.compile(r"(?:[^|•·›»>]{1,40}[|•·›»>]){1,}[^|•·›»>]{1,60}")
_CRUMBS = re.compile(r"home\s*[›»>/|]\s*\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a paragraph is furniture. sure: its whole line says so; else only at the edges of the page.

    tail: below it stands no article. lists: headlines below it belong to it.
    """

    kind: str
    sure: bool
    tail: bool = False
    lists: bool = False


def mark_of(unit: Unit, lexicon: FurnitureLexicon) -> Mark | None:
    """Why a paragraph is furniture by its own words; None when nothing in it says so."""
    if not unit.short:
        return None
    text = unit.text
    for pattern in lexicon.lines:
        if pattern.expression.fullmatch(text):
            return _as_mark(pattern, sure=True)
    for pattern in lexicon.leads:
        if (found := pattern.expression.match(text)) and _is_lead(unit, pattern, found.end()):
            return _as_mark(pattern, sure=True)
    if _CRUMBS.match(text) and not unit.sentence_like:
        return Mark("menu", sure=True)
    if not unit.final and len(unit.words) <= 16 and _LINKS.fullmatch(text) and _is_links(text):
        return Mark("menu", sure=True)
    if credits.picture_line(unit, lexicon):
        return Mark("credit", sure=True)
    if re.match(r"\W{0,2}(?:additional )?(?:reporting|writing|editing|compiled|translated) by\b", text, re.IGNORECASE):
        return Mark("byline", sure=True)
    for pattern in lexicon.phrases:
        if pattern.expression.search(text):
            return _as_mark(pattern, sure=False)
    return None


def _as_mark(pattern: Pattern, *, sure: bool) -> Mark:
    return Mark(pattern.kind, sure, pattern.tail, pattern.lists)


def _is_lead(unit: Unit, pattern: Pattern, end: int) -> bool:
    """Whether a line that begins like a pointer is one: alone, before a colon, or without a sentence behind it."""
    rest = unit.text[end:].strip()
    if not rest or not rest.strip(":|>»-–— "):
        return True
    if pattern.kind == "credit":
        return len(unit.words) <= 16 and not ONE_SENTENCE.search(rest)
    if rest[0] in ":|>»–—-":
        return not unit.sentence_like or len(unit.words) <= 25
    return unit.text[:end].isupper() and not unit.sentence_like


def _is_links(text: str) -> bool:
    """Whether "A | B | C" are links: names in title case, short each."""
    parts = [part.strip() for part in re.split(r"[|•·›»>]", text)]
    short = all(part and len(part.split()) <= 4 for part in parts)
    return short and len(parts) >= 3 and all(title_case(part.split()) or part.isupper() for part in parts)


def is_article(unit: Unit, mark: Mark | None) -> bool:
    """Whether it reads like a paragraph of an article."""
    return unit.sentence_like and (mark is None)


def is_byline(unit: Unit, lexicon: FurnitureLexicon) -> bool:
    """Whether it names who wrote it, wherever it stands."""
    return len(unit.text) <= 200 and credits.byline(unit, lexicon, below_title=False) is not None


def lists_below(mark: Mark) -> bool:
    """Whether headlines in a row below a line so marked belong to it."""
    return mark.lists or (mark.kind == "read_more" and mark.tail)


def is_link(unit: Unit) -> bool:
    """Whether a line can be a headline that is a link: short, one sentence, no full stop."""
    return unit.short and len(unit.words) <= 16 and unit.text[-1] != "." and not ONE_SENTENCE.search(unit.text)
