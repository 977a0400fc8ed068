"""How well page furniture, repeats and metadata are told: characters and fields against the gold; false masking.

    DIPLOGRAPH_DATA=... python bench/score_ingest.py [--show]

First table: articles with gold furniture. Second: clean articles, where everything masked but a dateline is an error.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpora import document, folder, records

from diplograph.ingest.metadata import describe
from diplograph.model import Document, Span

FIELDS = ("published", "publisher", "agency", "title", "byline")


def characters(spans: Iterable[Span | list[int]]) -> set[int]:
    pairs = ((one.begin, one.end) if isinstance(one, Span) else tuple(one) for one in spans)
    return {at for begin, end in pairs for at in range(begin, end)}


def value(document: Document, field: str) -> str:
    one = getattr(document, field)
    return " ".join(re.findall(r"\w+", str(one).casefold())) if one else ""


def articles(data: Path) -> list[tuple[str, list[tuple[str, dict[str, Any]]]]]:
    sets = [
        ("seeds", data / "gold/seeds", data / "seeds"),
        ("modern", data / "data/modern/gold", data / "data/modern/texts"),
    ]
    found = []
    for name, gold, texts in sets:
        pairs = []
        for path in sorted(gold.glob("*.json")):
            record = json.loads(path.read_text(encoding="utf-8"))
            if "boilerplate" in record:
                pairs.append(((texts / record["doc"]).read_bytes().decode("utf-8"), record))
        found.append((name, pairs))
    return found


def main() -> None:
    show = "--show" in sys.argv
    data = folder()
    for name, pairs in articles(data):
        gold_chars = got_chars = both = again = again_got = again_both = 0
        right = dict.fromkeys(FIELDS, 0)
        for text, record in pairs:
            bare = document(record["doc"], text, None)
            read = describe(bare, on_problem=lambda problem: print("!", problem))
            wanted, got = characters(record["boilerplate"]), characters(piece.span for piece in read.furniture)
            blank = {at for at, sign in enumerate(text) if sign.isspace()}
            wanted, got = wanted - blank, got - blank
            gold_chars, got_chars, both = gold_chars + len(wanted), got_chars + len(got), both + len(wanted & got)
            copies = characters(pair for one in record.get("repeats") or () for pair in one["again"])
            found = characters(span for one in read.repeats for span in one.again)
            again, again_got, again_both = again + len(copies), again_got + len(found), again_both + len(copies & found)
            for field in FIELDS:
                expected = " ".join(re.findall(r"\w+", str(record.get(field) or "").casefold()))
                canonical = value(read, field)
                good = canonical == expected
                right[field] += good
                if show and not good:
                    print(f"  {record['doc']} {field}: {expected!r}, got {canonical!r}")
            if show:
                for label, chars in (("missed", wanted - got), ("too much", got - wanted)):
                    if chars:
                        words = "".join(text[at] if at in chars else "~" for at in range(len(text)))
                        print(f"  {record['doc']} {label}: {re.sub('~+', ' ~ ', words)[:300]!r}")
        p, r = both / max(1, got_chars), both / max(1, gold_chars)
        print(f"{name}: furniture, characters: P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}", end="; ")
        print(f"repeats: {again_both} of {again} characters, {again_got - again_both} too many", end="; ")
        print(", ".join(f"{field} {count}/{len(pairs)}" for field, count in right.items()))
    for name in ("voa", "own", "wikinews", "polnear"):
        part = (
            ("attribution/polnear-dev", "attribution/polnear-train")
            if name == "polnear"
            else (f"{name}/{name}-dev", f"{name}/{name}-train")
        )
        masked = repeated = total = titles = count = 0
        for stem in part:
            for record in records(data / "data" / f"{stem}.jsonl.gz"):
                text = record["text"]
                read = describe(document(record["doc"], text, None), on_problem=lambda problem: None)
                total, count = total + len(text), count + 1
                pieces = [piece for piece in read.furniture if piece.kind != "dateline"]
                masked += sum(piece.span.end - piece.span.begin for piece in pieces)
                repeated += sum(span.end - span.begin for one in read.repeats for span in one.again)
                same = value(read, "title") == " ".join(re.findall(r"\w+", (record.get("title") or "").casefold()))
                titles += same
                if show:
                    for piece in read.furniture:
                        print(f"  {record['doc']} {piece.kind}: {text[piece.span.begin : piece.span.end][:160]!r}")
                    for one in read.repeats:
                        print(f"  {record['doc']} again: {text[one.first.begin : one.first.end][:100]!r}")
                    if not same:
                        print(f"  {record['doc']} title: {read.title!r} for {record.get('title')!r}")
        print(
            f"{name}: {count} articles, {100 * masked / total:.2f} % of characters masked, "
            f"{100 * repeated / total:.2f} % as repeats, title right in {titles}"
        )


if __name__ == "__main__":
    main()
