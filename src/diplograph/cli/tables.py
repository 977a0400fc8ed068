"""Answers as people read them: tables for a terminal, for Markdown."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diplograph.query.ask import Rows


def table(rows: Rows, *, title: str | None = None, width: int | None = None) -> str:
    """Rows as wide as the terminal, text wrapped; piped elsewhere a row is a line and nothing is cut.

    width: in columns, instead of the terminal's.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from diplograph.query.ask import Number

    terminal = sys.stdout.isatty()
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left", title_style="bold")
    for at, name in enumerate(rows.columns):
        numbers = bool(rows.rows) and all(row[at] is None or isinstance(row[at], Number) for row in rows.rows)
        shown.add_column(name, overflow="fold", justify="right" if numbers else "left")
    for row in rows.rows:
        shown.add_row(*(Text(flat(cell)) for cell in row))
    out = io.StringIO()
    console = Console(
        file=out,
        width=width or (None if terminal else 10_000),
        force_terminal=terminal,
        color_system="auto" if terminal else None,
    )
    console.print(shown)
    lines = [line.rstrip() for line in out.getvalue().split("\n")]
    return "\n".join(line for line in lines if line) + "\n"


def flat(cell: str | None) -> str:
    """A cell on one line, without what would steer a terminal.

    >>> flat("two\\nlines"), flat("\\x1b[31mred"), flat(None)
    ('two lines', '[31mred', '')
    """
    return " ".join("".join(one for one in cell or "" if one.isprintable() or one.isspace()).split())


def markdown(columns: Sequence[str], rows: Sequence[Sequence[str | None]]) -> str:
    """A table in Markdown (GitHub's); what would break it is escaped.

    >>> print(markdown(["who", "words"], [["Xi", "a | b <i>"], [None, "*c*"]]), end="")
    | who | words |
    | --- | --- |
    | Xi | a \\| b &lt;i> |
    |  | \\*c\\* |
    """

    def cell(text: str | None) -> str:
        words = flat(text).replace("\\", "\\\\").replace("&", "&amp;").replace("<", "&lt;")
        for mark in "|*_`[]":
            words = words.replace(mark, "\\" + mark)
        return words

    lines = [columns, ["---"] * len(columns)]
    written = [f"| {' | '.join(line)} |" for line in lines]
    written += [f"| {' | '.join(cell(one) for one in row)} |" for row in rows]
    return "\n".join(written) + "\n"
