"""Nouns for sources without a name, from `data/sources.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache

from diplograph.errors import LexiconError
from diplograph.resources import folder


@dataclass(frozen=True, slots=True)
class Sources:
    """The lists of `sources.toml`, in lower case: what each is for stands there."""

    persons: frozenset[str]
    vague: frozenset[str]
    endings: tuple[str, ...]
    nobody: frozenset[str]
    groups: frozenset[str]
    bodies: frozenset[str]
    anonymous: frozenset[str]
    left_out: frozenset[str]
    counting: frozenset[str]
    private: frozenset[str]
    anybody: frozenset[str]

    def is_person(self, noun: str) -> bool:
        """Whether a noun (singular, lower case) means a person.

        >>> [load().is_person(noun) for noun in ("villager", "volcanologist", "talisman", "report")]
        [True, True, False, False]
        """
        known = noun in self.persons or noun.rpartition("-")[2] in self.persons
        return known or (noun.endswith(self.endings) and noun not in self.nobody) or noun in ("man", "woman")


@lru_cache(maxsize=1)
def load() -> Sources:
    """The lists of `sources.toml`.

    Raises LexiconError for a list that is missing, unknown or not of words in lower case.
    """
    path = folder("lexicon/data") / "sources.toml"
    return parse(path.read_text(encoding="utf-8"), path.name)


def parse(text: str, name: str) -> Sources:
    """As `load`, from the text of a file called `name`."""
    try:
        lists = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"no TOML: {error}", place=name) from error
    wanted = {one.name for one in fields(Sources)}
    for key in sorted(wanted ^ lists.keys()):
        what = "missing list" if key in wanted else "unknown list"
        raise LexiconError(f"{what} {key!r}", place=name, remedy=f"give: {', '.join(sorted(wanted))}")
    for key, words in lists.items():
        for word in words:
            if not isinstance(word, str) or word != word.lower():
                raise LexiconError(f"{key}: {word!r}", place=name, remedy="give words in lower case")
    endings = tuple(lists.pop("endings"))
    return Sources(endings=endings, **{key: frozenset(words) for key, words in lists.items()})
