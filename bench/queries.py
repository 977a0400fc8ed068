"""All ready questions on a generated graph: pyoxigraph, as `diplograph query` uses it, against rdflib, in one run.

    python bench/queries.py [GRAPH] [--articles 500] [--seed 1] [--no-rdflib] [--patience 0] [--only NAME ...]

GRAPH (output/diplograph.ttl by default) is replicated with renamed nodes until it has so many articles: documents,
events, statements and times are new in each copy; states, offices, places, governments and outlets stay the same, and
persons are drawn anew from a growing circle, so that some are met in many articles and most in few. The same seed gives
the same graph. Times are the best of three for pyoxigraph and one run for rdflib, the reading of the answer included;
each engine reads the same N-Triples file once. Where the two answers differ, the table says so. With --patience 30
rdflib is given up when it has taken 30 times as long as pyoxigraph (two seconds at least): its ratio is more than that.
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import rdflib

from diplograph.graph.identifiers import BASE
from diplograph.graph.names import DCTERMS, SKOS
from diplograph.query import questions
from diplograph.query.ask import Rows, ask
from diplograph.query.store import open_graph

SHARED = ("actor/state/", "actor/government/", "actor/media/", "actor/org/", "office/", "place/", "extractor/")
_PERSON = re.compile(r"actor/(?:person|group)/([^/]+)")
NAMED = (DCTERMS.identifier, SKOS["prefLabel"], SKOS["altLabel"])


class Renaming:
    """The names of one copy. copy: its number; circle: how many persons there are of each name."""

    def __init__(self, copy: int, circle: int, seed: int) -> None:
        self.copy, self.circle, self.seed = copy, circle, seed
        self._known: dict[str, ox.NamedNode] = {}

    def person(self, name: str) -> int:
        # Low numbers are drawn often: a few are everywhere.
        return int(self.circle * random.Random(f"{self.seed}/{self.copy}/{name}").random() ** 2)

    def node(self, node: ox.NamedNode) -> ox.NamedNode:
        found = self._known.get(node.value)
        if found is None:
            found = self._known[node.value] = ox.NamedNode(self._iri(node.value))
        return found

    def _iri(self, iri: str) -> str:
        path = iri.removeprefix(BASE)
        if path == iri or path.startswith(SHARED):
            return iri
        person = _PERSON.fullmatch(path)
        number = self.person(person[1]) if person else self.copy
        return (
            iri
            if person and not number
            else f"{BASE}{path.replace('#', f'-c{number}#', 1)}" + ("" if "#" in path else f"-c{number}")
        )

    def literal(self, subject: str, predicate: str, value: ox.Literal) -> ox.Literal:
        """Names of persons and documents get the number of their node."""
        if predicate not in NAMED or self.node(ox.NamedNode(subject)).value == subject:
            return value
        number = self.node(ox.NamedNode(subject)).value.rpartition("-c")[2]
        words = f"{number}-{value.value}" if predicate == DCTERMS.identifier else f"{value.value} {number}"
        return ox.Literal(words, language=value.language) if value.language else ox.Literal(words)


def replicated(quads: list[ox.Quad], articles: int, seed: int) -> Iterator[ox.Triple]:
    """Copies of a graph until there are so many articles; the last one is whole, too. Nothing is left blank."""
    each = sum(1 for quad in quads if quad.predicate.value == DCTERMS.identifier)
    copies = max(1, -(-articles // each))
    seen: set[str] = set()
    for copy in range(copies):
        naming = Renaming(copy, max(1, copies // 5), seed)
        fresh = set()
        for quad in quads:
            if not isinstance(quad.subject, ox.NamedNode):
                continue
            subject = naming.node(quad.subject)
            shared = "/actor/" in subject.value or any(subject.value.startswith(BASE + one) for one in SHARED)
            if shared:
                fresh.add(subject.value)
                if subject.value in seen:
                    continue
            value: ox.NamedNode | ox.Literal
            if isinstance(quad.object, ox.Literal):
                value = naming.literal(quad.subject.value, quad.predicate.value, quad.object)
            elif isinstance(quad.object, ox.NamedNode):
                value = naming.node(quad.object)
            else:
                continue
            yield ox.Triple(subject, quad.predicate, value)
        seen |= fresh


def by_rdflib(graph: rdflib.Graph, question: questions.Question) -> set[tuple[str, ...]]:
    """rdflib's answer as a set of rows of words, lists sorted."""
    answer = graph.query(question.sparql)
    if answer.type == "CONSTRUCT":
        return {tuple(str(term) for term in triple) for triple in answer.graph or ()}
    names = [str(name) for name in answer.vars or ()]
    return {
        tuple(
            words("" if term is None else str(term), name in question.lists)
            for name, term in zip(names, row, strict=True)  # type: ignore[arg-type]
        )
        for row in answer
    }


