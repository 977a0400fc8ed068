"""Compare the second annotation (corpus/second) with the first (corpus/articles) of the same articles.

usage: python corpus/agreement.py [--first DIR] [--second DIR] [--list]

The first annotation stands as the gold. F1 takes no side: it is the same when they change places.
statements: paired one to one inside an article, greatest share of common words in the content first, from one half of
the words on (Jaccard, punctuation ignored). content: paired. joint: paired, and the sources overlap or both have none,
as scorers of PolNeAR reckon it. cue: joint, and the cues overlap too. exact: cue, and source, cue and content are the
same words. speech: the same among the statements of type speech on either side.
meetings: trigger: the triggers overlap. words: trigger, and the words of every participant overlap those of one on the
other side. names: trigger, and the same set of canonical names. state: the share of the paired with the same status;
kind: with the same kind, or one that the other side allows.
dates: span: the expressions overlap; value: span, and the same value; exact: value, and the same words.
--list prints what only one side has, and pairs that differ.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WORD = re.compile(r"\w+(?:['\u2019]\w+)*")
Record = dict[str, Any]
Spans = list[list[int]]
Pairs = list[tuple[int, int]]


def read(path: Path) -> Record:
    """The record of an annotated article, offsets found by annotate.py."""
    spec = importlib.util.spec_from_file_location("annotate", HERE / "annotate.py")
    if spec is None or spec.loader is None:
        raise SystemExit("annotate.py is not beside this program")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    record, _, errors = tool.convert(json.loads(path.read_text(encoding="utf-8")))
    if errors:
        raise SystemExit("\n".join(errors))
    return dict(record)


def overlap(one: Spans, other: Spans) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def words(text: str, spans: Spans) -> frozenset[int]:
    """Beginnings of the words that the spans touch."""
    return frozenset(m.start() for m in WORD.finditer(text) if overlap([[*m.span()]], spans))


def pair(candidates: Iterable[tuple[Any, int, int]]) -> Pairs:
    """One to one, least key first."""
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, i, j in sorted(candidates):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def same_source(one: Record, other: Record) -> bool:
    return overlap(one["source"], other["source"]) if one["source"] else not other["source"]


def statements(text: str, first: list[Record], second: list[Record]) -> Pairs:
    contents = [[words(text, one["content"]) for one in side] for side in (first, second)]
    candidates = []
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            common, joined = contents[0][i] & contents[1][j], contents[0][i] | contents[1][j]
            if joined and len(common) / len(joined) >= 0.5:
                apart = (not overlap(one["source"], other["source"]), not overlap(one["cue"], other["cue"]))
                candidates.append(((-len(common) / len(joined), *apart), i, j))
    return pair(candidates)


def meetings(first: list[Record], second: list[Record]) -> Pairs:
    """By triggers; where one trigger tells of several meetings, the most common names first."""
    return pair(
        (-len(set(one["names"]) & set(other["names"])), i, j)
        for i, one in enumerate(first)
        for j, other in enumerate(second)
        if overlap([one["trigger"]], [other["trigger"]])
    )


def dates(first: list[Record], second: list[Record]) -> Pairs:
    return pair(
        (one["value"] != other["value"], i, j)
        for i, one in enumerate(first)
        for j, other in enumerate(second)
        if overlap([one["span"]], [other["span"]])
    )


def same_words(one: Record, other: Record) -> bool:
    return all(
        all(overlap([words_], theirs) for words_ in ours)
        for ours, theirs in (
            (one["participants"], other["participants"]),
            (other["participants"], one["participants"]),
        )
    )


def kinds(meeting: Record) -> set[str]:
    return {meeting["kind"], *meeting["kind_ok"]}


def shown(kind: str, text: str, one: Record) -> str:
    if kind == "statement":
        return f"{one['type']:8} {one['source_text']} | {one['cue_text']} | {one['content_text']}"
    if kind == "meeting":
        a, b = one["trigger"]
        around = f"{text[max(0, a - 40) : a]}[{text[a:b]}]{text[b : b + 30]}".replace("\n", " ")
        return f"{around} {one['kind']} {one['status']} {one['names']}"
    return f"{one['text']} = {one['value']}"


class Count:
    """Numbers of one group: how many on either side, how many agree by each measure."""

    def __init__(self) -> None:
        self.n: Counter[str] = Counter()

    def add(self, what: str, first: int, second: int, **agreed: int) -> None:
        self.n[what + " first"] += first
        self.n[what + " second"] += second
        for measure, count in agreed.items():
            self.n[f"{what} {measure}"] += count

    def f1(self, what: str, measure: str) -> str:
        whole = self.n[what + " first"] + self.n[what + " second"]
        return f"{200 * self.n[f'{what} {measure}'] / whole:.1f}" if whole else "-"

    def share(self, what: str, measure: str, of: str) -> str:
        return f"{100 * self.n[f'{what} {measure}'] / self.n[f'{what} {of}']:.1f}" if self.n[f"{what} {of}"] else "-"


def speaking(side: list[Record]) -> list[Record]:
    return [one for one in side if one["type"] == "speech"]


def compare(first: Record, second: Record, count: Count) -> Iterator[str]:
    text = first["text"]
    if text != second["text"]:
        raise SystemExit(f"{first['doc']}: the texts differ")
    for what, choose in (("all", list), ("speech", speaking)):
        ours, theirs = choose(first["attributions"]), choose(second["attributions"])
        paired = statements(text, ours, theirs)
        joint = [(i, j) for i, j in paired if same_source(ours[i], theirs[j])]
        cue = [(i, j) for i, j in joint if overlap(ours[i]["cue"], theirs[j]["cue"])]
        exact = [
            (i, j)
            for i, j in cue
            if all(words(text, ours[i][k]) == words(text, theirs[j][k]) for k in ("source", "cue", "content"))
        ]
        count.add(
            what,
            len(ours),
            len(theirs),
            content=len(paired),
            joint=len(joint),
            cue=len(cue),
            exact=len(exact),
            form=sum(ours[i]["form"] == theirs[j]["form"] for i, j in paired),
            type=sum(ours[i]["type"] == theirs[j]["type"] for i, j in paired),
        )
        if what == "all":
            yield from differences(first, second, "attributions", "statement", paired, cue)
    ours, theirs = first["meetings"], second["meetings"]
    paired = meetings(ours, theirs)
    count.add(
        "meetings",
        len(ours),
        len(theirs),
        trigger=len(paired),
        names=sum(set(ours[i]["names"]) == set(theirs[j]["names"]) for i, j in paired),
        words=sum(same_words(ours[i], theirs[j]) for i, j in paired),
        state=sum(ours[i]["status"] == theirs[j]["status"] for i, j in paired),
        kind=sum(ours[i]["kind"] in kinds(theirs[j]) or theirs[j]["kind"] in kinds(ours[i]) for i, j in paired),
    )
    same = [(i, j) for i, j in paired if ours[i]["status"] == theirs[j]["status"] and same_words(ours[i], theirs[j])]
    yield from differences(first, second, "meetings", "meeting", paired, same)
    ours, theirs = first["dates"], second["dates"]
    paired = dates(ours, theirs)
    valued = [(i, j) for i, j in paired if ours[i]["value"] == theirs[j]["value"]]
    exact = [(i, j) for i, j in valued if ours[i]["span"] == theirs[j]["span"]]
    count.add("dates", len(ours), len(theirs), span=len(paired), value=len(valued), exact=len(exact))
    yield from differences(first, second, "dates", "date", paired, valued)


def differences(first: Record, second: Record, key: str, kind: str, paired: Pairs, same: Pairs) -> Iterator[str]:
    text, doc = first["text"], first["doc"]
    for name, side, has in (
        ("first ", first[key], {i for i, _ in paired}),
        ("second", second[key], {j for _, j in paired}),
    ):
        for k, one in enumerate(side):
            if k not in has:
                yield f"{doc} {kind:9} only {name} {shown(kind, text, one)}"
    for i, j in paired:
        if (i, j) not in same:
            yield f"{doc} {kind:9} differ      {shown(kind, text, first[key][i])}"
            yield f"{'':31}{shown(kind, text, second[key][j])}"


def table(counts: dict[str, Count]) -> Iterator[str]:
    yield "| statements | first | second | content | joint | + cue | exact | speech: first | second | joint | + cue |"
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for group, count in counts.items():
        n = count.n
        cells = [n["all first"], n["all second"], *(count.f1("all", m) for m in ("content", "joint", "cue", "exact"))]
        cells += [n["speech first"], n["speech second"], *(count.f1("speech", m) for m in ("joint", "cue"))]
        yield f"| {group} | " + " | ".join(map(str, cells)) + " |"
    yield ""
    measures = "trigger | + words | + names | state | kind | dates: first | second | span | + value | exact"
    yield f"| meetings, dates | first | second | {measures} |"
    yield "|---|---|---|---|---|---|---|---|---|---|---|---|---|"
    for group, count in counts.items():
        n = count.n
        cells = [n["meetings first"], n["meetings second"]]
        cells += [count.f1("meetings", m) for m in ("trigger", "words", "names")]
        cells += [count.share("meetings", m, "trigger") for m in ("state", "kind")]
        cells += [n["dates first"], n["dates second"], *(count.f1("dates", m) for m in ("span", "value", "exact"))]
        yield f"| {group} | " + " | ".join(map(str, cells)) + " |"
    whole = counts["all"]
    yield ""
    yield (
        f"Of the paired statements {whole.share('all', 'type', 'content')} % have the same type, "
        f"{whole.share('all', 'form', 'content')} % the same form."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=Path, default=HERE / "articles")
    parser.add_argument("--second", type=Path, default=HERE / "second")
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()
    counts: dict[str, Count] = defaultdict(Count)
    whole = Count()
    for path in sorted(args.second.glob("*.json")):
        first, second = read(args.first / path.name), read(path)
        lines = list(compare(first, second, counts[path.stem.partition("-")[0]]))
        list(compare(first, second, whole))
        if args.list:
            print("\n".join(lines))
    counts["all"] = whole
    print("\n".join(table(counts)))


if __name__ == "__main__":
    main()
