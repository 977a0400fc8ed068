"""Real stores, started on loopback with a folder of their own, and stopped again.

What can't be started says why (`Missing`): the tests then skip, loudly. Installed by: the package `oxigraph` of PyPI;
`apt-get install virtuoso-opensource-7-bin`; `apt-get install libapache-jena-java default-jdk-headless`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
JARS = Path("/usr/share/java")
# Jena's own jars and those that it needs; Debian names them without a version too.
JENA = (
    "jena-arq jena-base jena-core jena-dboe-base jena-dboe-index jena-dboe-storage jena-dboe-trans-data"
    " jena-dboe-transaction jena-iri jena-tdb2 commons-cli commons-codec commons-compress commons-csv commons-io"
    " commons-lang3 commons-logging dexx.collection gson guava httpclient httpcore jackson-annotations jackson-core"
    " jackson-databind jakarta.json-api jsonld-java protobuf slf4j-api slf4j-nop thrift titanium-json-ld"
).split()
INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000

[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000

[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = .
VADInstallDir = .
ServerThreads = 10

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5

[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 120
"""


class Missing(Exception):
    """A store that is not installed here. The text says what to install."""


@dataclass(frozen=True)
class Store:
    """A store that is running. graph_store, update, query: its addresses. user, password: who may write."""

    name: str
    graph_store: str
    update: str
    query: str
    folder: Path
    process: subprocess.Popen[bytes]
    user: str | None = None
    password: str | None = None
    has_default_graph: bool = True

    def kill(self) -> None:
        """As a machine that loses power does."""
        self.process.kill()
        self.process.wait()


@contextmanager
def oxigraph(folder: Path, port: int | None = None) -> Iterator[Store]:
    """Oxigraph's server; its default graph is the union of all graphs for queries."""
    beside = Path(sys.executable).parent / "oxigraph"
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    if program is None:
        raise Missing("Oxigraph's server is not here: pip install oxigraph")
    port = port or free_port()
    command = [program, "serve", "--location", str(folder / "oxigraph"), "--bind", f"127.0.0.1:{port}"]
    command.append("--union-default-graph")
    base = f"http://127.0.0.1:{port}"
    with _running(command, folder, "oxigraph", f"{base}/query?query=ASK%7B%7D") as process:
        yield Store("Oxigraph", f"{base}/store", f"{base}/update", f"{base}/query", folder, process)


@contextmanager
def virtuoso(folder: Path) -> Iterator[Store]:
    """Virtuoso 7 with an ini of its own."""
    program = shutil.which("virtuoso-t")
    if program is None:
        raise Missing("Virtuoso is not here: apt-get install virtuoso-opensource-7-bin")
    sql, http = free_port(), free_port()
    place = folder / "virtuoso"
    place.mkdir(exist_ok=True)
    (place / "virtuoso.ini").write_text(INI.format(sql=sql, http=http))
    command = [program, "+foreground", "+configfile", "virtuoso.ini", "+wait"]
    base = f"http://127.0.0.1:{http}"
    with _running(command, place, "virtuoso", f"{base}/sparql?query=ASK%7B%7D") as process:
        yield Store(
            "Virtuoso",
            f"{base}/sparql-graph-crud-auth",
            f"{base}/sparql-auth",
            f"{base}/sparql",
            place,
            process,
            user="dba",
            password="dba",
            has_default_graph=False,
        )


@contextmanager
def jena(folder: Path) -> Iterator[Store]:
    """Jena's TDB2 behind a small server of our own; the default graph is the union of all graphs for queries."""
    java = shutil.which("java")
    lacking = [name for name in JENA if not (JARS / f"{name}.jar").exists()]
    if java is None or shutil.which("javac") is None or "jena-tdb2" in lacking:
        raise Missing("Jena is not here: apt-get install libapache-jena-java default-jdk-headless")
    place = folder / "jena"
    place.mkdir(exist_ok=True)
    classes = [str(_messages(folder / "jena-messages")), *(str(JARS / f"{name}.jar") for name in JENA)]
    port = free_port()
    command = [java, "-Xmx1g", "-cp", ":".join(classes), str(HERE / "JenaServer.java"), str(place), str(port), "union"]
    base = f"http://127.0.0.1:{port}/ds"
    with _running(command, folder, "jena", f"{base}/query") as process:
        yield Store("Jena TDB2", f"{base}/data", f"{base}/update", f"{base}/query", folder, process)


ALL: dict[str, Callable[..., contextlib.AbstractContextManager[Store]]] = {
    "oxigraph": oxigraph,
    "virtuoso": virtuoso,
    "jena": jena,
}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _messages(folder: Path) -> Path:
    """Debian's jena-core looks for its messages in a package where they are not: put where it looks."""
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith("org/apache/jena/ext/xerces/") and name.endswith(".properties"):
                target = folder / name.removeprefix("org/apache/jena/ext/")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    return folder


@contextmanager
def _running(command: list[str], folder: Path, name: str, ready: str) -> Iterator[subprocess.Popen[bytes]]:
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / f"{name}.out"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        try:
            _wait(process, ready, log)
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def _wait(process: subprocess.Popen[bytes], ready: str, log: Path) -> None:
    until = time.monotonic() + float(os.environ.get("DIPLOGRAPH_START_SECONDS", "90"))
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with opener.open(ready, timeout=5):
                return
        except urllib.error.HTTPError:
            return  # it answers
        except (OSError, ValueError):
            time.sleep(0.2)
    raise RuntimeError(f"the store did not start: {log.read_text(errors='replace')[-800:]}")
