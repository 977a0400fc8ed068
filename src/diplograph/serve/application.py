"""From an address to an answer: what the server offers and what it refuses, whoever speaks HTTP."""

from __future__ import annotations

import io
import json
import pickle
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from urllib.parse import parse_qs, unquote, urlsplit

import pyoxigraph as ox

from diplograph import resources
from diplograph.graph.names import DIP, PROV, RDF
from diplograph.query import checking
from diplograph.query.labels import label_of
from diplograph.query.questions import all_questions
from diplograph.serve import description, pages
from diplograph.serve.description import Counted
from diplograph.serve.jobs import Count, Node, Query, Search
from diplograph.serve.negotiation import GRAPHS, HTML, Form, chosen
from diplograph.serve.protocol import asked
from diplograph.serve.responses import TEXT, Refusal, Response
from diplograph.serve.workers import Pool
from diplograph.serve.writing import write

_OWL = "http://www.w3.org/2002/07/owl#"
_READING = ("GET", "HEAD")
_COUNTING = 300.0  # seconds that counting a graph may take, once
# How things are known; on the first page it stands below what is known.
_APPARATUS = frozenset({DIP.Mention, DIP.Assertion, DIP.TimeSpan, DIP.Run, DIP.Extractor, DIP.Model, PROV.Entity})
_FIRST = """# The meetings by name, and whether they were held. Ctrl-Enter asks, Ctrl-Space completes.
SELECT ?meeting ?label ?status WHERE {
  ?meeting a dip:Meeting ; rdfs:label ?label ; dip:status ?status .
}
ORDER BY ?meeting
LIMIT 50
"""
_STATIC = {
    "page.css": "text/css; charset=utf-8",
    "query.js": "text/javascript; charset=utf-8",
    "yasgui/yasgui.min.js": "text/javascript; charset=utf-8",
    "yasgui/yasgui.min.css": "text/css; charset=utf-8",
    "yasgui/LICENSES.txt": TEXT,
}
# Nothing is loaded from elsewhere, and pages of the graph run no script at all.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_POLICY_OF_QUERIES = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Request:
    """A request. target: path and query as sent. headers: names in lower case. home: the server's address as this
    client writes it, with a slash at its end. client: the connection, None in tests."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    home: str = "http://localhost/"
    client: socket.socket | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """seconds: a query's time limit. limit: bytes of an answer. cors: origins whose pages may ask, "*" for all.
    title: what is served. base: what the graph's own IRIs begin with."""

    title: str
    base: str
    seconds: float = 30.0
    limit: int = 100 << 20
    cors: tuple[str, ...] = ()


