"""The ontology: every term is explained, the contract's names exist, code and Turtle agree, OWL finds no fault."""

from __future__ import annotations

import re
from pathlib import Path

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from diplograph import model, resources
from diplograph.graph.vocabulary import DIP, DIPV

FOLDER = resources.folder("ontology")
CLASH = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")  # how owlrl notes an inconsistency
XSD = "http://www.w3.org/2001/XMLSchema#"
RESERVED = (str(RDF._NS), str(RDFS._NS), str(OWL._NS), XSD)
XSD_OF_OWL = {XSD + name for name in ("string", "boolean", "decimal", "integer", "nonNegativeInteger")}
KINDS_OF_TERM = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDFS.Datatype}

CONTRACT_CLASSES = """Actor Person State Organization Government InternationalOrganization MediaOutlet Group Office
    Tenure Place TimeSpan DiplomaticEvent Meeting DiplomaticAct Statement Document Mention Assertion Conflict Run
    Extractor""".split()
CONTRACT_PROPERTIES = """sha256 copyOf denotes literally represents kind status participant nonParticipant organizer
    minimumCount when place topic evidence confidence rule possiblySameAs earliest latest precision approximate
    wording anchor speaker onBehalfOf via embeddedIn addressee about form mode cue text saidAt reportsOn sameQuoteAs
    act source target polarity conflicting""".split()
CONTRACT_CONCEPTS = """phone-call video-call call in-person talks summit visit other held planned reported cancelled
    denied day week month quarter year interval unresolved direct indirect mixed speech attitude positive negative
    condemn support sanction blame invade""".split()
CONTRACT_FOREIGN = """dcterms:identifier dcterms:issued dcterms:publisher dcterms:contributor dcterms:title
    dcterms:source dcterms:isPartOf nif:isString nif:referenceContext nif:beginIndex nif:endIndex nif:anchorOf
    skos:prefLabel skos:altLabel skos:exactMatch org:member org:role org:organization""".split()


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(FOLDER / "diplograph.ttl")


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    return Graph().parse(FOLDER / "vocabulary.ttl")


def terms(graph: Graph, namespace: str) -> set[str]:
    return {
        str(one).removeprefix(namespace)
        for one in graph.subjects()
        if isinstance(one, URIRef) and one.startswith(namespace)
    }


def test_header_has_version_licence_and_no_imports(ontology: Graph) -> None:
    [head] = ontology.subjects(RDF.type, OWL.Ontology)
    assert str(ontology.value(head, OWL.versionIRI)).startswith(str(head) + "/")
    assert ontology.value(head, URIRef("http://purl.org/dc/terms/license"))
    assert not list(ontology.triples((None, OWL.imports, None)))


def test_every_term_is_explained(ontology: Graph) -> None:
    for name in sorted(terms(ontology, str(DIP._NS))):
        term = DIP[name]
        assert set(ontology.objects(term, RDF.type)) & KINDS_OF_TERM, name
        for wanted in (RDFS.label, SKOS.definition, SKOS.example):
            [value] = ontology.objects(term, wanted)
            assert isinstance(value, Literal) and value.language == "en" and value.strip(), (name, wanted)


def test_every_concept_is_explained(vocabulary: Graph) -> None:
    schemes = set(vocabulary.subjects(RDF.type, SKOS.ConceptScheme))
    for name in sorted(terms(vocabulary, str(DIPV._NS))):
        term = DIPV[name]
        assert len(list(vocabulary.objects(term, SKOS.prefLabel))) == 1
        assert len(list(vocabulary.objects(term, SKOS.definition))) == 1
        if term not in schemes:
            assert vocabulary.value(term, SKOS.inScheme) in schemes, name
            assert vocabulary.value(term, SKOS.example), name
            top, broader = vocabulary.value(term, SKOS.topConceptOf), vocabulary.value(term, SKOS.broader)
            assert (top is None) != (broader is None), f"{name}: either at the top or below another"


@pytest.mark.parametrize(("namespace", "file"), [(DIP, "diplograph.ttl"), (DIPV, "vocabulary.ttl")])
def test_code_and_turtle_have_the_same_terms(namespace: type[DIP] | type[DIPV], file: str) -> None:
    in_turtle = terms(Graph().parse(FOLDER / file), str(namespace._NS))
    extras = getattr(namespace, "_extras", [])
    in_code = {name for name in namespace.__annotations__ if not name.startswith("_")} | set(extras)
    assert in_code == in_turtle


@pytest.mark.parametrize("name", CONTRACT_CLASSES)
def test_contract_class(ontology: Graph, name: str) -> None:
    assert (DIP[name], RDF.type, OWL.Class) in ontology


@pytest.mark.parametrize("name", CONTRACT_PROPERTIES)
def test_contract_property(ontology: Graph, name: str) -> None:
    kinds = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    assert set(ontology.objects(DIP[name], RDF.type)) & kinds


@pytest.mark.parametrize("name", CONTRACT_CONCEPTS)
def test_contract_concept(vocabulary: Graph, name: str) -> None:
    assert (DIPV[name], RDF.type, SKOS.Concept) in vocabulary


@pytest.mark.parametrize("name", CONTRACT_FOREIGN)
def test_contract_term_of_others_has_a_note(ontology: Graph, name: str) -> None:
    term = ontology.namespace_manager.expand_curie(name)
    assert ontology.value(term, SKOS.scopeNote)


@pytest.mark.parametrize(
    ("values", "scheme"),
    [
        (model.MeetingKind, "kinds"),
        (model.MeetingStatus, "statuses"),
        (model.Form, "forms"),
        (model.Mode, "modes"),
        (model.Precision, "precisions"),
        (model.Polarity, "polarities"),
    ],
)
def test_model_and_schemes_have_the_same_values(vocabulary: Graph, values: type[model.Form], scheme: str) -> None:
    ours = {DIPV[re.sub(r"(?<!^)(?=[A-Z])", "-", one.value).lower()] for one in values}
    assert ours == set(vocabulary.subjects(SKOS.inScheme, DIPV[scheme]))


