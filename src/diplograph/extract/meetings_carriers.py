"""The words on which the circumstances of a meeting hang in the tree."""

from __future__ import annotations

from spacy.tokens import Token

from diplograph.extract.meetings_triggers import Candidate, whole
from diplograph.language import syntax


def carriers(candidate: Candidate) -> list[Token]:
    """The words on which time, place and medium hang: trigger, its verb, "held" in "talks held in Rome"."""
    found = [candidate.head]
    if candidate.verb is not None and candidate.verb.i != candidate.head.i:
        found += [candidate.verb, *due(candidate.verb)]
    if candidate.nominal:
        found += [
            one
            for noun in {one.i: one for one in [*_with_complements(candidate.head), whole(candidate.head)]}.values()
            for one in noun.children
            if one.dep_ in ("acl", "relcl", "acl:relcl")
            and one.lemma_.lower()
            in (
                "hold",
                "plan",
                "schedule",
                "set",
                "host",
                "fix",
                "convene",
                "conduct",
                "begin",
                "end",
                "start",
                "arrange",
                "organize",
                "organise",
                "due",
            )
        ]
    return found


def due(verb: Token) -> list[Token]:
    """ "due" in "is due in Cairo on Sunday": time and place hang on it."""
    return [one for one in verb.children if one.dep_ == "acomp" and one.lower_ in ("due", "expected")]


def _with_complements(noun: Token) -> list[Token]:
    """The noun and those of its "of" phrases: "planned" hangs on either in "a summit of the bloc planned for May"."""
    return [noun, *(one for word, _, one in syntax.prepositions(noun) if word == "of")]


_MARGINS = frozenset({"sideline", "margin", "fringe", "sidelines", "margins", "fringes"})


def beside(candidate: Candidate) -> list[Token]:
    """The larger event on whose sidelines this one takes place: it gives time and place to the smaller one.

    After a list of guests parsers hang "on the sidelines" on the last one: with no verb between, it is the meeting's.
    """
    carriers = [candidate.head] if candidate.verb is None else [candidate.head, candidate.verb]
    found = {noun.i: noun for one in carriers for _, _, noun in syntax.prepositions(one)}
    for noun in candidate.head.doc[candidate.head.i + 1 : candidate.surroundings.end]:
        if noun.pos_ in ("VERB", "AUX"):
            break
        if noun.lemma_.lower() in _MARGINS and noun.dep_ == "pobj":
            found[noun.i] = noun
    margins = [found[at] for at in sorted(found) if found[at].lemma_.lower() in _MARGINS]
    return [one for noun in margins for word, _, one in syntax.prepositions(noun) if word == "of"]


def governing(verb: Token) -> Token | None:
    """The verb above one that has no time of its own: "arrived on Monday to meet", "suggested Monday after meeting"."""
    if verb.dep_ in ("xcomp", "advcl", "pcomp", "acl"):
        parent = verb.head
        while parent.pos_ not in ("VERB", "AUX") and parent.head != parent:
            parent = parent.head
        return parent if parent != verb else None
    return None
