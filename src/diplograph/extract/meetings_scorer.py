"""A small learnt judge of triggers: does "called", "session", "visit" tell of a meeting here?

Logistic regression over properties of the tree around the trigger and of its parties; the weights are made by
`training/meetings/train.py` from the project's own and openly licensed annotation and lie in
`language/models/meetings.json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from diplograph import logistic
from diplograph.extract.meetings_parties import Roles
from diplograph.extract.meetings_status import Setting
from diplograph.extract.meetings_triggers import Candidate
from diplograph.language import syntax
from diplograph.lexicon.meetings import Meetings
from diplograph.model import Actor, ActorType, MeetingKind


@dataclass(frozen=True, slots=True)
class Weights:
    """weights: by feature; a feature that is not there weighs nothing."""

    bias: float
    weights: Mapping[str, float]
    threshold: float


@lru_cache(maxsize=1)
def load() -> Weights:
    """The weights that come with the package. Raises ResourceError when they are missing or broken."""
    return logistic.load("meetings.json", lambda found: Weights(found["bias"], found["weights"], found["threshold"]))


def confidence(features: Iterable[str], weights: Weights) -> float:
    """Probability, 0 to 1, that a trigger with these features tells of a meeting."""
    return logistic.probability(weights.bias + sum(weights.weights.get(one, 0.0) for one in features))


def features(
    candidate: Candidate,
    roles: Roles,
    setting: Setting,
    lexicon: Meetings,
    actors: Mapping[str, Actor],
    *,
    kind: MeetingKind,
    dated: bool,
    placed: bool,
) -> list[str]:
    """Names of the properties that hold, without repetition, in a fixed order."""
    entry, head = candidate.entry, candidate.head
    involved = [actors[one] for one in roles.participants]
    types = [one.type for one in involved]
    number = min(len(involved), 3)
    found = [
        f"id={entry.id}",
        f"word={head.lower_}",
        f"frame={entry.frame}",
        f"form={setting.form}",
        f"parties={number}",
        f"id={entry.id}&parties={min(number, 2)}",
        f"frame={entry.frame}&parties={min(number, 2)}",
        f"id={entry.id}&form={setting.form}",
        f"kind={kind.value}",
        f"id={entry.id}&kind={kind.value}",
    ]
    if setting.negated:
        found.append("negated")
    if setting.clause:
        found.append(f"clause form={setting.clause}")
    if setting.open:
        found.append("open")
    if setting.modal:
        found.append(f"modal={setting.modal}")
    if setting.modifier:
        found.append(f"modifier={setting.modifier}")
    if setting.preposition:
        found.append(f"after={setting.preposition}")
    for distance, listed, relation in setting.governors:
        found.append(f"governor={listed}@{min(distance, 3)}")
        if distance == 1:
            found.append(f"governor={listed}:{relation}")
    for kind_of in sorted(set(types)):
        found.append(f"has={kind_of.value}")
    if types.count(ActorType.PERSON) >= 2:
        found.append("two persons")
    if types.count(ActorType.STATE) >= 2:
        found.append("two states")
    for party in roles.parties:
        found.append(f"role={party.role}:{'known' if party.actors else _sort(party.head, lexicon)}")
        if not candidate.nominal and party.role == "object" and not party.actors:
            found.append(f"id={entry.id}&object={_sort(party.head, lexicon)}")
            found.append(f"object word={party.head.lemma_.lower()}")
        if not candidate.nominal and party.role == "subject" and not party.actors:
            found.append(f"subject word={party.head.lemma_.lower()}")
    if roles.organizer:
        found.append("organizer")
    if dated:
        found.append("dated")
    if placed:
        found.append("placed")
    if dated and placed:
        found.append("dated and placed")
    found += _surroundings(candidate, lexicon)
    return list(dict.fromkeys(found))


def _surroundings(candidate: Candidate, lexicon: Meetings) -> list[str]:
    head, words = candidate.head, lexicon.words
    found: list[str] = []
    if candidate.nominal:
        lefts = list(head.lefts)
        for one in lefts:
            lemma = one.lemma_.lower()
            if one.dep_ in ("compound", "amod", "nmod"):
                found.append(f"left={lemma}")
                if lemma in words["internal"]:
                    found.append("internal")
                if lemma in words["press"]:
                    found.append("press")
            elif one.dep_ == "det":
                found.append(f"det={one.lower_}")
            elif one.dep_ in ("poss", "nmod:poss"):
                found.append("owned")
        if not any(one.dep_ in ("det", "poss", "nmod:poss") for one in lefts):
            found.append("bare")
        found.append(f"relation={head.dep_}")
        if candidate.verb is not None:
            found.append(f"verb={candidate.verb.lemma_.lower()}")
        governor = syntax.clause_head(syntax.coordination_head(head))
        if governor != head:
            found.append(f"clause={governor.lemma_.lower()}")
        for word, _, noun in syntax.prepositions(head):
            found.append(f"right={word}")
            if word in ("of", "with", "between", "for"):
                found.append(f"right={word}:{_sort(noun, lexicon)}")
    else:
        for word, _, noun in syntax.prepositions(head):
            found.append(f"phrase={word}")
            if word in ("with", "to", "on", "for", "about", "by"):
                found.append(f"id={candidate.entry.id}&{word}:{_sort(noun, lexicon)}")
        if not syntax.objects(head):
            found.append(f"id={candidate.entry.id}&no object")
        if syntax.contents(head):
            found.append(f"id={candidate.entry.id}&content")
        if syntax.passive(head):
            found.append(f"id={candidate.entry.id}&passive")
        for one in head.children:
            if one.dep_ in ("prt", "oprd", "acomp"):
                found.append(f"id={candidate.entry.id}&{one.dep_}")
        found.append(f"relation={head.dep_}")
    return found


def _sort(noun: Token, lexicon: Meetings) -> str:
    """What kind of word stands where a party would."""
    if noun.ent_type_:
        return noun.ent_type_
    if noun.pos_ == "PRON":
        return (
            "who"
            if noun.lower_ in ("who", "whom", "he", "she", "they", "him", "her", "them", "we", "i", "us", "me")
            else "it"
        )
    if noun.lemma_.lower() in lexicon.words["officials"]:
        return "official"
    return noun.pos_.lower()
