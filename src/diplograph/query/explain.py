"""Why a fact is in a graph: what is said of a node, and the sentences that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from diplograph.errors import InputError
from diplograph.graph import turtle
from diplograph.graph.names import DCTERMS, DIP, NIF, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from diplograph.query.asked import Asked

_HIDDEN = frozenset({RDF["type"], DIP.evidence, DIP.rule, DIP.confidence, NIF.isString})
_LABELS = (RDFS["label"], SKOS["prefLabel"], DCTERMS["identifier"], NIF.anchorOf, DIP.wording, DIP.text)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(]?[A-Z])|\n+")
_REACH = 400  # code points around the words


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said of a node. name: of the property, prefixed; value: for people; iri: of a value that is a node."""

    name: str
    value: str
    iri: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that say so. before, after: the rest of their sentence, empty when the graph holds no text."""

    document: str
    begin: int
    end: int
    words: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that can be told of a node. used_by: what refers to it, by property."""

    iri: str
    label: str | None
    classes: tuple[str, ...]
    facts: tuple[Fact, ...]
    passages: tuple[Passage, ...]
    rules: tuple[str, ...]
    confidence: str | None
    used_by: tuple[Fact, ...]


def explain(store: Asked, target: str, base: str) -> Explanation:
    """What a graph says of a node and why.

    target: full IRI (in <> or bare), prefixed name (person:xi-jinping), path below `base`, or exact label.
    Raises InputError when the graph doesn't know it.
    """
    iri = resolve(store, target, base)
    node = ox.NamedNode(iri)
    short = turtle.Writer(base).name
    facts, classes = [], []
    for quad in store.quads_for_pattern(node, None, None, None):
        if quad.predicate.value == RDF["type"]:
            classes.append(short(getattr(quad.object, "value", "")))
        elif quad.predicate.value not in _HIDDEN:
            facts.append(_fact(store, short, quad.predicate.value, quad.object))
    mentions = [one for one in _objects(store, node, DIP.evidence) if isinstance(one, ox.NamedNode)]
    if _objects(store, node, NIF.beginIndex):
        mentions.append(node)
    if not mentions:
        mentions = [quad.subject for quad in store.quads_for_pattern(None, ox.NamedNode(DIP.denotes), node, None)]  # type: ignore[misc]
    used = {
        (short(quad.predicate.value), quad.subject.value)
        for quad in store.quads_for_pattern(None, None, node, None)
        if isinstance(quad.subject, ox.NamedNode) and quad.predicate.value not in (DIP.denotes, DIP.evidence)
    }
    return Explanation(
        iri=iri,
        label=label(store, node),
        classes=tuple(sorted(classes)),
        facts=tuple(sorted(set(facts), key=lambda one: (one.name, one.value, one.iri or ""))),
        passages=tuple(sorted({one for mention in mentions for one in _passage(store, mention)}, key=_place)),
        rules=tuple(sorted(str(one.value) for one in _objects(store, node, DIP.rule))),
        confidence=next((str(one.value) for one in _objects(store, node, DIP.confidence)), None),
        used_by=tuple(Fact(name, label(store, ox.NamedNode(by)) or short(by), by) for name, by in sorted(used)),
    )


def resolve(store: Asked, target: str, base: str) -> str:
    """The IRI that a user means. Raises InputError when the graph has no such node."""
    bare = target.strip().removeprefix("<").removesuffix(">")
    candidates = [bare, base + bare]
    prefix, colon, local = bare.partition(":")
    if colon and prefix in turtle.prefixes(base):
        candidates.insert(0, turtle.prefixes(base)[prefix] + local)
    for candidate in candidates:
        try:
            node = ox.NamedNode(candidate)
        except ValueError:
            continue
        if next(iter(store.quads_for_pattern(node, None, None, None)), None) is not None:
            return candidate
    found = set()
    for predicate in _LABELS[:3]:
        for literal in (ox.Literal(bare), ox.Literal(bare, language="en")):
            for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), literal, None):
                if isinstance(quad.subject, ox.NamedNode):
                    found.add(quad.subject.value)
    if len(found) == 1:
        return found.pop()
    if found:
        raise InputError(f"{len(found)} nodes are called {bare!r}", remedy="name one: " + ", ".join(sorted(found)[:5]))
    raise InputError(
        f"the graph has nothing called {bare!r}",
        remedy="give an IRI as it stands there, a name such as person:xi-jinping, or a label",
    )


def _place(passage: Passage) -> tuple[str, int, int]:
    return passage.document, passage.begin, passage.end


def _objects(store: Asked, node: object, predicate: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
    found = {quad.object for quad in store.quads_for_pattern(node, ox.NamedNode(predicate), None, None)}  # type: ignore[arg-type]
    return sorted(found, key=str)  # type: ignore[arg-type]


def label(store: Asked, node: object) -> str | None:
    """A node's label, name or words, shortened; None when it has none."""
    for predicate in _LABELS:
        for one in _objects(store, node, predicate):
            text = " ".join(str(getattr(one, "value", one)).split())
            return text if len(text) <= 100 else text[:99].rstrip() + "…"
    return None


def _fact(store: Asked, short: object, predicate: str, value: object) -> Fact:
    name = short(predicate)  # type: ignore[operator]
    if not isinstance(value, ox.NamedNode):
        return Fact(name, str(getattr(value, "value", value)), None)
    brief = short(value.value)  # type: ignore[operator]
    text = time_label(store, value) or label(store, value)
    return Fact(name, f"{text} ({brief})" if text and not brief.startswith("dipv:") else brief, value.value)


def time_label(store: Asked, node: ox.NamedNode) -> str | None:
    edges = [_objects(store, node, predicate) for predicate in (DIP.earliest, DIP.latest)]
    days = [str(getattr(found[0], "value", "")) for found in edges if found]
    return None if len(days) < 2 else days[0] if days[0] == days[1] else f"{days[0]} to {days[1]}"


def _passage(store: Asked, mention: object) -> Iterator[Passage]:
    begin, end = (_objects(store, mention, one) for one in (NIF.beginIndex, NIF.endIndex))
    context = _objects(store, mention, NIF.referenceContext)
    if not (begin and end and context):
        return
    first, last = int(str(getattr(begin[0], "value", 0))), int(str(getattr(end[0], "value", 0)))
    anchor = _objects(store, mention, NIF.anchorOf)
    text = next((str(getattr(one, "value", "")) for one in _objects(store, context[0], NIF.isString)), "")
    words = str(getattr(anchor[0], "value", "")) if anchor else text[first:last]
    before, after = around(text, first, last)
    yield Passage(label(store, context[0]) or str(context[0]), first, last, words, before, after)


def around(text: str, begin: int, end: int) -> tuple[str, str]:
    """The rest of the sentence before and behind some words, roughly.

    >>> around("They came. Xi met Putin on Monday. They left.", 11, 17)
    ('', ' Putin on Monday.')
    """
    if not text:
        return "", ""
    start = max(0, begin - _REACH)
    for cut in _SENTENCE_END.finditer(text, start, begin + 2):
        start = cut.end() if cut.end() <= begin else start
    close = _SENTENCE_END.search(text, max(begin, end - 2), end + _REACH)
    stop = max(end, close.start() + len(close.group().rstrip())) if close else min(len(text), end + _REACH)
    return text[start:begin], text[end:stop]
