"""The one typed model: what is in a document, what was found in it, what several documents tell.

Frozen, slotted dataclasses without behaviour. A span counts code points of the file as read (half-open), so that
`document.text[span.begin:span.end]` is always what the source says; cleaning masks text and never shifts it.
Mentions are words in a text; actors are someone in the world. Every record carries its evidence and the id of the
rule that fired ("meetings:meet", "statements:colon", "model:attribution").

Ids (`Actor.id`, `Meeting.id`, `Statement.id`) are local to one document: "a1", "m2", "s3".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActorType(StrEnum):
    """Classes of dip:Actor (contract, section 2)."""

    PERSON = "Person"
    STATE = "State"
    GOVERNMENT = "Government"
    ORGANIZATION = "Organization"
    INTERNATIONAL = "InternationalOrganization"
    MEDIA = "MediaOutlet"
    GROUP = "Group"


class MentionKind(StrEnum):
    """How words mean an actor (gold/README.md)."""

    NAME = "name"
    METONYM = "metonym"  # "Moscow" for Russia
    ADJECTIVE = "adjective"  # "Russian" in "Russian officials"
    NOMINAL = "nominal"  # "the Chinese leader"
    PRONOUN = "pronoun"
    GROUP = "group"  # "the two leaders": one mention for each member
    OFFICIALS = "officials"  # "Russian and US officials": one mention for each state


class MeetingKind(StrEnum):
    PHONE_CALL = "PhoneCall"
    VIDEO_CALL = "VideoCall"
    CALL = "Call"  # medium not said; broader than the two above
    IN_PERSON = "InPerson"
    TALKS = "Talks"
    SUMMIT = "Summit"
    VISIT = "Visit"
    OTHER = "Other"


class MeetingStatus(StrEnum):
    HELD = "held"
    PLANNED = "planned"
    REPORTED = "reported"  # claimed by a source, confirmed by nobody
    CANCELLED = "cancelled"
    DENIED = "denied"


class Form(StrEnum):
    DIRECT = "direct"  # all of it in quotation marks
    INDIRECT = "indirect"
    MIXED = "mixed"


class Mode(StrEnum):
    SPEECH = "speech"
    ATTITUDE = "attitude"  # beliefs, hopes, plans, support that the text ascribes to the speaker


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"  # "refused to condemn"


class Precision(StrEnum):
    DAY = "day"
    WEEK = "week"  # Monday to Sunday (ISO 8601)
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    INTERVAL = "interval"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points [begin, end) of the document's text."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Days, both ends inclusive."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first}/{self.last}"


# ---------- what is read ----------


@dataclass(frozen=True, slots=True)
class Furniture:
    """A passage that is not article text. kind: metadata, dateline, menu, byline, credit, read_more, signup, footer."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A passage that stands more than once, letter by letter: facts are read from the first copy only."""

    first: Span
    again: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One article as read.

    identifier: file name or record id. text: the file's text, newlines untouched; for HTML the extracted text.
    sha256: of the bytes as read, hexadecimal. published: only if stated, never guessed. publisher: outlet by
    canonical name; agency: the news agency credited. source: IRI of the page, when known.
    """

    identifier: str
    text: str
    sha256: str
    published: date | None = None
    published_span: Span | None = None
    publisher: str | None = None
    agency: str | None = None
    title: str | None = None
    title_span: Span | None = None
    byline: str | None = None
    source: str | None = None
    furniture: tuple[Furniture, ...] = ()
    repeats: tuple[Repeat, ...] = ()


# ---------- what is found in one document ----------


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that mean an actor. literally: the place's name when a metonym ("Moscow") means the actor."""

    span: Span
    kind: MentionKind
    literally: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone in the world, as one document speaks of them.

    name: canonical ("Xi Jinping", "Russia", "Kremlin", "Chinese state media"). state: ISO 3166-1 alpha-3 code of a
    State, or of the state that a Government or state outlet belongs to; for a Person of the state represented, if
    the text or the lexicon says so. roles: offices as the text gives them ("President of China").
    part_of: canonical name of the actor it belongs to. wikidata: "Q…", only from a curated source.
    unnamed: "a diplomatic source". credit_only: named only in credits (AFP), no source of any statement.
    """

    id: str
    name: str
    type: ActorType
    mentions: tuple[Mention, ...] = ()
    state: str | None = None
    roles: tuple[str, ...] = ()
    part_of: str | None = None
    wikidata: str | None = None
    unnamed: bool = False
    collective: bool = False
    credit_only: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is not an actor here. part_of: canonical name of the wider place or state."""

    name: str
    spans: tuple[Span, ...] = ()
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and where, in one document: coreference is resolved, each pronoun is a mention of its actor."""

    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Timex:
    """A temporal expression. value is None when text and anchor together don't decide.

    anchor: the day it was counted from, None for an absolute expression. role "duration" and "set" ("every year")
    place nothing on the calendar.
    """

    span: Span
    value: Interval | None
    approximate: bool = False
    anchor: date | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class MeetingMention:
    """One passage that tells of a meeting, before mentions of one event are joined.

    trigger: the words that name the event ("met", "phone call"). evidence: the clause or sentence. participants,
    absent: actor ids. definite: the passage takes the event as known ("the talks", "their second call").
    ordinal: 2 for "the second call". count: at least so many meetings ("more than 40 times" -> 41), an aggregate.
    """

    trigger: Span
    evidence: Span
    kind: MeetingKind
    status: MeetingStatus
    participants: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    organizer: str | None = None
    count: int | None = None
    when: Timex | None = None
    place: str | None = None  # name of a Place, the finest; "Riyadh, Saudi Arabia" when the wider one is said too
    topics: tuple[Span, ...] = ()
    definite: bool = False
    ordinal: int | None = None
    another: bool = False  # marked as another event than those told before: "the next round", "last met"
    parties: int = 0  # how many the words name, known or not ("the rebels"): fewer than these may be participants
    inferred: tuple[str, ...] = ()  # fields concluded from other sentences: "participants"
    traits: tuple[str, ...] = ()  # what speaks for or against the participants: "group", "pronoun", "role=around"
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Meeting:
    """One event as one document tells it, with every passage that does."""

    id: str
    kind: MeetingKind
    status: MeetingStatus
    participants: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    organizer: str | None = None
    count: int | None = None
    when: Timex | None = None
    place: str | None = None
    topics: tuple[Span, ...] = ()
    trigger: Span | None = None
    evidence: tuple[Span, ...] = ()
    inferred: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """A proposal of a reader of statements: who (source) says (cue) what (content), as words. source may be empty.

    This is the narrow door between readers (rules, scorers over trees, an encoder) and `extract/statements.py`.
    mode: None when the reader does not tell. negated: "did not say". prospective: "will say". scores: of what the
    confidence is made (cue, that it attributes, content, source), if the reader tells. agreed: a rule reads the same.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    rule: str
    confidence: float
    mode: Mode | None = None
    negated: bool = False
    prospective: bool = False
    scores: tuple[float, ...] = ()
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class MeetingProposal:
    """A proposal of a reader of meetings, as words: who met (trigger) where and when.

    participants, absent: in the order of the text. proposed: only wished for ("called for talks"). confidence: that
    the trigger tells of a meeting event.
    """

    trigger: Span
    kind: MeetingKind
    status: MeetingStatus
    participants: tuple[Span, ...] = ()
    absent: tuple[Span, ...] = ()
    place: Span | None = None
    when: Span | None = None
    proposed: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Statement:
    """Who says what, through whom, to whom.

    speakers, via, addressee, about: actor ids; via from the inside out ("Kremlin", then "Reuters").
    content: without outer quotation marks; a split quotation has several spans. embeds: ids of statements inside
    the content. meeting: at which it was said; about_meeting: of which it tells.
    inferred: names of fields that are concluded, not said.
    """

    id: str
    speakers: tuple[str, ...]
    speaker_span: Span | None
    form: Form
    cue: Span | None
    content: tuple[Span, ...]
    evidence: tuple[Span, ...]
    mode: Mode = Mode.SPEECH
    via: tuple[str, ...] = ()
    on_behalf_of: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    when: Timex | None = None
    meeting: str | None = None
    about_meeting: str | None = None
    embeds: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two actors. type: "condemns", "supports" … become acts, "holdsOffice" a tenure.

    subject, object: actor ids. office: only of holdsOffice ("President"). when: a tenure's or an act's time.
    """

    type: str
    subject: str
    object: str
    evidence: Span
    office: str | None = None
    polarity: Polarity = Polarity.POSITIVE
    when: Timex | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, order=True)
class LanguageModel:
    """Weights that a document was read with. sha256: over the names and sha256 of its files."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document yields before documents are brought together (contract, section 6)."""

    document: Document
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()
    timexes: tuple[Timex, ...] = ()
    models: tuple[LanguageModel, ...] = ()
