"""Train the sureness of meeting records; writes src/diplograph/language/models/meeting_fields.json.

usage: DIPLOGRAPH_DATA=... python training/meetings/fields.py [--report [--list]]

Learns from the training parts of the own articles (whole texts, those of `corpus/` too), and of the Voice of America
and Wikinews sentences. A record is right when its trigger is annotated, its participants are exactly those annotated
for the event, its status is the annotated one and its date, if both have one, overlaps. --report: reliability on the
development articles only.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from typing import Any

import data
import numpy as np
from fitting import bias_of, weights_of
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import corpora

from diplograph import intervals
from diplograph.model import Cast, Document, Meeting, Span, Timex
from diplograph.resolve import meeting_confidence, within_meetings

SENTENCES = ("voa/voa-train-sentences", "wikinews/wikinews-train-sentences")
TARGET = Path(__file__).resolve().parents[2] / "src/diplograph/language/models/meeting_fields.json"
GROUPS = ("n1", "n2", "n3", "n4")  # whose development part is for developing; the later ones measure at the end
LEAST = 4  # a feature seen less often teaches nothing
STRENGTHS = (0.03, 0.1, 0.3)


Example = tuple[dict[str, int], bool, str, float]  # features, right, document, confidence now


def articles(part: str) -> Iterator[dict[str, Any]]:
    for row in corpora.corpus(part):
        if part == "train" or row["doc"].startswith(GROUPS):
            yield row
    with gzip.open(data.folder() / f"data/own/own-{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def events(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The annotated mentions of one event as one record."""
    found: dict[str, dict[str, Any]] = {}
    for number, one in enumerate(row["meetings"]):
        if one.get("proposed"):
            continue
        spans = one.get("trigger_spans") or [one["trigger"]]
        words = one["participants"]
        if words and isinstance(words[0], dict):
            named = [(party["name"], party["span"]) for party in words]
        else:  # some have no words of their own in the sentence: then only names are compared
            named = list(zip(one["names"], words if len(words) == len(one["names"]) else repeat(None), strict=False))
        event = found.setdefault(
            one.get("event") or f"#{number}", {"tellings": [], "parties": {}, "status": set(), "dates": []}
        )
        event["tellings"].append(([tuple(span) for span in spans], [name for name, _ in named]))
        for name, span in named:
            event["parties"].setdefault(name, []).append(tuple(span) if span else None)
        event["status"] |= {one["status"], *one.get("status_ok", ())}
        if one.get("date"):
            event["dates"].append(one["date"])
    return list(found.values())


def right(meeting: Meeting, cast: Cast, gold: list[dict[str, Any]]) -> bool:
    """Whether an annotated event is this one in participants, status and date.

    Each passage names its parties in its own way ("Iran", "Araghchi"): all of ours must be named somewhere, and no
    passage may name more, the one of the trigger nobody else.
    """
    actors = {actor.id: actor for actor in cast.actors}
    if meeting.trigger is None:
        return False
    begin, end = meeting.trigger.begin, meeting.trigger.end
    for event in gold:
        here = [names for spans, names in event["tellings"] if any(one[0] < end and begin < one[1] for one in spans)]
        if not here:
            continue
        matched: set[str] = set()
        strange = 0
        for one in meeting.participants:
            actor = actors[one]
            fitting = [
                name for name, spans in event["parties"].items() if same(actor.name, actor.mentions, name, spans)
            ]
            strange += not fitting
            matched.update(fitting)
        most = max(len(set(names)) for _, names in event["tellings"])
        whole = not strange and len(meeting.participants) >= most and any(set(names) <= matched for names in here)
        if whole and meeting.status.value in event["status"] and dates_agree(meeting.when, event["dates"]):
            return True
    return False


def same(name: str, mentions: Any, other: str, spans: list[tuple[int, int] | None]) -> bool:
    if name.casefold() == (other or "").casefold():
        return True
    said: list[Span] = [one.span for one in mentions]
    return any(span is not None and any(one.begin < span[1] and span[0] < one.end for one in said) for span in spans)


