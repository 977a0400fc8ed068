"""Which form a client gets."""

from __future__ import annotations

import pytest

from diplograph.serve.negotiation import GRAPHS, HTML, TABLES, chosen


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("application/sparql-results+xml", "xml"),
        ("text/xml", "xml"),
        ("application/json", "json"),
        ("text/csv;q=0.4, text/tab-separated-values;q=0.5", "tsv"),
        ("text/*", "xml"),
        ("text/*, text/xml;q=0", "csv"),
        ("application/sparql-results+json;q=0, */*", "xml"),
        ("TEXT/CSV", "csv"),
        ("text/csv; charset=utf-8", "csv"),
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "json"),  # Java's URLConnection
        ("nonsense;;, text/csv", "csv"),
        ("text/turtle", None),
        ("*/*;q=0", None),
    ],
)
def test_the_header_decides(accept: str | None, name: str | None) -> None:
    found = chosen(accept, TABLES)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("wish", "name"), [("csv", "csv"), ("text/csv", "csv"), ("XML", "xml"), ("pdf", "json"), ("turtle", "json")]
)
def test_a_wish_in_the_address_goes_first_and_an_unknown_one_is_none(wish: str, name: str) -> None:
    found = chosen("application/json", TABLES, wish)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(("wish", "name"), [("ttl", "turtle"), ("nt", "ntriples"), ("xml", "rdfxml"), ("html", "html")])
def test_forms_of_graphs_by_their_other_names(wish: str, name: str) -> None:
    found = chosen(None, (*GRAPHS, HTML), wish)
    assert found is not None
    assert found.name == name


def test_programs_that_take_anything_get_rdf_and_browsers_a_page() -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
    assert chosen("*/*", (*GRAPHS, HTML)) is GRAPHS[0]
    assert chosen(browser, (*GRAPHS, HTML)) is HTML
