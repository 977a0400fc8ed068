"""Content cut short, headings above it, the narrator's clause at its end; what nobody said; whose words they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from spacy.tokens import Doc

from diplograph.extract import statements, statements_bounds
from diplograph.extract.quotations import Quotations
from diplograph.lexicon import reporting
from diplograph.model import (
    Actor,
    ActorType,
    Attribution,
    Cast,
    Document,
    Mention,
    MentionKind,
    Span,
)

LEXICON = SimpleNamespace(reporting=reporting.load())
Parse = Callable[[str], Doc]
PEOPLE = ("Lemke", "Solberg", "Rojas", "Varga")


def span(text: str, words: str) -> Span:
    begin = text.index(words)
    return Span(begin, begin + len(words))


def attribution(text: str, source: str, cue: str, *content: str, negated: bool = False) -> Attribution:
    pieces = tuple(span(text, one) for one in content)
    return Attribution((span(text, source),), (span(text, cue),), pieces, "encoder:speech", 0.96, negated=negated)


def told(parse: Parse, text: str, *proposals: Attribution) -> list[tuple[str, str]]:
    """(speakers, content) of each statement."""
    actors = []
    for number, name in enumerate(PEOPLE, 1):
        mentions = tuple(Mention(Span(*hit.span()), MentionKind.NAME) for hit in re.finditer(name, text))
        actors += [Actor(f"a{number}", name, ActorType.PERSON, mentions)] if mentions else []
    names = {one.id: one.name for one in actors}
    document = Document("x", text, "0" * 64)
    found = statements.find(parse(text), document, LEXICON, Cast(tuple(actors)), (), proposals)  # type: ignore[arg-type]
    return [
        (" ".join(names[who] for who in one.speakers), " … ".join(text[at.begin : at.end] for at in one.content))
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "kept"),
    [
        # taken in part within marks
        (
            "“The road is open. The bridge is not ready for lorries yet,” Lemke said.",
            "Lemke",
            "said",
            ["“The road is open", "not ready for lorries yet,”"],
            "The road is open. The bridge is not ready for lorries yet",
        ),
        # "that" which points
        (
            "That leg of the trip was cut, Lemke said.",
            "Lemke",
            "said",
            ["That leg of the trip was cut"],
            "That leg of the trip was cut",
        ),
        ("Lemke said that talks had begun.", "Lemke", "said", ["that talks had begun"], "talks had begun"),
        ("Rojas was firm; Lemke echoed that position.", "Lemke", "echoed", ["position"], "that position"),
        # what came of it is the narrator's
        (
            "Lemke had hoped to travel on to the coast, but that leg was dropped.",
            "Lemke",
            "had hoped",
            ["to travel on to the coast, but that leg was dropped"],
            "to travel on to the coast",
        ),
        (
            "Lemke said the road was open, but the bridge was closed.",
            "Lemke",
            "said",
            ["the road was open, but the bridge was closed"],
            "the road was open, but the bridge was closed",
        ),
        # the time of a live blog's entry
        (
            "17.30 GMT\nThe port has been closed for the day, Lemke says.",
            "Lemke",
            "says",
            ["17.30 GMT\nThe port has been closed for the day"],
            "The port has been closed for the day",
        ),
        # only the subject was taken
        (
            "Lemke said the offer, first made public in May, was real.",
            "Lemke",
            "said",
            ["the offer"],
            "the offer, first made public in May, was real",
        ),
        # an aside parts the auxiliary from its verb
        (
            "Lemke told them that the group had, by its own account, accepted the list.",
            "Lemke",
            "told",
            ["that the group had"],
            "the group had … accepted the list",
        ),
        (
            "Lemke had warned that autumn that the dam would break.",
            "Lemke",
            "had warned",
            ["that autumn that the dam would break"],
            "the dam would break",
        ),
        # a headline ends with its line
        (
            "Lemke: port to reopen “within days”\nOSLO - The port was shut in May.",
            "Lemke",
            ":",
            ["port to reopen “within days”\nOSLO - The port"],
            "port to reopen “within days”",
        ),
        ("Lemke warns Solberg over the dam.", "Lemke", "warns", ["Solberg over the dam"], "the dam"),
        # who was spoken to is no part of what was said
        (
            "The envoy with a weakness for hats was told by Lemke, “You were here in May.”",
            "Lemke",
            "told by",
            ["with a weakness for hats", "“You were here in May.”"],
            "You were here in May",
        ),
    ],
)
def test_content(parse: Parse, text: str, source: str, cue: str, content: list[str], kept: str) -> None:
    assert told(parse, text, attribution(text, source, cue, *content)) == [("Lemke", kept)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Lemke said much the same.", "Lemke", "said", "much the same"),
        ("Lemke: what we know", "Lemke", ":", "what we know"),
        ("By then Lemke had ended his support for the dam.", "Lemke", "support", "for the dam"),
        (
            "Lemke will fly to Oslo to urge the cabinet to reopen the port.",
            "Lemke",
            "urge",
            "the cabinet to reopen the port",
        ),
        ("Lemke, charged with drawing up the line, arrived.", "Lemke", "charged", "with drawing up the line"),
        (
            "An earlier version of this article said the port was shut.",
            "An earlier version of this article",
            "said",
            "the port was shut",
        ),
        ("Lemke wished to remain unnamed.", "Lemke", "wished", "to remain unnamed"),
        ("Lemke did not say the road was open.", "Lemke", "did not say", "the road was open"),
    ],
)
def test_nobody_said_it(parse: Parse, text: str, source: str, cue: str, content: str) -> None:
    negated = " not " in cue
    assert told(parse, text, attribution(text, source, cue, content, negated=negated)) == []


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "negated"),
    [
        ("Lemke would only say that the talks were frank.", "Lemke", "would only say", "the talks were frank", False),
        ("Lemke does not think the dam will hold.", "Lemke", "does not think", "the dam will hold", True),
    ],
)
def test_somebody_said_it(parse: Parse, text: str, source: str, cue: str, content: str, negated: bool) -> None:
    assert told(parse, text, attribution(text, source, cue, content, negated=negated)) == [("Lemke", content)]


def test_who_is_quoted_is_no_content(parse: Parse) -> None:
    text = "Last week Lemke, a veteran of the talks, was quoted by Rojas as saying his side would pull back."
    said = told(
        parse,
        text,
        attribution(
            text, "Rojas", "was quoted by", "Last week Lemke, a veteran of the talks", "his side would pull back"
        ),
    )
    assert said == [("Lemke", "his side would pull back")]


def test_writer_warns_and_not_who_is_written_to(parse: Parse) -> None:
    text = "Lemke wrote to fellow ministers warning of a new war."
    said = told(parse, text, attribution(text, "fellow ministers", "warning of", "a new war"))
    assert said == [("Lemke", "a new war")]


def test_speaker_parted_from_the_clause_before(parse: Parse) -> None:
    text = "Lemke took over and told him, Rojas recalled, that the answer was yes."
    said = told(parse, text, attribution(text, "Rojas", "recalled", "that the answer was yes"))
    assert ("Rojas", "the answer was yes") in said
    assert all(who != "Lemke" or content != "recalled" for who, content in said)


def test_report_is_whose_name_it_bears(parse: Parse) -> None:
    text = "Solberg would not comment on a Varga report that the envoys had met in June."
    said = told(parse, text, attribution(text, "Solberg", "report", "that the envoys had met in June"))
    assert said == [("Varga", "the envoys had met in June")]


@pytest.mark.parametrize(
    ("text", "piece", "kept"),
    [
        ("17.30 GMT\nThe port is shut", "17.30 GMT\nThe port is shut", "The port is shut"),
        ("MOST READ\nChancellor hails cheap fuel", "MOST READ\nChancellor", "Chancellor"),
        ("the port of\nOslo", "the port of\nOslo", "Oslo"),
        ("the port is shut,\nLemke", "the port is shut,\nLemke", "the port is shut,\nLemke"),
        ("the port\nis shut", "the port\nis shut", "the port\nis shut"),
    ],
)
def test_below_heading(text: str, piece: str, kept: str) -> None:
    found = statements_bounds.below_heading(text, span(text, piece), Quotations(text))
    assert text[found.begin : found.end] == kept


def test_name_in_a_phrase_is_no_second_speaker(parse: Parse) -> None:
    text = "Adviser Lemke, after a call on Chairman Rojas yesterday, said the small states were tired."
    found = told(parse, text, attribution(text, "Adviser Lemke", "said", "the small states were tired"))
    assert found == [("Lemke", "the small states were tired")]


def test_what_is_told_of_what_was_told(parse: Parse) -> None:
    text = "Lemke said Rojas told Solberg, who was in town, that the pact was dead."
    found = told(
        parse,
        text,
        attribution(text, "Lemke", "said", "that the pact was dead"),
        attribution(text, "Rojas", "told", "that the pact was dead"),
    )
    assert found == [
        ("Lemke", "Rojas told Solberg, who was in town, that the pact was dead"),
        ("Rojas", "the pact was dead"),
    ]


def test_what_was_reported_stands_before(parse: Parse) -> None:
    text = "The offer, first reported by Rojas, was real."
    assert told(parse, text, attribution(text, "Rojas", "reported by", "was real")) == []


def test_decision_of_another_stands_within_what_is_said(parse: Parse) -> None:
    text = "Lemke said that she was encouraged by Rojas's decision to ratify the pact."
    found = told(
        parse,
        text,
        attribution(text, "Lemke", "said", "that she was encouraged by Rojas's decision to ratify the pact"),
        replace(attribution(text, "Rojas's", "decision", "to ratify the pact"), confidence=0.85),
    )
    assert ("Rojas", "to ratify the pact") in found


def test_quotation_of_who_speaks_next(parse: Parse) -> None:
    text = "“Will there be a deal?” Rojas shouted. “Ask me on Friday,” Lemke said."
    found = told(
        parse,
        text,
        attribution(text, "Rojas", "shouted", "“Will there be a deal?”", "“Ask me on Friday,”"),
        attribution(text, "Lemke", "said", "“Ask me on Friday,”"),
    )
    assert found == [("Rojas", "Will there be a deal?"), ("Lemke", "Ask me on Friday")]


def test_words_that_another_governs_are_not_borrowed(parse: Parse) -> None:
    text = "Lemke offered to host the talks and Rojas agreed."
    found = told(
        parse,
        text,
        attribution(text, "Lemke", "offered", "to host the talks"),
        attribution(text, "Rojas", "agreed", "to host the talks"),
    )
    assert found == [("Lemke", "to host the talks")]


@pytest.mark.parametrize(
    ("text", "piece", "kept"),
    [
        ("The cabinet, said Lemke, has resigned.", "The cabinet", ["The cabinet", "has resigned"]),
        ("The cabinet has resigned, said Lemke, for good.", "The cabinet has resigned", ["The cabinet has resigned"]),
        ("The cabinet, said Lemke, a minister.", "The cabinet", ["The cabinet"]),
    ],
)
def test_both_sides(parse: Parse, text: str, piece: str, kept: list[str]) -> None:
    cue, source = [span(text, "said")], [span(text, "Lemke")]
    found = statements_bounds.both_sides(parse(text), [span(text, piece)], cue, source, Quotations(text))
    assert [text[one.begin : one.end] for one in found] == kept


def test_who_is_quoted_by_whom(parse: Parse) -> None:
    text = "“The pact is dead,” the mayor, Lemke, was quoted as saying by Rojas, who was there."
    (said,) = told(parse, text, attribution(text, "the mayor, Lemke,", "was quoted as saying", "“The pact is dead,”"))
    assert said == ("Lemke", "The pact is dead")
