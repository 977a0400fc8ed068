"""Actors and places of all documents: the same ones are joined, names are gathered.

A state is known by its code, a government's seat by its state, anyone else by the canonical name. An unnamed person
("a diplomat") is someone else in every document, except in copies of one article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from diplograph.dossier import Locale, Party
from diplograph.model import Actor, ActorType, Extraction, Mention, MentionKind, Polarity
from diplograph.wording import slug

Key = tuple[str, ...]
FAMILY = {
    ActorType.PERSON: "person",
    ActorType.STATE: "state",
    ActorType.GOVERNMENT: "organization",  # a ministry; the government as a whole is known by its state
    ActorType.ORGANIZATION: "organization",
    ActorType.INTERNATIONAL: "organization",
    ActorType.MEDIA: "organization",
    ActorType.GROUP: "group",
}
FORMER = frozenset({"former", "formerly", "ex", "late", "then", "onetime", "elect", "designate"})
# First words of descriptions that mean somebody only where they stand.
POINTING = frozenset("a an both each his her its my our that the their these this those your".split())
# Parts of a government, by a word of their name: they speak for themselves, not for the whole.
PARTS = frozenset(
    "academy administration agency army authority bank board bureau chancellery commission committee council court"
    " department directorate embassy forces foreign guard inspectorate institute intelligence junta legislature"
    " mission ministry navy office parliament pentagon police presidency secretariat senate service spokesman"
    " spokesperson treasury".split()
)


@dataclass(slots=True)
class _Gathered:
    """What the documents say of one actor, in their order."""

    types: Counter[ActorType] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    called: set[str] = field(default_factory=set)
    described: set[str] = field(default_factory=set)
    state: str | None = None
    part_of: str | None = None
    wikidata: str | None = None
    origin: int | None = None


class Register:
    """All actors and places of the documents, each with a position."""

    def __init__(self, extractions: Sequence[Extraction], roots: Sequence[int], states: Mapping[str, str]) -> None:
        """roots: for each document the one that it repeats, or itself. states: ISO 3166-1 alpha-3 codes by name."""
        self.codes = dict(states)
        for extraction in extractions:
            for actor in extraction.actors:
                if actor.type is ActorType.STATE and actor.state:
                    self.codes.setdefault(actor.name, actor.state)
        self.names = {code: name for name, code in reversed(self.codes.items())}
        self.gathered: dict[Key, _Gathered] = {}
        self.actor_keys: list[dict[str, Key]] = []
        self.credits: list[tuple[Key | None, Key | None]] = []
        full = _full_names(extractions)
        for extraction, root in zip(extractions, roots, strict=True):
            self.actor_keys.append({one.id: self._meet(one, root, full) for one in extraction.actors})
        for extraction, keys in zip(extractions, self.actor_keys, strict=True):
            self._offices(extraction, keys)
        for extraction in extractions:
            document = extraction.document
            self.credits.append((self._outlet(document.publisher), self._outlet(document.agency)))
        for found in list(self.gathered.values()):
            self._state_node(found.state)
        for name in _place_names(extractions):
            self._state_node(self.codes.get(name))
        self.positions = {key: at for at, key in enumerate(sorted(self.gathered))}
        ends = {key: ("state", found.state or "") for key, found in self.gathered.items()}
        self.states = {self.positions[key]: self.positions.get(end) for key, end in ends.items()}
        self.people = {self.positions[key] for key in self.gathered if key[0] == "person"}
        self.places: list[Locale] = []
        self.place_at: dict[str, int] = {}

    def _meet(self, actor: Actor, root: int, full: Mapping[tuple[str, str], set[str]]) -> Key:
        """Take an actor of a document in; its key."""
        own = self.codes.get(actor.name) if actor.type is ActorType.STATE else None
        state = actor.state or own or self.codes.get(actor.part_of or "")
        key = self._key(actor, state, root, full)
        found = self.gathered.setdefault(key, _Gathered())
        found.types[actor.type] += 1
        found.names[actor.name] += 1 + len(actor.mentions)
        found.state = found.state or state
        found.part_of = found.part_of or actor.part_of
        found.wikidata = found.wikidata or actor.wikidata
        if actor.type is ActorType.PERSON and actor.unnamed:
            found.origin = root
        return key

    def _key(self, actor: Actor, state: str | None, root: int, full: Mapping[tuple[str, str], set[str]]) -> Key:
        family, name = FAMILY[actor.type], slug(actor.name)
        if actor.type is ActorType.PERSON:
            if actor.unnamed:
                return family, name, str(root)
            longer = full.get((name, actor.state or ""), set()) if "-" not in name else set()
            return family, next(iter(longer)) if len(longer) == 1 else name
        if actor.type is ActorType.STATE:
            return family, state or name
        if actor.type is ActorType.GOVERNMENT:
            return ("government", state) if state and is_seat(actor.name) else ("organization", name)
        return family, name

    def _offices(self, extraction: Extraction, keys: Mapping[str, Key]) -> None:
        """Who holds an office of a state stands for that state, as long as it is no former one."""
        for one in extraction.relations:
            if one.type != "holdsOffice" or one.polarity is Polarity.NEGATIVE:
                continue
            holder, body = self.gathered[keys[one.subject]], keys[one.object]
            now = not FORMER.intersection(slug(one.office or "").split("-"))
            if body[0] == "state" and now and holder.state is None:
                holder.state = self.gathered[body].state

    def _outlet(self, name: str | None) -> Key | None:
        if not name:
            return None
        key = ("organization", slug(name))
        found = self.gathered.setdefault(key, _Gathered())
        found.types[ActorType.MEDIA] += 1
        found.names[name] += 1
        return key

    def _state_node(self, code: str | None) -> None:
        """The state that an actor stands for must be there, if its name is known."""
        if code and ("state", code) not in self.gathered and code in self.names:
            self.gathered["state", code] = _Gathered(
                Counter([ActorType.STATE]), Counter([self.names[code]]), state=code
            )

    def call(self, key: Key, mention: Mention, words: str) -> None:
        """Take in a name by which a document calls an actor; descriptions only help where there is no name."""
        if mention.kind is MentionKind.NAME:
            self.gathered[key].called.add(words)
        elif mention.kind is MentionKind.NOMINAL and not POINTING.intersection(words.lower().split()[:1]):
            self.gathered[key].described.add(words)

    def place(self, name: str, part_of: str | None = None, state: Key | None = None) -> int:
        """The position of a place; "Riyadh, Saudi Arabia" is Riyadh, which lies in Saudi Arabia."""
        own, _, wider = (piece.strip() for piece in name.partition(","))
        own, wider = own or name, wider or part_of or ""
        key = slug(own)
        if key not in self.place_at:
            self.place_at[key] = len(self.places)
            self.places.append(Locale(own))
        at = self.place_at[key]
        known = self.places[at]
        if known.in_state is None and known.in_place is None:
            if own in self.codes:
                state = "state", self.codes[own]
            elif not state and wider in self.codes:
                state = "state", self.codes[wider]
            if state is not None and state in self.positions:
                self.places[at] = Locale(known.name, in_state=self.positions[state])
            elif wider and slug(wider) != key:
                around = self.place(wider)
                if not self.lies_in(around, at):
                    self.places[at] = Locale(known.name, in_place=around)
        return at

    def state_of(self, key: Key) -> Key | None:
        """The state that an actor is, belongs to or stands for."""
        state = self.gathered[key].state
        return ("state", state) if state else key if key[0] == "state" else None

    def stands_for(self, actor: int) -> int:
        """The position of the state that a person or government stands for; anyone else stands for itself."""
        state = self.states.get(actor)
        return actor if state is None else state

    def is_person(self, actor: int) -> bool:
        return actor in self.people

    def lies_in(self, inner: int, outer: int) -> bool:
        """Whether a place is another or lies in it; a state's own territory counts as its place.

        The chain of `in_place` has no rings: `place` doesn't close one.
        """
        at: int | None = inner
        while at is not None:
            if at == outer:
                return True
            here, there = self.places[at], self.places[outer]
            if here.in_state is not None and here.in_state == there.in_state and self.is_territory(outer):
                return True
            at = here.in_place
        return False

    def is_territory(self, place: int) -> bool:
        return self.places[place].name in self.codes

    def parties(self) -> tuple[Party, ...]:
        """All actors, in the order of their positions."""
        return tuple(self._party(key, found) for key, found in sorted(self.gathered.items()))

    def _party(self, key: Key, found: _Gathered) -> Party:
        kind = _type(found.types)
        name = _name(found.names)
        called = found.called or (found.described if kind is not ActorType.PERSON else set())
        also = {" ".join(one.split()) for one in called} | set(found.names)
        state = self.positions.get(("state", found.state or ""))
        return Party(
            name=name,
            type=kind,
            state=found.state,
            also=tuple(sorted(also - {name, ""})),
            wikidata=found.wikidata,
            part_of=found.part_of,
            origin=found.origin,
            seat=key[0] == "government",
            represents=state if kind in (ActorType.PERSON, ActorType.GOVERNMENT, ActorType.MEDIA) else None,
        )


def is_seat(name: str) -> bool:
    """Whether a government's name means the government as a whole (or its seat), and not a part of it.

    An abbreviation is an agency's.

    >>> [is_seat(name) for name in ("Kremlin", "Government of Chad", "Foreign Ministry of Chad", "CIA")]
    [True, True, False, False]
    """
    return not PARTS.intersection(slug(name).split("-")) and not (name.isupper() and " " not in name)


def _full_names(extractions: Sequence[Extraction]) -> dict[tuple[str, str], set[str]]:
    """Full names (as slugs) of persons by surname and state: who "Orban" is, if only one is of that state."""
    found: dict[tuple[str, str], set[str]] = {}
    for extraction in extractions:
        for actor in extraction.actors:
            name = slug(actor.name)
            if actor.type is ActorType.PERSON and actor.state and not actor.unnamed and "-" in name:
                found.setdefault((name.rsplit("-", 1)[1], actor.state), set()).add(name)
    return found


def _place_names(extractions: Sequence[Extraction]) -> set[str]:
    """All names that a place goes by or lies in."""
    names: set[str] = set()
    for extraction in extractions:
        for place in extraction.places:
            names.update((place.name, place.part_of or ""))
        names.update(one.place or "" for one in extraction.meetings)
    return {piece.strip() for name in names for piece in name.split(",")}


def _type(types: Counter[ActorType]) -> ActorType:
    """The type most documents give; a plain organization only if none knows better."""
    known = {one: count for one, count in types.items() if one is not ActorType.ORGANIZATION}
    return min(known or types, key=lambda one: (-types[one], one.value))


def _name(names: Counter[str]) -> str:
    """The name used most; "Government of X" only if there is no name of its own."""
    return min(names, key=lambda one: (one.startswith("Government of "), -names[one], one))
