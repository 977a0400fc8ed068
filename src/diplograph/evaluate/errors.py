"""What differs between a gold standard and the records found, one by one, each with its kind.

The same pairs as in the scores: what is counted there as missed, too much or wrong is listed here, and besides the
fields that the strict scores don't ask for (places, who passed a statement on, its form). Optional items of the gold
are neither missed nor, when found, wrong. Mentions of an actor that is missed or invented as a whole are not listed one
by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diplograph import intervals
from diplograph.evaluate import matching
from diplograph.evaluate.comparing import Names, Pair, Record, common, likeness, match, pairs, words
from diplograph.evaluate.matching import Said, Side, is_core, meeting_agrees, right_speakers, same_value

SAME_WORDS = 0.9  # contents that share more of their words count as cut alike

# Kind of error -> its group, and what it is called there.
KINDS = {
    "actor-missed": ("Actors", "missed"),
    "actor-invented": ("Actors", "invented"),
    "actor-type": ("Actors", "typed wrong"),
    "mention-linked": ("Actors", "words linked to the wrong actor"),
    "mention-missed": ("Actors", "mention missed"),
    "mention-invented": ("Actors", "mention too much"),
    "meeting-missed": ("Meetings", "missed"),
    "meeting-false": ("Meetings", "false"),
    "meeting-participants": ("Meetings", "participants wrong"),
    "meeting-date": ("Meetings", "date wrong"),
    "meeting-place": ("Meetings", "place wrong"),
    "meeting-kind": ("Meetings", "kind wrong"),
    "meeting-status": ("Meetings", "status wrong"),
    "statement-missed": ("Statements", "missed"),
    "statement-false": ("Statements", "false"),
    "statement-speaker": ("Statements", "speaker wrong"),
    "statement-content": ("Statements", "words cut otherwise"),
    "statement-cue": ("Statements", "cue wrong"),
    "statement-via": ("Statements", "passed on by (via) wrong"),
    "statement-addressee": ("Statements", "addressee wrong"),
    "statement-form": ("Statements", "form wrong"),
    "date-missed": ("Dates", "missed"),
    "date-false": ("Dates", "false"),
    "date-value": ("Dates", "value wrong"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage of the text, and what it is there: "speaker", "cue", "words", "evidence" …"""

    role: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Half:
    """One side of an error: what stands in its fields, in the order of reading, and where it stands in the text."""

    fields: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Error:
    """gold is None for what is too much, found for what is missed. field: the one that differs, None for all of it."""

    document: str
    kind: str
    gold: Half | None
    found: Half | None
    field: str | None = None


def errors(gold: Iterable[Record], found: Iterable[Record], aliases: Iterable[tuple[str, str]] = ()) -> Iterator[Error]:
    """All errors, document by document in the order of the gold; documents are matched as by `scores.score`."""
    articles = list(gold)
    names = Names(articles, aliases)
    by_name = {Path(record["doc"]).name: record for record in found}
    for article in articles:
        name = Path(article["doc"]).name
        record = by_name.get(name, {"doc": name})
        mine, theirs = Side(article, names), Side(record, names, article.get("repeats") or ())
        yield from _actors(name, mine, theirs)
        yield from _mentions(name, mine, theirs)
        yield from _meetings(name, mine, theirs)
        yield from _statements(name, mine, theirs, names)
        yield from _dates(name, mine, theirs, pairs(article.get("published_span")))


# ---------- actors ----------


def _actors(document: str, gold: Side, found: Side) -> Iterator[Error]:
    types = {name: kind for name, kind, _ in gold.actors}
    got: dict[str, str] = {}
    for name, kind, _ in found.actors:
        got.setdefault(name, kind)
    for name, kind, core in gold.actors:
        if name not in got and core:
            yield Error(document, "actor-missed", _actor(name, kind, gold), None)
        elif name in got and got[name] != kind and core:
            halves = _actor(name, kind, gold), _actor(name, got[name], found)
            yield Error(document, "actor-type", *halves, field="type")
    for name, kind in got.items():
        if name not in types:
            yield Error(document, "actor-invented", None, _actor(name, kind, found))


def _actor(name: str, kind: str, side: Side) -> Half:
    said = [one for one in side.mentions if one.actor == name]
    return Half((("name", name), ("type", kind)), tuple(mark for one in said for mark in _marks("mention", one.spans)))


def _mentions(document: str, gold: Side, found: Side) -> Iterator[Error]:
    paired = matching.mentions(gold, found)
    missed = [one for i, one in enumerate(gold.mentions) if i not in paired and one.core]
    extra = [one for j, one in enumerate(found.mentions) if j not in set(paired.values())]
    optional = [one for i, one in enumerate(gold.mentions) if i not in paired and not one.core]
    linked = match(
        (float(common(one.spans, other.spans)), i, j)
        for i, one in enumerate(missed)
        for j, other in enumerate(extra)
        if common(one.spans, other.spans)
    )
    for i, j in sorted(linked.items()):
        yield Error(document, "mention-linked", _mention(missed[i]), _mention(extra[j]), field="actor")
    both = {name for name, _, _ in gold.actors} & {name for name, _, _ in found.actors}
    for i, one in enumerate(missed):
        if i not in linked and one.actor in both:
            yield Error(document, "mention-missed", _mention(one), None)
    for j, one in enumerate(extra):
        free = any(common(one.spans, other.spans) for other in optional)
        if j not in linked.values() and one.actor in both and not free:
            yield Error(document, "mention-invented", None, _mention(one))


