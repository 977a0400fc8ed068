"""The addresses of a store: given one of a known store, the others follow."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from diplograph import resources
from diplograph.errors import StoreError


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a store takes what; None when that isn't known. name: of the store's kind, None for an unknown one.

    protocol: the one to write with. default_graph: False when the store can't write one.
    """

    given: str
    protocol: str
    graph_store: str | None = None
    update: str | None = None
    query: str | None = None
    name: str | None = None
    default_graph: bool = True


@cache
def _known() -> tuple[dict[str, Any], ...]:
    text = (resources.folder("query/stores") / "addresses.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["store"])


def addresses(endpoint: str, *, protocol: str | None = None, query: str | None = None) -> Addresses:
    """What can be told from an address that a user gives.

    endpoint: where to write, by the Graph Store Protocol unless it is known for Updates. protocol, query: what the
    user says of it. Raises StoreError for what is no http address, or holds a password.

    >>> found = addresses("http://localhost:7878/update")
    >>> found.protocol, found.query, found.graph_store
    ('update', 'http://localhost:7878/query', 'http://localhost:7878/store')
    >>> addresses("https://example.org/rdf").query is None
    True
    """
    for one in (endpoint, query or endpoint):
        checked(one)
    parts = urlsplit(endpoint)
    path = parts.path.rstrip("/")

    def beside(ending: str, other: str) -> str:
        # What stands behind the "?" is for the address that was given only.
        return urlunsplit(parts._replace(path=path.removesuffix(ending) + other, query="", fragment=""))

    for store in _known():
        for kind in ("graph_store", "update"):
            if not path.endswith(store[kind]) or (protocol and protocol != kind.replace("_", "-")):
                continue
            found = {other: beside(store[kind], store[other]) for other in ("graph_store", "update", "query")}
            found[kind] = endpoint
            return Addresses(
                endpoint,
                kind.replace("_", "-"),
                found["graph_store"],
                found["update"],
                query or found["query"],
                # "/update" is the same in two stores.
                store["name"] if sum(store[kind] == other[kind] for other in _known()) == 1 else None,
                store.get("default_graph", True),
            )
    if protocol == "update":
        return Addresses(endpoint, "update", update=endpoint, query=query)
    return Addresses(endpoint, "graph-store", graph_store=endpoint, query=query)


def checked(endpoint: str) -> str:
    """The address, if it is one. Raises StoreError."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError as error:
        raise StoreError(f"not an address ({error})", remedy="give one like http://localhost:7878/store") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise StoreError("not an http address", place=endpoint, remedy="give one like http://localhost:7878/store")
    if parts.username or parts.password:
        raise StoreError(
            "a name or password in an address can be read by others",
            place=endpoint.replace(parts.netloc, parts.netloc.rpartition("@")[2]),
            remedy="give --user NAME and the password by prompt, --password-file or DIPLOGRAPH_STORE_PASSWORD",
        )
    return endpoint
