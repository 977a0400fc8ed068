"""Every way in, and everything that can be wrong with it: one line per problem, and the rest goes on."""

from __future__ import annotations

import codecs
import hashlib
import io
import json
import os
from datetime import date
from pathlib import Path

import pytest

from diplograph.errors import InputError
from diplograph.ingest.files import documents
from diplograph.model import Document

TEXT = (
    "The foreign ministers of Norland and Sudland met in Port Vale on Monday. "
    "“We are not there yet,” one of them said.\n"
)


def read(*paths: Path | str, stdin: bytes = b"", longest: int = 1_000_000) -> tuple[list[Document], list[str]]:
    problems: list[InputError] = []
    found = list(documents(paths, on_problem=problems.append, stdin=io.BytesIO(stdin), longest=longest))
    return found, [str(problem) for problem in problems]


def test_a_folder_in_any_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/a.txt", ".hidden/x.txt", "notes.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT + name)
    found, problems = read(tmp_path)
    assert [one.identifier for one in found] == [
        "b.txt",
        "c.txt",
        "sub/a.txt",
        f"{tmp_path.name}/a.txt",
    ] and problems == []
    again, _ = read(tmp_path / "sub", tmp_path / "b.txt", tmp_path / "a.txt", tmp_path / "b.txt")
    assert again == found


def test_the_same_text_whatever_the_encoding(tmp_path: Path) -> None:
    codes = {
        "a": TEXT.encode(),
        "b": codecs.BOM_UTF8 + TEXT.encode(),
        "c": TEXT.encode("windows-1252"),
        "d": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    }
    for name, content in codes.items():
        (tmp_path / f"{name}.txt").write_bytes(content)
    found, problems = read(tmp_path)
    assert problems == [] and [one.text for one in found] == [TEXT] * 4
    assert [one.sha256 for one in found] == [hashlib.sha256(content).hexdigest() for content in codes.values()]


def test_other_encodings_are_detected(tmp_path: Path) -> None:
    text = "Министры иностранных дел встретились в понедельник в столице и обсудили новый договор. " * 4
    (tmp_path / "a.txt").write_bytes(text.encode("windows-1251"))
    found, _ = read(tmp_path)
    assert found[0].text == text


def test_newlines_stay(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"One line here.\r\nAnother line.\rA third.\n")
    assert read(tmp_path)[0][0].text == "One line here.\r\nAnother line.\rA third.\n"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty.txt: empty file; leave it out"),
        ("blank.txt", b" \n\n ", "blank.txt: empty file; leave it out"),
        ("bin.txt", bytes(range(256)) * 40, "bin.txt: binary data, not a text; "),
        ("pdf.txt", b"%PDF-1.7 ...", "pdf.txt: a PDF file, not a text; export its text (pdftotext) first"),
        (
            "broken.txt",
            TEXT.encode() + b"\xff",
            f"broken.txt: UTF-8 with a broken sequence at byte {len(TEXT.encode())}; ",
        ),
        (
            "bom.txt",
            codecs.BOM_UTF8 + b"\xff\xff",
            "bom.txt: not UTF-8 as its byte order mark says (byte 3); save it as UTF-8",
        ),
        ("bad.json", b'{"text": ', "bad.json, line 1, column 10: not JSON (Expecting value); "),
        ("none.json", b'{"title": "x"}', 'none.json: the field "text" is missing; '),
        ("page.html", b"<!DOCTYPE html><html><body></body></html>", "page.html: HTML without an article; "),
    ],
)
def test_problems_have_one_line_and_the_rest_goes_on(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(TEXT)
    found, problems = read(tmp_path)
    assert [one.identifier for one in found] == ["good.txt"]
    assert len(problems) == 1 and problems[0].startswith(words) and "\n" not in problems[0]


def test_paths_that_hold_nothing(tmp_path: Path) -> None:
    (tmp_path / "only.md").write_text("x")
    found, problems = read(tmp_path, tmp_path / "missing.txt")
    assert found == []
    assert "no texts in this folder" in problems[0] and "no such file or folder" in problems[1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    assert "can't be read (permission denied)" in read(tmp_path)[1][0]


def test_unreadable_simulated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT)

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert read(tmp_path)[1] == ["a.txt: can't be read (permission denied); look at its permissions"]


def test_too_long_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x" * 5_000_000)
    assert read(tmp_path)[1] == [
        "a.txt: 5,000,000 characters are no article (at most 1,000,000); give one file per article, or JSON Lines"
    ]


def test_without_a_callback_the_first_problem_is_raised(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    with pytest.raises(InputError, match="empty file"):
        list(documents([tmp_path]))


def test_json_lines(tmp_path: Path) -> None:
    rows = [
        json.dumps(
            {
                "text": TEXT,
                "date": "2024-06-04",
                "publisher": "Vale Post",
                "title": "Ferries",
                "url": "https://example.org/a",
                "id": "x1",
            }
        ),
        '{"text": "broken',
        json.dumps({"title": "no text"}),
        json.dumps({"body": TEXT, "published": "2024-02-30"}),
        json.dumps({"text": TEXT, "date": "03/04/2023"}),
        json.dumps([1]),
        "",
        json.dumps({"text": TEXT, "id": "x1"}),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    found, problems = read(tmp_path)
    assert [one.identifier for one in found] == ["x1", "a.jsonl#4", "a.jsonl#5", "x1~2"]
    first = found[0]
    assert (first.published, first.publisher, first.title, first.source) == (
        date(2024, 6, 4),
        "Vale Post",
        "Ferries",
        "https://example.org/a",
    )
    assert first.sha256 == hashlib.sha256(rows[0].encode()).hexdigest()
    assert [problem.split(";")[0] for problem in problems] == [
        "a.jsonl, line 2: not JSON (Unterminated string starting at, column 10)",
        'a.jsonl, line 3: the field "text" is missing',
        "a.jsonl, line 4: the date 2024-02-30 does not exist",
        "a.jsonl, line 5: the date 03/04/2023 has two readings",
        "a.jsonl, line 6: not a JSON object",
    ]


def test_html_is_found_by_content(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{TEXT.strip()} Paragraph {number} of the story goes on.</p>" for number in range(6))
    page = (
        "<!DOCTYPE html><html><head><title>Ferry talks</title>"
        '<meta property="article:published_time" content="2024-06-04T10:00:00Z">'
        '<meta property="og:site_name" content="Vale Post"></head><body><nav>Home World</nav>'
        f"<article><h1>Ferry talks</h1>{paragraphs}</article></body></html>"
    )
    (tmp_path / "a.txt").write_text(page)
    [document], problems = read(tmp_path)
    assert problems == []
    assert document.text.count("Port Vale") == 6 and "<p>" not in document.text
    assert (document.published, document.publisher) == (date(2024, 6, 4), "Vale Post")
    assert document.sha256 == hashlib.sha256(page.encode()).hexdigest()


@pytest.mark.parametrize(
    ("content", "identifiers"),
    [
        (TEXT.encode(), ["stdin"]),
        (
            json.dumps({"text": TEXT, "id": "a"}).encode() + b"\n" + json.dumps({"text": TEXT}).encode(),
            ["a", "stdin#2"],
        ),
    ],
)
def test_standard_input(content: bytes, identifiers: list[str]) -> None:
    found, problems = read("-", stdin=content)
    assert [one.identifier for one in found] == identifiers and problems == []


def test_standard_input_empty() -> None:
    assert read("-")[1] == ["standard input: empty; pipe a text into it"]
