"""Writes invalid/*.ttl from invalid.toml: each a valid graph with one thing broken, named after what it breaks.

usage: python tests/validate/make_examples.py     (test_constraints.py fails when the files are not what this writes)
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def examples() -> dict[str, str]:
    """Name and text of each invalid graph. Raises ValueError when an edit finds nothing to do."""
    table = tomllib.loads((HERE / "invalid.toml").read_text(encoding="utf-8"))
    return {name: _example(name, row) for name, row in table.items()}


def _example(name: str, row: dict[str, Any]) -> str:
    text = (HERE / "valid" / f"{row['from']}.ttl").read_text(encoding="utf-8")
    for edit in row["edits"]:
        if edit["find"] not in text:
            raise ValueError(f"{name}: not in valid/{row['from']}.ttl: {edit['find']!r}")
        text = text.replace(edit["find"], edit["put"], 1) if edit["find"] else text + edit["put"]
    constraint, component = name.split(".")
    return f"# Broken: {row['broken']}. Breaks shape:{constraint} ({component}) and nothing else.\n{text}"


def main() -> None:
    folder = HERE / "invalid"
    folder.mkdir(exist_ok=True)
    wanted = {f"{name}.ttl": text for name, text in examples().items()}
    for stale in {path.name for path in folder.glob("*.ttl")} - wanted.keys():
        (folder / stale).unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")
    print(f"{len(wanted)} graphs", file=sys.stderr)


if __name__ == "__main__":
    main()
