"""How whole articles are scored: lines of the scorers, events of several passages."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from diplograph.model import Document, Extraction, Meeting, MeetingKind, MeetingStatus, Span


def test_counted_lines() -> None:
    lines = [
        "meeting detection (strict)         P 0.944  R 0.864  F1 0.903   (tp 51 fp 3 fn 8)",
        "status                             0.980   (50 / 51)",
        "   false alarms idiom_meet           2 / 9",
        "   date text given where gold has none: 4",
    ]
    found = list(importlib.import_module("articles").counted_lines(lines))
    assert found == [
        ("meeting detection (strict)", (59, 54, 51)),
        ("status", (50, 51)),
        ("false alarms idiom_meet", (2, 9)),
    ]


def gold(trigger: tuple[int, int], event: str | None, **more: Any) -> dict[str, Any]:
    return {
        "trigger": list(trigger),
        "event": event,
        "names": ["Kenya", "Oman"],
        "kind": "Talks",
        "kind_ok": [],
        "status": "held",
        "date": None,
        **more,
    }


def meeting(begin: int, end: int, *participants: str) -> Meeting:
    return Meeting(
        "m", MeetingKind.TALKS, MeetingStatus.HELD, participants, trigger=Span(begin, end), evidence=(Span(begin, end),)
    )


@pytest.mark.parametrize(
    ("passages", "meetings", "wanted"),
    [
        # one event told twice, found once
        ([gold((0, 5), "a"), gold((50, 55), "a")], [meeting(50, 55, "k", "o")], (1, 1, 0)),
        # a participant is missing: found, but not right
        ([gold((0, 5), "a")], [meeting(0, 5, "k")], (1, 0, 0)),
        # nobody shared
        ([gold((0, 5), "a")], [meeting(0, 5, "p")], (0, 0, 1)),
        # another passage
        ([gold((0, 5), "a")], [meeting(20, 25, "k", "o")], (0, 0, 1)),
        # only wished for: neither missed nor wrong
        ([gold((0, 5), None, proposed=True)], [meeting(0, 5, "k", "o")], (0, 0, 0)),
        # two meetings for one event: one is too much
        ([gold((0, 5), "a"), gold((9, 14), "a")], [meeting(0, 5, "k", "o"), meeting(9, 14, "k", "o")], (1, 1, 1)),
        ([gold((0, 5), "a", status="planned")], [meeting(0, 5, "k", "o")], (1, 0, 0)),
        ([gold((0, 5), "a", date="2024-05-03")], [meeting(0, 5, "k", "o")], (1, 0, 0)),
    ],
)
def test_events(passages: list[dict[str, Any]], meetings: list[Meeting], wanted: tuple[int, int, int]) -> None:
    articles = importlib.import_module("articles")
    names = {"k": "Kenya", "o": "Oman", "p": "Peru"}
    extraction = Extraction(Document("d", "x" * 99, ""), meetings=tuple(meetings))
    found = articles.matched_events(articles.events(passages), extraction, names, lambda one, other: one == other)
    assert found == wanted


@pytest.mark.parametrize(
    ("speaker", "words", "names", "wanted"),
    [
        ("Amina Juma", "she", ["Amina Juma"], True),
        ("Amina Juma", "she", ["Kenya"], False),
        ("Amina Juma and Ali Said", "the two", ["Ali Said"], True),
        (None, "a diplomat", [], True),
        (None, "a diplomat", ["Kenya"], False),
    ],
)
def test_speakers(speaker: str | None, words: str, names: list[str], wanted: bool) -> None:
    articles = importlib.import_module("articles")
    found = articles.speaker_agrees({"speaker": speaker, "source_text": words}, names, lambda one, other: one == other)
    assert found is wanted
