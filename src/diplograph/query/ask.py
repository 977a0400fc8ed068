"""Asking: SPARQL to a store, rows back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from diplograph.errors import InputError
from diplograph.query import checking
from diplograph.query.questions import SEPARATOR

if TYPE_CHECKING:
    from diplograph.query.asked import Asked

NUMBERS = frozenset({"integer", "decimal", "double", "float", "nonNegativeInteger", "boolean"})


class Iri(str):
    """A cell that names a node."""

    __slots__ = ()


class Number(str):
    """A cell that holds a number or a truth value, as XSD writes it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer. cells are None where a variable is unbound; IRIs stand bare (as `Iri`), literals as their words.

    graph: the triples of a CONSTRUCT or DESCRIBE, sorted; the rows are the same triples.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    graph: tuple[ox.Triple, ...] | None = None


def ask(store: Asked, sparql: str, *, lists: Iterable[str] = (), place: str = "the query") -> Rows:
    """The rows of a SELECT, one row of an ASK, the triples of a CONSTRUCT or DESCRIBE.

    lists: columns of several values joined by " | "; these are sorted, as an aggregate has no order of its own. Rows
    without ORDER BY are sorted too: the same graph gives the same answer. Our prefixes (`checking.PREFIXES`) need no
    declaration.
    Raises InputError for broken SPARQL, naming `place`, line and column.
    """
    try:
        answer = store.query(sparql, prefixes=dict(checking.PREFIXES), use_default_graph_as_union=True)
    except (SyntaxError, ValueError) as error:
        raise checking.explained(sparql, str(error), place) from error
    try:
        if isinstance(answer, ox.QueryBoolean):
            return Rows(("answer",), ((Number("true" if answer else "false"),),))
        if isinstance(answer, ox.QueryTriples):
            graph = tuple(sorted(set(answer), key=str))
            triples = sorted(tuple(_words(term) for term in (one.subject, one.predicate, one.object)) for one in graph)
            return Rows(("subject", "predicate", "object"), tuple(triples), graph)
        columns = tuple(variable.value for variable in answer.variables)
        several = {columns.index(name) for name in lists if name in columns}
        rows = [
            tuple(_sorted(_words(row[name])) if at in several else _words(row[name]) for at, name in enumerate(columns))
            for row in answer
        ]
    except (RuntimeError, OSError) as error:
        raise InputError(f"the query failed ({error})", place=place) from error
    if "ORDER BY" not in sparql.upper():
        rows.sort(key=lambda row: [(cell is None, cell or "") for cell in row])
    return Rows(columns, tuple(rows))


def _words(term: object) -> str | None:
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        space, _, kind = term.datatype.value.rpartition("#")
        return Number(term.value) if kind in NUMBERS and space.endswith("/XMLSchema") else str(term.value)
    return None if term is None else str(term)


def _sorted(cell: str | None) -> str | None:
    return None if cell is None else SEPARATOR.join(sorted({part for part in cell.split(SEPARATOR) if part}))


def as_csv(rows: Rows) -> str:
    """CSV as SPARQL 1.1 defines it (RFC 4180, CRLF)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(rows.columns)
    writer.writerows([cell or "" for cell in row] for row in rows.rows)
    return out.getvalue()


def as_json(rows: Rows, *, lists: Iterable[str] = ()) -> str:
    """A list of objects, unbound columns left out; the columns named in `lists` as lists, numbers as numbers."""
    several = set(lists)
    objects = [
        {
            name: cell.split(SEPARATOR) if name in several and cell else [] if name in several else _json(cell)
            for name, cell in zip(rows.columns, row, strict=True)
            if cell is not None or name in several
        }
        for row in rows.rows
    ]
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


def _json(cell: str | None) -> object:
    if not isinstance(cell, Number):
        return cell
    try:
        value = json.loads(cell)
    except ValueError:  # INF, NaN, +1, 1.
        return str(cell)
    return value if isinstance(value, bool | int | float) and value == value else str(cell)


def as_turtle(rows: Rows) -> str:
    """The triples of a CONSTRUCT or DESCRIBE as Turtle, always in the same order, with the prefixes that it uses.

    Raises InputError for an answer that is no graph.
    """
    if rows.graph is None:
        raise InputError("Turtle is for CONSTRUCT and DESCRIBE; this answer is a table", remedy="take another format")
    # Writers declare every prefix they are given: only those that occur.
    words = {cell for row in rows.rows for cell in row if isinstance(cell, Iri)}
    used = {name: space for name, space in checking.PREFIXES.items() if any(word.startswith(space) for word in words)}
    written = ox.serialize(rows.graph, format=ox.RdfFormat.TURTLE, prefixes=used)
    assert written is not None, "serialised into memory"
    lines = written.decode("utf-8").splitlines(keepends=True)
    head = [line for line in lines if line.startswith("@prefix ")]
    return "".join(sorted(head) + lines[len(head) :])
