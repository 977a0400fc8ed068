"""Profiles: our shapes without those that a purpose doesn't ask for. Which, and why, stands in `profiles.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from rdflib import SH, Graph, Literal, URIRef

from diplograph.errors import ResourceError
from diplograph.validate.shapes import Shapes

FULL = "full"
_SHAPES = "https://w3id.org/diplograph/shapes#"


@cache
def resting(profile: str) -> tuple[tuple[str, str], ...]:
    """The shapes that rest in a profile, each with the reason; none in "full".

    >>> len(resting("full")), dict(resting("exchange"))["Fact-evidence"]
    (0, 'nobody need show the words that say so')
    """
    if profile == FULL:
        return ()
    known = tomllib.loads((Path(__file__).parent / "profiles.toml").read_text(encoding="utf-8"))
    if profile not in known:
        raise ResourceError(f'no profile "{profile}"', remedy=f"there are {', '.join([FULL, *known])}")
    return tuple((name, group["why"]) for group in known[profile]["rest"] for name in group["shapes"])


def in_profile(chosen: Shapes, profile: str) -> Shapes:
    """Shapes of which those rest that the profile leaves out (`sh:deactivated`, SHACL, section 2.1.7)."""
    names = resting(profile)
    if not names:
        return chosen
    quieter = Graph()
    quieter += chosen.everything
    for name, _ in names:
        quieter.add((URIRef(_SHAPES + name), SH.deactivated, Literal(True)))
    return Shapes(quieter)
