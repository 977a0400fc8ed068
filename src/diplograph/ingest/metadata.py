"""Date, outlet, agency, title and byline of a page, as far as the page states them. Nothing is guessed.

A date with two readings (03/04/2023) counts only when another clue on the page decides: the weekday beside it, a
date in the same notation that has one reading, or a date in words that is one of the two. "Updated" above the article
counts only where the page states no other day; below it, it is the day of the site. A date that does not exist is
reported, and the document then has none from there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from diplograph.errors import InputError
from diplograph.ingest import boilerplate, stamps
from diplograph.ingest.page import Page
from diplograph.lexicon import furniture
from diplograph.lexicon.furniture import FurnitureLexicon
from diplograph.model import Document, Furniture, Span

Problem = Callable[[InputError], None]

_HOLDER = re.compile(
    r"(?:©|\(c\)|copyright)(?:[\s,©|:–-]|\(c\)|copyright|by|(?:19|20)\d\d)*"
    r"(?P<name>[^\W\d_][^.|©\n;•]{1,60}?)"
    r"(?=\s*(?:[.|©;•\n]|,?\s+(?:(?:19|20)\d\d|all rights)"
    r"|,?\s+(?:inc\b|ltd\b|llc\b|limited\b|plc\b|corp\b|gmbh\b|pvt\b|s\.a)|-\s|$))",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"[\s,]+(?:inc|ltd|llc|limited|plc|corp(?:oration)?|company|co|gmbh|ag|pvt|private|s\.?a|b\.?v|pty"
    r"|media group|media network)\.?$",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\s+[|–—-]\s+(?P<outlet>[^|]{2,50})$")


def describe(document: Document, *, on_problem: Problem, lexicon: FurnitureLexicon | None = None) -> Document:
    """The document with what its own text says about it; fields that it has already (from a record) stay.

    on_problem: told of a date that does not exist.
    """
    known = lexicon or furniture.load()
    text = document.text
    page = boilerplate.find(text, known)
    published, span = document.published, document.published_span
    if published is None:
        published, span = _published(text, page, document.identifier, on_problem)
    title, title_span = document.title, document.title_span
    if title is None:
        title_span = page.front.get("title") or page.front.get("headline") or page.title
        if title_span is not None:
            whole, title_span = title_span, _without_outlet(text, title_span, known)
            if title_span != whole:
                page.furniture.append(Furniture(Span(title_span.end, whole.end), "menu"))
                page.furniture.sort(key=lambda piece: (piece.span, piece.kind))
            title = text[title_span.begin : title_span.end]
    elif title_span is None and title.strip() and (at := text[:4000].find(title.strip())) >= 0:
        title_span = Span(at, at + len(title.strip()))
    agency = page.agency and _canonical(page.agency, known)
    return replace(
        document,
        published=published,
        published_span=span,
        title=title,
        title_span=title_span,
        publisher=document.publisher or _publisher(text, page, known),
        agency=document.agency or agency,
        byline=document.byline or _front(text, page, "author", "byline") or page.byline,
        source=document.source or _front(text, page, "url", "link"),
        furniture=tuple(page.furniture),
        repeats=page.repeats,
    )


def _front(text: str, page: Page, *keys: str) -> str | None:
    return next((text[page.front[key].begin : page.front[key].end] for key in keys if key in page.front), None)


def _canonical(name: str, lexicon: FurnitureLexicon) -> str:
    known = lexicon.by_form.get(name)
    return known.name if known else name


def _without_outlet(text: str, span: Span, lexicon: FurnitureLexicon) -> Span:
    """A title without the outlet behind a bar or dash ("... | The Guardian")."""
    found = _SUFFIX.search(text[span.begin : span.end])
    return Span(span.begin, span.begin + found.start()) if found and found.group("outlet") in lexicon.by_form else span


def _published(text: str, page: Page, identifier: str, on_problem: Problem) -> tuple[date | None, Span | None]:
    places = []
    for key in ("date", "published"):
        if key in page.front:
            places.append(stamps.find(text, page.front[key].begin, page.front[key].end))
    byline, tail = page.stamps.get("byline", []), page.stamps.get("tail", [])
    places += [
        [one for one in byline + tail if one.labelled],
        [one for one in byline if not one.later],
        page.stamps.get("dateline", []),
        [one for one in tail if not one.later],
        page.stamps.get("today", []),
        page.stamps.get("title", []),
    ]
    if not any(places):
        places.append([one for one in byline if one.later])
    clues = [one for found in places for one in found] + [one for one in byline + tail if one.later]
    for found in places:
        for one in found:
            if not one.readings:
                on_problem(
                    InputError(
                        f"the date {text[one.begin : one.end]} does not exist",
                        place=f"{identifier}, line {text.count(chr(10), 0, one.begin) + 1}",
                        remedy="the document is read without a date; correct it, or leave it out",
                    )
                )
                return None, None
            if day := _decide(one, clues):
                return day, Span(one.begin, one.end)
    return None, None


def _decide(stamp: stamps.Stamp, clues: list[stamps.Stamp]) -> date | None:
    """The one reading that is left, None when the page doesn't decide.

    >>> one = stamps.find("Tuesday 04/03/2025")[0]
    >>> _decide(one, [])
    datetime.date(2025, 3, 4)
    >>> _decide(stamps.find("04/03/2025")[0], []) is None
    True
    """
    if len(stamp.readings) == 1:
        return stamp.readings[0]
    left = set(stamp.readings)
    if stamp.weekday is not None:
        left = {day for day in left if day.weekday() == stamp.weekday}
    for clue in clues:
        if len(left) == 1 or clue == stamp:
            continue
        if clue.order in ("dmy", "mdy"):
            first, second = stamp.readings  # day first, month first
            left &= {first if clue.order == "dmy" else second}
        elif len(clue.readings) == 1 and clue.readings[0] in left:
            left = {clue.readings[0]}
    return left.pop() if len(left) == 1 else None


def _publisher(text: str, page: Page, lexicon: FurnitureLexicon) -> str | None:
    """The outlet: front matter, holder of the copyright, masthead, or the one known outlet that the furniture names."""
    stated = _front(text, page, "publisher", "outlet")
    source = _front(text, page, "source")
    if stated is None and source and not source.startswith(("http:", "https:")):
        stated = source
    if stated:
        return _canonical(stated, lexicon)
    pieces = [
        text[one.span.begin : one.span.end]
        for one in page.furniture
        if one.kind in ("menu", "byline", "footer", "signup", "read_more")
    ]
    named = {outlet.name for piece in pieces for outlet in _outlets(piece, lexicon) if not outlet.agency}
    for piece in pieces:
        for found in _HOLDER.finditer(piece):
            name = found.group("name").strip(" ,-–—")
            while (shorter := _LEGAL.sub("", name)) != name:
                name = shorter
            holders = [outlet.name for outlet in _outlets(name, lexicon)]
            if holders:
                return holders[0]
            if (
                not named
                and len(name.split()) <= 6
                and name[0].isupper()
                and not name.casefold().startswith("all rights")
            ):
                return name.title() if name.isupper() and " " in name else name
    if page.masthead:
        return page.masthead
    if page.title and (suffix := _SUFFIX.search(text[page.title.begin : page.title.end])):
        outlet = lexicon.by_form.get(suffix.group("outlet"))
        if outlet:
            return outlet.name
    return named.pop() if len(named) == 1 else None


def _outlets(words: str, lexicon: FurnitureLexicon) -> list[furniture.Outlet]:
    """Known outlets that stand in the words, whole words only, the longest names first."""
    found = [
        (len(form), outlet)
        for form, outlet in lexicon.by_form.items()
        if form in words and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", words)
    ]
    return [outlet for _, outlet in sorted(found, key=lambda pair: (-pair[0], pair[1].name))]
