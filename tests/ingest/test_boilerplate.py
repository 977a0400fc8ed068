"""Page furniture on pages of several makes, all written for these tests."""

from __future__ import annotations

import time

import pytest

from diplograph.ingest import boilerplate
from diplograph.lexicon import furniture

LEXICON = furniture.load()
BODY = (
    "The foreign ministers of Norland and Sudland met in Port Vale on Monday to discuss the ferry dispute.\n\n"
    "“We are not there yet,” the Norland minister, Ada Brandt, told reporters after the talks.\n\n"
    "Sudland’s embassy declined to comment on the meeting, which lasted four hours."
)


def masked(text: str) -> list[tuple[str, str]]:
    return [
        (piece.kind, text[piece.span.begin : piece.span.end]) for piece in boilerplate.find(text, LEXICON).furniture
    ]


def left(text: str) -> str:
    """The text without furniture."""
    for piece in reversed(boilerplate.find(text, LEXICON).furniture):
        text = text[: piece.span.begin] + text[piece.span.end :]
    return text.strip()


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("", ""),
        ("Menu\nSearch\nSubscribe\n\n", ""),
        (
            "Skip to content\nHome | World | Politics | Sport\n\n",
            "\n\nRelated stories\nFerry talks fail again\nBrandt under fire",
        ),
        ("", "\n\nShare this article\nFollow us on Twitter\nCopyright © 2024 The Vale Post. All rights reserved."),
        ("", "\n\nRead next:\nMinister quits over ferry row\nOpinion: Who owns the strait?\n\nMost popular\nVideos"),
        ("", "\n\n(Reporting by Lena Moss in Port Vale; Editing by Tom Rey)"),
        ("", "\n\nSign up to our newsletter to get our best stories in your inbox."),
        ("", "\n\n© Vale Media Ltd 2023\nTerms of use\nPrivacy policy\nContact us"),
        ("", "\n\nTags: Norland, Sudland, ferries"),
        ("", "\n\nAdditional reporting by Ines Holt."),
        ("", "\n\nReuters"),
        ("", "\n\nView comments (12)"),
    ],
)
def test_what_surrounds_the_article_goes_and_nothing_else(above: str, below: str) -> None:
    assert left(above + BODY + below) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT",
        "Story continues below",
        "READ MORE: Why the ferry matters",
        "Also read: Ferry talks fail again",
        "Read more | Ferry talks fail again",
        "(AFP)",
        "Image: Lena Moss/Harbour Pictures",
        "Photo: Handout",
        "Share",
        "3 min read",
    ],
)
def test_lines_between_paragraphs(line: str) -> None:
    first, *rest = BODY.split("\n\n")
    text = "\n\n".join([first, line, *rest])
    assert "".join(words for _, words in masked(text)) == line


@pytest.mark.parametrize(
    "line",
    [
        "A long way to go",
        "‘No closed doors’",
        "Norland wants more",
        "The ministers shake hands in Port Vale.",
        "She had more to say about home, world and politics.",
        "Read the treaty again, she told them, and you will see that it says nothing of ferries.",
        "Copyright was the other subject of the talks, according to both delegations.",
        "The two sides will share this island, the minister said, and follow us there.",
        "Subscribers of the paper learnt of the talks first, its editor told the ministers.",
        "More from Ada Brandt is expected on Friday, when parliament meets in Port Vale.",
    ],
)
def test_the_article_stays(line: str) -> None:
    first, *rest = BODY.split("\n\n")
    assert masked("\n\n".join([first, line, *rest])) == []


