"""Stores that refuse, are down, are full, are slow or are none: a clear word each, and nothing lost."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from click.testing import Result

Run = Callable[..., Result]
TRIPLES = 25


class Fake:
    """A store in memory that does what a test says. say: gets each request, returns an answer or None to do it."""

    def __init__(self) -> None:
        self.graphs: dict[str, set[str]] = {}
        self.seen: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.say: Callable[[str, str, dict[str, str]], tuple[int, str, str, dict[str, str]] | None] = lambda *_: None
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {key.lower(): value for key, value in self.headers.items()}
                fake.seen.append((self.command, self.path))
                fake.headers.append(headers)
                answer = fake.say(self.command, self.path, headers)
                if answer is None:
                    answer = fake.do(self.command, self.path, body)
                status, kind, text, more = answer
                try:
                    self.send_response(status)
                    for key, value in {"Content-Type": kind, "Content-Length": str(len(text.encode())), **more}.items():
                        self.send_header(key, value)
                    self.end_headers()
                    self.wfile.write(text.encode())
                except OSError:
                    pass  # whoever asked has gone

            do_GET = do_POST = do_PUT = handle_any

            def log_message(self, format: str, *args: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def do(self, method: str, path: str, body: bytes) -> tuple[int, str, str, dict[str, str]]:
        parts = urlsplit(path)
        if parts.path == "/query":
            asked = parse_qs(body.decode())["query"][0]
            name = re.search(r"GRAPH <(.*?)>", asked)
            found = len(self.graphs.get(name[1] if name else "", ()))
            value = {"type": "literal", "datatype": "http://www.w3.org/2001/XMLSchema#integer", "value": str(found)}
            text = json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": [{"n": value}]}})
            return 200, "application/sparql-results+json", text, {}
        if parts.path == "/update":
            return 204, "text/plain", "", {}
        name_ = parse_qs(parts.query).get("graph", [""])[0]
        lines = {line for line in body.decode().splitlines() if line}
        if method == "GET":
            return 200, "application/n-triples", "".join(f"{one}\n" for one in sorted(self.graphs.get(name_, ()))), {}
        self.graphs[name_] = lines | (set() if method == "PUT" else self.graphs.get(name_, set()))
        return 204, "text/plain", "", {}

    def writes(self) -> list[tuple[str, str]]:
        return [one for one in self.seen if not one[1].startswith("/query")]


@pytest.fixture
def fake() -> Iterator[Fake]:
    one = Fake()
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "a.nt"
    path.write_text("".join(f'<urn:a:{number:02}> <urn:b> "{number}" .\n' for number in range(TRIPLES)))
    return path


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses are noted and not made."""
    from diplograph.query.stores import web

    waited: list[float] = []
    monkeypatch.setattr(web.Web.__init__, "__defaults__", (*(web.Web.__init__.__defaults__ or ())[:-1], waited.append))
    return waited


def always(status: int, text: str = "", kind: str = "text/plain", **headers: str) -> Callable[..., Any]:
    def say(method: str, path: str, got: dict[str, str]) -> tuple[int, str, str, dict[str, str]] | None:
        return None if path.startswith("/query") else (status, kind, text, headers)

    return say


REFUSALS = [
    (always(403, "read only"), "the store refused (403 Forbidden: read only); may this user write?"),
    (always(404), "the store refused (404 Not Found); is this the store's address for writing?"),
    (always(405), "the address takes no writing; is it the query endpoint?"),
    (always(413), "send less at once with --batch"),
    (always(400, "memory exhausted"), "send less at once with --batch"),
    (always(401), "it wants a name and password: --user NAME"),
    (always(507), "the store is full (507 Insufficient Storage); make room there, then run it again"),
    (always(500, "java.io.IOException: No space left on device"), "the store is full (500 Internal Server Error: java"),
    (always(503, "disk full"), "the store is full (503"),
    (always(500, "<html><body><h1>Oops</h1></body></html>", "text/html"), "refused (500 Internal Server Error: Oops)"),
    (
        always(200, "<!DOCTYPE html><html><title>Sign in &amp; go</title></html>", "text/html; charset=utf-8"),
        "answered with a web page (“Sign in & go”), as no store does; is this the store's address",
    ),
    (always(302, Location="/login?next=1"), "sends elsewhere (302 Found); if you trust it, give that address"),
    (always(400, "\x1b[31mbad\x07 line " + "x" * 900), "refused (400 Bad Request: [31mbad line xxx"),
]


