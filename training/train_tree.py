"""Train the light reader (two logistic regressions over parses). See README.md.

usage: train_tree.py --data FOLDER [--out FILE]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from corpora import records
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from diplograph.language import attribution_tree as tree
from diplograph.language.attribution_candidates import Quotations, candidates
from diplograph.language.pipeline import build_nlp

LEAST = 3  # how often a feature must occur


def fit(rows: list[list[str]], labels: list[int], strength: float) -> dict[str, float]:
    counts = Counter(f for row in rows for f in set(row))
    names = {f: k for k, f in enumerate(sorted(f for f, n in counts.items() if n >= LEAST))}
    indices = [[names[f] for f in sorted(set(row)) if f in names] for row in rows]
    flat = np.array([k for row in indices for k in row])
    starts = np.cumsum([0, *map(len, indices)])
    matrix = csr_matrix((np.ones(len(flat), np.float32), flat, starts), shape=(len(rows), len(names)))
    model = LogisticRegression(C=strength, max_iter=300, fit_intercept=False, solver="liblinear", random_state=0)
    model.fit(matrix, labels)
    return {f: round(float(model.coef_[0][k]), 3) for f, k in names.items() if abs(model.coef_[0][k]) >= 0.02}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, default=tree.WEIGHTS)
    a = options.parse_args()
    nlp = build_nlp()
    cue_rows, cue_labels, rows, labels = [], [], [], []
    reachable = total = 0
    for record in records(a.data, "train"):
        doc = nlp(record["text"])
        quotations = Quotations.of(doc)
        at = {t.idx + k: t.i for t in doc for k in range(len(t))}
        gold = {}
        for said in record["attributions"]:
            for cue in said["cue"][:1]:
                words = sorted({at[k] for k in range(*cue) if k in at})
                possible = [w for w in words if tree.possible_cue(doc[w])]
                if possible:  # the head of the cue: the one that governs the others
                    best = min(possible, key=lambda w: (doc[w].pos_ in ("AUX", "ADP"), doc[w].head.i in possible, w))
                    gold[best] = said
        inside = {
            w for said in record["attributions"] for s in said["cue"] for w in {at[k] for k in range(*s) if k in at}
        }
        for token in doc:
            if not tree.possible_cue(token) or (token.i in inside and token.i not in gold):
                continue
            cue_rows.append(list(tree.cue_features(token, quotations)))
            cue_labels.append(int(token.i in gold))
            if token.i not in gold:
                continue
            wanted = {t.i for t in doc for s, e in gold[token.i]["content"] if s <= t.idx < e and not t.is_punct}
            shares = []
            for c in candidates(token, quotations):
                have = {
                    t.i
                    for s in tree.without(record["text"], c.spans(), tree.cue_span(token), tree.source_of(token))
                    for t in doc.char_span(s.begin, s.end, alignment_mode="expand")
                    if not t.is_punct
                }
                shares.append((len(have & wanted) / max(1, len(have | wanted)), c))
            total += 1
            best_share = max((s for s, _ in shares), default=0.0)
            reachable += best_share >= 0.5
            for share, c in shares:
                good = share >= 0.5 and share >= best_share - 0.1
                if good or share < 0.75 * best_share or best_share < 0.5:
                    rows.append(list(tree.content_features(c, token, quotations)))
                    labels.append(int(good))
    print(
        len(cue_rows), "words", sum(cue_labels), "cues", len(rows), "candidates", f"reachable {reachable / total:.3f}"
    )
    model = {
        "cue": fit(cue_rows, cue_labels, 0.5),
        "content": fit(rows, labels, 0.5),
        "cue_threshold": 0.5,
        "content_threshold": 0.2,
    }
    a.out.write_text(json.dumps(model, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print({k: len(v) for k, v in model.items() if isinstance(v, dict)}, a.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
