from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from diplograph.language.tagging import best_tags, likeliest_tags, log_softmax, stretches


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


def test_likeliest_tags_are_the_best_of_all() -> None:
    random = np.random.default_rng(5)
    for size in (1, 2, 4):
        scores = log_softmax(3 * random.normal(size=(size, 5)).astype(np.float32))
        every = [
            (float(sum(scores[k, tag] for k, tag in enumerate(tags))), list(tags))
            for tags in product(range(5), repeat=size)
            if all(tag % 2 or not tag or before in (tag - 1, tag) for before, tag in pairwise([0, *tags]))
        ]
        best = sorted(every, reverse=True)[:7]
        found = likeliest_tags([scores], 7)[0]
        assert [tags for _, tags in found] == [tags for _, tags in best]
        assert [score for score, _ in found] == pytest.approx([score for score, _ in best], abs=1e-4)


def test_likeliest_tags_of_many_sequences_are_those_of_each() -> None:
    random = np.random.default_rng(6)
    many = [log_softmax(random.normal(size=(n, 5)).astype(np.float32)) for n in [3, 30, 1, 12] * 40]
    assert likeliest_tags(many, 4) == [likeliest_tags([one], 4)[0] for one in many]
