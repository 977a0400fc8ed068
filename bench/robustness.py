"""How many points of F1 are lost when a gold text is changed in a way that should not matter.

    python bench/robustness.py [--only names,typos] [--show]

Each article of the seeds and of the modern set is changed, with the gold's offsets, words and names carried over:

names       persons get invented names of other regions, states the names, adjectives and capitals of others (not those
            that the text also calls by abbreviations, seats of government or short forms)
dates       every year is 28 years earlier, in the text and in the gold: weekdays and leap days stay what they were
quotes      curly quotation marks and apostrophes made straight
paragraphs  each sentence is a paragraph (not inside quotation marks)
menus       a menu above, related links in the middle, sign-up, links and small print below
typos       two letters changed places in 2 % of the words of four letters and more that begin with a small one

Repeated passages stay as they are where a change might differ from copy to copy. --show: the changed texts.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import articles
import corpora
import numpy as np
import readings
from figures import f1_of, interval
from swaps import Swap, swap

from diplograph import records
from diplograph.ingest import files

JSON = dict[str, Any]
Pair = tuple[int, int]
MEASURES = {
    "actors": "actors",
    "mentions": "mentions",
    "meetings": "meetings",
    "meetings_strict": "meetings, strict",
    "statements_strict": "statements, strict",
    "timex_values": "dates with value",
}
ASKED = ("actors", "meetings", "statements_strict", "timex_values")
YEARS = 28  # the calendar repeats itself between 1901 and 2099
TYPOS = 0.02
SHARE_ABOVE = "Home\nWorld\nPolitics\nBusiness\nOpinion\nSport\nWeather\nVideo\n\n"
RELATED = (
    "RELATED STORIES\n"
    "Peru's president receives Chilean envoy in Lima\n"
    "Norway and Ghana sign fisheries agreement, minister says\n"
    "Five things to know about this week's summits\n\n"
)
BELOW = (
    "\n\nSign up for our morning newsletter\n"
    "Get the day's top stories in your inbox. You can unsubscribe at any time.\n\n"
    "Share this article\nFacebook\nTwitter\nWhatsApp\nEmail\n\n"
    "Most read\nMongolia hosts talks on water\nFinland's foreign minister visits Angola\n\n"
    "About us\nContact\nPrivacy policy\nTerms of use\nAll rights reserved.\n"
)


@dataclass(frozen=True, slots=True)
class Edit:
    """text[begin:end] becomes `new`."""

    begin: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to an article: edits of the text, other names in the gold, other years, new furniture."""

    edits: tuple[Edit, ...]
    names: Swap | None = None
    years: int = 0
    furniture: tuple[Edit, ...] = field(default=())  # of the edits, those that bring furniture


# ---------- carrying the gold over ----------


def carried(record: JSON, text: str, change: Change) -> tuple[JSON, str]:
    """The article after a change.

    >>> gold, text = carried({"span": [4, 7], "text": "met"}, "Two met.", Change((Edit(0, 3, "Three"),)))
    >>> text, gold
    ('Three met.', {'span': [6, 9], 'text': 'met'})
    """
    edits = sorted(change.edits, key=lambda one: (one.begin, one.end))
    pieces, at = [], 0
    for one in edits:
        assert at <= one.begin <= one.end, "edits overlap"
        pieces += [text[at : one.begin], one.new]
        at = one.end
    new = "".join([*pieces, text[at:]])

    def begin(place: int) -> int:
        return place + sum(len(one.new) - (one.end - one.begin) if one.end <= place else
                           one.begin - place if one.begin < place else 0 for one in edits)  # fmt: skip

    def end(place: int) -> int:
        moved = place
        for one in edits:
            if one.end <= place and one.begin < place:
                moved += len(one.new) - (one.end - one.begin)
            elif one.begin < place:  # inside of what is replaced: all of it
                moved += len(one.new) - (place - one.begin)
        return moved

    def value(one: Any, key: str = "") -> Any:
        if isinstance(one, dict):
            moved = {name: value(two, name) for name, two in one.items()}
            for spans, words in (("span", "text"), ("content_span", "content"), ("cue_span", "cue")):
                if moved.get(spans) and isinstance(moved.get(words), str):
                    moved[words] = " ".join(new[a:b] for a, b in pairs(moved[spans]))
            return moved
        if isinstance(one, list):
            if len(one) == 2 and all(isinstance(part, int) for part in one):
                return [begin(one[0]), end(one[1])] if one[0] < one[1] else one
            return [value(two, key) for two in one]
        if isinstance(one, str) and key not in ("doc", "id", "sha256"):
            if change.years and key in ("value", "date", "published", "from", "to", "accept", "doc_date"):
                return earlier(one, change.years)
            return change.names.apply(one) if change.names else one
        return one

    gold = value(record)
    for one in change.furniture:
        first = begin(one.begin) if one.begin == one.end else 0
        gold["boilerplate"].append([first - len(one.new), first])
        gold["boilerplate_kinds"].append("menu")
    return gold, new


