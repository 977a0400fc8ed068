"""The shipped pipeline: complete, its syntax the official one, and any other pipeline can take its place."""

import hashlib
from pathlib import Path

import pytest
import spacy

from diplograph.errors import InputError, ResourceError
from diplograph.language import pipeline
from diplograph.model import Document

ROOT = Path(__file__).resolve().parents[2]


def test_the_default_has_all_parts_in_order() -> None:
    names = pipeline.build_nlp().pipe_names
    parts = ["tok2vec", "tagger", "diplograph_boundaries", "parser", "attribute_ruler", "lemmatizer"]
    assert [name for name in names if name in parts] == parts


def test_the_syntax_is_that_of_the_official_files() -> None:
    hashes = dict(
        reversed(line.split("  "))
        for line in (ROOT / "training/syntax/en_core_web_sm-3.8.0.sha256").read_text(encoding="utf-8").splitlines()
    )
    for name in ("tok2vec/model", "tagger/model", "parser/model", "attribute_ruler/patterns", "tokenizer"):
        assert hashlib.sha256((pipeline.shipped() / name).read_bytes()).hexdigest() == hashes[name], name


def test_another_pipeline_reads_with_our_names(tmp_path: Path) -> None:
    other = spacy.load(pipeline.shipped(), exclude=["ner"])
    other.to_disk(tmp_path / "other")
    nlp = pipeline.build_nlp(str(tmp_path / "other"))
    doc = nlp("Lula met Petro in Bogotá.")
    assert [ent.text for ent in doc.ents if ent.label_ == "LOC"] == ["Bogotá"]


def test_a_text_beyond_all_articles_is_refused() -> None:
    document = Document("long.txt", "a " * 1_000_001, "0" * 64)
    with pytest.raises(InputError, match="2,000,002 characters"):
        pipeline.read(pipeline.build_nlp("fast"), document)


def test_a_pipeline_without_parser_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "bare")
    with pytest.raises(ResourceError):
        pipeline.build_nlp(str(tmp_path / "bare"))
    with pytest.raises(ResourceError):
        pipeline.build_nlp("no_such_pipeline")
