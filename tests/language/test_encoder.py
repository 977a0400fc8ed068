"""The encoder's windows and its independence of what is read beside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from spacy.tokens import Doc

from diplograph.language import encoder
from diplograph.language.encoder import (
    AFTER,
    BEFORE,
    CORE,
    MARKS,
    NAMES,
    NEAR,
    OUTPUTS,
    Encoder,
    mark,
    part,
    window_cuts,
)
from diplograph.language.meeting_encoder import propose_meetings
from diplograph.language.wordpiece import Tokenizer

TOKENIZER = Tokenizer({"said": 7, "word": 8, ".": 1012})
TOTAL = sum(OUTPUTS.values())

needs_model = pytest.mark.skipif(not encoder.available(), reason="the encoder's files or onnxruntime are missing")


class Echo:
    """Calls every "said" a cue; remembers what it was asked. far: every word belongs to the content."""

    def __init__(self, far: bool = False) -> None:
        self.asked: list[tuple[int, int]] = []
        self.far = far

    def words(self, ids: Any) -> Any:
        return ids[:, None].astype(np.float32)

    def names(self, words: Any, features: Any) -> Any:
        """Every word is a place; its second score tells which word it was."""
        out = np.zeros((len(words), 1 + 2 * len(NAMES)), np.float32)
        out[:, 0], out[:, 2 * NAMES.index("LOC") + 1] = words[:, 0], 1e6
        return out

    def lower(self, words: Any, features: Any) -> Any:
        assert len(words) == len(features) <= CORE + BEFORE + AFTER + 2
        return words

    def upper(self, lower: Any, features: Any, marks: Any) -> Any:
        assert len(lower) == len(features) == len(marks)
        assert marks.max(initial=0) < MARKS
        out = np.zeros((len(lower), TOTAL), np.float32)
        part(out, "cue")[:, 0], part(out, "trigger")[:, 0] = 9, 9
        part(out, "cue")[lower[:, 0] == 7, 1] = 18
        if marks.any():
            self.asked.append((len(marks), int((marks == mark(1, 0, True)).sum())))
            part(out, "statement")[:, 0] = np.arange(len(lower))
            part(out, "statement")[:, 4] = 1e6 if self.far else -1e6
        return out


def read(text: str, *, far: bool = False) -> tuple[encoder.Reading, Echo]:
    echo = Echo(far)
    return Encoder(echo, TOKENIZER).read(text), echo


@pytest.mark.parametrize("count", [1, 40, 400, 900, 3000])
@pytest.mark.parametrize("far", [False, True])
def test_each_cue_is_found_once_with_its_context(count: int, far: bool) -> None:
    text = " ".join(["word word said word."] * count)
    reading, echo = read(text, far=far)
    before, after = (BEFORE, AFTER) if far else NEAR
    assert [text[reading.pieces.begins[c.begin] :][:4] for c in reading.cues] == ["said"] * count
    assert all(size <= before + after and marked == 1 for size, marked in echo.asked)
    for cue in reading.cues:  # rows stand for the words that they say they stand for
        assert part(cue.outputs, "statement")[cue.begin - cue.first, 0] == min(cue.begin, before)


@pytest.mark.parametrize("count", [0, 1, 40, 400, 3000])
def test_names_have_one_row_for_each_word(count: int) -> None:
    reading, _ = read(" ".join(["word said"] * count))
    assert len(reading.names) == len(reading.pieces.begins) == 2 * count
    assert (reading.names[1::2, 0] == 7).all() and not (reading.names[::2, 0] == 7).any()


@pytest.mark.parametrize("text", ["", " ", "\n", "said", "\u200b😀", "x" * 100_000])
def test_odd_texts(text: str) -> None:
    reading, _ = read(text)
    assert len(reading.cues) == (text == "said")


@pytest.mark.parametrize("text", ["word. " * 1000, "word\n\n" * 1000, "word " * 2000, "w0rd" * 5 + " word" * 500])
def test_windows_cover_everything_once(text: str) -> None:
    pieces = TOKENIZER(text)
    cuts = window_cuts(pieces, CORE)
    assert [b for b, _ in cuts] == [0, *(e for _, e in cuts[:-1])]
    assert cuts[-1][1] == len(pieces.ids)
    assert all(0 < e - b <= CORE + BEFORE + AFTER for b, e in cuts)
    assert all(pieces.words[b] != pieces.words[b - 1] for b, _ in cuts[1:])


@needs_model
def test_what_is_found_depends_neither_on_order_nor_on_other_texts(parse: Callable[[str], Doc]) -> None:
    texts = [
        "Marta Ruiz said that the talks in Lima would go on.",
        "The two ministers met in Accra on Monday, their offices said.",
        "Nothing happened.",
    ]
    alone = [encoder.load().read(text) for text in texts]
    again = [encoder.load().read(text) for text in reversed(texts)]
    for one, other in zip(alone, reversed(again), strict=True):
        assert [c.score for c in one.cues] == [c.score for c in other.cues]
        assert all((a.outputs == b.outputs).all() for a, b in zip(one.cues, other.cues, strict=True))


@needs_model
def test_a_meeting_with_its_parts(parse: Callable[[str], Doc]) -> None:
    text = "Peruvian Foreign Minister Marta Ruiz met her Ghanaian counterpart Kofi Mensah in Accra on Monday."
    (found,) = propose_meetings(parse(text))

    def words(span: Any) -> str:
        return text[span.begin : span.end]

    assert words(found.trigger) == "met"
    assert (found.kind.value, found.status.value) == ("InPerson", "held")
    assert len(found.participants) == 2
    assert "Marta Ruiz" in words(found.participants[0])
    assert "Kofi Mensah" in words(found.participants[1])
    assert found.place is not None and words(found.place) == "Accra"
    assert found.when is None or "Monday" in words(found.when)
