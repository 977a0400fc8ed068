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
    import pyoxigraph as ox

    from diplograph.query.ask import Rows
    from diplograph.query.questions import Question
    from diplograph.query.remote import Endpoint

FORMATS = ("table", "csv", "json", "markdown", "turtle")


@click.command(epilog="Exit status: 0 answered (no rows is an answer too), 2 could not run.")
@click.argument("graph", required=False)
@click.argument("name", required=False)
@click.option("--list", "listed", is_flag=True, help="Show the ready questions.")
@click.option("--show", "shown", is_flag=True, help="Print the SPARQL of a ready question with its values; don't ask.")
@click.option("--sparql", metavar="FILE|-", help="A question of your own, from a file or standard input.")
@click.option("--actor", metavar="NAME", help="The actor it is about.")
@click.option("--other", metavar="NAME", help="The other actor, or the source.")
@click.option("--place", metavar="NAME", help="Country or town.")
@click.option("--from", "from_", metavar="DAY", help="Only what ended on this day (YYYY-MM-DD) or later.")
@click.option("--to", metavar="DAY", help="Only what began on this day or earlier.")
@click.option("--day", metavar="DAY", help="The day.")
@click.option("--words", metavar="WORDS", help="Words to look for; some questions take several: peace|truce.")
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE", help="Any value by its name; may be repeated.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="[default: table; turtle for the graph of a CONSTRUCT]"
)
@click.option("--json", "as_json_", is_flag=True, help="Short for --format json.")
@click.option("--csv", "as_csv_", is_flag=True, help="Short for --format csv.")
@click.option("--user", metavar="NAME", envvar="DIPLOGRAPH_STORE_USER", help="For an endpoint that wants one.")
@click.option("--labels/--iris", default=None, help="Names or IRIs.  [default: names in table and markdown]")
def query(
    graph: str | None,
    name: str | None,
    listed: bool,
    shown: bool,
    sparql: str | None,
    values: tuple[str, ...],
    form: str | None,
    as_json_: bool,
    as_csv_: bool,
    labels: bool | None,
    from_: str | None,
    user: str | None,
    **options: str | None,
) -> None:
    """Ask a graph: a ready question by its NAME, or SPARQL.

    GRAPH is a file of RDF, the folder of a store that `diplograph load` filled, or the address of a SPARQL endpoint
    (--user and a password from DIPLOGRAPH_STORE_PASSWORD where it wants them). In your own SPARQL the prefixes
    dip, dipv, nif, dcterms, skos, org, prov, rdf, rdfs, schema, sem, time, owl, xsd, person, state, government,
    organization, media, group, place and document need no declaration.

    \b
      diplograph query --list
      diplograph query output/diplograph.ttl joint-statements
      diplograph query output/diplograph.ttl timeline --actor "Xi Jinping" --from 2025-02-01
      diplograph query output/diplograph.ttl low-confidence --set below=0.5
      diplograph query output/diplograph.ttl --sparql mine.rq --csv > rows.csv
      diplograph query http://localhost:7878/query who-met-whom
      echo 'SELECT * { ?s dip:participant ?o }' | diplograph query store/ --sparql - --json
    """
    from diplograph.query import questions

    kind = "json" if as_json_ else "csv" if as_csv_ else form
    given = {key: value for key, value in {**options, "from": from_}.items() if value is not None}
    if listed:
        write([listing(questions.all_questions(), kind or "table")], None)
        return
    if shown and name is None and graph is not None:
        graph, name = None, graph
    if bool(name) == bool(sparql):
        raise click.UsageError("give the NAME of a ready question (--list shows them) or --sparql")
    if (values or given) and not name:
        raise click.UsageError(f"--{'set' if values else min(given)} goes with a ready question")
    question = questions.named(name) if name else None
    chosen = {**questions.by_option(question, given), **pairs(values)} if question else {}
    if shown:
        if question is None:
            raise click.UsageError("--show goes with a ready question")
        write([questions.with_values(question, chosen)], None)
        return
    if graph is None:
        raise click.UsageError("name the GRAPH: a file of RDF, the folder of a store or an endpoint's address")
    text, place = ("", question.name) if question else read_sparql(sparql or "-")

    from diplograph.query import checking
    from diplograph.query.ask import ask

    if question:
        questions.with_values(question, chosen)  # a wrong value is told before a large graph is read
    store = opened(graph, user)
    if question:
        text = questions.with_values(question, in_graph(store, question, chosen))
    else:
        for doubt in checking.doubts(text):
            say(f"warning: {place}, {doubt}")
    lists = question.lists if question else ()
    rows = ask(store, text, lists=lists, place=place)
    write([written(store, rows, kind, labels, lists)], None)
    if not rows.rows:
        from diplograph.graph.kinship import strangeness

        strange = strangeness(store) if question else None
        if strange:
            say(f"warning: {strange}; the ready questions find nothing in it.")
        say(" ".join(["No rows.", *(why_empty(store, question, chosen) if question else [])]))


