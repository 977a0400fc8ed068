"""The annotated articles that may teach what ships (README.md)."""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

CORPORA = ("voa", "own", "wikinews")
CORPUS = Path(__file__).resolve().parents[1] / "corpus"
_EVERY = 10  # every tenth article of our corpus is for development


def records(folder: Path, part: str, corpora: tuple[str, ...] = CORPORA) -> list[dict[str, Any]]:
    """Articles of a part ("train", "dev") as dictionaries: those of the folder, then those of `corpus/`."""
    out: list[dict[str, Any]] = []
    for name in corpora:
        with gzip.open(folder / "data" / name / f"{name}-{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
            out += [json.loads(line) for line in lines]
    return out + corpus(part)


def corpus(part: str) -> list[dict[str, Any]]:
    """The articles of `corpus/articles/`, converted by its own tool; a wrong annotation is named and left out."""
    tool = _tool()
    out = []
    for path in sorted((CORPUS / "articles").glob("*.json")):
        if (int(path.stem.rpartition("-")[2]) % _EVERY == 0) != (part == "dev"):
            continue
        record, _, errors = tool.convert(json.loads(path.read_text(encoding="utf-8")))
        for error in errors:
            print(error, file=sys.stderr)
        out.append(record)
    return out


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("annotate", CORPUS / "annotate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
