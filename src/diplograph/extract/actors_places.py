"""Whether a place's name means a place or an actor.

A capital is its state where it acts or is dealt with ("Moscow said", "ties between Beijing and Moscow"), a place where
something is or goes ("in Moscow", "flew to Moscow", "the Moscow talks", "Beijing's Great Hall"). A state is an actor
but for places and goals of movement; a seat of government is an office but for "at the Kremlin".
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from diplograph.extract.actors_names import Name
from diplograph.extract.actors_scene import Scene
from diplograph.model import Span

_DEALS = frozenset("with against between among by of on over about versus towards toward upon like behind".split())


def is_place(scene: Scene, name: Name) -> bool:
    """Whether the name means a place here. name: a state, a capital or a seat of government."""
    kind = name.known.kind if name.known else "place"
    head = scene.head(name.span)
    text = scene.text
    before = text[max(0, name.span.begin - 30) : name.span.begin]
    after = text[name.span.end : name.span.end + 60]
    if (
        re.search(r"(?:\b[A-Z][\w.'-]+),\s+$", before)
        and kind == "state"
        and _closes(after)
        and _town_before(scene, name)
    ):
        return True
    if kind == "capital" and re.search(r"\b(?:capital(?: city)?,?|city of|town of) $", before):
        return True
    if kind == "capital" and re.match(r",\s+[A-Z]", after) and _state_after(scene, name):
        return True
    if kind == "capital" and re.match(r"'s? [A-Z]\w+ [A-Z]", after) and _building(scene, after):
        return True
    if kind == "capital" and re.match(
        r"'s (?:[a-z]+ )?(?:airport|streets|suburbs|outskirts|centre|center|residents)", after
    ):
        return True
    if kind in ("capital", "seat") and _compounds(head, name):
        return kind == "capital"
    if _possessive(after):
        return False
    return _located(scene, head, before, kind)


def _closes(after: str) -> bool:
    return bool(re.match(r"\s*(?:[,.;:)\n]|$| on | in | for | to | and )", after))


def _town_before(scene: Scene, name: Name) -> bool:
    """ "Ohrid, North Macedonia": a place name directly before, with a preposition of place in front of it."""
    before = scene.text[max(0, name.span.begin - 60) : name.span.begin]
    town = re.search(r"\b(?:in|at|near|from|to|outside)\s+((?:[A-Z][\w.'-]+\s?){1,3}),\s+$", before)
    known = scene.lexicon.actors.forms.get(town.group(1).strip(), ()) if town else ()
    return town is not None and not any(one.kind == "state" for one in known)


def _state_after(scene: Scene, name: Name) -> bool:
    return bool(
        re.search(r"\b(?:in|at|near|from|to|outside)\s+$", scene.text[max(0, name.span.begin - 10) : name.span.begin])
    )


def _building(scene: Scene, after: str) -> bool:
    words = re.findall(r"[A-Za-z]+", after[2:50])[:5]
    return any(word.lower() in scene.words["buildings"] for word in words)


def _possessive(after: str) -> bool:
    return after.startswith(("'s", "' "))


def _compounds(head: Token, name: Name) -> bool:
    """A noun modifier: "the Moscow talks", "Tokyo correspondent"; not a title's ("Beijing officials")."""
    return head.dep_ in ("compound", "nmod", "amod") and head.head.i > head.i and head.head.ent_type_ != "PERSON"


def located(scene: Scene, span: Span) -> bool:
    """Whether something is in, or comes from, what an unknown name means."""
    before = scene.text[max(0, span.begin - 30) : span.begin]
    if not re.search(r"\b(?:in|near|outside|inside|around|across|from|to|[Aa]t)(?: the)? $", before):
        return False
    return _located(scene, scene.head(span), before, "place")


def _located(scene: Scene, head: Token, before: str, kind: str) -> bool:
    words = scene.words
    first = head
    while first.dep_ == "conj" and first.head.i < first.i:
        first = first.head
    governor = first.head
    match = re.search(r"(\w+)\s+(?:the\s+)?$", before)
    direct = match.group(1).lower() if match else ""
    preposition = (
        governor if first.dep_ in ("pobj", "obl", "nmod") and governor.pos_ in ("ADP", "SCONJ", "PART") else None
    )
    word = direct if direct in words["place_prepositions"] | {"to", "from", "into", "for", "of"} else ""
    if preposition is not None:
        word = word or preposition.lower_
        governor = preposition.head
    if word == "of" and governor.lower_ in words["buildings"] | words["of_place"]:
        return True
    if word in _DEALS:
        return False
    if word in words["place_prepositions"]:
        return not (kind == "state" and preposition is not None and _matter(scene, governor))
    if word == "into":
        return kind != "state"
    if word in ("to", "from", "for"):
        moves = governor.lemma_.lower() in words["movement"] or (
            governor.head != governor
            and governor.pos_ in ("ADV", "NOUN")
            and governor.head.lemma_.lower() in words["movement"]
        )
        if word == "to" and governor.pos_ == "AUX":
            moves = True
        return moves
    if first.dep_ in ("dobj", "obj") and governor.lemma_.lower() in words["movement_transitive"]:
        left_out = re.match(r" (?:out|behind|without|with|to)\b", scene.text[head.idx + len(head) :])
        return not (left_out and governor.lemma_ == "leave")
    return False


# Nouns of what goes on inside a state and concerns it: "peace in Ukraine", "the war in Yemen" speak of the state.
_MATTERS = frozenset(
    "war peace conflict crisis situation action ceasefire fighting intervention election violence coup aggression "
    "invasion offensive operation interest influence presence investment role democracy government hostility dispute "
    "truce settlement resolution stability right military troop force soldier rebel militant army".split()
)


def _matter(scene: Scene, governor: Token) -> bool:
    return governor.lemma_.lower() in _MATTERS


def whole(scene: Scene, name: Name) -> Span:
    """The place's full name: "Beijing's Great Hall of the People" for Beijing there."""
    text = scene.text
    match = re.match(
        r"(?:'s)? (?:[A-Z][\w'-]+)(?: (?:of|the|and|de|del|la|al)\b(?= (?:the )?[A-Z]| the [A-Z])| [A-Z][\w'-]+)*",
        text[name.span.end : name.span.end + 80],
    )
    if match and _building(scene, "'s" + match.group()):
        return Span(name.span.begin, name.span.end + match.end())
    return name.span
