"""The file of reporting verbs, and what its reader says about broken ones."""

from __future__ import annotations

import pytest

from diplograph.errors import LexiconError
from diplograph.lexicon import reporting
from diplograph.model import Mode


@pytest.mark.parametrize(
    ("lemma", "particles", "expected"),
    [
        ("say", (), "say"),
        ("call", (), "call"),
        ("call", ("on",), "call on"),
        ("call", ("for",), "call for"),
        ("speak", ("of",), "speak of"),
        ("eat", (), None),
    ],
)
def test_verb(lemma: str, particles: tuple[str, ...], expected: str | None) -> None:
    found = reporting.load().verb(lemma, particles)
    assert (found and found.lemma) == expected


def test_modes() -> None:
    verbs = reporting.load().verbs
    assert verbs["hope"].mode is Mode.ATTITUDE
    assert verbs["warn"].mode is Mode.SPEECH


GOOD = 'id = "say"\nlemma = "say"\nframes = ["clause"]\nsource = "test"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[verb]\n", "no TOML"),
        ("[[verbs]]\n" + GOOD, "unknown table 'verbs'"),
        ("[[verb]]\nlema = 1\n" + GOOD, "unknown key 'lema'"),
        ("[[verb]]\n" + GOOD.replace("clause", "clauses"), "unknown frame 'clauses'"),
        ("[[verb]]\n" + GOOD + "[[verb]]\n" + GOOD, "double id 'say'"),
        ("[[verb]]\n" + GOOD.replace('source = "test"\n', ""), "no source"),
        ('[[noun]]\nid = "x"\nlemma = "x"\nkind = "y"\nsource = "z"\n', "unknown kind 'y'"),
    ],
)
def test_broken_files(text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        reporting.parse(text, "reporting_verbs.toml")
