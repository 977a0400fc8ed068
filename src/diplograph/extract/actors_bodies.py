"""Organizations, offices and outlets: those of the lexicon and those that the recogniser finds."""

from __future__ import annotations

import re

from diplograph.extract import actors_evidence, actors_offices
from diplograph.extract.actors_clusters import Sighting
from diplograph.extract.actors_names import Name
from diplograph.extract.actors_offices import Office
from diplograph.extract.actors_places import is_place
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.lexicon.actors import fold
from diplograph.model import ActorType, MentionKind, Span


def bodies(scene: Scene, names: list[Name], offices: list[Office], seen: list[Sighting]) -> None:
    """Enter them with their mentions."""
    for office in offices:
        if office.state is not None:
            actors_offices.enter(scene, office, office.state)
    people = [(Span(one.left.begin, one.name.span.end), one.left.body) for one in seen]
    strong = {one.known.key for one in names if one.known and not one.known.weak}
    short: dict[str, Figure] = {}
    alike: dict[str, list[Name]] = {}
    for name in names:
        alike.setdefault(fold(name.text), []).append(name)
    unknown_last = sorted(
        names, key=lambda one: (one.known is None, -len(one.text.split()) if one.known is None else 0)
    )
    for name in unknown_last:  # full names before their abbreviations
        if name.label == "LOC" and name.known is None and not _PRESS.isdisjoint(name.text.split()):
            scene.places.pop(name.text, None)
            _unknown(scene, name, short, people, alike)
            continue
        if name.label not in ("ORG", "NORP") or any(_inside(name.span, office.span) for office in offices):
            continue
        if name.known is None:
            if name.label == "ORG":
                _unknown(scene, name, short, people, alike)
            continue
        if name.known.kind in ("adjective", "state", "capital"):
            continue
        if name.known.weak and not _supported(scene, name, strong):
            continue
        if name.known.kind == "seat" and is_place(scene, name):
            scene.place(name.text, name.span)
            continue
        if name.known.type is ActorType.GROUP and not _acts(scene, name):
            scene.place(name.text, name.span)
            continue
        scene.add(scene.body(name.known.key), _with_kind(scene, name.span), MentionKind.NAME)
        _state_inside(scene, name)
    _outlets_by_kind(scene, names)


def _state_inside(scene: Scene, name: Name) -> None:
    """ "US State Department" names the United States too."""
    first = name.text.split()[0]
    known = scene.lexicon.actors.forms.get(first, ())
    if known and known[0].kind in ("state", "adjective") and len(name.text.split()) > 1 and first != name.text:
        kind = MentionKind.NAME if known[0].kind == "state" else MentionKind.ADJECTIVE
        scene.add(scene.state(known[0].key), Span(name.span.begin, name.span.begin + len(first)), kind)


_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December The A In On He She It They".split()
)
_BY_KIND = re.compile(
    r"\b(?:newspaper|daily|news agency|broadcaster|state television|state TV|magazine|news website|news channel|"
    r"news outlet|tabloid|weekly) ((?:[A-Z][\w'-]*)(?: (?:(?:de|del|of|the|al|el|la) )?[A-Z][\w'-]*)*)"
)


def _outlets_by_kind(scene: Scene, names: list[Name]) -> None:
    """Outlets that only the word before them gives away: "the daily Aigaio"."""
    for match in _BY_KIND.finditer(scene.text):
        span = Span(match.start(1), match.end(1))
        words = match.group(1).split()
        if words[0] in _CALENDAR or any(
            one.span.begin < span.end and span.begin < one.span.end and (one.known or one.label in ("ORG", "PERSON"))
            for one in names
        ):
            continue
        figure = scene.figure(match.group(1), ActorType.MEDIA)
        scene.add(figure, _with_kind(scene, span), MentionKind.NAME)
        scene.places.pop(match.group(1), None)


def _inside(one: Span, other: Span) -> bool:
    return other.begin <= one.begin and one.end <= other.end


def _supported(scene: Scene, name: Name, strong: set[str]) -> bool:
    assert name.known is not None
    if name.known.key in strong:
        return True
    if name.known.kind == "outlet":
        return _media_beside(scene, name.span)
    body = scene.lexicon.actors.bodies[name.known.key]
    if name.text == "West":
        return scene.text[max(0, name.span.begin - 4) : name.span.begin].lower() == "the " and not re.match(
            r" [A-Z]|-", scene.text[name.span.end :]
        )
    return bool(body.state and f"state:{body.state}" in scene.figures)


def _media_beside(scene: Scene, span: Span) -> bool:
    before = re.findall(r"[\w-]+", scene.text[max(0, span.begin - 30) : span.begin])[-2:]
    after = re.findall(r"[\w-]+", scene.text[span.end : span.end + 20])[:1]
    return any(word.lower() in scene.words["media_nouns"] for word in before + after)