class Application:
    """Answers requests about one graph. queries, pages: the workers of each: queries never keep pages waiting."""

    def __init__(self, settings: Settings, queries: Pool, pages: Pool) -> None:
        self.settings, self._queries, self._pages = settings, queries, pages
        self._counting, self._counted = threading.Lock(), list[Counted]()
        self._routes: dict[str, Callable[[Request], Response]] = {
            "/": self._home,
            "/sparql": self._sparql,
            "/query": self._query_page,
            "/query-data.json": self._query_data,
            "/node": self._node,
            "/search": self._search,
            "/void": self._void,
            "/.well-known/void": self._void,
        }

    def respond(self, request: Request) -> Response:
        """The answer to a request, a refusal included. Raises ClientGone."""
        try:
            self._refuse_strangers(request)
            response = self._routed(request)
        except Refusal as refusal:
            response = self._refused(request, refusal)
        headers = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Vary": "Accept, Origin" if self.settings.cors else "Accept",
            **({} if self._shared(request) else {"Cross-Origin-Resource-Policy": "same-origin"}),
            **({"Content-Security-Policy": _POLICY} if response.content_type.startswith("text/html") else {}),
            **self._cors(request),
            **response.headers,
        }
        return Response(response.status, response.content_type, response.body, response.length, headers)

    def counted(self) -> Counted:
        """The graph's figures, counted once. Raises Refusal when that takes too long."""
        with self._counting:
            if not self._counted:
                answer = self._pages.run(Count(_COUNTING, 64 << 20))
                assert not isinstance(answer.body, bytes), "workers answer with files"
                with answer.body as file:
                    self._counted.append(pickle.loads(file.read()))  # from our own process
            return self._counted[0]

    def _routed(self, request: Request) -> Response:
        path = urlsplit(request.target).path
        if request.method == "OPTIONS":
            return Response(204, TEXT, headers={"Allow": "GET, HEAD, POST, OPTIONS"})
        if request.method not in _READING and not (request.method == "POST" and path == "/sparql"):
            allowed = "GET, HEAD, POST, OPTIONS" if path == "/sparql" else "GET, HEAD, OPTIONS"
            raise Refusal(405, f"{request.method} is refused here: this server only reads.\n", Allow=allowed)
        if path.startswith("/id/"):
            return self._node(request)
        if path.startswith("/static/"):
            return _static(path.removeprefix("/static/"))
        if path not in self._routes:
            raise Refusal(404, f"There is nothing at {path}. The endpoint is /sparql, a node is /node?iri=...\n")
        return self._routes[path](request)

    def _sparql(self, request: Request) -> Response:
        accept = request.headers.get("accept")
        query = urlsplit(request.target).query
        wanted = asked(request.method, query, request.headers.get("content-type", ""), request.body)
        if wanted is not None:
            seconds = min(self.settings.seconds, wanted.seconds or self.settings.seconds)
            return self._queries.run(Query(wanted, accept, seconds, self.settings.limit), request.client)
        if request.method == "POST":
            raise Refusal(400, "No query: send it as query=... in a form, or as the body.\n")
        form = _form(request, (*GRAPHS, HTML))
        if form is HTML:
            return self._query_page(request)
        return _graph(description.service(request.home, self.counted()), form)

    def _void(self, request: Request) -> Response:
        form = _form(request, GRAPHS)
        return _graph(description.dataset(request.home, self.counted(), self.settings.title), form)

    def _home(self, request: Request) -> Response:
        if _form(request, (*GRAPHS, HTML)) is not HTML:
            return self._void(request)
        counts = self.counted()
        nothing = ox.Store()
        in_order = sorted(counts.classes, key=lambda one: one[0] in _APPARATUS)
        classes = [(iri, label_of(nothing, iri), count) for iri, count in in_order]
        return Response(200, HTML.content_type, pages.home(self.settings.title, counts, classes, all_questions()))

    def _node(self, request: Request) -> Response:
        parts = urlsplit(request.target)
        values = parse_qs(parts.query)
        if parts.path.startswith("/id/"):
            path = parts.path.removeprefix("/id/")
            iri = self.settings.base + (unquote(path) if "%" in path and not unquote(path).isascii() else path)
        else:
            iri = _expanded(values.get("iri", [""])[0].strip())
        if not iri:
            raise Refusal(400, "Name the node: /node?iri=...\n")
        job = Node(
            iri,
            self.settings.base,
            request.headers.get("accept"),
            values.get("format", [None])[0],
            self.settings.seconds,
            self.settings.limit,
        )
        return self._pages.run(job, request.client)

    def _search(self, request: Request) -> Response:
        words = parse_qs(urlsplit(request.target).query).get("words", [""])[0][:200]
        job = Search(words, self.settings.base, self.settings.seconds, self.settings.limit)
        return self._pages.run(job, request.client)

    def _query_page(self, request: Request) -> Response:
        return Response(200, HTML.content_type, pages.query(), headers={"Content-Security-Policy": _POLICY_OF_QUERIES})

    def _query_data(self, request: Request) -> Response:
        return Response(200, "application/json", _query_data())

    def _refused(self, request: Request, refusal: Refusal) -> Response:
        form = chosen(request.headers.get("accept"), (Form("text", ("text/plain",)), HTML))
        if form is HTML:
            body = pages.notice(refusal.status, refusal.message)
            return Response(refusal.status, HTML.content_type, body, headers=refusal.headers)
        return Response(refusal.status, TEXT, refusal.message.encode("utf-8", "replace"), headers=refusal.headers)

    def _shared(self, request: Request) -> bool:
        """Whether the page that asks is of an origin that may."""
        return "*" in self.settings.cors or request.headers.get("origin", "").lower() in self.settings.cors

    def _cors(self, request: Request) -> dict[str, str]:
        origin = request.headers.get("origin")
        if not origin or not self._shared(request):
            return {}
        found = {"Access-Control-Allow-Origin": "*" if "*" in self.settings.cors else origin}
        if request.method == "OPTIONS":
            found |= {
                "Access-Control-Allow-Methods": "GET, HEAD, POST",
                "Access-Control-Allow-Headers": "Accept, Content-Type",
                "Access-Control-Max-Age": "86400",
            }
        return found

    def _refuse_strangers(self, request: Request) -> None:
        """Refuse what pages of other sites send in the background: they could not read the answer, only cause work."""
        site, mode = (request.headers.get(f"sec-fetch-{one}", "") for one in ("site", "mode"))
        if site == "cross-site" and mode != "navigate" and not self._shared(request):
            raise Refusal(403, "Pages of other sites may not ask; --cors ORIGIN allows one.\n")


