"""Names by the encoder: labels, spans, and what becomes of them on a Doc."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from diplograph.language import encoder
from diplograph.language.names import OTHERS, names
from diplograph.language.pipeline import build_nlp

pytestmark = pytest.mark.skipif(not encoder.available(), reason="the encoder's files or onnxruntime are missing")

CASES = [
    (
        "Foreign Minister Abena Kyei met Tomasz Wielgosz in Windhoek.",
        "PERSON Abena Kyei, PERSON Tomasz Wielgosz, LOC Windhoek",
    ),
    ("The African Union and NATO welcomed the news.", "ORG African Union, ORG NATO"),
    ("Peru\u2019s president thanked Peruvian diplomats.", "LOC Peru, NORP Peruvian"),
    (
        "Sheikh Hamad bin Saleh al-Marri flew from Doha to Ulaanbaatar.",
        "PERSON Hamad bin Saleh al-Marri, LOC Doha, LOC Ulaanbaatar",
    ),
    ("Nothing was said.", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_spans_and_labels(text: str, expected: str) -> None:
    found = names(encoder.load().read(text))
    assert ", ".join(f"{name.label} {text[name.span.begin : name.span.end]}" for name in found) == expected
    assert all(0 < name.confidence <= 1 for name in found)


def test_they_stand_on_the_doc(parse: Callable[[str], Doc]) -> None:
    doc = parse("Kofi Mensah spoke at the Summit of the Americas in Lima.")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Kofi Mensah", "PERSON"), ("Lima", "LOC")]
    assert not {span.label_ for span in doc.spans[OTHERS]} & {"PERSON", "ORG", "LOC", "NORP"}


def test_fast_reads_without_the_encoder() -> None:
    nlp = build_nlp("fast")
    doc = nlp("Kofi Mensah met Lula in Lima.")
    assert encoder.reading_of(doc) is None
    assert "Lima" in [ent.text for ent in doc.ents]
