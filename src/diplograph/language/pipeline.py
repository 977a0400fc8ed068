"""The spaCy pipeline that everything else reads.

The default is `en_diplograph_news`, shipped with this package (`training/syntax/` says how it is made). Any other
English pipeline can read the syntax in its place; the names stay ours.
"""

from __future__ import annotations

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

_TEXT = "diplograph.text"
LONGEST = 2_000_000  # characters: beyond it a text is no article, and the parser's memory would grow without need


@cache
def build_nlp(model: str = "default") -> Language:
    """Return the pipeline: "default", or the name or path of any English spaCy pipeline for the syntax.

    Raises ResourceError when the model is not there or has no parser.
    """
    own = model == "default"
    nlp = spacy.load(shipped()) if own else _named(model)
    if "parser" not in nlp.pipe_names:
        raise ResourceError(f"spaCy pipeline {model!r} has no parser", remedy="give one with tagger and parser")
    nlp.max_length = LONGEST
    if not own:
        nlp.add_pipe("ner", source=spacy.load(shipped()), before="parser")
    # Paragraphs first: no name runs from one into the next, and the parser may not join them either.
    nlp.add_pipe("diplograph_boundaries", before="ner")
    return nlp


def shipped() -> Path:
    """The folder of our own spaCy pipeline."""
    return model_folder() / "en_diplograph_news"


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
