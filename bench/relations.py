"""How well acts and offices are read, on the development sets.

usage: python bench/relations.py [--only SET ...] [--show] [--train]

Needs DIPLOGRAPH_DATA. Gold articles (seeds, modern): relations given the gold's actors, of the kinds that the gold of
the set annotates at all. Corpora: acts between two named in the annotation, with the actors that the product finds;
counted by document, sources and targets by name. The corpora annotate clear acts only, and not all of them: what is
"extra" there has to be read.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import corpora
import readings
from figures import Figure, f1

from diplograph.extract import actors as casting_room
from diplograph.extract import dates, relations, unnamed
from diplograph.graph.mapping import act_of
from diplograph.lexicon import actors, acts, calendar, load, titles
from diplograph.model import Actor, ActorType, Cast, Mention, MentionKind, Relation, Span

JSON = dict[str, Any]
Unit = tuple[int, int, int]


@dataclass(frozen=True)
class Words:
    acts: acts.Acts
    titles: titles.Titles
    calendar: calendar.Calendar
    actors: Any


def words() -> Words:
    return Words(acts.load(), titles.load(), calendar.load(), actors.load())


def gold_cast(record: JSON) -> Cast:
    codes = {one.name: code for code, one in actors.load().states.items()}
    return Cast(
        tuple(
            Actor(
                one["id"], one["name"], ActorType(one["type"]),
                tuple(Mention(Span(*said["span"]), MentionKind(said["kind"])) for said in one["mentions"]),
                state=codes.get(one["name"]) if one["type"] == "State" else None,
            )
            for one in record["actors"]
        )
    )  # fmt: skip


def gold_counts(name: str, data: Path, show: bool = False) -> dict[str, list[Unit]]:
    """Gold, found and right of each article, with the gold's actors; "acts" and "offices"."""
    known = words()
    articles = list(corpora.gold(name, data))
    kinds = {one["type"] for _, record in articles for one in record["relations"]} & {"holdsOffice", *known.acts.plover}
    counted: dict[str, list[Unit]] = {"acts": [], "offices": []}
    for document, record in articles:
        cast = gold_cast(record)
        wanted = {
            (one["type"], one["subject"], one["object"], one.get("polarity", "positive"))
            for one in record["relations"] if one["type"] in kinds
        }  # fmt: skip
        got: dict[tuple[str, str, str, str], Relation] = {}
        doc = readings.doc(document)
        for one in relations.find(doc, document, known, cast, dates.find(doc, document, known)):
            if one.type in kinds:
                got.setdefault((one.type, one.subject, one.object, one.polarity.value), one)
        for kind, rows in counted.items():
            mine, theirs = (
                {key for key in keys if (key[0] == "holdsOffice") == (kind == "offices")} for keys in (got, wanted)
            )
            rows.append((len(theirs), len(mine), len(mine & theirs)))
        names = {one.id: one.name for one in cast.actors}
        for key in sorted(wanted ^ set(got)) if show else ():
            said = document.text[got[key].evidence.begin : got[key].evidence.end] if key in got else ""
            verdict, office = "  missed" if key in wanted else "  extra ", got[key].office if key in got else ""
            print(verdict, key[0], names[key[1]], "->", names[key[2]], key[3], office, "|", " ".join(said.split()))
    return counted


SAME = {
    "urge": "demand",
    "accuse": "accuse",
    "blame": "accuse",
    "criticise": "condemn",
    "condemn": "condemn",
    "invade": "attack",
    "attack": "attack",
}


def loose(act: str) -> str:
    name = act_of(act) or act
    return SAME.get(name, name)


MUTUAL = frozenset({"agree", "sign"})  # either may be named first


def agree(wanted: tuple[str, str, str, str], found: tuple[str, str, str, str], same: Any) -> bool:
    """Whether kind and polarity are the same, and both ends by their names."""
    if wanted[0] != found[0] or wanted[3] != found[3]:
        return False
    turned = wanted[0] in MUTUAL and same(wanted[1], found[2]) and same(wanted[2], found[1])
    return turned or (same(wanted[1], found[1]) and same(wanted[2], found[2]))


def corpus_counts(name: str, data: Path, part: str = "dev", show: bool = False) -> list[Unit]:
    """Gold, found and right acts of each article, with the actors that the product finds."""
    known, lexicon = words(), load()
    same = corpora.script(data / "data/meetings/score_meetings.py").same
    counted = []
    for document, record in corpora.corpus(data / f"data/{name}/{name}-{part}.jsonl.gz"):
        doc = readings.doc(document)
        cast = casting_room.find(doc, document, known)
        cast = unnamed.with_sources(doc, document, lexicon, cast, readings.proposals(document))
        names = {one.id: one.name for one in cast.actors}
        got = {}
        for one in relations.find(doc, document, known, cast, ()):
            if one.type != "holdsOffice":
                got.setdefault((loose(one.type), names[one.subject], names[one.object], one.polarity.value), one)
        wanted = [
            (loose(one["act"]), one["source"], one["target"], one["polarity"])
            for one in record["acts"] if one["source"] and one["target"]
        ]  # fmt: skip
        left, missed = dict(got), []
        for key in wanted:
            found = next((one for one in left if agree(key, one, same)), None)
            left.pop(found, None) if found else missed.append(key)
        counted.append((len(wanted), len(got), len(wanted) - len(missed)))
        if show:
            for one, told in left.items():
                print("  extra ", document.identifier, one, "|", document.text[told.evidence.begin : told.evidence.end])
            for key in missed:
                print("  missed", document.identifier, key)
    return counted


def measure(data: Path) -> list[Figure]:
    """The rows of docs/scores.md."""
    rows = []
    for name in corpora.GOLD:
        counted = gold_counts(name, data)
        rows += [f1(f"{name}: {kind}, given the actors", counted[kind]) for kind in ("acts", "offices")]
    return rows + [
        f1(f"{label}: acts", corpus_counts(name, data)) for name, label in (("own", "own dev"), ("voa", "VOA dev"))
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--only", nargs="*", default=["seeds", "modern", "own", "voa"])
    options = parser.parse_args()
    data = corpora.folder()
    for name in options.only:
        if name in corpora.GOLD:
            for kind, rows in gold_counts(name, data, options.show).items():
                print(f"{name} {kind}: F1 {f1('', rows).value} {f1('', rows).detail} {sums(rows)}")
        else:
            rows = corpus_counts(name, data, "train" if options.train else "dev", options.show)
            print(f"{name} acts: F1 {f1('', rows).value} {f1('', rows).detail} {sums(rows)}")


def sums(rows: list[Unit]) -> str:
    gold, found, right = (sum(column) for column in zip(*rows, strict=True))
    return f"({right} right, {found} found, {gold} wanted)"


if __name__ == "__main__":
    main()
