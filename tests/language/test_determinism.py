"""What the models say of a text does not depend on what is read beside it. See docs/determinism.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from diplograph.ingest import files
from diplograph.language import attribution, encoder, meeting_encoder
from diplograph.language.pipeline import build_nlp
from diplograph.language.sentences import readable

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
OWN = (
    "Ana Ruiz met Mikko Salo.",
    "“We will not wait,” Salo said on Friday.\n\nThe two ministers spoke by phone, the ministry added. " * 12,
    "Quiet.",
)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [*OWN[:2], *(readable(one) for one in files.documents([SEEDS])), OWN[2]]


@pytest.fixture(scope="module", params=["default", "fast"])
def pipe(request: pytest.FixtureRequest) -> Language:
    return build_nlp(request.param)


@pytest.fixture(scope="module")
def alone(pipe: Language, texts: list[str]) -> list[dict[str, Any]]:
    return [said(pipe(text)) for text in texts]


def said(doc: Doc) -> dict[str, Any]:
    """All that the models decide, and every score of the encoder to the last bit."""
    found: dict[str, Any] = {
        "tokens": [
            (one.idx, one.text, one.tag_, one.pos_, one.dep_, one.head.i, one.lemma_, one.is_sent_start) for one in doc
        ],
        "names": [(one.start, one.end, one.label_) for one in doc.ents],
        "statements": attribution.propose(doc),
    }
    reading = encoder.reading_of(doc)
    if reading is not None:
        found["meetings"] = meeting_encoder.propose_meetings(doc)
        marked = [one.outputs for one in (*reading.cues, *reading.triggers)]
        found["scores"] = [np.ascontiguousarray(one).tobytes() for one in (reading.names, *marked)]
    return found


@pytest.mark.parametrize("size", [1, 2, 100])
def test_any_batch_size(pipe: Language, texts: list[str], alone: list[dict[str, Any]], size: int) -> None:
    assert [said(doc) for doc in pipe.pipe(texts, batch_size=size)] == alone


def test_any_order(pipe: Language, texts: list[str], alone: list[dict[str, Any]]) -> None:
    backwards = [said(doc) for doc in pipe.pipe(texts[::-1], batch_size=3)]
    assert backwards[::-1] == alone
