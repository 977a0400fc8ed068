"""Precision, recall and F1 of extraction records, summed over documents.

What counts: actors by name and type; meetings by a shared passage and a shared participant (strict: participants, date,
status and kind agree); statements by half of their words (strict: and speakers); time expressions by overlap and value;
page furniture by characters. What the gold marks optional counts neither as missed nor as wrong; what it calls
inferred may be left out. These are the rules of the gold standard's own scorer, and a test compares the figures.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diplograph.errors import InputError
from diplograph.evaluate import matching
from diplograph.evaluate.comparing import Names, Pair, Record, pairs
from diplograph.evaluate.matching import Side, is_core, meeting_agrees, right_speakers, same_value

ROWS = {
    "actors": "actors: name and type",
    "mentions": "mentions",
    "meetings": "meetings",
    "participants": "  participants",
    "meetings_strict": "meetings, strict",
    "statements": "statements",
    "statements_strict": "statements, strict",
    "timexes": "time expressions: span",
    "timex_values": "time expressions: span and value",
    "boilerplate": "page furniture (characters)",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """Counts of one record type, and what follows from them (None: nothing to divide by)."""

    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float | None:
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """
        >>> Figure(4, 4, 3).f1
        0.75
        """
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else None


@dataclass(frozen=True, slots=True)
class Scores:
    """All record types together and per document. missing: gold without a record; unknown: records without gold."""

    total: Mapping[str, Figure]
    documents: Mapping[str, Mapping[str, Figure]]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Gold records: a folder of JSON files (those with "doc"), one JSON file, or JSON Lines.

    Raises InputError for broken JSON, or where there is no record.
    """
    files = sorted(path.glob("*.json")) + sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    found = []
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
            values = (
                [json.loads(line) for line in text.splitlines() if line.strip()]
                if file.suffix == ".jsonl"
                else [json.loads(text)]
            )
        except OSError as error:
            raise InputError(f"can't be read ({error.strerror})", place=str(file), remedy="look at the path") from error
        except ValueError as error:
            raise InputError(
                f"not JSON ({error})", place=str(file), remedy="gold records are JSON or JSON Lines"
            ) from error
        found += [value for value in values if isinstance(value, dict) and "doc" in value]
    if not found:
        raise InputError("no gold records", place=str(path), remedy='a record is a JSON object with "doc"')
    return found


def read_aliases(path: Path) -> list[tuple[str, str]]:
    """Canonical name and alias per line (tab separated, # for comments). Raises InputError when unreadable."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader((line for line in file if not line.startswith("#")), delimiter="\t"))
    except OSError as error:
        raise InputError(f"can't be read ({error.strerror})", place=str(path), remedy="look at the path") from error
    return [(row[0], row[1]) for row in rows if len(row) > 1]


def score(gold: Iterable[Record], found: Iterable[Record], aliases: Iterable[tuple[str, str]] = ()) -> Scores:
    """Compare records with a gold standard; documents are matched by the last part of their names.

    A gold document without a record counts as one in which nothing was found.
    """
    articles = list(gold)
    names = Names(articles, aliases)
    by_name = {Path(record["doc"]).name: record for record in found}
    total: Counter[tuple[str, str]] = Counter()
    documents = {}
    missing = []
    for article in articles:
        name = Path(article["doc"]).name
        if name not in by_name:
            missing.append(name)
        count = _document(article, by_name.get(name, {"doc": name}), names)
        total += count
        documents[name] = _figures(count)
    unknown = sorted(set(by_name) - {Path(article["doc"]).name for article in articles})
    return Scores(_figures(total), documents, tuple(missing), tuple(unknown))


def _figures(count: Counter[tuple[str, str]]) -> dict[str, Figure]:
    return {row: Figure(*(count[row, part] for part in ("gold", "found", "right"))) for row in ROWS}


def _document(article: Record, record: Record, names: Names) -> Counter[tuple[str, str]]:
    count: Counter[tuple[str, str]] = Counter()
    gold, found = Side(article, names), Side(record, names, article.get("repeats") or ())

    def add(row: str, wanted: int, got: int, right: int) -> None:
        count[row, "gold"] += wanted
        count[row, "found"] += got
        count[row, "right"] += right

    _actors(gold, found, add)
    _mentions(gold, found, add)
    _meetings(gold, found, add)
    _statements(gold, found, names, add)
    _timexes(gold, found, pairs(article.get("published_span")), add)
    if "boilerplate" in article:
        wanted, got = (
            {at for begin, end in pairs(one.get("boilerplate")) for at in range(begin, end)}
            for one in (article, record)
        )
        add("boilerplate", len(wanted), len(got), len(wanted & got))
    return count


def _actors(gold: Side, found: Side, add: Any) -> None:
    optional = {name for name, _, core in gold.actors if not core}
    wanted = {name: kind for name, kind, core in gold.actors if core}
    got = [(name, kind) for name, kind, _ in found.actors if name not in optional]
    add("actors", len(wanted), len(got), len({name for name, kind in got if wanted.get(name) == kind}))


def _mentions(gold: Side, found: Side, add: Any) -> None:
    chosen = matching.mentions(gold, found)
    core = {index for index, one in enumerate(gold.mentions) if one.core}
    right = len(core & set(chosen))
    add("mentions", len(core), len(found.mentions) - (len(chosen) - right), right)


def _meetings(gold: Side, found: Side, add: Any) -> None:
    chosen = matching.meetings(gold, found)
    core = [i for i, one in enumerate(gold.meetings) if is_core(one)]
    right = [i for i in core if i in chosen]
    left = len(found.meetings) - (len(chosen) - len(right))
    strict = 0
    for i in right:
        one, other = gold.meetings[i], found.meetings[chosen[i]]
        if other["participants"] or not one.get("participants_inferred"):
            both = len(one["participants"] & other["participants"])
            add("participants", len(one["participants"]), len(other["participants"]), both)
        strict += all(meeting_agrees(one, other).values())
    add("meetings", len(core), left, len(right))
    add("meetings_strict", len(core), left, strict)


def _statements(gold: Side, found: Side, names: Names, add: Any) -> None:
    chosen = matching.statements(gold, found, names)
    core = [i for i, one in enumerate(gold.statements) if is_core(one)]
    right = [i for i in core if i in chosen]
    left = len(found.statements) - (len(chosen) - len(right))
    strict = sum(right_speakers(gold.statements[i], found.statements[chosen[i]], names) for i in right)
    add("statements", len(core), left, len(right))
    add("statements_strict", len(core), left, strict)


def _timexes(gold: Side, found: Side, published: list[Pair], add: Any) -> None:
    chosen = matching.timexes(gold, found)
    left = len(found.timexes) - len(matching.stated_dates(found, chosen.values(), published))
    values = sum(same_value(gold.timexes[i], found.timexes[j]) for i, j in chosen.items())
    add("timexes", len(gold.timexes), left, len(chosen))
    add("timex_values", len(gold.timexes), left, values)


def as_json(scores: Scores) -> str:
    """All figures as one JSON object, rounded to four places."""

    def figures(rows: Mapping[str, Figure]) -> dict[str, Any]:
        return {
            row: {
                "gold": one.gold,
                "found": one.found,
                "right": one.right,
                "P": _round(one.precision),
                "R": _round(one.recall),
                "F1": _round(one.f1),
            }
            for row, one in rows.items()
        }

    value = {
        "all": figures(scores.total),
        "documents": {name: figures(rows) for name, rows in scores.documents.items()},
        "missing": scores.missing,
        "unknown": scores.unknown,
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
