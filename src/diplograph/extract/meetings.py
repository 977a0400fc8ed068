"""Finds the passages that tell of meetings, calls, talks, summits and visits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from spacy.tokens import Doc, Token

from diplograph.extract import meetings_circumstances as circumstances
from diplograph.extract import meetings_proposals, meetings_status
from diplograph.extract import meetings_readers as readers
from diplograph.extract import meetings_scorer as scorer
from diplograph.extract.casting import Casting, unique
from diplograph.extract.meetings_agreement import agreement
from diplograph.extract.meetings_diary import on_their_days
from diplograph.extract.meetings_inferred import inferred
from diplograph.extract.meetings_judged import Judged
from diplograph.extract.meetings_pairs import UNSURE, apart
from diplograph.extract.meetings_phrases import prepared_for
from diplograph.extract.meetings_places import place as place_of
from diplograph.extract.meetings_places import town
from diplograph.extract.meetings_roles import Finder
from diplograph.extract.meetings_times import Times, lasting, same_day, stretch
from diplograph.extract.meetings_together import Told, example, listed, together
from diplograph.extract.meetings_triggers import REACH, Candidate, candidates, particular
from diplograph.extract.meetings_vetoes import accepted, ruled_out
from diplograph.lexicon.meetings import Meetings
from diplograph.model import (
    Cast,
    Document,
    MeetingKind,
    MeetingMention,
    MeetingProposal,
    MeetingStatus,
    Span,
    Timex,
)

_SIDES = frozenset({"subject", "owner", "between", "name", "around"})  # "EU leaders met": nobody else need be there
_UNLISTED = 0.7  # of a trigger that only another reader sees: below it few are meetings
_PLAIN = 0.9  # from which the other reader is believed against weak signs of the rules
_LIKELY = 0.8  # from which it is believed that a plan came to nothing
_BACK = 40  # passages looked back at for the parties of "they"

Believed = tuple[Judged, float]  # a candidate that tells of a meeting, and how likely that is


class HasMeetings(Protocol):
    """What this room needs of the lexicon."""

    @property
    def meetings(self) -> Meetings: ...


def find(
    doc: Doc,
    document: Document,
    lexicon: HasMeetings,
    cast: Cast,
    timexes: Sequence[Timex],
    proposals: Sequence[MeetingProposal] | None = None,
    *,
    told: Sequence[Believed] | None = None,
) -> tuple[MeetingMention, ...]:
    """Every passage of the document that tells of a meeting, in text order.

    doc: of `language.pipeline.read`. cast, timexes: who and when, found in the same document. proposals: of another
    reader, the doubtful ones too; None when there is no other reader. told: what `believed` says of all this, if it
    was asked before.
    A passage with neither parties, date, place nor organizer is kept only if it takes the event as known ("the
    talks"): joining finds what it means or drops it.
    """
    described = frozenset(one.id for one in cast.actors if one.unnamed)
    passages: list[Told] = []
    examples: dict[int, tuple[Token, MeetingMention]] = {}
    wished = None if proposals is None else [one.trigger for one in proposals if one.proposed and one.confidence >= 0.5]
    known = believed(doc, document, lexicon, cast, timexes, proposals) if told is None else told
    for judged, certainty in known:
        passage = mention(judged, document, certainty, timexes, described)
        passage = replace(passage, traits=(*passage.traits, *agreement(judged, passage, document.text, wished)))
        passage = inferred(passage, judged, [one for _, _, one in passages[-_BACK:]], lexicon.meetings)
        named = listed(judged.candidate, judged.setting) if len(passage.participants) >= 2 else []
        if named:  # the meetings in general are no event
            examples.update((noun.i, (noun, passage)) for noun in named)
            continue
        if judged.candidate.head.i in examples:
            _, general = examples.pop(judged.candidate.head.i)
            who = passage.participants or general.participants
            passage = replace(
                passage, participants=who, status=MeetingStatus.PLANNED, another=True, inferred=("participants",)
            )
        roles = frozenset(party.role for party in judged.roles.parties)
        passages += [(judged.candidate, roles, one) for one in apart(judged.candidate, judged.roles, passage)]
    found = [*together(passages), *(example(noun, general) for noun, general in examples.values())]
    found = on_their_days(found, document, timexes)
    return tuple(sorted(found, key=lambda one: (one.trigger, one.rule)))


def believed(
    doc: Doc,
    document: Document,
    lexicon: HasMeetings,
    cast: Cast,
    timexes: Sequence[Timex],
    proposals: Sequence[MeetingProposal] | None,
    within: Collection[int] | None = None,
) -> Iterator[Believed]:
    """The candidates that tell of a meeting, with how likely that is; arguments as those of `find`.

    within: first words of the sentences to read, None for all.
    """
    heard = [one for one in proposals or () if not one.proposed]  # only wished for: no event
    for judged in read(doc, document, lexicon.meetings, cast, timexes, heard, within):
        certainty = _believed(judged, lexicon.meetings, alone=proposals is None)
        if certainty is not None:
            yield judged, certainty


def _believed(judged: Judged, lexicon: Meetings, *, alone: bool) -> float | None:
    """Probability that a candidate tells of a meeting, None when it is too small. alone: there are only the rules."""
    vetoed = not accepted(judged, lexicon)
    if alone:
        sure = judged.certainty or 0.0
        return sure if sure >= scorer.load().threshold and not vetoed else None
    if vetoed and ruled_out(judged, lexicon):
        return None
    weights = readers.load()
    certainty = readers.certainty(weighed(judged, vetoed=vetoed), weights)
    sure = not vetoed and (judged.certainty or 0.0) >= scorer.load().threshold
    least = weights.veto if vetoed else weights.rules if sure else weights.threshold
    if judged.certainty is None:
        least = max(least, _UNLISTED)
    return certainty if certainty >= least else None


def weighed(judged: Judged, *, vetoed: bool) -> tuple[float, ...]:
    """What both readers say of a candidate; training learns from it."""
    return readers.properties(
        rules=judged.certainty,
        encoder=judged.proposal.confidence if judged.proposal else None,
        vetoed=vetoed,
        named=judged.named,
        nominal=judged.candidate.nominal,
    )


def read(
    doc: Doc,
    document: Document,
    lexicon: Meetings,
    cast: Cast,
    timexes: Sequence[Timex],
    proposals: Sequence[MeetingProposal] = (),
    within: Collection[int] | None = None,
) -> Iterator[Judged]:
    """All candidates with parties and circumstances; also what training learns from. within: as of `believed`."""
    casting = Casting(cast)
    parties = Finder(casting, lexicon)
    dated = [one for one in timexes if one.rule not in ("duration", "set")]
    here = town(document)
    times = Times(doc, dated, lexicon, document.published)
    known = list(candidates(doc, lexicon))
    extra = [one for one in proposals if not any(_share(one.trigger, mine.span) for mine in known)]
    added = [one for one in (meetings_proposals.candidate(each, doc, lexicon) for each in extra) if one is not None]
    all_of_them = sorted([*known, *added], key=lambda one: (one.head.i, one.span))
    if within is not None:
        all_of_them = [one for one in all_of_them if one.sentence.start in within]
    faint = {one.head.i for one in added if _faint(one, extra)}
    judged: list[Judged] = []
    for at, candidate in enumerate(all_of_them):
        rivals = [one for one in _rivals(all_of_them, at) if one.head.i not in faint]
        roles = parties(candidate)
        setting = meetings_status.setting(candidate, lexicon)
        kind = circumstances.kind(candidate, lexicon)
        when = (times.new_date if setting.moved else times.of)(candidate, rivals)
        place = place_of(candidate, casting, lexicon, here)
        features = scorer.features(
            candidate,
            roles,
            setting,
            lexicon,
            casting.actors,
            kind=kind,
            dated=when is not None,
            placed=place is not None,
        )
        judged.append(Judged(candidate, roles, setting, kind, when, place, tuple(features)))
    certain = [one.certainty or 0.0 for one in judged]
    for one, proposal in zip(judged, meetings_proposals.paired(all_of_them, proposals, certain), strict=True):
        if proposal is None:
            yield one
            continue
        others = [other for other in judged if other.candidate.sentence.start == one.candidate.sentence.start]
        firm = [other for other in others if other is not one and other.candidate.head.i not in faint]
        taken = {field for other in firm for field in (other.when, other.place)}
        able = [each for each in dated if not times.foreign(each, one.candidate)]
        yield _heard(one, proposal, doc, casting, parties, able, taken, lexicon.words)


def _heard(
    judged: Judged,
    proposal: MeetingProposal,
    doc: Doc,
    casting: Casting,
    finder: Finder,
    timexes: Sequence[Timex],
    taken: Collection[Timex | str | None],
    words: Mapping[str, Collection[str]],
) -> Judged:
    """With what the other reader says of the same trigger: it fills what the rules leave open.

    taken: times and places that the rules give to other triggers of the sentence.
    """
    theirs, named = meetings_proposals.parties(proposal, judged.candidate, doc, casting, finder, words)
    when = None if judged.setting.moved else meetings_proposals.when(proposal, timexes)
    where = None
    if judged.kind is not MeetingKind.PHONE_CALL and not prepared_for(
        judged.candidate
    ):  # nobody is where the other one is
        where = meetings_proposals.place(proposal, doc, casting, words["grounds"])
    return replace(
        judged,
        proposal=proposal,
        theirs=theirs,
        named=named,
        when=judged.when or (when if when not in taken else None),
        place=judged.place or (where if where not in taken else None),
    )


def _faint(candidate: Candidate, proposals: Sequence[MeetingProposal]) -> bool:
    """Whether a trigger that only the other reader sees is too doubtful to take time and place from its neighbours."""
    proposal = meetings_proposals.overlapping(candidate.span, proposals)
    return proposal is None or proposal.confidence < _PLAIN


def _share(one: Span, other: Span) -> bool:
    return one.begin < other.end and other.begin < one.end


def _rivals(triggers: Sequence[Candidate], at: int) -> list[Candidate]:
    """The other triggers of the sentence that are near enough to have a date before this one."""
    one = triggers[at]
    found = []
    for side in (range(at - 1, -1, -1), range(at + 1, len(triggers))):
        for other in (triggers[i] for i in side):
            if other.sentence.start != one.sentence.start or abs(other.head.i - one.head.i) > 2 * REACH:
                break
            found.append(other)
    return found


def _traits(judged: Judged) -> Iterator[str]:
    """What speaks for or against the participants being right and all."""
    candidate, roles, setting = judged.candidate, judged.roles, judged.setting
    yield f"form={setting.form}"
    yield f"nominal={candidate.nominal}"
    if setting.modal:
        yield "modal"
    if setting.governors:
        yield f"governor={setting.governors[0][1]}"
    for party in roles.parties:
        head = party.head
        if head.pos_ == "PRON" or head.tag_ == "PRP$":
            yield "pronoun known" if party.actors else "pronoun unknown"
        elif not party.actors:
            yield f"unknown={party.role}"
        elif len(party.actors) > 1:
            yield "several actors at one word"
        elif head.tag_ == "NNS":
            yield "plural"
        elif head.ent_type_ not in ("PERSON", "LOC", "NORP", "ORG"):
            yield "nominal party"
        yield f"role={party.role}"
    if len(roles.parties) > 4:
        yield "many parties"
    if candidate.nominal:
        yield from (f"about={one}" for one in particular(candidate))


def participants(judged: Judged, described: Collection[str] = ()) -> tuple[str, ...]:
    """Those whom the rules see; where they see fewer than two with a name, those of the other reader besides.

    described: those without a name.
    """
    ours, roles = judged.roles.participants, judged.roles
    all_told = roles.collective and any(party.actors and party.role in _SIDES for party in roles.parties)
    if sum(one not in described for one in ours) >= 2 or all_told or judged.setting.preposition == "sidelines":
        return ours
    if judged.candidate.entry.frame == "discuss" and _they(judged):
        return ours  # those of the meeting told before
    others = {*roles.absent, *roles.apart, roles.organizer}
    return unique([*ours, *(one for one in judged.theirs if one not in others)])


def _they(judged: Judged) -> bool:
    """Whether the only party is a "they" that nobody knows: what else the clause names is what they spoke of."""
    parties = judged.roles.parties
    return bool(parties) and all(one.head.lower_ == "they" and not one.actors for one in parties)


def _ahead_to_the_other(judged: Judged) -> bool:
    """Whether the other reader sees a plan where the rules only see no sign of one."""
    plan = judged.proposal is not None and judged.proposal.status is MeetingStatus.PLANNED
    beside = judged.candidate.nominal and judged.candidate.head.dep_ == "advcl"
    done = beside and judged.setting.clause == "past"  # "Meeting with Paz, Li said"
    return plan and not done and judged.setting.form != "past" and judged.setting.modifier != "past"


def _off_to_the_other(judged: Judged) -> bool:
    """Whether the other reader is sure that a plan came to nothing: "a plan to reopen the talks has run aground"."""
    proposal = judged.proposal
    sure = proposal is not None and proposal.status is MeetingStatus.CANCELLED and proposal.confidence >= _LIKELY
    return sure and not judged.setting.moved


def _held_to_the_other(judged: Judged) -> bool:
    """Whether the other reader is sure that a noun's event took place, which the rules take for a plan because of
    words around: "confirmed the conversation", "after ten days of talks that few had expected to succeed".
    """
    proposal, setting = judged.proposal, judged.setting
    if proposal is None or proposal.status is not MeetingStatus.HELD or proposal.confidence < _PLAIN:
        return False
    return setting.form == "noun" and setting.clause not in ("future", "bound", "infinitive", "modal")


def _kind(judged: Judged) -> MeetingKind:
    """Of "the two spoke in Ohrid" a meeting: whoever speaks in one place needs no telephone."""
    there = judged.kind is MeetingKind.CALL and judged.candidate.entry.id == "speak" and judged.place is not None
    return MeetingKind.IN_PERSON if there else judged.kind


def mention(
    judged: Judged,
    document: Document,
    certainty: float,
    timexes: Sequence[Timex] = (),
    described: Collection[str] = (),
) -> MeetingMention:
    """The record of a candidate that was accepted. timexes: of the document, for "the same day"; described: actors
    without a name.
    """
    candidate = judged.candidate
    when, number = judged.when, circumstances.count(candidate)
    if number is not None and when is not None:
        when = stretch(when, document)
    if when is not None and when.value is None:
        when = same_day(when, timexes, document)
    if when is not None:
        when = lasting(when, candidate)
    ordinal = circumstances.ordinal(candidate)
    ahead = None
    if when is not None and when.value is not None and document.published is not None:
        if when.value.first > document.published:
            ahead = True
        elif when.value.last < document.published:
            ahead = False
    status = meetings_status.status(judged.setting, ahead=ahead)
    if judged.roles.absent and candidate.nominal:
        status = meetings_status.of_missed(candidate.head, judged.setting, ahead=ahead)
    if status is MeetingStatus.HELD and _ahead_to_the_other(judged) and ahead is not False:
        status = MeetingStatus.PLANNED
    if status is MeetingStatus.PLANNED and not ahead and _held_to_the_other(judged):
        status = MeetingStatus.HELD
    if status is MeetingStatus.PLANNED and not ahead and _off_to_the_other(judged):
        status = MeetingStatus.CANCELLED
    if status is MeetingStatus.HELD and ahead:
        when = None  # what was held can't lie ahead: the date is of something else, or the year was misread
    traits = list(_traits(judged))
    unplanned = judged.setting.form == "noun" and not judged.setting.near("planning") and not judged.setting.modifier
    told = status is MeetingStatus.HELD or (status is MeetingStatus.PLANNED and unplanned)
    if told and when is None and judged.place is None and meetings_status.process(candidate):
        status, certainty = MeetingStatus.REPORTED, min(certainty, UNSURE)
        traits.append("process")
    return MeetingMention(
        trigger=candidate.span,
        evidence=circumstances.evidence(candidate),
        kind=_kind(judged),
        status=status,
        participants=participants(judged, described),
        absent=unique([*judged.roles.absent, *judged.roles.apart]),
        organizer=judged.roles.organizer,
        count=number,
        when=when,
        place=judged.place,
        topics=circumstances.topics(candidate),
        definite=circumstances.definite(candidate) or bool(judged.roles.absent),
        ordinal=ordinal,
        another=circumstances.another(candidate),
        inferred=("participants",) if any(one.role == "theirs" for one in judged.roles.parties) else (),
        traits=tuple(traits),
        parties=max(judged.roles.named, judged.named),
        rule=f"meetings:{candidate.entry.id}",
        confidence=round(certainty, 3),
    )
