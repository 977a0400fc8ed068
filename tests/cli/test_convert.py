"""`convert`, and the formats of `build`: files whole or not at all, clear words for bad input."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import Result

from diplograph.cli.build import FORMATS
from diplograph.export.formats import SUFFIXES
from diplograph.model import Actor, ActorType, Document, Extraction, Mention, MentionKind, Span
from diplograph.records import to_record

ROOT = Path(__file__).resolve().parents[2]
GRAPH = ROOT / "output" / "diplograph.ttl"
Run = Callable[..., Result]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """An extraction that needs no model."""
    document = Document("a.txt", "Norway spoke.", "ab" * 32)
    norway = Actor("norway", "Norway", ActorType.STATE, (Mention(Span(0, 6), MentionKind.NAME),), state="NOR")
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps(to_record(Extraction(document, actors=(norway,)))) + "\n")
    return path


def triples(text: str, form: ox.RdfFormat) -> set[str]:
    return {str(quad.triple) for quad in ox.parse(text, format=form)}


def bare(path: Path) -> set[str]:
    """The lines without headings and without what depends on their order."""
    return {line.rstrip(",") for line in path.read_text().splitlines() if line and not line.startswith("# ---")}


def test_the_command_line_knows_every_format() -> None:
    assert set(FORMATS) == set(SUFFIXES)


@pytest.mark.parametrize("form", FORMATS)
def test_build_and_convert_write_the_same(run: Run, records: Path, tmp_path: Path, form: str) -> None:
    assert run("build", records).exit_code == 0
    done = run("build", records, "--format", form)
    assert done.exit_code == 0, done.stderr
    made = tmp_path / "output" / f"diplograph{SUFFIXES[form]}"
    other = tmp_path / "converted"
    assert run("convert", "output/diplograph.ttl", "--format", form, "-o", other).exit_code == 0
    if form == "csvw":
        assert {one.name: one.read_bytes() for one in made.iterdir()} == {
            one.name: one.read_bytes() for one in other.iterdir()
        }
        assert "Norway" in (made / "actors.csv").read_text()
    else:
        assert bare(made) == bare(other)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_convert_there_and_back(run: Run, tmp_path: Path) -> None:
    whole = triples(GRAPH.read_text(encoding="utf-8"), ox.RdfFormat.TURTLE)
    assert run("convert", GRAPH, "--format", "trig", "-o", "a.trig").exit_code == 0
    assert run("convert", "a.trig", "--format", "jsonld", "-o", "a.jsonld").exit_code == 0
    assert run("convert", "a.jsonld", "--format", "rdfxml", "-o", "a.rdf").exit_code == 0
    back = run("convert", "a.rdf", "--format", "turtle")
    assert triples(back.stdout, ox.RdfFormat.TURTLE) == whole
    (tmp_path / "a.rdf.gz").write_bytes(gzip.compress((tmp_path / "a.rdf").read_bytes()))
    assert run("convert", "a.rdf.gz", "--format", "turtle").stdout == back.stdout
    piped = run("convert", "-", "--from", "rdfxml", "--format", "turtle", stdin=(tmp_path / "a.rdf").read_bytes())
    assert piped.stdout == back.stdout


def test_several_files_and_a_store_are_one_graph(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text("<urn:a> <urn:p> <urn:b> .\n")
    (tmp_path / "b.nt").write_text("<urn:b> <urn:p> <urn:c> .\n")
    assert run("load", "b.nt", "--store", "store").exit_code == 0
    done = run("convert", "a.nt", "store", "--format", "ntriples")
    assert done.stdout == "<urn:a> <urn:p> <urn:b> .\n<urn:b> <urn:p> <urn:c> .\n"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.ttl", "<urn:a> <urn:p> .", "a.ttl, line 1"),
        ("a.ttl", "", "the graph is empty"),
        ("a.txt", "some words", "not a file of RDF by its name"),
        ("a.nt", '<urn:a> <urn:p> "x"@e_n .', "a.nt, line 1"),
        ("a.nt", "<urn:a b> <urn:p> <urn:c> .", "a.nt, line 1"),
        ("a.nt", "<urn:a> <urn:p> <<( <urn:b> <urn:p> <urn:c> )>> .", "RDF 1.2"),
    ],
)
def test_bad_input_changes_nothing(run: Run, tmp_path: Path, name: str, content: str, words: str) -> None:
    (tmp_path / name).write_text(content)
    (tmp_path / "out.nq").write_text("before")
    done = run("convert", name, "--format", "nquads", "-o", "out.nq")
    assert done.exit_code == 2 and words in done.stderr, done.stderr
    assert (tmp_path / "out.nq").read_text() == "before"
    assert run("convert", "nowhere.ttl", "--format", "turtle").exit_code == 2


def test_what_a_format_cannot_say_leaves_the_old_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text('<urn:a> <urn:x:p> "ok" .\n<urn:b> <urn:x:p> "new\\u000Cpage" .\n')
    (tmp_path / "out.rdf").write_text("before")
    done = run("convert", "a.nt", "--format", "rdfxml", "-o", "out.rdf")
    assert done.exit_code == 2 and "U+000C" in done.stderr and "take another format" in done.stderr
    assert (tmp_path / "out.rdf").read_text() == "before"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.nt", "out.rdf"]


# ---------- folders ----------


def test_a_folder_of_tables_is_replaced_but_no_other(run: Run, tmp_path: Path) -> None:
    assert run("convert", GRAPH, "--format", "csvw").exit_code == 2
    assert "name a folder with -o" in run("convert", GRAPH, "--format", "csvw", "-o", "-").stderr
    assert run("convert", GRAPH, "--format", "csvw", "-o", "tables").exit_code == 0
    actors = tmp_path / "tables" / "actors.csv"
    actors.write_text("old")
    assert run("convert", GRAPH, "--format", "csvw", "-o", "tables").exit_code == 0
    assert actors.read_text().startswith("actor,name")
    (tmp_path / "tables" / "mine.xlsx").write_text("precious")
    actors.write_text("old")
    done = run("convert", GRAPH, "--format", "csvw", "-o", "tables")
    assert done.exit_code == 2 and "holds other files" in done.stderr
    assert actors.read_text() == "old"
    (tmp_path / "file").write_text("")
    assert "not a folder" in run("convert", GRAPH, "--format", "csvw", "-o", "file").stderr
    assert "cannot be written" in run("convert", GRAPH, "--format", "csvw", "-o", "file/tables").stderr


def test_a_failure_leaves_the_old_folder(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("convert", GRAPH, "--format", "csvw", "-o", "tables").exit_code == 0
    before = {one.name: one.read_bytes() for one in (tmp_path / "tables").iterdir()}
    original = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(28, "No space left on device")
        return original(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    (tmp_path / "other.ttl").write_text("<urn:a> a <urn:b> .")
    done = run("convert", "other.ttl", "--format", "csvw", "-o", "tables")
    assert done.exit_code == 2 and "no space left" in done.stderr
    assert {one.name: one.read_bytes() for one in (tmp_path / "tables").iterdir()} == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["other.ttl", "tables"]


def test_a_value_beyond_what_a_parser_takes_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonld").write_text('{"@id": "urn:a", "urn:x:p": "' + "x" * 10_000_000 + '"}')
    (tmp_path / "a.nt").write_text('<urn:a> <urn:x:p> "' + "x" * 20_000_000 + '" .\n')
    for name in ("a.jsonld", "a.nt"):
        done = run("convert", name, "--format", "ntriples")
        assert done.exit_code == 2 and f"{name}: a value is larger than the parser takes" in done.stderr
