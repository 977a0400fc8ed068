"""Offices held, as titles beside names tell: "Chinese President Xi Jinping", "Jens Stoltenberg, NATO's secretary
general".

A title with "former", "late" or "then" tells of no present office, and neither does "president-elect"; an unknown word
before the title ("shadow foreign minister") makes it doubtful, and the doubtful is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from diplograph.extract.casting import Casting
from diplograph.lexicon.titles import Title, Titles
from diplograph.model import Actor, ActorType, MentionKind, Relation, Span

_RANKS = frozenset({"head", "monarch", "minister", "envoy", "spokesperson", "chief"})
_GENERIC = frozenset({"Minister", "Secretary", "head", "adviser", "envoy", "Head of State"})
_NOT_HELD = frozenset({"president-elect"})
_BODIES = frozenset({ActorType.STATE, ActorType.INTERNATIONAL, ActorType.ORGANIZATION, ActorType.GOVERNMENT})
# A word before a title that leaves the office as it is.
_HARMLESS = frozenset(
    {"the", "new", "newly", "current", "longtime", "veteran", "visiting", "incumbent", "embattled", "his", "her"}
)
_ENDS = frozenset({",", ".", ";", ":", "(", "“", '"', "-", "–", "—", "\n"})
_TEXT, _LEXICON = 0.95, 0.8


def find(doc: Doc, casting: Casting, titles: Titles) -> list[Relation]:
    """One relation for each passage that tells of an office of a named person."""
    starts = {token.idx: token.i for token in doc}
    ends = {token.idx + len(token): token.i for token in doc}
    found: list[Relation] = []
    for actor in casting.actors.values():
        if actor.type is not ActorType.PERSON:
            continue
        for mention in actor.mentions:
            first, last = starts.get(mention.span.begin), ends.get(mention.span.end)
            if first is None or last is None:
                continue
            if mention.kind is MentionKind.NAME:
                first = _name_begin(doc, first, last, titles)
                found += _before(doc, first, last, actor, casting, titles)
                found += _after(doc, first, last, actor, casting, titles)
            elif mention.kind is MentionKind.NOMINAL:
                found += _nominal(doc, first, last, actor, casting, titles)
    return found


def _name_begin(doc: Doc, first: int, last: int, titles: Titles) -> int:
    """Where the bare name begins in a mention that may hold titles ("Chinese President Xi Jinping")."""
    for end in range(last, first, -1):
        if (found := _ending_at(doc, end, titles)) and found[0] >= first:
            return end
    return first


def _ending_at(doc: Doc, end: int, titles: Titles) -> tuple[int, Title, str] | None:
    """(first token, title, form) of the longest title that ends before token `end`."""
    for length in range(min(titles.longest + 2, end), 0, -1):
        form = doc[end - length : end].text.lower()
        if form in titles.by_form:
            return end - length, titles.by_form[form], form
    return None


def _beginning_at(doc: Doc, begin: int, titles: Titles) -> tuple[int, Title, str] | None:
    """(token after it, title, form) of the longest title that begins at token `begin`."""
    for length in range(min(titles.longest + 2, len(doc) - begin), 0, -1):
        form = doc[begin : begin + length].text.lower()
        if form in titles.by_form:
            return begin + length, titles.by_form[form], form
    return None


def _office(title: Title, form: str) -> str | None:
    """The office's name; None when the title is none that a person holds of a state or body."""
    if title.rank not in _RANKS or not title.role or title.id in _NOT_HELD:
        return None
    if title.role in _GENERIC:
        return (
            form if title.rank in ("envoy", "chief") else form.title().replace(" Of ", " of ").replace(" The ", " the ")
        )
    return title.role


def _there(office: str, form: str, body: Actor, titles: Titles) -> str:
    """The office's name in that state: a foreign secretary is a civil servant in some, the minister elsewhere."""
    civil = form == "foreign secretary" and body.state in titles.words["civil_foreign_secretaries"]
    return "Foreign Secretary" if civil else office


