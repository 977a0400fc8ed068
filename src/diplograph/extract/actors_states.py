"""States by name, adjective and capital, and the places among these words."""

from __future__ import annotations

import re

from diplograph.extract import actors_places
from diplograph.extract.actors_names import Name
from diplograph.extract.actors_offices import Office
from diplograph.extract.actors_scene import Scene
from diplograph.model import MentionKind, Span


def states(scene: Scene, names: list[Name], offices: list[Office]) -> None:
    """Enter every state that acts or is dealt with, and every place.

    A weak form ("Georgia", "Paris") counts only where the state is named by another word. A state that the text has
    only as a place, or only in an adjective of something private ("an Italian restaurant"), is no actor.
    """
    known = [one for one in names if one.known and one.known.kind in ("state", "adjective", "capital")]
    strong = {one.known.key for one in known if one.known and not one.known.weak}
    acting: list[tuple[Name, MentionKind]] = []
    soft: list[Name] = []  # adjectives that set up nothing by themselves, states as scenes of something
    for name in known:
        assert name.known is not None
        if name.known.weak and name.known.key not in strong:
            scene.place(name.text, name.span)
            continue
        if name.known.kind == "adjective":
            (acting.append((name, MentionKind.ADJECTIVE)) if _speaks_of_state(scene, name) else soft.append(name))
            continue
        if actors_places.is_place(scene, name):
            _place(scene, name)
            if name.known.kind == "state":
                soft.append(name)
            continue
        kind = MentionKind.METONYM if name.known.kind == "capital" else MentionKind.NAME
        acting.append((name, kind))
    for name, kind in acting:
        assert name.known is not None
        literally = name.text if kind is MentionKind.METONYM else None
        scene.add(scene.state(name.known.key), name.span, kind, literally)
    for name in soft:
        assert name.known is not None
        if name.known.kind == "adjective" and f"state:{name.known.key}" in scene.figures and _modifies(scene, name):
            scene.add(scene.state(name.known.key), name.span, MentionKind.ADJECTIVE)
    _koreas(scene)
    for name in names:
        if name.label == "LOC" and name.known is None:
            _other_place(scene, name)


def _koreas(scene: Scene) -> None:
    """ "the North" and "the South" in a text on Korea."""
    if not {"state:PRK", "state:KOR"} & set(scene.figures):
        return
    for match in re.finditer(r"\b[Tt]he (North|South)\b(?!-| [A-Z]| of\b)", scene.text):
        code = "PRK" if match.group(1) == "North" else "KOR"
        scene.add(scene.state(code), Span(match.start(), match.end()), MentionKind.NAME)


def _speaks_of_state(scene: Scene, name: Name) -> bool:
    """Whether an adjective stands before a noun of state, or one in a title ("Russian President")."""
    if not _modifies(scene, name):
        return False
    rest = scene.text[name.span.end : name.span.end + 80]
    if _coordinated(scene, name):  # "the Omani, Kenyan and Thai intelligence chiefs"
        rest = re.sub(r"^(?:(?:, (?:and )?| and | or |/)(?:the )?[A-Z][\w.-]*)+", "", rest)
    after = re.findall(r"[\w-]+", rest)[:4]
    head = scene.head(name.span).head
    return head.lower_ in scene.words["state_nouns"] or any(
        word.lower() in scene.words["state_nouns"] for word in after[:3]
    )


def _modifies(scene: Scene, name: Name) -> bool:
    """Whether the adjective modifies a following word; "the Russians", "in French" don't count."""
    after = scene.text[name.span.end : name.span.end + 2]
    if after[:1] == "-":
        return True
    if not after[:1].isspace() or not after[1:2].isalpha():
        return _coordinated(scene, name)
    head = scene.head(name.span)
    if head.dep_ in ("pobj", "nsubj", "dobj", "ROOT", "attr") and not _coordinated(scene, name):
        return head.nbor(1).pos_ in ("NOUN", "PROPN", "ADJ") if head.i + 1 < len(scene.doc) else False
    return True


def _coordinated(scene: Scene, name: Name) -> bool:
    """ "Russian and US officials", "Chinese, Turkish and Qatari envoys"."""
    return bool(re.match(r"(?:, (?:and )?| and | or |/)(?:the )?[A-Z]", scene.text[name.span.end : name.span.end + 12]))


def _place(scene: Scene, name: Name) -> None:
    assert name.known is not None
    state = scene.lexicon.actors.states[name.known.key]
    if name.known.kind == "state":
        scene.place(state.name, name.span)
        return
    span = actors_places.whole(scene, name)
    if span == name.span:
        scene.place(name.text, span, state.name)
        return
    inner = re.sub(r"^'s ", "", scene.text[name.span.end : span.end]).strip()
    scene.place(f"{inner}, {name.text}", span, name.text)


def _other_place(scene: Scene, name: Name) -> None:
    text = name.text
    if len(text) < 2 or any(mark.isdigit() for mark in text):
        return
    if text.lower() in scene.lexicon.titles.by_form or text.endswith("ern") or not text[0].isupper():
        return
    if any(
        one.begin <= name.span.begin and name.span.end <= one.end for spans in scene.places.values() for one in spans
    ):
        return
    if text in ("North", "South") and {"state:PRK", "state:KOR"} & set(scene.figures):
        return
    after = re.match(r", (?:the )?([A-Z][\w. ]+)", scene.text[name.span.end : name.span.end + 40])
    part = None
    if after:
        for state in scene.lexicon.actors.states.values():
            if re.match(re.escape(state.name) + r"\b", after.group(1)):
                part = state.name
                break
    scene.place(text, Span(name.span.begin, name.span.end), part)
