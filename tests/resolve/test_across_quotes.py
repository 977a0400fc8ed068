"""Other wordings of one utterance."""

from __future__ import annotations

from datetime import date

import pytest

from diplograph.model import Form
from diplograph.resolve.quotes import Quote, pairs, quote

D, M, N = Form.DIRECT, Form.MIXED, Form.INDIRECT
TABLE = [
    # a translation
    (
        D,
        "Rivers and mountains join our peoples, who never were enemies",
        D,
        "Mountains and rivers unite our peoples, who have never been enemies",
        True,
    ),
    # a phrase taken out
    (M, "his “loyal neighbour”", M, "a 'loyal neighbour'", True),
    (M, "the pact was a “wasted morning”", D, "The morning has been wasted by this pact", True),
    # a cut of a long quotation
    (
        D,
        "We came with open hands, we stayed with patience and we leave with nothing",
        M,
        "they had “stayed with patience” and would “leave with nothing” after coming with open hands",
        True,
    ),
    # one word in common is none
    (M, "a “brave” man", M, "a “brave” woman", False),
    # the same topic, other words
    (
        D,
        "War crimes will be punished by the court",
        D,
        "The court must hear of war crimes in the north and punish every general",
        False,
    ),
    # paraphrases are nobody's words
    (N, "the fish belong to Norway alone", N, "the fish belong to Norway only", False),
    (D, "The fish belong to Norway alone", N, "the fish belong to Norway alone, he thinks", False),
    # what is shared stands outside the marks
    (M, "the harbour council met “in anger”", M, "the harbour council met “for lunch”", False),
]


def of(form: Form, text: str, speaker: int = 1, day: date | None = None) -> Quote | None:
    return quote(text, form, (speaker,), day)


@pytest.mark.parametrize(("form", "text", "other_form", "other_text", "same"), TABLE)
def test_wordings(form: Form, text: str, other_form: Form, other_text: str, same: bool) -> None:
    assert pairs([of(form, text), of(other_form, other_text)]) == [(0, 1)] * same


def test_another_speaker_or_another_time_is_another_utterance() -> None:
    text, now = "Rivers and mountains join our peoples", date(2031, 5, 6)
    assert pairs([of(D, text, 1), of(D, text, 2)]) == []
    assert pairs([of(D, text, day=now), of(D, text, day=date(2031, 5, 13)), of(D, text, day=None)]) == [
        (0, 1),
        (0, 2),
        (1, 2),
    ]
    assert pairs([of(D, text, day=now), of(D, text, day=date(2031, 5, 14))]) == []
