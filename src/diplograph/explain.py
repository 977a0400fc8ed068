"""What was read from one line of a text, by which rules, and which telling words yielded nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from diplograph import lexicon, pipeline
from diplograph.errors import InputError
from diplograph.ingest import files
from diplograph.language import syntax
from diplograph.language.pipeline import build_nlp
from diplograph.language.pipeline import read as parse
from diplograph.model import Extraction, Interval, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing read from the line. kind: actor, time, meeting, statement, relation, layout."""

    kind: str
    words: str
    meaning: str
    rule: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A word that often tells of a meeting or statement and did not here, and the likely reason.

    of: empty for a whole sentence in which no word tells of anything.
    """

    words: str
    of: str
    reason: str


@dataclass(frozen=True, slots=True)
class LineReport:
    """A line and what came of it. begin, end: code points of the document's text."""

    document: str
    line: int
    begin: int
    end: int
    text: str
    findings: tuple[Finding, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A telling word. of: meeting or statement. sentence: the one it stands in. negated: "did not meet".

    A sentence without telling words stands for itself, of nothing.
    """

    span: Span
    of: str
    sentence: Span
    negated: bool = False


def read_line(path: Path, line: int, model: str = "default") -> tuple[Extraction, int, tuple[Cue, ...]]:
    """Read a file: its extraction, the line, and the telling words of the text.

    Raises InputError: unreadable, several documents in it, or no such line.
    """
    documents = list(files.documents([path]))
    if len(documents) != 1:
        raise InputError(
            f"{len(documents)} documents in it", place=str(path), remedy="give the text as a file of its own"
        )
    document = documents[0]
    count = len(document.text.splitlines())
    if not 1 <= line <= count:
        raise InputError(f"there is no line {line}", place=str(path), remedy=f"it has {count}")
    extraction = pipeline.extract(document, pipeline.Reading(model=model))
    known = lexicon.load()
    verbs = {lemma.split()[0] for lemma in known.reporting.verbs}
    cues = []
    told: set[int] = set()
    doc = parse(build_nlp(model), document)
    for token in doc:
        lemma = token.lemma_.lower()
        verbal, nominal = token.pos_ in ("VERB", "AUX"), token.pos_ == "NOUN"
        of = (
            "meeting"
            if (verbal and lemma in known.meetings.verbs) or (nominal and lemma in known.meetings.nouns)
            else "statement"
            if verbal and lemma in verbs
            else None
        )
        if of:
            sentence = Span(token.sent.start_char, token.sent.end_char)
            told.add(sentence.begin)
            cues.append(Cue(Span(token.idx, token.idx + len(token.text)), of, sentence, syntax.negated(token)))
    for sent in doc.sents:
        span = Span(sent.start_char, sent.end_char)
        if span.begin not in told and any(one.isalpha() for one in sent.text):
            cues.append(Cue(span, "", span))
    return extraction, line, tuple(cues)


def at_line(extraction: Extraction, line: int, cues: Iterable[Cue] = ()) -> LineReport:
    """What an extraction holds of one line (counted from 1)."""
    document = extraction.document
    text = document.text
    rows = text.splitlines(keepends=True)
    begin = sum(len(row) for row in rows[: line - 1])
    here = Span(begin, begin + len(rows[line - 1].rstrip()))
    names = {actor.id: actor.name for actor in extraction.actors}

    def words(span: Span) -> str:
        return " ".join(text[span.begin : span.end].split())

    def who(ids: Iterable[str]) -> str:
        return ", ".join(names.get(one, one) for one in ids)

    found: list[tuple[int, Finding]] = []
    for piece in document.furniture:
        if _touch(piece.span, here):
            found.append(
                (piece.span.begin, Finding("layout", words(piece.span), f"page furniture ({piece.kind}), not read", ""))
            )
    for repeat in document.repeats:
        for copy in repeat.again:
            if _touch(copy, here):
                first = text.count("\n", 0, repeat.first.begin) + 1
                found.append(
                    (copy.begin, Finding("layout", words(copy), f"stands in line {first} already, read there", ""))
                )
    for actor in extraction.actors:
        for mention in actor.mentions:
            if _touch(mention.span, here):
                meaning = f"{actor.name} ({_plain(actor.type.value)}, {mention.kind.value})"
                found.append((mention.span.begin, Finding("actor", words(mention.span), meaning, "")))
    for timex in extraction.timexes:
        if _touch(timex.span, here):
            value = "open: nothing here tells the day" if timex.value is None else _days(timex.value)
            found.append((timex.span.begin, Finding("time", words(timex.span), value, timex.rule)))
    for met in extraction.meetings:
        for span in met.evidence:
            if _touch(span, here):
                meaning = f"{_plain(met.kind.value)}, {met.status.value}: {who(met.participants) or 'nobody named'}"
                meaning += f", {_days(met.when.value)}" if met.when and met.when.value else ""
                found.append((span.begin, Finding("meeting", words(span), meaning, met.rule, met.confidence)))
    for said in extraction.statements:
        spans = [*said.content, *((said.cue,) if said.cue else ())]
        if any(_touch(span, here) for span in spans):
            meaning = f"{who(said.speakers) or 'somebody'} ({said.form.value})"
            meaning += f", via {who(said.via)}" if said.via else ""
            content = " [...] ".join(words(span) for span in said.content)
            found.append((spans[0].begin, Finding("statement", content, meaning, said.rule, said.confidence)))
    for told in extraction.relations:
        if _touch(told.evidence, here):
            subject, target = (names.get(one, one) for one in (told.subject, told.object))
            holds = f"{subject}: {told.office} of {target}"
            meaning = holds if told.office else f"{subject} {_plain(told.type)} {target}"
            meaning += " (negative)" if told.polarity.value == "negative" else ""
            found.append(
                (told.evidence.begin, Finding("relation", words(told.evidence), meaning, told.rule, told.confidence))
            )
    found.sort(key=lambda one: (one[0], one[1].kind, one[1].words))
    unread = tuple(
        Unread(words(cue.span), cue.of, _reason(cue, extraction))
        for cue in cues
        if _touch(cue.span, here) and not _used(cue, extraction)
    )
    return LineReport(
        document.identifier, line, here.begin, here.end, words(here), tuple(one for _, one in found), unread
    )


def _days(interval: Interval) -> str:
    """
    >>> from datetime import date
    >>> _days(Interval(date(2025, 2, 24), date(2025, 2, 24)))
    '2025-02-24'
    """
    return str(interval.first) if interval.first == interval.last else f"{interval.first} to {interval.last}"


def _plain(name: str) -> str:
    """A name of the model in words.

    >>> _plain("InPerson"), _plain("condemns")
    ('in person', 'condemns')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _touch(one: Span, other: Span) -> bool:
    return one.begin < other.end and other.begin < one.end


def _used(cue: Cue, extraction: Extraction) -> bool:
    if not cue.of:
        facts = [span for met in extraction.meetings for span in met.evidence]
        facts += [span for said in extraction.statements for span in said.content]
        facts += [one.evidence for one in extraction.relations]
        return any(_touch(cue.span, span) for span in facts)
    if cue.of == "meeting":
        return any(_touch(cue.span, span) for met in extraction.meetings for span in met.evidence)
    return any(said.cue and _touch(cue.span, said.cue) for said in extraction.statements)


def _reason(cue: Cue, extraction: Extraction) -> str:
    hidden = [piece.span for piece in extraction.document.furniture]
    if any(_touch(cue.span, span) for span in hidden):
        return "it stands in page furniture"
    if any(_touch(cue.span, span) for repeat in extraction.document.repeats for span in repeat.again):
        return "it stands in a second copy"
    if not cue.of:
        return "no word in it is known to tell of a meeting, statement or act"
    if cue.negated:
        return "it is negated"
    parties = {
        actor.id for actor in extraction.actors for mention in actor.mentions if _touch(mention.span, cue.sentence)
    }
    if not parties:
        return "no actor was recognised in its sentence"
    if cue.of == "meeting" and len(parties) < 2:
        return "only one party was recognised in its sentence"
    return "no rule takes it for one here; what is doubtful is left out"


def as_text(report: LineReport) -> str:
    """A report for people."""
    lines = [
        f"{report.document}, line {report.line} (characters {report.begin} to {report.end})",
        f"  {_cut(report.text, 300)}",
    ]
    titles = {
        "layout": "Layout",
        "actor": "Actors",
        "time": "Times",
        "meeting": "Meetings",
        "statement": "Statements",
        "relation": "Acts and offices",
    }
    for kind, title in titles.items():
        group = [one for one in report.findings if one.kind == kind]
        if not group:
            continue
        lines += ["", title]
        for one in group:
            notes = [f"rule {one.rule}"] if one.rule else []
            notes += [f"confidence {one.confidence:.2f}"] if one.confidence is not None else []
            lines.append(f"  “{_cut(one.words, 160)}”: {one.meaning}" + (f" ({', '.join(notes)})" if notes else ""))
    if not report.findings:
        lines += ["", "Nothing was read from it."]
    if report.unread:
        lines += ["", "Why not more"]
        lines += [
            f"  “{one.words}” can tell of a {one.of}; none was read: {one.reason}"
            if one.of
            else f"  “{_cut(one.words, 100)}”: {one.reason}"
            for one in report.unread
        ]
    return "\n".join(lines) + "\n"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
