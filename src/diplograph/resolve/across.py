"""What several documents tell becomes one dossier: the same actor, place, meeting, statement or act stands there once.

What documents tell differently stays beside it as claims; claims that can't all be true are conflicts. Documents that
repeat another's article are marked as its copies. The result does not depend on the order in which extractions come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from diplograph.dossier import Claim, Deed, Dossier, Event, Passage, Reading, Service, Volume
from diplograph.model import Extraction, MentionKind, Polarity, Relation
from diplograph.resolve import clusters, conflicts, copies, events, utterances
from diplograph.resolve.events import Telling
from diplograph.resolve.people import Register
from diplograph.wording import slug, words

Ref = tuple[int, str]


def join(extractions: Iterable[Extraction], states: Mapping[str, str] | None = None) -> Dossier:
    """Bring the extractions of all documents together.

    states: ISO 3166-1 alpha-3 codes by canonical name of the state, for places and states that no actor of the
    documents stands for. Of two documents with the same bytes and date the one with the first identifier is kept.
    """
    ordered = _in_order(extractions)
    copied = copies.find([one.document for one in ordered])
    roots = [at if of is None else of for at, of in enumerate(copied)]
    register = Register(ordered, roots, states or {})
    volumes = [_volume(register, at, one, copied[at]) for at, one in enumerate(ordered)]
    meetings, where = _meetings(register, volumes, roots)
    return Dossier(
        documents=tuple(volumes),
        actors=register.parties(),
        places=tuple(register.places),
        meetings=meetings,
        statements=utterances.join(volumes, roots, where),
        acts=_acts(volumes),
        tenures=_tenures(volumes),
    )


def _in_order(extractions: Iterable[Extraction]) -> list[Extraction]:
    """By date (undated last), then by identifier; each text once."""
    ordered = sorted(
        extractions,
        key=lambda one: (
            one.document.published is None,
            str(one.document.published),
            one.document.identifier,
            one.document.sha256,
        ),
    )
    return list({(one.document.published, one.document.sha256): one for one in reversed(ordered)}.values())[::-1]


def _volume(register: Register, at: int, extraction: Extraction, copy_of: int | None) -> Volume:
    """A document with its actors and places by position; gathers the names on the way."""
    text = extraction.document.text
    keys = register.actor_keys[at]
    places: dict[str, int] = {}
    for actor in extraction.actors:
        for mention in actor.mentions:
            words_of_it = text[mention.span.begin : mention.span.end]
            register.call(keys[actor.id], mention, words_of_it)
            if mention.literally:
                state = register.state_of(keys[actor.id])
                places[mention.literally] = register.place(mention.literally, state=state)
            elif mention.kind is MentionKind.METONYM:
                places[words_of_it] = register.place(words_of_it, state=register.state_of(keys[actor.id]))
    for place in extraction.places:
        places[place.name] = register.place(place.name, place.part_of)
    for meeting in extraction.meetings:
        if meeting.place:
            places[meeting.place] = register.place(meeting.place)
    publisher, agency = register.credits[at]
    return Volume(
        extraction=extraction,
        copy_of=copy_of,
        actors={name: register.positions[key] for name, key in keys.items()},
        places=places,
        publisher=None if publisher is None else register.positions[publisher],
        agency=None if agency is None else register.positions[agency],
    )


# ---------- meetings ----------


def _meetings(
    register: Register, volumes: Sequence[Volume], roots: Sequence[int]
) -> tuple[tuple[Event, ...], dict[Ref, int]]:
    """All events, and where each document's meetings went."""
    judge = events.Judge(register.lies_in, register.is_person)
    copied = {root for at, root in enumerate(roots) if root != at}
    tellings = [
        _telling(register, at, volume, meeting_at, roots[at], roots[at] in copied)
        for at, volume in enumerate(volumes)
        for meeting_at in range(len(volume.extraction.meetings))
    ]
    found, possible = clusters.cluster(tellings, judge)
    where = {(one.document, one.meeting.id): at for at, told in enumerate(found) for one in told}
    joined = tuple(
        _event(register, volumes, told, tuple(sorted(possible.get(at, ())))) for at, told in enumerate(found)
    )
    return joined, where


def _telling(register: Register, at: int, volume: Volume, meeting_at: int, root: int, in_copies: bool) -> Telling:
    document, meeting = volume.extraction.document, volume.extraction.meetings[meeting_at]
    parties = frozenset(volume.actors[one] for one in meeting.participants)
    passages = (document.text[span.begin : span.end] for span in meeting.evidence)
    return Telling(
        document=at,
        meeting=meeting,
        participants=parties,
        absent=frozenset(volume.actors[one] for one in meeting.absent),
        states=frozenset(register.stands_for(one) for one in parties),
        place=volume.places[meeting.place] if meeting.place else None,
        published=document.published,
        root=root,
        words=frozenset(" ".join(words(one)) for one in passages) if in_copies else frozenset(),
    )


