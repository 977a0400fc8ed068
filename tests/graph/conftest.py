"""The gold's records as extractions, with what a reader's lexicon adds: codes of states, kinds of organizations."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from diplograph.model import Actor, ActorType, Extraction
from diplograph.records import from_record

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "gold"
STATES = {"China": "CHN", "Russia": "RUS", "Saudi Arabia": "SAU", "Ukraine": "UKR", "United States": "USA"}
INTERNATIONAL = {"NATO", "Shanghai Cooperation Organization"}


def as_read(actor: Actor) -> Actor:
    """An actor of the gold as a reader with a lexicon gives it."""
    kind = ActorType.INTERNATIONAL if actor.name in INTERNATIONAL else actor.type
    return replace(actor, type=kind, state=STATES.get(actor.name) if kind is ActorType.STATE else None)


def gold_extractions(*, optional: bool = False) -> list[Extraction]:
    """What a perfect reader finds in the seeds. optional: with what may be found or not."""
    found = []
    for path in sorted((GOLD / "seeds").glob("[0-9]*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        for kind in ("meetings", "statements"):
            kept = [one for one in record[kind] if optional or one["level"] == "core"]
            record[kind] = [{**one, "rule": "gold"} for one in kept]
        ids = {one["id"] for one in record["statements"]}
        for one in record["statements"]:
            one["embeds"] = [inner for inner in one["embeds"] if inner in ids]
        for one in record["relations"]:
            one["rule"] = "gold"
        text = (ROOT / "seeds" / record["doc"]).read_bytes().decode("utf-8")
        extraction = from_record(record, text)
        found.append(replace(extraction, actors=tuple(map(as_read, extraction.actors))))
    return found


@pytest.fixture(scope="session")
def gold() -> Callable[..., list[Extraction]]:
    return gold_extractions


@pytest.fixture(scope="session")
def states() -> dict[str, str]:
    return STATES
