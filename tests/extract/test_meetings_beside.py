"""Time and place told beside a meeting, and long lists of guests; sentences are invented."""

from __future__ import annotations

from datetime import date

import pytest

from diplograph import lexicon
from diplograph.extract import actors, dates, meetings
from diplograph.language.pipeline import build_nlp, read
from diplograph.model import Document, Furniture, Span
from diplograph.resolve import within_meetings


def brief(text: str, dateline: str = "") -> list[tuple[str, set[str], str | None, str | None]]:
    """(kind, participants, date words, place) of each event, by the rules alone."""
    page = (Furniture(Span(0, len(dateline)), "dateline"),) if dateline else ()
    document = Document("test.txt", text, "0" * 64, published=date(2024, 5, 17), furniture=page)  # a Friday
    known = lexicon.load()
    doc = read(build_nlp(), document)
    cast = actors.find(doc, document, known)
    found = meetings.find(doc, document, known, cast, dates.find(doc, document, known))
    names = {actor.id: actor.name for actor in cast.actors}
    return [
        (
            one.kind.value,
            {names[actor] for actor in one.participants},
            text[one.when.span.begin : one.when.span.end] if one.when else None,
            one.place,
        )
        for one in within_meetings.join(document, cast, found)
    ]


BESIDE = [  # sentence, date words and place of the meeting
    ("Samia Suluhu Hassan flew to Maputo on Wednesday and met Filipe Nyusi.", "on Wednesday", "Maputo"),
    ("Luis Lacalle Pou will fly to Santiago on Sunday and meet Gabriel Boric.", "on Sunday", "Santiago"),
    ("Luis Lacalle Pou met Santiago Pena in Asuncion on Tuesday.", "on Tuesday", "Asuncion"),
    ("Maia Sandu arrived in Bucharest on Tuesday, where she will meet Klaus Iohannis on Friday.", "on Friday",
     "Bucharest"),
    ("Luis Lacalle Pou is in Santiago, where he met Gabriel Boric.", None, "Santiago"),
    ("Elina Valtonen is due in Riga on Monday for talks with Latvian Foreign Minister Baiba Braže.", "on Monday",
     "Riga"),
    ("During a visit to Hanoi on May 5, Anthony Albanese met Pham Minh Chinh.", "on May 5", "Hanoi"),
    ("On a trip to Santiago last month, Luis Lacalle Pou met Gabriel Boric.", "last month", "Santiago"),
    ("Pham Minh Chinh received Anthony Albanese at the Presidential Palace in Hanoi.", None,
     "Presidential Palace, Hanoi"),
    ("Xi Jinping met with Serbian President Aleksandar Vucic at the Great Hall of the People in Beijing.", None,
     "Great Hall of the People, Beijing"),
    # what stands beside belongs to something else
    ("Nana Akufo-Addo said on Monday that he will meet Alassane Ouattara in Abidjan.", None, "Abidjan"),
    ("Nana Akufo-Addo will leave for Lome after meeting Alassane Ouattara.", None, None),
    ("Nana Akufo-Addo and Alassane Ouattara agreed on Monday to meet in June.", "in June", None),
    ("Luis Lacalle Pou left Montevideo on Tuesday and met Santiago Pena in Asuncion.", None, "Asuncion"),
    ("Luis Lacalle Pou told reporters in Santiago on Friday that he had met Gabriel Boric.", None, None),
    ("Nana Akufo-Addo and Alassane Ouattara agreed on Monday to resume talks.", None, None),
    ("A meeting between Nana Akufo-Addo and Alassane Ouattara was called off on Tuesday.", None, None),
    ("A meeting between Nana Akufo-Addo and Alassane Ouattara was called off until Sunday.", "until Sunday", None),
    ("Pham Minh Chinh received Foreign Minister Kenjiro Asanuma, who is visiting Hanoi.", None, "Hanoi"),
    ("Nana Akufo-Addo received a call on Wednesday from Ivorian President Alassane Ouattara.", "on Wednesday", None),
    ("Nana Akufo-Addo arrived in Lome on Friday after meeting Alassane Ouattara.", "on Friday", None),
    ("Luis Lacalle Pou is to fly to Asuncion on Sunday, where he will meet Santiago Pena.", "on Sunday", "Asuncion"),
    ("On May 2, commencing at 9:30 a.m., Penny Wong held a meeting with Winston Peters.", "On May 2", None),
    ("Lacalle Pou is due to fly to Asuncion on Sunday, where he will meet Santiago Pena.", "on Sunday", "Asuncion"),
    ("Luis Lacalle Pou arrived in Asuncion on Tuesday, where he met Santiago Pena.", None, "Asuncion"),
    ("Nana Akufo-Addo met Alassane Ouattara on Thursday for the first time since March.", "on Thursday", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "when", "place"), BESIDE)
