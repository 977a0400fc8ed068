"""Checking what changed finds all that a full run finds anew, and nothing that it doesn't."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph

from diplograph.validate.changes import check_changes
from diplograph.validate.data import Data
from diplograph.validate.engine import check
from diplograph.validate.reads import reads
from diplograph.validate.shapes import Shapes, own_shapes

sys.path.insert(0, str(Path(__file__).parent))
import mutants

GRAPH = Path(__file__).resolve().parents[1] / "gold" / "seeds" / "reference.ttl"
QUADS = sorted(ox.parse(GRAPH.read_bytes(), format=ox.RdfFormat.TURTLE), key=str)


def data(quads: list[ox.Quad]) -> Data:
    found = Data()
    found.add(quads)
    return found


def broken(quads: list[ox.Quad], chance: random.Random) -> list[ox.Quad]:
    """One to four triples taken away, turned elsewhere, or added."""
    found = list(quads)
    for _ in range(chance.randint(1, 4)):
        at, other = (chance.randrange(len(found)) for _ in range(2))
        kind = chance.randrange(4)
        if kind == 0:
            found.pop(at)
        elif kind == 1:
            found[at] = ox.Quad(found[at].subject, found[at].predicate, found[other].object)
        elif kind == 2:
            found.append(ox.Quad(found[at].subject, found[other].predicate, found[other].object))
        else:  # a whole node goes
            found = [one for one in found if one.subject != found[at].subject]
    return found


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 1 << 30), st.booleans())
def test_the_same_results_as_a_full_run(seed: int, dirty: bool) -> None:
    chance = random.Random(seed)
    old = broken(QUADS, chance) if dirty else QUADS
    new = broken(old, chance)
    before, after = ({*check(data(quads), own_shapes()).results} for quads in (old, new))
    checked = check_changes(data(old), data(new), own_shapes())
    found = set(checked.report.results)
    assert found <= after
    assert after - before <= found
    assert checked.nodes < checked.of


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_mutants_with_odd_values_and_blank_nodes() -> None:
    chosen = own_shapes()
    for triples in mutants.mutants(40, seed=5):
        graph = Graph()
        for triple in triples:
            graph.add(triple)
        after = set(check(Data.of(graph), chosen).results)
        # nothing was there before: a full run
        assert set(check_changes(Data(), Data.of(graph), chosen).report.results) == after


def test_nothing_changed() -> None:
    checked = check_changes(data(QUADS), data(QUADS), own_shapes())
    assert (checked.changed, checked.nodes, checked.report.results) == (0, 0, ())


def test_what_all_our_shapes_read_is_known() -> None:
    assert [shape.node for shape, targets in own_shapes().plan().compiled if reads(shape, targets) is None] == []


def test_a_query_that_joins_by_value_is_asked_wholly() -> None:
    text = """
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    <urn:s> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:sparql [ sh:message "twice" ; sh:select
      "SELECT $this WHERE { $this <urn:p> ?one . ?other <urn:q> ?two . FILTER (?one = ?two) }" ] .
    """
    chosen = Shapes(Graph().parse(data=text, format="turtle"))
    [(shape, targets)] = chosen.plan().compiled
    assert reads(shape, targets) is None
    old = list(ox.parse("<urn:a> a <urn:C> ; <urn:p> 1 .", format=ox.RdfFormat.TURTLE))
    new = [*old, *ox.parse("<urn:b> <urn:q> 1 .", format=ox.RdfFormat.TURTLE)]
    assert len(check_changes(data(old), data(new), chosen).report.results) == 1