def test_small(ontology: Graph) -> None:
    ours = [DIP[name] for name in terms(ontology, str(DIP._NS))]
    classes = [one for one in ours if (one, RDF.type, OWL.Class) in ontology]
    assert len(classes) <= 25
    assert len(ours) - len(classes) <= 47  # 45 properties and two datatypes of notations


# ---------- OWL ----------


def test_owl_dl_each_term_is_declared_once(ontology: Graph) -> None:
    """No undeclared term, no property of two kinds, nothing of the reserved vocabulary redefined (OWL 2, 5.8)."""
    kinds = [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDFS.Datatype]
    declared = {kind: set(ontology.subjects(RDF.type, kind)) for kind in kinds}
    properties = [declared[kind] for kind in kinds[1:4]]
    assert not properties[0] & properties[1] | properties[0] & properties[2] | properties[1] & properties[2]
    assert not declared[OWL.Class] & declared[RDFS.Datatype]
    for _, predicate, value in ontology:
        if not str(predicate).startswith(RESERVED):
            assert predicate in declared[OWL.AnnotationProperty], predicate
        if predicate in (RDFS.subClassOf, RDFS.domain) and isinstance(value, URIRef):
            assert value in declared[OWL.Class], value
        if predicate == RDFS.subPropertyOf:
            assert value in set().union(*properties), value
        if predicate == RDFS.range and isinstance(value, URIRef):
            # xsd:date is not in OWL 2's datatype map, so no range may name it.
            assert value in declared[OWL.Class] or str(value) in XSD_OF_OWL, value


@pytest.mark.parametrize("kind", [OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty])
def test_owl_dl_subproperties_stay_in_their_kind(ontology: Graph, kind: URIRef) -> None:
    for below, above in ontology.subject_objects(RDFS.subPropertyOf):
        if (below, RDF.type, kind) in ontology:
            assert (above, RDF.type, kind) in ontology, (below, above)


DATA = """
@prefix dip: <https://w3id.org/diplograph/ontology#> .
@prefix dipv: <https://w3id.org/diplograph/vocab/> .
@prefix : <https://example.org/> .
:call a dip:Meeting ; dip:participant :ann, :bob ; dip:kind dipv:phone-call ; dip:possiblySameAs :other .
:ann a dip:Person ; dip:represents :land .
:said a dip:Statement ; dip:speaker :ann ; dip:saidAt :call .
"""


def clashes(ontology: Graph, data: str) -> list[str]:
    graph = Graph()
    graph += ontology
    graph.parse(data=data, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return [str(text) for one in graph.subjects(RDF.type, CLASH) for text in graph.objects(one, None)]


def test_owl_rl_finds_no_clash_and_the_expected_types(ontology: Graph) -> None:
    graph = Graph()
    graph += ontology
    graph.parse(data=DATA, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert not list(graph.subjects(RDF.type, CLASH))
    example = "https://example.org/"
    assert (URIRef(example + "call"), RDF.type, DIP.DiplomaticEvent) in graph
    assert (URIRef(example + "bob"), RDF.type, DIP.Actor) in graph
    assert (URIRef(example + "other"), DIP.possiblySameAs, URIRef(example + "call")) in graph
    attributed = URIRef("http://www.w3.org/ns/prov#wasAttributedTo")
    assert (URIRef(example + "said"), attributed, URIRef(example + "ann")) in graph


@pytest.mark.parametrize(
    "wrong",
    [
        ":ann a dip:Meeting .",  # a person is no event
        ":land a dip:Person .",  # what is represented is a state
        ":said dip:embeddedIn :said .",  # irreflexive
        ":a dip:copyOf :b . :b dip:copyOf :a .",  # asymmetric
    ],
)
def test_owl_rl_finds_a_wilful_clash(ontology: Graph, wrong: str) -> None:
    assert clashes(ontology, DATA + wrong)


def test_alignments_reach_the_vocabularies_promised(ontology: Graph) -> None:
    above = {str(o) for p in (RDFS.subClassOf, RDFS.subPropertyOf) for o in ontology.objects(None, p)}
    for start in (
        "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "http://www.w3.org/ns/prov#",
        "http://www.w3.org/ns/org#",
        "https://schema.org/",
        "http://www.w3.org/2006/time#",
        "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    ):
        assert any(one.startswith(start) for one in above), start


# ---------- notations ----------


def notations(vocabulary: Graph) -> list[tuple[str, str, str]]:
    rows = []
    for concept in sorted(set(vocabulary.subjects(SKOS.notation))):
        codes = {str(one.datatype): str(one) for one in vocabulary.objects(concept, SKOS.notation)}
        rows.append((str(concept), codes[str(DIP.CameoCode)], codes[str(DIP.PloverCode)]))
    return rows


def test_codes_stand_in_the_mapping_of_plover(vocabulary: Graph, mapping_of_plover: dict[str, str]) -> None:
    rows = notations(vocabulary)
    assert len(rows) > 30
    for concept, cameo, plover in rows:
        assert mapping_of_plover.get(cameo) == plover, (concept, cameo, plover)


@pytest.fixture
def mapping_of_plover(corpora: Path) -> dict[str, str]:
    """CAMEO code to category of PLOVER."""
    text = (corpora / "data" / "plover" / "CAMEO2PLOVER-2021.txt").read_text(encoding="utf-8")
    return {m[1]: m[2] for line in text.splitlines() if (m := re.match(r"(\d{3,4}): (\w+),", line))}
