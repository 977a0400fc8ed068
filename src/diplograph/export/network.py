"""A network as GraphML, for Gephi, Cytoscape, igraph and NetworkX.

Nodes are actors and meetings. Edges: an actor at a meeting (participant, absent, organizer), an actor who says
something to another (said-to), of another (speaks-of) or through another (passes-on, from the one who passes it on
to the speaker), and an act of one actor upon another. Edges of one kind between the same two are one edge; its weight
counts them, its first and last day are those of all of them together.
Source: GraphML specification 1.0 (graphdrawing.org).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from diplograph.export.index import Index
from diplograph.graph.names import DIP, SKOS
from diplograph.graph.terms import Triple

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEYS = (  # name, of, type
    ("label", "node", "string"),
    ("type", "node", "string"),
    ("kind", "node", "string"),
    ("status", "node", "string"),
    ("represents", "node", "string"),
    ("wikidata", "node", "string"),
    ("first", "node", "string"),
    ("last", "node", "string"),
    ("relation", "edge", "string"),
    ("weight", "edge", "double"),
    ("begin", "edge", "string"),
    ("end", "edge", "string"),
)
ATTENDING = {"participant": DIP.participant, "absent": DIP.nonParticipant, "organizer": DIP.organizer}
SAYING = {"said-to": DIP.addressee, "speaks-of": DIP.about, "passes-on": DIP.via}


class Edge(NamedTuple):
    source: str
    target: str
    relation: str


def write(triples: Iterable[Triple]) -> Iterator[str]:
    """The document, piece by piece."""
    index = Index(triples)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name, of, kind in _KEYS:
        title = {"begin": "first", "end": "last"}.get(name, name)
        yield f'  <key id="{name}" for="{of}" attr.name="{title}" attr.type="{kind}"/>\n'
    yield '  <graph id="diplograph" edgedefault="directed">\n'
    for node in sorted({*index.nodes("Actor"), *index.nodes("Meeting")}):
        yield f"    <node id={_attribute(node)}>{_data(_node(index, node))}</node>\n"
    for at, (edge, days) in enumerate(sorted(edges(index).items())):
        told = {
            "relation": edge.relation,
            "weight": f"{len(days)}.0",
            "begin": min((first for first, _ in days if first), default=""),
            "end": max((last for _, last in days if last), default=""),
        }
        ends = f"source={_attribute(edge.source)} target={_attribute(edge.target)}"
        yield f'    <edge id="e{at}" {ends}>{_data(told)}</edge>\n'
    yield "  </graph>\n</graphml>\n"


def edges(index: Index) -> dict[Edge, list[tuple[str, str]]]:
    """The edges, each with the first and last days of what it stands for."""
    found: dict[Edge, list[tuple[str, str]]] = {}
    known = {*index.nodes("Actor"), *index.nodes("Meeting")}

    def add(node: str, source: str, target: str, relation: str) -> None:
        if source in known and target in known and source != target:
            days = (index.value(node, DIP.when, DIP.earliest), index.value(node, DIP.when, DIP.latest))
            found.setdefault(Edge(source, target, relation), []).append(days)

    for meeting in index.nodes("Meeting"):
        for relation, link in ATTENDING.items():
            for actor in index.values(meeting, link):
                add(meeting, actor, meeting, relation)
    for statement in index.nodes("Statement"):
        for relation, link in SAYING.items():
            for speaker in index.values(statement, DIP.speaker):
                for other in index.values(statement, link):
                    ends = (other, speaker) if relation == "passes-on" else (speaker, other)
                    add(statement, *ends, relation)
    for act in index.nodes("DiplomaticAct"):
        negative = "not " if index.value(act, DIP.polarity) == "negative" else ""
        for source in index.values(act, DIP.source):
            for target in index.values(act, DIP.target):
                add(act, source, target, negative + index.value(act, DIP.act))
    return found


def _node(index: Index, node: str) -> dict[str, str]:
    return {
        "label": index.label(node),
        "type": index.kind(node) or "Meeting",
        "kind": index.value(node, DIP.kind),
        "status": index.value(node, DIP.status),
        "represents": index.value(node, DIP.represents, SKOS.prefLabel),
        "wikidata": index.value(node, SKOS.exactMatch),
        "first": index.value(node, DIP.when, DIP.earliest),
        "last": index.value(node, DIP.when, DIP.latest),
    }


def _data(told: dict[str, str]) -> str:
    return "".join(f'<data key="{key}">{escape(_clean(text))}</data>' for key, text in told.items() if text)


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    """What XML can't hold becomes U+FFFD: a label is for reading."""
    return _NO_XML.sub("\ufffd", text)
