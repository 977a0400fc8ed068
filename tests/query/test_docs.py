"""docs/query.md says what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from diplograph.cli.main import main
from diplograph.cli.query import listing
from diplograph.query import checking, questions

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "query.md").read_text(encoding="utf-8")
REFERENCE = ROOT / "tests" / "gold" / "seeds" / "reference.ttl"
SHOWN = re.findall(r"\$ echo '([^']+)' \| diplograph query \S+ --sparql -\n((?:.+\n)+?)```", PAGE)


def test_the_table_is_that_of_the_questions() -> None:
    _, _, rest = PAGE.partition("<!-- written by: diplograph query --list --format markdown -->\n\n")
    assert rest.partition("\n<!-- end -->")[0] == listing(questions.all_questions(), "markdown")


@pytest.mark.parametrize(("sparql", "printed"), SHOWN)
def test_messages_are_those_that_are_printed(sparql: str, printed: str) -> None:
    done = CliRunner().invoke(main, ["query", str(REFERENCE), "--sparql", "-"], input=sparql)
    assert done.stderr.startswith(printed)


def test_examples_of_sparql_and_of_commands_run() -> None:
    assert len(SHOWN) == 2
    for block in re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL):
        if "SELECT" in block:
            assert ox.Store().query(block, prefixes=dict(checking.PREFIXES)) is not None
            assert checking.doubts(block) == []
    commands = re.findall(
        r"^diplograph query output/diplograph\.ttl ([a-z][a-z-]*)((?: --(?:actor|other|from|to) \S+)*)", PAGE, re.M
    )
    assert len(commands) >= 3
    for name, options in commands:
        questions.by_option(questions.named(name), dict.fromkeys(re.findall(r"--(\w+)", options), "x"))


def test_prefixes_named_in_the_help_are_those_lent() -> None:
    page = " ".join(CliRunner().invoke(main, ["query", "--help"]).stdout.split())
    named = re.search(r"the prefixes (.+?) and (\w+) need no declaration", page)
    assert named
    assert {*named[1].split(", "), named[2]} == set(checking.PREFIXES) - {"extractor"}
