"""Officials of somebody spoken of: "its foreign minister", "their defence ministers", "his foreign minister".

Once it is known whom the pronoun means: the persons who hold that office by the text, else officials of the state.
"The ministers" later on are those of whom the text spoke last as ministers.
"""

from __future__ import annotations

import re

from diplograph.extract.actors_described import attributive, fits, holds_office, titles_in
from diplograph.extract.actors_offices import canonical
from diplograph.extract.actors_phrases import Reader
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.model import ActorType, MentionKind, Span

_OWNING = frozenset({"its", "his", "her", "their"})
_BODIES = (ActorType.INTERNATIONAL, ActorType.ORGANIZATION)
_ECHO = 3  # sentences after which "the ministers" is no echo of ministers


def possessed(scene: Scene, reader: Reader) -> None:
    """Enter officials and governments whose owner a pronoun is."""
    owners: dict[tuple[int, int], list[Figure]] = {}
    for where, kind, figure in scene.mention_list():
        if kind is MentionKind.PRONOUN and scene.says(where).lower() in _OWNING:
            owners.setdefault((where.begin, where.end), []).append(figure)
    taken = {key for one in scene.persons() for key in one.mentions}
    _one_official(scene, reader, owners, taken)
    for (begin, end), figures in sorted(owners.items()):
        said = scene.text[begin:end].lower()
        if said == "their":
            _officials(scene, Span(begin, end), figures, taken)
        elif len(figures) == 1:
            _state(scene, Span(begin, end), figures[0])
    _echoes(scene)
    _echo_of_one(scene, reader)


def _one_official(
    scene: Scene, reader: Reader, owners: dict[tuple[int, int], list[Figure]], taken: set[tuple[int, int]]
) -> None:
    for noun, title in titles_in(scene):
        phrase = reader.phrase(noun)
        figures = owners.get((phrase.span.begin, phrase.span.begin + 3), [])
        if len(figures) != 1 or phrase.states or not holds_office(title) or attributive(scene, phrase):
            continue
        figure = figures[0]
        if (phrase.span.begin, phrase.span.end) in taken or phrase.former or phrase.word == "leader":
            continue
        if figure.is_person and not (figure.leads and figure.state and title.rank in ("minister", "envoy")):
            continue
        if figure.type is ActorType.STATE or figure.is_person:
            state = scene.state(figure.state) if figure.state else None
            own = [one for one in scene.persons() if one is not figure and one.state == figure.state]
        elif figure.type in _BODIES:
            state = None
            own = [one for one in scene.persons() if any(role.endswith(f" of {figure.name}") for role in one.roles)]
        else:
            continue
        fitting = [one for one in own if fits(title, one, phrase.word)]
        if len(fitting) == 1:
            scene.add(fitting[0], phrase.span, MentionKind.NOMINAL)
        elif not fitting and state is not None:
            scene.add(state, phrase.span, MentionKind.OFFICIALS)


def _state(scene: Scene, where: Span, figure: Figure) -> None:
    """ "Its government", "his government" of whoever leads it, "her country"."""
    match = re.match(r" (?:own |new )?(government|country)\b", scene.text[where.end : where.end + 20])
    if not match or not figure.state or not (figure.type is ActorType.STATE or figure.is_person):
        return
    span, state = Span(where.begin, where.end + match.end()), scene.lexicon.actors.states[figure.state].name
    if match.group(1) == "country":
        if figure.is_person and not _in_place(scene, where):
            scene.add(scene.state(figure.state), span, MentionKind.NOMINAL)
        return
    in_office = any(title.rank in ("head", "monarch", "minister", "spokesperson") for title in figure.titles)
    if figure.type is ActorType.STATE or (in_office and any(not one.startswith("former ") for one in figure.roles)):
        name = canonical(scene, "Government", figure.state)
        government = scene.figure(name, ActorType.GOVERNMENT, state=figure.state, part_of=state)
        scene.add(government, span, MentionKind.NOMINAL)


def _in_place(scene: Scene, where: Span) -> bool:
    """Whether the country is where something is or goes: "in his country"."""
    before = scene.text[max(0, where.begin - 12) : where.begin].lower()
    return (
        re.search(r"\b(?:in|of|across|throughout|around|to|from|into|over|within|inside|home|leave) $", before)
        is not None
    )


