"""Extraction records: one JSON object per document (contract, section 6), and back again.

The schema is that of an article of the gold. Beyond the contract a record carries the text (so that a graph can be
built from it elsewhere) and, on actors, `state`, `wikidata`, `part_of`; readers that don't know them skip them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from diplograph import intervals
from diplograph.errors import InputError
from diplograph.model import (
    Actor,
    ActorType,
    Document,
    Extraction,
    Form,
    Furniture,
    Interval,
    LanguageModel,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Mention,
    MentionKind,
    Mode,
    Place,
    Polarity,
    Relation,
    Repeat,
    Span,
    Statement,
    Timex,
)

JSON = dict[str, Any]


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.begin, span.end]


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.begin, span.end] for span in spans]


def to_record(extraction: Extraction) -> JSON:
    """The record of one document; keys in a fixed order, so equal extractions give equal bytes."""
    document = extraction.document
    text = document.text

    def words(span: Span) -> str:
        return text[span.begin : span.end]

    def content(spans: Sequence[Span]) -> str:
        return " [...] ".join(words(span) for span in spans)

    def dated(when: Timex | None) -> JSON:
        """A time, whole: it need not be one of the document's expressions, nor have words."""
        worded = when is not None and when.span.end > when.span.begin
        return {
            "date": intervals.notation(when.value) if when else None,
            "date_text": words(when.span) if when and worded else None,
            "date_span": _pair(when.span) if when and worded else None,
            "approx": when.approximate if when else False,
            "anchor_date": when.anchor.isoformat() if when and when.anchor else None,
            "date_rule": when.rule if when else None,
        }

    def one_or_more(spans: Sequence[Span]) -> list[int] | list[list[int]] | None:
        return _pair(spans[0]) if len(spans) == 1 else _pairs(spans)

    return {
        "doc": document.identifier,
        "sha256": document.sha256,
        "chars": len(text),
        "published": document.published and document.published.isoformat(),
        "published_span": _pair(document.published_span),
        "publisher": document.publisher,
        "agency": document.agency,
        "title": document.title,
        "title_span": _pair(document.title_span),
        "byline": document.byline,
        "source": document.source,
        "text": text,
        "boilerplate": _pairs([piece.span for piece in document.furniture]),
        "boilerplate_kinds": [piece.kind for piece in document.furniture],
        "repeats": [{"first": _pair(one.first), "again": _pairs(one.again)} for one in document.repeats],
        "actors": [
            {
                "id": actor.id,
                "name": actor.name,
                "type": actor.type.value,
                "state": actor.state,
                "roles": list(actor.roles),
                "part_of": actor.part_of,
                "wikidata": actor.wikidata,
                "unnamed": actor.unnamed,
                "collective": actor.collective,
                "credit_only": actor.credit_only,
                "mentions": [
                    {
                        "span": _pair(one.span),
                        "text": words(one.span),
                        "kind": one.kind.value,
                        **({"literally": one.literally} if one.literally else {}),
                    }
                    for one in actor.mentions
                ],
            }
            for actor in extraction.actors
        ],
        "places": [{"name": one.name, "spans": _pairs(one.spans), "part_of": one.part_of} for one in extraction.places],
        "meetings": [
            {
                "id": one.id,
                "kind": one.kind.value,
                "participants": list(one.participants),
                "not_participants": list(one.absent),
                "organizer": one.organizer,
                "count": None if one.count is None else {"min": one.count},
                **dated(one.when),
                "place": one.place,
                "status": one.status.value,
                "topics": [words(span) for span in one.topics],
                "topic_spans": _pairs(one.topics),
                "trigger_span": _pair(one.trigger),
                "evidence": _pairs(one.evidence),
                "inferred": list(one.inferred),
                "rule": one.rule,
                "confidence": one.confidence,
            }
            for one in extraction.meetings
        ],
        "statements": [
            {
                "id": one.id,
                "speaker": one.speakers[0] if one.speakers else None,
                "speakers": list(one.speakers),
                "speaker_span": _pair(one.speaker_span),
                "form": one.form.value,
                "mode": one.mode.value,
                "cue": words(one.cue) if one.cue else None,
                "cue_span": _pair(one.cue),
                "content_span": one_or_more(one.content),
                "content": content(one.content),
                "via": list(one.via),
                "on_behalf_of": list(one.on_behalf_of),
                "addressee": list(one.addressee),
                "about": list(one.about),
                **dated(one.when),
                "meeting": one.meeting,
                "about_meeting": one.about_meeting,
                "embeds": list(one.embeds),
                "evidence": _pairs(one.evidence),
                "inferred": list(one.inferred),
                "rule": one.rule,
                "confidence": one.confidence,
            }
            for one in extraction.statements
        ],
        "relations": [
            {
                "type": one.type,
                "subject": one.subject,
                "object": one.object,
                "office": one.office,
                "polarity": one.polarity.value,
                **dated(one.when),
                "evidence": _pair(one.evidence),
                "rule": one.rule,
                "confidence": one.confidence,
            }
            for one in extraction.relations
        ],
        "timexes": [
            {
                "span": _pair(one.span),
                "text": words(one.span),
                "value": intervals.notation(one.value),
                "approx": one.approximate,
                "anchor_date": one.anchor and one.anchor.isoformat(),
                "rule": one.rule,
            }
            for one in extraction.timexes
        ],
        "models": [{"name": one.name, "version": one.version, "sha256": one.sha256} for one in extraction.models],
    }


