"""Who is in an article: actors with every mention, places, and which pronoun or description means whom."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc

from diplograph.extract import (
    actors_collectives,
    actors_described,
    actors_groups,
    actors_labels,
    actors_names,
    actors_offices,
    actors_owned,
    actors_people,
    actors_recalled,
    actors_short,
    actors_turns,
    coreference,
    coreference_persons,
)
from diplograph.extract.actors_bodies import bodies
from diplograph.extract.actors_phrases import Reader
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.extract.actors_states import states
from diplograph.lexicon import Lexicon
from diplograph.model import Actor, ActorType, Cast, Document, Mention, MentionKind, Place, Span


def find(doc: Doc, document: Document, lexicon: Lexicon) -> Cast:
    """The actors and places of a document, ids a1 … in order of first mention.

    doc: as `language.pipeline.read` gives it. Names in doubt are left out, pronouns in doubt get no actor.
    """
    scene = Scene(doc, lexicon)
    scene.home = _dateline(document, lexicon)
    names = actors_names.find(scene)
    names = actors_labels.relabel(scene, names)
    offices = actors_offices.find(scene, names)
    seen = actors_people.sightings(scene, names, offices)
    states(scene, names, offices)
    bodies(scene, names, offices, seen)
    actors_people.cast(scene, seen)
    reader = Reader(scene, names, offices)
    actors_described.singular(scene, reader)
    actors_short.bodies(scene)
    actors_short.ministries(scene, reader)
    actors_short.governments(scene)
    actors_collectives.unnamed(scene, reader)
    actors_recalled.persons(scene, reader)
    actors_recalled.nationals(scene)
    coreference_persons.persons(scene)
    actors_groups.plural(scene, reader)
    actors_collectives.media(scene, reader)
    actors_collectives.groups(scene, reader)
    actors_collectives.forces(scene, reader)
    actors_collectives.bare_offices(scene, offices)
    actors_recalled.recalled(scene, reader)
    coreference.pronouns(scene)
    actors_turns.speakers(scene)
    actors_owned.possessed(scene, reader)
    actors_collectives.offices(scene)
    cast = freeze(scene)
    return credited(cast, document, lexicon)


def _dateline(document: Document, lexicon: Lexicon) -> str | None:
    """The state whose capital the dateline names ("ISLAMABAD: "); a hint only."""
    for piece in document.furniture:
        if piece.kind == "dateline":
            town = re.match(r"[\s(]*([^\W\d_][^\d,:(—–-]*)", document.text[piece.span.begin : piece.span.end])
            known = lexicon.actors.forms.get(town.group(1).strip().title(), ()) if town else ()
            if known and known[0].kind == "capital":
                return known[0].key
    return None


def credited(cast: Cast, document: Document, lexicon: Lexicon) -> Cast:
    """The cast with the agency that the page credits, unless the article itself speaks of it."""
    agency = document.agency
    if agency is None:
        return cast
    known = lexicon.actors.forms.get(agency, ())
    name = next((one.key for one in known if one.kind == "outlet"), agency)
    if any(one.name == name for one in cast.actors):
        return cast
    forms = sorted({agency, name} | {form for form, entries in lexicon.actors.forms.items() if entries[0].key == name})
    mentions = {
        Span(match.start(), match.end())
        for piece in document.furniture
        for form in forms
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", document.text[: piece.span.end])
        if match.start() >= piece.span.begin
    }
    kept = tuple(
        Mention(span, MentionKind.NAME)
        for span in sorted(mentions)
        if not any(o != span and o.begin <= span.begin and span.end <= o.end for o in mentions)
    )
    body = lexicon.actors.bodies.get(name)
    credit = Actor(
        f"a{len(cast.actors) + 1}", name, ActorType.MEDIA, kept, state=body.state if body else None, credit_only=True
    )
    return replace(cast, actors=(*cast.actors, credit))


def freeze(scene: Scene) -> Cast:
    """The figures as actors, in order of first mention; figures without a mention are dropped."""
    figures = [figure for figure in scene.figures.values() if figure.mentions]
    figures.sort(key=lambda one: (min(one.mentions), one.key))
    actors = tuple(_actor(figure, number) for number, figure in enumerate(figures, 1))
    places = sorted(scene.places.items(), key=lambda one: (min(one[1]), one[0]))
    return Cast(actors, tuple(Place(name, tuple(sorted(spans)), scene.place_part.get(name)) for name, spans in places))


def _actor(figure: Figure, number: int) -> Actor:
    return Actor(
        f"a{number}",
        figure.name,
        figure.type,
        tuple(figure.mentions[key] for key in sorted(figure.mentions)),
        state=figure.state,
        roles=tuple(figure.roles),
        part_of=figure.part_of,
        wikidata=figure.wikidata,
        unnamed=figure.unnamed,
        collective=figure.collective,
    )
