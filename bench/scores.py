"""Measure everything and write docs/scores.md.

usage: python bench/scores.py [--only NAME ...] [--stdout]

Every figure comes from the product as it stands: texts go through `diplograph.pipeline`, the scorers are those that
came with each data set. 95 % intervals by bootstrap over documents or sentences (1,000 draws, seed 0) where the
scorer gives counts per item.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import corpora
from corpora import ROOT

from diplograph import pipeline, records
from diplograph.language import attribution
from diplograph.language.pipeline import build_nlp
from diplograph.language.pipeline import read as parse
from diplograph.model import Extraction

READING = pipeline.Reading()


def run(*command: str | Path) -> str:
    """What a scorer prints; its error messages when it fails."""
    done = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, check=False)
    if not done.stdout:
        raise SystemExit(done.stderr)
    return done.stdout


def lines(rows: list[dict[str, Any]]) -> Path:
    """The rows as a temporary JSON Lines file."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False, encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return Path(file.name)


# ---------- the sets ----------


def articles(texts: Path) -> Path:
    """Extraction records of the articles of a folder."""
    return lines([records.to_record(one) for one in pipeline.read([texts], READING)])


def seeds() -> dict[str, str]:
    gold = ROOT / "tests/gold"
    found = json.loads(run(gold / "score.py", gold / "seeds", articles(ROOT / "seeds"), "--json"))
    asked = run(gold / "ask.py", ROOT / "output/diplograph.ttl")
    full = re.search(r"answered in full: (\d+/\d+)", asked)
    return {**article_rows(found["all"]), "questions answered in full": full[1] if full else "?"}


def modern() -> dict[str, str]:
    data = corpora.folder() / "data/modern"
    return article_rows(json.loads(run(data / "score_modern.py", articles(data / "texts"), "--json"))["all"])


def article_rows(figures: dict[str, Any]) -> dict[str, str]:
    """Rows of gold/score.py: precision, recall, F1."""
    named = {
        "actors": "actors, name and type",
        "mentions": "mentions",
        "meetings": "meetings",
        "meetings_strict": "meetings, strict",
        "statements": "statements",
        "statements_strict": "statements, strict",
        "timex_values": "time expressions with value",
        "boilerplate": "page furniture, characters",
    }
    rows = {
        label: " / ".join(f"{figures[key][part] or 0:.3f}" for part in ("P", "R", "F1")) for key, label in named.items()
    }
    traps = figures["distractors"]
    rows["distractors taken"] = f"{traps['right']} of {traps['of']} ({(traps['share'] or 0):.1%})"
    rows["metadata right"] = f"{figures['metadata']['right']} of {figures['metadata']['of']}"
    return rows


def meeting_sentences(path: Path) -> dict[str, str]:
    """Meetings in single sentences: F1 of events, of participants end to end, false alarms on hard negatives."""
    scorer = corpora.folder() / "data/meetings/score_meetings.py"
    rows = []
    for gold in corpora.records(path):
        extraction = pipeline.extract(corpora.document(gold["id"], gold["text"], gold.get("doc_date")), READING)
        rows.append(
            {"id": gold["id"], "meetings": [simple(extraction, number) for number in range(len(extraction.meetings))]}
        )
    printed = run(scorer, "sentences", lines(rows), "--gold", path)
    wanted = {}
    for line in printed.splitlines():
        found = re.match(r"(.*?)\s{2,}(?:P ([\d.]+)  R ([\d.]+)  F1 ([\d.]+)|([\d.]+)\s+\((\d+) / (\d+)\))", line)
        if found:
            wanted[found[1].strip()] = (
                f"{found[2]} / {found[3]} / {found[4]}" if found[2] else f"{found[5]} ({found[6]} of {found[7]})"
            )
    return wanted


def simple(extraction: Extraction, number: int) -> dict[str, Any]:
    """A meeting in the scorer's form."""
    meeting, text = extraction.meetings[number], extraction.document.text
    actors = {actor.id: actor for actor in extraction.actors}

    def words(actor: str) -> str:
        said = actors[actor].mentions
        return text[said[0].span.begin : said[0].span.end] if said else actors[actor].name

    return {
        "kind": meeting.kind.value,
        "status": meeting.status.value,
        "trigger": [meeting.trigger.begin, meeting.trigger.end] if meeting.trigger else None,
        "participants": [{"name": actors[one].name, "text": words(one)} for one in meeting.participants],
        "date_text": text[meeting.when.span.begin : meeting.when.span.end] if meeting.when else None,
        "place": meeting.place,
    }


