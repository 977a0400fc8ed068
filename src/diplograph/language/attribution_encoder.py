"""Statements by the encoder: for each cue its source and its content, as spans of the text.

Convention of the spans: data in training/README.md. Content keeps its quotation marks and "that", not the comma or
full stop after it; source and content never share a word.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from diplograph.language.encoder import Marked, Reading, part
from diplograph.language.tagging import best_tags, joined, log_softmax, sigmoid, stretches
from diplograph.language.wordpiece import Pieces
from diplograph.model import Attribution, Mode, Span

HYPHEN = 1011  # "-" in the vocabulary
SPEECH, ATTITUDE = "encoder:speech", "encoder:attitude"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Below these a proposal is dropped. Tuned on the development parts (training/README.md)."""

    cue: float = 0.45
    real: float = 0.5
    content: float = 0.6
    source: float = 0.4
    sourceless: float = 0.95


def attributions(reading: Reading, text: str, *, thresholds: Thresholds = Thresholds()) -> tuple[Attribution, ...]:
    """Statements in the order of their cues. text: what was read."""
    scores = [_scores(cue) for cue in reading.cues]
    found = [
        _attribution(reading.pieces, text, cue, score, tags, thresholds)
        for cue, score, tags in zip(reading.cues, scores, best_tags(scores), strict=True)
    ]
    return tuple(a for a in found if a is not None)


def _scores(cue: Marked) -> np.typing.NDArray[np.float32]:
    scores = log_softmax(part(cue.outputs, "statement"))
    begin, end = cue.begin - cue.first, cue.end - cue.first
    scores[begin:end, 1:] = -1e9  # the cue belongs to neither source nor content
    return scores


def _attribution(
    pieces: Pieces,
    text: str,
    cue: Marked,
    scores: np.typing.NDArray[np.float32],
    tags: list[int],
    least: Thresholds,
) -> Attribution | None:
    real = sigmoid(part(cue.own, "cue_real")[0])
    if cue.score < least.cue or real < least.real:
        return None
    likely = np.exp(scores)
    sources = [_unbroken(pieces, cue, tags, s) for s in joined(stretches(tags, 1))]
    contents = joined([_unbroken(pieces, cue, tags, s) for s in stretches(tags, 2)])
    whole = max((e - b for b, e in contents), default=0)
    contents = [s for s in contents if not _crumb(s, whole, likely)]
    if not contents:
        return None
    content_score = _mean(likely, contents, 3)
    source = max(sources, key=lambda s: (_mean(likely, [s], 1) * min(3, s[1] - s[0]), -s[0]), default=None)
    source_score = _mean(likely, [source], 1) if source else float(likely[:, [0, 3, 4]].sum(1).min())
    if content_score < least.content or source_score < (least.source if source else least.sourceless):
        return None
    spans = [_trimmed(pieces, text, cue.first + b, cue.first + e) for b, e in contents]
    content = tuple(s for s in spans if s is not None)
    if not content:
        return None
    attitude = sigmoid(part(cue.own, "attitude")[0]) >= 0.5
    return Attribution(
        source=(_span(pieces, cue.first + source[0], cue.first + source[1]),) if source else (),
        cue=(_span(pieces, cue.begin, cue.end),),
        content=content,
        rule=ATTITUDE if attitude else SPEECH,
        confidence=round(cue.score * real * content_score * source_score, 4),
        mode=Mode.ATTITUDE if attitude else Mode.SPEECH,
        negated=sigmoid(part(cue.own, "negated")[0]) >= 0.5,
        prospective=sigmoid(part(cue.own, "prospective")[0]) >= 0.5,
    )


def _unbroken(pieces: Pieces, cue: Marked, tags: list[int], stretch: tuple[int, int]) -> tuple[int, int]:
    """The stretch without a cut inside a hyphenated word ("Persad-|Bissessar")."""
    begin, end = stretch

    def free(row: int) -> bool:
        return 0 <= row < len(tags) and tags[row] == 0 and not cue.begin <= cue.first + row < cue.end

    while free(end) and any(_hyphen(pieces, cue.first + k) for k in (end - 1, end)):
        end += 1
    while free(begin - 1) and any(_hyphen(pieces, cue.first + k) for k in (begin - 1, begin)):
        begin -= 1
    return begin, end


def _hyphen(pieces: Pieces, word: int) -> bool:
    """Whether a word is a hyphen with no blank on either side."""
    inside = 0 < word < len(pieces.begins) - 1 and pieces.ids[pieces.firsts[word]] == HYPHEN
    return inside and pieces.ends[word - 1] == pieces.begins[word] and pieces.ends[word] == pieces.begins[word + 1]


def _crumb(stretch: tuple[int, int], longest: int, likely: np.typing.NDArray[np.float32]) -> bool:
    """A word or two beside a longer piece that the encoder is not sure of."""
    begin, end = stretch
    return end - begin <= 2 and longest > 2 and _mean(likely, [stretch], 3) < 0.75


def _mean(likely: np.typing.NDArray[np.float32], parts: list[tuple[int, int]], base: int) -> float:
    rows = np.concatenate([np.arange(b, e) for b, e in parts])
    return float(likely[rows, base : base + 2].sum(1).mean())


def _span(pieces: Pieces, begin: int, end: int) -> Span:
    return Span(pieces.begins[begin], pieces.ends[end - 1])


def _trimmed(pieces: Pieces, text: str, begin: int, end: int) -> Span | None:
    """A piece of content without marks that don't belong to it; None when no word is left.

    Outside quotation marks no comma, stop or bracket at either end. A quotation that the piece cuts at its mark is
    completed by the mark.
    """
    quotes = pieces.quotes
    if begin > 0 and quotes[begin - 1] == 2 and quotes[begin] in (0, 1):
        begin -= 1
    if end < len(quotes) and quotes[end] == 3 and any(quotes[k] == 2 for k in range(begin, end)):
        depth = 0
        for k in range(begin, end):
            depth += (quotes[k] == 2) - (quotes[k] == 3)
        end += depth > 0
    while end > begin and _loose(pieces, text, end - 1):
        end -= 1
    while begin < end and _loose(pieces, text, begin):
        begin += 1
    return _span(pieces, begin, end) if begin < end else None


def _loose(pieces: Pieces, text: str, word: int) -> bool:
    """A mark outside quotations that ends or begins no content."""
    return pieces.quotes[word] == 0 and text[pieces.begins[word]] in ".,;:—–-"
