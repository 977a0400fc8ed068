"""The real stores, each started once, and a way to run `diplograph load` against one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from scripts import script

from diplograph.cli.main import main

HERE = Path(__file__).resolve().parent


servers = script(HERE / "servers.py")


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], object]]:
    """Gives a running store by name, started when first asked for; skips where it isn't installed."""
    with ExitStack() as stack:
        started: dict[str, object] = {}

        def get(name: str) -> object:
            if name not in started:
                try:
                    started[name] = stack.enter_context(servers.ALL[name](tmp_path_factory.mktemp(name)))
                except servers.Missing as reason:
                    print(f"\nNOT TESTED: {reason}", file=sys.__stderr__, flush=True)
                    pytest.skip(str(reason))
            return started[name]

        yield get


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run `diplograph load` in an empty folder, the password in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DIPLOGRAPH_STORE_USER", raising=False)
    monkeypatch.delenv("DIPLOGRAPH_STORE_PASSWORD", raising=False)

    def invoke(*arguments: object, password: str | None = None) -> Result:
        if password is not None:
            monkeypatch.setenv("DIPLOGRAPH_STORE_PASSWORD", password)
        return CliRunner().invoke(main, ["load", *(str(one) for one in arguments)])

    return invoke
