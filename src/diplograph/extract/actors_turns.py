"""Who speaks in transcripts: "MR HOLM:" is Lena Holm, "A:" the one who is interviewed, "I" whoever has the turn."""

from __future__ import annotations

import re

from diplograph.extract.actors_scene import Figure, Scene
from diplograph.extract.coreference_clauses import quotations
from diplograph.lexicon.actors import fold
from diplograph.model import MentionKind, Span

_LABEL = re.compile(r"^[ \t]*(?P<label>[A-ZÀ-Þ](?:[\w.'’-]|[ \t](?=\w)){0,40}):(?=\s)", re.MULTILINE)
_FEWEST = 3  # turns that make a transcript
_QUESTION = frozenset({"q", "question", "questions", "reporter", "journalist", "moderator", "interviewer"})
_ANSWER = frozenset({"a", "answer"})
_WITH = re.compile(r"(?i:\b(?:interview|conversation|discussion|q&a|questions?)) (?:with|to|for|of) ")
_I = re.compile(r"\b(?:I|my|me|myself|My|Me)\b(?![-.])")


def speakers(scene: Scene) -> None:
    """Enter the labels of a transcript's turns as mentions of the persons, and the "I" of each turn.

    Less than three labelled turns, or a label that fits no person or several: nothing.
    """
    quoted = quotations(scene.text)
    _headlines(scene, quoted)
    labels = list(_LABEL.finditer(scene.text))
    names = [" ".join(one.group("label").lower().split()) for one in labels]
    if len(labels) < _FEWEST or len(set(names)) == len(names):
        return
    ends = [one.start() for one in labels[1:]] + [len(scene.text)]
    for label, name, end in zip(labels, names, ends, strict=True):
        if name in _QUESTION:
            continue
        speaker = _interviewed(scene) if name in _ANSWER else _labelled(scene, label.group("label"))
        if speaker is None:
            continue
        if name not in _ANSWER:
            scene.add(speaker, Span(label.start("label"), label.end("label")), MentionKind.NAME)
        end = _paragraphs_end(scene.text, label.end(), end)
        for match in _I.finditer(scene.text, label.end(), end):
            if not any(begin <= match.start() < stop for begin, stop in quoted):
                scene.add(speaker, Span(match.start(), match.end()), MentionKind.PRONOUN)


def _headlines(scene: Scene, quoted: tuple[tuple[int, int], ...]) -> None:
    """ "Vucic: I signed nothing" as a line of its own."""
    for where, kind, figure in scene.mention_list():
        if not figure.is_person or kind is not MentionKind.NAME or not scene.text.startswith(": ", where.end):
            continue
        line = scene.text.rfind("\n", 0, where.begin) + 1
        stop = scene.text.find("\n", where.end)
        if scene.text[line : where.begin].strip() or stop - line > 160:
            continue
        for match in _I.finditer(scene.text, where.end, stop if stop >= 0 else len(scene.text)):
            if not any(begin <= match.start() < end for begin, end in quoted):
                scene.add(figure, Span(match.start(), match.end()), MentionKind.PRONOUN)


def _paragraphs_end(text: str, begin: int, end: int) -> int:
    """Where a turn ends: before a note in brackets that stands alone."""
    note = re.search(r"\n\s*\(", text[begin:end])
    return begin + note.start() if note else end


def _labelled(scene: Scene, label: str) -> Figure | None:
    """The only person whose name ends as the label does."""
    words = fold(label).split()
    titles = scene.lexicon.titles.by_form
    while len(words) > 1 and any(" ".join(words[:size]) in titles for size in range(1, len(words))):
        size = max(size for size in range(1, len(words)) if " ".join(words[:size]) in titles)
        words = words[size:]
    fits = [one for one in scene.persons() if fold(one.name).split()[-len(words) :] == words]
    return fits[0] if len(fits) == 1 else None


def _interviewed(scene: Scene) -> Figure | None:
    """The person whose name follows "interview with", else the only one in the first line."""
    first = scene.text.lstrip()
    lead = len(scene.text) - len(first)
    stop = lead + len(first.split("\n", 1)[0])
    found = {
        figure.key: figure
        for where, kind, figure in scene.mention_list()
        if figure.is_person and kind is MentionKind.NAME and where.begin < stop
    }
    for where, kind, figure in scene.mention_list():
        if figure.is_person and kind is MentionKind.NAME and not figure.unnamed:
            before = scene.text[max(0, where.begin - 40) : where.begin]
            if any(match.end() == len(before) for match in _WITH.finditer(before)):
                return figure
    return next(iter(found.values())) if len(found) == 1 else None
