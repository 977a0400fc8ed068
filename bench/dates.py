"""How well time expressions are found and resolved, on the development sets.

usage: python bench/dates.py [--data FOLDER] [--show SET] [--train]

FOLDER (or the environment variable DIPLOGRAPH_DATA) holds `data/`, `gold/` and `seeds/`. Printed: exact accuracy on
given spans (meetings set), F1 of spans and of spans with value on the gold articles, and both on the annotated
corpora. --show lists the errors of a set: dates, seeds, modern, own, wikinews, voa.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from diplograph import intervals
from diplograph.extract import dates
from diplograph.language.pipeline import build_nlp
from diplograph.lexicon import calendar
from diplograph.model import Document, Furniture, Interval, Repeat, Span, Timex

JSON = dict[str, Any]


class Words(NamedTuple):
    """A lexicon with nothing but the calendar."""

    calendar: calendar.Calendar


@cache
def syntax() -> Language:
    return build_nlp()


def read(document: Document) -> Doc:
    from diplograph.language.pipeline import read as read_document

    return read_document(syntax(), document)


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


def given_spans(path: Path, errors: bool) -> None:
    total = good = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        anchor = date.fromisoformat(gold["doc_date"])
        doc = syntax()(gold["text"])
        found = dates.resolve(gold["text"], Span(*gold["span"]), anchor, doc)
        total += 1
        good += right(gold, found)
        if errors and not right(gold, found):
            show("wrong", anchor, gold["text"], gold, found)
    print(f"{'meetings, given spans':24} exact {good / total:.3f} ({good} of {total})")


def gold_articles(gold: Path, texts: Path) -> Iterator[tuple[Document, list[JSON]]]:
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
        again = [span for repeat in document.repeats for span in repeat.again]
        kept = [one for one in record["timexes"] if not any(copy.begin <= one["span"][0] < copy.end for copy in again)]
        yield document, kept


def corpus(path: Path) -> Iterator[tuple[Document, list[JSON]]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            published = record["published"] and date.fromisoformat(record["published"])
            yield Document(record["doc"], record["text"], "", published=published), record["dates"]


def score(name: str, articles: Iterator[tuple[Document, list[JSON]]], errors: bool, values: bool = True) -> None:
    golds = finds = paired = valued = 0
    given = given_right = 0
    for document, gold in articles:
        found = list(dates.find(read(document), document, Words(calendar.load())))
        golds += len(gold)
        finds += len(found)
        free = list(found)
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
            paired += 1
            ok = right(one, best)
            valued += ok
            given += one.get("value") is not None
            given_right += ok and one.get("value") is not None
            if errors and values and not ok:
                show("wrong", document.published, document.text, one, best)
        if errors:
            for other in free:
                show("extra", document.published, document.text, None, other)
    span_p, span_r = paired / max(1, finds), paired / max(1, golds)
    line = f"{name:24} span P {span_p:.3f} R {span_r:.3f} F1 {2 * paired / max(1, golds + finds):.3f}"
    if values:
        line += f" | with value F1 {2 * valued / max(1, golds + finds):.3f}"
        line += f" | value right where found {valued / max(1, paired):.3f}"
        line += f" (dated ones {given_right / max(1, given):.3f})"
    print(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("DIPLOGRAPH_DATA"))
    parser.add_argument("--show", nargs="*", default=[])
    parser.add_argument("--only", nargs="*", default=["dates", "seeds", "modern", "own", "wikinews", "voa"])
    parser.add_argument("--train", action="store_true", help="the training parts of the corpora")
    options = parser.parse_args()
    if not options.data:
        parser.error("needs --data or DIPLOGRAPH_DATA: the folder with data/, gold/ and seeds/")
    data = Path(options.data)
    part = "train" if options.train else "dev"
    if "dates" in options.only:
        given_spans(data / "data/meetings/dates-dev.jsonl", "dates" in options.show)
    if "seeds" in options.only:
        score("seeds", gold_articles(data / "gold/seeds", data / "seeds"), "seeds" in options.show)
    if "modern" in options.only:
        score("modern", gold_articles(data / "data/modern/gold", data / "data/modern/texts"), "modern" in options.show)
    for name in ("own", "wikinews", "voa"):
        if name in options.only:
            articles = corpus(data / f"data/{name}/{name}-{part}.jsonl.gz")
            score(f"{name} {part}", articles, name in options.show, values=name != "voa")


if __name__ == "__main__":
    main()