@pytest.mark.parametrize(("say", "words"), REFUSALS, ids=range(len(REFUSALS)))
def test_refusals_say_what_to_do(run: Run, fake: Fake, graph: Path, say: Any, words: str) -> None:
    fake.say = say
    done = run(graph, "--endpoint", f"{fake.base}/store", "--retries", 2)
    assert done.exit_code == 2 and words in done.stderr, done.stderr
    assert "nothing was sent before" in done.stderr
    assert len(fake.writes()) == 1, "what is refused for good is not tried again"
    assert "\x1b" not in done.stderr and len(done.stderr) < 700
    assert not fake.graphs


def test_a_store_that_is_down(run: Run, graph: Path, no_waiting: list[float]) -> None:
    done = run(graph, "--endpoint", "http://127.0.0.1:9/store", "--retries", 3)
    assert done.exit_code == 2
    assert "can't be reached (Connection refused); is it running?" in done.stderr
    assert done.stderr.count("trying again in") == 3 and no_waiting == [0.5, 1.0, 2.0]


def test_a_host_that_does_not_exist(run: Run, graph: Path) -> None:
    done = run(graph, "--endpoint", "http://no-such-host.invalid/store", "--retries", 0)
    assert done.exit_code == 2 and "can't be reached" in done.stderr and "object at 0x" not in done.stderr


def test_a_busy_store_is_asked_again(run: Run, fake: Fake, graph: Path, no_waiting: list[float]) -> None:
    left = [503, 429, 502]

    def say(method: str, path: str, got: dict[str, str]) -> tuple[int, str, str, dict[str, str]] | None:
        if path.startswith("/query") or not left:
            return None
        return left.pop(0), "text/plain", "", {"Retry-After": "7"} if len(left) == 1 else {}

    fake.say = say
    done = run(graph, "--endpoint", f"{fake.base}/store")
    assert done.exit_code == 0 and "All are there" in done.stderr
    assert no_waiting == [0.5, 7.0, 14.0] and "trying again in 7 s (3 left)" in done.stderr


def test_a_busy_store_in_the_end(run: Run, fake: Fake, graph: Path) -> None:
    fake.say = always(503, "too many writers")
    done = run(graph, "--endpoint", f"{fake.base}/store", "--retries", 2)
    assert "the store is busy (503 Service Unavailable: too many writers); try again later" in done.stderr
    assert done.exit_code == 2 and len(fake.writes()) == 3


def test_a_slow_store(run: Run, fake: Fake, graph: Path) -> None:
    def say(method: str, path: str, got: dict[str, str]) -> None:
        if not path.startswith("/query"):
            time.sleep(1.0)

    fake.say = say
    done = run(graph, "--endpoint", f"{fake.base}/store", "--timeout", 0.2)
    assert done.exit_code == 2
    assert (
        "gave no answer within 0.2 s; give it longer with --timeout, or send less at once with --batch" in done.stderr
    )


def test_what_stores_lose_is_found(run: Run, fake: Fake, graph: Path) -> None:
    """It says 204 and keeps only some."""

    def say(method: str, path: str, got: dict[str, str]) -> tuple[int, str, str, dict[str, str]] | None:
        if path.startswith("/query"):
            for name in fake.graphs:
                fake.graphs[name] = set(sorted(fake.graphs[name])[:20])
        return None

    fake.say = say
    done = run(graph, "--endpoint", f"{fake.base}/store", "--replace", "--graph", "urn:g")
    assert done.exit_code == 2
    assert "loaded, but graph <urn:g> lacks 5 of 25 triples, for example <urn:a:20>" in done.stderr
    assert run(graph, "--endpoint", f"{fake.base}/store", "--no-check").exit_code == 0


