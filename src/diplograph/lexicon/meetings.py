"""Words that tell of meetings, read from `data/meetings.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from diplograph.errors import LexiconError
from diplograph.model import MeetingKind
from diplograph.resources import folder

FILE = "meetings.toml"
FRAMES = frozenset({"mutual", "confer", "host", "phone", "visit", "discuss", "gather", "join"})
_VERB = {"id", "lemmas", "particle", "medium", "kind", "frame", "source"}
_NOUN = {"id", "lemmas", "plural", "particle", "kind", "source"}
_MAY_LACK = {"particle", "plural", "medium"}


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may name a meeting. frame: of verbs, who takes part; "noun" for nouns.

    particle: words of which one must stand beside the verb, or before the noun; empty when none must. plural: only
    the plural counts. medium: a verb that counts only with a telephone: "told him by phone".
    """

    id: str
    kind: MeetingKind
    frame: str
    particle: frozenset[str] = frozenset()
    plural: bool = False
    medium: bool = False


@dataclass(frozen=True, slots=True)
class Meetings:
    """Triggers by lemma (lower case), in the order of the file, and the word lists by name."""

    verbs: Mapping[str, tuple[Trigger, ...]]
    nouns: Mapping[str, tuple[Trigger, ...]]
    words: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def load() -> Meetings:
    """The lexicon that comes with the package.

    Raises LexiconError when the file breaks its rules, naming the entry.

    >>> [one.id for one in load().verbs["meet"]]
    ['meet']
    """
    path = folder("lexicon/data") / FILE
    return read(tomllib.loads(path.read_text(encoding="utf-8")))


def read(content: Mapping[str, Any]) -> Meetings:
    """Check and read a parsed file. Raises LexiconError for unknown keys, double ids, unknown kinds and frames."""
    seen: set[str] = set()
    verbs = [_entry(one, "verb", seen) for one in content.get("verb", ())]
    nouns = [_entry(one, "noun", seen) for one in content.get("noun", ())]
    words = {name: frozenset(listed) for name, listed in sorted(content.get("words", {}).items())}
    unknown = set(content) - {"verb", "noun", "words"}
    if unknown:
        raise LexiconError(f"unknown table {sorted(unknown)[0]!r}", place=FILE, remedy="use verb, noun, words")
    return Meetings(_by_lemma(verbs), _by_lemma(nouns), MappingProxyType(words))


def _entry(one: Mapping[str, Any], table: str, seen: set[str]) -> tuple[tuple[str, ...], Trigger]:
    place = f'{FILE}, {table} "{one.get("id", "?")}"'
    allowed = _VERB if table == "verb" else _NOUN
    wrong = sorted(set(one) - allowed)
    if wrong:
        raise LexiconError(f"unknown key {wrong[0]!r}", place=place, remedy=f"allowed: {', '.join(sorted(allowed))}")
    missing = sorted(allowed - _MAY_LACK - set(one))
    if missing:
        raise LexiconError(f"key {missing[0]!r} is missing", place=place, remedy="add it")
    name = f"{table}:{one['id']}"
    if name in seen:
        raise LexiconError("double id", place=place, remedy="rename one of the two")
    seen.add(name)
    frame = one.get("frame", "noun")
    if frame not in FRAMES | {"noun"}:
        raise LexiconError(f"unknown frame {frame!r}", place=place, remedy=f"one of {', '.join(sorted(FRAMES))}")
    try:
        kind = MeetingKind(one["kind"])
    except ValueError as error:
        known = ", ".join(kind.value for kind in MeetingKind)
        raise LexiconError(f"unknown kind {one['kind']!r}", place=place, remedy=f"one of {known}") from error
    particle, plural = frozenset(one.get("particle", ())), bool(one.get("plural"))
    return tuple(one["lemmas"]), Trigger(one["id"], kind, frame, particle, plural, bool(one.get("medium")))


def _by_lemma(entries: Iterable[tuple[tuple[str, ...], Trigger]]) -> Mapping[str, tuple[Trigger, ...]]:
    found: dict[str, tuple[Trigger, ...]] = {}
    for lemmas, trigger in entries:
        for lemma in lemmas:
            found[lemma] = (*found.get(lemma, ()), trigger)
    return MappingProxyType(found)