def _body_ending(doc: Doc, end: int, casting: Casting) -> tuple[int, str] | None:
    """(first token, actor) of the state or body whose mention ends before token `end` ("China's", "Chinese")."""
    if end and doc[end - 1].lower_ in ("'s", "’s", "'", "’"):
        end -= 1
    if not end:
        return None
    token = doc[end - 1]
    stop = token.idx + len(token)
    # A mention may hold the possessive ending; of several bodies ("both countries") none holds the office.
    found = [
        (mention.span.begin, actor)
        for mention, actor in casting.overlapping(Span(token.idx, stop))
        if casting.actors[actor].type in _BODIES
        and mention.span.end in (stop, stop + 2)
        and mention.kind not in (MentionKind.GROUP, MentionKind.OFFICIALS, MentionKind.PRONOUN)
    ]
    if len({actor for _, actor in found}) != 1:
        return None
    begin, actor = min(found)
    at = end - 1
    while at and doc[at - 1].idx >= begin:
        at -= 1
    return at, actor


def _before(doc: Doc, first: int, last: int, actor: Actor, casting: Casting, titles: Titles) -> Iterator[Relation]:
    """ "Chinese President Xi Jinping", "the president of Chad, Mahamat Deby"."""
    at = first
    while at and (found := _ending_at(doc, at, titles)) and found[1].rank == "honorific":
        at = found[0]
    if at and doc[at - 1].text == ",":
        at -= 1
    begin, body = at, None
    # "President of Argentina Alberto Fernandez"
    after = _body_ending(doc, at, casting)
    if after and after[0] >= 2:
        of = after[0] - 1 - (doc[after[0] - 1].lower_ == "the")
        if doc[of].lower_ == "of":
            begin, body = of, after[1]
    title = _ending_at(doc, begin, titles)
    if title is None or (doc[at].text == "," and body is None and doc[title[0] - 1].lower_ not in ("the", "'s", "’s")):
        return
    office = _office(title[1], title[2])
    if office is None:
        return
    start = title[0]
    held = _qualified(doc, start, titles)
    if held is None:
        return
    start, prefix = held
    owner = None if body else _body_ending(doc, start, casting)
    if owner:
        start, body = owner
        if not _held_before(doc, start, titles):
            return
    rule, confidence = "offices:before", _TEXT
    if body is None:
        if not _clear_before(doc, start) or doc[at].text == ",":
            return
        body, rule, confidence = _state_of(actor, casting), "offices:state-known", _LEXICON
    if body is not None and _fits(title[1], casting.actors[body]):
        office = _there(office, title[2], casting.actors[body], titles)
        yield _relation(doc, actor, body, prefix + office, start, last + 1, rule, confidence)


def _after(doc: Doc, first: int, last: int, actor: Actor, casting: Casting, titles: Titles) -> Iterator[Relation]:
    """ "Sameh Shoukry, Egypt's foreign minister," and "Jens Stoltenberg, the secretary general of NATO,"."""
    at = last + 1
    if at + 1 >= len(doc) or doc[at].text != ",":
        return
    at += 1
    if doc[at].lower_ in ("the", "a", "an"):
        if doc[at].lower_ != "the":
            return
        at += 1
    body = None
    for end in range(at + 1, min(at + 6, len(doc))):
        found = _body_ending(doc, end, casting)
        if found and found[0] == at:
            body = found[1]
            at = end + (end < len(doc) and doc[end].lower_ in ("'s", "’s", "'", "’"))
            break
    if at >= len(doc):
        return
    title = _beginning_at(doc, at, titles)
    if title is None or (office := _office(title[1], title[2])) is None:
        return
    end = title[0]
    if body is None and end + 1 < len(doc) and doc[end].lower_ in ("of", "for"):
        for stop in range(end + 2, min(end + 6, len(doc) + 1)):
            found = _body_ending(doc, stop, casting)
            if found and found[0] in (end + 1, end + 2):
                body, end = found[1], stop
                break
    if _named_next(doc, end, casting, titles):
        return
    if body is not None and _fits(title[1], casting.actors[body]):
        office = _there(office, title[2], casting.actors[body], titles)
        yield _relation(doc, actor, body, office, first, end, "offices:after", _TEXT)


