"""Parties of meetings without a name: "the army chief", "community leaders", "a delegation of lawmakers".

Only words at which a meeting's trigger looks for a participant are read, by the tree or by another reader, and only
when nobody of the cast is meant there. What could mean a named actor ("the president", "the two sides", "the talks
team") is left open; so are things, crowds and people in general.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from diplograph.extract import meetings, meetings_proposals
from diplograph.extract.meetings_judged import Judged
from diplograph.extract.meetings_phrases import general
from diplograph.extract.statements_form import span_of
from diplograph.extract.unnamed import THESE, Finder, counted
from diplograph.language import syntax
from diplograph.model import ActorType, Cast, Document, MeetingProposal, MentionKind, Span, Timex

if TYPE_CHECKING:
    from diplograph.lexicon import Lexicon

_LEFT_OPEN = frozenset({"head", "monarch", "minister"})  # who holds these is named nearly always
_OFFICE = frozenset({"official", "minister", "envoy", "spokesperson", "head", "monarch"})  # ranks that speak for states
_ELSEWHERE = frozenset("in at on near inside outside during after before over about for".split())  # of the event
_OTHERS = frozenset(
    {"other", "others", "such", "any", "no", "every", "each", "accompanying"}
)  # beside the named: nobody new, or none


def entered(
    doc: Doc,
    document: Document,
    lexicon: Lexicon,
    cast: Cast,
    timexes: Sequence[Timex],
    heard: Sequence[MeetingProposal] | None,
) -> tuple[Cast, list[meetings.Believed]]:
    """The cast with actors for parties of meetings that have no name, each with its mentions, and what
    `meetings.believed` says with that cast: only sentences with somebody new in them are read again.

    Ids of the new actors follow the others'. heard: of another reader of meetings, None when there is none.
    """
    finder = _Parties(doc, lexicon.sources, lexicon.titles, cast, lexicon)
    told = list(meetings.believed(doc, document, lexicon, cast, timexes, heard))
    heads = {head.i: head for judged, _ in told for head in _unknown(judged, doc, finder)}
    for at in sorted(heads):
        finder.party(heads[at])
    after = finder.cast()
    changed = _with_somebody_new(doc, cast, after, heard or ())
    if changed:
        told = [one for one in told if one[0].candidate.sentence.start not in changed]
        told += meetings.believed(doc, document, lexicon, after, timexes, heard, changed)
        told.sort(key=lambda one: (one[0].candidate.head.i, one[0].candidate.span))
    return after, told


def _with_somebody_new(doc: Doc, before: Cast, after: Cast, heard: Sequence[MeetingProposal]) -> set[int]:
    """First words of the sentences that name somebody of one cast who is not in the other, or that tell of a meeting
    with somebody like that."""
    known = {(actor.id, mention) for actor in before.actors for mention in actor.mentions}
    new = [one.span for actor in after.actors for one in actor.mentions if (actor.id, one) not in known]
    places = list(new)
    for proposal in heard:
        parties = (*proposal.participants, *proposal.absent)
        if any(one.begin < other.end and other.begin < one.end for one in parties for other in new):
            places.append(proposal.trigger)
    words = [meetings_proposals.words_at(span, doc) for span in places]
    return {one.sent.start for one in words if one is not None}


def _unknown(judged: Judged, doc: Doc, finder: Finder) -> Iterator[Token]:
    """Nouns where a party stands and nobody is known to."""
    visit = judged.candidate.entry.frame == "visit"
    if any(child.lower_ == "when" for child in judged.candidate.head.children):
        return  # "A and B last met when the leaders of the region gathered": it dates another one
    for party in judged.roles.parties:
        if not party.actors and party.role != "to" and not (visit and party.role == "object"):
            yield party.head
    if judged.proposal is None:
        return
    for span in judged.proposal.participants:
        words = meetings_proposals.words_at(span, doc)
        if words is not None and not finder.casting.mentions_within(span):
            nominal, trigger = judged.candidate.nominal, judged.candidate.head
            yield from (one for one in meetings_proposals.heads(words) if not (nominal and general(trigger, one)))


class _Parties(Finder):
    def party(self, head: Token) -> None:
        """Enter the mention that a party is, if it is somebody without a name."""
        if head.tag_ not in ("NN", "NNS", "NNPS") or head.dep_ == "appos":
            return
        head = self._people(head)
        noun, several, kind = self.kind(head)
        if kind is None or kind is ActorType.MEDIA or noun in self.nouns.anybody or head.lower_ in self.nouns.anybody:
            return
        span = self._span(head)
        if any(other.kind is not MentionKind.ADJECTIVE for other, _ in self.casting.covering(span_of(head))):
            return
        if self.names_somebody(head, span) or (several and counted(head)) or self._misread(head, span):
            return
        if any(child.lower_ in _OTHERS for child in head.lefts):
            return
        speaks = several or self._official(noun) or noun in self.titles.by_form
        if speaks and self._of_bodies(span) and noun not in self.nouns.private:
            return  # they stand for their state: "Omani envoys"
        around = [*(noun for _, _, noun in syntax.prepositions(head)), *syntax.possessors(head)]
        states = self.titles.words["state_groups"]
        if any(counted(one) or (one.lower_ in states and not self.says_who(one)) for one in around):
            return  # "ministers from both countries"
        determiner = self.determiner(head)
        if determiner == "whose" or any(one.lower_ in ("all", "them", "both") for one in around):
            return
        if self.told_again(head, noun, several, span, determiner):
            return
        if self._known_otherwise(head, noun, span, several, determiner):
            return
        self.enter(head, noun, several, kind, span)

    def _people(self, head: Token) -> Token:
        """ "A group of lawmakers": the lawmakers."""
        if head.lower_ in self.nouns.counting:
            inner = [noun for word, _, noun in syntax.prepositions(head) if word == "of" and noun.tag_ == "NNS"]
            return inner[0] if inner else head
        return head

    def _span(self, head: Token) -> Span:
        """The phrase without what tells where the event was ("saw the army chief in Lima on Monday")."""
        span = self.mention(head)
        ends = [
            child.left_edge.idx
            for child in head.rights
            if (child.dep_ == "prep" and child.lower_ in _ELSEWHERE) or child.dep_ in ("advmod", "npadvmod", "punct")
        ]
        words = self.doc.char_span(span.begin, min([span.end, *ends]), alignment_mode="contract")
        while words is not None and len(words) and (words[-1].tag_ == "POS" or words[-1].is_punct):
            words = words[:-1]
        return Span(words.start_char, words.end_char) if words is not None and len(words) else span

    def _misread(self, head: Token, span: Span) -> bool:
        """Whether a person is named before the noun, "and" between: two parties that the tree takes for one."""
        before = [
            mention.span
            for mention, who in self.casting.mentions_within(Span(span.begin, head.idx))
            if self.casting.actors[who].type is ActorType.PERSON
        ]
        return any(" and " in self.text[one.end : head.idx] for one in before)

    def _of_bodies(self, span: Span) -> bool:
        """Whether states or bodies stand in the phrase."""
        kinds = (ActorType.STATE, ActorType.ORGANIZATION, ActorType.INTERNATIONAL, ActorType.GOVERNMENT)
        return any(self.casting.actors[who].type in kinds for _, who in self.casting.mentions_within(span))

    def _known_otherwise(self, head: Token, noun: str, span: Span, several: bool, determiner: str) -> bool:
        """Whether the words may mean somebody named, or do not say who it is."""
        owners = syntax.possessors(head)
        if any(owner.pos_ == "PRON" and len(self.namer.actors_at(owner)) != 1 for owner in owners):
            return True
        says = self._described(head, span, official=self._official(noun))
        title = self.titles.by_form.get(noun)
        if several:
            words = self.titles.words
            if head.lower_ in words["state_groups"] and (determiner in THESE or determiner == "all" or not says):
                return True  # "the warring parties", "all parties"
            if noun in self.nouns.vague and noun != "leader" and determiner in THESE:
                return True
            plain = head.lower_ in words["people_groups"] | words["officials"]
            known = determiner in THESE and noun not in self.nouns.private  # "the hostages" bear no name
            return (plain or noun in self.nouns.vague or known) and not says
        if noun in self.nouns.groups:
            return determiner not in THESE and not says
        if determiner in ("a", "an"):
            return (noun in self.nouns.vague or self._official(noun) or title is not None) and not says
        if noun in self.nouns.bodies and not owners:
            return True  # a body that "the" is put to has been named, or is its members
        sole = title is not None and title.rank in _LEFT_OPEN
        return sole or not says or determiner == "" or self._held(noun) or self._named_body(noun)

    def _official(self, noun: str) -> bool:
        """Whether who is called so speaks for a state or body: envoys, ministers, officials."""
        title, known = self.titles.by_form.get(noun), self.titles.words["officials"]
        if f"{noun}s" in known or f"{noun.removesuffix('y')}ies" in known:
            return True
        return title is not None and title.rank in _OFFICE

    def _described(self, head: Token, span: Span, *, official: bool) -> bool:
        """Whether the phrase tells who it is; of those who speak for others it must tell for whom ("the army
        commander", "Paz aides", "envoys from the islands"), though "regional officials" and "party leaders" are some.
        """
        inside = [one for one in head.children if span.begin <= one.idx < span.end]
        whose = [one for one in inside if one.lower_ in ("of", "from") or (one.dep_ == "poss" and one.pos_ == "PRON")]
        if whose or any(self.casting.covering(span_of(one)) for one in inside if one.i < head.i):
            return True
        several = head.tag_ in ("NNS", "NNPS")
        kinds = {"compound", "nmod"} if official else {"compound", "nmod", "amod", "acl", "relcl", "prep"}
        if official and several:
            kinds = {"compound", "nmod", "amod"} if head.lower_ in ("leaders", "officials") else {"relcl"}
        return any(one.dep_ in kinds and one.lower_ not in self.nouns.left_out for one in inside)

    def _held(self, noun: str) -> bool:
        """Whether somebody named holds such an office."""
        return any(
            role.partition(" of ")[0].lower().split()[-1:] == [noun]
            for one in self.before.actors
            if one.type is ActorType.PERSON
            for role in one.roles
        )

    def _named_body(self, noun: str) -> bool:
        """Whether a body of that sort has been named: "the commission"."""
        return any(noun in one.name.lower().split() for one in self.before.actors if one.type is not ActorType.PERSON)
