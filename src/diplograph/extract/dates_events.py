"""Times told by an event: "days before the invasion", "on the third anniversary of the war".

They resolve only if the text itself dates the event; what a reader knows of history does not count.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from diplograph import intervals
from diplograph.extract.dates_grammar import Expression
from diplograph.extract.dates_relative import shifted
from diplograph.extract.dates_units import OPEN, Value, add_months, add_years, number_of, ordinal_of
from diplograph.lexicon.calendar import Calendar
from diplograph.model import Interval, Precision, Span

_STOP = frozenset(
    "the and its his her their this that with for from into over was were has have had which who when where what "
    "full scale start beginning outbreak onset began begun started broke out after before during since over about "
    "between against day days week weeks month months year years first second third last next they them "
    "new not but are said".split()
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_CLAUSE = re.compile(r"[^.;:,\n()“”\"]{0,110}")
_LONGEST_PHRASE = 90
_ARTICLE = 300


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression with its value, as resolved so far."""

    expression: Expression
    value: Value


def near(known: Sequence[Dated], begin: int, end: int) -> Sequence[Dated]:
    """Those that begin in [begin, end); `known` is in text order."""
    low = bisect_left(known, begin, key=_begin)
    return known[low : bisect_left(known, end, low, key=_begin)]


def around(known: Sequence[Dated], at: int) -> Sequence[Dated]:
    """The next few hundred on either side: an article's worth, so that a book in one file takes linear time."""
    middle = bisect_left(known, at, key=_begin)
    return known[max(0, middle - _ARTICLE) : middle + _ARTICLE]


def _begin(one: Dated) -> int:
    return one.expression.span.begin


def content_words(text: str) -> frozenset[str]:
    """Words that name something, in lower case, without a final "s".

    >>> sorted(content_words("the start of the Russia-Ukraine war"))
    ['russia', 'ukraine', 'war']
    """
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(word.rstrip("s") for word in words if word not in _STOP)


def sentence_of(text: str, at: int) -> tuple[int, int]:
    """Rough bounds of the sentence at an offset, for looking around; abbreviations only make it shorter."""
    begin = max(
        (
            text.rfind(mark, max(0, at - 400), at) + len(mark)
            for mark in (". ", "\n", "? ", "! ")
            if text.rfind(mark, max(0, at - 400), at) >= 0
        ),
        default=max(0, at - 400),
    )
    ends = [found for mark in (". ", "\n", "? ", "! ") if (found := text.find(mark, at, at + 400)) >= 0]
    return begin, min(ends, default=min(len(text), at + 400))


def in_quotation(text: str, at: int) -> bool:
    """Whether an offset stands inside quotation marks that its paragraph opens; at most 1500 characters back."""
    begin = max(text.rfind("\n", 0, at) + 1, at - 1500)
    before = text[begin:at]
    if before.count('"') % 2:
        return True
    return before.rfind("“") > before.rfind("”")


def phrase_after(text: str, end: int) -> Span:
    """The clause that follows, up to the next mark."""
    found = _CLAUSE.match(text, end)
    return Span(end, found.end() if found else end)


def dates_of_events(text: str, known: Sequence[Dated], wanted: frozenset[str], *, skip: Span) -> Interval | None:
    """The one date that the text gives to an event named by these words; None if it gives none or several."""
    if not wanted:
        return None
    found: list[Interval] = []
    for one in around(known, skip.begin):
        span, days = one.expression.span, one.value.days
        if days is None or one.value.approximate or skip.begin <= span.begin < skip.end:
            continue
        begin, end = sentence_of(text, span.begin)
        if begin <= skip.begin < end:
            continue  # the sentence tells when something else happened
        if (
            one.expression.rule not in ("date", "iso", "dotted", "numeric", "month", "weekday", "dayword", "days")
            or "rel" in one.expression.parts
        ):
            continue
        shared = wanted & content_words(text[max(begin, span.begin - 100) : span.begin])
        if len(shared) == len(wanted) or (len(shared) >= 2 and 3 * len(shared) >= 2 * len(wanted)):
            found.append(days)
    if not found:
        return None
    finest = min(found, key=lambda one: (one.last - one.first, one.first))
    return finest if all(one.first <= finest.first and finest.last <= one.last for one in found) else None


def resolve_event(text: str, one: Expression, known: Sequence[Dated], calendar: Calendar) -> tuple[Span, Value]:
    """ "days before X": the words it covers and its days."""
    parts = one.parts
    clause = phrase_after(text, one.span.end)
    inside = near(known, clause.begin, clause.end)
    if inside:
        base = inside[0].value.days if not inside[0].value.approximate else None
        end = inside[0].expression.span.begin
    else:
        named = content_words(text[clause.begin : clause.end])
        base = dates_of_events(text, known, named, skip=clause) if len(named) < 7 else None
        end = clause.end if clause.end - clause.begin < _LONGEST_PHRASE else one.span.end
    span = Span(one.span.begin, one.span.begin + len(text[one.span.begin : end].rstrip()))
    if span.end <= one.span.begin:
        span = one.span
    return span, _shift(base, parts.get("unit", ""), parts, calendar) if base else OPEN