def table(script: str) -> dict[str, str]:
    """What another script of this folder prints: the name of a set in front of its figures."""
    printed = run(ROOT / "bench" / script)
    rows = (re.match(r"(.+?)\s{2,}(.+)|(.+? (?:acts|offices))\s+(P .+)", line) for line in printed.splitlines())
    return {(row[1] or row[3]): " ".join((row[2] or row[4]).replace(" | ", "; ").split()) for row in rows if row}


def statements(path: Path, *flags: str, proposals: bool) -> dict[str, str]:
    """JOINT precision, recall, F1 of speech and of all: of the reader's proposals, or of the product's statements."""
    rows = []
    for gold in corpora.records(path):
        document = corpora.document(gold["doc"], gold["text"], gold.get("published"))
        rows.append({"doc": gold["doc"], "statements": proposed(document) if proposals else stated(document)})
    printed = run(corpora.folder() / "data/attribution/score.py", path, lines(rows), *flags)
    return joint(printed)


def joint(printed: str) -> dict[str, str]:
    """Rows "all" and "speech" of the scorer: precision, recall, F1 of JOINT stand in its third group of columns."""
    found = {}
    for row in ("all", "speech"):
        line = next(line for line in printed.splitlines() if re.match(rf"\s*{row}\b", line))
        found[row] = " / ".join(line.split("|")[3].split())
    return found


def proposed(document: Any) -> list[dict[str, Any]]:
    doc = parse(build_nlp(READING.model), document)
    return [
        {key: [[one.begin, one.end] for one in spans] for key, spans in parts}
        for said in attribution.propose(doc)
        for parts in [(("speaker", said.source), ("cue", said.cue), ("content", said.content))]
    ]


def stated(document: Any) -> list[dict[str, Any]]:
    extraction = pipeline.extract(document, READING)
    return [
        {
            "speaker": [[said.speaker_span.begin, said.speaker_span.end]] if said.speaker_span else [],
            "cue": [[said.cue.begin, said.cue.end]] if said.cue else [],
            "content": [[one.begin, one.end] for one in said.content],
        }
        for said in extraction.statements
    ]


def everything() -> dict[str, Any]:
    data = corpora.folder() / "data"
    sets = {
        "Seeds (five articles, tuned on)": seeds,
        "Modern articles (sixteen, developed with)": modern,
        "Meeting sentences dev": lambda: meeting_sentences(data / "meetings/sentences-dev.jsonl"),
        "Meeting sentences, VOA dev": lambda: meeting_sentences(data / "voa/voa-dev-sentences.jsonl"),
        "Meeting sentences, own dev": lambda: meeting_sentences(data / "own/own-dev-sentences.jsonl"),
        "Dates": lambda: table("dates.py"),
        "Acts and offices": lambda: table("relations.py"),
    }
    for name, path, flags in (
        ("VOA dev", data / "voa/voa-dev.jsonl.gz", ()),
        ("Wikinews dev", data / "wikinews/wikinews-dev.jsonl.gz", ()),
        ("own dev", data / "own/own-dev.jsonl.gz", ()),
        ("PolNeAR dev, outermost", data / "attribution/polnear-dev.jsonl.gz", ("--outermost",)),
    ):
        sets[f"Statements, JOINT, reader's proposals: {name}"] = lambda p=path, f=flags: statements(
            p, *f, proposals=True
        )
        sets[f"Statements, JOINT, product: {name}"] = lambda p=path, f=flags: statements(p, *f, proposals=False)
    return sets


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", metavar="WORD", help="sets whose name contains one of the words")
    parser.add_argument("--stdout", action="store_true", help="print, don't write docs/scores.md")
    args = parser.parse_args()
    page = [
        "# Scores",
        "",
        "Written by `python bench/scores.py` (`make scores`); don't edit. Where three figures stand together they are",
        "precision / recall / F1. What each set is and how it is scored: `docs/measuring.md`.",
    ]
    for name, measure in everything().items():
        if args.only and not any(word.lower() in name.lower() for word in args.only):
            continue
        rows = measure()
        page += ["", f"## {name}", "", "| measured | figure |", "|---|---|"]
        page += [f"| {label} | {value} |" for label, value in rows.items()]
        print("\n".join(page[-len(rows) - 5 :]), flush=True)
    if not args.stdout and not args.only:
        (ROOT / "docs/scores.md").write_text("\n".join(page) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
