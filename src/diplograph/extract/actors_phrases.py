"""Noun phrases without a name of a person: the words before a noun and what they say of states and bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from diplograph.extract.actors_names import Name
from diplograph.extract.actors_offices import Office
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.model import Span


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase. before: its words left of the noun, in lower case, names left out. states, bodies: keys of those
    named in it (ISO codes; names), those after "of" and "from" included. end: after such a list."""

    span: Span
    noun: Span
    word: str
    before: tuple[str, ...]
    states: tuple[str, ...]
    bodies: tuple[str, ...]
    office: Office | None
    former: bool
    followed: bool  # by "of", "from" and names

    @property
    def definite(self) -> bool:
        return bool(self.before) and self.before[0] in ("the", "this", "these", "his", "her", "its", "their", "both")

    @property
    def indefinite(self) -> bool:
        return bool(self.before) and self.before[0] in ("a", "an", "another", "one")

    @property
    def possessed(self) -> bool:
        """By a pronoun: "his counterpart"."""
        return bool(self.before) and self.before[0] in ("his", "her", "its", "their")


_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "neither": 2, "either": 2}


def number(phrase: Phrase) -> int | None:
    """The number that the phrase states, None when it states none."""
    return next((_NUMBERS[word] for word in phrase.before if word in _NUMBERS), None)


class Reader:
    """Cuts phrases out of a scene, knowing where names and offices stand."""

    def __init__(self, scene: Scene, names: list[Name], offices: list[Office]) -> None:
        self.scene = scene
        self._names = [one for one in names if one.known is not None or one.label in ("ORG", "LOC")]
        self._offices = offices
        self._at = {one.span.begin: one for one in self._names}
        self._ends = {one.span.end: one for one in self._names}

    def phrase(self, noun: Span) -> Phrase:
        """The phrase around a noun (of one or several words)."""
        scene, text = self.scene, self.scene.text
        floor = scene.sentence_begin(noun.begin)
        begin = noun.begin
        states: list[str] = []
        bodies: list[str] = []
        before: list[str] = []
        office: Office | None = None
        at = begin
        while True:
            gap = re.search(r"(?:'s?)?[ \t]+$|-$", text[floor:at])
            if not gap or "\n" in gap.group():
                break
            edge = floor + gap.start()
            nearby = next((one for one in self._offices if one.span.end == edge), None)
            if nearby is not None and office is None:
                office, at = nearby, nearby.span.begin
                begin = at
                if nearby.state:
                    states.append(nearby.state)
                continue
            name = self._ends.get(edge)
            if name is not None:
                if not self._owns(name):
                    break
                self._note(name, states, bodies)
                at = begin = name.span.begin
                joined = re.search(r"(,| and|, and|/|-)[ \t]*$", text[floor:at])
                if joined and self._ends.get(floor + joined.start()) is not None:
                    other = self._ends[floor + joined.start()]
                    if self._owns(other) and joined.group().strip() != ",":
                        at = floor + joined.end()
                        at = self._list_back(other, floor, states, bodies)
                        begin = at
                continue
            word = re.search(r"([\w.'-]+)$", text[floor:edge])
            if not word:
                break
            token = scene.token_at(floor + word.start())
            lower = word.group(1).lower()
            last = lower in _DETERMINERS
            if (
                not last
                and lower not in _NUMBERS
                and "-" not in lower
                and token.pos_ not in ("ADJ", "NOUN", "NUM", "DET", "PROPN")
                and token.tag_ not in ("VBN", "VBG")
            ):
                break
            if token.pos_ == "PROPN" and not last and lower not in scene.words["modifiers"] | _REGIONS:
                break
            before.insert(0, lower)
            at = begin = floor + word.start()
            if last:
                if re.search(r"\b(both|all|of)\s+$", text[max(floor, at - 8) : at], re.IGNORECASE) and lower == "the":
                    extra = re.search(r"\b(both|all)\s+$", text[max(floor, at - 6) : at], re.IGNORECASE)
                    if extra:
                        begin = max(floor, at - 6) + extra.start()
                        before.insert(0, extra.group(1).lower())
                break
        end, followed = self._after(noun.end, states, bodies)
        return Phrase(
            Span(begin, end),
            noun,
            " ".join(text[noun.begin : noun.end].split()).lower(),
            tuple(before),
            tuple(dict.fromkeys(states)),
            tuple(dict.fromkeys(bodies)),
            office,
            any(word in scene.words["former"] for word in before),
            followed,
        )

    def _list_back(self, name: Name, floor: int, states: list[str], bodies: list[str]) -> int:
        """Names coordinated before ("Chinese, Turkish and Qatari envoys"); where the first of them begins."""
        text = self.scene.text
        while True:
            self._note(name, states, bodies)
            at = name.span.begin
            comma = re.search(r",[ \t]*$", text[floor:at])
            earlier = self._ends.get(floor + comma.start()) if comma else None
            if earlier is None or not self._owns(earlier):
                return at
            name = earlier

    def _owns(self, name: Name) -> bool:
        return name.known is not None and name.known.kind in (
            "state",
            "adjective",
            "capital",
            "organization",
            "seat",
            "ministry",
        )

    def _note(self, name: Name, states: list[str], bodies: list[str]) -> None:
        assert name.known is not None
        if name.known.kind in ("state", "adjective", "capital"):
            states.append(name.known.key)
        else:
            bodies.append(name.known.key)

    def _after(self, end: int, states: list[str], bodies: list[str]) -> tuple[int, bool]:
        """States and bodies after "of" or "from": "the foreign ministers of Egypt, Qatar and Jordan"."""
        text = self.scene.text
        start = re.match(
            r"\s+(?:of|from)\s+(?:both\s+)?(?:the\s+)?(?:[a-z-]+\s+){0,2}?"
            r"(?:West African |regional )?(?:bloc |group |movement )?",
            text[end : end + 60],
        )
        if not start:
            return end, False
        at = end + start.end()
        found = False
        while True:
            name = self._at.get(at)
            if name is None or not self._owns(name) or name.known is None or name.known.kind == "adjective":
                return end, found
            if re.match(r"'s? \w", text[name.span.end : name.span.end + 4]):
                return end, found  # "the director of Peru's zoo" is no director of Peru
            self._note(name, states, bodies)
            end, found = name.span.end, True
            joined = re.match(r"(?:,?\s+and|,)\s+(?:the\s+)?", text[end : end + 12])
            if not joined or text[end : end + 2] == "'s":
                return end, found
            at = end + joined.end()


_REGIONS = frozenset(
    "arab gulf european western african asian nordic baltic balkan central latin caribbean west east".split()
)
_DETERMINERS = frozenset(
    "the a an his her its their this these those both another one some several many all no any our my your "
    "each other".split()
)


def grammar_subject(scene: Scene, span: Span) -> Token | None:
    """The verb whose subject the words are, None when they are none's."""
    head = scene.head(span)
    while head.dep_ == "conj" and head.head.i < head.i and head.pos_ in ("NOUN", "PROPN", "PRON"):
        head = head.head
    return head.head if head.dep_ in ("nsubj", "nsubjpass", "nsubj:pass") else None


def latest(scene: Scene, before: int, figures: list[Figure]) -> list[Figure]:
    """The figures by their last mention before a position, latest first; those not mentioned before are left out."""
    dated = []
    for figure in figures:
        ends = [end for _, end in figure.mentions if end <= before]
        if ends:
            dated.append((max(ends), figure))
    return [figure for _, figure in sorted(dated, key=lambda one: (-one[0], one[1].key))]
