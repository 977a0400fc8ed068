"""Processes that answer: each does one job at a time and can be ended without hurting the others.

The engine can't be stopped in the middle of a query, a process can. Where the system can fork, one process reads the
graph and forks the workers, which share its memory: a worker that was ended is replaced in milliseconds, whatever the
size of the graph. Elsewhere each worker reads the graph itself. A store in a folder is opened by each worker.
"""

from __future__ import annotations

import os
import pickle
import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Protocol, cast

from diplograph import errors
from diplograph.errors import DiplographError, StoreError
from diplograph.serve.jobs import Job
from diplograph.serve.responses import Refusal, Response

_IN_MEMORY = 1 << 20  # bytes of an answer that stay in memory until it is sent
CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")


class ClientGone(Exception):
    """The client closed the connection before it was answered."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a worker needs to begin. paths: files of RDF, or one folder of a store. memory: bytes that a job may take
    on top, None without limit."""

    paths: tuple[Path, ...]
    memory: int | None = None


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that waits for jobs. end: ends it, whatever it does."""

    connection: Connection
    end: Callable[[], None]


class Starter(Protocol):
    """Makes workers."""

    def start(self) -> Worker: ...

    def close(self) -> None:
        """End all workers."""


class ForkingStarter:
    """A process that has read the graph and forks workers. Raises what reading raised."""

    def __init__(self, plan: Plan) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            # A session of its own: Ctrl-C in the terminal is for the server, which then ends the others in order.
            self._process = subprocess.Popen(
                [sys.executable, "-m", "diplograph.serve.template", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._socket, self._lock = ours, threading.Lock()
        self._control = Connection(os.dup(ours.fileno()))
        self._control.send(plan)
        try:
            _ready(self._control)
        except BaseException:
            self.close()
            raise

    def start(self) -> Worker:
        with self._lock:
            self._control.send(("fork", 0))
            pid = self._control.recv()
            _, handles, _, _ = socket.recv_fds(self._socket, 1, 1)
        connection = Connection(handles[0])

        def end() -> None:
            connection.close()
            with self._lock:
                self._control.send(("end", pid))

        try:
            _ready(connection)
        except BaseException:
            end()
            raise
        return Worker(connection, end)

    def close(self) -> None:
        self._control.close()
        self._socket.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class SpawningStarter:
    """Workers that read the graph themselves, for systems that can't fork."""

    def __init__(self, plan: Plan) -> None:
        self._plan, self._running = plan, set[Callable[[], None]]()

    def start(self) -> Worker:
        from diplograph.serve.template import spawned

        ours, theirs = get_context("spawn").Pipe()
        process = get_context("spawn").Process(target=spawned, args=(self._plan, theirs), daemon=True)
        process.start()
        theirs.close()

        def end() -> None:
            self._running.discard(end)
            ours.close()
            process.kill()
            process.join()

        self._running.add(end)
        try:
            _ready(ours)
        except BaseException:
            end()
            raise
        return Worker(ours, end)

    def close(self) -> None:
        for end in list(self._running):
            end()


def starter(plan: Plan) -> Starter:
    """The starter that suits this system. Raises InputError or StoreError for a graph that can't be read."""
    return ForkingStarter(plan) if CAN_FORK else SpawningStarter(plan)


