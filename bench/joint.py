"""Statements by the scorer of data/attribution: JOINT of all and of speech, of the reader and of the whole product.

python bench/joint.py [voa wikinews own corpus polnear]
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import corpora
import readings
from corpora import ROOT
from figures import Figure, f1

from diplograph.model import Document

SETS = {
    "voa": ("VOA dev", "voa/voa-dev.jsonl.gz"),
    "wikinews": ("Wikinews dev", "wikinews/wikinews-dev.jsonl.gz"),
    "own": ("own dev", "own/own-dev.jsonl.gz"),
    "corpus": ("corpus dev", ""),
    "polnear": ("PolNeAR dev, outermost", "attribution/polnear-dev.jsonl.gz"),
}


def articles(name: str, data: Path) -> list[tuple[Document, dict[str, Any]]]:
    """Texts and annotation of a set; of corpus/ every tenth article of each group is dev."""
    if name != "corpus":
        return list(corpora.corpus(data / "data" / SETS[name][1]))
    convert = corpora.script(ROOT / "corpus/annotate.py").convert
    found = []
    for path in sorted((ROOT / "corpus/articles").glob("*-*0.json")):
        record, _, _ = convert(json.loads(path.read_text(encoding="utf-8")))
        found.append((corpora.document(record["doc"], record["text"], record.get("published")), record))
    return found


def proposed(document: Document) -> list[dict[str, Any]]:
    return [
        {key: [[one.begin, one.end] for one in spans] for key, spans in parts}
        for said in readings.proposals(document)
        for parts in [(("speaker", said.source), ("cue", said.cue), ("content", said.content))]
    ]


def stated(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "speaker": [[said.speaker_span.begin, said.speaker_span.end]] if said.speaker_span else [],
            "cue": [[said.cue.begin, said.cue.end]] if said.cue else [],
            "content": [[one.begin, one.end] for one in said.content],
        }
        for said in readings.extraction(document).statements
    ]


def counts(name: str, data: Path, found: Callable[[Document], list[dict[str, Any]]]) -> list[Counter[Any]]:
    scorer = corpora.script(data / "data/attribution/score.py")
    counted = []
    for document, record in articles(name, data):
        row = {"doc": record["doc"], "statements": found(document)}
        if name == "polnear":
            [row] = scorer.outermost([row])
        counted.append(scorer.score_doc(record, row["statements"])[0])
    return counted


def table(name: str) -> Callable[[Path], list[Figure]]:
    """A measure of one set."""

    def measure(data: Path) -> list[Figure]:
        rows = []
        for who, found in (("product", stated), ("reader", proposed)):
            counted = counts(name, data, found)
            for row, label in (("all", "JOINT"), ("speech", "JOINT, speech")):
                units = [tuple(one[row, part] for part in ("joint_p", "pred", "joint_g", "gold")) for one in counted]
                rows.append(f1(f"{who}: {label}", units))
        return rows

    return measure


def main() -> None:
    for name in sys.argv[1:] or SETS:
        print(f"== {SETS[name][0]}")
        for one in table(name)(corpora.folder()):
            print(f"{one.name:42} {one.value}  [{one.low}, {one.high}]  {one.detail}")


if __name__ == "__main__":
    main()
