"""`diplograph query`: ready questions or one's own, to a file or a store."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph.cli.common import say, write
from diplograph.errors import InputError

if TYPE_CHECKING:
    from diplograph.query.ask import Rows
    from diplograph.query.questions import Question


@click.command(epilog="Exit status: 0 answered (no rows is an answer too), 2 could not run.")
@click.argument("graph", type=click.Path(path_type=Path))
@click.argument("name", required=False)
@click.option("--list", "listed", is_flag=True, help="Show the ready questions.")
@click.option("--sparql", metavar="FILE|-", help="A question of your own, from a file or standard input.")
@click.option(
    "--set", "values", multiple=True, metavar="NAME=VALUE", help="A value of a ready question; may be repeated."
)
@click.option("--format", "form", type=click.Choice(("table", "csv", "json")), default="table", show_default=True)
@click.option("--json", "as_json_", is_flag=True, help="Short for --format json.")
@click.option("--csv", "as_csv_", is_flag=True, help="Short for --format csv.")
def query(
    graph: Path,
    name: str | None,
    listed: bool,
    sparql: str | None,
    values: tuple[str, ...],
    form: str,
    as_json_: bool,
    as_csv_: bool,
) -> None:
    """Ask a graph: a ready question by its NAME, or SPARQL.

    GRAPH is a file of RDF or the folder of a store that `diplograph load` filled.

    \b
      diplograph query output/diplograph.ttl --list
      diplograph query output/diplograph.ttl joint-statements
      diplograph query output/diplograph.ttl calls-on-day --set day=2025-02-24
      diplograph query output/diplograph.ttl --sparql mine.rq --csv > rows.csv
      echo 'SELECT * { ?s ?p ?o } LIMIT 3' | diplograph query store/ --sparql - --json
    """
    from diplograph.query import questions

    kind = "json" if as_json_ else "csv" if as_csv_ else form
    if listed:
        write([listing(questions.all_questions(), kind)], None)
        return
    if bool(name) == bool(sparql):
        raise click.UsageError("give the NAME of a ready question (--list shows them) or --sparql")
    if values and not name:
        raise click.UsageError("--set goes with a ready question")
    lists: tuple[str, ...] = ()
    if name:
        question = questions.named(name)
        text, lists, place = questions.with_values(question, pairs(values)), question.lists, name
    else:
        assert sparql is not None
        text, place = read_sparql(sparql)

    from diplograph.query.ask import as_csv, as_json, ask
    from diplograph.query.store import open_graph

    rows = ask(open_graph(graph), text, lists=lists, place=place)
    if kind == "json":
        write([as_json(rows, lists=lists)], None)
    elif kind == "csv":
        write([as_csv(rows)], None)
    else:
        write([table(rows)], None)
        if not rows.rows:
            say("No rows.")


def pairs(values: tuple[str, ...]) -> dict[str, str]:
    """ "day=2025-02-24" and the like as a dictionary. Raises click.UsageError."""
    found = {}
    for value in values:
        name, sign, rest = value.partition("=")
        if not sign or not name:
            raise click.UsageError(f"--set {value}: write NAME=VALUE")
        found[name] = rest
    return found


def read_sparql(source: str) -> tuple[str, str]:
    """The text of a query and what to call it. Raises InputError when it can't be read."""
    if source == "-":
        return sys.stdin.read(), "the query"
    try:
        return Path(source).read_text(encoding="utf-8"), source
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise InputError(f"can't be read ({reason})", place=source, remedy="look at the path") from error


def listing(known: tuple[Question, ...], kind: str) -> str:
    """The ready questions as table, CSV or JSON."""
    from diplograph.query.ask import Rows, as_csv

    if kind == "json":
        return (
            json.dumps(
                [
                    {
                        "name": one.name,
                        "title": one.title,
                        "description": one.description,
                        "values": {
                            each.name: {"meaning": each.meaning, "default": each.default} for each in one.parameters
                        },
                    }
                    for one in known
                ],
                ensure_ascii=False,
                indent=2,
            )
            + "\n"
        )
    rows = Rows(
        ("name", "description", "values"),
        tuple(
            (one.name, one.description, ", ".join(f"{each.name}={each.default}" for each in one.parameters))
            for one in known
        ),
    )
    return as_csv(rows) if kind == "csv" else table(rows)


def table(rows: Rows) -> str:
    """Rows as people read them, as wide as the terminal; piped elsewhere nothing is cut."""
    import io

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in rows.columns:
        shown.add_column(name, overflow="fold")
    for row in rows.rows:
        shown.add_row(*(Text(short(cell or "")) for cell in row))
    terminal = sys.stdout.isatty()
    out = io.StringIO()
    console = Console(
        file=out, width=None if terminal else 10_000, force_terminal=terminal, color_system="auto" if terminal else None
    )
    console.print(shown)
    lines = [line.rstrip() for line in out.getvalue().split("\n")]
    return "\n".join(line for line in lines if line) + "\n"


def short(cell: str) -> str:
    """An IRI of our vocabulary or of RDF's usual ones with its prefix; other cells as they are.

    >>> short("https://w3id.org/diplograph/vocab/phone-call")
    'dipv:phone-call'
    """
    from diplograph.graph.turtle import VOCABULARIES

    for prefix, space in VOCABULARIES.items():
        if cell.startswith(space) and "/" not in cell[len(space) :]:
            return f"{prefix}:{cell[len(space) :]}"
    return cell
