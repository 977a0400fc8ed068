"""`diplograph build`: texts or extraction records in, a validated graph out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph.cli.common import (
    DEFAULT_GRAPH,
    Problems,
    check_writable,
    extractions,
    plural,
    progress,
    reading_options,
    say,
    write,
    write_folder,
)
from diplograph.errors import InputError

if TYPE_CHECKING:
    from diplograph.model import Extraction
    from diplograph.validate.data import Data

# export.formats.SUFFIXES, without loading it for --help
FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml", "csvw", "graphml", "events")
BASE = "https://w3id.org/diplograph/id/"
_COUNTED = (  # class, one, many
    ("Actor", "actor", None),
    ("Meeting", "meeting", None),
    ("Statement", "statement", None),
    ("DiplomaticAct", "act", None),
    ("Tenure", "office held", "offices held"),
    ("Place", "place", None),
)


@click.command(epilog="Exit status: 0 conforming, 1 not conforming, 2 could not run.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=f"Where to; - for standard output; for csvw a folder.  [default: {DEFAULT_GRAPH}, or as the format ends]",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="turtle", show_default=True)
@click.option("--base", default=BASE, show_default=True, metavar="IRI", help="Below which the nodes are named.")
@click.option(
    "--text",
    type=click.Choice(("full", "quotes", "none")),
    default="full",
    show_default=True,
    help="How much of the articles' words the graph gives on.",
)
@reading_options
def build(
    paths: tuple[str, ...],
    output: Path | None,
    form: str,
    base: str,
    text: str,
    model: str,
    min_confidence: float,
    jobs: int,
) -> None:
    """Build a validated graph from articles.

    PATH is a text (.txt, .html, .json, .jsonl), a folder of texts, a file of extraction records, or - for standard
    input. Texts that can't be read are named, and the rest goes on.

    \b
      diplograph build articles/
      diplograph build a.txt b.html -o graph.ttl
      diplograph build records.jsonl --format nquads -o graph.nq
      diplograph build articles/ --format csvw -o tables/
      cat article.txt | diplograph build - -o - | less
    """
    from diplograph import pipeline
    from diplograph.export import formats

    target = None if str(output) == "-" else output or default_output(formats.SUFFIXES[form])
    if form in formats.FOLDERS and target is None:
        raise click.UsageError(f"--format {form} writes several files: name a folder with -o")
    if target is not None and form not in formats.FOLDERS:
        check_writable(target)
    problems = Problems()
    reading = pipeline.Reading(model=model, min_confidence=min_confidence, jobs=jobs)
    found = list(progress(extractions(paths, reading, problems), "Reading articles"))
    if not found:
        raise InputError("nothing was read", remedy="give at least one text that can be")
    graph = pipeline.build(found, base=base, text=text)

    from diplograph.validate.report import as_text, summary

    turtle = "".join(graph.serialize("turtle"))
    triples, report = checked(turtle)
    if form in formats.FOLDERS and target is not None:
        write_folder(formats.files(form, graph.sections()), target)
    else:
        write([turtle] if form == "turtle" else formats.pieces(form, graph.sections(), graph.base), target)
    for line in told(found, triples, problems.count):
        say(line)
    say(summary(report) if report.conforms else as_text(report, triples))
    if target is not None:
        say(f"Written to {target}" + ("." if target.is_dir() else f" ({size(target)})."))
    if not report.conforms:
        raise SystemExit(1)


def default_output(suffix: str) -> Path:
    """
    >>> print(default_output(".nq"))
    output/diplograph.nq
    """
    return DEFAULT_GRAPH.with_name(DEFAULT_GRAPH.stem + suffix)


def checked(turtle: str):  # type: ignore[no-untyped-def]
    """A graph in Turtle, parsed again, and the report of our shapes on it."""
    import pyoxigraph

    from diplograph.validate import shapes
    from diplograph.validate.data import Data
    from diplograph.validate.engine import check
    from diplograph.validate.reading import Source, load_into

    triples = Data()
    load_into(triples, Source(turtle.encode("utf-8"), pyoxigraph.RdfFormat.TURTLE, "the graph"))
    return triples, check(triples, shapes.load())


def told(found: list[Extraction], triples: Data, unread: int) -> Iterator[str]:
    """The summary, line by line."""
    from rdflib import RDF

    from diplograph.graph.vocabulary import DIP

    days = sorted(one.document.published for one in found if one.document.published)
    copies = sum(1 for _ in triples.subject_objects(DIP.copyOf))
    parts = [f"Read {plural(len(found), 'article')}"]
    if days:
        parts.append(f"of {days[0]}" if days[0] == days[-1] else f"of {days[0]} to {days[-1]}")
    notes = []
    if undated := len(found) - len(days):
        notes.append(f"{undated} undated")
    if copies:
        notes.append(plural(copies, "copy of another", "copies of others"))
    yield " ".join(parts) + (f" ({', '.join(notes)})" if notes else "") + "."
    if unread:
        yield f"{plural(unread, 'problem')} named above."
    counts = [plural(sum(1 for _ in triples.subjects(RDF.type, DIP[kind])), one, many) for kind, one, many in _COUNTED]
    yield f"Found {', '.join(counts)}."
    conflicts = sum(1 for _ in triples.subjects(RDF.type, DIP.Conflict))
    if conflicts:
        yield f"{plural(conflicts, 'contradiction')} between documents."


def size(path: Path) -> str:
    """
    >>> import tempfile; from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "a").write_text("x" * 2000)
    ...     size(Path(folder) / "a")
    '2 KB'
    """
    number = path.stat().st_size
    return f"{number / 1e6:.1f} MB" if number >= 1e6 else f"{max(1, round(number / 1e3))} KB"
