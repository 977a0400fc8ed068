"""Hearers and messengers without a name: "told *reporters*", "wrote to *lawmakers*", "replied through *a spokesman*".

Like sources without a name (`unnamed`), but only people in the plural: whom a single noun means ("the minister", "his
host") is left open, and so are those whom the text has named together ("both envoys"). A messenger is one person.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from diplograph.extract import statements_carriers, statements_rules
from diplograph.extract.quotations import Quotations
from diplograph.extract.statements_form import cue_token, entry_of, span_of
from diplograph.extract.statements_speaker import hearers
from diplograph.extract.unnamed import Finder
from diplograph.language import syntax
from diplograph.language.texts import text_of
from diplograph.model import ActorType, Attribution, Cast, Document, Span

if TYPE_CHECKING:
    from diplograph.lexicon import Lexicon


def with_hearers(doc: Doc, document: Document, lexicon: Lexicon, cast: Cast, proposals: Sequence[Attribution]) -> Cast:
    """The cast with groups for those to whom was spoken and who have no name; their ids follow the others'.

    proposals: of the reader of statements; what rules find is added.
    """
    rules = statements_rules.read(doc, document, lexicon.reporting, Quotations(text_of(doc)))
    nouns: dict[int, Token] = {}
    messengers: dict[int, Token] = {}
    for one in (*proposals, *rules):
        if one.negated or one.prospective or not one.content:
            continue
        verb = cue_token(doc, one.cue)
        entry = entry_of(verb, lexicon.reporting)
        for noun in hearers(verb, one.content, entry.frames if entry else frozenset()):
            nouns[noun.i] = noun
        messengers |= {noun.i: noun for noun in statements_carriers.messengers(verb)}
    finder = _Hearers(doc, lexicon.sources, lexicon.titles, cast, lexicon)
    for _, noun in sorted(nouns.items()):
        if _are_many(noun, finder):
            finder.take(finder.mention(noun))
        elif noun.text in _ABBREVIATED and not finder.casting.covering(span_of(noun)):
            finder.enter(noun, noun.text, True, ActorType.GROUP, finder.mention(noun))
    for _, noun in sorted(messengers.items()):
        if noun.pos_ == "NOUN" and finder.kind(noun)[1:] == (False, ActorType.PERSON):
            finder.take(finder.mention(noun))
    return finder.cast()


_ABBREVIATED = frozenset("MPs MEPs MSPs MLAs MKs NGOs".split())


class _Hearers(Finder):
    def mention(self, head: Token) -> Span:
        """The noun with what stands before it: what follows it is mostly what was said ("briefed reporters on the
        call")."""
        before = Span(min(head.left_edge.idx, head.idx), head.idx + len(head))
        belongs = [noun for word, _, noun in syntax.prepositions(head) if word == "of"]
        return Span(before.begin, syntax.phrase(belongs[-1]).end) if belongs else before

    def _named_later(self, head: Token, noun: str, span: Span) -> None:
        """Nobody: a spokesman named later may be another's than the one through whom somebody speaks."""


def _are_many(noun: Token, finder: Finder) -> bool:
    return noun.pos_ == "NOUN" and finder.kind(noun)[1] and not any(child.dep_ == "conj" for child in noun.children)
