"""What each constant by which statements are weighed does: every one is moved alone, the others stay.

    python bench/sweep.py [voa wikinews own corpus] [--only OPEN NESTED …]

JOINT F1 of the product (all, precision) on the sets. Constants: `diplograph.extract.statements_weighing`; how reliable
the confidences are shows `bench/confidence.py --statements`. Needs DIPLOGRAPH_DATA.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import corpora
import joint
import readings

from diplograph.extract import actors, coreference_speakers, dates, statements, transcripts, unnamed
from diplograph.extract import statements_weighing as weighing
from diplograph.lexicon import load
from diplograph.model import Statement

GRID = {
    "OPEN": (0.3, 0.7, 0.9, 2.0),
    "NESTED": (0.85, 0.9, 0.95, 0.98, 2.0),
    "NESTED_NOUN": (0.7, 0.8, 0.9, 2.0),
    "LEAST": (0.2, 0.4, 0.5, 0.7),
    "SURER": (0.0, 0.05, 0.1, 0.2, 2.0),
    "CONFIRMED": (0.88, 0.9, 0.92, 0.94),
    "AGREE": (0.5, 0.6, 0.7, 0.8),
    "MEDIA_SHARE": (0.4, 0.6, 0.8),
    "SAME_SHARE": (0.6, 0.8, 0.9),
}
Case = tuple[dict[str, Any], Any]


def cases(names: list[str], data: Path) -> dict[str, list[Case]]:
    """Of each set the annotation of an article and what finds its statements."""
    known = load()
    found: dict[str, list[Case]] = {}
    for name in names:
        for document, record in joint.articles(name, data):
            doc, proposed = readings.doc(document), readings.proposals(document)
            when = dates.find(doc, document, known)
            who = transcripts.with_labels(doc, document, actors.find(doc, document, known))
            who = unnamed.with_sources(doc, document, known, who, proposed)
            who = coreference_speakers.with_speakers(doc, document, known, who, proposed)
            given = (doc, document, known, who, when, proposed)
            found.setdefault(name, []).append((record, given))
    return found


def rows(said: tuple[Statement, ...]) -> list[dict[str, Any]]:
    return [
        {
            "speaker": [[one.speaker_span.begin, one.speaker_span.end]] if one.speaker_span else [],
            "cue": [[one.cue.begin, one.cue.end]] if one.cue else [],
            "content": [[span.begin, span.end] for span in one.content],
        }
        for one in said
    ]


def moved(name: str, value: float) -> dict[Any, float]:
    """Set a constant wherever it was imported; returns what stood there."""
    before = {}
    for module in [one for key, one in sys.modules.items() if key.startswith("diplograph.extract")]:
        if name in vars(module):
            before[module] = getattr(module, name)
            setattr(module, name, value)
    return before


def figures(sets: dict[str, list[Case]], scorer: Any) -> str:
    cells = []
    for name, articles in sets.items():
        counted: Counter[Any] = Counter()
        for record, given in articles:
            counted += scorer.score_doc(record, rows(statements.find(*given)))[0]
        got = [counted["all", key] for key in ("joint_p", "pred", "joint_g", "gold")]
        cells.append(f"{name} {100 * scorer.prf(*got)[2]:5.1f} (P {100 * got[0] / max(1, got[1]):5.1f})")
    return "  ".join(cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=["voa", "wikinews", "own", "corpus"])
    parser.add_argument("--only", nargs="*", default=list(GRID))
    options = parser.parse_args()
    data = corpora.folder()
    scorer = corpora.script(data / "data/attribution/score.py")
    sets = cases(options.sets, data)
    print(f"{'as they are':20}", figures(sets, scorer))
    for name in options.only:
        for value in GRID[name]:
            if value == getattr(weighing, name):
                continue
            before = moved(name, value)
            try:
                print(f"{name:13}{value:<7}", figures(sets, scorer), flush=True)
            finally:
                for module, old in before.items():
                    setattr(module, name, old)


if __name__ == "__main__":
    main()
