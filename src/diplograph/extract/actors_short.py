"""Bodies called by a word of their name or by what they are: "the Commission", "the group", "the government".

The word must stand in the name of just one body that the text has spoken of ("the council" of two councils means the
nearer only where the other is far). A general word ("the group") means the only body of the sentences before.
"""

from __future__ import annotations

import re

from diplograph.extract.actors_gathered import only_state, states_spoken_of
from diplograph.extract.actors_offices import canonical
from diplograph.extract.actors_phrases import Reader, latest
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.lexicon.actors import fold
from diplograph.model import ActorType, MentionKind, Span

_BODIES = (ActorType.ORGANIZATION, ActorType.INTERNATIONAL, ActorType.GOVERNMENT)
# What a body may be called whatever its name says.
_GENERAL = frozenset("group organization organisation agency company firm bloc alliance movement body militia".split())
_NEAR = 2  # sentences in which a general word looks for its only body
_FAR = 8  # sentences after which a body is forgotten when another has the same word
_NOT_SHORT = frozenset("state people world day media news states nations country countries team office".split())


def bodies(scene: Scene) -> None:
    """Enter them as descriptions of their bodies."""
    words = sorted((scene.words["org_heads"] | _GENERAL) - _NOT_SHORT, key=lambda one: (-len(one), one))
    known: dict[str, list[Figure]] = {}
    for figure in scene.figures.values():
        if figure.type in _BODIES and not figure.collective and not figure.unnamed:
            for word in {_plain(one) for one in fold(figure.name).split()}:
                known.setdefault(word, []).append(figure)
    if not known:
        return
    taken = sorted(key for one in scene.figures.values() for key in one.mentions)
    called = "|".join(map(re.escape, words))
    pattern = re.compile(rf"\b[Tt]he (?i:({called}))\b(?!(?:'s?)? of\b| [A-Z]|-)")
    for match in pattern.finditer(scene.text):
        span = Span(match.start(), match.end())
        if any(begin < span.end and span.begin < end for begin, end in taken):
            continue
        token = scene.token_at(match.start(1))
        if token.dep_ in ("compound", "amod", "attr") or token.pos_ not in ("NOUN", "PROPN"):
            continue
        word = _plain(match.group(1).lower())
        body = _named(scene, span, known.get(word, []))
        if body is None and match.group(1).lower() in _GENERAL:
            body = _general(scene, span)
        if body is not None:
            scene.add(body, span, MentionKind.NOMINAL)


_GOVERNMENT = re.compile(
    r"\b[Tt]he (?:(?:central|federal|national|current|new|interim|transitional) )?government\b(?! of\b| in\b|-)"
)


def governments(scene: Scene) -> None:
    """ "The government": that of the only state of which the text before speaks."""
    for match in _GOVERNMENT.finditer(scene.text):
        span = Span(match.start(), match.end())
        token = scene.token_at(match.end() - 1)
        if token.dep_ == "compound" or any(
            begin < span.end and span.begin < end for one in scene.figures.values() for begin, end in one.mentions
        ):
            continue
        code = only_state(scene, span)
        if code and {one for back in range(_NEAR + 2) for one in states_spoken_of(scene, span, back)} <= {code}:
            _enter(scene, "Government", code, span)


def ministries(scene: Scene, reader: Reader) -> None:
    """ "The Kenyan ministry": the one that the text has named, else the foreign ministry when its minister speaks."""
    for match in re.finditer(r"\bministry\b(?! of\b| for\b)", scene.text):
        phrase = reader.phrase(Span(match.start(), match.end()))
        if len(phrase.states) != 1 or set(phrase.before) - {"the"} or phrase.office is not None:
            continue
        code = phrase.states[0]
        own = [one for one in scene.figures.values() if one.state == code and " Ministry of " in one.name]
        if len(own) == 1:
            scene.add(own[0], phrase.span, MentionKind.NOMINAL)
        elif not own and any(
            person.state == code and any(title.id == "foreign-minister" for title in person.titles)
            for person in scene.persons()
        ):
            _enter(scene, "Foreign Ministry", code, phrase.span)


def _enter(scene: Scene, office: str, code: str, span: Span) -> None:
    state = scene.lexicon.actors.states[code].name
    figure = scene.figure(canonical(scene, office, code), ActorType.GOVERNMENT, state=code, part_of=state)
    scene.add(figure, span, MentionKind.NOMINAL)


def _plain(word: str) -> str:
    return word.replace("organisation", "organization").replace("centre", "center").strip(".,")


def _named(scene: Scene, span: Span, figures: list[Figure]) -> Figure | None:
    recent = latest(scene, span.begin, figures)
    if len(recent) < 2:
        return recent[0] if recent else None
    here = scene.sentence(span.begin)
    first, second = (here - scene.sentence(_last(one, span.begin)) for one in recent[:2])
    return recent[0] if first <= 1 and second - first >= _FAR else None


def _general(scene: Scene, span: Span) -> Figure | None:
    """The only organization spoken of in this sentence and those before."""
    found: dict[str, Figure] = {}
    for back in range(_NEAR + 1):
        for where, kind, figure in scene.mentions_of(scene.sentence(span.begin) - back):
            body = figure.type in (ActorType.ORGANIZATION, ActorType.INTERNATIONAL, ActorType.GROUP)
            if where.end <= span.begin and body and kind is not MentionKind.ADJECTIVE:
                found[figure.key] = figure
    return next(iter(found.values())) if len(found) == 1 else None


def _last(figure: Figure, before: int) -> int:
    return max((begin for begin, end in figure.mentions if end <= before), default=0)
