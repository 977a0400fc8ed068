"""Versions: the changelog of terms is complete, and what it says stands in the ontology."""

from __future__ import annotations

import re
from collections import Counter

from rdflib import OWL, RDF, Graph, Literal, URIRef

from diplograph import resources
from diplograph.graph.vocabulary import DIP, DIPV
from diplograph.validate.reference import changes

CHANGES = changes()
SPACES = {"dip": str(DIP._NS), "dipv": str(DIPV._NS)}


def whole(name: str) -> URIRef:
    prefix, _, rest = name.partition(":")
    return URIRef(SPACES[prefix] + rest)


def described() -> Graph:
    graph = Graph()
    for path in resources.files("ontology", "*.ttl"):
        graph.parse(path)
    return graph


def test_every_term_was_added_once() -> None:
    added = Counter(name for one in CHANGES["version"] for name in one["added"])
    graph = described()
    terms = {str(one) for one in graph.subjects() if str(one).startswith(tuple(SPACES.values()))}
    assert {str(whole(name)) for name in added} == terms
    assert set(added.values()) == {1}


def test_the_newest_version_is_the_one_described() -> None:
    numbers = [one["number"] for one in CHANGES["version"]]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", one) for one in numbers)
    assert numbers == sorted(numbers, key=lambda one: [int(part) for part in one.split(".")], reverse=True)
    graph = described()
    [head] = graph.subjects(RDF.type, OWL.Ontology)
    assert graph.value(head, OWL.versionInfo) == Literal(numbers[0])
    assert graph.value(head, OWL.versionIRI) == URIRef(f"{head}/{numbers[0]}")
    if len(numbers) > 1:
        assert graph.value(head, OWL.priorVersion) == URIRef(f"{head}/{numbers[1]}")


def test_what_was_given_up_is_marked() -> None:
    graph = described()
    marked = set(graph.subjects(OWL.deprecated, Literal(True)))
    assert marked == {whole(each["term"]) for one in CHANGES["version"] for each in one["deprecated"]}


def test_changes_name_known_terms_and_say_how() -> None:
    terms = set(described().subjects())
    for one in CHANGES["version"]:
        assert set(one) == {"number", "told", "added", "changed", "deprecated"}
        for each in one["changed"]:
            assert whole(each["term"]) in terms and each["how"]
        for each in one["deprecated"]:
            assert whole(each["term"]) in terms and each["use"]
