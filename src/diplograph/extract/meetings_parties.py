"""The parties of a meeting: words that stand where a participant stands, and whom they mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from diplograph.extract.casting import unique


@dataclass(frozen=True, slots=True)
class Party:
    """Words that stand where a participant stands. role: subject, object, with, between, of, owner, from, to, by,
    agent, name (before the noun), around (subject of the clause that a noun stands in).
    """

    role: str
    head: Token
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """Parties in text order of their roles; absent, organizer and apart are actor ids.

    absent: who stays away from the event; apart: who is set apart from those who take part ("but not by the king").
    """

    parties: tuple[Party, ...]
    absent: tuple[str, ...] = ()
    organizer: str | None = None
    apart: tuple[str, ...] = ()

    @property
    def participants(self) -> tuple[str, ...]:
        away = {*self.absent, *self.apart}
        return unique(one for party in self.parties for one in party.actors if one not in away)

    @property
    def named(self) -> int:
        """How many parties the words name, known or not: "the rebels" is one, "he" is one, a place is none.

        A body that several officials stand for ("EU leaders met") counts as two: they met each other.
        """
        heads = {party.head.i: party for party in self.parties if party.role != "name"}
        unknown = [
            party
            for party in heads.values()
            if not party.actors and party.head.ent_type_ not in ("LOC", "DATE", "TIME") and _someone(party)
        ]
        number = len(self.participants) + len(unknown)
        return 2 if number == 1 and self.collective else number

    @property
    def collective(self) -> bool:
        """Whether the one party is several people of one body: "EU leaders", "members of the bloc"."""
        heads = {party.head.i: party.head for party in self.parties if party.actors}
        return len(self.participants) == 1 and any(one.tag_ == "NNS" and not one.ent_type_ for one in heads.values())

    def has(self, *roles: str) -> bool:
        return any(party.role in roles for party in self.parties)


def _someone(party: Party) -> bool:
    """Whether an unknown party may be people: not a thing met ("criteria") nor what a visit goes to."""
    head = party.head
    if party.role == "to" or head.lower_ in ("it", "which", "that", "this"):
        return False
    return party.role != "object" or head.pos_ in ("PROPN", "PRON") or head.tag_ == "NNS" or head.ent_type_ != ""


def names(parties: Iterable[Party]) -> tuple[str, ...]:
    return unique(one for party in parties for one in party.actors)
