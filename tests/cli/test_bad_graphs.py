"""Graphs that are broken, strange or huge: a clear line each, with line and column; what can be done is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
REFERENCE = Path(__file__).resolve().parents[1] / "gold" / "seeds" / "reference.ttl"
XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n  <rdf:Description>\n</rdf:RDF>'


@pytest.mark.parametrize("command", [("validate",), ("query", "actors")])
@pytest.mark.parametrize(
    ("name", "content", "where", "why"),
    [
        ("a.ttl", '<urn:a> <urn:b> "x"@verylonglanguagetag .', "line 1, column 21", "subtag"),
        ("a.ttl", "<urn:a b> <urn:b> 1 .", "line 1, column 1", "Invalid IRI"),
        ("a.ttl", '<urn:a> <urn:b> "x" ;\n  e:c 1 .', "line 2, column 3", "prefix e: has not been declared"),
        ("a.nt", '<urn:a> <urn:b> "x"', "line 1, column 20", "must be followed by a dot"),
        ("a.nq", "<urn:a> <urn:b> <rel> .", "line 1, column 17", "No scheme"),
        ("a.trig", "<urn:g> { <urn:a> <urn:b> 1", "line 1, column 28", ""),
        ("a.jsonld", '{"@id": "urn:a",\n "urn:b": }', "line 2, column 11", "Unexpected"),
    ],
)
def test_broken_rdf(
    run: Run, tmp_path: Path, command: tuple[str, ...], name: str, content: str, where: str, why: str
) -> None:
    (tmp_path / name).write_text(content)
    done = run(command[0], name, *command[1:])
    assert done.exit_code == 2
    assert f"{name}, {where}: not valid" in done.stderr and why in done.stderr, done.stderr
    assert done.stdout == "" and len(done.stderr.splitlines()) == 1


def test_xml_that_is_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.rdf").write_text(XML)
    assert "a.rdf, line 3, column 3: not valid RDF/XML" in run("validate", "a.rdf").stderr


def test_a_graph_of_another_version(run: Run, tmp_path: Path) -> None:
    other = REFERENCE.read_text(encoding="utf-8").replace("diplograph/ontology#", "diplograph/ontology/v9#")
    (tmp_path / "other.ttl").write_text(other, encoding="utf-8")
    for arguments in (("validate", "other.ttl"), ("query", "other.ttl", "actors")):
        done = run(*arguments)
        assert done.exit_code == 0
        assert "https://w3id.org/diplograph/ontology/v9#, another version of our ontology" in done.stderr
    (tmp_path / "stranger.ttl").write_text("<urn:a> a <urn:C> .")
    assert "no node in it is of a class of our ontology" in run("validate", "stranger.ttl").stderr
    (tmp_path / "empty.ttl").write_text("")
    assert "it is empty" in run("validate", "empty.ttl").stderr
    assert "warning" not in run("validate", REFERENCE).stderr


def test_a_graph_of_another_base(run: Run, tmp_path: Path) -> None:
    other = REFERENCE.read_text(encoding="utf-8").replace("https://w3id.org/diplograph/id/", "https://example.org/x/")
    (tmp_path / "other.ttl").write_text(other, encoding="utf-8")
    done = run("explain", "person:xi-jinping", "--graph", "other.ttl")
    assert done.exit_code == 0 and "<https://example.org/x/actor/person/xi-jinping>" in done.stdout
    assert "names are taken below https://example.org/x/" in done.stderr
    assert run("validate", "other.ttl").exit_code == 0
    assert run("query", "other.ttl", "joint-statements", "--labels").stdout == (
        run("query", REFERENCE, "joint-statements", "--labels").stdout
    )


def test_ten_megabytes_in_one_value(run: Run, tmp_path: Path) -> None:
    head = (
        "@prefix dip: <https://w3id.org/diplograph/ontology#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n"
        "@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .\n"
    )
    text = "word " * 2_000_000
    (tmp_path / "big.ttl").write_text(
        f'{head}<urn:d> a dip:Document ; dcterms:identifier "big" ; dip:sha256 "{"0" * 64}" ; nif:isString "{text}" .\n'
        f'<urn:s> a dip:Statement ; dip:text "{text}" .'
    )
    done = run("validate", "big.ttl")
    assert done.exit_code == 1 and "Every fact needs evidence" in done.stdout and len(done.stdout) < 10_000
    assert run("query", "big.ttl", "documents").stdout.count("big") == 1
    assert len(run("explain", "urn:s", "--graph", "big.ttl").stdout) < 10_000
