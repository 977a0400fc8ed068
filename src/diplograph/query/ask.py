"""Asking: SPARQL to a store, rows back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from diplograph.errors import InputError
from diplograph.query.questions import SEPARATOR


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer. cells are None where a variable is unbound; IRIs stand bare, literals as their words."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


def ask(store: ox.Store, sparql: str, *, lists: Iterable[str] = (), place: str = "the query") -> Rows:
    """The rows of a SELECT, one row of an ASK, the triples of a CONSTRUCT or DESCRIBE.

    lists: columns of several values joined by " | "; these are sorted, as an aggregate has no order of its own. Rows
    without ORDER BY are sorted too: the same graph gives the same answer.
    Raises InputError for broken SPARQL, naming `place`, line and column.
    """
    try:
        answer = store.query(sparql, use_default_graph_as_union=True)
    except (SyntaxError, ValueError) as error:
        text = (getattr(error, "msg", None) or str(error)).strip()
        raise InputError(f"not valid SPARQL ({text})", place=place, remedy="mend it there") from error
    try:
        if isinstance(answer, ox.QueryBoolean):
            return Rows(("answer",), (("true" if answer else "false",),))
        if isinstance(answer, ox.QueryTriples):
            triples = sorted(tuple(_words(term) for term in (one.subject, one.predicate, one.object)) for one in answer)
            return Rows(("subject", "predicate", "object"), tuple(triples))
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
    if term is None:
        return None
    value = getattr(term, "value", None)
    return str(term) if value is None or isinstance(term, ox.BlankNode) else str(value)


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
    """A list of objects, unbound columns left out; the columns named in `lists` as lists."""
    several = set(lists)
    objects = [
        {
            name: cell.split(SEPARATOR) if name in several and cell else [] if name in several else cell
            for name, cell in zip(rows.columns, row, strict=True)
            if cell is not None or name in several
        }
        for row in rows.rows
    ]
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"
