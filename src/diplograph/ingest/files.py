"""Files, folders and standard input as a stream of documents.

A file that can't be read is reported, one line each, and the rest goes on. Nothing is remembered but names.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from diplograph.errors import InputError
from diplograph.ingest import entries, markup
from diplograph.ingest.decoding import decode
from diplograph.ingest.metadata import describe
from diplograph.model import Document

Problem = Callable[[InputError], None]

SUFFIXES = (".txt", ".text", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".json")
LONGEST = 300_000  # code points of one document: ten times the longest articles; a parser would take minutes beyond
_LARGEST = 64 * 1024 * 1024  # bytes of one file that is no JSON Lines


def documents(
    paths: Iterable[Path | str],
    *,
    on_problem: Problem | None = None,
    longest: int = LONGEST,
    stdin: BinaryIO | None = None,
) -> Iterator[Document]:
    """The articles below the paths, each with metadata, page furniture and repeats.

    paths: files, folders (all texts below them), "-" for standard input. The order is that of the identifiers,
    whatever that of the paths; the same file given twice is read once.
    Identifier: the file's name; where two files have the same, as much of the path as tells them apart; of a record
    its id, else name#line. Offsets count the code points of the decoded text, newlines untouched; a byte order mark is
    no part of it. For HTML they count in the extracted text. sha256 is that of the bytes as read, of a record in JSON
    Lines that of its line.
    on_problem: told of each file or record that could not be read, and of dates that don't exist. None: the first
    problem is raised. longest: code points that a document may have.
    """
    report = on_problem or _raise
    found, streams = _find([Path(path) if path != "-" else "-" for path in paths], report)
    names = _identifiers(found)
    seen: Counter[str] = Counter()
    for path in sorted(found, key=lambda one: (names[one], str(one))):
        yield from _finish(_read_file(path, names[path], report), report, longest, seen)
    if streams:
        yield from _finish(_read_stream(stdin or sys.stdin.buffer, report), report, longest, seen)


def _raise(problem: InputError) -> None:
    raise problem


def _finish(read: Iterator[Document], report: Problem, longest: int, seen: Counter[str]) -> Iterator[Document]:
    for document in read:
        if not document.text.strip():
            report(InputError("no text in it", place=document.identifier, remedy="leave it out"))
            continue
        if len(document.text) > longest:
            report(
                InputError(
                    f"{len(document.text):,} characters are no article (at most {longest:,})",
                    place=document.identifier,
                    remedy="give one file per article, or JSON Lines",
                )
            )
            continue
        seen[document.identifier] += 1
        if seen[document.identifier] > 1:
            document = replace(document, identifier=f"{document.identifier}~{seen[document.identifier]}")
        yield describe(document, on_problem=report)


def _find(paths: list[Path | str], report: Problem) -> tuple[list[Path], bool]:
    """All text files below the paths, each once, and whether standard input is among them."""
    found: dict[Path, Path] = {}
    streams = False
    for path in paths:
        if isinstance(path, str):
            streams = True
            continue
        try:
            if path.is_dir():
                inside = sorted(
                    one
                    for one in path.rglob("*")
                    if one.suffix.lower() in SUFFIXES
                    and one.is_file()
                    and not any(part.startswith(".") for part in one.relative_to(path).parts)
                )
                if not inside:
                    report(
                        InputError(
                            "no texts in this folder",
                            place=str(path),
                            remedy="texts end in " + ", ".join(SUFFIXES),
                        )
                    )
                for one in inside:
                    found.setdefault(one.resolve(), one)
            elif path.exists():
                found.setdefault(path.resolve(), path)
            else:
                report(InputError("no such file or folder", place=str(path), remedy="look at the path"))
        except OSError as error:
            report(_unreadable(error, str(path)))
    return list(found.values()), streams


def _identifiers(paths: list[Path]) -> dict[Path, str]:
    """The name of each file, or as many folders before it as it takes to tell it from the others.

    >>> list(_identifiers([Path("a/x.txt"), Path("b/x.txt"), Path("b/y.txt")]).values())
    ['a/x.txt', 'b/x.txt', 'y.txt']
    """
    names: dict[Path, str] = {}
    waiting, length = list(paths), 1
    while waiting:
        tails = {path: "/".join(path.resolve().parts[-length:]) for path in waiting}
        count = Counter(tails.values())
        names.update({path: tail for path, tail in tails.items() if count[tail] == 1})
        waiting = [path for path in waiting if count[tails[path]] > 1]
        length += 1
    return {path: names[path] for path in paths}


def _unreadable(error: OSError, place: str) -> InputError:
    return InputError(
        f"can't be read ({(error.strerror or type(error).__name__).lower()})",
        place=place,
        remedy="look at its permissions",
    )


def _read_file(path: Path, name: str, report: Problem) -> Iterator[Document]:
    try:
        if path.suffix.lower() in (".jsonl", ".ndjson"):
            with path.open("rb") as rows:
                yield from entries.lines(rows, name, on_problem=report)
            return
        if path.stat().st_size > _LARGEST:
            raise InputError(
                f"{path.stat().st_size:,} bytes are no article",
                place=name,
                remedy="give one file per article, or JSON Lines",
            )
        content = path.read_bytes()
        if not content.strip():
            raise InputError("empty file", place=name, remedy="leave it out")
        if path.suffix.lower() == ".json":
            yield from entries.whole(content, name, on_problem=report)
        else:
            yield _text(content, name)
    except OSError as error:
        report(_unreadable(error, name))
    except InputError as error:
        report(error)


def _read_stream(stream: BinaryIO, report: Problem) -> Iterator[Document]:
    """Standard input: JSON Lines if its first line is a JSON object, else one text or page."""
    try:
        first = stream.readline()
        if first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") and _is_json(first):
            yield from entries.lines(_chain(first, stream), "stdin", on_problem=report)
            return
        content = first + stream.read(_LARGEST)
        if not content.strip():
            raise InputError("empty", place="standard input", remedy="pipe a text into it")
        yield _text(content, "stdin")
    except InputError as error:
        report(error)


def _chain(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _is_json(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line.removeprefix(b"\xef\xbb\xbf")), dict)
    except ValueError:
        return False


def _text(content: bytes, name: str) -> Document:
    sha256 = hashlib.sha256(content).hexdigest()
    text = decode(content, name)
    if not markup.is_html(text):
        return Document(name, text, sha256)
    page = markup.extract(text, name)
    return Document(
        name,
        page.text,
        sha256,
        published=page.published,
        publisher=page.publisher,
        title=page.title,
        byline=page.byline,
        source=page.source,
    )
