"""docs/serve.md says what is so."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from diplograph.cli.main import main
from diplograph.serve.running import Running

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "serve.md").read_text(encoding="utf-8")
HERE = "http://127.0.0.1:7800/"
CURL = re.findall(r"^curl .*$", PAGE, re.M)
PYTHON = re.findall(r"```python\n(.*?)```", PAGE, re.S)


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed: apt-get install curl")
@pytest.mark.parametrize("line", CURL)
def test_lines_with_curl(server: Running, tmp_path: Path, line: str) -> None:
    (tmp_path / "mine.rq").write_text("SELECT ?m WHERE { ?m a dip:Meeting }")
    command = shlex.split(line.replace(HERE, server.server.home))
    done = subprocess.run([*command, "-sS", "-f", "-m", "20"], cwd=tmp_path, capture_output=True, check=True, text=True)
    assert "vladimir-putin--xi-jinping" in done.stdout


@pytest.mark.parametrize("code", PYTHON)
def test_python(server: Running, code: str) -> None:
    if "SPARQLWrapper" in code:
        pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed: dependency group dev")
    code = code.replace(HERE, server.server.home)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() not in ("", "0")


def test_there_are_examples_and_all_options_are_told() -> None:
    assert (len(CURL), len(PYTHON)) == (4, 2)
    options = {name for one in main.commands["serve"].params if isinstance(one, click.Option) for name in one.opts}
    assert {one for one in options if f"`{one}" not in PAGE} == {"--verbose"}
