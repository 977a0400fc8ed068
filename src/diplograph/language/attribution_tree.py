"""Statements by the light reader: two logistic regressions over the parse.

The first asks of each word: is it a cue? The second asks of each stretch of words that could be the content of a cue
(subtrees below it, the clause it hangs on, quotations beside it): is it the content? The source comes from the syntax.
Weights: models/attribution-tree.json, a weight for each feature; training/README.md says how they are made.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Token

from diplograph.language import syntax
from diplograph.language.attribution_candidates import Candidate, Quotations, candidates
from diplograph.language.texts import text_of
from diplograph.model import Attribution, Span

WEIGHTS = Path(__file__).parent / "models" / "attribution-tree.json"
RULE = "tree:statement"
_CUE_POS = frozenset({"VERB", "NOUN", "ADJ", "AUX", "SCONJ", "ADP", "ADV"})
# From the first word or opening mark to the last word or mark that may end a sentence in quotation marks.
_WORDS = re.compile(r"""["“‘«(\[$€£]*\w(?:.*\w)?(?:[.,?!…]*["”’»)\]]+)?""", re.DOTALL)
_PARTICLES = frozenset({"prt", "compound:prt"})


@dataclass(frozen=True, slots=True)
class Model:
    """weights by feature for cues and for contents, and the thresholds that the development parts asked for."""

    cue: dict[str, float]
    content: dict[str, float]
    cue_threshold: float
    content_threshold: float


@cache
def load(path: Path = WEIGHTS) -> Model:
    with path.open(encoding="utf-8") as file:
        return Model(**json.load(file))


def propose(doc: Doc, *, model: Model | None = None) -> tuple[Attribution, ...]:
    """Attributions in the order of their cues."""
    model = model or load()
    quotations = Quotations.of(doc)
    out: list[Attribution] = []
    for token in doc:
        if not possible_cue(token):
            continue
        sure = probability(model.cue, cue_features(token, quotations))
        if sure < model.cue_threshold:
            continue
        source = source_of(token)
        best, score = None, 0.0
        for candidate in candidates(token, quotations):
            p = probability(model.content, content_features(candidate, token, quotations))
            if p > score:
                best, score = candidate, p
        if best is None or score < model.content_threshold:
            continue
        spans = without(text_of(doc), best.spans(), cue_span(token), source)
        if spans:
            out.append(
                Attribution(
                    source=(source,) if source else (),
                    cue=(cue_span(token),),
                    content=spans,
                    rule=RULE,
                    confidence=round(sure * score, 4),
                )
            )
    return tuple(out)


def possible_cue(token: Token) -> bool:
    return (token.pos_ in _CUE_POS and token.is_alpha) or token.text == ":"


def probability(weights: dict[str, float], features: Iterable[str]) -> float:
    return 1 / (1 + math.exp(-sum(weights.get(f, 0.0) for f in features)))


def cue_span(token: Token) -> Span:
    """The cue with auxiliaries, negation and particles, as far as they stand beside it."""
    words = {token.i} | {t.i for t in token.children if t.dep_ in _PARTICLES}
    words |= {t.i for t in [*syntax.auxiliaries(token), *token.children] if t.dep_ in ("aux", "auxpass", "neg")}
    if token.lower_ == "according":
        words |= {t.i for t in token.children if t.lower_ == "to"}
    first = last = token.i
    while first - 1 in words:
        first -= 1
    while last + 1 in words:
        last += 1
    doc = token.doc
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))


def source_of(token: Token) -> Span | None:
    """The words of the speaker: the subject; after a passive or a noun the by-phrase, the possessor."""
    if token.text == ":":
        return _before_colon(token)
    if token.lower_ == "according":
        nouns = [noun for _, _, noun in syntax.prepositions(token)]
        return _whole(nouns[:1])
    if token.pos_ == "NOUN":
        nouns = syntax.possessors(token)[:1] or [
            n for w, _, n in syntax.prepositions(token) if w in ("by", "from", "of")
        ]
        if nouns:
            return _whole(nouns[:1])
        verb = token.head
        return _whole(syntax.subjects(verb)) if token.dep_ in ("dobj", "obj") and verb.pos_ == "VERB" else None
    if syntax.passive(token):
        return _whole(syntax.agents(token))
    own = syntax.subjects(token)
    if own and not all(syntax.is_relative(t) for t in own):
        return _whole(own)
    antecedent = syntax.relative_antecedent(token)
    if antecedent is not None:
        by = syntax.agents(token) if token.tag_ == "VBN" else []
        return _whole(by or [antecedent])
    return _whole(own or syntax.agents(token))


def _whole(nouns: list[Token]) -> Span | None:
    if not nouns:
        return None
    spans = [syntax.phrase(noun) for noun in nouns]
    return Span(min(s.begin for s in spans), max(s.end for s in spans))


def _before_colon(token: Token) -> Span | None:
    words: list[Token] = []
    for k in range(token.i - 1, token.sent.start - 1, -1):
        if token.doc[k].is_punct or token.doc[k].is_space or len(words) > 6:
            break
        words.append(token.doc[k])
    return syntax.cover(words) if words else None


def without(text: str, spans: tuple[Span, ...], *others: Span | None) -> tuple[Span, ...]:
    """The spans with the others cut out, pieces that hold no word left out.

    >>> without("Rain, he said, fell", (Span(0, 19),), Span(6, 8), Span(9, 13))
    (Span(begin=0, end=4), Span(begin=15, end=19))
    """
    out = list(spans)
    for other in others:
        if other is None:
            continue
        cut: list[Span] = []
        for span in out:
            if other.end <= span.begin or span.end <= other.begin:
                cut.append(span)
                continue
            for begin, end in ((span.begin, other.begin), (other.end, span.end)):
                inner = _WORDS.search(text, begin, max(begin, end))
                if inner:
                    cut.append(Span(*inner.span()))
        out = cut
    return tuple(out)


def cue_features(token: Token, quotations: Quotations) -> Iterator[str]:
    """What the first regression sees of a word."""
    doc, lemma = token.doc, token.lemma_.lower()
    yield "bias"
    yield f"lemma={lemma}"
    yield f"tag={token.tag_}"
    yield f"lemma+tag={lemma}+{token.tag_}"
    yield f"dep={token.dep_}"
    yield f"pos+dep={token.pos_}+{token.dep_}"
    yield f"suffix={lemma[-3:]}+{token.pos_}"
    quoted = quotations.inside(token.i)
    yield f"quoted={quoted}+{token.pos_}"
    for offset in (-2, -1, 1, 2):
        other = doc[token.i + offset].lower_ if 0 <= token.i + offset < len(doc) else "^"
        yield f"word{offset}={other}"
        if abs(offset) == 1:
            yield f"lemma+word{offset}={lemma}+{other}"
    kinds = []
    for child in token.children:
        if child.is_punct and child.text not in '"“”':
            continue
        kinds.append(child.dep_)
        yield f"child={child.dep_}+{token.pos_}"
        yield f"lemma+child={lemma}+{child.dep_}"
        if child.dep_ in ("nsubj", "nsubjpass", "poss", "agent"):
            yield f"subject={child.lemma_.lower()}"
            yield f"subject_is={child.ent_type_ or child.pos_}"
        elif child.dep_ in ("prep", "mark", "aux", "neg", "prt", "advmod"):
            yield f"{child.dep_}={child.lower_}"
            yield f"lemma+{child.dep_}={lemma}+{child.lower_}"
        elif child.dep_ in ("ccomp", "xcomp", "dobj", "advcl"):
            yield f"{child.dep_}:{child.tag_}"
            yield f"{child.dep_}:{child.lemma_.lower()}"
            yield f"{child.dep_}:quoted={quotations.inside(child.i)}"
            yield f"{child.dep_}:before={child.i < token.i}"
    yield "children=" + "+".join(sorted(set(kinds) & {"nsubj", "nsubjpass", "ccomp", "xcomp", "dobj", "agent", "prep"}))
    if token.head != token:
        yield f"head={token.head.lemma_.lower()}+{token.dep_}"
        yield f"head_pos={token.head.pos_}"
    subject = syntax.subjects(token) if token.pos_ in ("VERB", "AUX") else []
    yield f"has_subject={bool(subject)}+{token.pos_}"
    if subject:
        yield f"subject_type={subject[0].ent_type_ or subject[0].pos_}"
        yield f"subject_lemma={subject[0].lemma_.lower()}"
    left, right = quotations.beside(token)
    yield f"quote_before={left}+{token.pos_}"
    yield f"quote_after={right}+{token.pos_}"
    yield f"quote_lemma={left or right}+{lemma}"
    if token.text == ":":
        yield f"colon_at={min(6, token.i - token.sent.start)}"
        yield f"colon_line={quotations.starts_line(token.sent.start)}"


def content_features(candidate: Candidate, token: Token, quotations: Quotations) -> Iterator[str]:
    """What the second regression sees of a candidate and its cue."""
    doc, lemma = token.doc, token.lemma_.lower()
    first, last = doc[candidate.first], doc[candidate.last]
    kind = candidate.kind
    yield "bias"
    yield f"kind={kind}"
    yield f"kind+lemma={kind}+{lemma}"
    yield f"kind+tag={kind}+{token.tag_}"
    head = candidate.head
    if head is not None:
        yield f"kind+head={kind}+{head.tag_}"
        yield f"kind+quoted={kind}+{quotations.inside(head.i)}"
    size = candidate.last - candidate.first + 1
    bucket = next((n for n in (1, 2, 4, 8, 15, 30, 60) if size <= n), 99)
    yield f"size={bucket}"
    yield f"kind+size={kind}+{bucket}"
    after = candidate.first > token.i
    yield f"first={first.lower_ if first.lower_ in _OPENERS else first.pos_}+{after}"
    yield f"lemma+first={lemma}+{first.lower_ if first.lower_ in _OPENERS else first.pos_}"
    gap = candidate.first - token.i if after else token.i - candidate.last
    yield f"gap={min(gap, 8)}+{after}"
    before_word = doc[candidate.first - 1].lower_ if candidate.first else "^"
    after_word = doc[candidate.last + 1] if candidate.last + 1 < len(doc) else None
    yield f"before={before_word if not before_word.isalpha() or before_word in _OPENERS else 'w'}"
    yield f"after={'^' if after_word is None else after_word.text if after_word.is_punct else after_word.pos_}"
    yield f"last={last.text if last.is_punct else last.pos_}"
    sent = token.sent
    yield f"starts={candidate.first <= sent.start}"
    yield f"ends={candidate.last + 2 >= sent.end}+{after}"
    yield f"pieces={candidate.pieces}"
    share, balanced, whole = quotations.coverage(candidate.first, candidate.last)
    yield f"quote={share}+{balanced}"
    yield f"quote+kind={share}+{whole}+{kind}"
    yield f"has_ccomp={any(c.dep_ == 'ccomp' for c in token.children)}+{kind}"
    yield f"has_dobj={any(c.dep_ in ('dobj', 'obj') for c in token.children)}+{kind}"
    left, right = quotations.beside(token)
    yield f"beside={left}{right}+{kind}"
    yield f"several={candidate.sentences}+{share}"


_OPENERS = frozenset(
    "that to whether if how why what who when where for of on about as with by in because after against it he they we "
    "there his her their its not be , : \" “ ” ' - ( )".split()
)
