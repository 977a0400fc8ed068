"""The corpora for measuring, outside the project: where they lie, and their texts as Documents.

Set DIPLOGRAPH_DATA to the folder that holds `data/` and `gold/`.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from diplograph.model import Document, Furniture, Repeat, Span

ROOT = Path(__file__).resolve().parents[1]


def folder() -> Path:
    """The folder of the corpora; ends the program with a clear word where there is none."""
    place = os.environ.get("DIPLOGRAPH_DATA")
    if not place or not (Path(place) / "data").is_dir():
        sys.exit("set DIPLOGRAPH_DATA to the folder that holds data/ and gold/; the corpora are no part of the project")
    return Path(place)


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, gzipped or not."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in content.decode("utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def document(identifier: str, text: str, published: str | None) -> Document:
    """A bare text as a document, without page furniture."""
    day = date.fromisoformat(published) if published else None
    return Document(identifier, text, hashlib.sha256(text.encode()).hexdigest(), published=day)


def articles(gold: Path, texts: Path) -> Iterator[tuple[Document, dict[str, Any]]]:
    """Articles of a folder of gold records, with the gold's page furniture, repeats and date of publication."""
    for path in sorted(gold.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(record, dict) or "timexes" not in record:
            continue
        text = (texts / record["doc"]).read_bytes().decode("utf-8")
        day = record.get("published")
        yield (
            Document(
                record["doc"],
                text,
                sha256="",
                published=date.fromisoformat(day) if day else None,
                furniture=tuple(Furniture(Span(*one), "x") for one in record["boilerplate"]),
                repeats=tuple(
                    Repeat(Span(*one["first"]), tuple(Span(*other) for other in one["again"]))
                    for one in record["repeats"]
                ),
            ),
            record,
        )


GOLD = {"seeds": ("gold/seeds", "seeds"), "modern": ("data/modern/gold", "data/modern/texts")}


def gold(name: str, data: Path) -> Iterator[tuple[Document, dict[str, Any]]]:
    """The articles of the seeds or the modern ones, of the folder `data` (see `folder`)."""
    where, texts = GOLD[name]
    return articles(data / where, data / texts)


def corpus(path: Path) -> Iterator[tuple[Document, dict[str, Any]]]:
    """The texts of an annotated corpus, and what is annotated."""
    for record in records(path):
        yield document(record["doc"], record["text"], record.get("published")), record


def script(path: Path, *, beside: bool = False) -> Any:
    """A scorer that came with a data set, as a module. beside: it imports from its own folder."""
    name = "scorer_" + "_".join(path.with_suffix("").parts[-3:])
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    sys.path[:0] = [str(path.parent)] if beside else []
    try:
        spec.loader.exec_module(module)
    finally:
        if beside:
            sys.path.remove(str(path.parent))
    return module
