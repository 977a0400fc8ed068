"""CSV tables and their description."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from diplograph.export import formats, tables
from diplograph.graph.turtle import Section

Rows = dict[str, list[dict[str, str]]]


def parsed(section: Section) -> Rows:
    made = dict(formats.files("csvw", [section]))
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(text, newline="")))
        for name, text in made.items()
        if name.endswith(".csv")
    }


@pytest.fixture(scope="module")
def rows(seeds: Section) -> Rows:
    return parsed(seeds)


def test_a_small_graph(told: Section) -> None:
    rows = parsed(told)
    base = "https://w3id.org/diplograph/id/"
    [meeting] = rows["meetings"]
    assert {key: meeting[key] for key in ("kind", "status", "first", "last", "place_name", "topics", "documents")} == {
        "kind": "phone-call",
        "status": "held",
        "first": "2031-03-04",
        "last": "2031-03-04",
        "place_name": "Rome",
        "topics": "grain | trade / war",
        "documents": "a.txt | b.txt",
    }
    assert [(row["role"], row["actor_name"]) for row in rows["participants"]] == [
        ("participant", "Ann"),
        ("participant", "Bob"),
    ]
    assert rows["statements"][0]["text"] == '=1+1,\n"yes"'
    assert [(row["role"], row["actor"].removeprefix(base)) for row in rows["voices"]] == [
        ("speaker", "actor/person/ann"),
        ("via", "actor/media/gazette"),
        ("addressee", "actor/person/bob"),
        ("about", "actor/state/ITA"),
    ]
    assert [(row["act"], row["polarity"]) for row in rows["acts"]] == [
        ("condemn", "negative"),
        ("thank", "positive"),
    ]
    assert {row["name"]: row["type"] for row in rows["actors"]}["Gazette"] == "MediaOutlet"


def test_metadata_describes_every_column_in_order(seeds: Section) -> None:
    made = dict(formats.files("csvw", [seeds]))
    described = json.loads(made[tables.METADATA])["tables"]
    assert set(made) == tables.names() == {one["url"] for one in described} | {tables.METADATA}
    for one in described:
        head = next(csv.reader(io.StringIO(made[one["url"]])))
        assert head == [column["name"] for column in one["tableSchema"]["columns"]]
        assert set(one["tableSchema"]["primaryKey"]) <= set(head)


def test_keys_are_keys_and_references_lead_somewhere(rows: Rows) -> None:
    assert sum(map(len, rows.values())) > 200
    for table in tables.described():
        found = rows[table["name"]]
        columns = table["columns"]
        own = [columns[0]["name"]] if "roles" not in table else [one["name"] for one in columns[:3]]
        keys = [tuple(row[name] for name in own) for row in found]
        assert len(keys) == len(set(keys)) and all(map(all, keys))
        for column in columns:
            if "to" in column:
                there = {next(iter(row.values())) for row in rows[column["to"]]}
                assert {row[column["name"]] for row in found} - {""} <= there, (table["name"], column["name"])


def test_cells_have_their_datatypes(rows: Rows) -> None:
    read = {"date": date.fromisoformat, "decimal": Decimal, "integer": int}
    for table in tables.described():
        for column in table["columns"]:
            for row in rows[table["name"]]:
                cell = row[column["name"]]
                if cell and column.get("kind") in read:
                    read[column["kind"]](cell)
                if cell and column.get("kind") == "anyURI":
                    assert cell.startswith(("http://", "https://"))


def test_a_validator_of_csvw_agrees(seeds: Section, tmp_path: Path) -> None:
    csvw = pytest.importorskip("csvw.metadata", reason="the package csvw is not installed: pip install csvw")
    for name, text in formats.files("csvw", [seeds]):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    assert csvw.CSVW(str(tmp_path / tables.METADATA), validate=True).is_valid
