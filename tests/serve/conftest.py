"""Servers on the loopback, ended after the tests, and a client without a library's own ideas."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from diplograph.serve.application import Settings
from diplograph.serve.running import Running, start

GRAPH = Path(__file__).resolve().parents[1] / "gold" / "seeds" / "reference.ttl"
# Words of others that would like to be more than words.
HOSTILE = """
@prefix dip: <https://w3id.org/diplograph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:x:evil> a dip:Person, dip:Actor ;
  skos:prefLabel "<script>document.title='owned'</script>"@en ;
  skos:altLabel "\\" onmouseover=\\"document.title='owned'\\" x=\\"",
    "<img src=x onerror=\\"document.title='owned'\\">"@en,
    "safe\\u202Etxt.exe", "</bdi></td><h1>out</h1>", "{{ 7 * 7 }}", "bell\\u0007\\u200B" ;
  dip:represents <javascript:document.title='owned'> ;
  dip:confidence "<b>0.5</b>"^^<urn:x:%3Cb%3E> .
<javascript:document.title='owned'> a dip:State .
<urn:x:doc> a dip:Document ; dcterms:identifier "<i>doc</i>.txt" ;
  nif:isString "He said <script>document.title='owned'</script> & left. Then \\u202Enothing." .
<urn:x:doc#char=8,51> a dip:Mention ; nif:referenceContext <urn:x:doc> ; dip:denotes <urn:x:evil> ;
  nif:beginIndex "8"^^xsd:nonNegativeInteger ; nif:endIndex "51"^^xsd:nonNegativeInteger ;
  nif:anchorOf "<script>document.title='owned'</script>" .
"""
# Without end: nothing joins these patterns.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l && ?c != ?j) }"


class Answer(NamedTuple):
    status: int
    type: str
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode()


Ask = Callable[..., Answer]


def asking(running: Running) -> Ask:
    """A function that sends one request to a server."""

    def ask(target: str, *, method: str = "GET", body: bytes | str | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", running.server.server_port, timeout=60)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, body, sent)
        with connection.getresponse() as got:
            answer = Answer(got.status, got.headers.get("Content-Type", ""), got.read(), dict(got.headers))
        connection.close()
        return answer

    return ask


@contextmanager
def serving(*graphs: Path, settings: Settings | None = None, **options: Any) -> Iterator[Running]:
    said: list[str] = []
    with start(graphs, settings or Settings("test", "", seconds=20), say=said.append, **options) as running:
        running.said = said  # type: ignore[attr-defined]
        yield running


@pytest.fixture(scope="session")
def server() -> Iterator[Running]:
    with serving(GRAPH, memory=1 << 30) as running:
        yield running


@pytest.fixture(scope="session")
def ask(server: Running) -> Ask:
    return asking(server)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    path = tmp_path_factory.mktemp("hostile") / "hostile.ttl"
    path.write_text(HOSTILE, encoding="utf-8")
    with serving(path) as running:
        yield running
