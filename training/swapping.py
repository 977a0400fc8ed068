"""Annotated articles with other regions' persons in them, so that who is read doesn't depend on who is known."""

from __future__ import annotations

import bisect
import random
import re
from typing import Any, Protocol

from diplograph.lexicon.first_names import load

_JOINER = "de|da|do|dos|das|del|della|di|la|le|du|van|der|den|von|zu|bin|ibn|al|el|y"
PERSON = re.compile(rf"[A-Z][\w'’.-]+(?: (?:(?:{_JOINER})|[A-Z][\w'’.-]+)){{0,2}} [A-Z][\w'’-]+")


class Drawing(Protocol):
    """What `names/swap.py` draws from."""

    def person(self) -> tuple[str, str, bool]:
        """Given name(s), family name, whether the family name stands first."""


def persons(record: dict[str, Any]) -> dict[str, str]:
    """Full names in the text of those who speak or meet, with the name that is used alone.

    Only who begins with a first name that is known as one; nobody whose last name another one bears.
    """
    named = {a.get("speaker") or "" for a in record["attributions"]}
    named.update(name for m in record["meetings"] for name in m.get("names") or ())
    known = load()
    chosen = sorted(
        name
        for name in named
        if PERSON.fullmatch(name) and known.gender(name.lower()) is not None and name in record["text"]
    )
    last = [name.split()[-1] for name in chosen]
    return {name: short for name, short in zip(chosen, last, strict=True) if last.count(short) == 1}


def swapped(record: dict[str, Any], names: Drawing, rnd: random.Random, share: float = 0.7) -> dict[str, Any]:
    """The record with this share of its persons under another name, wherever they stand, and all spans moved along."""
    new: dict[str, str] = {}
    for full, short in sorted(persons(record).items()):
        if rnd.random() < share:
            given, family, first = names.person()
            parts = [family, given] if first else [given, family]
            new[full] = " ".join(part for part in parts if part)
            new[short] = family or given.split()[-1]
    if not new:
        return record
    finder = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, sorted(new, key=len, reverse=True))) + r")(?![\w-])")
    starts, ends, moves, parts, at, shift = [0], [0], [0], [], 0, 0
    text: str = record["text"]
    for hit in finder.finditer(text):
        parts += [text[at : hit.start()], new[hit.group()]]
        at = hit.end()
        shift += len(new[hit.group()]) - len(hit.group())
        starts.append(hit.start())
        ends.append(hit.end())
        moves.append(shift)
    text = "".join([*parts, text[at:]])

    def moved(position: int, begins: bool) -> int:
        """A place inside a name goes to the name's begin or end."""
        k = bisect.bisect_right(starts, position) - 1
        if k and starts[k] < position < ends[k]:
            return starts[k] + moves[k - 1] if begins else ends[k] + moves[k]
        return position + (moves[k] if k and position >= ends[k] else moves[k - 1] if k else 0)

    def along(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: along(inner) for key, inner in value.items()}
        if isinstance(value, list):
            if len(value) == 2 and all(type(x) is int for x in value):
                return [moved(value[0], True), moved(value[1], False)]
            return [along(inner) for inner in value]
        if isinstance(value, str):
            return finder.sub(lambda hit: new[hit.group()], value)
        return value

    return {**along({key: value for key, value in record.items() if key != "text"}), "text": text}
