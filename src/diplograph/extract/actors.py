"""Who is in an article: actors with every mention, places, and which pronoun or description means whom."""

from __future__ import annotations

from spacy.tokens import Doc

from diplograph.extract import (
    actors_collectives,
    actors_described,
    actors_groups,
    actors_names,
    actors_offices,
    actors_people,
    coreference,
)
from diplograph.extract.actors_bodies import bodies
from diplograph.extract.actors_phrases import Reader
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.extract.actors_states import states
from diplograph.lexicon import Lexicon
from diplograph.model import Actor, Cast, Document, Place


def find(doc: Doc, document: Document, lexicon: Lexicon) -> Cast:
    """The actors and places of a document, ids a1 … in order of first mention.

    doc: as `language.pipeline.read` gives it. Names in doubt are left out, pronouns in doubt get no actor.
    """
    scene = Scene(doc, lexicon)
    names = actors_names.find(scene)
    names = actors_people.relabel(scene, names)
    offices = actors_offices.find(scene, names)
    seen = actors_people.sightings(scene, names, offices)
    states(scene, names, offices)
    bodies(scene, names, offices, seen)
    actors_people.cast(scene, seen)
    reader = Reader(scene, names, offices)
    actors_described.singular(scene, reader)
    actors_groups.plural(scene, reader)
    actors_collectives.media(scene, reader)
    actors_collectives.groups(scene, reader)
    actors_collectives.bare_offices(scene, offices)
    actors_collectives.unnamed(scene, reader)
    coreference.pronouns(scene)
    actors_collectives.offices(scene)
    return freeze(scene)


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
