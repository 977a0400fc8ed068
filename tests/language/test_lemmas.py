"""Lemmas of the verbs of saying and meeting, all their forms, in a sentence.

lemmas/verbs.tsv: frame, lemma, third person, past, participle, -ing form; two spellings with a stroke.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "lemmas/verbs.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
REST = {"that": "that the talks had ended", "object": "the plan in Geneva", "with": "with the envoy in Geneva"}
BEFORE = ["will", "often", "", "has already", "is"]  # for each form
# Where the tagger takes the form for another (a noun, a present), no lemma rule can help.
_TAGGER = {"decreed", "deeming", "telegraphs", "besought", "bargaining"}


def sentences(frame: str, forms: list[str]) -> Iterator[tuple[str, str]]:
    for before, spellings in zip(BEFORE, forms, strict=True):
        for form in spellings.split("/"):
            yield form, f"President Keita {before} {form} {REST[frame]}.".replace("  ", " ")


@pytest.mark.parametrize("row", ROWS, ids=[row[1] for row in ROWS])
def test_all_forms_in_a_sentence(row: list[str], nlp: Language) -> None:
    frame, lemma, *_ = row
    wrong = []
    for form, text in sentences(frame, row[1:]):
        token = next(token for token in nlp(text) if token.text == form)
        if token.lemma_ != lemma and form not in _TAGGER:
            wrong.append((text, token.lemma_))
    assert not wrong


MORE = [
    # short verbs that end in "e", beside others that don't
    ("Peru hopes for an answer.", "hopes", "hope"),
    ("They dined in Suva.", "dined", "dine"),
    ("The rebels waged a war.", "waged", "wage"),
    ("The clowns hopped over the wall.", "hopped", "hop"),
    ("The choir was singing in the hall.", "singing", "sing"),
    ("He is putting the plan to the vote.", "putting", "put"),
    ("The embassy livestreamed the speech.", "livestreamed", "livestream"),
    ("The minister retweeted the picture.", "retweeted", "retweet"),
    ("Critics said Minsk had weaponised trade.", "weaponised", "weaponise"),
    ("The visit was cancelled on Monday.", "cancelled", "cancel"),
    ("The visit was canceled on Monday.", "canceled", "cancel"),
]


@pytest.mark.parametrize(("text", "form", "lemma"), MORE)
def test_more_lemmas(text: str, form: str, lemma: str, parse: Callable[[str], Doc]) -> None:
    assert next(token for token in parse(text) if token.text == form).lemma_ == lemma
