"""Train the judge of meeting triggers; writes src/diplograph/language/models/meetings.json.

usage: DIPLOGRAPH_DATA=... python training/meetings/train.py [--stopgap]

Learns from the training parts of the Voice of America, Wikinews and own sentences (all openly licensed, annotation
our own). A candidate counts as right when it shares a character with an annotated trigger. Strength and threshold are
those with the best F1 in tenfold cross-validation over the training part.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import data
import numpy as np
from fitting import bias_of, weights_of
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from diplograph.extract import meetings as reader
from diplograph.lexicon.meetings import load

TRAIN = ("voa/voa-train-sentences", "own/own-train-sentences", "wikinews/wikinews-train-sentences")
TARGET = Path(__file__).resolve().parents[2] / "src/diplograph/language/models/meetings.json"
NEAR = 0.002  # of settings as good as the best to so much F1, the most precise one is taken
LEAST = 3  # a feature seen less often teaches nothing


def main() -> None:
    read = data.stopgap if "--stopgap" in sys.argv else data.reading
    examples, labels, groups = [], [], []
    lost = total = 0
    for number, row in enumerate(data.rows(*TRAIN)):
        one = data.document(row["id"], row["text"], row.get("doc_date"))
        doc, cast, timexes = read(one)
        wanted = [span for meeting in row["meetings"] for span in meeting["trigger_spans"]]
        hit = set()
        for judged in reader.read(doc, one, load(), cast, timexes):
            span = judged.candidate.span
            right = [tuple(s) for s in wanted if s[0] < span.end and span.begin < s[1]]
            hit |= set(right)
            examples.append(dict.fromkeys(judged.features, 1))
            labels.append(bool(right))
            groups.append(number // 20)  # neighbours come from one article
        total += len({tuple(s) for s in wanted})
        lost += len({tuple(s) for s in wanted} - hit)
    print(f"{len(labels)} candidates, {sum(labels)} right; annotated triggers {total}, without a candidate {lost}")
    counts: dict[str, int] = {}
    for example in examples:
        for feature in example:
            counts[feature] = counts.get(feature, 0) + 1
    examples = [{f: 1 for f in example if counts[f] >= LEAST} for example in examples]
    vectors = DictVectorizer(sort=True)
    x, y = vectors.fit_transform(examples), np.array(labels)
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)
    tried = []
    for strength in (0.1, 0.3):
        guessed = np.zeros(len(y))
        for train, test in GroupKFold(10).split(x, y, groups):
            model = LogisticRegression(C=strength, max_iter=2000, solver="liblinear").fit(x[train], y[train])
            guessed[test] = model.predict_proba(x[test])[:, 1]
        for threshold in np.arange(0.25, 0.7, 0.05):
            taken = guessed >= threshold
            right = (taken & y).sum()
            f1 = 2 * right / (taken.sum() + y.sum())
            tried.append((f1, strength, float(threshold), right / taken.sum(), right / y.sum()))
    ceiling = max(f1 for f1, *_ in tried) - NEAR
    best = max((one for one in tried if one[0] >= ceiling), key=lambda one: one[3])
    print(f"cross-validated: F1 {best[0]:.3f} P {best[3]:.3f} R {best[4]:.3f} at C {best[1]}, threshold {best[2]:.2f}")
    model = LogisticRegression(C=best[1], max_iter=2000, solver="liblinear").fit(x, y)
    weights = weights_of(model, vectors.get_feature_names_out())
    content = {
        "source": "logistic regression, training/meetings/train.py; learnt from VOA, Wikinews, own sentences (train)",
        "bias": bias_of(model),
        "threshold": round(best[2], 2),
        "weights": weights,
    }
    TARGET.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights")


if __name__ == "__main__":
    main()
