"""What all commands have: help with examples, clear errors, a clean end."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from diplograph.cli.main import main

COMMANDS = sorted(main.commands)
Run = Callable[..., Result]


def test_all_commands_of_the_contract_are_there() -> None:
    assert (
        sorted("annotate build convert evaluate explain extract load ontology query serve validate".split()) == COMMANDS
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example_and_the_exit_status(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"diplograph {name} " in result.output and "Exit status" in result.output


def test_help_is_quick_because_nothing_heavy_is_loaded() -> None:
    code = (
        "import sys; from diplograph.cli.main import main\n"
        "heavy = {'spacy', 'rdflib', 'pyoxigraph', 'pyshacl', 'rich.table', 'trafilatura', 'numpy'}\n"
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


def test_version(run: Run) -> None:
    assert run("--version").output.startswith("diplograph, version ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["build"],
        ["query", "x.ttl"],
        ["load", "x.ttl"],
        ["validate", "--only", "x.ttl"],
        ["build", "x", "--format", "pdf"],
    ],
)
def test_wrong_use_is_status_2(run: Run, arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_ctrl_c_leaves_nothing_half_written(tmp_path: Path) -> None:
    code = (
        "import time\n"
        "from diplograph import pipeline\n"
        "def slow(paths, reading, on_problem=None):\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(30)\n"
        "    yield\n"
        "pipeline.read = slow\n"
        "from diplograph.cli.main import main\n"
        "main(['extract', 'a.txt', '-o', 'out.jsonl'])\n"
    )
    (tmp_path / "a.txt").write_text("x")
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.strip() == "diplograph: stopped; nothing half-written is left"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]


def test_a_reader_that_goes_away_is_no_error(reference: Path) -> None:
    command = f"{sys.executable} -m diplograph.cli query {reference} --sparql - --csv | head -1"
    query = "SELECT ?s ?p ?o WHERE { ?s ?p ?o . ?t ?q ?r } LIMIT 200000"
    done = subprocess.run(command, shell=True, input=query, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "s,p,o" and done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's")
def test_standard_output_full(reference: Path) -> None:
    command = [sys.executable, "-m", "diplograph.cli", "query", str(reference), "--list"]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("diplograph: no space left on device; make room and run it again")
