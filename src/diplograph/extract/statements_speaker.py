"""Who the words of a source mean, and to whom was spoken.

A source is words ("the readout", "foreign ministry spokesman Wang Wenbin", "both leaders"); the cast says who has
mentions there. What was issued stands for its issuer (gold/README.md: "a statement" is the Kremlin), but only when
the text names that issuer; a source that means nobody known is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from diplograph.extract.casting import Casting, unique
from diplograph.extract.statements_form import partners, span_of, tokens_of
from diplograph.language import syntax
from diplograph.language.texts import text_of
from diplograph.lexicon.reporting import Reporting
from diplograph.model import Actor, ActorType, MentionKind, Span

# Bodies that stand for their state or organisation when no actor of their own is known (gold: "officials of X").
_PARTS = frozenset(
    "side government authority official diplomat delegation ministry department embassy mission negotiator leadership "
    "administration envoy minister officials foreign-ministry spokesperson spokesman spokeswoman".split()
)
# What belongs to an issuer only if it is said whose it is: "the Kremlin's website", "a report by Xinhua".
_CHANNELS = frozenset(
    "website site channel account page service press office wing twitter telegram facebook survey poll study analysis "
    "research audit review census inquiry investigation".split()
)
_ISSUING = frozenset("issue release publish circulate put make give post read sign adopt deliver".split())
# What is issued of a talk, under any of these names; a report or a letter is no statement issued before.
_TEXTS = frozenset(
    "statement readout read-out release communique communiqué declaration announcement transcript summary text note "
    "document notice dispatch message".split()
)
# Nouns that say what sort of body a name before them is.
_SORTS = frozenset(
    "agency newspaper daily channel broadcaster network television tv website magazine station weekly outlet paper "
    "group organization organisation party movement militia".split()
)
_NAMED_BODIES = frozenset({ActorType.ORGANIZATION, ActorType.MEDIA, ActorType.INTERNATIONAL, ActorType.GROUP})
_BODIES = frozenset(
    {ActorType.GOVERNMENT, ActorType.ORGANIZATION, ActorType.INTERNATIONAL, ActorType.STATE, ActorType.MEDIA}
)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement's speakers as far as they are known, for the issuer of a later "statement"."""

    begin: int
    speakers: tuple[str, ...]
    sentence: Span
    source: Span
    verb: int | None  # index of the cue's token


@dataclass(frozen=True, slots=True)
class Speakers:
    """ids: whom the source means. at: the words that mean them. inferred: concluded from other words."""

    ids: tuple[str, ...]
    at: Span
    inferred: bool = False


