"""Meetings in single sentences, by the scorer of data/meetings: events, participants, false alarms on hard negatives.

python bench/meeting_sentences.py [meetings voa own]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import corpora
import readings
from articles import counted_lines
from figures import Figure, f1, share

from diplograph.model import Document, Extraction

SETS = {
    "meetings": "meetings/sentences-dev.jsonl",
    "voa": "voa/voa-dev-sentences.jsonl",
    "own": "own/own-dev-sentences.jsonl",
}
NAMES = {
    "meeting detection (strict)": "meetings",
    "participants (matched meetings)": "participants of the meetings found",
    "participants (end to end)": "participants end to end",
    "participant set exact": "participants all right",
    "kind (any accepted)": "kind",
    "status": "status",
    "date text found": "date words",
    "place found": "place",
}


def sentences(name: str, data: Path) -> list[tuple[Document, dict[str, Any]]]:
    return [
        (corpora.document(one["id"], one["text"], one.get("doc_date")), one)
        for one in corpora.records(data / "data" / SETS[name])
    ]


def simple(extraction: Extraction) -> list[dict[str, Any]]:
    """Meetings in the scorer's form."""
    text = extraction.document.text
    actors = {actor.id: actor for actor in extraction.actors}

    def words(actor: str) -> str:
        said = actors[actor].mentions
        return text[said[0].span.begin : said[0].span.end] if said else actors[actor].name

    return [
        {
            "kind": meeting.kind.value,
            "status": meeting.status.value,
            "trigger": [meeting.trigger.begin, meeting.trigger.end] if meeting.trigger else None,
            "participants": [{"name": actors[one].name, "text": words(one)} for one in meeting.participants],
            "date_text": text[meeting.when.span.begin : meeting.when.span.end] if meeting.when else None,
            "place": meeting.place,
        }
        for meeting in extraction.meetings
    ]


def table(name: str) -> Callable[[Path], list[Figure]]:
    def measure(data: Path) -> list[Figure]:
        scorer = corpora.script(data / "data/meetings/score_meetings.py")
        rows: dict[str, list[tuple[int, ...]]] = {label: [] for label in NAMES}
        alarms: list[tuple[int, int]] = []
        for document, gold in sentences(name, data):
            printed: list[str] = []
            scorer.score_sentences(
                [gold],
                {gold["id"]: simple(readings.extraction(document))},
                out=printed.append,
            )
            for label, unit in counted_lines(printed):
                if label in rows:
                    rows[label].append(unit)
                elif label.startswith("false alarms"):
                    alarms.append((unit[0], unit[1]))
        found = [
            f1(own, rows[label]) if len(rows[label][0]) == 3 else share(own, rows[label])
            for label, own in NAMES.items()
        ]
        return [*found, share("false alarms on hard negatives (less is better)", alarms)]

    return measure


def main() -> None:
    for name in sys.argv[1:] or SETS:
        print(f"== {name}")
        for one in table(name)(corpora.folder()):
            print(f"{one.name:42} {one.value}  [{one.low}, {one.high}]  {one.detail}")


if __name__ == "__main__":
    main()
