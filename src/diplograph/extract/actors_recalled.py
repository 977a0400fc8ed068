"""Those spoken of before, called by what they are: "the colonel", "the London-based group", "the Turks".

A word for a person means the only one of the text whom it has called so; a word for a body the only body that has just
been spoken of; a people with "the" that acts means its state, once the state has been spoken of.
"""

from __future__ import annotations

import re

from diplograph.extract.actors_phrases import Reader, grammar_subject, latest
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.extract.nearby import Taken
from diplograph.model import ActorType, MentionKind, Span

_REACH = 6  # sentences over which a word for a person is understood
_NEAR = 1  # sentences before in which a word for a body finds it
_BODIES = (ActorType.ORGANIZATION, ActorType.INTERNATIONAL)
_ENDED = frozenset("former ex late ousted then another new".split())


def recalled(scene: Scene, reader: Reader) -> None:
    """Enter persons, bodies and peoples that such words mean."""
    persons(scene, reader)
    taken = _taken(scene)
    _bodies(scene, reader, taken)
    _peoples(scene, taken)


def _taken(scene: Scene) -> Taken:
    return Taken([key for one in scene.figures.values() for key in one.mentions])


def persons(scene: Scene, reader: Reader) -> None:
    """Enter persons that words mean which the text has called them by ("Gov. X" gives "the governor")."""
    taken = _taken(scene)
    called: dict[str, list[Figure]] = {}
    for figure in scene.persons():
        for word in figure.called:
            called.setdefault(word, []).append(figure)
    if not called:
        return
    words = "|".join(sorted(map(re.escape, called), key=lambda one: (-len(one), one)))
    qualities = "|".join(sorted(map(re.escape, scene.words["modifiers"] - _ENDED - scene.words["former"])))
    pattern = re.compile(
        rf"\bthe (?:(?:{qualities}) )?({words})\b(?!['’]s? (?:office|spokes)|-| (?:of|for|to)\b| (?-i:[A-Z]))",
        re.IGNORECASE,
    )
    for match in pattern.finditer(scene.text):
        span, noun = Span(match.start(), match.end()), Span(match.start(1), match.end(1))
        if taken.overlaps(span.begin, span.end):
            continue
        phrase = reader.phrase(noun)
        if (
            phrase.states
            or phrase.bodies
            or phrase.followed
            or not set(phrase.before) <= {"the", *scene.words["modifiers"]} - _ENDED
        ):
            continue
        token = scene.token_at(noun.end - 1)
        aged = noun.end - noun.begin > 8 and scene.says(noun).endswith("-year-old")
        if token.dep_ in ("compound", "amod", "attr", "nmod") or (token.pos_ not in ("NOUN", "PROPN") and not aged):
            continue
        held = called[match.group(1).lower()]
        recent = latest(scene, span.begin, held)
        if len(held) != 1 or not recent:
            continue
        last = max(begin for begin, end in held[0].mentions if end <= span.begin)
        if scene.sentence(span.begin) - scene.sentence(last) <= _REACH:
            scene.add(held[0], span, MentionKind.NOMINAL)


_HOLDERS = frozenset({"minister", "envoy", "official", "spokesperson", "chief"})
_SOMEBODY = re.compile(
    r"\b[Tt]he ([A-Z][\w.-]*(?: [A-Z][a-z]+)?)(?: (official|diplomat|envoy|minister))?\b(?!['’]|-| [A-Z0-9])"
)
_SPOKEN = 2  # sentences over which "the Russian" means somebody of that state


def nationals(scene: Scene) -> None:
    """ "The Frenchman", "the U.S. official": the only person of that state who has just been spoken of."""
    taken = _taken(scene)
    states = [one for one in scene.persons() if one.state]
    if not states:
        return
    for match in _SOMEBODY.finditer(scene.text):
        code, office = _national(scene, match.group(1)), match.group(2)
        span = Span(match.start(), match.end())
        if code is None or taken.overlaps(span.begin, span.begin + 3):
            continue
        token = scene.token_at(span.end - 1)
        if token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "agent") or token.tag_ not in _NOUNS:
            continue
        if any(child.dep_ in ("relcl", "acl", "appos") or child.lower_ in ("of", "for") for child in token.rights):
            continue
        here = scene.sentence(span.begin)
        near = [
            one
            for one in latest(scene, span.begin, scene.persons())
            if here - scene.sentence(max(begin for begin, end in one.mentions if end <= span.begin)) <= _SPOKEN
        ]
        own = [one for one in near if one.state == code]
        if office:
            own = [one for one in own if any(title.rank in _HOLDERS for title in one.titles)]
        if len(own) == 1 and all(one.state is not None or not office for one in near):
            scene.add(own[0], span, MentionKind.NOMINAL)


