"""Parties that stand in another sentence: "they", "the two sides", the next round of the talks told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from diplograph.extract.casting import unique
from diplograph.extract.meetings_circumstances import NUMBERS
from diplograph.extract.meetings_judged import Judged
from diplograph.lexicon.meetings import Meetings
from diplograph.model import MeetingKind, MeetingMention

_ROUNDS = frozenset({MeetingKind.TALKS, MeetingKind.IN_PERSON})
_REACH = 400  # characters back to the meeting whose parties "they" are


def inferred(
    told: MeetingMention, judged: Judged, before: Sequence[MeetingMention], lexicon: Meetings
) -> MeetingMention:
    """The mention with the parties of the meeting told just before, where only "they" or "the two sides" stands."""
    if told.count is not None:
        return told
    last = next((one for one in reversed(before) if len(one.participants) >= 2), None)
    near = last is not None and told.trigger.begin - last.trigger.begin <= _REACH
    if last is not None and near and len(told.participants) < 2 and _as_many(judged, last):
        everybody = unique([*last.participants, *told.participants])
        return replace(told, participants=everybody, inferred=("participants",))
    if told.participants:
        return told
    if judged.candidate.entry.id == "round" or "round" in {one.lower_ for one in judged.candidate.head.ancestors}:
        # the next round is one of the talks told before, with the same parties
        talks = next((one for one in reversed(before) if one.kind in _ROUNDS and len(one.participants) >= 2), None)
        if talks is not None and told.another and told.trigger.begin - talks.trigger.begin < 2 * _REACH:
            return replace(told, participants=talks.participants, inferred=("participants",))
    parties = lexicon.words["parties"]
    plural = any(
        party.role in ("subject", "owner", "around", "between", "of")
        and party.head.lemma_.lower() in parties
        and (party.head.lower_ in ("they", "both", "two", "three") or _the_known(party.head))
        for party in judged.roles.parties
    )
    if not plural or last is None or not near:
        return told
    return replace(told, participants=last.participants, inferred=("participants",))


def _as_many(judged: Judged, last: MeetingMention) -> bool:
    """ "the four leaders", nobody knows who, after a meeting of four."""
    return any(
        party.role == "subject"
        and not party.actors
        and party.head.tag_ == "NNS"
        and any(NUMBERS.get(one.lower_) == len(last.participants) > 2 for one in party.head.children)
        for party in judged.roles.parties
    )


def _the_known(noun: Token) -> bool:
    """ "the ministers", "both sides": those told of before; not "defence ministers", "the leaders of the bloc"."""
    children = list(noun.children)
    if noun.tag_ != "NNS" or any(one.ent_type_ or one.dep_ == "poss" for one in children):
        return False
    said = any(one.lower_ in ("the", "both", "these", "all") for one in children)
    narrowed = any(one.dep_ in ("prep", "relcl", "acl", "acl:relcl") and one.i > noun.i for one in children)
    return said and not narrowed
