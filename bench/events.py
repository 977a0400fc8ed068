"""Measure how passages of whole articles become meetings, on the development parts of the own articles and `corpus/`.

usage: python bench/events.py [own corpus] [--part train] [--rules] [--list]

told: annotated mentions whose trigger is found. pairs: two mentions of one event; of the found pairs only those count
whose two mentions are annotated. B-cubed: over the mentions that are both annotated and found. events: annotated events
of two or more parties against what was found; found when a trigger agrees, right when participants, status and date
agree too (as training/meetings/truth.py reckons it). --rules: without the encoder. --list: every article, to read.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import figures

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))  # its corpora.py, not that of bench
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training" / "meetings"))  # its data.py
import corpora
import data as sources
import truth

from diplograph.model import Cast, Meeting, MeetingMention
from diplograph.resolve import within_meetings


def articles(name: str, part: str) -> list[dict[str, Any]]:
    if name == "corpus":
        return corpora.corpus(part)
    with gzip.open(sources.folder() / f"data/own/own-{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def mentions_of(row: dict[str, Any]) -> list[tuple[str, list[tuple[int, int]]]]:
    """Event and trigger spans of each annotated mention."""
    found = []
    for number, one in enumerate(row["meetings"]):
        if not one.get("proposed"):
            spans = one.get("trigger_spans") or [one["trigger"]]
            found.append((one.get("event") or f"#{number}", [(span[0], span[1]) for span in spans]))
    return found


def matched(
    gold: list[tuple[str, list[tuple[int, int]]]], groups: Sequence[Sequence[MeetingMention]]
) -> dict[int, int]:
    """Annotated mention -> group; each passage stands for one mention."""
    taken: set[tuple[int, int]] = set()
    out: dict[int, int] = {}
    for at, (_, spans) in enumerate(gold):
        for group, passages in enumerate(groups):
            for number, one in enumerate(passages):
                if at in out or (group, number) in taken:
                    continue
                if any(begin < one.trigger.end and one.trigger.begin < end for begin, end in spans):
                    out[at] = group
                    taken.add((group, number))
    return out


class Counts(dict[str, float]):
    def __missing__(self, key: str) -> float:
        return 0.0

    def add(self, name: str, value: float = 1) -> None:
        self[name] += value


def right(meeting: Meeting, cast: Cast, gold: list[dict[str, Any]]) -> bool:
    """Whether an annotated event is this one in participants, status and date, as far as both have one."""
    return any(
        truth.at(meeting, event)
        and meeting.status.value in event["status"]
        and truth.dates_agree(meeting.when, event["dates"])
        and truth.company(meeting, cast, event)
        for event in gold
    )


def counted(rows: list[dict[str, Any]], *, encoder: bool = True, listed: bool = False) -> list[Counts]:
    """What was told and joined in each article."""
    every_article: list[Counts] = []
    for row in rows:
        counts = Counts()
        every_article.append(counts)
        one = sources.document(row["doc"], row["text"], row.get("published"))
        cast, passages = sources.told(one, encoder=encoder)
        found = within_meetings.grouped(one, cast, passages)
        groups = [group for group, _, _ in found]
        gold = mentions_of(row)
        at = matched(gold, groups)
        counts.add("annotated", len(gold))
        counts.add("passages", sum(map(len, groups)))
        counts.add("told", len(at))
        for a, b in combinations(range(len(gold)), 2):
            same, joined = gold[a][0] == gold[b][0], a in at and b in at and at[a] == at[b]
            counts.add("pairs", same)
            counts.add("joined", joined)
            counts.add("rightly", same and joined)
        for a in at:
            here = {b for b in at if at[b] == at[a]}
            truly = {b for b in at if gold[b][0] == gold[a][0]}
            counts.add("b3 precision", len(here & truly) / len(here))
            counts.add("b3 recall", len(here & truly) / len(truly))
        events = [event for event in truth.events(row) if len(event["parties"]) >= 2]
        every = truth.events(row)
        counts.add("events", len(events))
        for _, meeting, _ in found:
            assert meeting.trigger is not None
            begin, end = meeting.trigger.begin, meeting.trigger.end
            hit = [e for e in every if any(s[0] < end and begin < s[1] for spans, _ in e["tellings"] for s in spans)]
            if hit and all(len(event["parties"]) < 2 for event in hit):
                continue  # as annotated, one party: neither asked for nor wrong
            counts.add("found")
            counts.add("known", bool(hit))
            good = right(meeting, cast, every)
            counts.add("right", good)
            counts.add("sure", meeting.confidence > 0.5)
            counts.add("sure right", good and meeting.confidence > 0.5)
            if listed:
                names = {actor.id: actor.name for actor in cast.actors}
                who = [names[party] for party in meeting.participants]
                words = one.text[meeting.evidence[0].begin : meeting.evidence[0].end].replace("\n", " ")[:130]
                mark = "+" if good else "~" if hit else "-"
                print(mark, row["doc"], meeting.confidence, meeting.kind.value, meeting.status.value, who, "|", words)
        if listed:
            for number, (event, spans) in enumerate(gold):
                here = row["text"][max(0, spans[0][0] - 60) : spans[0][1] + 40].replace("\n", " ")
                print("   gold", row["doc"], event, "->", at.get(number), "|", here)
    return every_article


def together(every_article: Iterable[Counts]) -> Counts:
    total = Counts()
    for counts in every_article:
        for key, value in counts.items():
            total.add(key, value)
    return total


FIGURES = {  # name: right, found, asked for
    "passages told": ("told", "passages", "annotated"),
    "pairs of passages of one event": ("rightly", "joined", "pairs"),
    "events found": ("known", "found", "events"),
    "events right": ("right", "found", "events"),
}


def measure(data: Path) -> list[tuple[str, float | None, float | None, float | None]]:
    """The rows of docs/scores.md: F1 with its interval."""
    os.environ["DIPLOGRAPH_DATA"] = str(data)
    rows = []
    for name in ("own", "corpus"):
        found = counted(articles(name, "dev"))
        for label, (right, made, wanted) in FIGURES.items():
            figure = figures.f1(f"{name} dev, {label}", [(one[wanted], one[made], one[right]) for one in found])
            rows.append((figure.name, figure.value, figure.low, figure.high))
    return rows


def show(name: str, c: Counts) -> None:
    def line(what: str, right: float, found: float, wanted: float) -> None:
        p, r = right / found if found else 0.0, right / wanted if wanted else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        print(f"  {what:22} P {p:.3f}  R {r:.3f}  F1 {f:.3f}   ({right:.0f} of {found:.0f} / {wanted:.0f})")

    print(f"== {name}")
    line("told", c["told"], c["passages"], c["annotated"])
    line("pairs", c["rightly"], c["joined"], c["pairs"])
    told = c["told"] or 1
    p, r = c["b3 precision"] / told, c["b3 recall"] / told
    print(f"  {'B-cubed':22} P {p:.3f}  R {r:.3f}  F1 {2 * p * r / (p + r) if p + r else 0:.3f}")
    line("events found", c["known"], c["found"], c["events"])
    line("events right", c["right"], c["found"], c["events"])
    line("right, over .5 sure", c["sure right"], c["sure"], c["events"])


def main() -> None:
    part = "train" if "train" in sys.argv else "dev"
    names = [one for one in sys.argv[1:] if one in ("own", "corpus")] or ["own", "corpus"]
    every: list[Counts] = []
    for name in names:
        found = counted(articles(name, part), encoder="--rules" not in sys.argv, listed="--list" in sys.argv)
        show(f"{name} {part}", together(found))
        every += found
    if len(names) > 1:
        show("together", together(every))


if __name__ == "__main__":
    main()
