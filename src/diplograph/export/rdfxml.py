"""RDF/XML, a block for each subject. pyoxigraph's writer leaves control characters and line ends as they are, with
which the file is no XML or comes back changed; offsets wouldn't fit any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from diplograph.errors import OutputError
from diplograph.graph.terms import Literal, Term
from diplograph.graph.turtle import VOCABULARIES, Section

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*\Z")  # the part of an IRI that can be an element's name
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


def write(sections: Iterable[Section]) -> Iterator[str]:
    """The document, piece by piece. Raises OutputError for what RDF/XML can't say."""
    spaces = "".join(f"\n    xmlns:{name}={quoteattr(space)}" for name, space in VOCABULARIES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'
    for section in sections:
        for subject, triples in groupby(section.triples, key=lambda triple: triple[0]):
            lines = [f"<rdf:Description {_node('about', subject)}>"]
            lines += [f"  {_property(subject, predicate, value)}" for _, predicate, value in triples]
            yield "\n".join([*lines, "</rdf:Description>\n"])
    yield "</rdf:RDF>\n"


def _node(role: str, term: str) -> str:
    blank = term.startswith("_:")
    return f"rdf:nodeID={quoteattr(term[2:])}" if blank else f"rdf:{role}={quoteattr(term)}"


def _property(subject: str, predicate: str, value: Term) -> str:
    name, declared = _element(predicate)
    if not isinstance(value, Literal):
        return f"<{name}{declared} {_node('resource', value)}/>"
    kind = ""
    if value.language:
        kind = f" xml:lang={quoteattr(value.language)}"
    elif value.datatype:
        kind = f" rdf:datatype={quoteattr(value.datatype)}"
    return f"<{name}{declared}{kind}>{_text(subject, value.value)}</{name}>"


def _element(predicate: str) -> tuple[str, str]:
    """A property as an element's name, and the declaration of its namespace if the head has none."""
    for prefix, space in VOCABULARIES.items():
        if predicate.startswith(space) and _NAME.match(predicate[len(space) :]):
            return f"{prefix}:{predicate[len(space) :]}", ""
    start = re.search(r"[A-Za-z_][A-Za-z0-9._-]*\Z", predicate)
    if start is None or start.start() == 0:
        raise OutputError(
            f"RDF/XML can't write the property <{predicate}>: its end is no XML name", remedy="take another format"
        )
    return f"p:{start.group()}", f" xmlns:p={quoteattr(predicate[: start.start()])}"


def _text(subject: str, text: str) -> str:
    """Text of an element; a carriage return is written as a reference, else parsers make a line feed of it."""
    clean = "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text) if not text.isascii() else text
    found = _NO_XML.search(clean)
    if found:
        raise OutputError(
            f"XML has no way to write the character U+{ord(found.group()):04X}, which stands in a text of <{subject}>",
            remedy="take another format",
        )
    return escape(clean, {"\r": "&#13;"})
