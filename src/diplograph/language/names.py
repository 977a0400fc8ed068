"""Names by the encoder: persons, organizations, places, peoples; events, laws and products kept apart from these.

Convention of the spans: titles ("President"), a leading "the" and a trailing "'s" are never inside.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Words
from spacy.util import filter_spans

from diplograph import resources
from diplograph.language import encoder
from diplograph.language.encoder import NAMES, Reading
from diplograph.language.tagging import best_tags, log_softmax, stretches
from diplograph.language.texts import text_of
from diplograph.model import Span

COMPONENT = "diplograph_encoder"
OTHERS = "diplograph_other_names"  # key of doc.spans
_ENTITIES = {"PERSON": "PERSON", "ORG": "ORG", "LOC": "LOC", "NORP": "NORP", "FAC": "LOC"}


@dataclass(frozen=True, slots=True)
class Name:
    """span: offsets in the text. label: one of NAMES. confidence: 0 to 1, mean probability of its words."""

    span: Span
    label: str
    confidence: float


def names(reading: Reading) -> tuple[Name, ...]:
    """The names of a text that the encoder has read, in order; none overlaps another."""
    if not len(reading.names):
        return ()
    scores = log_softmax(reading.names)
    tags = best_tags([scores])[0]
    begins, ends = reading.pieces.begins, reading.pieces.ends
    out = []
    for kind, label in enumerate(NAMES, start=1):
        for first, last in stretches(tags, kind):
            sure = np.exp(scores[first:last, 2 * kind - 1 : 2 * kind + 1]).sum(1).mean()
            out.append(Name(Span(begins[first], ends[last - 1]), label, round(float(sure), 3)))
    return tuple(sorted(out, key=lambda name: name.span))


@cache
def _heads() -> dict[str, str]:
    """Head word to the label that it makes a name."""
    table = tomllib.loads((resources.folder("language/data") / "name_heads.toml").read_text(encoding="utf-8"))
    return {word: label for label, words in table.items() for word in words.split()}


_NEXT = re.compile(r"(?:[’']s)? ([A-Z][\w’-]+)")
_BEFORE = re.compile(r"([A-Z][\w’-]+) (?:of|on|for) (?:the )?$")
_OF = re.compile(r" (?:of|on|for|against|between) ")


def by_head(found: tuple[Name, ...], text: str) -> tuple[Name, ...]:
    """Names whose head word tells what they are: events and agreements with the whole of their words.

    >>> lima = Name(Span(4, 8), "LOC", 0.9)
    >>> [(n.label, n.span.end) for n in by_head((lima,), "The Lima Summit opened.")]
    [('EVENT', 15)]
    """
    heads = _heads()
    out: list[Name] = []
    for name in found:
        if name.label == "PERSON":
            out.append(name)
            continue
        begin, end = name.span.begin, name.span.end
        head = _OF.split(text[begin:end])[0].rsplit(" ", 1)[-1]
        if head not in heads:
            after, before = _NEXT.match(text, end), _BEFORE.search(text, max(0, begin - 40), begin)
            if after and after[1] in heads:
                end, head = after.end(), after[1]
            elif before and before[1] in heads:
                taken = out[-1].span.end if out else 0
                if taken == before.end(1):  # the head stands at the end of the name before
                    begin, head = out.pop().span.begin, before[1]
                elif taken <= before.start():
                    begin, head = before.start(), before[1]
        label = heads.get(head)
        out.append(replace(name, span=Span(begin, end), label=label) if label else name)
    return tuple(out)


@Language.component(COMPONENT, assigns=["doc.ents"])
def read(doc: Doc) -> Doc:
    """Read the Doc's text with the encoder, keep all it says on the Doc, and set `doc.ents`.

    Docs of one batch are read one by one, so what is found never depends on what is read beside.
    """
    text = text_of(doc)
    reading = encoder.load().read(text)
    encoder.keep(doc, reading)
    entities: list[Words] = []
    others: list[Words] = []
    for name in by_head(names(reading), text):
        kind = _ENTITIES.get(name.label)
        words = doc.char_span(name.span.begin, name.span.end, label=kind or name.label, alignment_mode="expand")
        if words is not None:
            (entities if kind else others).append(words)
    doc.ents = _apart(entities)
    doc.spans[OTHERS] = _apart(others)
    return doc


def _apart(found: list[Words]) -> list[Words]:
    """Without those that share a token with a longer one (word pieces are finer than spaCy's tokens)."""
    return list(filter_spans(found))