_NOUNS = ("NN", "NNP", "NNS", "NNPS")


def _national(scene: Scene, word: str) -> str | None:
    """The state of a people's name in the singular: "Russian", "Turk", "Frenchman"; None for other words."""
    for plural, code in (one.split() for one in scene.words["peoples"]):
        if word in (plural.removesuffix("s"), plural.replace("men", "man")) and word != plural:
            return code
    known = scene.lexicon.actors.forms.get(word, ())
    return known[0].key if known and known[0].kind == "adjective" else None


_KINDS = (
    "group|organization|organisation|agency|body|movement|network|alliance|bloc|coalition|watchdog|charity|militia|"
    "faction|grouping|institution|lender|panel|tribunal"
)
_BASED = re.compile(r"[Tt]he [\w.'’-]+-(?:based|led|run|backed)(?: )?")
_DESCRIBED = re.compile(rf"\b[Tt]he ((?:[\w.'’-]+ ){{1,4}})({_KINDS})\b(?!['’]s? [a-z]+ (?:of)\b| of\b| [A-Z]|-)")


def _bodies(scene: Scene, reader: Reader, taken: Taken) -> None:
    """ "The London-based group": the only body of this sentence and the one before; an adjective must fit its state."""
    for match in _DESCRIBED.finditer(scene.text):
        span = Span(match.start(), match.end())
        token = scene.token_at(match.start(2))
        if token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj") or scene.head(span) != token:
            continue
        phrase = reader.phrase(Span(match.start(2), match.end(2)))
        lead = scene.text[span.begin : phrase.span.begin]
        if (
            (lead and not _BASED.fullmatch(lead))
            or phrase.span.begin < span.begin
            or len(phrase.states) > 1
            or phrase.followed
            or phrase.office
        ):
            continue
        if any(one in _ENDED or one in ("two", "three", "other") for one in phrase.before):
            continue
        inside = [figure for where, _, figure in scene.mentions_of(scene.sentence(span.begin)) if _within(where, span)]
        if any(one.type not in (ActorType.STATE,) and one.name not in phrase.bodies for one in inside):
            continue
        found: dict[str, Figure] = {}
        for back in range(_NEAR + 1):
            for where, kind, figure in scene.mentions_of(scene.sentence(span.begin) - back):
                if where.end <= span.begin and figure.type in _BODIES and kind is not MentionKind.ADJECTIVE:
                    found[figure.key] = figure
        if len(found) != 1:
            continue
        one = next(iter(found.values()))
        code = phrase.states[0] if phrase.states else None
        if (code is None or one.state in (None, code)) and one.name not in phrase.bodies:
            scene.add(one, span, MentionKind.NOMINAL)


def _within(where: Span, span: Span) -> bool:
    return span.begin <= where.begin and where.end <= span.end


_PEOPLE = re.compile(r"\b[Tt]he ([A-Z][a-z]+)\b(?!['’]|-| [A-Z0-9])")
_OBJECTS = ("dobj", "pobj", "agent", "dative")
_AT = frozenset({"with", "by", "from", "to"})


def _peoples(scene: Scene, taken: Taken) -> None:
    """ "The Turks asked for time": those who speak and act for a state that the text has spoken of."""
    states = {one.state: one for one in scene.figures.values() if one.type is ActorType.STATE and one.state}
    for match in _PEOPLE.finditer(scene.text):
        code = _people(scene, match.group(1))
        span = Span(match.start(), match.end())
        if code not in states or taken.overlaps(span.begin, span.begin + 3):
            continue
        token = scene.token_at(match.start(1))
        if any(child.dep_ in ("relcl", "acl", "prep") for child in token.children):
            continue
        subject = grammar_subject(scene, Span(match.start(1), match.end(1)))
        other = token.dep_ == "pobj" and token.head.lower_ in _AT
        if subject is None and not other:
            continue
        if token.head.pos_ in ("NOUN", "PROPN") and token.dep_ in ("compound", "amod", "nmod"):
            continue
        scene.add(states[code], span, MentionKind.OFFICIALS)


def _people(scene: Scene, word: str) -> str | None:
    """The state of a people in the plural: "Iranians", "Chinese", "Turks"; None for other words."""
    irregular = dict(one.split() for one in scene.words["peoples"])
    if word in irregular:
        return irregular[word]
    stem = word.removesuffix("s")
    if not word.endswith(("ans", "is", "ese")):
        return None
    known = scene.lexicon.actors.forms.get(word if word.endswith("ese") else stem, ())
    return known[0].key if known and known[0].kind == "adjective" else None
