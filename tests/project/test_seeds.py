"""The seeds stand byte for byte as they came, and nothing else lies beside them."""

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_seeds_are_untouched() -> None:
    page = (ROOT / "docs" / "seeds.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"\| `(\S+\.txt)` \| `([0-9a-f]{64})` \|", page))
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROOT / "seeds").iterdir()}
    assert len(told) == 5
    assert found == told
