"""Measure the reader of meetings alone.

usage: python bench/meetings.py sentences [meetings voa own wikinews] [--show N] [--stopgap]
       python bench/meetings.py docs [--show N]
       python bench/meetings.py articles [seeds modern] [--gold-cast] [--list]

sentences: F1 of events and of participants, each sentence a document of its own, by the scorer that came with the
sets. articles: strict F1 by the gold's scorer; --gold-cast takes actors, places and times from the gold, so that only
the reading of meetings is measured.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from corpora import ROOT, folder, records

sys.path.insert(0, str(ROOT / "training" / "meetings"))
import data

from diplograph import records as schema
from diplograph.extract import meetings
from diplograph.language.pipeline import build_nlp
from diplograph.language.pipeline import read as parse
from diplograph.lexicon.meetings import load
from diplograph.model import Cast, Extraction
from diplograph.resolve import within_meetings

SETS = {
    "meetings": "meetings/sentences-dev",
    "voa": "voa/voa-dev-sentences",
    "own": "own/own-dev-sentences",
    "wikinews": "wikinews/wikinews-dev-sentences",
}


class Known:
    """As much of the lexicon as meetings need."""

    meetings = load()


def sentences(name: str, show: str, stopgap: bool) -> None:
    path = folder() / "data" / f"{SETS[name]}.jsonl"
    rows = []
    for row in records(path):
        one = data.document(row["id"], row["text"], row.get("doc_date"))
        doc, cast, timexes = data.stopgap(one) if stopgap else data.reading(one)
        found = within_meetings.join(one, cast, meetings.find(doc, one, Known(), cast, timexes))
        actors = {actor.id: actor for actor in cast.actors}
        rows.append({"id": row["id"], "meetings": [simple(meeting, actors, row["text"]) for meeting in found]})
    scorer = folder() / "data/meetings/score_meetings.py"
    print(f"== {name}")
    print(run(scorer, "sentences", lines(rows), "--gold", path, "--show", show))


def simple(meeting: Any, actors: dict[str, Any], text: str) -> dict[str, Any]:
    def words(actor: str) -> str:
        said = actors[actor].mentions
        return text[said[0].span.begin : said[0].span.end] if said else actors[actor].name

    return {
        "kind": meeting.kind.value,
        "status": meeting.status.value,
        "trigger": [meeting.trigger.begin, meeting.trigger.end],
        "participants": [{"name": actors[one].name, "text": words(one)} for one in meeting.participants],
        "date_text": text[meeting.when.span.begin : meeting.when.span.end] if meeting.when else None,
        "place": meeting.place,
    }


def articles(name: str, gold_cast: bool, listed: bool) -> None:
    root = folder()
    gold, texts = (
        (root / "gold/seeds", root / "seeds")
        if name == "seeds"
        else (root / "data/modern/gold", root / "data/modern/texts")
    )
    rows = []
    for path in sorted(gold.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        if "doc" not in record:
            continue
        with (texts / record["doc"]).open(encoding="utf-8", newline="") as file:
            text = file.read()
        known = schema.from_record(record, text)
        document = known.document
        doc = parse(build_nlp(), document)
        cast, timexes = Cast(known.actors, known.places), known.timexes
        if not gold_cast:
            _, cast, timexes = data.reading(document)
        met = within_meetings.join(document, cast, meetings.find(doc, document, Known(), cast, timexes))
        extraction = Extraction(document, cast.actors, cast.places, met, (), (), tuple(timexes))
        rows.append(schema.to_record(extraction))
        if listed:
            compare(record, extraction)
    scorer = [root / "gold/score.py", gold] if name == "seeds" else [root / "data/modern/score_modern.py"]
    flags = ["--texts", texts] if name == "seeds" else []
    printed = run(*scorer, lines(rows), *flags)
    print(f"== {name}")
    print(
        "\n".join(
            line
            for line in printed.splitlines()
            if any(w in line for w in ("meeting", "participants", "absent", "distractors"))
        )
    )


def whole_articles(show: str) -> None:
    """The six annotated articles of real news, by their own scorer (meetings and actors only)."""
    place = folder() / "data/meetings"
    target = Path(tempfile.mkdtemp())
    for path in sorted((place / "docs").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        day = re.search(r"date (\d{4}-\d{2}-\d{2})", text[:40])
        one = data.document(path.stem, text, day[1] if day else None)
        doc, cast, timexes = data.reading(one)
        met = within_meetings.join(one, cast, meetings.find(doc, one, Known(), cast, timexes))
        record = schema.to_record(Extraction(one, cast.actors, cast.places, met, (), (), tuple(timexes)))
        (target / f"{path.stem}.json").write_text(json.dumps(record), encoding="utf-8")
    print(run(place / "score_meetings.py", "docs", target, "--gold", place / "docs", "--show", show))


def compare(record: dict[str, Any], extraction: Extraction) -> None:
    """Gold and found meetings of one article, to read."""
    text = extraction.document.text
    names = {actor["id"]: actor["name"] for actor in record["actors"]}
    mine = {actor.id: actor.name for actor in extraction.actors}
    print("=====", record["doc"], record.get("published"))
    for one in record["meetings"]:
        print(
            "  G",
            one["kind"],
            one["status"],
            one["level"],
            sorted(names[p] for p in one["participants"]),
            one["date"],
            one["place"],
            "|",
            text[slice(*one["evidence"][0])][:110].replace("\n", " "),
        )
    for two in extraction.meetings:
        when = two.when.value if two.when else None
        print(
            "  F",
            two.kind.value,
            two.status.value,
            two.confidence,
            sorted(mine[p] for p in two.participants),
            when and str(when),
            two.place,
            two.count or "",
            "|",
            text[two.trigger.begin : two.trigger.end] if two.trigger else "",
            "|",
            len(two.evidence),
            text[two.evidence[0].begin : two.evidence[0].end][:110].replace("\n", " "),
        )


def lines(rows: list[dict[str, Any]]) -> Path:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False, encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return Path(file.name)


def run(*command: str | Path) -> str:
    done = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, check=False)
    return done.stdout or done.stderr


def main() -> None:
    words = [one for one in sys.argv[1:] if not one.startswith("--")]
    show = sys.argv[sys.argv.index("--show") + 1] if "--show" in sys.argv else "0"
    words = [one for one in words if one != show]
    if not words:
        sys.exit(__doc__)
    if words[0] == "sentences":
        for name in words[1:] or list(SETS):
            sentences(name, show, "--stopgap" in sys.argv)
    elif words[0] == "docs":
        whole_articles(show)
    else:
        for name in words[1:] or ["seeds", "modern"]:
            articles(name, "--gold-cast" in sys.argv, "--list" in sys.argv)


if __name__ == "__main__":
    main()