def comparable(rows: Rows) -> set[tuple[str, ...]]:
    return {tuple(words(cell or "", False) for cell in row) for row in rows.rows}


def words(text: str, several: bool) -> str:
    if several:
        return questions.SEPARATOR.join(sorted({part for part in text.split(questions.SEPARATOR) if part}))
    try:
        return f"{float(text):g}"  # 1.0 and 1 are one number
    except ValueError:
        return text


class GivenUpError(BaseException):
    """Raised into rdflib's evaluation; nothing there catches it."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Ends what is pure Python after so many seconds; 0: never. Raises GivenUpError."""

    def end(*_: object) -> None:
        raise GivenUpError

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("graph", nargs="?", type=Path, default=Path("output/diplograph.ttl"))
    options.add_argument("--articles", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--no-rdflib", action="store_true", help="pyoxigraph alone, for sizes that rdflib can't hold")
    options.add_argument("--patience", type=float, default=0, metavar="N", help="give rdflib up at N times; 0: never")
    options.add_argument("--only", nargs="+", metavar="NAME", help="only these questions")
    given = options.parse_args()
    if not given.graph.exists():
        sys.exit(f"{given.graph} is not there; make it with: diplograph build seeds")
    source = sorted(open_graph(given.graph), key=str)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nt"
        with path.open("wb") as file:
            ox.serialize(replicated(source, given.articles, given.seed), file, format=ox.RdfFormat.N_TRIPLES)
        begin = time.perf_counter()
        store = open_graph(path)
        fast = time.perf_counter() - begin
        [[documents]] = ask(store, "SELECT (COUNT(?d) AS ?n) { ?d a dip:Document }").rows
        print(f"{documents} articles, {len(store):,} triples; read in {fast:.1f} s by pyoxigraph", end="", flush=True)
        graph = rdflib.Graph()
        if not given.no_rdflib:
            begin = time.perf_counter()
            graph.parse(path, format="nt")
            slow = time.perf_counter() - begin
            print(f", {slow:.1f} s by rdflib ({slow / fast:.0f} times)", end="")
    print("\n")
    print(f"| question | rows | pyoxigraph s |{'' if given.no_rdflib else ' rdflib s | ratio | same answer |'}")
    print(f"| --- | ---: | ---: |{'' if given.no_rdflib else ' ---: | ---: | --- |'}")
    ratios = []
    for question in questions.all_questions():
        if given.only and question.name not in given.only:
            continue
        times = []
        for _ in range(3):
            begin = time.perf_counter()
            rows = ask(store, question.sparql, lists=question.lists)
            times.append(time.perf_counter() - begin)
            if times[-1] > 5:
                break
        line = f"| {question.name} | {len(rows.rows):,} | {min(times):.4f} |"
        if not given.no_rdflib:
            begin = time.perf_counter()
            try:
                with at_most(max(given.patience * min(times), 2) if given.patience else 0):
                    theirs = by_rdflib(graph, question)
            except GivenUpError:
                same = "given up"
            else:
                same = "yes" if theirs == comparable(rows) else f"no ({len(theirs ^ comparable(rows))} rows)"
            took = time.perf_counter() - begin
            ratios.append(took / min(times))
            more = "over " if same == "given up" else ""
            line += f" {more}{took:.2f} | {more}{ratios[-1]:.0f} | {same} |"
        print(line, flush=True)
    if ratios:
        least = " at least" if given.patience else ""
        print(f"\nMedian ratio{least} {statistics.median(ratios):.0f}, lowest {min(ratios):.1f}")


if __name__ == "__main__":
    main()
