"""The encoder: small transformers that mark names, cues, triggers and what belongs to them.

Names have a network of their own over the same word embeddings. For the rest, a lower half reads each window of a
text once. The upper half then reads it again without a mark (where are cues and triggers?) and once for each cue or
trigger found, with that word marked (what are its source and content, its participants, place and date?), a second
time with more context where that may not be all. Each run takes one sequence without padding, so what is found in one
place never depends on what else is read at the same time. Time is linear in the text. How the weights are made:
training/README.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from diplograph.language.wordpiece import EDGE, END, START, Pieces, Tokenizer

if TYPE_CHECKING:  # training runs without spaCy
    from spacy.tokens import Doc

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

BEFORE, AFTER = 48, 80  # pieces of context of a marked word, at most
NEAR = (32, 56)  # pieces before and after it that are read first
EDGE_ROWS = 6  # what is found within so many pieces of the edge may go on beyond it: then all context is read
DOUBTFUL = -1.5  # raw score of a cue or trigger that is none: not read again
CORE = 318  # pieces that a window answers for; with context and [CLS], [SEP] at most 448
STATEMENT, MEETING = 1, 2  # what a mark asks for
KINDS = ("PhoneCall", "VideoCall", "Call", "InPerson", "Talks", "Summit", "Visit", "Other")
STATUSES = ("held", "planned", "reported", "cancelled", "denied")
NAMES = ("PERSON", "ORG", "LOC", "NORP", "FAC", "EVENT", "LAW", "PRODUCT")  # tags of names: O, then B and I of each
# Outputs of the upper half for each piece: slices of one vector, in this order.
OUTPUTS = {
    "cue": 3,  # O B I
    "trigger": 3,
    "statement": 5,  # O B-source I-source B-content I-content
    "meeting": 9,  # O, B and I of participant, absent, place, date
    "cue_real": 1,
    "attitude": 1,
    "negated": 1,
    "prospective": 1,
    "trigger_real": 1,
    "proposed": 1,
    "kind": len(KINDS),
    "status": len(STATUSES),
}
_SPREAD = BEFORE + AFTER + 1  # distances, then the marked words themselves
MARKS = 1 + 2 * _SPREAD


def part(outputs: Any, name: str) -> Any:
    """The slice of outputs (an array whose last axis holds all of OUTPUTS) with this name."""
    begin = 0
    for key, size in OUTPUTS.items():
        if key == name:
            return outputs[..., begin : begin + size]
        begin += size
    raise KeyError(name)


def mark(task: int, distance: int, within: bool) -> int:
    """Number of the mark of a piece: its distance in pieces from the marked word, or that it belongs to it."""
    return 1 + (task - 1) * _SPREAD + (_SPREAD - 1 if within else distance + BEFORE)


class Network(Protocol):
    """All parts, for one sequence of n pieces."""

    def words(self, ids: Ints) -> Floats:
        """[n] -> [n, width]."""

    def lower(self, words: Floats, features: Ints) -> Floats:
        """[n, width], [n] -> [n, width]."""

    def upper(self, lower: Floats, features: Ints, marks: Ints) -> Floats:
        """[n, width], [n], [n] -> [n, sum of OUTPUTS]."""

    def names(self, words: Floats, features: Ints) -> Floats:
        """[n, width], [n] -> [n, 1 + 2 * len(NAMES)]."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A cue or trigger with what the encoder says about the words around it.

    begin, end: words. score: probability by the unmarked reading. first: the word that row 0 of outputs is for.
    outputs: one row for each word (its first piece), raw scores. own: raw scores at the marked words, averaged.
    """

    begin: int
    end: int
    score: float
    first: int
    outputs: Floats
    own: Floats


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder says of a text. names: one row of raw scores for each word: O, then B and I of each of NAMES."""

    pieces: Pieces
    names: Floats
    cues: tuple[Marked, ...]
    triggers: tuple[Marked, ...]


