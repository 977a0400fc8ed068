"""Same input, same bytes: records and graph, whatever the order, threads, processes and seeds of hashes.

Each way of reading runs in a fresh interpreter. See docs/determinism.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
OWN = {
    "a.txt": "Finland’s president Mikko Salo met Ana Ruiz in Oslo on 3 March 2025. “We agree,” Salo said.",
    "b.txt": "OSLO, March 4, 2025 — Mikko Salo phoned Ana Ruiz, the ministry said.\n\nShe told him that they agree.",
}
READ = """
import hashlib, json, sys
from pathlib import Path
from diplograph import pipeline, records
from diplograph.ingest import files

def main():
    way, model, *paths = sys.argv[1:]
    paths = [Path(one) for one in paths]
    reading = pipeline.Reading(model)
    if way == "backwards":
        found = [pipeline.extract(one, reading) for one in list(files.documents(paths))[::-1]]
    else:
        found = list(pipeline.read(paths[::-1], pipeline.Reading(model, jobs=int(way))))
    if way != "backwards":
        assert [one.document.identifier for one in found] == sorted(one.document.identifier for one in found)
    rows = sorted(json.dumps(records.to_record(one), ensure_ascii=False) for one in found)
    for each in ("".join(rows), "".join(pipeline.build(found).serialize())):
        print(hashlib.sha256(each.encode()).hexdigest())

if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("texts")
    for name, text in OWN.items():
        (made / name).write_text(text, encoding="utf-8")
    (made / "read.py").write_text(READ, encoding="utf-8")
    return made


def digests(folder: Path, way: str, model: str, *, threads: int, seed: int) -> str:
    """Of records and graph, read in a fresh interpreter. way: number of processes, or "backwards"."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
    given = {**os.environ, "PYTHONHASHSEED": str(seed)} | dict.fromkeys(names, str(threads))
    done = subprocess.run(
        [sys.executable, str(folder / "read.py"), way, model, str(SEEDS), str(folder)],
        capture_output=True,
        text=True,
        env=given,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("model", ["default", "fast"])
def test_same_bytes_for_any_order_threads_processes_and_hashes(folder: Path, model: str) -> None:
    plain = digests(folder, "1", model, threads=1, seed=0)
    assert len(plain.split()) == 2
    others = [("backwards", 2, 1), ("2", 1, 2)] + ([("3", 2, 3)] if model == "default" else [])
    for way, threads, seed in others:
        assert digests(folder, way, model, threads=threads, seed=seed) == plain, (way, threads, seed)
