"""Our scores are those of the gold's own scorer, on perfect and on damaged records."""

from __future__ import annotations

import copy
import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from diplograph.evaluate.scores import ROWS, read_aliases, read_gold, score

GOLD = Path(__file__).resolve().parents[1] / "gold"
SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    """tests/gold/score.py, which is a script."""
    sys.path.insert(0, str(GOLD))
    try:
        spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(GOLD))
    return module


def damaged(records: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """Records with facts dropped, doubled and changed."""
    chance = random.Random(seed)
    found = copy.deepcopy(records)
    for record in found:
        record["repeats"] = []
        for key in ("actors", "meetings", "statements", "timexes"):
            kept = []
            for one in record[key]:
                fate = chance.random()
                if fate < 0.15:
                    continue
                if fate < 0.3:
                    for field, value in (
                        ("type", "Group"),
                        ("date", "2024-01-01"),
                        ("status", "planned"),
                        ("value", None),
                    ):
                        if field in one:
                            one[field] = value
                if fate > 0.9 and one.get("content"):
                    one["content"] = " ".join(one["content"].split()[: chance.randint(1, 12)])
                if 0.8 < fate < 0.9 and "speakers" in one:
                    one["speakers"], one["speaker"] = ["Somebody Else"], None
                if 0.75 < fate < 0.8:
                    kept.append(copy.deepcopy(one))
                kept.append(one)
            record[key] = kept
        record["boilerplate"] = [*record["boilerplate"][1:], [10, 40]]
    return found[: 5 - seed % 2]


@pytest.mark.parametrize("seed", range(6))
def test_same_figures_as_the_gold_scorer(scorer: ModuleType, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    gold = read_gold(GOLD / "seeds")
    found = damaged(gold, seed) if seed else gold
    mine = score(gold, found, read_aliases(GOLD / "aliases.tsv"))
    theirs = scorer.score(gold, found, scorer.Names.read(GOLD / "seeds"))
    for row in ROWS:
        figure, expected = mine.total[row], theirs["all"][row]
        assert (row, figure.gold, figure.found, figure.right) == (
            row,
            expected["gold"],
            expected["found"],
            expected["right"],
        )


def test_the_gold_against_itself_is_perfect() -> None:
    gold = read_gold(GOLD / "seeds")
    assert {one.f1 for one in score(gold, gold).total.values()} == {1.0}


def test_missing_and_unknown_documents_are_named() -> None:
    gold = read_gold(GOLD / "seeds")
    result = score(gold[:2], [gold[0], {"doc": "other.txt"}])
    assert (result.missing, result.unknown) == ((gold[1]["doc"],), ("other.txt",))
