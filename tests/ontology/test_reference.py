"""The reference page says what ontology and shapes say."""

from __future__ import annotations

import re
from pathlib import Path

from diplograph.validate.reference import page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "ontology.md"


def test_the_page_is_up_to_date() -> None:
    text = page()
    assert PAGE.read_text(encoding="utf-8") == text, "run: python -m diplograph.validate.reference > docs/ontology.md"


def test_links_lead_somewhere() -> None:
    text = page()
    anchors = set(re.findall(r'<a id="([^"]+)">', text))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors
    assert len(anchors) > 70
