"""One passage that tells of several meetings of two: "met separately with X and Y", "phone calls with X and Y"."""

from __future__ import annotations

from dataclasses import replace

from diplograph.extract.casting import unique
from diplograph.extract.meetings_carriers import beside
from diplograph.extract.meetings_parties import Party, Roles
from diplograph.extract.meetings_triggers import REACH, Candidate
from diplograph.model import MeetingKind, MeetingMention

_APART = frozenset({"separately", "individually", "respectively"})
_SEPARATE = frozenset({"separate", "individual", "respective", "back-to-back", "one-on-one"})
_ONE_BY_ONE = frozenset({"meeting", "call", "conversation", "encounter", "visit", "meal"})  # plural: several of two
_HERE = frozenset({"subject", "owner", "agent", "by", "around", "theirs"})
_VOICES = frozenset({MeetingKind.PHONE_CALL, MeetingKind.CALL})
_TOGETHER = frozenset({"joint", "jointly", "together", "conference", "trilateral", "group", "three-way", "four-way"})
UNSURE = 0.5  # confidence of a passage that leaves open who met whom


def apart(candidate: Candidate, roles: Roles, told: MeetingMention) -> list[MeetingMention]:
    """The meetings that a passage tells of: one for each pair where it says that they met one by one.

    Where both sides have several members nobody can tell the pairs: one record, of little confidence.
    """
    if len(told.participants) < 2 or not _one_by_one(candidate, roles, told):
        return [told]
    ours = _side(roles, here=True)
    theirs = tuple(one for one in _side(roles, here=False) if one not in ours)
    single, several = (ours, theirs) if len(theirs) > 1 else (theirs, ours)
    if len(several) < 2:
        return [told]
    if len(ours) == len(theirs) and _in_order(candidate):
        return [replace(told, participants=pair, parties=2) for pair in zip(ours, theirs, strict=True)]
    if not ours and _somebody(roles):  # "he will meet Paz and Li separately": who he is nobody knows
        return [replace(told, participants=(one,), parties=2) for one in several]
    if len(single) != 1:  # on the sidelines of a summit several may meet at once
        return (
            [told]
            if _beside(candidate) or told.kind in _VOICES
            else [replace(told, confidence=min(told.confidence, UNSURE))]
        )
    return [replace(told, participants=(*single, one), parties=2) for one in several]


def _side(roles: Roles, *, here: bool) -> tuple[str, ...]:
    parties: list[Party] = [one for one in roles.parties if (one.role in _HERE) == here]
    return unique(actor for party in parties for actor in party.actors if actor not in roles.absent)


def _one_by_one(candidate: Candidate, roles: Roles, told: MeetingMention) -> bool:
    head = candidate.head
    near = [
        child
        for word in {head.i: head, (candidate.verb or head).i: candidate.verb or head}.values()
        for child in word.children
    ]
    if any(child.lower_ in _APART for child in near) or _one_after_the_other(candidate):
        return True
    if (
        candidate.entry.id == "phone"
        and candidate.head.doc[min(candidate.head.i + 1, len(candidate.head.doc) - 1)].lower_ == "on"
    ):  # "called on the king and the premier"
        return True
    if candidate.entry.id in ("phone", "speak") and told.kind in _VOICES and not _joint(candidate):
        return len(_side(roles, here=True)) < 2  # one rings people up one after the other
    if _beside(candidate):  # "to see X and Y on the sidelines of the summit"
        return True
    if any(child.lower_ == "turn" for one in near if one.lower_ == "in" for child in one.children):
        return True
    subjects = [party.head for party in roles.parties if party.role == "subject"]
    if any(one.lower_ == "each" and one.dep_ in ("advmod", "appos", "det", "nsubj") for one in near) and subjects:
        return True
    if any(child.lower_ == "each" for one in subjects for child in one.children):
        return True
    if not candidate.nominal or head.tag_ not in ("NNS", "NNPS"):
        return False
    if any(child.lower_ in _SEPARATE for child in near):
        return True
    return candidate.entry.id in _ONE_BY_ONE and roles.has("with") and not roles.has("between", "of")


def _one_after_the_other(candidate: Candidate) -> bool:
    """ "in Lima on Monday, separately", "one after the other": wherever the tree hangs it, no verb between."""
    for token in candidate.head.doc[candidate.head.i + 1 : candidate.surroundings.end]:
        if token.pos_ in ("VERB", "AUX"):
            return False
        words = [one.lower_ for one in token.doc[token.i : token.i + 4]]
        if token.lower_ in _APART or words in (["one", "after", "the", "other"],):
            return True
        if words[:2] == ["in", "turn"] or words[:3] in (["one", "by", "one"], ["one", "after", "another"]):
            return True
    return False


def _in_order(candidate: Candidate) -> bool:
    """ "Paz and Li met Ray and Day respectively": each with the one in the same place."""
    near = candidate.head.doc[candidate.head.i : candidate.surroundings.end]
    return any(one.lower_ == "respectively" for one in near)


def _somebody(roles: Roles) -> bool:
    """Whether a pronoun that nobody knows stands for the side that met them."""
    here = [one for one in roles.parties if one.role in _HERE]
    return bool(here) and all(one.head.pos_ == "PRON" and not one.actors for one in here)


def _beside(candidate: Candidate) -> bool:
    return not candidate.nominal and bool(beside(candidate))


def _joint(candidate: Candidate) -> bool:
    return any(one.lower_ in _TOGETHER for one in candidate.head.subtree if abs(one.i - candidate.head.i) < REACH)
