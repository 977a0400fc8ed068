"""Triples of a dossier: each kind of node, by the contract's sections 2 and 3."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from rdflib import Graph
from rdflib.namespace import SKOS

from diplograph import intervals
from diplograph.dossier import Dossier
from diplograph.graph.build import build
from diplograph.graph.mapping import ABOVE, ACTS, act_of
from diplograph.graph.names import DIPV
from diplograph.graph.terms import Literal, Term, boolean, decimal, english, iri, ntriples, quoted
from diplograph.graph.vocabulary import DIPV as CLOSED
from diplograph.model import (
    Actor,
    ActorType,
    Document,
    Extraction,
    Form,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Mention,
    MentionKind,
    Mode,
    Place,
    Relation,
    Span,
    Statement,
    Timex,
)
from diplograph.resolve.across import join
from diplograph.resources import files

TEXT = "President Ada Berg met Luis Soto in Lima in early May, NTB said. “We agree”, Oslo added."
STATES = {"Norway": "NOR", "Peru": "PER"}
DIP = "https://w3id.org/diplograph/ontology#"
BASE = "https://w3id.org/diplograph/id/"


def at(words: str) -> Span:
    begin = TEXT.index(words)
    return Span(begin, begin + len(words))


def extraction() -> Extraction:
    when = Timex(at("early May"), intervals.parse("2031-05-01/2031-05-10"), approximate=True, anchor=date(2031, 5, 12))
    everything = (Span(0, len(TEXT)),)
    return Extraction(
        Document(
            "a.txt",
            TEXT,
            "AB" * 32,
            date(2031, 5, 12),
            publisher="The Daily",
            agency="NTB",
            source="https://example.org/1",
        ),
        actors=(
            Actor("a1", "Ada Berg", ActorType.PERSON, (Mention(at("Ada Berg"), MentionKind.NAME),), wikidata="Q1"),
            Actor("a2", "Luis Soto", ActorType.PERSON, (Mention(at("Luis Soto"), MentionKind.NAME),)),
            Actor("a3", "Norway", ActorType.STATE, (Mention(at("Oslo"), MentionKind.METONYM, "Oslo"),), state="NOR"),
            Actor("a4", "NTB", ActorType.MEDIA, (Mention(at("NTB"), MentionKind.NAME),)),
        ),
        places=(Place("Lima", (at("Lima"),), "Peru"),),
        meetings=(
            Meeting(
                "m1",
                MeetingKind.IN_PERSON,
                MeetingStatus.PLANNED,
                ("a1", "a2"),
                organizer="a3",
                when=when,
                place="Lima",
                topics=(at("We agree"),),
                trigger=at("met"),
                evidence=everything,
                rule="meetings:meet",
                confidence=0.876,
            ),
        ),
        statements=(
            Statement(
                "s1",
                ("a3",),
                at("Oslo"),
                Form.DIRECT,
                at("added"),
                (at("We agree"),),
                everything,
                mode=Mode.ATTITUDE,
                via=("a4",),
                on_behalf_of=("a3", "a1"),
                addressee=("a2",),
                about=("a1",),
                meeting="m1",
                about_meeting="m1",
                rule="statements:quote",
            ),
            Statement("s2", (), at("NTB"), Form.INDIRECT, None, (at("met Luis Soto"),), everything, rule="x"),
        ),
        relations=(
            Relation("holdsOffice", "a1", "a3", at("President Ada Berg"), office="President"),
            Relation("praises", "a1", "a2", at("met Luis Soto"), rule="acts:praise"),
            Relation("ally", "a1", "a2", at("met Luis Soto")),
        ),
        timexes=(when,),
    )


@pytest.fixture(scope="module")
def facts() -> dict[str, dict[str, list[Term]]]:
    """Short name of a node -> short name of a property -> values."""
    found: dict[str, dict[str, list[Term]]] = {}
    for subject, predicate, value in build(join([extraction()], STATES)):
        name = predicate.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        found.setdefault(subject.removeprefix(BASE), {}).setdefault(name, []).append(value)
    return found


def short(values: list[Term]) -> list[str]:
    return [
        one.value if isinstance(one, Literal) else one.removeprefix(BASE).removeprefix(DIP).removeprefix(DIPV.space)
        for one in values
    ]


DOC = "document/2031-05-12-" + "ab" * 6
MET = "meeting/2031-05-01/in-person/ada-berg--luis-soto"
TABLE = {
    DOC: {
        "type": ["Document"],
        "identifier": ["a.txt"],
        "issued": ["2031-05-12"],
        "publisher": ["actor/media/the-daily"],
        "contributor": ["actor/media/ntb"],
        "source": ["https://example.org/1"],
        "sha256": ["ab" * 32],
        "isString": [TEXT],
    },
    f"{DOC}#char=77,81": {
        "type": ["Mention"],
        "anchorOf": ["Oslo"],
        "denotes": ["actor/state/NOR"],
        "literally": ["place/oslo"],
        "referenceContext": [DOC],
        "beginIndex": ["77"],
        "endIndex": ["81"],
    },
    "place/oslo": {"type": ["Place"], "prefLabel": ["Oslo"], "isPartOf": ["actor/state/NOR"]},
    "place/lima": {"type": ["Place"], "prefLabel": ["Lima"], "isPartOf": ["actor/state/PER"]},
    "actor/state/PER": {"type": ["Actor", "State"], "prefLabel": ["Peru"]},
    "actor/person/ada-berg": {
        "type": ["Actor", "Person"],
        "prefLabel": ["Ada Berg"],
        "exactMatch": ["http://www.wikidata.org/entity/Q1"],
        "represents": ["actor/state/NOR"],
    },
    "actor/media/ntb": {"type": ["Actor", "MediaOutlet", "Organization"], "prefLabel": ["NTB"]},
    "office/NOR/president": {"type": ["Office"], "prefLabel": ["President of Norway"]},
    "tenure/ada-berg/NOR/president": {
        "type": ["Tenure"],
        "member": ["actor/person/ada-berg"],
        "role": ["office/NOR/president"],
        "organization": ["actor/state/NOR"],
        "evidence": [f"{DOC}#char=0,18"],
        "confidence": ["1.0"],
        "wasGeneratedBy": [f"run/{DOC[9:]}/diplograph-0.1.0"],
    },
    "time/2031-05-01_2031-05-10/early-may/2031-05-12": {
        "type": ["TimeSpan"],
        "earliest": ["2031-05-01"],
        "latest": ["2031-05-10"],
        "precision": ["interval"],
        "approximate": ["true"],
        "wording": ["early May"],
        "anchor": ["2031-05-12"],
    },
    MET: {
        "type": ["DiplomaticEvent", "Meeting"],
        "label": ["Planned meeting of Ada Berg and Luis Soto, 1 to 10 May 2031"],
        "kind": ["in-person"],
        "status": ["planned"],
        "participant": ["actor/person/ada-berg", "actor/person/luis-soto"],
        "organizer": ["actor/state/NOR"],
        "place": ["place/lima"],
        "topic": ["We agree"],
        "when": ["time/2031-05-01_2031-05-10/early-may/2031-05-12"],
        "evidence": [f"{DOC}#char=0,88"],
        "confidence": ["0.88"],
        "rule": ["meetings:meet"],
        "wasGeneratedBy": [f"run/{DOC[9:]}/diplograph-0.1.0"],
    },
    "statement/NOR/31ea1357f91c-abababababab": {
        "type": ["Statement"],
        "label": ["Norway: We agree"],
        "text": ["We agree"],
        "form": ["direct"],
        "mode": ["attitude"],
        "cue": ["added"],
        "speaker": ["actor/state/NOR"],
        "via": ["actor/media/ntb"],
        "onBehalfOf": ["actor/state/NOR"],  # a person is nobody to speak for
        "addressee": ["actor/person/luis-soto"],
        "about": ["actor/person/ada-berg"],
        "saidAt": [MET],
        "reportsOn": [MET],
        "evidence": [f"{DOC}#char=0,88"],
        "confidence": ["1.0"],
        "rule": ["statements:quote"],
        "wasGeneratedBy": [f"run/{DOC[9:]}/diplograph-0.1.0"],
    },
    "act/undated/praise/positive/ada-berg--luis-soto": {
        "type": ["DiplomaticAct", "DiplomaticEvent"],
        "label": ["Praise: Ada Berg → Luis Soto"],
        "act": ["praise"],
        "source": ["actor/person/ada-berg"],
        "target": ["actor/person/luis-soto"],
        "polarity": ["positive"],
        "evidence": [f"{DOC}#char=19,32"],
        "confidence": ["1.0"],
        "rule": ["acts:praise"],
        "wasGeneratedBy": [f"run/{DOC[9:]}/diplograph-0.1.0"],
    },
    f"run/{DOC[9:]}/diplograph-0.1.0": {
        "type": ["Run"],
        "used": [DOC],
        "wasAssociatedWith": ["extractor/diplograph-0.1.0"],
    },
    "extractor/diplograph-0.1.0": {"type": ["Extractor"], "label": ["Diplograph 0.1.0"], "softwareVersion": ["0.1.0"]},
}


@pytest.mark.parametrize("node", sorted(TABLE))
def test_all_facts_of_a_node(facts: dict[str, dict[str, list[Term]]], node: str) -> None:
    assert {name: short(values) for name, values in facts[node].items()} == TABLE[node]


def test_words_that_name_a_meeting_denote_it(facts: dict[str, dict[str, list[Term]]]) -> None:
    assert short(facts[f"{DOC}#char=19,22"]["denotes"]) == [MET]
    assert short(facts[f"{DOC}#char=66,74"]["denotes"]) == ["statement/NOR/31ea1357f91c-abababababab"]


def test_a_statement_without_a_speaker_says_why(facts: dict[str, dict[str, list[Term]]]) -> None:
    (node,) = [name for name in facts if name.startswith("statement/unknown/")]
    assert short(facts[node]["incomplete"]) == ["not-resolved"] and "speaker" not in facts[node]


def test_what_a_document_says_of_the_meeting(facts: dict[str, dict[str, list[Term]]]) -> None:
    told = [one for name, one in facts.items() if name.startswith(f"assertion/{DOC[9:]}/")]
    assert sorted((short(one["predicate"])[0], short(one["object"])[0]) for one in told) == [
        ("kind", "in-person"),
        ("participant", "actor/person/ada-berg"),
        ("participant", "actor/person/luis-soto"),
        ("place", "place/lima"),
        ("status", "planned"),
        ("topic", "We agree"),
        ("when", "time/2031-05-01_2031-05-10/early-may/2031-05-12"),
    ]
    assert {short(one["subject"])[0] for one in told} == {MET}
    assert all(one["evidence"] for one in told)


def test_conflicts_and_candidates_go_both_ways() -> None:
    one = extraction()
    other = replace(
        one,
        document=replace(one.document, identifier="b.txt", sha256="cd" * 32),
        meetings=(replace(one.meetings[0], status=MeetingStatus.DENIED),),
    )
    held = replace(one, meetings=(replace(one.meetings[0], status=MeetingStatus.HELD),))
    undated = replace(
        held,
        document=replace(one.document, identifier="c.txt", sha256="ef" * 32),
        meetings=(replace(held.meetings[0], when=None),),
    )
    some = list(build(join([one, other], STATES)))
    clashing = [value for _, predicate, value in some if predicate == DIP + "conflicting"]
    objects = {value for subject, predicate, value in some if subject in clashing and predicate.endswith("#object")}
    assert objects == {DIPV.planned, DIPV.denied}
    some = list(build(join([held, undated], STATES)))
    links = {(subject, value) for subject, predicate, value in some if predicate == DIP + "possiblySameAs"}
    assert len(links) == 2 and {(b, a) for a, b in links} == links


def test_every_node_has_its_class_and_all_above(gold: Callable[..., list[Extraction]]) -> None:
    types: dict[str, set[str]] = {}
    mentioned: set[str] = set()
    for subject, predicate, value in build(join(gold(optional=True))):
        types.setdefault(subject, set())
        if predicate.endswith("#type"):
            types[subject].add(str(value).removeprefix(DIP))
        elif not isinstance(value, Literal) and value.startswith(BASE):
            mentioned.add(value)
    assert all(types.values())
    for kinds in types.values():
        assert {ABOVE[one] for one in kinds if one in ABOVE} <= kinds
    assert mentioned <= set(types)  # nothing points into the void


def test_acts_are_those_of_the_vocabulary() -> None:
    graph = Graph()
    for path in files("ontology", "*.ttl"):
        graph.parse(path)
    acts = {str(one).removeprefix(DIPV.space) for one in graph.subjects(SKOS.inScheme, CLOSED.acts)}
    assert acts == ACTS


def test_relations_that_are_acts() -> None:
    given = (
        "condemns",
        "blames",
        "sanctions",
        "criticises",
        "breaksRelations",
        "support",
        "ally",
        "atWarWith",
        "visits",
    )
    assert [act_of(one) for one in given] == [
        "condemn",
        "blame",
        "sanction",
        "criticise",
        "break-relations",
        "support",
        None,
        None,
        None,
    ]


def test_an_empty_dossier_names_the_program_only() -> None:
    assert {subject for subject, _, _ in build(Dossier())} == {BASE + "extractor/diplograph-0.1.0"}


# ---------- terms ----------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://example.org/ü?x=a|b#c d", "https://example.org/%C3%BC?x=a%7Cb#c%20d"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("urn:isbn:1", "urn:isbn:1"),
        ("HTTP://[::1]:80/", "HTTP://[::1]:80/"),
        ("https://ex ample.org/", None),
        ("https://", None),
        ("//example.org/", None),
        ("see https://example.org", None),
        ("", None),
    ],
)
def test_addresses(value: str, expected: str | None) -> None:
    assert iri(value) == expected


def test_terms_in_n_triples() -> None:
    assert [ntriples(one) for one in ("x:a", english("a"), decimal(0.1), boolean(False), Literal("é\u202e"))] == [
        "<x:a>",
        '"a"@en',
        '"0.1"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>',
        '"é\\u202E"',
    ]
    assert quoted("\x00\b\x7f") == '"\\u0000\\b\\u007F"'


@pytest.mark.parametrize(
    ("given", "written"), [(0, "0.0"), (0.004, "0.0"), (0.005, "0.01"), (0.999, "1.0"), (0.3, "0.3")]
)
def test_decimals(given: float, written: str) -> None:
    assert decimal(given).value == written
