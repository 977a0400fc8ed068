"""The page of errors: whole, self-contained, and safe with any text."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from hostile_pages import EVIL, Read

from diplograph.evaluate.errors import KINDS, Error, Half, Mark, errors
from diplograph.evaluate.page import page
from diplograph.evaluate.passages import passages, pieces
from diplograph.evaluate.scores import read_gold

GOLD = Path(__file__).resolve().parents[1] / "gold"
SEEDS = Path(__file__).resolve().parents[2] / "seeds"
TAGS = set(
    "html head meta title style body a header h1 p form fieldset legend label input b select option button output main "
    "section h2 h3 span article h4 bdi div h5 dl dt dd blockquote mark script".split()
)


def hostile(text: str) -> list[Error]:
    half = Half((("speaker", text), (text, text)), (Mark("words", 3, 9), Mark("speaker", 0, 4)))
    return [Error(text, kind, half, half if number % 2 else None) for number, kind in enumerate(KINDS)]


@pytest.mark.parametrize("text", [*EVIL, "half \ud800 a sign"], ids=range(len(EVIL) + 1))
def test_no_text_becomes_markup(text: str) -> None:
    written = "".join(page(hostile(text), {text: text * 3}, title=text))
    written.encode("utf-8")
    Read(written).assert_harmless(TAGS, r"#.*")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", written)


def test_what_is_shown_is_the_text() -> None:
    """Marks cut the passage into pieces, but the words stay what they were."""
    text = "<b>Oman</b> & Kenya “met”."
    half = Half((), (Mark("words", 3, 18), Mark("speaker", 14, 20), Mark("cue", 16, 16)))
    written = "".join(page([Error("a", "statement-missed", half, None)], {"a": text}))
    [gold, found] = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", written, re.DOTALL)
    plain = Read(re.sub(r'<span class="tag">.*?</span>', "", gold)).words
    assert "".join(plain) == text == "".join(Read(found).words)
    assert gold.count('<span class="tag">') == 2 and "<mark" not in found


def test_only_its_own_script_and_style_may_run() -> None:
    read = Read("".join(page([], {})))
    policy = next(str(one["content"]) for tag, one in read.tags if tag == "meta" and "http-equiv" in one)
    assert policy.startswith("default-src 'none'")
    for name in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(read.raw[name].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert "http:" not in "".join(read.raw.values()) and "https:" not in "".join(read.raw.values())
    assert "innerHTML" not in read.raw["script"]


def test_for_readers_without_eyes_or_mouse() -> None:
    half = Half((("name", "Oman"),), (Mark("mention", 0, 4),))
    read = Read("".join(page([Error("a", "actor-missed", half, None)], {"a": "Oman agreed."})))
    kinds = [tag for tag, _ in read.tags]
    assert ("html", {"lang": "en"}) in read.tags and kinds.count("main") == kinds.count("h1") == 1
    at = [tag for tag in kinds if tag in ("label", "input", "select")]
    assert all(at[i - 1] == "label" for i, tag in enumerate(at) if tag != "label"), "each control stands in its label"
    assert any(one.get("role") == "status" for _, one in read.tags)
    named = {str(one["id"]) for _, one in read.tags if "id" in one}
    assert all(str(one["aria-labelledby"]) in named for _, one in read.tags if "aria-labelledby" in one)
    assert len(named) == sum("id" in one for _, one in read.tags)


def test_counts_of_the_filters() -> None:
    half = Half((), ())
    some = [Error("a", "date-missed", half, None)] * 3 + [Error("b", "meeting-false", None, half)]
    written = "".join(page(some, {}))
    assert "Dates: 3" in written and "missed <b>3</b>" in written and "Meetings: 1" in written
    assert "a (3)" in written and "4 of 4 shown" in written and written.count("<article") == 4


def test_equal_errors_equal_bytes() -> None:
    gold = read_gold(GOLD / "seeds")
    texts = {one["doc"]: (SEEDS / one["doc"]).read_bytes().decode("utf-8") for one in gold}
    pages = ["".join(page(errors(gold, []), texts)) for _ in range(2)]
    assert pages[0] == pages[1]
    Read(pages[0])


@pytest.mark.parametrize(
    ("text", "marks", "wanted"),
    [
        ("One came. Two met Three in Rome. Four left.", [(14, 17)], ["Two met Three in Rome."]),
        ("One came.\nTwo met.\nThree left.", [(14, 17)], ["Two met."]),
        ("Two met.", [(0, 8)], ["Two met."]),
        ("", [(0, 3)], []),
        ("Short.", [(50, 60)], []),
    ],
)
def test_passages(text: str, marks: list[tuple[int, int]], wanted: list[str]) -> None:
    found = passages(text, [Mark("x", begin, end) for begin, end in marks])
    assert [text[begin:end] for begin, end in found] == wanted


def test_passages_of_a_text_without_sentences() -> None:
    text = "x " * 5000
    [(begin, end)] = passages(text, [Mark("x", 4000, 4001)])
    assert begin < 4000 < end and end - begin < 600


def test_marks_that_cross() -> None:
    found = pieces("abcdef", 0, 6, [Mark("one", 0, 4), Mark("two", 2, 6)])
    assert [(one.text, one.roles, one.begins) for one in found] == [
        ("ab", ("one",), ("one",)),
        ("cd", ("one", "two"), ("two",)),
        ("ef", ("two",), ()),
    ]
