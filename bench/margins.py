"""How near the models' decisions are to falling otherwise, and what differences in the last digits change.

    python bench/margins.py [seeds modern]

First: the share of decisions whose best choice is ahead by less than .001, .01 and .1 (of tags, of the second best's
probability; of thresholds, the distance to them). These margins alone tell little: the encoder rounds what flows
through it to 8 bits, and a float that falls on the other side of one rounding step moves probabilities by much more
than itself. So everything is read again in several ways: unchanged (a control: nothing may differ), with onnxruntime's
steps not fused (floats are added in another order, as on another kind of CPU), with each word vector of the encoder
changed by up to a ten-millionth or a millionth, and with each weight of the syntax changed by up to a millionth.
See docs/determinism.md.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import articles
import corpora
import numpy as np
import onnxruntime

from diplograph import pipeline
from diplograph.language import encoder
from diplograph.language.attribution_encoder import Thresholds
from diplograph.language.encoder import OnnxNetwork, Reading, part
from diplograph.language.pipeline import build_nlp, digest
from diplograph.language.pipeline import read as parse
from diplograph.language.tagging import sigmoid
from diplograph.model import Document, Extraction

READING = pipeline.Reading()
NEAR = (0.001, 0.01, 0.1)
CHANCES = (1, 2, 3)  # seeds of the random changes
Margins = dict[str, list[float]]


def likely(scores: Any) -> Any:
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    return shifted / shifted.sum(-1, keepdims=True)


def ahead(scores: Any) -> list[float]:
    """Of each row of scores, how far the best is ahead of the second, as probabilities."""
    if not len(scores):
        return []
    ordered = np.sort(likely(scores), axis=-1)
    return [float(x) for x in ordered[:, -1] - ordered[:, -2]]


def of_encoder(reading: Reading) -> Margins:
    found: Margins = {"names: tag of a word": ahead(reading.names)}
    least = Thresholds()
    for task, marked in (("statement", reading.cues), ("meeting", reading.triggers)):
        tags = [x for one in marked for x in ahead(part(one.outputs, task))]
        found[f"{task}: tag of a word around a {'cue' if task == 'statement' else 'trigger'}"] = tags
    found["statement: is the cue one"] = [abs(sigmoid(part(x.own, "cue_real")[0]) - least.real) for x in reading.cues]
    for name in ("attitude", "negated", "prospective"):
        found[f"statement: {name}"] = [abs(sigmoid(part(x.own, name)[0]) - 0.5) for x in reading.cues]
    for name in ("kind", "status"):
        found[f"meeting: {name}"] = [x for one in reading.triggers for x in ahead(part(one.own, name)[None])]
    return found


def look(documents: Iterable[Document]) -> Margins:
    """The margins of all decisions in the texts."""
    found: Margins = {}
    nlp = build_nlp(READING.model)
    network = encoder.load()._network
    plain: list[Any] = []

    class Looking:
        words, lower, names = network.words, network.lower, network.names

        def upper(self, lower: Any, features: Any, marks: Any) -> Any:
            out = network.upper(lower, features, marks)
            if not marks.any():
                plain.append(out[1:-1])
            return out

    encoder.load()._network = Looking()
    try:
        for document in documents:
            doc = parse(nlp, document)
            reading = encoder.reading_of(doc)
            assert reading is not None
            tagger: Any = nlp.get_pipe("tagger")
            syntax = {"syntax: part of speech": ahead(np.asarray(tagger.model.predict([doc])[0]))}  # raw scores
            for name, values in (*of_encoder(reading).items(), *syntax.items()):
                found.setdefault(name, []).extend(values)
    finally:
        encoder.load()._network = network
    for name, threshold in encoder.load()._thresholds.items():
        outside = np.concatenate([likely(part(one, name))[:, 0] for one in plain])
        found[f"{name}: is a piece looked at again"] = [float(x) for x in abs(1 - outside - threshold)]
    return found


class Trembling(OnnxNetwork):
    """The network with word vectors changed by up to a share `by` of them."""

    def __init__(self, by: float, seed: int) -> None:
        super().__init__(encoder.MODELS)
        self._by, self._chance = by, np.random.default_rng(seed)

    def words(self, ids: Any) -> Any:
        words = super().words(ids)
        return words * (1 + self._by * self._chance.uniform(-1, 1, words.shape)).astype(np.float32)


class Unfused(OnnxNetwork):
    """The network as it is written in its files, step by step: the same numbers but for the order of additions."""

    def __init__(self) -> None:
        super().__init__(encoder.MODELS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        self._lower, self._upper, self._names = (
            onnxruntime.InferenceSession(str(encoder.MODELS / f"encoder-{one}.onnx"), options) for one in encoder.PARTS
        )


def shake_syntax(by: float, seed: int) -> None:
    """Change every weight of the syntax by up to a share `by` of it."""
    chance = np.random.default_rng(seed)
    for _, component in build_nlp(READING.model).pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if model is not None and hasattr(model, "walk") else ():
            for name in node.param_names:
                if node.has_param(name):
                    value = node.get_param(name)
                    node.set_param(name, value * (1 + by * chance.uniform(-1, 1, value.shape)).astype("f"))


def put(network: Any) -> None:
    encoder.load()._network = network


WAYS: dict[str, tuple[tuple[int, ...], Callable[[int], None]]] = {
    "control, nothing changed": ((0,), lambda seed: None),
    "encoder: steps not fused": ((0,), lambda seed: put(Unfused())),
    "encoder: words by 1e-7": (CHANCES, lambda seed: put(Trembling(1e-7, seed))),
    "encoder: words by 1e-6": (CHANCES, lambda seed: put(Trembling(1e-6, seed))),
    "syntax: weights by 1e-6": (CHANCES, lambda seed: shake_syntax(1e-6, seed)),
}


def facts(found: Extraction) -> dict[str, set[Any]]:
    return {
        "mentions": {(one.name, each.span, each.kind) for one in found.actors for each in one.mentions},
        "meetings": {(one.trigger, one.kind, one.status, one.participants) for one in found.meetings},
        "statements": {(one.speakers, one.cue, one.content, one.form, one.mode) for one in found.statements},
    }


def reread(documents: list[Document], before: list[Extraction], seeds: tuple[int, ...], change: Any) -> str:
    """What comes out otherwise when the models are loaded anew and changed: facts that are gone, confidences moved."""
    gone: Counter[str] = Counter()
    total: Counter[str] = Counter()
    moved: list[float] = []
    for seed in seeds:
        build_nlp.cache_clear()
        encoder.load.cache_clear()
        change(seed)
        for old, document in zip(before, documents, strict=True):
            new = pipeline.extract(document, READING)
            for kind, known in facts(old).items():
                total[kind] += len(known)
                gone[kind] += len(known - facts(new)[kind])
            sure = {(one.speakers, one.cue, one.content): one.confidence for one in old.statements}
            keys = [((one.speakers, one.cue, one.content), one.confidence) for one in new.statements]
            moved += [abs(now - sure[key]) for key, now in keys if key in sure]
    build_nlp.cache_clear()
    encoder.load.cache_clear()
    shares = ", ".join(f"{kind} {gone[kind]} of {total[kind]}" for kind in total)
    steps = sum(x >= 0.005 for x in moved)
    return f"not the same: {shares}; confidence moved by .005 or more: {steps} of {len(moved)}, most {max(moved):.3f}"


def main() -> None:
    for name in sys.argv[1:] or ("seeds", "modern"):
        documents = articles.documents(name, corpora.folder())
        print(f"== {name}: {len(documents)} articles, nearer than {', '.join(map(str, NEAR))}")
        for what, values in sorted(look(documents).items()):
            shares = "  ".join(f"{sum(x < near for x in values) / max(1, len(values)):7.2%}" for near in NEAR)
            print(f"{what:48} {len(values):7}  {shares}")
        before = [pipeline.extract(one, READING) for one in documents]
        used = digest(encoder.files())
        for way, (seeds, change) in WAYS.items():
            print(f"{way:26} {reread(documents, before, seeds, change)}", flush=True)
        if digest(encoder.files()) != used:
            sys.exit("the encoder's files changed while they were measured: these figures mean nothing")


if __name__ == "__main__":
    main()
