"""From the encoder's scores to stretches of words: the best sequence of B, I and O tags."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from diplograph.language.encoder import Floats

_NEVER = np.float32(-1e9)


def log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))  # type: ignore[no-any-return]


def best_tags(scores: Sequence[Floats]) -> list[list[int]]:
    """The best tags of each sequence (Viterbi). Tag 0 is O, odd ones B, the even one after it I of the same kind.

    scores: [words, tags], log probabilities. I follows only B or I of its kind.
    """
    if not scores:
        return []
    tags = scores[0].shape[1]
    longest = max(len(s) for s in scores)
    padded = np.zeros((len(scores), longest, tags), np.float32)
    for row, s in zip(padded, scores, strict=True):
        row[: len(s)] = s
        row[len(s) :, 1:] = _NEVER  # O to the end
    allowed = np.zeros((tags, tags), np.float32)
    for inner in range(2, tags, 2):
        allowed[:, inner] = _NEVER
        allowed[[inner - 1, inner], inner] = 0
    value = padded[:, 0].copy()
    value[:, 2::2] = _NEVER  # nothing begins inside
    back = np.zeros((len(scores), longest, tags), np.int8)
    for k in range(1, longest):
        paths = value[:, :, None] + allowed[None]
        back[:, k] = paths.argmax(1)
        value = paths.max(1) + padded[:, k]
    current = value.argmax(1)
    out = np.zeros((len(scores), longest), np.int8)
    rows = np.arange(len(scores))
    for k in range(longest - 1, -1, -1):
        out[:, k] = current
        current = back[rows, k, current]
    return [[int(t) for t in row[: len(s)]] for row, s in zip(out, scores, strict=True)]


def stretches(tags: Sequence[int], kind: int) -> list[tuple[int, int]]:
    """Word stretches [begin, end) tagged B I* of a kind (1 for tags 1 and 2, 2 for tags 3 and 4 …).

    >>> stretches([0, 1, 2, 1, 0, 3], 1)
    [(1, 3), (3, 4)]
    """
    out: list[tuple[int, int]] = []
    for k, tag in enumerate(tags):
        if tag == 2 * kind - 1:
            out.append((k, k + 1))
        elif tag == 2 * kind:
            out[-1] = (out[-1][0], k + 1)
    return out


def joined(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches with no word or mark between them as one: two parties never touch
    ("her counterpart Kofi Mensah").

    >>> joined([(0, 2), (2, 4), (5, 6)])
    [(0, 4), (5, 6)]
    """
    out: list[tuple[int, int]] = []
    for begin, end in found:
        if out and out[-1][1] == begin:
            out[-1] = (out[-1][0], end)
        else:
            out.append((begin, end))
    return out


def sigmoid(score: float) -> float:
    return float(1 / (1 + np.exp(-np.float64(score))))