def _event(
    register: Register, volumes: Sequence[Volume], tellings: Sequence[Telling], possibly: tuple[int, ...]
) -> Event:
    when = conflicts.when_of(tellings)
    counts = [one.meeting.count for one in tellings if one.meeting.count is not None]
    surest = max(tellings, key=lambda one: one.meeting.confidence).meeting
    participants = frozenset().union(*(one.participants for one in tellings))
    claims = [_claims(volumes[one.document], one) for one in tellings]
    flat = [claim for of_one in claims for claim in of_one]
    return Event(
        kind=conflicts.kind_of(tellings),
        status=conflicts.status_of(tellings),
        participants=tuple(sorted(participants)),
        absent=tuple(sorted(frozenset().union(*(one.absent for one in tellings)) - participants)),
        organizers=tuple(
            dict.fromkeys(
                volumes[one.document].actors[one.meeting.organizer] for one in tellings if one.meeting.organizer
            )
        )[:1],
        count=min(counts, default=None),
        when=Reading(when.document, when.meeting.when) if when and when.meeting.when else None,
        place=conflicts.place_of(tellings, register.lies_in),
        topics=tuple(dict.fromkeys(str(one.value) for one in flat if one.field == "topic")),
        triggers=tuple(Passage(one.document, one.meeting.trigger) for one in tellings if one.meeting.trigger),
        evidence=tuple(dict.fromkeys(Passage(one.document, span) for one in tellings for span in one.meeting.evidence)),
        claims=tuple(flat),
        confidence=surest.confidence,
        rule=surest.rule,
        conflicts=tuple(
            tuple(
                at
                for at, claim in enumerate(flat)
                if claim.field == field and claim.document in {tellings[one].document for one in clashing}
            )
            for field, clashing in conflicts.contradictions(tellings)
        ),
        possibly=possibly,
    )


def _claims(volume: Volume, telling: Telling) -> list[Claim]:
    """What one document says of an event, each with the passages that say so."""
    at, meeting = telling.document, telling.meeting
    text = volume.extraction.document.text
    claims = [
        Claim(at, "kind", meeting.kind, meeting.evidence),
        Claim(at, "status", meeting.status, meeting.evidence),
    ]
    if meeting.when:
        claims.append(Claim(at, "when", Reading(at, meeting.when), meeting.evidence))
    if telling.place is not None:
        claims.append(Claim(at, "place", telling.place, meeting.evidence))
    claims += [Claim(at, "participant", one, meeting.evidence) for one in sorted(telling.participants)]
    claims += [Claim(at, "topic", " ".join(text[span.begin : span.end].split()), (span,)) for span in meeting.topics]
    return claims


# ---------- acts and tenures ----------

Told = list[tuple[int, Relation]]  # document, what it tells


def _gather(volumes: Sequence[Volume], offices: bool) -> list[tuple[int, int, Told]]:
    """Relations of the same two actors that are one: (subject, object, told by).

    offices: tenures, else acts. An act's polarity and day belong to it, a tenure's office does.
    """
    found: dict[tuple[int, int, str, str], Told] = {}
    for at, volume in enumerate(volumes):
        for one in volume.extraction.relations:
            if (one.type == "holdsOffice") is not offices:
                continue
            if offices and (not one.office or one.polarity is Polarity.NEGATIVE):
                continue
            subject, target = volume.actors[one.subject], volume.actors[one.object]
            what = slug(one.office or "") if offices else f"{one.type} {one.polarity}"
            when = "" if offices or not one.when else str(one.when.value)
            found.setdefault((subject, target, what, when), []).append((at, one))
    return [(subject, target, told) for (subject, target, _, _), told in found.items()]


def _acts(volumes: Sequence[Volume]) -> tuple[Deed, ...]:
    return tuple(
        Deed(
            type=told[0][1].type,
            source=source,
            target=target,
            polarity=told[0][1].polarity,
            when=_when(told),
            evidence=_passages(told),
            confidence=_surest(told).confidence,
            rule=_surest(told).rule,
        )
        for source, target, told in _gather(volumes, offices=False)
    )


def _tenures(volumes: Sequence[Volume]) -> tuple[Service, ...]:
    return tuple(
        Service(
            person=person,
            organization=organization,
            office=told[0][1].office or "",
            when=_when(told),
            evidence=_passages(told),
            confidence=_surest(told).confidence,
            rule=_surest(told).rule,
        )
        for person, organization, told in _gather(volumes, offices=True)
    )


def _when(told: Told) -> Reading | None:
    """The first time given, a resolved one before others."""
    dated = [Reading(at, one.when) for at, one in told if one.when]
    return min(dated, key=lambda one: one.timex.value is None, default=None)


def _passages(told: Told) -> tuple[Passage, ...]:
    return tuple(dict.fromkeys(Passage(at, one.evidence) for at, one in told))


def _surest(told: Told) -> Relation:
    return max((one for _, one in told), key=lambda one: one.confidence)
