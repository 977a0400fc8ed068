"""Who says what, as words: the door to the readers of statements."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Doc

from diplograph.language import attribution_encoder, attribution_tree, encoder
from diplograph.language.texts import text_of
from diplograph.model import Attribution


def propose(doc: Doc, reader: Literal["default", "encoder", "tree"] = "default") -> tuple[Attribution, ...]:
    """Propose attributions in the order of their cues; spans are offsets in `doc.text`.

    reader: "encoder" (a small transformer, the more exact one), "tree" (two logistic regressions over the parse, the
    faster one), "default": the encoder where the pipeline has it.
    """
    reading = encoder.reading_of(doc)
    if reading is None and reader == "encoder":
        reading = encoder.load().read(text_of(doc))
    if reading is None or reader == "tree":
        return attribution_tree.propose(doc)
    return attribution_encoder.attributions(reading, text_of(doc), doc=doc)