def _officials(scene: Scene, where: Span, figures: list[Figure], taken: set[tuple[int, int]]) -> None:
    """ "Thailand and Laos sent their foreign ministers": those whom the text names, else officials of the states."""
    match = re.match(r" (?:[a-z]+ ){0,2}?(\w+s)\b", scene.text[where.end : where.end + 40])
    codes = [one.state for one in figures if one.type is ActorType.STATE or one.is_person]
    if not match or match.group(1) not in scene.words["officials"] or len(figures) < 2:
        return
    span = Span(where.begin, where.end + match.end())
    if (span.begin, span.end) in taken or len(codes) < len(figures) or None in codes or len(set(codes)) < len(codes):
        return
    said = scene.text[where.end : span.end].strip().lower().removesuffix("s")
    title = next(
        (scene.lexicon.titles.by_form[said[at:]] for at in _words(said) if said[at:] in scene.lexicon.titles.by_form),
        None,
    )
    persons: list[Figure] = []
    for code in codes:
        own = [one for one in scene.persons() if one.state == code and title is not None and one not in figures]
        persons += [one for one in own if title is not None and fits(title, one, said)]
    if len(persons) == len(codes) and len({one.state for one in persons}) == len(codes):
        for one in persons:
            scene.add(one, span, MentionKind.GROUP)
        return
    for code in codes:
        scene.add(scene.state(str(code)), span, MentionKind.OFFICIALS)


def _words(said: str) -> list[int]:
    """Where the words of a phrase begin.

    >>> _words("new foreign minister")
    [0, 4, 12]
    """
    return [match.start() for match in re.finditer(r"\S+", said)]


_PLURAL = re.compile(
    r"\b[Tt]he (?:(two|three|four) )?((?:foreign|defence|defense|finance|trade|interior|energy) )?(\w+s)\b"
)
# Words too general for that.
_ANYBODY = frozenset("officials authorities leaders teams delegations chiefs heads experts".split())
_COUNTS = {"two": 2, "three": 3, "four": 4}


def _echoes(scene: Scene) -> None:
    """ "The ministers" after "their foreign ministers": the same, where just one such phrase came before."""
    words = scene.words["officials"] - _ANYBODY
    plurals: dict[Span, list[Figure]] = {}
    for where, kind, figure in scene.mention_list():
        if kind in (MentionKind.GROUP, MentionKind.OFFICIALS):
            plurals.setdefault(where, []).append(figure)
    for match in _PLURAL.finditer(scene.text):
        span, head = Span(match.start(), match.end()), match.group(3)
        if head not in words or any(one.begin < span.end and span.begin < one.end for one in plurals):
            continue
        if re.match(r" (?:of|from|for|to|who)\b|-| [A-Z]|['’]", scene.text[span.end : span.end + 6]):
            continue
        here = scene.sentence(span.begin)
        same = {
            where: members
            for where, members in plurals.items()
            if where.end <= span.begin
            and here - scene.sentence(where.begin) <= _ECHO
            and re.search(rf"\b{match.group(2) or ''}{head}\b", scene.says(where))
        }
        groups = {tuple(sorted(one.key for one in members)) for members in same.values()}
        if len(groups) != 1 or (match.group(1) and len(next(iter(groups))) != _COUNTS[match.group(1)]):
            continue
        where = max(same)
        kind = MentionKind.GROUP if all(one.is_person for one in same[where]) else MentionKind.OFFICIALS
        for one in same[where]:
            scene.add(one, span, kind)
        plurals[span] = same[where]


def _echo_of_one(scene: Scene, reader: Reader) -> None:
    """ "The ambassador" after "the Turkish ambassador": the same state's, where nobody named holds that office."""
    earlier: dict[str, list[tuple[Span, Figure]]] = {}
    for where, kind, figure in scene.mention_list():
        if kind is MentionKind.OFFICIALS and figure.type is ActorType.STATE:
            earlier.setdefault(scene.says(where).lower().split()[-1], []).append((where, figure))
    if not earlier:
        return
    taken = [(span.begin, span.end) for span, _, _ in scene.mention_list()]
    for noun, title in titles_in(scene):
        phrase = reader.phrase(noun)
        if phrase.before != ("the",) or phrase.states or phrase.bodies or phrase.followed or not holds_office(title):
            continue
        if any(begin < phrase.span.end and phrase.span.begin < end for begin, end in taken):
            continue
        if any(fits(title, one, phrase.word) for one in scene.persons()) or attributive(scene, phrase):
            continue
        before = [
            (where, figure)
            for where, figure in earlier.get(phrase.word.split()[-1], ())
            if where.end <= phrase.span.begin and re.search(rf"\b{re.escape(phrase.word)}$", scene.says(where).lower())
        ]
        here = scene.sentence(phrase.span.begin)
        if before and len({figure.key for _, figure in before}) == 1:
            where, figure = before[-1]
            if here - scene.sentence(where.begin) <= _ECHO:
                scene.add(figure, phrase.span, MentionKind.OFFICIALS)
