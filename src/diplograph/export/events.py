"""Event data: a row for each thing that happened between two actors, with PLOVER and CAMEO codes.

Rows are acts that are said to be done, and meetings that were held; what is planned, denied or refused is no event.
A meeting gives a row for each ordered pair of participants, as such events are the same in both directions; not for
two of one state. Codes are the notations of ontology/vocabulary.ttl, but for those of data/events.toml.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import permutations
from typing import NamedTuple

import pyoxigraph as ox

from diplograph import resources
from diplograph.export.index import Index
from diplograph.graph.names import DCTERMS, DIP, DIPV, NIF, SKOS
from diplograph.graph.terms import Triple

JOINED = " | "


class Codes(NamedTuple):
    """A category of PLOVER and a code of CAMEO; empty for what has none."""

    plover: str
    cameo: str


class Row(NamedTuple):
    """An event. date, date_to: the first and the last day it can have been; empty when nobody tells.

    source_state, target_state: ISO 3166-1 alpha-3 where known, else the state's name. documents, urls: of the articles
    that tell of it.
    """

    date: str
    date_to: str
    source: str
    source_state: str
    target: str
    target_state: str
    plover: str
    cameo: str
    what: str
    url: str
    documents: str
    confidence: str
    event: str


def write(triples: Iterable[Triple]) -> Iterator[str]:
    """The rows as CSV, with a head."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(Row._fields)
    writer.writerows(rows(Index(triples)))
    text = out.getvalue()
    yield "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text) if not text.isascii() else text


def rows(index: Index) -> list[Row]:
    """All events, by date, undated ones last."""
    found = [*_acts(index), *_meetings(index)]
    return sorted(found, key=lambda row: (not row.date, row))


def _acts(index: Index) -> Iterator[Row]:
    for node in index.nodes("DiplomaticAct"):
        if index.value(node, DIP.polarity) != "negative":
            act = index.value(node, DIP.act)
            for source in index.values(node, DIP.source):
                for target in index.values(node, DIP.target):
                    yield _row(index, node, source, target, act)


def _meetings(index: Index) -> Iterator[Row]:
    for node in index.nodes("Meeting"):
        # A node for several meetings is no event.
        if index.values(node, DIP.status) != ["held"] or index.values(node, DIP.minimumCount):
            continue
        kind = index.value(node, DIP.kind)
        for source, target in permutations(index.values(node, DIP.participant), 2):
            states = {_state(index, source), _state(index, target)}
            if len(states) == 2 or states == {""}:
                yield _row(index, node, source, target, kind)


def _row(index: Index, node: str, source: str, target: str, what: str) -> Row:
    first, last = (index.value(node, DIP.when, end) for end in (DIP.earliest, DIP.latest))
    articles = (DIP.evidence, NIF.referenceContext)
    code = codes().get(what, Codes("", ""))
    return Row(
        first,
        last,
        index.label(source),
        _state(index, source),
        index.label(target),
        _state(index, target),
        *code,
        what,
        JOINED.join(index.values(node, *articles, DCTERMS.source)),
        JOINED.join(index.values(node, *articles, DCTERMS.identifier)),
        index.value(node, DIP.confidence),
        node,
    )


def _state(index: Index, actor: str) -> str:
    state = actor if index.kind(actor) == "State" else index.value(actor, DIP.represents)
    code = state.rpartition("/")[2]
    return code if re.fullmatch("[A-Z]{3}", code) else index.label(state) if state else ""


@cache
def codes() -> dict[str, Codes]:
    """Concept to codes: notations of the vocabulary, then the data file's."""
    found: dict[str, dict[str, str]] = {}
    vocabulary = resources.folder("ontology") / "vocabulary.ttl"
    for quad in ox.parse(path=str(vocabulary), format=ox.RdfFormat.TURTLE):
        if quad.predicate.value == SKOS.notation and isinstance(quad.object, ox.Literal):
            concept = str(quad.subject.value).removeprefix(DIPV.space)
            found.setdefault(concept, {})[quad.object.datatype.value] = quad.object.value
    known = {one: Codes(told.get(DIP.PloverCode, ""), told.get(DIP.CameoCode, "")) for one, told in found.items()}
    text = (resources.folder("export/data") / "events.toml").read_text(encoding="utf-8")
    return known | {one["concept"]: Codes(one["plover"], one["cameo"]) for one in tomllib.loads(text)["code"]}
