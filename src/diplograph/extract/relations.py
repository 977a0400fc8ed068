"""Acts of one actor towards another, and offices held: clear ones only.

`relations_acts` reads who condemns, supports, sanctions … whom; `relations_offices` reads titles beside names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from spacy.tokens import Doc

from diplograph.extract import relations_acts, relations_offices
from diplograph.extract.casting import Casting
from diplograph.lexicon.acts import Acts
from diplograph.lexicon.titles import Titles
from diplograph.model import Cast, Document, Relation, Timex


class HasWords(Protocol):
    """What this room needs of the lexicon."""

    @property
    def acts(self) -> Acts: ...

    @property
    def titles(self) -> Titles: ...


def find(doc: Doc, document: Document, lexicon: HasWords, cast: Cast, timexes: Sequence[Timex]) -> tuple[Relation, ...]:
    """The relations of a document, in text order; each passage that tells of one gives a relation.

    cast: actors with all their mentions. timexes: an act gets the one that hangs on its verb.
    """
    casting = Casting(cast)
    told = [
        *relations_acts.find(doc, casting, timexes, lexicon.acts),
        *relations_offices.find(doc, casting, lexicon.titles),
    ]
    order = {one: (one.evidence, one.type, one.subject, one.object, one.office or "") for one in told}
    return tuple(sorted(dict.fromkeys(told), key=lambda one: order[one]))
