"""Pages say what the graph says, lead both ways, and hold hostile words as words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
import rdflib
from rdflib import RDF, XSD, Namespace, URIRef
from rdflib.term import Node

from diplograph.query.questions import all_questions
from diplograph.serve.pages import address, outside, words
from diplograph.serve.running import Running

from .conftest import GRAPH, Answer, Ask, asking, serving

ID = "https://w3id.org/diplograph/id/"
DIP = Namespace("https://w3id.org/diplograph/ontology#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
CALL = "meeting/2025-02-24/phone-call/vladimir-putin--xi-jinping"


class Page(HTMLParser):
    """What a browser would make of a page. links: addresses with their words; text: all words, in order."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.links: list[tuple[str, str]] = []
        self.text = ""
        self._link: str | None = None
        assert answer.type == "text/html; charset=utf-8"
        self.feed(answer.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "a":
            self._link = dict(attrs)["href"]
            self._begin = len(self.text)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link is not None:
            self.links.append((self._link, " ".join(self.text[self._begin :].split())))
            self._link = None

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def nodes(self) -> set[str]:
        return {unquote(link.removeprefix("/node?iri=")) for link, _ in self.links if link.startswith("/node?iri=")}


Look = Callable[[str], Page]


@pytest.fixture
def look(ask: Ask) -> Look:
    return lambda target: Page(ask(target, Accept="text/html"))


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(GRAPH)


def test_a_meeting_with_facts_evidence_and_links(look: Look, graph: rdflib.Graph) -> None:
    page = look("/id/" + CALL)
    node = URIRef(ID + CALL)
    assert "participant: Xi Jinping" in page.text, "what an assertion says"
    evidence = set(graph.objects(node, DIP.evidence))
    for mention in evidence:
        assert str(graph.value(mention, NIF.anchorOf)) in page.text
        assert str(mention) in page.nodes
    shown = {one for _, _, one in graph.triples((node, None, None)) if isinstance(one, URIRef)}
    pointing = set(graph.subjects(None, node)) - set(graph.subjects(DIP.denotes, node))
    assert {str(one) for one in shown | pointing} <= page.nodes
    assert pointing, "statements that were made at it"


@pytest.mark.parametrize(
    "name", ["person:xi-jinping", "state:CHN", "dip:Meeting", "dipv:phone-call", "dip:participant", "place:riyadh"]
)
def test_any_kind_of_node_has_a_page(look: Look, name: str) -> None:
    page = look("/node?iri=" + name)
    assert "What refers to it" in page.text or "What is said of it" in page.text or name == "dip:participant"


def test_links_lead_somewhere(look: Look, ask: Ask) -> None:
    seen = set()
    for link, _ in look("/id/" + CALL).links + look("/").links:
        if not link.startswith("/query#") and link not in seen:
            seen.add(link)
            assert ask(link, Accept="text/html").status == 200, link
    assert len(seen) > 50


def test_all_that_is_too_much_is_counted_and_asked_for(tmp_path: Path) -> None:
    many = "".join(f"<urn:m:{at}> <urn:p> <urn:hub> . <urn:hub> <urn:q> 'v{at}' .\n" for at in range(300))
    path = tmp_path / "many.nt"
    path.write_text(many.replace("'", '"').replace(" . <", " .\n<"))
    with serving(path) as running:
        page = Page(asking(running)("/node?iri=urn:hub", Accept="text/html"))
    assert page.text.count("50 of 300") == 2
    queries = [unquote(link.removeprefix("/query#query=")) for link, said in page.links if said == "ask for all"]
    assert len(queries) == 2
    import pyoxigraph as ox

    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.N_TRIPLES)
    assert [len(list(store.query(one))) for one in queries] == [300, 300]  # type: ignore[arg-type]


def by_value(triples: Iterable[tuple[Node, Node, Node]]) -> set[tuple[object, ...]]:
    """Decimals by their value: the engine writes 1.0 as 1. All else as written."""

    def plain(term: Node) -> object:
        return Decimal(term) if isinstance(term, rdflib.Literal) and term.datatype == XSD.decimal else term

    return {tuple(map(plain, triple)) for triple in triples}