class Resolver:
    """Resolves sources of one document."""

    def __init__(self, doc: Doc, casting: Casting, reporting: Reporting) -> None:
        self.doc, self.casting, self.reporting = doc, casting, reporting
        self._issues = self._issued()

    # ---------- whom words mean ----------

    def speakers(self, source: Span, said: Iterable[Said] = ()) -> Speakers | None:
        """Whom the words mean, None when nobody that is known. said: earlier statements, for "a statement said"."""
        listed = self._list_of_persons(source)
        if listed:
            return Speakers(listed, source)
        words = tokens_of(self.doc, source)
        heads = self._heads(words, source)
        if not heads:
            return None
        ids: list[str] = []
        for head in heads:
            ids += self._meant(head, source)
        if ids:
            return Speakers(unique(ids), source)
        head = heads[0]
        if self._is_issue(head) or head.lemma_.lower() in _CHANNELS:
            owners = self._owners(head, source)
            if owners:
                return Speakers(owners, source)
        if self._is_issue(head) or head.lower_ == "it":
            issuer = self._issuer(head, said)
            return Speakers(issuer, source, inferred=True) if issuer else None
        return self._by_part(head, source)

    def listed(self, source: Span) -> Span:
        """The source with the names before it, when a sentence begins with a list of persons: "Ruiz, Okafor vow"."""
        words = tokens_of(self.doc, source)
        whole = Span(next(one.idx for one in words[0].sent if not one.is_space), source.end) if words else source
        return whole if whole.begin < source.begin and self._list_of_persons(whole) else source

    def may_speak(self, source: Span) -> bool:
        """Whether the words mean somebody known, or something issued whose issuer earlier statements may tell."""
        heads = self._heads(tokens_of(self.doc, source), source)
        pending = any(self._is_issue(head) or head.lower_ == "it" for head in heads)
        return pending or self.speakers(source) is not None

    def actors_at(self, token: Token) -> tuple[str, ...]:
        """Whom a noun or pronoun means, as the cast has it."""
        return tuple(self._meant(token, Span(token.idx, token.idx + len(token))))

    def actor(self, identifier: str) -> Actor:
        return self.casting.actors[identifier]

    def _heads(self, words: list[Token], source: Span) -> list[Token]:
        inside = {token.i for token in words}
        tops = [token for token in words if not token.is_punct and (token.head.i not in inside or token.head == token)]
        tops = [token for token in tops if token.pos_ in ("NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ", "X", "VERB")]
        found: list[Token] = []
        for top in tops[:1]:
            found = [one for one in syntax.conjuncts(top) if one.i in inside]
        # "Carney, Sheinbaum vow": what the parser takes for an apposition of two names is a list.
        for head in tuple(found):
            for other in syntax.appositions(head):
                if other.i in inside and self._two_persons(head, other) and _is_listed(head, other):
                    found.append(other)
            found += [other for other in partners(head) if other.i in inside]
        return sorted(set(found), key=lambda token: token.i)

    def _list_of_persons(self, source: Span) -> tuple[str, ...]:
        """ "Carney, Sheinbaum", "Xi and Putin": nothing but names of persons, whatever the parser makes of it."""
        mentions = [
            (mention, actor)
            for mention, actor in self.casting.mentions_within(source)
            if mention.kind == MentionKind.NAME and self.actor(actor).type == ActorType.PERSON
        ]
        rest, at = "", source.begin
        for mention, _ in mentions:
            rest += text_of(self.doc)[at : mention.span.begin]
            at = max(at, mention.span.end)
        rest += text_of(self.doc)[at : source.end]
        plain = not re.sub(r"\band\b|[,&\s]", "", rest)
        return unique(actor for _, actor in mentions) if plain and len(mentions) > 1 else ()

    def _two_persons(self, head: Token, other: Token) -> bool:
        mine, theirs = self._named(head), self._named(other)
        return bool(mine and theirs and mine != theirs) and all(
            self.actor(one).type == ActorType.PERSON for one in (*mine, *theirs)
        )

    def _named(self, token: Token) -> tuple[str, ...]:
        return unique(
            actor
            for mention, actor in self.casting.covering(Span(token.idx, token.idx + len(token)))
            if mention.kind == MentionKind.NAME
        )

    def _meant(self, head: Token, source: Span) -> list[str]:
        at = Span(head.idx, head.idx + len(head))
        found = self.casting.covering(at)
        named = self._person_beside(head, source)
        if named and all(mention.kind != MentionKind.NAME for mention, _ in found):
            return named  # "Peru's foreign minister, Teodora Ruiz": a person when a person is named
        others = [actor for mention, actor in found if mention.kind != MentionKind.ADJECTIVE]
        if others:
            return others
        if found and head.dep_ == "amod" and head.head.i > head.i and source.end <= head.head.idx:
            return [actor for _, actor in found]  # "*Indian* charges that": whose adjective it is
        if head.lower_ in _SORTS:  # "the Meridian news agency"
            called = [
                actor
                for child in head.lefts
                if child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN"
                for mention, actor in self.casting.covering(span_of(child))
                if mention.kind == MentionKind.NAME and self.actor(actor).type in _NAMED_BODIES
            ]
            if len(set(called)) == 1:
                return called[:1]
        if syntax.is_relative(head) or head.lower_ in ("who", "which", "that"):
            verb = head.head
            while verb.head != verb and syntax.relative_antecedent(verb) is None:
                verb = verb.head
            antecedent = syntax.relative_antecedent(verb)
            if antecedent is not None:
                found = self.casting.covering(Span(antecedent.idx, antecedent.idx + len(antecedent)))
                if found:
                    return [actor for _, actor in found]
        for other in syntax.appositions(head):
            found = self.casting.covering(Span(other.idx, other.idx + len(other)))
            if found and source.begin <= other.idx < source.end:
                return [actor for mention, actor in found if mention.kind != MentionKind.ADJECTIVE]
        # The parser may have taken the title for the head: "ministry spokesperson Han Ji-won".
        persons = unique(
            actor
            for mention, actor in self.casting.mentions_within(source)
            if mention.kind in (MentionKind.NAME, MentionKind.NOMINAL)
            and self.actor(actor).type == ActorType.PERSON
            and mention.span.begin > at.begin
            and not self._hangs_on_preposition(mention.span, head)
        )
        return list(persons) if len(persons) == 1 else []

    def _person_beside(self, head: Token, source: Span) -> list[str]:
        """The person named in an apposition to the head."""
        for other in syntax.appositions(head):
            named = self._named(other)
            if named and source.begin <= other.idx < source.end:
                persons = [one for one in named if self.actor(one).type == ActorType.PERSON]
                if persons:
                    return persons
        return []

    def _hangs_on_preposition(self, span: Span, head: Token) -> bool:
        between = (
            tokens_of(self.doc, Span(head.idx + len(head), span.begin)) if span.begin > head.idx + len(head) else []
        )
        return any(token.pos_ in ("ADP", "VERB", "PUNCT", "SCONJ", "PRON") for token in between)

    # ---------- issuers ----------

    def _is_issue(self, head: Token) -> bool:
        return head.lemma_.lower() in self.reporting.issues

    def _owners(self, head: Token, source: Span | None) -> tuple[str, ...]:
        """Whose statement it is: "The Kremlin's statement", "a ministry readout", "a report by Xinhua"."""
        for owner in syntax.possessors(head):
            ids = self.actors_at(owner)
            if ids:
                return ids
        for child in head.children:  # "the report, published by the website"
            if child.dep_ in ("acl", "acl:relcl", "relcl") and child.lemma_.lower() in _ISSUING:
                ids = unique(one for agent in syntax.agents(child) for one in self.actors_at(agent))
                if ids:
                    return ids
        for word, _, noun in syntax.prepositions(head):
            if word in ("by", "from", "of"):
                ids = self.actors_at(noun)
                if ids and (word != "of" or self._is_body(ids)):
                    return ids
        before = [child for child in head.children if child.i < head.i and child.dep_ in ("compound", "amod", "nmod")]
        for child in reversed(before):
            ids = tuple(actor for _, actor in self.casting.covering(span_of(child))) or self._same_body(child)
            if ids and self._is_body(ids):
                return ids
        return ()

    def _same_body(self, noun: Token) -> tuple[str, ...]:
        """The body last named with the same noun: "ministry" in "a ministry readout" after "the Egyptian ministry"."""
        if noun.lower_ not in _PARTS:
            return ()
        named = [
            (mention.span.end, actor)
            for mention, actor in self.casting.mentions_within(Span(0, noun.idx))
            if self.actor(actor).type in (ActorType.GOVERNMENT, ActorType.ORGANIZATION)
            and text_of(self.doc)[mention.span.begin : mention.span.end].lower().endswith(noun.lower_)
        ]
        bodies = unique(actor for _, actor in named)
        return bodies if len(bodies) == 1 else ()

    def _is_body(self, ids: tuple[str, ...]) -> bool:
        return all(self.actor(one).type in _BODIES for one in ids)

    def _issued(self) -> list[tuple[int, str, tuple[str, ...]]]:
        """(place, noun, issuers) of every "X released a statement", "X's statement" of the text."""
        found = []
        for token in self.doc:
            if token.pos_ != "NOUN" or not self._is_issue(token):
                continue
            owners = self._owners(token, None)
            if not owners and token.dep_ in ("dobj", "obj", "nsubjpass") and token.head.lemma_.lower() in _ISSUING:
                verb = token.head
                heads = syntax.agents(verb) if syntax.passive(verb) else syntax.subjects(verb)
                owners = unique(one for head in heads for one in self.actors_at(head))
            if owners:
                found.append((token.idx, token.lemma_.lower(), owners))
        return found

    def _issuer(self, head: Token, said: Iterable[Said]) -> tuple[str, ...]:
        """The nearest earlier issuer: of what is spoken of as issued, or whoever said something in a statement."""
        candidates: list[tuple[int, tuple[str, ...]]] = []
        earlier = [one for one in said if one.begin < head.idx]
        if head.lower_ == "it":
            before = max(earlier, key=lambda one: one.begin, default=None)
            near = before is not None and self._sentences_between(before.sentence, head) <= 2
            return before.speakers if before is not None and near and self._is_body(before.speakers) else ()
        lemma = head.lemma_.lower()
        candidates += [(at, owners) for at, noun, owners in self._issues if at < head.idx and _alike(noun, lemma)]
        for one in earlier:
            if self._speaks_of_issue(one, lemma):
                candidates.append((one.begin, one.speakers))
        return max(candidates, key=lambda one: one[0], default=(0, ()))[1]

    def _sentences_between(self, sentence: Span, head: Token) -> int:
        between = tokens_of(self.doc, Span(sentence.end, head.idx + 1)) if head.idx >= sentence.end else []
        starts = sum(1 for token in between if token.is_sent_start and token.idx >= sentence.end)
        return starts

    def _speaks_of_issue(self, said: Said, lemma: str) -> bool:
        """ "X said in a statement", "in a joint declaration, X pledged", "X's statement said"."""
        for token in tokens_of(self.doc, said.sentence):
            if token.pos_ == "NOUN" and self._is_issue(token) and _alike(token.lemma_.lower(), lemma):
                above = token.head if token.head.pos_ != "ADP" else token.head.head
                if above.i == said.verb or said.source.begin <= token.idx < said.source.end:
                    return True
        return False

    def _by_part(self, head: Token, source: Span) -> Speakers | None:
        """ "The Chinese side", "the ministry of Egypt": the state or organisation that the body is part of."""
        if head.lemma_.lower() not in _PARTS and head.lower_ not in _PARTS:
            return None
        named = unique(actor for _, actor in self.casting.mentions_within(source))
        bodies = [one for one in named if self.actor(one).type in _BODIES]
        plural = head.tag_ in ("NNS", "NNPS") or head.lemma_.lower() in ("side", "government", "ministry", "delegation")
        return Speakers((bodies[0],), source) if len(bodies) == 1 and len(named) == 1 and plural else None


