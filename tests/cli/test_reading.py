"""`diplograph extract`, `evaluate` and `explain FILE:LINE`: commands that read texts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

GOLD = Path(__file__).resolve().parents[1] / "gold"
Run = Callable[..., Result]


def test_extract_from_standard_input(run: Run) -> None:
    done = run("extract", "-", stdin="Xi Jinping met Vladimir Putin in Moscow on Monday, state media reported.")
    [record] = [json.loads(line) for line in done.stdout.splitlines()]
    assert record["doc"] == "stdin"
    assert {actor["name"] for actor in record["actors"]} >= {"Xi Jinping", "Vladimir Putin"}


def test_extract_to_a_file(run: Run, article: Path, tmp_path: Path) -> None:
    done = run("extract", article, "-o", "deep/records.jsonl")
    assert done.exit_code == 0 and done.stdout == ""
    assert json.loads((tmp_path / "deep" / "records.jsonl").read_text())["published"] == "2024-06-05"


def test_extract_nothing(run: Run, tmp_path: Path) -> None:
    done = run("extract", "missing.txt", "-o", "records.jsonl")
    assert done.exit_code == 2
    assert "warning: missing.txt: no such file or folder" in done.stderr
    assert not (tmp_path / "records.jsonl").exists()


def perfect(tmp_path: Path) -> Path:
    rows = []
    for path in sorted((GOLD / "seeds").glob("00*.json")):
        rows.append(json.dumps(json.loads(path.read_text(encoding="utf-8"))))
    (tmp_path / "perfect.jsonl").write_text("\n".join(rows))
    return tmp_path / "perfect.jsonl"


def test_evaluate_records(run: Run, tmp_path: Path) -> None:
    done = run("evaluate", GOLD / "seeds", perfect(tmp_path), "--json", "--aliases", GOLD / "aliases.tsv")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["all"]["statements_strict"]["F1"] == 1.0
    text = run("evaluate", GOLD / "seeds", perfect(tmp_path), "--each").stdout
    assert "statements, strict" in text and "004_cfd603393c2ebec3.txt" in text


def test_evaluate_shows_errors(run: Run, article: Path, tmp_path: Path) -> None:
    done = run("evaluate", perfect(tmp_path), article, "--errors", "html", "-o", "errors.html")
    assert done.exit_code == 0 and done.stdout == ""
    page = (tmp_path / "errors.html").read_text(encoding="utf-8")
    assert "Meetings: missed" in page and "Xi Jinping" in page
    shown = run("evaluate", GOLD / "seeds", perfect(tmp_path), "--errors", "html").stdout
    assert shown.startswith("<!DOCTYPE html>") and "0 errors in 0 documents" in shown


def test_evaluate_with_a_threshold(run: Run, article: Path, tmp_path: Path) -> None:
    done = run("evaluate", perfect(tmp_path), article, "--at-least", "meetings=0.5")
    assert done.exit_code == 1
    assert "meetings: F1 0.000 is below 0.5" in done.stderr
    assert "article.txt: not in the gold, left out" in done.stderr


@pytest.mark.parametrize("value", ["meetings", "meetings=much", "parties=0.5"])
def test_evaluate_with_a_wrong_threshold(run: Run, tmp_path: Path, value: str) -> None:
    assert run("evaluate", perfect(tmp_path), "x.jsonl", "--at-least", value).exit_code == 2


def test_evaluate_without_gold(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("evaluate", "empty", "x.jsonl")
    assert done.exit_code == 2 and "no gold records" in done.stderr


def test_explain_a_line(run: Run, article: Path) -> None:
    done = run("explain", f"{article}:1")
    assert done.exit_code == 0
    assert "Emmanuel Macron (person, name)" in done.stdout
    assert "page furniture (dateline), not read" in done.stdout
    assert "2024-06-04" in done.stdout
    found = json.loads(run("explain", f"{article}:1", "--json").stdout)
    assert {one["kind"] for one in found["findings"]} >= {"actor", "meeting", "time", "layout"}


def test_explain_a_line_of_furniture(run: Run, article: Path) -> None:
    assert "page furniture (footer), not read" in run("explain", f"{article}:5").stdout


@pytest.mark.parametrize(
    ("target", "words"), [("article.txt:99", "there is no line 99; it has 5"), ("none.txt:1", "no such file")]
)
def test_explain_a_line_that_is_not_there(run: Run, article: Path, target: str, words: str) -> None:
    done = run("explain", target)
    assert done.exit_code == 2 and words in done.stderr
