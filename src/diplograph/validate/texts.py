"""A graph that was given on without its texts, and the texts at hand: together they can be proved.

The documents of a graph are known by the SHA-256 of their bytes, so a text is either the one that was read or it isn't
taken. Where the words of a mention were left out too, those at its offsets are put in, and to a statement those of
the first mention that denotes it; offsets beyond the text stay without words, which the shapes report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pyoxigraph as ox

from diplograph.graph.names import DCTERMS, DIP, NIF
from diplograph.validate.data import Data


class Supplied(NamedTuple):
    """found: how many documents have their text among those given. missing: the identifiers of those that have none
    here and none in the graph. differing: of those whose text in the graph is another than the one given.
    """

    found: int
    missing: tuple[str, ...]
    differing: tuple[str, ...]


def supply(data: Data, texts: Mapping[str, str]) -> Supplied:
    """Put texts into a graph where it has none, and the words of mentions that have none.

    texts: by the SHA-256 of the bytes that they were read from, in lower case.
    """
    found, missing, differing = 0, [], []
    for document, digest, name, own in list(_documents(data)):
        text = texts.get(digest.lower())
        if text is None:
            if own is None:
                missing.append(name)
            continue
        found += 1
        if own is not None and own != text:
            differing.append(name)
        data.add(list(_told(data, document, text, own)))
    data.add(list(_statements(data)))
    return Supplied(found, tuple(sorted(missing)), tuple(sorted(differing)))


def _documents(data: Data) -> Iterator[tuple[ox.NamedNode | ox.BlankNode, str, str, str | None]]:
    query = f"""SELECT ?document ?digest ?name ?text {{
        ?document a <{DIP.Document}> ; <{DIP.sha256}> ?digest .
        OPTIONAL {{ ?document <{DCTERMS.identifier}> ?name }}
        OPTIONAL {{ ?document <{NIF.isString}> ?text }}
    }} ORDER BY ?document ?name"""
    seen = set()
    for row in data.solutions(query):
        document, digest, name, text = row["document"], row["digest"], row["name"], row["text"]
        if document not in seen and isinstance(document, ox.NamedNode | ox.BlankNode):
            seen.add(document)
            yield document, _value(digest) or "", _value(name) or str(document), _value(text)


def _told(data: Data, document: ox.NamedNode | ox.BlankNode, text: str, own: str | None) -> Iterator[ox.Quad]:
    if own is None:
        yield ox.Quad(document, ox.NamedNode(NIF.isString), ox.Literal(text))
    query = f"""SELECT ?mention ?begin ?end {{
        ?mention <{NIF.referenceContext}> {document} ; <{NIF.beginIndex}> ?begin ; <{NIF.endIndex}> ?end .
        FILTER NOT EXISTS {{ ?mention <{NIF.anchorOf}> ?words }}
    }}"""
    for row in data.solutions(query):
        mention, begin, end = row["mention"], _number(row["begin"]), _number(row["end"])
        if isinstance(mention, ox.NamedNode | ox.BlankNode) and 0 <= begin < end <= len(text):
            yield ox.Quad(mention, ox.NamedNode(NIF.anchorOf), ox.Literal(text[begin:end]))


def _statements(data: Data) -> Iterator[ox.Quad]:
    """The words of statements that have none, where their documents now have texts."""
    query = f"""SELECT ?statement ?begin ?words {{
        ?statement a <{DIP.Statement}> .
        ?mention <{DIP.denotes}> ?statement ; <{NIF.beginIndex}> ?begin ; <{NIF.anchorOf}> ?words ;
            <{NIF.referenceContext}>/<{NIF.isString}> ?text .
        FILTER NOT EXISTS {{ ?statement <{DIP.text}> ?any }}
    }} ORDER BY ?statement ?begin ?words"""
    seen = set()
    for row in data.solutions(query):
        statement, words = row["statement"], row["words"]
        if statement not in seen and isinstance(statement, ox.NamedNode | ox.BlankNode):
            seen.add(statement)
            yield ox.Quad(statement, ox.NamedNode(DIP.text), words)


def _value(term: object) -> str | None:
    return term.value if isinstance(term, ox.Literal) else None


def _number(term: object) -> int:
    text = _value(term) or ""
    return int(text) if text.isascii() and text.isdecimal() else -1
