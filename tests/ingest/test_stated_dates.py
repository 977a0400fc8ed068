"""Dates that pages state in lines with towns and outlets, in datelines with a full stop, in words, in titles."""

from __future__ import annotations

import hashlib

import pytest

from diplograph.errors import InputError
from diplograph.ingest.metadata import describe
from diplograph.model import Document

BODY = "The foreign ministers of Ghana and Togo met on Monday and agreed to reopen the border, both ministries said."


def published(text: str) -> str | None:
    def fail(problem: InputError) -> None:
        raise problem

    document = Document("a.txt", text, hashlib.sha256(text.encode()).hexdigest())
    day = describe(document, on_problem=fail).published
    return day and day.isoformat()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            f"Border to reopen at last\n\nAccra, 4 March 2024 (Volta Herald)\n\n{BODY}\n\nTrucks had waited for weeks.",
            "2024-03-04",
        ),
        (
            f"Volta Herald\nAccra | Monday, 4 March 2024\n\nBorder to reopen at last\n\nBy Staff Reporter\n\n{BODY}",
            "2024-03-04",
        ),
        (f"Border to reopen at last\n\nPublished: 4 March 2024 | Interview by Ama Mensah\n\n{BODY}", "2024-03-04"),
        (f"Border to reopen at last\n\nAccra, 4 March 2024. {BODY} Trucks had waited for weeks.", "2024-03-04"),
        (f"Border to reopen at last\n\nToday, on March 4, 2024, both ministers met. {BODY}", "2024-03-04"),
        (f"Daily press briefing – March 4, 2024\n\n{BODY}\n\nTrucks had waited for weeks.", "2024-03-04"),
        # a day of change, and a day in the story, are no days of publication
        (f"Border to reopen at last\n\nUpdated: 4 March 2024\n\n{BODY}", None),
        (f"Border to reopen at last\n\n{BODY} It had been closed on 4 March 2024.", None),
        (f"Border to reopen at last\n\nThe talks of Accra, 4 March 2024, had failed. {BODY}", None),
    ],
)
def test_published(text: str, day: str | None) -> None:
    assert published(text) == day


def test_links_below_related_are_furniture_though_one_is_a_question() -> None:
    text = (
        f"Border to reopen at last\n\n{BODY}\n\nTraders welcomed the news in both capitals and along the road.\n\n"
        "Related\nWho is Togo's foreign minister?\nGhana's president meets Nigerian counterpart\n"
        "Copyright © 2024 Volta Herald. All rights reserved."
    )
    document = describe(Document("a.txt", text, "0" * 64), on_problem=lambda problem: None)
    hidden = "".join(text[piece.span.begin : piece.span.end] for piece in document.furniture)
    assert "meets Nigerian counterpart" in hidden
    assert "Who is Togo" in hidden
    assert "Traders" not in hidden


def test_a_cookie_notice_is_no_title() -> None:
    text = (
        "We value your privacy\nWe and our partners store and access information on your device.\n"
        f"Accept all | Manage options\n\nBorder to reopen at last\n\nBy Ama Mensah\n\n{BODY}"
    )
    document = describe(Document("a.txt", text, "0" * 64), on_problem=lambda problem: None)
    assert document.title == "Border to reopen at last"
