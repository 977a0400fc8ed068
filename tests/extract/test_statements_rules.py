"""Rules that read statements off trees and punctuation: (text, [(source, cue, content)])."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from diplograph.extract import statements_rules
from diplograph.extract.quotations import Quotations
from diplograph.lexicon import reporting
from diplograph.model import Document

FOUND = [
    ("Lemke said the ferry would sail.", ("Lemke", "said", "the ferry would sail")),
    ("“We shall sail,” said Lemke.", ("Lemke", "said", "“We shall sail,”")),
    ("“We shall not sail,” sighed the captain.", ("the captain", "sighed", "“We shall not sail,”")),
    ("The ferry sank on Sunday, state radio reported.", ("state radio", "reported", "The ferry sank on Sunday")),
    (
        "The ferry sank on Sunday, according to the coast guard.",
        ("the coast guard", "according to", "The ferry sank on Sunday"),
    ),
    (
        "The ferry, a senior Gulf official said on condition of anonymity, would sail soon.",
        ("a senior Gulf official", "said", "The ferry [...] would sail soon"),
    ),
    (
        "Norway's minister, Ingrid Solberg, and her Chilean counterpart, Pablo Rojas, agreed to meet again.",
        ("Norway's minister, Ingrid Solberg, and her Chilean counterpart, Pablo Rojas", "agreed", "to meet again"),
    ),
    ("Norway urged Chile not to fish.", ("Norway", "urged", "not to fish")),
    ("According to Lemke, the ferry sank.", ("Lemke", "According to", "the ferry sank.")),
    ("Norway urged Chile to refrain from fishing.", ("Norway", "urged", "to refrain from fishing")),
    ("Norway and Chile agreed on Monday to share the fish.", ("Norway and Chile", "agreed", "to share the fish")),
    ("Norway accused Chile of overfishing.", ("Norway", "accused", "of overfishing")),
    ("Norway called the plan “a bad joke”.", ("Norway", "called", "“a bad joke”")),
    ("Chile described the talks as difficult.", ("Chile", "described", "difficult")),
    ("Norway condemned the raid on the port.", ("Norway", "condemned", "the raid on the port")),
    ("Lemke expressed concern about the raid.", ("Lemke", "expressed", "concern about the raid")),
    ("He ended the visit with a promise to return.", ("He", "promise", "to return")),
    ("“It sank,” the bulletin quoted the minister as saying.", ("the minister", "saying", "“It sank,”")),
    ("The minister made it clear that nobody would sail.", ("The minister", "made it clear", "that nobody would sail")),
    ("Anna Lemke: ‘We will never sail again’", ("Anna Lemke", ":", "‘We will never sail again’")),
]

NOTHING = [
    "Norway's premier invited fishermen and lawmakers.",
    "Norway and Chile congratulated one another.",
    "Lemke declined to comment on the ferry.",
    "The ministry did not say whether the ferry sank.",
    "Lemke is expected to announce that the ferry sails.",
    "Lemke will tell parliament that the ferry sank.",
    "Norway refused to condemn the raid.",
    "Norway has never condemned the raid.",
    "Neither minister criticised the raid.",
    "Lemke called off the visit.",
    "The ferry carried forty passengers and a dog.",
    "Fact check: the ferry that sank",
    "If Lemke says that the ferry sank, we shall print it.",
]


def _read(doc: Doc) -> list[tuple[str, str, str]]:
    document = Document("test.txt", doc.text, "0" * 64)
    found = statements_rules.read(doc, document, reporting.load(), Quotations(doc.text))

    def words(spans: tuple[object, ...]) -> str:
        return " [...] ".join(doc.text[span.begin : span.end] for span in spans)  # type: ignore[attr-defined]

    return [(words(one.source), words(one.cue), words(one.content)) for one in found]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(parse: Callable[[str], Doc], text: str, expected: tuple[str, str, str]) -> None:
    assert expected in _read(parse(text))


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(parse: Callable[[str], Doc], text: str) -> None:
    assert _read(parse(text)) == []


def test_labelled_in_passing_labels_nobody_else(parse: Callable[[str], Doc]) -> None:
    found = _read(parse("Norway's premier — dubbed the ferry queen — said the port was open."))
    assert not [one for one in found if one[1] == "dubbed"]
