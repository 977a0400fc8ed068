"""The endpoint as clients see it: curl, SPARQLWrapper, rdflib and plain HTTP."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib
from rdflib import RDF, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

from diplograph.serve.application import Settings
from diplograph.serve.running import Running
from diplograph.serve.server import Server

from .conftest import GRAPH, Ask, asking, serving

DIP = Namespace("https://w3id.org/diplograph/ontology#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?m a dip:Meeting }"
MEETINGS = "PREFIX dip: <https://w3id.org/diplograph/ontology#> SELECT ?m WHERE { ?m a dip:Meeting } ORDER BY ?m"
CONSTRUCT = "CONSTRUCT { ?m a dip:Meeting } WHERE { ?m a dip:Meeting }"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(GRAPH)


@pytest.mark.parametrize(
    ("accept", "kind", "begins"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", b'{"head"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        ("text/csv", "text/csv; charset=utf-8", b"n\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b"?n\n"),
    ],
)
def test_tables_in_four_forms(ask: Ask, accept: str, kind: str, begins: bytes) -> None:
    answer = ask("/sparql?query=" + quote(COUNT), Accept=accept)
    assert (answer.status, answer.type) == (200, kind)
    assert answer.body.startswith(begins)
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("accept", "parser"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
        ("application/n-quads", "nquads"),
        ("application/trig", "trig"),
    ],
)
def test_graphs_in_six_forms(ask: Ask, graph: rdflib.Graph, accept: str, parser: str) -> None:
    answer = ask("/sparql", method="POST", body=CONSTRUCT, Content_Type="application/sparql-query", Accept=accept)
    assert (answer.status, answer.type.partition(";")[0]) == (200, accept)
    got = rdflib.Dataset(default_union=True).parse(data=answer.body, format=parser)
    assert set(got.subjects(RDF.type, DIP.Meeting)) == set(graph.subjects(RDF.type, DIP.Meeting))


def test_the_same_question_gives_the_same_bytes(ask: Ask) -> None:
    assert len({ask("/sparql?query=" + quote(CONSTRUCT)).body for _ in range(4)}) == 1


def test_ask_and_describe(ask: Ask) -> None:
    assert json.loads(ask("/sparql?query=" + quote("ASK { ?m a dip:Meeting }")).body)["boolean"] is True
    described = ask("/sparql?query=" + quote("DESCRIBE person:xi-jinping"), Accept="text/turtle")
    assert "Xi Jinping" in described.text


def test_nothing_acceptable_is_said_with_what_there_is(ask: Ask) -> None:
    answer = ask("/sparql?query=" + quote(COUNT), Accept="image/png")
    assert answer.status == 406
    assert "application/sparql-results+json" in answer.text


def test_a_broken_query_names_line_and_column(ask: Ask) -> None:
    answer = ask("/sparql?query=" + quote("SELECT ?s\nWHERE { ?s nfi:anchorOf 'x' }"))
    assert answer.status == 400
    assert "line 2, column 12" in answer.text
    assert "did you mean nif:?" in answer.text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("CLEAR ALL", "application/sparql-update"),
        ("update=CLEAR+ALL", FORM),
        ("query=" + quote("INSERT DATA { <urn:a> <urn:b> <urn:c> }"), FORM),
    ],
)
def test_updates_are_refused_and_change_nothing(ask: Ask, body: str, kind: str) -> None:
    before = ask("/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")).body
    answer = ask("/sparql", method="POST", body=body, Content_Type=kind)
    assert answer.status in (400, 403)
    assert "only read" in answer.text
    assert ask("/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")).body == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_verbs_are_refused(ask: Ask, method: str) -> None:
    answer = ask("/sparql", method=method, body="x")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_head_has_the_length_and_no_body(ask: Ask) -> None:
    full, head = (ask("/sparql?query=" + quote(COUNT), method=verb) for verb in ("GET", "HEAD"))
    assert head.body == b""
    assert head.headers["Content-Length"] == full.headers["Content-Length"] == str(len(full.body))


def test_the_service_describes_itself(ask: Ask, server: Running) -> None:
    answer = ask("/sparql", Accept="application/rdf+xml")
    got = rdflib.Graph().parse(data=answer.body, format="xml")
    service = URIRef(server.server.home + "sparql")
    assert (service, SD.endpoint, service) in got
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in got
    assert len(list(got.objects(service, SD.resultFormat))) == 10


@pytest.mark.parametrize("path", ["/void", "/.well-known/void", "/"])
def test_void_counts_what_is_there(ask: Ask, graph: rdflib.Graph, path: str) -> None:
    got = rdflib.Graph().parse(data=ask(path, Accept="text/turtle").body, format="turtle")
    (dataset,) = got.subjects(RDF.type, VOID.Dataset)

    def number(node: object, name: str) -> int:
        return int(str(got.value(node, VOID[name])))  # type: ignore[arg-type]

    assert number(dataset, "triples") == len(graph)
    assert number(dataset, "distinctSubjects") == len(set(graph.subjects()))
    assert number(dataset, "distinctObjects") == len(set(graph.objects()))
    assert number(dataset, "documents") == 5
    classes = {
        str(got.value(part, VOID["class"])): number(part, "entities")
        for part in got.objects(dataset, VOID.classPartition)
    }
    assert classes == {str(one): len(set(graph.subjects(RDF.type, one))) for one in set(graph.objects(None, RDF.type))}
    properties = {
        str(got.value(part, VOID.property)): number(part, "triples")
        for part in got.objects(dataset, VOID.propertyPartition)
    }
    assert properties == {str(one): sum(1 for _ in graph.triples((None, one, None))) for one in set(graph.predicates())}


def test_sparqlwrapper(server: Running, graph: rdflib.Graph) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed: dependency group dev")
    for method in (wrapper.GET, wrapper.POST):
        for way in (wrapper.URLENCODED, wrapper.POSTDIRECTLY) if method == wrapper.POST else (wrapper.URLENCODED,):
            client = wrapper.SPARQLWrapper(server.server.home + "sparql")
            client.setMethod(method)
            client.setRequestMethod(way)
            client.setQuery(MEETINGS)
            client.setReturnFormat(wrapper.JSON)
            rows = client.queryAndConvert()["results"]["bindings"]
            assert {row["m"]["value"] for row in rows} == {str(one) for one in graph.subjects(RDF.type, DIP.Meeting)}
    client = wrapper.SPARQLWrapper(server.server.home + "sparql")
    client.setQuery(CONSTRUCT)
    for kind in (wrapper.TURTLE, wrapper.XML, wrapper.JSONLD):
        client.setReturnFormat(kind)
        got = client.queryAndConvert()
        got = rdflib.Graph().parse(data=got, format="turtle") if isinstance(got, bytes) else got
        assert set(got.subjects()) == set(graph.subjects(RDF.type, DIP.Meeting))
    client.setQuery("SELECT { broken")
    client.setReturnFormat(wrapper.JSON)
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed, match="line 1"):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflibs_store(server: Running, graph: rdflib.Graph, method: str) -> None:
    store = SPARQLStore(server.server.home + "sparql", method=method)
    remote = rdflib.Graph(store)
    assert set(remote.subjects(RDF.type, DIP.Meeting)) == set(graph.subjects(RDF.type, DIP.Meeting))
    assert len(list(remote.query(MEETINGS))) == len(set(graph.subjects(RDF.type, DIP.Meeting)))
    assert len(remote) == len(graph)


def test_rdflibs_store_is_told_that_it_may_not_write(server: Running) -> None:
    endpoint = server.server.home + "sparql"
    store = SPARQLUpdateStore(endpoint, endpoint)
    with pytest.raises(Exception, match="403"):
        store.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed: apt-get install curl")
def test_curl(server: Running) -> None:
    def curl(*options: str) -> str:
        done = subprocess.run(
            ["curl", "-sS", "--fail-with-body", "-m", "20", *options], capture_output=True, check=True
        )
        return done.stdout.decode()

    endpoint = server.server.home + "sparql"
    by_form = curl("-H", "Accept: text/csv", "--data-urlencode", f"query={COUNT}", endpoint)
    by_get = curl("-G", "-H", "Accept: text/csv", "--data-urlencode", f"query={COUNT}", endpoint)
    directly = curl(
        "-H", "Accept: text/csv", "-H", "Content-Type: application/sparql-query", "--data-binary", COUNT, endpoint
    )
    assert by_form == by_get == directly
    assert by_form.startswith("n\r\n")
    assert "dip:Meeting" in curl(server.server.home + "id/meeting/2025-02-24/phone-call/vladimir-putin--xi-jinping")


def test_named_graphs(tmp_path: Path) -> None:
    path = tmp_path / "graphs.nq"
    path.write_text(
        "<urn:s> <urn:p> <urn:a> <urn:g:a> .\n<urn:s> <urn:p> <urn:b> <urn:g:b> .\n<urn:s> <urn:p> <urn:c> .\n"
    )

    def values(answer: bytes) -> str:
        return "".join(sorted(row["o"]["value"][-1] for row in json.loads(answer)["results"]["bindings"]))

    with serving(path) as running:
        ask = asking(running)
        every = quote("SELECT ?o { ?s ?p ?o }")
        assert values(ask(f"/sparql?query={every}").body) == "abc"
        assert values(ask(f"/sparql?query={every}&default-graph-uri=urn:g:a").body) == "a"
        assert values(ask(f"/sparql?query={every}&default-graph-uri=urn:g:none").body) == ""
        assert values(ask("/sparql?query=" + quote("SELECT ?o FROM <urn:g:b> { ?s ?p ?o }")).body) == "b"
        assert values(ask("/sparql?query=" + quote("SELECT ?o { GRAPH <urn:g:a> { ?s ?p ?o } }")).body) == "a"
        one = quote("SELECT ?o { GRAPH ?g { ?s ?p ?o } }")
        assert values(ask(f"/sparql?query={one}&named-graph-uri=urn:g:b").body) == "b"
        assert ask(f"/sparql?query={every}&default-graph-uri=no%20iri").status == 400
        described = rdflib.Graph().parse(data=ask("/sparql").body, format="turtle")
        assert {str(name) for name in described.objects(None, SD.name)} == {"urn:g:a", "urn:g:b"}


# ---------- who may ask ----------


def test_pages_elsewhere_may_not_read_unless_allowed(ask: Ask) -> None:
    answer = ask("/sparql?query=" + quote(COUNT), Origin="https://example.org")
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    refused = ask("/sparql?query=" + quote(COUNT), Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")
    assert (refused.status, "--cors" in refused.text) == (403, True)
    assert ask("/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate").status == 200


def test_allowed_origins() -> None:
    settings = Settings("test", "", cors=("https://example.org",))
    with serving(GRAPH, settings=settings) as running:
        ask = asking(running)
        answer = ask("/sparql?query=" + quote(COUNT), Origin="https://example.org", Sec_Fetch_Site="cross-site")
        assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (200, "https://example.org")
        assert "Origin" in answer.headers["Vary"]
        asked_first = ask("/sparql", method="OPTIONS", Origin="https://example.org")
        assert asked_first.status == 204
        assert "POST" in asked_first.headers["Access-Control-Allow-Methods"]
        assert "Access-Control-Allow-Origin" not in ask("/void", Origin="https://elsewhere.example").headers


def test_a_name_that_was_made_to_mean_this_machine_is_refused(ask: Ask) -> None:
    assert ask("/", Host="evil.example").status == 403
    assert ask("/", Host="localhost:1234").status == 200


# ---------- broken requests ----------


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"GARBAGE\r\n\r\n", 400),
        (b"GET /sparql?query=" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n", 413),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n", 431),
        (b"GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
        (b"GET /static/../application.py HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
    ],
)
def test_broken_requests_are_answered(server: Running, raw: bytes, status: int) -> None:
    with socket.create_connection(("127.0.0.1", server.server.server_port), timeout=10) as connection:
        connection.sendall(raw)
        first = connection.recv(200).split(b"\r\n")[0]
    assert first.split()[1] == str(status).encode()


def test_a_connection_serves_several_requests(server: Running) -> None:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", server.server.server_port, timeout=20)
    for target in ("/void", "/nowhere", "/sparql?query=" + quote(COUNT), "/query"):
        connection.request("GET", target)
        connection.getresponse().read()
        held = connection.sock
        assert held is not None
    connection.close()
    assert isinstance(server.server, Server)