def pairs(spans: Any) -> list[list[int]]:
    return [spans] if isinstance(spans[0], int) else spans


def earlier(text: str, years: int) -> str:
    """
    >>> earlier("2025-02-24, since 2022 (2,025 cases)", 28)
    '1997-02-24, since 1994 (2,025 cases)'
    """
    return re.sub(r"(?<![\d,.])(?:19|20)\d\d(?![\d,]\d|\d)", lambda one: str(int(one[0]) - years), text)


# ---------- the changes ----------


def names(record: JSON, text: str, number: int) -> Change:
    swapped = swap(record, text, number)
    return Change(tuple(Edit(*one) for one in swapped.edits(text)), names=swapped)


def dates(record: JSON, text: str, number: int) -> Change:
    found = re.finditer(r"(?<![\d,.])(?:19|20)\d\d(?![\d,]\d|\d)", text)
    return Change(tuple(Edit(*one.span(), earlier(one[0], YEARS)) for one in found), years=YEARS)


STRAIGHT = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"}


def quotes(record: JSON, text: str, number: int) -> Change:
    return Change(tuple(Edit(at, at + 1, STRAIGHT[sign]) for at, sign in enumerate(text) if sign in STRAIGHT))


def paragraphs(record: JSON, text: str, number: int) -> Change:
    """Ends by our own simple rule: a full stop that no abbreviation has, outside of quotation marks."""
    fixed = repeated(record)
    edits = []
    for one in re.finditer(r"(?<=[a-z0-9)]{2}[.!?])([”\"]?)( +)(?=[A-Z“\"])", text):
        paragraph = text[text.rfind("\n", 0, one.start()) + 1 : one.start(2)]
        word = paragraph.rsplit(None, 1)[-1].rstrip(".").lower() if paragraph.split() else ""
        closed = paragraph.count("“") == paragraph.count("”") and paragraph.count('"') % 2 == 0
        if closed and word not in ABBREVIATIONS and not inside(one.start(2), fixed):
            edits.append(Edit(*one.span(2), "\n\n"))
    return Change(tuple(edits))


