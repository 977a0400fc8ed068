"""Where contents end."""

from __future__ import annotations

import pytest

from diplograph.extract.quotations import Quotations
from diplograph.extract.statements_content import ended
from diplograph.model import Span


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("the mine was shut, but gave no details", "the mine was shut"),
        ("the mine was shut and has provided few details", "the mine was shut"),
        ("the mine was shut, but did not say why", "the mine was shut"),
        ("the mine was shut but declined to name the owner", "the mine was shut"),
        ("the mine was shut and", "the mine was shut"),
        ("the mine was shut, of which", "the mine was shut"),
        ("the mine was shut but the port was open", "the mine was shut but the port was open"),
        ("the crew gave no reason", "the crew gave no reason"),
        ("“the mine was shut, but gave no details”", "“the mine was shut, but gave no details”"),
        ("the road to look at", "the road to look at"),
    ],
)
def test_ended(words: str, kept: str) -> None:
    text = f"Lemke said {words}."
    span = ended(text, Span(11, 11 + len(words)), Quotations(text))
    assert text[span.begin : span.end] == kept
