"""Offices without a name: who holds them by the text, and where nobody may be taken for the holder."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from diplograph import lexicon
from diplograph.extract import actors
from diplograph.model import Cast, Document

Parse = Callable[[str], Doc]


def find(parse: Parse, text: str) -> Cast:
    return actors.find(parse(text), Document("test.txt", text, "0" * 64), lexicon.load())


def meant(text: str, cast: Cast, words: str) -> dict[str, str]:
    """Names of the actors with a mention of just these words, where they stand last, and its kind."""
    begin = text.rindex(words)
    return {
        one.name: mention.kind.value
        for one in cast.actors
        for mention in one.mentions
        if (mention.span.begin, mention.span.end) == (begin, begin + len(words))
    }


_SUMMIT = "President Juma Tembo of Malawi met Zambian President Kabwe Banda in Lusaka. "
_TWO = "Chile's Foreign Minister Ana Ruiz met Peru's Foreign Minister Javier Soto in Lima on Friday. "


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # Ministers are no presidents.
        (_SUMMIT + "The two ministers signed an accord.", "The two ministers", {}),
        (
            _SUMMIT + "Their foreign ministers will meet.",
            "Their foreign ministers",
            {"Malawi": "officials", "Zambia": "officials"},
        ),
        (
            _SUMMIT + "Their foreign ministers will meet in May. The ministers will talk about trade.",
            "The ministers",
            {"Malawi": "officials", "Zambia": "officials"},
        ),
        (_TWO + "The two heads of state will meet in May.", "The two heads of state", {}),
        (
            _TWO + "The two ministers spoke for an hour.",
            "The two ministers",
            {"Ana Ruiz": "group", "Javier Soto": "group"},
        ),
        # Of two who hold the office, nobody; of one, that one, whoever was named last.
        (_TWO + "The foreign minister spoke of trade.", "The foreign minister", {}),
        (
            "Ghana's Foreign Minister Kofi Asare flew to Lomé and met Togo's President Afi Mensah. The minister sat.",
            "The minister",
            {"Kofi Asare": "nominal"},
        ),
        ("Kofi Asare, an adviser to the President on Trade, Ama Boateng, spoke.", "the President", {}),
        # With a capital, the one whose office needs no state.
        (
            "Foreign Minister Harun met Chile's Foreign Minister Ana Ruiz. Peru's Foreign Minister Javier Soto was "
            "there. They exchanged views. The Minister flew home.",
            "The Minister",
            {"Harun": "nominal"},
        ),
    ],
)
def test_holders(parse: Parse, text: str, words: str, expected: dict[str, str]) -> None:
    assert meant(text, find(parse, text), words) == expected


@pytest.mark.parametrize(
    ("text", "person", "roles"),
    [
        (
            "Harun met the Minister of Foreign Affairs of Singapore, Lena Tan, the Minister of Foreign Affairs of "
            "Chile, Ana Ruiz, and the foreign minister of Peru, Javier Soto.",
            "Lena Tan",
            ("Foreign Minister of Singapore",),
        ),
        (
            "Harun met Lena Tan, the foreign minister of Singapore, Ana Ruiz, the foreign minister of Chile, and more.",
            "Ana Ruiz",
            ("Foreign Minister of Chile",),
        ),
        ("Foreign Secretary Amna Malik flew to Dhaka.", "Amna Malik", ("Foreign Secretary",)),
        (
            "Foreign Minister Harun Daud was received by General Issa Bello after meeting his Nigerien counterpart, "
            "Bakary Saley.",
            "Bakary Saley",
            ("Foreign Minister of Niger",),
        ),
    ],
)
def test_whose_description_it_is(parse: Parse, text: str, person: str, roles: tuple[str, ...]) -> None:
    assert next(one.roles for one in find(parse, text).actors if one.name == person) == roles


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "President Okello Obita arrived in Kampala. Senator Grace Obita, his sister, stayed away. Obita spoke.",
            "Obita",
            {"Okello Obita": "name"},
        ),
        ("Grace Obita met Okello Obita in Kampala. Obita spoke.", "Obita", {}),
        (
            "Wang Lei spoke in Lima. Wang praised the talks. Wang Min was there too. Wang then flew home.",
            "Wang",
            {"Wang Lei": "name"},
        ),
    ],
)
def test_a_family_name_that_two_bear(parse: Parse, text: str, words: str, expected: dict[str, str]) -> None:
    assert meant(text, find(parse, text), words) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Foreign Office in Berlin denied the report.", "Foreign Ministry of Germany"),
        ("Peru's Foreign Trade Ministry denied the report.", "Foreign Trade Ministry of Peru"),
        (
            "Danish Foreign Minister Mette Sand was in Lima. Her office denied the report.",
            "Office of the Foreign Minister of Denmark",
        ),
    ],
)
def test_offices_of_states(parse: Parse, text: str, name: str) -> None:
    assert name in {one.name for one in find(parse, text).actors}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Colonel Sami Aziz met Governor Lena Ruiz in Homs. They talked for an hour. The colonel then left.",
            "The colonel",
            {"Sami Aziz": "nominal"},
        ),
        ("Colonel Sami Aziz met Colonel Omar Said in Homs. The colonel then left.", "The colonel", {}),
        (
            "Amnesty International called for his release. The London-based group said he was ill.",
            "The London-based group",
            {"Amnesty International": "nominal"},
        ),
        ("Turkey sent a note to Greece. The Turks asked for time.", "The Turks", {"Turkey": "officials"}),
        ("Turkey sent a note. A poll of the Turks in Berlin was published.", "the Turks", {}),
        (
            "The Turkish ambassador to Sweden was summoned. The ambassador said nothing.",
            "The ambassador",
            {"Turkey": "officials"},
        ),
        (
            "President Juma Tembo of Malawi said his government was ready.",
            "his government",
            {"Government of Malawi": "nominal"},
        ),
        ("President Juma Tembo of Malawi said his country was ready.", "his country", {"Malawi": "nominal"}),
    ],
)
def test_those_spoken_of_before(parse: Parse, text: str, words: str, expected: dict[str, str]) -> None:
    assert meant(text, find(parse, text), words) == expected


def test_a_family_name_that_looks_like_a_plural(parse: Parse) -> None:
    text = "Prime Minister Viliam Horvat spoke in Oslo.\n\nHorvat said he had been ready to sign."
    assert meant(text, find(parse, text), "Horvat") == {"Viliam Horvat": "name"}
