"""The annotated articles that may teach what ships (README.md)."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

CORPORA = ("voa", "own", "wikinews")


def records(folder: Path, part: str, corpora: tuple[str, ...] = CORPORA) -> list[dict[str, Any]]:
    """Articles of a part ("train", "dev") as dictionaries, in the order of the files."""
    out: list[dict[str, Any]] = []
    for name in corpora:
        with gzip.open(folder / "data" / name / f"{name}-{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
            out += [json.loads(line) for line in lines]
    return out
