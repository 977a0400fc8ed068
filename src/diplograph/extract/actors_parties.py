"""Who stands together in a sentence: "China and Russia", "Xi met Putin", "talks between A and B".

"Both sides" or "the two leaders" later on mean such parties. Where somebody unknown stands among them ("the government
and communist rebels"), they are `open`: then nobody else may be taken in their place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from diplograph.extract.actors_phrases import grammar_subject
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.model import ActorType, MentionKind, Span

_SUBJECTS = ("nsubj", "nsubjpass", "nsubj:pass")
_OBJECTS = ("dobj", "obj")
# Verbs whose subject and object, or subject and "with", are two parties of one event.
_JOINING = frozenset(
    "meet speak talk confer host receive telephone phone call greet negotiate welcome ring consult dine sit".split()
)
_EVENTS = frozenset(
    "talk talks meeting call conversation dialogue negotiation consultation encounter dinner lunch breakfast round "
    "agreement deal accord treaty pact dispute feud quarrel war conflict border summit truce ceasefire "
    "discussion contact exchange teleconference videoconference visit".split()
)
_CALLS = frozenset("call phone message letter visit".split())
_SINGLE = (MentionKind.NAME, MentionKind.METONYM, MentionKind.NOMINAL, MentionKind.PRONOUN)
_PLURAL = (MentionKind.GROUP, MentionKind.OFFICIALS)


@dataclass(frozen=True, slots=True)
class Parties:
    """at: from the first to the last of them. open: somebody unknown is among them. plural: one phrase for all.
    loose: one only does something to the other ("Chad accused Sudan")."""

    at: Span
    members: tuple[Figure, ...]
    open: bool = False
    plural: bool = False
    loose: bool = False


def parties(scene: Scene, span: Span, back: int) -> list[Parties]:
    """Those of the sentence so many before that end before the span, the nearest last."""
    here = [one for one in scene.mentions_of(scene.sentence(span.begin) - back) if one[0].end <= span.begin]
    found = [*_plurals(here), *_coordinated(scene, here, span), *_partners(scene, here), *_joined(scene, here)]
    wide = [one for one in found if len(one.members) > 1 or one.open]
    wide = [one for one in wide if not any(_part(one, other) for other in wide)]
    return sorted(wide, key=lambda one: (one.at.end, one.at.begin))


def _part(one: Parties, other: Parties) -> bool:
    """Whether they are some of a longer list ("B and C" of "A, B and C")."""
    inside = other.at.begin <= one.at.begin and one.at.end <= other.at.end
    return inside and {figure.key for figure in one.members} < {figure.key for figure in other.members}


def _plurals(here: list[tuple[Span, MentionKind, Figure]]) -> list[Parties]:
    groups: dict[Span, list[Figure]] = {}
    for where, kind, figure in here:
        if kind in _PLURAL:
            groups.setdefault(where, []).append(figure)
    return [Parties(where, tuple(members), plural=True) for where, members in groups.items()]


def _coordinated(scene: Scene, here: list[tuple[Span, MentionKind, Figure]], span: Span) -> list[Parties]:
    roots: dict[int, list[tuple[Span, Figure]]] = {}
    for where, kind, figure in here:
        if kind in _SINGLE and not (kind is MentionKind.PRONOUN and scene.head(where).tag_ == "PRP$"):
            roots.setdefault(_root(scene.head(where)).i, []).append((where, figure))
    found = []
    for root, entries in roots.items():
        members = tuple({figure.key: figure for _, figure in entries}.values())
        stray = [
            token
            for token in _list(scene.doc[root])
            if token.pos_ in ("NOUN", "PROPN")
            and token.idx < span.begin
            and not any(child.dep_ == "poss" for child in token.children)  # "the country and its government"
            and not any(where.begin <= one.idx < where.end for one in (token, *_named(token)) for where, _, _ in here)
        ]
        if len(members) > 1 or stray:
            at = Span(min(where.begin for where, _ in entries), max(where.end for where, _ in entries))
            found.append(Parties(at, members, open=bool(stray)))
    return found


def _joined(scene: Scene, here: list[tuple[Span, MentionKind, Figure]]) -> list[Parties]:
    """States side by side: "Thai and Cambodian troops", "Dhaka-Delhi consultations", "Guyana, Venezuela leaders"."""
    found = []
    whole = [(where, figure) for where, kind, figure in here if kind in _SINGLE]
    for (where, figure), (other, neighbour) in pairwise(whole):
        if scene.text[where.end : other.begin] == " and " and figure is not neighbour:
            found.append(Parties(Span(where.begin, other.end), (figure, neighbour)))
    states = [(where, figure) for where, _, figure in here if figure.type is ActorType.STATE]
    for (where, figure), (other, neighbour) in pairwise(states):
        gap = scene.text[where.end : other.begin]
        heading = gap == ", " and re.match(r" [a-z]+s\b", scene.text[other.end : other.end + 20]) is not None
        if figure is not neighbour and (gap in (" and ", "-", "–", "/", " & ") or heading):
            found.append(Parties(Span(where.begin, other.end), (figure, neighbour)))
    three = {one.at.begin: one for one in found}
    return [one for one in found if one.at.end not in {other.at.end for other in three.values() if other is not one}]


def _named(token: Token) -> list[Token]:
    """What is put beside a noun: "the rebel leader, Riek Machar"."""
    return [child for child in token.children if child.dep_ == "appos"]


def _root(token: Token) -> Token:
    if token.dep_ == "appos" and token.head.pos_ == "NOUN":
        token = token.head
    while token.dep_ == "conj" and token.head != token and token.head.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
        token = token.head
    return token


def _list(token: Token) -> list[Token]:
    """The token and all that are coordinated with it."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
            found += _list(child)
    return found


