"""What nobody said: who was asked, what others expect of somebody, the terms of a talk, an interviewer's turns."""

from __future__ import annotations

import pytest

from diplograph import pipeline
from diplograph.model import Document


def told(text: str) -> list[tuple[str, str]]:
    found = pipeline.extract(Document("a.txt", text, ""), pipeline.Reading("default"))
    names = {actor.id: actor.name for actor in found.actors}
    return [
        (
            ", ".join(names[one] for one in said.speakers),
            " … ".join(text[piece.begin : piece.end] for piece in said.content),
        )
        for said in found.statements
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "Salo, asked whether the rebels had been invited, said only that “all parties were informed”.",
            ["all parties were informed"],
        ),
        ("The foreign minister of Chad, Amina Salo, is expected to visit Niger next week.", []),
        ("Amina Salo is believed to have left for Niger on Monday.", []),
        (
            "“It is quiet there,” said Amina Salo, who insisted on anonymity to describe the private talks.",
            ["It is quiet there"],
        ),
        (
            "Salo says the border is open for trade with Niger and will stay open until the end of May\n"
            "by Ana Ruiz\n\nThe border between the two countries was opened on Monday, traders said.",
            ["the border is open for trade with Niger and will stay open until the end of May"],
        ),
    ],
)
def test_what_is_said(text: str, kept: list[str]) -> None:
    contents = [content for speaker, content in told(text)]
    assert contents[: len(kept)] == kept
    assert all(content in kept or "Monday" in content or "opened" in content for content in contents)


def test_an_interviewer_says_nothing() -> None:
    text = (
        "Amina Salo, foreign minister of Chad, spoke to us.\n\nQ. What did he answer?\n\n"
        "A. That would be for him to tell."
        "\n\nQ. Is it true that the envoy told you so?\n\nA. She told me that she was interested."
    )
    assert not any("What did he" in content or "Is it true" in content for _, content in told(text))
