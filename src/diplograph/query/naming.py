"""Names that a user gives, looked up in a graph: the name as it stands there, or the nearest ones."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from diplograph.errors import InputError
from diplograph.graph.names import DIP, RDF, SKOS

if TYPE_CHECKING:
    from diplograph.query.asked import Asked

CLASSES = {"actor": DIP.Actor, "place": DIP.Place}
_TYPE = ox.NamedNode(RDF["type"])


class Match(NamedTuple):
    """A name as the graph writes it. several: the main names of all that are called so, if more than one."""

    name: str
    several: tuple[str, ...]


def resolved(store: Asked, kind: str, name: str) -> Match:
    """An actor's or place's name as the graph writes it, whatever its capitals, accents and article.

    kind: "actor" or "place"; a place may also be a state. A name of one node only becomes its main name.
    Raises InputError for a name that the graph doesn't know, naming the nearest.
    """
    known = _names(store, kind)
    wanted = _plain(name)
    exact = sorted({(node, main) for label, node, main in known if label == name})
    found = exact or sorted({(node, main) for label, node, main in known if _plain(label) == wanted})
    if len(found) == 1:
        return Match(found[0][1], ())
    if found:
        written = name if exact else next(label for label, _, _ in known if _plain(label) == wanted)
        return Match(written, tuple(main for _, main in found))
    near = _near(wanted, known)
    if near:
        remedy = "did you mean " + " or ".join(f'"{one}"' for one in near) + "?"
    else:
        remedy = f"the question {'actors' if kind == 'actor' else 'meetings-of-actor'} shows what is there"
    raise InputError(f'the graph has no {kind} called "{name}"', remedy=remedy)


def _names(store: Asked, kind: str) -> list[tuple[str, str, str]]:
    """Every name with its node and the node's main name, sorted."""
    nodes = {quad.subject for quad in store.quads_for_pattern(None, _TYPE, ox.NamedNode(CLASSES[kind]), None)}
    if kind == "place":
        nodes |= {quad.subject for quad in store.quads_for_pattern(None, _TYPE, ox.NamedNode(DIP.State), None)}
    main: dict[object, str] = {}
    names: list[tuple[object, str]] = []
    for predicate in (SKOS["prefLabel"], SKOS["altLabel"]):
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
            if quad.subject in nodes and isinstance(quad.object, ox.Literal):
                names.append((quad.subject, quad.object.value))
                if predicate == SKOS["prefLabel"]:
                    main.setdefault(quad.subject, quad.object.value)
    return sorted((label, str(node), main.get(node, label)) for node, label in names)


def _plain(name: str) -> str:
    """A name without what people leave out.

    >>> _plain("The  Élysée"), _plain("the")
    ('elysee', 'the')
    """
    bare = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    words = bare.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _near(wanted: str, known: list[tuple[str, str, str]]) -> list[str]:
    """Up to three main names: those written nearly so, then those that have all the words."""
    plain: dict[str, str] = {}
    for label, _, main in known:
        plain.setdefault(_plain(label), main)
    words = set(wanted.split())
    near = get_close_matches(wanted, plain, n=3, cutoff=0.75)
    near += [one for one in plain if words and words <= set(one.split())]
    near = near or get_close_matches(wanted, plain, n=3, cutoff=0.6)
    return list(dict.fromkeys(plain[one] for one in near))[:3]
