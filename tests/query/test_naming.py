"""Names that users give, as the graph writes them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.errors import InputError
from diplograph.query.naming import resolved
from diplograph.query.store import open_graph


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return open_graph(Path(__file__).resolve().parent / "invented.ttl")


@pytest.mark.parametrize(
    ("kind", "name", "found"),
    [
        ("actor", "Ada Holm", "Ada Holm"),
        ("actor", "ada  HOLM", "Ada Holm"),
        ("actor", "Voss", "Erik Voss"),
        ("actor", "daily", "The Daily"),
        ("actor", "Áda Holm", "Ada Holm"),
        ("place", "port alba", "Port Alba"),
        ("place", "norland", "Norland"),
    ],
)
def test_found(store: ox.Store, kind: str, name: str, found: str) -> None:
    assert resolved(store, kind, name) == (found, ())


@pytest.mark.parametrize("name", ["Holm", "holm"])
def test_a_name_of_two(store: ox.Store, name: str) -> None:
    assert resolved(store, "actor", name) == ("Holm", ("Ada Holm", "Eva Holm"))


@pytest.mark.parametrize(
    ("kind", "name", "remedy"),
    [
        ("actor", "Eric Vos", 'did you mean "Erik Voss"?'),
        ("actor", "Radio", 'did you mean "State Radio"?'),
        ("actor", "Port Alba", "the question actors shows"),
        ("place", "Port Albi", 'did you mean "Port Alba"?'),
    ],
)
def test_not_found(store: ox.Store, kind: str, name: str, remedy: str) -> None:
    with pytest.raises(InputError) as caught:
        resolved(store, kind, name)
    assert f'the graph has no {kind} called "{name}"; {remedy}' in str(caught.value)
