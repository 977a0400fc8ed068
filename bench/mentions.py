"""Measure mentions and coreference: who is meant by names, descriptions and pronouns.

usage: python bench/mentions.py [--data FOLDER] [--part dev|train]

Gold sets (seeds, modern): precision and recall of mentions by kind, as gold/score.py counts them; the product reads
the files as they are. Annotated articles (own, wikinews, voa, corpus): of the pronouns and descriptions whose actor the
annotation names, how many of those that the product resolves are right, and how many of those that it could resolve it
gets right (the rest is left open). 95 % intervals by bootstrap over articles (1,000 draws, seed 0).
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import corpora
from corpora import ROOT
from references import SETS, articles, references, verdict

from diplograph import lexicon, pipeline, records
from diplograph.extract import actors, coreference_speakers, transcripts, unnamed
from diplograph.language import attribution
from diplograph.language.pipeline import build_nlp
from diplograph.language.pipeline import read as parse

Row = tuple[str, float, float, float]
KINDS = ("name", "metonym", "adjective", "nominal", "pronoun", "group", "officials")
DRAWS = 1000


def measure(data: Path, part: str = "dev") -> list[Row]:
    """(name of the row, figure, low, high) of everything; figures are shares of 1.

    data: the folder that holds data/ and gold/. part: of the annotated articles.
    """
    return [*_mentions(data), *_references(data, part)]


# ---------- gold sets ----------


def _mentions(data: Path) -> list[Row]:
    sets = {
        "seeds": (data / "gold/seeds", ROOT / "seeds", (data / "gold/aliases.tsv",)),
        "modern": (
            data / "data/modern/gold",
            data / "data/modern/texts",
            (data / "data/modern/aliases.tsv", data / "gold/aliases.tsv"),
        ),
    }
    rows: list[Row] = []
    everything: list[Counter[str]] = []
    for name, (gold, texts, aliases) in sets.items():
        counts = _counts(data, gold, texts, aliases)
        everything += counts
        rows += _rows(name, counts)
    return rows + _rows("both", everything)


def _counts(data: Path, gold: Path, texts: Path, aliases: Sequence[Path]) -> list[Counter[str]]:
    """Per article: "found name" and "right name" (by the kind found), "gold name" and "hit name" (by the gold's)."""
    sys.path.insert(0, str(data / "gold"))
    score, comparing = importlib.import_module("score"), importlib.import_module("comparing")
    wanted = {one["doc"]: one for one in comparing.articles(gold)}
    listed = [line.split("\t")[:2] for path in aliases for line in path.read_text(encoding="utf-8").splitlines()]
    names = comparing.Names(
        list(wanted.values()), [(one[0], one[1]) for one in listed if len(one) == 2 and not one[0].startswith("#")]
    )
    found = []
    for extraction in pipeline.read([texts], pipeline.Reading()):
        record = records.to_record(extraction)
        article = wanted[Path(record["doc"]).name]
        mine = score.Record(article, names).mentions
        theirs = score.Record(record, names, article.get("repeats") or ()).mentions
        found.append(_paired(score, comparing, mine, theirs))
    return found


def _paired(score: Any, comparing: Any, mine: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> Counter[str]:
    pairs = comparing.pair_up(
        (score.jaccard(one["spans"], other["spans"]), i, j)
        for i, one in enumerate(mine)
        for j, other in enumerate(theirs)
        if one["name"] == other["name"] and comparing.shared(one["spans"], other["spans"])
    )
    count: Counter[str] = Counter()
    partner = {j: i for i, j in pairs.items()}
    for i, one in enumerate(mine):
        if score.core(one):
            count[f"gold {one['kind']}"] += 1
            count[f"hit {one['kind']}"] += i in pairs
    for j, other in enumerate(theirs):
        if j in partner and not score.core(mine[partner[j]]):
            continue
        count[f"found {other['kind']}"] += 1
        count[f"right {other['kind']}"] += j in partner
    return count


def _rows(name: str, counts: list[Counter[str]]) -> list[Row]:
    rows = []
    for kind in ("all", *KINDS):
        kinds = KINDS if kind == "all" else (kind,)
        for label, part, whole in (("precision", "right", "found"), ("recall", "hit", "gold")):
            one = [
                (sum(count[f"{part} {k}"] for k in kinds), sum(count[f"{whole} {k}"] for k in kinds))
                for count in counts
            ]
            rows.append((f"mentions, {name}: {kind}, {label}", *interval(one)))
    return rows


# ---------- annotated articles ----------


def _references(data: Path, part: str) -> list[Row]:
    known, nlp = lexicon.load(), build_nlp()
    counts: dict[str, list[Counter[str]]] = {}
    for name in SETS:
        for article in articles(data, name, part):
            wanted = references(article, known)
            if not wanted:
                continue
            document = corpora.document(article["doc"], article["text"], article.get("published"))
            doc = parse(nlp, document)
            cast = transcripts.with_labels(doc, document, actors.find(doc, document, known))
            proposed = attribution.propose(doc)
            cast = unnamed.with_sources(doc, document, known, cast, proposed)
            cast = coreference_speakers.with_speakers(doc, document, known, cast, proposed)
            here: dict[str, Counter[str]] = {}
            for one in wanted:
                for kind in (one.kind, "all"):
                    here.setdefault(kind, Counter())[verdict(one, cast, known)] += 1
            for kind, count in here.items():
                counts.setdefault(kind, []).append(count)
    rows: list[Row] = []
    for kind, listed in sorted(counts.items()):
        total = sum(count.total() for count in listed)
        resolved = [(count["right"], count["right"] + count["wrong"]) for count in listed]
        possible = [(count["right"], count["right"] + count["wrong"] + count["open"]) for count in listed]
        rows.append((f"references, {part}: {kind} ({total}), right of those resolved", *interval(resolved)))
        rows.append((f"references, {part}: {kind} ({total}), right of those whose actor is known", *interval(possible)))
    return rows


def interval(counts: Sequence[tuple[int, int]]) -> tuple[float, float, float]:
    """The share of the sums, and the middle 95 % of that of samples of as many articles.

    >>> interval([(1, 2), (1, 2)])
    (0.5, 0.5, 0.5)
    """

    def share(sample: Sequence[tuple[int, int]]) -> float:
        whole = sum(one for _, one in sample)
        return sum(one for one, _ in sample) / whole if whole else 0.0

    draw = random.Random(0)
    shares = sorted(share(draw.choices(counts, k=len(counts))) for _ in range(DRAWS)) if counts else [0.0]
    return share(counts), shares[int(0.025 * len(shares))], shares[int(0.975 * (len(shares) - 1))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=None)
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    rows = measure(args.data or corpora.folder(), args.part)
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    for name, figure, low, high in rows:
        print(f"{name:80} {figure:.3f}  ({low:.3f} to {high:.3f})")


if __name__ == "__main__":
    main()
