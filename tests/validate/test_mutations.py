"""Every harmful mutation of a real graph is noticed by a constraint; the harmless ones are listed with a reason."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import mutations


@pytest.fixture(scope="module")
def found() -> list[mutations.Mutation]:
    return mutations.mutate(mutations.sources())


@pytest.mark.slow
def test_every_harmful_mutation_is_noticed(found: list[mutations.Mutation]) -> None:
    missed = [
        f"{one.node_class} {one.predicate} {one.what}"
        for one in found
        if not one.caught_by and mutations.reason(one) is None
    ]
    assert not missed, "\n".join(missed)


@pytest.mark.slow
def test_there_are_many_and_most_are_noticed(found: list[mutations.Mutation]) -> None:
    assert len(found) > 450
    assert sum(bool(one.caught_by) for one in found) > 0.8 * len(found)


@pytest.mark.slow
def test_every_reason_is_needed(found: list[mutations.Mutation]) -> None:
    """Of the reasons that speak of a mutation of this graph: not every graph has literals in its assertions."""
    spoken = {mutations.key_of(one) for one in found} & set(mutations.HARMLESS)
    needed = {mutations.key_of(one) for one in found if not one.caught_by}
    assert spoken == needed
    assert len(spoken) >= len(mutations.HARMLESS) - 2


@pytest.mark.slow
def test_offsets_shifted_by_one_are_noticed(found: list[mutations.Mutation]) -> None:
    shifted = [one for one in found if one.what.startswith("shifted")]
    assert len(shifted) == 4
    for one in shifted:
        assert "Mention-words" in {name for name, _ in one.caught_by}


def test_a_graph_that_is_not_mutated_is_not_blamed() -> None:
    """The method itself: an edit that changes nothing is noticed by nobody."""
    graph = mutations.read_file(mutations.HERE / "valid" / "meeting.ttl")
    chosen = dict(list(mutations.representatives(graph).items())[:3])
    before = mutations.edits
    try:
        mutations.edits = lambda graph, triple: iter([("nothing", [], [])])
        assert all(not one.caught_by for one in mutations.run(graph, chosen))
    finally:
        mutations.edits = before
