"""Acts and offices in invented sentences; the cast is given, so only relations are tested."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.extract import relations
from diplograph.extract.casting import Casting
from diplograph.extract.relations_told import told_as
from diplograph.language.pipeline import build_nlp, read
from diplograph.lexicon import acts, titles
from diplograph.model import Actor, ActorType, Cast, Document, Mention, MentionKind, Span, Timex

STATES = {
    "Chad": ("TCD", {"Chad": "name", "N'Djamena": "metonym", "Chadian": "adjective"}),
    "Mali": ("MLI", {"Mali": "name", "Bamako": "metonym", "Malian": "adjective"}),
    "Norway": ("NOR", {"Norway": "name", "Oslo": "metonym", "Norwegian": "adjective"}),
}
PERSONS = {"Awa Traore": ("Awa Traore", "Traore"), "Ole Berg": ("Ole Berg", "Berg")}


class Words(NamedTuple):
    acts: acts.Acts
    titles: titles.Titles


WORDS = Words(acts.load(), titles.load())


def cast_of(text: str) -> Cast:
    actors = []
    for name, (code, forms) in STATES.items():
        mentions = [
            Mention(Span(*match.span()), MentionKind(kind))
            for form, kind in forms.items()
            for match in re.finditer(rf"\b{form}\b", text)
        ]
        actors.append(Actor(name, name, ActorType.STATE, tuple(mentions), state=code))
    for name, forms in PERSONS.items():
        found = re.finditer(rf"\b(?:{'|'.join(forms)})\b", text)
        actors.append(
            Actor(name, name, ActorType.PERSON, tuple(Mention(Span(*one.span()), MentionKind.NAME) for one in found))
        )
    return Cast(tuple(actors))


def told(text: str, timexes: tuple[Timex, ...] = ()) -> list[tuple[str, ...]]:
    document = Document("a", text, "")
    found = relations.find(read(build_nlp(), document), document, WORDS, cast_of(text), timexes)
    return [(one.type, one.subject, one.object, one.office or one.polarity.value) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad condemned Mali.", ("condemns", "Chad", "Mali", "positive")),
        ("Chad has never condemned Mali's actions.", ("condemns", "Chad", "Mali", "negative")),
        ("Chad did not condemn the Malian offensive.", ("condemns", "Chad", "Mali", "negative")),
        ("Norway refused to condemn Mali.", ("condemns", "Norway", "Mali", "negative")),
        ("Since Mali's invasion, Norway has refused to condemn the war.", ("condemns", "Norway", "Mali", "negative")),
        ("Mali was accused by Chad of cheating.", ("accuses", "Chad", "Mali", "positive")),
        ("Norway, which has accused Mali of cheating, left.", ("accuses", "Norway", "Mali", "positive")),
        ("Oslo imposed sanctions on Mali.", ("sanctions", "Norway", "Mali", "positive")),
        ("Norway expressed support for Chad.", ("supports", "Norway", "Chad", "positive")),
        ("Norway urged Chad to condemn Mali.", ("demands", "Norway", "Chad", "positive")),
        (
            "Norway praised Malian soldiers and accused Malian troops of theft.",
            ("accuses", "Norway", "Mali", "positive"),
        ),
        # What is demanded or alleged, whom a threat is against, who denies whose accusation.
        ("Norway demanded that Mali release the crew.", ("demands", "Norway", "Mali", "positive")),
        ("Chad called for Mali's withdrawal.", ("demands", "Chad", "Mali", "positive")),
        ("Awa Traore told Ole Berg to leave at once.", ("demands", "Awa Traore", "Ole Berg", "positive")),
        ("Chad threatened to impose sanctions on Mali.", ("threatens", "Chad", "Mali", "positive")),
        ("Mali denied Chad's accusations.", ("accuses", "Chad", "Mali", "positive")),
        # Deeds, those who fight for a state, and whose paper it is.
        ("Chad attacked Malian forces near the lake.", ("attacks", "Chad", "Mali", "positive")),
        ("Chadian jets bombed Mali on Monday.", ("attacks", "Chad", "Mali", "positive")),
        ("The army said Chad had attacked Mali.", ("attacks", "Chad", "Mali", "positive")),
        ("A report by Norway criticised Mali.", ("criticises", "Norway", "Mali", "positive")),
        ("Norway gave $3 million in aid to Chad.", ("aids", "Norway", "Chad", "positive")),
        ("Norway welcomed Mali's decision to release the crew.", ("praises", "Norway", "Mali", "positive")),
        ("Norway stands firmly behind Chad.", ("supports", "Norway", "Chad", "positive")),
        ("Norway agreed to help Chad.", ("agrees", "Norway", "Chad", "positive")),
        ("Mali thanked Norway for its help.", ("thanks", "Mali", "Norway", "positive")),
        ("Mali's invasion of Chad shocked many.", ("invades", "Mali", "Chad", "positive")),
        ("Mali sent troops into Chad.", ("invades", "Mali", "Chad", "positive")),
        ("Chad expelled Mali's ambassador.", ("expels", "Chad", "Mali", "positive")),
        ("Norway called on Mali to release the crew.", ("demands", "Norway", "Mali", "positive")),
        ("Chad asked Norway to send nurses.", ("demands", "Chad", "Norway", "positive")),
        ("Chad asked the Malian ambassador to explain the delay.", ("demands", "Chad", "Mali", "positive")),
        ("Chad and Mali agreed to share the water.", ("agrees", "Chad", "Mali", "positive")),
        ("Chad and Mali have reached an agreement on the river.", ("agrees", "Chad", "Mali", "positive")),
        ("A fisheries treaty was signed by Norway and Chad.", ("signs", "Norway", "Chad", "positive")),
        ("Norway dismissed concerns voiced by Chad.", ("rejects", "Norway", "Chad", "positive")),
        ("A Malian offer was declined by Chad.", ("rejects", "Chad", "Mali", "positive")),
        ("Norway voiced thanks to Chad for its patience.", ("thanks", "Norway", "Chad", "positive")),
        ("Norway has issued an apology to Mali.", ("apologises", "Norway", "Mali", "positive")),
    ],
)
def test_acts(text: str, expected: tuple[str, ...]) -> None:
    assert told(text) == [expected]


def test_each_other() -> None:
    assert told("Chad and Mali accused each other of theft.") == [
        ("accuses", "Chad", "Mali", "positive"),
        ("accuses", "Mali", "Chad", "positive"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Chad may condemn Mali.",
        "Chad condemned the war.",
        "Chad will condemn Mali.",
        "Norway hoped that Chad would condemn Mali.",
        "If Chad attacked Mali, Norway would leave.",
        "Chad denied that Mali attacked Norway.",
        "Did Chad condemn Mali?",
        "Neither Chad nor anyone condemned it.",
        "Norway supports talks between Chad and Mali.",
        "Chad condemned the killing of a minister in Mali.",
        "Norway ruled out an invasion of Mali.",
        "Chad and Mali met.",
        "Chad asked Mali about the river.",
        "Norway called on Mali.",
        "Chad and Mali agree that the river was low.",
        "Chad and Mali refused to sign a treaty.",
        "Norway did not endorse Mali until July.",
        "Berg attacked Traore as a dreamer.",
        "Ole Berg spoke of the threat of Chadian sanctions on Mali.",
        "Asked whether Chad should leave, Awa Traore smiled.",
        "Norway saw no possibility of a Chadian attack on Mali.",
        "Mali said that Chad had attacked Mali.",
        "Norway welcomed Mali to the summit.",
        "Chad agreed to attack Mali.",
        "Chadian soldiers killed a Malian gunman.",
    ],
)
def test_no_act(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norwegian Foreign Minister Ole Berg left.", ("holdsOffice", "Ole Berg", "Norway", "Foreign Minister")),
        ("Norway's prime minister, Ole Berg, left.", ("holdsOffice", "Ole Berg", "Norway", "Prime Minister")),
        ("President of Mali Awa Traore left.", ("holdsOffice", "Awa Traore", "Mali", "President")),
        ("Ole Berg, Norway's finance minister, left.", ("holdsOffice", "Ole Berg", "Norway", "Finance Minister")),
        ("Ole Berg, the foreign minister of Norway, left.", ("holdsOffice", "Ole Berg", "Norway", "Foreign Minister")),
        (
            "Ole Berg, Norwegian President Awa Traore and a guide left.",
            ("holdsOffice", "Awa Traore", "Norway", "President"),
        ),
        (
            "Ole Berg, Mali's foreign minister Awa Traore left.",
            ("holdsOffice", "Awa Traore", "Mali", "Foreign Minister"),
        ),
        ("Norwegian Foreign Secretary Ole Berg left.", ("holdsOffice", "Ole Berg", "Norway", "Foreign Minister")),
        ("Norwegian acting President Ole Berg left.", ("holdsOffice", "Ole Berg", "Norway", "Acting President")),
    ],
)
def test_offices(text: str, expected: tuple[str, ...]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Former Norwegian Foreign Minister Ole Berg left.",
        "Norway's then-President Ole Berg left.",
        "Norwegian President-elect Ole Berg left.",
        "Norwegian shadow foreign minister Ole Berg left.",
        "President Ole Berg left.",
        "Norwegian singer Ole Berg left.",
    ],
)
def test_no_office(text: str) -> None:
    assert told(text) == []


def test_evidence_and_time() -> None:
    text = "On Friday, Chad condemned Mali's actions."
    when = Timex(Span(0, 9), None)
    document = Document("a", text, "")
    (one,) = relations.find(read(build_nlp(), document), document, WORDS, cast_of(text), (when,))
    assert text[one.evidence.begin : one.evidence.end] == "Chad condemned Mali's actions"
    assert one.when == when


def test_purpose_is_not_told_as_done() -> None:
    doc = build_nlp()("Chad wants to condemn Mali.")
    assert told_as(doc[3], WORDS.acts) is None
    assert Casting(Cast()).at(Span(0, 4)) == ()


@given(
    st.lists(
        st.sampled_from(
            "Chad Mali Norwegian President Ole Berg condemned refused to never , of the 's war on if".split()
        ),
        max_size=15,
    ).map(" ".join)
)
@settings(max_examples=60, deadline=None)
def test_any_words_are_read(text: str) -> None:
    document = Document("a", text, "")
    for one in relations.find(read(build_nlp(), document), document, WORDS, cast_of(text), ()):
        assert 0 <= one.evidence.begin < one.evidence.end <= len(text)
        assert one.subject != one.object or one.type == "holdsOffice"
