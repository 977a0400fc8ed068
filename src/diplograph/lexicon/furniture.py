"""What news pages carry besides the article: `data/furniture.toml`, `data/outlets.toml`, `data/datelines.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from diplograph import resources
from diplograph.errors import LexiconError

_KINDS = ("menu", "byline", "credit", "read_more", "signup", "footer")
_KEYS = {"id", "kind", "pattern", "tail", "lists"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that make a line furniture. tail: below it stands no article. lists: so are the headlines below it."""

    id: str
    kind: str
    expression: re.Pattern[str]
    tail: bool = False
    lists: bool = False


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet or news agency by its canonical name; forms: all names that pages give it, its own included."""

    name: str
    agency: bool
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FurnitureLexicon:
    """lines: whole lines; phrases: at the edges of a page; leads: beginnings of lines.

    kickers: words in capitals before a colon or dash that are no place. towns: places of datelines in mixed case.
    mastheads, agency_words, desks, roles: last words of unknown outlets, of unknown agencies, of desks, of reporters.
    by_form: outlet of each form.
    """

    lines: tuple[Pattern, ...]
    phrases: tuple[Pattern, ...]
    leads: tuple[Pattern, ...]
    outlets: tuple[Outlet, ...]
    by_form: Mapping[str, Outlet]
    kickers: frozenset[str]
    towns: frozenset[str]
    mastheads: frozenset[str]
    agency_words: frozenset[str]
    desks: frozenset[str]
    roles: frozenset[str]


def _read(name: str) -> tuple[Path, dict[str, Any]]:
    path = resources.folder("lexicon/data") / name
    try:
        return path, tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(str(error), place=name) from error


def _patterns(path: Path, entries: list[dict[str, Any]], shape: str, seen: set[str]) -> tuple[Pattern, ...]:
    found = []
    for entry in entries:
        place = f'{path.name}, entry "{entry.get("id", "without id")}"'
        if unknown := set(entry) - _KEYS:
            raise LexiconError(
                f'unknown key "{min(unknown)}"', place=place, remedy="allowed: " + ", ".join(sorted(_KEYS))
            )
        if missing := {"id", "kind", "pattern"} - set(entry):
            raise LexiconError(f'key "{min(missing)}" is missing', place=place)
        if entry["kind"] not in _KINDS:
            raise LexiconError(f'unknown kind "{entry["kind"]}"', place=place, remedy="allowed: " + ", ".join(_KINDS))
        if entry["id"] in seen:
            raise LexiconError("this id stands twice", place=place)
        seen.add(entry["id"])
        try:
            expression = re.compile(shape.format(entry["pattern"]), re.IGNORECASE)
        except re.error as error:
            raise LexiconError(f"not a regular expression: {error}", place=place) from error
        found.append(
            Pattern(entry["id"], entry["kind"], expression, entry.get("tail", False), entry.get("lists", False))
        )
    return tuple(found)


@cache
def load() -> FurnitureLexicon:
    """Read the three files.

    Raises LexiconError for an unknown key or kind, a double id or name, or a broken pattern.

    >>> load().by_form["AFP"].name
    'Agence France-Presse'
    """
    path, furniture = _read("furniture.toml")
    seen: set[str] = set()
    outlets, by_form = [], {}
    for entry in _read("outlets.toml")[1]["outlet"]:
        outlet = Outlet(entry["name"], entry.get("agency", False), (entry["name"], *entry.get("forms", ())))
        outlets.append(outlet)
        for form in outlet.forms:
            if form in by_form:
                raise LexiconError(f'the name "{form}" stands twice', place=f'outlets.toml, entry "{outlet.name}"')
            by_form[form] = outlet
    words = _read("datelines.toml")[1]
    return FurnitureLexicon(
        # A line may begin with a bullet or an arrow and end with a colon, an arrow or dots.
        lines=_patterns(path, furniture["line"], r"[\W_]{{0,3}}(?:{})[\s:.…»>↓→]{{0,4}}", seen),
        phrases=_patterns(path, furniture["phrase"], "{}", seen),
        leads=_patterns(path, furniture["lead"], "{}", seen),
        outlets=tuple(outlets),
        by_form=by_form,
        kickers=frozenset(words["kickers"]),
        towns=frozenset(words["towns"]),
        mastheads=frozenset(words["mastheads"]),
        agency_words=frozenset(words["agency_words"]),
        desks=frozenset(words["desks"]),
        roles=frozenset(words["roles"]),
    )
