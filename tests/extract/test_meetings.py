"""Meetings in single sentences and short passages, read with actors and dates and joined; sentences are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from meetings_read import PUBLISHED, found
from spacy.tokens import Doc

from diplograph import lexicon
from diplograph.extract import actors, meetings
from diplograph.extract.casting import Casting
from diplograph.language.pipeline import build_nlp, read
from diplograph.model import Document, MeetingKind, MeetingProposal, MeetingStatus, Span


def brief(text: str) -> list[tuple[str, str, set[str], str | None, str | None]]:
    """(kind, status, participants, date words, place) of each event."""
    events, names = found(text)
    return [
        (
            one.kind.value,
            one.status.value,
            {names[actor] for actor in one.participants},
            text[one.when.span.begin : one.when.span.end] if one.when else None,
            one.place,
        )
        for one in events
    ]


TOLD = [
    (
        "Kenyan President William Ruto met his Ugandan counterpart, Yoweri Museveni, in Kampala on Tuesday.",
        ("InPerson", "held", {"William Ruto", "Yoweri Museveni"}, "on Tuesday", "Kampala"),
    ),
    (
        "Brazil's Luiz Inacio Lula da Silva spoke by telephone with German Chancellor Olaf Scholz on Wednesday.",
        ("PhoneCall", "held", {"Luiz Inacio Lula da Silva", "Olaf Scholz"}, "on Wednesday", None),
    ),
    (
        "Narendra Modi and Emmanuel Macron held a video conference on Monday.",
        ("VideoCall", "held", {"Narendra Modi", "Emmanuel Macron"}, "on Monday", None),
    ),
    (
        "Officials from India and China held talks in Geneva last week on their border dispute.",
        ("Talks", "held", {"India", "China"}, "last week", "Geneva"),
    ),
    (
        "Vietnamese Foreign Minister Bui Thanh Son will visit Canberra next month.",
        ("Visit", "planned", {"Bui Thanh Son"}, "next month", "Canberra"),
    ),
    (
        "Olaf Scholz was received by Xi Jinping in Beijing on Tuesday.",
        ("InPerson", "held", {"Olaf Scholz", "Xi Jinping"}, "on Tuesday", "Beijing"),
    ),
    (
        "The prime ministers of Spain and Portugal are to meet in Lisbon on May 28.",
        ("InPerson", "planned", {"Spain", "Portugal"}, "on May 28", "Lisbon"),
    ),
    (
        "A summit between Kim Jong Un and Lee Jae-myung has been called off.",
        ("Summit", "cancelled", {"Kim Jong Un", "Lee Jae-myung"}, None, None),
    ),
    (
        "Turkish President Recep Tayyip Erdogan cancelled a trip to Athens planned for Friday.",
        ("Visit", "cancelled", {"Recep Tayyip Erdogan"}, "Friday", "Athens"),
    ),
    (
        "A meeting between Rwandan and Congolese ministers, first set for Monday, was put off until May 30.",
        ("InPerson", "planned", {"Rwanda", "Democratic Republic of the Congo"}, "until May 30", None),
    ),
    (
        "Argentina denied that its foreign minister had met Iranian officials in Damascus.",
        ("InPerson", "denied", {"Argentina", "Iran"}, None, "Damascus"),
    ),
    (
        "Ethiopian diplomats have reportedly met Eritrean officials in Nairobi.",
        ("InPerson", "reported", {"Ethiopia", "Eritrea"}, None, "Nairobi"),
    ),
    (
        "Envoys of Oman and Iran met in Muscat on Sunday, the paper wrote, citing a diplomatic source.",
        ("InPerson", "reported", {"Oman", "Iran"}, "on Sunday", "Muscat"),
    ),
    (
        "Mahmoud Abbas was in Riyadh for talks with Mohammed bin Salman to discuss aid.",
        ("Talks", "held", {"Mahmoud Abbas", "Mohammed bin Salman"}, None, "Riyadh"),
    ),
    (
        "Foreign ministers of Chile and Peru were to meet over lunch in Lima on Saturday.",
        ("InPerson", "planned", {"Chile", "Peru"}, "on Saturday", "Lima"),
    ),
    (
        "Gabriel Boric told Javier Milei in a phone call on Sunday that the border would stay open.",
        ("PhoneCall", "held", {"Gabriel Boric", "Javier Milei"}, "on Sunday", None),
    ),
    (
        "The ASEAN summit will open in Vientiane on October 8.",
        ("Summit", "planned", set(), "on October 8", "Vientiane"),
    ),
    (
        "US-Mexico talks on migration resumed in Washington on Tuesday.",
        ("Talks", "held", {"United States", "Mexico"}, "on Tuesday", "Washington"),
    ),
    (
        "Shehbaz Sharif phoned Ebrahim Raisi on Thursday to offer condolences.",
        ("PhoneCall", "held", {"Shehbaz Sharif", "Ebrahim Raisi"}, "on Thursday", None),
    ),
    (
        "Rabat has accused the envoy, Lars Holmgren, of meeting Polisario leaders in secret.",
        ("InPerson", "reported", {"Lars Holmgren", "Polisario Front"}, None, None),
    ),
    (
        "Emmanuel Macron was to have met Kais Saied in Tunis on Monday.",
        ("InPerson", "cancelled", {"Emmanuel Macron", "Kais Saied"}, "on Monday", "Tunis"),
    ),
    (
        "Emmanuel Macron was due to meet Kais Saied in Tunis on Monday, but the trip was put off.",
        ("InPerson", "cancelled", {"Emmanuel Macron", "Kais Saied"}, "on Monday", "Tunis"),
    ),
    (
        "The summit of the African Union, which drew forty leaders, had been planned as a celebration.",
        ("Summit", "held", set(), None, None),
    ),
    (
        "Lula denied that he had discussed a port with Javier Milei during talks in Lima on Tuesday.",
        ("Talks", "held", {"Lula", "Javier Milei"}, "on Tuesday", "Lima"),
    ),
    (
        "Reuters had reported that Abiy Ahmed met Isaias Afwerki in Asmara.",
        ("InPerson", "reported", {"Abiy Ahmed", "Isaias Afwerki"}, None, "Asmara"),
    ),
    (
        "The palace neither confirmed nor denied that Joko Widodo had met Anwar Ibrahim in Penang.",
        ("InPerson", "reported", {"Joko Widodo", "Anwar Ibrahim"}, None, "Penang"),
    ),
    (
        "Foreign Minister Bui Thanh Son called on President Prabowo Subianto in Jakarta on Tuesday.",
        ("InPerson", "held", {"Bui Thanh Son", "Prabowo Subianto"}, "on Tuesday", "Jakarta"),
    ),
    (
        "Donald Trump had a face-to-face chat with Keir Starmer in London.",
        ("InPerson", "held", {"Donald Trump", "Keir Starmer"}, None, "London"),
    ),
    (
        "Narendra Modi said that Shehbaz Sharif had accepted the map at their meeting in Simla on Monday.",
        ("InPerson", "held", {"Narendra Modi", "Shehbaz Sharif"}, "on Monday", "Simla"),
    ),
    (
        "Gabriel Boric phoned Javier Milei on Sunday, for the first time since March.",
        ("PhoneCall", "held", {"Gabriel Boric", "Javier Milei"}, "on Sunday", None),
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[text[:40] for text, _ in TOLD])
def test_told(text: str, expected: tuple[str, str, set[str], str | None, str | None]) -> None:
    assert brief(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Chad's cabinet met on Friday to approve the budget.",
        "The new rules do not meet the expectations of Brussels.",
        "Lula said he was ready to meet Maduro.",
        "South Sudan's Salva Kiir has never met Abiy Ahmed.",
        "Australia beat New Zealand when the two sides met in Perth on Saturday.",
        "Anthony Albanese spoke to reporters in Darwin on Monday.",
        "Mette Frederiksen called the deal a disgrace.",
        "Ties between Ankara and Cairo have improved.",
        "Egypt called for talks between the warring generals.",
        "Asked whether he had met Haftar in Tobruk, the envoy smiled.",
        "Emmanuel Macron often meets Olaf Scholz.",
        "Lula will say nothing until he meets Maduro.",
        "Volunteers visited the shrine at dawn.",
        "The president held a news conference in Lusaka on Monday.",
        "Norway received praise for its aid.",
        "Narendra Modi left Colombo without meeting Mahinda Rajapaksa.",
        "Viktor Orban failed to meet Robert Fico in Bratislava.",
        "Viktor Orban refused to meet Robert Fico in Bratislava.",
        "Has the chancellor spoken with Emmanuel Macron about the pipeline?",
        "Will Joko Widodo meet Anwar Ibrahim in Penang?",
        "Prabowo Subianto called on Hamas to free the hostages.",
        "President Bola Tinubu chaired a meeting of the Federal Executive Council on Monday.",
        "The European Commission met on Tuesday to discuss tariffs.",
        "Donald Trump and Xi Jinping should sit down together.",
    ],
)
def test_not_told(text: str) -> None:
    assert brief(text) == []


def test_the_talks_are_the_meeting_and_they_are_its_parties() -> None:
    text = (
        "Giorgia Meloni met Kais Saied in Tunis on Monday. The talks lasted two hours. "
        "They agreed to meet again in June."
    )
    events, names = found(text)
    assert [len(one.evidence) for one in events] == [2, 1]
    assert [one.status for one in events] == [MeetingStatus.HELD, MeetingStatus.PLANNED]
    assert {names[one] for one in events[1].participants} == {"Giorgia Meloni", "Kais Saied"}


def test_an_aggregate_is_counted_and_dated_back_from_publication() -> None:
    events, _ = found("Keir Starmer has met Ursula von der Leyen more than ten times in the past two years.")
    (one,) = events
    assert one.count == 11
    assert one.when is not None and str(one.when.value) == "2022-05-17/2024-05-17"
    assert one.when.approximate


def test_topics_are_words_of_the_text() -> None:
    text = "Officials from India and China held talks in Geneva last week on their border dispute."
    events, _ = found(text)
    assert [text[span.begin : span.end] for span in events[0].topics] == ["their border dispute"]


def test_evidence_is_the_clause() -> None:
    text = "Pedro Sanchez met Antonio Costa in Porto and the stock market in Madrid fell by a tenth."
    events, _ = found(text)
    begin, end = events[0].evidence[0].begin, events[0].evidence[0].end
    assert text[begin:end] == "Pedro Sanchez met Antonio Costa in Porto"


def test_organizer_of_a_summit_takes_no_part_by_that() -> None:
    events, names = found("The ASEAN summit will open in Vientiane on October 8.")
    assert names[events[0].organizer or ""] == "ASEAN"


def test_those_left_out() -> None:
    text = "Dialogue on the dam went on: Egypt held talks with Sudan in Juba, leaving Ethiopia out of the talks."
    events, names = found(text)
    assert {names[one] for event in events for one in event.absent} == {"Ethiopia"}
    assert all("Ethiopia" not in {names[one] for one in event.participants} for event in events)


def proposal(text: str, trigger: str, *who: str, confidence: float = 0.9, proposed: bool = False) -> MeetingProposal:
    def span(words: str) -> Span:
        begin = text.index(words)
        return Span(begin, begin + len(words))

    people = tuple(span(one) for one in who)
    return MeetingProposal(
        span(trigger), MeetingKind.IN_PERSON, MeetingStatus.HELD, people, proposed=proposed, confidence=confidence
    )


CLASP = "Nikol Pashinyan and Ilham Aliyev clasped hands under the palms of Dubai."


def parties(text: str, *proposals: MeetingProposal) -> list[set[str]]:
    events, names = found(text, proposals)
    return [{names[actor] for actor in event.participants} for event in events]


@pytest.mark.parametrize(
    ("confidence", "proposed", "taken"), [(0.99, False, True), (0.3, False, False), (0.99, True, False)]
)
def test_proposals_of_another_reader(confidence: float, proposed: bool, taken: bool) -> None:
    one = proposal(CLASP, "clasped hands", "Nikol Pashinyan", "Ilham Aliyev", confidence=confidence, proposed=proposed)
    assert parties(CLASP, one) == ([{"Nikol Pashinyan", "Ilham Aliyev"}] if taken else [])


def test_a_proposal_adds_a_party_that_the_rules_do_not_see() -> None:
    text = "William Ruto was in Entebbe, where Yoweri Museveni gave him lunch on Tuesday: a working lunch."
    one = proposal(text, "working lunch", "William Ruto", "Yoweri Museveni", confidence=0.99)
    assert {"William Ruto", "Yoweri Museveni"} in parties(text, one)


def test_matters_and_places_are_no_parties() -> None:
    text = "Sergei Lavrov and Hakan Fidan held talks on Syria at the United Nations on Tuesday."
    words = ("Sergei Lavrov", "Hakan Fidan", "Syria", "United Nations")
    assert parties(text, proposal(text, "talks", *words, confidence=0.99)) == [{"Sergei Lavrov", "Hakan Fidan"}]


@pytest.mark.parametrize(
    "text",
    [
        "Nicolas Maduro said that he was ready to meet Gustavo Petro.",
        "Nicolas Maduro offered a meeting with Gustavo Petro.",
        "In football, Al Ahly meet Esperance in the second round of the cup after beating Wydad in the first match.",
    ],
)
def test_wishes_and_matches_stay_out_however_sure_another_reader_is(text: str) -> None:
    trigger = "meeting" if "meeting" in text else "meet"
    assert parties(text, proposal(text, trigger, confidence=0.999)) == []


def test_one_meeting_for_each_trigger() -> None:
    text = "Sauli Niinisto had a phone call with Jonas Store on Monday."
    both = (
        proposal(text, "phone call", "Sauli Niinisto", "Jonas Store", confidence=0.95),
        proposal(text, "call", "Sauli Niinisto", "Jonas Store", confidence=0.9),
    )
    assert parties(text, *both) == [{"Sauli Niinisto", "Jonas Store"}]


def test_evidence_and_participants_stand_in_the_document() -> None:
    text = "Sauli Niinisto met Jonas Store in Oslo. The two leaders discussed Finland's border with Russia."
    document = Document("test.txt", text, "0" * 64, published=PUBLISHED)
    known = lexicon.load()
    doc: Doc = read(build_nlp(), document)
    cast = actors.find(doc, document, known)
    mentions = meetings.find(doc, document, known, cast, ())
    ids = set(Casting(cast).actors)
    assert mentions
    for one in mentions:
        assert set(one.participants) <= ids
        assert one.evidence.begin <= one.trigger.begin < one.trigger.end <= one.evidence.end
        assert 0 < one.confidence <= 1


def test_same_words_same_result(parse: Callable[[str], Doc]) -> None:
    assert brief(TOLD[0][0]) == brief(TOLD[0][0])


def who_met(text: str) -> list[set[str]]:
    events, names = found(text)
    return [{names[actor] for actor in one.participants} for one in events]


GUTERRES, RUTO, MUSEVENI = "Antonio Guterres", "William Ruto", "Yoweri Museveni"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "William Ruto and Yoweri Museveni met separately with Antonio Guterres in New York on Monday.",
            [{GUTERRES, RUTO}, {GUTERRES, MUSEVENI}],
        ),
        ("Antonio Guterres phoned William Ruto and Yoweri Museveni.", [{GUTERRES, RUTO}, {GUTERRES, MUSEVENI}]),
        (
            "Antonio Guterres held phone calls with William Ruto and Yoweri Museveni.",
            [{GUTERRES, RUTO}, {GUTERRES, MUSEVENI}],
        ),
        ("Antonio Guterres met William Ruto and Yoweri Museveni in Entebbe.", [{GUTERRES, RUTO, MUSEVENI}]),
        (
            "William Ruto and Yoweri Museveni met on the sidelines of the African Union summit in Addis Ababa.",
            [{RUTO, MUSEVENI}],
        ),
    ],
)
def test_one_meeting_for_each_pair(text: str, expected: list[set[str]]) -> None:
    assert sorted(map(sorted, who_met(text))) == sorted(map(sorted, expected))


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Isaias Afwerki declined to attend talks with Abiy Ahmed in Nairobi on Monday.", {"Isaias Afwerki"}),
        ("Nikol Pashinyan refused to take part in the CIS summit in Bishkek on Friday.", {"Nikol Pashinyan"}),
        ("Rwanda boycotted the talks between Congo and Uganda in Luanda.", {"Rwanda"}),
        ("Hamas did not take part in last week's talks in Doha.", {"Hamas"}),
        ("Serbia was not invited to the summit of the European Union in Tirana on Friday.", {"Serbia"}),
        ("Nayib Bukele stayed away from the Summit of the Americas in Lima in May.", {"Nayib Bukele"}),
        ("Nayib Bukele attended the Summit of the Americas in Lima in May.", set()),
    ],
)
def test_those_who_stay_away(text: str, absent: set[str]) -> None:
    events, names = found(text)
    assert {names[one] for event in events for one in event.absent} == absent
    assert not any(names[one] in absent for event in events for one in event.participants)
    assert {event.status for event in events} == {MeetingStatus.HELD}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Italian Prime Minister Giorgia Meloni is visiting Cairo this week. Meloni last visited Cairo in 2022.", 2),
        ("Keir Starmer has spoken on the phone to Masoud Pezeshkian. Hamas shunned last week's talks in Doha.", 2),
        ("Giorgia Meloni met Kais Saied in Tunis on Monday. The talks lasted two hours.", 1),
    ],
)
def test_what_is_another_event(text: str, expected: int) -> None:
    assert len(brief(text)) == expected


def test_the_next_round_has_the_parties_of_the_talks() -> None:
    events, names = found(
        "Egypt and Ethiopia held talks in Kinshasa last week. The next round of talks will be held in Cairo on June 3."
    )
    assert [{names[one] for one in event.participants} for event in events] == [{"Egypt", "Ethiopia"}] * 2
    assert events[1].inferred == ("participants",)


def test_what_lacks_a_party_is_unsure() -> None:
    events, _ = found("Ursula von der Leyen met rebel commanders in Goma on Tuesday.")
    assert events
    assert all(one.confidence <= 0.5 for one in events)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Washington's contacts with Tehran go on.", 0),
        ("Edi Rama briefed the reporters on Kosovo's talks with Serbia.", 0),
        ("Edi Rama is in advanced talks with Serbia, he said.", 0),
        ("Edi Rama briefed the reporters on Kosovo's talks with Serbia in Ohrid on Monday.", 1),
        ("Edi Rama held talks with Aleksandar Vucic, he said.", 1),
    ],
)
def test_dealings_that_go_on_are_no_event(text: str, number: int) -> None:
    events, _ = found(text)
    assert len(events) == number


def test_examples_of_meetings_are_events_with_the_same_parties() -> None:
    events, names = found(
        "William Ruto and Yoweri Museveni spoke by phone on Sunday. The two leaders also confirmed the schedule of "
        "upcoming meetings, including independence celebrations in Kampala, and a summit of the African Union."
    )
    planned = [event for event in events if event.status.value == "planned"]
    assert len(planned) == 2
    assert [{names[one] for one in event.participants} for event in planned] == [
        {"William Ruto", "Yoweri Museveni"}
    ] * 2


def test_persons_and_days_are_no_topics() -> None:
    text = "Foreign Minister Bui Thanh Son paid a courtesy call on President Prabowo Subianto on Tuesday."
    assert [one.topics for one in found(text)[0]] == [()]


def test_the_medium_is_no_topic() -> None:
    text = "Talks over phone between Xi Jinping and Vladimir Putin on Monday dealt with trade."
    assert all("phone" not in text[topic.begin : topic.end] for one in found(text)[0] for topic in one.topics)


def test_a_sentence_of_very_many_meetings_is_read() -> None:
    events, _ = found("Xi Jinping met Vladimir Putin in Moscow on Monday, and " * 150)
    assert len(events) == 1