def opened(place: str, user: str | None) -> ox.Store | Endpoint:
    """A file, a store's folder, or an endpoint, with name and password if it is one. Raises as `open_graph` does."""
    from diplograph.query import remote

    if not remote.is_endpoint(place):
        return remote.open_place(place)
    from diplograph.cli.load import credentials
    from diplograph.query.stores.web import Web

    name, secret = credentials(user, None) if user else (None, None)
    return remote.open_place(place, Web(name, secret, retries=2, told=say))


def written(
    store: ox.Store | Endpoint, rows: Rows, kind: str | None, labels: bool | None, lists: tuple[str, ...]
) -> str:
    """An answer in a format (None: the one that suits it)."""
    from diplograph.cli.tables import markdown, table
    from diplograph.query.ask import as_csv, as_json, as_turtle
    from diplograph.query.labels import labelled

    kind = kind or ("table" if rows.graph is None else "turtle")
    if kind == "turtle":
        return as_turtle(rows)
    if labels or (labels is None and kind in ("table", "markdown")):
        rows = labelled(store, rows)
    if kind == "json":
        return as_json(rows, lists=lists)
    if kind == "csv":
        return as_csv(rows)
    return markdown(rows.columns, rows.rows) if kind == "markdown" else table(rows)


def in_graph(store: ox.Store | Endpoint, question: Question, chosen: dict[str, str]) -> dict[str, str]:
    """The values with names as the graph writes them. Raises InputError for a name that it doesn't know."""
    from diplograph.query.naming import CLASSES, resolved

    kinds = {each.name: each.kind for each in question.parameters}
    found = dict(chosen)
    for name, value in chosen.items():
        if kinds.get(name) in CLASSES:
            match = resolved(store, kinds[name], value)
            found[name] = match.name
            if match.several:
                say(f'note: "{value}" may be {" or ".join(match.several)}; all are meant')
    return found


def why_empty(store: ox.Store | Endpoint, question: Question, chosen: dict[str, str]) -> list[str]:
    """What was asked with, for those who wonder at an empty answer; and defaults that the graph doesn't know."""
    from diplograph.query.naming import CLASSES, resolved

    notes = []
    for each in question.parameters:
        if each.name in chosen or each.default is None:
            continue
        how = f"--{each.option}" if each.option else f"--set {each.name}=..."
        if each.kind in CLASSES:
            try:
                resolved(store, each.kind, each.default)
            except InputError:
                notes.append(f'The graph has no {each.kind} called "{each.default}"; choose one with {how}.')
                continue
        notes.append(f"Asked with {each.name}={each.default}; {how} changes it.")
    return notes


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
    try:
        if source == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig"), "the query"
        return Path(source).read_text(encoding="utf-8-sig"), source
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        place = "standard input" if source == "-" else source
        raise InputError(f"can't be read ({reason})", place=place, remedy="look at the path") from error


def listing(known: tuple[Question, ...], kind: str) -> str:
    """The ready questions as table, CSV, JSON or Markdown."""
    from diplograph.cli.tables import markdown, table
    from diplograph.query.ask import Rows, as_csv

    if kind == "json":
        return json.dumps([_described(one) for one in known], ensure_ascii=False, indent=2) + "\n"
    groups: dict[str, list[Question]] = {}
    for one in known:
        groups.setdefault(one.group, []).append(one)
    if kind == "markdown":
        heads = ("question", "what it tells", "values", "a row of an answer")
        return "\n".join(
            f"### {group.capitalize()}\n\n"
            + markdown(heads, [(one.name, one.description, " ".join(asked_with(one)), one.example) for one in members])
            for group, members in groups.items()
        )
    columns = ("name", "description", "values")
    cells = {one.name: (one.name, one.description, " ".join(asked_with(one))) for one in known}
    if kind == "csv":
        return as_csv(Rows(("group", *columns), tuple((one.group, *cells[one.name]) for one in known)))
    return "\n".join(
        table(Rows(columns, tuple(cells[one.name] for one in members)), title=group.capitalize())
        for group, members in groups.items()
    )


def asked_with(question: Question) -> list[str]:
    """A question's values as they are set on the command line, with their defaults.

    >>> from diplograph.query.questions import named
    >>> asked_with(named("who-calls-whom"))
    ['--actor China', '--words enabler']
    """
    found = []
    for each in question.parameters:
        default = "..." if each.default is None else f'"{each.default}"' if " " in each.default else each.default
        shown = f"--{each.option} {default}" if each.option else f"--set {each.name}={default}"
        found.append(f"[{shown}]" if each.default is None else shown)
    return found


def _described(one: Question) -> dict[str, object]:
    return {
        "name": one.name,
        "title": one.title,
        "group": one.group,
        "description": one.description,
        "values": {
            each.name: {"kind": each.kind, "meaning": each.meaning, "default": each.default, "option": each.option}
            for each in one.parameters
        },
    }