class Encoder:
    """Reads texts with a network. Thresholds: probability from which a cue or trigger is looked at again."""

    def __init__(
        self, network: Network, tokenizer: Tokenizer, *, cue_threshold: float = 0.45, trigger_threshold: float = 0.3
    ) -> None:
        self._network = network
        self._tokenizer = tokenizer
        self._thresholds = {"cue": cue_threshold, "trigger": trigger_threshold}

    def read(self, text: str) -> Reading:
        """Everything the encoder says of a text."""
        pieces = self._tokenizer(text)
        ids, features = np.array(pieces.ids, np.int64), np.array(pieces.features, np.int64)
        found: dict[str, list[Marked]] = {"cue": [], "trigger": []}
        tags = [np.zeros((0, 1 + 2 * len(NAMES)), np.float32)]
        for begin, end in window_cuts(pieces, CORE):
            first, last = max(0, begin - BEFORE), min(len(ids), end + AFTER)
            window = np.concatenate([[START], ids[first:last], [END]])
            featured = np.concatenate([[EDGE], features[first:last], [EDGE]])
            words = self._network.words(window)
            named = self._network.names(words, featured)[1:-1]
            low = self._network.lower(words, featured)
            own = range(pieces.words[begin], pieces.words[end - 1] + 1)
            tags.append(named[[pieces.firsts[w] - first for w in own if pieces.firsts[w] >= begin]])
            plain = self._network.upper(low, featured, np.zeros(len(window), np.int64))[1:-1]
            for name, task in (("cue", STATEMENT), ("trigger", MEETING)):
                scores = _softmax(part(plain, name))
                for b, e, score in _runs(pieces, scores, first, begin, end, self._thresholds[name]):
                    found[name].append(self._again(pieces, low, featured, first, last, b, e, score, task))
        return Reading(pieces, np.concatenate(tags), tuple(found["cue"]), tuple(found["trigger"]))

    def _again(
        self,
        pieces: Pieces,
        low: Floats,
        featured: Ints,
        first: int,
        last: int,
        begin: int,
        end: int,
        score: float,
        task: int,
    ) -> Marked:
        at = pieces.firsts[begin]
        stop = pieces.firsts[end] if end < len(pieces.firsts) else len(pieces.ids)
        widest = max(first, at - BEFORE), min(last, at + AFTER)
        reach = max(first, at - NEAR[0]), min(last, at + NEAR[1])
        while True:
            low_end, high_end = reach
            marks = np.array([mark(task, k - at, at <= k < stop) for k in range(low_end, high_end)], np.int64)
            here = slice(low_end - first + 1, high_end - first + 1)
            outputs = self._network.upper(low[here], featured[here], marks)
            own = outputs[at - low_end : min(stop, high_end) - low_end].mean(0)
            if reach == widest or not _goes_on(outputs, own, task, reach, widest):
                break
            reach = widest
        word = pieces.words[low_end]
        word += pieces.firsts[word] < low_end  # a word that is cut belongs to no window
        last_word = pieces.words[high_end - 1] + 1
        rows = [pieces.firsts[w] - low_end for w in range(word, last_word)]
        return Marked(begin, end, score, word, outputs[rows], own)


def _goes_on(outputs: Floats, own: Floats, task: int, reach: tuple[int, int], widest: tuple[int, int]) -> bool:
    """Whether what belongs to a marked word may lie partly beyond the pieces that were read."""
    name, real = ("statement", "cue_real") if task == STATEMENT else ("meeting", "trigger_real")
    if part(own, real)[0] < DOUBTFUL:
        return False
    tagged = part(outputs, name).argmax(-1) > 0
    before, after = reach[0] > widest[0], reach[1] < widest[1]
    return bool(before and tagged[:EDGE_ROWS].any()) or bool(after and tagged[-EDGE_ROWS:].any())


