"""Titles, offices and the nouns that stand for people and states, read from `data/titles.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from diplograph.errors import LexiconError
from diplograph.resources import folder

FILE = "titles.toml"
RANKS = frozenset(
    "head minister envoy spokesperson official legislator military monarch cleric chief honorific other".split()
)
_KEYS = frozenset({"id", "forms", "role", "rank", "gender", "org"})
_NEEDED = ("id", "forms", "role", "rank")


@dataclass(frozen=True, slots=True)
class Title:
    """An office or form of address. role: as written in the graph, "" when it is no office.

    gender: "m" or "f" when the word says so. org: held in the body named with it ("EU foreign policy chief").
    """

    id: str
    role: str
    rank: str
    gender: str | None = None
    org: bool = False

    @property
    def leads(self) -> bool:
        """Whether its holder may be called the leader of a state."""
        return self.rank in ("head", "monarch")


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles by form (lower case words), the most words that a form has, and the word lists by name."""

    by_form: Mapping[str, Title]
    longest: int
    words: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def load() -> Titles:
    """The titles that come with the package.

    Raises LexiconError when the file breaks its rules, naming the entry.

    >>> load().by_form["foreign minister"].rank
    'minister'
    """
    return read(tomllib.loads((folder("lexicon/data") / FILE).read_text(encoding="utf-8")))


def read(content: Mapping[str, Any]) -> Titles:
    """Check and read a parsed file. Raises LexiconError for unknown keys, double ids or forms, unknown ranks."""
    unknown = sorted(set(content) - {"title", "words"})
    if unknown:
        raise LexiconError(f"unknown table {unknown[0]!r}", place=FILE, remedy="use title, words")
    forms: dict[str, Title] = {}
    ids: set[str] = set()
    for one in content.get("title", ()):
        title = _title(one, ids)
        place = f'{FILE}, title "{title.id}"'
        for form in one["forms"]:
            # "top diplomat" is a foreign minister's and a foreign policy chief's: the first entry counts.
            if forms.get(form) is title:
                raise LexiconError(f"form {form!r} stands twice", place=place, remedy="delete one of the two")
            if form != form.lower():
                raise LexiconError(f"form {form!r} has capitals", place=place, remedy="write it in lower case")
            forms.setdefault(form, title)
    lists = {name: frozenset(listed) for name, listed in sorted(content.get("words", {}).items())}
    return Titles(
        MappingProxyType(forms), max((len(form.split()) for form in forms), default=0), MappingProxyType(lists)
    )


def _title(one: Mapping[str, Any], ids: set[str]) -> Title:
    place = f'{FILE}, title "{one.get("id", "?")}"'
    wrong = sorted(set(one) - _KEYS)
    if wrong:
        raise LexiconError(f"unknown key {wrong[0]!r}", place=place, remedy=f"allowed: {', '.join(sorted(_KEYS))}")
    missing = [key for key in _NEEDED if key not in one]
    if missing:
        raise LexiconError(f"key {missing[0]!r} is missing", place=place, remedy="add it")
    if one["id"] in ids:
        raise LexiconError("double id", place=place, remedy="rename one of the two")
    ids.add(one["id"])
    if one["rank"] not in RANKS:
        raise LexiconError(f"unknown rank {one['rank']!r}", place=place, remedy=f"one of {', '.join(sorted(RANKS))}")
    if one.get("gender") not in (None, "m", "f"):
        raise LexiconError(f"unknown gender {one['gender']!r}", place=place, remedy="m or f, or leave it out")
    return Title(one["id"], one["role"], one["rank"], one.get("gender"), bool(one.get("org")))
