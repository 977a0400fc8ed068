"""The committed graph of the seeds as the writers take it, and a small one by hand."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.export.reading import Reader
from diplograph.graph.turtle import Section

ROOT = Path(__file__).resolve().parents[2]
# Two articles tell of one call; the second says that it was in Rome and adds a statement and a refused act.
TOLD = """
@base <https://w3id.org/diplograph/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix dip: <https://w3id.org/diplograph/ontology#> .
@prefix dipv: <https://w3id.org/diplograph/vocab/> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<document/a> a dip:Document ; dcterms:identifier "a.txt" ; dcterms:source <https://news.example/a> .
<document/b> a dip:Document ; dcterms:identifier "b.txt" ; dcterms:issued "2031-03-05"^^xsd:date .
<run/a/x> a dip:Run ; prov:used <document/a> .
<run/b/x> a dip:Run ; prov:used <document/b> .
<document/a#char=0,9> a dip:Mention ; nif:referenceContext <document/a> ; nif:anchorOf "Ann | Bob" .
<document/b#char=0,9> a dip:Mention ; nif:referenceContext <document/b> ; dip:denotes <time/t> .
<meeting/m> a dip:Meeting, dip:DiplomaticEvent ; rdfs:label "Call"@en ; dip:kind dipv:phone-call ;
    dip:status dipv:held ; dip:participant <actor/person/ann>, <actor/person/bob> ; dip:place <place/rome> ;
    dip:evidence <document/a#char=0,9>, <document/b#char=0,9> ; prov:wasGeneratedBy <run/a/x>, <run/b/x> ;
    dip:when <time/t> ; dip:topic "trade | war", "grain" ; dip:confidence 0.9 .
<assertion/b/1> a dip:Assertion ; rdf:subject <meeting/m> ; rdf:predicate dip:place ; rdf:object <place/rome> ;
    dip:evidence <document/b#char=0,9> .
<statement/s> a dip:Statement ; dip:speaker <actor/person/ann> ; dip:addressee <actor/person/bob> ;
    dip:via <actor/media/gazette> ; dip:about <actor/state/ITA> ; dip:text "=1+1,\\n\\"yes\\"" ;
    dip:evidence <document/b#char=0,9> .
<act/n> a dip:DiplomaticAct, dip:DiplomaticEvent ; dip:act dipv:condemn ; dip:polarity dipv:negative ;
    dip:source <actor/state/ITA> ; dip:target <actor/state/FRA> ; dip:evidence <document/b#char=0,9> .
<act/p> a dip:DiplomaticAct, dip:DiplomaticEvent ; dip:act dipv:thank ; dip:polarity dipv:positive ;
    dip:source <actor/state/ITA> ; dip:target <actor/state/FRA> ; dip:evidence <document/b#char=0,9> .
<time/t> a dip:TimeSpan ; dip:earliest "2031-03-04"^^xsd:date ; dip:latest "2031-03-04"^^xsd:date ;
    dip:precision dipv:day .
<actor/person/ann> a dip:Actor, dip:Person ; skos:prefLabel "Ann"@en ; dip:represents <actor/state/ITA> .
<actor/person/bob> a dip:Actor, dip:Person ; skos:prefLabel "Bob"@en ; dip:represents <actor/state/FRA> .
<actor/media/gazette> a dip:Actor, dip:Organization, dip:MediaOutlet ; skos:prefLabel "Gazette"@en .
<actor/state/ITA> a dip:Actor, dip:State ; skos:prefLabel "Italy"@en .
<actor/state/FRA> a dip:Actor, dip:State ; skos:prefLabel "France"@en .
<place/rome> a dip:Place ; skos:prefLabel "Rome"@en .
"""


def section_of(text: str) -> Section:
    reader = Reader()
    reader.add(ox.parse(text, format=ox.RdfFormat.TURTLE))
    return reader.section()


@pytest.fixture(scope="session")
def seeds() -> Section:
    return section_of((ROOT / "output" / "diplograph.ttl").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def told() -> Section:
    return section_of(TOLD)