def _mention(one: Said) -> Half:
    return Half((("actor", one.actor), ("words", one.text), ("kind", one.kind)), _marks("mention", one.spans))


# ---------- meetings ----------


def _meetings(document: str, gold: Side, found: Side) -> Iterator[Error]:
    paired = matching.meetings(gold, found)
    for i, one in enumerate(gold.meetings):
        if i not in paired:
            if is_core(one):
                yield Error(document, "meeting-missed", _meeting(one), None)
            continue
        other = found.meetings[paired[i]]
        agrees = {**meeting_agrees(one, other), "place": _same_place(one.get("place"), other.get("place"))}
        if is_core(one):
            for field in ("participants", "date", "place", "kind", "status"):
                if not agrees[field]:
                    yield Error(document, f"meeting-{field}", _meeting(one), _meeting(other), field=field)
    for j, other in enumerate(found.meetings):
        if j not in paired.values():
            yield Error(document, "meeting-false", None, _meeting(other))


def _meeting(one: Record) -> Half:
    fields = (
        ("kind", str(one["kind"])),
        ("status", str(one.get("status") or "")),
        ("participants", _listed(one["participants"])),
        ("date", _dated(one)),
        ("place", str(one.get("place") or "")),
        *_by(one),
    )
    marks = _marks("evidence", one["evidence"])
    return Half(fields, marks + _marks("meeting", pairs(one.get("trigger_span"))))


def _same_place(gold: Any, found: Any) -> bool:
    """The finest part (before the comma) is in the other, word by word; nowhere is nowhere."""
    if not gold or not found:
        return not gold and not found
    mine, theirs = ([*words(str(one).split(",")[0])] for one in (gold, found))
    return set(mine) <= set(words(str(found))) or set(theirs) <= set(words(str(gold)))


# ---------- statements ----------


def _statements(document: str, gold: Side, found: Side, names: Names) -> Iterator[Error]:
    paired = matching.statements(gold, found, names)
    for i, one in enumerate(gold.statements):
        if i not in paired:
            if is_core(one):
                yield Error(document, "statement-missed", _statement(one), None)
            continue
        other = found.statements[paired[i]]
        if not is_core(one):
            continue
        for field, right in _statement_agrees(one, other, names).items():
            if not right:
                kind = f"statement-{'content' if field == 'words' else field}"
                yield Error(document, kind, _statement(one), _statement(other), field=field)
    for j, other in enumerate(found.statements):
        if j not in paired.values():
            yield Error(document, "statement-false", None, _statement(other))


def _statement_agrees(gold: Record, found: Record, names: Names) -> dict[str, bool]:
    inferred = gold.get("inferred") or ()

    def same(field: str) -> bool:
        return names.same(gold[field], found[field]) or (not found[field] and field in inferred)

    cues = gold["cue_span"], found["cue_span"]
    return {
        "speaker": right_speakers(gold, found, names),
        "words": likeness(gold.get("content") or "", found.get("content") or "") >= SAME_WORDS,
        "cue": common(*cues) > 0 or not any(cues),
        "via": same("via"),
        "addressee": same("addressee"),
        "form": gold.get("form") == found.get("form"),
    }


def _statement(one: Record) -> Half:
    fields = (
        ("speaker", _listed(one["speakers"])),
        ("words", str(one.get("content") or "")),
        ("cue", str(one.get("cue") or "")),
        ("via", _listed(one["via"])),
        ("addressee", _listed(one["addressee"])),
        ("form", str(one.get("form") or "")),
        *_by(one),
    )
    marks = _marks("words", one["content_span"])
    return Half(fields, marks + _marks("speaker", one["speaker_span"]) + _marks("cue", one["cue_span"]))


# ---------- dates ----------


def _dates(document: str, gold: Side, found: Side, published: list[Pair]) -> Iterator[Error]:
    paired = matching.timexes(gold, found)
    for i, one in enumerate(gold.timexes):
        if i not in paired:
            yield Error(document, "date-missed", _date(one), None)
        elif not same_value(one, found.timexes[paired[i]]):
            yield Error(document, "date-value", _date(one), _date(found.timexes[paired[i]]), field="value")
    stated = matching.stated_dates(found, paired.values(), published)
    for j, other in enumerate(found.timexes):
        if j not in paired.values() and j not in stated:
            yield Error(document, "date-false", None, _date(other))


def _date(one: Record) -> Half:
    value = _day(one.get("value"))
    about = " (about)" if one.get("approx") else ""
    return Half(
        (("words", str(one.get("text") or "")), ("value", (value or "open") + about)), _marks("date", one["at"])
    )


# ---------- fields ----------


def _dated(one: Mapping[str, Any]) -> str:
    value, said = _day(one.get("date")), str(one.get("date_text") or "")
    return f"{value} ({said})" if value and said else value or said


def _day(value: Any) -> str:
    """A value of any notation as text."""
    try:
        read = intervals.parse(value) if value else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return str(value)
    if read is None:
        return ""
    return str(read.first) if read.first == read.last else f"{read.first} to {read.last}"


def _by(one: Record) -> tuple[tuple[str, str], ...]:
    """Rule and confidence, which only what was found has."""
    rule, confidence = str(one.get("rule") or ""), one.get("confidence")
    told = rule + (f", confidence {confidence:g}" if isinstance(confidence, int | float) else "")
    return (("rule", told),) if rule else ()


def _listed(some: Iterable[str]) -> str:
    return ", ".join(sorted(some))


def _marks(role: str, spans: Iterable[Pair]) -> tuple[Mark, ...]:
    return tuple(Mark(role, begin, end) for begin, end in spans)
