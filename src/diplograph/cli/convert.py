"""`diplograph convert`: a graph into another format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph.cli.build import BASE, FORMATS
from diplograph.cli.common import check_writable, plural, say, write, write_folder
from diplograph.cli.validate import INPUTS
from diplograph.errors import InputError

if TYPE_CHECKING:
    from diplograph.export.reading import Reader


VOCABULARIES = ("plover", "schema", "sem")  # export.mappings.names(), without loading it for --help


@click.command(epilog="Exit status: 0 converted, 2 could not (then what stood at the output stands there still).")
@click.argument("graphs", metavar="GRAPH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="The format to write.")
@click.option(
    "--as",
    "vocabulary",
    type=click.Choice(VOCABULARIES),
    help="In the words of another vocabulary (ontology/mappings/): an extract, not the whole graph.",
)
@click.option("--from", "form_in", type=click.Choice(INPUTS), help="The format of the files; else by their endings.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A file (csvw: a folder).  [default: standard output]"
)
@click.option("--base", default=BASE, show_default=True, metavar="IRI", help="As the graph was built with.")
def convert(
    graphs: tuple[Path, ...], form: str, vocabulary: str | None, form_in: str | None, output: Path | None, base: str
) -> None:
    """Write graphs in another format: RDF for other tools, tables for spreadsheets, a network, rows of event data.

    Several files are written as one graph; - is standard input, a folder an embedded store. No language model is
    loaded. docs/formats.md tells what each format holds.

    \b
      diplograph convert output/diplograph.ttl --format nquads -o graph.nq
      diplograph convert output/diplograph.ttl --format csvw -o tables/
      diplograph convert output/diplograph.ttl --format events > events.csv
      diplograph convert output/diplograph.ttl --as schema --format jsonld -o schema.jsonld
      diplograph convert store/ --format graphml -o network.graphml
    """
    from diplograph.export import formats, mappings

    if vocabulary and form not in formats.RDF_FORMATS:
        raise click.UsageError(f"--as gives RDF, which {form} isn't: take one of {', '.join(formats.RDF_FORMATS)}")
    target = None if output is None or str(output) == "-" else output
    if form in formats.FOLDERS and target is None:
        raise click.UsageError(f"--format {form} writes several files: name a folder with -o")
    if target is not None and form not in formats.FOLDERS:
        check_writable(target)
    section = read(graphs, form_in).section(ordered=form in formats.RDF_FORMATS and not vocabulary)
    if not section.triples:
        raise InputError("the graph is empty", place=", ".join(map(str, graphs)), remedy="nothing was written")
    count = len(section.triples)
    if vocabulary:
        section = mappings.mapped(section.triples, vocabulary)
    if form in formats.FOLDERS:
        assert target is not None
        write_folder(formats.files(form, [section]), target)
    else:
        more = mappings.prefixes(vocabulary) if vocabulary else None
        write(formats.pieces(form, [section], base if base.endswith("/") else base + "/", more), target)
    if target is not None:
        say(f"{plural(count, 'triple')} read, {form} written to {target}.")


def read(graphs: tuple[Path, ...], form_in: str | None) -> Reader:
    """The triples of files, of standard input, of embedded stores. Raises InputError for what is broken."""
    from diplograph.export.reading import Reader
    from diplograph.query.store import is_store, open_graph
    from diplograph.validate.reading import quads, source

    reader = Reader()
    for path in graphs:
        if is_store(path):
            reader.add(open_graph(path))
        else:
            with quads(source(path, form_in)) as found:
                reader.add(found)
    return reader
