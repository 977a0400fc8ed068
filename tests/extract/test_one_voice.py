"""Whose hopes a speaker tells of: his own and his state's are no statements beside his, others' are."""

import pytest

from diplograph.extract.chains import one_voice
from diplograph.model import Actor, ActorType

ACTORS = {
    one.id: one
    for one in (
        Actor("a1", "Kofi Mensah", ActorType.PERSON, (), state="GHA"),
        Actor("a2", "Ghana", ActorType.STATE, (), state="GHA"),
        Actor("a3", "Peru", ActorType.STATE, (), state="PER"),
        Actor("a4", "Abena Kyei", ActorType.PERSON, (), state="GHA"),
    )
}


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        (("a1",), ("a1",), True),
        (("a2",), ("a1",), True),
        (("a3",), ("a1",), False),
        (("a4",), ("a1",), False),  # another person of the same state has hopes of her own
        (("a2", "a3"), ("a1",), False),
        ((), ("a1",), False),
        (("a2",), (), False),
    ],
)
def test_one_voice(inner: tuple[str, ...], outer: tuple[str, ...], expected: bool) -> None:
    assert one_voice(inner, outer, ACTORS) is expected
