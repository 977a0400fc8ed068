"""Breaks a graph in every way that a property of a node can be broken, and lists which constraint notices.

usage: python tests/validate/mutations.py [GRAPH.ttl] > docs/mutations.md

For each property of each class one node stands for all. The node and what it needs is copied, once as it is and once
for each mutation, every copy under IRIs of its own, and all copies are validated at once: what is found in a mutated
copy and not in the unchanged one is due to the mutation.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from diplograph.graph.vocabulary import DIP, NIF
from diplograph.validate.engine import validate
from diplograph.validate.reading import read_file
from diplograph.validate.report import Severity

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHAPE = "https://w3id.org/diplograph/shapes#"
NOBODY = URIRef("urn:nobody")
Triple = tuple[Node, Node, Node]
FIXED = ("https://w3id.org/diplograph/ontology#", "https://w3id.org/diplograph/vocab/", "http://www.w3.org/")


@dataclass(frozen=True)
class Mutation:
    """What is done to one property of one class, and who noticed: constraint and severity, none when nobody did."""

    node_class: str
    predicate: str
    what: str
    caught_by: tuple[tuple[str, Severity], ...]


def sources(path: Path | None = None) -> list[Graph]:
    """The real graph (given, in output/, or the reference of the gold), then the valid examples for the rest."""
    data = os.environ.get("DIPLOGRAPH_DATA")
    candidates = [path, ROOT / "output" / "diplograph.ttl", data and Path(data) / "gold" / "seeds" / "reference.ttl"]
    real = next((Path(one) for one in candidates if one and Path(one).is_file()), None)
    return [read_file(one) for one in [real, *sorted((HERE / "valid").glob("*.ttl"))] if one]


def mutate(graphs: Iterable[Graph]) -> list[Mutation]:
    """Every mutation of one representative for each class and property, graph by graph; the first that has it wins."""
    found: list[Mutation] = []
    done: set[tuple[str, str]] = set()
    for graph in graphs:
        chosen = {key: value for key, value in representatives(graph).items() if key not in done}
        done |= chosen.keys()
        found += run(graph, chosen)
    return sorted(found, key=lambda one: (one.node_class, one.predicate, one.what))


def name(term: Node) -> str:
    """Local name of one of our terms, a CURIE of others."""
    text = str(term)
    for prefix, start in (("", str(DIP._NS)), ("nif:", str(NIF)), ("rdf:", str(RDF._NS))):
        if text.startswith(start):
            return prefix + text.removeprefix(start)
    manager = Graph().namespace_manager
    return manager.normalizeUri(text)


def classes_of(graph: Graph) -> dict[Node, str]:
    """The lowest of our classes that each node carries: the one that fewest nodes carry."""
    number: dict[Node, int] = defaultdict(int)
    ours: dict[Node, list[Node]] = defaultdict(list)
    for node, kind in graph.subject_objects(RDF.type):
        number[kind] += 1
        if str(kind).startswith(str(DIP._NS)):
            ours[node].append(kind)
    above = {DIP.Actor: 2, DIP.DiplomaticEvent: 2, DIP.Organization: 1}
    return {
        node: name(min(kinds, key=lambda one: (above.get(URIRef(one), 0), str(one)))) for node, kinds in ours.items()
    }


def representatives(graph: Graph) -> dict[tuple[str, str], Triple]:
    """For each class and property one triple: of the node with fewest values of it, so that dropping shows."""
    best: dict[tuple[str, str], tuple[int, Triple]] = {}
    for node, kind in sorted(classes_of(graph).items()):
        for predicate in sorted(set(graph.predicates(node))):
            values = sorted(graph.objects(node, predicate))
            key = (kind, name(predicate))
            if key not in best or len(values) < best[key][0]:
                best[key] = (len(values), (node, predicate, values[0]))
    return {key: triple for key, (_, triple) in sorted(best.items())}


# ---------- what can go wrong ----------


def edits(graph: Graph, triple: Triple) -> Iterator[tuple[str, list[Triple], list[Triple]]]:
    """Name, triples to remove and to add of each mutation."""
    node, predicate, value = triple
    yield "dropped", [triple], []
    second = another(graph, triple)
    if second is not None:
        yield "doubled", [], [(node, predicate, second)]
    if isinstance(value, Literal):
        yield "literal made an IRI", [triple], [(node, predicate, NOBODY)]
        odd = Literal(str(value), datatype=XSD.token) if value.datatype != XSD.token else Literal(str(value))
        yield "other datatype", [triple], [(node, predicate, odd)]
    else:
        yield "IRI made a literal", [triple], [(node, predicate, Literal("urn:literal"))]
        yield "dangling", [triple], [(node, predicate, NOBODY)]
        stranger = URIRef("urn:stranger")
        described = [(stranger, RDF.type, DIP.Conflict)]
        if predicate != RDF.type:
            yield "another kind of node", [triple], [(node, predicate, stranger), *described]
    if predicate in (NIF.beginIndex, NIF.endIndex):
        for step in (-1, 1):
            moved = Literal(str(int(str(value)) + step), datatype=XSD.nonNegativeInteger)
            yield f"shifted by {step:+}", [triple], [(node, predicate, moved)]


def another(graph: Graph, triple: Triple) -> Node | None:
    """A second value that looks as good: of the same property elsewhere, or the literal changed a little."""
    node, predicate, value = triple
    if isinstance(value, Literal):
        if value.datatype == XSD.date:
            return Literal((date.fromisoformat(str(value)) + timedelta(days=1)).isoformat(), datatype=XSD.date)
        if value.datatype == XSD.boolean:
            return Literal("false" if str(value) == "true" else "true", datatype=XSD.boolean)
        if value.datatype in (XSD.decimal,):
            return Literal("0.123", datatype=XSD.decimal)
        if value.datatype in (XSD.integer, XSD.nonNegativeInteger):
            return Literal(str(int(str(value)) + 1), datatype=value.datatype)
        return Literal(str(value) + "x", lang=value.language, datatype=value.datatype)
    if predicate == RDF.type:
        return DIP.TimeSpan if value != DIP.TimeSpan else DIP.Place
    values = set(graph.objects(node, predicate))
    others = sorted(set(graph.objects(None, predicate)) - values - {node})
    kinds = set(graph.objects(value, RDF.type))
    return next((one for one in others if set(graph.objects(one, RDF.type)) == kinds), None)


# ---------- many copies, one validation ----------


def run(graph: Graph, chosen: dict[tuple[str, str], Triple]) -> list[Mutation]:
    big = Graph()
    copies: list[tuple[str, str, str, int]] = []
    bases: dict[int, int] = {}
    number = 0
    for (kind, predicate), triple in chosen.items():
        number += 1
        base = number
        plain = surroundings(graph, [triple[0]])
        second = another(graph, triple)
        if isinstance(second, URIRef) and not isinstance(triple[2], Literal):
            plain |= surroundings(graph, [second])
        add_copy(big, plain, base)
        for what, minus, plus in edits(graph, triple):
            number += 1
            add_copy(big, (plain - set(minus)) | set(plus), number)
            copies.append((kind, predicate, what, number))
            bases[number] = base
    results: dict[int, set[tuple[str, str, str, str, Severity]]] = defaultdict(set)
    for one in validate(big).results:
        number, focus = split(one.focus)
        value = "" if one.value is None else split(one.value)[1]
        results[number].add((one.constraint.removeprefix(SHAPE), one.component, focus, value, one.severity))
    return [
        Mutation(kind, predicate, what, tuple(sorted({(r[0], r[4]) for r in results[n] - results[bases[n]]})))
        for kind, predicate, what, n in copies
    ]


def surroundings(graph: Graph, start: list[Node]) -> set[Triple]:
    """The nodes, one of each kind that points to them, and everything that these point to."""
    nodes = list(start)
    for node in start:
        pointing: dict[tuple[Node, frozenset[Node]], Node] = {}
        for subject, predicate in sorted(graph.subject_predicates(node)):
            pointing.setdefault((predicate, frozenset(graph.objects(subject, RDF.type))), subject)
        nodes += pointing.values()
    found: set[Triple] = set()
    seen: set[Node] = set()
    while nodes:
        node = nodes.pop()
        if node in seen:
            continue
        seen.add(node)
        for predicate, value in graph.predicate_objects(node):
            found.add((node, predicate, value))
            if isinstance(value, URIRef):
                nodes.append(value)
    return found


def add_copy(big: Graph, triples: Iterable[Triple], number: int) -> None:
    """Add the triples under IRIs of their own; concepts, classes and properties stay what they are."""

    def own(term: Node) -> Node:
        if isinstance(term, URIRef) and not str(term).startswith(FIXED):
            return URIRef(f"urn:copy:{number}:{term}")
        return Literal(f"urn:copy:{number}:literal") if term == Literal("urn:literal") else term

    for subject, predicate, value in triples:
        big.add((own(subject), predicate, value if predicate == RDF.type and value != NOBODY else own(value)))


def split(term: Node) -> tuple[int, str]:
    text = str(term)
    if text.startswith("urn:copy:"):
        _, _, number, rest = text.split(":", 3)
        return int(number), rest
    return 0, text


# ---------- what nobody notices ----------

# (class or *, property or *, mutation): why no constraint needs to notice. Each entry is used, by test.
LESS = "less is told, and what is left is still true"
MAY_BE = "well-formed and may be true; only the text can tell, and the scores on annotated articles do"
HARMLESS: dict[tuple[str, str, str], str] = {
    # Optional properties.
    ("DiplomaticAct", "when", "dropped"): LESS,
    ("MediaOutlet", "represents", "dropped"): LESS,
    ("Tenure", "evidence", "dropped"): LESS + "; one passage of several, and the last one gone is noticed",
    ("Document", "copyOf", "dropped"): LESS + "; that two texts are alike is seen when the graph is built",
    ("Document", "dcterms:contributor", "dropped"): LESS,
    ("Document", "dcterms:issued", "dropped"): LESS,
    ("Document", "dcterms:publisher", "dropped"): LESS,
    ("Document", "dcterms:source", "dropped"): LESS,
    ("Document", "dcterms:title", "dropped"): LESS,
    ("Document", "nif:isString", "dropped"): "allowed (--text none); the words can't be compared then",
    ("Meeting", "minimumCount", "dropped"): LESS + ": that at least one such meeting took place",
    ("Meeting", "nonParticipant", "dropped"): LESS,
    ("Meeting", "organizer", "dropped"): LESS,
    ("Meeting", "place", "dropped"): LESS,
    ("Meeting", "topic", "dropped"): LESS,
    ("Meeting", "when", "dropped"): LESS,
    ("*", "prov:wasGeneratedBy", "dropped"): LESS,
    ("Mention", "literally", "dropped"): LESS,
    ("Person", "represents", "dropped"): LESS,
    ("*", "skos:altLabel", "dropped"): LESS,
    ("*", "skos:exactMatch", "dropped"): LESS,
    ("Place", "dcterms:isPartOf", "dropped"): LESS,
    ("Run", "prov:used", "dropped"): LESS,
    ("Statement", "about", "dropped"): LESS,
    ("Statement", "addressee", "dropped"): LESS,
    ("Statement", "embeddedIn", "dropped"): LESS + "; dip:via keeps who passed it on",
    ("Statement", "onBehalfOf", "dropped"): LESS,
    ("Statement", "reportsOn", "dropped"): LESS,
    ("Statement", "saidAt", "dropped"): LESS,
    ("Statement", "when", "dropped"): LESS,
    ("Tenure", "confidence", "dropped"): LESS,
    ("Tenure", "rule", "dropped"): LESS,
    ("Tenure", "when", "dropped"): LESS,
    ("TimeSpan", "anchor", "dropped"): LESS,
    ("TimeSpan", "approximate", "dropped"): LESS,
    # Properties that may have several values.
    ("*", "evidence", "doubled"): MAY_BE,
    ("*", "rule", "doubled"): "two rules may find the same fact",
    ("*", "skos:altLabel", "doubled"): MAY_BE,
    ("DiplomaticAct", "source", "doubled"): MAY_BE + " (joint acts)",
    ("MediaOutlet", "represents", "doubled"): MAY_BE,
    ("Statement", "embeddedIn", "doubled"): MAY_BE + " (several documents pass it on)",
    ("*", "prov:wasGeneratedBy", "doubled"): "a fact that several articles tell has several runs",
    ("Run", "prov:used", "doubled"): "a run may read several documents",
    ("Extractor", "rdfs:label", "doubled"): "a second label for people",
    ("Extractor", "schema:softwareVersion", "doubled"): "the union of graphs by two versions",
    ("Model", "rdfs:label", "doubled"): "a second label for people",
    ("Model", "schema:softwareVersion", "doubled"): "weights that two versions share",
    ("Run", "model", "dropped"): "a program may read without trained weights",
    ("Meeting", "participant", "doubled"): MAY_BE,
    ("Meeting", "topic", "doubled"): MAY_BE,
    ("Mention", "denotes", "doubled"): MAY_BE + ' ("both leaders")',
    ("Mention", "literally", "doubled"): MAY_BE,
    ("Person", "represents", "doubled"): MAY_BE,
    ("Place", "dcterms:isPartOf", "doubled"): MAY_BE + " (a city and its state)",
    ("Statement", "about", "doubled"): MAY_BE,
    ("Statement", "addressee", "doubled"): MAY_BE,
    ("Statement", "reportsOn", "doubled"): MAY_BE,
    ("Statement", "speaker", "doubled"): MAY_BE + " (joint statements)",
    # Others.
    ("Assertion", "rdf:object", "literal made an IRI"): MAY_BE + " (a topic may be words or a concept)",
    ("Assertion", "rdf:object", "other datatype"): MAY_BE + " (a topic may be words or a concept)",
    ("Document", "dcterms:source", "dangling"): "an address on the web is described nowhere here",
    ("Extractor", "rdfs:label", "other datatype"): "people read it all the same",
    ("Model", "rdfs:label", "other datatype"): "people read it all the same",
}


def key_of(one: Mutation) -> tuple[str, str, str] | None:
    """The entry of HARMLESS that speaks of a mutation."""
    for key in HARMLESS:
        if all(a in ("*", b) for a, b in zip(key, (one.node_class, one.predicate, one.what), strict=True)):
            return key
    return None


def reason(one: Mutation) -> str | None:
    """Why a mutation that nobody noticed does no harm; None when it is not in the list."""
    key = key_of(one)
    return HARMLESS[key] if key else None


def table(found: list[Mutation]) -> str:
    """The list as a page of Markdown."""
    caught = sum(bool(one.caught_by) for one in found)
    lines = [
        "# Mutated graphs: who notices what",
        "",
        "Made by `python tests/validate/mutations.py > docs/mutations.md`. One node stands for each property of each",
        "class; the graph is the one in `output/`, and the valid examples for what it doesn't contain.",
        "",
        f"{len(found)} mutations: {caught} noticed, {len(found) - caught} harmless, each with its reason.",
        "",
        "| class | property | mutation | noticed by |",
        "|---|---|---|---|",
    ]
    for one in found:
        who = ", ".join(
            f"`{name_}`" + f" ({level.value})" * (level is not Severity.VIOLATION) for name_, level in one.caught_by
        )
        lines.append(f"| {one.node_class} | {one.predicate} | {one.what} | {who or 'harmless: ' + str(reason(one))} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table(mutate(sources(Path(sys.argv[1]) if sys.argv[1:] else None))))
