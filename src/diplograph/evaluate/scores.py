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
from diplograph.evaluate.comparing import (
    Names,
    Pair,
    Record,
    closeness,
    common,
    likeness,
    match,
    pairs,
    same_time,
    size,
    to_first_copy,
)

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


class _Read:
    """A record with names for ids and spans in first copies."""

    def __init__(self, record: Record, names: Names, repeats: Iterable[Record] = ()) -> None:
        again = list(repeats)
        ids = {}
        self.actors: list[tuple[str, str, bool]] = []  # name, type, core
        self.mentions: dict[tuple[str, tuple[Pair, ...]], bool] = {}
        for actor in record.get("actors") or ():
            name = names.canonical(actor["name"])
            kind = actor.get("type")
            ids[actor["id"]] = name
            core = _core(actor)
            self.actors.append((name, "Organization" if kind == "InternationalOrganization" else str(kind), core))
            for mention in actor.get("mentions") or ():
                self.mentions.setdefault((name, tuple(to_first_copy(pairs(mention["span"]), again))), core)

        def named(value: Any) -> set[str]:
            listed = [value] if isinstance(value, str) else value or []
            return {ids.get(one) or names.canonical(one) for one in listed}

        self.meetings = [
            {
                **one,
                "kind": _camel(one.get("kind")),
                "kind_ok": [_camel(kind) for kind in one.get("kind_ok") or [one.get("kind")]],
                "participants": named(one.get("participants")),
                "evidence": to_first_copy(pairs(one.get("evidence")), again),
            }
            for one in record.get("meetings") or ()
        ]
        self.statements = [
            {
                **one,
                "speakers": named(one.get("speakers") or one.get("speaker")),
                "content_span": to_first_copy(pairs(one.get("content_span")), again),
                "speaker_span": to_first_copy(pairs(one.get("speaker_span")), again),
            }
            for one in record.get("statements") or ()
        ]
        times = {}
        for one in record.get("timexes") or ():
            at = tuple(to_first_copy(pairs(one["span"]), again))
            times[at] = {**one, "at": list(at)}
        self.timexes = list(times.values())


def _core(item: Record) -> bool:
    return bool(item.get("level", "core") == "core")


def _camel(kind: str | None) -> str:
    return "".join(part[:1].upper() + part[1:] for part in (kind or "").split("-"))


def _document(article: Record, record: Record, names: Names) -> Counter[tuple[str, str]]:
    count: Counter[tuple[str, str]] = Counter()
    gold, found = _Read(article, names), _Read(record, names, article.get("repeats") or ())

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


def _actors(gold: _Read, found: _Read, add: Any) -> None:
    optional = {name for name, _, core in gold.actors if not core}
    wanted = {name: kind for name, kind, core in gold.actors if core}
    got = [(name, kind) for name, kind, _ in found.actors if name not in optional]
    add("actors", len(wanted), len(got), len({name for name, kind in got if wanted.get(name) == kind}))


def _mentions(gold: _Read, found: _Read, add: Any) -> None:
    mine, theirs = list(gold.mentions), list(found.mentions)
    at: dict[str, list[int]] = {}
    for index, (name, _) in enumerate(theirs):
        at.setdefault(name, []).append(index)
    chosen = match(
        (closeness(spans, theirs[other][1]), index, other)
        for index, (name, spans) in enumerate(mine)
        for other in at.get(name, ())
        if common(spans, theirs[other][1])
    )
    core = {index for index, key in enumerate(mine) if gold.mentions[key]}
    right = len(core & set(chosen))
    add("mentions", len(core), len(theirs) - (len(chosen) - right), right)


def _agrees(gold: Record, found: Record) -> dict[str, bool]:
    """Participants, date, status and kind of two meetings."""
    left_out = bool(gold.get("participants_inferred")) and not found["participants"]
    return {
        "participants": gold["participants"] == found["participants"] or left_out,
        "date": same_time(gold.get("date"), found.get("date"), approximate=bool(gold.get("approx"))),
        "status": found.get("status") in (gold.get("status_ok") or [gold.get("status")]),
        "kind": found["kind"] in gold["kind_ok"],
    }


