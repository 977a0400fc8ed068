"""What several documents tell together: actors, places, meetings, statements, acts and tenures, each once.

Frozen, slotted dataclasses without behaviour, the door between `resolve.across` and `graph`. Nodes name one another
by their position in the dossier's tuples (`participants=(0, 3)` are `dossier.actors[0]` and `[3]`); documents do so
too, so that a `Passage` is a document's position and a span of its text. Everything stands in an order that depends
on the documents only: by date (undated last), then by identifier.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from diplograph.model import (
    ActorType,
    Extraction,
    Form,
    MeetingKind,
    MeetingStatus,
    Mode,
    Polarity,
    Span,
    Timex,
)


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Words of one document."""

    document: int
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """A time expression as one document means it."""

    document: int
    timex: Timex


@dataclass(frozen=True, slots=True)
class Volume:
    """One document and what was found in it.

    copy_of: position of the document whose article this one repeats, never itself a copy. actors: the document's
    actor ids, each with its position in `Dossier.actors`. places: the same for the names of places.
    """

    extraction: Extraction
    copy_of: int | None = None
    actors: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    publisher: int | None = None
    agency: int | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """An actor over all documents.

    state: ISO 3166-1 alpha-3 code, as on `model.Actor`. also: other names in the texts, sorted. origin: position of
    the first document that speaks of an unnamed person ("a diplomat"): elsewhere the same words mean another one.
    seat: this government is the government of its state (or its seat), not a ministry of it.
    """

    name: str
    type: ActorType
    state: str | None = None
    also: tuple[str, ...] = ()
    wikidata: str | None = None
    part_of: str | None = None
    origin: int | None = None
    seat: bool = False
    represents: int | None = None


@dataclass(frozen=True, slots=True)
class Locale:
    """A place over all documents; it lies in a state (position in `actors`) or in a place (position in `places`)."""

    name: str
    in_state: int | None = None
    in_place: int | None = None


Value: TypeAlias = MeetingKind | MeetingStatus | Reading | int | str
"""What a claim says: a kind, a status, a time, an actor or place (by position), or a topic's words."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one document says of an event or statement. field: when, place, kind, status, topic, participant, via …"""

    document: int
    field: str
    value: Value
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting over all documents.

    count: at least so many meetings, an aggregate. conflicts: positions in `claims` that can't all be true.
    possibly: positions in `Dossier.meetings` of events that may be this one.
    """

    kind: MeetingKind
    status: MeetingStatus
    participants: tuple[int, ...]
    absent: tuple[int, ...]
    organizers: tuple[int, ...]
    count: int | None
    when: Reading | None
    place: int | None
    topics: tuple[str, ...]
    triggers: tuple[Passage, ...]
    evidence: tuple[Passage, ...]
    claims: tuple[Claim, ...]
    confidence: float
    rule: str
    conflicts: tuple[tuple[int, ...], ...] = ()
    possibly: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """A statement over all documents: the same speakers, the same words.

    content: the first document's words, `contents` those of all. key: the normalised words. origin: position of the
    document that a statement of less than five words belongs to. unresolved: words name a speaker, nobody knows whom
    they mean. same_quote: positions in `Dossier.statements` of
    other wordings. embedded_in: positions of the outer statements.
    """

    speakers: tuple[int, ...]
    key: str
    origin: int | None
    form: Form
    mode: Mode
    content: tuple[Passage, ...]
    contents: tuple[Passage, ...]
    cues: tuple[str, ...]
    via: tuple[int, ...]
    on_behalf_of: tuple[int, ...]
    addressees: tuple[int, ...]
    about: tuple[int, ...]
    when: Reading | None
    said_at: int | None
    reports_on: int | None
    embedded_in: tuple[int, ...]
    evidence: tuple[Passage, ...]
    claims: tuple[Claim, ...]
    confidence: float
    rule: str
    unresolved: bool = False
    same_quote: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """A diplomatic act over all documents. type: as in the record ("condemns")."""

    type: str
    source: int
    target: int
    polarity: Polarity
    when: Reading | None
    evidence: tuple[Passage, ...]
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Service:
    """A tenure over all documents: a person's office at a state or organization."""

    person: int
    organization: int
    office: str
    when: Reading | None
    evidence: tuple[Passage, ...]
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything, ready to become a graph."""

    documents: tuple[Volume, ...] = ()
    actors: tuple[Party, ...] = ()
    places: tuple[Locale, ...] = ()
    meetings: tuple[Event, ...] = ()
    statements: tuple[Utterance, ...] = ()
    acts: tuple[Deed, ...] = ()
    tenures: tuple[Service, ...] = ()
