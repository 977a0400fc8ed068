"""The corpora for measuring, outside the project: where they lie, and their texts as Documents.

Set DIPLOGRAPH_DATA to the folder that holds `data/` and `gold/`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from diplograph.model import Document

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
