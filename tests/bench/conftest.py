"""The scripts of bench/ import each other by their bare names."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def bench() -> Iterator[Path]:
    """bench/ on the path while a test runs."""
    folder = Path(__file__).resolve().parents[2] / "bench"
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))
