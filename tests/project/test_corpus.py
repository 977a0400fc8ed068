"""The annotated articles are sound, and their card counts them right."""

import importlib.util
import json
import re
from collections import Counter
from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
ARTICLES = sorted((CORPUS / "articles").glob("*.json"))


def convert(path: Path) -> tuple[dict, list[str]]:  # type: ignore[type-arg]
    spec = importlib.util.spec_from_file_location("annotate", CORPUS / "annotate.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    record, _, errors = tool.convert(json.loads(path.read_text(encoding="utf-8")))
    return record, errors


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_annotation_is_found_in_its_article(path: Path) -> None:
    record, errors = convert(path)
    assert errors == []
    assert record["doc"] == path.stem


def test_the_card_counts_right() -> None:
    card = (CORPUS / "README.md").read_text(encoding="utf-8").replace(",", "")
    for part in ("train", "dev"):
        count: Counter[str] = Counter()
        for path in ARTICLES:
            if (int(path.stem.rpartition("-")[2]) % 10 == 0) == (part == "dev"):
                record, _ = convert(path)
                count["articles"] += 1
                count["sentences"] += len(record["sentences"])
                count["statements"] += len(record["attributions"])
                count["speech"] += sum(one["type"] == "speech" for one in record["attributions"])
                count["meetings"] += len(record["meetings"])
                count["dates"] += len(record["dates"])
        row = next(line for line in card.splitlines() if line.startswith(f"| {part}"))
        told = [int(number) for number in re.findall(r"(?<=[ (])\d+(?=[ )])", row)]
        assert told == list(count.values())
