"""Measure the reading of actors: names and types, mentions, distractors.

usage: python bench/actors.py [--data FOLDER] [--set seeds|modern] [--show]

FOLDER (or DIPLOGRAPH_DATA): the folder with gold/ and data/. Furniture is taken from the gold, so that only actors are
measured. --show lists what is missing and what is too much.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from diplograph import lexicon, records
from diplograph.extract import actors
from diplograph.language.pipeline import build_nlp, read
from diplograph.model import Extraction

ROWS = ("actors", "actor_names", "mentions")


def predictions(gold: Path, texts: Path) -> list[dict[str, Any]]:
    known, nlp = lexicon.load(), build_nlp()
    found = []
    for path in sorted(gold.glob("[0-9]*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        text = (texts / article["doc"]).read_bytes().decode("utf-8")
        if "sha256" not in article:
            article["sha256"] = ""
        frame = {
            key: article[key]
            for key in (
                "doc",
                "sha256",
                "published",
                "publisher",
                "title",
                "boilerplate",
                "boilerplate_kinds",
                "repeats",
                "agency",
            )
            if key in article
        }
        document = records.from_record(frame, text).document
        who = actors.find(read(nlp, document), document, known)
        found.append(records.to_record(Extraction(document, who.actors, who.places)))
    return found


def show(gold: Path, found: list[dict[str, Any]]) -> None:
    for record in found:
        article = json.loads((gold / (Path(record["doc"]).stem + ".json")).read_text(encoding="utf-8"))
        print("=====", record["doc"])
        wanted = {(one["name"], one["type"]): one for one in article["actors"]}
        mine = {(one["name"], one["type"].replace("International", "")): one for one in record["actors"]}
        for key, one in wanted.items():
            if key not in mine:
                print("  missing", key, one.get("level"), [said["text"] for said in one["mentions"]])
        for key, one in mine.items():
            if key not in wanted:
                print("  too much", key, [said["text"] for said in one["mentions"]])
            else:
                spans = [said["span"] for said in wanted[key]["mentions"]]
                for said in one["mentions"]:
                    if not any(a < said["span"][1] and said["span"][0] < b for a, b in spans):
                        print("    +", key[0], said["kind"], repr(said["text"]), said["span"][0])
                spans = [said["span"] for said in one["mentions"]]
                for said in wanted[key]["mentions"]:
                    if not any(a < said["span"][1] and said["span"][0] < b for a, b in spans):
                        print("    -", key[0], said["kind"], repr(said["text"]), said["span"][0])
        print("  places", [(one["name"], one["part_of"]) for one in record["places"]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.environ.get("DIPLOGRAPH_DATA"))
    parser.add_argument("--set", choices=("seeds", "modern"), default="seeds", dest="which")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    if not args.data:
        sys.exit("no data: give --data or set DIPLOGRAPH_DATA")
    data = Path(args.data)
    seeds = args.which == "seeds"
    gold, texts = (
        (data / "gold/seeds", data / "seeds") if seeds else (data / "data/modern/gold", data / "data/modern/texts")
    )
    found = predictions(gold, texts)
    if args.show:
        show(gold, found)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in found)
        file.flush()
        scorer = [data / "gold/score.py", gold] if seeds else [data / "data/modern/score_modern.py"]
        done = subprocess.run([sys.executable, *map(str, scorer), file.name, "--json"], capture_output=True, text=True)
    figures = json.loads(done.stdout)["all"]
    for row in ROWS:
        one = figures[row]
        print(
            f"{row:12} gold {one['gold']:4} found {one['found']:4} right {one['right']:4} "
            f"P {one['P']:.3f} R {one['R']:.3f} F1 {one['F1']:.3f}"
        )
    kinds = "name metonym adjective nominal pronoun group officials".split()
    print({kind: f"{figures['mention_' + kind]['right']}/{figures['mention_' + kind]['of']}" for kind in kinds})
    print("distractors", figures["distractors"])


if __name__ == "__main__":
    main()
