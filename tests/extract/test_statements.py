"""Statements out of proposals and a cast: speakers, form, sources that pass on, addressees, layers."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from spacy.tokens import Doc

from diplograph.extract import statements
from diplograph.lexicon import reporting
from diplograph.model import (
    Actor,
    ActorType,
    Attribution,
    Cast,
    Document,
    Form,
    Interval,
    Mention,
    MentionKind,
    Mode,
    Span,
    Statement,
    Timex,
)

LEXICON = SimpleNamespace(reporting=reporting.load())

Row = dict[str, object]
Reading = Callable[..., list[Row]]

# name: (type, words by which the texts below mean it)
ACTORS = {
    "Ingrid Solberg": (ActorType.PERSON, ["Ingrid Solberg", "Solberg", "She", "she", "the premier"]),
    "Pablo Rojas": (ActorType.PERSON, ["Pablo Rojas", "Rojas"]),
    "Norway": (ActorType.STATE, ["Norway", "Oslo"]),
    "Chile": (ActorType.STATE, ["Chile", "Santiago"]),
    "Ministry": (ActorType.GOVERNMENT, ["The ministry", "the ministry", "ministry"]),
    "NTB": (ActorType.MEDIA, ["NTB", "the news agency"]),
    "El Faro": (ActorType.MEDIA, ["El Faro", "the newspaper"]),
}


def cast_of(text: str) -> Cast:
    actors = []
    for number, (name, (kind, wordings)) in enumerate(ACTORS.items(), 1):
        spans: list[Span] = []
        for wording in wordings:
            for hit in re.finditer(rf"\b{wording}\b", text):
                span = Span(*hit.span())
                if not any(span.begin < other.end and other.begin < span.end for other in spans):
                    spans.append(span)
        if spans:
            mentions = tuple(Mention(span, MentionKind.NAME) for span in sorted(spans))
            actors.append(Actor(f"a{number}", name, kind, mentions))
    return Cast(tuple(actors))


@pytest.fixture
def read(parse: Callable[[str], Doc]) -> Reading:
    def reading(
        text: str, proposals: tuple[Attribution, ...] = (), timexes: tuple[Timex, ...] = ()
    ) -> list[dict[str, object]]:
        cast = cast_of(text)
        names = {actor.id: actor.name for actor in cast.actors}
        document = Document("test.txt", text, "0" * 64)
        found = statements.find(parse(text), document, LEXICON, cast, timexes, proposals)  # type: ignore[arg-type]

        def as_row(one: Statement) -> dict[str, object]:
            return {
                "speakers": [names[each] for each in one.speakers],
                "content": " [...] ".join(text[span.begin : span.end] for span in one.content),
                "form": one.form,
                "via": [names[each] for each in one.via],
                "addressee": [names[each] for each in one.addressee],
                "about": [names[each] for each in one.about],
                "inferred": list(one.inferred),
                "statement": one,
            }

        return [as_row(one) for one in found]

    return reading


TABLE: list[tuple[str, list[dict[str, object]]]] = [
    (
        "Solberg said the fish would be shared.",
        [{"speakers": ["Ingrid Solberg"], "content": "the fish would be shared", "form": Form.INDIRECT, "via": []}],
    ),
    (
        "“The fish belong to everybody,” Solberg told Rojas.",
        [{"content": "The fish belong to everybody", "form": Form.DIRECT, "addressee": ["Pablo Rojas"]}],
    ),
    (
        "Solberg said the fish “belong to everybody”.",
        [{"content": "the fish “belong to everybody”", "form": Form.MIXED}],
    ),
    (
        'Solberg said the fish "belong to everybody” and left early.',
        [{"speakers": ["Ingrid Solberg"], "form": Form.MIXED}],
    ),
    (
        "Solberg told the newspaper that the fish would be shared.",
        [{"via": ["El Faro"], "addressee": ["El Faro"], "inferred": ["via"]}],
    ),
    (
        "Solberg has called Rojas “a good loser”.",
        [{"content": "“a good loser”", "form": Form.MIXED, "about": ["Pablo Rojas"]}],
    ),
    ("Norway and Chile agreed to share the fish.", [{"speakers": ["Norway", "Chile"], "content": "to share the fish"}]),
    (  # a medium that only passes on speech is no speaker
        "Solberg promised to share the fish, NTB reported.",
        [{"speakers": ["Ingrid Solberg"], "content": "to share the fish", "via": ["NTB"]}],
    ),
    (  # a medium that reports an event is one
        "Solberg flew to Santiago on Monday, NTB reported.",
        [{"speakers": ["NTB"], "content": "Solberg flew to Santiago on Monday"}],
    ),
    (  # an outer speaker who is no medium stays
        "Solberg promised to share the fish, the ministry said.",
        [{"speakers": ["Ingrid Solberg"], "via": ["Ministry"]}, {"speakers": ["Ministry"]}],
    ),
    (  # who passes on goes on passing on
        "According to NTB, Solberg said that the fish were fine. She also said that the boats were old.",
        [{"via": ["NTB"], "inferred": []}, {"via": ["NTB"], "inferred": ["via"]}],
    ),
    (  # what was issued stands for its issuer
        "The ministry issued a statement on Monday. The fish were counted, the statement said.",
        [{"speakers": ["Ministry"], "content": "The fish were counted", "inferred": ["speaker"]}],
    ),
    (
        "Solberg said the plan “has limits,” but did not elaborate.",
        [{"content": "the plan “has limits,”", "form": Form.MIXED}],
    ),
    (
        "Solberg accused Rojas of lying but conceded that the fish were small.",
        [{"content": "of lying", "about": ["Pablo Rojas"]}, {"content": "the fish were small"}],
    ),
    ("The fish were counted, the statement said.", []),
    ("The fish were counted, a fisherman said.", []),  # nobody known
    ("Solberg declined to comment on the fish.", []),
    ("Asked whether the fish were fine, Solberg said they were not.", [{"content": "they were not"}]),
    (
        "“The fish are fine,” Solberg said. “The boats are not.”",
        [{"content": "The fish are fine [...] The boats are not", "form": Form.DIRECT}],
    ),
    (
        "“The fish are fine,” the newspaper quoted Solberg as saying.",
        [{"speakers": ["Ingrid Solberg"], "via": ["El Faro"], "form": Form.DIRECT}],
    ),
    (
        "Solberg said the fish were fine, adding that the boats were old.",
        [{"content": "the fish were fine"}, {"content": "the boats were old"}],
    ),
    (
        "In an interview with El Faro, Solberg said the fish would be shared.",
        [{"speakers": ["Ingrid Solberg"], "via": ["El Faro"], "addressee": ["El Faro"], "inferred": ["via"]}],
    ),
    (
        "Solberg said in remarks carried by NTB that the fish would be shared.",
        [{"speakers": ["Ingrid Solberg"], "via": ["NTB"], "addressee": []}],
    ),
    (  # an interview that is spoken of is no occasion
        "Solberg said an interview with El Faro had been put off.",
        [{"speakers": ["Ingrid Solberg"], "via": [], "addressee": []}],
    ),
    (  # what is joined to an infinitive in the past tense goes on with the speaker
        "Solberg said Chile would count the fish and urged Rojas to keep the port open.",
        [{"speakers": ["Ingrid Solberg"]}, {"speakers": ["Ingrid Solberg"], "addressee": ["Pablo Rojas"]}],
    ),
    (  # a report is no statement issued before
        "The ministry issued a statement on Monday. The fish were counted, a report said.",
        [],
    ),
    (
        "The report, published by El Faro, said the fish were counted.",
        [{"speakers": ["El Faro"], "content": "the fish were counted", "inferred": []}],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_find(read: Reading, text: str, expected: list[dict[str, object]]) -> None:
    found = read(text)
    wanted = [{key: row[key] for key in want} for row, want in zip(found, expected, strict=False)]
    assert (len(found), wanted) == (len(expected), expected)


def _span(text: str, words: str) -> tuple[Span, ...]:
    return (Span(text.index(words), text.index(words) + len(words)),)


def test_proposals_count_where_no_rule_reads(read: Reading) -> None:
    text = "In the corridor the premier let slip that the fish were gone."
    proposal = Attribution(
        _span(text, "the premier"), _span(text, "let slip"), _span(text, "that the fish were gone"), "test", 0.95
    )
    (row,) = read(text, (proposal,))
    statement = row["statement"]
    assert isinstance(statement, Statement)
    assert (row["content"], statement.rule) == ("the fish were gone", "test")


def test_what_the_reader_calls_negated_or_to_come_is_no_statement(read: Reading) -> None:
    text = "The premier was silent on fish."
    for negated in (True, False):
        proposal = Attribution(
            _span(text, "The premier"),
            _span(text, "was silent"),
            _span(text, "on fish"),
            "test",
            0.9,
            negated=negated,
            prospective=not negated,
        )
        assert read(text, (proposal,)) == []


def test_a_surer_rule_replaces_a_doubtful_reading(read: Reading) -> None:
    text = "Solberg said the fish were fine. The boats were old."
    doubtful = Attribution(_span(text, "Solberg"), _span(text, "said"), _span(text, "The boats were old"), "test", 0.2)
    assert [row["content"] for row in read(text, (doubtful,))] == ["the fish were fine"]


def test_only_a_time_of_the_saying_dates_it(read: Reading) -> None:
    from datetime import date

    text = "Solberg said on Tuesday that the boats had sailed on Sunday."
    day = date(2031, 5, 6)
    tuesday = Timex(_span(text, "Tuesday")[0], Interval(day, day))
    sunday = Timex(_span(text, "Sunday")[0], None)
    (row,) = read(text, timexes=(tuesday, sunday))
    (late,) = read("Solberg said the boats had sailed on Sunday.", timexes=())
    assert isinstance(row["statement"], Statement) and isinstance(late["statement"], Statement)
    assert (row["statement"].when, late["statement"].when) == (tuesday, None)


def test_attitudes_are_marked(read: Reading) -> None:
    (row,) = read("Oslo fears that the fish will leave.")
    assert isinstance(row["statement"], Statement)
    assert row["statement"].mode is Mode.ATTITUDE


def test_a_thousand_open_marks(read: Reading) -> None:
    text = "Solberg said the fish were fine. " + "“ and " * 1000
    assert read(text)[0]["speakers"] == ["Ingrid Solberg"]


def _open(text: str, source: str, confidence: float) -> tuple[Attribution, ...]:
    cue, content = _span(text, "said"), _span(text, "the ferry had sunk")
    return (Attribution(_span(text, source), cue, content, "encoder:speech", confidence),)


@pytest.mark.parametrize(
    ("source", "confidence", "speakers"),
    [
        ("The skipper", 0.95, [()]),  # nobody known: stated, with the speaker left open
        ("The skipper", 0.6, []),
        ("Nobody", 0.95, []),
        ("Solberg", 0.95, [("a1",)]),
    ],
)
def test_sources_nobody_knows(
    parse: Callable[[str], Doc], source: str, confidence: float, speakers: list[tuple[str, ...]]
) -> None:
    text = f"{source} said the ferry had sunk."
    document = Document("test.txt", text, "0" * 64)
    proposals = _open(text, source, confidence)
    said = statements.find(parse(text), document, LEXICON, cast_of(text), (), proposals)  # type: ignore[arg-type]
    assert [one.speakers for one in said] == speakers
    assert all(one.speaker_span == _span(text, source)[0] for one in said)


def test_who_is_told_says_nothing(parse: Callable[[str], Doc]) -> None:
    text = "Solberg was told that the ferry had sunk."
    proposal = Attribution(
        _span(text, "Solberg"), _span(text, "was told"), _span(text, "that the ferry had sunk"), "encoder:speech", 0.95
    )
    document = Document("test.txt", text, "0" * 64)
    assert statements.find(parse(text), document, LEXICON, cast_of(text), (), (proposal,)) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Solberg called the ferry a wreck and left for Oruro.", "a wreck"),
        (
            "Solberg said the ferry had sunk, and that the port was shut.",
            "the ferry had sunk, and that the port was shut",
        ),
    ],
)
def test_what_the_speaker_did_next_is_not_said(parse: Callable[[str], Doc], text: str, content: str) -> None:
    verb = "called" if "called" in text else "said"
    rest = text[text.index(verb) + len(verb) + 1 : -1].removeprefix("the ferry ") if verb == "called" else None
    words = rest or text[text.index("the ferry") : -1]
    proposal = Attribution(_span(text, "Solberg"), _span(text, verb), _span(text, words), "encoder:speech", 0.95)
    document = Document("test.txt", text, "0" * 64)
    said = statements.find(parse(text), document, LEXICON, cast_of(text), (), (proposal,))  # type: ignore[arg-type]
    assert [[text[span.begin : span.end] for span in one.content] for one in said] == [[content]]


def _said(text: str, source: str, cue: str, *content: str, confidence: float = 0.95) -> Attribution:
    pieces = tuple(_span(text, one)[0] for one in content)
    return Attribution(_span(text, source), _span(text, cue), pieces, "encoder:speech", confidence)


def test_quoted_as_saying_is_one_statement(read: Reading) -> None:
    text = 'The newspaper quoted Rojas as saying that "the fish are ours".'
    [found] = read(text, (_said(text, "The newspaper", "quoted", 'Rojas as saying that "the fish are ours"'),))
    assert (found["speakers"], found["content"]) == (["Pablo Rojas"], "the fish are ours")


def test_of_one_speaker_who_says_what_he_thinks_the_saying_stays(read: Reading) -> None:
    text = "She believed the fish were fine, Solberg said."
    believed = Attribution(
        _span(text, "She"), _span(text, "believed"), _span(text, "the fish were fine"), "encoder:attitude", 0.99
    )
    [found] = read(text, (believed, _said(text, "Solberg", "said", "She believed the fish were fine")))
    assert found["content"] == "She believed the fish were fine"


def test_the_terms_of_a_talk_are_not_said(read: Reading) -> None:
    text = "The fish are fine, Rojas said, asking not to be named in print."
    [found] = read(text, (_said(text, "Rojas", "said", "The fish are fine", "asking not to be named in print"),))
    assert found["content"] == "The fish are fine"


def test_a_second_piece_stays_where_something_is_told_within_it(read: Reading) -> None:
    text = "He bears no grudge, Rojas insisted, and would welcome the fish as “a gift”."
    proposals = (
        _said(text, "Rojas", "insisted", "He bears no grudge", "and would welcome the fish as “a gift”"),
        _said(text, "Rojas", "would welcome", "the fish as “a gift”", confidence=0.8),
    )
    assert read(text, proposals)[0]["content"] == "He bears no grudge [...] and would welcome the fish as “a gift”"


def test_a_rule_whose_source_nobody_is_changes_nothing(read: Reading) -> None:
    text = "Solberg, for whom the fish matter, asked the harbour to open."
    [found] = read(text, (_said(text, "Solberg", "asked", "to open"),))
    assert found["speakers"] == ["Ingrid Solberg"]
