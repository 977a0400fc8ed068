"""A real browser: the query page works without a call to elsewhere, and hostile words can't run."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from urllib.parse import quote, urlsplit

import chromium
import pytest

from diplograph.serve.running import Running

CHROMIUM = chromium.program()
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


def seen(address: str, folder: Path) -> tuple[str, set[str]]:
    """The page as the browser made it, scripts run, and the hosts that the page asked for anything."""
    log = folder / "net.json"
    done = subprocess.run(
        [
            str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", f"--user-data-dir={folder / 'profile'}", f"--log-net-log={log}",
            "--virtual-time-budget=10000", "--dump-dom", address,
        ],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    hosts = set()
    text = log.read_text()
    events = json.loads(text if text.rstrip().endswith("}") else text.rstrip().rstrip(",") + "]}")["events"]
    for event in events:
        values = event.get("params") or {}
        if str(values.get("initiator", "")).startswith("http://127.0.0.1") and "url" in values:
            hosts.add(urlsplit(values["url"]).hostname)
    return done.stdout.decode(), hosts


def test_a_ready_question_is_asked_and_answered(server: Running, tmp_path: Path) -> None:
    page, hosts = seen(server.server.home + "query#question=who-met-whom", tmp_path)
    assert "Who met whom how often" in page
    assert "Vladimir Putin" in page.partition("yasr_results")[2]
    assert hosts == {"127.0.0.1"}


def test_an_error_is_shown(server: Running, tmp_path: Path) -> None:
    page, _ = seen(server.server.home + "query#query=" + quote("SELECT * { ?s nfi:x ?o }"), tmp_path)
    assert "unknown prefix nfi:" in page


def test_hostile_words_cannot_run(hostile: Running, tmp_path: Path) -> None:
    everything = quote("SELECT * { ?s ?p ?o }")
    for at, target in enumerate(("node?iri=urn:x:evil", "node?iri=urn:x:doc", f"query#query={everything}")):
        folder = tmp_path / str(at)
        folder.mkdir()
        page, hosts = seen(hostile.server.home + target, folder)
        assert "owned" in page, "the words are there"
        assert "<title>owned" not in page
        assert hosts <= {"127.0.0.1"}
