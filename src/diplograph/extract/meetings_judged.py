"""A candidate for a meeting with all that was read around it."""

from __future__ import annotations

from dataclasses import dataclass

from diplograph.extract import meetings_proposals
from diplograph.extract import meetings_scorer as scorer
from diplograph.extract.meetings_parties import Roles
from diplograph.extract.meetings_status import Setting
from diplograph.extract.meetings_triggers import Candidate
from diplograph.model import MeetingKind, MeetingProposal, Timex


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with all that was read around it. features: what the judge of the rules looks at.

    proposal: of another reader at these words; theirs: the actors at its participants' words, named: how many parties
    those words name.
    """

    candidate: Candidate
    roles: Roles
    setting: Setting
    kind: MeetingKind
    when: Timex | None
    place: str | None
    features: tuple[str, ...]
    proposal: MeetingProposal | None = None
    theirs: tuple[str, ...] = ()
    named: int = 0

    @property
    def certainty(self) -> float | None:
        """What the rules say; None of a trigger that only another reader sees."""
        proposed = self.candidate.entry.id == meetings_proposals.ID
        return None if proposed else scorer.confidence(self.features, scorer.load())
