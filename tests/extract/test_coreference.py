"""Whom pronouns and descriptions mean, and where they must stay open (None)."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from diplograph import lexicon
from diplograph.extract import actors, coreference_speakers
from diplograph.model import Cast, Document

Parse = Callable[[str], Doc]


def read(parse: Parse, text: str) -> Cast:
    document, known = Document("test.txt", text, "0" * 64), lexicon.load()
    doc = parse(text)
    return coreference_speakers.with_speakers(doc, document, known, actors.find(doc, document, known), ())


def meant(text: str, cast: Cast, words: str) -> set[str]:
    """Names of the actors with a mention of just these words, where they stand last."""
    begin = text.rindex(words)
    return {
        one.name
        for one in cast.actors
        for mention in one.mentions
        if (mention.span.begin, mention.span.end) == (begin, begin + len(words))
    }


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # A first name tells who "she" can be.
        ("Maria Lund met Peter Holm in Oslo. Later she left.", "she", {"Maria Lund"}),
        ("Peter Holm praised Maria Lund. She smiled.", "She", {"Maria Lund"}),
        ("Peter Holm spoke. She left.", "She", set()),
        ("Norway accused Chad of spying, a charge it denies.", "it", {"Chad"}),
        ("Chad's foreign ministry said it was aware of the report.", "it", {"Foreign Ministry of Chad"}),
        ("The deal is good, and it was clear that Chad would sign.", "it", set()),
        # Who does it is not the one it is done to.
        ("Peter Holm flew to Oslo. Ole Berg is expected to join him.", "him", {"Peter Holm"}),
        ("Peter Holm spoke in Oslo. Ole Berg, standing beside him, smiled.", "him", {"Peter Holm"}),
        ("Spokeswoman Ama Addo said Kwesi Boat was in Accra. Her staff denied it.", "Her", {"Ama Addo"}),
    ],
)
def test_pronouns(parse: Parse, text: str, words: str, expected: set[str]) -> None:
    assert meant(text, read(parse, text), words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "President Omar Diallo called President Ruth Banda on Monday. The two leaders agreed to meet.",
            "The two leaders",
            {"Omar Diallo", "Ruth Banda"},
        ),
        ("Chad held talks with Sudan in Cairo. Both sides praised the host.", "Both sides", {"Chad", "Sudan"}),
        ("Chad and Sudan signed a truce. Egypt urged both sides to keep it.", "both sides", {"Chad", "Sudan"}),
        # The host is neither of "both sides"; nobody else is known.
        ("Egypt hosted both sides in Cairo on Monday.", "both sides", set()),
        # One of the parties has no name that is known: nobody may be taken in its place.
        (
            "Norway spoke. Envoys of Chad and rebels met in Oslo. The two sides agreed on a truce.",
            "The two sides",
            set(),
        ),
        (
            "Maria Lund and Peter Holm met in Oslo. Each praised the talks.",
            "Each",
            {"Maria Lund", "Peter Holm"},
        ),
        ("Maria Lund praised Peter Holm. Both proposals failed.", "Both", set()),
        (
            "Thai and Cambodian troops clashed. The two countries will talk.",
            "The two countries",
            {"Thailand", "Cambodia"},
        ),
        ("Kenyan officials say they have found the plane.", "they", {"Kenya"}),
        ("Peter Holm spoke with Maria Lund by phone about their visits.", "their", {"Peter Holm", "Maria Lund"}),
        ("Peter Holm and Maria Lund met Omar Said and Ali Musa. They laughed.", "They", {"Peter Holm", "Maria Lund"}),
        ("Peter Holm met Maria Lund and Omar Said was there. They laughed.", "They", set()),
    ],
)
def test_several(parse: Parse, text: str, words: str, expected: set[str]) -> None:
    assert meant(text, read(parse, text), words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "The European Commission met on Monday. Later the Commission published the text.",
            "the Commission",
            {"European Commission"},
        ),
        (
            "Officials of Doctors Without Borders came. The group thanked them.",
            "The group",
            {"Doctors Without Borders"},
        ),
        ("NATO wrote to Hamas. The group did not answer.", "The group", set()),
        (
            "Kenyan Foreign Minister Peter Holm met Somali officials, the Kenyan ministry said.",
            "the Kenyan ministry",
            {"Foreign Ministry of Kenya"},
        ),
        (
            "Nepal votes on Sunday. Nepal has 75 districts. The government is confident.",
            "The government",
            {"Government of Nepal"},
        ),
        ("Nepal votes on Sunday. Nepal wrote to India. The government is confident.", "The government", set()),
    ],
)
def test_bodies(parse: Parse, text: str, words: str, expected: set[str]) -> None:
    assert meant(text, read(parse, text), words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ('"I was wrong," Kofi Addo said.', "I", {"Kofi Addo"}),
        ('"It was long," Kofi Addo said. "I am tired."', "I", {"Kofi Addo"}),
        ("“We want peace,” Chad's foreign ministry said.", "We", {"Foreign Ministry of Chad"}),
        ('"We want peace," Chadian President Omar Diallo told reporters in Chad.', "We", {"Chad"}),
        ('"We want bread," farmer Omar Diallo said.', "We", set()),
        ('"They told us," US officials said.', "us", {"United States"}),
        ("A sign in the hall read “I love Oslo” in red.", "I", set()),
    ],
)
def test_first_person_is_who_speaks(parse: Parse, text: str, words: str, expected: set[str]) -> None:
    assert meant(text, read(parse, text), words) == expected
