"""How names, words, dates and passages of two records are compared."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from diplograph import intervals

Pair = tuple[int, int]
Record = Mapping[str, Any]
_TELLING = ("name", "metonym", "adjective")  # kinds of mentions that name an actor by themselves


def words(text: str) -> list[str]:
    """Words in lower case, without punctuation.

    >>> words("his “best friend,”")
    ['his', 'best', 'friend']
    """
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def likeness(one: str, other: str) -> float:
    """Words in common: the Jaccard index of two bags of words, 0 to 1.

    >>> likeness("a “no limits” strategic partnership", "a no limits partnership")
    0.8
    """
    a, b = Counter(words(one)), Counter(words(other))
    return (a & b).total() / max(1, (a | b).total())


def pairs(value: Any) -> list[Pair]:
    """A span, a list of them or None, as a list."""
    if not value:
        return []
    many = [value] if isinstance(value[0], int) else value
    return [(int(begin), int(end)) for begin, end in many]


def size(some: Iterable[Pair]) -> int:
    return sum(end - begin for begin, end in some)


def common(some: Iterable[Pair], other: Sequence[Pair]) -> int:
    """Code points that two lists of spans share."""
    return sum(max(0, min(end, stop) - max(begin, start)) for begin, end in some for start, stop in other)


def closeness(some: Sequence[Pair], other: Sequence[Pair]) -> float:
    both = common(some, other)
    return both / max(1, size(some) + size(other) - both)


def to_first_copy(some: Iterable[Pair], repeats: Iterable[Record]) -> list[Pair]:
    """Spans in a later copy of a repeated passage, moved to its first copy."""
    shifts = [(copy, pairs(repeat["first"])[0][0] - copy[0]) for repeat in repeats for copy in pairs(repeat["again"])]
    moved = []
    for begin, end in some:
        by = next((shift for copy, shift in shifts if copy[0] <= begin and end <= copy[1]), 0)
        moved.append((begin + by, end + by))
    return moved


def same_time(gold: Any, found: Any, *, approximate: bool) -> bool:
    """Equal to the day; of an approximate time any overlap will do. What is no date is wrong."""
    try:
        a, b = intervals.parse(gold or None), intervals.parse(found or None)
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    if approximate and a and b:
        return a.first <= b.last and b.first <= a.last
    return a == b


def match(candidates: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """One-to-one, best first: {gold: found}."""
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, gold, found in sorted(candidates, key=lambda one: (-one[0], one[1], one[2])):
        if gold not in chosen and found not in taken:
            chosen[gold] = found
            taken.add(found)
    return chosen


class Names:
    """Which actor of the gold a name means.

    Known are canonical names, aliases, and the words by which the gold names actors; descriptions ("state media") only
    of actors that nothing else names. Words that fit several actors mean none of them.
    """

    def __init__(self, gold: Iterable[Record], aliases: Iterable[tuple[str, str]] = ()) -> None:
        self._known: dict[str, str] = {}
        self._part_of: dict[str, str] = {}
        telling: dict[str, set[str]] = {}
        describing: dict[str, set[str]] = {}
        named: set[str] = set()
        for record in gold:
            for actor in record.get("actors") or ():
                name = actor["name"]
                self._known[_key(name)] = name
                if actor.get("part_of"):
                    self._part_of[name] = actor["part_of"]
                for mention in actor.get("mentions") or ():
                    if mention["kind"] in _TELLING:
                        named.add(name)
                        telling.setdefault(_key(mention["text"]), set()).add(name)
                    elif mention["kind"] == "nominal":
                        describing.setdefault(_key(mention["text"]), set()).add(name)
        for name, alias in aliases:
            self._known.setdefault(_key(alias), name)
        for surface, actors in [*telling.items(), *((key, who - named) for key, who in describing.items())]:
            if len(actors) == 1:
                self._known.setdefault(surface, next(iter(actors)))

    def canonical(self, name: str) -> str:
        return self._known.get(_key(name), name)

    def knows(self, name: str) -> bool:
        return _key(name) in self._known

    def same(self, some: Iterable[str], other: Iterable[str]) -> bool:
        """The same actors; a state and its government count as one."""
        a, b = set(some), set(other)
        return all(any(self._alike(x, y) for y in b) for x in a) and all(any(self._alike(x, y) for x in a) for y in b)

    def _alike(self, one: str, other: str) -> bool:
        return one == other or self._part_of.get(one) == other or self._part_of.get(other) == one


def _key(name: str) -> str:
    """Without case, punctuation, possessive and leading article."""
    found = words(re.sub(r"['’]s\b", "", name))
    return " ".join(found[1:] if len(found) > 1 and found[0] == "the" else found)
