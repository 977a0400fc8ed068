"""Fit the judge of "he" and "she" (`language/models/pronouns.json`) on annotated articles.

usage: python training/pronouns.py [--data FOLDER] [--out FILE]

Learns from the parts "train" of data/own, data/wikinews, data/voa and of corpus/: for each pronoun whose person the
annotation names, which of the candidates that person is; nobody where none of them is. A conditional logistic
regression (L2 = 0.7). The probabilities from which a person is taken (`LEAST`) were chosen on a cross-validation by
articles (five folds), for a precision above 0.955. Prints precision and recall of the rules and of the judge, of the
cross-validation and of the part "dev", which nothing is fitted on.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "bench"))

import corpora  # noqa: E402
from references import SETS, Reference, alike, articles, references  # noqa: E402

from diplograph import lexicon  # noqa: E402
from diplograph.extract import actors, coreference_ranker  # noqa: E402
from diplograph.extract.actors_scene import Figure, Scene  # noqa: E402
from diplograph.extract.coreference_ranker import Candidate  # noqa: E402
from diplograph.extract.coreference_strangers import is_stranger  # noqa: E402
from diplograph.language.pipeline import build_nlp, read  # noqa: E402

L2 = 0.7
FEWEST = 15  # candidates that have a property, so that it gets a weight
FOLDS = 5
LEAST = (0.5, 0.75, 0.9)  # where rules take the same person; nobody or another; somebody without a name
OUT = ROOT / "src/diplograph/language/models/pronouns.json"


@dataclass(frozen=True, slots=True)
class Case:
    """A pronoun. kinds: "named", "stranger" or "nobody" by candidate; right: which are meant; rule: whom rules take."""

    doc: str
    properties: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...]
    right: frozenset[int]
    rule: int | None


class Listener:
    """Keeps what the product asks its judge, by the place of the pronoun."""

    def __init__(self) -> None:
        self.heard: dict[int, tuple[list[Candidate], Figure | None]] = {}
        self._asked = coreference_ranker.candidates

    def __call__(self, scene: Scene, token: Any, *args: Any, **named: Any) -> list[Candidate]:
        found = self._asked(scene, token, *args, **named)
        picks: Mapping[str, Figure | None] = args[2]
        self.heard[token.idx] = (found, picks["rule"])
        return found


def cases(data: Path, part: str) -> list[Case]:
    known, nlp = lexicon.load(), build_nlp()
    return [
        case
        for name in SETS
        for article in articles(data, name, part)
        for case in of_article(article, known, lambda document: read(nlp, document))
    ]


def of_article(article: dict[str, Any], known: lexicon.Lexicon, parse: Any) -> Iterator[Case]:
    """The pronouns of an annotated article that the product has candidates for."""
    wanted = [one for one in references(article, known) if one.kind == "he, she"]
    if not wanted:
        return
    document = corpora.document(article["doc"], article["text"], article.get("published"))
    listener = Listener()
    asked, coreference_ranker.candidates = coreference_ranker.candidates, listener
    try:
        actors.find(parse(document), document, known)
    finally:
        coreference_ranker.candidates = asked
    for one in wanted:
        found, rule = listener.heard.get(one.span.begin, ([], None))
        if found:
            yield _case(article["doc"], one, found, rule, known)


def _case(doc: str, wanted: Reference, found: list[Candidate], rule: Figure | None, known: lexicon.Lexicon) -> Case:
    figures = [one.figure for one in found]
    kinds = tuple("nobody" if one is None else "stranger" if is_stranger(one) else "named" for one in figures)
    right = {
        number
        for number, one in enumerate(figures)
        if one is not None and kinds[number] == "named" and any(alike(name, one.name, known) for name in wanted.wanted)
    }
    words = {word for name in wanted.wanted for word in name.lower().split()}
    strangers = [number for number, one in enumerate(figures) if one is not None and one.name.lower() in words]
    right = right or set([number for number in strangers if kinds[number] == "stranger"][:1]) or {len(found) - 1}
    taken = next((number for number, one in enumerate(figures) if one is not None and one is rule), None)
    return Case(doc, tuple(one.properties for one in found), kinds, frozenset(right), taken)


class Fitting:
    """Weights of the properties that occur often enough in the cases given first."""

    def __init__(self, learnt: list[Case]) -> None:
        count = Counter(one for case in learnt for properties in case.properties for one in set(properties))
        self.names = sorted(name for name, number in count.items() if number >= FEWEST)
        self._number = {name: number for number, name in enumerate(self.names)}

    def fit(self, learnt: list[Case]) -> Any:
        rows, starts, right = self._matrix(learnt)
        sizes = np.diff(starts)

        def loss(weights: Any) -> tuple[float, Any]:
            scores = rows @ weights
            parts = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts[:-1]), sizes))
            whole, good = (np.add.reduceat(one, starts[:-1]) for one in (parts, parts * right))
            gap = parts * right / np.repeat(good, sizes) - parts / np.repeat(whole, sizes)
            return -np.sum(np.log(good / whole)) + L2 / 2 * weights @ weights, -(rows.T @ gap) + L2 * weights

        return minimize(loss, np.zeros(len(self.names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x

    def judge(self, weights: Any, judged: list[Case]) -> list[Any]:
        """Probabilities of the candidates, by case."""
        rows, starts, _ = self._matrix(judged)
        scores = rows @ weights
        parts = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts[:-1]), np.diff(starts)))
        shares = parts / np.repeat(np.add.reduceat(parts, starts[:-1]), np.diff(starts))
        return [shares[begin:end] for begin, end in pairwise(starts)]

    def _matrix(self, some: list[Case]) -> tuple[Any, Any, Any]:
        rows: list[int] = []
        columns: list[int] = []
        starts, right = [0], list[bool]()
        for case in some:
            for number, properties in enumerate(case.properties):
                known = [self._number[one] for one in properties if one in self._number]
                rows += [len(right)] * len(known)
                columns += known
                right.append(number in case.right)
            starts.append(len(right))
        shape = (len(right), len(self.names))
        return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape), np.array(starts), np.array(right, float)


def table(label: str, some: list[Case], judged: list[Any]) -> None:
    """Prints precision and recall by least probabilities."""
    answerable = sum(any(case.kinds[number] == "named" for number in case.right) for case in some)
    ruled = [case.rule in case.right for case in some if case.rule is not None and case.kinds[case.rule] == "named"]
    print(f"{label}: {len(some)} pronouns, {answerable} with the person among the candidates")
    print(f"   rules: precision {sum(ruled) / len(ruled):.3f}, recall {sum(ruled) / answerable:.3f}")
    for least in ((0.0, 0.0, 0.0), (0.5, 0.7, 0.9), LEAST, (0.6, 0.8, 0.9), (0.5, 0.85, 0.95)):
        right = [
            int(shares.argmax()) in case.right
            for case, shares in zip(some, judged, strict=True)
            if _taken(case, shares, least)
        ]
        precision = sum(right) / max(1, len(right))
        print(f"   from {least}: precision {precision:.3f}, recall {sum(right) / answerable:.3f}, n {len(right)}")


def _taken(case: Case, shares: Any, least: tuple[float, float, float]) -> bool:
    best = int(shares.argmax())
    agreed, other, against = least
    doubted = case.rule is not None and case.kinds[case.rule] == "stranger"
    needed = against if doubted else agreed if case.rule == best else other
    return bool(case.kinds[best] == "named" and shares[best] >= needed)


def fit(learnt: list[Case], tried: list[Case]) -> dict[str, Any]:
    fitting = Fitting(learnt)
    docs = sorted({one.doc for one in learnt})
    fold = {doc: number % FOLDS for number, doc in enumerate(docs)}
    crossed: list[Any] = [None] * len(learnt)
    for number in range(FOLDS):
        weights = fitting.fit([one for one in learnt if fold[one.doc] != number])
        left = [place for place, one in enumerate(learnt) if fold[one.doc] == number]
        for place, shares in zip(left, fitting.judge(weights, [learnt[place] for place in left]), strict=True):
            crossed[place] = shares
    table("cross-validation", learnt, crossed)
    weights = fitting.fit(learnt)
    table("dev", tried, fitting.judge(weights, tried))
    kept = {name: round(float(one), 3) for name, one in zip(fitting.names, weights, strict=True) if abs(one) >= 0.005}
    return {"agreed": LEAST[0], "least": LEAST[1], "against": LEAST[2], "weights": kept}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=None)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    data = args.data or corpora.folder()
    made = fit(cases(data, "train"), cases(data, "dev"))
    args.out.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
