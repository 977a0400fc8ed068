"""The whole journey on one page: texts in, extractions out; extractions in, a graph out.

Every stage gets the results of those before it as arguments, so this page shows each dependence.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from diplograph import lexicon
from diplograph.errors import InputError
from diplograph.extract import (
    actors,
    coreference_speakers,
    dates,
    meetings,
    relations,
    statements,
    transcripts,
    unnamed,
    unnamed_hearers,
    unnamed_parties,
)
from diplograph.graph.build import Graph
from diplograph.graph.build import build as graph_of
from diplograph.graph.identifiers import BASE
from diplograph.graph.mapping import Text
from diplograph.ingest import files
from diplograph.language import attribution, meeting_encoder
from diplograph.language.pipeline import build_nlp, models
from diplograph.language.pipeline import read as parse
from diplograph.model import Document, Extraction
from diplograph.resolve import across, within

Problem = Callable[[InputError], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """How texts are read. model: "default", "fast", or name or path of a spaCy pipeline for the syntax.

    min_confidence: meetings, statements and acts below it are left out. jobs: processes; results are the same.
    """

    model: str = "default"
    min_confidence: float = 0.0
    jobs: int = 1


@cache
def _knowledge() -> lexicon.Lexicon:
    return lexicon.load()


def extract(document: Document, reading: Reading) -> Extraction:
    """What one article yields."""
    known = _knowledge()
    doc = parse(build_nlp(reading.model), document)
    who = transcripts.with_labels(doc, document, actors.find(doc, document, known))
    when = dates.find(doc, document, known)
    heard = None if reading.model == "fast" else meeting_encoder.propose_meetings(doc)
    who, events = unnamed_parties.entered(doc, document, known, who, when, heard)
    met = meetings.find(doc, document, known, who, when, heard, told=events)
    proposed = attribution.propose(doc)
    who = unnamed.with_sources(doc, document, known, who, proposed)
    who = coreference_speakers.with_speakers(doc, document, known, who, proposed)
    who = unnamed_hearers.with_hearers(doc, document, known, who, proposed)
    said = statements.find(doc, document, known, who, when, proposed)
    told = relations.find(doc, document, known, who, when)
    found = replace(within.resolve(document, who, when, met, said, told), models=models(reading.model))
    return confident(found, reading.min_confidence)


def read(paths: Iterable[Path], reading: Reading, *, on_problem: Problem | None = None) -> Iterator[Extraction]:
    """The extractions of all articles below the paths, in the order of the paths.

    on_problem: told of each file that could not be read; the rest goes on.
    """
    found = files.documents(paths, on_problem=on_problem)
    if reading.jobs < 2:
        for document in found:
            yield extract(document, reading)
        return
    # Fresh processes: forking one that runs threads of a numerical library can hang.
    with ProcessPoolExecutor(reading.jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting: deque[Future[Extraction]] = deque()
        for document in found:
            waiting.append(pool.submit(extract, document, reading))
            if len(waiting) > 4 * reading.jobs:  # so that memory does not grow with the number of articles
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def confident(extraction: Extraction, least: float) -> Extraction:
    """Without the facts below a confidence; links to what is left out are cut."""
    if least <= 0:
        return extraction
    met = tuple(one for one in extraction.meetings if one.confidence >= least)
    said = tuple(one for one in extraction.statements if one.confidence >= least)
    events, utterances = {one.id for one in met}, {one.id for one in said}
    return replace(
        extraction,
        meetings=met,
        statements=tuple(
            replace(
                one,
                meeting=one.meeting if one.meeting in events else None,
                about_meeting=one.about_meeting if one.about_meeting in events else None,
                embeds=tuple(inner for inner in one.embeds if inner in utterances),
            )
            for one in said
        ),
        relations=tuple(one for one in extraction.relations if one.confidence >= least),
    )


def build(extractions: Iterable[Extraction], *, base: str = BASE, text: Text | str = Text.FULL) -> Graph:
    """The graph of what several articles tell; it does not depend on their order.

    base: IRI below which the nodes are named. text: how much of the articles' words the graph gives on.
    """
    codes = {state.name: code for code, state in _knowledge().actors.states.items()}
    return graph_of(across.join(extractions, codes), base=base, text=text)
