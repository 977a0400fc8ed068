"""The lexicon of meetings: what it holds, and how a broken file is told."""

from __future__ import annotations

import pytest

from diplograph.errors import LexiconError
from diplograph.lexicon.meetings import FRAMES, load, read
from diplograph.model import MeetingKind

ENTRY = {"id": "meet", "lemmas": ["meet"], "kind": "InPerson", "frame": "mutual", "source": "test"}


def test_triggers_by_lemma() -> None:
    known = load()
    assert [one.id for one in known.verbs["telephone"]] == ["phone"]
    assert known.nouns["talk"][0].plural, "one talk is no talks"
    assert known.nouns["summit"][0].kind is MeetingKind.SUMMIT
    assert {one.frame for entries in known.verbs.values() for one in entries} <= FRAMES


def test_words_are_lower_case_and_used_lists_are_there() -> None:
    words = load().words
    assert {"support", "happen", "planning", "wish", "cancel", "deny", "officials", "internal"} <= set(words)
    assert all(word == word.lower() for listed in words.values() for word in listed)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"verb": [{**ENTRY, "lema": ["meet"]}]}, "meetings.toml, verb \"meet\": unknown key 'lema'"),
        ({"verb": [{key: value for key, value in ENTRY.items() if key != "source"}]}, "key 'source' is missing"),
        ({"verb": [ENTRY, ENTRY]}, "double id"),
        ({"verb": [{**ENTRY, "frame": "motion"}]}, "unknown frame 'motion'"),
        ({"verb": [{**ENTRY, "kind": "Party"}]}, "unknown kind 'Party'"),
        ({"verbs": []}, "unknown table 'verbs'"),
    ],
)
def test_broken_files_are_told(content: dict[str, object], told: str) -> None:
    with pytest.raises(LexiconError) as error:
        read(content)
    assert told in str(error.value)
