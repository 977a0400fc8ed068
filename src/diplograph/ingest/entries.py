"""Records with metadata: JSON Lines, one JSON object, a list of them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from diplograph.errors import InputError
from diplograph.ingest import stamps
from diplograph.ingest.decoding import decode
from diplograph.model import Document

Problem = Callable[[InputError], None]

# field of the document -> the keys that records use for it, the first one that is there counts
_KEYS = {
    "text": ("text", "body", "content", "maintext", "article_text", "fulltext"),
    "published": (
        "published",
        "date",
        "published_at",
        "publishedAt",
        "date_published",
        "datePublished",
        "date_publish",
        "publication_date",
        "pubDate",
    ),
    "publisher": ("publisher", "outlet", "sitename", "site_name", "site", "publication"),
    "agency": ("agency",),
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors"),
    "source": ("url", "source", "link", "source_url"),
    "identifier": ("id", "doc", "identifier", "uid", "guid", "filename"),
}


def is_extraction(record: Mapping[str, Any]) -> bool:
    """Whether a record is an extraction already (contract, section 6), not a text to be read."""
    return "actors" in record and "doc" in record and "sha256" in record


def lines(content: Iterable[bytes], name: str, *, on_problem: Problem) -> Iterator[Document]:
    """The documents of JSON Lines, one by one; a broken line is reported with its number, and the rest goes on.

    sha256 is that of the record's line, without the line break. Without an id the record is `name#line`.
    """
    for number, line in enumerate(content, start=1):
        bare = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        bare = bare.rstrip(b"\r\n")
        if not bare.strip():
            continue
        place = f"{name}, line {number}"
        try:
            record = json.loads(decode(bare, place))
            yield _document(record, f"{name}#{number}", hashlib.sha256(bare).hexdigest(), place, on_problem)
        except json.JSONDecodeError as error:
            on_problem(
                InputError(
                    f"not JSON ({error.msg}, column {error.colno})",
                    place=place,
                    remedy="write one JSON object per line",
                )
            )
        except InputError as error:
            on_problem(error)


def whole(content: bytes, name: str, *, on_problem: Problem) -> Iterator[Document]:
    """The documents of a JSON file: one object, a list, or an object that holds a list of articles."""
    text = decode(content, name)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"not JSON ({error.msg})",
            place=f"{name}, line {error.lineno}, column {error.colno}",
            remedy="mend it there; JSON Lines belong in a file called .jsonl",
        ) from None
    if isinstance(value, dict):
        inner = next(
            (value[key] for key in ("articles", "documents", "data", "items") if isinstance(value.get(key), list)), None
        )
        if inner is None:
            yield _document(value, name, hashlib.sha256(content).hexdigest(), name, on_problem)
            return
        value = inner
    if not isinstance(value, list):
        raise InputError("neither an object nor a list of objects", place=name, remedy='write {"text": ...}')
    for number, record in enumerate(value, start=1):
        canonical = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
        try:
            yield _document(
                record, f"{name}#{number}", hashlib.sha256(canonical).hexdigest(), f"{name}, entry {number}", on_problem
            )
        except InputError as error:
            on_problem(error)


def _document(record: Any, name: str, sha256: str, place: str, on_problem: Problem) -> Document:
    if not isinstance(record, dict):
        raise InputError("not a JSON object", place=place, remedy='write {"text": ...}')
    fields = {field: _first(record, keys) for field, keys in _KEYS.items()}
    text = fields["text"]
    if not isinstance(text, str) or not text.strip():
        raise InputError(
            'the field "text" is missing' if text is None else 'the field "text" is empty or not a string',
            place=place,
            remedy="put the article's text there (body and content are understood too)",
        )
    if re.search(r"[\ud800-\udfff]", text):
        raise InputError("half a surrogate pair in the text", place=place, remedy="write the file as UTF-8")
    source = fields["source"]
    return Document(
        identifier=str(fields["identifier"]) if fields["identifier"] not in (None, "") else name,
        text=text,
        sha256=sha256,
        published=_date(fields["published"], place, on_problem),
        publisher=_words(fields["publisher"]) or (None if _iri(source) else _words(source)),
        agency=_words(fields["agency"]),
        title=_words(fields["title"]),
        byline=_words(fields["byline"]),
        source=_iri(source),
    )


def _first(record: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((record[key] for key in keys if record.get(key) not in (None, "")), None)


def _words(value: Any) -> str | None:
    if isinstance(value, list):
        value = " and ".join(str(one) for one in value if one)
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _iri(value: Any) -> str | None:
    fits = isinstance(value, str) and re.fullmatch(r"(?:https?|urn|doi):[^\s<>\"{}|\\^`]+", value.strip())
    return value.strip() if fits else None


def _date(value: Any, place: str, on_problem: Problem) -> date | None:
    """The day that a field names; one with two readings (03/04/2023) and one that does not exist are reported."""
    if value is None:
        return None
    found = stamps.find(str(value)) if isinstance(value, str) else []
    if found and len(found[0].readings) == 1:
        return found[0].readings[0]
    compact = re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?", str(value))
    if compact:
        try:
            return date(*(int(part) for part in compact.groups()))
        except ValueError:
            pass
    what = (
        f"the date {value} does not exist"
        if (found and not found[0].readings) or compact
        else f"the date {value} has two readings"
        if found
        else f"the date {value!r} is not understood"
    )
    on_problem(InputError(what, place=place, remedy="write it as YYYY-MM-DD; the document is read without a date"))
    return None