def _form(request: Request, forms: tuple[Form, ...]) -> Form:
    name = parse_qs(urlsplit(request.target).query).get("format", [None])[0]
    form = chosen(request.headers.get("accept"), forms, name)
    if form is None:
        raise Refusal(
            406,
            "None of the forms that you accept is there; there are " + ", ".join(one.types[0] for one in forms) + ".\n",
        )
    return form


def _expanded(iri: str) -> str:
    """A prefixed name of ours as an IRI; anything else as it is.

    >>> _expanded("dip:Meeting")
    'https://w3id.org/diplograph/ontology#Meeting'
    """
    prefix, colon, local = iri.partition(":")
    return checking.PREFIXES[prefix] + local if colon and prefix in checking.PREFIXES else iri


def _graph(triples: list[ox.Triple], form: Form) -> Response:
    body = io.BytesIO()
    write(triples, body, form.name, description.PREFIXES)
    return Response(200, form.content_type, body.getvalue())


def _static(name: str) -> Response:
    if name not in _STATIC:
        raise Refusal(404, f"There is no file {name}.\n")
    return Response(200, _STATIC[name], _read(name), headers={"Cache-Control": "max-age=3600"})


@cache
def _read(name: str) -> bytes:
    return files("diplograph.serve").joinpath("static", name).read_bytes()


@cache
def _query_data() -> bytes:
    """What the query page knows: prefixes, terms of our ontology, ready questions."""
    classes, properties = set(), set()
    for path in resources.files("ontology", "*.ttl"):
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if quad.predicate.value == RDF["type"] and isinstance(quad.subject, ox.NamedNode):
                kind = getattr(quad.object, "value", "")
                if kind == _OWL + "Class":
                    classes.add(quad.subject.value)
                elif kind in (_OWL + "ObjectProperty", _OWL + "DatatypeProperty", RDF["Property"]):
                    properties.add(quad.subject.value)
    data = {
        "prefixes": dict(checking.PREFIXES),
        "terms": {"classes": _ours_first(classes), "properties": _ours_first(properties)},
        "first": _FIRST,
        "questions": [
            {
                "name": one.name,
                "title": one.title,
                "group": one.group.capitalize(),
                "description": one.description,
                "sparql": one.sparql,
            }
            for one in all_questions()
        ],
    }
    return json.dumps(data, ensure_ascii=False).encode()


def _ours_first(iris: set[str]) -> list[str]:
    return sorted(iris, key=lambda one: (not one.startswith(DIP.space), one))
