"""What is told of a meeting on the word of nobody in office: sources without a name, outlets, rumours."""

from __future__ import annotations

import re

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from diplograph.extract.meetings_plans import Words
from diplograph.extract.meetings_triggers import Candidate, whole
from diplograph.language import syntax

_SOURCE = r"(?:sources?|people (?:familiar|briefed|close|with knowledge))\b"
_CITING = re.compile(rf"(?i)\b(?:citing|quoting|according to)\s+(?:[\w-]+\s+){{0,4}}?{_SOURCE}")
_UNNAMED_SAY = re.compile(rf"(?i)\b{_SOURCE}(?:\s+[\w-]+){{0,6}}?\s+(?:said|says|say|told)\b|{_CITING.pattern[4:]}")
_RUMOURS = frozenset({"rumour", "rumor", "speculation", "talk", "whisper", "gossip"})


def told(candidate: Candidate, event: Token, climbing: list[tuple[int, str, str]], words: Words) -> bool:
    """Whether nobody in office stands for it. event: the word that carries time and modality; climbing: as the
    governors of `meetings_status.Setting`."""
    if unnamed(candidate.surroundings, climbing):
        return True
    return the_press_says(event, words) or rumour_of(candidate)


def unnamed(sentence: Sentence, climbing: list[tuple[int, str, str]]) -> bool:
    """Told on the word of nobody named: "a daily reported, citing a source", "people familiar with it said"."""
    if any(listed == "hearsay" and distance <= 2 for distance, listed, _ in climbing):
        return True
    if any(listed == "report" and distance <= 2 for distance, listed, _ in climbing):
        return _UNNAMED_SAY.search(sentence.text) is not None
    return _CITING.search(sentence.text) is not None


def the_press_says(event: Token, words: Words) -> bool:
    """ "newspapers reported that they had met", "Thai media blamed him, saying he had rung her": told on the word of
    outlets other than those of the state, which speak for it."""
    verb = event
    for _ in range(4):
        below, verb = verb, verb.head
        if {below.pos_, verb.pos_} - {"VERB", "AUX"} or below.dep_ not in ("ccomp", "xcomp", "conj"):
            return False
        if below.dep_ == "ccomp" and verb.lemma_.lower() in words["report"] | words["claim"]:
            says = syntax.subjects(verb) or (syntax.subjects(verb.head) if verb.dep_ == "advcl" else [])
            return any(
                one.lemma_.lower() in words["outlets"]
                and not any(child.lower_ in words["of_the_state"] for child in one.lefts)
                for one in says
            )
    return False


def rumour_of(candidate: Candidate) -> bool:
    """ "talk of a meeting", "rumours about a summit"."""
    noun = whole(candidate.head)
    if not candidate.nominal or noun.dep_ != "pobj" or noun.head.lower_ not in ("of", "about"):
        return False
    said = noun.head.head
    return said.lemma_.lower() in _RUMOURS and said.tag_ in ("NN", "NNS") and (said.lower_ != "talks")