def test_header_with_all_its_parts() -> None:
    text = (
        "THE VALE POST\nWorld\n\nFerry talks end without a deal\nNorland blames Sudland\n\n"
        "By Lena Moss in Port Vale\nPublished: 4 June 2024, 10:12 BST\n\n"
        "The two ministers on Monday. Photo: A. Holt\n\n" + BODY
    )
    page = boilerplate.find(text, LEXICON)
    assert page.title is not None
    assert text[page.title.begin : page.title.end] == "Ferry talks end without a deal"
    assert (page.byline, page.masthead) == ("Lena Moss", "The Vale Post")
    assert masked(text) == [
        ("menu", "THE VALE POST\nWorld"),
        ("byline", "By Lena Moss in Port Vale\nPublished: 4 June 2024, 10:12 BST"),
        ("credit", "Photo: A. Holt"),
    ]


def test_lists_of_links_and_two_credits_inside_the_body() -> None:
    first, *rest = BODY.split("\n\n")
    links = "Keep reading\nlist 1 of 2\nSudland fires on port\nlist 2 of 2\nNorland names envoy\nend of list"
    text = "\n\n".join([first, links, *rest, "Source: Vale Wire"])
    assert masked(text) == [("read_more", links), ("credit", "Source: Vale Wire")]


def test_a_byline_of_two_lines_between_buttons() -> None:
    text = (
        "Home\nNews\n\nFerry talks end without a deal\n2 days ago\n\n"
        "Lena Moss\nDiplomatic correspondent, Vale News\n\nShare\nSave\n\n"
    )
    page = boilerplate.find(text + BODY, LEXICON)
    assert page.byline == "Lena Moss"
    assert left(text + BODY).split() == ["Ferry", "talks", "end", "without", "a", "deal", *BODY.split()]


def test_rules_and_notes_of_an_agency() -> None:
    below = (
        "\n\n___\n\nVale Press writer Lena Moss in Port Vale contributed to this report.\n___\n"
        "Follow our coverage at https://example.org/x"
    )
    assert left(BODY + below) == BODY


def test_agency_in_capitals_behind_the_last_sentence() -> None:
    page = boilerplate.find(BODY + " BLOOMBERG", LEXICON)
    assert (page.agency, len(page.furniture)) == ("BLOOMBERG", 1)


def test_a_short_title_alone_is_no_menu() -> None:
    assert masked("Vale notebook\n\n" + BODY) == []


def test_a_body_printed_twice() -> None:
    text = f"{BODY}\nReuters\nFerry talks end without a deal\nImage: Handout\n{BODY}\nReuters"
    page = boilerplate.find(text, LEXICON)
    assert page.title is not None
    assert text[page.title.begin : page.title.end] == "Ferry talks end without a deal"
    assert page.agency == "Reuters"
    [repeat] = page.repeats
    again = repeat.again[0]
    assert text[repeat.first.begin : repeat.first.end] == text[again.begin : again.end] == BODY


def test_the_same_short_sentence_twice_is_no_repeat() -> None:
    assert boilerplate.find(BODY + "\n\nHe declined to comment.\n\nHe declined to comment.", LEXICON).repeats == ()


def test_every_offset_is_inside_the_text_and_pieces_do_not_overlap() -> None:
    text = "\ufeffMenu\r\n\r\n" + BODY.replace("\n", "\r\n") + "\r\n\r\nShare\r\n© 2024 Vale Post"
    at = 0
    for piece in boilerplate.find(text, LEXICON).furniture:
        assert at <= piece.span.begin < piece.span.end <= len(text)
        at = piece.span.end


@pytest.mark.parametrize(
    "text",
    [
        "The ministers met in Port Vale. " * 160_000,  # 5 MB in one line
        "word " * 1_000_000,
        "“" * 1000 + BODY,
        "Menu\n" * 50_000,
        ("(" * 50 + "\n") * 20_000,
        "By " * 300_000,
        "a\n\n" * 50_000,
    ],
    ids=["5 MB", "no end", "unpaired marks", "menus", "brackets", "by", "lines"],
)
def test_time_grows_with_length_only(text: str) -> None:
    begin = time.process_time()
    boilerplate.find(text, LEXICON)
    assert time.process_time() - begin < 1e-5 * len(text) + 1
