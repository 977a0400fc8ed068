"""The reference page says what ontology and shapes say."""

from __future__ import annotations

import re
from pathlib import Path

from rdflib import SH

from diplograph.graph.vocabulary import DIP
from diplograph.validate.reference import page
from diplograph.validate.shapes import own_shapes

PAGE = Path(__file__).resolve().parents[2] / "docs" / "ontology.md"


def test_the_page_is_up_to_date() -> None:
    text = page()
    assert PAGE.read_text(encoding="utf-8") == text, "run: diplograph ontology -o docs/ontology.md"


def test_links_lead_somewhere() -> None:
    text = page()
    anchors = set(re.findall(r'<a id="([^"]+)">', text))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors
    assert len(anchors) > 70


def test_every_term_has_its_place_with_definition_and_example() -> None:
    text = page()
    for name in DIP.__annotations__:
        if not name.startswith("_") and not name.endswith("Code"):  # datatypes of notations have no place of their own
            part = text.split(f'<a id="{name}"></a>', 1)[1].split("\n#", 1)[0]
            assert "*Example:*" in part, name


def test_every_constraint_is_in_the_table() -> None:
    text = page()
    shapes = own_shapes().everything
    for one in shapes.subjects(SH.message):
        [row] = [line for line in text.splitlines() if line.startswith(f"| `shape:{str(one).rpartition('#')[2]}` |")]
        assert len(re.split(r"(?<!\\)\|", row)) == 8, row
    [date] = [line for line in text.splitlines() if line.startswith("| `shape:TimeSpan-earliest`")]
    assert "| `dip:TimeSpan` | `dip:earliest` | at most 1; `xsd:date` | Violation |" in date
