"""docs/formats.md and docs/mappings.md say what is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from diplograph.cli.main import main
from diplograph.export import formats, tables
from diplograph.export.events import Row
from diplograph.export.index import Index
from diplograph.export.mappings import mapped
from diplograph.export.network import ATTENDING, SAYING, edges
from diplograph.graph import vocabulary
from diplograph.graph.turtle import Section
from diplograph.query import checking

ROOT = Path(__file__).resolve().parents[2]
FORMATS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
MAPPINGS = (ROOT / "docs" / "mappings.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^diplograph (convert .*)$", FORMATS + MAPPINGS, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "output").symlink_to(ROOT / "output")
    monkeypatch.chdir(tmp_path)
    words, _, into = command.partition(" > ")
    done = CliRunner().invoke(main, shlex.split(words))
    assert done.exit_code == 0, done.output
    assert done.stdout or not into


def test_every_format_table_column_and_relation_is_told(seeds: Section) -> None:
    head, _, rest = FORMATS.partition("## One graph")
    assert set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\|([^|]*)\|", head, re.M)))) == set(formats.SUFFIXES)
    assert all(f"`{name}`" in rest for name in tables.names())
    assert all(f"`{name}`" in rest for name in Row._fields)
    told = set(re.findall(r"[\w-]+", "".join(re.findall(r"^\|([^|]*)\|", rest.partition("## Network")[2], re.M))))
    assert {*ATTENDING, *SAYING} <= told
    acts = {edge.relation.removeprefix("not ") for edge in edges(Index(seeds.triples))} - {*ATTENDING, *SAYING}
    assert acts and all(f"https://w3id.org/diplograph/vocab/{one}" in vocabulary.DIPV for one in acts)


def test_the_query_on_named_graphs_answers(seeds: Section) -> None:
    [query] = re.findall(r"```sparql\n(.*?)```", FORMATS, re.DOTALL)
    store = ox.Store()
    text = "".join(formats.pieces("trig", [seeds], "https://w3id.org/diplograph/id/"))
    store.load(text, format=ox.RdfFormat.TRIG)
    rows = list(store.query(query, prefixes={**checking.PREFIXES, "prov": "http://www.w3.org/ns/prov#"}))
    assert len({str(row["document"]) for row in rows}) > 3


def test_the_worked_example_stands_in_the_graphs(seeds: Section) -> None:
    """Every triple of the three blocks is in what the queries make."""
    _, block = re.findall(r"```turtle\n(.*?)```", MAPPINGS, re.DOTALL)
    base = "https://w3id.org/diplograph/id/"
    prefixes = {
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "plover": "https://w3id.org/diplograph/plover#",
        "schema": "https://schema.org/",
        "dipv": "https://w3id.org/diplograph/vocab/",
        "person": base + "actor/person/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
    head = f"@base <{base}> .\n" + "".join(f"@prefix {name}: <{space}> .\n" for name, space in prefixes.items())
    made = {
        (node.partition("#plover-")[0], link, getattr(value, "value", value))
        for name in ("sem", "plover", "schema")
        for node, link, value in mapped(seeds.triples, name).triples
    }
    told = [
        (quad.subject.value.partition("#plover-")[0], quad.predicate.value, quad.object.value)  # type: ignore[union-attr]
        for quad in ox.parse(head + block, format=ox.RdfFormat.TURTLE)
    ]
    assert len(told) == 16
    assert [one for one in told if one not in made] == []
