"""The lexicon of acts against its rules and against the vocabulary."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SKOS

from diplograph.errors import LexiconError
from diplograph.graph.mapping import act_of
from diplograph.lexicon import acts
from diplograph.resources import folder


def content() -> dict[str, Any]:
    return tomllib.loads((folder("lexicon/data") / "acts.toml").read_text(encoding="utf-8"))


def test_every_act_is_a_concept_with_the_same_plover_category() -> None:
    graph = Graph().parse(folder("ontology") / "vocabulary.ttl")
    for act, plover in acts.load().plover.items():
        name = act_of(act)
        assert name, act
        notations = {
            str(one)
            for one in graph.objects(URIRef(f"https://w3id.org/diplograph/vocab/{name}"), SKOS.notation)
            if str(getattr(one, "datatype", "")).endswith("PloverCode")
        }
        assert notations == ({plover} if plover else set()), act


@pytest.mark.parametrize(
    ("table", "change", "message"),
    [
        ("verb", {"act": "hugs"}, "unknown act"),
        ("verb", {"lema": ["x"]}, "unknown key"),
        ("verb", {"target": "subject"}, "unknown target"),
        ("noun", {"id": "condemnation"}, "twice"),
    ],
)
def test_broken_entries_are_named(table: str, change: dict[str, Any], message: str) -> None:
    broken = copy.deepcopy(content())
    broken[table][0].update(change)
    with pytest.raises(LexiconError, match=message):
        acts.read(broken)
