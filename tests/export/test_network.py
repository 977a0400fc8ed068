"""GraphML: actors and meetings, and what links them."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import pytest

from diplograph.export import formats
from diplograph.export.index import Index
from diplograph.export.network import Edge, edges
from diplograph.graph.identifiers import BASE
from diplograph.graph.terms import Literal
from diplograph.graph.turtle import Section

SPACE = "{http://graphml.graphdrawing.org/xmlns}"


def test_edges_of_a_small_graph(told: Section) -> None:
    found = {
        Edge(edge.source.removeprefix(BASE), edge.target.removeprefix(BASE), edge.relation): days
        for edge, days in edges(Index(told.triples)).items()
    }
    day, never = ("2031-03-04", "2031-03-04"), ("", "")
    assert found == {
        Edge("actor/person/ann", "meeting/m", "participant"): [day],
        Edge("actor/person/bob", "meeting/m", "participant"): [day],
        Edge("actor/person/ann", "actor/person/bob", "said-to"): [never],
        Edge("actor/person/ann", "actor/state/ITA", "speaks-of"): [never],
        Edge("actor/media/gazette", "actor/person/ann", "passes-on"): [never],
        Edge("actor/state/ITA", "actor/state/FRA", "not condemn"): [never],
        Edge("actor/state/ITA", "actor/state/FRA", "thank"): [never],
    }


def test_the_seeds_are_well_formed_and_closed(seeds: Section) -> None:
    root = ET.fromstring("".join(formats.pieces("graphml", [seeds], BASE)))
    nodes = {one.get("id") for one in root.iter(f"{SPACE}node")}
    keys = {one.get("id") for one in root.iter(f"{SPACE}key")}
    links = list(root.iter(f"{SPACE}edge"))
    assert len(nodes) > 30 and len(links) > 50
    assert {one.get(end) for one in links for end in ("source", "target")} <= nodes
    assert {one.get("key") for one in root.iter(f"{SPACE}data")} <= keys


def test_hostile_names_are_data() -> None:
    dip, skos = "https://w3id.org/diplograph/ontology#", "http://www.w3.org/2004/02/skos/core#"
    name = '</data><node id="x"/>&\x00'
    section = Section(
        "",
        [
            ("urn:a", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", dip + "Actor"),
            ("urn:a", skos + "prefLabel", Literal(name)),
        ],
    )
    root = ET.fromstring("".join(formats.pieces("graphml", [section], BASE)))
    [node] = root.iter(f"{SPACE}node")
    assert node[0].text == name.replace("\x00", "\ufffd")


def test_networkx_reads_it(seeds: Section) -> None:
    networkx = pytest.importorskip("networkx", reason="the package networkx is not installed: pip install networkx")
    data = "".join(formats.pieces("graphml", [seeds], BASE)).encode()
    graph = networkx.read_graphml(io.BytesIO(data))
    putin = BASE + "actor/person/vladimir-putin"
    assert graph.nodes[putin]["label"] == "Vladimir Putin"
    assert graph.is_directed() and graph.degree(putin) > 5