def test_time_and_place_beside(text: str, when: str | None, place: str | None) -> None:
    told = [one for one in brief(text) if one[0] != "Visit"]
    assert [one[2:] for one in told] == [(when, place)]


def test_the_next_meeting_of_the_same_day() -> None:
    text = "Petr Fiala met Ana Brnabic in Subotica on Tuesday and later held talks with Speaker Vladimir Orlic."
    assert [one[2:] for one in brief(text)] == [("on Tuesday", "Subotica")] * 2
    text = "Petr Fiala met Ana Brnabic in Subotica on Tuesday and will hold talks with Peter Pellegrini next week."
    assert [one[2:] for one in brief(text)] == [("on Tuesday", "Subotica"), ("next week", None)]


GUESTS = [
    (
        "King Abdullah met with the Prime Minister of Greece, Kyriakos Mitsotakis, the President of Cyprus, Nikos "
        "Christodoulides, and the President of Egypt, Abdel Fattah el-Sisi, in Amman on Sunday.",
        {"Abdullah", "Kyriakos Mitsotakis", "Nikos Christodoulides", "Abdel Fattah el-Sisi"},
    ),
    (
        "Penny Wong met with the Minister of Foreign Affairs of the Republic of Peru Javier Gonzalez-Olaechea.",
        {"Penny Wong", "Javier Gonzalez-Olaechea"},
    ),
    (
        "Li Qiang met Srettha Thavisin and Malaysian Prime Minister Anwar Ibrahim said he would follow.",
        {"Li Qiang", "Srettha Thavisin"},
    ),
    (
        "Emmanuel Macron, along with Olaf Scholz, met Donald Tusk in Weimar on Monday.",
        {"Emmanuel Macron", "Olaf Scholz", "Donald Tusk"},
    ),
    (
        "Emmanuel Macron, accompanied by Stephane Sejourne, met Donald Tusk in Warsaw.",
        {"Emmanuel Macron", "Donald Tusk"},
    ),
    (
        "Penny Wong paid a courtesy call on Peru's president-elect on Tuesday.",
        {"Penny Wong", "Peru"},
    ),
    (
        "Hakan Fidan will travel to Baghdad on Sunday, Turkish officials said, and is expected to meet Fuad Hussein.",
        {"Hakan Fidan", "Fuad Hussein"},
    ),
    (
        "A German delegation led by Annalena Baerbock met Penny Wong in Perth.",
        {"Annalena Baerbock", "Penny Wong"},
    ),
    (
        "The talks between Emmanuel Macron and Donald Tusk were also attended by Olaf Scholz.",
        {"Emmanuel Macron", "Olaf Scholz", "Donald Tusk"},
    ),
]


@pytest.mark.parametrize(("text", "who"), GUESTS)
def test_guests(text: str, who: set[str]) -> None:
    [told] = brief(text)
    assert told[1] == who


def test_as_many_leaders_as_met_before() -> None:
    text = (
        "Emmanuel Macron met Donald Tusk and Petr Fiala in Prague on Saturday. "
        "The three leaders spoke by phone with Joe Biden afterwards."
    )
    assert brief(text)[1][1] == {"Emmanuel Macron", "Donald Tusk", "Petr Fiala", "Joe Biden"}


def test_pairs_beside_a_summit() -> None:
    text = (
        "Emmanuel Macron is due to see his Chinese and Turkish counterparts, Xi Jinping and Recep Tayyip Erdogan, on "
        "the fringes of the General Assembly."
    )
    pairs = [{"Emmanuel Macron", "Xi Jinping"}, {"Emmanuel Macron", "Recep Tayyip Erdogan"}]
    assert [one[1] for one in brief(text) if one[0] == "InPerson"] == pairs


def test_a_visit_called_off() -> None:
    text = "President Ferdinand Marcos Jr. called off a two-day visit to South Korea on Wednesday."
    assert [one[2] for one in brief(text)] == [None]


@pytest.mark.parametrize(
    ("dateline", "rest", "place"),
    [
        ("LA PAZ, May 16 (Andes Wire) -- ", "Luis Arce met Gabriel Boric here on Thursday.", "La Paz"),
        ("LA PAZ, May 16 (Andes Wire) -- ", "Luis Arce met Gabriel Boric on Thursday.", None),
        ("", "Luis Arce met Gabriel Boric here on Thursday.", None),
        ("", "Luis Arce flew to Santiago on Monday. He held talks there with Gabriel Boric.", "Santiago"),
        ("", "Luis Arce flew to Santiago on Monday. He held talks with Gabriel Boric.", None),
    ],
)
def test_here_and_there(dateline: str, rest: str, place: str | None) -> None:
    assert [one[3] for one in brief(dateline + rest, dateline) if one[0] != "Visit"] == [place]
