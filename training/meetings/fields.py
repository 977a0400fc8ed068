"""Fit the confidence of meeting records; writes src/diplograph/language/models/meeting_fields.json.

usage: DIPLOGRAPH_DATA=... python training/meetings/fields.py [--report [--list]] [--strength 0.3]

Learns from articles that neither the encoder nor the judges have learnt from: the development parts of `corpus/`, of
the own, Voice of America and Wikinews articles, and the modern articles. Each is read with the encoder and, at half
the weight, by the rules alone. A record is right when parties, status, date and place are (`truth.py`); what the
annotation leaves open ("optional") is left out. Prints the reliability in cross-validation by article, and what each
least confidence would bring. --report: prints only, and writes nothing; --list: every record, to read.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import data
import numpy as np
import truth
from fitting import bias_of, option, weights_of
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import corpora

from diplograph.model import Cast, Document, Extraction, Meeting
from diplograph.resolve import meeting_confidence, within_meetings

TARGET = Path(__file__).resolve().parents[2] / "src/diplograph/language/models/meeting_fields.json"
LEAST = 5  # a feature seen less often teaches nothing
STRENGTH = 0.3
FOLDS = 10
RULES_WEIGHT = 0.5
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.01)
STEPS = tuple(step / 20 for step in range(20))


@dataclass(frozen=True, slots=True)
class Record:
    """A record as read: its features, whether it is right, its article, the confidence it has now."""

    features: tuple[str, ...]
    right: bool
    article: str
    confidence: float
    encoder: bool


@dataclass(slots=True)
class Read:
    """All records of the sets, and how many events are annotated in them."""

    records: list[Record]
    wanted: int = 0


def articles(part: str) -> Iterator[dict[str, Any]]:
    """Own articles and those of `corpus/`, of which the judges learn."""
    yield from corpora.corpus(part)
    yield from gzipped("own", part)


def gzipped(name: str, part: str) -> Iterator[dict[str, Any]]:
    with gzip.open(data.folder() / f"data/{name}/{name}-{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def development() -> Iterator[dict[str, Any]]:
    """Annotated articles that taught nobody."""
    yield from corpora.corpus("dev")
    for name in ("own", "voa", "wikinews"):
        yield from gzipped(name, "dev")


def collect(*, encoder: bool, listed: bool = False) -> Read:
    read = Read([])
    for row in development():
        one = data.document(row["doc"], row["text"], row.get("published"))
        cast, mentions = data.told(one, encoder=encoder)
        gold = truth.events(row)
        optional = [span for other in row["meetings"] if other.get("proposed") for span in spans_of(other)]
        read.wanted += len(gold)
        for meeting, features in within_meetings.described(one, cast, mentions):
            fields = truth.judged(meeting, cast, row, gold)
            if fields is None and hits(meeting, optional):
                continue  # a wish: neither asked for nor wrong
            good = fields is not None and all(fields.values())
            read.records.append(Record(features, good, row["doc"], meeting.confidence, encoder))
            if listed:
                wrong = "none" if fields is None else " ".join(name for name, fine in fields.items() if not fine)
                show(one, cast, meeting, good, wrong)
    for one, judge in truth.modern(data.folder()):
        cast, mentions = data.told(one, encoder=encoder)
        described = within_meetings.described(one, cast, mentions)
        met = tuple(meeting for meeting, _ in described)
        verdicts = judge(Extraction(one, cast.actors, cast.places, met, (), (), ()))
        read.wanted += judge.wanted
        for (meeting, features), verdict in zip(described, verdicts, strict=True):
            if verdict is not None:
                read.records.append(Record(features, verdict, one.identifier, meeting.confidence, encoder))
            if listed:
                show(one, cast, meeting, bool(verdict), "optional" if verdict is None else "")
    return read


def spans_of(mention: dict[str, Any]) -> list[tuple[int, int]]:
    return [(span[0], span[1]) for span in mention.get("trigger_spans") or [mention["trigger"]]]


def hits(meeting: Meeting, spans: Sequence[tuple[int, int]]) -> bool:
    at = meeting.trigger
    return at is not None and any(begin < at.end and at.begin < end for begin, end in spans)


def show(one: Document, cast: Cast, meeting: Meeting, good: bool, wrong: str) -> None:
    names = {actor.id: actor.name for actor in cast.actors}
    who = ", ".join(names[party] for party in meeting.participants)
    words = one.text[meeting.evidence[0].begin : meeting.evidence[0].end].replace("\n", " ")[:120]
    day = meeting.when.value if meeting.when else None
    print("+" if good else "-", one.identifier, meeting.confidence, meeting.kind.value, meeting.status.value,
          f"[{who}] {day} @{meeting.place} !{wrong} | {words}")  # fmt: skip


def reliability(scores: Any, labels: Any, wanted: int) -> None:
    """How often records of some confidence are right, and what is left when those below a confidence are left out."""
    print("  confidence      records  mean   right")
    for low, high in pairwise(BINS):
        taken = (scores >= low) & (scores < high)
        if taken.sum():
            told, true = scores[taken].mean(), labels[taken].mean()
            print(f"  {low:.1f} to {min(high, 1):.1f} {taken.sum():12d}   {told:.2f}   {true:.2f}")
    print(f"  Brier {np.mean((scores - labels) ** 2):.3f}, of the mean {np.mean((labels.mean() - labels) ** 2):.3f}")
    print("  at least  records  P strict  R strict  F1")
    for least in STEPS[:17]:
        taken = scores >= least - 1e-9
        if not taken.sum():
            break
        p, r = labels[taken].mean(), labels[taken].sum() / wanted
        print(
            f"  {least:8.2f} {taken.sum():8d}     {100 * p:5.1f}     {100 * r:5.1f}  {100 * 2 * p * r / (p + r):5.1f}"
        )


def vectors_of(read: Sequence[Record]) -> tuple[Any, Any, Any, DictVectorizer]:
    counts = Counter(feature for one in read for feature in one.features if one.encoder)
    kept = [{f: 1 for f in one.features if counts[f] >= LEAST or f == "lead:heard=nobody"} for one in read]
    vectors = DictVectorizer(sort=True)
    x = vectors.fit_transform(kept)
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)
    return x, np.array([one.right for one in read]), np.array([one.article for one in read]), vectors


def fit(x: Any, y: Any, weight: Any) -> LogisticRegression:
    strength = option("--strength", STRENGTH)
    return LogisticRegression(C=strength, max_iter=2000, solver="liblinear").fit(x, y, sample_weight=weight)


def crossed(read: Sequence[Record]) -> Any:
    """The confidence of each record by weights that were fitted without its article, in the steps that are told."""
    x, y, groups, _ = vectors_of(read)
    weight = np.where([one.encoder for one in read], 1.0, RULES_WEIGHT)
    guessed = np.zeros(len(y))
    for rest, held in GroupKFold(FOLDS).split(x, y, groups):
        guessed[held] = fit(x[rest], y[rest], weight[rest]).predict_proba(x[held])[:, 1]
    return np.clip(np.round(guessed * 20), 1, 19) / 20


def report(heard: Read, alone: Read) -> None:
    """Prints the reliability of what was read with the encoder and by the rules alone."""
    read = [*heard.records, *alone.records]
    right = np.array([one.right for one in read])
    by = np.array([one.encoder for one in read])
    print(f"{len(heard.records)} records, {right[by].sum()} right, {heard.wanted} events annotated")
    print("with the encoder, as it is now")
    reliability(np.array([one.confidence for one in heard.records]), right[by], heard.wanted)
    guessed = crossed(read)
    print("with the encoder, cross-validated by article")
    reliability(guessed[by], right[by], heard.wanted)
    print("rules alone, cross-validated by article")
    reliability(guessed[~by], right[~by], alone.wanted)


def main() -> None:
    heard, alone = collect(encoder=True, listed="--list" in sys.argv), collect(encoder=False)
    report(heard, alone)
    if "--report" not in sys.argv:
        write([*heard.records, *alone.records])


def write(read: Sequence[Record]) -> None:
    x, y, _, vectors = vectors_of(read)
    model = fit(x, y, np.where([one.encoder for one in read], 1.0, RULES_WEIGHT))
    weights = weights_of(model, vectors.get_feature_names_out())
    content = {
        "source": "logistic regression, training/meetings/fields.py; fitted on corpus, own, VOA, Wikinews dev, modern",
        "bias": bias_of(model),
        "weights": weights,
    }
    TARGET.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    meeting_confidence.load.cache_clear()
    print(f"{len(weights)} weights")


if __name__ == "__main__":
    main()
