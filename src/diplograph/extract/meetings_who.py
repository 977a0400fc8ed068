"""Whom words mean where a participant stands: persons, and the states and bodies that officials stand for."""

from __future__ import annotations

from spacy.tokens import Token

from diplograph.extract.casting import Casting, unique
from diplograph.extract.meetings_phrases import phrases
from diplograph.language import syntax
from diplograph.lexicon.meetings import Meetings
from diplograph.model import ActorType, Mention, MentionKind, Span

BODIES = frozenset(
    {ActorType.STATE, ActorType.ORGANIZATION, ActorType.INTERNATIONAL, ActorType.GROUP, ActorType.GOVERNMENT}
)
_OF_PEOPLE = frozenset({"group", "mission", "leadership", "delegation", "pair", "member", "number", "dozen"})
_DELEGATION = frozenset({"delegation", "team", "mission", "group", "party"})
_TITLE = 12  # words of an office before its holder's name, at most


class Who:
    """Looks up the actors that words of one document mean."""

    def __init__(self, casting: Casting, lexicon: Meetings) -> None:
        self._casting, self._words = casting, lexicon.words

    def __call__(self, head: Token) -> tuple[str, ...]:
        """The actors that a noun phrase means; officials of a state or body stand for it. Outlets take no part."""
        found = self._named(head)
        apposed = [
            one for noun in syntax.appositions(head) for each in syntax.conjuncts(noun) for one in self._named(each)
        ]
        persons = [one for one in apposed if self._person(one)]
        if not any(self._person(one) for one in found):
            found = tuple(persons) or self._holder(head) or found
        if head.lemma_.lower() in _DELEGATION and (leaders := self._leaders(head)):
            bodies = found or self._sent_by(head)
            states = (ActorType.STATE, ActorType.GOVERNMENT)
            found = (*leaders, *(one for one in bodies if self._casting.actors[one].type not in states))
        if not found and self.official(head):
            found = self._sent_by(head)
        if not found and head.pos_ in ("NOUN", "NUM"):  # "a group of deputies", "a mission from the OSCE"
            for word, _, noun in syntax.prepositions(head):
                if word in ("of", "from") and head.lemma_.lower() in _OF_PEOPLE:
                    found = found or self(noun)
        return tuple(one for one in unique(found) if self._casting.actors[one].type is not ActorType.MEDIA)

    def persons(self, head: Token) -> tuple[str, ...]:
        """As a call, persons only."""
        return tuple(one for one in self(head) if self._person(one))

    def somebody(self, head: Token) -> tuple[str, ...]:
        """Persons, or whom an official stands for, but no state by its name: who a call is paid on."""
        return self(head) if self.official(head) else self.persons(head)

    def official(self, head: Token) -> bool:
        """ "the minister", "the president-elect": one who stands for a state or body."""
        if head.lower_ == "elect" and head.i > 1 and head.doc[head.i - 1].text == "-":
            head = head.doc[head.i - 2]
        return head.lemma_.lower() in self._words["officials"]

    def _person(self, actor: str) -> bool:
        return self._casting.actors[actor].type is ActorType.PERSON

    def _named(self, head: Token) -> tuple[str, ...]:
        found = self._casting.covering(Span(head.idx, head.idx + len(head)))
        # The mention's head must be this word: "Russian" covers no part of "officials"
        good = [
            actor
            for mention, actor in found
            if mention.kind is not MentionKind.ADJECTIVE or head.pos_ in ("PROPN", "NOUN")
        ]
        return unique(good)

    def _holder(self, head: Token) -> tuple[str, ...]:
        """Who holds an office written out before the name, whatever the parser makes of it: "the Minister of Foreign
        Affairs of Peru Ana Paz", "UN Under-Secretary-General for Trade Li Na".

        The words from the office to the name are names and nouns, with "of", "for" or "to" between them; none of these
        stands before the name itself ("an envoy of President Paz").
        """
        if head.tag_ in ("NNS", "NNPS") or not self._office(head):
            return ()
        doc = head.doc
        for at in range(head.i + 1, min(head.i + _TITLE, len(doc))):
            token = doc[at]
            if token.is_sent_start:
                break
            named = self._casting.covering(Span(token.idx, token.idx + len(token)))
            people = [(mention, one) for mention, one in named if self._person(one)]
            if people and token.pos_ == "PROPN" and not _article(token):  # "the Halk Maslahaty" is a body
                return unique(one for mention, one in people if _behind_office(mention, head, token))
            if token.ent_type_ == "PERSON" and not named:
                return ()
            if token.pos_ not in ("NOUN", "PROPN", "ADJ", "DET") and token.lower_ not in (
                "of",
                "for",
                "to",
                "and",
                "&",
            ):
                return ()
        return ()

    def _leaders(self, head: Token) -> tuple[str, ...]:
        """The persons of "a delegation led by Ana Paz", "a team under General Li": they stand for their state."""
        under = [noun for word, _, noun in syntax.prepositions(head) if word == "under"]
        for child in head.children:
            if child.dep_ == "acl" and child.lemma_ in ("lead", "head"):
                under += syntax.agents(child)
        return unique(one for noun in under for one in self.persons(noun))

    def _office(self, head: Token) -> bool:
        known = self._words["officials"] | self._words["offices"]
        return head.lemma_.lower() in known and head.pos_ in ("NOUN", "PROPN")

    def _sent_by(self, head: Token) -> tuple[str, ...]:
        """The states and bodies that officials stand for: by adjective, possessive, "of" or "from"."""
        left = [one for one in head.lefts if one.dep_ not in ("punct", "cc", "det")]
        begin = min((one.left_edge.idx for one in left), default=head.idx)
        found = [actor for _, actor in self._casting.mentions_within(Span(begin, head.idx))]
        for word, _, noun in phrases(head):
            if word in ("of", "from"):
                found += self(noun)
        if any(owner.lower_ == "whose" for owner in syntax.possessors(head)):  # "Peru, whose envoy met them"
            whose = syntax.relative_antecedent(syntax.clause_head(head))
            found += self(whose) if whose is not None else ()
        return tuple(one for one in unique(found) if self._casting.actors[one].type in BODIES)


def _article(name: Token) -> bool:
    """Whether "the" stands before the name that a word belongs to."""
    at = name.i
    while at > 0 and name.doc[at].ent_iob_ == "I":
        at -= 1
    return at > 0 and name.doc[at - 1].lower_ == "the"


def _behind_office(mention: Mention, office: Token, name: Token) -> bool:
    """Whether a mention begins right behind the words of an office, not behind a preposition."""
    at = name.i
    while at > office.i and office.doc[at].idx > mention.span.begin:
        at -= 1
    return at - 1 > office.i and office.doc[at - 1].pos_ in ("NOUN", "PROPN")
