"""Names of nodes: the only place where IRIs are minted (contract, section 5).

Paths are made of slugs, codes, dates and hashes, so an IRI depends on what a node is and not on what else stands in
the graph, but for the tail that tells apart two nodes of the same path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from diplograph.dossier import Dossier, Party, Passage, Reading
from diplograph.model import ActorType, Document, Interval, LanguageModel, Span
from diplograph.wording import digest, slug

BASE = "https://w3id.org/diplograph/id/"
FOLDER = {
    ActorType.PERSON: "person",
    ActorType.ORGANIZATION: "org",
    ActorType.INTERNATIONAL: "org",
    ActorType.MEDIA: "media",
    ActorType.GROUP: "group",
}


def concept(name: str) -> str:
    """A kind as the vocabulary writes it.

    >>> concept("PhoneCall"), concept("held")
    ('phone-call', 'held')
    """
    return "".join(f"-{one.lower()}" if one.isupper() and at else one.lower() for at, one in enumerate(name))


def document_key(document: Document) -> str:
    """The name of a document inside IRIs: its date or "undated", and the start of its hash."""
    return f"{document.published or 'undated'}-{document.sha256[:12].lower()}"


def last_part(iri: str) -> str:
    return iri.rsplit("/", 1)[1]


def party(actor: str) -> str:
    """An actor's short name inside other IRIs: a government differs from its state."""
    return ("government-" if "/actor/government/" in actor else "") + last_part(actor)


def parties(actors: Iterable[str]) -> str:
    """Several actors inside an IRI, whatever their order.

    >>> parties(["x:/actor/state/RUS", "x:/actor/government/RUS"])
    'RUS--government-RUS'
    """
    return "--".join(sorted(map(party, actors))) or "unknown"


def days(interval: Interval) -> str:
    """An interval inside an IRI: the first day, and the last if it is another."""
    first, last = interval.first, interval.last
    return str(first) if first == last else f"{first}_{last}"


def graph_of(document: str) -> str:
    """The named graph of what a document says, of which the document's IRI is the name.

    >>> graph_of(BASE + "document/2025-02-24-3b99a289b248").removeprefix(BASE), graph_of("urn:a")
    ('graph/2025-02-24-3b99a289b248', 'urn:a#graph')
    """
    before, mark, key = document.rpartition("/document/")
    if mark and "#" not in key:
        return f"{before}/graph/{key}"
    return f"{document}{'-' if '#' in document else '#'}graph"


class Identifiers:
    """IRIs of a dossier's nodes, by their positions in it."""

    def __init__(self, dossier: Dossier, base: str = BASE) -> None:
        """base: absolute IRI below which all nodes are named; ends in "/"."""
        self.base, self.dossier = base, dossier
        documents = [volume.extraction.document for volume in dossier.documents]
        self.keys = [document_key(one) for one in documents]
        self.hashes = [one.sha256[:12].lower() for one in documents]
        self.documents = [self._iri("document", key) for key in self.keys]
        self.actors = [self._iri("actor", self._actor(one)) for one in dossier.actors]
        self.places = [self._iri("place", slug(one.name)) for one in dossier.places]
        self.meetings = self._distinct([self._meeting(at) for at in range(len(dossier.meetings))])
        self.statements = [self._statement(at) for at in range(len(dossier.statements))]

    def _iri(self, *parts: str) -> str:
        return self.base + "/".join(parts)

    def _actor(self, actor: Party) -> str:
        name = slug(actor.name)
        if actor.type is ActorType.STATE:
            return f"state/{actor.state or name}"
        if actor.type is ActorType.GOVERNMENT:
            # A ministry is an organization of its own: what it says, the government as a whole has not said.
            return f"government/{actor.state}" if actor.seat else f"org/{name}"
        own = "" if actor.origin is None else f"-{self.hashes[actor.origin]}"
        return f"{FOLDER[actor.type]}/{name}{own}"

    def mention(self, document: int, span: Span) -> str:
        return f"{self.documents[document]}#char={span.begin},{span.end}"

    def time(self, reading: Reading) -> str:
        """One time span for each reading: the same words counted from the same day are the same time."""
        timex, volume = reading.timex, self.dossier.documents[reading.document]
        words = volume.extraction.document.text[timex.span.begin : timex.span.end]
        wording = slug(words) if words.strip() else ""
        if timex.value is None:
            return self._iri("time", "undated", wording or "-", f"{self.hashes[reading.document]}-{timex.span.begin}")
        anchor = str(timex.anchor) if timex.anchor and wording else ""
        return self._iri("time", *filter(None, (days(timex.value), wording, anchor)))

    def _first_day(self, when: Reading | None) -> str:
        return str(when.timex.value.first) if when and when.timex.value else "undated"

    def _meeting(self, at: int) -> tuple[str, Passage | None]:
        one = self.dossier.meetings[at]
        first = self._first_day(one.when)
        path = [first, concept(one.kind), parties(self.actors[who] for who in one.participants)]
        if one.count is not None:
            path.append("aggregate")
        evidence = min(one.evidence, default=None)
        if first == "undated" and evidence:
            path.append(self.hashes[evidence.document])
        return self._iri("meeting", *path), evidence

    def _distinct(self, named: list[tuple[str, Passage | None]]) -> list[str]:
        """Of several meetings with one path all but the first add the begin of their evidence."""
        taken: dict[str, Passage | None] = {}
        names = []
        for path, evidence in named:
            name = (
                path
                if path not in taken
                else next(one for one in self._tails(path, evidence, taken) if one not in taken)
            )
            taken[name] = evidence
            names.append(name)
        return names

    def _tails(self, path: str, evidence: Passage | None, taken: Mapping[str, Passage | None]) -> Iterator[str]:
        """Longer and longer names of a meeting whose path is taken."""
        if evidence:
            known = taken[path]
            own = "" if known and known.document == evidence.document else f"{self.hashes[evidence.document]}-"
            yield f"{path}/{own}{evidence.span.begin}"
            yield f"{path}/{own}{evidence.span.begin}-{evidence.span.end}"
        yield from (f"{path}/{number}" for number in count(2))

    def _statement(self, at: int) -> str:
        one = self.dossier.statements[at]
        own = "" if one.origin is None else f"-{self.hashes[one.origin]}"
        return self._iri("statement", parties(self.actors[who] for who in one.speakers), digest(one.key) + own)

    def act(self, name: str, polarity: str, source: int, target: int, when: Reading | None) -> str:
        ends = f"{party(self.actors[source])}--{party(self.actors[target])}"
        return self._iri("act", self._first_day(when), name, polarity, ends)

    def office(self, organization: int, title: str) -> str:
        return self._iri("office", last_part(self.actors[organization]), slug(title))

    def tenure(self, person: int, organization: int, title: str) -> str:
        return self._iri("tenure", last_part(self.actors[person]), last_part(self.actors[organization]), slug(title))

    def assertion(self, document: int, *facts: str) -> str:
        """One for what a document says: subject, predicate and value decide."""
        name = self.dossier.documents[document].extraction.document.identifier
        return self._iri("assertion", self.keys[document], digest("\n".join([*facts, name])))

    def conflict(self, assertions: Iterable[str]) -> str:
        return self._iri("conflict", digest("\n".join(sorted(assertions))))

    def run(self, document: int, version: str) -> str:
        return self._iri("run", self.keys[document], version)

    def extractor(self, version: str) -> str:
        return self._iri("extractor", version)

    def model(self, one: LanguageModel) -> str:
        """Models of one name and version but other weights are other models."""
        return self._iri("model", slug(one.name), one.version, one.sha256[:12])
