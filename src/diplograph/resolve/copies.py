"""Copies: documents whose article repeats another's, found by MinHash and checked on the words themselves.

Furniture (menus, captions' credits, footers) is left out, so that two outlets' pages of one agency report compare by
the report. A few shared quotations make no copy.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

from diplograph.model import Document
from diplograph.wording import words

SHINGLE = 5  # words; short enough to survive an edited sentence, long enough to be no stock phrase
PERMUTATIONS = 128
SEED = 20250224  # of the permutations: any number will do, but always the same
LIKELY = 0.25  # Jaccard index from which a pair is looked at
CONTAINED = 0.7  # share of the shorter article's shingles that the longer one must have
FEWEST = 20  # shingles; shorter texts are too short to tell


def article(document: Document) -> str:
    """The document's text without its furniture."""
    pieces, at = [], 0
    for masked in sorted(document.furniture, key=lambda piece: piece.span):
        if masked.span.begin > at:
            pieces.append(document.text[at : masked.span.begin])
        at = max(at, masked.span.end)
    return "\n".join([*pieces, document.text[at:]])


def shingles(document: Document) -> frozenset[str]:
    """All runs of five words of the article, normalised."""
    said = words(article(document))
    return frozenset(" ".join(said[i : i + SHINGLE]) for i in range(len(said) - SHINGLE + 1))


def repeats(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one article's shingles repeat the other's.

    >>> story, quoted = frozenset(map(str, range(100))), frozenset(map(str, range(90, 190)))
    >>> repeats(story, frozenset(map(str, range(10, 120)))), repeats(story, quoted)
    (True, False)
    """
    fewer = min(len(one), len(other))
    return fewer >= FEWEST and len(one & other) >= CONTAINED * fewer


def find(documents: Sequence[Document]) -> tuple[int | None, ...]:
    """For each document the position of the one that it repeats, or None.

    documents: in their order (date, then identifier); the first of a kind is never a copy itself.
    """
    if len(documents) < 2:
        return (None,) * len(documents)
    from datasketch import MinHash, MinHashLSH  # numpy with it: only when there is something to compare

    index = MinHashLSH(threshold=LIKELY, num_perm=PERMUTATIONS)
    found: list[int | None] = []
    blank = MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=zlib.crc32)
    for position, document in enumerate(documents):
        told = shingles(document)
        if len(told) < FEWEST:
            found.append(None)
            continue
        print_ = blank.copy()
        print_.update_batch([shingle.encode("utf-8", "replace") for shingle in told])
        found.append(_first(told, sorted(index.query(print_)), documents))
        if found[-1] is None:  # copies of copies are found through the original
            index.insert(position, print_)
    return tuple(found)


def _first(told: frozenset[str], likely: Iterable[int], documents: Sequence[Document]) -> int | None:
    return next((one for one in likely if repeats(told, shingles(documents[one]))), None)