def test_half_loaded_and_mended_by_the_next_load(run: Run, fake: Fake, graph: Path) -> None:
    fake.graphs["urn:g"] = {'<urn:old> <urn:b> "old" .'}
    target = [graph, "--endpoint", f"{fake.base}/store", "--graph", "urn:g", "--batch", 10, "--retries", 0]

    def say(method: str, path: str, got: dict[str, str]) -> tuple[int, str, str, dict[str, str]] | None:
        return (500, "text/plain", "crash", {}) if len(fake.writes()) == 2 else None

    fake.say = say
    done = run(*target)
    assert done.exit_code == 2 and "1 of 3 requests are done; run the same command again" in done.stderr
    assert len(fake.graphs["urn:g"]) == 11
    fake.say = lambda *_: None
    done = run(*target)
    assert done.exit_code == 0 and "All are there; these graphs now hold 26 triples" in done.stderr


def test_going_on_where_it_stopped(run: Run, fake: Fake, graph: Path, tmp_path: Path) -> None:
    target = [graph, "--endpoint", f"{fake.base}/store", "--batch", 10, "--retries", 0, "--resume", "note.json"]
    fake.say = lambda *_: (500, "text/plain", "crash", {}) if len(fake.writes()) == 3 else None
    done = run(*target)
    assert (
        done.exit_code == 2
        and "2 of 3 requests are done; run the same command again to go on from there" in done.stderr
    )
    assert json.loads((tmp_path / "note.json").read_text())["done"] == 2
    other = run(*target, "--graph", "urn:other")
    assert other.exit_code == 2 and "note.json: a note of another load" in other.stderr
    fake.say = lambda *_: None
    sent = len(fake.writes())
    dry = run(*target, "--dry-run")
    assert "An earlier run has done 2 of them" in dry.stderr and len(fake.writes()) == sent
    done = run(*target)
    assert done.exit_code == 0
    assert "An earlier run had done 2 of them." in done.stderr and len(fake.writes()) <= sent + 2
    assert len(fake.graphs[""]) == TRIPLES and not (tmp_path / "note.json").exists()
    (tmp_path / "note.json").write_text("mine")
    assert "not a note of an unfinished load" in run(*target).stderr


def test_a_store_that_forgot_what_was_done(run: Run, fake: Fake, graph: Path, tmp_path: Path) -> None:
    target = [graph, "--endpoint", f"{fake.base}/store", "--batch", 10, "--retries", 0, "--resume", "note.json"]
    fake.say = lambda *_: (500, "text/plain", "crash", {}) if len(fake.writes()) == 3 else None
    run(*target)
    fake.say = lambda *_: None
    fake.graphs.clear()
    done = run(*target)
    assert done.exit_code == 2 and "lacks 20 of 25 triples" in done.stderr
    assert run(*target).exit_code == 0 and len(fake.graphs[""]) == TRIPLES


def test_a_dry_run_changes_nothing(run: Run, fake: Fake, graph: Path) -> None:
    fake.graphs["urn:g"] = {'<urn:a> <urn:b> "1" .'}
    done = run(graph, "--endpoint", f"{fake.base}/store", "--graph", "urn:g", "--replace", "--dry-run")
    assert done.exit_code == 0 and fake.writes() == []
    assert (
        "Would send 25 triples in 1 graph" in done.stderr
        and "holds 1 triple there now; this would replace it" in done.stderr
    )


def test_an_unknown_store_is_counted_by_what_it_gives(run: Run, fake: Fake, graph: Path) -> None:
    done = run(graph, "--endpoint", f"{fake.base}/rdf", "--json")
    assert json.loads(done.stdout)["checked"] and ("GET", "/rdf?default") in fake.seen