def from_record(record: JSON, text: str | None = None, *, place: str | None = None) -> Extraction:
    """The extraction that a record describes.

    text: the document's text; by default the record's own `text`. place: file and line, for messages.
    Raises InputError naming the key that is missing or wrong.
    """
    try:
        return _read(record, record.get("text", "") if text is None else text)
    except KeyError as error:
        raise InputError(f"record without the key {error}", place=place, remedy="see contract, section 6") from error
    except (ValueError, TypeError, AttributeError, AssertionError, IndexError) as error:
        raise InputError(f"malformed record: {error}", place=place, remedy="see contract, section 6") from error


def _span(pair: Any) -> Span | None:
    return None if not pair else Span(int(pair[0]), int(pair[1]))


def _spans(pairs: Any) -> tuple[Span, ...]:
    """[s, e] or a list of them."""
    if not pairs:
        return ()
    if isinstance(pairs[0], int):
        pairs = [pairs]
    return tuple(Span(int(begin), int(end)) for begin, end in pairs)


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _confidence(one: JSON) -> float:
    return 1.0 if one.get("confidence") is None else float(one["confidence"])


def _ids(value: Any) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)


def _read(record: JSON, text: str) -> Extraction:
    document = Document(
        identifier=record["doc"],
        text=text,
        sha256=record["sha256"],
        published=_day(record.get("published")),
        published_span=_span(record.get("published_span")),
        publisher=record.get("publisher"),
        agency=record.get("agency"),
        title=record.get("title"),
        title_span=_span(record.get("title_span")),
        byline=record.get("byline"),
        source=record.get("source"),
        furniture=tuple(
            Furniture(span, kind)
            for span, kind in zip(_spans(record.get("boilerplate")), record.get("boilerplate_kinds") or (), strict=True)
        ),
        repeats=tuple(Repeat(Span(*one["first"]), _spans(one["again"])) for one in record.get("repeats") or ()),
    )

    def anchor(one: JSON, at: Span, value: Interval | None) -> date | None:
        """As the record says; else the publication day, but for words that name a year or mean no days."""
        if "anchor_date" in one:
            return _day(one["anchor_date"])
        absolute = value is None or re.search(r"\b\d{4}\b", text[at.begin : at.end])
        return None if absolute else document.published

    timexes = tuple(
        Timex(
            Span(*one["span"]),
            intervals.parse(one.get("value")),
            bool(one.get("approx")),
            anchor(one, Span(*one["span"]), intervals.parse(one.get("value"))),
            one.get("rule") or "",
        )
        for one in record.get("timexes") or ()
    )

    def when(one: JSON) -> Timex | None:
        """The record's time: the expression that its words stand in, or the words with the record's own value."""
        value, wording, at = (
            intervals.parse(one.get("date")),
            one.get("date_text"),
            _span(one.get("date_span")),
        )
        if at is None and wording:
            begin = text.find(wording)
            at = Span(begin, begin + len(wording)) if begin >= 0 else None
        approximate, rule = bool(one.get("approx")), one.get("date_rule")
        if at is None:  # said by the document as a whole
            if value is None:
                return None
            day = anchor(one, Span(0, 0), value)
            return Timex(Span(0, 0), value, approximate, day, "unworded" if rule is None else rule)
        if rule is None:  # a record that says no more than the days: the expression at these words says more
            known = next((timex for timex in timexes if timex.span == at and timex.value == value), None)
            if known:
                return known
        return Timex(at, value, approximate, anchor(one, at, value), rule or "")

    return Extraction(
        document=document,
        actors=tuple(
            Actor(
                id=one["id"],
                name=one["name"],
                type=ActorType(one["type"]),
                mentions=tuple(
                    Mention(Span(*said["span"]), MentionKind(said["kind"]), said.get("literally"))
                    for said in one.get("mentions") or ()
                ),
                state=one.get("state"),
                roles=tuple(one.get("roles") or ()),
                part_of=one.get("part_of"),
                wikidata=one.get("wikidata"),
                unnamed=bool(one.get("unnamed")),
                collective=bool(one.get("collective")),
                credit_only=bool(one.get("credit_only")),
            )
            for one in record.get("actors") or ()
        ),
        places=tuple(
            Place(one["name"], _spans(one.get("spans")), one.get("part_of")) for one in record.get("places") or ()
        ),
        meetings=tuple(
            Meeting(
                id=one["id"],
                kind=MeetingKind(one["kind"]),
                status=MeetingStatus(one["status"]),
                participants=_ids(one.get("participants")),
                absent=_ids(one.get("not_participants")),
                organizer=one.get("organizer"),
                count=one["count"]["min"] if one.get("count") else None,
                when=when(one),
                place=one.get("place"),
                topics=_spans(one.get("topic_spans")),
                trigger=_span(one.get("trigger_span")),
                evidence=_spans(one.get("evidence")),
                inferred=_ids(one.get("inferred")),
                rule=one.get("rule") or "",
                confidence=_confidence(one),
            )
            for one in record.get("meetings") or ()
        ),
        statements=tuple(
            Statement(
                id=one["id"],
                speakers=_ids(one.get("speakers") or one.get("speaker")),
                speaker_span=_span(one.get("speaker_span")),
                form=Form(one["form"]),
                mode=Mode(one.get("mode") or "speech"),
                cue=_span(one.get("cue_span")),
                content=_spans(one.get("content_span")),
                evidence=_spans(one.get("evidence")),
                via=_ids(one.get("via")),
                on_behalf_of=_ids(one.get("on_behalf_of")),
                addressee=_ids(one.get("addressee")),
                about=_ids(one.get("about")),
                # A gold record also gives dates that are concluded from the meeting's, not said of the statement.
                when=None if "date" in (one.get("inferred") or ()) and "date_rule" not in one else when(one),
                meeting=one.get("meeting"),
                about_meeting=one.get("about_meeting"),
                embeds=_ids(one.get("embeds")),
                inferred=_ids(one.get("inferred")),
                rule=one.get("rule") or "",
                confidence=_confidence(one),
            )
            for one in record.get("statements") or ()
        ),
        relations=tuple(
            Relation(
                type=one["type"],
                subject=one["subject"],
                object=one["object"],
                evidence=_spans(one["evidence"])[0],
                office=one.get("office"),
                polarity=Polarity(one.get("polarity") or "positive"),
                when=when(one),
                rule=one.get("rule") or "",
                confidence=_confidence(one),
            )
            for one in record.get("relations") or ()
        ),
        timexes=timexes,
        models=tuple(LanguageModel(one["name"], one["version"], one["sha256"]) for one in record.get("models") or ()),
    )
