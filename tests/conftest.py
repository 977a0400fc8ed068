"""What all tests share: the spaCy pipeline (loaded once) and the folder with corpora, where there is one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from diplograph.language.pipeline import build_nlp, read
from diplograph.model import Document

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def nlp() -> Language:
    return build_nlp()


@pytest.fixture(scope="session")
def parse(nlp: Language) -> Callable[[str], Doc]:
    """A text as the spaCy Doc that the extractors see."""
    return lambda text: read(nlp, Document("test.txt", text, "0" * 64))


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder that holds `data/` and `gold/` for measuring: tests that need it skip without it."""
    folder = os.environ.get("DIPLOGRAPH_DATA")
    if not folder or not (Path(folder) / "data").is_dir():
        pytest.skip("the corpora for measuring are not here: set DIPLOGRAPH_DATA to the folder that holds data/")
    return Path(folder)
