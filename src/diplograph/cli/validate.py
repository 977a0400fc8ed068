"""`diplograph validate`: any RDF against the shapes."""

from __future__ import annotations

from pathlib import Path

import click

from diplograph.cli.common import check_writable, say, write


@click.command(epilog="Exit status: 0 conforms, 1 does not, 2 could not run.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-s",
    "--shapes",
    multiple=True,
    type=click.Path(path_type=Path),
    help="More shapes: a file, or a folder of *.ttl; may be repeated.",
)
@click.option("--only", is_flag=True, help="Leave our own shapes out; needs --shapes.")
@click.option("--format", "form", type=click.Choice(("text", "turtle", "json")), default="text", show_default=True)
@click.option("--json", "as_json_", is_flag=True, help="Short for --format json.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file instead of standard output.")
def validate(
    files: tuple[Path, ...], shapes: tuple[Path, ...], only: bool, form: str, as_json_: bool, output: Path | None
) -> None:
    """Check graphs against the shapes: ours, and your own if you like.

    All files are read as one graph, of whatever making; no language model is loaded. Only violations make it not
    conform; warnings and hints are shown.

    \b
      diplograph validate output/diplograph.ttl
      diplograph validate mine.ttl theirs.nq --format json
      diplograph validate mine.ttl --shapes my-shapes.ttl --only
    """
    if only and not shapes:
        raise click.UsageError("--only needs --shapes")
    if output is not None and str(output) != "-":
        check_writable(output)

    from diplograph.validate import report as reports
    from diplograph.validate import shapes as shape_files
    from diplograph.validate.engine import check
    from diplograph.validate.reading import read_files

    graph = read_files(files)
    found = check(graph, shape_files.load(shapes, only_user_shapes=only))
    kind = "json" if as_json_ else form
    text = {
        "text": lambda: reports.as_text(found, graph),
        "json": lambda: reports.as_json(found, graph),
        "turtle": lambda: reports.as_turtle(found),
    }[kind]()
    write([text], None if output is None or str(output) == "-" else output)
    if kind != "text" or output is not None:
        say(reports.summary(found))
    if not found.conforms:
        raise SystemExit(1)
