"""In which line of which file a node is described, for reports that point there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from diplograph.validate.reading import STANDARD_INPUT, source

_LINES = {ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS, ox.RdfFormat.N3}
_PREFIX = re.compile(r"^\s*@?prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)
# What a line begins with: an IRI or a prefixed name; behind it white space, so that it may be a subject.
_FIRST = re.compile(r"^([ \t]*)(?:<([^<>\s]*)>|([\w.-]*):((?:\\.|%\w\w|[\w:.-])*))(?=[ \t\r]|$)", re.MULTILINE)
_ESCAPE = re.compile(r"\\(.)")


class Place(NamedTuple):
    """file: as it was named. line: counted from 1."""

    file: str
    line: int


def places(files: Iterable[Path], nodes: Collection[str], form: str | None = None) -> dict[str, Place]:
    """Where IRIs are described: the first line that begins with one, flush left before indented.

    Told from the text, not from its grammar: in RDF/XML and JSON-LD, and of IRIs that are written another way
    (relative ones), nothing is told. form: as for `source`.
    Raises InputError as `source` does.
    """
    found: dict[str, tuple[bool, Place]] = {}
    for path in files:
        if path == STANDARD_INPUT:
            continue
        read = source(path, form)
        if read.kind not in _LINES:
            continue
        for iri, indented, line in _beginnings(read.data.decode("utf-8", "replace")):
            if iri in nodes and (iri not in found or found[iri][0] > indented):
                found[iri] = indented, Place(str(path), line)
    return {iri: place for iri, (_, place) in found.items()}


def _beginnings(text: str) -> Iterator[tuple[str, bool, int]]:
    """The IRI that each line begins with, whether it is indented, and the line.

    >>> list(_beginnings("@prefix e: <urn:e:> .\\ne:a\\\\,b e:p 1 ;\\n  e:q 2 .\\n<urn:c> e:p 3 ."))
    [('urn:e:a,b', False, 2), ('urn:e:q', True, 3), ('urn:c', False, 4)]
    """
    spaces = dict(_PREFIX.findall(text))
    line, seen = 1, 0
    for match in _FIRST.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        indent, iri, prefix, rest = match.groups()
        if iri is None:
            if prefix not in spaces:
                continue
            iri = spaces[prefix] + _ESCAPE.sub(r"\1", rest)
        yield iri, bool(indent), line
