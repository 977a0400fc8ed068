"""A dossier becomes triples (contract, sections 2 and 3).

Each document's own nodes (the document, its mentions, its assertions) can be made by themselves, then what documents
share. Every node carries its class and the classes above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from diplograph import intervals
from diplograph.dossier import Claim, Deed, Dossier, Passage, Reading, Service
from diplograph.graph import labels, provenance
from diplograph.graph.identifiers import BASE, Identifiers, concept
from diplograph.graph.names import DCTERMS, DIP, DIPV, NIF, ORG, PROV, RDF, RDFS, SKOS
from diplograph.graph.terms import Literal, Term, Triple, boolean, day, decimal, english, integer, iri, ntriples, offset
from diplograph.model import ActorType, MentionKind, Polarity, Precision, Span

ABOVE = {
    "Person": "Actor",
    "State": "Actor",
    "Organization": "Actor",
    "Group": "Actor",
    "Government": "Organization",
    "InternationalOrganization": "Organization",
    "MediaOutlet": "Organization",
    "Meeting": "DiplomaticEvent",
    "DiplomaticAct": "DiplomaticEvent",
}
# Relations that are diplomatic acts: the concepts of dipv:acts. Others (alliances, wars) stay in the records.
ACTS = frozenset(
    "accuse agree aid apologise arrest attack blame blockade break-relations ceasefire condemn congratulate cooperate"
    " criticise defend demand ease-sanctions expel invade investigate invite mediate mobilise negotiate occupy praise"
    " protest recognise reject release sanction sign support suspend-aid thank threaten veto warn withdraw".split()
)
WIKIDATA = "http://www.wikidata.org/entity/"
REPRESENTING = (ActorType.PERSON, ActorType.GOVERNMENT, ActorType.MEDIA)


class Text(StrEnum):
    """How much of the articles' words the graph gives on."""

    FULL = "full"  # whole texts
    QUOTES = "quotes"  # the words of mentions and statements
    NONE = "none"  # offsets only


def act_of(relation: str) -> str | None:
    """The act that a relation is, None if it is none.

    >>> act_of("condemns"), act_of("easesSanctions"), act_of("ally")
    ('condemn', 'ease-sanctions', None)
    """
    verb, *rest = concept(relation).split("-")
    for form in (verb, verb.removesuffix("s"), verb.removesuffix("es")):
        if "-".join((form, *rest)) in ACTS:
            return "-".join((form, *rest))
    return None


