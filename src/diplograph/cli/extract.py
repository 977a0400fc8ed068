"""`diplograph extract`: texts in, extraction records out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from diplograph.cli.common import Problems, check_writable, extractions, plural, progress, reading_options, say, write
from diplograph.errors import InputError


@click.command(epilog="Exit status: 0 done, 2 could not run.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file instead of standard output.")
@reading_options
def extract(paths: tuple[str, ...], output: Path | None, model: str, min_confidence: float, jobs: int) -> None:
    """Write what each article tells, as JSON Lines: one record per document.

    Records are what `diplograph build` takes in place of texts, so that reading can be done elsewhere.

    \b
      diplograph extract articles/ > records.jsonl
      diplograph extract a.txt | jq '.statements[].content'
      diplograph extract big/ --jobs 4 -o records.jsonl
    """
    from diplograph.pipeline import Reading
    from diplograph.records import to_record

    target = None if output is None or str(output) == "-" else output
    if target is not None:
        check_writable(target)
    problems = Problems()
    reading = Reading(model=model, min_confidence=min_confidence, jobs=jobs)
    count = 0

    def lines() -> Iterator[str]:
        nonlocal count
        for extraction in progress(extractions(paths, reading, problems), "Reading articles"):
            count += 1
            yield json.dumps(to_record(extraction), ensure_ascii=False) + "\n"
        if not count:
            raise InputError("nothing was read", remedy="give at least one text that can be")

    write(lines(), target)
    if target is not None:
        say(f"Read {plural(count, 'article')}; records written to {target}.")