_DESCRIBED = re.compile(
    r"(?:(?:the|The) )?(?:(?:state|state-run|state-owned|official|semi-official|private|independent|local|"
    r"national|public|pro-government|opposition|government-run|[A-Z]\w+(?:ese|ian|ish|an|i))[ -])*"
    r"(?:news agency|newspaper|daily newspaper|daily|broadcaster|news channel|television channel|channel|television|"
    r"news website|website|radio station|magazine|weekly|outlet|TV|TV channel|tabloid|business daily|"
    r"news outlet|portal) $"
)


def _with_kind(scene: Scene, span: Span) -> Span:
    """An outlet's name with the words that say what it is: "state broadcaster CCTV", "the daily Aigaio"."""
    begin = max(scene.sentence_begin(span.begin), span.begin - 60)
    match = _DESCRIBED.search(scene.text[begin : span.begin])
    return Span(begin + match.start(), span.end) if match else span


def _acts(scene: Scene, name: Name) -> bool:
    """Whether "Europe" or "the West" stands for those who act there."""
    if name.text not in ("Europe", "West"):
        return True
    return not is_place(scene, name)


def _unknown(
    scene: Scene,
    name: Name,
    short: dict[str, Figure],
    people: list[tuple[Span, str | None]],
    alike: dict[str, list[Name]],
) -> None:
    """A body that only the recogniser knows."""
    text = name.text
    span = name.span
    words = text.lower().split()
    if not words or any(_inside(span, one) and text != body for one, body in people):
        return
    described = _with_kind(scene, span)
    media = described != span or _media_name(scene, text) or _called_outlet(scene, span)
    if not media and not _plausible(scene, name, words):
        return
    key = fold(text).removeprefix("the ").removesuffix(" party")
    bracket = scene.text[max(0, span.begin - 2) : span.begin] == " (" and scene.text[span.end : span.end + 1] == ")"
    if bracket and key not in short:
        for one in scene.figures.values():
            if any(end == span.begin - 2 for _, end in one.mentions):
                short[key] = one  # "Federal Security Service (FSB)"
    figure = short.get(key)
    if figure is None and not media and not actors_evidence.shown(scene, name, alike[fold(text)]):
        return
    if figure is None:
        type = ActorType.MEDIA if media else ActorType.ORGANIZATION
        figure = scene.figure(text, type)
        short[key] = figure
        letters = "".join(word[0] for word in text.split() if word[0].isupper())
        if len(letters) > 2:
            short.setdefault(letters.lower(), figure)
    elif media and figure.type is ActorType.ORGANIZATION:
        figure.type = ActorType.MEDIA
    scene.add(figure, described, MentionKind.NAME)


_PRESS = frozenset(
    "Radio TV Televisión Prensa Diario Gazeta Gazzetta Jornal Zeitung Pravda Shimbun Ilbo Presse Dnevnik".split()
)


def _called_outlet(scene: Scene, span: Span) -> bool:
    """ "the Al-Alam television channel": the word that says so stands behind."""
    return bool(
        re.match(
            r" (?:newspaper|daily|news agency|news website|news site|television|TV|radio|channel|broadcaster)"
            r"\b(?! station)",
            scene.text[span.end : span.end + 20],
        )
    )


def _media_name(scene: Scene, text: str) -> bool:
    last = text.split()[-1].lower()
    if len(text.split()) > 1 and not _PRESS.isdisjoint(text.split()):
        return True
    return (
        len(text.split()) > 1
        and last
        in (
            "news times post herald daily gazette tribune chronicle radio television tv mail telegraph observer press "
            "journal agency newspaper"
        ).split()
        and not text.endswith("Development Agency")
        and (last != "agency" or "News" in text)
    )


def _plausible(scene: Scene, name: Name, words: list[str]) -> bool:
    text = name.text
    if any(mark.isdigit() for mark in text) and not re.match(r"^[A-Z]\d+$", text):
        return False
    if words[-1].removesuffix("s") in scene.words["not_actors"]:
        return False
    if words[-1] in scene.words["not_actors"] or words[-1] in scene.words["buildings"] - scene.words["org_heads"]:
        if words[-1] in scene.words["buildings"]:
            scene.place(text, name.span)
        return False
    if re.search(
        r"\b(?:[Ss]ecretary|[Mm]inister|[Mm]inistry|[Dd]epartment) (?:of|for) (?:the )?$",
        scene.text[max(0, name.span.begin - 30) : name.span.begin],
    ):
        return False
    if words[-1] in scene.lexicon.titles.by_form or text in ("North", "South", "East", "West"):
        return False  # "Interim President"
    if text.isupper() and len(words) == 1 and len(text) > 6:
        return False  # a heading, a dateline; longer abbreviations are rare
    if text.lower() in scene.lexicon.titles.by_form or text.lower() in scene.words["officials"]:
        return False
    if not text[0].isupper() and not any(mark.isupper() for mark in text[:4]):
        return False
    return not (len(words) == 1 and words[0] in scene.words["org_heads"])