def _fit(gold: Record, found: Record) -> float:
    """How well two meetings fit; 0 when they can't be the same."""
    mine, theirs = gold["participants"], found["participants"]
    shared = max(
        (
            common([one], [other]) / max(1, min(size([one]), size([other])))
            for one in gold["evidence"]
            for other in found["evidence"]
        ),
        default=0.0,
    )
    people = len(mine & theirs) / len(mine | theirs) if mine | theirs else 1.0
    agrees = _agrees(gold, found)
    told_there = shared >= 0.5 and bool(people or not mine or not theirs)
    told_so = bool(mine) and mine == theirs and bool(gold.get("date")) and agrees["date"]
    if not (told_there or told_so):
        return 0
    near = closeness(gold["evidence"], found["evidence"]) if shared else 0
    return (
        shared + 2 * people + agrees["date"] + 0.5 * agrees["kind"] + 0.5 * agrees["status"] + near + 0.1 * _core(gold)
    )


def _meetings(gold: _Read, found: _Read, add: Any) -> None:
    chosen = match(
        (fit, i, j)
        for i, one in enumerate(gold.meetings)
        for j, other in enumerate(found.meetings)
        if (fit := _fit(one, other))
    )
    core = [i for i, one in enumerate(gold.meetings) if _core(one)]
    right = [i for i in core if i in chosen]
    left = len(found.meetings) - (len(chosen) - len(right))
    strict = 0
    for i in right:
        one, other = gold.meetings[i], found.meetings[chosen[i]]
        if other["participants"] or not one.get("participants_inferred"):
            both = len(one["participants"] & other["participants"])
            add("participants", len(one["participants"]), len(other["participants"]), both)
        strict += all(_agrees(one, other).values())
    add("meetings", len(core), left, len(right))
    add("meetings_strict", len(core), left, strict)


def _statements(gold: _Read, found: _Read, names: Names, add: Any) -> None:
    candidates = []
    for i, one in enumerate(gold.statements):
        for j, other in enumerate(found.statements):
            alike = likeness(one.get("content") or "", other.get("content") or "")
            if alike >= 0.5:
                near = closeness(one["content_span"], other["content_span"]) if other["content_span"] else 0
                candidates.append((alike + near + names.same(one["speakers"], other["speakers"]), i, j))
    chosen = match(candidates)
    core = [i for i, one in enumerate(gold.statements) if _core(one)]
    right = [i for i in core if i in chosen]
    left = len(found.statements) - (len(chosen) - len(right))
    strict = sum(_right_speakers(gold.statements[i], found.statements[chosen[i]], names) for i in right)
    add("statements", len(core), left, len(right))
    add("statements_strict", len(core), left, strict)


def _right_speakers(gold: Record, found: Record, names: Names) -> bool:
    """The same actors; where the gold concludes who "a statement" is, the same words without an actor will do."""
    if names.same(gold["speakers"], found["speakers"]):
        return True
    nameless = not any(names.knows(name) for name in found["speakers"])
    inferred = "speaker" in (gold.get("inferred") or ())
    return nameless and inferred and common(gold["speaker_span"], found["speaker_span"]) > 0


def _timexes(gold: _Read, found: _Read, published: list[Pair], add: Any) -> None:
    chosen = match(
        (closeness(one["at"], other["at"]), i, j)
        for i, one in enumerate(gold.timexes)
        for j, other in enumerate(found.timexes)
        if common(one["at"], other["at"])
    )
    # The date of publication is metadata: reading it as an expression is no error.
    stated = [j for j, one in enumerate(found.timexes) if j not in chosen.values() and common(published, one["at"])]
    left = len(found.timexes) - len(stated)
    values = sum(
        same_time(
            gold.timexes[i].get("value"), found.timexes[j].get("value"), approximate=bool(gold.timexes[i].get("approx"))
        )
        for i, j in chosen.items()
    )
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