@pytest.mark.parametrize(
    ("accept", "parser"),
    [
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_a_node_as_rdf_is_true_to_the_graph(ask: Ask, graph: rdflib.Graph, accept: str, parser: str) -> None:
    answer = ask("/id/" + CALL, Accept=accept)
    assert answer.type.startswith(accept)
    got = rdflib.Graph().parse(data=answer.body, format=parser)
    node = URIRef(ID + CALL)
    assert by_value(got) <= by_value(graph)
    assert by_value(graph.triples((node, None, None))) <= by_value(got)
    for mention in graph.objects(node, DIP.evidence):
        assert (mention, NIF.anchorOf, None) in got
    assert set(graph.triples((None, DIP.saidAt, node))) <= set(got)
    assert ask("/id/" + CALL, Accept=accept).body == answer.body or parser == "xml"


def test_a_wish_in_the_address(ask: Ask) -> None:
    assert ask(f"/id/{CALL}?format=nt", Accept="text/html").type == "application/n-triples"


def test_mentions_have_pages_though_their_iris_have_a_fragment(look: Look, graph: rdflib.Graph) -> None:
    mention = next(iter(sorted(graph.subjects(RDF.type, DIP.Mention))))
    page = look("/node?iri=" + quote(str(mention), safe=""))
    assert str(graph.value(mention, NIF.anchorOf)) in page.text


def test_what_is_not_there_is_404_with_near_ones(ask: Ask) -> None:
    answer = ask("/id/actor/person/jinping", Accept="text/html")
    assert answer.status == 404
    assert ID + "actor/person/xi-jinping" in Page(answer).nodes
    plain = ask("/id/actor/person/jinping", Accept="text/turtle")
    assert (plain.status, "xi-jinping" in plain.text) == (404, True)
    assert ask("/node?iri=not%20an%20iri").status == 400
    assert ask("/node").status == 400


def test_names_are_found(look: Look) -> None:
    assert ID + "actor/person/xi-jinping" in look("/search?words=JINPING").nodes
    assert (
        next(
            unquote(link.removeprefix("/node?iri="))
            for link, said in look("/search?words=xi").links
            if said == "Xi Jinping"
        )
        == ID + "actor/person/xi-jinping"
    )
    assert "Nothing has a name" in look("/search?words=zzzz").text
    assert "type some" in look("/search?words=").text


def test_the_first_page_counts_and_names_all_questions(look: Look, graph: rdflib.Graph) -> None:
    page = look("/")
    assert f"{len(graph):,} triples" in page.text
    for one in all_questions():
        assert (f"/query#question={one.name}", one.title) in page.links


def test_what_the_query_page_is_told(ask: Ask) -> None:
    data = json.loads(ask("/query-data.json").body)
    assert [one["name"] for one in data["questions"]] == [one.name for one in all_questions()]
    assert str(DIP.Meeting) in data["terms"]["classes"]
    assert str(DIP.participant) in data["terms"]["properties"]
    assert data["prefixes"]["dip"] == str(DIP)
    assert ask("/sparql?query=" + quote(data["first"])).status == 200


def test_a_strangers_graph_with_another_base_and_nodes_without_names(tmp_path: Path) -> None:
    path = tmp_path / "strange.ttl"
    path.write_text(
        "@prefix dip: <https://w3id.org/diplograph/ontology#> . @prefix : <https://other.example/news/> ."
        "@prefix d: <https://other.example/news/document/> ."
        "d:d1 a dip:Document ; :has [ :name 'Nobody' ; :knows [ :name 'Somebody' ] ]"
        " . [] :about d:d1 . d:d2 a dip:Document ."
        "<urn:a/document/d3> a dip:Document ."
    )
    with serving(path) as running:
        ask = asking(running)
        assert running.bases == ("https://other.example/news/", "urn:a/")
        page = Page(ask("/id/document/d1", Accept="text/html"))
        assert "[knows […]; name Nobody]" in page.text
        got = rdflib.Graph().parse(data=ask("/id/document/d1").body, format="turtle")
        assert {str(one) for one in got.objects(None, URIRef("https://other.example/news/name"))} == {
            "Nobody",
            "Somebody",
        }


def test_the_vendored_page_is_the_published_one(ask: Ask) -> None:
    told = ask("/static/yasgui/LICENSES.txt").text
    for name in ("yasgui.min.js", "yasgui.min.css"):
        digest = hashlib.sha256(ask("/static/yasgui/" + name).body).hexdigest()
        assert f"{name}  sha256 {digest}" in told


# ---------- hostile words ----------


def hostile_pages(hostile: Running) -> list[Answer]:
    ask = asking(hostile)
    evil = "javascript:document.title='owned'"
    targets = (
        *("/node?iri=" + quote(one, safe="") for one in ("urn:x:evil", "urn:x:doc", "urn:x:doc#char=8,51", evil)),
        "/search?words=" + quote("<script>"),
        "/search?words=" + quote("\"><script>document.title='owned'</script>"),
        "/node?iri=" + quote("urn:x:\"><script>document.title='owned'</script>"),
        "/node?iri=" + quote("urn:x:nothing'onmouseover='x"),
        "/" + quote("<script>document.title='owned'</script>"),
        "/",
    )
    return [ask(one, Accept="text/html") for one in targets]


def test_hostile_words_stay_words(hostile: Running) -> None:
    answers = hostile_pages(hostile)
    assert [one.status for one in answers] == [200, 200, 200, 200, 200, 200, 400, 404, 404, 200]
    for answer in answers:
        page = Page(answer)
        for tag, attributes in page.tags:
            assert tag not in ("script", "img", "iframe", "i", "b"), answer.text
            assert not any(name.startswith("on") for name in attributes)
            assert not str(attributes.get("href", "")).lower().startswith(("javascript", "data:text"))
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src" not in policy
        assert policy.startswith("default-src 'none'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    first = Page(answers[0])
    assert "<script>document.title='owned'</script>" in first.text
    assert "{{ 7 * 7 }}" in first.text
    assert [attributes["title"] for tag, attributes in first.tags if attributes.get("class") == "mark"] == [
        "U+0007",
        "ZERO WIDTH SPACE",
        "RIGHT-TO-LEFT OVERRIDE",
    ]
    for answer in answers:
        assert "\u202e" not in answer.text


def test_a_text_in_arabic_letters_is_left_as_it_is() -> None:
    assert words("سلام \u200c") == "<bdi>سلام \u200c</bdi>"
    assert address("urn:a b\"<>#'&") == "/node?iri=urn:a%20b%22%3C%3E%23%27%26"
    assert outside("javascript:x") is None
    assert outside("https://example.org/") == "https://example.org/"


def test_a_very_long_literal_is_cut_on_the_page_and_whole_in_rdf(tmp_path: Path) -> None:
    path = tmp_path / "long.nt"
    path.write_text('<urn:a> <urn:b> "' + "x" * 10_000_000 + '" .\n')
    with serving(path) as running:
        ask = asking(running)
        page = ask("/node?iri=urn:a", Accept="text/html")
        assert len(page.body) < 100_000
        assert "9,980,000 more characters" in page.text
        assert len(ask("/node?iri=urn:a", Accept="text/turtle").body) > 10_000_000
