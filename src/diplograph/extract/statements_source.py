"""Whose words they are, where the tree knows better than a reader of words: its source is too wide, or is whom the
words were for, or governs a noun that names its own source."""

from __future__ import annotations

from spacy.tokens import Token

from diplograph.extract.statements_form import span_of, tokens_of
from diplograph.extract.statements_speaker import Resolver
from diplograph.language import syntax
from diplograph.model import Span

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Said to somebody spoken to, not by one who is spoken to ("told protesters *demanding* …").
_GOING_ON = frozenset("add warn say stress note argue explain promise insist remark observe".split())
_WRITING = frozenset("tell write inform remind speak assure notify".split())
_REPORTS = frozenset("report claim allegation dispatch article story".split())


def of(source: Span, verb: Token | None, resolver: Resolver) -> Span | None:
    """The words of the source, as the tree has them. None when it is said that the source will not speak of it."""
    own = _reported_by(source, verb, resolver)
    return None if own is None else _written_by(_narrowed(own, verb, resolver), verb, resolver)


def _narrowed(source: Span, verb: Token | None, resolver: Resolver) -> Span:
    """The subject of the cue alone, when the source runs over a clause before it: "*The envoy called on the minister
    and told him, a diplomat* recalled" is the diplomat."""
    if verb is None or verb.tag_ not in _FINITE:
        return source
    subjects = syntax.subjects(verb, shared=False)
    if not subjects or syntax.is_relative(subjects[0]):
        return source
    words = tokens_of(resolver.doc, source)
    own = syntax.phrase(subjects[0])
    before = [token for token in words if token.idx < own.begin]
    clause = any(token.tag_ in _FINITE and token.dep_ not in ("relcl", "acl", "acl:relcl") for token in before)
    inside = source.begin < own.begin and own.end <= source.end
    commas = bool(before) and before[-1].text == ","
    return own if inside and clause and commas else source


def _written_by(source: Span, verb: Token | None, resolver: Resolver) -> Span:
    """Who writes, where the source is to whom: "wrote to *fellow leaders* warning of a storm"."""
    if verb is None or verb.tag_ != "VBG" or verb.lemma_ not in _GOING_ON:
        return source
    noun = next((token for token in tokens_of(resolver.doc, source) if token == verb.head), None)
    if noun is None:
        return source
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "to" else noun.head
    addressed = noun.dep_ in ("dobj", "dative", "iobj", "obj", "pobj")
    if not addressed or above.lemma_ not in _WRITING or above.i > noun.i:
        return source
    heads = syntax.subjects(above)
    return syntax.phrase(heads[0]) if heads and not syntax.passive(above) else source


def _reported_by(source: Span, verb: Token | None, resolver: Resolver) -> Span | None:
    """Whose report it is, when the cue is such a noun with its own source: "would not comment on a *Kyodo* report
    that …". The source given, when the noun names none; None, when the given one only will not speak of it."""
    if verb is None or verb.pos_ != "NOUN" or verb.lemma_.lower() not in _REPORTS:
        return source
    own = syntax.subtree(verb)
    if own.begin <= source.begin and source.end <= own.end:
        return source
    before = [one for one in verb.lefts if one.dep_ in ("compound", "amod", "nmod", "poss")]
    named = [one for one in before if resolver.casting.covering(span_of(one))]
    if named:
        return syntax.phrase(named[-1]) if named[-1].dep_ == "poss" else span_of(named[-1])
    above = syntax.clause_head(verb)
    return None if above.pos_ == "VERB" and syntax.negated(above) else source
