"""Whom "they", "them" and "their" mean: a group, those who stand together, or the officials who are subject.

In doubt nobody.
"""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Token

from diplograph.extract.actors_parties import parties
from diplograph.extract.actors_phrases import grammar_subject
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.model import ActorType, MentionKind, Span

_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_SINGLE = (MentionKind.NAME, MentionKind.METONYM, MentionKind.NOMINAL)
_COLLECTIVES = frozenset("police troops forces authorities military army".split())


def _mentions(scene: Scene, span: Span, back: int) -> list[tuple[Span, MentionKind, Figure]]:
    """Mentions in the sentence so many before, up to the pronoun, in text order."""
    return [one for one in scene.mentions_of(scene.sentence(span.begin) - back) if one[0].end <= span.begin]


def several(scene: Scene, token: Token, span: Span) -> list[Figure]:
    """ "they", "their": the members of the last group in this sentence, else those that were subject before."""
    own = _of_clause(scene, token, span)
    if own:
        return own
    for back in (0, 1):
        groups: dict[Span, list[Figure]] = {}
        for where, kind, figure in _mentions(scene, span, back):
            plural = kind in (MentionKind.GROUP, MentionKind.OFFICIALS)
            if plural or (figure.type is ActorType.GROUP and kind is not MentionKind.ADJECTIVE):
                groups.setdefault(where, []).append(figure)
        wide = {
            where: members
            for where, members in groups.items()
            if len(members) > 1 or members[0].type is ActorType.GROUP
        }
        if wide:
            where = max(wide) if back == 0 else min(wide)
            if back == 0 or grammar_subject(scene, where) is not None:
                return wide[where]
        pair = _pair(scene, span, back)
        if not pair and back == 1 and scene.says(span).lower() == "them":
            pair = _object_pair(scene, span)
        if pair:
            return pair
        together = _together(scene, span, back)
        if together or _others(scene, span, back):
            return together
    return []


def _of_clause(scene: Scene, token: Token, span: Span) -> list[Figure]:
    """The plural subject of the clause above, or of the main clause before: "Kenyan officials say they …"."""
    for back in (0, 1):
        subjects: dict[int, tuple[Span, list[Figure]]] = {}
        for where, kind, figure in _mentions(scene, span, back):
            verb = grammar_subject(scene, where)
            head = scene.head(where)
            plural = head.tag_ in _PLURAL_TAGS or head.lower_ in _COLLECTIVES
            if verb is not None and plural and kind in (MentionKind.OFFICIALS, MentionKind.NAME, MentionKind.NOMINAL):
                subjects.setdefault(verb.i, (where, []))[1].append(figure)
        above = token.head if back == 0 else None
        while above is not None and above.head != above:
            above = above.head
            if above.i in subjects:
                return subjects[above.i][1]
        main = [found for verb, found in subjects.items() if scene.doc[verb].dep_ == "ROOT"]
        if back == 1 and len(main) == 1 and token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "ROOT":
            return main[0][1]
        if back == 0 and _mentions(scene, span, 0):
            return []
    return []


def _together(scene: Scene, span: Span, back: int) -> list[Figure]:
    """The only parties of a meeting or talk in the sentence: "X spoke with Y about their …"."""
    found = {
        tuple(sorted(member.key for member in one.members)): one
        for one in parties(scene, span, back)
        if not one.loose and len({member.type for member in one.members}) == 1
    }
    if len(found) != 1:
        return []
    one = next(iter(found.values()))
    kinds, members = {member.type for member in one.members}, {member.key for member in one.members}
    present = [(kind, figure) for _, kind, figure in _mentions(scene, span, back) if figure.type in kinds]
    more = any(kind in _SINGLE and figure.key not in members for kind, figure in present)
    return [] if one.open or more else list(one.members)


def _others(scene: Scene, span: Span, back: int) -> bool:
    """Whether somebody else in the plural is spoken of, whom the pronoun may mean."""
    floor, stop = scene.sentence_begin(span.begin), span.begin
    if back:
        floor, stop = scene.sentence_begin(floor - 1), floor
    tokens = scene.doc[scene.token_at(floor).i : scene.token_at(stop).i]
    return any(one.tag_ in _PLURAL_TAGS and one.dep_ in ("nsubj", "nsubjpass") for one in tokens)


def _object_pair(scene: Scene, span: Span) -> list[Figure]:
    """The only two persons coordinated in the sentence before ("hosted A and B … seen each of them")."""
    mentions = [one for one in _mentions(scene, span, 1) if one[2].is_person and one[1] is MentionKind.NAME]
    pairs = [
        [one[2], other[2]] for one, other in pairwise(mentions) if scene.text[one[0].end : other[0].begin] == " and "
    ]
    return pairs[0] if len(pairs) == 1 else []


def _pair(scene: Scene, span: Span, back: int) -> list[Figure]:
    """Coordinated subjects of one verb: "China and Russia declared … their partnership"."""
    verbs: dict[int, list[Figure]] = {}
    for where, kind, figure in _mentions(scene, span, back):
        verb = grammar_subject(scene, where)
        if verb is not None and kind in (MentionKind.NAME, MentionKind.METONYM):
            members = verbs.setdefault(verb.i, [])
            if figure not in members:
                members.append(figure)
    pairs = [members for members in verbs.values() if len(members) > 1 and len({m.type for m in members}) == 1]
    return pairs[-1] if len(pairs) == 1 else []
