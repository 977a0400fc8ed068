"""Names: exact spans on annotated corpora, names that no training text has, names of the world.

usage: python bench/names.py [--data FOLDER] [--model default|fast|NAME] [--each N]

The corpora and the carrier sentences are those of DIPLOGRAPH_DATA (or --data): data/nlp, data/nlp-extra, data/names.
Never seen: names of the development parts whose words, as a whole, stand in no text that the name models learnt from.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import importlib.util
import os
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from spacy.language import Language

from diplograph.language.pipeline import build_nlp

Row = tuple[str, float, float, float]
DEV = (
    ("UNER-EWT", "nlp/uner-ewt-dev"),
    ("GUM", "nlp/gum-open-ner-dev"),
    ("CrossNER politics", "nlp-extra/crossner-politics-dev"),
    ("GMB (silver)", "nlp/gmb-dev"),
)
TRAIN = (
    "nlp/gmb-train nlp/uner-ewt-train nlp/gum-open-ner-train nlp/wikigold-train nlp-extra/re3d-train "
    "nlp-extra/crossner-politics-train"
).split()
DRAWS = 1000


def tool(path: Path) -> ModuleType:
    """A scorer that lies beside the data."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def corpus_rows(nlp: Language, data: Path) -> Iterator[Row]:
    scorer = tool(data / "nlp/score_pipeline.py")
    known = known_names(data)
    unseen: list[tuple[int, int, int]] = []
    for label, name in DEV:
        path = data / f"{name}.iob2.gz"
        if not path.is_file():
            continue
        counts = []
        for example in scorer.run(nlp, scorer.ner_docs(nlp.vocab, path), False):
            gold = {(e.start_char, e.end_char, e.label_): e.text for e in example.reference.ents}
            found = {(e.start_char, e.end_char, e.label_) for e in example.predicted.ents}
            counts.append((len(gold.keys() & found), len(found - gold.keys()), len(gold.keys() - found)))
            if "silver" not in label:
                new = [key for key, words in gold.items() if words.lower() not in known]
                unseen.append((sum(key in found for key in new), 0, sum(key not in found for key in new)))
        yield row(f"names, {label}", counts, f_score)
    total = sum(a + c for a, _, c in unseen)
    yield row(f"names never seen in training ({total}), recall", unseen, recall)


def world_rows(nlp: Language, data: Path, each: int = 12) -> Iterator[Row]:
    scorer = tool(data / "names/score_names.py")
    lines = [x for x in (data / "names/carriers.txt").read_text(encoding="utf-8").splitlines() if x and x[0] != "#"]
    carriers = {slot: [x for x in lines if "{" + slot + "}" in x] for slot in ("PERSON", "CITY")}
    jobs = []
    with (data / "names/dev.tsv").open(encoding="utf-8") as file:
        for number, name in enumerate(csv.DictReader(file, delimiter="\t")):
            slot = "CITY" if name["kind"] == "city" else "PERSON"
            pool = carriers[slot]
            for k in range(min(each, len(pool))):
                title = scorer.TITLES[(number + k) % 4]
                filled = scorer.fill(pool[(number * 7 + k) % len(pool)], name["name"], slot, name["state"], title)
                jobs.append((filled[0], (filled[1:], slot, name)))
    regions: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for doc, (span, slot, name) in nlp.pipe(jobs, as_tuples=True):
        label = "LOC" if slot == "CITY" else "PERSON"
        hit = any((e.start_char, e.end_char) == span and scorer.LABEL.get(e.label_) == label for e in doc.ents)
        for region in ("all", name["region"]):
            regions[region][name["name"]][not hit] += 1
    figures = {region: row("", [(a, 0, b) for a, b in by.values()], recall) for region, by in regions.items()}
    yield ("world names, all, recall", *figures.pop("all")[1:])
    worst = min(figures, key=lambda region: (figures[region][1], region))
    yield (f"world names, worst region ({worst}), recall", *figures[worst][1:])


def known_names(data: Path) -> set[str]:
    """Names annotated in the training texts, in lower case."""
    out: set[str] = set()
    for name in TRAIN:
        with gzip.open(data / f"{name}.iob2.gz", "rt", encoding="utf-8") as file:
            words: list[str] = []
            for line in [*file, "\n"]:
                cells = line.rstrip("\n").split("\t")
                inside = len(cells) > 1 and cells[1].startswith("I-")
                if words and not inside:
                    out.add(re.sub(r"\s+(?=['’\-.,])|(?<=-)\s+", "", "".join(words).strip()).lower())
                    out.add("".join(words).strip().lower())
                    words = []
                if len(cells) > 1 and cells[1] != "O":
                    words.append(cells[0] + (" " if cells[2] == "1" else ""))
    return out


def f_score(hits: int, false: int, missed: int) -> float:
    return 2 * hits / max(1, 2 * hits + false + missed)


def recall(hits: int, false: int, missed: int) -> float:
    return hits / max(1, hits + missed)


def row(name: str, counts: list[tuple[int, int, int]], score: object) -> Row:
    """The score of all counts with the interval of 95 % of resamplings (sentences, or names)."""
    rnd = random.Random(1)
    of = score if callable(score) else f_score
    drawn = []
    for _ in range(DRAWS):
        some = rnd.choices(counts, k=len(counts))
        drawn.append(of(*(sum(column) for column in zip(*some, strict=True))))
    drawn.sort()
    total = of(*(sum(column) for column in zip(*counts, strict=True)))
    return name, 100 * total, 100 * drawn[DRAWS // 40], 100 * drawn[-DRAWS // 40]


def measure(data: Path, model: str = "default") -> list[Row]:
    """(name, figure, low, high) in per cent. data: the folder with nlp, nlp-extra, names."""
    nlp = build_nlp(model)
    kept = {"diplograph_boundaries", "ner", "diplograph_encoder"}
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name not in kept]):
        return [*corpus_rows(nlp, data), *world_rows(nlp, data)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path(os.environ.get("DIPLOGRAPH_DATA", ".")))
    options.add_argument("--model", default="default")
    a = options.parse_args()
    for name, figure, low, high in measure(a.data / "data", a.model):
        print(f"{name:60} {figure:5.1f}  ({low:.1f} to {high:.1f})")


if __name__ == "__main__":
    main()
