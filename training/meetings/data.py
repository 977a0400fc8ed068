"""Annotated sentences and documents as the extractor reads them: for training the judge and for measuring."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from diplograph.language.pipeline import build_nlp
from diplograph.language.pipeline import read as parse
from diplograph.lexicon.meetings import load
from diplograph.model import (
    Actor,
    ActorType,
    Cast,
    Document,
    MeetingMention,
    Mention,
    MentionKind,
    Place,
    Span,
    Timex,
)


class Known:
    """As much of the lexicon as meetings need."""

    meetings = load()


def folder() -> Path:
    """The folder with the corpora; ends the program with a clear word where there is none."""
    place = os.environ.get("DIPLOGRAPH_DATA")
    if not place or not (Path(place) / "data").is_dir():
        sys.exit(
            "set DIPLOGRAPH_DATA to the folder that holds data/ and gold/: the corpora are not part of the project"
        )
    return Path(place)


def rows(*names: str) -> Iterator[dict[str, Any]]:
    """Sentences of data/<name>-sentences.jsonl."""
    for name in names:
        path = folder() / "data" / f"{name}.jsonl"
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def document(identifier: str, text: str, published: str | None = None) -> Document:
    day = date.fromisoformat(published) if published else None
    return Document(identifier, text, hashlib.sha256(text.encode()).hexdigest(), published=day)


def tree(one: Document, *, whole: bool = True) -> Doc:
    """The parsed text. whole: with what the encoder has read in it; without that it is kept in the folder
    DIPLOGRAPH_CACHE, if one is set, so that it is parsed once.
    """
    cache = os.environ.get("DIPLOGRAPH_CACHE")
    if whole or not cache:
        return parse(build_nlp(), one)
    place = Path(cache) / f"{one.sha256}.spacy"
    if place.exists():
        return Doc(build_nlp().vocab).from_bytes(place.read_bytes())
    doc = parse(build_nlp(), one)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(doc.to_bytes(exclude=["user_data"]))  # whose marks are no data
    return doc


def reading(one: Document, *, whole: bool = True) -> tuple[Doc, Cast, tuple[Timex, ...]]:
    """The sentence as the product reads it: tree, cast, times. whole: as of `tree`."""
    from diplograph import lexicon
    from diplograph.extract import actors, dates, transcripts, unnamed_parties
    from diplograph.language.meeting_encoder import propose_meetings

    known = lexicon.load()
    doc = tree(one, whole=whole)
    cast = transcripts.with_labels(doc, one, actors.find(doc, one, known))
    timexes = dates.find(doc, one, known)
    heard = propose_meetings(doc) if whole else None
    return doc, unnamed_parties.entered(doc, one, known, cast, timexes, heard)[0], timexes


def told(one: Document, *, encoder: bool = True) -> tuple[Cast, tuple[MeetingMention, ...]]:
    """Who is there, and the passages that tell of meetings; encoder: whether its proposals are heard."""
    from diplograph.extract import meetings
    from diplograph.language.meeting_encoder import propose_meetings

    doc, cast, timexes = reading(one, whole=encoder)
    proposals = propose_meetings(doc) if encoder else None
    if encoder and proposals is None:
        sys.exit("the encoder's files are missing: see training/README.md")
    return cast, meetings.find(doc, one, Known(), cast, timexes, proposals)


def stopgap(one: Document) -> tuple[Doc, Cast, tuple[Timex, ...]]:
    """As `reading`, with names for actors: for work before the actors are there."""
    doc = tree(one, whole=False)
    actors: dict[str, Actor] = {}
    places: list[Place] = []
    kinds = {"PERSON": ActorType.PERSON, "ORG": ActorType.ORGANIZATION, "LOC": ActorType.STATE, "NORP": ActorType.STATE}
    for ent in doc.ents:
        if ent.label_ not in kinds:
            continue
        span = Span(ent.start_char, ent.end_char)
        before = ent.root.head.lower_ if ent.root.dep_ == "pobj" else ""
        if ent.label_ == "LOC" and before in ("in", "at", "to", "into"):
            places.append(Place(ent.text, (span,)))
            continue
        kind = MentionKind.ADJECTIVE if ent.label_ == "NORP" else MentionKind.NAME
        actors[f"a{len(actors) + 1}"] = Actor(
            f"a{len(actors) + 1}", ent.text, kinds[ent.label_], (Mention(span, kind),)
        )
    for token in doc:
        if token.lower_ in ("he", "she", "they", "him", "her", "them") and token.tag_ == "PRP":
            name = f"a{len(actors) + 1}"
            actors[name] = Actor(
                name,
                token.text,
                ActorType.PERSON,
                (Mention(Span(token.idx, token.idx + len(token)), MentionKind.PRONOUN),),
            )
    from diplograph.extract import dates
    from diplograph.lexicon import calendar as almanac

    class Known:
        calendar = almanac.load()

    words = dates.find(doc, one, Known())  # type: ignore[arg-type]
    return doc, Cast(tuple(actors.values()), tuple(places)), words
