"""All formats by name: what writes each, and how its files are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from diplograph.errors import OutputError
from diplograph.export import datasets, events, jsonld, network, rdfxml, tables
from diplograph.graph import turtle
from diplograph.graph.terms import Triple, ntriples
from diplograph.graph.turtle import Section

SUFFIXES = {
    "turtle": ".ttl",
    "trig": ".trig",
    "nquads": ".nq",
    "ntriples": ".nt",
    "jsonld": ".jsonld",
    "rdfxml": ".rdf",
    "csvw": "-tables",  # a folder
    "graphml": ".graphml",
    "events": ".csv",
}
FOLDERS = ("csvw",)  # formats of several files
RDF_FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml")


def pieces(
    form: str, sections: Iterable[Section], base: str, prefixes: Mapping[str, str] | None = None
) -> Iterator[str]:
    """A graph as one text of a format, piece by piece.

    base: IRI below which its nodes are named. prefixes: for Turtle and TriG, besides our own.
    Raises OutputError for an unknown format, for one of several files, and for what a format can't say.
    """
    if form not in _WRITERS:
        raise OutputError(f"{form!r} is no format of one file", remedy=f"choose one of {', '.join(_WRITERS)}")
    return _WRITERS[form](sections, turtle.Writer(base, prefixes))


def files(form: str, sections: Iterable[Section]) -> Iterator[tuple[str, str]]:
    """The files of a format of several, each with its name and its text. Raises OutputError for another format."""
    if form not in FOLDERS:
        raise OutputError(f"{form!r} is no format of several files", remedy=f"choose one of {', '.join(FOLDERS)}")
    return tables.write(_triples(sections))


def _triples(sections: Iterable[Section]) -> Iterator[Triple]:
    return (triple for section in sections for triple in section.triples)


def _turtle(sections: Iterable[Section], writer: turtle.Writer) -> Iterator[str]:
    return writer.document(sections)


def _lines(sections: Iterable[Section], writer: turtle.Writer) -> Iterator[str]:
    return (f"{ntriples(one)} <{link}> {ntriples(value)} .\n" for one, link, value in _triples(sections))


_WRITERS: dict[str, Callable[[Iterable[Section], turtle.Writer], Iterator[str]]] = {
    "turtle": _turtle,
    "trig": datasets.trig,
    "nquads": lambda sections, writer: datasets.nquads(sections),
    "ntriples": _lines,
    "jsonld": lambda sections, writer: jsonld.write(sections),
    "rdfxml": lambda sections, writer: rdfxml.write(sections),
    "graphml": lambda sections, writer: network.write(_triples(sections)),
    "events": lambda sections, writer: events.write(_triples(sections)),
}
