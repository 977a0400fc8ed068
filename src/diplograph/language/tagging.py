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
    return [found[0][1] for found in likeliest_tags(scores, 1)]


def likeliest_tags(scores: Sequence[Floats], most: int) -> list[list[tuple[float, list[int]]]]:
    """The `most` best ways to tag each sequence, the best first, with their log probabilities (list Viterbi).

    As `best_tags`; a short sequence has fewer ways. What is found of one never depends on the others.
    Source: Seshadri and Sundberg 1994, parallel list Viterbi.
    """
    found: list[list[tuple[float, list[int]]]] = []
    for first in range(0, len(scores), _AT_ONCE):
        found += _likeliest(scores[first : first + _AT_ONCE], most)
    return found


_AT_ONCE = 128  # sequences; more would only need more memory


def _likeliest(scores: Sequence[Floats], most: int) -> list[list[tuple[float, list[int]]]]:
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
    # [sequence, tag, rank]: worth of the ranked ways that end in the tag; back: the way before, tag * most + rank.
    value = np.full((len(scores), tags, most), _NEVER, np.float32)
    value[:, :, 0] = padded[:, 0]
    value[:, 2::2, 0] = _NEVER  # nothing begins inside
    back = np.zeros((len(scores), longest, tags, most), np.int16)
    for k in range(1, longest):
        paths = (value[:, :, :, None] + allowed[None, :, None, :]).reshape(len(scores), tags * most, tags)
        order = (-paths).argsort(1, kind="stable")[:, :most]
        back[:, k] = order.transpose(0, 2, 1)
        value = np.take_along_axis(paths, order, 1).transpose(0, 2, 1) + padded[:, k][:, :, None]
    ends = value.reshape(len(scores), tags * most)
    order = (-ends).argsort(1, kind="stable")[:, :most]
    found = []
    for number, length in enumerate(len(s) for s in scores):
        ways: list[tuple[float, list[int]]] = []
        for place in order[number]:
            if ends[number, place] <= _NEVER / 2 and ways:
                break
            current, way = int(place), []
            for k in range(longest - 1, -1, -1):
                way.append(current // most)
                current = int(back[number, k, current // most, current % most])
            ways.append((float(ends[number, place]), way[::-1][:length]))
        found.append(ways)
    return found


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
