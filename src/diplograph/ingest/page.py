"""What is told of a page while it is read from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from diplograph.ingest import credits, stamps
from diplograph.ingest.layout import Unit
from diplograph.lexicon.furniture import FurnitureLexicon
from diplograph.model import Furniture, Repeat, Span

TITLE_WORDS = 3  # a title has at least so many


@dataclass(slots=True)
class Page:
    """What was told of a page. stamps: dates of the page by where they stand (front, byline, dateline, tail)."""

    furniture: list[Furniture] = field(default_factory=list)
    repeats: tuple[Repeat, ...] = ()
    title: Span | None = None
    byline: str | None = None
    agency: str | None = None
    front: dict[str, Span] = field(default_factory=dict)
    stamps: dict[str, list[stamps.Stamp]] = field(default_factory=dict)
    masthead: str | None = None


def take_byline(unit: Unit, page: Page, lexicon: FurnitureLexicon) -> None:
    """Note who wrote it and the dates beside the name."""
    found = credits.byline(unit, lexicon, below_title=True)
    if found and found.name and page.byline is None:
        page.byline = found.name
    note_stamps(page, "byline", unit)


def note_stamps(page: Page, where: str, unit: Unit) -> None:
    """Note the dates of a paragraph, by their places in the whole text."""
    page.stamps.setdefault(where, []).extend(
        replace(one, begin=unit.begin + one.begin, end=unit.begin + one.end) for one in stamps.find(unit.text)
    )
