"""What a page of HTML says beside its article."""

from __future__ import annotations

from diplograph.ingest import markup


def test_the_day_between_heading_and_first_paragraph_is_not_that_of_a_comment() -> None:
    first = (
        "The ministers of both countries met on the bridge and agreed to count the boats again before the rains, " * 2
    )
    page = (
        "<html><body><h2>Ministers meet on the bridge</h2><div>March 4, 2015, 9:42 pm</div>"
        f"<p>{first}</p><div>Mar 6, 2015 8:02 am</div></body></html>"
    )
    assert str(markup._printed(page)) == "2015-03-04"
