"""The engine: shapes of a user, shapes that are none, data sets, speed, no spaCy."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, URIRef

from diplograph.errors import InputError
from diplograph.validate import shapes
from diplograph.validate.engine import validate
from diplograph.validate.report import Severity

HERE = Path(__file__).parent
MEETING = HERE / "valid" / "meeting.ttl"
USER = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dip: <https://w3id.org/diplograph/ontology#> .
<urn:own> a sh:NodeShape ; sh:targetClass dip:Meeting ;
    sh:property <urn:own-place> ;
    sh:sparql [
        sh:message "no talks please" ;
        sh:select "SELECT $this WHERE { $this ?p ?o . FILTER (CONTAINS(STR(?o), 'visit')) }" ] .
<urn:own-place> sh:path dip:place ; sh:minCount 1 ; sh:severity sh:Info ; sh:message "where?" .
"""


@pytest.fixture
def user(tmp_path: Path) -> Path:
    path = tmp_path / "own.ttl"
    path.write_text(USER)
    return path


def test_user_shapes_beside_ours(user: Path) -> None:
    report = validate([MEETING], shapes=[user])
    assert {one.message for one in report.results} == {"where?", "no talks please"}
    assert not report.conforms
    assert report.count(Severity.INFO) == 2


def test_user_shapes_alone(user: Path) -> None:
    broken = HERE / "invalid" / "Meeting-kind.MinCount.ttl"
    names = {one.constraint for one in validate([broken], shapes=[user], only_user_shapes=True).results}
    assert not any("diplograph" in one for one in names)
    names = {one.constraint for one in validate([broken], shapes=[user]).results}
    assert any(one.endswith("#Meeting-kind") for one in names)


def test_a_folder_of_shapes(user: Path) -> None:
    assert validate([MEETING], shapes=[user.parent]) == validate([MEETING], shapes=[user])


def test_an_empty_folder_of_shapes(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file"):
        validate([MEETING], shapes=[tmp_path])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<urn:a> <urn:b> <urn:c> .", "no SHACL shape"),
        ("", "no SHACL shape"),
        ("@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:a> a sh:NodeShape .", "without a target"),
    ],
)
def test_shapes_that_are_none(tmp_path: Path, text: str, wanted: str) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(text)
    with pytest.raises(InputError, match=wanted) as caught:
        validate([MEETING], shapes=[path])
    assert str(path) in str(caught.value)


def test_data_taken_for_shapes() -> None:
    with pytest.raises(InputError, match="was it meant as data"):
        validate([MEETING], shapes=[MEETING])


def test_shapes_pyshacl_cannot_use(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . "
        "<urn:s> a sh:NodeShape ; sh:targetNode <urn:a> ; sh:minCount 1, 2 ; sh:property <urn:none> ."
    )
    with pytest.raises(InputError, match="can't be used"):
        validate([MEETING], shapes=[path])


def test_the_graph_is_left_as_it_is() -> None:
    graph = Graph().parse(MEETING)
    before = set(graph)
    validate(graph)
    assert set(graph) == before


def test_named_graphs_of_a_data_set_count() -> None:
    data = Dataset()
    data.graph(URIRef("urn:g")).parse(HERE / "invalid" / "Meeting-kind.MinCount.ttl")
    [result] = validate(data).results
    assert result.constraint.endswith("#Meeting-kind")


def test_union_of_two_runs_warns_and_conforms() -> None:
    """Two values on a single-valued property are no violation (contract, rule 7)."""
    graph = Graph().parse(MEETING)
    text = MEETING.read_text().replace("dipv:phone-call", "dipv:talks").replace("confidence 0.9", "confidence 0.8")
    graph.parse(data=text, format="turtle")
    report = validate(graph)
    assert report.conforms
    assert {one.severity for one in report.results} == {Severity.WARNING}
    assert {one.constraint.split("#")[1] for one in report.results} == {"Meeting-one-kind", "Occurrence-one-confidence"}


def test_all_our_shapes_are_compiled() -> None:
    plan = shapes.own_shapes().plan()
    assert plan.handed == ()
    assert len(plan.compiled) > 50


def test_fast_enough() -> None:
    """A few thousand triples in well under three seconds of processor time (0.7 s when this was written)."""
    sys.path.insert(0, str(Path(__file__).parent))
    import mutations

    graph = mutations.sources()[0]
    if len(graph) < 3000:
        pytest.skip("no real graph here: build output/ or set DIPLOGRAPH_DATA")
    validate(graph)
    start = time.process_time()
    validate(graph)
    assert time.process_time() - start < 3


def test_no_language_model_is_loaded() -> None:
    code = f"""
import sys
from pathlib import Path
from diplograph.validate.engine import validate
assert validate([Path({str(MEETING)!r})]).conforms
assert not {{"spacy", "thinc", "trafilatura"}} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