def _partners(scene: Scene, here: list[tuple[Span, MentionKind, Figure]]) -> list[Parties]:
    """Subject and object of a verb of meeting, or those joined by an event: "held talks with", "X's call with Y"."""
    found = []
    single = [one for one in here if one[1] in _SINGLE]
    subjects = [(where, figure, grammar_subject(scene, where)) for where, _, figure in single]
    for where, _, figure in single:
        verb = _verb_with(scene.head(where))
        if verb is None:
            continue
        owned = any(child.dep_ == "poss" for child in verb.children)
        for other, who, governs in subjects:
            same = governs is not None and (governs == verb or _shares_subject(verb, governs))
            if same and who is not figure and not owned:
                at = Span(min(other.begin, where.begin), max(other.end, where.end))
                loose = verb.lemma_.lower() not in _JOINING and scene.head(where).dep_ != "pobj"
                found.append(Parties(at, (who, figure), loose=loose))
        owners = [child for child in verb.children if child.dep_ == "poss"]
        for other, _, who in single:
            if scene.head(other) in owners and who is not figure:
                found.append(Parties(Span(other.begin, where.end), (who, figure), loose=True))
    return found


def _verb_with(token: Token) -> Token | None:
    """The verb of meeting whose object the token is, or the verb or event that "with" ties it to."""
    token = _root(token)
    if token.dep_ in (*_OBJECTS, "dative", "iobj"):
        return token.head
    if token.dep_ != "pobj" or token.head.lower_ not in ("with", "to", "from"):
        return None
    called = token.head.lower_ != "with" and token.head.head.lemma_.lower() in _CALLS
    above = token.head.head
    if above.pos_ in ("VERB", "AUX"):
        if above.lemma_.lower() in _JOINING and token.head.lower_ != "from":
            return above
        nouns = {"with": _EVENTS, "to": _CALLS, "from": _CALLS}[token.head.lower_]
        event = any(child.dep_ in _OBJECTS and child.lemma_.lower() in nouns for child in above.children)
        return above if event else None
    if called or (above.lemma_.lower() in _EVENTS and token.head.lower_ == "with"):
        if any(child.dep_ == "poss" for child in above.children):
            return above  # "Moscow's war with Kyiv"
        for _ in range(3):  # "held a second round of talks with"
            if above.dep_ in ("pobj", "prep", *_OBJECTS):
                above = above.head
            if above.pos_ == "VERB":
                return above
        return above
    return None


