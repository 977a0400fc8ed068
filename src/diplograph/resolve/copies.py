"""Copies: documents whose article repeats another's, found by MinHash and checked on the words themselves.

Furniture (menus, captions' credits, footers) is left out, so that two outlets' pages of one agency report compare by
the report. A few shared quotations make no copy.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from diplograph.model import Document
from diplograph.wording import words

SHINGLE = 5  # words; short enough to survive an edited sentence, long enough to be no stock phrase
PERMUTATIONS = 128
SEED = 20250224  # of the permutations: any number will do, but always the same
LOOKED_AT = 0.15  # estimated Jaccard index from which a pair is looked at, well below the next
ALIKE = 0.25  # Jaccard index that a copy must have: a brief that quotes two sentences of a long report is none
CONTAINED = 0.7  # share of the shorter article's shingles that the longer one must have
FEWEST = 20  # shingles; shorter texts are too short to tell
DIRECT = 64  # documents up to which all pairs are compared, for datasketch takes longer to load than that


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
    fewer, shared = min(len(one), len(other)), len(one & other)
    return fewer >= FEWEST and shared >= CONTAINED * fewer and shared >= ALIKE * (len(one) + len(other) - shared)


def find(documents: Sequence[Document]) -> tuple[int | None, ...]:
    """For each document the position of the one that it repeats, or None.

    documents: in their order (date, then identifier); the first of a kind is never a copy itself.
    """
    if len(documents) <= DIRECT:
        return _directly([shingles(document) for document in documents])
    from datasketch import MinHash, MinHashLSH  # brings numpy and scipy: only where they pay

    index = MinHashLSH(threshold=LOOKED_AT, num_perm=PERMUTATIONS)
    blank = MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=zlib.crc32)
    found: list[int | None] = []
    for position, document in enumerate(documents):
        told = shingles(document)
        if len(told) < FEWEST:
            found.append(None)
            continue
        sketch = blank.copy()
        sketch.update_batch([shingle.encode("utf-8", "replace") for shingle in told])
        likely = sorted(index.query(sketch))
        found.append(next((one for one in likely if repeats(told, shingles(documents[one]))), None))
        if found[-1] is None:  # copies of a copy are found through the original
            index.insert(position, sketch)
    return tuple(found)


def _directly(told: Sequence[frozenset[str]]) -> tuple[int | None, ...]:
    found: list[int | None] = []
    for position, mine in enumerate(told):
        originals = (one for one in range(position) if found[one] is None)
        found.append(next((one for one in originals if repeats(mine, told[one])), None))
    return tuple(found)
