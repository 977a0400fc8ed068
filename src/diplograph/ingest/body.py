"""The body of a page and what is below: where the body ends, what stands between its paragraphs, and the tail."""

from __future__ import annotations

from diplograph.ingest import credits, datelines, stamps
from diplograph.ingest.layout import Unit
from diplograph.ingest.marks import Mark, is_article, is_byline, is_link, lists_below
from diplograph.ingest.page import Page, note_stamps, take_byline
from diplograph.lexicon.furniture import FurnitureLexicon


def last_article(paragraphs: list[Unit], marks: list[Mark | None], first: int) -> int:
    """The last paragraph of the body.

    A lone sentence between two lines that end a page (a teaser, a slogan) is no article any more.
    """
    links = _linked(paragraphs, marks, first)
    last = max(
        (at for at in range(first, len(paragraphs)) if is_article(paragraphs[at], marks[at]) and at not in links),
        default=first,
    )

    def ends(at: int) -> bool:
        mark = marks[at] if 0 <= at < len(marks) else None
        return mark is not None and mark.tail and mark.kind in ("footer", "signup")

    while last > first and ends(last - 1) and (ends(last + 1) or ends(last + 2)) and ends(last - 2):
        last = max((at for at in range(first, last) if is_article(paragraphs[at], marks[at])), default=first)
    return last


def _linked(paragraphs: list[Unit], marks: list[Mark | None], first: int) -> set[int]:
    """Headlines in a row below a lone pointer ("Related"): some of them are questions, and read like sentences."""
    found: set[int] = set()
    for index in range(first, len(paragraphs)):
        mark = marks[index]
        if mark is None or not mark.sure or not lists_below(mark) or len(paragraphs[index].words) > 4:
            continue
        at = index + 1
        while at < len(paragraphs) and marks[at] is None and is_link(paragraphs[at]):
            found.add(at)
            at += 1
    return found


def read_body(
    paragraphs: list[Unit],
    marks: list[Mark | None],
    first: int,
    last: int,
    kinds: dict[int, str],
    page: Page,
    lexicon: FurnitureLexicon,
) -> None:
    """Advertisements, pointers, credits and lists of links between paragraphs of the article."""
    article_seen = 0
    index = first
    while index <= last:
        unit, mark = paragraphs[index], marks[index]
        if is_article(unit, mark):
            article_seen += 1
        elif mark is not None and mark.sure:
            kinds[index] = mark.kind
            if stamps.is_printed_line(unit.text):
                note_stamps(page, "tail", unit)
            if mark.kind == "byline":
                page.byline = page.byline or credits.signature(unit.text)
            if lists_below(mark):
                index = _list_below(paragraphs, marks, index, last, kinds, mark)
        elif (agency := credits.agency_line(unit, lexicon)) is not None and unit.begin > paragraphs[first].begin:
            kinds[index] = "credit"
            page.agency = page.agency or agency or None
        elif article_seen <= 2 and unit.short and _signs(unit, lexicon):
            kinds[index] = "byline"
            take_byline(unit, page, lexicon)
        index += 1


def _signs(unit: Unit, lexicon: FurnitureLexicon) -> bool:
    return datelines.is_stamp_line(unit.text, lexicon) or (not unit.final and is_byline(unit, lexicon))


def _list_below(
    paragraphs: list[Unit], marks: list[Mark | None], at: int, last: int, kinds: dict[int, str], mark: Mark
) -> int:
    """Mask the headlines below a pointer inside the body; the last one is kept if it may be a subheading."""
    text = paragraphs[at].text
    alone = len(text) <= 40 and len(paragraphs[at].words) <= 4
    if not alone:
        return at
    end = at + 1
    while end <= last and marks[end] is None and is_link(paragraphs[end]):
        end += 1
    below = list(range(at + 1, end))
    if len(below) > 1 and paragraphs[below[-1]].apart and end <= last:
        below.pop()  # it stands alone above a paragraph, as a subheading does
    for index in below:
        kinds[index] = mark.kind
    return at + len(below)


def read_tail(
    paragraphs: list[Unit],
    marks: list[Mark | None],
    last: int,
    kinds: dict[int, str],
    page: Page,
    lexicon: FurnitureLexicon,
) -> None:
    """Everything below the body, from the first line on that says what it is."""
    kind: str | None = None
    for index in range(last + 1, len(paragraphs)):
        unit, mark = paragraphs[index], marks[index]
        if mark is not None:
            kinds[index] = mark.kind
            if stamps.is_printed_line(unit.text):
                note_stamps(page, "tail", unit)
            if mark.kind == "byline":
                page.byline = page.byline or credits.signature(unit.text)
            if mark.kind == "menu" and kind:
                kinds[index] = kind
            if mark.tail or mark.lists:
                kind = mark.kind
            continue
        if (agency := credits.agency_line(unit, lexicon)) is not None and kind is None:
            kinds[index] = "credit"
            page.agency = page.agency or agency or None
        elif unit.short and (stamps.is_stamp_line(unit.text) or stamps.is_printed_line(unit.text)):
            kinds[index] = kind or "byline"
            note_stamps(page, "tail", unit)
        elif kind is None and not unit.final and is_byline(unit, lexicon):
            kinds[index] = "byline"
            take_byline(unit, page, lexicon)
        elif kind is not None:
            kinds[index] = kind
