"""RDF files: every format, and one clear line for what can't be read."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from rdflib import XSD, Graph, Literal, URIRef

from diplograph.errors import InputError
from diplograph.validate.reading import read_file, read_files

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
    with pytest.raises(InputError, match="can't be read: No such file"):
        read_file(tmp_path / "none.ttl")
