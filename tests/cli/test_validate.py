"""`diplograph validate`: engines, formats of reports, standard input, exit status."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
EXAMPLES = Path(__file__).resolve().parents[1] / "validate"
VIOLATION = EXAMPLES / "invalid" / "Meeting-status.MinCount.ttl"
WARNING = EXAMPLES / "invalid" / "Meeting-one-kind.MaxCount.ttl"
INFO = EXAMPLES / "invalid" / "Statement-has-cue.MinCount.ttl"
CLEAN = EXAMPLES / "valid" / "meeting.ttl"
OWN = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dip: <https://w3id.org/diplograph/ontology#> .
<urn:own> a sh:NodeShape ; sh:targetClass dip:Meeting ;
    sh:sparql [ sh:message "one kind" ; sh:select "SELECT $this { $this a ?kind } LIMIT 1" ] .
"""


@pytest.mark.parametrize(
    ("path", "level", "status"),
    [
        (CLEAN, "info", 0),
        (INFO, "info", 1),
        (INFO, "warning", 0),
        (WARNING, "info", 1),
        (WARNING, "warning", 1),
        (WARNING, "violation", 0),
        (VIOLATION, "violation", 1),
    ],
)
def test_fail_on(run: Run, path: Path, level: str, status: int) -> None:
    assert run("validate", path, "--fail-on", level).exit_code == status


def test_both_engines_write_the_same(run: Run) -> None:
    one, other = (run("validate", VIOLATION, "--json", "--engine", name) for name in ("auto", "pyshacl"))
    assert one.exit_code == other.exit_code == 1
    assert json.loads(one.stdout) == json.loads(other.stdout)


def test_the_fall_back_is_announced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(OWN)
    done = run("validate", CLEAN, "--shapes", "own.ttl")
    assert "Checked by pySHACL: <urn:own>, because of sh:sparql with LIMIT" in done.stdout
    done = run("validate", CLEAN, "--shapes", "own.ttl", "--json")
    assert json.loads(done.stdout)["handed"] == [{"shape": "urn:own", "because": "sh:sparql with LIMIT"}]
    assert "Checked by pySHACL" in done.stderr


def test_standard_input(run: Run) -> None:
    done = run("validate", "-", "--from", "turtle", stdin=VIOLATION.read_bytes())
    assert done.exit_code == 1 and "Does not conform" in done.stdout
    done = run("validate", "-", stdin=b"")
    assert done.exit_code == 2 and "--from" in done.stderr


def test_folders_are_told_what_to_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert "data: a folder, no file; name its files, such as data/*.ttl" in run("validate", "data").stderr
    run("load", CLEAN, "--store", "store")
    told = run("validate", "store").stderr
    assert told.endswith("; diplograph convert store --format ntriples | diplograph validate - --from ntriples\n")
    converted = run("convert", "store", "--format", "ntriples").stdout_bytes
    done = run("validate", "-", "--from", "ntriples", stdin=converted)
    assert (done.exit_code, done.stdout) == (0, run("validate", CLEAN).stdout)


def test_junit_and_github(run: Run) -> None:
    done = run("validate", VIOLATION, "--format", "junit")
    assert done.exit_code == 1 and ET.fromstring(done.stdout).get("failures") == "1"
    done = run("validate", VIOLATION, "--format", "github")
    [line] = [at for at, text in enumerate(VIOLATION.read_text().splitlines(), 1) if text.startswith(":call ")]
    assert done.stdout.startswith(f"::error file={VIOLATION},line={line},title=Meeting-status (MinCount)::")


def test_changed_since(run: Run, tmp_path: Path) -> None:
    old = tmp_path / "old.ttl"
    old.write_text(CLEAN.read_text())
    done = run("validate", "--changed-since", old, CLEAN)
    assert done.exit_code == 0 and "0 triples changed" in done.stderr
    done = run("validate", "--changed-since", old, VIOLATION)
    assert done.exit_code == 1
    assert done.stdout == run("validate", VIOLATION).stdout  # the old one had no results
    assert "nodes checked again" in done.stderr
    assert run("validate", CLEAN, "--changed-since", old, "--engine", "pyshacl").exit_code == 2
    assert run("validate").exit_code == 2 and "name the FILE" in run("validate").stderr


def test_no_language_model_is_loaded() -> None:
    code = (
        "import sys; from diplograph.cli.main import main\n"
        f"main(['validate', {str(CLEAN)!r}, '--profile', 'exchange'], standalone_mode=False)\n"
        "assert not {'spacy', 'thinc', 'torch'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
