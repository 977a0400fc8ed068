"""Both readers of statements on plain sentences."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from spacy.tokens import Doc

from diplograph.language import attribution, encoder
from diplograph.model import Attribution, Span

READERS = [
    "tree",
    pytest.param(
        "encoder",
        marks=pytest.mark.skipif(not encoder.available(), reason="the encoder's files or onnxruntime are missing"),
    ),
]
CASES = [
    (
        "Peruvian Foreign Minister Marta Ruiz said the talks would resume in Accra.",
        [("Marta Ruiz", "said", ["the talks would resume in Accra"])],
    ),
    (
        "“We have no objection,” the Ghanaian envoy told reporters in Lima.",
        [("the Ghanaian envoy", "told", ["“We have no objection,”"])],
    ),
    (
        'According to the Kenyan foreign ministry, both sides agreed to "full transparency".',
        [("the Kenyan foreign ministry", "According to", ['both sides agreed to "full transparency"'])],
    ),
    (
        '"The road is open," Mensah said. "Nobody will close it."',
        [("Mensah", "said", ['"The road is open,"', '"Nobody will close it."'])],
    ),
    ("The ship left the port on Monday with a cargo of timber.", []),
    ("", []),
]


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[s.begin : s.end] for s in spans]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(("text", "expected"), CASES)
def test_propose(
    reader: str, text: str, expected: list[tuple[str, str, list[str]]], parse: Callable[[str], Doc]
) -> None:
    found = [a for a in attribution.propose(parse(text), reader) if "agreed" not in words(text, a.cue)[0]]  # type: ignore[arg-type]
    assert len(found) == len(expected)
    for a, (source, cue, content) in zip(found, expected, strict=True):
        assert source in words(text, a.source)[0]
        assert words(text, a.cue) == [cue]
        assert words(text, a.content) == content
        assert 0 < a.confidence <= 1


@pytest.mark.parametrize("reader", READERS)
def test_spans_are_sound_in_any_text(reader: str, parse: Callable[[str], Doc]) -> None:
    text = "\n\n".join(
        ["“” said , ” said “", "He said he said she said.", '"A" said "B" said "C', "said:\n:\n- said", "😀 said «x»"]
    )
    for a in attribution.propose(parse(text), reader):  # type: ignore[arg-type]
        every = sorted([*a.source, *a.cue, *a.content])
        assert a.content and a.cue
        assert all(0 <= s.begin < s.end <= len(text) for s in every)
        assert all(one.end <= other.begin for one, other in pairwise(every))


def test_propose_is_deterministic(parse: Callable[[str], Doc]) -> None:
    text = CASES[0][0] + " " + CASES[3][0]

    def once() -> tuple[Attribution, ...]:
        return attribution.propose(parse(text))

    assert once() == once()