def window_cuts(pieces: Pieces, core: int) -> list[tuple[int, int]]:
    """Cut a text into stretches of at most `core` pieces, at a paragraph's or sentence's end where one is near.

    A text that fits one window with its context is one stretch.
    """
    size = len(pieces.ids)
    out: list[tuple[int, int]] = []
    begin = 0
    while begin < size:
        if size - begin <= core + (AFTER if begin else AFTER + BEFORE):
            end = size
        else:
            end = _cut(pieces, begin + core // 2, begin + core)
        out.append((begin, end))
        begin = end
    return out


def _cut(pieces: Pieces, lowest: int, highest: int) -> int:
    words = range(pieces.words[highest], pieces.words[lowest], -1)
    for level in (2, 1):
        for word in words:
            if pieces.breaks[word] >= level:
                return pieces.firsts[word]
    for word in words:
        if pieces.ids[pieces.firsts[word] - 1] in _STOPS:
            return pieces.firsts[word]
    return next((pieces.firsts[word] for word in words), highest)


_STOPS = frozenset((1012, 1029, 999))  # . ? !


def _runs(
    pieces: Pieces, scores: Floats, first: int, begin: int, end: int, threshold: float
) -> Iterator[tuple[int, int, float]]:
    """Stretches of words tagged B I*, with their probability. scores: one row for each piece from `first` on."""
    start, best = -1, 0.0
    word = pieces.words[begin] if begin < len(pieces.words) else 0
    last = pieces.words[end - 1] + 1 if end else 0
    upto = pieces.words[min(len(pieces.ids), first + len(scores)) - 1] + 1 if len(scores) else 0
    while word < upto:
        outside, opening, inner = (float(x) for x in scores[pieces.firsts[word] - first])
        goes_on = start >= 0 and inner >= opening and inner >= threshold
        if start >= 0 and not goes_on:
            yield start, word, best
            start = -1
        if goes_on:
            best = max(best, 1 - outside)
        elif word < last and 1 - outside >= threshold:
            start, best = word, 1 - outside
        if start < 0 and word >= last:
            return
        word += 1
    if start >= 0:
        yield start, word, best


def _softmax(scores: Floats) -> Floats:
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    return shifted / shifted.sum(-1, keepdims=True)  # type: ignore[no-any-return]


class OnnxNetwork:
    """The network as ONNX files, run on one thread, and its table of word embeddings."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime  # not needed by who reads with the light reader

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._lower, self._upper, self._names = (
            onnxruntime.InferenceSession(
                str(folder / f"encoder-{part}.onnx"),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=["SkipLayerNormFusion"],  # its kernel takes three times as long as the plain ones
            )
            for part in PARTS
        )
        with np.load(folder / "encoder-words.npz") as table:
            self._rows, self._scale = table["rows"], table["scale"]

    def words(self, ids: Ints) -> Floats:
        return self._rows[ids].astype(np.float32) * self._scale[ids]  # type: ignore[no-any-return]

    def lower(self, words: Floats, features: Ints) -> Floats:
        out = self._lower.run(None, {"words": words[None], "features": features[None]})[0][0]
        return out  # type: ignore[no-any-return]

    def upper(self, lower: Floats, features: Ints, marks: Ints) -> Floats:
        inputs = {"lower": lower[None], "features": features[None], "marks": marks[None]}
        return self._upper.run(None, inputs)[0][0]  # type: ignore[no-any-return]

    def names(self, words: Floats, features: Ints) -> Floats:
        out = self._names.run(None, {"words": words[None], "features": features[None]})[0][0]
        return out  # type: ignore[no-any-return]


VERSION = "1.2.0"
MODELS = Path(__file__).parent / "models"
PARTS = ("lower", "upper", "names")


def available(folder: Path = MODELS) -> bool:
    """Whether the encoder's files and the package that runs them are there."""
    return find_spec("onnxruntime") is not None and all(path.is_file() for path in files(folder))


def files(folder: Path = MODELS) -> list[Path]:
    """The files of the encoder."""
    return [
        *(folder / f"encoder-{part}.onnx" for part in PARTS),
        folder / "encoder-words.npz",
        folder / "vocabulary.txt",
    ]


def read_vocabulary(path: Path) -> dict[str, int]:
    with path.open(encoding="utf-8") as lines:
        return {line.rstrip("\n"): number for number, line in enumerate(lines)}


@cache
def load(folder: Path = MODELS) -> Encoder:
    """The encoder that ships with the package (or lies in `folder`)."""
    return Encoder(OnnxNetwork(folder), Tokenizer(read_vocabulary(folder / "vocabulary.txt")))


_KEPT = "diplograph_encoder"


def keep(doc: Doc, reading: Reading) -> None:
    """Keep what the encoder says of a Doc's text on the Doc."""
    doc.user_data[_KEPT] = reading


def reading_of(doc: Doc) -> Reading | None:
    """What the encoder said of a spaCy Doc's text; None where the pipeline has no encoder."""
    return doc.user_data.get(_KEPT)