def _shares_subject(verb: Token, other: Token) -> bool:
    """ "X flew to Y and met Z": the second verb has no subject of its own."""
    while verb.dep_ in ("conj", "xcomp", "advcl") and verb.head != verb:
        if any(child.dep_ in _SUBJECTS for child in verb.children):
            return False
        verb = verb.head
        if verb == other:
            return True
    return False


def states_of(members: tuple[Figure, ...]) -> tuple[str, ...]:
    """Codes of the states themselves or behind persons and governments; () if one has none or two have the same."""
    kinds = (ActorType.STATE, ActorType.PERSON, ActorType.GOVERNMENT)
    codes = [one.state for one in members if one.type in kinds and one.state]
    return tuple(codes) if len(set(codes)) == len(members) else ()


def outsiders(scene: Scene, head: Token) -> set[str]:
    """Keys of those who do something to the phrase (host, urge, invite "both sides") and their states'."""
    token = _root(head)
    if token.dep_ in _SUBJECTS:
        verb = token.head
        raised = verb.dep_ in ("ccomp", "xcomp") and any(child.tag_ == "TO" for child in verb.children)
        if not raised:
            return set()
        token = verb  # "want the two sides to promise"
    for _ in range(6):
        if token.head == token:
            return set()
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            break
    keys: set[str] = set()
    for where, _, figure in scene.mentions_of(scene.sentence(head.idx)):
        governor = grammar_subject(scene, where)
        if governor is not None and (governor == token or _shares_subject(token, governor)):
            keys.add(figure.key)
            if figure.state:
                keys.add(f"state:{figure.state}")
    return keys


def _leads(scene: Scene, one: Parties) -> bool:
    """Whether they are what their sentence is about: the subject of its main verb."""
    first = _root(scene.head(one.at))
    return first.dep_ in _SUBJECTS and first.head.head == first.head


NEAR = 4  # sentences in which parties are looked for one by one, this one included
FAR = 30
CLEARLY = 3  # times as often as any others stand those together who are meant from afar
Choice = Callable[[Parties], Sequence[Figure]]


def standing(
    scene: Scene, span: Span, head: Token, count: int | None, choose: Choice, *, loose: bool = True
) -> Sequence[Figure] | None:
    """Whom a plural means: the parties of the nearest sentence, three back, that has fitting ones.

    choose: whom the parties give (their states, or nobody). loose: also who only does something to the other. Nobody,
    when somebody unknown is one of them or when that sentence has several. When nobody stands together there: those
    that do so most in all the text before, if any.
    """
    own = scene.says(span).lower().startswith(("our ", "their "))
    shut_out = set() if own else outsiders(scene, head)
    often: Counter[tuple[str, ...]] = Counter()
    members_of: dict[tuple[str, ...], Sequence[Figure]] = {}
    loosely: list[Sequence[Figure]] = []
    for back in range(min(FAR, scene.sentence(span.begin) + 1)):
        found: dict[tuple[str, ...], Sequence[Figure]] = {}
        leading: dict[tuple[str, ...], Sequence[Figure]] = {}
        for one in reversed(parties(scene, span, back)):
            if count is not None and len(one.members) + one.open != count:
                continue
            members = choose(one)
            if not members or any(member.key in shut_out for member in members):
                continue
            if one.loose:
                if back < NEAR and loose:
                    loosely.append(members)
                continue
            if one.open:
                if back < NEAR:
                    return ()
                continue
            keys = tuple(sorted(member.key for member in members))
            found[keys] = members
            if _leads(scene, one):
                leading[keys] = members
        if found and back < NEAR:
            best = leading if len(leading) == 1 else found
            return next(iter(best.values())) if len(best) == 1 else ()
        often.update(found.keys())
        members_of.update(found)
    if loosely:
        return loosely[0]
    ranked = often.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] < CLEARLY * ranked[1][1]):
        return None
    return members_of[ranked[0][0]]
