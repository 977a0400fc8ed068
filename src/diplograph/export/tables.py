"""CSV tables for spreadsheets, with CSVW metadata: which columns, datatypes, keys (data/tables.toml).

Source: W3C, Metadata Vocabulary for Tabular Data (2015).
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from diplograph import resources
from diplograph.export.index import Index, whole
from diplograph.graph.terms import Triple

JOINED = " | "  # between several values of a cell
METADATA = "csv-metadata.json"  # where readers of CSVW look for it


def write(triples: Iterable[Triple]) -> Iterator[tuple[str, str]]:
    """The files of the folder, each with its name and its text."""
    index = Index(triples)
    for table in described():
        out = io.StringIO()
        writer = csv.writer(out)  # RFC 4180: CRLF, quotes where needed
        writer.writerow([column["name"] for column in table["columns"]])
        writer.writerows(_rows(index, table))
        yield f"{table['name']}.csv", _clean(out.getvalue())
    yield METADATA, json.dumps(metadata(), ensure_ascii=False, indent=1) + "\n"


@cache
def described() -> tuple[dict[str, Any], ...]:
    """The tables as the data file describes them."""
    text = (resources.folder("export/data") / "tables.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["table"])


def names() -> set[str]:
    """The names of all files that `write` gives."""
    return {METADATA, *(f"{table['name']}.csv" for table in described())}


def _rows(index: Index, table: dict[str, Any]) -> Iterator[list[str]]:
    columns: list[dict[str, Any]] = table["columns"]
    for node in index.nodes(table["class"]):
        if "roles" not in table:
            yield [_cell(index, node, column) for column in columns]
            continue
        for role, link in table["roles"].items():
            for actor in index.values(node, whole(link)):
                yield [_cell(index, node, column, role, actor) for column in columns]


def _cell(index: Index, node: str, column: dict[str, Any], role: str = "", actor: str = "") -> str:
    path: str = column["path"]
    if path == "role":
        return role
    if path == "class":
        return index.kind(node)
    first, _, rest = path.partition("/")
    if first == "actor":
        return index.value(actor, *(whole(step) for step in rest.split("/") if step))
    found = index.values(node, *(whole(step) for step in path.split("/") if step != "."))
    if column.get("list"):
        return JOINED.join(one.replace(JOINED, " / ") for one in found)
    return found[0] if found else ""


def _clean(text: str) -> str:
    return "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text) if not text.isascii() else text


def metadata() -> dict[str, Any]:
    """The CSVW description of all tables."""
    keys = {table["name"]: table["columns"][0]["name"] for table in described()}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "tables": [_table(table, keys) for table in described()],
    }


def _table(table: dict[str, Any], keys: dict[str, str]) -> dict[str, Any]:
    columns: list[dict[str, Any]] = table["columns"]
    own = [columns[0]["name"]] if "roles" not in table else [one["name"] for one in columns[:3]]
    foreign = [
        {
            "columnReference": column["name"],
            "reference": {"resource": f"{column['to']}.csv", "columnReference": keys[column["to"]]},
        }
        for column in columns
        if "to" in column and column["name"] in own  # validators refuse a foreign key that may be empty
    ]
    return {
        "url": f"{table['name']}.csv",
        "dc:title": table["title"],
        "tableSchema": {
            "columns": [_column(column, column["name"] in own) for column in columns],
            "primaryKey": own,
            **({"foreignKeys": foreign} if foreign else {}),
            "aboutUrl": f"{{+{columns[0]['name']}}}",
        },
    }


def _column(column: dict[str, Any], required: bool) -> dict[str, Any]:
    path: str = column["path"]
    told: dict[str, Any] = {
        "name": column["name"],
        "titles": column["name"],
        "dc:description": column["title"],
        "datatype": column.get("kind", "string"),
    }
    if ":" in path and "/" not in path:
        told["propertyUrl"] = whole(path)
    else:
        told["suppressOutput"] = True  # no property of the row's node
    if column.get("list"):
        told["separator"] = JOINED
    if required:
        told["required"] = True
    return told
