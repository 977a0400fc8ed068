"""`diplograph evaluate`: precision, recall and F1 against a gold standard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diplograph.cli.common import (
    Problems,
    extractions,
    is_record_file,
    progress,
    raw_records,
    reading_options,
    say,
    write,
)

if TYPE_CHECKING:
    from diplograph.evaluate.scores import Scores


@click.command(epilog="Exit status: 0 done, 1 below a threshold that was asked for, 2 could not run.")
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--aliases", type=click.Path(path_type=Path), help="Names that also count: canonical name, tab, alias.")
@click.option(
    "--at-least", multiple=True, metavar="ROW=F1", help="Fail below it: statements_strict=0.8; may be repeated."
)
@click.option("--each", is_flag=True, help="Also show every document.")
@click.option("--json", "as_json_", is_flag=True, help="All figures as JSON.")
@click.option(
    "--errors", type=click.Choice(["html"]), help="Instead of the figures a page of every miss and false alarm."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; standard output when not given.")
@reading_options
def evaluate(
    gold: Path,
    paths: tuple[str, ...],
    aliases: Path | None,
    at_least: tuple[str, ...],
    each: bool,
    as_json_: bool,
    errors: str | None,
    output: Path | None,
    model: str,
    min_confidence: float,
    jobs: int,
) -> None:
    """Measure how well articles are read.

    GOLD is a folder of gold records (JSON), or one file of them (JSON Lines). PATH is a text, a folder of texts, or a
    file of extraction records. What the gold marks optional counts neither as missed nor as wrong.

    \b
      diplograph evaluate tests/gold/seeds seeds/
      diplograph evaluate gold.jsonl records.jsonl --json
      diplograph evaluate tests/gold/seeds seeds/ --at-least statements_strict=0.8
      diplograph evaluate tests/gold/seeds seeds/ --errors html -o errors.html
    """
    from diplograph.evaluate.scores import ROWS, as_json, read_aliases, read_gold, score

    least = thresholds(at_least, tuple(ROWS))
    wanted = read_gold(gold)
    names = read_aliases(aliases) if aliases else []
    found = list(progress(_records(paths, model, min_confidence, jobs), "Reading articles"))
    scores = score(wanted, found, names)
    for name in scores.missing:
        say(f"warning: {name}: no record of it, counted as one in which nothing was found")
    for name in scores.unknown:
        say(f"warning: {name}: not in the gold, left out")
    if errors:
        from diplograph.evaluate.errors import errors as listed
        from diplograph.evaluate.page import page

        texts = {Path(one["doc"]).name: one["text"] for one in found if isinstance(one.get("text"), str)}
        write(page(listed(wanted, found, names), texts, title=f"Errors against {gold.name}"), output)
    else:
        write([as_json(scores) if as_json_ else table(scores, each=each)], output)
    below = [row for row, value in least.items() if (scores.total[row].f1 or 0) < value]
    for row in below:
        say(f"{row}: F1 {scores.total[row].f1 or 0:.3f} is below {least[row]}")
    if below:
        raise SystemExit(1)


def thresholds(given: tuple[str, ...], rows: tuple[str, ...]) -> dict[str, float]:
    """ "meetings=0.8" and the like as a dictionary. Raises click.UsageError."""
    found = {}
    for one in given:
        row, _, value = one.partition("=")
        try:
            found[row] = float(value)
        except ValueError:
            raise click.UsageError(f"--at-least {one}: write ROW=F1, such as meetings=0.8") from None
        if row not in rows:
            raise click.UsageError(f"--at-least {one}: no such row; there are {', '.join(rows)}")
    return found


def _records(paths: tuple[str, ...], model: str, min_confidence: float, jobs: int):  # type: ignore[no-untyped-def]
    """Records as they are; texts are read first."""
    problems = Problems()
    texts = []
    for path in paths:
        if path != "-" and is_record_file(Path(path)):
            with Path(path).open("rb") as lines:
                yield from raw_records(lines, path, problems)
        else:
            texts.append(path)
    if texts:
        from diplograph.pipeline import Reading
        from diplograph.records import to_record

        reading = Reading(model=model, min_confidence=min_confidence, jobs=jobs)
        for extraction in extractions(texts, reading, problems):
            yield to_record(extraction)


def table(scores: Scores, *, each: bool) -> str:
    """The figures as aligned text."""
    from diplograph.evaluate.scores import ROWS

    def number(value: float | None) -> str:
        return "    –" if value is None else f"{value:5.3f}"

    lines = [f"{'':32}{'gold':>7}{'found':>7}{'right':>7}{'P':>8}{'R':>8}{'F1':>8}"]
    for row, label in ROWS.items():
        one = scores.total[row]
        rates: list[Any] = [number(value).rjust(8) for value in (one.precision, one.recall, one.f1)]
        lines.append(f"{label:32}{one.gold:7}{one.found:7}{one.right:7}{''.join(rates)}")
    if each:
        shown = ("actors", "meetings_strict", "statements_strict", "timex_values")
        lines += ["", f"{'F1':32}" + "".join(row.replace("_strict", "").rjust(14) for row in shown)]
        for name, rows in scores.documents.items():
            lines.append(f"{name[:31]:32}" + "".join(number(rows[row].f1).rjust(14) for row in shown))
    return "\n".join(lines) + "\n"
