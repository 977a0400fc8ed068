"""Pronouns: who "he", "she", "it", "they", "who" and "which" mean. In doubt they mean nobody.

Inside direct quotations pronouns belong to the speaker's world and are left alone. Gender is known only from titles
and earlier pronouns. Preferences: subject of the same clause or sentence, then subject of the sentence before, nearer
first (centering; Grosz, Joshi & Weinstein 1995). "He" and "she": `coreference_persons`.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from diplograph.extract import coreference_plural
from diplograph.extract.actors_phrases import grammar_subject
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.extract.coreference_clauses import (
    OBJECTS,
    accused,
    clause_subject,
    is_main,
    mentions_before,
    only,
    quoted_in,
)
from diplograph.model import ActorType, MentionKind, Span

_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "their", "them", "themselves"})
_THINGS = (
    ActorType.STATE,
    ActorType.GOVERNMENT,
    ActorType.ORGANIZATION,
    ActorType.INTERNATIONAL,
    ActorType.MEDIA,
)


def pronouns(scene: Scene) -> None:
    """Enter the other pronouns that clearly mean an actor, in text order."""
    quoted = quoted_in(scene.text)
    for token in scene.doc:
        lower = token.lower_
        if token.pos_ not in ("PRON", "DET") and lower not in ("his", "her", "its", "their"):
            continue
        span = Span(token.idx, token.idx + len(token))
        if quoted.overlaps(span.begin, span.begin + 1):
            continue
        if lower in ("who", "which", "whose") and token.tag_ in ("WP", "WDT", "WP$"):
            _relative(scene, token, span)
        elif lower in _IT:
            _add(scene, _thing(scene, token, span), span)
        elif lower in _THEY:
            for figure in _of_their_states(scene, span, coreference_plural.several(scene, token, span)):
                scene.add(figure, span, MentionKind.PRONOUN)


def _add(scene: Scene, figure: Figure | None, span: Span) -> None:
    if figure is not None:
        scene.add(figure, span, MentionKind.PRONOUN)


_STATE_MATTERS = re.compile(
    r" (?:\w+ )?(?:ties|relations|ambassadors|borders?|troops|armies|independence|territory|dispute|armed forces)\b"
)


def _of_their_states(scene: Scene, span: Span, members: list[Figure]) -> list[Figure]:
    """ "The presidents … recalled their ambassadors": what belongs to states is their states', if all are known."""
    if not _STATE_MATTERS.match(scene.text, span.end) or not all(one.is_person for one in members):
        return members
    codes = [one.state for one in members]
    return [scene.state(code) for code in codes if code] if all(codes) and len(set(codes)) == len(codes) else members


def _relative(scene: Scene, token: Token, span: Span) -> None:
    """The antecedent of a relative pronoun: a mention that ends right before it."""
    edge = span.begin - 5 + len(scene.text[span.begin - 5 : span.begin].rstrip(", ")) if span.begin > 5 else 0
    verb = token.head
    while verb.dep_ not in ("relcl", "acl:relcl") and verb.head != verb:
        verb = verb.head
    antecedent = verb.head.idx
    for where, kind, figure in scene.mention_list():
        if where.end == edge and kind is not MentionKind.ADJECTIVE:
            person = figure.is_person or figure.type is ActorType.GROUP
            if (token.lower_ == "who" and person) or (
                token.lower_ == "which" and not figure.is_person and where.begin <= antecedent < where.end
            ):
                scene.add(figure, span, MentionKind.PRONOUN)


def _thing(scene: Scene, token: Token, span: Span) -> Figure | None:
    """ "it", "its": the clause's subject, or the only state or body that the sentence or the last subject offers."""
    if token.lower_ == "it" and _expletive(token):
        return None
    if (blamed := accused(scene, token, span)) is not None:
        return blamed if _thinglike((span, MentionKind.NAME, blamed)) else None
    here = [one for one in mentions_before(scene, span, 0) if _thinglike(one)]
    subjects = [(where, figure) for where, _, figure in here if grammar_subject(scene, where) is not None]
    clause = clause_subject(scene, token, subjects)
    if token.lower_ == "it" and token.dep_ in OBJECTS:
        return None  # "an attempt to contain it", "agreed to it": mostly a thing spoken of
    if token.lower_ in ("its", "itself"):
        if clause is not None:
            nearest = here[-1][2] if here else None
            between = _object_between(scene, token, here)
            return between if between is not None and between is nearest else clause
        keys = {figure.key for _, _, figure in here}
        chain = [figure for _, kind, figure in here if kind is MentionKind.PRONOUN]
        if chain:
            return chain[-1]
        if len(keys) == 1 and not _foreign_subject(scene, token):
            return here[-1][2]
        if not here and _in_subject(token):
            before = [one for one in mentions_before(scene, span, 1) if _thinglike(one)]
            return only([(where, figure) for where, _, figure in before if is_main(scene, where)])
        return None
    if clause is not None:
        return clause
    if here:
        keys = {figure.key for _, _, figure in here}
        return here[-1][2] if len(keys) == 1 and subjects else None
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return None
    before = [one for one in mentions_before(scene, span, 1) if _thinglike(one)]
    main = [(where, figure) for where, _, figure in before if is_main(scene, where)]
    return only(main)


def _in_subject(token: Token) -> bool:
    """Whether the pronoun stands in the subject of its sentence ("Its ties with Moscow have …")."""
    while token.head != token:
        if token.dep_ in ("nsubj", "nsubjpass", "nsubj:pass") and token.head.head == token.head:
            return True
        token = token.head
    return False


def _thinglike(one: tuple[Span, MentionKind, Figure]) -> bool:
    return one[2].type in _THINGS and one[1] not in (MentionKind.ADJECTIVE, MentionKind.GROUP, MentionKind.OFFICIALS)


_MINDED = frozenset(
    "aware ready willing unwilling prepared unprepared committed determined concerned worried alarmed disappointed "
    "opposed pleased satisfied confident optimistic hopeful unable able eager keen sorry responsible".split()
)


def _expletive(token: Token) -> bool:
    if token.dep_ == "expl":
        return True
    verb = token.head
    if verb.lemma_ in ("be", "seem", "appear", "remain") and token.dep_ in ("nsubj", "nsubjpass"):
        minded = [child for child in verb.children if child.dep_ == "acomp" and child.lower_ in _MINDED]
        return not minded  # "it was aware of the report"
    return verb.lemma_ in ("take", "come", "rain", "make") and token.dep_ != "nsubj"


def _object_between(scene: Scene, token: Token, here: list[tuple[Span, MentionKind, Figure]]) -> Figure | None:
    """The object of a verb of judging before "for its …": "condemn Moscow for its role" speaks of Moscow's role."""
    phrase = token
    while phrase.head != phrase and phrase.dep_ != "prep":
        phrase = phrase.head
    if phrase.dep_ != "prep" or phrase.lower_ not in ("for", "of", "over"):
        return None
    verb = phrase.head
    for where, _, figure in reversed(here):
        head = scene.head(where)
        if head.dep_ in ("dobj", "obj") and head.head == verb:
            return figure
    return None


def _foreign_subject(scene: Scene, token: Token) -> bool:
    """Whether another subject, no actor, stands between ("the plan and its goals")."""
    verb = token.head
    while verb.head != verb and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass") and child.i < token.i:
            at = Span(child.idx, child.idx + len(child))
            return not any(where.begin <= at.begin and at.end <= where.end for where, _, _ in scene.mention_list())
    return False
