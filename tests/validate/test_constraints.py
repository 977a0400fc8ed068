"""Each constraint of the shapes: valid graphs give no result, an invalid one exactly the one it is named after."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, URIRef

from diplograph import resources
from diplograph.validate import shapes
from diplograph.validate.engine import validate

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from make_examples import examples  # noqa: E402 (a script beside this file)

VALID = sorted((HERE / "valid").glob("*.ttl"))
INVALID = sorted((HERE / "invalid").glob("*.ttl"))
SHAPE = "https://w3id.org/diplograph/shapes#"
NO_CONSTRAINTS = set(
    "path message severity name order targetClass targetNode targetSubjectsOf targetObjectsOf property sparql "
    "qualifiedValueShape declare prefix namespace prefixes".split()
)


def constraints() -> set[str]:
    """Every constraint of our shapes as <shape>.<component>."""
    found = set()
    for shape, parameter, _ in shapes.own_shapes().everything:
        if isinstance(shape, URIRef) and str(parameter).startswith(str(SH._NS)):
            name = str(parameter).removeprefix(str(SH._NS))
            if name not in NO_CONSTRAINTS:
                component = "SPARQL" if name == "select" else name[0].upper() + name[1:]
                found.add(f"{str(shape).removeprefix(SHAPE)}.{component}")
    return found


def test_every_constraint_has_an_invalid_graph() -> None:
    assert {path.stem for path in INVALID} == constraints()


def test_the_files_are_what_the_table_says() -> None:
    assert {path.stem: path.read_text(encoding="utf-8") for path in INVALID} == examples()


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid(path: Path) -> None:
    assert validate([path]).results == ()


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_invalid(path: Path) -> None:
    [result] = validate([path]).results
    assert f"{result.constraint.removeprefix(SHAPE)}.{result.component}" == path.stem
    assert len(result.message) > 20


def test_valid_graphs_together_use_every_property_of_the_ontology() -> None:
    used = {p for path in VALID for p in Graph().parse(path).predicates()}
    used |= {o for path in VALID for o in Graph().parse(path).objects(None, RDF.type)}
    ontology = Graph().parse(resources.folder("ontology") / "diplograph.ttl")
    ours = {one for one in ontology.subjects(RDF.type) if str(one).startswith("https://w3id.org/diplograph/ontology#")}
    assert {str(one).split("#")[1] for one in ours - used} == {"CameoCode", "PloverCode"}


# ---------- as others use the shapes: plain pySHACL ----------


@pytest.fixture(scope="module")
def plain() -> tuple[Graph, Graph]:
    whole, ontology = Graph(), Graph().parse(resources.folder("ontology") / "diplograph.ttl")
    for path in resources.files("shapes", "*.ttl"):
        whole.parse(path)
    return whole, ontology


# Half a second each: the valid ones, and all where the two engines could differ (our queries, odd literals).
COMPARED = VALID + [path for path in INVALID if path.stem.endswith((".SPARQL", ".Datatype"))]


@pytest.mark.parametrize("path", COMPARED, ids=lambda path: path.stem)
def test_plain_pyshacl_gives_the_same(path: Path, plain: tuple[Graph, Graph]) -> None:
    whole, ontology = plain
    _, results, _ = pyshacl.validate(Graph().parse(path), shacl_graph=whole, ont_graph=ontology)
    theirs = sorted(
        (
            str(results.value(one, SH.focusNode)),
            str(results.value(one, SH.sourceConstraint) or results.value(one, SH.sourceShape)),
            str(results.value(one, SH.resultSeverity)).removeprefix(str(SH._NS)),
            str(results.value(one, SH.resultMessage)),
        )
        for one in results.subjects(RDF.type, SH.ValidationResult)
    )
    ours = [(str(one.focus), one.constraint, one.severity.value, one.message) for one in validate([path]).results]
    assert theirs == sorted(ours)


@pytest.mark.parametrize("path", resources.files("shapes", "*.ttl"), ids=lambda path: path.stem)
def test_each_file_of_shapes_stands_alone(path: Path) -> None:
    """Prefixes of its queries are declared in it; every shape has a message people understand."""
    graph = Graph().parse(path)
    for constraint in graph.subjects(SH.select):
        declared = {str(one) for one in graph.objects(None, SH.prefix)}
        query = str(graph.value(constraint, SH.select))
        bare = re.sub(r'"[^"]*"', "", query)
        assert set(re.findall(r"\b([a-z]+):(?=\w)", bare)) <= declared
    for shape in graph.subjects(RDF.type, SH.PropertyShape):
        assert graph.value(shape, SH.message), shape


@pytest.mark.parametrize(
    ("predicate", "scheme"),
    [
        ("Meeting-kind", "kinds"),
        ("Meeting-status", "statuses"),
        ("Statement-form", "forms"),
        ("Statement-mode", "modes"),
        ("TimeSpan-precision", "precisions"),
        ("DiplomaticAct-polarity", "polarities"),
        ("DiplomaticAct-act", "acts"),
        ("Meeting-incomplete", "reasons"),
        ("Statement-incomplete", "reasons"),
    ],
)
def test_closed_lists_are_those_of_the_vocabulary(predicate: str, scheme: str) -> None:
    whole = shapes.own_shapes().everything
    listed = set(whole.items(whole.value(URIRef(SHAPE + predicate), SH["in"])))
    vocabulary = Graph().parse(resources.folder("ontology") / "vocabulary.ttl")
    inside = URIRef("http://www.w3.org/2004/02/skos/core#inScheme")
    assert listed == set(vocabulary.subjects(inside, URIRef(f"https://w3id.org/diplograph/vocab/{scheme}")))
