"""Into a SPARQL store elsewhere, by the Graph Store Protocol (SPARQL 1.1 Graph Store HTTP Protocol, W3C 2013)."""

from __future__ import annotations

import base64
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from diplograph.errors import StoreError
from diplograph.query.store import read_into


def send(
    paths: Iterable[Path],
    endpoint: str,
    *,
    graph: str | None = None,
    replace: bool = False,
    user: str | None = None,
    timeout: float = 60.0,
) -> int:
    """Send files as one graph; returns the number of triples sent. Nothing is sent unless every file can be read.

    endpoint: the store's Graph Store URL (http or https). graph: IRI of the graph, None for the default graph.
    replace: PUT instead of POST. user: "name:password" for basic authentication.
    Raises InputError for a broken file, StoreError when the store can't be reached or refuses.
    """
    if urllib.parse.urlsplit(endpoint).scheme not in ("http", "https"):
        raise StoreError("not an http address", place=endpoint, remedy="give one like http://localhost:7878/store")
    collected = ox.Store()
    for path in paths:
        read_into(collected, path)
    # The protocol speaks of one graph at a time: named graphs of the files fall together.
    triples = {ox.Triple(quad.subject, quad.predicate, quad.object) for quad in collected}
    body = ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.N_TRIPLES)
    assert body is not None, "serialised into memory"
    target = "graph=" + urllib.parse.quote(graph, safe="") if graph else "default"
    request = urllib.request.Request(
        endpoint + ("&" if "?" in endpoint else "?") + target,
        data=body,
        method="PUT" if replace else "POST",
        headers={"Content-Type": "application/n-triples"},
    )
    if user:
        request.add_header("Authorization", "Basic " + base64.b64encode(user.encode()).decode())
    try:
        with urllib.request.urlopen(request, timeout=timeout):
            return len(triples)
    except urllib.error.HTTPError as error:
        said = error.read(300).decode("utf-8", "replace").strip().splitlines()
        reason = f"{error.code} {error.reason}" + (f": {said[0]}" if said else "")
        remedy = {
            401: "give name and password with --user",
            403: "may this user write?",
            404: "is this the store's Graph Store address? (Oxigraph: /store, Fuseki: /NAME/data)",
            405: "the address takes no writing; is it the query endpoint?",
        }.get(error.code, "see the store's log")
        raise StoreError(f"the store refused ({reason})", place=endpoint, remedy=remedy) from None
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        why = error.reason if isinstance(error, urllib.error.URLError) else error
        raise StoreError(f"can't be reached ({why})", place=endpoint, remedy="is it running?") from None
