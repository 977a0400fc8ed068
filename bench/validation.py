"""Times of a validation: the compiled engine at full size, and beside pySHACL at a size that it can do.

usage: python bench/validation.py [--articles 1000] [--reference 20] [--core-reference 100] [--seed 1]

Graphs are made by copying the graph of the seeds (five articles) under IRIs of their own, so that they look like ours;
one copy in ten has something broken in it, drawn from the seed. Each measurement runs in a process of its own: seconds
of processor time, parsing and loading of the shapes included, and the peak of memory. At the sizes of the reference
both engines must find the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "tests" / "gold" / "seeds" / "reference.ttl"
BASE = "<https://w3id.org/diplograph/id/"
ARTICLES = 5  # in SOURCE


def generate(articles: int, seed: int, target: Path) -> int:
    """Write a graph of so many articles as N-Triples; returns how many triples it has."""
    import pyoxigraph as ox

    chance = random.Random(seed)
    quads = ox.parse(SOURCE.read_bytes(), format=ox.RdfFormat.TURTLE)
    lines = sorted({f"{one.subject} {one.predicate} {one.object} .\n" for one in quads})
    number = 0
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for copy in range(max(1, articles // ARTICLES)):
            own = list(lines)
            if chance.random() < 0.1:
                own.pop(chance.randrange(len(own)))
                own.append(_broken(own[chance.randrange(len(own))]))
            number += len(own)
            file.writelines(line.replace(BASE, f"{BASE}{copy}/") for line in own)
    return number


def _broken(line: str) -> str:
    """A second value that no property of ours takes."""
    subject, predicate, _ = line.split(" ", 2)
    return f'{subject} {predicate} "broken"@en .\n'


# ---------- one measurement, in its own process ----------


def measure(what: str, path: Path) -> dict[str, object]:
    start = time.process_time()
    results = {"compiled": _compiled, "compiled-core": _compiled, "pyshacl": _reference, "pyshacl-core": _reference}[
        what
    ](path, core=what.endswith("-core"))
    return {
        "seconds": round(time.process_time() - start, 2),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "results": len(results),
        "digest": hashlib.sha256("\n".join(sorted(map(str, results))).encode()).hexdigest()[:12],
    }


def _compiled(path: Path, *, core: bool) -> list[tuple[str, ...]]:
    from diplograph.validate.engine import check
    from diplograph.validate.reading import load

    return [one.key() for one in check(load([path]), _shapes(core=core)).results]


def _reference(path: Path, *, core: bool) -> list[tuple[str, ...]]:
    """As anyone would do it: rdflib reads, pySHACL validates."""
    import rdflib

    from diplograph.validate import shacl, shapes
    from diplograph.validate.terms import quiet

    graph = rdflib.Graph()
    with quiet():
        graph.parse(path, format="nt")
        graph += shapes.ontology()
    return [one.key() for one in sorted(shacl.results(graph, _shapes(core=core).everything), key=lambda one: one.key())]


def _shapes(*, core: bool):  # type: ignore[no-untyped-def]
    from rdflib import SH, Graph

    from diplograph.validate import shapes

    if not core:
        return shapes.own_shapes()
    without = Graph()
    without += shapes.own_shapes().everything
    without.remove((None, SH.sparql, None))
    return shapes.Shapes(without)


def apart(what: str, path: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, __file__, "--measure", what, str(path)], check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


# ---------- the table ----------


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--articles", type=int, nargs="*", default=[1000])
    arguments.add_argument("--reference", type=int, default=20, help="articles for pySHACL with our queries")
    arguments.add_argument("--core-reference", type=int, default=100, help="articles for pySHACL without them")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--measure", nargs=2, metavar=("WHAT", "FILE"), help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.measure:
        print(json.dumps(measure(chosen.measure[0], Path(chosen.measure[1]))))
        return 0
    plan = [(number, "compiled") for number in chosen.articles]
    plan += [(chosen.reference, what) for what in ("compiled", "pyshacl") if chosen.reference]
    plan += [(chosen.core_reference, what) for what in ("compiled-core", "pyshacl-core") if chosen.core_reference]
    seen: dict[tuple[int, bool], dict[str, object]] = {}
    differing = 0
    print("| articles | triples | engine | seconds | MB | results | |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for number, what in plan:
            path = Path(folder) / f"{number}.nt"
            triples = generate(number, chosen.seed, path)
            found = apart(what, path)
            path.unlink()
            note = ""
            key = (number, what.endswith("-core"))
            if what.startswith("pyshacl"):
                ours = seen[key]
                same = ours["digest"] == found["digest"]
                differing += not same
                note = (
                    f"{float(str(found['seconds'])) / float(str(ours['seconds'])):.0f} times the compiled engine's time"
                )
                note += ", same results" if same else ", RESULTS DIFFER"
            else:
                seen[key] = found
            print(
                f"| {number:,} | {triples:,} | {what} | {found['seconds']} | {found['megabytes']:,} | "
                f"{found['results']:,} | {note} |",
                flush=True,
            )
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main())
