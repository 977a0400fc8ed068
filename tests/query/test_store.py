"""Files read into memory: whole or not at all."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.errors import InputError
from diplograph.query.store import open_graph, read_into

TWO = '<urn:a> <urn:b> "1" .\n_:x <urn:b> "2" .\n'


def test_compressed_or_not(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(TWO)
    (tmp_path / "a.ttl.gz").write_bytes(gzip.compress(TWO.encode()))
    store = open_graph(tmp_path / "a.ttl")
    assert len(store) == 2
    # What is blank in two files is two things.
    assert read_into(store, tmp_path / "a.ttl.gz") == 1


@pytest.mark.parametrize("cut", [5, 12])
def test_a_file_cut_short(tmp_path: Path, cut: int) -> None:
    (tmp_path / "a.nt.gz").write_bytes(gzip.compress(TWO.encode())[:-cut])
    store = ox.Store()
    with pytest.raises(InputError, match=r"a\.nt\.gz: can't be read"):
        read_into(store, tmp_path / "a.nt.gz")
    assert len(store) == 0


def test_nothing_of_a_broken_file(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(TWO + "<urn:a> <urn:b> .\n")
    store = ox.Store()
    with pytest.raises(InputError, match=r"a\.ttl, line 3, column 17: not valid Turtle"):
        read_into(store, tmp_path / "a.ttl")
    assert len(store) == 0


@pytest.mark.parametrize("name", ["a.nq", "a.nt"])
def test_into_a_named_graph(tmp_path: Path, name: str) -> None:
    own = '<urn:a> <urn:b> "3" <urn:own> .\n' if name == "a.nq" else ""
    (tmp_path / name).write_text(TWO + own)
    store = ox.Store()
    added = read_into(store, tmp_path / name, "urn:g")
    found = sorted(str(quad.graph_name) for quad in store)
    assert added == len(found) and set(found) == ({"<urn:g>", "<urn:own>"} if name == "a.nq" else {"<urn:g>"})
