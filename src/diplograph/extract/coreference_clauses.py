"""What the readers of pronouns share: mentions before a pronoun, subjects of clauses, direct quotations."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Token

from diplograph.extract.actors_phrases import grammar_subject
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.extract.nearby import Taken
from diplograph.model import MentionKind, Span

SAYS = frozenset("say tell write add tweet post declare state argue insist warn stress ask reply".split())


OBJECTS = frozenset({"dobj", "obj", "pobj", "dative", "iobj"})


@lru_cache(maxsize=2)
def quoted_in(text: str) -> Taken:
    return Taken(quotations(text))


@lru_cache(maxsize=2)
def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Direct quotations, from mark to mark; a mark without a partner in its paragraph opens nothing.

    >>> quotations('He said: "We are here." Then "no')
    ((9, 23),)
    """
    found: list[tuple[int, int]] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        opened: int | None = None
        for mark in re.finditer(r"[\"“”«»]", paragraph.group()):
            at = paragraph.start() + mark.start()
            if opened is None:
                if mark.group() not in "”»":
                    opened = at
            elif mark.group() not in "“«":
                found.append((opened, at + 1))
                opened = None
    return tuple(found)


def mentions_before(scene: Scene, span: Span, back: int) -> list[tuple[Span, MentionKind, Figure]]:
    """Mentions in the sentence `back` sentences before, up to the pronoun, in text order."""
    return [one for one in scene.mentions_of(scene.sentence(span.begin) - back) if one[0].end <= span.begin]


def only(subjects: list[tuple[Span, Figure]]) -> Figure | None:
    keys = {figure.key for _, figure in subjects}
    return subjects[0][1] if len(keys) == 1 else None


def swallows(scene: Scene, where: Span, span: Span) -> bool:
    """Whether the mention holds the pronoun ("his counterpart" is not "his")."""
    return where.begin <= span.begin and span.end <= where.end


def is_main(scene: Scene, where: Span, *, strictly: bool = False) -> bool:
    """Whether the words are subject of the sentence's main verb; else also of a clause that hangs on it."""
    verb = grammar_subject(scene, where)
    if strictly:
        return verb is not None and verb.dep_ == "ROOT"
    return verb is not None and (verb.dep_ in ("ROOT", "conj") or verb.head.dep_ == "ROOT")


def clause_subject(scene: Scene, token: Token, subjects: list[tuple[Span, Figure]]) -> Figure | None:
    """The subject of the nearest verb above the pronoun that has one among the candidates."""
    verb = token.head
    own = token.dep_ in ("nsubj", "nsubjpass")
    steps = 0
    while steps < 12:
        if verb.pos_ in ("VERB", "AUX") and not own:
            for where, figure in subjects:
                if grammar_subject(scene, where) == verb:
                    return figure
        own = False
        if verb.head == verb:
            return None
        verb = verb.head
        steps += 1
    return None


_CHARGES = frozenset("charge accusation allegation claim".split())
_DENIES = frozenset("deny reject dismiss dispute refute".split())


def accused(scene: Scene, token: Token, span: Span) -> Figure | None:
    """ "X accused Y of …, a charge it denies": Y, who was accused in the same sentence."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_.lower() not in _DENIES or verb.head.lemma_.lower() not in _CHARGES:
        return None
    for where, kind, figure in reversed(mentions_before(scene, span, 0)):
        head = scene.head(where)
        if head.dep_ in ("dobj", "obj") and head.head.lemma_.lower() == "accuse" and kind is not MentionKind.ADJECTIVE:
            return figure
    return None
