"""`diplograph load`: graphs into a store, embedded or elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import click

from diplograph.cli.common import plural, say


@click.command(epilog="Exit status: 0 loaded, 2 could not (then nothing was changed unless the message says so).")
@click.argument("graphs", metavar="GRAPH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--store", type=click.Path(path_type=Path), metavar="DIR", help="Folder of an embedded store (Oxigraph).")
@click.option("--endpoint", metavar="URL", help="Graph Store address of a SPARQL 1.1 store.")
@click.option("--graph", "named", metavar="IRI", help="Into this named graph, not the default one.")
@click.option("--replace", is_flag=True, help="What stands in the graph goes first.")
@click.option("--user", metavar="NAME:PASSWORD", envvar="DIPLOGRAPH_STORE_USER", help="For the store elsewhere.")
@click.option("--json", "as_json_", is_flag=True, help="Say what was done as JSON on standard output.")
def load(
    graphs: tuple[Path, ...],
    store: Path | None,
    endpoint: str | None,
    named: str | None,
    replace: bool,
    user: str | None,
    as_json_: bool,
) -> None:
    """Load graphs into a store: an embedded one in a folder, or any that speaks the Graph Store Protocol.

    Every file is read before anything is sent: a broken one changes nothing.

    \b
      diplograph load output/diplograph.ttl --store store/
      diplograph query store/ joint-statements
      diplograph load output/diplograph.ttl --endpoint http://localhost:7878/store --replace
      diplograph load output/diplograph.ttl --endpoint http://localhost:3030/news/data --graph urn:news:2025
    """
    if bool(store) == bool(endpoint):
        raise click.UsageError("give --store DIR or --endpoint URL")
    if endpoint:
        from diplograph.query.remote import send

        count = send(graphs, endpoint, graph=named, replace=replace, user=user)
        say(f"{plural(count, 'triple')} sent to {endpoint}.")
    else:
        assert store is not None
        from diplograph.query.store import load_files

        count = load_files(graphs, store, graph=named, replace=replace)
        say(f"{store} now holds {plural(count, 'triple')}.")
    if as_json_:
        click.echo(json.dumps({"triples": count, "target": endpoint or str(store)}))
