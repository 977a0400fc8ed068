"""Draw docs/reliability.svg (how often a confidence comes true) and docs/learning-curve.svg.

usage: DIPLOGRAPH_DATA=... python bench/plots.py [reliability] [learning]

Without a name: both. Reliability: statements and meetings of the articles that `bench/confidence.py` reckons with, in
cross-validation by article; the bars are Wilson's 95 % intervals (Wilson 1927). Learning curve: the figures of
`training/learning-curve.tsv`. Needs matplotlib (`group "plots" of pyproject.toml`).
"""

from __future__ import annotations

import csv
import json
import math
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import redirect_stdout
from pathlib import Path

from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure

ROOT = Path(__file__).resolve().parents[1]
DOCS, TRAINING = ROOT / "docs", ROOT / "training"
SETS = {
    "voa": "Voice of America",
    "wikinews": "Wikinews",
    "own": "own",
    "corpus": "corpus/",
    "polnear": "PolNeAR (never taught)",
}
_Z = 1.96
_LEAST = 8  # records: fewer say nothing of a share


def wilson(right: int, of: int) -> tuple[float, float]:
    """Wilson's interval of a share, 95 %."""
    share, square = right / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return middle - half, middle + half


def draw(axes: Axes, title: str, told: Iterable[float], right: Iterable[bool]) -> None:
    """One panel: the share that is right of the records of each confidence, in steps of .1."""
    count: Counter[int] = Counter()
    hit: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for confidence, good in zip(told, right, strict=True):
        step = min(int(confidence * 10 + 1e-9), 9)
        count[step] += 1
        hit[step] += bool(good)
        total[step] += round(confidence * 100)
    steps = [step for step in sorted(count) if count[step] >= _LEAST]
    means = [total[step] / count[step] / 100 for step in steps]
    shares = [hit[step] / count[step] for step in steps]
    ends = [wilson(hit[step], count[step]) for step in steps]
    bars = [
        [share - low for share, (low, _) in zip(shares, ends, strict=True)],
        [high - share for share, (_, high) in zip(shares, ends, strict=True)],
    ]
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1, linestyle="--")
    axes.errorbar(means, shares, yerr=bars, fmt="o-", color="#1f5f8b", capsize=3)
    for mean, share, step in zip(means, shares, steps, strict=True):
        axes.annotate(f"{count[step]}", (mean, share), textcoords="offset points", xytext=(6, -12), fontsize=8)
    axes.set(title=title, xlabel="confidence told", ylabel="share right", xlim=(0, 1), ylim=(0, 1), aspect="equal")


def reliability() -> None:
    """Reads the articles with the models: some minutes."""
    figure, axes = pyplot.subplots(1, 2, figsize=(9, 4.6))
    titles = {"statements": "Statements: words and speakers", "meetings": "Meetings: parties, status, date, place"}
    for panel, (kind, title) in zip(axes, titles.items(), strict=True):
        # a process for each: bench/ and training/ both have a module "corpora"
        done = subprocess.run([sys.executable, __file__, f"--{kind}"], check=True, stdout=subprocess.PIPE)
        draw(panel, title, *json.loads(done.stdout))
    save(figure, "reliability.svg")


def print_records(kind: str) -> None:
    """Writes what is told of each record, and whether it is right, as two lists in JSON."""
    sys.path[:0] = [str(TRAINING / "meetings"), str(TRAINING)]
    with redirect_stdout(sys.stderr):
        if kind == "statements":
            import statement_confidence as judge

            read = judge.collect(judge.development()).told
            guessed = judge.crossed(read)
        else:
            import fields

            read = fields.collect(encoder=True).records + fields.collect(encoder=False).records
            guessed = fields.crossed(read)
    shown = [(float(guess), bool(one.right)) for one, guess in zip(read, guessed, strict=True) if one.encoder]
    print(json.dumps(list(zip(*shown, strict=True))))


def learning() -> None:
    figure, axes = pyplot.subplots(figsize=(9, 4.6))
    lines = (TRAINING / "learning-curve.tsv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader([line for line in lines if not line.startswith("#")], delimiter="\t"))
    for name, label in SETS.items():
        known = [(int(row["articles"]), float(row[name])) for row in rows if row[name]]
        axes.plot(*zip(*known, strict=True), marker="o", label=label)
    axes.set(
        xlabel="annotated articles that taught",
        ylabel="JOINT F1, per cent",
        title="Statements: what more articles bring",
    )
    axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    axes.grid(alpha=0.3)
    save(figure, "learning-curve.svg")


def save(figure: Figure, name: str) -> None:
    figure.tight_layout()
    figure.savefig(DOCS / name, metadata={"Date": None, "Creator": None})
    print(f"docs/{name}")


if __name__ == "__main__":
    pyplot.switch_backend("svg")
    pyplot.rcParams.update({"svg.hashsalt": "diplograph", "svg.fonttype": "none", "font.family": "sans-serif"})
    for wanted in {"--statements", "--meetings"} & set(sys.argv):
        print_records(wanted[2:])
        sys.exit()
    for made in (reliability, learning):
        if made.__name__ in sys.argv[1:] or len(sys.argv) == 1:
            made()
