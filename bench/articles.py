"""Whole articles: actors, meetings, statements, times and furniture against the gold, by the scorers of each set.

python bench/articles.py [seeds modern real own voa]
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import corpora
import joint
import readings
from corpora import ROOT
from figures import Figure, f1, share

from diplograph import pipeline, records
from diplograph.ingest import files
from diplograph.model import Document, Extraction

TOOLS = ROOT / "tests/gold"
F1_ROWS = {
    "actors": "actors, name and type",
    "mentions": "mentions",
    "meetings": "meetings",
    "participants": "participants of the meetings found",
    "meetings_strict": "meetings, strict",
    "statements": "statements",
    "statements_strict": "statements, strict",
    "timex_values": "dates with value",
    "boilerplate": "page furniture, characters",
}
SHARE_ROWS = {"distractors": "distractors taken (less is better)", "metadata": "metadata right"}
KINDS = ("name", "metonym", "adjective", "nominal", "pronoun", "group", "officials")


def documents(name: str, data: Path) -> list[Document]:
    """Texts of "seeds" or "modern" as the product reads them: its own furniture, its own metadata."""
    folder = ROOT / "seeds" if name == "seeds" else data / "data/modern/texts"
    return list(files.documents([folder]))


def counts(name: str, data: Path) -> list[Counter[Any]]:
    """What the gold's scorer counts in each article."""
    scorer = corpora.script(TOOLS / "score.py", beside=True)
    comparing = corpora.script(TOOLS / "comparing.py")
    if name == "seeds":
        articles, names = scorer.articles(TOOLS / "seeds"), scorer.Names.read(TOOLS / "seeds")
    else:
        modern = corpora.script(data / "data/modern/score_modern.py")
        articles = comparing.articles(data / "data/modern/gold")
        names = scorer.Names(
            articles, modern.aliases(data / "data/modern/aliases.tsv") + modern.aliases(TOOLS / "aliases.tsv")
        )
    found = {Path(one.identifier).name: records.to_record(readings.extraction(one)) for one in documents(name, data)}
    return [
        scorer.score_document(article, found.get(article["doc"], {"doc": article["doc"]}), names)
        for article in articles
    ]


def table(counted: list[Counter[Any]]) -> list[Figure]:
    rows = [
        f1(label, [tuple(one[row, part] for part in ("gold", "found", "right")) for one in counted])
        for row, label in F1_ROWS.items()
    ]
    return rows + [
        share(label, [(one[row, "right"], one[row, "of"]) for one in counted]) for row, label in SHARE_ROWS.items()
    ]


def seeds(data: Path) -> list[Figure]:
    return [*table(counts("seeds", data)), questions(data)]


def modern(data: Path) -> list[Figure]:
    return table(counts("modern", data))


def questions(data: Path) -> Figure:
    """The fifteen questions, asked of a graph made now."""
    graph = pipeline.build([readings.extraction(one) for one in documents("seeds", data)])
    with tempfile.NamedTemporaryFile("w", suffix=".ttl", encoding="utf-8") as file:
        text = graph.serialize("turtle")
        file.write(text if isinstance(text, str) else "".join(text))
        file.flush()
        asked = subprocess.run([sys.executable, TOOLS / "ask.py", file.name], capture_output=True, text=True)
    full = re.search(r"answered in full: (\d+)/(\d+)", asked.stdout)
    if not full:
        raise RuntimeError(f"ask.py: {asked.stderr.strip()[-300:]}")
    return share("questions answered in full", [(int(full[1]), int(full[2]))])


def mentions(data: Path) -> list[Figure]:
    """Of seeds and modern together: precision over all, recall by kind of mention."""
    counted = counts("seeds", data) + counts("modern", data)
    rows = [
        share("precision over all mentions", [(one["mentions", "right"], one["mentions", "found"]) for one in counted])
    ]
    for kind in KINDS:
        row = f"mention_{kind}"
        rows.append(
            share(
                f"recall of {kind.removesuffix('s')}s",
                [(one[row, "right"], one[row, "of"]) for one in counted],
            )
        )
    return rows


