"""The lists of nouns for sources without a name."""

from __future__ import annotations

import pytest

from diplograph.errors import LexiconError
from diplograph.lexicon import sources

WHOLE = "\n".join(
    f'{name} = ["{word}"]'
    for name, word in (
        ("persons", "pilot"),
        ("anonymous", "source"),
        ("vague", "man"),
        ("endings", "sman"),
        ("nobody", "roman"),
        ("groups", "police"),
        ("bodies", "firm"),
        ("left_out", "senior"),
        ("counting", "dozens"),
        ("private", "student"),
        ("anybody", "reporter"),
    )
)


def test_whole() -> None:
    assert sources.parse(WHOLE, "x.toml").is_person("pilot")
    assert not sources.parse(WHOLE, "x.toml").is_person("roman")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (WHOLE.replace('groups = ["police"]', ""), "missing list 'groups'"),
        (WHOLE + '\nothers = ["x"]', "unknown list 'others'"),
        (WHOLE.replace("pilot", "Pilot"), "persons: 'Pilot'"),
        ("persons = [", "no TOML"),
    ],
)
def test_refused(text: str, says: str) -> None:
    with pytest.raises(LexiconError, match=says):
        sources.parse(text, "x.toml")
