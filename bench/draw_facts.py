"""Draw facts at random from records, written out for somebody who checks them against the articles by eye.

    diplograph extract ARTICLES… -o records.jsonl
    python bench/draw_facts.py records.jsonl --count 200 --seed 1 --parts 2 --out FOLDER

Writes FOLDER/facts-1.txt … (the facts drawn: meetings, statements, acts and offices, each as likely as any other;
actors and dates only as fields of these) and FOLDER/found-1.txt … (all that was found in the articles of that part, to
see what is missing). Each article is in one part.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CONTEXT = 160  # characters around the words that tell a fact
Record = dict[str, Any]


def facts(record: Record) -> Iterator[tuple[str, str]]:
    """Kind and description of every fact of an article, in its order."""
    names = {one["id"]: one["name"] or "(somebody unknown)" for one in record["actors"]}

    def who(ids: list[str] | str | None) -> str:
        listed = [ids] if isinstance(ids, str) else ids or []
        return ", ".join(names.get(one, one) for one in listed) or "nobody named"

    def around(spans: list[list[int]]) -> str:
        text = record["text"]
        shown = []
        for begin, end in spans:
            before, after = text[max(0, begin - CONTEXT) : begin], text[end : end + CONTEXT]
            shown.append(f"      … {before}[[ {text[begin:end]} ]]{after} …".replace("\n", " ¶ "))
        return "\n".join(shown)

    for one in record["meetings"]:
        fields = (
            f"{one['kind']}, {one['status']}; parties: {who(one['participants'])}; absent: "
            f"{who(one['not_participants']) if one['not_participants'] else '–'}; when: {one['date'] or 'open'}"
            f" ({one['date_text'] or '–'}); where: {one['place'] or 'open'}; confidence {one['confidence']}"
        )
        yield "meeting", f"{fields}\n{around(one['evidence'])}"
    for one in record["statements"]:
        fields = (
            f"{who(one['speakers'])} (words: {words(record, one['speaker_span'])}) · {one['mode']}, {one['form']}"
            f"{', negated' if one.get('negated') else ''} · cue: {one['cue']} · content: {one['content']}\n"
            f"      via: {who(one['via']) if one['via'] else '–'}; to: {one['addressee'] or '–'}; about: "
            f"{who(one['about']) if one['about'] else '–'}; when: {one['date'] or 'open'} ({one['date_text'] or '–'}); "
            f"confidence {one['confidence']}"
        )
        yield "statement", f"{fields}\n{around(one['evidence'])}"
    for one in record["relations"]:
        kind = "tenure" if one["type"] == "holdsOffice" else "act"
        fields = (
            f"{who(one['subject'])} – {one['type']} ({one['polarity']}) – {one['office'] or ''} {who(one['object'])}; "
            f"when: {one['date'] or 'open'}; confidence {one['confidence']}"
        )
        yield kind, f"{fields}\n{around([one['evidence']])}"


def words(record: Record, span: list[int] | None) -> str:
    return str(record["text"][span[0] : span[1]]).replace("\n", " ") if span else "–"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("records", type=Path)
    options.add_argument("--count", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--parts", type=int, default=1)
    options.add_argument("--out", type=Path, required=True)
    a = options.parse_args()
    records = [json.loads(line) for line in a.records.read_text(encoding="utf-8").splitlines()]
    everything = [(at, kind, told) for at, record in enumerate(records) for kind, told in facts(record)]
    drawn = sorted(random.Random(a.seed).sample(range(len(everything)), min(a.count, len(everything))))
    a.out.mkdir(parents=True, exist_ok=True)
    for part in range(a.parts):
        mine = {at for at in range(len(records)) if at % a.parts == part}
        with (a.out / f"facts-{part + 1}.txt").open("w", encoding="utf-8") as out:
            for number in drawn:
                at, kind, told = everything[number]
                if at in mine:
                    out.write(f"{number}  {records[at]['doc']}  {kind}: {told}\n\n")
        with (a.out / f"found-{part + 1}.txt").open("w", encoding="utf-8") as out:
            for at in sorted(mine):
                date = records[at]["published"] or "no date"
                out.write(f"== {records[at]['doc']}  published {date}\n")
                for where, kind, told in everything:
                    if where == at:
                        out.write(f"{kind}: {told.splitlines()[0]}\n")
                out.write("\n")
    print(f"{len(drawn)} of {len(everything)} facts of {len(records)} articles")


if __name__ == "__main__":
    main()
