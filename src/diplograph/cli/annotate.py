"""`diplograph annotate`: articles as pages, with what was found in them marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph.cli.common import (
    Problems,
    check_writable,
    extractions,
    is_record_file,
    plural,
    progress,
    raw_records,
    reading_options,
    say,
    write,
)
from diplograph.errors import InputError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from diplograph.model import Extraction

FOLDER = Path("annotated")
_GRAPHS = (".ttl", ".nt", ".nq", ".trig", ".n3", ".rdf", ".owl", ".xml", ".jsonld", ".gz")


@click.command(epilog="Exit status: 0 written, 2 could not.")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    help="A page, or a folder for several; - is standard output.  [default: a page for each article in annotated/]",
)
@click.option("--document", metavar="NAME", help="Only this one of several.")
@click.option("--base", default="https://w3id.org/diplograph/id/", metavar="IRI", help="As the graph was built with.")
@reading_options
def annotate(
    paths: tuple[str, ...],
    output: str | None,
    document: str | None,
    base: str,
    model: str,
    min_confidence: float,
    jobs: int,
) -> None:
    """Write a page for each article: its text with actors, dates, meetings and statements marked, and the facts.

    FILE is a text, a file of extraction records, or a graph that holds the texts (a file of RDF, or a store's folder);
    only texts need the language model. A page needs no network and no other file.

    \b
      diplograph annotate article.txt -o page.html
      diplograph annotate output/diplograph.ttl
      diplograph annotate output/diplograph.ttl --document 000_5b4d935b276b216e.txt -o - > page.html
      diplograph annotate records.jsonl -o pages/
    """
    from diplograph.annotate.article import article, documents
    from diplograph.annotate.page import page

    problems = Problems()
    found: list[tuple[str, str, ox.Store]] = []
    for store in graphs(paths, model, min_confidence, jobs, base, problems):
        found += [(name, iri, store) for name, iri in documents(store)]
    if not found:
        raise InputError("no article was found", remedy="give a text, extraction records, or a graph with documents")
    if document is not None:
        chosen = [one for one in found if one[0] == document]
        if not chosen:
            from difflib import get_close_matches

            near = get_close_matches(document, [one[0] for one in found], n=1, cutoff=0.3)
            hint = f'did you mean "{near[0]}"?' if near else "look at their names with diplograph query GRAPH documents"
            raise InputError(f'no document is called "{document}"', remedy=hint)
        found = chosen
    folder = FOLDER if output is None else Path(output)
    one_page = output is not None and not output.endswith("/") and not folder.is_dir()
    if one_page and len(found) > 1:
        raise InputError(
            f"{len(found)} articles, but one page", place=output, remedy="name a folder, like pages/, or one --document"
        )
    if one_page:
        target = None if output == "-" else folder
        if target is not None:
            check_writable(target)
        name, iri, store = found[0]
        write(page(article(store, iri, base=base)), target)
        if target is not None:
            say(f"Written to {target}.")
        return
    written: dict[str, int] = {}
    for name, iri, store in found:
        try:
            told = article(store, iri, base=base)
        except InputError as error:
            problems(error)
            continue
        write(page(told), folder / file_name(name, written))
    if not written:
        raise InputError("no page could be written", remedy="the warnings say why")
    say(f"{plural(len(written), 'page')} written to {folder}/.")


def file_name(name: str, taken: dict[str, int]) -> str:
    """A name for a page, whatever the document is called; each only once.

    >>> taken = {}
    >>> [file_name(name, taken) for name in ("a.txt", "../a.txt", "A.txt", "https://x.org/?id=7")]
    ['a.txt.html', 'a.txt-2.html', 'A.txt-3.html', 'https_x.org_id_7.html']
    """
    stem = re.sub(r"[^\w.-]+", "_", name).strip("._")[-120:] or "article"
    number = taken[stem.lower()] = taken.get(stem.lower(), 0) + 1
    return f"{stem}{f'-{number}' if number > 1 else ''}.html"


def graphs(
    paths: tuple[str, ...], model: str, min_confidence: float, jobs: int, base: str, problems: Problems
) -> Iterator[ox.Store]:
    """A graph of each file of RDF or store, one of all records, one of all texts."""
    from diplograph.query.store import is_store, open_graph

    texts, records = [], []
    for path in paths:
        if is_store(Path(path)) or Path(path).suffix.lower() in _GRAPHS:
            yield open_graph(Path(path))
        elif path != "-" and is_record_file(Path(path)):
            records.append(Path(path))
        else:
            texts.append(path)
    if records:
        yield graph_of(list(read_records(records, min_confidence, problems)), base)
    if texts:
        from diplograph.pipeline import Reading

        reading = Reading(model=model, min_confidence=min_confidence, jobs=jobs)
        yield graph_of(list(progress(extractions(texts, reading, problems), "Reading articles")), base)


def read_records(paths: list[Path], least: float, problems: Problems) -> Iterator[Extraction]:
    """As `common.extractions` reads records, without loading what reads texts."""
    from diplograph.records import from_record

    for path in paths:
        with path.open("rb") as lines:
            for number, record in enumerate(raw_records(lines, str(path), problems), start=1):
                try:
                    extraction = from_record(record, place=f"{path}, record {number}")
                except InputError as error:
                    problems(error)
                    continue
                if least > 0:
                    from diplograph.pipeline import confident

                    extraction = confident(extraction, least)
                yield extraction


def graph_of(found: list[Extraction], base: str) -> ox.Store:
    """The graph of extractions, in memory."""
    import pyoxigraph as ox

    from diplograph import lexicon
    from diplograph.graph.build import build
    from diplograph.resolve import across

    codes = {state.name: code for code, state in lexicon.load().actors.states.items()}
    store = ox.Store()
    lines = "".join(build(across.join(found, codes), base=base).serialize("ntriples"))
    store.load(lines.encode("utf-8", "replace"), format=ox.RdfFormat.N_TRIPLES)
    return store
