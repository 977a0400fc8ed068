"""Statements by the encoder: for each cue its source and its content, as spans of the text.

Each cue's likeliest taggings are its options, and so is that nothing was said; `attribution_joint` chooses among them
for all cues together.

Convention of the spans: data in training/README.md. Content keeps its quotation marks and "that", not the comma or
full stop after it; source and content never share a word.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from diplograph.language import attribution_joint, attribution_quotes
from diplograph.language.attribution_edges import Edges
from diplograph.language.attribution_joint import Option
from diplograph.language.encoder import Floats, Marked, Reading, part
from diplograph.language.tagging import joined, likeliest_tags, log_softmax, sigmoid, stretches
from diplograph.language.wordpiece import Pieces
from diplograph.model import Attribution, Mode, Span

WAYS = 8  # taggings of a cue that are looked at
TOGETHER = 3  # words of a piece that count when it is left out as a whole: they err together
UNPAIRED = 0.5  # nats that a piece costs which parts a quotation mark from its partner
TORN = 1.0  # the same of an edge within a phrase
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


def attributions(
    reading: Reading, text: str, *, doc: Doc | None = None, thresholds: Thresholds = Thresholds()
) -> tuple[Attribution, ...]:
    """Statements in the order of their cues. text: what was read. doc: its tree, if there is one."""
    edges = Edges(text, doc)
    cues = [one for one in reading.cues if one.score >= thresholds.cue and _real(one) >= thresholds.real]
    scores = [_scores(cue) for cue in cues]
    options = [
        _options(reading.pieces, text, cue, score, ways, edges, thresholds)
        for cue, score, ways in zip(cues, scores, likeliest_tags(scores, WAYS), strict=True)
    ]
    chosen = attribution_joint.decided(options)
    return attribution_quotes.completed([one.said for one in chosen if one.said is not None], text)


def _real(cue: Marked) -> float:
    return sigmoid(part(cue.own, "cue_real")[0])


def _options(
    pieces: Pieces,
    text: str,
    cue: Marked,
    scores: Floats,
    ways: list[tuple[float, list[int]]],
    edges: Edges,
    least: Thresholds,
) -> list[Option]:
    """What a cue may attribute, each reading once, the likeliest first; last that it attributes nothing.

    Without a contradiction the likeliest is taken, so "nothing" is never likelier than what the thresholds keep.
    """
    sure = cue.score * _real(cue)
    nothing = Option(None, min(0.0, math.log((1 - sure + 1e-6) / sure)))
    found: dict[tuple[object, object], Option] = {}
    most = 0.0
    for worth, tags in [*ways, *_shorter(scores, *ways[0])]:
        said = _attribution(pieces, text, cue, scores, tags, least)
        if said is None:
            if not found:
                return [nothing]
            continue
        loss = UNPAIRED * edges.unpaired(said.content) + TORN * edges.torn(said.content, (*said.cue, *said.source))
        likeliest = next(iter(found.values()), None)
        if likeliest is None:
            most = loss
        elif not _covers(said, likeliest.said, text):
            loss = max(loss, most)  # what was cut is made whole later; what is left out is lost
        found.setdefault((said.source, said.content), Option(said, worth - ways[0][0] - loss))
    ranked = sorted(found.values(), key=lambda one: -one.score)
    top = ranked[0].score if ranked else 0.0
    return [*(Option(one.said, one.score - top) for one in ranked), nothing]


def _covers(one: Attribution, other: Attribution | None, text: str) -> bool:
    """Whether the content of one holds all words of the other's; a closing mark is none."""
    pieces = other.content if other is not None else ()
    ends = [len(text[b.begin : b.end].rstrip("\"”»'’ ")) + b.begin for b in pieces]
    return all(
        any(a.begin <= b.begin and end <= a.end for a in one.content) for b, end in zip(pieces, ends, strict=True)
    )


def _shorter(scores: Floats, worth: float, tags: list[int]) -> list[tuple[float, list[int]]]:
    """The tagging without each one of several pieces of content, which no small change of its ends leads to."""
    pieces = stretches(tags, 2)
    found = []
    for begin, end in pieces if len(pieces) > 1 else ():
        rows = np.arange(begin, end)
        lost = (scores[rows, tags[begin:end]] - scores[rows, 0]).mean() * min(TOGETHER, end - begin)
        found.append((worth - float(lost), [*tags[:begin], *[0] * (end - begin), *tags[end:]]))
    return sorted(found, key=lambda way: -way[0])


def _scores(cue: Marked) -> Floats:
    scores = log_softmax(part(cue.outputs, "statement"))
    begin, end = cue.begin - cue.first, cue.end - cue.first
    scores[begin:end, 1:] = -1e9  # the cue belongs to neither source nor content
    return scores


def _attribution(
    pieces: Pieces,
    text: str,
    cue: Marked,
    scores: Floats,
    tags: list[int],
    least: Thresholds,
) -> Attribution | None:
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
        confidence=round(cue.score * _real(cue) * content_score * source_score, 4),
        mode=Mode.ATTITUDE if attitude else Mode.SPEECH,
        negated=sigmoid(part(cue.own, "negated")[0]) >= 0.5,
        prospective=sigmoid(part(cue.own, "prospective")[0]) >= 0.5,
        scores=(cue.score, _real(cue), content_score, source_score),
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


def _crumb(stretch: tuple[int, int], longest: int, likely: Floats) -> bool:
    """A word or two beside a longer piece that the encoder is not sure of."""
    begin, end = stretch
    return end - begin <= 2 and longest > 2 and _mean(likely, [stretch], 3) < 0.75


def _mean(likely: Floats, parts: list[tuple[int, int]], base: int) -> float:
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
