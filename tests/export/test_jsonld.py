"""The published context is what ontology and shapes say, and the files use it."""

from __future__ import annotations

import json

import pytest
import rdflib
from rdflib.compare import isomorphic

from diplograph import resources
from diplograph.export import formats, jsonld
from diplograph.export.context import context, text
from diplograph.graph.identifiers import BASE
from diplograph.graph.turtle import Section
from diplograph.graph.vocabulary import DIP


def test_the_published_context_is_current() -> None:
    published = (resources.folder("ontology") / "context.jsonld").read_text(encoding="utf-8")
    assert published == text(), "run: python -m diplograph.export.context > ontology/context.jsonld"


def test_every_term_of_ours_has_its_own_name() -> None:
    made = context()
    for name in DIP.__annotations__:
        if not name.startswith("_"):
            told = made[name]
            assert (told["@id"] if isinstance(told, dict) else told) == f"dip:{name}"


def test_what_is_coerced_to_what() -> None:
    made = context()
    assert made["participant"]["@type"] == "@id"
    assert made["earliest"]["@type"] == made["issued"]["@type"] == "xsd:date"
    assert made["beginIndex"]["@type"] == "xsd:nonNegativeInteger"
    assert made["label"]["@language"] == "en"
    assert made["source"]["@id"] == "dip:source" and made["dcterms:source"]["@id"] == "dcterms:source"
    assert made["text"] == "dip:text"


def test_a_line_is_a_node_with_short_names(told: Section) -> None:
    lines = "".join(formats.pieces("jsonld", [told], BASE)).splitlines()
    document = json.loads("\n".join(lines))
    assert document["@context"] == jsonld.published()
    nodes = {node["id"].removeprefix(BASE): node for node in document["@graph"]}
    assert len(lines) == len(nodes) + 3
    assert nodes["time/t"] == {
        "id": BASE + "time/t",
        "type": "TimeSpan",
        "earliest": "2031-03-04",
        "latest": "2031-03-04",
        "precision": "dipv:day",
    }
    assert nodes["meeting/m"]["kind"] == "dipv:phone-call"
    assert nodes["meeting/m"]["confidence"] == "0.9"  # a number would be read as a double
    assert nodes["actor/person/ann"]["prefLabel"] == "Ann"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own parser uses what rdflib gave up
def test_a_document_may_link_to_the_published_file(told: Section) -> None:
    """A copy of the context at its address is enough: the file says it all."""
    document = json.loads("".join(formats.pieces("jsonld", [told], BASE)))
    document["@context"] = (resources.folder("ontology") / "context.jsonld").as_uri()
    linked = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    whole = rdflib.Graph().parse(data="".join(formats.pieces("ntriples", [told], BASE)), format="nt")
    assert isomorphic(linked, whole)
