"""How well time expressions are found and resolved, on the development sets.

usage: python bench/dates.py [--only SET ...] [--show SET ...] [--train]

Needs DIPLOGRAPH_DATA. Printed: exact accuracy on given spans (meetings set), F1 of spans and of spans with value on the
gold articles and the annotated corpora. --show lists the errors of a set: dates, seeds, modern, own, wikinews, voa.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import corpora
import readings
from figures import Figure, f1, share

from diplograph import intervals
from diplograph.extract import dates
from diplograph.lexicon import calendar
from diplograph.model import Document, Interval, Span, Timex

JSON = dict[str, Any]
Pair = tuple[int, int]
SETS = ("seeds", "modern", "own", "wikinews", "voa")
LABELS = {"seeds": "seeds", "modern": "modern", "own": "own dev", "wikinews": "Wikinews dev", "voa": "VOA dev"}
UNDATED = {"voa"}  # its values are those of the sentences, not of the articles: they have no day of publication


class Words(NamedTuple):
    """A lexicon with nothing but the calendar."""

    calendar: calendar.Calendar


def interval(value: Any) -> Interval | None:
    return intervals.parse(value) if value else None


def right(gold: JSON, found: Timex | None, *, gold_key: str = "value") -> bool:
    values = [gold.get(gold_key), *gold.get("accept", [])]
    got = found.value if found else None
    for value in values:
        want = interval(value)
        if gold.get("approx") and want and got:
            if want.first <= got.last and got.first <= want.last:
                return True
        elif want == got:
            return True
    return False


def show(kind: str, anchor: Any, text: str, gold: JSON | None, found: Timex | None) -> None:
    at = Span(*gold["span"]) if gold else found.span if found else Span(0, 0)
    words = text[max(0, at.begin - 70) : at.begin] + "{" + text[at.begin : at.end] + "}" + text[at.end : at.end + 40]
    print(f"  {kind:7}{anchor} | {' '.join(words.split())} | gold {gold and gold.get('value')} | "
          f"found {found and (text[found.span.begin:found.span.end], str(found.value), found.rule)}")  # fmt: skip


def given_spans(data: Path, errors: bool = False) -> list[Pair]:
    """Right and all, for each expression of the set."""
    counted = []
    for gold in corpora.records(data / "data/meetings/dates-dev.jsonl"):
        anchor = date.fromisoformat(gold["doc_date"])
        doc = readings.doc(corpora.document(gold["id"], gold["text"], gold["doc_date"]))
        found = dates.resolve(gold["text"], Span(*gold["span"]), anchor, doc)
        good = right(gold, found)
        counted.append((int(good), 1))
        if errors and not good:
            show("wrong", anchor, gold["text"], gold, found)
    return counted


def articles(name: str, data: Path, part: str) -> Iterator[tuple[Document, list[JSON]]]:
    """Texts with the gold's expressions; of repeated passages only those of the first copy."""
    if name in corpora.GOLD:
        for document, record in corpora.gold(name, data):
            again = [span for repeat in document.repeats for span in repeat.again]
            yield (
                document,
                [
                    one
                    for one in record["timexes"]
                    if not any(copy.begin <= one["span"][0] < copy.end for copy in again)
                ],
            )
    else:
        for document, record in corpora.corpus(data / f"data/{name}/{name}-{part}.jsonl.gz"):
            yield document, record["dates"]


@dataclass(slots=True)
class Tally:
    """Of one article: expressions of the gold, found, found at the gold's place, with the right value; those that the
    gold dates, and of them right."""

    gold: int = 0
    found: int = 0
    paired: int = 0
    valued: int = 0
    dated: int = 0
    dated_right: int = 0


def tallies(name: str, data: Path, part: str = "dev", errors: bool = False) -> list[Tally]:
    """What is counted in each article of a set."""
    values = name not in UNDATED
    return [count(document, gold, errors, values) for document, gold in articles(name, data, part)]


def count(document: Document, gold: list[JSON], errors: bool, values: bool) -> Tally:
    free = list(dates.find(readings.doc(document), document, Words(calendar.load())))
    tally = Tally(gold=len(gold), found=len(free))
    for one in gold:
        span = Span(*one["span"])
        near = [other for other in free if other.span.begin < span.end and span.begin < other.span.end]
        best = max(
            near, key=lambda other: min(other.span.end, span.end) - max(other.span.begin, span.begin), default=None
        )
        if best is None:
            if errors:
                show("missed", document.published, document.text, one, None)
            continue
        free.remove(best)
        good = right(one, best)
        tally.paired += 1
        tally.valued += good
        tally.dated += one.get("value") is not None
        tally.dated_right += good and one.get("value") is not None
        if errors and values and not good:
            show("wrong", document.published, document.text, one, best)
    if errors:
        for other in free:
            show("extra", document.published, document.text, None, other)
    return tally


def measure(data: Path) -> list[Figure]:
    """The rows of docs/scores.md."""
    rows = [share("given spans (data/meetings), exact", given_spans(data))]
    for name in SETS:
        found = tallies(name, data)
        rows.append(f1(f"{LABELS[name]}: spans", [(one.gold, one.found, one.paired) for one in found]))
        if name not in UNDATED:
            rows.append(f1(f"{LABELS[name]}: with value", [(one.gold, one.found, one.valued) for one in found]))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", nargs="*", default=[])
    parser.add_argument("--only", nargs="*", default=["dates", *SETS])
    parser.add_argument("--train", action="store_true", help="the training parts of the corpora")
    options = parser.parse_args()
    data = corpora.folder()
    if "dates" in options.only:
        one = share("exact", given_spans(data, "dates" in options.show))
        print(f"{'meetings, given spans':24} exact {one.value} ({one.detail})")
    for name in (one for one in SETS if one in options.only):
        found = tallies(name, data, "train" if options.train else "dev", name in options.show)
        spans = f1("", [(one.gold, one.found, one.paired) for one in found])
        valued = f1("", [(one.gold, one.found, one.valued) for one in found])
        dated = share("", [(one.dated_right, one.dated) for one in found])
        print(f"{name:12} spans F1 {spans.value} {spans.detail} | with value F1 {valued.value} {valued.detail} | "
              f"value right of the dated ones found {dated.value}")  # fmt: skip


if __name__ == "__main__":
    main()
