"""Words, pieces, quotation marks and line breaks keep exact offsets, whatever the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.language.wordpiece import BREAKS, QUOTES, UNKNOWN, Tokenizer, line_breaks, quotation_marks

_WORDS = ["[PAD]", "xi", "met", "put", "##in", '"', ".", "—", "'", "cavus", "##oglu", "-"]
TOKENIZER = Tokenizer({word: 1000 + k for k, word in enumerate(_WORDS)})


def words(text: str) -> list[str]:
    pieces = TOKENIZER(text)
    return [text[b:e] for b, e in zip(pieces.begins, pieces.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xi met Putin.", ["Xi", "met", "Putin", "."]),
        ("“Xi”—Putin", ["“", "Xi", "”", "—", "Putin"]),
        ("Xi: ''Met.'' Putin", ["Xi", ":", "''", "Met", ".", "''", "Putin"]),
        ("``Xi''", ["``", "Xi", "''"]),
        ("''Xi''—''", ["''", "Xi", "''", "—", "''"]),
        ("习近平 met Çavuşoğlu", ["习", "近", "平", "met", "Çavuşoğlu"]),
        ("cafe\u0301 snake_case", ["cafe\u0301", "snake", "_", "case"]),
        ("", []),
        (" \n\t\u00a0", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_pieces_are_the_longest_known_and_fold_case_and_accents() -> None:
    pieces = TOKENIZER("PUTIN Çavuşoğlu unknown")
    assert [_WORDS[i - 1000] if i != UNKNOWN else None for i in pieces.ids] == [
        "put",
        "##in",
        "cavus",
        "##oglu",
        None,
    ]
    assert list(pieces.words) == [0, 0, 1, 1, 2]
    assert list(pieces.firsts) == [0, 2, 4]


def test_straight_and_curly_text_read_alike() -> None:
    curly, straight = TOKENIZER("Xi: “Putin met – Xi’s.”"), TOKENIZER('Xi: "Putin met - Xi\'s."')
    assert (curly.ids, curly.features) == (straight.ids, straight.features)


def test_features_tell_case_quotation_and_break() -> None:
    text = 'Xi.\n\n"Met" XI'
    pieces = TOKENIZER(text)
    split = [(f // (QUOTES * BREAKS), f // BREAKS % QUOTES, f % BREAKS) for f in pieces.features]
    assert split == [(1, 0, 2), (0, 0, 0), (0, 2, 2), (1, 1, 0), (0, 3, 0), (2, 0, 0)]


@given(st.text(alphabet=st.sampled_from("aZ é\u0301'\"“”‘’«»-—\n\r\t 7.中\u200b😀\u0000"), max_size=80))
def test_any_text_gives_ordered_words(text: str) -> None:
    pieces = TOKENIZER(text)
    bounds = [x for pair in zip(pieces.begins, pieces.ends, strict=True) for x in pair]
    assert bounds == sorted(bounds)
    assert len(pieces.firsts) == len(pieces.begins) == len(pieces.quotes)
    assert sorted(set(pieces.words)) == list(range(len(pieces.begins)))
    depth = 0
    for _, state, after in quotation_marks(text):
        assert state in (2, 3, 4)
        assert after <= depth + 1
        depth = after


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said ‘no’ and left the leaders’ room", "oc"),
        ("'I won't,' the ministers' aide said. 'Never.'", "ococ"),
        ("It's the leaders' turn", ""),
        ('"A," he said. "B."', "ococ"),
        ('"A paragraph that goes on\n\n"and ends here."', "ooc"),
        ("a stray ” here", "u"),
        ("«oui» and “no”", "ococ"),
    ],
)
def test_quotation_marks(text: str, expected: str) -> None:
    assert "".join("ocu"[state - 2] for _, state, _ in quotation_marks(text)) == expected


def test_a_line_wrapped_within_a_sentence_is_no_break() -> None:
    wrapped = "The foreign ministers of both countries met on Monday to\ntalk about grain.\nA second line."
    assert [wrapped[place:][:3] for place, _ in line_breaks(wrapped)] == ["A s"]
    assert line_breaks("Title\n\nText") == [(7, 2)]


@pytest.mark.parametrize("unit", [" ", "“", "”", '"', "‘a ", "’ ", "'a' ", "\n", " \n", "-", "é", "a“"])
def test_long_texts_take_linear_time(unit: str) -> None:
    started = time.process_time()
    TOKENIZER(unit * (100_000 // len(unit)) + " end")
    assert time.process_time() - started < 5
