"""Nodes found by their names."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import pyoxigraph as ox

from diplograph.graph.names import DCTERMS, RDF, RDFS, SKOS
from diplograph.query.labels import label_of, short

_NAMES = (SKOS["prefLabel"], SKOS["altLabel"], RDFS["label"], DCTERMS["identifier"], DCTERMS["title"])
_MOST = 50


class Found(NamedTuple):
    """A node with its label and classes; name: the one that was found, if it is another."""

    iri: str
    label: str
    name: str | None
    classes: tuple[str, ...]


def found(store: ox.Store, words: str) -> list[Found]:
    """Nodes that have a name with all the words in it, up to 50: the closest names first."""
    wanted = _plain(words).split()
    if not wanted:
        return []
    whole = " ".join(wanted)
    hits: dict[str, tuple[int, int, str]] = {}
    for predicate in _NAMES:
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
            if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.Literal):
                continue
            name = quad.object.value
            plain = _plain(name[:1000])
            if not all(word in plain for word in wanted):
                continue
            rank = 0 if plain == whole else 1 if plain.startswith(whole) else 2
            key = (rank, len(plain), name)
            if quad.subject.value not in hits or key < hits[quad.subject.value]:
                hits[quad.subject.value] = key
    best = sorted(hits.items(), key=lambda one: (one[1], one[0]))[:_MOST]
    return [_found(store, iri, name) for iri, (_, _, name) in best]


def near(store: ox.Store, iri: str) -> list[Found]:
    """Nodes whose names have the words of an IRI's last part, for one that isn't there; up to five."""
    last = re.split(r"[/#]", iri.rstrip("/#"))[-1]
    return found(store, re.sub(r"[-_%\d=,]+", " ", last))[:5]


def classes_of(store: ox.Store, node: ox.NamedNode) -> tuple[str, ...]:
    """A node's classes, with prefixes."""
    quads = store.quads_for_pattern(node, ox.NamedNode(RDF["type"]), None, None)
    return tuple(sorted({short(quad.object.value) for quad in quads if isinstance(quad.object, ox.NamedNode)}))


def _found(store: ox.Store, iri: str, name: str) -> Found:
    label = label_of(store, iri)
    return Found(iri, label, name if name != label else None, classes_of(store, ox.NamedNode(iri)))


def _plain(text: str) -> str:
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(bare.casefold().split())
