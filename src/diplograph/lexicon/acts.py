"""Diplomatic acts and the words that tell of them, read from `data/acts.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from diplograph.errors import LexiconError
from diplograph.resources import folder

FILE = "acts.toml"
_KEYS = {
    "act": ({"id"}, frozenset({"plover"})),
    "verb": ({"id", "act", "lemmas", "target"}, frozenset({"noun", "asking", "owned"})),
    "noun": ({"id", "act", "lemmas", "target"}, frozenset({"clause"})),
}
_TARGETS = ("object", "deed", "owner", "joint", "clause", "inside")
_WORDS = frozenset(
    "papers charges denying refusing refusals carrying doubting deeds servants wars fighting members vouching "
    "chances wishing".split()
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that tells of an act.

    deed: the target may also be the owner of the object. owner: it is never the object ("welcomed Mali's offer").
    clause: it is the subject of what is demanded or alleged. inside: it is the object of the infinitive ("threatened to
    bomb Mali"). dative: also the indirect object. owned: the target owns what stands after the
    preposition. prepositions: the target stands after one of them; empty
    when it is the object. objects: lemmas of which one must be the verb's object; empty when any may.
    """

    id: str
    act: str
    deed: bool
    prepositions: tuple[str, ...]
    objects: frozenset[str]
    joint: bool = False
    asking: bool = False
    owner: bool = False
    clause: bool = False
    inside: bool = False
    dative: bool = False
    owned: bool = False


@dataclass(frozen=True, slots=True)
class Acts:
    """Cues by lemma; plover: category of each act; words: lists by name."""

    plover: Mapping[str, str | None]
    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    words: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def load() -> Acts:
    """The lexicon that comes with the package. Raises LexiconError when the file breaks its rules.

    >>> [one.act for one in load().verbs["accuse"]]
    ['accuses']
    """
    path = folder("lexicon/data") / FILE
    try:
        return read(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(str(error), place=FILE, remedy="mend the TOML") from error


def read(content: Mapping[str, Any]) -> Acts:
    """Check and read a parsed file. Raises LexiconError for unknown or missing keys, double ids, unknown acts."""
    if unknown := sorted(set(content) - {*_KEYS, "words"}):
        raise LexiconError(f"unknown table {unknown[0]!r}", place=FILE, remedy="use act, verb, noun, words")
    for table in _KEYS:
        _check(table, content.get(table, ()))
    plover = {one["id"]: one.get("plover") for one in content.get("act", ())}
    for table in ("verb", "noun"):
        for one in content.get(table, ()):
            if one["act"] not in plover:
                raise LexiconError(
                    f"unknown act {one['act']!r}", place=f'{FILE}, {table} "{one["id"]}"', remedy="add it to [[act]]"
                )
    words = {name: frozenset(listed) for name, listed in sorted(content.get("words", {}).items())}
    if set(words) != _WORDS:
        raise LexiconError("word lists missing or unknown", place=FILE, remedy=f"use {', '.join(sorted(_WORDS))}")
    return Acts(
        MappingProxyType(plover),
        _by_lemma(content.get("verb", ())),
        _by_lemma(content.get("noun", ())),
        MappingProxyType(words),
    )


def _check(table: str, entries: Sequence[Mapping[str, Any]]) -> None:
    needed, possible = _KEYS[table]
    seen: set[str] = set()
    for one in entries:
        place = f'{FILE}, {table} "{one.get("id", "?")}"'
        if wrong := sorted(set(one) - needed - possible):
            allowed = ", ".join(sorted(needed | possible))
            raise LexiconError(f"unknown key {wrong[0]!r}", place=place, remedy=f"allowed: {allowed}")
        if missing := sorted(needed - set(one)):
            raise LexiconError(f"key {missing[0]!r} is missing", place=place, remedy="add it")
        if one["id"] in seen:
            raise LexiconError("id used twice", place=place, remedy="give each entry an id of its own")
        seen.add(one["id"])


def _by_lemma(entries: Sequence[Mapping[str, Any]]) -> Mapping[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = {}
    for one in entries:
        target = one["target"]
        if isinstance(target, str) and target not in _TARGETS:
            raise LexiconError(
                f"unknown target {target!r}",
                place=f'{FILE}, "{one["id"]}"',
                remedy=", ".join(_TARGETS) + " or a list",
            )
        prepositions = () if isinstance(target, str) else tuple(word for word in target if word != "dative")
        cue = Cue(
            one["id"],
            one["act"],
            target in ("deed", "owner"),
            prepositions,
            frozenset(one.get("noun", ())),
            joint=target == "joint",
            asking=bool(one.get("asking")),
            owner=target == "owner",
            clause=target == "clause" or bool(one.get("clause")),
            owned=bool(one.get("owned")),
            inside=target == "inside",
            dative=not isinstance(target, str) and "dative" in target,
        )
        for lemma in one["lemmas"]:
            found.setdefault(lemma, []).append(cue)
    return MappingProxyType({lemma: tuple(cues) for lemma, cues in sorted(found.items())})
