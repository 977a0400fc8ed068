"""One choice for all cues: the best there is, without contradictions that can be avoided, in bounded time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from diplograph.language.attribution_edges import Edges
from diplograph.language.attribution_joint import TOGETHER, Option, choose, contradiction, decided
from diplograph.model import Attribution, Span

Costs = dict[tuple[tuple[int, int], tuple[int, int]], float]


def said(text: str, source: str, cue: str, *content: str) -> Attribution:
    def at(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return Attribution((at(source),) if source else (), (at(cue),), tuple(at(one) for one in content), "", 1.0)


TEXT = "Mensah, who denies that he left, said Accra would reject Lima's charge that the port is closed, officials say."
DENIES = said(TEXT, "Mensah", "denies", "that he left")
SAID = said(
    TEXT, "Mensah, who denies that he left,", "said", "Accra would reject Lima's charge that the port is closed"
)
REJECT = said(TEXT, "Accra", "reject", "Lima's charge that the port is closed")
CHARGE = said(TEXT, "Lima's", "charge", "that the port is closed")


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (SAID, REJECT, True),  # one in the other
        (REJECT, CHARGE, True),
        (DENIES, SAID, True),  # in a source, with what it attributes
        (said(TEXT, "Mensah", "denies", "that he left, said Accra"), SAID, False),
        (said(TEXT, "officials", "say", "would reject Lima's"), REJECT, False),
        (said(TEXT, "Lima's", "charge", "that the port"), said(TEXT, "officials", "say", "port is closed"), False),
        (CHARGE, said(TEXT, "Lima", "reject", "that the port is closed"), False),  # one source, one content
        (said(TEXT, "officials", "say", "the port is closed"), CHARGE, False),  # within, its cue is not
    ],
)
def test_contradiction(one: Attribution, other: Attribution, agree: bool) -> None:
    assert (contradiction(one, other) == 0) is agree
    assert contradiction(one, other) == contradiction(other, one) >= 0


def test_the_likelier_reading_of_two_that_cross_stays() -> None:
    cut = said(TEXT, "officials", "say", "would reject Lima's")
    whole = said(TEXT, "officials", "say", "Accra would reject Lima's charge that the port is closed")
    groups = [[Option(REJECT, 0.0), Option(None, -3.0)], [Option(cut, 0.0), Option(whole, -1.0), Option(None, -5.0)]]
    assert [one.said for one in decided(groups)] == [REJECT, whole]
    assert decided([]) == []


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[list[tuple[int, float]]], Costs]:
    """Groups of numbered options with scores, and what each pair of options of different groups costs."""
    scores = st.integers(-20, 0).map(float)
    groups = [
        [(number, score) for number, score in enumerate(draw(st.lists(scores, min_size=1, max_size=3)))]
        for _ in range(draw(st.integers(1, 5)))
    ]
    costs: Costs = {}
    for a, mine in enumerate(groups):
        for b, theirs in enumerate(groups[:a]):
            for (one, _), (other, _) in product(mine, theirs):
                costs[(b, other), (a, one)] = costs[(a, one), (b, other)] = float(
                    draw(st.sampled_from([0, 0, 0, 3, 9]))
                )
    return groups, costs


def solved(groups: list[list[tuple[int, float]]], costs: Costs) -> list[tuple[int, int, float]]:
    options = [[(at, number, score) for number, score in group] for at, group in enumerate(groups)]
    return choose(options, [Span(0, 1)] * len(options), lambda one: one[2], lambda a, b: costs[a[:2], b[:2]])


def worth(picks: list[tuple[int, int, float]], costs: Costs) -> float:
    pairs = [(a[:2], b[:2]) for number, a in enumerate(picks) for b in picks[:number]]
    return sum(one[2] for one in picks) - sum(costs[pair] for pair in pairs)


@settings(max_examples=150, deadline=None)
@given(problems())
def test_no_combination_is_better(problem: tuple[list[list[tuple[int, float]]], Costs]) -> None:
    groups, costs = problem
    best = max(worth([(at, *one) for at, one in enumerate(picks)], costs) for picks in product(*groups))
    found = solved(groups, costs)
    assert worth(found, costs) == best
    assert found == solved(groups, costs)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.floats(-9, 0), min_size=1, max_size=4), max_size=8))
def test_without_contradictions_each_gets_its_likeliest(groups: list[list[float]]) -> None:
    found = choose(groups, [Span(0, 9)] * len(groups), lambda one: one, lambda _a, _b: 0.0)
    assert found == [max(group) for group in groups]


def chain(size: int) -> int:
    """How many costs are asked for where every group contradicts its neighbours."""
    asked = 0

    def cost(one: tuple[int, int], other: tuple[int, int]) -> float:
        nonlocal asked
        asked += 1
        return 2.0 * (one[1] == other[1]) if abs(one[0] - other[0]) == 1 else 0.0

    groups = [[(at, number) for number in range(5)] for at in range(size)]
    extents = [Span(10 * at, 10 * at + 15) for at in range(size)]
    found = choose(groups, extents, lambda one: -one[1], cost)
    assert all(a[1] != b[1] for a, b in pairwise(found))
    return asked


def test_time_is_linear_in_cues_that_all_hang_together() -> None:
    small, large = chain(4 * TOGETHER), chain(40 * TOGETHER)
    assert large <= 12 * small


@pytest.mark.parametrize(
    ("text", "content", "unpaired", "torn"),
    [
        ("He said “yes, we do” and left.", "“yes, we do”", 0, 0),
        ("He said “yes, we do” and left.", "“yes, we do", 1, 0),
        ("He said “yes, we do” and left.", "yes, we do", 0, 0),
        ("Lima said the old port would open.", "the old", 0, 1),
        ("Lima said the old port would open.", "the old port would open", 0, 0),
        ("Lima said Mr. Mensah had left.", "Mr", 0, 1),
    ],
)
def test_edges(text: str, content: str, unpaired: int, torn: int, parse: Callable[[str], Doc]) -> None:
    begin = text.index(content)
    pieces = [Span(begin, begin + len(content))]
    edges = Edges(text, parse(text))
    assert (edges.unpaired(pieces), edges.torn(pieces, [Span(0, text.index("said") + 4)])) == (unpaired, torn)
    assert Edges(text).torn(pieces) == 0
