"""Learn whether two passages tell of one meeting; writes src/diplograph/language/models/meeting_pairs.json.

usage: DIPLOGRAPH_DATA=... python training/meetings/pairs.py [--join 0.4] [--least 0.05]

Learns from the training parts of the own articles and of `corpus/`, whose meetings carry an event, as the passages are
read (not as they are annotated). Prints, for some values of `join`, precision and recall of pairs in tenfold
cross-validation and F1 of B-cubed; `bench/events.py` measures the development part.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import data
import fields
import numpy as np
from fitting import bias_of, option, weights_of
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from diplograph.model import MeetingMention
from diplograph.resolve import within_meetings
from diplograph.resolve import within_meetings_pairs as pairs

TARGET = Path(__file__).resolve().parents[2] / "src/diplograph/language/models/meeting_pairs.json"
LEAST = 4  # a feature seen less often teaches nothing
STRENGTH = 0.3
JOIN, LEAST_LIKELY = 0.4, 0.05

# name, what is known of it, passages, the event of each, the sentence of each
Article = tuple[str, pairs.Known, list[MeetingMention], list[str | None], list[int]]


def articles() -> Iterator[Article]:
    for row in fields.articles("train"):
        one = data.document(row["doc"], row["text"], row.get("published"))
        cast, passages = data.told(one)
        ordered = sorted(passages, key=pairs.order)
        ends = [end for _, end in row["sentences"]]
        sentences = [bisect_right(ends, passage.trigger.begin) for passage in ordered]
        yield row["doc"], pairs.known(one, cast), ordered, events(row, ordered), sentences


def events(row: dict[str, Any], passages: list[MeetingMention]) -> list[str | None]:
    """The annotated event of each passage; each annotated mention stands for one passage."""
    left = [
        (one["event"], one.get("trigger_spans") or [one["trigger"]])
        for one in row["meetings"]
        if one.get("event") and not one.get("proposed")
    ]
    found: list[str | None] = []
    for passage in passages:
        here = [
            at
            for at, (_, spans) in enumerate(left)
            if any(span[0] < passage.trigger.end and passage.trigger.begin < span[1] for span in spans)
        ]
        found.append(left.pop(here[0])[0] if here else None)
    return found


def measure(read: list[Article], weights: dict[str, pairs.Weights]) -> str:
    """Pairs and B-cubed over the passages that are annotated; weights: of each article."""
    right = joined = wanted = precision = recall = number = 0.0
    for name, about, passages, truth, _ in read:
        groups = within_meetings.clusters(passages, about, weights[name])
        group = {id(one): at for at, event in enumerate(groups) for one in event}
        group |= {id(one): -1 - at for at, one in enumerate(passages) if id(one) not in group}  # those dropped
        known = [at for at, event in enumerate(truth) if event is not None]
        for a, b in combinations(known, 2):
            same, put = truth[a] == truth[b], group[id(passages[a])] == group[id(passages[b])]
            right, joined, wanted = right + (same and put), joined + put, wanted + same
        for a in known:
            here = {b for b in known if group[id(passages[b])] == group[id(passages[a])]}
            truly = {b for b in known if truth[b] == truth[a]}
            precision, recall = precision + len(here & truly) / len(here), recall + len(here & truly) / len(truly)
            number += 1
    p, r = right / max(joined, 1), right / max(wanted, 1)
    bp, br = precision / max(number, 1), recall / max(number, 1)
    return f"pairs P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}  B-cubed {2 * bp * br / (bp + br):.3f}"


def fitted(x: Any, y: Any, names: Any) -> pairs.Weights:
    model = LogisticRegression(C=STRENGTH, max_iter=3000, solver="liblinear").fit(x, y)
    return pairs.Weights(bias_of(model), weights_of(model, names), JOIN, LEAST_LIKELY)


def main() -> None:
    join, least = option("--join", JOIN), option("--least", LEAST_LIKELY)
    read = list(articles())
    examples, labels, groups = [], [], []
    for name, about, passages, truth, sentences in read:
        for a, b in combinations(range(len(passages)), 2):
            if sentences[a] == sentences[b] or pairs.share(passages[a], passages[b]):
                continue  # of one event a sentence has one record: what its other words tell of is not annotated
            examples.append(pairs.features(passages[a], passages[b], b - a, about))
            labels.append(truth[a] is not None and truth[a] == truth[b])
            groups.append(name)
    counts = Counter(feature for example in examples for feature in example)
    vectors = DictVectorizer(sort=True)
    x = vectors.fit_transform([{f: v for f, v in one.items() if counts[f] >= LEAST} for one in examples])
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)
    y, names = np.array(labels), vectors.get_feature_names_out()
    print(f"{len(y)} pairs of passages in {len(read)} articles, {y.sum()} of one event; cross-validated:")
    folds = [(fitted(x[rest], y[rest], names), held) for rest, held in GroupKFold(10).split(x, y, groups)]
    for tried in (0.3, 0.4, 0.5, 0.6, 0.7):
        of = {groups[at]: pairs.Weights(one.bias, one.weights, tried, least) for one, held in folds for at in held}
        whole = pairs.Weights(0, {}, join, least)  # articles with a single passage
        print(f"  {tried:.2f}  {measure(read, {name: of.get(name, whole) for name, *_ in read})}")
    final = fitted(x, y, names)
    content = {
        "source": "logistic regression, training/meetings/pairs.py; learnt from own articles and corpus (train)",
        "bias": final.bias,
        "join": join,
        "least": least,
        "weights": final.weights,
    }
    TARGET.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(final.weights)} weights")


if __name__ == "__main__":
    main()
