"""What a graph says of one article: its text, what is marked there, and the facts behind the marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from diplograph.errors import InputError
from diplograph.graph import turtle
from diplograph.graph.identifiers import BASE
from diplograph.graph.names import DCTERMS, DIP, NIF, RDF
from diplograph.query.explain import Explanation, Fact, explain
from diplograph.query.labels import label_of

# Kinds of marks, the more telling first; the class that each is known by.
KINDS = {
    "statement": DIP.Statement,
    "meeting": DIP.Meeting,
    "act": DIP.DiplomaticAct,
    "actor": DIP.Actor,
    "date": DIP.TimeSpan,
    "place": DIP.Place,
}
_SHOWN = {  # property of the ontology -> what people call it, in this order
    "dip:speaker": "speaker",
    "dip:onBehalfOf": "on behalf of",
    "dip:via": "passed on by",
    "dip:addressee": "to",
    "dip:about": "about",
    "dip:text": "words",
    "dip:cue": "cue",
    "dip:form": "form",
    "dip:mode": "mode",
    "dip:embeddedIn": "within",
    "dip:saidAt": "said at",
    "dip:reportsOn": "tells of",
    "dip:sameQuoteAs": "same words as",
    "dip:kind": "kind",
    "dip:status": "status",
    "dip:participant": "participant",
    "dip:nonParticipant": "not there",
    "dip:organizer": "organizer",
    "dip:minimumCount": "at least",
    "dip:act": "act",
    "dip:source": "who",
    "dip:target": "whom",
    "dip:polarity": "polarity",
    "dip:when": "when",
    "dip:place": "place",
    "dip:topic": "topic",
    "dip:earliest": "from",
    "dip:latest": "to",
    "dip:precision": "precision",
    "dip:approximate": "approximate",
    "dip:wording": "wording",
    "dip:anchor": "counted from",
    "dip:possiblySameAs": "may be",
    "skos:altLabel": "also called",
    "dip:represents": "represents",
    "dcterms:isPartOf": "part of",
    "skos:exactMatch": "same as",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing said of a fact. target: key of the fact that the value is, None when it is not on the page."""

    name: str
    value: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """A fact. key: names it on the page ("f7"). places: where the article says so, as begin and end.

    elsewhere: how many other documents say so, too.
    """

    key: str
    kind: str
    iri: str
    title: str
    rows: tuple[Row, ...]
    rules: tuple[str, ...]
    confidence: str | None
    places: tuple[tuple[int, int], ...]
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the text that mean a fact."""

    begin: int
    end: int
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article with all that a graph says of it. about: what is known of the document."""

    identifier: str
    text: str
    about: tuple[Row, ...]
    cards: tuple[Card, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks, the innermost first. opens: those that begin here; closes: that end."""

    begin: int
    text: str
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]
    closes: tuple[Mark, ...]


def documents(store: ox.Store) -> list[tuple[str, str]]:
    """Name and IRI of all documents of a graph, by name."""
    found = []
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDF["type"]), ox.NamedNode(DIP.Document), None):
        if isinstance(quad.subject, ox.NamedNode):
            found.append((_first(store, quad.subject, DCTERMS.identifier) or quad.subject.value, quad.subject.value))
    return sorted(set(found))


def article(store: ox.Store, iri: str, *, base: str = BASE, text: str | None = None) -> Article:
    """All that a graph says of a document. text: the article's, when the graph does not hold it.

    Raises InputError when there is no text, or another than that which was read.
    """
    document = ox.NamedNode(iri)
    name = _first(store, document, DCTERMS.identifier) or iri
    text = _first(store, document, NIF.isString) if text is None else text
    if text is None:
        raise InputError(
            "the graph does not hold its text",
            place=name,
            remedy="build it with --text full, or annotate the article or its records",
        )
    places: dict[str, set[tuple[int, int]]] = {}
    marked: set[tuple[int, int, str]] = set()
    context, denotes, evidence = (ox.NamedNode(one) for one in (NIF.referenceContext, DIP.denotes, DIP.evidence))
    for quad in store.quads_for_pattern(None, context, document, None):
        mention = quad.subject
        begin, end = (_number(store, mention, one) for one in (NIF.beginIndex, NIF.endIndex))
        if begin is None or end is None or not 0 <= begin < end:
            continue
        words = _first(store, mention, NIF.anchorOf)
        if end > len(text) or (words is not None and text[begin:end] != words):
            raise InputError(
                f"at {begin} to {end} the text has other words than were read",
                place=name,
                remedy="is it the text that the graph was built from? diplograph validate tells more",
            )
        for one in store.quads_for_pattern(mention, denotes, None, None):
            if isinstance(one.object, ox.NamedNode):
                marked.add((begin, end, one.object.value))
                places.setdefault(one.object.value, set()).add((begin, end))
        for one in store.quads_for_pattern(None, evidence, mention, None):
            if isinstance(one.subject, ox.NamedNode):
                places.setdefault(one.subject.value, set()).add((begin, end))
    kinds = {node: kind for node in places if (kind := _kind(store, node))}
    order = sorted(kinds, key=lambda node: (list(KINDS).index(kinds[node]), min(places[node]), node))
    keys = {node: f"f{number}" for number, node in enumerate(order, 1)}
    cards = []
    for node in order:
        told = explain(store, node, base)
        others = {one.document for one in told.passages} - {name}
        cards.append(
            Card(
                keys[node],
                kinds[node],
                node,
                told.label or turtle.Writer(base).name(node),
                tuple(_rows(store, told, keys)),
                told.rules,
                told.confidence,
                tuple(sorted(places[node])),
                len(others),
            )
        )
    spoken = {(begin, end, node) for begin, end, node in marked if node in kinds}
    # A fact that no words denote is marked where it is told.
    denoted = {node for _, _, node in spoken}
    spoken |= {(*at, node) for node in kinds if node not in denoted for at in places[node]}
    marks = [Mark(begin, end, kinds[node], keys[node]) for begin, end, node in sorted(spoken)]
    return Article(name, text, tuple(_about(store, document)), tuple(cards), tuple(marks))


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """The text cut wherever a mark begins or ends; marks may lie in each other and cross.

    >>> found = pieces("A met B.", [Mark(2, 5, "meeting", "f1"), Mark(0, 7, "statement", "f2")])
    >>> [(one.text, [mark.key for mark in one.marks]) for one in found]
    [('A ', ['f2']), ('met', ['f1', 'f2']), (' B', ['f2']), ('.', [])]
    """
    listed = list(marks)
    begins: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for one in listed:
        begins.setdefault(one.begin, []).append(one)
        ends.setdefault(one.end, []).append(one)
    cuts = sorted({0, len(text), *begins, *ends})
    found: list[Piece] = []
    over: list[Mark] = []
    for begin, end in pairwise(cuts):
        over = [one for one in over if one.end > begin] + begins.get(begin, [])
        inner = sorted(over, key=lambda one: (one.end - one.begin, list(KINDS).index(one.kind), one.key))
        opens = tuple(one for one in inner if one.begin == begin)
        closes = tuple(one for one in inner if one.end == end)
        found.append(Piece(begin, text[begin:end], tuple(inner), opens, closes))
    return found


def _kind(store: ox.Store, iri: str) -> str | None:
    node, kind = ox.NamedNode(iri), ox.NamedNode(RDF["type"])
    classes = {getattr(quad.object, "value", "") for quad in store.quads_for_pattern(node, kind, None, None)}
    return next((name for name, of in KINDS.items() if of in classes), None)


def _rows(store: ox.Store, told: Explanation, keys: dict[str, str]) -> Iterable[Row]:
    order = list(_SHOWN)

    def place(fact: Fact) -> tuple[int, str]:
        return order.index(fact.name), fact.value

    for fact in sorted((one for one in told.facts if one.name in _SHOWN), key=place):
        value = label_of(store, fact.iri) if fact.iri else fact.value
        yield Row(_SHOWN[fact.name], value, keys.get(fact.iri or ""))


def _about(store: ox.Store, document: ox.NamedNode) -> Iterable[Row]:
    for name, predicate in (
        ("title", DCTERMS.title),
        ("date", DCTERMS.issued),
        ("outlet", DCTERMS.publisher),
        ("agency", DCTERMS.contributor),
        ("source", DCTERMS.source),
        ("copy of", DIP.copyOf),
    ):
        for quad in store.quads_for_pattern(document, ox.NamedNode(predicate), None, None):
            term = quad.object
            yield Row(name, label_of(store, term.value) if isinstance(term, ox.NamedNode) else _words(term), None)


def _first(store: ox.Store, node: object, predicate: str) -> str | None:
    found = (quad.object for quad in store.quads_for_pattern(node, ox.NamedNode(predicate), None, None))  # type: ignore[arg-type]
    return min((_words(term) for term in found), default=None)


def _number(store: ox.Store, node: object, predicate: str) -> int | None:
    value = _first(store, node, predicate)
    return int(value) if value is not None and value.isdecimal() else None


def _words(term: object) -> str:
    return str(getattr(term, "value", term))
