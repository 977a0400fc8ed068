"""Words that attribute, from `data/reporting_verbs.toml`: cues with their frames, nouns, what makes no statement."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from diplograph.errors import LexiconError
from diplograph.model import Mode
from diplograph.resources import folder

FRAMES = frozenset("clause infinitive request object thing label label_as of for with call_for topic blame".split())
_KEYS = {
    "verb": {"id", "lemma", "frames", "mode", "alone", "abstract", "source"},
    "noun": {"id", "lemma", "kind", "source"},
    "blocker": {"id", "lemma", "kind", "source"},
}
_KINDS = {
    "noun": {"issue", "content", "cue"},
    "blocker": {"refuse", "silence", "modal", "pending", "terms", "deed", "answer"},
}


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that attributes. lemma: "say", "call on". frames: what its complements do (see the data file).

    alone: readable without a proposal. abstract: as object only a noun of content ("expressed *support*").
    """

    lemma: str
    frames: frozenset[str]
    mode: Mode = Mode.SPEECH
    alone: bool = True
    abstract: bool = False


@dataclass(frozen=True, slots=True)
class Reporting:
    """verbs: by lemma, several words joined by blanks. issues, contents, cue_nouns: lemmas of nouns.

    refusing: "decline"; silent: "comment"; modal: auxiliaries of what nobody has said yet; pending: "expected to";
    terms: "not to be named"; deeds: "summon", unless the object is one of answers ("accepted the *invitation*").
    """

    verbs: Mapping[str, Cue]
    issues: frozenset[str]
    contents: frozenset[str]
    cue_nouns: frozenset[str]
    refusing: frozenset[str]
    silent: frozenset[str]
    modal: frozenset[str]
    pending: frozenset[str]
    terms: frozenset[str]
    deeds: frozenset[str]
    answers: frozenset[str]

    def verb(self, lemma: str, particles: tuple[str, ...] = ()) -> Cue | None:
        """The entry of a verb with one of the words beside it ("call" with "for"), else of the verb alone.

        >>> load().verb("call", ("on",)).lemma, load().verb("say").lemma, load().verb("eat")
        ('call on', 'say', None)
        """
        for particle in particles:
            found = self.verbs.get(f"{lemma} {particle}")
            if found:
                return found
        return self.verbs.get(lemma)


@lru_cache(maxsize=1)
def load() -> Reporting:
    """The entries of `reporting_verbs.toml`.

    Raises LexiconError for an unknown key or frame, a double id, a missing source.
    """
    path = folder("lexicon/data") / "reporting_verbs.toml"
    return parse(path.read_text(encoding="utf-8"), path.name)


def parse(text: str, name: str) -> Reporting:
    """As `load`, from the text of a file called `name`."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"no TOML: {error}", place=name) from error
    for table in tables:
        if table not in _KEYS:
            raise LexiconError(f"unknown table {table!r}", place=name, remedy=f"allowed: {', '.join(_KEYS)}")
        _check(table, tables[table], name)
    verbs = {entry["lemma"]: _cue(entry) for entry in tables.get("verb", ())}

    def lemmas(table: str, kind: str) -> frozenset[str]:
        return frozenset(entry["lemma"] for entry in tables.get(table, ()) if entry["kind"] == kind)

    return Reporting(
        verbs=MappingProxyType(verbs),
        issues=lemmas("noun", "issue"),
        contents=lemmas("noun", "content"),
        cue_nouns=lemmas("noun", "cue"),
        refusing=lemmas("blocker", "refuse"),
        silent=lemmas("blocker", "silence"),
        modal=lemmas("blocker", "modal"),
        pending=lemmas("blocker", "pending"),
        terms=lemmas("blocker", "terms"),
        deeds=lemmas("blocker", "deed"),
        answers=lemmas("blocker", "answer"),
    )


def _cue(entry: dict[str, Any]) -> Cue:
    return Cue(
        entry["lemma"],
        frozenset(entry["frames"]),
        Mode(entry.get("mode", "speech")),
        bool(entry.get("alone", True)),
        bool(entry.get("abstract", False)),
    )


def _check(table: str, entries: list[dict[str, Any]], name: str) -> None:
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        place = f"{name}, {table} {entry.get('id', '?')!r}"
        for key in entry:
            if key not in _KEYS[table]:
                allowed = ", ".join(sorted(_KEYS[table]))
                raise LexiconError(f"unknown key {key!r}", place=place, remedy=f"allowed: {allowed}")
        for key in ("id", "lemma", "source", "frames" if table == "verb" else "kind"):
            if not entry.get(key):
                raise LexiconError(f"no {key}", place=place, remedy=f"give its {key}")
        if table == "verb" and not set(entry["frames"]) <= FRAMES:
            unknown = sorted(set(entry["frames"]) - FRAMES)
            raise LexiconError(
                f"unknown frame {unknown[0]!r}", place=place, remedy=f"allowed: {', '.join(sorted(FRAMES))}"
            )
        if table != "verb" and entry["kind"] not in _KINDS[table]:
            raise LexiconError(
                f"unknown kind {entry['kind']!r}", place=place, remedy=f"allowed: {', '.join(sorted(_KINDS[table]))}"
            )
        identity = (str(entry["id"]), str(entry.get("kind", "")))
        if identity in seen:
            raise LexiconError(f"double id {entry['id']!r}", place=place, remedy="keep one of the two")
        seen.add(identity)
