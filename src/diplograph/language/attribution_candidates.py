"""Stretches of words that could be the content of a cue, for the light reader."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from diplograph.language.texts import text_of
from diplograph.language.wordpiece import line_breaks, quotation_marks
from diplograph.model import Span

_SKIPPED = frozenset(
    {"nsubj", "nsubjpass", "nsubj:pass", "aux", "auxpass", "aux:pass", "neg", "punct", "prt", "cc", "det"}
)
_LONGEST = 6  # sentences that a quotation after or before its speaker runs over


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words first..last (both inside), for a split quotation also a part before them.

    kind: how it hangs on the cue. head: the word that heads it. pieces: 2 for a split one. sentences: over how many.
    """

    first: int
    last: int
    kind: str
    doc: Doc
    head: Token | None = None
    earlier: tuple[int, int] | None = None
    sentences: int = 1

    @property
    def pieces(self) -> int:
        return 1 + (self.earlier is not None)

    def spans(self) -> tuple[Span, ...]:
        parts = [self.earlier] if self.earlier else []
        parts.append((self.first, self.last))
        return tuple(Span(self.doc[a].idx, self.doc[b].idx + len(self.doc[b])) for a, b in parts)


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotations of a document by word: pairs of opening and closing mark; last word of each paragraph."""

    pairs: tuple[tuple[int, int], ...]
    pair_at: tuple[int, ...]  # for each word the quotation that it stands in, -1 outside
    ends: tuple[int, ...]  # for each word the last word of its paragraph

    @classmethod
    def of(cls, doc: Doc) -> Quotations:
        """Outermost quotations; one that is never closed ends with its paragraph."""
        text = text_of(doc)
        at = {t.idx + k: t.i for t in doc for k in range(len(t))} if len(doc) else {}
        bounds = [place for place, _ in line_breaks(text)]
        ends = [0] * len(doc)
        starts = {at[b] for b in bounds if b in at}
        last = len(doc) - 1
        for i in range(len(doc) - 1, -1, -1):
            ends[i] = last
            if i in starts:
                last = i - 1
        pairs: list[tuple[int, int]] = []
        opened: int | None = None
        for place, state, depth in quotation_marks(text):
            word = at.get(place)
            if word is None:
                continue
            if opened is not None and word > ends[opened]:
                pairs.append((opened, ends[opened]))
                opened = None
            if state == 2 and opened is None:
                opened = word
            elif state == 3 and depth == 0 and opened is not None:
                pairs.append((opened, word))
                opened = None
        if opened is not None:
            pairs.append((opened, ends[opened]))
        pair_at = [-1] * len(doc)
        for number, (a, b) in enumerate(pairs):
            for k in range(a, b + 1):
                pair_at[k] = number
        return cls(tuple(pairs), tuple(pair_at), tuple(ends))

    def inside(self, word: int) -> bool:
        return self.pair_at[word] >= 0

    def starts_line(self, word: int) -> bool:
        return word == 0 or self.ends[word - 1] != self.ends[word]

    def before(self, word: int, reach: int = 14) -> tuple[int, int] | None:
        """The last quotation that ends before a word, not further than `reach` words."""
        number = bisect_left(self.pairs, word, key=lambda pair: pair[1]) - 1
        if number < 0:
            return None
        a, b = self.pairs[number]
        return (a, b) if word - b <= reach and self.ends[a] == self.ends[word] else None

    def after(self, word: int, reach: int = 14) -> tuple[int, int] | None:
        """The first quotation that begins after a word."""
        number = bisect_right(self.pairs, word, key=lambda pair: pair[0])
        if number == len(self.pairs):
            return None
        a, b = self.pairs[number]
        return (a, b) if a - word <= reach else None

    def opening(self, word: int) -> int | None:
        """Where the quotation ends that opens at a word; None when none does."""
        pair = self._pair(word)
        return pair[1] if pair is not None and pair[0] == word else None

    def closing(self, word: int) -> int | None:
        """Where the quotation begins that closes at a word; None when none does."""
        pair = self._pair(word)
        return pair[0] if pair is not None and pair[1] == word else None

    def _pair(self, word: int) -> tuple[int, int] | None:
        within = 0 <= word < len(self.pair_at) and self.pair_at[word] >= 0
        return self.pairs[self.pair_at[word]] if within else None

    def beside(self, token: Token) -> tuple[bool, bool]:
        """Whether a quotation stands near before or after a word, in the sentence or just outside."""
        left, right = self.before(token.i, 8), self.after(token.i, 8)
        return left is not None, right is not None

    def coverage(self, first: int, last: int) -> tuple[str, bool, bool]:
        """How much is quoted (none, part, all); no quotation is cut; it begins and ends with one quotation's marks."""
        inside = sum(number >= 0 for number in self.pair_at[first : last + 1])
        share = "none" if not inside else "all" if inside == last + 1 - first else "part"
        at_first, at_last = self._pair(first), self._pair(last)
        cut = (at_first is not None and at_first[0] < first) or (at_last is not None and at_last[1] > last)
        return share, not cut, at_first == (first, last)


def candidates(cue: Token, quotations: Quotations) -> list[Candidate]:
    """What could be said, each stretch once, in a fixed order."""
    seen: set[tuple[int, int, object]] = set()
    out: list[Candidate] = []
    for candidate in _all(cue, quotations):
        trimmed = _trimmed(candidate, quotations)
        if trimmed is None or trimmed.first <= cue.i <= trimmed.last:
            continue
        key = (trimmed.first, trimmed.last, trimmed.earlier)
        if key not in seen:
            seen.add(key)
            out.append(trimmed)
    return out


