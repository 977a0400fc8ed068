"""What README and docs say about commands is true."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from diplograph.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = sorted(main.commands)


def test_every_command_is_in_the_readme() -> None:
    readme = PAGES[0].read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"diplograph {name}" not in readme and f"`{name}`" not in readme] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    shown = CliRunner().invoke(main, [name, "--help"])
    assert shown.exit_code == 0
    assert f"diplograph {name} " in shown.output


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_pages_exist(page: Path) -> None:
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.S | re.M)
    for block in (text for kind, text in blocks if kind in ("", "console", "sh")):
        for name, rest in re.findall(r"^(?:\$ )?(?:\.venv/bin/)?diplograph (\w+)(.*)$", block, re.M):
            assert name in COMMANDS, f"{page.name}: diplograph {name}"
            known = {
                option for one in main.commands[name].params if isinstance(one, click.Option) for option in one.opts
            }
            for option in re.findall(r"(?<!\S)(--[\w-]+)", rest.split("#")[0]):
                assert option in known, f"{page.name}: diplograph {name} {option}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_worked_example_of_validation(tmp_path: Path) -> None:
    page = (ROOT / "docs/validate-your-own-data.md").read_text(encoding="utf-8")
    by_hand, data = re.finditer(r"```turtle\n(.*?)```", page, re.S)
    first, second = re.findall(r"\$ diplograph validate meetings.ttl --profile exchange\n(.*?)```", page, re.S)
    graph = tmp_path / "meetings.ttl"
    mended = by_hand[1].replace('"Ada Holm"', '"Ada Holm"@en').replace(":eric", ":erik").replace("-29", "-28")
    for text, printed, status in ((by_hand[1], first, 1), (mended, second, 0)):
        graph.write_text(text, encoding="utf-8")
        done = CliRunner().invoke(main, ["validate", str(graph), "--profile", "exchange"])
        assert (done.exit_code, done.stdout) == (status, printed)
    graph = tmp_path / "mine.ttl"
    graph.write_text(data[1], encoding="utf-8")
    shown = CliRunner().invoke(main, ["validate", str(graph)])
    assert shown.exit_code == 1
    assert "2 violations, 1 warning" in shown.output
    mended = data[1].replace("b0b5", "0" * 64).replace('"9"', '"10"')
    graph.write_text(mended, encoding="utf-8")
    assert CliRunner().invoke(main, ["validate", str(graph)]).exit_code == 0


def test_the_answer_in_the_readme_is_the_graphs() -> None:
    readme = PAGES[0].read_text(encoding="utf-8")
    shown = re.search(
        r"```console\n\$ diplograph query output/diplograph.ttl chains-of-sources --csv\n(.*?)```", readme, re.S
    )
    assert shown
    done = CliRunner().invoke(main, ["query", str(ROOT / "output/diplograph.ttl"), "chains-of-sources", "--csv"])
    assert done.stdout.splitlines() == shown[1].splitlines()


def test_the_hook_and_the_step_of_ci_work_as_shown(tmp_path: Path) -> None:
    page = (ROOT / "docs/validate-your-own-data.md").read_text(encoding="utf-8")
    turtle = re.search(r"```turtle\n(.*?)```", page, re.S)
    entry = re.search(r"entry: (diplograph validate .*)", page)
    step = re.search(r"- run: (diplograph validate .*)", page)
    hook = re.search(r"entry: (diplograph validate.*)", (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    options = re.search(r"- id: diplograph-validate\n +args: \[(.*)\]", page)
    assert turtle and entry and step and hook and options
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "meetings.ttl").write_text(turtle[1], encoding="utf-8")
    commands = [f"{one} data/meetings.ttl" for one in (entry[1], f"{hook[1]} {options[1].replace(',', '')}")] + [
        step[1]
    ]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command in commands:
        done = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, check=False
        )
        assert done.returncode == 1, done.stderr
    assert done.stdout.startswith(b"::error file=data/meetings.ttl,line=7,title=")
