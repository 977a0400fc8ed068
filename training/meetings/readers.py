"""Weigh the two readers of meetings; writes src/diplograph/language/models/meeting_readers.json.

usage: DIPLOGRAPH_DATA=... python training/meetings/readers.py [--threshold 0.5] [--rules 0.3] [--veto 0.7]

Learns eight weights from the whole articles of the development parts of the Voice of America, Wikinews and own
articles and of `corpus/`. The training parts will not do: the encoder knows them by heart and is
surer there than on anything new. Prints precision and recall of triggers in tenfold cross-validation, for each
threshold.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import data
import numpy as np
from fitting import bias_of, option
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import corpora

from diplograph.extract import meetings, meetings_vetoes
from diplograph.extract import meetings_readers as readers
from diplograph.language.meeting_encoder import propose_meetings

TARGET = Path(__file__).resolve().parents[2] / "src/diplograph/language/models/meeting_readers.json"
STRENGTH = 1.0


def articles() -> Iterator[dict[str, Any]]:
    for name in ("voa", "own", "wikinews"):
        with gzip.open(data.folder() / f"data/{name}/{name}-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
    yield from corpora.corpus("dev")


def examples() -> Iterator[tuple[tuple[float, ...], bool, str]]:
    """Properties of every candidate, whether a meeting is annotated at it, the article."""
    for row in articles():
        one = data.document(row["doc"], row["text"], row.get("published"))
        doc, cast, timexes = data.reading(one)
        wanted = [
            tuple(span)
            for meeting in row["meetings"]
            if not meeting.get("proposed")
            for span in (meeting.get("trigger_spans") or [meeting["trigger"]])
        ]
        lexicon = data.Known.meetings
        for judged in meetings.read(doc, one, lexicon, cast, timexes, propose_meetings(doc) or ()):
            span = judged.candidate.span
            right = any(begin < span.end and span.begin < end for begin, end in wanted)
            yield meetings.weighed(judged, vetoed=not meetings_vetoes.accepted(judged, lexicon)), right, one.identifier


def main() -> None:
    found = list(examples())
    x, y = np.array([one[0] for one in found]), np.array([one[1] for one in found])
    groups = [one[2] for one in found]
    guessed = np.zeros(len(y))
    for rest, held in GroupKFold(10).split(x, y, groups):
        model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(x[rest], y[rest])
        guessed[held] = model.predict_proba(x[held])[:, 1]
    print(f"{len(y)} candidates, {y.sum()} right; cross-validated:")
    for threshold in np.arange(0.3, 0.85, 0.05):
        taken = guessed >= threshold
        right = (taken & y).sum()
        p, r = right / taken.sum(), right / y.sum()
        print(f"  {threshold:.2f}  P {p:.3f}  R {r:.3f}  F1 {2 * p * r / (p + r):.3f}")
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(x, y)
    weights = dict(zip(readers.NAMES, (round(float(one), 3) for one in model.coef_[0]), strict=True))
    content = {
        "source": "logistic regression, training/meetings/readers.py; fitted on VOA, Wikinews, own, corpus (dev)",
        "bias": bias_of(model),
        "threshold": option("--threshold", 0.5),
        "rules": option("--rules", 0.3),
        "veto": option("--veto", 0.7),
        "weights": weights,
    }
    TARGET.write_text(json.dumps(content, indent=0) + "\n", encoding="utf-8")
    print(content)


if __name__ == "__main__":
    main()