def _all(cue: Token, quotations: Quotations) -> Iterator[Candidate]:
    doc, sent = cue.doc, cue.sent
    below = [c for c in cue.children if c.dep_ not in _SKIPPED and not c.is_space]
    right = [c for c in below if c.i > cue.i]
    for child in below:
        side = "" if child.i > cue.i else "<"
        edge = (child.left_edge.i, child.right_edge.i)
        yield Candidate(*edge, f"child{side}:{child.dep_}", doc, child)
        if child.dep_ in ("prep", "agent") and child.left_edge.i < child.right_edge.i:
            yield Candidate(child.i + 1, edge[1], f"inner:{child.lower_}", doc, child)
            for inner in child.children:
                if inner.dep_ in ("prep", "pcomp"):
                    yield Candidate(inner.left_edge.i, inner.right_edge.i, f"inner2:{inner.dep_}", doc, inner)
        if child.dep_ in ("xcomp", "dobj", "ccomp", "oprd"):
            for inner in child.children:
                if inner.dep_ in ("ccomp", "xcomp", "acl", "relcl", "advcl"):
                    yield Candidate(
                        inner.left_edge.i, inner.right_edge.i, f"below:{child.dep_}:{inner.dep_}", doc, inner
                    )
    if right:
        last = max(c.right_edge.i for c in right)
        for child in right:
            if child.right_edge.i < last:
                yield Candidate(child.left_edge.i, last, f"from:{child.dep_}", doc, child)
    head = cue.head
    if head is not cue and cue.dep_ in (
        "ccomp",
        "parataxis",
        "advcl",
        "conj",
        "prep",
        "acl",
        "relcl",
        "dep",
        "ROOT",
        "csubj",
    ):
        edge = (cue.left_edge.i, cue.right_edge.i)
        if edge[1] < head.right_edge.i or head.left_edge.i < edge[0]:
            if head.left_edge.i < edge[0]:
                yield Candidate(head.left_edge.i, edge[0] - 1, f"head<:{cue.dep_}", doc, head)
            if edge[1] < head.right_edge.i:
                yield Candidate(edge[1] + 1, head.right_edge.i, f"head>:{cue.dep_}", doc, head)
            if head.left_edge.i < edge[0] and edge[1] < head.right_edge.i:
                yield Candidate(
                    edge[1] + 1, head.right_edge.i, f"head<>:{cue.dep_}", doc, head, (head.left_edge.i, edge[0] - 1)
                )
    commas = [k for k in range(sent.start, cue.i) if doc[k].text in (",", "—", "-", "–")]
    if commas:
        yield Candidate(sent.start, commas[-1] - 1, "sentence<", doc)
        if len(commas) > 1:
            yield Candidate(sent.start, commas[-2] - 1, "sentence<<", doc)
    tails = [k for k in range(cue.i + 1, sent.end - 1) if doc[k].text in (",", ":")]
    if cue.i + 1 < sent.end:
        yield Candidate(cue.i + 1, sent.end - 1, "rest>", doc)
        if tails:
            yield Candidate(tails[0] + 1, sent.end - 1, "rest>,", doc)
            if commas:
                yield Candidate(tails[0] + 1, sent.end - 1, "around", doc, None, (sent.start, commas[-1] - 1))
    before, after = quotations.before(cue.i), quotations.after(cue.i)
    if before:
        yield Candidate(*before, "quote<", doc, None, None, _sentences(doc, before))
        if doc[before[0]].sent.start < before[0]:
            yield Candidate(doc[before[0]].sent.start, before[1], "quote<+", doc)
    if after:
        yield Candidate(*after, "quote>", doc, None, None, _sentences(doc, after))
        if after[0] < sent.end and after[0] > cue.i + 1:
            yield Candidate(cue.i + 1, max(after[1], sent.end - 1), "rest>quote", doc)
        if before:
            yield Candidate(*after, "quote<>", doc, None, before, _sentences(doc, after))
            if commas:
                yield Candidate(*after, "sentence<quote>", doc, None, (sent.start, commas[-1] - 1))
    if cue.text == ":":
        yield Candidate(cue.i + 1, quotations.ends[cue.i], "paragraph", doc)


def _sentences(doc: Doc, edge: tuple[int, int]) -> int:
    return min(_LONGEST, 1 + sum(1 for k in range(edge[0] + 1, edge[1] + 1) if doc[k].is_sent_start))


def _trimmed(candidate: Candidate, quotations: Quotations) -> Candidate | None:
    main = _trim(candidate.doc, candidate.first, candidate.last, quotations)
    earlier = candidate.earlier and _trim(candidate.doc, *candidate.earlier, quotations)
    if main is None or (candidate.earlier and earlier is None):
        return None
    return Candidate(*main, candidate.kind, candidate.doc, candidate.head, earlier, candidate.sentences)


def _trim(doc: Doc, first: int, last: int, quotations: Quotations) -> tuple[int, int] | None:
    """Without marks at the ends that belong to no quotation; a quotation cut at its mark is completed."""
    end = last + 1
    while end < len(doc) and doc[end].is_punct and quotations.closing(end) is None and quotations.inside(end):
        end += 1
    opened_at = quotations.closing(end)
    if opened_at is not None and first - 1 <= opened_at <= last:
        last = end
    closed_at = quotations.opening(first - 1)
    if closed_at is not None and closed_at <= last:
        first -= 1
    while first <= last and (doc[first].is_space or (doc[first].is_punct and not quotations.inside(first))):
        first += 1
    while first <= last and (doc[last].is_space or (doc[last].is_punct and not quotations.inside(last))):
        last -= 1
    return (first, last) if first <= last else None
