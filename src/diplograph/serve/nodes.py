"""What a graph says of a node, in both directions, bounded so that a page of a busy node is quick too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from diplograph.graph.names import DIP, NIF, RDF, XSD
from diplograph.query.explain import around
from diplograph.query.labels import label_of, short

_SHOWN = 50  # values of a property, nodes that refer by a property, passages
_LONGEST = 20_000  # code points of a literal
# Named on the page in another place.
_APART = frozenset({RDF["type"], DIP.evidence})
# What refers by these is many and says nothing of the node itself: the words that mean it, the mentions of a document.
_OFFSETS = frozenset({NIF.beginIndex, NIF.endIndex})
_MANY = frozenset({DIP.denotes, NIF.referenceContext, DIP.evidence, RDF["type"]})


@dataclass(frozen=True, slots=True)
class Value:
    """A value or a node. iri: of a node. note: language or datatype of a literal. cut: code points not shown."""

    text: str
    iri: str | None = None
    note: str | None = None
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Property:
    """Values of one property, or nodes that refer by it. count: of all, also those not shown. query: finds all."""

    name: str
    iri: str
    meaning: str
    values: tuple[Value, ...]
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Words:
    """A passage. before, after: the rest of its sentence; empty when the graph holds no text."""

    mention: str
    document: Value
    begin: int
    end: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class View:
    """A node for people. passages: where it stands; count of all in `passage_count`, the query that finds them.

    denoted: the passages name it; else they are the evidence of a fact, or the node is one itself.
    """

    iri: str
    short: str
    label: str
    classes: tuple[Value, ...]
    facts: tuple[Property, ...]
    passages: tuple[Words, ...]
    passage_count: int
    passage_query: str
    denoted: bool
    links: tuple[Property, ...]


def known(store: ox.Store, node: ox.NamedNode) -> bool:
    """Whether the graph says anything of a node or by it."""
    found = (_quads(store, node, None, None), _quads(store, None, None, node), _quads(store, None, node.value, None))
    return any(next(one, None) is not None for one in found)


def view(store: ox.Store, node: ox.NamedNode, base: str) -> View:
    """All that a page shows of a node."""
    classes = sorted({quad.object for quad in _quads(store, node, RDF["type"], None)}, key=str)
    mentions, mention_count, mention_query = _mentions(store, node)
    denoted = "dip:denotes" in mention_query
    links = _properties(store, node, base, forward=False)
    return View(
        node.value,
        shortened(node.value, base),
        _named(store, node, base),
        tuple(_value(store, one, base) for one in classes),
        tuple(_properties(store, node, base, forward=True)),
        tuple(sorted((one for each in mentions for one in _words(store, each, base)), key=_place)),
        mention_count,
        mention_query,
        denoted,
        tuple(one for one in links if not (denoted and one.iri == DIP.denotes)),
    )


def triples(store: ox.Store, node: ox.NamedNode) -> list[ox.Triple]:
    """A node as RDF, sorted: what is said of it, of its evidence and its times, and what refers to it.

    The many mentions that only denote it, or stand in it if it is a document, and the members of a class are left out:
    a query finds them.
    """
    parts = [node]
    for predicate in (DIP.evidence, DIP.when):
        parts += [quad.object for quad in _quads(store, node, predicate, None) if isinstance(quad.object, ox.NamedNode)]
    found: set[ox.Triple] = set()
    inside: list[ox.NamedNode | ox.BlankNode] = list(parts)
    while inside:  # nodes without a name belong to the one that has them
        for quad in _quads(store, inside.pop(), None, None):
            triple = _as_written(quad.triple)
            if isinstance(triple.object, ox.BlankNode) and triple not in found:
                inside.append(triple.object)
            found.add(triple)
    for quad in _quads(store, None, None, node):
        if quad.predicate.value not in _MANY:
            found.add(quad.triple)
    return sorted(found, key=str)


def _as_written(triple: ox.Triple) -> ox.Triple:
    """A triple with the datatype that our graphs write: the engine keeps every whole number as xsd:integer."""
    value = triple.object
    if triple.predicate.value in _OFFSETS and isinstance(value, ox.Literal) and value.datatype.value == XSD.integer:
        value = ox.Literal(value.value, datatype=ox.NamedNode(XSD.nonNegativeInteger))
    return ox.Triple(triple.subject, triple.predicate, value)


def shortened(iri: str, base: str) -> str:
    """An IRI as people read it: with a prefix, or below the base.

    >>> shortened("https://w3id.org/diplograph/id/meeting/a", "https://w3id.org/diplograph/id/")
    'meeting/a'
    """
    written = short(iri)
    return iri[len(base) :] if written == iri and base and iri.startswith(base) and iri != base else written


def _quads(store: ox.Store, subject: object, predicate: str | None, value: object) -> Iterator[ox.Quad]:
    named = ox.NamedNode(predicate) if predicate else None
    yield from store.quads_for_pattern(subject, named, value, None)  # type: ignore[arg-type]


def _properties(store: ox.Store, node: ox.NamedNode, base: str, *, forward: bool) -> Iterator[Property]:
    pattern = f"{node} ?p ?x" if forward else f"?x ?p {node}"
    counted = store.query(
        f"SELECT ?p (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }} GROUP BY ?p", use_default_graph_as_union=True
    )
    counts: list[tuple[str, int]] = []
    for row in counted:  # type: ignore[union-attr]
        predicate = row["p"].value
        if not (forward and predicate in _APART):
            counts.append((predicate, int(row["n"].value)))
    for predicate, count in sorted(counts, key=lambda one: shortened(one[0], base)):
        quads = _quads(store, *((node, predicate, None) if forward else (None, predicate, node)))
        terms = {quad.object if forward else quad.subject for quad in islice(quads, 4 * _SHOWN)}
        values = sorted((_value(store, one, base) for one in terms), key=lambda one: (one.text, one.iri or ""))
        named = ox.NamedNode(predicate)
        where = f"{node} {named} ?value" if forward else f"?node {named} {node}"
        yield Property(
            shortened(predicate, base),
            predicate,
            label_of(store, predicate),
            tuple(values[:_SHOWN]),
            count,
            f"SELECT * WHERE {{\n  {where}\n}}\nORDER BY {'?value' if forward else '?node'}",
        )


def _value(store: ox.Store, term: object, base: str) -> Value:
    if isinstance(term, ox.NamedNode):
        return Value(_named(store, term, base), term.value)
    if isinstance(term, ox.Literal):
        kind = short(term.datatype.value)
        note = f"@{term.language}" if term.language else None if kind == "xsd:string" else kind
        return Value(term.value[:_LONGEST], None, note, max(0, len(term.value) - _LONGEST))
    if isinstance(term, ox.BlankNode):
        # No page can be asked for it: what is said of it stands here, one step deep.
        said = sorted({_said(quad, base) for quad in islice(_quads(store, term, None, None), _SHOWN)})
        return Value("[" + "; ".join(said) + "]" if said else "[]")
    return Value(str(term))


def _said(quad: ox.Quad, base: str) -> str:
    value = quad.object
    text = "[…]" if isinstance(value, ox.BlankNode) else shortened(str(getattr(value, "value", value)), base)[:200]
    return f"{shortened(quad.predicate.value, base)} {text}"


def _named(store: ox.Store, node: ox.NamedNode, base: str) -> str:
    """What a node is called: its label; an assertion by what it says; else its short name."""
    label = label_of(store, node.value)
    if label != short(node.value):
        return label
    predicate, value = (next(_quads(store, node, RDF[part], None), None) for part in ("predicate", "object"))
    if predicate and value:
        said = getattr(value.object, "value", str(value.object))
        told = label_of(store, said) if isinstance(value.object, ox.NamedNode) else said[:100]
        return f"{label_of(store, getattr(predicate.object, 'value', ''))}: {told}"
    return shortened(node.value, base)


def _mentions(store: ox.Store, node: ox.NamedNode) -> tuple[list[ox.NamedNode], int, str]:
    """Passages: the node's evidence, or itself if it is one, or those that mean it."""
    if next(_quads(store, node, NIF.beginIndex, None), None) is not None:
        return [node], 1, ""
    evidence = {quad.object for quad in _quads(store, node, DIP.evidence, None)}
    if evidence:
        where = f"{node} dip:evidence ?mention"
        chosen = sorted((one for one in evidence if isinstance(one, ox.NamedNode)), key=_by_name)[:_SHOWN]
        count = len(evidence)
    else:
        where = f"?mention dip:denotes {node}"
        quads = [quad.subject for quad in islice(_quads(store, None, DIP.denotes, node), 20 * _SHOWN)]
        chosen = sorted({one for one in quads if isinstance(one, ox.NamedNode)}, key=_by_name)[:_SHOWN]
        count = sum(1 for _ in _quads(store, None, DIP.denotes, node))
    query = (
        "SELECT ?document ?begin ?words WHERE {\n"
        f"  {where} .\n  ?mention nif:referenceContext ?document ; nif:beginIndex ?begin ; nif:anchorOf ?words\n}}\n"
        "ORDER BY ?document ?begin"
    )
    return chosen, count, query


def _by_name(node: ox.NamedNode) -> str:
    return node.value


def _place(passage: Words) -> tuple[str, int, int]:
    return passage.document.text, passage.begin, passage.end


def _words(store: ox.Store, mention: ox.NamedNode, base: str) -> Iterator[Words]:
    said: dict[str, object] = {}
    for quad in _quads(store, mention, None, None):
        said.setdefault(quad.predicate.value, quad.object)
    try:
        begin, end = (int(getattr(said[one], "value", "")) for one in (NIF.beginIndex, NIF.endIndex))
    except (KeyError, ValueError):
        return
    context = said.get(NIF.referenceContext)
    text = next((quad.object for quad in _quads(store, context, NIF.isString, None)), None) if context else None
    whole = text.value if isinstance(text, ox.Literal) else ""
    words = str(getattr(said.get(NIF.anchorOf), "value", whole[begin:end]))
    before, after = around(whole, begin, end) if 0 <= begin <= end <= len(whole) else ("", "")
    yield Words(mention.value, _value(store, context, base), begin, end, before, words[:_LONGEST], after)