def _shift(base: Interval, unit: str, parts: Mapping[str, str], calendar: Calendar) -> Value:
    back = parts["way"] in ("before", "ahead of", "prior to", "of")
    sign = -1 if back else 1
    if "eve" in parts:
        return shifted(base, "day", -1)
    if "num" in parts:
        number = number_of(parts["num"], calendar)
        return shifted(
            base,
            unit,
            sign * number,
            approximate="rough" in parts and parts["rough"] not in ("exactly", "just", "only"),
        )
    reach = {"day": 7, "week": 28}.get(unit.rstrip("s"))
    if reach is None or "vague" in parts or not unit.endswith("s"):
        return OPEN
    exact = intervals.precision(base) is Precision.DAY
    if exact and back:
        return Value(Interval(base.first - timedelta(reach), base.first - timedelta(1)), True, base.first)
    if exact:
        return Value(Interval(base.last + timedelta(1), base.last + timedelta(reach)), True, base.first)
    if intervals.precision(base) is not Precision.MONTH:
        return OPEN
    if reach == 7:
        return Value(base, True, base.first)
    other = intervals.month(*add_months(base.first.year, base.first.month, sign))
    return Value(Interval(min(base.first, other.first), max(base.last, other.last)), True, base.first)


_COINCIDES = re.compile(
    r"\b(?:com(?:es|ing)|came|falls?|fell|coincid\w+|takes? place|took place|was held|happened)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"\b(?:which|that|began|begun|started|launched|of|on|erupted|broke out)\b")


def resolve_anniversary(
    text: str, one: Expression, known: Sequence[Dated], calendar: Calendar, ahead: bool
) -> tuple[Span, Value]:
    """An anniversary: reckoned from the event's date if the text has it, else the day on which it is said to fall.

    "They met on Monday, on the third anniversary of ..." and "The call comes on the third anniversary" (a call that
    the text dates) tell the day. OPEN otherwise.
    """
    parts, span = one.parts, one.span
    clause = phrase_after(text, span.end)
    is_of = text[span.end : span.end + 4].strip().startswith("of")
    inside_clause = near(known, clause.begin, clause.end)
    end = clause.end if is_of and not inside_clause and clause.end - clause.begin < _LONGEST_PHRASE else span.end
    whole = Span(span.begin, span.begin + len(text[span.begin : end].rstrip()))
    begin, stop = sentence_of(text, span.begin)
    number = _count(parts, calendar)
    for dated in near(known, span.end, min(stop, span.end + 140)):
        days = dated.value.days
        between = text[span.end : dated.expression.span.begin]
        if days and days.first == days.last and number and "year" in dated.expression.parts and _BEGINS.search(between):
            return whole, Value(intervals.day(add_years(days.first, number)), False, days.first)
    named = content_words(text[span.begin : whole.end]) - {"anniversary"} - set(calendar.ordinals)
    base = dates_of_events(text, known, named, skip=whole) if named and number else None
    if base and base.first == base.last and number:
        return whole, Value(intervals.day(add_years(base.first, number)), False, base.first)
    if ahead or parts.get("pre") not in ("on", "with"):
        return whole, OPEN
    led = text[max(0, span.begin - 60) : span.begin]
    day = _only_day(known, begin, stop)
    if day is None and _COINCIDES.search(led):
        subject = content_words(text[begin : span.begin])
        for dated in reversed(around(known, begin)[: bisect_left(around(known, begin), begin, key=_begin)]):
            days = dated.value.days
            if days and days.first == days.last and dated.expression.rule in ("weekday", "date", "dayword"):
                start, _ = sentence_of(text, dated.expression.span.begin)
                if len(subject & content_words(text[start : dated.expression.span.begin])) >= min(
                    2, len(subject - {"come", "came"})
                ):
                    day = days
                break
    return whole, Value(day, False, day.first) if day else OPEN


def same_anniversary(text: str, span: Span, told: Sequence[tuple[Span, Value]]) -> Value:
    """The value of another mention of the same anniversary ("on war anniversary" in a headline)."""
    own = content_words(text[span.begin : span.end]) - {"anniversary"}
    values = {
        value.days: value
        for other, value in told
        if value.days and other != span and own & content_words(text[other.begin : other.end])
    }
    return next(iter(values.values())) if len(values) == 1 else OPEN


def _count(parts: Mapping[str, str], calendar: Calendar) -> int | None:
    if "num" in parts:
        return number_of(parts["num"], calendar)
    return ordinal_of(parts["ord"], calendar) if "ord" in parts else None


def _only_day(known: Sequence[Dated], begin: int, end: int) -> Interval | None:
    days = {
        dated.value.days
        for dated in near(known, begin, end)
        if dated.expression.rule in ("weekday", "date", "dayword")
        and dated.value.days is not None
        and dated.value.days.first == dated.value.days.last
    }
    return days.pop() if len(days) == 1 else None
