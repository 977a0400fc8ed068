"""Several triggers of one sentence that belong together: the dinner at which they met, the summit beside which.

A trigger may tell of the event of another one ("were to meet over lunch", "held a summit when X met Y"), of the larger
event around it ("met on the sidelines of the summit"), or of the journey to it ("flew to Rome for talks"). What the
one does not say is taken from the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from diplograph.extract.meetings_carriers import beside
from diplograph.extract.meetings_status import Setting
from diplograph.extract.meetings_triggers import REACH, Candidate, whole
from diplograph.language import syntax
from diplograph.model import MeetingKind, MeetingMention, MeetingStatus, Span

_AT = frozenset({"over", "at", "in", "during", "on", "by"})
_PEOPLE = frozenset({"mutual", "confer", "host", "phone", "discuss", "gather"})
_RESUME = frozenset({"resume", "continue", "restart", "revive", "relaunch", "begin", "start", "open", "advance"})
_OWN = frozenset({"with", "between", "owner", "name", "of", "from", "to"})

Told = tuple[Candidate, frozenset[str], MeetingMention]  # trigger, roles that its words give to parties, record


def together(passages: Sequence[Told]) -> list[MeetingMention]:
    """The records, each with what follows from its neighbours; journeys to a meeting that is told too are left out."""
    found: list[MeetingMention] = []
    heads = [one[0].head.i for one in passages]  # in text order
    larger = {candidate.head.i: {one.i for one in beside(candidate)} for candidate, _, _ in passages}
    for candidate, roles, told in passages:
        at = candidate.head.i
        first = bisect_left(heads, max(candidate.sentence.start, at - 2 * REACH))
        last = bisect_left(heads, min(candidate.sentence.end, at + 2 * REACH))
        near = [one for one in passages[first:last] if one[2] is not told]
        if any(
            _errand(candidate, other)
            or _agenda(candidate, other)
            or _hosting(candidate, other)
            or _resumed(candidate, roles, told, other)
            for other, _, _ in near
        ) or any(_recalled(candidate, told, other, theirs) for other, _, theirs in near):
            continue
        for other, _, theirs in near:
            # or it is the summit on whose sidelines the other one takes place
            beside_it = at in larger[other.head.i]
            if beside_it and theirs.status in (MeetingStatus.CANCELLED, MeetingStatus.DENIED):
                continue  # two who did not meet there: the summit stands
            if _same_event(candidate, roles, other) or beside_it:
                told = replace(told, status=theirs.status, when=told.when or theirs.when)
            elif _while(candidate, other):
                told = replace(told, when=told.when or theirs.when, definite=True)
        found.append(told)
    return found


def listed(candidate: Candidate, setting: Setting) -> list[Token]:
    """ "upcoming meetings, including the parade and the summit": heads of the events named as examples."""
    if not candidate.nominal or candidate.head.tag_ != "NNS" or setting.modifier != "planned":
        return []
    after = candidate.head.doc[candidate.head.i + 1 : candidate.sentence.end]
    word = next((one for one in after if one.lower_ == "including"), None)
    if word is None:
        return []
    named = [one for noun in word.children if noun.dep_ == "pobj" for one in syntax.conjuncts(noun)]
    # Parsers hang the end of a long list elsewhere: what follows "and" before any verb still belongs to it.
    stray = [one for one in after if named and one.i > named[-1].i and _ends_list(one, word)]
    return [*named, *stray]


def _ends_list(noun: Token, word: Token) -> bool:
    """Whether a noun is the "and Y" of "including X, and Y", by its place."""
    between = noun.doc[word.i + 1 : noun.i]
    before = noun.left_edge.i - 1
    return (
        noun.pos_ == "NOUN"
        and noun.dep_ not in ("poss", "compound", "nmod:poss", "npadvmod")
        and before > word.i
        and noun.doc[before].lower_ in ("and", "or")
        and not any(one.pos_ in ("VERB", "AUX") for one in between)
    )


def example(noun: Token, of: MeetingMention) -> MeetingMention:
    """The planned event at a noun that `listed` gives, with the parties of the meetings that it is an example of."""
    return replace(
        of,
        trigger=Span(noun.idx, noun.idx + len(noun)),
        kind=MeetingKind.OTHER,
        status=MeetingStatus.PLANNED,
        when=None,
        place=None,
        topics=(),
        definite=False,
        another=True,
        inferred=("participants",),
        rule="meetings:listed",
    )


def _errand(journey: Candidate, other: Candidate) -> bool:
    """ "flew to Rome for talks": the talks are the event."""
    if journey.entry.id != "travel" or not other.nominal:
        return False
    noun = whole(other.head)
    return noun.dep_ == "pobj" and noun.head.lower_ == "for" and journey.head.is_ancestor(noun)


def _hosting(host: Candidate, other: Candidate) -> bool:
    """ "will host a round of talks": the talks are the event."""
    return host.entry.frame == "host" and other.nominal and other.verb == host.head


def _recalled(candidate: Candidate, told: MeetingMention, other: Candidate, theirs: MeetingMention) -> bool:
    """ "Paz met Li in Lima and called their conversation candid": the conversation at that meeting."""
    if candidate.entry.id not in ("conversation", "discussion") or other.head.i > candidate.head.i:
        return False
    owned = any(one.lower_ == "their" for one in candidate.head.lefts)
    same = len(told.participants) > 1 and set(told.participants) == set(theirs.participants)
    return owned and same and told.when is None and told.place is None and theirs.status is told.status


def _resumed(candidate: Candidate, roles: frozenset[str], told: MeetingMention, other: Candidate) -> bool:
    """ "met in Lima to resume the peace talks": they met for these talks."""
    verb = candidate.verb
    if not candidate.nominal or verb is None or other.nominal or roles & _OWN or told.when is not None:
        return False
    to = any(one.lower_ == "to" for one in syntax.auxiliaries(verb)) and verb.dep_ in ("advcl", "xcomp")
    return to and verb.lemma_.lower() in _RESUME and verb.head == other.head and other.entry.frame in _PEOPLE


def _agenda(candidate: Candidate, other: Candidate) -> bool:
    """ "was in Rome for talks with Meloni to discuss gas", "met to discuss gas": what the meeting is about."""
    verb = candidate.head
    if candidate.entry.id != "discuss" or not any(one.lower_ == "to" for one in syntax.auxiliaries(verb)):
        return False
    if verb.dep_ not in ("advcl", "acl", "xcomp", "relcl") or other.head.i > verb.i or other.entry.id == "discuss":
        return False
    return verb.head in (other.head, other.verb) or (other.nominal and verb.head.is_ancestor(other.head))


def _same_event(candidate: Candidate, roles: frozenset[str], other: Candidate) -> bool:
    """ "met over lunch", "discussed the dam in a call": noun and verb tell of one event."""
    if not candidate.nominal or other.entry.frame not in _PEOPLE or roles & _OWN:
        return False
    noun = whole(candidate.head)
    return noun.dep_ == "pobj" and noun.head.lower_ in _AT and noun.head.head == other.head


def _while(candidate: Candidate, other: Candidate) -> bool:
    """ "The last summit took place in 2004, when X met Y": the clause tells of the event of its governor."""
    verb = candidate.verb
    if candidate.nominal or verb is None or verb.dep_ not in ("advcl", "relcl", "acl:relcl"):
        return False
    if not any(one.lower_ == "when" and one.i < verb.i for one in verb.children):
        return False
    governor = verb.head if verb.head.pos_ in ("VERB", "AUX") else syntax.clause_head(verb.head)
    carrier = other.verb or syntax.clause_head(other.head)
    return governor == carrier
