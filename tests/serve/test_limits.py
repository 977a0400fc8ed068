"""A query that runs away, grows or fails hurts nobody else."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from diplograph.serve.application import Settings
from diplograph.serve.running import Running
from diplograph.serve.workers import CAN_FORK, ForkingStarter, Plan, SpawningStarter, Starter

from .conftest import GRAPH, RUNAWAY, asking, serving

QUICK = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?m a dip:Meeting }")
STARTERS = [
    pytest.param(ForkingStarter, id="fork", marks=pytest.mark.skipif(not CAN_FORK, reason="this system can't fork")),
    pytest.param(SpawningStarter, id="spawn"),
]


@pytest.mark.parametrize("make", STARTERS)
def test_a_runaway_is_stopped_while_others_are_answered(make: Callable[[Plan], Starter]) -> None:
    with serving(GRAPH, settings=Settings("test", "", seconds=2), workers=2, make=make) as running:
        ask = asking(running)
        ask(QUICK)
        stopped = []
        thread = threading.Thread(target=lambda: stopped.append(ask("/sparql?query=" + quote(RUNAWAY))))
        begin = time.monotonic()
        thread.start()
        time.sleep(0.3)
        answered = 0
        while thread.is_alive():
            assert ask(QUICK).status == 200
            answered += 1
        thread.join()
        assert time.monotonic() - begin < 10
        assert answered >= 3
        assert (stopped[0].status, "more than 2 s" in stopped[0].text) == (503, True)
        # Both workers are there again.
        assert [ask(QUICK).status for _ in range(4)] == [200] * 4
        assert any("stopped after 2 s" in line for line in running.said)  # type: ignore[attr-defined]


def test_when_all_are_busy_queries_wait_and_pages_do_not() -> None:
    with serving(GRAPH, settings=Settings("test", "", seconds=2.5), workers=1) as running:
        ask = asking(running)
        ask("/void")
        runaway = threading.Thread(target=lambda: ask("/sparql?query=" + quote(RUNAWAY)))
        runaway.start()
        time.sleep(0.3)
        begin = time.monotonic()
        assert ask("/node?iri=person:xi-jinping", Accept="text/html").status == 200
        assert time.monotonic() - begin < 2
        assert ask(QUICK).status == 200, "it waited until the other was stopped"
        runaway.join()


def test_a_client_may_wish_a_shorter_limit_but_no_longer_one() -> None:
    with serving(GRAPH, settings=Settings("test", "", seconds=2)) as running:
        ask = asking(running)
        for wish, told in (("0.5", "0.5 s"), ("999", "2 s")):
            assert told in ask(f"/sparql?timeout={wish}&query=" + quote(RUNAWAY)).text


def test_a_client_that_goes_away_takes_its_query_along() -> None:
    with serving(GRAPH, settings=Settings("test", "", seconds=60), workers=1) as running:
        ask = asking(running)
        with socket.create_connection(("127.0.0.1", running.server.server_port)) as connection:
            connection.sendall(f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.5)
        begin = time.monotonic()
        assert ask(QUICK).status == 200
        assert time.monotonic() - begin < 20


def test_a_long_answer_is_refused_whole() -> None:
    with serving(GRAPH, settings=Settings("test", "", limit=200_000)) as running:
        ask = asking(running)
        answer = ask("/sparql?query=" + quote("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000"))
        assert (answer.status, "longer than 200000 bytes" in answer.text) == (500, True)
        assert ask("/sparql?query=" + quote("SELECT * { ?a ?b ?c } LIMIT 100")).status == 200


def test_an_answer_that_is_not_read_holds_no_worker() -> None:
    with serving(GRAPH, workers=1) as running:
        ask = asking(running)
        with socket.create_connection(("127.0.0.1", running.server.server_port)) as slow:
            many = quote("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 60000")
            slow.sendall(f"GET /sparql?query={many} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            slow.recv(10)
            begin = time.monotonic()
            assert ask(QUICK).status == 200
            assert time.monotonic() - begin < 5


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited on Linux only")
def test_a_query_that_takes_too_much_memory_is_stopped() -> None:
    with serving(GRAPH, settings=Settings("test", "", seconds=60), memory=128 << 20) as running:
        ask = asking(running)
        greedy = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
        answer = ask("/sparql?query=" + quote(greedy))
        assert (answer.status, "too much memory" in answer.text) == (500, True)
        assert ask(QUICK).status == 200


def test_a_query_nested_too_deeply_is_stopped(server: Running) -> None:
    ask = asking(server)
    deep = "SELECT * WHERE " + "{" * 200_000 + "}" * 200_000
    answer = ask("/sparql", method="POST", body=deep, Content_Type="application/sparql-query")
    assert answer.status in (400, 500)
    assert ask(QUICK).status == 200


@pytest.mark.skipif(not CAN_FORK, reason="this system can't fork")
def test_behind_the_refusal_of_service_no_connection_can_be_opened(server: Running) -> None:
    from diplograph.serve.jobs import Query
    from diplograph.serve.protocol import Asked
    from diplograph.serve.responses import Refusal

    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0.5)
        sparql = f"SELECT * {{ SERVICE <http://127.0.0.1:{other.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        with pytest.raises(Refusal, match="failed"):
            server.server.application._queries.run(Query(Asked(sparql), None, 10, 1 << 20))
        with pytest.raises(TimeoutError):
            other.accept()


@pytest.mark.skipif(not CAN_FORK, reason="this system can't fork")
def test_nothing_stays_behind_when_the_server_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from diplograph.serve.running import start;"
        "from diplograph.serve.application import Settings;"
        "r = start([Path(sys.argv[1])], Settings('t', '', seconds=3), workers=2, say=lambda _: None);"
        "print(r.server.server_port, r._starter._process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(GRAPH)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port, template = (int(word) for word in process.stdout.readline().split())
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.5)
            process.send_signal(signal.SIGKILL)
        process.wait(5)
    # The reader of the graph sees the end at once and ends the workers, the running one too.
    until = time.monotonic() + 10
    while _alive(template) and time.monotonic() < until:
        time.sleep(0.1)
    assert not _alive(template)


def _alive(group: int) -> bool:
    """Whether any process of the group is left, zombies aside."""
    listed = subprocess.run(["ps", "-o", "pgid=,stat=", "-e"], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return any(int(pgid) == group and not state.startswith("Z") for pgid, state in rows)


def test_requests_in_work_are_answered_before_the_end() -> None:
    answers = []
    with serving(GRAPH, settings=Settings("test", "", seconds=2)) as running:
        ask = asking(running)
        thread = threading.Thread(target=lambda: answers.append(ask("/sparql?query=" + quote(RUNAWAY))))
        thread.start()
        time.sleep(0.4)
        assert running.server.finish(10)
        thread.join()
        with pytest.raises(OSError):
            ask(QUICK)
    assert answers[0].status == 503


def test_many_at_once_are_all_answered(server: Running) -> None:
    ask = asking(server)
    found: list[int] = []

    def several() -> None:
        for _ in range(5):
            answer = ask(QUICK)
            found.append(int(json.loads(answer.body)["results"]["bindings"][0]["n"]["value"]))

    threads = [threading.Thread(target=several) for _ in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(found) == 60
    assert len(set(found)) == 1


def test_queries_that_are_ended_with_the_server_are_no_news() -> None:
    answers = []
    with serving(GRAPH, settings=Settings("test", "", seconds=60)) as running:
        ask = asking(running)
        thread = threading.Thread(target=lambda: answers.append(ask("/sparql?query=" + quote(RUNAWAY))))
        thread.start()
        time.sleep(0.5)
        assert not running.server.finish(0.2)
    thread.join(10)
    assert [(one.status, one.text) for one in answers] == [(503, "The server is being stopped.\n")]
    assert running.said == []  # type: ignore[attr-defined]
