"""What a line yielded, and why not more."""

from __future__ import annotations

import pytest

from diplograph.explain import Cue, as_text, at_line
from diplograph.model import Actor, ActorType, Document, Extraction, Furniture, Mention, MentionKind, Repeat, Span

TEXT = "Norland and Sudland held talks.\nThe talks went on.\nNorland said no.\nShare\nThe talks went on.\n"


def actor(name: str, *begins: int) -> Actor:
    mentions = tuple(Mention(Span(at, at + len(name)), MentionKind.NAME) for at in begins)
    return Actor(name, name, ActorType.STATE, mentions)


EXTRACTION = Extraction(
    Document(
        "a.txt",
        TEXT,
        "0" * 64,
        furniture=(Furniture(Span(68, 73), "footer"),),
        repeats=(Repeat(Span(32, 50), (Span(74, 92),)),),
    ),
    actors=(actor("Norland", 0, 51), actor("Sudland", 12)),
)


@pytest.mark.parametrize(
    ("line", "begin", "of", "sentence", "reason"),
    [
        (1, 25, "meeting", (0, 31), "no rule takes it for one here; what is doubtful is left out"),
        (2, 36, "meeting", (32, 50), "no actor was recognised in its sentence"),
        (3, 59, "meeting", (51, 67), "only one party was recognised in its sentence"),
        (4, 68, "statement", (68, 73), "it stands in page furniture"),
        (5, 78, "meeting", (74, 92), "it stands in a second copy"),
    ],
)
def test_why_not_more(line: int, begin: int, of: str, sentence: tuple[int, int], reason: str) -> None:
    cue = Cue(Span(begin, begin + 4), of, Span(*sentence))
    report = at_line(EXTRACTION, line, [cue])
    assert [one.reason for one in report.unread] == [reason]
    assert f"can tell of a {of}; none was read: {reason}" in as_text(report)


def test_layout_and_actors_of_a_line() -> None:
    assert [one.meaning for one in at_line(EXTRACTION, 1).findings] == [
        "Norland (state, name)",
        "Sudland (state, name)",
    ]
    assert at_line(EXTRACTION, 4).findings[0].meaning == "page furniture (footer), not read"
    assert at_line(EXTRACTION, 5).findings[0].meaning == "stands in line 2 already, read there"
    assert "Nothing was read from it." in as_text(at_line(EXTRACTION, 2))


def test_why_a_sentence_gave_nothing() -> None:
    begin = TEXT.index("\n") + 1
    whole = Span(begin, TEXT.index("\n", begin))
    [silent] = at_line(EXTRACTION, 2, [Cue(whole, "", whole)]).unread
    assert silent.reason == "no word in it is known to tell of a meeting, statement or act"
    [negated] = at_line(EXTRACTION, 2, [Cue(whole, "meeting", whole, negated=True)]).unread
    assert negated.reason == "it is negated"
