"""A way to run commands as a user does, without a process of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from diplograph.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = (
    "date 2024-06-05 PARIS - French President Emmanuel Macron met Chinese President Xi Jinping in Paris on Tuesday.\n\n"
    "“We want peace,” Macron told reporters after the talks.\n\n"
    "Share this article\n"
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(one) for one in arguments], input=stdin)

    return invoke


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE)
    return path


@pytest.fixture(scope="session")
def reference() -> Path:
    """The graph that a perfect reader of the seeds makes."""
    return ROOT / "tests" / "gold" / "seeds" / "reference.ttl"
