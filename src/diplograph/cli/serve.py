"""`diplograph serve`: a graph on this machine, for SPARQL and for the eye."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from pathlib import Path

import click

from diplograph.cli.common import plural, say
from diplograph.errors import InputError

_GRACE = 5.0  # seconds that requests in work get at the end


@click.command(epilog="Exit status: 0 stopped in order (Ctrl-C or SIGTERM), 2 could not run.")
@click.argument("graphs", metavar="GRAPH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7800, show_default=True, help="0 takes any that is free."
)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, 86400, min_open=True),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="A query that takes longer is stopped.",
)
@click.option(
    "--workers", type=click.IntRange(1, 64), metavar="N", help="Queries at once.  [default: processors, at least 2]"
)
@click.option(
    "--max-answer", type=click.IntRange(1), default=100, show_default=True, metavar="MIB", help="Longest answer."
)
@click.option(
    "--memory",
    type=click.IntRange(64),
    default=2048,
    show_default=True,
    metavar="MIB",
    help="Most that a query may take.",
)
@click.option("--cors", multiple=True, metavar="ORIGIN|*", help="Let pages of this origin ask; may be repeated.")
@click.option("--base", metavar="IRI", help="What the graph's own IRIs begin with.  [default: as its documents' do]")
@click.option("--verbose", "-v", is_flag=True, help="Tell each request.")
def serve(
    graphs: tuple[Path, ...],
    port: int,
    host: str,
    timeout: float,
    workers: int | None,
    max_answer: int,
    memory: int,
    cors: tuple[str, ...],
    base: str | None,
    verbose: bool,
) -> None:
    """Serve a graph on this machine: a SPARQL endpoint, a query page, and a page for each node.

    GRAPH is a file of RDF, several files, or the folder of a store that `diplograph load` filled. It is only read.

    \b
      diplograph serve output/diplograph.ttl
      diplograph serve store/ --port 8080 --timeout 10
      curl -d 'query=SELECT * { ?m a dip:Meeting }' http://127.0.0.1:7800/sparql
    """
    from diplograph.serve.application import Settings
    from diplograph.serve.running import start
    from diplograph.serve.server import is_loopback

    settings = Settings(
        title=", ".join(one.name for one in graphs),
        base=base or "",
        seconds=timeout,
        limit=max_answer << 20,
        cors=tuple(_origin(one) for one in cors),
    )
    ended = threading.Event()
    running = start(
        graphs,
        settings,
        host=host,
        port=port,
        workers=workers or max(2, os.cpu_count() or 2),
        memory=memory << 20,
        say=say,
        log=say if verbose else None,
    )
    with running:
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda *_: ended.set())
        home = running.server.home
        say(f"Serving {plural(running.triples, 'triple')} at {home} (endpoint: {home}sparql)")
        if len(running.bases) > 1:
            say("note: its documents have several bases: " + ", ".join(running.bases))
        if not is_loopback(host):
            say("warning: others can reach this address, and no password is asked")
        say("Ctrl-C stops it.")
        ended.wait()
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # once more ends it at once
        say("Stopping.")
        with suppress(KeyboardInterrupt):
            if not running.server.finish(_GRACE):
                say(f"note: requests that took longer than {_GRACE:g} s more were ended")
    say("Stopped.")


def _origin(given: str) -> str:
    """An origin as browsers send it. Raises InputError for one that is none."""
    origin = given.strip().rstrip("/").lower()
    if origin != "*" and (not origin.startswith(("http://", "https://")) or origin.count("/") != 2):
        raise InputError(f"{given!r} is no origin", place="--cors", remedy="write it like https://example.org, or *")
    return origin
