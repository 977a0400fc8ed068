"""Both engines find the same in sixty graphs broken at random (bench: `python tests/validate/mutants.py 2000`)."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import mutants


def test_the_same_seed_gives_the_same_graphs() -> None:
    one, other = (list(mutants.mutants(20, seed=3)) for _ in range(2))
    assert one == other


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
def test_both_engines_find_the_same() -> None:
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    found = mutants.Comparison()
    lists = list(mutants.mutants(60, seed=11))
    for start in range(0, 60, 20):
        mutants.compare(lists[start : start + 20], found)
    assert found.only_ours == found.only_theirs == []
    assert found.same > 200
    assert len(found.given_up) <= 3
