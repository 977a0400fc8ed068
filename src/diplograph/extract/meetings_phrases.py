"""Small questions about the phrases around a meeting's noun or verb; `meetings_roles` asks them."""

from __future__ import annotations

from spacy.tokens import Token

from diplograph.extract.meetings_triggers import Candidate, whole
from diplograph.language import syntax

_RUN_UP = frozenset({"preparation", "plan", "agenda", "run-up", "arrangement", "programme", "invitation", "prepare"})
_FIRST = frozenset({"first", "such", "only", "rare"})
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow week month year weekend".split()
)


def phrases(token: Token) -> list[tuple[str, Token, Token]]:
    """As `syntax.prepositions`, with the second phrase of "with Paz and with Li"; without that of "but not with Li"."""
    found = [one for one in syntax.prepositions(token) if not _denied(one[1])]
    for child in token.children:
        for other in child.children:
            if child.dep_ == "prep" and other.dep_ == "conj" and other.lower_ == child.lower_ and not _denied(other):
                nouns = [one for one in other.children if one.dep_ == "pobj"]
                found += [(other.lower_, other, one) for noun in nouns for one in syntax.conjuncts(noun)]
    return sorted(found, key=lambda one: one[2].i)


def _denied(preposition: Token) -> bool:
    """The "with" of "but not with"."""
    before = preposition.doc[max(0, preposition.i - 2) : preposition.i]
    return [one.lower_ for one in before] == ["but", "not"]


def general(noun: Token, other: Token) -> bool:
    """Whether words say what kind of event a noun is, not who was there: "a minister" of "the first visit by a
    minister in years"."""
    holder = other.head.head if other.dep_ == "pobj" else noun  # "a stop in Lima, the first by a president"
    first = any(one.lower_ in _FIRST for place in (noun, holder) for one in (place, *place.lefts))
    return first and any(one.lower_ in ("a", "an", "any") and one.dep_ == "det" for one in other.lefts)


def prepared_for(candidate: Candidate) -> bool:
    """ "briefed her on preparations for the summit": who is told of, and where, is not yet the summit's."""
    noun = whole(candidate.head)
    return candidate.nominal and noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in _RUN_UP


def on_somebody(candidate: Candidate) -> bool:
    """ "paid a courtesy call on the king": a visit, whatever "call" means elsewhere."""
    if candidate.entry.id != "call":
        return False
    lefts = {one.lower_ for one in candidate.head.lefts}
    verb = candidate.verb
    if lefts & {"phone", "telephone", "conference", "video"}:
        return False
    return "courtesy" in lefts or (verb is not None and verb.lemma_ in ("pay", "make"))


def noun_is_object(noun: Token) -> bool:
    head = syntax.coordination_head(noun)
    if head.dep_ == "pobj" and head.head.lower_ == "of":
        return noun_is_object(head.head.head)
    return head.dep_ in ("dobj", "obj", "attr")


def listed(noun: Token) -> list[Token]:
    """The coordination that a relative clause at its last member means: "Xi and Putin, who met"."""
    return syntax.conjuncts(syntax.coordination_head(noun))


def temporal(noun: Token) -> bool:
    return noun.ent_type_ in ("DATE", "TIME") or noun.lower_ in _DAYS


def after(noun: Token) -> bool:
    edge = noun.left_edge.i
    return edge > noun.sent.start and noun.doc[edge - 1].lower_ in ("after", "following", "during", "before")


def plan_like(noun: Token) -> bool:
    return noun.lemma_.lower() in (
        "plan",
        "agreement",
        "decision",
        "invitation",
        "chance",
        "opportunity",
        "time",
        "offer",
        "date",
    )
