"""Days that stand over what they date: the headings of a diary or log, the entries of a timeline.

"Monday, 5 October" on a line of its own dates the paragraphs below, up to the next such line; "• 9 December: ministers
gather" dates its own line. Both only where the text has several: a single line with a date is the article's own date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diplograph.model import Interval, Span

_DATES = frozenset({"date", "iso", "dotted", "numeric"})
_ENTRIES = _DATES | {"month", "days"}
_BEFORE = re.compile(r"[\s•●▪*#>|(\[–—-]*")
_CLOCK = r"(?:\d{1,2}[.:h]\d{2}\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?)?"
_ALONE = re.compile(rf"[\s:.,|)\]*#–—-]*{_CLOCK}[\s:.|)\]*#–—-]*")
_ENTRY = re.compile(r"\s?(?::|\s[–—-])\s+\S")
_PROSE = re.compile(r"[^\n]{20,}[.!?][\"”’)]?[ \t]*(?:\n|$)")
_LABEL = re.compile(r"\n[ \t]*(?:[A-Z][A-Z’'-]+ ){1,5}?[A-Z][A-Z’'-]+:?(?=\s)")  # "NEXT WEEK:": another part
_LEAST = 2  # different days: fewer make no diary


@dataclass(frozen=True, slots=True)
class Said:
    """A time expression: where it stands, by which rule it was read ("date", "weekday" …), which days it means."""

    span: Span
    rule: str
    days: Interval | None


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text that happened on the days of its heading. heading: the words; under: what they date."""

    heading: Span
    days: Interval
    under: Span


def sections(text: str, said: Iterable[Said]) -> tuple[Section, ...]:
    """The stretches of a text that stand under a day, in text order; none where it is no diary, log or timeline.

    >>> from diplograph import intervals
    >>> from datetime import date
    >>> log = "5 October\\nShe flew to Bern alone.\\n6 October\\nHe followed by the noon train."
    >>> told = [Said(Span(0, 9), "date", intervals.day(date(2009, 10, 5))),
    ...         Said(Span(34, 43), "date", intervals.day(date(2009, 10, 6)))]
    >>> [log[one.under.begin : one.under.end].strip() for one in sections(log, told)]
    ['She flew to Bern alone.', 'He followed by the noon train.']
    """
    headings: list[Said] = []
    entries: list[Section] = []
    for one in sorted(said, key=lambda one: one.span):
        if one.days is None or one.rule not in _ENTRIES:
            continue
        begin = text.rfind("\n", 0, one.span.begin) + 1
        end = text.find("\n", one.span.end)
        end = len(text) if end < 0 else end
        if not _BEFORE.fullmatch(text, begin, one.span.begin):
            continue
        if one.rule in _DATES and one.days.first == one.days.last and _ALONE.fullmatch(text, one.span.end, end):
            headings.append(one)
        elif _ENTRY.match(text, one.span.end, end):
            entries.append(Section(one.span, one.days, Span(one.span.end, end)))
    found = _over(text, headings)
    if len({one.days for one in entries}) >= _LEAST:
        found += [one for one in entries if section_at(found, one.heading.begin) is None]
    return tuple(sorted(found, key=lambda one: one.heading))


def _over(text: str, headings: Sequence[Said]) -> list[Section]:
    """The parts below the headings that have prose below them; none where fewer than two days have."""
    found = []
    for at, one in enumerate(headings):
        end = headings[at + 1].span.begin if at + 1 < len(headings) else len(text)
        label = _LABEL.search(text, one.span.end, end)
        end = end if label is None else label.start()
        if one.days is not None and _PROSE.search(text, one.span.end, end):
            found.append(Section(one.span, one.days, Span(one.span.end, end)))
    return found if len({one.days for one in found}) >= _LEAST else []


def section_at(known: Sequence[Section], at: int) -> Section | None:
    """The innermost section in which an offset lies."""
    return next((one for one in reversed(known) if one.under.begin <= at < one.under.end), None)
