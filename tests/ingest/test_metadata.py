"""Dates, outlets, agencies, bylines as pages print them."""

from __future__ import annotations

from datetime import date

import pytest

from diplograph.errors import InputError
from diplograph.ingest.metadata import describe
from diplograph.model import Document

BODY = (
    "The foreign ministers of Norland and Sudland met in Port Vale on Monday to discuss the ferry dispute.\n\n"
    "“We are not there yet,” the Norland minister, Ada Brandt, told reporters after the talks."
)
TITLE = "Ferry talks end without a deal"


def read(text: str) -> tuple[Document, list[InputError]]:
    problems: list[InputError] = []
    return describe(Document("a.txt", text, "0" * 64), on_problem=problems.append), problems


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("28/02/2023 09:12", "2023-02-28"),
        ("Feb 24, 2025 04:49 PM IST", "2025-02-24"),
        ("17 May 2023, 2:41 pm", "2023-05-17"),
        ("2024-06-04T10:12:00Z", "2024-06-04"),
        ("2024-06-04", "2024-06-04"),
        ("Tuesday, March 16, 2021", "2021-03-16"),
        ("Published: Tue 4th June 2024 at 10.12 BST", "2024-06-04"),
        ("4 June 2024", "2024-06-04"),
        ("June 4th, 2024", "2024-06-04"),
        ("Posted on 31.12.2023", "2023-12-31"),
        ("Sept. 9, 2022 | 11:00 GMT+3", "2022-09-09"),
        ("Published 4 June 2024 | Updated 6 June 2024", "2024-06-04"),
        ("Updated 6 June 2024", "2024-06-06"),  # the page states no other day
        ("03/04/2023", None),  # two readings
        ("Monday 03/04/2023", "2023-04-03"),
        ("Saturday 03/04/2023", "2023-03-04"),
        ("Published 03/04/2023 Updated 14/04/2023", "2023-04-03"),
        ("Published 03/04/2023 Updated 04/14/2023", "2023-03-04"),
        ("04/04/2023", "2023-04-04"),
        ("3 hours ago", None),
    ],
)
def test_date_lines(line: str, expected: str | None) -> None:
    document, problems = read(f"{TITLE}\n\nBy Lena Moss\n{line}\n\n{BODY}")
    assert document.published == (date.fromisoformat(expected) if expected else None)
    assert document.title == TITLE
    assert problems == []
    if document.published_span:
        assert document.text[document.published_span.begin : document.published_span.end] in line


def test_leading_date() -> None:
    document, _ = read(f" date 2024-06-04 {BODY}")
    assert document.published == date(2024, 6, 4)
    assert document.furniture[0].kind == "metadata"


@pytest.mark.parametrize("line", ["date 2025-02-30", "date 2025-13-01"])
def test_a_date_that_does_not_exist_is_reported(line: str) -> None:
    document, problems = read(f"{line} {BODY}")
    assert document.published is None
    assert str(problems[0]).startswith("a.txt, line 1: the date 2025-")
    assert "does not exist" in str(problems[0])


def test_dates_in_the_article_are_no_date_of_publication() -> None:
    document, _ = read(f"{TITLE}\n\n{BODY}\n\nThe treaty was signed on 4 June 2012 in Port Vale, the ministers said.")
    assert document.published is None


