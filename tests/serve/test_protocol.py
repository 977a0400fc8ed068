"""What a request asks, and what is refused before anything is asked."""

from __future__ import annotations

import pytest

from diplograph.serve.protocol import FORM_TYPE, QUERY_TYPE, UPDATE_TYPE, asked, own_dataset
from diplograph.serve.responses import Refusal

QUERY = "ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D"
PLAIN = "ASK { ?s ?p ?o }"


@pytest.mark.parametrize(
    ("method", "address", "kind", "body"),
    [
        ("GET", f"query={QUERY}", "", b""),
        ("POST", "", FORM_TYPE, f"query={QUERY}".encode()),
        ("POST", "", FORM_TYPE + "; charset=UTF-8", f"query={QUERY}".encode()),
        ("POST", "", QUERY_TYPE, PLAIN.encode()),
        ("POST", "", QUERY_TYPE, b"\xef\xbb\xbf" + PLAIN.encode()),
        ("POST", f"query={QUERY}", "", b""),
    ],
)
def test_a_query_comes_in_three_ways(method: str, address: str, kind: str, body: bytes) -> None:
    found = asked(method, address, kind, body)
    assert found is not None
    assert found.sparql == PLAIN


def test_parameters_of_the_protocol() -> None:
    found = asked(
        "POST", "default-graph-uri=urn:a&named-graph-uri=urn:b&named-graph-uri=urn:c", QUERY_TYPE, PLAIN.encode()
    )
    assert found is not None
    assert (found.default_graphs, found.named_graphs) == (("urn:a",), ("urn:b", "urn:c"))


@pytest.mark.parametrize(("given", "seconds"), [("5", 5.0), ("0", None), ("-1", None), ("x", None), ("inf", None)])
def test_a_shorter_limit_may_be_wished(given: str, seconds: float | None) -> None:
    found = asked("GET", f"query={QUERY}&timeout={given}", "", b"")
    assert found is not None
    assert found.seconds == seconds


@pytest.mark.parametrize(
    ("method", "address", "kind", "body", "status", "word"),
    [
        ("POST", "", UPDATE_TYPE, b"CLEAR ALL", 403, "only reads"),
        ("POST", "", FORM_TYPE, b"update=CLEAR+ALL", 403, "only reads"),
        ("GET", "update=CLEAR+ALL", "", b"", 403, "only reads"),
        ("GET", f"query={QUERY}&query={QUERY}", "", b"", 400, "Two queries"),
        ("POST", f"query={QUERY}", QUERY_TYPE, PLAIN.encode(), 400, "Two queries"),
        ("POST", "", QUERY_TYPE, b"ASK { ?s ?p '\xff' }", 400, "UTF-8"),
        ("GET", "query=%FF", "", b"", 400, "UTF-8"),
        ("POST", "", "text/plain", PLAIN.encode(), 415, QUERY_TYPE),
    ],
)
def test_refusals_say_why(method: str, address: str, kind: str, body: bytes, status: int, word: str) -> None:
    with pytest.raises(Refusal) as caught:
        asked(method, address, kind, body)
    assert caught.value.status == status
    assert word in caught.value.message


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
        "SELECT * { service SILENT <http://example.org/sparql> { ?s ?p ?o } }",
        "SELECT * # a comment ends at a carriage return too\rWHERE { SERVICE <http://e.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE <http://example.org/sparql> { ?s ?p ?o } }",
        "PREFIX : <http://example.org/> SELECT * { SERVICE:sparql { ?s ?p ?o } }",
        "PREFIX : <http://example.org/> PREFIX SERVICE: <urn:x> SELECT * { SERVICE:sparql { ?s ?p ?o } }",
    ],
)
def test_no_query_makes_this_machine_call_others(sparql: str) -> None:
    with pytest.raises(Refusal) as caught:
        asked("POST", "", QUERY_TYPE, sparql.encode())
    assert (caught.value.status, "SERVICE is refused" in caught.value.message) == (403, True)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?service ?p 'SERVICE <http://example.org/> { }' } # SERVICE",
        "PREFIX service: <urn:x:> SELECT * { ?s service:offers ?o }",
        "SELECT * { ?s <http://example.org/SERVICE> ?o }",
    ],
)
def test_the_word_alone_is_no_call(sparql: str) -> None:
    assert asked("POST", "", QUERY_TYPE, sparql.encode()) is not None


@pytest.mark.parametrize(
    ("sparql", "own"),
    [
        ("SELECT * FROM <urn:a> { ?s ?p ?o }", True),
        ("select * from named <urn:a> { ?s ?p ?o }", True),
        ("SELECT * { ?from ?p 'FROM' } # FROM", False),
    ],
)
def test_whether_a_query_names_its_graphs(sparql: str, own: bool) -> None:
    assert own_dataset(sparql) is own