ABBREVIATIONS = frozenset(
    "mr mrs ms dr gen sen rep gov col lt st jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


def menus(record: JSON, text: str, number: int) -> Change:
    fixed = repeated(record)
    gaps = [one.end() for one in re.finditer(r"\n[ \t\r]*\n\s*", text) if not inside(one.end(), fixed)]
    furniture = [Edit(len(text), len(text), BELOW)]
    middle = [at for at in gaps if text[:at].strip() and text[at:].strip()]
    if middle:
        near = min(middle, key=lambda at: abs(at - len(text) // 2))
        furniture.append(Edit(near, near, RELATED))
    if not re.match(r"\s*date \d{4}", text):  # a file that begins with its date has nothing before it
        furniture.append(Edit(0, 0, SHARE_ABOVE))
    return Change(tuple(furniture), furniture=tuple(furniture))


def typos(record: JSON, text: str, number: int) -> Change:
    chance = random.Random(f"typos {number}")
    fixed = repeated(record) + [(begin, end) for begin, end in record.get("boilerplate") or ()]
    words = [
        one for one in re.finditer(r"(?<![\w’'.@/-])[a-z]{4,}(?![\w’'@/-])", text) if not inside(one.start(), fixed)
    ]
    edits = []
    for one in sorted(chance.sample(words, round(TYPOS * len(words))), key=lambda one: one.start()):
        places = [at for at in range(one.start() + 1, one.end() - 1) if text[at] != text[at + 1]]
        if places:
            at = chance.choice(places)
            edits.append(Edit(at, at + 2, text[at + 1] + text[at]))
    return Change(tuple(edits))


CHANGES: dict[str, Callable[[JSON, str, int], Change]] = {
    "names": names, "dates": dates, "quotes": quotes, "paragraphs": paragraphs, "menus": menus, "typos": typos,
}  # fmt: skip


def repeated(record: JSON) -> list[Pair]:
    """Passages that stand more than once."""
    return [tuple(span) for one in record.get("repeats") or () for span in (one["first"], *one["again"])]  # type: ignore[misc]


def inside(at: int, spans: list[Pair]) -> bool:
    return any(begin <= at < end for begin, end in spans)


# ---------- measuring ----------


def gold_articles(data: Path) -> Iterator[tuple[JSON, str, list[tuple[str, str]]]]:
    """Record, text and aliases of each article."""
    modern = corpora.script(data / "data/modern/score_modern.py")
    own, more = (modern.aliases(path) for path in (articles.TOOLS / "aliases.tsv", data / "data/modern/aliases.tsv"))
    for name, aliases in (("seeds", own), ("modern", [*more, *own])):
        for document, record in corpora.gold(name, data):
            yield record, document.text, aliases


def counted(record: JSON, text: str, aliases: list[tuple[str, str]], folder: Path) -> Counter[Any]:
    """What the gold's scorer counts when the product reads the text as a file."""
    scorer = corpora.script(articles.TOOLS / "score.py", beside=True)
    path = folder / Path(record["doc"]).name
    path.write_bytes(text.encode("utf-8"))
    [document] = files.documents([path])
    found = records.to_record(readings.extraction(document))
    return scorer.score_document(record, found, scorer.Names([record], aliases))  # type: ignore[no-any-return]


def loss(columns: Any) -> Any:
    """F1 of the article as it is less F1 of the changed one."""
    was_gold, was_found, was_right, gold, found, right = columns
    return f1_of(np.stack([was_right, was_found, was_right, was_gold])) - f1_of(np.stack([right, found, right, gold]))


def mean_loss(columns: Any) -> Any:
    return np.mean([loss(columns[6 * at : 6 * at + 6]) for at in range(len(ASKED))], axis=0)


def measure(data: Path, only: tuple[str, ...] = tuple(CHANGES)) -> list[tuple[str, float, float | None, float | None]]:
    """Rows (name, points lost, low, high): of each change the mean of what is asked, then each measure."""
    rows: list[tuple[str, float, float | None, float | None]] = []
    gold = list(gold_articles(data))
    with tempfile.TemporaryDirectory() as folder:
        plain = [counted(record, text, aliases, Path(folder)) for record, text, aliases in gold]
        for name in only:
            changed = []
            for number, (record, text, aliases) in enumerate(gold):
                change = CHANGES[name](record, text, number)
                moved, new = carried(record, text, change)
                also = [(change.names.apply(a), change.names.apply(b)) for a, b in aliases] if change.names else aliases
                changed.append(counted(moved, new, also, Path(folder)))
            rows += losses(name, plain, changed)
    return rows


def losses(
    name: str, plain: list[Counter[Any]], changed: list[Counter[Any]]
) -> Iterator[tuple[str, float, float | None, float | None]]:
    def units(measure: str) -> list[list[int]]:
        both = zip(plain, changed, strict=True)
        return [[one[measure, part] for one in pair for part in ("gold", "found", "right")] for pair in both]

    joined = [list(chain(*parts)) for parts in zip(*(units(measure) for measure in ASKED), strict=True)]
    for label, rows, formula in [
        ("mean of actors, meetings, statements, dates", joined, mean_loss),
        *((label, units(measure), loss) for measure, label in MEASURES.items()),
    ]:
        value = float(formula(np.sum(np.asarray(rows, dtype=np.float64), axis=0)))
        yield f"{name}: {label} (less is better)", round(100 * value, 1), *interval(rows, formula)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(CHANGES))
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    only = tuple(args.only.split(","))
    if args.show:
        for number, (record, text, _) in enumerate(gold_articles(corpora.folder())):
            for name in only:
                print(f"===== {record['doc']} {name}\n{carried(record, text, CHANGES[name](record, text, number))[1]}")
        return
    for name, value, low, high in measure(corpora.folder(), only):
        print(f"{name:70} {value:5.1f}  [{low}, {high}]")


if __name__ == "__main__":
    main()
