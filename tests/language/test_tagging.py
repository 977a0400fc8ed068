from __future__ import annotations

import numpy as np
import pytest

from diplograph.language.tagging import best_tags, log_softmax, stretches


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[0.1, 0.8, 0.1], [0.1, 0.1, 0.8], [0.8, 0.1, 0.1]], [1, 2, 0]),
        ([[0.6, 0.3, 0.1], [0.1, 0.2, 0.7]], [1, 2]),  # inside needs a begin: the pair decides
        ([[0.2, 0.1, 0.7]], [0]),  # nothing begins inside
    ],
)
def test_best_tags(rows: list[list[float]], expected: list[int]) -> None:
    assert best_tags([np.log(np.array(rows, np.float32))]) == [expected]


def test_best_tags_of_one_sequence_do_not_depend_on_the_others() -> None:
    random = np.random.default_rng(3)
    many = [log_softmax(random.normal(size=(n, 5)).astype(np.float32)) for n in (1, 9, 4, 30)]
    assert best_tags(many) == [best_tags([one])[0] for one in many]
    assert best_tags([]) == []


def test_inside_never_follows_another_kind() -> None:
    random = np.random.default_rng(4)
    for tags in best_tags([log_softmax(random.normal(size=(40, 9)).astype(np.float32)) for _ in range(20)]):
        for before, tag in zip([0, *tags], tags, strict=False):
            assert tag == 0 or tag % 2 == 1 or before in (tag - 1, tag)


def test_stretches() -> None:
    assert stretches([0, 3, 4, 4, 1, 3], 2) == [(1, 4), (5, 6)]
    assert stretches([], 1) == []