def _named_next(doc: Doc, at: int, casting: Casting, titles: Titles) -> bool:
    """Whether a person's name follows at token `at`, which holds the office before it: "X, Latvian President Y"."""
    while (found := _beginning_at(doc, at, titles)) is not None:
        at = found[0]
    return at < len(doc) and any(
        mention.kind is MentionKind.NAME and casting.actors[actor].type is ActorType.PERSON
        for mention, actor in casting.overlapping(Span(doc[at].idx, doc[at].idx + len(doc[at])))
    )


def _nominal(doc: Doc, first: int, last: int, actor: Actor, casting: Casting, titles: Titles) -> Iterator[Relation]:
    """ "the Chinese president", where coreference says who that is."""
    title = _ending_at(doc, last + 1, titles)
    if title is None or title[1].id == "leader" or (office := _office(title[1], title[2])) is None:
        return
    body = _body_ending(doc, title[0], casting)
    if body is None or (title[0] <= first and body[0] < first - 1):
        return
    start = body[0]
    if start and not _held_before(doc, start, titles):
        return
    if _fits(title[1], casting.actors[body[1]]):
        office = _there(office, title[2], casting.actors[body[1]], titles)
        yield _relation(doc, actor, body[1], office, start, last + 1, "offices:nominal", _LEXICON)


def _qualified(doc: Doc, start: int, titles: Titles) -> tuple[int, str] | None:
    """Past the words before a title: (first token, "Acting " or ""); None when they change or end the office."""
    prefix = ""
    for _ in range(3):
        if not start:
            break
        word = doc[start - 1].lower_
        if word == "-" and start > 1 and doc[start - 2].lower_ in titles.words["former"]:
            return None
        if word in titles.words["former"] or word in (
            "deputy",
            "vice",
            "shadow",
            "assistant",
            "self",
            "would",
            "aspiring",
        ):
            return None
        if word in ("acting", "interim", "caretaker", "transitional"):
            prefix = "Acting "
        elif word not in _HARMLESS - {"the", "his", "her"}:
            break
        start -= 1
    return start, prefix


def _held_before(doc: Doc, start: int, titles: Titles) -> bool:
    """Whether no word before "Chinese President" says that the office is past."""
    if not start:
        return True
    word = doc[start - 1].lower_
    if word in ("-", "–") and start > 1:
        word = doc[start - 2].lower_
    return word not in titles.words["former"] and word not in ("shadow", "self-declared", "self-proclaimed")


def _clear_before(doc: Doc, start: int) -> bool:
    """Whether a title without a state stands free: at the beginning of a phrase."""
    if not start:
        return True
    token: Token = doc[start - 1]
    return (
        token.is_space
        or token.text in _ENDS
        or token.is_sent_end is True
        or token.pos_ in ("ADP", "CCONJ", "SCONJ", "VERB", "AUX", "PUNCT", "ADV", "PART")
    )


def _state_of(actor: Actor, casting: Casting) -> str | None:
    """The cast's State that the person is known to belong to."""
    if actor.state is None:
        return None
    states = [one.id for one in casting.actors.values() if one.type is ActorType.STATE and one.state == actor.state]
    return states[0] if len(states) == 1 else None


def _fits(title: Title, body: Actor) -> bool:
    """Heads and ministers belong to states, chiefs to bodies, spokespersons and envoys to either."""
    if title.rank in ("head", "monarch", "minister"):
        return body.type is ActorType.STATE
    return body.type in _BODIES


def _relation(
    doc: Doc, actor: Actor, body: str, office: str, begin: int, end: int, rule: str, confidence: float
) -> Relation:
    span = Span(doc[begin].idx, doc[end - 1].idx + len(doc[end - 1]))
    return Relation("holdsOffice", actor.id, body, span, office, rule=rule, confidence=confidence)
