"""Graphs without their texts, proved by the texts at hand."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from diplograph.cli.main import main
from diplograph.graph.names import NIF
from diplograph.validate.data import Data
from diplograph.validate.texts import supply

TEXT = "Oslo spoke 🤝 to Rome."
DIGEST = sha256(TEXT.encode()).hexdigest()
GRAPH = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix dip: <https://w3id.org/diplograph/ontology#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:doc> a dip:Document ; dcterms:identifier "a.txt" ; dip:sha256 "DIGEST" .
<urn:rome> a dip:Actor, dip:State ; skos:prefLabel "Italy"@en .
<urn:mention> a dip:Mention ; nif:referenceContext <urn:doc> ; dip:denotes <urn:rome> ;
    nif:beginIndex "16"^^xsd:nonNegativeInteger ; nif:endIndex "20"^^xsd:nonNegativeInteger .
""".replace("DIGEST", DIGEST)
WORDS = '<urn:mention> <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf> "WORDS" .\n'
WHOLE = '<urn:doc> <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString> "TEXT" .\n'


def data(text: str) -> Data:
    made = Data()
    made.add(ox.parse(text, format=ox.RdfFormat.TURTLE))
    return made


def test_texts_and_words_are_put_in_where_they_are_missing() -> None:
    graph = data(GRAPH)
    before = len(graph)
    assert supply(graph, {DIGEST: TEXT}) == (1, (), ())
    assert len(graph) == before + 2
    [[words]] = graph.ask(f"SELECT ?words {{ ?m <{NIF.anchorOf}> ?words }}")
    assert words is not None and words.value == "Rome"


def test_other_texts_are_not_taken() -> None:
    graph = data(GRAPH)
    before = len(graph)
    assert supply(graph, {"0" * 64: TEXT}) == (0, ("a.txt",), ())
    assert len(graph) == before
    own = data(GRAPH + WHOLE.replace("TEXT", TEXT))
    assert supply(own, {}) == (0, (), ())  # it has its text: nothing is missing
    assert supply(own, {DIGEST: "something else"}) == (1, (), ("a.txt",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT)
    return tmp_path


def validate(folder: Path, graph: str, *more: str, texts: str = "texts") -> Result:
    (folder / "graph.ttl").write_text(graph)
    return CliRunner().invoke(main, ["validate", str(folder / "graph.ttl"), "--texts", str(folder / texts), *more])


def test_offsets_alone_are_proved(folder: Path) -> None:
    done = validate(folder, GRAPH)
    assert done.exit_code == 0, done.output
    assert "1 document proved by its text." in done.stderr


def test_words_that_stand_elsewhere_are_found(folder: Path) -> None:
    assert validate(folder, GRAPH + WORDS.replace("WORDS", "Rome")).exit_code == 0
    done = validate(folder, GRAPH + WORDS.replace("WORDS", "Oslo"))
    assert done.exit_code == 1 and 'where the document says "Rome"' in done.output
    (folder / "graph.ttl").write_text(GRAPH + WORDS.replace("WORDS", "Oslo"))
    alone = CliRunner().invoke(main, ["validate", str(folder / "graph.ttl")])
    assert alone.exit_code == 0  # without the text nobody can tell


def test_offsets_beyond_the_text_are_found(folder: Path) -> None:
    done = validate(folder, GRAPH.replace('"20"', '"99"'))
    assert done.exit_code == 1 and "don't stand at its offsets" in done.output


def test_a_text_in_the_graph_that_is_not_the_file_s(folder: Path) -> None:
    done = validate(
        folder, GRAPH + WHOLE.replace("TEXT", "Oslo spoke in all to Rome.") + WORDS.replace("WORDS", "ll t")
    )
    assert done.exit_code == 1 and "a.txt: its text in the graph is not that of the file" in done.stderr


def test_a_wrong_folder_is_told(folder: Path) -> None:
    (folder / "texts" / "a.txt").write_text(TEXT + "\n")
    done = validate(folder, GRAPH)
    assert done.exit_code == 2 and "none of the graph's documents is among the 1 text there" in done.stderr
    assert validate(folder, GRAPH, texts="nowhere").exit_code == 2


@pytest.mark.parametrize("how", ["quotes", "none"])
def test_the_seeds_without_their_texts(tmp_path: Path, how: str) -> None:
    """What `build --text` leaves out comes back from the texts: the shapes find nothing."""
    root = Path(__file__).resolve().parents[2]
    kept = [
        str(quad.triple) + " .\n"
        for quad in ox.parse(path=str(root / "output" / "diplograph.ttl"), format=ox.RdfFormat.TURTLE)
        if not quad.predicate.value.endswith("#isString")
        and (how == "quotes" or not quad.predicate.value.endswith(("#anchorOf", "ontology#text")))
    ]
    path = tmp_path / "graph.nt"
    path.write_text("".join(kept))
    done = CliRunner().invoke(main, ["validate", str(path), "--texts", str(root / "seeds")])
    assert done.exit_code == 0, done.output
    assert "5 documents proved by their texts." in done.stderr
