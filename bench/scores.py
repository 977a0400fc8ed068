"""Measure everything and write docs/scores.md with its machine-readable twin docs/scores.json.

usage: python bench/scores.py [--only WORD,...] [--jobs N] [--stdout] [--list]

Every figure comes from the product as it stands: texts go through `diplograph.pipeline`, each once; the scorers are
those that came with each data set. Sections run one after the other; one that fails says so, and the others go on.
--only: sections whose key or title contains one of the words; the rest of the page stays as it was. Needs
DIPLOGRAPH_DATA.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import articles
import corpora
import dates
import joint
import meeting_sentences
import page
import readings
import relations
import speed
from corpora import ROOT
from figures import Figure

from diplograph.model import Document

MARKDOWN, TWIN = ROOT / "docs/scores.md", ROOT / "docs/scores.json"


class AbsentError(Exception):
    """A script that brings a section is not there (yet): the section is left out, which is no failure."""


def none(data: Path) -> Iterable[Document]:
    return ()


@dataclass(frozen=True, slots=True)
class Section:
    """What is measured together. documents: texts that it needs read by the whole product."""

    title: str
    measure: Callable[[Path], list[Figure]]
    documents: Callable[[Path], Iterable[Document]] = none


def beside(*modules: str, folder: str = "", scale: float | None = None) -> Callable[[Path], list[Figure]]:
    """The `measure(folder) -> [(name, figure, low, high)]` of another script, in a process of its own.

    modules: the first that has it counts. scale: of the figures; None: 100 where all are shares of 1.
    """

    def measure(data: Path) -> list[Figure]:
        paths = [ROOT / "bench" / f"{name}.py" for name in modules]
        there = [
            one for one in paths if one.is_file() and "\ndef measure(data: Path" in one.read_text(encoding="utf-8")
        ]
        if not there:
            raise AbsentError(f"no measure(data: Path) in {' or '.join(f'bench/{name}.py' for name in modules)}")
        module = there[0].stem
        call = (
            f"import json, sys; from pathlib import Path; import {module}; "
            f"rows = [tuple(one) for one in {module}.measure(Path(sys.argv[1]))]; print('\\n' + json.dumps(rows))"
        )
        done = subprocess.run(
            [sys.executable, "-c", call, str(data / folder)], cwd=ROOT / "bench", capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"bench/{module}.py: {(done.stderr.strip() or 'no output').splitlines()[-1]}")
        rows = json.loads(done.stdout.splitlines()[-1])
        by = scale or (100 if all(row[1] is None or 0 <= row[1] <= 1 for row in rows) else 1)
        return [foreign(name, *(None if one is None else by * one for one in rest[:3])) for name, *rest in rows]

    return measure


def foreign(name: str, value: float | None, low: float | None = None, high: float | None = None, *_: Any) -> Figure:
    """A row of another script: what stands in brackets goes beside the figure, as it may change from run to run.

    >>> found = foreign("world names, worst region (Africa), recall", 81.25, 74.0, 88.0)
    >>> found.name, found.value, found.detail
    ('world names, worst region, recall', 81.2, 'Africa')
    """
    detail = ""
    if "(" in name and ")" in name and "(less is better)" not in name:
        head, _, rest = name.partition("(")
        detail, _, tail = rest.partition(")")
        name = " ".join((head.rstrip() + tail).split())

    def rounded(number: float | None) -> float | None:
        return None if number is None else round(number, 1)

    unit = "words/s" if re.search(r"words(/s| a second)", name) else "%"
    return Figure(name, rounded(value), rounded(low), rounded(high), detail, unit)


def sections() -> dict[str, Section]:
    def of(name: str) -> Callable[[Path], Iterable[Document]]:
        return lambda data: [one for one, _ in joint.articles(name, data)]

    def whole(*names: str) -> Callable[[Path], Iterable[Document]]:
        return lambda data: [one for name in names for one in articles.documents(name, data)]

    found = {
        "names": Section("Names", beside("names", folder="data")),
        "syntax": Section("Arguments of verbs of communication, sentences", beside("syntax")),
        "seeds": Section("Seeds (five articles, tuned on)", articles.seeds, whole("seeds")),
        "modern": Section("Modern articles (sixteen, developed with)", articles.modern, whole("modern")),
        "mentions": Section("Mentions by kind, seeds and modern", articles.mentions, whole("seeds", "modern")),
        "facts": Section("Facts right in every field, seeds and modern", articles.facts, whole("seeds", "modern")),
        "real": Section("Articles of real news (six, data/meetings)", articles.real, articles.real_documents),
    }
    for name in ("voa", "own", "corpus"):
        label = joint.SETS[name][0]
        found[f"whole-{name}"] = Section(f"Whole articles, {label}", articles.corpus(name), of(name))
    for name, label in (("meetings", "data/meetings dev"), ("voa", "VOA dev"), ("own", "own dev")):
        found[f"sentences-{name}"] = Section(
            f"Meeting sentences, {label}",
            meeting_sentences.table(name),
            lambda data, name=name: [one for one, _ in meeting_sentences.sentences(name, data)],
        )
    for name, (label, _) in joint.SETS.items():
        found[f"joint-{name}"] = Section(f"Statements, {label}", joint.table(name), of(name))
    return found | {
        "dates": Section("Dates", dates.measure),
        "acts": Section("Acts and offices", relations.measure),
        "references": Section("Coreference", beside("mentions", "references")),
        "events": Section("Events of passages", beside("events")),
        "robustness": Section("Robustness: loss of F1", beside("robustness", scale=1)),
        "speed": Section("Speed", speed.measure),
    }


def chosen(wanted: str | None) -> dict[str, Section]:
    """Sections by --only; "meetings" also finds "Meeting sentences"."""
    known = sections()
    if not wanted:
        return known
    words = [word.strip().lower() for word in wanted.split(",") if word.strip()]
    found = {
        key: one
        for key, one in known.items()
        if any(word in key or word.rstrip("s") in one.title.lower() for word in words)
    }
    if not found:
        raise SystemExit(f"no section has {wanted!r} in its name; there are: {', '.join(known)}")
    return found


def commit() -> str:
    """The commit that is measured, with + where what is measured has uncommitted changes."""

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True).stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no", "--", "src", "shapes", "ontology")
    return (git("rev-parse", "--short=7", "HEAD") or "?") + ("+" if changed else "")


def committed() -> dict[str, Any]:
    """The sections of the twin in the last commit, {} when there is none."""
    shown = subprocess.run(["git", "show", "HEAD:docs/scores.json"], cwd=ROOT, capture_output=True, text=True)
    return dict(json.loads(shown.stdout)["sections"]) if shown.returncode == 0 else {}


def run(key: str, section: Section, data: Path, last: dict[str, Any]) -> dict[str, Any]:
    """The section measured, or why it could not be, with the rows of the last time."""
    try:
        rows = section.measure(data)
    except Exception as error:  # one section may not stop the others
        print(f"!! {key}: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
        if not isinstance(error, AbsentError):
            traceback.print_exc()
        failed = {"title": section.title, "failed": f"{type(error).__name__}: {error}"}
        return {**{k: v for k, v in last.items() if k in ("measured_on", "rows")}, **failed}
    return page.section(section.title, commit(), rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="WORD,...")
    parser.add_argument("--jobs", type=int, default=1, help="processes that read texts")
    parser.add_argument("--stdout", action="store_true", help="print the page, write nothing")
    parser.add_argument("--list", action="store_true", help="the sections")
    args = parser.parse_args()
    picked = chosen(args.only)
    if args.list:
        print("\n".join(f"{key:20} {one.title}" for key, one in picked.items()))
        return 0
    data = corpora.folder()
    began = time.monotonic()
    if args.jobs > 1:
        readings.prepare([one for section in picked.values() for one in section.documents(data)], args.jobs)
    last = dict(json.loads(TWIN.read_text(encoding="utf-8"))["sections"]) if TWIN.is_file() else {}
    done = {}
    for key, section in picked.items():
        start = time.monotonic()
        done[key] = run(key, section, data, last.get(key, {}))
        print(f"{key:20} {time.monotonic() - start:6.1f} s", file=sys.stderr, flush=True)
    measured = {key: done.get(key) or last[key] for key in sections() if key in done or key in last}
    text = page.render(measured, committed(), page.targets(ROOT / "bench/targets.toml"))
    if args.stdout:
        print(text)
    else:
        MARKDOWN.write_text(text, encoding="utf-8")
        TWIN.write_text(json.dumps({"sections": measured}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"all {time.monotonic() - began:.0f} s", file=sys.stderr)
    return int(any("failed" in one and not one["failed"].startswith("AbsentError") for one in done.values()))


if __name__ == "__main__":
    sys.exit(main())
