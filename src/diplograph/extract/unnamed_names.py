"""Names for sources without a name: "a senior Gulf official" is the "Gulf official", part of nobody known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from diplograph.extract.casting import Casting
from diplograph.extract.statements_form import span_of, tokens_of
from diplograph.extract.statements_speaker import Resolver
from diplograph.language import syntax
from diplograph.language.texts import text_of
from diplograph.lexicon.sources import Sources
from diplograph.lexicon.titles import Titles
from diplograph.model import Actor, ActorType, Cast, Span

if TYPE_CHECKING:
    from diplograph.lexicon import Lexicon

LONGEST = 70  # characters of a name; longer ones lose what hangs on the noun
_OPENING = re.compile(r"^(?:the|an?|this|that|these|those|one|some|his|her|its|their)\s+", re.IGNORECASE)


class Namer:
    """Makes the names of a text's descriptions, with the states and bodies that stand in them."""

    def __init__(self, doc: Doc, nouns: Sources, titles: Titles, cast: Cast, lexicon: Lexicon) -> None:
        self.doc, self.text, self.nouns, self.titles, self.cast = doc, text_of(doc), nouns, titles, cast
        self.casting = Casting(cast)
        self.resolver = Resolver(doc, self.casting, lexicon.reporting)
        self.states = lexicon.actors.states

    def name(self, head: Token, span: Span) -> tuple[str, str | None, str | None]:
        """(name, what it is part of, state) of a description."""
        inside = [(mention, self.casting.actors[who]) for mention, who in self.casting.mentions_within(span)]
        owners = [one for owner in syntax.possessors(head) for one in self.actors_at(owner)]
        if owners and owners[0].type is ActorType.PERSON:
            lead = self._words(head, before=True, skip=owners)
            state = owners[0].state
            return f"{lead} of {owners[0].name}", self._known_state(state), state
        ahead = [(mention, one) for mention, one in inside if mention.span.end <= head.idx]
        lead = self._words(head, before=True, skip=owners)
        bodies = {one.name: one for _, one in ahead if one.type is not ActorType.PERSON}
        whole = self._words(head, before=False, skip=owners, end=span.end)
        if not bodies:
            after = {
                one.name: one
                for word, _, noun in syntax.prepositions(head)
                if word in ("of", "from", "in", "for", "with", "at")
                for one in self.actors_at(noun)
                if one.type is not ActorType.PERSON
            }
            only = next(iter(after.values()), None) if len(after) == 1 else None
            if only is not None and only.type is ActorType.STATE:
                return f"{self._adjective(only)} {lead}", only.name, only.state
            name = whole if len(whole) <= LONGEST else lead
            return name, only.name if only else None, only.state if only else None
        owner = next(iter(bodies.values()))
        vague = head.lemma_.lower() in self.nouns.vague or lead.lower() == head.lower_
        name = whole if vague and len(whole) <= LONGEST else lead
        return name, owner.name if len(bodies) == 1 else None, owner.state if len(bodies) == 1 else None

    def actors_at(self, token: Token) -> list[Actor]:
        return [self.casting.actors[one] for one in self.resolver.actors_at(token)]

    def _with_adjective(self, words: str, kept: Sequence[Token]) -> str:
        """ "U.S. investigators" as "US investigators": names of states as other descriptions have them."""
        for mention, who in self.casting.mentions_within(span_of(kept[0])) if kept else []:
            actor = self.casting.actors[who]
            said = self.text[mention.span.begin : mention.span.end]
            if actor.type is ActorType.STATE and words.startswith(said + " "):
                return self._adjective(actor) + words[len(said) :]
        return words

    def _known_state(self, code: str | None) -> str | None:
        return next(
            (one.name for one in self.cast.actors if one.type is ActorType.STATE and one.state == code and code), None
        )

    def _adjective(self, state: Actor) -> str:
        known = self.states.get(state.state or "")
        short = {"USA": "US", "GBR": "British", "ARE": "Emirati"}.get(state.state or "")
        return short or (known.adjective if known and known.adjective else state.name)

    def _words(self, head: Token, *, before: bool, skip: Sequence[Actor], end: int | None = None) -> str:
        """The phrase without determiner, number, rank and possessor; before: only up to the noun.
        end: no word after it."""
        phrase = [one for one in tokens_of(self.doc, syntax.phrase(head)) if end is None or one.idx < end]
        gone = {
            one.i
            for one in phrase
            if (one.tag_ == "POS" and one.head == head)
            or (
                one.i < head.i
                and (one.pos_ in ("DET", "NUM", "PRON") or one.lower_ in self.nouns.left_out or one.like_num)
                and one.head.i >= head.i
            )
        }
        for owner in syntax.possessors(head) if skip else []:
            gone |= {one.i for one in owner.subtree}
        kept = [one for one in phrase if one.i not in gone and (not before or one.i <= head.i)]
        while kept and (kept[0].is_punct or kept[0].lower_ in ("'s", "’s", "about", "more", "than")):
            kept.pop(0)
        words = self.text[kept[0].idx : kept[-1].idx + len(kept[-1])] if kept else head.text
        words = _OPENING.sub("", " ".join(words.split()))
        first = kept[0] if kept else head
        known = first.ent_type_ or first.text in self.titles.words["regions"] or self.casting.covering(span_of(first))
        if words[1:2].islower() and not known and (first.is_sent_start or first.pos_ != "PROPN"):
            words = words[:1].lower() + words[1:]
        states = [one for one in skip if one.type is ActorType.STATE]
        if states:
            words = f"{self._adjective(states[0])} {words}"
        elif skip and skip[0].type is not ActorType.PERSON:
            words = f"{skip[0].name} {words}"
        words = self._with_adjective(words, kept)
        some = any(child.lower_ in ("some", "several", "many") for child in head.lefts)
        return f"{words} (some)" if some and head.tag_ == "NNS" else words
