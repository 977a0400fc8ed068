"""The graphs that the questions are tried on: what a perfect reader makes of the seeds, and an invented one.

`python tests/query/graphs.py` writes the expected rows and the examples in the questions' heads anew; look at every
difference before it goes in.
"""

from __future__ import annotations

import importlib.util
import re
import sys
import tempfile
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from diplograph.graph.build import build, write
from diplograph.query import questions
from diplograph.query.ask import Rows, as_csv, ask
from diplograph.query.labels import labelled
from diplograph.query.store import open_graph
from diplograph.resolve.across import join

HERE = Path(__file__).resolve().parent
EXPECTED = HERE / "expected"
# What the seeds have none of.
INVENTED = (
    "attitudes cancelled-or-denied contradictions documents-without-facts done-and-not-done incomplete-facts"
    " low-confidence only-state-media planned-and-held event-rows timeline-of-pair"
).split()
VALUES = {"timeline-of-pair": {"actor": "Ada Holm", "other": "Erik Voss"}}  # in the invented graph


def cases() -> list[tuple[str, str]]:
    """Each graph with each question that is asked there."""
    names = [one.name for one in questions.all_questions()]
    return [("gold", name) for name in names] + [("invented", name) for name in INVENTED]


@cache
def graph(name: str) -> ox.Store:
    """The graph "gold" (made of the gold's records) or "invented"."""
    if name == "invented":
        return open_graph(HERE / "invented.ttl")
    spec = importlib.util.spec_from_file_location("gold_records", HERE.parent / "graph" / "conftest.py")
    assert spec and spec.loader
    records = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(records)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gold.ttl"
        write(build(join(records.gold_extractions(), records.STATES)), path)
        return open_graph(path)


def answer(where: str, name: str) -> Rows:
    """The answer of a question in a graph."""
    question = questions.named(name)
    values = VALUES.get(name, {}) if where == "invented" else {}
    return ask(graph(where), questions.with_values(question, values), lists=question.lists)


def examples(where: str, name: str) -> list[str]:
    """The rows of an answer as the heads of questions show one."""
    rows = labelled(graph(where), answer(where, name))
    return [" · ".join(" ".join((cell or "–").split()) for cell in row) for row in rows.rows]


def expected(where: str, name: str) -> Path:
    return EXPECTED / where / f"{name}.csv"


def _write() -> None:
    for where, name in cases():
        path = expected(where, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_csv(answer(where, name)).replace("\r\n", "\n"), encoding="utf-8")
    for question in questions.all_questions():
        rows = examples("gold", question.name)
        rows += examples("invented", question.name) if question.name in INVENTED else []
        path = HERE.parents[1] / "src" / "diplograph" / "query" / "queries" / f"{question.name}.rq"
        text = re.sub(r"# example: .*\n", "", path.read_text(encoding="utf-8"))
        first = min(rows, key=lambda row: (row.count("– ·"), len(row) > 200))  # the first that is whole and short
        path.write_text(text.replace("\nPREFIX", f"\n# example: {first}\nPREFIX", 1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(_write())
