"""Sentence boundaries of news: quotations, abbreviations, headlines, line breaks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.tokens import Doc

from diplograph.language import sentences
from diplograph.model import Document, Furniture, Repeat, Span

CASES = [
    # a closing mark after a comma does not end a sentence, after a full stop it does
    ["“We are pleased by the first steps,” the minister told reporters.", "He then left for Nairobi."],
    ['"It is over." The envoy said no more.'],
    ['"We will go." Nobody answered.', "They left."],
    # abbreviations
    ["U.S. President Joe Biden met Prime Minister Robert Abela on Feb. 24 in Valletta.", "They shook hands."],
    ["Mr. Mwangi flew home.", "Ms. Okafor stayed in Abuja."],
    ["John F. Kelly spoke first.", "Nobody else did."],
    # headlines have no full stop, paragraphs end anyway
    ["Ministers meet in Lima", "The foreign ministers of Peru and Chile met in Lima on Friday."],
    # what is open goes on
    ["The envoy asked: “Who will come?” and got no answer."],
    ["Talks with the E.U. are over."],
]
_JOINED = {1: ['"It is over."', "The envoy said no more."], 2: ['"We will go."', "Nobody answered.", "They left."]}


@pytest.mark.parametrize("number", range(len(CASES)))
def test_boundaries(number: int, parse: Callable[[str], Doc]) -> None:
    joiner = "\n" if number == 6 else " "
    doc = parse(joiner.join(CASES[number]))
    assert [sent.text.strip() for sent in doc.sents] == _JOINED.get(number, CASES[number])


HARD = [
    line.split("\t")
    for line in (Path(__file__).parent / "sentences/hard.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
_OPEN = {
    "32": "after an abbreviation with full stop a name is left to the parser",
    "36": "after an abbreviation with full stop a noun is left to the parser",
}


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(text, id=number, marks=[pytest.mark.xfail(reason=_OPEN[number])] if number in _OPEN else [])
        for number, _, text in HARD
    ],
)
def test_hard_cases(marked: str, parse: Callable[[str], Doc]) -> None:
    pieces = marked.replace("\\n", "\n").split("¦")
    found = [sent.text.strip() for sent in parse("".join(pieces)).sents]
    assert found == [" ".join(piece.split()) for piece in pieces]


DATES = [
    # line breaks lost: headline, date, text
    ("Peru recalls envoy Friday, May 8, 2009 The government in Lima said so.", 3),
    ("Peru recalls envoy Friday 8 May 2009 The government in Lima said so.", 3),
    ("Peru recalls envoy on Friday, May 8, 2009.", 1),
    ("The treaty was signed on Friday, May 8, 2009 by Peru and Chile in Lima.", 1),
    ("The treaty, dated Friday, May 8, 2009, Peru argues, is void.", 1),
]


@pytest.mark.parametrize(("text", "count"), DATES)
def test_dates_between_headline_and_text(text: str, count: int, parse: Callable[[str], Doc]) -> None:
    assert len(list(parse(text).sents)) == count


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("since the onset of the\nborder conflict\nin 2022.\nThe talks ended.", 2),
        ("Ministers meet in Lima\nChile sends its envoy\nPeru is host", 3),
        ("First paragraph.\n\nSecond paragraph.", 2),
        ("The delegation arrived on Monday,\nand left on Tuesday.", 1),
    ],
)
def test_line_breaks_inside_a_paragraph(text: str, lines: int) -> None:
    joined = sentences.join_lines(text)
    assert len(joined) == len(text)
    assert len([line for line in joined.split("\n") if line.strip()]) == lines


def test_text_broken_at_a_fixed_width_is_joined() -> None:
    text = (
        "The foreign ministers of Kenya and Uganda met in Kampala on Friday to\n"
        "settle a quarrel over fishing on the lake that both countries share and\n"
        "that has cost Ugandan and Kenyan fishermen their boats for many years. A\n"
        "joint patrol was agreed. Neither of the two ministers would say when the\n"
        "first boats will sail.\n"
    )
    assert "\n" not in sentences.join_lines(text).rstrip("\n")


def test_furniture_and_repeats_are_blank_and_nothing_shifts() -> None:
    text = "Menu\nXi met Lula.\nXi met Lula.\nShare this"
    document = Document(
        "a",
        text,
        "0",
        furniture=(Furniture(Span(0, 4), "menu"), Furniture(Span(31, 41), "footer")),
        repeats=(Repeat(Span(5, 17), (Span(18, 30),)),),
    )
    seen = sentences.readable(document)
    assert len(seen) == len(text)
    assert seen.split() == ["Xi", "met", "Lula."]
    assert seen.index("Xi") == text.index("Xi")


@pytest.mark.parametrize("text", ["", " ", "\n\n", "”", '"', "a", "\u200b", "..."])
def test_odd_texts_do_not_crash(text: str, parse: Callable[[str], Doc]) -> None:
    assert len(parse(text).text) == len(text)
