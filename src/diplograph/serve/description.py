"""What the endpoint is and what its graph holds, as RDF.

SPARQL 1.1 Service Description (W3C 2013) and VoID (W3C Interest Group Note 2011).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import pyoxigraph as ox

from diplograph import __version__
from diplograph.graph.identifiers import BASE
from diplograph.graph.kinship import bases
from diplograph.graph.names import DCTERMS, DIP, DIPV, NIF, ORG, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
PREFIXES = {
    "sd": SD,
    "void": VOID,
    "formats": FORMATS,
    "dcterms": DCTERMS.space,
    "dip": DIP.space,
    "rdf": RDF.space,
    "xsd": XSD.space,
}
_WRITTEN = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
    "N-Quads",
    "TriG",
)
_VOCABULARIES = (DCTERMS, DIP, DIPV, NIF, ORG, PROV, RDFS, SCHEMA, SKOS)


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures of a graph. classes, properties: IRI and how many members or triples, the most first.

    bases: what its own IRIs begin with, as its documents tell. first, last: days of the documents, None when none has
    one. example: IRI of a node to look at first.
    """

    triples: int
    subjects: int
    objects: int
    classes: tuple[tuple[str, int], ...]
    properties: tuple[tuple[str, int], ...]
    graphs: tuple[tuple[str, int], ...]
    bases: tuple[str, ...]
    first: str | None
    last: str | None
    example: str | None

    @property
    def base(self) -> str:
        return self.bases[0] if self.bases else BASE


