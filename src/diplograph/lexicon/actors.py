"""Actors that news knows by name: states, offices, organizations, outlets, persons; read from tables in `data/`.

A form is a name as texts write it. A weak form has other meanings too and needs support in the text; who uses it
decides what support is.
"""

from __future__ import annotations

import csv
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from diplograph.errors import LexiconError
from diplograph.lexicon import first_names
from diplograph.lexicon.first_names import FirstNames
from diplograph.model import ActorType
from diplograph.resources import folder

STATES, SEATS, ORGANIZATIONS, OUTLETS, PERSONS = (
    "states.tsv",
    "seats.tsv",
    "organizations.tsv",
    "outlets-more.tsv",
    "persons.tsv",
)
PAGES = "outlets.toml"  # outlets by the names that pages and credits use
_COLUMNS = {
    STATES: ("iso3", "name", "other_names", "adjectives", "capitals", "kind", "wikidata"),
    SEATS: ("name", "iso3", "kind", "other_names"),
    ORGANIZATIONS: ("name", "type", "other_names", "part_of"),
    OUTLETS: ("name", "iso3", "other_names"),
    PERSONS: ("name", "iso3", "title", "alone", "other_names", "source"),
}


@dataclass(frozen=True, slots=True)
class State:
    """iso3: ISO 3166-1 alpha-3, XKX for Kosovo. adjective: the usual one, "" when there is none."""

    iso3: str
    name: str
    adjective: str
    capital: str | None
    territory: bool
    wikidata: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What a form means. key: of states the code, of others the canonical name.

    kind: "state", "adjective", "capital" (all three mean a state), "seat", "ministry", "organization", "outlet".
    weak: needs support in the text.
    """

    key: str
    kind: str
    type: ActorType
    form: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A government office, organization or outlet. state: ISO code, None when it belongs to no state."""

    name: str
    type: ActorType
    state: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Public:
    """A person who held a public office. alone: the family name alone is nobody else's in news."""

    name: str
    state: str | None
    title: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Actors:
    """forms: by exact spelling (one blank between words, straight apostrophe). families: persons by family name."""

    states: Mapping[str, State]
    bodies: Mapping[str, Body]
    forms: Mapping[str, tuple[Known, ...]]
    persons: Mapping[str, Public]
    families: Mapping[str, tuple[Public, ...]]
    longest: int
    first_names: FirstNames = field(default_factory=FirstNames)

    def canonical(self, name: str) -> str:
        """A person's name as the table spells it, other names as they are.

        >>> load().canonical("Volodymyr Zelenskyy"), load().canonical("Lena Holm")
        ('Volodymyr Zelensky', 'Lena Holm')
        """
        known = self.persons.get(fold(name))
        return known.name if known else name


def fold(name: str) -> str:
    """A name for comparing: no diacritics, no case, hyphens as blanks.

    >>> fold("Recep Tayyip Erdoğan"), fold("Kim Jong-un")
    ('recep tayyip erdogan', 'kim jong un')
    """
    plain = unicodedata.normalize("NFD", name.replace("-", " ").replace("’", "'").replace("ı", "i"))
    return "".join(mark for mark in plain if not unicodedata.combining(mark)).casefold()


@lru_cache(maxsize=1)
def load() -> Actors:
    """The actors that come with the package.

    Raises LexiconError when a table breaks its rules, naming file and line.

    >>> load().states["CHN"].name
    'China'
    """
    where = folder("lexicon/data")
    tables = {name: table(where / name) for name in _COLUMNS}
    pages = tomllib.loads((where / PAGES).read_text(encoding="utf-8")).get("outlet", ())
    known = build(tables, [(one["name"], tuple(one.get("forms", ()))) for one in pages])
    return replace(known, first_names=first_names.load())


def table(path: Path) -> list[dict[str, str]]:
    """Rows of a table, comments left out. Raises LexiconError for wrong columns."""
    columns = _COLUMNS[path.name]
    rows: list[dict[str, str]] = []
    with path.open(encoding="utf-8", newline="") as file:
        lines = [(at, line) for at, line in enumerate(file, 1) if not line.startswith("#")]
    cells = csv.reader((line for _, line in lines), delimiter="\t", quoting=csv.QUOTE_NONE)
    for (at, _), row in zip(lines, cells, strict=True):
        if not rows and tuple(row) == columns and at:
            rows.append(dict(zip(columns, row, strict=True)))
            continue
        if not rows:
            raise LexiconError("wrong header", place=f"{path.name}, line {at}", remedy=f"columns: {', '.join(columns)}")
        if len(row) != len(columns):
            raise LexiconError(
                f"{len(row)} columns", place=f"{path.name}, line {at}", remedy=f"columns: {', '.join(columns)}"
            )
        rows.append(dict(zip(columns, row, strict=True)))
    return rows[1:]


