"""What the clause beside a meeting's says of its time and place.

"flew to Riga on Monday and met the president", "arrived in Riga, where he will meet her", "on a visit to Riga last week
he met the president": who journeys to a place and meets somebody meets there. Time and place go over from one
clause to the other only if both have one subject and one tense, and the words do not set them apart
("had earlier met").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from diplograph.extract.meetings_triggers import Candidate
from diplograph.language import syntax
from diplograph.lexicon.meetings import Meetings

_STEPS = 4  # clauses gone back over
_EARLIER = frozenset(
    {"again", "earlier", "previously", "before", "once", "already", "recently", "ago", "last", "next", "soon"}
)
_DURING = frozenset({"during", "on", "in", "while", "throughout"})
_RELATIVE = frozenset({"relcl", "acl:relcl", "advcl"})


@dataclass(frozen=True, slots=True)
class Sister:
    """A verb or noun beside the meeting whose place, and time where `dates`, are the meeting's too.

    towards: its "to" and "for" lead to the place.
    """

    head: Token
    dates: bool
    towards: bool


def sisters(candidate: Candidate, lexicon: Meetings) -> Iterator[Sister]:
    """From the nearest to the furthest."""
    verb = candidate.verb if candidate.nominal else candidate.head
    if verb is None or verb.pos_ not in ("VERB", "AUX"):
        return
    yield from _visits(verb, lexicon)
    yield from _guests_there(verb)
    top = _finite(verb)
    for _ in range(_STEPS):
        if _set_apart(top) or (top != _finite(verb) and _set_apart(verb)):
            return
        if top.dep_ == "conj" and top.head.pos_ in ("VERB", "AUX"):
            if top == _finite(verb) != verb:  # "met on Monday and agreed to hold talks"
                return
            other = top.head
            if not _one_subject(top) or not _one_tense(top, other):
                return
            lemma = other.lemma_.lower()
            if lemma not in lexicon.words["report"]:
                moves = lemma in lexicon.words["motion"]
                yield Sister(other, lemma not in lexicon.words["departure"], moves)
            top = _finite(other)
        elif top.dep_ in _RELATIVE and any(one.lower_ == "where" for one in top.children):
            if top.head.pos_ in ("PROPN", "NOUN"):
                yield Sister(top.head, False, False)
            other = top.head if top.head.pos_ in ("VERB", "AUX") else syntax.clause_head(top.head)
            if other == top or other.pos_ not in ("VERB", "AUX"):
                return
            moves = other.lemma_.lower() in lexicon.words["motion"] or (
                other.lemma_ == "expect" and syntax.passive(other) and not syntax.contents(other)
            )
            yield Sister(other, moves and _one_day(verb, other), moves)
            return
        else:
            return


def _visits(verb: Token, lexicon: Meetings) -> Iterator[Sister]:
    """ "during a visit to Riga", "on a trip to Riga last week", "visiting Riga on Monday"."""
    for word, _, noun in syntax.prepositions(verb):
        if word in _DURING and noun.lemma_.lower() in lexicon.words["stay"]:
            yield Sister(noun, True, True)
    for child in verb.children:
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_ == "visit" and not syntax.auxiliaries(child):
            yield Sister(child, True, True)


def _guests_there(verb: Token) -> Iterator[Sister]:
    """ "received the minister, who is visiting Riga", "met the minister, who is in Riga": where one of them is."""
    parties = [*syntax.subjects(verb, shared=False), *syntax.objects(verb)]
    parties += [noun for word, _, noun in syntax.prepositions(verb) if word == "with"]
    for party in parties:
        for clause in party.children:
            if clause.dep_ not in ("relcl", "acl:relcl") or syntax.negated(clause):
                continue
            now = {one.tag_ for one in (clause, *syntax.auxiliaries(clause))} & {"VBZ", "VBP"}
            if now and (clause.lemma_ == "be" or (clause.lemma_ == "visit" and clause.tag_ == "VBG")):
                yield Sister(clause, False, False)


def _finite(verb: Token) -> Token:
    """The verb that carries the tense: "is expected" of "is expected to meet"."""
    while verb.dep_ in ("xcomp", "acomp") and verb.head.pos_ in ("VERB", "AUX", "ADJ") and verb.head != verb:
        verb = verb.head
    return verb


def _one_subject(verb: Token) -> bool:
    own = syntax.subjects(verb, shared=False)
    return not own or all(one.pos_ == "PRON" and one.lower_ in ("he", "she", "they") for one in own)


def _one_tense(verb: Token, other: Token) -> bool:
    """Whether two coordinated verbs speak of one time: "flew and met", not "flew and will meet"."""
    mine = {one.lower_ for one in syntax.auxiliaries(verb)}
    theirs = {one.lower_ for one in syntax.auxiliaries(other)}
    if not mine:
        return verb.tag_ == other.tag_ or (verb.tag_ in ("VBD", "VBN") and other.tag_ in ("VBD", "VBN"))
    return mine == theirs or mine | theirs <= {"was", "were"}


def _one_day(verb: Token, other: Token) -> bool:
    """ "will fly there on Monday, where he will meet her", "flew there on Monday, where he met her"; who arrived on
    Monday may have met her on Tuesday."""
    if _ahead(verb) and _ahead(other):
        return True
    past = verb.tag_ == "VBD" and other.tag_ == "VBD" and not syntax.auxiliaries(verb)
    return past and other.lemma_.lower() not in ("arrive", "be", "land", "return")


def _ahead(verb: Token) -> bool:
    finite = _finite(verb)
    words = [verb, finite, *syntax.auxiliaries(verb), *syntax.auxiliaries(finite)]
    said = {one.lower_ for one in words}
    return bool({"will", "shall", "'ll"} & said or {"VBZ", "VBP"} & {one.tag_ for one in words}) and not (
        {"has", "have"} & said
    )


def _set_apart(verb: Token) -> bool:
    return any(one.lower_ in _EARLIER and one.dep_ in ("advmod", "npadvmod") for one in verb.children)
