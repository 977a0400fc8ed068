"""The spaCy pipelines that everything else reads.

"default": `en_diplograph_news` for the syntax and the encoder for names, statements and meetings, both shipped with
this package. "fast": `en_diplograph_news` alone, with its own small name recogniser; statements by the light reader.
Any other English pipeline can read the syntax in place of ours, by its name or path; the rest is as in the default.
How the models are made: training/README.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from diplograph import resources
from diplograph.errors import InputError, ResourceError
from diplograph.language import encoder, names, sentences
from diplograph.model import Document, LanguageModel

LONGEST = 2_000_000  # characters: beyond it a text is no article, and the parser's memory would grow without need


@cache
def build_nlp(model: str = "default") -> Language:
    """Return the pipeline: "default", "fast", or the name or path of any English spaCy pipeline for the syntax.

    Raises ResourceError when the model is not there or has no parser.
    """
    own = model in ("default", "fast")
    nlp = spacy.load(shipped()) if own else _named(model)
    if "parser" not in nlp.pipe_names:
        raise ResourceError(f"spaCy pipeline {model!r} has no parser", remedy="give one with tagger and parser")
    nlp.max_length = LONGEST
    # Paragraphs first: no name runs from one into the next, and the parser may not join them either.
    if model == "fast":
        nlp.add_pipe("diplograph_boundaries", before="ner")
        return nlp
    if not encoder.available():
        raise ResourceError(
            "the encoder's files or the package onnxruntime are missing",
            remedy='install diplograph anew, or read with the model "fast"',
        )
    if own:
        nlp.remove_pipe("ner")
    nlp.add_pipe("diplograph_boundaries", before="parser")
    nlp.add_pipe(names.COMPONENT, before="parser")
    return nlp


@cache
def models(model: str = "default") -> tuple[LanguageModel, ...]:
    """The weights that a pipeline reads with, by name and digest."""
    used = [_syntax(model)]
    if model != "fast":
        used.append(LanguageModel("diplograph_encoder", encoder.VERSION, digest(sorted(encoder.files()))))
    return tuple(sorted(used))


def _syntax(model: str) -> LanguageModel:
    nlp = build_nlp(model)
    name, version = f"{nlp.meta['lang']}_{nlp.meta['name']}", str(nlp.meta["version"])
    if model in ("default", "fast"):
        return LanguageModel(name, version, digest(sorted(p for p in shipped().rglob("*") if p.is_file())))
    exact = hashlib.sha256(nlp.to_bytes(exclude=["vocab"])).hexdigest()
    return LanguageModel(name, version, exact)


def digest(files: Sequence[Path]) -> str:
    """One sha256 over the names and contents of files."""
    total = hashlib.sha256()
    for path in files:
        total.update(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n".encode())
    return total.hexdigest()


def shipped() -> Path:
    """The folder of our own spaCy pipeline."""
    return model_folder() / "en_diplograph_news"


def _named(model: str) -> Language:
    try:
        return spacy.load(model, exclude=["ner"])
    except OSError as error:
        raise ResourceError(
            f"no spaCy pipeline {model!r}", remedy="install it, or give the path of a pipeline folder"
        ) from error


def read(nlp: Language, document: Document) -> Doc:
    """The document as a spaCy Doc: `token.idx` is the offset in `document.text`, sentences and names stand on it."""
    if len(document.text) > nlp.max_length:
        raise InputError(
            f"{len(document.text):,} characters are no article (at most {nlp.max_length:,})",
            place=document.identifier,
            remedy="give one document per article",
        )
    return nlp(sentences.readable(document))


def model_folder() -> Path:
    return resources.folder("language/models")
