"""Quotations with a signature after a dash."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from diplograph.extract import statements_signed
from diplograph.extract.quotations import Quotations

SIGNED = [
    ("“We paid twice for one bridge.” — Rosa Quispe, 34, shopkeeper", "Rosa Quispe, 34, shopkeeper"),
    ('"Nobody asked the islands."\n― Semisi Fakatava', "Semisi Fakatava"),
    ("“The border stays open.” – the mayor of Tacna", "the mayor of Tacna"),
    ("“We waited.\n\n“Nobody called.” -- Ambassador Lena Holm", "Ambassador Lena Holm"),
]
UNSIGNED = [
    '"Peace is made with enemies" - a line that he often quotes',
    "“Never again” – said the crowd",
    "She called it “a new dawn” — Rosa Quispe disagreed.",
    "“We paid twice,” she said — Rosa Quispe, that is",
    "The “dialogue” — Lima's word — goes on",
]


@pytest.mark.parametrize(("text", "source"), SIGNED)
def test_a_signature_is_the_source(parse: Callable[[str], Doc], text: str, source: str) -> None:
    whole = f"Voices from the valley\n\n{text}\n\nThe vote is on Sunday."
    (found,) = statements_signed.proposals(parse(whole), Quotations(whole).outer)
    assert whole[found.source[0].begin : found.source[0].end] == source
    content = whole[found.content[0].begin : found.content[0].end]
    assert text.startswith(content) and content[-1] in '"”'


@pytest.mark.parametrize("text", UNSIGNED)
def test_what_goes_on_after_the_dash_is_no_signature(parse: Callable[[str], Doc], text: str) -> None:
    assert statements_signed.proposals(parse(text), Quotations(text).outer) == ()
