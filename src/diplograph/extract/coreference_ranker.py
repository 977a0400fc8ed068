"""Whom "he" and "she" mean, weighed: every person of the sentences before is judged by learnt properties.

Those without a name are judged beside the others, and so is the possibility that nobody of them is meant. The weights
(`language/models/pronouns.json`) are those of a conditional logistic regression.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from diplograph import logistic
from diplograph.extract.actors_phrases import grammar_subject
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.extract.coreference_clauses import SAYS, clause_subject, is_main, quoted_in, swallows
from diplograph.extract.coreference_strangers import Entry, Strangers, is_stranger, presented
from diplograph.model import MentionKind, Span

_ROLES = ("root subject", "clause subject", "lower subject", "object", "owner", "appos", "other")
REACH = 3  # sentences before that of the pronoun
_KINDS = (MentionKind.NAME, MentionKind.NOMINAL, MentionKind.PRONOUN)
_OBJECTS = frozenset({"dobj", "obj", "iobj", "dative", "pobj", "agent"})


@dataclass(frozen=True, slots=True)
class Weights:
    """weights: by property; one that is not there weighs nothing.

    Probabilities from which a person is meant: `agreed` where rules take the same one, `least` where they take nobody
    or another, `against` where they take somebody without a name.
    """

    agreed: float
    least: float
    against: float
    weights: Mapping[str, float]


@lru_cache(maxsize=1)
def load() -> Weights:
    """The weights that come with the package. Raises ResourceError when they are missing or broken."""
    return logistic.load(
        "pronouns.json", lambda found: Weights(found["agreed"], found["least"], found["against"], found["weights"])
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """figure: None for the possibility that nobody of the others is meant."""

    figure: Figure | None
    properties: tuple[str, ...]


def choose(candidates: Sequence[Candidate], rule: Figure | None, weights: Weights) -> Figure | None:
    """The likeliest, if a named person and likely enough; else None. rule: whom the rules take."""
    if not candidates:
        return None
    scores = [sum(weights.weights.get(one, 0.0) for one in candidate.properties) for candidate in candidates]
    most = max(scores)
    whole = sum(math.exp(score - most) for score in scores)
    best = candidates[scores.index(most)].figure
    if best is None or is_stranger(best):
        return None
    least = weights.agreed if best is rule else weights.least
    if rule is not None and is_stranger(rule):
        least = weights.against
    return best if 1 / whole >= least else None


def candidates(
    scene: Scene,
    token: Token,
    fitting: set[str],
    strangers: Strangers,
    picks: Mapping[str, Figure | None],
    *,
    she: bool,
    telling: bool,
) -> list[Candidate]:
    """Everyone whom the pronoun may mean, each with its properties; [] where nobody is.

    fitting: keys of the persons of the right gender. picks: whom rules choose, by the name of the rule.
    """
    span = Span(token.idx, token.idx + len(token))
    seen = _seen(scene, token, span, fitting, strangers, she=she)
    if not any(not is_stranger(entries[0][1][2]) for entries in seen.values()):
        return []
    gender = "she" if she else "he"
    last = _last_pronoun(scene, span, fitting)
    here = [(one[0], one[2]) for entries in seen.values() for back, one in entries if back == 0]
    governing = clause_subject(
        scene, token, [one for one in sorted(here) if grammar_subject(scene, one[0]) is not None]
    )
    total = {key: len(entries) for key, entries in seen.items()}
    ranked = sorted(seen, key=lambda key: -seen[key][0][1][0].begin)
    first = (
        "p=first" if scene.text[scene.sentence_begin(span.begin) : span.begin].strip(" \n\"'“”") == "" else "p=later"
    )
    place = ("main" if token.head.dep_ == "ROOT" else "sub") if token.dep_ in ("nsubj", "nsubjpass") else "other"
    found = []
    for key in ranked:
        back, (where, kind, figure) = seen[key][0]
        roles = [_role(scene, one[0]) for there, one in seen[key] if there == back]
        role = min(roles, key=_ROLES.index)  # the foremost in the nearest sentence
        main = any(near == back and is_main(scene, one[0], strictly=True) for near, one in seen[key])
        who = "known"
        if is_stranger(figure):
            who = "stranger:new" if presented(scene, (where, kind, figure)) else "stranger:the"
        near = min(back, REACH)
        told = [
            who,
            f"{who}:{gender}",
            f"back={near}",
            f"back={near}:{role}",
            f"back={near}:{role}:{first}",
            f"back={near}:{role}:p={place}",
            f"order={min(ranked.index(key), 3)}",
            f"order={min(ranked.index(key), 3)}:back={near}",
            f"kind={kind.value}",
            f"kind={kind.value}:back={near}",
            f"gender={figure.gender is not None}:{gender}:{who}",
            f"times={min(total[key], 4)}",
        ]
        for rule, pick in picks.items():
            if pick is not None:
                of = "stranger" if is_stranger(pick) else "known"
                told += [f"{rule}:{of}:{who}" if pick.key == key else f"not {rule}:{of}:{who}"]
        if main:
            told += [f"main subject:back={near}", f"main subject:back={near}:{who}:{first}"]
        if governing is not None and governing.key == key:
            told.append("clause subject")
        speaking = any(near_ == back and _speaks(scene, one[0]) for near_, one in seen[key])
        told.append(f"speaks={speaking}:telling={telling}:back={near}")
        if last == key:
            told += ["last pronoun", f"last pronoun:back={near}"]
        if total[key] == max(total.values()):
            told.append("most mentioned")
        if "\n" in scene.text[where.end : span.begin]:
            told.append(f"other paragraph:back={near}")
        if len(seen) == 1:
            told.append("alone")
        elif sum(entries[0][0] == back for entries in seen.values()) == 1:
            told.append(f"alone there:back={near}")
        if _joined(scene, where):
            told.append("joined")
        if re.match(r"(?: \([^)]*\))?:\s", scene.text[where.end : where.end + 40]) and _line_begins(scene, where):
            told.append("label")
        found.append(Candidate(figure, tuple(told)))
    nobody = [
        "nobody",
        f"nobody:{gender}",
        f"nobody:of={min(len(seen), 5)}",
        f"nobody:telling={telling}",
        f"nobody:{first}",
    ]
    nobody += [f"nobody:{rule} none" for rule, pick in picks.items() if pick is None]
    return [*found, Candidate(None, tuple(nobody))]


def _seen(
    scene: Scene, token: Token, span: Span, fitting: set[str], strangers: Strangers, *, she: bool
) -> dict[str, list[tuple[int, Entry]]]:
    """Mentions before the pronoun by the key of the person, latest first, with the number of sentences between."""
    quoted = quoted_in(scene.text)
    at = scene.sentence(span.begin)
    seen: dict[str, list[tuple[int, Entry]]] = {}
    for back in range(REACH + 1):
        named = [
            one
            for one in scene.mentions_of(at - back)
            if one[0].end <= span.begin
            and one[2].key in fitting
            and one[1] in _KINDS
            and not swallows(scene, one[0], span)
        ]
        others = [one for one in strangers.rivals(at - back, token) if one[2].gender != ("m" if she else "f")]
        for one in sorted([*named, *others], key=lambda entry: entry[0], reverse=True):
            if not quoted.overlaps(one[0].begin, one[0].begin + 1):
                seen.setdefault(one[2].key, []).append((back, one))
    return seen


def _last_pronoun(scene: Scene, span: Span, fitting: set[str]) -> str | None:
    """Key of the one whom the last such pronoun before means, in this sentence or the two before."""
    at = scene.sentence(span.begin)
    for back in range(REACH):
        for where, kind, figure in reversed(scene.mentions_of(at - back)):
            if where.end <= span.begin and kind is MentionKind.PRONOUN and figure.key in fitting:
                return figure.key
    return None


def _role(scene: Scene, where: Span) -> str:
    verb = grammar_subject(scene, where)
    if verb is not None:
        if verb.dep_ == "ROOT":
            return "root subject"
        return "clause subject" if verb.dep_ in ("ccomp", "conj", "parataxis") else "lower subject"
    head = scene.head(where)
    if head.dep_ in ("poss", "nmod:poss") or head.tag_ == "PRP$":
        return "owner"
    if head.dep_ in _OBJECTS:
        return "object"
    return "appos" if head.dep_ == "appos" else "other"


def _speaks(scene: Scene, where: Span) -> bool:
    verb = grammar_subject(scene, where)
    return verb is not None and verb.lemma_.lower() in SAYS


def _joined(scene: Scene, where: Span) -> bool:
    head = scene.head(where)
    return head.dep_ == "conj" or any(child.dep_ == "conj" and child.pos_ == "PROPN" for child in head.children)


def _line_begins(scene: Scene, where: Span) -> bool:
    return not scene.text[scene.text.rfind("\n", 0, where.begin) + 1 : where.begin].strip()
