"""Interviews and briefings: turns, who speaks them, what is a statement."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc

from diplograph.extract import transcripts
from diplograph.model import Actor, ActorType, Cast, Document, Mention, MentionKind, Span

BRIEFING = (
    "Lena Holm answers questions\n\nQUESTION: Will the ferry sail?\n\nMS HOLM: It will.\n\nIt sails at noon.\n\n"
    "QUESTION: And the other one?\n\nMS HOLM: No.\n\nQUESTION: Why?\n\nMS HOLM: It leaks.\n\n(The briefing ended.)\n"
)
INTERVIEW = (
    "Lena Holm on ferries\n\nQ: Is it safe?\n\nA: I think so.\n\nQ: Sure?\n\nA: Yes.\n\nQ: Really?\n\nA: Ask the crew."
)


def holm(text: str) -> Cast:
    begin = text.index("Lena Holm")
    return Cast((Actor("a1", "Lena Holm", ActorType.PERSON, (Mention(Span(begin, begin + 9), MentionKind.NAME),)),))


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[one.begin : one.end] for one in spans]


def test_turns_of_a_briefing() -> None:
    said = [words(BRIEFING, one.body) for one in transcripts.turns(BRIEFING) if not one.asks]
    assert said == [["It will.", "It sails at noon."], ["No."], ["It leaks."]]


def test_two_labels_make_no_transcript() -> None:
    assert transcripts.turns("NOTE: Rain.\n\nNOTE: Wind.\n\nThe ferry sailed.") == ()


def test_label_is_the_person_with_that_surname(parse: Callable[[str], Doc]) -> None:
    cast = transcripts.with_labels(parse(BRIEFING), Document("t", BRIEFING, "0" * 64), holm(BRIEFING))
    said = [BRIEFING[one.span.begin : one.span.end] for one in cast.actors[0].mentions]
    assert said == ["Lena Holm", "MS HOLM", "MS HOLM", "MS HOLM"]


def test_answers_are_those_of_the_only_person_in_the_title(parse: Callable[[str], Doc]) -> None:
    document = Document("t", INTERVIEW, "0" * 64, title="Lena Holm on ferries", title_span=Span(0, 20))
    cast = transcripts.with_labels(parse(INTERVIEW), document, holm(INTERVIEW))
    assert [INTERVIEW[one.span.begin : one.span.end] for one in cast.actors[0].mentions] == ["Lena Holm", "A", "A", "A"]


def test_answers_of_nobody_known(parse: Callable[[str], Doc]) -> None:
    assert transcripts.with_labels(parse(INTERVIEW), Document("t", INTERVIEW, "0" * 64), Cast()) == Cast()


def test_only_answers_are_proposed(parse: Callable[[str], Doc]) -> None:
    doc = parse(INTERVIEW)
    assert [words(INTERVIEW, one.content) for one in transcripts.proposals(doc)] == [
        ["I think so."],
        ["Yes."],
        ["Ask the crew."],
    ]


def test_turns_inside_a_paragraph() -> None:
    text = "She was asked.\n\nQ: Who did it? A: I did. Q: When? A: On Monday. Q: Why? A: For fun.\n\nIt rained."
    said = [words(text, one.body) for one in transcripts.turns(text) if not one.asks]
    assert said == [["I did."], ["On Monday."], ["For fun."]]


def test_label_of_initials_is_the_person_who_has_them(parse: Callable[[str], Doc]) -> None:
    text = "Lena Holm on ferries\n\nWho?\n\nLH: I.\n\nWhen?\n\nLH: Now.\n\nWhy?\n\nLH: So."
    cast = transcripts.with_labels(parse(text), Document("t", text, "0" * 64), holm(text))
    assert [text[one.span.begin : one.span.end] for one in cast.actors[0].mentions] == ["Lena Holm", "LH", "LH", "LH"]