class Pool:
    """A fixed number of workers; more jobs than workers wait, for a while and not too many.

    patience: seconds that a job waits for a worker. places: how many may wait. say: told what went wrong.
    """

    def __init__(
        self, starter: Starter, size: int, *, patience: float, places: int = 32, say: Callable[[str], None] = print
    ) -> None:
        self._starter, self._patience, self._places, self._say = starter, patience, places, say
        self._free: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        self._waiting, self._lock, self._closing = 0, threading.Lock(), False
        for _ in range(size):
            self._free.put(starter.start())

    def run(self, job: Job, client: socket.socket | None = None) -> Response:
        """The answer to a job.

        client: a job whose client closed the connection is ended. Raises Refusal (with the job's own reason, or 503
        when its time is over or all workers are taken, 500 when it took too much memory) and ClientGone.
        """
        worker = self._take()
        kept = False
        try:
            answer, kept = _converse(worker.connection, job, client)
            return answer
        except Refusal:
            kept = True
            raise
        except _Broken as error:
            kept = True
            self._say(f"a mistake of this program, please report it: {job.title}\n{error}")
            raise Refusal(500, "A mistake of this server; its terminal tells more.\n") from None
        except _Overrun:
            self._say(f"stopped after {job.seconds:g} s: {job.title}")
            raise Refusal(
                503, f"Stopped: it took more than {job.seconds:g} s. Ask for less: fewer patterns, or LIMIT.\n"
            ) from None
        except (EOFError, OSError):
            if self._closing:
                raise Refusal(503, "The server is being stopped.\n") from None
            self._say(f"ended by itself, most likely for want of memory: {job.title}")
            raise Refusal(
                500,
                "Stopped: it took too much memory, or is too deeply nested. Ask for less: fewer patterns, LIMIT.\n",
            ) from None
        finally:
            self._free.put(worker if kept or self._closing else self._instead_of(worker))

    def closing(self) -> None:
        """From here on workers end because they are to: nobody is told, and none is replaced."""
        self._closing = True

    def _take(self) -> Worker:
        with self._lock:
            if self._waiting >= self._places:
                raise Refusal(503, "Too many requests are waiting; try again in a moment.\n", Retry_After="5")
            self._waiting += 1
        try:
            worker = self._free.get(timeout=self._patience)
            if worker is None:  # one that could not be replaced then: try again
                try:
                    worker = self._starter.start()
                except (OSError, EOFError, DiplographError):
                    self._free.put(None)
                    raise Refusal(500, "No process can be started to answer this; start the server anew.\n") from None
            return worker
        except queue.Empty:
            raise Refusal(
                503, f"All workers are busy for {self._patience:g} s now; try again in a moment.\n", Retry_After="5"
            ) from None
        finally:
            with self._lock:
                self._waiting -= 1

    def _instead_of(self, worker: Worker) -> Worker | None:
        try:
            worker.end()
            return self._starter.start()
        except (OSError, EOFError, DiplographError) as error:
            self._say(f"a process could not be replaced ({error or 'it ended'})")
            return None


class _Overrun(Exception):
    pass


class _Broken(Exception):
    pass


def _converse(connection: Connection, job: Job, client: socket.socket | None) -> tuple[Response, bool]:
    """Hand a job to a worker and collect the answer: it is sent whole or not at all, and a slow reader holds no one.

    The second says whether the worker is still lean enough to be kept.
    """
    connection.send(job)
    end = time.monotonic() + job.seconds
    status, content_type, length = 200, "", 0
    body = cast(IO[bytes], SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 (the sender closes it)
    try:
        while True:
            watched: list[Connection | socket.socket] = [connection] if client is None else [connection, client]
            heard = wait(watched, timeout=max(0.0, end - time.monotonic()))
            if not heard:
                raise _Overrun
            if connection not in heard:
                if _closed(cast(socket.socket, client)):
                    raise ClientGone
                client = None  # it sends its next request already
                continue
            kind, *rest = pickle.loads(connection.recv_bytes())  # from our own process
            if kind == "data":
                length += len(rest[0])
                body.write(rest[0])
            elif kind == "head":
                status, content_type = rest
            elif kind == "refused":
                raise Refusal(*rest)
            elif kind == "broken":
                raise _Broken(rest[0])
            else:
                body.seek(0)
                return Response(status, content_type, body, length), not rest[0]
    except BaseException:
        body.close()
        raise


def _closed(client: socket.socket) -> bool:
    try:
        return client.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True


def _ready(connection: Connection) -> None:
    """Wait for a process that begins. Raises what went wrong there, or EOFError."""
    kind, *rest = connection.recv()
    if kind == "failed":
        name, what, place, remedy = rest
        raise getattr(errors, name, StoreError)(what, place=place, remedy=remedy)