def build(tables: Mapping[str, list[dict[str, str]]], pages: Iterable[tuple[str, tuple[str, ...]]]) -> Actors:
    """Put the tables together. Raises LexiconError for double keys, unknown types, dangling references."""
    forms: dict[str, list[Known]] = {}
    states: dict[str, State] = {}
    bodies: dict[str, Body] = {}

    def add(listed: str, key: str, kind: str, type: ActorType, weak: bool = False) -> None:
        for form in filter(None, listed.split(";")):
            strong = not form.endswith("*") and not weak
            spelled = form.rstrip("*").replace("’", "'")
            known = Known(key, kind, type, spelled, not strong)
            entries = forms.setdefault(spelled, [])
            if all((one.key, one.kind) != (key, kind) for one in entries):
                entries.append(known)

    for row in tables[STATES]:
        if row["iso3"] in states:
            raise LexiconError("double state", place=f"{STATES}, {row['iso3']}", remedy="delete one of the two")
        if row["kind"] not in ("state", "territory"):
            raise LexiconError(
                f"unknown kind {row['kind']!r}",
                place=f"{STATES}, {row['iso3']}",
                remedy="state or territory",
            )
        first = [part.split(";")[0].rstrip("*") for part in (row["adjectives"], row["capitals"])]
        name = row["name"].rstrip("*")
        states[row["iso3"]] = State(
            row["iso3"], name, first[0], first[1] or None, row["kind"] == "territory", row["wikidata"] or None
        )
        add(row["name"], row["iso3"], "state", ActorType.STATE)
        add(row["other_names"], row["iso3"], "state", ActorType.STATE)
        add(row["adjectives"], row["iso3"], "adjective", ActorType.STATE)
        add(row["capitals"], row["iso3"], "capital", ActorType.STATE)

    def state_of(row: Mapping[str, str], file: str) -> str | None:
        if row["iso3"] and row["iso3"] not in states:
            raise LexiconError(f"unknown state {row['iso3']!r}", place=f"{file}, {row['name']}", remedy=f"see {STATES}")
        return row["iso3"] or None

    for row in tables[SEATS]:
        kind = row["kind"].rstrip("*")
        if kind not in ("seat", "ministry"):
            raise LexiconError(f"unknown kind {kind!r}", place=f"{SEATS}, {row['name']}", remedy="seat or ministry")
        state = state_of(row, SEATS)
        assert state is not None
        _enter(bodies, Body(row["name"], ActorType.GOVERNMENT, state, states[state].name), SEATS)
        weak = row["kind"].endswith("*")
        add(row["name"], row["name"], kind, ActorType.GOVERNMENT, weak)
        add(row["other_names"], row["name"], kind, ActorType.GOVERNMENT)
    for row in tables[ORGANIZATIONS]:
        try:
            type = ActorType(row["type"])
        except ValueError as error:
            raise LexiconError(
                f"unknown type {row['type']!r}", place=f"{ORGANIZATIONS}, {row['name']}", remedy="see ActorType"
            ) from error
        _enter(bodies, Body(row["name"], type, None, row["part_of"] or None), ORGANIZATIONS)
        add(row["name"], row["name"], "organization", type)
        add(row["other_names"], row["name"], "organization", type)
    owners = {row["name"].rstrip("*"): state_of(row, OUTLETS) for row in tables[OUTLETS]}
    listed = [(name, (name, *further)) for name, further in pages]
    paged = {name for name, _ in listed}
    marked = {form for row in tables[OUTLETS] for form in (row["name"], *row["other_names"].split(";"))}
    for name, spelled in listed:
        _enter(bodies, Body(name, ActorType.MEDIA, owners.get(name)), PAGES)
        for form in spelled:
            add(form, name, "outlet", ActorType.MEDIA, form + "*" in marked)
    for row in tables[OUTLETS]:
        name = row["name"].rstrip("*")
        if name not in paged:
            _enter(bodies, Body(name, ActorType.MEDIA, owners[name]), OUTLETS)
            add(row["name"], name, "outlet", ActorType.MEDIA)
        add(row["other_names"], name, "outlet", ActorType.MEDIA)
    persons, families = _persons(tables[PERSONS], state_of)
    return Actors(
        MappingProxyType(states),
        MappingProxyType(bodies),
        MappingProxyType({form: tuple(entries) for form, entries in forms.items()}),
        MappingProxyType(persons),
        MappingProxyType({name: tuple(listed) for name, listed in families.items()}),
        max(len(form.split()) for form in forms),
    )


def _enter(bodies: dict[str, Body], body: Body, file: str) -> None:
    if body.name in bodies:
        raise LexiconError("double name", place=f"{file}, {body.name}", remedy="delete one of the two")
    bodies[body.name] = body


def _persons(rows: list[dict[str, str]], state_of: object) -> tuple[dict[str, Public], dict[str, list[Public]]]:
    assert callable(state_of)
    persons: dict[str, Public] = {}
    families: dict[str, list[Public]] = {}
    for row in rows:
        one = Public(row["name"], state_of(row, PERSONS), row["title"], row["alone"] == "yes")
        for name in (row["name"], *filter(None, row["other_names"].split(";"))):
            if fold(name) in persons and persons[fold(name)].name != one.name:
                raise LexiconError("double name", place=f"{PERSONS}, {name}", remedy="delete one of the two")
            persons[fold(name)] = one
        families.setdefault(family(row["name"], one.state), []).append(one)
    return persons, families


def family(name: str, state: str | None = None) -> str:
    """The folded family name: the first word for East Asian order, else the last.

    The names of the table are in the order that news uses: family first for China, both Koreas, Taiwan, Vietnam.

    >>> family("Xi Jinping", "CHN"), family("Abdel Fattah al-Sisi", "EGY")
    ('xi', 'al sisi')
    """
    words = name.split()
    if words and words[-1].rstrip(".") in ("Jr", "Sr") and len(words) > 2:
        words = words[:-1]
    first = state in ("CHN", "PRK", "KOR", "TWN", "VNM", "SGP") and len(words) > 1
    return fold(words[0] if first else words[-1])
