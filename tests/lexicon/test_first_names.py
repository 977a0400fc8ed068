"""What first names tell, and what a wrong table is told."""

from pathlib import Path

import pytest

from diplograph.errors import LexiconError
from diplograph.lexicon import first_names


@pytest.mark.parametrize(
    ("name", "state", "expected"),
    [
        ("maria lund", None, "f"),
        ("peter holm", "NOR", "m"),
        ("holm", None, None),  # a family name alone
        ("kim lund", None, None),  # borne by both
        ("jean marie lund", None, "m"),
        ("park geun hye", "KOR", "f"),  # known as a whole
        ("maria lund", "HUN", None),  # the family name comes first there
    ],
)
def test_gender(name: str, state: str | None, expected: str | None) -> None:
    assert first_names.load().gender(name, state) == expected


@pytest.mark.parametrize("table", ["name,gender\n", "name\tgender\nana\tx\n", "name\tgender\nana\tf\nana\tm\n"])
def test_wrong_tables_are_refused(tmp_path: Path, table: str) -> None:
    path = tmp_path / "first_names.tsv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(LexiconError):
        first_names.read(path)