def facts(data: Path) -> list[Figure]:
    """Of all facts that the product states at its default confidence, how many are right in every field."""
    counted = counts("seeds", data) + counts("modern", data)
    parts = {"meetings": ("meetings_strict",), "statements": ("statements_strict",)}
    parts["meetings and statements"] = ("meetings_strict", "statements_strict")
    return [
        share(f"precision of {label}, strict", [
            (sum(one[row, "right"] for row in rows), sum(one[row, "found"] for row in rows)) for one in counted
        ])
        for label, rows in parts.items()
    ]  # fmt: skip


# ---------- six annotated articles of real news ----------


def real_documents(data: Path) -> Iterator[Document]:
    for path in sorted((data / "data/meetings/docs").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        day = re.search(r"date (\d{4}-\d{2}-\d{2})", text[:40])
        yield corpora.document(path.stem, text, day[1] if day else None)


def real(data: Path) -> list[Figure]:
    """By the scorer of the set, one article at a time."""
    scorer = corpora.script(data / "data/meetings/score_meetings.py")
    rows: dict[str, list[tuple[int, int, int]]] = {}
    place = data / "data/meetings/docs"
    for document in real_documents(data):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as wanted:
            for name in (f"{document.identifier}.json", f"{document.identifier}.txt"):
                (Path(wanted) / name).write_bytes((place / name).read_bytes())
            record = records.to_record(readings.extraction(document))
            (Path(one) / f"{document.identifier}.json").write_text(json.dumps(record), encoding="utf-8")
            printed: list[str] = []
            scorer.score_docs(wanted, one, out=printed.append)
        for label, unit in counted_lines(printed):
            rows.setdefault(label, []).append(unit)
    names = {
        "meetings": "meetings",
        "participants (matched)": "participants of the meetings found",
        "statements (content + speaker)": "statements, content and speaker",
        "actors (canonical name)": "actors, name",
        "date (exact value)": "dates of the meetings found",
    }
    return [
        f1(names[label], rows[label]) if len(rows[label][0]) == 3 else share(names[label], rows[label])
        for label in names
    ]


def counted_lines(printed: Iterable[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Rows of the scorers of meetings: (gold, found, right), or (right, of).

    >>> list(counted_lines(["meetings      P 0.5  R 1.0  F1 0.7   (tp 1 fp 1 fn 0)", "kind   0.5   (1 / 2)"]))
    [('meetings', (1, 2, 1)), ('kind', (1, 2))]
    """
    for line in printed:
        if both := re.match(r"\s*(\S.*?)\s{2,}P .*\(tp (-?\d+) fp (-?\d+) fn (-?\d+)\)", line):
            right, wrong, missed = (int(both[at]) for at in (2, 3, 4))
            yield both[1], (right + missed, right + wrong, right)
        elif part := re.match(r"\s*(\S.*?)\s{2,}[\d.]+\s+\((\d+) / (\d+)\)", line) or re.match(
            r"\s*(false alarms \S+)\s+(\d+) / (\d+)", line
        ):
            yield part[1], (int(part[2]), int(part[3]))


# ---------- annotated corpora as articles ----------


def corpus(name: str) -> Callable[[Path], list[Figure]]:
    def measure(data: Path) -> list[Figure]:
        return annotated(data, joint.articles(name, data))

    return measure


def annotated(data: Path, articles: list[tuple[Document, dict[str, Any]]]) -> list[Figure]:
    """Events and statements of annotated articles, from the product's extractions.

    An event is found when a passage of its evidence has a trigger of the event and a participant is shared (or one
    side names none); strict: the same participants, date, status and kind. A statement is found when half of the words
    agree (Jaccard) and so does the speaker's name.
    """
    same = corpora.script(data / "data/meetings/score_meetings.py").same
    scorer = corpora.script(data / "data/attribution/score.py")
    met, strict, said = [], [], []
    for document, record in articles:
        extraction = readings.extraction(document)
        names = {one.id: one.name for one in extraction.actors}
        gold = events(record["meetings"])
        right, exact, extra = matched_events(gold, extraction, names, same)
        wanted = sum(not one["optional"] for one in gold)
        met.append((wanted, right + extra, right))
        strict.append((wanted, right + extra, exact))
        rows = [
            {"speaker": [], "cue": [], "content": [[span.begin, span.end] for span in one.content]}
            for one in extraction.statements
        ]
        _, pairs, wanted_words, _ = scorer.score_doc(record, rows)
        kept = [one for one in record["attributions"] if scorer.pieces_of(one["content"])]
        assert len(kept) == len(wanted_words)
        spoken = [one for one in extraction.statements if one.content]
        hits = sum(speaker_agrees(kept[i], [names[one] for one in spoken[j].speakers], same) for i, j, _ in pairs)
        said.append((len(kept), len(spoken), hits))
    return [f1("meetings (events)", met), f1("meetings, strict", strict), f1("statements, content and speaker", said)]


def speaker_agrees(gold: dict[str, Any], names: list[str], same: Any) -> bool:
    wanted = gold.get("speaker")
    if not wanted:
        return not names or any(same(gold.get("source_text"), name) for name in names)
    parts = [wanted, *re.split(r", | and |;", wanted)]
    return any(same(part, name) for part in parts for name in names)


def events(mentions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Passages of one event together."""
    grouped: dict[Any, list[dict[str, Any]]] = {}
    for number, one in enumerate(mentions):
        grouped.setdefault(one.get("event") or number, []).append(one)
    return [
        {
            "triggers": [one["trigger"] for one in group],
            "names": sorted({name for one in group for name in one["names"] if name}),
            "kinds": {kind for one in group for kind in (one["kind"], *(one.get("kind_ok") or ()))},
            "statuses": {one["status"] for one in group},
            "dates": [one["date"] for one in group if one.get("date")],
            "optional": all(one.get("proposed") or one.get("optional") for one in group),
        }
        for group in grouped.values()
    ]


def matched_events(
    gold: list[dict[str, Any]], extraction: Extraction, names: dict[str, str], same: Any
) -> tuple[int, int, int]:
    """Events found, those right in every field, and meetings found too much."""
    candidates = []
    for i, event in enumerate(gold):
        for j, meeting in enumerate(extraction.meetings):
            spans = list(meeting.evidence) + ([meeting.trigger] if meeting.trigger else [])
            at = any(span.begin < end and begin < span.end for begin, end in event["triggers"] for span in spans)
            mine = [names[one] for one in meeting.participants]
            shared = sum(any(same(name, other) for other in mine) for name in event["names"])
            if at and (shared or not mine or not event["names"]):
                by_trigger = meeting.trigger is not None and any(
                    meeting.trigger.begin < end and begin < meeting.trigger.end for begin, end in event["triggers"]
                )
                candidates.append((-(shared / max(1, len(event["names"])) + by_trigger), i, j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(candidates):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    right = [i for i in pairs if not gold[i]["optional"]]
    exact = sum(agrees(gold[i], extraction.meetings[pairs[i]], names, same) for i in right)
    return len(right), exact, len(extraction.meetings) - len(pairs)


def agrees(event: dict[str, Any], meeting: Any, names: dict[str, str], same: Any) -> bool:
    comparing = corpora.script(TOOLS / "comparing.py")
    mine = [names[one] for one in meeting.participants]
    people = all(any(same(name, other) for other in mine) for name in event["names"]) and all(
        any(same(name, other) for name in event["names"]) for other in mine
    )
    value = str(meeting.when.value) if meeting.when and meeting.when.value else None
    dated = any(comparing.same_date(day, value) for day in event["dates"]) if event["dates"] else not value
    return people and dated and meeting.status.value in event["statuses"] and meeting.kind.value in event["kinds"]


def main() -> None:
    data = corpora.folder()
    known = {"seeds": seeds, "modern": modern, "real": real, "own": corpus("own"), "voa": corpus("voa"),
             "mentions": mentions, "facts": facts}  # fmt: skip
    for name in sys.argv[1:] or known:
        print(f"== {name}")
        for one in known[name](data):
            print(f"{one.name:42} {one.value}  [{one.low}, {one.high}]  {one.detail}")


if __name__ == "__main__":
    main()
