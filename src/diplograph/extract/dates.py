"""Finds temporal expressions and says which days they mean.

`find` reads a document; `resolve` answers for one span, for those who have the span already. Expressions are read in
order, because "a day later" counts from the day named before. Nothing is guessed: what words and publication date
don't decide keeps its wording and has no value.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Protocol

from spacy.tokens import Doc

from diplograph.extract.dates_events import (
    Dated,
    in_quotation,
    near,
    resolve_anniversary,
    resolve_event,
    same_anniversary,
    sentence_of,
)
from diplograph.extract.dates_grammar import Expression, expressions
from diplograph.extract.dates_headings import Said, Section, section_at, sections
from diplograph.extract.dates_resolve import resolve as _resolve
from diplograph.extract.dates_tense import Direction, Tense, by_doc, by_text
from diplograph.extract.dates_units import OPEN, Setting, Value
from diplograph.language.texts import text_of
from diplograph.lexicon.calendar import Calendar, load
from diplograph.model import Document, Interval, Span, Timex

_REACH = 350  # characters back to the day that "a day later" counts from
_ANAPHORIC = frozenset({"later", "other_day", "daypart", "within", "unit", "month", "date"})


class HasCalendar(Protocol):
    """What this room needs of the lexicon."""

    @property
    def calendar(self) -> Calendar: ...


def find(doc: Doc, document: Document, lexicon: HasCalendar) -> tuple[Timex, ...]:
    """The time expressions of a document, in order, none overlapping another.

    doc: read from the document, furniture and second copies blanked out. Relative expressions are counted from
    `document.published`; without it their value is None.
    """
    return _read(text_of(doc), document.published, by_doc(doc, lexicon.calendar), lexicon.calendar)


def resolve(
    text: str, span: Span, anchor: date | None, doc: Doc | None = None, calendar: Calendar | None = None
) -> Timex | None:
    """What the words at a span mean, read in their text; None if no time expression stands there.

    anchor: publication day. doc: a parse of the text, for the tense; without one it is guessed from the clause.

    >>> str(resolve("They met last week.", Span(9, 18), date(2025, 2, 24)).value)
    '2025-02-17/2025-02-23'
    >>> str(resolve("They will meet on Thursday.", Span(15, 26), date(2025, 2, 24)).value)
    '2025-02-27/2025-02-27'
    """
    words = calendar or load()
    tense = by_doc(doc, words) if doc is not None else by_text(text, words)
    best, most = None, 0
    for timex in _read(text, anchor, tense, words, all_of_them=True):
        shared = min(span.end, timex.span.end) - max(span.begin, timex.span.begin)
        if shared > most:
            best, most = timex, shared
    return best


def read_text(text: str, anchor: date | None, calendar: Calendar) -> tuple[Timex, ...]:
    """As `find`, of a text without a parse; the tense is guessed from the words of the clause."""
    return _read(text, anchor, by_text(text, calendar), calendar)


def _read(
    text: str, anchor: date | None, tense: Tense, calendar: Calendar, all_of_them: bool = False
) -> tuple[Timex, ...]:
    found = expressions(text, calendar)
    known = _resolved(text, found, anchor, tense, calendar, ())
    under = sections(text, [Said(one.expression.span, one.expression.rule, one.value.days) for one in known])
    if under:
        known = _resolved(text, found, anchor, tense, calendar, under)
    values: list[tuple[Expression, Span, Value]] = []
    anniversaries: list[tuple[Span, Value]] = []
    for dated in known:
        one, span, value = dated.expression, dated.expression.span, dated.value
        if one.rule == "event":
            with suppress(ValueError, OverflowError):  # before the year 1
                span, value = resolve_event(text, one, known, calendar)
        elif one.rule == "anniversary":
            with suppress(ValueError, OverflowError):
                span, value = resolve_anniversary(text, one, known, calendar, tense(span) is Direction.AHEAD)
            anniversaries.append((span, value))
        values.append((one, span, value))
    timexes: list[Timex] = []
    for one, span, value in values:
        if one.rule == "anniversary" and value.days is None and one.parts.get("pre") == "on":
            value = same_anniversary(text, span, anniversaries)
        if not all_of_them and _says_no_time(one, value):
            continue
        if timexes and span.begin < timexes[-1].span.end:
            continue
        timexes.append(
            Timex(
                span,
                value.days,
                value.approximate,
                value.counted_from or _anchor_of(one, value, anchor),
                f"dates:{one.rule}",
            )
        )
    return tuple(timexes)


def _resolved(
    text: str,
    found: Sequence[Expression],
    published: date | None,
    tense: Tense,
    calendar: Calendar,
    under: Sequence[Section],
) -> list[Dated]:
    """The expressions with the days that they mean by themselves. under: days of which a diary tells; what stands
    below such a day counts from it.
    """
    known: list[Dated] = []
    anchors: list[date | None] = []
    for one in found:
        section = section_at(under, one.span.begin)
        anchor = published if section is None else section.days.first
        value = OPEN
        if one.rule not in ("event", "anniversary"):
            named = _named(known, one) if one.rule in _ANAPHORIC else None
            if one.rule == "daypart" and section is not None:
                named = _of_sentence(text, known, one) or section.days
            value = _resolve(one.rule, one.parts, Setting(anchor, tense(one.span), named), calendar)
        known.append(Dated(one, value))
        anchors.append(anchor)
    return [_as_said(text, dated, known, anchor, calendar) for dated, anchor in zip(known, anchors, strict=True)]


def _of_sentence(text: str, known: list[Dated], one: Expression) -> Interval | None:
    """The day named last before these words in their sentence."""
    begin, _ = sentence_of(text, one.span.begin)
    before = known[-1] if known else None
    if before is None or before.expression.span.begin < begin or before.value.days is None:
        return None
    if before.expression.parts.get("prep") in ("since", "until", "till", "by"):
        return None
    return before.value.days if before.value.days.first == before.value.days.last else None


_ABSOLUTE = frozenset({"iso", "dotted", "numeric", "years", "century"})


def _anchor_of(one: Expression, value: Value, anchor: date | None) -> date | None:
    """An open expression would have been counted from the publication day."""
    return anchor if value.days is None and one.rule not in _ABSOLUTE else None


def _says_no_time(one: Expression, value: Value) -> bool:
    """Words that place nothing on the calendar: sets ("every Monday"), an event that the text does not date, a part of
    an unnamed day, an anniversary that is what a sentence is about."""
    if one.rule == "set":
        return True
    if value.days is None and one.rule in ("event", "daypart"):
        return True
    return one.rule == "anniversary" and value.days is None and one.parts.get("pre") not in ("on", "with")


def _as_said(text: str, dated: Dated, known: list[Dated], anchor: date | None, calendar: Calendar) -> Dated:
    """ "today" inside a quotation counts from the day on which it was said, if its sentence tells that day."""
    one = dated.expression
    if one.rule != "dayword" or anchor is None or not in_quotation(text, one.span.begin):
        return dated
    begin, end = sentence_of(text, one.span.begin)
    days = {
        other.value.days.first
        for other in near(known, begin, end + 80)
        if other.expression.rule in ("weekday", "dayword")
        and other.value.days is not None
        and other.value.days.first == other.value.days.last <= anchor
        and not in_quotation(text, other.expression.span.begin)
    }
    if len(days) != 1:
        return dated
    return Dated(one, _resolve(one.rule, one.parts, Setting(days.pop(), None), calendar))


def _named(known: list[Dated], one: Expression) -> Interval | None:
    """The time named last before these words, within a few sentences: a day where a day is needed."""
    unit = one.parts.get("unit", "day").rstrip("s")
    longest = {"year": 366, "decade": 366, "month": 31}.get(unit, 3)
    for dated in reversed(known):
        span, days = dated.expression.span, dated.value.days
        if one.span.begin - span.end > _REACH:
            return None
        if days is None or (dated.value.approximate and dated.expression.rule != "daypart"):
            continue
        if dated.expression.parts.get("prep") in ("since", "until", "till", "by"):
            continue
        if (days.last - days.first).days < longest:
            return days
    return None
