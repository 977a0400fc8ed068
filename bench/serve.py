"""How quickly `diplograph serve` answers: alone, beside a query that runs away, and after such queries were ended.

    python bench/serve.py output/diplograph.ttl

Prints a Markdown table: milliseconds of a small query and of a page, at the median and at most.
"""

from __future__ import annotations

import statistics
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from diplograph.serve.application import Settings
from diplograph.serve.running import start

SMALL = "/sparql?query=" + quote("SELECT ?name { ?who skos:prefLabel ?name } LIMIT 1")
RUNAWAY = "/sparql?query=" + quote(
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"
)


def main(graph: Path) -> None:
    begin = time.monotonic()
    with start([graph], Settings(graph.name, "", seconds=5), workers=2, say=lambda _: None) as running:
        begun = time.monotonic() - begin
        home = running.server.home.rstrip("/")
        counted = time.monotonic()
        page = running.server.application.counted().example or "dip:Meeting"
        counted = time.monotonic() - counted
        looking = "/node?iri=" + quote(page, safe="")

        def took(target: str) -> float:
            """Milliseconds of a request, whatever its answer."""
            since = time.perf_counter()
            request = urllib.request.Request(home + target, headers={"Accept": "text/html, */*;q=0.5"})
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    answer.read()
            except urllib.error.HTTPError as error:
                error.read()
            return 1000 * (time.perf_counter() - since)

        def row(name: str, target: str, go_on: Callable[[int], bool]) -> None:
            times: list[float] = []
            while go_on(len(times)):
                times.append(took(target))
            print(f"| {name} | {len(times)} | {statistics.median(times):.1f} | {max(times):.1f} |")

        print(f"{running.triples:,} triples, ready after {begun:.1f} s, counted in {counted:.1f} s more\n")
        print("| what | requests | median ms | most ms |\n| --- | --- | --- | --- |")
        row("query", SMALL, lambda done: done < 50)
        row("page of a node", looking, lambda done: done < 20)
        runaway = threading.Thread(target=took, args=(RUNAWAY,))
        runaway.start()
        time.sleep(0.2)
        row("query beside one that runs away", SMALL, lambda _: runaway.is_alive())
        several = [threading.Thread(target=took, args=(RUNAWAY + "&timeout=1",)) for _ in range(2)]
        for one in several:
            one.start()
        time.sleep(0.2)
        row("page while all workers run away", looking, lambda done: done < 5)
        for one in several:
            one.join()
        row("query after both were ended", SMALL, lambda done: done < 5)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
