"""Changed texts: the gold's offsets, words and names go with them."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = "“We met,” Ann Lee of Egypt said in Cairo in 2024. An Egyptian aide agreed.\n\nLee left on 3 May 2024.\n"


def at(words: str, start: int = 0) -> list[int]:
    begin = TEXT.index(words, start)
    return [begin, begin + len(words)]


def record() -> dict[str, Any]:
    def mention(words: str, kind: str) -> dict[str, Any]:
        return {"span": at(words), "text": words, "kind": kind}

    return {
        "doc": "a.txt",
        "published": "2024-05-04",
        "boilerplate": [],
        "boilerplate_kinds": [],
        "repeats": [],
        "actors": [
            {"id": "e", "name": "Egypt", "type": "State",
             "mentions": [mention("Egypt", "name"), mention("Cairo", "name"), mention("Egyptian", "adjective")]},
            {"id": "l", "name": "Ann Lee", "type": "Person", "mentions": [mention("Ann Lee", "name")]},
            {"id": "s", "name": "aide", "type": "Person", "mentions": [mention("An Egyptian aide", "nominal")]},
        ],
        "statements": [
            {"speaker": "l", "content_span": at("We met,"), "content": "We met,", "speaker_span": at("Ann Lee")}
        ],
        "timexes": [{"span": at("3 May 2024"), "text": "3 May 2024", "value": "2024-05-03"}],
    }  # fmt: skip


def spans(one: Any) -> list[list[int]]:
    """All spans below a record, with the words that stand beside them."""
    if isinstance(one, dict):
        return [span for value in one.values() for span in spans(value)]
    if isinstance(one, list):
        if len(one) == 2 and all(isinstance(part, int) for part in one):
            return [one]
        return [span for value in one for span in spans(value)]
    return []


def changed(name: str) -> tuple[dict[str, Any], str]:
    robustness = importlib.import_module("robustness")
    return robustness.carried(record(), TEXT, robustness.CHANGES[name](record(), TEXT, 0))  # type: ignore[no-any-return]


def test_quotes() -> None:
    gold, text = changed("quotes")
    assert text == TEXT.replace("“", '"').replace("”", '"') and spans(gold) == spans(record())


def test_dates() -> None:
    gold, text = changed("dates")
    assert "in 1996." in text and "3 May 1996" in text
    assert gold["timexes"][0] == {"span": at("3 May 2024"), "text": "3 May 1996", "value": "1996-05-03"}
    assert gold["published"] == "1996-05-04"


def test_names() -> None:
    gold, text = changed("names")
    assert "Egypt" not in text and "Cairo" not in text and "Lee" not in text and "aide" in text
    state, person, aide = gold["actors"]
    assert state["name"] in text and person["name"] in text and aide["name"] == "aide"
    for actor in (state, person):
        for one in actor["mentions"]:
            assert text[slice(*one["span"])] == one["text"]
    assert text[slice(*gold["statements"][0]["speaker_span"])] == person["name"]
    assert f"A {state['mentions'][2]['text']} aide" in text, "an Egyptian, but a Kenyan"


def test_paragraphs() -> None:
    gold, text = changed("paragraphs")
    assert "in 2024.\n\nAn Egyptian" in text and text[slice(*gold["timexes"][0]["span"])] == "3 May 2024"
    robustness = importlib.import_module("robustness")
    some = "He met her. “We agreed. All of it,” she said. Then Mr. Lee left."
    edits = robustness.paragraphs({"repeats": []}, some, 0).edits
    assert [some[: one.begin] for one in edits] == ["He met her.", "He met her. “We agreed. All of it,” she said."]


def test_menus() -> None:
    gold, text = changed("menus")
    furniture = "".join(text[begin:end] for begin, end in gold["boilerplate"])
    assert "Home" in furniture and "RELATED" in furniture and "Privacy policy" in furniture
    rest = text
    for begin, end in sorted(gold["boilerplate"], reverse=True):
        rest = rest[:begin] + rest[end:]
    assert rest == TEXT
    assert [text[slice(*one)] for one in spans(gold["actors"])] == [
        TEXT[slice(*one)] for one in spans(record()["actors"])
    ]


def test_typos_leave_names_and_lengths() -> None:
    robustness = importlib.import_module("robustness")
    text = "Ann Lee said that nothing would change before summer, officials added there. " * 20
    change = robustness.typos({"repeats": [{"first": [0, 80], "again": [[80, 160]]}]}, text, 3)
    assert len(change.edits) == 4 and all(one.begin >= 160 for one in change.edits)
    for one in change.edits:
        old = text[one.begin : one.end]
        assert old != one.new and sorted(old) == sorted(one.new) and one.new.islower()


@pytest.mark.parametrize("name", ["names", "dates", "quotes", "paragraphs", "menus", "typos"])
def test_seeds_stay_sound(name: str) -> None:
    """Whatever is changed, mentions and statements have the words that the gold says they have."""
    robustness = importlib.import_module("robustness")
    for number, path in enumerate(sorted((ROOT / "tests/gold/seeds").glob("00*.json"))):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (ROOT / "seeds" / gold["doc"]).read_bytes().decode("utf-8")
        change = robustness.CHANGES[name](gold, text, number)
        moved, new = robustness.carried(gold, text, change)
        assert (new == text) == (not change.edits)
        for one in (gold, moved):
            del one["boilerplate"]
        for was, now in zip(spans(gold), spans(moved), strict=True):
            assert now[0] < now[1] <= len(new)
            if name in ("menus", "quotes", "paragraphs"):
                plain = [" ".join(words.translate(str.maketrans("“”‘’", "\"\"''")).split())
                         for words in (text[slice(*was)], new[slice(*now)])]  # fmt: skip
                assert plain[0] == plain[1] or "RELATED" in plain[1], "a passage may go on after the middle"
        for actor in moved["actors"]:
            for one in actor["mentions"]:
                assert new[slice(*one["span"])] == one["text"]
