"""Fit the confidence of statements; writes src/diplograph/language/models/statements.json.

usage: DIPLOGRAPH_DATA=... python training/statement_confidence.py [--report [--list]] [--strength 1] [--least 0.5]

Learns from articles that neither the encoder nor the light reader have learnt from: the development parts of `corpus/`,
of the own, Voice of America and Wikinews articles. Each is read with the encoder and, at half the weight, with the
light reader. A statement is right when its words are (Jaccard at least .5 with an annotated content, one to one; of a
label its end), its source overlaps the annotated one, and the speaker's name agrees; a speaker without a name is right
where the source is, and so is one that is left open. Prints the reliability in cross-validation by article, and what
each least confidence would bring. --report: prints only, and writes nothing; --list: every statement, to read.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).resolve().parent / "meetings"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))
import data
from fitting import bias_of, option, weights_of

from diplograph import lexicon
from diplograph.extract import (
    actors,
    coreference_speakers,
    dates,
    statements,
    statements_confidence,
    transcripts,
    unnamed,
)
from diplograph.language import attribution
from diplograph.language.pipeline import build_nlp
from diplograph.language.pipeline import read as parse
from diplograph.model import Actor, Statement

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src/diplograph/language/models/statements.json"
SOURCE = "logistic regression, training/statement_confidence.py; fitted on corpus, own, VOA, Wikinews dev"
LEAST = 0.5  # what is less sure is left out
SEEN = 30  # a feature seen less often teaches nothing
STRENGTH = 1.0
FOLDS = 10
LIGHT_WEIGHT = 0.5
BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
_MARKS = 2  # characters
_ALIKE = 4  # letters in which two names of one party agree: "Greek officials", Greece


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as read: its properties, whether it is right, its article, the confidence it has now."""

    features: dict[str, float]
    right: bool
    article: str
    confidence: float
    encoder: bool
    speech: bool


@dataclass(slots=True)
class Read:
    """All statements of the sets, and how many are annotated in them."""

    told: list[Told]
    wanted: int = 0


def development() -> Iterator[dict[str, Any]]:
    """Annotated articles that taught nobody."""
    import joint  # of bench/

    for name in ("corpus", "own", "voa", "wikinews"):
        for _, record in joint.articles(name, data.folder()):
            yield record


def collect(rows: Iterable[dict[str, Any]], *, listed: bool = False) -> Read:
    """Reads the articles with both readers."""
    nlp, known, read = build_nlp(), lexicon.load(), Read([])
    for row in rows:
        document = data.document(row["doc"], row["text"], row.get("published"))
        doc = parse(nlp, document)
        when = dates.find(doc, document, known)
        who = transcripts.with_labels(doc, document, actors.find(doc, document, known))
        read.wanted += len(row["attributions"])
        for reader in ("default", "tree"):
            proposed = attribution.propose(doc, reader)  # type: ignore[arg-type]
            cast = unnamed.with_sources(doc, document, known, who, proposed)
            cast = coreference_speakers.with_speakers(doc, document, known, cast, proposed)
            described = statements.described(doc, document, known, cast, when, proposed)
            read.told += judged(row, described, {one.id: one for one in cast.actors}, reader == "default", listed)
    return read


def judged(
    row: dict[str, Any],
    described: Sequence[tuple[Statement, dict[str, float]]],
    people: dict[str, Actor],
    encoder: bool,
    listed: bool = False,
) -> Iterator[Told]:
    """Each statement of an article with the verdict."""
    import corpora  # of bench/

    scorer = corpora.script(data.folder() / "data/attribution/score.py")
    said = [one for one, _ in described]
    rows = [
        {
            "speaker": [[one.speaker_span.begin, one.speaker_span.end]] if one.speaker_span else [],
            "cue": [[one.cue.begin, one.cue.end]] if one.cue else [],
            "content": [[piece.begin, piece.end] for piece in one.content],
        }
        for one in said
    ]
    _, pairs, gold, made = scorer.score_doc(row, rows)
    kept = [one for one in row["attributions"] if scorer.pieces_of(one["content"])]
    right = {
        j
        for i, j, _ in pairs
        if (scorer.overlap(gold[i]["source"], made[j]["source"]) or not gold[i]["source"])
        and speaker_right(kept[i], [people[who] for who in said[j].speakers])
    }
    right |= {j for j in range(len(made)) if j not in right and any(labels(one, made[j], scorer) for one in gold)}
    weights = statements_confidence.load()
    for number, (one, features) in enumerate(described):
        sure = statements_confidence.confidence(features, weights)
        yield Told(features, number in right, row["doc"], sure, encoder, one.mode.value == "speech")
        if listed and encoder:
            words = " [] ".join(row["text"][span.begin : span.end] for span in one.content).replace("\n", " ")
            names = [people[who].name for who in one.speakers]
            print("+" if number in right else "-", row["doc"], sure, names, one.rule, "|", words[:120])


