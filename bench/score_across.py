"""How well documents are brought together: perfect extractions joined, compared with the gold's clusters.

usage: score_across.py [--data FOLDER]        (default: the environment variable DIPLOGRAPH_DATA)

Pairs of meetings and statements of different documents that the gold puts into one cluster, and that the join does.
Pairs that the gold leaves open (optional_merges, optional clusters) count for neither side. Copies and conflicts are
listed as found and expected.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from diplograph.dossier import Dossier
from diplograph.records import from_record
from diplograph.resolve.across import join

Pair = frozenset[str]


def load(gold: Path, texts: Path) -> tuple[list[Any], dict[str, Any]]:
    """The extractions of a gold folder, and its clusters."""
    extractions = []
    for path in sorted(gold.glob("[0-9]*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        text = (texts / record["doc"]).read_bytes().decode("utf-8")
        extractions.append(from_record(record, text))
    return extractions, json.loads((gold / "cross_document.json").read_text(encoding="utf-8"))


def across(members: Iterable[str]) -> set[Pair]:
    """Pairs of members of different documents."""
    return {
        frozenset(pair) for pair in combinations(sorted(members), 2) if len({one.split("#")[0] for one in pair}) > 1
    }


def gold_pairs(clusters: list[dict[str, Any]], merges: list[dict[str, Any]]) -> tuple[set[Pair], set[Pair]]:
    """Pairs that must be joined, and pairs that may be."""
    members = {one["id"]: one["members"] for one in clusters}
    must = set().union(*(across(one["members"]) for one in clusters if one.get("level", "core") == "core"))
    free = set().union(*(across(one["members"]) for one in clusters if one.get("level", "core") != "core"))
    for merge in merges:
        for one, other in combinations(merge["clusters"], 2):
            free |= {frozenset((a, b)) for a in members[one] for b in members[other]}
    return must, free


def show(title: str, must: set[Pair], free: set[Pair], found: set[Pair]) -> None:
    counted = found - free
    right = len(counted & must)
    precision, recall = right / (len(counted) or 1), right / (len(must) or 1)
    f1 = 2 * right / ((len(counted) + len(must)) or 1)
    print(
        f"{title:24} pairs {len(must):4}  found {len(counted):4}  right {right:4}"
        f"  P {precision:.2f}  R {recall:.2f}  F1 {f1:.2f}"
    )
    for kind, pairs in (("missing", must - found), ("wrong", counted - must)):
        for pair in sorted(map(sorted, pairs)):
            print(f"    {kind}: {' = '.join(pair)}")


def statement_refs(dossier: Dossier) -> list[set[str]]:
    """Which document's statements went into each node, found by their words."""
    found: list[set[str]] = []
    for node in dossier.statements:
        spans = {(one.document, one.span) for one in node.contents}
        found.append(
            {
                f"{dossier.documents[at].extraction.document.identifier}#{said.id}"
                for at in {one.document for one in node.contents}
                for said in dossier.documents[at].extraction.statements
                if said.content
                and all((at, span) in spans for span in said.content)
                and {dossier.documents[at].actors[one] for one in said.speakers} == set(node.speakers)
            }
        )
    return found


def meeting_refs(dossier: Dossier) -> list[set[str]]:
    """Which document's meetings went into each node, found by their evidence."""
    found: list[set[str]] = []
    for node in dossier.meetings:
        told = {(claim.document, claim.evidence) for claim in node.claims if claim.field == "kind"}
        found.append(
            {
                f"{volume.extraction.document.identifier}#{one.id}"
                for at, volume in enumerate(dossier.documents)
                for one in volume.extraction.meetings
                if (at, one.evidence) in told and {volume.actors[p] for p in one.participants} <= set(node.participants)
            }
        )
    return found


def measure(title: str, gold: Path, texts: Path) -> None:
    extractions, cross = load(gold, texts)
    begin = time.perf_counter()
    dossier = join(extractions)
    print(f"== {title}: {len(extractions)} documents joined in {time.perf_counter() - begin:.3f} s")
    must, free = gold_pairs(cross["meeting_clusters"], cross["meeting_optional_merges"])
    refs = meeting_refs(dossier)
    found = set().union(*map(across, refs))
    show("meetings", must, free, found)
    members = {one["id"]: one["members"] for one in cross["meeting_clusters"]}
    forbidden = {
        frozenset((a, b))
        for one in cross["meeting_must_not_merge"]
        for x, y in [one["clusters"]]
        for a in members[x]
        for b in members[y]
    }
    together = {frozenset(pair) for ref in refs for pair in combinations(sorted(ref), 2)}
    print(f"    joined though it must not be: {len(forbidden & together)} of {len(forbidden)} pairs")
    for at, node in enumerate(dossier.meetings):
        for other in node.possibly:
            if at < other:
                print(f"    possibly the same: {sorted(refs[at])} ~ {sorted(refs[other])}")
    must, free = gold_pairs(cross["statement_clusters"], cross["statement_optional_merges"])
    said = statement_refs(dossier)
    same = set().union(*map(across, said))
    linked = {
        frozenset((a, b))
        for at, node in enumerate(dossier.statements)
        for to in node.same_quote
        for a in said[at]
        for b in said[to]
    }
    show("statements, one node", must, free, same)
    show(
        "statements, with quotes",
        must,
        free,
        same | {pair for pair in linked if len({one.split("#")[0] for one in pair}) > 1},
    )
    utterances = [set(one["clusters"]) for one in cross["statement_optional_merges"] if one.get("same_utterance")]
    clusters = {ref: one["id"] for one in cross["statement_clusters"] for ref in one["members"]}
    hit = sum(any({clusters[ref] for ref in pair} == one for pair in linked) for one in utterances)
    print(f"    other cuts of one utterance linked: {hit} of {len(utterances)}")
    names = [volume.extraction.document.identifier for volume in dossier.documents]
    print(
        "    copies:",
        [(name, names[v.copy_of]) for name, v in zip(names, dossier.documents, strict=True) if v.copy_of is not None],
    )
    print("      gold:", [one["docs"] for one in cross["near_duplicates"]])
    for at, node in enumerate(dossier.meetings):
        for clash in node.conflicts:
            print(
                "    conflict:",
                sorted(refs[at]),
                [(node.claims[c].field, names[node.claims[c].document]) for c in clash],
            )
    for one in cross.get("conflicts", []):
        print("        gold:", members[one["cluster"]], one["field"], json.dumps(one["values"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.environ.get("DIPLOGRAPH_DATA"), metavar="FOLDER")
    data = parser.parse_args().data
    if not data:
        sys.exit("no corpora: set DIPLOGRAPH_DATA or give --data")
    root = Path(data)
    measure("seeds", root / "gold" / "seeds", root / "seeds")
    measure("modern", root / "data" / "modern" / "gold", root / "data" / "modern" / "texts")


if __name__ == "__main__":
    main()
