"""Ministries, presidencies and governments by description: "Egypt's foreign ministry", "the Turkish presidency".

Each is a Government of its own, part of its state, with a name built the same way whatever the wording:
"Foreign Ministry of Egypt". Without a state beside it ("the foreign ministry") the text around decides, see `resolve`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from diplograph.extract.actors_names import Name
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.model import ActorType, MentionKind, Span

_STATE_KINDS = ("state", "adjective", "capital")


@dataclass(frozen=True, slots=True)
class Office:
    """An office in the text. span: with the words for the state; core: without. bare: no state beside it."""

    span: Span
    core: Span
    name: str  # "Foreign Ministry"
    state: str | None

    @property
    def bare(self) -> bool:
        return self.state is None


def find(scene: Scene, names: list[Name]) -> list[Office]:
    """Offices in text order."""
    by_end: dict[int, Name] = {}
    by_begin: dict[int, Name] = {}
    for name in names:
        if name.known and name.known.kind in _STATE_KINDS:
            by_end[name.span.end] = name
            by_begin[name.span.begin] = name
    found: list[Office] = []
    for pattern, title in _patterns(scene):
        for match in pattern.finditer(scene.text):
            core = Span(match.start(), match.end())
            office = _name(match.groupdict().get("what"), title)
            if office is None:
                continue
            state, begin, end = _state_beside(scene, core, by_end, by_begin)
            if title == "Government" and state is None:
                continue
            if any(other.core.begin < core.end and core.begin < other.core.end for other in found):
                continue
            found.append(Office(Span(begin, end), core, office, state))
    return sorted(found, key=lambda one: one.span)


def _patterns(scene: Scene) -> list[tuple[re.Pattern[str], str]]:
    kinds = "|".join(sorted((re.escape(kind) for kind in scene.words["ministries"]), key=lambda k: (-len(k), k)))
    flags = re.IGNORECASE
    return [
        (re.compile(rf"\b(?P<what>{kinds})(?: and [a-z]+)? ministry\b", flags), "Ministry"),
        (
            re.compile(
                rf"\bministry (?:of|for) (?:the )?(?P<what>{kinds})(?: and [a-z ]+?(?=[,.]| of\b| said\b))?\b", flags
            ),
            "Ministry",
        ),
        (re.compile(r"\bForeign (?P<what>Office)\b"), "Ministry"),
        (re.compile(r"\bpresidency\b(?! of\b)|\bpresidential (?:office|administration)\b", flags), "Presidency"),
        (re.compile(r"\bgovernment\b", flags), "Government"),
    ]


def _name(what: str | None, title: str) -> str | None:
    if title != "Ministry":
        return title
    kind = (what or "").lower()
    kind = {
        "foreign affairs": "foreign",
        "external affairs": "foreign",
        "defence": "defense",
        "labour": "labor",
        "office": "foreign",
    }.get(kind, kind)
    return " ".join(word.capitalize() for word in kind.split()) + " Ministry"


def _state_beside(
    scene: Scene, core: Span, by_end: dict[int, Name], by_begin: dict[int, Name]
) -> tuple[str | None, int, int]:
    """The state that the words before or after name, and the bounds of the whole."""
    text = scene.text
    before = re.search(
        r"(?:'s?)? (?:(?:new|own|transitional|interim|federal|central|caretaker|coalition) )?$",
        text[max(0, core.begin - 24) : core.begin],
    )
    if before:
        name = by_end.get(max(0, core.begin - 24) + before.start())
        if name and name.known:
            return name.known.key, name.span.begin, core.end
    after = re.match(r" (of|in) (?:the )?", text[core.end : core.end + 10])
    if after:
        name = by_begin.get(core.end + after.end())
        kinds = ("state", "capital") if after.group(1) == "in" else ("state",)
        if name and name.known and name.known.kind in kinds:  # "the Foreign Office in Berlin"
            return name.known.key, core.begin, name.span.end
    return None, core.begin, core.end


def canonical(scene: Scene, office: str, code: str) -> str:
    """ "Foreign Ministry of Egypt"; the State Department of the United States has a name of its own."""
    return f"{office} of {article(scene.lexicon.actors.states[code].name)}"


def article(state: str) -> str:
    """A state's name as it stands after "of".

    >>> article("United States"), article("China")
    ('the United States', 'China')
    """
    plural = state.endswith(("States", "Netherlands", "Philippines", "Emirates", "Maldives", "Islands"))
    return f"the {state}" if plural or state.endswith(("Kingdom", "Republic", "Congo", "Gambia", "Bahamas")) else state


def enter(scene: Scene, office: Office, code: str) -> Figure:
    """Add the office of that state as mentioned here."""
    figure = scene.figure(
        canonical(scene, office.name, code),
        ActorType.GOVERNMENT,
        state=code,
        part_of=scene.lexicon.actors.states[code].name,
    )
    kind = MentionKind.NOMINAL if office.bare else MentionKind.NAME
    scene.add(figure, office.span, kind)
    return figure