def _is_listed(head: Token, other: Token) -> bool:
    """Whether two names stand beside each other, not one in a phrase of its own: "X, after a call on *Y*, said"."""
    return not any(token.pos_ in ("ADP", "VERB", "SCONJ") for token in head.doc[head.i + 1 : other.i])


def _alike(noun: str, other: str) -> bool:
    return noun == other or {noun, other} <= _TEXTS


def addressees(
    verb: Token | None, resolver: Resolver, content: tuple[Span, ...], frames: frozenset[str]
) -> tuple[str, ...]:
    """To whom was spoken: whom the words `hearers` finds mean."""
    return unique(actor for one in hearers(verb, content, frames) for actor in resolver.actors_at(one))


def hearers(verb: Token | None, content: Sequence[Span], frames: frozenset[str]) -> list[Token]:
    """Heads of the words for those to whom was spoken: the recipient of "told", the object of "urged", "thanked",
    "invited", "to X", "in a letter to X", "speaking to X"."""
    if verb is None or frames <= {"label", "label_as"}:
        return []
    nouns = list(syntax.recipients(verb)) if "label" not in frames else []
    lemma = verb.lemma_.lower()
    if lemma in _ADDRESSING or frames & {"request"}:
        nouns += syntax.objects(verb)
        if lemma in _ADDRESSING:
            nouns += [
                one
                for child in verb.children
                if child.dep_ in ("xcomp", "ccomp") and child.i > verb.i
                for one in syntax.subjects(child, shared=False)
                if child.tag_ in ("VB",)
            ]
            nouns += [
                one
                for child in verb.children
                if child.dep_ == "xcomp" and child.tag_ == "VBG" and child.i == verb.i + 1
                for one in syntax.objects(child)
                if one.i == child.i + 1  # "told waiting journalists"
            ]
        if syntax.passive(verb):
            nouns += syntax.subjects(verb)
    if not frames & {"label", "label_as", "blame"} and lemma not in _TO_A_THING:
        nouns += [noun for word, _, noun in syntax.prepositions(verb) if word == "to"]
    if lemma == "call" and "request" in frames:
        nouns += [noun for word, _, noun in syntax.prepositions(verb) if word in ("on", "upon")]
    for child in syntax.objects(verb):
        nouns += [noun for word, _, noun in syntax.prepositions(child) if word == "to" and "object" in frames]
    nouns += _beside(verb)
    return [
        one for one in nouns if not any(span.begin <= one.idx < span.end for span in content) or frames & {"request"}
    ]


def _beside(verb: Token) -> list[Token]:
    """Whom a phrase beside the verb names: "wrote *in a letter to the envoys*", "said, *speaking to reporters*"."""
    found = []
    for word, _, noun in syntax.prepositions(verb):
        if word in ("in", "by", "via", "at") and noun.lemma_.lower() in _MESSAGES:
            found += [other for to, _, other in syntax.prepositions(noun) if to in ("to", "for", "with")]
    for child in verb.children:
        if child.tag_ == "VBG" and child.dep_ in ("advcl", "prep") and child.lemma_ in ("speak", "talk"):
            found += [other for to, _, other in syntax.prepositions(child) if to in ("to", "with", "before")]
    return found


_MESSAGES = frozenset(
    "letter message note cable memo memorandum telegram email e-mail briefing speech address remark comment".split()
)

# After these "to" names a thing or a place ("invited her *to India*").
_TO_A_THING = frozenset("refer point allude commit agree invite".split())
# Verbs whose object is the one spoken to.
_ADDRESSING = frozenset(
    "tell inform notify assure remind brief warn advise ask urge thank invite congratulate instruct reassure update "
    "apprise alert counsel caution".split()
)
