"""`diplograph load`: graphs into a store, embedded or elsewhere."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph.cli.common import plural, progress, say
from diplograph.errors import InputError

if TYPE_CHECKING:
    from diplograph.query.stores.addresses import Addresses
    from diplograph.query.stores.load import Loaded
    from diplograph.query.stores.parts import Part

PASSWORD = "DIPLOGRAPH_STORE_PASSWORD"


@click.command(epilog="Exit status: 0 loaded, 2 could not (the message says what is in the store by then).")
@click.argument("graphs", metavar="GRAPH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--store", type=click.Path(path_type=Path), metavar="DIR", help="Folder of an embedded store (Oxigraph).")
@click.option("--endpoint", metavar="URL", help="Address of a store elsewhere: Graph Store Protocol, or SPARQL Update.")
@click.option("--graph", "named", metavar="IRI", help="Into this named graph, not the default one.")
@click.option(
    "--graphs",
    "split",
    type=click.Choice(("own", "document", "one")),
    default="own",
    show_default=True,
    help="own: named graphs of the files stay as they are. document: one for each document, named as it is; what "
    "documents share goes where --graph says. one: everything goes there.",
)
@click.option("--replace", is_flag=True, help="What stands in these graphs goes first.")
@click.option(
    "--protocol",
    type=click.Choice(("graph-store", "update")),
    help="How to write.  [default: what the address is known for, else graph-store]",
)
@click.option("--query-endpoint", metavar="URL", help="Where the store answers queries, for the count at the end.")
@click.option("--user", metavar="NAME", envvar="DIPLOGRAPH_STORE_USER", help="The password comes from elsewhere.")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help=f"Its first line is the password.  [default: the variable {PASSWORD}, else you are asked]",
)
@click.option("--auth", type=click.Choice(("auto", "basic", "digest")), default="auto", show_default=True)
@click.option("--ca", type=click.Path(path_type=Path), metavar="FILE", help="Certificates to trust instead.")
@click.option(
    "--timeout", type=click.FloatRange(0, min_open=True), default=300.0, show_default=True, help="Seconds per request."
)
@click.option(
    "--retries", type=click.IntRange(0, 20), default=4, show_default=True, help="When it is down or busy, with pauses."
)
@click.option(
    "--batch",
    type=click.IntRange(0),
    metavar="N",
    help="Triples a request, 0: each graph in one.  [default: 50000, of what replaces 500000, of an update 1000]",
)
@click.option(
    "--resume",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Note here how far it has come; the same command then goes on from there.",
)
@click.option("--check/--no-check", default=True, show_default=True, help="Count what is there in the end.")
@click.option("--dry-run", is_flag=True, help="Read the files, ask the store what it holds, send nothing.")
@click.option("--json", "as_json_", is_flag=True, help="Say what was done as JSON on standard output.")
def load(
    graphs: tuple[Path, ...],
    store: Path | None,
    endpoint: str | None,
    named: str | None,
    split: str,
    replace: bool,
    protocol: str | None,
    query_endpoint: str | None,
    user: str | None,
    password_file: Path | None,
    auth: str,
    ca: Path | None,
    timeout: float,
    retries: int,
    batch: int | None,
    resume: Path | None,
    check: bool,
    dry_run: bool,
    as_json_: bool,
) -> None:
    """Load graphs into a store: an embedded one in a folder, or any that speaks SPARQL 1.1.

    Every file is read before anything is sent: a broken one changes nothing. A password is never an argument.

    \b
      diplograph load output/diplograph.ttl --store store/
      diplograph query store/ joint-statements
      diplograph load output/diplograph.ttl --endpoint http://localhost:7878/store --replace
      diplograph load output/diplograph.ttl --endpoint http://localhost:3030/news/data --graphs document
      diplograph load output/diplograph.ttl --endpoint http://localhost:8890/sparql-graph-crud-auth \\
        --graph urn:news:2025 --user dba
    """
    if bool(store) == bool(endpoint):
        raise click.UsageError("give --store DIR or --endpoint URL")
    if store is not None:
        from diplograph.query.stores.embedded import load_files

        done = load_files(graphs, store, graphs=split, name=named, replace=replace, dry_run=dry_run)
        say(f"{store} {'holds' if dry_run else 'now holds'} {plural(done.total, 'triple')}.")
        if dry_run:
            say(f"Would add {plural(done.sent, 'triple')} in {plural(done.graphs, 'graph')}; nothing was changed.")
        if as_json_:
            click.echo(json.dumps({"triples": done.total, "target": str(store), "sent": done.sent}))
        return
    assert endpoint is not None

    from diplograph.query.stores.addresses import addresses
    from diplograph.query.stores.load import load as send
    from diplograph.query.stores.parts import read
    from diplograph.query.stores.web import Web

    to = addresses(endpoint, protocol=protocol, query=query_endpoint)
    if ca is not None and not ca.exists():
        raise InputError("no such file", place=str(ca), remedy="name a file of certificates (PEM) with --ca")
    name, secret = credentials(user, password_file)
    web = Web(name, secret, auth, str(ca) if ca else None, timeout, retries, told=say)
    parts = read(graphs, graphs=split, name=named)
    for warning in web.warnings(endpoint):
        say(f"warning: {warning}")
    done_ = send(
        parts,
        to,
        web,
        replace=replace,
        batch=batch,
        resume=resume,
        check=check,
        dry_run=dry_run,
        passed=lambda steps: progress(steps, "Sending requests"),
    )
    for line in told(done_, parts, to, dry_run=dry_run, replace=replace):
        say(line)
    if as_json_:
        click.echo(json.dumps(as_json(done_, to, dry_run=dry_run), indent=2))


def told(done: Loaded, parts: list[Part], to: Addresses, *, dry_run: bool, replace: bool) -> list[str]:
    """What was done, for people."""
    where = to.given + (f" ({to.name})" if to.name else "")
    in_graphs = f"in {plural(len(parts), 'graph')}"
    requests = plural(done.requests, "request")
    if dry_run:
        there = [one.before for one in done.arrivals]
        known = sum(one for one in there if one is not None)
        holds = "did not tell what it holds there" if None in there else f"holds {plural(known, 'triple')} there now"
        verb = "replace" if replace else "add to"
        lines = [
            f"Would send {plural(done.sent, 'triple')} {in_graphs} to {where}, in {requests}; nothing was sent.",
            f"The store {holds}; this would {verb} {'it' if known or None in there else 'nothing'}.",
        ]
        return lines + [f"An earlier run has done {done.skipped} of them."] * bool(done.skipped)
    lines = [f"{plural(done.sent, 'triple')} sent {in_graphs} to {where}, in {requests}."]
    if done.skipped:
        lines[0] += f" An earlier run had done {done.skipped} of them."
    if done.unchecked:
        lines.append(f"note: not all was counted there: {done.unchecked}.")
    else:
        total = sum(one.there or 0 for one in done.arrivals)
        lines.append(f"All are there; these graphs now hold {plural(total, 'triple')}.")
    return lines


def as_json(done: Loaded, to: Addresses, *, dry_run: bool) -> dict[str, object]:
    return {
        "triples": done.sent,
        "target": to.given,
        "store": to.name,
        "protocol": to.protocol,
        "requests": done.requests,
        "done_before": done.skipped,
        "dry_run": dry_run,
        "checked": not dry_run and done.unchecked is None,
        "graphs": [
            {"graph": one.graph, "sent": one.sent, "before": one.before, "there": one.there} for one in done.arrivals
        ],
    }


def credentials(user: str | None, file: Path | None) -> tuple[str | None, str | None]:
    """Name and password, from wherever they are. Raises click.UsageError for a password among the arguments."""
    if user is None:
        if file is not None or os.environ.get(PASSWORD):
            raise click.UsageError("whose password? give --user NAME (or DIPLOGRAPH_STORE_USER)")
        return None, None
    name, colon, rest = user.partition(":")
    if colon:
        if user != os.environ.get("DIPLOGRAPH_STORE_USER"):
            raise click.UsageError(
                "others on this machine can read a password among the arguments; give --user NAME alone, and the "
                f"password when asked, from --password-file or {PASSWORD}"
            )
        return name, rest
    if file is not None:
        try:
            words = file.read_text(encoding="utf-8").splitlines()
            if os.name == "posix" and file.is_file() and file.stat().st_mode & 0o077:
                say(f"warning: {file}: others may read this password; chmod 600 {file}")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "not UTF-8"
            raise InputError(f"can't be read ({reason})", place=str(file), remedy="look at the path") from error
        if not words or not words[0]:
            raise InputError("no password in its first line", place=str(file), remedy="write it there")
        return name, words[0]
    if PASSWORD in os.environ:
        return name, os.environ[PASSWORD]
    if not sys.stdin.isatty():
        raise click.UsageError(f"no password for {name}: set {PASSWORD} or give --password-file")
    return name, click.prompt(f"Password of {name}", hide_input=True, err=True)