def test_a_store_that_can_not_be_counted(run: Run, fake: Fake, graph: Path) -> None:
    fake.say = lambda method, *_: (501, "text/plain", "", {}) if method == "GET" else None
    done = run(graph, "--endpoint", f"{fake.base}/rdf")
    assert done.exit_code == 0
    assert "note: not all was counted there: the store did not tell how much it holds; name its query" in done.stderr


# ---------- who asks ----------


def guarded(fake: Fake, scheme: str) -> None:
    """Only ada with the password "p:ä" may write."""

    def say(method: str, path: str, got: dict[str, str]) -> tuple[int, str, str, dict[str, str]] | None:
        given = got.get("authorization", "")
        if path.startswith("/query"):
            return None
        if scheme == "basic" and given == "Basic " + base64.b64encode("ada:p:ä".encode()).decode():
            return None
        if scheme == "digest" and given.startswith("Digest "):
            said = dict(re.findall(r'(\w+)="?([^",]+)"?', given))

            def md5(text: str) -> str:
                return hashlib.md5(text.encode()).hexdigest()

            first, second = md5("ada:here:p:ä"), md5(f"{method}:{path}")
            right = md5(":".join([first, "n0nce", said["nc"], said["cnonce"], "auth", second]))
            if said["username"] == "ada" and said["response"] == right:
                return None
        asks = 'Basic realm="here"' if scheme == "basic" else 'Digest realm="here", nonce="n0nce", qop="auth"'
        return 401, "text/plain", "", {"WWW-Authenticate": asks}

    fake.say = say


@pytest.mark.parametrize("scheme", ["basic", "digest"])
@pytest.mark.parametrize("auth", [[], ["--auth", "same"]], ids=["as asked", "named"])
def test_name_and_password(run: Run, fake: Fake, graph: Path, scheme: str, auth: list[str]) -> None:
    guarded(fake, scheme)
    target = [
        graph,
        "--endpoint",
        f"{fake.base}/store",
        "--batch",
        10,
        *(scheme if one == "same" else one for one in auth),
    ]
    done = run(*target, "--user", "ada", password="p:ä")
    assert done.exit_code == 0, done.stderr
    assert len(fake.graphs[""]) == TRIPLES
    fake.graphs.clear()
    done = run(*target, "--user", "ada", password="wrong")
    assert done.exit_code == 2 and "wrong name or password" in done.stderr and not fake.graphs
    assert "wrong;" not in done.stderr and "p:ä" not in done.stderr


