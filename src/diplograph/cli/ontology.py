"""`diplograph ontology`: the classes and properties of the graph, for people and for machines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph.cli.common import check_writable, say, write

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMATS = ("markdown", "html", "turtle", "jsonld", "context", "shapes")


@click.command(epilog="Exit status: 0 printed, 2 could not.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="markdown",
    show_default=True,
    help="turtle and jsonld: ontology and vocabulary; context: JSON-LD context; shapes: SHACL in Turtle.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file instead of standard output.")
def ontology(form: str, output: Path | None) -> None:
    """Print the ontology: a page to read, with every class, property, list and constraint, or RDF to load.

    \b
      diplograph ontology | less
      diplograph ontology --format html -o ontology.html
      diplograph ontology --format turtle -o ontology.ttl
      diplograph ontology --format context -o context.jsonld
    """
    target = None if output is None or str(output) == "-" else output
    if target is not None:
        check_writable(target)
    write(printed(form), target)
    if target is not None:
        say(f"Written to {target}.")


def printed(form: str) -> Iterable[str]:
    """The text of a format, piece by piece."""
    from diplograph import resources

    if form in ("markdown", "html"):
        from diplograph.validate.reference import page
        from diplograph.validate.reference_html import html

        return [page() if form == "markdown" else html(page())]
    if form == "context":
        return [(resources.folder("ontology") / "context.jsonld").read_text(encoding="utf-8")]
    # Files of Turtle one after the other are Turtle.
    files = resources.files("shapes" if form == "shapes" else "ontology", "*.ttl")
    if form in ("turtle", "shapes"):
        return ["\n".join(path.read_text(encoding="utf-8") for path in files)]
    return as_jsonld(files)


def as_jsonld(files: list[Path]) -> Iterable[str]:
    """Ontology and vocabulary as JSON-LD."""
    from diplograph.export import jsonld
    from diplograph.export.reading import Reader
    from diplograph.validate.reading import quads, source

    reader = Reader()
    for path in files:
        with quads(source(path)) as found:
            reader.add(found)
    return jsonld.write([reader.section()])
