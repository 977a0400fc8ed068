"""What several commands share: messages, progress, ways in and out."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from diplograph.errors import InputError, OutputError

if TYPE_CHECKING:
    from diplograph.model import Extraction
    from diplograph.pipeline import Reading

T = TypeVar("T")
DEFAULT_GRAPH = Path("output/diplograph.ttl")


def say(message: str = "") -> None:
    """A line for people, on standard error."""
    click.echo(message, err=True)


class Problems:
    """Says and counts what could not be read."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, problem: InputError) -> None:
        self.count += 1
        say(f"warning: {problem}")


def progress(items: Iterable[T], doing: str) -> Iterator[T]:
    """Pass items on, counting them on a terminal; silent elsewhere."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)
        for item in items:
            yield item
            bar.advance(task)


def reading_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of all commands that read texts."""
    for option in (
        click.option(
            "--jobs",
            default=1,
            show_default=True,
            type=click.IntRange(1, 256),
            help="Processes; the result is the same.",
        ),
        click.option(
            "--min-confidence",
            default=0.0,
            show_default=True,
            type=click.FloatRange(0, 1),
            help="Leave out facts that are less sure.",
        ),
        click.option(
            "--model",
            default="default",
            show_default=True,
            metavar="default|fast|NAME|PATH",
            help="fast: no encoder, for archives; NAME or PATH: another English spaCy pipeline for the syntax.",
        ),
    ):
        function = option(function)
    return function


def extractions(paths: Iterable[str], reading: Reading, problems: Problems) -> Iterator[Extraction]:
    """Extractions of texts and of extraction records alike; "-" is standard input, whichever of them it holds."""
    from diplograph import pipeline
    from diplograph.ingest import files

    texts: list[Path] = []
    for path in paths:
        if path == "-":
            content = sys.stdin.buffer.read()
            if holds_records(content.splitlines(keepends=True)[:1]):
                yield from _records(io.BytesIO(content), "standard input", reading, problems)
            else:
                for document in files.documents(["-"], on_problem=problems, stdin=io.BytesIO(content)):
                    yield pipeline.extract(document, reading)
        elif is_record_file(Path(path)):
            with Path(path).open("rb") as lines:
                yield from _records(lines, path, reading, problems)
        else:
            texts.append(Path(path))
    if texts:
        yield from pipeline.read(texts, reading, on_problem=problems)


def is_record_file(path: Path) -> bool:
    """Whether a file holds extraction records (contract, section 6) and not texts."""
    if path.suffix.lower() not in (".jsonl", ".ndjson") or not path.is_file():
        return False
    with path.open("rb") as lines:
        return holds_records(lines)


def holds_records(lines: Iterable[bytes]) -> bool:
    """Whether the first JSON object among the first lines is an extraction record."""
    from diplograph.ingest.entries import is_extraction

    for line in islice((line for line in lines if line.strip()), 20):
        try:
            value = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
        except ValueError:
            continue
        if isinstance(value, dict):
            return is_extraction(value)
    return False


def raw_records(lines: Iterable[bytes], name: str, problems: Callable[[InputError], None]) -> Iterator[dict[str, Any]]:
    """The objects of JSON Lines; a broken line is reported with its number."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
        except ValueError as error:
            problems(InputError(f"not JSON ({error})", place=f"{name}, line {number}", remedy="one object per line"))
            continue
        if isinstance(value, dict):
            yield value
        else:
            problems(InputError("not an object", place=f"{name}, line {number}", remedy="one object per line"))


def _records(lines: Iterable[bytes], name: str, reading: Reading, problems: Problems) -> Iterator[Extraction]:
    from diplograph import pipeline
    from diplograph.records import from_record

    for number, record in enumerate(raw_records(lines, name, problems), start=1):
        try:
            extraction = from_record(record, place=f"{name}, record {number}")
        except InputError as error:
            problems(error)
            continue
        yield pipeline.confident(extraction, reading.min_confidence)


def check_writable(path: Path) -> None:
    """Tell before hours of work that a file can't be written. Raises OutputError."""
    folder = next(one for one in [path.absolute(), *path.absolute().parents] if one.exists())
    if path.is_dir():
        raise OutputError("a folder", place=str(path), remedy="name a file with -o")
    parent = path.absolute().parent if folder == path.absolute() else folder
    if not parent.is_dir() or not os.access(parent, os.W_OK):
        raise OutputError(
            "cannot be written" if parent.is_dir() else f"{parent} is no folder",
            place=str(path),
            remedy="choose another path with -o",
        )


def write(pieces: Iterable[str], path: Path | None) -> None:
    """Write to a file, whole or not at all, or (None) to standard output. Raises OutputError.

    What stood in the file stays until the new one is complete.
    """
    if path is None:
        out = sys.stdout.buffer
        for piece in pieces:
            out.write(piece.encode("utf-8"))
            out.flush()
        return
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, prefix=f".{path.name}.", suffix=".tmp", delete=False
        ) as file:
            temporary = Path(file.name)
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)  # a temporary file is private, a result is not
        temporary.replace(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(
            f"cannot be written ({reason})", place=str(path), remedy="choose another path with -o"
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_folder(files: Iterable[tuple[str, str]], path: Path) -> None:
    """Write several files into a folder, all of them or none. Raises OutputError.

    files: names and texts. An older folder with files of these names only makes room for the new one; a folder that
    holds anything else is refused.
    """
    made = dict(files)
    if path.exists() and (not path.is_dir() or any(one.name not in made for one in path.iterdir())):
        what = "holds other files" if path.is_dir() else "not a folder"
        raise OutputError(what, place=str(path), remedy="name a new or an empty folder with -o")
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(dir=path.absolute().parent, prefix=f".{path.name}."))
        try:
            fresh, old = place / "new", place / "old"
            fresh.mkdir()
            for name, text in made.items():
                (fresh / name).write_text(text, encoding="utf-8", newline="")
            if path.exists():
                path.replace(old)
            try:
                fresh.replace(path)
            except BaseException:
                if old.exists():
                    old.replace(path)
                raise
        finally:
            shutil.rmtree(place, ignore_errors=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(
            f"cannot be written ({reason})", place=str(path), remedy="choose another path with -o"
        ) from error


def plural(number: int, one: str, many: str | None = None) -> str:
    """
    >>> plural(1, "meeting"), plural(1200, "actor"), plural(2, "copy", "copies")
    ('1 meeting', '1,200 actors', '2 copies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def flat(text: str, length: int = 100) -> str:
    """One line of at most `length` characters."""
    joined = re.sub(r"\s+", " ", text).strip()
    return joined if len(joined) <= length else joined[: length - 1].rstrip() + "…"