def test_where_the_password_comes_from(
    run: Run, fake: Fake, graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guarded(fake, "basic")
    target = [graph, "--endpoint", f"{fake.base}/store"]
    file = tmp_path / "secret"
    file.write_text("p:ä\nnot this\n")
    file.chmod(0o600)
    assert run(*target, "--user", "ada", "--password-file", file).exit_code == 0
    file.chmod(0o644)
    assert "others may read this password; chmod 600" in run(*target, "--user", "ada", "--password-file", file).stderr
    done = run(*target, "--user", "ada:p:ä")
    assert done.exit_code == 2 and "others on this machine can read a password among the arguments" in done.stderr
    assert "no password for ada" in run(*target, "--user", "ada").stderr
    assert "can't be read" in run(*target, "--user", "ada", "--password-file", tmp_path / "none").stderr
    done = run(graph, "--endpoint", fake.base.replace("//", "//ada:hidden@") + "/store")
    assert done.exit_code == 2 and "hidden" not in done.stderr and "can be read by others" in done.stderr
    monkeypatch.setenv("DIPLOGRAPH_STORE_USER", "ada:p:ä")
    assert run(*target).exit_code == 0


def test_certificates(run: Run, fake: Fake, graph: Path, tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    made += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    fake.server.socket = context.wrap_socket(fake.server.socket, server_side=True)
    target = [graph, "--endpoint", fake.base.replace("http:", "https:") + "/store"]
    done = run(*target)
    assert done.exit_code == 2 and "its certificate isn't trusted" in done.stderr and "--ca FILE" in done.stderr
    assert not fake.graphs and "trying again" not in done.stderr
    assert run(*target, "--ca", certificate).exit_code == 0 and len(fake.graphs[""]) == TRIPLES
    assert "no such file" in run(*target, "--ca", tmp_path / "none.pem").stderr
    (tmp_path / "bad.pem").write_text("no certificate")
    assert run(*target, "--ca", tmp_path / "bad.pem", "--retries", 0).exit_code == 2


# ---------- graphs that can't be sent ----------


def test_blank_nodes_stay_together(run: Run, fake: Fake, tmp_path: Path) -> None:
    lines = [f'<urn:a:{number:02}> <urn:b> "{number}" .' for number in range(9)]
    lines += [f"<urn:a> <urn:b> _:x{number} .\n_:x{number} <urn:c> <urn:d> ." for number in range(8)]
    (tmp_path / "a.nt").write_text("\n".join(lines))
    assert run("a.nt", "--endpoint", f"{fake.base}/store", "--batch", 5).exit_code == 0
    assert len(fake.writes()) == 3, "sixteen triples with blank nodes in the first, then five and four"
    (tmp_path / "a.nq").write_text("_:x <urn:b> <urn:c> <urn:g1> .\n_:x <urn:b> <urn:c> <urn:g2> .\n")
    done = run("a.nq", "--endpoint", f"{fake.base}/store")
    assert done.exit_code == 2 and "two graphs share a blank node" in done.stderr
    assert run("a.nq", "--endpoint", f"{fake.base}/store", "--graphs", "one").exit_code == 0


def test_named_graphs_of_a_file(run: Run, fake: Fake, tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_text('<urn:a> <urn:b> "1" .\n<urn:a> <urn:b> "2" <urn:g> .\n')
    assert run("a.nq", "--endpoint", f"{fake.base}/store").exit_code == 0
    assert {name: len(lines) for name, lines in fake.graphs.items()} == {"": 1, "urn:g": 1}
    assert run("a.nq", "--endpoint", f"{fake.base}/store", "--graphs", "one", "--graph", "urn:all").exit_code == 0
    assert len(fake.graphs["urn:all"]) == 2
    done = run("a.nq", "--endpoint", f"{fake.base}/store", "--graph", "no iri")
    assert done.exit_code == 2 and "'no iri' is no IRI" in done.stderr


def test_a_broken_file_changes_nothing(run: Run, fake: Fake, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "b.ttl").write_text("<urn:a> <urn:b> .")
    done = run(graph, "b.ttl", "--endpoint", f"{fake.base}/store")
    assert done.exit_code == 2 and "b.ttl, line 1" in done.stderr and fake.seen == []


@pytest.mark.parametrize("address", ["ftp://x", "localhost:7878", "http://", "http://h:99999/store"])
def test_no_address(run: Run, graph: Path, address: str) -> None:
    done = run(graph, "--endpoint", address)
    assert done.exit_code == 2 and "give one like http://localhost:7878/store" in done.stderr


def test_a_password_is_not_sent_in_the_open_without_a_word(run: Run, graph: Path) -> None:
    done = run(graph, "--endpoint", "http://store.invalid/store", "--user", "ada", "--retries", 0, password="x")
    assert "warning: the password may go to store.invalid unencrypted" in done.stderr


def test_a_text_of_ten_megabytes(run: Run, fake: Fake, tmp_path: Path) -> None:
    literal = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("ä\n" * 3_500_000))
    (tmp_path / "a.nt").write_bytes(ox.serialize([literal], format=ox.RdfFormat.N_TRIPLES) or b"")
    done = run("a.nt", "--endpoint", f"{fake.base}/store", "--replace")
    assert done.exit_code == 0 and "1 triple sent" in done.stderr and len(next(iter(fake.graphs[""]))) > 10_000_000
