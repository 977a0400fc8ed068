"""`diplograph validate`: any RDF against the shapes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph.cli.common import Problems, check_writable, plural, say, write
from diplograph.errors import InputError

if TYPE_CHECKING:
    from diplograph.validate.data import Data
    from diplograph.validate.shapes import Shapes

# validate.reading.NAMED, without loading it for --help
INPUTS = ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml", "n3")
LEVELS = ("violation", "warning", "info")


@click.command(epilog="Exit status: 0 conforms, 1 does not, 2 could not run.")
@click.argument("files", metavar="FILE...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--endpoint", metavar="URL", help="Check what a SPARQL query endpoint has, besides files or alone.")
@click.option("--graph", "graph_name", metavar="IRI", help="The endpoint's graph of this name; else its default graph.")
@click.option("--user", metavar="NAME", envvar="DIPLOGRAPH_STORE_USER", help="For an endpoint that wants one.")
@click.option("--from", "form_in", type=click.Choice(INPUTS), help="The format of the files; else by their endings.")
@click.option(
    "-s",
    "--shapes",
    multiple=True,
    type=click.Path(path_type=Path),
    help="More shapes: a file, or a folder of *.ttl; may be repeated.",
)
@click.option("--only", is_flag=True, help="Leave our own shapes out; needs --shapes.")
@click.option(
    "--profile",
    type=click.Choice(("full", "exchange")),
    default="full",
    show_default=True,
    help="exchange: data that came from no article: structure, names and dates, no evidence.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "turtle", "json", "junit", "github")),
    default="text",
    show_default=True,
)
@click.option("--json", "as_json_", is_flag=True, help="Short for --format json.")
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    default="violation",
    show_default=True,
    help="The mildest result that makes the exit status 1.",
)
@click.option(
    "--engine",
    type=click.Choice(("auto", "pyshacl")),
    default="auto",
    show_default=True,
    help="auto: compiled queries, and pySHACL for what isn't compiled. pyshacl: the reference, slowly.",
)
@click.option(
    "--changed-since",
    "older",
    metavar="OLD",
    type=click.Path(path_type=Path),
    help="An older version of the graph: check only what can have changed since.",
)
@click.option(
    "--texts",
    multiple=True,
    metavar="PATH",
    help="The articles, or a folder of them: offsets are proved by them where the graph has no texts.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file instead of standard output.")
def validate(
    files: tuple[Path, ...],
    endpoint: str | None,
    graph_name: str | None,
    user: str | None,
    form_in: str | None,
    shapes: tuple[Path, ...],
    only: bool,
    profile: str,
    form: str,
    as_json_: bool,
    fail_on: str,
    engine: str,
    older: Path | None,
    texts: tuple[str, ...],
    output: Path | None,
) -> None:
    """Check graphs against the shapes: ours, and your own if you like.

    All files are read as one graph, of whatever making, - for standard input; no language model is loaded. Only
    violations make it not conform, unless --fail-on says otherwise; warnings and hints are shown.

    \b
      diplograph validate output/diplograph.ttl
      diplograph validate mine.ttl theirs.nq.gz --format json
      diplograph validate mine.ttl --shapes my-shapes.ttl --only
      diplograph validate shared.ttl --texts articles/
      diplograph validate mine.ttl --profile exchange
      diplograph validate --changed-since old.ttl new.ttl
      diplograph validate --endpoint http://localhost:7878/query --graph https://example.org/mine
      curl https://example.org/data | diplograph validate - --from jsonld --fail-on warning
    """
    if only and not shapes:
        raise click.UsageError("--only needs --shapes")
    if not files and not endpoint:
        raise click.UsageError("name the FILE to check, - for standard input, or --endpoint")
    if graph_name and not endpoint:
        raise click.UsageError("--graph goes with --endpoint")
    if older and (engine != "auto" or texts):
        raise click.UsageError(f"--changed-since doesn't go with {'--texts' if texts else '--engine'}")
    if output is not None and str(output) != "-":
        check_writable(output)

    from diplograph.graph.kinship import strangeness
    from diplograph.validate import formats
    from diplograph.validate import report as reports
    from diplograph.validate import shapes as shape_files
    from diplograph.validate.engine import check
    from diplograph.validate.places import places
    from diplograph.validate.profiles import in_profile
    from diplograph.validate.reading import load

    graph = load(files, form_in)
    own = shape_files.load(shapes, only_user_shapes=only)
    if endpoint:
        fetch(graph, own, endpoint, graph_name, user)
    differing = prove(graph, texts) if texts else ()
    chosen = in_profile(own, profile)
    if older:
        from diplograph.validate.changes import check_changes

        checked = check_changes(load([older], form_in), graph, chosen)
        found = checked.report
        say(
            f"{plural(checked.changed, 'triple')} changed since {older}; {checked.nodes:,} of "
            f"{plural(checked.of, 'node')} checked again. What was found in the others then still holds."
        )
    else:
        found = check(graph, chosen, engine="pyshacl" if engine == "pyshacl" else "auto")
    if not only and (strange := strangeness(graph.store)):
        say(f"warning: {strange}; our shapes had nothing to look at.")
    kind = "json" if as_json_ else form
    text = {
        "text": lambda: reports.as_text(found, graph),
        "json": lambda: formats.as_json(found, graph),
        "turtle": lambda: formats.as_turtle(found),
        "junit": lambda: formats.as_junit(found, graph),
        "github": lambda: formats.as_github(
            found, graph, places(files, {str(one.focus) for one in found.results}, form_in)
        ),
    }[kind]()
    write([text], None if output is None or str(output) == "-" else output)
    if kind != "text" or output is not None:
        say(reports.summary(found))
        for line in reports.told_of_handing(found) if kind != "text" else ():
            say(line)
    if differing or any(found.count(level) for level in reports.ORDER[: LEVELS.index(fail_on) + 1]):
        raise SystemExit(1)


def fetch(graph: Data, chosen: Shapes, address: str, name: str | None, user: str | None) -> None:
    """Add what an endpoint has. Raises StoreError, InputError for a graph without triples."""
    from diplograph.cli.load import credentials
    from diplograph.query.remote import Endpoint
    from diplograph.query.stores.web import Web
    from diplograph.validate.stored import numbers_again

    who, secret = credentials(user, None) if user else (None, None)
    found = Endpoint(address, Web(who, secret, retries=2, told=say), graph=name).everything()
    if not found:
        raise InputError(
            f"no triples in {'its graph ' + name if name else 'its default graph'}",
            place=address,
            remedy="name one with --graph; diplograph query URL --sparql tells which there are",
        )
    changed = numbers_again(graph, found, chosen)
    if changed:
        say(
            f"{plural(changed, 'number')} came as xsd:integer, as stores keep them, where the shapes want a narrower "
            "type; taken for that type."
        )


def prove(graph: Data, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Put the texts of articles into a graph that has none; the documents whose texts contradict them.

    Raises InputError when none of the graph's documents is among them.
    """
    from diplograph.ingest import files
    from diplograph.validate.texts import supply

    read = {one.sha256.lower(): one.text for one in files.documents(paths, on_problem=Problems())}
    told = supply(graph, read)
    place = ", ".join(paths)
    if not told.found:
        raise InputError(
            f"none of the graph's documents is among the {plural(len(read), 'text')} there",
            place=place,
            remedy="give the files that the graph was made of; they are known by the SHA-256 of their bytes",
        )
    say(f"{plural(told.found, 'document')} proved by {'its text' if told.found == 1 else 'their texts'}.")
    if told.missing:
        say(f"Without text, offsets unproved: {', '.join(told.missing)}.")
    for name in told.differing:
        say(f"error: {name}: its text in the graph is not that of the file with its SHA-256")
    return told.differing
