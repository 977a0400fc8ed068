"""An endpoint gives the answers that the file gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from diplograph.cli.main import main
from diplograph.errors import StoreError
from diplograph.query.questions import all_questions
from diplograph.query.remote import Endpoint
from diplograph.query.stores.web import Reply, Web

GRAPH = Path(__file__).resolve().parents[1] / "gold" / "seeds" / "reference.ttl"


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], input=stdin)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    from diplograph.serve.application import Settings
    from diplograph.serve.running import start

    with start([GRAPH], Settings("test", "", seconds=20), say=lambda line: None) as running:
        yield f"http://127.0.0.1:{running.server.server_port}/sparql"


@pytest.mark.parametrize("name", [one.name for one in all_questions()][::6])
def test_ready_questions(endpoint: str, name: str) -> None:
    from_file, from_endpoint = (run("query", place, name, "--json") for place in (GRAPH, endpoint))
    assert from_endpoint.exit_code == 0
    assert from_endpoint.stdout == from_file.stdout


def test_labels_names_and_errors(endpoint: str) -> None:
    for rest in (("timeline", "--actor", "the Kremlin"), ("joint-statements",)):
        assert run("query", endpoint, *rest).stdout == run("query", GRAPH, *rest).stdout
    done = run("query", endpoint, "timeline", "--actor", "Xi Jinpin")
    assert done.exit_code == 2 and 'did you mean "Xi Jinping"?' in done.stderr
    done = run("query", endpoint, "--sparql", "-", stdin="SELECT ?s WHERE { ?s nfi:anchorOf 1 }")
    assert done.exit_code == 2 and "line 1, column 22" in done.stderr and "nif:" in done.stderr
    ask = run("query", endpoint, "--sparql", "-", "--json", stdin="ASK { ?s a dip:Meeting }")
    assert "true" in ask.stdout


NARROW = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dip: <https://w3id.org/diplograph/ontology#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
<urn:own> a sh:NodeShape ; sh:targetClass dip:Mention ; sh:property [
    sh:path nif:endIndex ; sh:datatype <http://www.w3.org/2001/XMLSchema#nonNegativeInteger> ] .
"""


def test_explain_and_validate(endpoint: str, tmp_path: Path) -> None:
    assert run("explain", "person:xi-jinping", "--graph", endpoint).stdout == (
        run("explain", "person:xi-jinping", "--graph", GRAPH).stdout
    )
    done = run("validate", "--endpoint", endpoint)
    assert (done.exit_code, done.stdout) == (0, run("validate", GRAPH).stdout)
    (tmp_path / "own.ttl").write_text(NARROW)
    done = run("validate", "--endpoint", endpoint, "--shapes", tmp_path / "own.ttl")
    assert done.exit_code == 0 and "numbers came as xsd:integer" in done.stderr  # as the store keeps them
    done = run("validate", "--endpoint", endpoint, "--graph", "urn:x:none")
    assert done.exit_code == 2 and "no triples in its graph urn:x:none" in done.stderr


def test_what_is_no_endpoint() -> None:
    with pytest.raises(StoreError, match="can't be reached"):
        Endpoint("http://127.0.0.1:9/query", Web(retries=0)).query("ASK { ?s ?p ?o }")
    done = run("query", "http://me:secret@127.0.0.1/query", "actors")
    assert done.exit_code == 2 and "secret" not in done.stderr


class Short(Web):
    """Says that it has three triples, gives one."""

    def send(self, method: str, url: str, *, body: bytes | None = None, **_: object) -> Reply:
        if b"COUNT" in (body or b""):
            value = '{"type": "literal", "value": "3", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}'
            rows = f'{{"head": {{"vars": ["n"]}}, "results": {{"bindings": [{{"n": {value}}}]}}}}'
            return Reply(200, "application/sparql-results+json", rows.encode())
        return Reply(200, "application/n-triples", b"<a:b> <a:c> <a:d> .")


def test_an_endpoint_that_keeps_triples_back_is_told() -> None:
    with pytest.raises(StoreError, match="has 3 triples and gave 1"):
        Endpoint("http://localhost/sparql", Short()).everything()


def test_an_answer_that_is_none() -> None:
    class Strange(Web):
        def send(self, *_: object, **__: object) -> Reply:
            return Reply(200, "text/plain", b"hello")

    with pytest.raises(StoreError, match="can't be read"):
        Endpoint("http://localhost/sparql", Strange()).query("SELECT * { ?s ?p ?o }")
