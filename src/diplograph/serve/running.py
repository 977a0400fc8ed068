"""A server with its workers, from the first to the last."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from diplograph.errors import InputError
from diplograph.graph.identifiers import BASE
from diplograph.query.store import is_store
from diplograph.serve.application import Application, Settings
from diplograph.serve.jobs import Begin
from diplograph.serve.responses import Refusal
from diplograph.serve.server import Server, check_free, listening
from diplograph.serve.workers import Plan, Pool, Starter, starter

_PAGES = 2  # workers kept for pages, so that queries never keep people waiting


class Running:
    """A server that runs. triples: how many it serves; bases: what their documents' IRIs begin with."""

    def __init__(
        self, server: Server, starter: Starter, pools: tuple[Pool, ...], triples: int, bases: tuple[str, ...]
    ) -> None:
        self.server, self._starter, self._pools = server, starter, pools
        self.triples, self.bases = triples, bases

    def __enter__(self) -> Running:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes at once; `server.finish` before that lets requests in work end in order."""
        for pool in self._pools:
            pool.closing()
        self.server.shutdown()
        self.server.socket.close()
        self._starter.close()


def start(
    graphs: Iterable[Path],
    settings: Settings,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    workers: int = 2,
    memory: int | None = None,
    say: Callable[[str], None] = print,
    log: Callable[[str], None] | None = None,
    make: Callable[[Plan], Starter] = starter,
) -> Running:
    """Serve graphs in the background; a port of 0 takes any.

    settings: with an empty base the graph's own is taken. memory: bytes that a query may take. say, log: as in
    `Server`. make: how workers are started.
    Raises InputError for a graph that can't be read, StoreError for a store or a port that can't be opened.
    """
    paths = tuple(graphs)
    if len(paths) > 1 and any(is_store(path) for path in paths):
        raise InputError("a store is served alone", remedy="name one folder, or files only")
    check_free(host, port)
    begun = make(Plan(paths, memory))
    try:
        queries = Pool(begun, workers, patience=min(10.0, settings.seconds), say=say)
        pages = Pool(begun, _PAGES, patience=10.0, say=say)
        answer = pages.run(Begin(60.0, 1 << 20))
        assert not isinstance(answer.body, bytes), "workers answer with files"
        with answer.body as file:
            triples, bases = pickle.loads(file.read())  # from our own process
        application = Application(
            replace(settings, base=settings.base or (bases[0] if bases else BASE)), queries, pages
        )
        server = Server(application, host, port, say=say, log=log)
    except BaseException:
        begun.close()
        raise

    def count() -> None:
        with suppress(Refusal, OSError):  # those who ask for the figures are told
            application.counted()

    threading.Thread(target=count, daemon=True).start()
    listening(server)
    return Running(server, begun, (queries, pages), triples, bases)
