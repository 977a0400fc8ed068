"""Each text is read once, whoever asks: extractions, the reader's proposals, parsed texts, and the time of each step.

`extraction(document)`, `proposals(document)` and `doc(document)` give what the product makes of a text; what was read
is kept until the program ends. `prepare(documents, jobs=2)` reads many at once in several processes.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Doc

from diplograph import pipeline
from diplograph.language import attribution, meeting_encoder
from diplograph.language import pipeline as language
from diplograph.model import Attribution, Document, Extraction

READING = pipeline.Reading()


@dataclass(frozen=True, slots=True)
class Read:
    """One text as the product reads it. Seconds of processor time: in models (spaCy's and the encoder), altogether."""

    extraction: Extraction
    proposals: tuple[Attribution, ...] | None
    in_models: float
    seconds: float


_read: dict[Document, Read] = {}
_docs: dict[Document, Doc] = {}


def key(document: Document) -> Document:
    """What decides how a text is read: everything but its name."""
    return replace(document, identifier="", sha256="")


def read(document: Document) -> Read:
    """The text as read now or before."""
    at = key(document)
    if at not in _read:
        _read[at], doc = observe(document)
        if doc is not None:
            _docs[at] = doc
    return _read[at]


def extraction(document: Document) -> Extraction:
    found = read(document).extraction
    own = replace(found.document, identifier=document.identifier, sha256=document.sha256)
    return replace(found, document=own)


def proposals(document: Document) -> tuple[Attribution, ...]:
    """What the reader of statements proposes."""
    known = read(document).proposals
    return attribution.propose(doc(document)) if known is None else known


def doc(document: Document) -> Doc:
    """The parsed text, as `pipeline.extract` parses it. Components may have left their marks: don't change it."""
    at = key(document)
    if at not in _docs:
        _docs[at] = language.read(language.build_nlp(READING.model), document)
    return _docs[at]


def prepare(documents: Iterable[Document], jobs: int) -> None:
    """Read many texts in several processes; with one process nothing is done ahead."""
    wanted = list({key(one): one for one in documents if key(one) not in _read}.values())
    if jobs < 2 or len(wanted) < 2 * jobs:
        return
    wanted.sort(key=lambda one: (-len(one.text), one.identifier))
    # Fresh processes: forking one that runs threads of a numerical library can hang.
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        for document, found in zip(wanted, pool.map(tried, wanted, chunksize=4), strict=True):
            if found is not None:
                _read[key(document)] = found


def tried(document: Document) -> Read | None:
    """As `observe` in another process; None when it fails, so that the set that needs it meets the error itself."""
    try:
        return observe(document)[0]
    except Exception:
        return None


# The steps in which models read: where each is called from, and its name there.
STEPS = {
    "parse": (pipeline, "parse"),
    "propose": (attribution, "propose"),
    "meet": (meeting_encoder, "propose_meetings"),
}


def observe(document: Document, reading: pipeline.Reading = READING) -> tuple[Read, Doc | None]:
    """Read a text with `pipeline.extract`, noting what its steps give and how long they take.

    The steps are looked at where the product calls them, so that nothing is done twice and nothing differently.
    """
    noted: dict[str, Any] = {}
    spent = dict.fromkeys(STEPS, 0.0)
    running: list[str] = []

    def noting(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            begin = time.process_time()
            running.append(name)
            try:
                noted[name] = step(*given, **named)
            finally:
                running.pop()
            if not running:  # a step within another is the other's time
                spent[name] += time.process_time() - begin
            return noted[name]

        return run

    plain = {
        name: (module, word, getattr(module, word)) for name, (module, word) in STEPS.items() if hasattr(module, word)
    }
    begin = time.process_time()
    try:
        for name, (module, word, step) in plain.items():
            setattr(module, word, noting(name, step))
        found = pipeline.extract(document, reading)
    finally:
        for module, word, step in plain.values():
            setattr(module, word, step)
    seconds = time.process_time() - begin
    return Read(found, noted.get("propose"), sum(spent.values()), seconds), noted.get("parse")