def counted(store: ox.Store) -> Counted:
    """Count what a graph holds; named graphs count as one."""
    days = _rows(store, f"SELECT (MIN(?d) AS ?a) (MAX(?d) AS ?b) {{ ?x a <{DIP.Document}> ; <{DCTERMS.issued}> ?d }}")
    first, last = days[0] if days else (None, None)
    most_told = f"""SELECT ?m (COUNT(DISTINCT ?d) AS ?n) {{ ?m a <{DIP.Meeting}> ;
        <{DIP.evidence}>/<{NIF.referenceContext}> ?d }} GROUP BY ?m ORDER BY DESC(?n) ?m LIMIT 1"""
    example = next((row[0] for row in _rows(store, most_told)), None)
    return Counted(
        triples=_number(store, "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }")
        if any(True for _ in store.named_graphs())
        else len(store),
        subjects=_number(store, "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s { ?s ?p ?o } }"),
        objects=_number(store, "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?o { ?s ?p ?o } }"),
        classes=_counts(store, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c FILTER(isIRI(?c)) } GROUP BY ?c"),
        properties=_counts(store, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"),
        graphs=_counts(store, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"),
        bases=bases(store),
        first=first,
        last=last,
        example=example,
    )


def _rows(store: ox.Store, sparql: str) -> list[tuple[str | None, ...]]:
    answer = store.query(sparql, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions), "all of ours are SELECT"
    width = len(answer.variables)
    return [tuple(getattr(row[at], "value", None) for at in range(width)) for row in answer]


def _number(store: ox.Store, sparql: str) -> int:
    return int(_rows(store, sparql)[0][0] or 0)


def _counts(store: ox.Store, sparql: str) -> tuple[tuple[str, int], ...]:
    found = [(str(name), int(count or 0)) for name, count in _rows(store, sparql) if name]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


def service(home: str, counts: Counted) -> list[ox.Triple]:
    """The service description. home: the address of the server, with a slash at its end."""
    endpoint, dataset, graph = home + "sparql", home + "void#dataset", home + "void#graph"
    default = f"{endpoint}#default-dataset"
    facts: list[tuple[str, str, object]] = [
        (endpoint, RDF["type"], ox.NamedNode(SD + "Service")),
        (endpoint, SD + "endpoint", ox.NamedNode(endpoint)),
        (endpoint, SD + "supportedLanguage", ox.NamedNode(SD + "SPARQL11Query")),
        (endpoint, SD + "feature", ox.NamedNode(SD + "UnionDefaultGraph")),
        (endpoint, SD + "defaultDataset", ox.NamedNode(default)),
        *((endpoint, SD + "resultFormat", ox.NamedNode(FORMATS + name)) for name in _WRITTEN),
        (default, RDF["type"], ox.NamedNode(SD + "Dataset")),
        (default, DCTERMS["isPartOf"], ox.NamedNode(dataset)),
        (default, SD + "defaultGraph", ox.NamedNode(graph)),
        (graph, RDF["type"], ox.NamedNode(SD + "Graph")),
        (graph, VOID + "triples", _integer(counts.triples)),
    ]
    for name, count in counts.graphs:
        node = f"{home}void#graph-{_digest(name)}"
        facts += [
            (default, SD + "namedGraph", ox.NamedNode(node)),
            (node, RDF["type"], ox.NamedNode(SD + "NamedGraph")),
            (node, SD + "name", ox.NamedNode(name)),
            (node, SD + "graph", ox.NamedNode(node + "-content")),
            (node + "-content", RDF["type"], ox.NamedNode(SD + "Graph")),
            (node + "-content", VOID + "triples", _integer(count)),
        ]
    return list(_triples(facts))


def dataset(home: str, counts: Counted, title: str) -> list[ox.Triple]:
    """The graph as a VoID data set with its figures. title: what the user calls it."""
    node = home + "void#dataset"
    facts: list[tuple[str, str, object]] = [
        (home + "void", RDF["type"], ox.NamedNode(VOID + "DatasetDescription")),
        (home + "void", "http://xmlns.com/foaf/0.1/primaryTopic", ox.NamedNode(node)),
        (node, RDF["type"], ox.NamedNode(VOID + "Dataset")),
        (node, DCTERMS["title"], ox.Literal(title)),
        (node, DCTERMS["description"], ox.Literal(f"Served by diplograph {__version__}.", language="en")),
        (node, VOID + "sparqlEndpoint", ox.NamedNode(home + "sparql")),
        (node, VOID + "triples", _integer(counts.triples)),
        (node, VOID + "entities", _integer(counts.subjects)),
        (node, VOID + "distinctSubjects", _integer(counts.subjects)),
        (node, VOID + "distinctObjects", _integer(counts.objects)),
        (node, VOID + "classes", _integer(len(counts.classes))),
        (node, VOID + "properties", _integer(len(counts.properties))),
        *((node, VOID + "uriSpace", ox.Literal(base)) for base in counts.bases),
    ]
    used = [one for one, _ in (*counts.classes, *counts.properties)]
    for vocabulary in _VOCABULARIES:
        if any(one.startswith(vocabulary.space) for one in used):
            facts.append((node, VOID + "vocabulary", ox.NamedNode(vocabulary.space)))
    if counts.example:
        facts.append((node, VOID + "exampleResource", ox.NamedNode(counts.example)))
    if DIP.Document in used:
        facts.append((node, VOID + "documents", _integer(dict(counts.classes)[DIP.Document])))
    for name, count in counts.classes:
        part = f"{home}void#class-{_digest(name)}"
        facts += [
            (node, VOID + "classPartition", ox.NamedNode(part)),
            (part, VOID + "class", ox.NamedNode(name)),
            (part, VOID + "entities", _integer(count)),
        ]
    for name, count in counts.properties:
        part = f"{home}void#property-{_digest(name)}"
        facts += [
            (node, VOID + "propertyPartition", ox.NamedNode(part)),
            (part, VOID + "property", ox.NamedNode(name)),
            (part, VOID + "triples", _integer(count)),
        ]
    return list(_triples(facts))


def _digest(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:12]


def _integer(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=ox.NamedNode(XSD.integer))


def _triples(facts: list[tuple[str, str, object]]) -> Iterator[ox.Triple]:
    for subject, predicate, value in facts:
        yield ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value)  # type: ignore[arg-type]
