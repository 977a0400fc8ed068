"""Annotated articles into windows of word pieces with labels."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from packing import WINDOW, packed

from diplograph.language.encoder import AFTER, BEFORE, KINDS, STATUSES, mark, window_cuts
from diplograph.language.wordpiece import EDGE, END, START, Pieces, Tokenizer

SHORT = (32, 56)  # pieces of context where that is enough
OFTEN = 0.85  # how often it is taken then


@dataclass
class Marked:
    """One marked word sequence (a cue or a trigger) with its labels, in pieces of the article."""

    task: int  # 1 statement, 2 meeting
    begin: int
    end: int
    tags: list[int]  # of all pieces of the article
    real: bool = True
    attitude: bool = False
    negated: bool = False
    prospective: bool = False
    proposed: bool = False
    kind: int = -1
    status: int = -1


@dataclass
class Article:
    pieces: Pieces
    cues: list[int]  # BIO by piece
    triggers: list[int]
    marked: list[Marked] = field(default_factory=list)
    has_meetings: bool = True


def article(record: dict, tokenizer: Tokenizer) -> Article:
    pieces = tokenizer(record["text"])
    out = Article(pieces, [0] * len(pieces.ids), [0] * len(pieces.ids))
    seen = set()
    for a in record["attributions"]:
        if not a["cue"]:
            continue
        begin, end = covered(pieces, a["cue"][0])
        if begin == end or (begin, end) in seen:
            continue
        seen.add((begin, end))
        paint(out.cues, begin, end, 1)
        tags = [0] * len(pieces.ids)
        for base, key in ((3, "content"), (1, "source")):
            for span in a[key]:
                paint(tags, *covered(pieces, span), base)
        out.marked.append(Marked(1, begin, end, tags, True, a["type"] == "attitude", a["negated"], a["prospective"]))
    seen.clear()
    for m in record["meetings"]:
        begin, end = covered(pieces, m["trigger"])
        if begin == end:
            continue
        if (begin, end) in seen:  # one trigger for several meetings: their participants together
            old = next(x for x in out.marked if x.task == 2 and (x.begin, x.end) == (begin, end))
            for span in m["participants"]:
                paint(old.tags, *covered(pieces, span), 1)
            continue
        seen.add((begin, end))
        paint(out.triggers, begin, end, 1)
        tags = [0] * len(pieces.ids)
        first, last = sentence(record, m["trigger"])
        for base, words in ((5, m["place"]), (7, m["date_text"])):
            span = nearest(record["text"], words, m["trigger"], first, last)
            if span:
                paint(tags, *covered(pieces, span), base)
        for name in m.get("not_participants") or []:
            span = nearest(record["text"], name, m["trigger"], first, last) or nearest(
                record["text"], name.split()[-1], m["trigger"], first, last
            )
            if span:
                paint(tags, *covered(pieces, span), 3)
        for span in m["participants"]:
            paint(tags, *covered(pieces, span), 1)
        out.marked.append(
            Marked(
                2,
                begin,
                end,
                tags,
                proposed=bool(m.get("proposed")),
                kind=KINDS.index(m["kind"]),
                status=STATUSES.index(m["status"]),
            )
        )
    return out


def covered(pieces: Pieces, span: list[int]) -> tuple[int, int]:
    """Pieces of the words that a span touches."""
    words = [w for w in range(len(pieces.begins)) if pieces.begins[w] < span[1] and pieces.ends[w] > span[0]]
    if not words:
        return 0, 0
    after = words[-1] + 1
    return pieces.firsts[words[0]], pieces.firsts[after] if after < len(pieces.firsts) else len(pieces.ids)


def paint(tags: list[int], begin: int, end: int, base: int) -> None:
    for k in range(begin, end):
        tags[k] = base if k == begin else base + 1


def sentence(record: dict, span: list[int]) -> tuple[int, int]:
    return next(((s, e) for s, e in record["sentences"] if s <= span[0] < e), (0, len(record["text"])))


def nearest(text: str, words: str | None, trigger: list[int], first: int, last: int) -> list[int] | None:
    if not words:
        return None
    found = [m.span() for m in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", text[first:last])]
    if not found:
        return None
    s, e = min(found, key=lambda x: abs(x[0] + first - trigger[0]))
    return [s + first, e + first]


@dataclass
class Window:
    """A training window: parts of articles packed one after another between [CLS] and [SEP]."""

    ids: list[int]
    features: list[int]
    cues: list[int]  # -1 where not counted
    triggers: list[int]
    marked: list[tuple[int, int, list[int], list[int], Marked]]  # begin, end, marks, tags in the window


def windows(
    articles: list[Article], rnd: random.Random, lexicon: dict[int, set[int]], negatives: float
) -> list[Window]:
    """All articles in random order, packed; long ones in overlapping windows with cuts that vary."""
    chunks = []
    for a in articles:
        size = len(a.pieces.ids)
        core = WINDOW - 2 - BEFORE - AFTER
        if size <= WINDOW - 2:
            chunks.append((a, 0, size, 0, size))
        else:
            for b, e in window_cuts(a.pieces, rnd.randrange(core // 2, core + 1)):
                chunks.append((a, max(0, b - BEFORE), min(size, e + AFTER), b, e))
    rnd.shuffle(chunks)
    out: list[Window] = []
    for group in packed(chunks, lambda chunk: chunk[2] - chunk[1]):
        w = Window([START], [EDGE], [-1], [-1], [])
        for a, first, last, b, e in group:
            shift = len(w.ids) - first
            w.ids += a.pieces.ids[first:last]
            w.features += a.pieces.features[first:last]
            w.cues += [a.cues[k] if b <= k < e else -1 for k in range(first, last)]
            w.triggers += [a.triggers[k] if b <= k < e else -1 for k in range(first, last)]
            chosen = [m for m in a.marked if b <= m.begin < e]
            chosen += false_marks(a, b, e, rnd, lexicon, negatives)
            for m in chosen:
                before, after = reach(m, rnd)
                lo, hi = max(first, m.begin - before), min(last, m.begin + after)
                marks = [mark(m.task, k - m.begin, k < m.end and k >= m.begin) for k in range(lo, hi)]
                w.marked.append((lo + shift, hi + shift, marks, m.tags[lo:hi], m))
        w.ids.append(END)
        w.features.append(EDGE)
        w.cues.append(-1)
        w.triggers.append(-1)
        out.append(w)
    return out


def reach(m: Marked, rnd: random.Random) -> tuple[int, int]:
    """Context of a marked word: mostly a shorter one where all its labels lie within; that saves time."""
    labelled = [k for k in range(max(0, m.begin - BEFORE), min(len(m.tags), m.begin + AFTER)) if m.tags[k]]
    before = m.begin - min([m.begin, *labelled]) + 8
    after = max([m.end, *labelled]) - m.begin + 16
    if rnd.random() < OFTEN and before <= SHORT[0] and after <= SHORT[1]:
        return SHORT
    return BEFORE, AFTER


def false_marks(
    a: Article, b: int, e: int, rnd: random.Random, lexicon: dict[int, set[int]], rate: float
) -> list[Marked]:
    """Words that are cues or triggers elsewhere but not here, and a few others: to learn to reject."""
    out = []
    blank: list[int] | None = None
    for task, gold in ((1, a.cues), (2, a.triggers)):
        words = [k for k in range(b, e) if gold[k] == 0 and (k == 0 or a.pieces.words[k] != a.pieces.words[k - 1])]
        likely = [k for k in words if a.pieces.ids[k] in lexicon[task]]
        count = sum(g == 1 for g in gold[b:e]) * rate + 0.3
        for pool, share in ((likely, 0.8), (words, 0.2)):
            n = int(count * share + rnd.random())
            for k in rnd.sample(pool, min(n, len(pool))):
                blank = blank or [0] * len(a.pieces.ids)
                stop = k + 1
                while stop < len(a.pieces.ids) and a.pieces.words[stop] == a.pieces.words[k]:
                    stop += 1
                out.append(Marked(task, k, stop, blank, False))
    return out


def lexicon_of(articles: list[Article]) -> dict[int, set[int]]:
    """First pieces of the words of cues (1) and triggers (2), without the commonest helping words."""
    out: dict[int, set[int]] = {1: set(), 2: set()}
    for a in articles:
        for m in a.marked:
            out[m.task].add(a.pieces.ids[m.end - 1] if m.end - m.begin == 1 else a.pieces.ids[m.begin])
    return out
