"""`diplograph serve` as a person starts and stops it."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def served(*arguments: str | Path) -> Iterator[tuple[subprocess.Popen[str], str, list[str]]]:
    """A server in a process of its own, its address, and what it said at its start."""
    command = [sys.executable, "-m", "diplograph.cli", "serve", *map(str, arguments), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        lines = []
        for line in process.stderr:
            lines.append(line)
            if line.startswith("Ctrl-C"):
                break
        found = re.search(r"http://\S+/(?= )", "".join(lines))
        assert found, lines
        try:
            yield process, found[0], lines
        finally:
            process.kill()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_starts_answers_and_stops(reference: Path, sign: signal.Signals) -> None:
    with served(reference) as (process, home, said):
        assert re.match(r"Serving [\d,]+ triples at http://127\.0\.0\.1:\d+/ \(endpoint: \S+/sparql\)", said[0])
        with urllib.request.urlopen(home + "id/actor/person/xi-jinping", timeout=20) as answer:
            assert b'"Xi Jinping"@en' in answer.read()
        process.send_signal(sign)
        out, rest = process.communicate(timeout=20)
        assert (process.returncode, out) == (0, "")
        assert rest.splitlines() == ["Stopping.", "Stopped."]


def test_a_store_and_a_verbose_log(run: Callable[..., Result], reference: Path, tmp_path: Path) -> None:
    assert run("load", reference, "--store", "store").exit_code == 0
    with served(tmp_path / "store", "-v") as (process, home, _):
        with urllib.request.urlopen(home + "sparql?query=ASK%7B%3Fs%20a%20dip:Meeting%7D", timeout=20) as answer:
            assert b"true" in answer.read()
        process.send_signal(signal.SIGTERM)
        assert '"GET /sparql?query=ASK%7B%3Fs%20a%20dip:Meeting%7D HTTP/1.1" 200' in process.communicate(timeout=20)[1]


def test_several_files_are_one_graph(reference: Path) -> None:
    with served(reference, ROOT / "ontology" / "diplograph.ttl") as (_, home, said):
        assert not any("bases" in line for line in said)
        request = urllib.request.Request(home + "node?iri=dip:Meeting", headers={"Accept": "text/turtle"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert b"subClassOf" in answer.read()


def test_a_port_in_use_names_a_free_one(run: Callable[..., Result], reference: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run("serve", reference, "--port", port)
        assert done.exit_code == 2
        free = re.search(rf"127\.0\.0\.1: port {port} is in use; take one that is free: --port (\d+)", done.stderr)
        assert free
        with socket.create_server(("127.0.0.1", int(free[1]))):
            pass


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.ttl"], "missing.ttl: can't be read (No such file or directory)"),
        (["broken.ttl"], "broken.ttl, line 1, column"),
        (["notes.txt"], "notes.txt: not a file of RDF by its name"),
        (["empty"], "empty: a folder, but no store"),
        (["fine.ttl", "--host", "no.such.host.invalid"], "no.such.host.invalid"),
        (["fine.ttl", "--cors", "example.org"], "--cors: 'example.org' is no origin"),
    ],
)
def test_clear_errors(run: Callable[..., Result], tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "broken.ttl").write_text("<urn:a> <urn:b> .")
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "fine.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    (tmp_path / "empty").mkdir()
    done = run("serve", *arguments, "--port", "0")
    assert done.exit_code == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