def labels(gold: dict[str, Any], made: dict[str, Any], scorer: Any) -> bool:
    """Whether the words are the end of the annotated ones: of "called the plan *a mistake*" the label is kept alone."""
    return (
        scorer.overlap(gold["source"], made["source"])
        and scorer.overlap(gold["cue"], made["cue"])
        and gold["content"][0][0] <= made["content"][0][0]
        and abs(gold["content"][-1][1] - made["content"][-1][1]) <= _MARKS
    )


def speaker_right(gold: dict[str, Any], speakers: Sequence[Actor]) -> bool:
    """Whether one of the speakers is the annotated one, by any word of the name; without a name the source says who."""
    wanted = gold.get("speaker")
    if not wanted or not speakers or any(one.unnamed for one in speakers):
        return True
    theirs = {word[:_ALIKE] for word in _words(wanted)}
    if len(gold["source_text"] or "") > _ALIKE:  # not of a pronoun
        theirs |= {word[:_ALIKE] for word in _words(gold["source_text"])}
    return any(word[:_ALIKE] in theirs for one in speakers for word in _words(one.name))


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", name.casefold()) if word not in ("the", "of", "and", "for", "in")]


def reliability(scores: Any, labels: Any, wanted: int) -> None:
    """How often statements of some confidence are right, and what is left when those below one are left out."""
    print("  confidence      statements  mean   right")
    for low, high in pairwise(BINS):
        taken = (scores >= low - 1e-9) & (scores < high - 1e-9)
        if taken.sum():
            told, true = scores[taken].mean(), labels[taken].mean()
            print(f"  {low:.2f} to {min(high, 1):.2f} {taken.sum():12d}   {told:.3f}   {true:.3f}")
    print(f"  Brier {np.mean((scores - labels) ** 2):.4f}, of the mean {np.mean((labels.mean() - labels) ** 2):.4f}")
    print("  at least  statements  P      R      F1")
    for least in (0.0, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
        taken = scores >= least - 1e-9
        if taken.sum():
            p, r = labels[taken].mean(), labels[taken].sum() / wanted
            print(f"  {least:8.2f} {taken.sum():8d}    {100 * p:5.1f}  {100 * r:5.1f}  {200 * p * r / (p + r):5.1f}")


def vectors_of(told: Sequence[Told]) -> tuple[Any, Any, Any, Any, DictVectorizer]:
    counts = Counter(feature for one in told for feature in one.features)
    vectors = DictVectorizer(sort=True)
    x = vectors.fit_transform([{f: v for f, v in one.features.items() if counts[f] >= SEEN} for one in told])
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)
    y = np.array([one.right for one in told])
    weight = np.where([one.encoder for one in told], 1.0, LIGHT_WEIGHT)
    return x, y, np.array([one.article for one in told]), weight, vectors


def fit(x: Any, y: Any, weight: Any) -> LogisticRegression:
    strength = option("--strength", STRENGTH)
    return LogisticRegression(C=strength, max_iter=5000, solver="liblinear").fit(x, y, sample_weight=weight)


def crossed(told: Sequence[Told]) -> Any:
    """The confidence of each by weights that were fitted without its article, in the steps that are told."""
    x, y, groups, weight, _ = vectors_of(told)
    guessed = np.zeros(len(y))
    for rest, held in GroupKFold(FOLDS).split(x, y, groups):
        guessed[held] = fit(x[rest], y[rest], weight[rest]).predict_proba(x[held])[:, 1]
    return np.clip(np.round(guessed * 20), 1, 19) / 20


def report(read: Read) -> None:
    right = np.array([one.right for one in read.told])
    by = np.array([one.encoder for one in read.told])
    print(f"{by.sum()} statements by the encoder, {right[by].sum()} right, {read.wanted} annotated")
    print("with the encoder, as it is now")
    reliability(np.array([one.confidence for one in read.told])[by], right[by], read.wanted)
    guessed = crossed(read.told)
    print("with the encoder, cross-validated by article")
    reliability(guessed[by], right[by], read.wanted)
    print("with the light reader, cross-validated by article")
    reliability(guessed[~by], right[~by], read.wanted)


def write(told: Sequence[Told]) -> None:
    x, y, _, weight, vectors = vectors_of(told)
    model = fit(x, y, weight)
    weights = weights_of(model, vectors.get_feature_names_out())
    content = {"source": SOURCE, "bias": bias_of(model), "least": option("--least", LEAST), "weights": weights}
    TARGET.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    statements_confidence.load.cache_clear()
    print(f"{len(weights)} weights")


def main() -> None:
    read = collect(development(), listed="--list" in sys.argv)
    report(read)
    if "--report" not in sys.argv:
        write(read.told)


if __name__ == "__main__":
    main()
