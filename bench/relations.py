"""How well acts and offices are read, on the development sets.

usage: python bench/relations.py [--data FOLDER] [--show] [--train] [--cast gold|own]

FOLDER as in bench/dates.py. Gold articles (seeds, modern): relations given the gold's actors. Corpora: acts, with the
actors that the product finds; counted by document, sources and targets by name.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from diplograph.extract import dates, relations
from diplograph.language.pipeline import build_nlp, read
from diplograph.lexicon import actors, acts, calendar, titles
from diplograph.model import Actor, ActorType, Cast, Document, Furniture, Mention, MentionKind, Relation, Repeat, Span

JSON = dict[str, Any]


@dataclass(frozen=True)
class Words:
    acts: acts.Acts
    titles: titles.Titles
    calendar: calendar.Calendar
    actors: Any


def words() -> Words:
    return Words(acts.load(), titles.load(), calendar.load(), actors.load())


def gold_articles(gold: Path, texts: Path) -> Iterator[tuple[Document, Cast, list[JSON]]]:
    codes = {one.name: code for code, one in actors.load().states.items()}
    for path in sorted(gold.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(record, dict) or "timexes" not in record:
            continue
        text = (texts / record["doc"]).read_bytes().decode("utf-8")
        document = Document(
            identifier=record["doc"], text=text, sha256="",
            published=record["published"] and date.fromisoformat(record["published"]),
            furniture=tuple(Furniture(Span(*one), "x") for one in record["boilerplate"]),
            repeats=tuple(
                Repeat(Span(*one["first"]), tuple(Span(*other) for other in one["again"])) for one in record["repeats"]
            ),
        )  # fmt: skip
        cast = Cast(
            tuple(
                Actor(
                    one["id"], one["name"], ActorType(one["type"]),
                    tuple(Mention(Span(*said["span"]), MentionKind(said["kind"])) for said in one["mentions"]),
                    state=codes.get(one["name"]) if one["type"] == "State" else None,
                )
                for one in record["actors"]
            )
        )  # fmt: skip
        yield document, cast, record["relations"]


def told(document: Document, cast: Cast, known: Words) -> tuple[Relation, ...]:
    doc = read(build_nlp(), document)
    return relations.find(doc, document, known, cast, dates.find(doc, document, known))


def score_gold(name: str, articles: Iterator[tuple[Document, Cast, list[JSON]]], show: bool) -> None:
    known = words()
    kinds = {"holdsOffice", *known.acts.plover}
    good = {"acts": 0, "offices": 0}
    found_all, gold_all = dict(good), dict(good)
    for document, cast, gold in articles:
        wanted = {
            (one["type"], one["subject"], one["object"], one.get("polarity", "positive"))
            for one in gold if one["type"] in kinds
        }  # fmt: skip
        got: dict[tuple[str, str, str, str], Relation] = {}
        for one in told(document, cast, known):
            got.setdefault((one.type, one.subject, one.object, one.polarity.value), one)
        names = {one.id: one.name for one in cast.actors}
        for key in sorted(wanted | set(got)):
            kind = "offices" if key[0] == "holdsOffice" else "acts"
            good[kind] += key in wanted and key in got
            gold_all[kind] += key in wanted
            found_all[kind] += key in got
            if show and not (key in wanted and key in got):
                said = document.text[got[key].evidence.begin : got[key].evidence.end] if key in got else ""
                office = got[key].office if key in got else ""
                verdict = "  missed" if key in wanted else "  extra "
                print(verdict, key[0], names[key[1]], "->", names[key[2]], key[3], office, "|", " ".join(said.split()))
    for kind in good:
        print(f"{name} {kind:8} P {good[kind]}/{found_all[kind]}  R {good[kind]}/{gold_all[kind]}")


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
    from diplograph.graph.mapping import act_of

    name = act_of(act) or act
    return SAME.get(name, name)


def score_corpus(name: str, path: Path, show: bool) -> None:
    from diplograph.extract import actors as casting_room

    known = words()
    good = found_all = gold_all = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            published = record["published"] and date.fromisoformat(record["published"])
            document = Document(record["doc"], record["text"], "", published=published)
            doc = read(build_nlp(), document)
            cast = casting_room.find(doc, document, known)
            names = {one.id: one.name for one in cast.actors}
            got = {}
            for one in relations.find(doc, document, known, cast, ()):
                if one.type != "holdsOffice":
                    got.setdefault((loose(one.type), names[one.subject], names[one.object], one.polarity.value), one)
            wanted = {(loose(one["act"]), one["source"], one["target"], one["polarity"]) for one in record["acts"]}
            good += len(wanted & set(got))
            found_all += len(got)
            gold_all += len(wanted)
            if show:
                for key in sorted(set(got) - wanted, key=str):
                    span = got[key].evidence
                    print("  extra ", document.identifier, key, "|", document.text[span.begin : span.end])
                for key in sorted(wanted - set(got), key=str):
                    print("  missed", document.identifier, key)
    print(f"{name} acts P {good}/{found_all}  R {good}/{gold_all}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("DIPLOGRAPH_DATA"))
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--only", nargs="*", default=["seeds", "modern", "own", "voa"])
    options = parser.parse_args()
    if not options.data:
        parser.error("needs --data or DIPLOGRAPH_DATA: the folder with data/, gold/ and seeds/")
    data = Path(options.data)
    part = "train" if options.train else "dev"
    if "seeds" in options.only:
        score_gold("seeds", gold_articles(data / "gold/seeds", data / "seeds"), options.show)
    if "modern" in options.only:
        score_gold("modern", gold_articles(data / "data/modern/gold", data / "data/modern/texts"), options.show)
    for name in ("own", "voa"):
        if name in options.only:
            score_corpus(f"{name} {part}", data / f"data/{name}/{name}-{part}.jsonl.gz", options.show)


if __name__ == "__main__":
    main()
