"""From a dossier to a graph, and from a graph to a file.

A graph is made section by section: one for each document in order, then those that documents share. So a file can be
written while memory holds one document's nodes at a time, and what documents share.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from diplograph import __version__
from diplograph.dossier import Dossier
from diplograph.errors import OutputError
from diplograph.graph import turtle
from diplograph.graph.identifiers import BASE
from diplograph.graph.mapping import Mapping, Text
from diplograph.graph.terms import Triple, iri, ntriples
from diplograph.graph.turtle import Section

VERSION = f"diplograph-{__version__}"


class Graph:
    """The triples of a dossier, made when they are asked for, always in the same order."""

    def __init__(
        self, dossier: Dossier, *, base: str = BASE, text: Text | str = Text.FULL, version: str = VERSION
    ) -> None:
        """base: absolute IRI without a fragment, below which the nodes are named; a "/" is added where it is missing.

        text: how much of the articles' words is given on. version: of the extractor, "name-number".
        Raises OutputError for a base that is no absolute IRI, ValueError for an unknown `text`.
        """
        if iri(base) != base or "#" in base:  # "#" is where a mention's offsets begin
            raise OutputError(f"{base!r} is no absolute IRI without a fragment", remedy=f"take one like {BASE}")
        self.base = base if base.endswith("/") else base + "/"
        self._mapping = Mapping(dossier, self.base, Text(text), version)

    def sections(self) -> Iterator[Section]:
        """What each document says, then what they share."""
        mapping = self._mapping
        for at, document in enumerate(mapping.documents):
            title = f"{document.published or 'undated'}  {document.identifier}"
            parts = (mapping.document(at), mapping.mentions(at), mapping.assertions(at))
            yield Section(title, [triple for part in parts for triple in turtle.ordered(part)])
        shared: tuple[tuple[str, Callable[[], Iterable[Triple]]], ...] = (
            ("actors", mapping.actors),
            ("offices", mapping.offices),
            ("who holds them", mapping.tenures),
            ("places", mapping.places),
            ("times", mapping.times),
            ("meetings", mapping.meetings),
            ("statements", mapping.statements),
            ("acts", mapping.acts),
            ("what can't all be true", mapping.conflicts),
            ("who read all this", mapping.extractor),
        )
        for title, make in shared:
            yield Section(title, turtle.ordered(make()))

    def triples(self) -> Iterator[Triple]:
        """All triples, section by section; none twice."""
        for section in self.sections():
            yield from section.triples

    def __iter__(self) -> Iterator[Triple]:
        return self.triples()

    def serialize(self, form: str = "turtle") -> Iterator[str]:
        """The graph as text, piece by piece. Raises OutputError for a format that is none of `FORMATS`."""
        if form not in FORMATS:
            raise OutputError(f"unknown format {form!r}", remedy=f"choose one of {', '.join(FORMATS)}")
        return FORMATS[form](self)


def build(dossier: Dossier, *, base: str = BASE, text: Text | str = Text.FULL, version: str = VERSION) -> Graph:
    """The graph of a dossier; see `Graph`."""
    return Graph(dossier, base=base, text=text, version=version)


# ---------- formats (more of them in diplograph.export) ----------


def _turtle(graph: Graph) -> Iterator[str]:
    return turtle.Writer(graph.base).document(graph.sections())


def _lines(graph: Graph) -> Iterator[str]:
    for subject, predicate, value in graph:
        yield f"<{subject}> <{predicate}> {ntriples(value)} .\n"


FORMATS: dict[str, Callable[[Graph], Iterator[str]]] = {"turtle": _turtle, "ntriples": _lines}


def write(graph: Graph, path: Path, form: str = "turtle") -> None:
    """Write a graph to a file, whole or not at all: what stood there stays until the new file is complete.

    Raises OutputError when it can't be written.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            temporary = Path(file.name)
            for piece in graph.serialize(form):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)  # a temporary file is private, a result is not
        temporary.replace(path)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror or error}", place=str(path), remedy="choose another path with -o"
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
