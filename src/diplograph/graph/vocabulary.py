"""The closed vocabulary: every term of `ontology/`, and an error for any other.

>>> DIP.Meeting
rdflib.term.URIRef('https://w3id.org/diplograph/ontology#Meeting')
>>> DIPV["phone-call"]
rdflib.term.URIRef('https://w3id.org/diplograph/vocab/phone-call')
>>> DIP.meting
Traceback (most recent call last):
    ...
AttributeError: term 'meting' not in namespace 'https://w3id.org/diplograph/ontology#'
"""

from __future__ import annotations

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

# Namespaces of others that rdflib doesn't carry as the graph needs them.
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
SCHEMA = Namespace("https://schema.org/")


class DIP(DefinedNamespace):
    """Classes, properties and datatypes of `ontology/diplograph.ttl`."""

    _fail = True
    _NS = Namespace("https://w3id.org/diplograph/ontology#")

    # classes
    Actor: URIRef
    Person: URIRef
    State: URIRef
    Organization: URIRef
    Government: URIRef
    InternationalOrganization: URIRef
    MediaOutlet: URIRef
    Group: URIRef
    Office: URIRef
    Tenure: URIRef
    Place: URIRef
    TimeSpan: URIRef
    DiplomaticEvent: URIRef
    Meeting: URIRef
    DiplomaticAct: URIRef
    Statement: URIRef
    Document: URIRef
    Mention: URIRef
    Assertion: URIRef
    Conflict: URIRef
    Run: URIRef
    Extractor: URIRef
    Model: URIRef

    # properties
    sha256: URIRef
    copyOf: URIRef
    denotes: URIRef
    literally: URIRef
    represents: URIRef
    when: URIRef
    place: URIRef
    topic: URIRef
    kind: URIRef
    status: URIRef
    participant: URIRef
    nonParticipant: URIRef
    organizer: URIRef
    minimumCount: URIRef
    act: URIRef
    source: URIRef
    target: URIRef
    polarity: URIRef
    speaker: URIRef
    onBehalfOf: URIRef
    via: URIRef
    embeddedIn: URIRef
    addressee: URIRef
    about: URIRef
    form: URIRef
    mode: URIRef
    cue: URIRef
    text: URIRef
    saidAt: URIRef
    reportsOn: URIRef
    sameQuoteAs: URIRef
    earliest: URIRef
    latest: URIRef
    precision: URIRef
    approximate: URIRef
    wording: URIRef
    anchor: URIRef
    model: URIRef
    evidence: URIRef
    confidence: URIRef
    rule: URIRef
    incomplete: URIRef
    possiblySameAs: URIRef
    conflicting: URIRef

    # datatypes of notations
    CameoCode: URIRef
    PloverCode: URIRef


class DIPV(DefinedNamespace):
    """Concepts and schemes of `ontology/vocabulary.ttl`; names with a hyphen in brackets."""

    _fail = True
    _NS = Namespace("https://w3id.org/diplograph/vocab/")

    kinds: URIRef
    call: URIRef
    talks: URIRef
    summit: URIRef
    visit: URIRef
    other: URIRef
    statuses: URIRef
    held: URIRef
    planned: URIRef
    reported: URIRef
    cancelled: URIRef
    denied: URIRef
    forms: URIRef
    direct: URIRef
    indirect: URIRef
    mixed: URIRef
    modes: URIRef
    speech: URIRef
    attitude: URIRef
    precisions: URIRef
    day: URIRef
    week: URIRef
    month: URIRef
    quarter: URIRef
    year: URIRef
    interval: URIRef
    unresolved: URIRef
    polarities: URIRef
    positive: URIRef
    negative: URIRef
    reasons: URIRef
    acts: URIRef
    accuse: URIRef
    agree: URIRef
    aid: URIRef
    apologise: URIRef
    arrest: URIRef
    attack: URIRef
    blame: URIRef
    blockade: URIRef
    ceasefire: URIRef
    condemn: URIRef
    congratulate: URIRef
    cooperate: URIRef
    criticise: URIRef
    defend: URIRef
    demand: URIRef
    expel: URIRef
    invade: URIRef
    investigate: URIRef
    invite: URIRef
    mediate: URIRef
    mobilise: URIRef
    negotiate: URIRef
    occupy: URIRef
    praise: URIRef
    protest: URIRef
    recognise: URIRef
    reject: URIRef
    release: URIRef
    sanction: URIRef
    sign: URIRef
    support: URIRef
    thank: URIRef
    threaten: URIRef
    veto: URIRef
    warn: URIRef
    withdraw: URIRef
    topics: URIRef

    _extras = [  # noqa: RUF012 (the type is given by rdflib)
        "phone-call",
        "video-call",
        "in-person",
        "not-said",
        "not-resolved",
        "break-relations",
        "ease-sanctions",
        "suspend-aid",
        "topic-arms-control",
        "topic-ceasefire",
        "topic-climate",
        "topic-energy",
        "topic-human-rights",
        "topic-humanitarian-aid",
        "topic-migration",
        "topic-peace",
        "topic-prisoners",
        "topic-relations",
        "topic-sanctions",
        "topic-security",
        "topic-territory",
        "topic-trade",
        "topic-war",
    ]
