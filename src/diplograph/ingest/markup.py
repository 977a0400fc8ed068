"""HTML: told by its content, its article extracted by trafilatura. Offsets then count in the extracted text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import unescape

from diplograph.errors import InputError
from diplograph.ingest import stamps

_DOCTYPE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_BLOCKS = re.compile(r"</?(?:p|div|span|a|br|h[1-6]|article|section|table|ul|li|script|meta)\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a page holds: the article's text, and what the page's own metadata say."""

    text: str
    title: str | None
    published: date | None
    publisher: str | None
    byline: str | None
    source: str | None


def is_html(text: str) -> bool:
    """Whether a text is a web page, whatever its file is called.

    >>> is_html("<!DOCTYPE html><html><body><p>Xi met Putin.</p></body></html>"), is_html("a < b, said <no one>")
    (True, False)
    """
    head = text[:20000]
    return bool(_DOCTYPE.match(head)) or (head.lstrip().startswith("<") and len(_BLOCKS.findall(head)) >= 4)


def extract(html: str, place: str) -> Extracted:
    """The article of a page. Raises InputError when there is none to be found."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(
        html,
        include_comments=False,
        include_tables=False,
        favor_precision=False,
        with_metadata=True,
        # Only dates that the page's metadata state; nothing is searched for in its text.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = getattr(found, "text", None)
    if found is None or isinstance(found, dict) or not text or not text.strip():
        raise InputError("HTML without an article", place=place, remedy="save the article's text instead")
    return Extracted(
        text=text,
        title=found.title or None,
        published=_date(found.date, html) or _printed(html),
        publisher=_name(found.sitename),
        byline=found.author or None,
        source=found.url or None,
    )


def _date(value: str | None, html: str) -> date | None:
    """The day, if it stands in the page's source as a date of publication in so many figures (nothing is inferred)."""
    if not value:
        return None
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return None
    return day if value[:10] in html or f"{day:%Y%m%d}" in html or f"{day:%Y/%m/%d}" in html else None


_TEXT = re.compile(r">([^<>]{6,})<")
_LONG = 25  # words of a paragraph of the article
_LINE = 160  # code points of a line of its own at most


def _printed(html: str) -> date | None:
    """The one day that stands in a line of its own between the heading and the article's first paragraph.

    >>> str(_printed("<h1>Talks</h1><p>Thursday, April 18, 2024 &mdash; updated on April 19, 2024</p><p>They met.</p>"))
    '2024-04-18'
    """
    heading = re.search(r"<h1\b", html, re.IGNORECASE) or re.search(r"<h2\b", html, re.IGNORECASE)
    days: set[date] = set()
    for hit in _TEXT.finditer(html, heading.start()) if heading else ():
        words = " ".join(unescape(hit[1]).split())
        if len(words.split()) >= _LONG:
            break
        if len(words) <= _LINE and stamps.is_stamp_line(words):
            days.update(one.readings[0] for one in stamps.find(words) if len(one.readings) == 1 and not one.later)
    return days.pop() if len(days) == 1 else None


def _name(value: str | None) -> str | None:
    """A site's name; a bare domain is none."""
    return value if value and not re.fullmatch(r"(?:[\w-]+\.)+\w{2,}", value) else None
