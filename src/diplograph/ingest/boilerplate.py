"""Page furniture: what stands on the page and is not the article.

A page is read as header, body and tail. The body runs from the first to the last paragraph that reads like one of an
article. Outside it a line is furniture when its words say so (`lexicon/data/furniture.toml`) or its neighbours do;
inside only when the whole line is such words, a credit or a list of links. Headlines and subheadings are article text,
and so are captions, but for their credits. What is doubtful stays in: a menu line read as news does less harm than
news that nobody reads.
"""

from __future__ import annotations

import re

from diplograph.ingest import credits, datelines, stamps
from diplograph.ingest.body import last_article, read_body, read_tail
from diplograph.ingest.header import first_article, read_header
from diplograph.ingest.layout import Unit, units
from diplograph.ingest.marks import mark_of
from diplograph.ingest.page import TITLE_WORDS, Page
from diplograph.ingest.repeats import find as find_repeats
from diplograph.lexicon.furniture import FurnitureLexicon
from diplograph.model import Furniture, Span

_PREFIX = re.compile(r"\s*date (?P<date>\d{4}-\d{1,2}-\d{1,2})\b[^\S\n]*\n?")
_FRONT = re.compile(
    r"(?P<key>date|published|title|headline|source|publisher|outlet|url|link|author|byline)\s*:\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_SHORTEST_BODY = 200  # code points: a passage so long that comes again is the body printed twice


def find(text: str, lexicon: FurnitureLexicon) -> Page:
    """Tell furniture from article. Time grows with the length of the text only."""
    page = Page()
    start = _front_matter(text, page)
    paragraphs = units(text, start)
    if not paragraphs:
        return page
    marks = [mark_of(unit, lexicon) for unit in paragraphs]
    first = first_article(paragraphs, marks, text, lexicon)
    last = last_article(paragraphs, marks, first)
    kinds: dict[int, str] = {}
    read_header(paragraphs, marks, first, kinds, page, lexicon)
    read_body(paragraphs, marks, first, last, kinds, page, lexicon)
    read_tail(paragraphs, marks, last, kinds, page, lexicon)
    _merge(text, paragraphs, kinds, page)
    opening = _datelines(text, paragraphs, kinds, first, page, lexicon)
    ends = _tail_credits(paragraphs, kinds, page, lexicon)
    passages = [
        Span(opening.get(index, unit.begin), ends.get(index, unit.end))
        for index, unit in enumerate(paragraphs)
        if index not in kinds
    ]
    page.repeats = find_repeats(text, [passage for passage in passages if passage.begin < passage.end])
    if page.title is None:
        _title_between(paragraphs, kinds, page)
    page.stamps["today"] = [
        stamp
        for at in range(first, min(first + 4, len(paragraphs)))
        for stamp in stamps.today(text, paragraphs[at].begin, paragraphs[at].end)
    ]
    if page.title is not None:
        page.stamps["title"] = stamps.closing(text, page.title.begin, page.title.end)
    page.furniture.sort(key=lambda piece: (piece.span, piece.kind))
    return page


def _front_matter(text: str, page: Page) -> int:
    """Where the page begins: behind "date 2025-02-24" or lines such as "Title: ..."."""
    if prefix := _PREFIX.match(text):
        page.furniture.append(Furniture(Span(0, len(text[: prefix.end()].rstrip("\n"))), "metadata"))
        page.front["date"] = Span(*prefix.span("date"))
        return prefix.end()
    at = 0
    found: list[tuple[str, Span]] = []
    for line in re.finditer(r"[^\n]*\n?", text[:4000]):
        content = line.group().strip()
        if not content and not found:
            continue
        match = _FRONT.fullmatch(content)
        if not match:
            break
        begin = line.start() + line.group().index(content)
        found.append((match.group("key").casefold(), Span(begin + match.start("value"), begin + len(content))))
        at = line.end()
    keys = {key for key, _ in found}
    # A single "Title: ..." or "Source: ..." may be a line of the article; a date of its own may not.
    if len(keys) < 2 and not (keys == {"date"} and stamps.is_stamp_line(text[found[0][1].begin : found[0][1].end])):
        return 0
    page.furniture.append(Furniture(Span(0, len(text[:at].rstrip())), "metadata"))
    for key, span in found:
        page.front.setdefault(key, span)
    return at


def _merge(text: str, paragraphs: list[Unit], kinds: dict[int, str], page: Page) -> None:
    """One piece of furniture for neighbours of one kind."""
    open_piece: tuple[int, int, str, int] | None = None
    for index in sorted(kinds):
        unit, kind = paragraphs[index], kinds[index]
        if open_piece and open_piece[2] == kind and open_piece[3] == index - 1 and kind != "credit":
            open_piece = (open_piece[0], unit.end, kind, index)
            continue
        if open_piece:
            page.furniture.append(Furniture(Span(open_piece[0], open_piece[1]), open_piece[2]))
        open_piece = (unit.begin, unit.end, kind, index)
    if open_piece:
        page.furniture.append(Furniture(Span(open_piece[0], open_piece[1]), open_piece[2]))


def _datelines(
    text: str, paragraphs: list[Unit], kinds: dict[int, str], first: int, page: Page, lexicon: FurnitureLexicon
) -> dict[int, int]:
    """Mask the dateline of the first paragraph that has one, and its copies; where the paragraphs then begin."""
    opening: dict[int, int] = {}
    found = None
    candidates = [
        index for index in range(first, len(paragraphs)) if index not in kinds and paragraphs[index].sentence_like
    ]
    for index in candidates[:2]:
        found = datelines.match(text, paragraphs[index].begin, lexicon)
        if found:
            break
    if not found:
        return opening
    words = text[found.begin : found.end]
    for index in candidates:
        begin = paragraphs[index].begin
        if text.startswith(words, begin):
            page.furniture.append(Furniture(Span(begin, begin + len(words)), "dateline"))
            opening[index] = begin + len(words)
    page.agency = page.agency or found.agency
    page.stamps["dateline"] = stamps.find(text, found.begin, found.end)
    return opening


def _tail_credits(
    paragraphs: list[Unit], kinds: dict[int, str], page: Page, lexicon: FurnitureLexicon
) -> dict[int, int]:
    """Mask credits at the ends of paragraphs; where the paragraphs then end."""
    ends: dict[int, int] = {}
    for index, unit in enumerate(paragraphs):
        if index in kinds:
            continue
        found = credits.tail_credit(unit, lexicon)
        if found and found[0] > unit.begin:
            begin, agency = found
            page.furniture.append(Furniture(Span(begin, unit.end), "credit"))
            page.agency = page.agency or agency
            ends[index] = unit.begin + len(unit.text[: begin - unit.begin].rstrip())
    return ends


def _title_between(paragraphs: list[Unit], kinds: dict[int, str], page: Page) -> None:
    """The title between two copies of a body: the first plain line above the second copy."""
    long = [one for one in page.repeats if one.first.end - one.first.begin >= _SHORTEST_BODY]
    if not long:
        return
    first, again = long[0].first, long[0].again[0]
    for index, unit in enumerate(paragraphs):
        if first.end <= unit.begin and unit.end <= again.begin and index not in kinds:
            if len(unit.words) >= TITLE_WORDS and not unit.sentence_like and unit.short:
                page.title = Span(unit.begin, unit.end)
            return
