"""Quotation marks: straight, curly, single, unpaired, nested, over several paragraphs, in linear time."""

from __future__ import annotations

import time

import pytest

from diplograph.extract.quotations import Quotations, find
from diplograph.model import Span

TABLE = [
    ('She said "we agree" and left.', [("we agree", 0, True)]),
    ("She said “we agree” and left.", [("we agree", 0, True)]),
    ('He spoke of "a long road” ahead.', [("a long road", 0, True)]),
    ('He spoke of “a long road" ahead.', [("a long road", 0, True)]),
    ("Sie nannte es „gut“ und ging.", [("gut", 0, True)]),
    ("Il parle d'une «trêve» fragile.", [("trêve", 0, True)]),
    ("The envoy called it ‘dead’ on Monday.", [("dead", 0, True)]),
    ("It's the leaders' summit, not the ministers' one.", []),
    ("‘I can't say,’ the envoy's aide replied.", [("I can't say,", 0, True)]),
    ("“She told me ‘never’,” he said.", [("She told me ‘never’,", 0, True), ("never", 1, True)]),
    ("“One.\n\n“Two,” she said.", [("One.\n\n“Two,", 0, True)]),
    ('"We wait, he said.\nThe talks end today.', [("We wait, he said.", 0, False)]),
    ('"First, he said. "Second," she said.', [("First, he said.", 0, False), ("Second,", 0, True)]),
    ('A board of 12" by 20" was shown.', []),
    ("", []),
    ("He said ``we may go.'' Then ''no.''", [("we may go.", 0, True), ("no.", 0, True)]),
    ("''Peace,'' she said.", [("Peace,", 0, True)]),
    ("''Peace is near.", [("Peace is near.", 0, False)]),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_find(text: str, expected: list[tuple[str, int, bool]]) -> None:
    assert [(text[q.inner.begin : q.inner.end], q.depth, q.closed) for q in find(text)] == expected


@pytest.mark.parametrize("piece", ['" a', "“ a ", "'a ", "‘a ", '"a\n', "“a\n", '"'])
def test_unpaired_marks_take_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        start = time.perf_counter()
        find(piece * count)
        return time.perf_counter() - start

    seconds(1000)
    small, large = min(seconds(2000) for _ in range(3)), seconds(20000)
    assert large < 60 * small + 0.2


def test_around() -> None:
    text = "“A b c,” said D. “E f.”"
    quotations = Quotations(text)
    assert quotations.around(Span(3, 4)) == quotations.all[0]
    assert quotations.around(Span(9, 13)) is None
    assert [text[one.inner.begin : one.inner.end] for one in quotations.within(Span(6, len(text)))] == [
        "A b c,",
        "E f.",
    ]
