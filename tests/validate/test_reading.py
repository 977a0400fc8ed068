"""RDF files: every format, and one clear line for what can't be read."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from rdflib import XSD, Graph, Literal, URIRef

from diplograph.errors import InputError
from diplograph.validate.reading import STANDARD_INPUT, load, read_file, read_files

TURTLE = '@prefix : <urn:> . :a :b "é\\r\\n"@en, "x", 1 ; :c _:one . _:one :d "2025-02-30"^^<urn:t> .'


@pytest.mark.parametrize(
    ("ending", "form"),
    [("ttl", "turtle"), ("nt", "nt"), ("rdf", "pretty-xml"), ("jsonld", "json-ld"), ("nq", "nquads"), ("trig", "trig")],
)
def test_formats(tmp_path: Path, ending: str, form: str) -> None:
    from rdflib import Dataset
    from rdflib.compare import isomorphic

    graph = Graph().parse(data=TURTLE, format="turtle")
    source: Graph = graph
    if form in ("nquads", "trig"):
        source = Dataset(default_union=True)
        for triple in graph:
            source.add(triple)
    path = tmp_path / f"a.{ending}"
    path.write_text(source.serialize(format=form), encoding="utf-8", newline="")
    assert isomorphic(read_file(path), graph)


def test_gzip_and_named_graphs(tmp_path: Path) -> None:
    path = tmp_path / "a.trig.gz"
    path.write_bytes(gzip.compress(b"<urn:g> { <urn:a> <urn:b> <urn:c> . }"))
    assert (URIRef("urn:a"), URIRef("urn:b"), URIRef("urn:c")) in read_file(path)


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text("_:x <urn:p> 1 .")
    assert len(read_files([tmp_path / "a.ttl", tmp_path / "b.ttl"])) == 2


def test_plain_strings_are_one_value(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(f'<urn:a> <urn:p> "x", "x"^^<{XSD.string}> .')
    assert list(read_file(path).objects()) == [Literal("x")]


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("a.ttl", b"<urn:a> <urn:b>\n  <urn:c> <urn:d> .", "a.ttl, line 2, column "),
        ("a.ttl", b"<urn:a> ex:b 1 .", "prefix"),
        ("a.nt", b"{}", "not valid N-Triples"),
        ("a.rdf", b"<a>\n<b></a>", "a.rdf"),
        ("a.jsonld", b'{"@id": ', "a.jsonld"),
        ("a.txt", b"", "known endings"),
        ("noending", b"", "known endings"),
        ("a.ttl.gz", b"not zipped", "can't be read"),
    ],
)
def test_one_clear_line(tmp_path: Path, name: str, content: bytes, wanted: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_file(path)
    assert wanted in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.place and str(path) in caught.value.place and caught.value.remedy


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read \\(No such file"):
        read_file(tmp_path / "none.ttl")


# ---------- as data to be checked ----------


def test_literals_stay_as_written(tmp_path: Path) -> None:
    """A store of pyoxigraph alone would give back 1, 1.5 and an xsd:integer."""
    path = tmp_path / "a.ttl"
    written = {("01", "integer"), ("1.50", "decimal"), ("7", "nonNegativeInteger"), ("1", "integer"), ("1", "boolean")}
    path.write_text(" ".join(f'<urn:a> <urn:p> "{text}"^^<{XSD[kind]}> .' for text, kind in sorted(written)))
    data = load([path])
    assert len(data) == 5
    assert {(str(one), str(one.datatype).split("#")[1]) for one in data.objects()} == written  # type: ignore[attr-defined]
    assert set(data.graph()) == set(read_file(path))
    assert list(data.subjects(URIRef("urn:p"), Literal("01", datatype=XSD.integer, normalize=False)))


def test_several_files_and_formats_as_one_graph(tmp_path: Path) -> None:
    (tmp_path / "a.trig").write_text("<urn:g> { <urn:a> <urn:b> _:x . }")
    (tmp_path / "b.nq").write_text("<urn:a> <urn:b> _:x <urn:g> .\n<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    (tmp_path / "c.data").write_text('{"@id": "urn:a", "urn:b": [{"@id": "urn:c"}]}')
    assert len(load([tmp_path / "a.trig", tmp_path / "b.nq"])) == 3
    assert len(load([tmp_path / "c.data"], "jsonld")) == 1


@pytest.mark.parametrize("packed", [False, True])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, packed: bool) -> None:
    text = b"<urn:a> <urn:b> <urn:c> ."
    stream = io.TextIOWrapper(io.BytesIO(gzip.compress(text) if packed else text))
    monkeypatch.setattr("sys.stdin", stream)
    assert len(load([STANDARD_INPUT], "turtle")) == 1


def test_standard_input_of_no_format() -> None:
    with pytest.raises(InputError, match="of which format"):
        load([STANDARD_INPUT])


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("a.ttl", b"<urn:a> <urn:b>\n  <urn:c> <urn:d> .", "a.ttl, line 2, column "),
        ("a.nt", b"<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .", "RDF 1.2"),
        ("a.ttl.gz", gzip.compress(b"<urn:a> <urn:b> <urn:c> .")[:-9], "can't be read"),
    ],
)
def test_broken_data(tmp_path: Path, name: str, content: bytes, wanted: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=wanted):
        load([tmp_path / name])
