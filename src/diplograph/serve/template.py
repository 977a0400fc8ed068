"""What runs in the processes that answer: reading the graph, and waiting for jobs."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import socket
import sys
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection

import pyoxigraph as ox

from diplograph.errors import DiplographError
from diplograph.query.store import is_store, open_graph, read_into
from diplograph.serve import jobs
from diplograph.serve.responses import Refusal
from diplograph.serve.workers import Plan

_CHUNK = 1 << 16
_FAT = 128 << 20  # bytes more than before a job: what was taken is not given back, a fresh process is leaner
_LATE = 2.0  # seconds after which a worker ends itself if nobody else did


def opened(plan: Plan) -> ox.Store:
    """The graph. Raises InputError or StoreError."""
    if len(plan.paths) == 1:
        return open_graph(plan.paths[0])
    store = ox.Store()
    for path in plan.paths:
        read_into(store, path)
    return store


def main(handle: int) -> None:
    """Read the graph, then fork a worker whenever the server asks for one, until it goes away."""
    control = Connection(handle)
    channel = socket.socket(fileno=os.dup(handle))
    plan: Plan = control.recv()
    # A folder's store has threads of its own, which a fork loses: each worker opens it.
    shared = not any(is_store(path) for path in plan.paths)
    store = None
    try:
        store = opened(plan) if shared else None
        jobs.preload()
    except DiplographError as error:
        control.send(("failed", type(error).__name__, error.what, error.place, error.remedy))
        return
    gc.freeze()  # pages that are not written stay shared
    control.send(("ready",))
    children: set[int] = set()
    with suppress(EOFError, OSError):
        while True:
            order, pid = control.recv()
            if order == "end":
                _end(pid)
                children.discard(pid)
                continue
            ours, theirs = socket.socketpair()
            pid = os.fork()
            if pid == 0:
                ours.close()
                control.close()
                channel.close()
                _begin(plan, store, Connection(theirs.detach()))
                os._exit(0)
            children.add(pid)
            control.send(pid)
            socket.send_fds(channel, [b"."], [ours.fileno()])
            ours.close()
            theirs.close()
    for pid in children:
        _end(pid)


def _end(pid: int) -> None:
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def spawned(plan: Plan, connection: Connection) -> None:
    """A worker that is no fork."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    jobs.preload()
    _begin(plan, None, connection)


def _begin(plan: Plan, store: ox.Store | None, connection: Connection) -> None:
    """A worker's life: open the graph if it has none, then do jobs until the server goes away."""
    try:
        in_memory = store is not None
        store = store or opened(plan)
    except DiplographError as error:
        connection.send(("failed", type(error).__name__, error.what, error.place, error.remedy))
        return
    # What the engine prints when it runs out of memory is told by the server, in other words.
    with suppress(OSError), open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), 2)
    if plan.memory is not None:
        _limit_memory(plan.memory)
    if in_memory:
        _no_new_files()
    connection.send(("ready",))
    with suppress(EOFError, OSError):
        while True:
            job: jobs.Job = connection.recv()
            _alarm(job.seconds + _LATE)
            try:
                _do(store, job, connection)
            finally:
                _alarm(0)


def _do(store: ox.Store, job: jobs.Job, connection: Connection) -> None:
    def send(*message: object) -> None:
        connection.send_bytes(pickle.dumps(message))

    out, lean = Out(send, job.limit), _memory()
    try:
        job.do(store, out)
        out.flush()
    except Refusal as refusal:
        send("refused", refusal.status, refusal.message)
    except MemoryError:
        send("refused", 500, "Stopped: it took too much memory. Ask for less.\n")
    except (EOFError, ConnectionError):
        raise
    except Exception:  # a mistake of ours: told to the server, which has a terminal
        send("broken", traceback.format_exc(limit=-3))
    else:
        send("end", _memory() - lean > _FAT)


class Out:
    """Where a job writes its answer. Raises Refusal when it grows above its limit."""

    def __init__(self, send: jobs.Send, limit: int) -> None:
        self._send, self._limit, self._length, self._buffer = send, limit, 0, bytearray()

    def head(self, status: int, content_type: str) -> None:
        """What goes before the body; once, before anything is written."""
        self._send("head", status, content_type)

    def write(self, data: bytes) -> int:
        self._buffer += data
        self._length += len(data)
        if self._length > self._limit:
            raise Refusal(
                500,
                f"Stopped: the answer is longer than {_size(self._limit)}. "
                "Ask for less (LIMIT, fewer columns), or for a part at a time (OFFSET).\n",
            )
        if len(self._buffer) >= _CHUNK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self._buffer:
            self._send("data", bytes(self._buffer))
            self._buffer.clear()


def _size(length: int) -> str:
    return f"{length / (1 << 20):g} MiB" if length >= 1 << 20 else f"{length} bytes"


def _memory() -> int:
    """Bytes that this process has held at most; 0 where the system doesn't tell."""
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most << 10


def _alarm(seconds: float) -> None:
    """Have the system end this process then, even if the server is gone."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _no_new_files() -> None:
    """From here on nothing is opened, and so no connection either: a second lock behind the refusal of SERVICE."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        probe = os.dup(0)
        os.close(probe)
        resource.setrlimit(resource.RLIMIT_NOFILE, (probe, probe))


def _limit_memory(more: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + more, now + more))


if __name__ == "__main__":
    main(int(sys.argv[1]))
