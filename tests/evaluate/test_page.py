"""The page of errors: whole, self-contained, and safe with any text."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from diplograph.evaluate.errors import KINDS, Error, Half, Mark, errors
from diplograph.evaluate.page import page
from diplograph.evaluate.passages import passages, pieces
from diplograph.evaluate.scores import read_gold

GOLD = Path(__file__).resolve().parents[1] / "gold"
SEEDS = Path(__file__).resolve().parents[2] / "seeds"
EVIL = [
    "<script>alert(1)</script>",
    "</title></style></script><script src=https://evil.example/x.js></script>",
    "\"><img src=x onerror='alert(1)'>",
    "' onmouseover='alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!-- ]]> --><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "x\x00y\x1b[31m\ud800 \u202eevil\u202c",
]
VOID = {"meta", "input"}
TAGS = set(
    "html head meta title style body a header h1 p form fieldset legend label input b select option button output main "
    "section h2 h3 span article h4 bdi div h5 dl dt dd blockquote mark script".split()
)


class Read(HTMLParser):
    """Elements with their attributes, and the text outside of scripts and styles; fails where tags don't close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.raw: dict[str, str] = {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("script", "style"):
            self.raw[self.open[-1]] = self.raw.get(self.open[-1], "") + data
        else:
            self.words.append(data)


def hostile(text: str) -> list[Error]:
    half = Half((("speaker", text), (text, text)), (Mark("words", 3, 9), Mark("speaker", 0, 4)))
    return [Error(text, kind, half, half if number % 2 else None) for number, kind in enumerate(KINDS)]


@pytest.mark.parametrize("text", EVIL)
def test_no_text_becomes_markup(text: str) -> None:
    written = "".join(page(hostile(text), {text: text * 3}, title=text))
    written.encode("utf-8")
    read = Read(written)
    assert {tag for tag, _ in read.tags} <= TAGS
    assert sum(tag == "script" for tag, _ in read.tags) == 1
    for tag, attributes in read.tags:
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        assert not {"src", "srcset", "action", "style", "srcdoc"} & set(attributes)
        assert tag != "a" or str(attributes["href"]).startswith("#")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e]", written)


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
