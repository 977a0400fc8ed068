"""Whether a record of a meeting is right in all fields, by the annotation of corpora and of the modern articles."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from types import ModuleType
from typing import Any

from diplograph import intervals, records
from diplograph.ingest import files
from diplograph.model import Cast, Document, Extraction, Meeting, Span, Timex

FIELDS = ("who", "status", "date", "place")
_GOLD = Path(__file__).resolve().parents[2] / "tests/gold"
_EMPTY = frozenset({"the", "of", "in", "at", "on"})


def events(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The annotated mentions of one event as one record; without what is only wished for."""
    found: dict[str, dict[str, Any]] = {}
    for number, one in enumerate(row["meetings"]):
        if one.get("proposed"):
            continue
        spans = one.get("trigger_spans") or [one["trigger"]]
        words = one["participants"]
        if words and isinstance(words[0], dict):
            named = [(party["name"], party["span"]) for party in words]
        else:  # some have no words of their own in the sentence: then only names are compared
            named = list(zip(one["names"], words if len(words) == len(one["names"]) else repeat(None), strict=False))
        event = found.setdefault(
            one.get("event") or f"#{number}",
            {
                "tellings": [],
                "parties": {},
                "status": set(),
                "dates": [],
                "date words": [],
                "places": [],
                "dates asked": False,
            },
        )
        event["tellings"].append(([tuple(span) for span in spans], [name for name, _ in named]))
        for name, span in named:
            event["parties"].setdefault(name, []).append(tuple(span) if span else None)
        event["status"] |= {one["status"], *one.get("status_ok", ())}
        for field, name in (("date", "dates"), ("date_text", "date words"), ("place", "places")):
            if one.get(field):
                event[name].append(one[field])
        event["dates asked"] |= bool(one.get("date") or (one.get("date_text") and "date" not in one))
    return list(found.values())


def judged(meeting: Meeting, cast: Cast, row: dict[str, Any], gold: list[dict[str, Any]]) -> dict[str, bool] | None:
    """Which fields are right, by the annotated event that fits best; None when none is annotated at the trigger."""
    best: dict[str, bool] | None = None
    for event in gold:
        found = {
            "who": company(meeting, cast, event),
            "status": meeting.status.value in event["status"],
            "date": day(meeting.when, event, row["text"]),
            "place": place(meeting.place, event["places"]),
        }
        if at(meeting, event) and (best is None or sum(found.values()) > sum(best.values())):
            best = found
    return best


def at(meeting: Meeting, event: dict[str, Any]) -> bool:
    if meeting.trigger is None:
        return False
    begin, end = meeting.trigger.begin, meeting.trigger.end
    return any(one[0] < end and begin < one[1] for spans, _ in event["tellings"] for one in spans)


def company(meeting: Meeting, cast: Cast, event: dict[str, Any]) -> bool:
    """Each passage names its parties in its own way ("Iran", "Araghchi"): all of ours must be named somewhere, and no
    passage may name more, the one of the trigger nobody else.
    """
    actors = {actor.id: actor for actor in cast.actors}
    assert meeting.trigger is not None
    begin, end = meeting.trigger.begin, meeting.trigger.end
    here = [names for spans, names in event["tellings"] if any(one[0] < end and begin < one[1] for one in spans)]
    matched: set[str] = set()
    for one in meeting.participants:
        actor = actors[one]
        fitting = [name for name, spans in event["parties"].items() if same(actor.name, actor.mentions, name, spans)]
        if not fitting:
            return False
        matched.update(fitting)
    most = max(len(set(names)) for _, names in event["tellings"])
    return len(meeting.participants) >= most and any(set(names) <= matched for names in here)


def same(name: str, mentions: Any, other: str, spans: list[tuple[int, int] | None]) -> bool:
    if name.casefold() == (other or "").casefold():
        return True
    said: list[Span] = [one.span for one in mentions]
    return any(span is not None and any(one.begin < span[1] and span[0] < one.end for one in said) for span in spans)


def day(when: Timex | None, event: dict[str, Any], text: str) -> bool:
    """Days that overlap; where the annotation has words only, a word in common. No date where none is told, or where
    it is left open which day the words mean.
    """
    if when is None:
        return not event["dates asked"]
    if event["dates"] and when.value is not None:
        return dates_agree(when, event["dates"])
    said = words(text[when.span.begin : when.span.end])
    return any(said & words(one) for one in event["date words"])


def dates_agree(when: Timex | None, dates: list[Any]) -> bool:
    """Whether a date overlaps an annotated one, or one of the two is not known."""
    if when is None or when.value is None or not dates:
        return True
    for one in dates:
        wanted = intervals.parse(one)
        if wanted is None or (wanted.first <= when.value.last and when.value.first <= wanted.last):
            return True
    return False


def place(found: str | None, wanted: list[str]) -> bool:
    if not found:
        return not wanted
    return any(words(found) & words(one) for one in wanted)


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold())) - _EMPTY


# ---------- the modern articles ----------


class Judge:
    """Says which records of one modern article are right. wanted: events that must be found."""

    def __init__(self, article: Any, scorer: ModuleType, comparing: ModuleType, names: Any) -> None:
        self._article, self._scorer, self._comparing, self._names = article, scorer, comparing, names
        self.wanted = sum(scorer.core(one) for one in article["meetings"])

    def __call__(self, extraction: Extraction) -> list[bool | None]:
        """True or False for each record, None for one that may be told or not."""
        gold = self._scorer.Record(self._article, self._names)
        found = self._scorer.Record(records.to_record(extraction), self._names, self._article.get("repeats") or ())
        verdicts: list[bool | None] = [False] * len(found.meetings)
        for i, j in self._scorer.score_meetings(gold, found, self._scorer.Counter()).items():
            one, two = gold.meetings[i], found.meetings[j]
            agrees = self._scorer.meeting_agreement(one, two)
            fields = all(agrees[name] for name in ("participants", "status", "date"))
            right = fields and self._comparing.same_place(one.get("place"), two.get("place"))
            verdicts[j] = right if self._scorer.core(one) else None
        return verdicts


def modern(data: Path) -> Iterator[tuple[Document, Judge]]:
    """The modern articles, each with its judge."""
    scorer, comparing = _tool(_GOLD / "score.py"), _tool(_GOLD / "comparing.py")
    own = _tool(data / "data/modern/score_modern.py")
    articles = {one["doc"]: one for one in comparing.articles(data / "data/modern/gold")}
    names = scorer.Names(
        list(articles.values()), own.aliases(data / "data/modern/aliases.tsv") + own.aliases(_GOLD / "aliases.tsv")
    )
    for document in files.documents([data / "data/modern/texts"]):
        yield document, Judge(articles[Path(document.identifier).name], scorer, comparing, names)


def _tool(path: Path) -> ModuleType:
    """A program of the gold as a module; it imports from its own folder."""
    spec = importlib.util.spec_from_file_location(f"gold_{path.stem}", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(path.parent))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(path.parent))
    return module
