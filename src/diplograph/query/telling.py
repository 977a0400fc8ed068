"""A fact in a sentence, through whom it is known, which documents tell it, and what contradicts it; facts by words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from diplograph.errors import InputError
from diplograph.graph.names import DIP, ORG, RDF
from diplograph.query import naming
from diplograph.query.ask import Iri, ask
from diplograph.query.explain import resolve
from diplograph.query.labels import label_of

if TYPE_CHECKING:
    from diplograph.query.asked import Asked

_LONGEST = 600  # characters of a statement that are shown
_LISTED = 5  # facts that some words may mean
_CONTRADICTIONS = """
SELECT DISTINCT ?property ?own ?ownDocument ?value ?document ?passage WHERE {
  ?one rdf:subject %(node)s ; rdf:predicate ?property ; rdf:object ?own .
  ?conflict dip:conflicting ?one, ?other .
  ?other rdf:object ?value ; dip:evidence ?mention .
  FILTER (STR(?one) < STR(?other))
  ?mention nif:referenceContext/dcterms:identifier ?document .
  ?one dip:evidence/nif:referenceContext/dcterms:identifier ?ownDocument .
  OPTIONAL { ?mention nif:anchorOf ?passage }
} ORDER BY ?property ?ownDocument ?document ?passage
"""
_DOCUMENTS = """
SELECT DISTINCT ?name ?issued ?outlet WHERE {
  VALUES ?name { %(names)s }
  ?document dcterms:identifier ?name .
  OPTIONAL { ?document dcterms:issued ?issued }
  OPTIONAL { ?document dcterms:publisher/skos:prefLabel ?outlet }
} ORDER BY ?name ?issued ?outlet
"""
_WORDS = """
SELECT DISTINCT ?fact ?long WHERE {
  VALUES ?class { dip:Statement dip:Meeting dip:DiplomaticAct dip:Tenure }
  ?fact a ?class .
  { ?fact dip:text ?words } UNION { ?fact dip:evidence/nif:anchorOf ?words }
  FILTER (CONTAINS(LCASE(STR(?words)), %(words)s) && REGEX(LCASE(STR(?words)), %(whole)s))
  BIND (STRLEN(STR(?words)) AS ?long)
} ORDER BY ?long ?fact
"""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two documents that can't both be right. property, values: as people call them; passage: of the second."""

    property: str
    value: str
    document: str
    other_value: str
    other_document: str
    other_passage: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What people ask first of a fact.

    sentence: None for what is no fact. sources: those who pass it on, the statements around it outermost last.
    documents: day and outlet of documents, by name, as far as known.
    """

    sentence: str | None
    sources: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    documents: dict[str, str]


def tell(store: Asked, iri: str, documents: tuple[str, ...] = ()) -> Told:
    """All of it. documents: identifiers of those whose day and outlet are wanted."""
    rows = ask(store, _CONTRADICTIONS % {"node": ox.NamedNode(iri)}).rows
    clashes = tuple(
        Contradiction(
            _shown(store, what), _shown(store, own), own_in or "", _shown(store, other), other_in or "", passage
        )
        for what, own, own_in, other, other_in, passage in rows
    )
    return Told(sentence(store, iri), sources(store, iri), clashes, _days(store, documents))


def sentence(store: Asked, iri: str) -> str | None:
    """A fact for people; None for what is no meeting, statement, act or tenure.

    The words of the article stand in quotation marks; all others are ours.
    """
    node = _Node(store, iri)
    kinds = node.values(RDF["type"])
    when = f", {days}" if (days := node.text(DIP.when)) else ""
    where = f", {place}" if (place := node.text(DIP.place)) else ""
    if DIP.Statement in kinds:
        who = node.text(DIP.speaker) or "Somebody"
        verb = "is said to think" if node.text(DIP.mode) == "attitude" else "said"
        whom = f" to {one}" if (one := node.text(DIP.addressee)) else ""
        via = f", as {one} passed on" if (one := node.text(DIP.via)) else ""
        words = f": “{_cut(node.text(DIP.text))}”" if node.values(DIP.text) else ""
        return f"{who} {verb}{whom}{where}{via}{words}"
    if DIP.Meeting in kinds:
        who = node.text(DIP.participant) or "Nobody named"
        return f"{who}: {node.text(DIP.kind) or 'meeting'} ({node.text(DIP.status) or 'status open'}){when}{where}."
    if DIP.DiplomaticAct in kinds:
        negative = ", it is said not to have happened" if node.text(DIP.polarity) == "negative" else ""
        act = f"{node.text(DIP.source) or 'Somebody'}: {node.text(DIP.act) or 'act'}"
        return f"{act}, towards {node.text(DIP.target) or 'somebody'}{when}{negative}."
    if DIP.Tenure in kinds:
        at = f", {one}" if (one := node.text(ORG.organization)) else ""
        return f"{node.text(ORG.member) or 'Somebody'}: {node.text(ORG.role) or 'an office'}{at}{when}."
    return None


def _cut(text: str) -> str:
    plain = " ".join(text[: 2 * _LONGEST].split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1].rstrip() + "…"


def sources(store: Asked, iri: str) -> tuple[str, ...]:
    """Through whom a statement is known: who passes it on, then the same of the statements that contain it."""
    found: list[str] = []
    seen: set[str] = set()
    waiting = [iri]
    while waiting:
        at = waiting.pop(0)
        if at in seen:
            continue
        seen.add(at)
        node = _Node(store, at)
        if at != iri:
            found += [f"{one} (speaking)" for one in node.labels(DIP.speaker)]
        found += node.labels(DIP.via)
        waiting += node.values(DIP.embeddedIn)
    return tuple(dict.fromkeys(found))


def named(store: Asked, target: str, base: str) -> tuple[str, ...]:
    """The nodes that a user means: one, or the facts that some words may be evidence of, the closest first.

    target: as for `explain.resolve`, a name in another writing ("the kremlin"), or words of an article.
    Raises InputError when there is nothing, naming the nearest names.
    """
    try:
        return (resolve(store, target, base),)
    except InputError as error:
        if "nodes are called" in error.what:
            raise
        words = ox.Literal(" ".join(target.strip().strip('"“”').lower().split()))
        nearest = error
        try:
            match = naming.resolved(store, "actor", target)
            return (resolve(store, match.name, base),)
        except InputError as doubt:
            if doubt.remedy and doubt.remedy.startswith("did you mean"):
                nearest = InputError(error.what, remedy=doubt.remedy)
        if len(words.value) < 3:
            raise nearest from None
        whole = ox.Literal(rf"(^|\W){re.escape(words.value)}(\W|$)")
        rows = ask(store, _WORDS % {"words": words, "whole": whole}).rows
        found = tuple(dict.fromkeys(str(row[0]) for row in rows))[:_LISTED]
        if not found:
            raise nearest from None
        return found


@dataclass(frozen=True, slots=True)
class _Node:
    store: Asked
    iri: str

    def values(self, predicate: str) -> list[str]:
        quads = self.store.quads_for_pattern(ox.NamedNode(self.iri), ox.NamedNode(predicate), None, None)
        return sorted({str(getattr(quad.object, "value", "")) for quad in quads})

    def labels(self, predicate: str) -> list[str]:
        quads = self.store.quads_for_pattern(ox.NamedNode(self.iri), ox.NamedNode(predicate), None, None)
        return sorted(
            {
                label_of(self.store, one.value) if isinstance(one, ox.NamedNode) else str(getattr(one, "value", ""))
                for one in (quad.object for quad in quads)
            }
        )

    def text(self, predicate: str) -> str:
        """All values for people; empty without any."""
        found = self.labels(predicate)
        return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def _shown(store: Asked, cell: str | None) -> str:
    return label_of(store, cell) if isinstance(cell, Iri) else cell or ""


def _days(store: Asked, names: tuple[str, ...]) -> dict[str, str]:
    if not names:
        return {}
    rows = ask(store, _DOCUMENTS % {"names": " ".join(str(ox.Literal(one)) for one in sorted(set(names)))}).rows
    found: dict[str, list[str]] = {}
    for name, issued, outlet in rows:
        known = found.setdefault(name or "", [])
        known += [one for one in (issued, outlet) if one and one not in known]
    return {name: ", ".join(parts) for name, parts in found.items() if parts}
