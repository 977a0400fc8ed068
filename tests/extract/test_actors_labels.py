"""Labels of the recogniser that the words around put right."""

import pytest

from diplograph.extract.actors_labels import _one_sentence
from diplograph.extract.actors_names import Name
from diplograph.model import Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Holm. Kishida", "Ann Holm"),
        ("Donald J. Trump", "Donald J. Trump"),
        ("Robert F. Kennedy Jr. Lund", "Robert F. Kennedy Jr. Lund"),
        ("Ann Holm", "Ann Holm"),
    ],
)
def test_a_name_ends_with_its_sentence(text: str, expected: str) -> None:
    assert _one_sentence(Name(Span(5, 5 + len(text)), "PERSON", text)).text == expected