class Mapping:
    """Makes the triples of a dossier's nodes."""

    def __init__(self, dossier: Dossier, base: str = BASE, text: Text = Text.FULL, version: str = "") -> None:
        """base: IRI below which nodes are named. version: of the extractor, for provenance."""
        self.dossier, self.text, self.version = dossier, text, version
        self.ids = Identifiers(dossier, base)
        self.documents = [volume.extraction.document for volume in dossier.documents]
        # What the mentions of each document mean, and what it asserts: (subject, claim).
        self.marks: list[dict[Span, set[str]]] = [{} for _ in self.documents]
        self.told: list[list[tuple[str, Claim]]] = [[] for _ in self.documents]
        self._mark()

    # ---------- a document's own nodes ----------

    def document(self, at: int) -> Iterator[Triple]:
        """A document and the run that read it."""
        run, program = self.ids.run(at, self.version), self.ids.extractor(self.version)
        yield from self._document(at)
        models = [self.ids.model(one) for one in self.dossier.documents[at].extraction.models]
        yield from provenance.run(run, self.ids.documents[at], program, models)

    def mentions(self, at: int) -> Iterator[Triple]:
        """All words of a document that mean something or are evidence of something."""
        for span in self.marks[at]:
            yield from self._mention(at, span)

    def assertions(self, at: int) -> Iterator[Triple]:
        """What a document says where documents can differ."""
        for subject, claim in self.told[at]:
            yield from self._assertion(subject, claim)[1]

    def _document(self, at: int) -> Iterator[Triple]:
        node, document, volume = self.ids.documents[at], self.documents[at], self.dossier.documents[at]
        yield from self._typed(node, "Document")
        yield node, DCTERMS.identifier, Literal(document.identifier)
        if document.published:
            yield node, DCTERMS.issued, day(document.published)
        if document.title:
            yield node, DCTERMS.title, Literal(document.title)
        if volume.publisher is not None:
            yield node, DCTERMS.publisher, self.ids.actors[volume.publisher]
        if volume.agency is not None:
            yield node, DCTERMS.contributor, self.ids.actors[volume.agency]
        source = iri(document.source) if document.source else None
        if source:
            yield node, DCTERMS.source, source
        if volume.copy_of is not None:
            yield node, DIP.copyOf, self.ids.documents[volume.copy_of]
        yield node, DIP.sha256, Literal(document.sha256.lower())
        if self.text is Text.FULL:
            yield node, NIF.isString, Literal(document.text)

    def _mention(self, at: int, span: Span) -> Iterator[Triple]:
        node = self.ids.mention(at, span)
        yield from self._typed(node, "Mention")
        yield node, NIF.referenceContext, self.ids.documents[at]
        yield node, NIF.beginIndex, offset(span.begin)
        yield node, NIF.endIndex, offset(span.end)
        if self.text is not Text.NONE:
            yield node, NIF.anchorOf, Literal(self._words(at, span))
        for meaning in self.marks[at][span]:
            place = meaning.startswith("literally ")
            yield node, DIP.literally if place else DIP.denotes, meaning.removeprefix("literally ")

    def _assertion(self, subject: str, claim: Claim) -> tuple[str, list[Triple]]:
        value = self._value(claim)
        # The hash is that of the triple as the reference graph of the gold writes it.
        told = (
            f"dipv:{value.removeprefix(DIPV.space)}" if isinstance(value, str) and value.startswith(DIPV.space) else ""
        )
        node = self.ids.assertion(claim.document, f"<{subject}>", f"dip:{claim.field}", told or ntriples(value))
        facts: list[Triple] = [
            *self._typed(node, "Assertion"),
            (node, RDF.subject, subject),
            (node, RDF.predicate, DIP[claim.field]),
            (node, RDF.object, value),
        ]
        facts += [(node, DIP.evidence, self.ids.mention(claim.document, span)) for span in claim.evidence]
        return node, facts

    def _value(self, claim: Claim) -> Term:
        """A claim's value as it would stand on the event itself."""
        value = claim.value
        if isinstance(value, Reading):
            return self.ids.time(value)
        if isinstance(value, int):
            return (self.ids.places if claim.field == "place" else self.ids.actors)[value]
        return Literal(value) if claim.field == "topic" else DIPV[concept(value)]

    # ---------- what documents share ----------

    def actors(self) -> Iterator[Triple]:
        offices: dict[int, int] = {}
        for one in self.dossier.tenures:
            body = self.dossier.actors[one.organization]
            state = one.organization if body.type is ActorType.STATE else body.represents
            if state is not None and self.dossier.actors[one.person].represents is None and labels.current(one.office):
                offices.setdefault(one.person, state)
        for at, actor in enumerate(self.dossier.actors):
            node = self.ids.actors[at]
            yield from self._typed(node, actor.type.value)
            yield node, SKOS.prefLabel, english(actor.name)
            for other in actor.also:
                yield node, SKOS.altLabel, english(other)
            if actor.wikidata:
                yield node, SKOS.exactMatch, WIKIDATA + actor.wikidata
            state = offices.get(at) if actor.represents is None else actor.represents
            if state is not None and state != at and actor.type in REPRESENTING:
                yield node, DIP.represents, self.ids.actors[state]

    def places(self) -> Iterator[Triple]:
        for at, place in enumerate(self.dossier.places):
            node = self.ids.places[at]
            yield from self._typed(node, "Place")
            yield node, SKOS.prefLabel, english(place.name)
            if place.in_state is not None:
                yield node, DCTERMS.isPartOf, self.ids.actors[place.in_state]
            elif place.in_place is not None:
                yield node, DCTERMS.isPartOf, self.ids.places[place.in_place]

    def times(self) -> Iterator[Triple]:
        """One node for each reading of a time expression."""
        approximate: dict[str, bool] = {}
        first: dict[str, Reading] = {}
        for reading in self._readings():
            node = self.ids.time(reading)
            first.setdefault(node, reading)
            approximate[node] = approximate.get(node, False) or reading.timex.approximate
        for node, reading in first.items():
            timex, value = reading.timex, reading.timex.value
            wording = self._words(reading.document, timex.span)
            yield from self._typed(node, "TimeSpan")
            yield node, DIP.precision, DIPV[intervals.precision(value) if value else Precision.UNRESOLVED]
            if value:
                yield node, DIP.earliest, day(value.first)
                yield node, DIP.latest, day(value.last)
            if approximate[node]:
                yield node, DIP.approximate, boolean(True)
            if wording.strip():
                yield node, DIP.wording, Literal(wording)
                if value and timex.anchor:
                    yield node, DIP.anchor, day(timex.anchor)

    def meetings(self) -> Iterator[Triple]:
        for at, one in enumerate(self.dossier.meetings):
            node = self.ids.meetings[at]
            interval = one.when.timex.value if one.when else None
            people = [self.dossier.actors[who].name for who in one.participants]
            yield from self._typed(node, "Meeting")
            yield node, RDFS.label, english(labels.meeting(one.kind, one.status, people, interval, one.count))
            yield node, DIP.kind, DIPV[concept(one.kind)]
            yield node, DIP.status, DIPV[concept(one.status)]
            yield from ((node, DIP.participant, self.ids.actors[who]) for who in one.participants)
            yield from ((node, DIP.nonParticipant, self.ids.actors[who]) for who in one.absent)
            yield from ((node, DIP.organizer, self.ids.actors[who]) for who in one.organizers)
            if one.count is not None:
                yield node, DIP.minimumCount, integer(one.count)
            if len(one.participants) < 2:
                yield node, DIP.incomplete, DIPV["not-said"]
            if one.place is not None:
                yield node, DIP.place, self.ids.places[one.place]
            yield from ((node, DIP.topic, Literal(topic)) for topic in one.topics)
            yield from ((node, DIP.possiblySameAs, self.ids.meetings[other]) for other in one.possibly)
            yield from self._found(node, one.when, one.evidence, one.confidence, one.rule)

    def conflicts(self) -> Iterator[Triple]:
        for at, one in enumerate(self.dossier.meetings):
            for clashing in one.conflicts:
                claims = [self._assertion(self.ids.meetings[at], one.claims[claim])[0] for claim in clashing]
                node = self.ids.conflict(claims)
                yield from self._typed(node, "Conflict")
                yield from ((node, DIP.conflicting, claim) for claim in claims)

    def statements(self) -> Iterator[Triple]:
        for at, one in enumerate(self.dossier.statements):
            node = self.ids.statements[at]
            words = " [...] ".join(self._words(piece.document, piece.span) for piece in one.content)
            shown = words if self.text is not Text.NONE else None
            speakers = [self.dossier.actors[who].name for who in one.speakers]
            yield from self._typed(node, "Statement")
            yield node, RDFS.label, english(labels.statement(speakers, shown))
            if shown:
                yield node, DIP.text, Literal(shown)
            yield node, DIP.form, DIPV[one.form]
            yield node, DIP.mode, DIPV[one.mode]
            yield from ((node, DIP.cue, Literal(cue)) for cue in one.cues if cue)
            yield from ((node, DIP.speaker, self.ids.actors[who]) for who in one.speakers)
            if not one.speakers:
                yield node, DIP.incomplete, DIPV["not-resolved" if one.unresolved else "not-said"]
            yield from ((node, DIP.via, self.ids.actors[who]) for who in one.via)
            for who in one.on_behalf_of:
                if self.dossier.actors[who].type in (ActorType.STATE, ActorType.GOVERNMENT):
                    yield node, DIP.onBehalfOf, self.ids.actors[who]
            yield from ((node, DIP.addressee, self.ids.actors[who]) for who in one.addressees)
            yield from ((node, DIP.about, self.ids.actors[who]) for who in one.about)
            yield from ((node, DIP.embeddedIn, self.ids.statements[outer]) for outer in one.embedded_in)
            yield from ((node, DIP.sameQuoteAs, self.ids.statements[other]) for other in one.same_quote)
            if one.said_at is not None:
                yield node, DIP.saidAt, self.ids.meetings[one.said_at]
            if one.reports_on is not None:
                yield node, DIP.reportsOn, self.ids.meetings[one.reports_on]
            yield from self._found(node, one.when, one.evidence, one.confidence, one.rule)

    def acts(self) -> Iterator[Triple]:
        for one in self._deeds():
            name = act_of(one.type)
            assert name is not None
            negative = one.polarity is Polarity.NEGATIVE
            node = self.ids.act(name, one.polarity, one.source, one.target, one.when)
            ends = (self.dossier.actors[one.source].name, self.dossier.actors[one.target].name)
            yield from self._typed(node, "DiplomaticAct")
            yield node, RDFS.label, english(labels.act(name, negative, *ends))
            yield node, DIP.act, DIPV[name]
            yield node, DIP.source, self.ids.actors[one.source]
            yield node, DIP.target, self.ids.actors[one.target]
            yield node, DIP.polarity, DIPV[one.polarity]
            yield from self._found(node, one.when, one.evidence, one.confidence, one.rule)

    def offices(self) -> Iterator[Triple]:
        for one in self._services():
            node, body = self.ids.office(one.organization, one.office), self.dossier.actors[one.organization]
            yield from self._typed(node, "Office")
            yield node, SKOS.prefLabel, english(labels.office(one.office, body.name))

    def tenures(self) -> Iterator[Triple]:
        for one in self._services():
            node = self.ids.tenure(one.person, one.organization, one.office)
            yield from self._typed(node, "Tenure")
            yield node, ORG.member, self.ids.actors[one.person]
            yield node, ORG.role, self.ids.office(one.organization, one.office)
            yield node, ORG.organization, self.ids.actors[one.organization]
            yield from self._found(node, one.when, one.evidence, one.confidence, one.rule)

    def extractor(self) -> Iterator[Triple]:
        """The program, and the models that it read with."""
        yield from provenance.extractor(self.ids.extractor(self.version), self.version)
        for one in sorted({model for volume in self.dossier.documents for model in volume.extraction.models}):
            yield from provenance.model(self.ids.model(one), one)

    # ---------- parts ----------

    def _typed(self, node: str, name: str | None) -> Iterator[Triple]:
        while name:
            yield node, RDF["type"], DIP[name]
            name = ABOVE.get(name)

    def _words(self, at: int, span: Span) -> str:
        return self.documents[at].text[span.begin : span.end]

    def _found(
        self, node: str, when: Reading | None, evidence: Iterable[Passage], confidence: float, rule: str
    ) -> Iterator[Triple]:
        """When it was, which words say so, how sure that is, and which runs read them."""
        if when is not None and self._is_time(when):
            yield node, DIP.when, self.ids.time(when)
        yield node, DIP.confidence, decimal(confidence)
        if rule:
            yield node, DIP.rule, Literal(rule)
        for one in evidence:
            yield node, DIP.evidence, self.ids.mention(one.document, one.span)
        for document in sorted({one.document for one in evidence}):
            yield node, PROV.wasGeneratedBy, self.ids.run(document, self.version)

    def _is_time(self, reading: Reading) -> bool:
        """Without days and without words there is nothing to say."""
        return reading.timex.value is not None or reading.timex.span.end > reading.timex.span.begin

    def _deeds(self) -> Iterator[Deed]:
        return (one for one in self.dossier.acts if act_of(one.type) and one.source != one.target)

    def _services(self) -> Iterator[Service]:
        people = self.dossier.actors
        bodies = (
            ActorType.STATE,
            ActorType.GOVERNMENT,
            ActorType.ORGANIZATION,
            ActorType.INTERNATIONAL,
            ActorType.MEDIA,
        )
        return (
            one
            for one in self.dossier.tenures
            if people[one.person].type is ActorType.PERSON and people[one.organization].type in bodies
        )

    def _readings(self) -> Iterator[Reading]:
        for at, volume in enumerate(self.dossier.documents):
            extraction = volume.extraction
            yield from (Reading(at, timex) for timex in extraction.timexes)
            for told in (extraction.meetings, extraction.statements, extraction.relations):
                for one in told:
                    if one.when and self._is_time(Reading(at, one.when)):
                        yield Reading(at, one.when)

    def _mark(self) -> None:
        """Gather all mentions: what words mean, and which words are evidence."""
        for at, volume in enumerate(self.dossier.documents):
            for actor in volume.extraction.actors:
                node = self.ids.actors[volume.actors[actor.id]]
                for mention in actor.mentions:
                    self._note(at, mention.span, node)
                    place = mention.literally or (
                        self._words(at, mention.span) if mention.kind is MentionKind.METONYM else ""
                    )
                    if place:
                        self._note(at, mention.span, f"literally {self.ids.places[volume.places[place]]}")
            for one in volume.extraction.places:
                for span in one.spans:
                    self._note(at, span, self.ids.places[volume.places[one.name]])
            for timex in volume.extraction.timexes:
                self._note(at, timex.span, self.ids.time(Reading(at, timex)))
        for at, event in enumerate(self.dossier.meetings):
            node = self.ids.meetings[at]
            self._evidence(event.evidence)
            for passage in event.triggers:
                self._note(passage.document, passage.span, node)
            for claim in event.claims:
                self._claim(node, claim)
        for at, said in enumerate(self.dossier.statements):
            self._evidence(said.evidence)
            for passage in said.contents:
                self._note(passage.document, passage.span, self.ids.statements[at])
            for claim in said.claims:
                self._claim(self.ids.statements[at], claim)
        for found in (self._deeds(), self._services()):
            for told in found:
                self._evidence(told.evidence)

    def _claim(self, node: str, claim: Claim) -> None:
        if isinstance(claim.value, Reading) and not self._is_time(claim.value):
            return
        self.told[claim.document].append((node, claim))
        self._evidence(Passage(claim.document, span) for span in claim.evidence)

    def _evidence(self, passages: Iterable[Passage]) -> None:
        for one in passages:
            self.marks[one.document].setdefault(one.span, set())

    def _note(self, at: int, span: Span, meaning: str) -> None:
        if span.end > span.begin:
            self.marks[at].setdefault(span, set()).add(meaning)