def dates_agree(when: Timex | None, dates: list[Any]) -> bool:
    if when is None or when.value is None or not dates:
        return True
    for one in dates:
        try:
            wanted = intervals.parse(one) if isinstance(one, str) else None
        except (ValueError, AttributeError):
            wanted = None
        if wanted is None or (wanted.first <= when.value.last and when.value.first <= wanted.last):
            return True
    return False


def examples(one: Document, row: dict[str, Any], listed: bool = False) -> Iterator[Example]:
    cast, mentions = data.told(one)
    gold = events(row)
    for meeting, features in within_meetings.described(one, cast, mentions):
        good = right(meeting, cast, gold)
        if listed:
            names = {actor.id: actor.name for actor in cast.actors}
            who = [names[party] for party in meeting.participants]
            words = one.text[meeting.evidence[0].begin : meeting.evidence[0].end].replace("\n", " ")[:150]
            print("+" if good else "-", meeting.confidence, meeting.kind.value, meeting.status.value, who, "|", words)
        yield dict.fromkeys(features, 1), good, one.identifier, meeting.confidence


def collect(part: str, listed: bool = False) -> list[Example]:
    found: list[Example] = []
    for row in articles(part):
        found += examples(data.document(row["doc"], row["text"], row.get("published")), row, listed)
    if part == "train":
        for number, row in enumerate(data.rows(*SENTENCES)):
            document = data.document(f"sentences-{number // 20}", row["text"], row.get("doc_date"))
            found += examples(document, row)
    return found


def reliability(scores: Any, labels: Any) -> None:
    print("  at least   records  share right")
    for least in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95):
        taken = scores >= least
        if taken.sum():
            print(f"  {least:8.2f} {taken.sum():9d}  {labels[taken].mean():.3f}")
    print("  band         records  mean  right")
    for low, high in ((0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01)):
        taken = (scores >= low) & (scores < high)
        if taken.sum():
            print(f"  {low:.1f} to {high:.1f} {taken.sum():9d}  {scores[taken].mean():.2f}  {labels[taken].mean():.2f}")


def main() -> None:
    if "--report" not in sys.argv:
        train()
    dev = collect("dev", "--list" in sys.argv)
    print("development articles")
    reliability(np.array([one[3] for one in dev]), np.array([one[1] for one in dev]))


def train() -> None:
    found = collect("train")
    counts: dict[str, int] = {}
    for example, *_ in found:
        for feature in example:
            counts[feature] = counts.get(feature, 0) + 1
    kept = [{f: 1 for f in example if counts[f] >= LEAST} for example, *_ in found]
    vectors = DictVectorizer(sort=True)
    x, y = vectors.fit_transform(kept), np.array([one[1] for one in found])
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)
    groups = np.unique([one[2] for one in found], return_inverse=True)[1]
    print(f"{len(y)} records, {y.sum()} right")
    best: tuple[float, float, Any] | None = None
    for strength in STRENGTHS:
        guessed = np.zeros(len(y))
        for rest, held in GroupKFold(10).split(x, y, groups):
            model = LogisticRegression(C=strength, max_iter=2000, solver="liblinear").fit(x[rest], y[rest])
            guessed[held] = model.predict_proba(x[held])[:, 1]
        clipped = np.clip(guessed, 1e-6, 1 - 1e-6)
        loss = -np.mean(np.where(y, np.log(clipped), np.log(1 - clipped)))
        print(f"C {strength}: loss {loss:.4f}")
        if best is None or loss < best[0]:
            best = (loss, strength, guessed)
    assert best is not None
    print(f"cross-validated at C {best[1]}")
    reliability(best[2], y)
    model = LogisticRegression(C=best[1], max_iter=2000, solver="liblinear").fit(x, y)
    weights = weights_of(model, vectors.get_feature_names_out())
    content = {
        "source": "logistic regression, training/meetings/fields.py; learnt from own, VOA, Wikinews texts (train)",
        "bias": bias_of(model),
        "weights": weights,
    }
    TARGET.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    meeting_confidence.load.cache_clear()
    print(f"{len(weights)} weights")


if __name__ == "__main__":
    main()
