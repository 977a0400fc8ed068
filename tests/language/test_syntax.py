"""The tree adapter: the same answers for ClearNLP and for Universal Dependencies labels."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc, Token

from diplograph.language import syntax


class Tree(NamedTuple):
    """A hand-made parse. rows: word, part of speech, tag, head, label."""

    rows: str

    def doc(self) -> Doc:
        rows = [line.split() for line in self.rows.strip().splitlines()]
        return Doc(
            English().vocab,
            words=[row[0] for row in rows],
            pos=[row[1] for row in rows],
            tags=[row[2] for row in rows],
            heads=[int(row[3]) for row in rows],
            deps=[row[4] for row in rows],
        )


CLEAR = Tree("""
Xi PROPN NNP 3 nsubj
and CCONJ CC 0 cc
Putin PROPN NNP 0 conj
told VERB VBD 3 ROOT
Modi PROPN NNP 3 dative
that SCONJ IN 8 mark
talks NOUN NNS 8 nsubjpass
were AUX VBD 8 auxpass
held VERB VBN 3 ccomp
by ADP IN 8 agent
Oman PROPN NNP 9 pobj
in ADP IN 8 prep
Muscat PROPN NNP 11 pobj
""")
UNIVERSAL = Tree("""
Xi PROPN NNP 3 nsubj
and CCONJ CC 2 cc
Putin PROPN NNP 0 conj
told VERB VBD 3 ROOT
Modi PROPN NNP 3 iobj
that SCONJ IN 8 mark
talks NOUN NNS 8 nsubj:pass
were AUX VBD 8 aux:pass
held VERB VBN 3 ccomp
by ADP IN 10 case
Oman PROPN NNP 8 obl:agent
in ADP IN 12 case
Muscat PROPN NNP 8 obl
""")


def words(tokens: list[Token]) -> list[str]:
    return [token.text for token in tokens]


@pytest.mark.parametrize("tree", [CLEAR, UNIVERSAL], ids=["ClearNLP", "UD"])
def test_both_schemes_give_the_same(tree: Tree) -> None:
    doc = tree.doc()
    told, held = doc[3], doc[8]
    assert words(syntax.subjects(told)) == ["Xi", "Putin"]
    assert words(syntax.recipients(told)) == ["Modi"]
    assert words(syntax.contents(told)) == ["held"]
    assert syntax.passive(held) and not syntax.passive(told)
    assert words(syntax.subjects(held)) == ["talks"]
    assert words(syntax.agents(held)) == ["Oman"]
    assert [(word, noun.text) for word, _, noun in syntax.prepositions(held)] == [("by", "Oman"), ("in", "Muscat")]


PARSED = [
    # sentence, verb, subjects, objects, (preposition, noun) pairs
    ("Xi phoned Putin.", "phoned", ["Xi"], ["Putin"], []),
    ("Modi met with Macron and Scholz in Delhi.", "met", ["Modi"], [], ["with Macron", "with Scholz", "in Delhi"]),
    ("Lula agreed to meet Petro.", "meet", ["Lula"], ["Petro"], []),
    ("Ruto flew to Kampala and met Museveni.", "met", ["Ruto"], ["Museveni"], []),
]


@pytest.mark.parametrize(("text", "verb", "subjects", "objects", "phrases"), PARSED)
def test_parsed_sentences(
    text: str, verb: str, subjects: list[str], objects: list[str], phrases: list[str], parse: Callable[[str], Doc]
) -> None:
    token = next(token for token in parse(text) if token.text == verb)
    assert words(syntax.subjects(token)) == subjects
    assert words(syntax.objects(token)) == objects
    assert [f"{word} {noun}" for word, _, noun in syntax.prepositions(token)] == phrases


def test_phrase_leaves_out_relative_clauses(parse: Callable[[str], Doc]) -> None:
    text = "The Kenyan minister, who had flown in from Nairobi, met the envoy."
    noun = next(token for token in parse(text) if token.text == "minister")
    span = syntax.phrase(noun)
    assert text[span.begin : span.end] == "The Kenyan minister"


def test_negation(parse: Callable[[str], Doc]) -> None:
    doc = parse("Beijing has never condemned Moscow.")
    assert syntax.negated(next(token for token in doc if token.text == "condemned"))