@pytest.mark.parametrize(
    ("opening", "agency", "day"),
    [
        ("PORT VALE - ", None, None),
        ("PORT VALE — ", None, None),
        ("PORT VALE, June 4 (Meridian Wire) -- ", "Meridian Wire", None),
        ("PORT VALE (Reuters) - ", "Reuters", None),
        ("PORT VALE, Norland (AP) — ", "Associated Press", None),
        ("PORT VALE, June 4, 2024 — ", None, "2024-06-04"),
        ("Port Vale, 4 June 2024 (Vale News Agency) – ", "Vale News Agency", "2024-06-04"),
        ("PORT VALE, June 4. /TASS/. ", "TASS", None),
        ("New Delhi: ", None, None),
        ("NEW DELHI: ", None, None),
        ("PORT VALE/LONDON, June 4 (Reuters) - ", "Reuters", None),
        ("(Reuters) - ", "Reuters", None),
    ],
)
def test_datelines(opening: str, agency: str | None, day: str | None) -> None:
    document, _ = read(f"{TITLE}\n\n{opening}{BODY}")
    assert [document.text[one.span.begin : one.span.end] for one in document.furniture] == [opening]
    assert document.agency == agency
    assert document.published == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    "opening",
    [
        "Brandt: ",
        "EXCLUSIVE: ",
        "NATO - ",
        "CLAIM: ",
        "HOST: ",
        "Norland, Sudland - ",
        "The ministry - ",
        "ADA Brandt (Norland) - ",
    ],
)
def test_what_is_no_dateline(opening: str) -> None:
    document, _ = read(f"{TITLE}\n\n{opening}{BODY}")
    assert document.furniture == ()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Lena Moss", "Lena Moss"),
        ("ByVP News Desk", "VP News Desk"),
        ("BY LENA MOSS", "LENA MOSS"),
        ("By staff writers", "staff writers"),
        ("Lena Moss, Port Vale correspondent", "Lena Moss"),
        ("Lena Moss in Port Vale", "Lena Moss"),
        ("Author: Lena Moss", "Lena Moss"),
        ("By Lena Moss and Tom Rey | Vale Post", "Lena Moss and Tom Rey"),
        ("By Friday the deal was off", None),
    ],
)
def test_bylines(line: str, name: str | None) -> None:
    document, _ = read(f"{TITLE}\n\n{line}\n\n{BODY}")
    assert document.byline == name


@pytest.mark.parametrize(
    ("below", "publisher"),
    [
        ("© 2024 Vale Post. All rights reserved.", "Vale Post"),
        ("Copyright © Vale Post", "Vale Post"),
        ("© Vale Post 2024. All rights reserved", "Vale Post"),
        ("Copyright 2024 Vale Media Ltd. All rights reserved.", "Vale Media"),
        ("Copyright © HT Digital Streams Ltd. All rights reserved.", "Hindustan Times"),
        ("© 2024 Guardian News & Media Limited or its affiliated companies. All rights reserved.", "The Guardian"),
        ("Share this story", None),
        ("All rights reserved", None),
    ],
)
def test_publisher(below: str, publisher: str | None) -> None:
    document, _ = read(f"{TITLE}\n\n{BODY}\n\n{below}")
    assert document.publisher == publisher


def test_a_photographer_s_agency_is_no_source() -> None:
    document, _ = read(
        f"{BODY}\n\nThe two ministers in Port Vale on Monday.(AFP)\n\n{BODY.replace('four', 'five')} Indeed."
    )
    assert document.agency is None
    assert [one.kind for one in document.furniture] == ["credit"]


def test_outlet_behind_the_title() -> None:
    document, _ = read(f"{TITLE} | The Straits Times\nhttps://www.example.com/ferries\n{BODY}")
    assert (document.title, document.publisher) == (TITLE, "The Straits Times")


def test_front_matter() -> None:
    document, _ = read(f"Title: {TITLE}\nSource: Vale Post\nDate: 4 June 2024\nURL: https://example.org/a\n\n{BODY}")
    assert (document.title, document.publisher, document.source) == (TITLE, "Vale Post", "https://example.org/a")
    assert document.published == date(2024, 6, 4)


def test_what_a_record_says_stays() -> None:
    given = Document(
        "r", f"By Lena Moss\n\n{BODY}", "0" * 64, published=date(2020, 1, 1), title="Given", byline="Given"
    )
    read_again = describe(given, on_problem=pytest.fail)
    assert (read_again.published, read_again.title, read_again.byline) == (date(2020, 1, 1), "Given", "Given")
