"""Media and messengers that a clause names beside the speaker: "in remarks carried by Xinhua", "through an aide"."""

from __future__ import annotations

from spacy.tokens import Token

from diplograph.extract.casting import unique
from diplograph.extract.chains import Draft, contains
from diplograph.extract.statements_form import span_of, tokens_of
from diplograph.extract.statements_speaker import Resolver
from diplograph.language import syntax
from diplograph.model import ActorType

_CARRYING = frozenset("quote cite carry publish air broadcast release report run print".split())
_SAYINGS = frozenset(
    "remark comment interview statement speech address message article commentary post letter word".split()
)
_TALKS = frozenset({"interview"})


def named(one: Draft, resolver: Resolver) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who carries the words, and the media that were spoken to; both by ids, without what the content names."""
    carried: list[str] = []
    spoken_to: list[str] = []
    for token in tokens_of(resolver.doc, one.sentence):
        if contains(one.content, span_of(token)):
            continue
        if token.lemma_ in _CARRYING and token.tag_ == "VBN" and syntax.agents(token):
            holder = syntax.relative_antecedent(token)
            # "according to a Greek official quoted by the daily", "in remarks carried by Xinhua"
            mine = holder is not None and one.source.begin <= holder.idx < one.source.end
            if mine or (holder is not None and holder.lemma_.lower() in _SAYINGS and _is_beside(holder, one)):
                carried += [who for head in syntax.agents(token) for who in resolver.actors_at(head)]
        elif token.lemma_.lower() in _TALKS and _is_beside(token, one):
            for word, _, noun in syntax.prepositions(token):
                if word in ("with", "to", "for", "on"):
                    spoken_to += [who for who in resolver.actors_at(noun) if _is_medium(who, resolver)]
    for noun in messengers(one.verb):
        if not contains(one.content, span_of(noun)):
            carried += [who for who in resolver.actors_at(noun) if resolver.actor(who).type in _MESSENGERS]
    return unique(carried), unique(spoken_to)


def messengers(verb: Token | None) -> list[Token]:
    """Heads of the words for those through whom somebody says it: "replied *through a spokesman* that"."""
    if verb is None:
        return []
    return [
        noun
        for word, _, noun in syntax.prepositions(verb)
        if word in ("through", "via") and noun.i > verb.i and noun.lemma_.lower() not in _TRANSLATING
    ]


_TRANSLATING = frozenset({"interpreter", "translator"})  # no source of their own


_MESSENGERS = frozenset({ActorType.PERSON, ActorType.MEDIA})


def _is_medium(who: str, resolver: Resolver) -> bool:
    return resolver.actor(who).type is ActorType.MEDIA


def _is_beside(noun: Token, one: Draft) -> bool:
    """Whether the noun stands in a phrase of the cue: "said *in an interview*", "told the paper *in remarks*"."""
    if one.verb is None or noun.head.pos_ != "ADP":
        return False
    above = noun.head.head
    return above == one.verb or (above.pos_ in ("NOUN", "PROPN") and above.head == one.verb)
