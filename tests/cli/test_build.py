"""`diplograph build`, from the user's side."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_texts_to_graph_and_records_to_the_same_graph(run: Run, article: Path, tmp_path: Path) -> None:
    done = run("build", article, "-o", "graph.ttl")
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert "Read 1 article of 2024-06-05." in done.stderr and "Conforms" in done.stderr
    graph = (tmp_path / "graph.ttl").read_text()
    assert "person:emmanuel-macron" in graph and "person:xi-jinping" in graph

    records = run("extract", article)
    assert records.exit_code == 0 and records.stderr == ""
    (tmp_path / "records.jsonl").write_text(records.stdout)
    assert run("build", "records.jsonl", "-o", "again.ttl").exit_code == 0
    assert (tmp_path / "again.ttl").read_text() == graph
    piped = run("build", "-", "-o", "-", stdin=records.stdout)
    assert piped.stdout == graph


def test_default_output_and_formats(run: Run, article: Path, tmp_path: Path) -> None:
    assert run("build", article).exit_code == 0
    assert (tmp_path / "output" / "diplograph.ttl").is_file()
    for form, begin in (("nquads", "<https://"), ("jsonld", '{"@context"'), ("ntriples", "<https://")):
        assert run("build", article, "--format", form, "-o", f"graph.{form}").exit_code == 0
        assert (tmp_path / f"graph.{form}").read_text().startswith(begin)


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = run("build", article, tmp_path / "empty.txt", "-o", "graph.ttl")
    assert done.exit_code == 0
    assert "warning: empty.txt: empty file; leave it out" in done.stderr and "1 problem named above." in done.stderr


def test_nothing_read_is_status_2_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = run("build", "empty.txt", "-o", "graph.ttl")
    assert done.exit_code == 2 and "nothing was read" in done.stderr
    assert not (tmp_path / "graph.ttl").exists()


def test_output_that_cannot_be_written_is_told_before_reading(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for target in (tmp_path, tmp_path / "file" / "graph.ttl"):
        done = run("build", article, "-o", target)
        assert (done.exit_code == 2 and "choose another path with -o" in done.stderr) or "name a file" in done.stderr
        assert "Read" not in done.stderr


def test_disk_full_keeps_what_stood_there(
    run: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "graph.ttl").write_text("the old graph")

    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    done = run("build", article, "-o", "graph.ttl")
    assert done.exit_code == 2
    assert "graph.ttl: cannot be written (no space left on device)" in done.stderr
    assert (tmp_path / "graph.ttl").read_text() == "the old graph"
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".tmp")] == []


def test_a_graph_that_does_not_conform_is_status_1(
    run: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diplograph.graph.build import Graph

    whole = Graph.serialize

    def broken(self: Graph, form: str = "turtle") -> Any:
        return iter(["".join(whole(self, form)).replace("nif:beginIndex", "nif:wrongIndex")])

    monkeypatch.setattr(Graph, "serialize", broken)
    done = run("build", article, "-o", "graph.ttl")
    assert done.exit_code == 1
    assert "Does not conform" in done.stderr and (tmp_path / "graph.ttl").is_file()


def test_min_confidence_leaves_out(run: Run, article: Path) -> None:
    assert run("build", article, "-o", "graph.ttl", "--min-confidence", "1").exit_code == 0


def test_unknown_model(run: Run, article: Path) -> None:
    done = run("build", article, "--model", "no_such_model")
    assert done.exit_code == 2 and "no spaCy pipeline 'no_such_model'" in done.stderr
