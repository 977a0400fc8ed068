"""Contents that stop inside a quotation are led to its marks; what somebody else may have said is left alone."""

from __future__ import annotations

import pytest

from diplograph.language.attribution_quotes import completed, quotations
from diplograph.model import Attribution, Span


def span(text: str, words: str) -> Span:
    begin = text.index(words)
    return Span(begin, begin + len(words))


def said(text: str, cue: str, *content: str) -> Attribution:
    return Attribution((), (span(text, cue),), tuple(span(text, one) for one in content), "encoder:speech", 0.9)


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        (
            "“We met the U.N. envoy. He left,” Ana Ruiz said.",
            ["envoy. He left,”"],
            ["“We met the U.N. envoy. He left,”"],
        ),
        (
            "Ana Ruiz said: “We met the U.N. envoy. He left.”",
            ["“We met the U.N"],
            ["“We met the U.N. envoy. He left.”"],
        ),
        (
            "Ana Ruiz said that “talks went well. So far.”",
            ["that “talks went well"],
            ["that “talks went well. So far.”"],
        ),
        ("“We met,” Ana Ruiz said. “He left.”", ["“We met,”", "He"], ["“We met,”", "“He left.”"]),
        ("Ana Ruiz said the talks went “well”.", ["the talks went “well”"], ["the talks went “well”"]),
        ("“We left, Ana Ruiz said.", ["We left"], ["We left"]),
    ],
)
def test_completed(text: str, content: list[str], expected: list[str]) -> None:
    (one,) = completed([said(text, "said", *content)], text)
    assert [text[piece.begin : piece.end] for piece in one.content] == expected


def test_a_cue_inside_the_quotation_leaves_it() -> None:
    text = "“The envoy said the talks failed and left,” Ana Ruiz added."
    one = said(text, "said", "the talks failed")
    assert completed([one], text) == (one,)


def test_a_quotation_that_two_cues_share_is_left() -> None:
    text = "“We met. He left,” Ana Ruiz said. The paper added more."
    both = [said(text, "said", "“We met"), said(text, "added", "He left")]
    assert completed(both, text) == tuple(both)


def test_quotations_do_not_leave_their_paragraph() -> None:
    text = "“One two.\n\nThree,” she said. “Four.”"
    assert [text[one.begin : one.end] for one in quotations(text)] == ["“Four.”"]
