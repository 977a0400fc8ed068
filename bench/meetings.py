"""Measure the reader of meetings alone.

usage: python bench/meetings.py sentences [meetings voa own wikinews] [--show N] [--rules]
       python bench/meetings.py docs [--show N] [--rules]
       python bench/meetings.py articles [seeds modern] [--gold-cast] [--list] [--rules]
       python bench/meetings.py --sweep

sentences: F1 of events and of participants, each sentence a document of its own, by the scorer that came with the
sets. articles: strict F1 by the gold's scorer; --gold-cast takes actors, places and times from the gold, so that only
the reading of meetings is measured. --rules: without the encoder. --sweep: sentences and articles for a row of
thresholds of the joint judgement (`language/models/meeting_readers.json`), in one line each.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpora import ROOT, folder, records
from spacy.tokens import Doc

sys.path.insert(0, str(ROOT / "training" / "meetings"))
import data

from diplograph import records as schema
from diplograph.extract import meetings, meetings_readers
from diplograph.language.meeting_encoder import propose_meetings
from diplograph.model import Cast, Extraction, MeetingProposal
from diplograph.resolve import within_meetings

SCRATCH = tempfile.TemporaryDirectory()  # what the scorers read; gone when the program ends
SETS = {
    "meetings": "meetings/sentences-dev",
    "voa": "voa/voa-dev-sentences",
    "own": "own/own-dev-sentences",
    "wikinews": "wikinews/wikinews-dev-sentences",
}


ENCODER = "--rules" not in sys.argv


def proposals(doc: Doc) -> tuple[MeetingProposal, ...] | None:
    return propose_meetings(doc) if ENCODER else None


def sentences(name: str, show: str) -> str:
    path = folder() / "data" / f"{SETS[name]}.jsonl"
    rows = []
    for row in records(path):
        one = data.document(row["id"], row["text"], row.get("doc_date"))
        cast, passages = data.told(one, encoder=ENCODER)
        found = within_meetings.join(one, cast, passages)
        actors = {actor.id: actor for actor in cast.actors}
        rows.append({"id": row["id"], "meetings": [simple(meeting, actors, row["text"]) for meeting in found]})
    scorer = folder() / "data/meetings/score_meetings.py"
    return run(scorer, "sentences", lines(rows), "--gold", path, "--show", show)


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


def articles(name: str, gold_cast: bool, listed: bool) -> str:
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
        doc, cast, timexes = data.reading(document)
        if gold_cast:
            cast, timexes = Cast(known.actors, known.places), known.timexes
        passages = meetings.find(doc, document, data.Known(), cast, timexes, proposals(doc))
        met = within_meetings.join(document, cast, passages)
        extraction = Extraction(document, cast.actors, cast.places, met, (), (), tuple(timexes))
        rows.append(schema.to_record(extraction))
        if listed:
            compare(record, extraction)
    scorer = [root / "gold/score.py", gold] if name == "seeds" else [root / "data/modern/score_modern.py"]
    flags = ["--texts", texts] if name == "seeds" else []
    printed = run(*scorer, lines(rows), *flags)
    return "\n".join(
        line
        for line in printed.splitlines()
        if any(w in line for w in ("meeting", "participants", "absent", "distractors")) and not line.startswith("F1")
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
        _, cast, timexes = data.reading(one)
        met = within_meetings.join(one, cast, data.told(one, encoder=ENCODER)[1])
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
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", dir=SCRATCH.name, delete=False, encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return Path(file.name)


def run(*command: str | Path) -> str:
    done = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, check=False)
    return done.stdout or done.stderr


def sweep() -> None:
    """What each threshold would bring; the file with the weights is left as it is."""
    usual = meetings_readers.load()
    shown = {"meeting detection (strict)": "F1", "participants (end to end)": "who", "meetings, strict": "strict"}
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
        tried = replace(usual, threshold=threshold, veto=max(threshold, usual.veto))
        meetings_readers.load = lambda tried=tried: tried  # type: ignore[assignment,misc]
        out = []
        for name in [*SETS, "seeds", "modern"]:
            printed = sentences(name, "0") if name in SETS else articles(name, False, False)
            alarms = [re.findall(r"\d+", line) for line in printed.splitlines() if "false alarms" in line]
            figures = [
                f"{word} {line.split('F1')[1].split()[0] if 'F1' in line else line.split()[-1]}"
                for line in printed.splitlines()
                for start, word in shown.items()
                if line.startswith(start)
            ]
            if alarms:
                figures.append(f"alarms {sum(int(one[-2]) for one in alarms)}/{sum(int(one[-1]) for one in alarms)}")
            out.append(f"{name} {' '.join(figures)}")
        print(f"{threshold:.2f}  " + " | ".join(out), flush=True)


def main() -> None:
    words = [one for one in sys.argv[1:] if not one.startswith("--")]
    show = sys.argv[sys.argv.index("--show") + 1] if "--show" in sys.argv else "0"
    words = [one for one in words if one != show]
    if "--sweep" in sys.argv:
        sweep()
    elif not words:
        sys.exit(__doc__)
    elif words[0] == "sentences":
        for name in words[1:] or list(SETS):
            print(f"== {name}\n{sentences(name, show)}")
    elif words[0] == "docs":
        whole_articles(show)
    else:
        for name in words[1:] or ["seeds", "modern"]:
            print(f"== {name}\n{articles(name, '--gold-cast' in sys.argv, '--list' in sys.argv)}")


if __name__ == "__main__":
    main()
