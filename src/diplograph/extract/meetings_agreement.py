"""How far two readers of meetings agree on one passage: rules and encoder, field by field.

What both say is right far more often than what one of them says alone; `resolve.meeting_confidence` weighs it. The
traits name the field and the outcome: "who=same", "when=rules", "state=other" …
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from diplograph.extract.meetings_judged import Judged
from diplograph.model import MeetingMention, Span

_FAINT, _SURE = 0.6, 0.9  # certainty of the other reader


def agreement(judged: Judged, told: MeetingMention, text: str, wished: Collection[Span] | None) -> Iterator[str]:
    """Traits of the passage `told`. wished: triggers that the other reader takes for wishes, None without another."""
    if wished is None:
        yield "heard=nobody"
        return
    proposal = judged.proposal
    if proposal is None:
        yield "heard=wish" if any(_share(told.trigger, one) for one in wished) else "heard=no"
        return
    yield "heard=sure" if proposal.confidence >= _SURE else "heard=faint" if proposal.confidence < _FAINT else "heard"
    yield f"state={_same(proposal.status is told.status)}"
    yield f"kind={_same(proposal.kind is told.kind)}"
    yield f"who={_company(judged)}"
    when = told.when.span if told.when is not None else None
    yield f"when={_field(proposal.when, when is not None, when is not None and _overlap(proposal.when, when))}"
    said = text[proposal.place.begin : proposal.place.end].lower() if proposal.place is not None else ""
    where = told.place.lower().split(",") if told.place else []
    yield f"where={_field(proposal.place, bool(where), any(part.strip() in said for part in where))}"


def _same(agree: bool) -> str:
    return "same" if agree else "other"


def _company(judged: Judged) -> str:
    """How the parties that the rules see compare with those of the other reader, absent ones left out."""
    ours, theirs = set(judged.roles.participants), set(judged.theirs) - {*judged.roles.absent, judged.roles.organizer}
    if ours == theirs:
        return "same" if ours else "none"
    if not theirs or not ours:
        return "rules" if ours else "heard"
    return "more" if theirs > ours else "less" if theirs < ours else "other"


def _field(proposed: Span | None, found: bool, agree: bool) -> str:
    if proposed is None:
        return "rules" if found else "neither"
    return "lost" if not found else _same(agree)


def _overlap(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and _share(one, other)


def _share(one: Span, other: Span) -> bool:
    return one.begin < other.end and other.begin < one.end
