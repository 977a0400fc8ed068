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
    return day.isoformat() if day else None


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
        # the day of a change counts where the page states no other, and only above the article
        (f"Border to reopen at last\n\nUpdated: 4 March 2024\n\n{BODY}", "2024-03-04"),
        (f"Border to reopen at last\n\nUpdated: 2024-03-04 09:15\n\n{BODY}", "2024-03-04"),
        (f"Border to reopen at last\n\nXinhua | Updated: 2024-03-04 09:15\n\n{BODY}", "2024-03-04"),
        (f"Border to reopen at last\n\nUpdated: 5 March 2024\nPublished: 4 March 2024\n\n{BODY}", "2024-03-04"),
        (f"Border to reopen at last\n\nUpdated: 5 March 2024\n\nACCRA (March 4, 2024) — {BODY}", "2024-03-04"),
        (
            f"Border to reopen at last\n\nUpdated: 5 March 2024\n\n{BODY}\n\nPublished in Dawn, March 4th, 2024",
            "2024-03-04",
        ),
        (f"Border to reopen at last\n\nPublished 03/04/2024 Updated 14 April 2024\n\n{BODY}", None),
        (f"Border to reopen at last\n\n{BODY}\n\nLast updated: 4 March 2024", None),
        # a line of fields, one of them the day
        (f"Border to reopen at last\n\nSource: Volta Agency| 2024-03-04 22:38:14|Editor: ab\n\n{BODY}", "2024-03-04"),
        (f"Border to reopen at last\n\n04.03.2024, 17:06    Views: 2841    Politics\n\n{BODY}", None),
        (f"Border to reopen at last\n\n24.03.2024, 17:06    Views: 2841    Politics\n\n{BODY}", "2024-03-24"),
        (f"Border to reopen\n\nAma Mensah, The Volta Herald, Accra | Mon, 03/04/2024 8:40 AM\n\n{BODY}", "2024-03-04"),
        (f"Border to reopen at last\n\n{BODY}\n\n(Compiled 4 March 2024)", "2024-03-04"),
        (f"Border to reopen at last\n\nIt closed | on 4 March 2024 | for good.\n\n{BODY}", None),
        # datelines with the day in brackets
        (f"Border to reopen at last\n\nACCRA (March 4, 2024) — {BODY}", "2024-03-04"),
        (f"Border to reopen at last\n\nACCRA, Ghana (March 4, 2024) — {BODY}", "2024-03-04"),
        (f"ACCRA, Ghana (Monday, 4 March 2024) -- {BODY}", "2024-03-04"),
        (f"Border to reopen at last\n\nTreaty of Amity (March 4, 2024) — {BODY}", None),
        (f"Border to reopen at last\n\nACCRA (March 4, 2024) {BODY}", None),
        # the paper in which the article stood, above and below it
        (f"Border to reopen at last\n\nPublished in Dawn, March 4th, 2024\n\n{BODY}", "2024-03-04"),
        (f"Border to reopen at last\n\n{BODY}\n\nPublished in Dawn, March 4th, 2024", "2024-03-04"),
        (f"Border to reopen at last\n\n{BODY}\n\nPublished in the Volta Herald, 4 March 2024.", "2024-03-04"),
        (f"Border to reopen at last\n\nPublished March 4th, 2024\n\n{BODY}", "2024-03-04"),
        (f"Border to reopen at last\n\n{BODY}\n\nFirst published in Volta Herald, March 4th, 2019", None),
        (f"Border to reopen at last\n\n{BODY}\n\nPublished in the spring, March 4th, 2024", None),
        # a day in the story is no day of publication
        (f"Border to reopen at last\n\n{BODY}\n\nA letter published in Dawn, March 4th, 2024, said so.", None),
        (f"Border to reopen at last\n\n{BODY}\n\nThe list was updated: 4 March 2024 was the last day.", None),
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
