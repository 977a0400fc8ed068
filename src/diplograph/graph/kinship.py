"""Whether a graph speaks our ontology, and under which base its nodes stand: what to tell of a stranger's graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Protocol

import pyoxigraph as ox

from diplograph.graph.names import DIP, RDF
from diplograph.graph.vocabulary import DIP as TERMS

_TYPE = ox.NamedNode(RDF["type"])
_MARK = "diplograph/ontology"


class Asked(Protocol):
    def quads_for_pattern(
        self, subject: ox.NamedNode | None, predicate: ox.NamedNode | None, value: ox.NamedNode | None, graph: None
    ) -> Iterator[ox.Quad]: ...


def strangeness(store: Asked) -> str | None:
    """Why a graph looks empty to our shapes and questions; None when it has a node of one of our classes.

    >>> strangeness(ox.Store())
    'it is empty'
    """
    if any(_has(store, term) for term in sorted(map(str, dir(TERMS))) if term.startswith(DIP.space)):
        return None
    spaces: Counter[str] = Counter()
    for number, quad in enumerate(store.quads_for_pattern(None, _TYPE, None, None)):
        name = str(getattr(quad.object, "value", ""))
        spaces[name[: max(name.rfind("#"), name.rfind("/")) + 1]] += 1
        if number > 100_000:
            break
    versions = sorted(one for one in spaces if _MARK in one)
    if versions:
        return f"its terms are those of {versions[0]}, another version of our ontology ({DIP.space})"
    if not spaces:
        empty = next(iter(store.quads_for_pattern(None, None, None, None)), None) is None
        return "it is empty" if empty else f"no node in it has a class; ours are those of {DIP.space}"
    return f"no node in it is of a class of our ontology ({DIP.space})"


def _has(store: Asked, term: str) -> bool:
    return next(iter(store.quads_for_pattern(None, _TYPE, ox.NamedNode(term), None)), None) is not None


def bases(store: Asked) -> tuple[str, ...]:
    """What stands before `document/` in the IRIs of documents, the most frequent first."""
    found: Counter[str] = Counter()
    for quad in store.quads_for_pattern(None, _TYPE, ox.NamedNode(DIP.Document), None):
        before, slash, _ = str(getattr(quad.subject, "value", "")).rpartition("document/")
        if slash and before.endswith(("/", "#")):
            found[before] += 1
    return tuple(sorted(found, key=lambda one: (-found[one], one)))
