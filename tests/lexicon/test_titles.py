"""Titles: who leads, who doesn't, and how a broken file is told."""

import re
from typing import Any

import pytest

from diplograph.errors import LexiconError
from diplograph.lexicon import titles


@pytest.mark.parametrize(
    ("form", "leads"),
    [("president", True), ("emir", True), ("foreign minister", False), ("vice president", False), ("mr", False)],
)
def test_leads(form: str, leads: bool) -> None:
    assert titles.load().by_form[form].leads is leads


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"lema": "x"}, "unknown key 'lema'.*allowed: forms, gender, id"),
        ({"rank": "boss"}, "unknown rank 'boss'"),
        ({"gender": "x"}, "unknown gender"),
        ({"forms": ["King"]}, "has capitals"),
        ({"forms": ["king", "king"]}, "stands twice"),
    ],
)
def test_broken(change: dict[str, Any], what: str) -> None:
    entry = {"id": "king", "forms": ["king"], "role": "King", "rank": "monarch", **change}
    with pytest.raises(LexiconError) as caught:
        titles.read({"title": [entry]})
    assert re.search(what, str(caught.value))


def test_double_id() -> None:
    entry = {"id": "king", "forms": ["king"], "role": "King", "rank": "monarch"}
    with pytest.raises(LexiconError, match="double id"):
        titles.read({"title": [entry, {**entry, "forms": ["rex"]}]})
