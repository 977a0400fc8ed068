"""How fast each store takes a generated graph from `diplograph load`, and whether all questions have the same answers.

    python bench/stores.py [GRAPH] [--articles 500] [--seed 1] [--only STORE ...] [--slow]

GRAPH (output/diplograph.ttl by default) is enlarged as bench/queries.py does. Each store is started anew on loopback
(tests/stores/servers.py says what has to be installed), filled by `diplograph load` in a process of its own, by the
Graph Store Protocol and by updates, the count at the end included, and asked all ready questions with their defaults.
Rates are given as ratios to the first store's: other machines have other seconds.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyoxigraph as ox
from queries import comparable, replicated, words

from diplograph.query import questions
from diplograph.query.ask import ask
from diplograph.query.store import open_graph
from diplograph.query.stores.load import ask_there
from diplograph.query.stores.web import Web

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests" / "stores"))
import servers  # noqa: E402  (a script beside the tests)


def seconds(path: Path, store: object, target: str, graph: str, *options: str) -> float | str:
    """How long a load takes, or the message when it fails."""
    command = [sys.executable, "-m", "diplograph.cli", "load", str(path), "--endpoint", target, "--graph", graph]
    user, password = store.user, store.password  # type: ignore[attr-defined]
    environment = {**os.environ, **({"DIPLOGRAPH_STORE_PASSWORD": password} if password else {})}
    begin = time.perf_counter()
    done = subprocess.run(
        [*command, *(["--user", user] if user else []), *options],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or "All are there" not in done.stderr:
        return done.stderr.strip().splitlines()[-1]
    return time.perf_counter() - begin


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("graph", nargs="?", type=Path, default=ROOT / "output" / "diplograph.ttl")
    options.add_argument("--articles", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", nargs="+", metavar="STORE")
    options.add_argument("--slow", action="store_true", help="also all questions, in each store")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nt"
        source = sorted(open_graph(given.graph), key=str)
        with path.open("wb") as file:
            ox.serialize(replicated(source, given.articles, given.seed), file, format=ox.RdfFormat.N_TRIPLES)
        begin = time.perf_counter()
        here = open_graph(path)
        reading = time.perf_counter() - begin
        size = path.stat().st_size / 1e6
        print(f"{given.articles} articles, {len(here):,} triples, {size:.0f} MB; read in {reading:.1f} s\n")
        print("| store | added | added by updates | replaced | replaced in batches | same answers |")
        print("| --- | ---: | ---: | ---: | ---: | ---: |", flush=True)
        first: float | None = None
        for name in given.only or list(servers.ALL):
            place = Path(folder) / name
            place.mkdir()
            try:
                with servers.ALL[name](place) as store:
                    times = [
                        seconds(path, store, store.graph_store, "urn:bench:one"),
                        seconds(path, store, store.update, "urn:bench:two"),
                        seconds(path, store, store.graph_store, "urn:bench:one", "--replace"),
                        seconds(path, store, store.graph_store, "urn:bench:one", "--replace", "--batch", "50000"),
                    ]
                    web = Web(store.user, store.password)
                    web.send(
                        "POST",
                        store.update,
                        body=b"DROP SILENT GRAPH <urn:bench:two>",
                        headers={"Content-Type": "application/sparql-update"},
                    )
                    same = total = 0
                    for question in questions.all_questions() if given.slow else ():
                        mine = comparable(ask(here, question.sparql, lists=question.lists))
                        answer = ask_there(web, store.query, question.sparql)
                        theirs = {
                            tuple(
                                words(cell or "", column in question.lists)
                                for column, cell in zip(answer[0], row, strict=True)
                            )
                            for row in (answer[1] if answer else ())
                        }
                        total += 1
                        same += theirs == mine
                        if theirs != mine:
                            print(f"{store.name}: {question.name} differs", file=sys.stderr)
                    cells = []
                    for one in times:
                        first = one if first is None and isinstance(one, float) else first
                        rate = (
                            f"{first / one:.2f} ({len(here) / one:,.0f}/s)" if first and isinstance(one, float) else one
                        )
                        cells.append(str(rate))
                    answers = f"{same} of {total}" if total else "not asked"
                    print(f"| {store.name} | {' | '.join(cells)} | {answers} |", flush=True)
            except servers.Missing as reason:
                print(f"| {name} | not here: {reason} | | | | | |", flush=True)


if __name__ == "__main__":
    main()
