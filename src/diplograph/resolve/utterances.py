"""Statements across documents: the same speakers' same words are one, with several passages as evidence.

Words are the same when they are equal after normalising (contract, section 5). Below five words they say too little
("his congratulations"): then only a document and its copies share a statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from diplograph.dossier import Claim, Passage, Reading, Utterance, Volume
from diplograph.model import Span, Statement
from diplograph.resolve import quotes
from diplograph.resolve.events import length
from diplograph.wording import words

TELLING = 5  # words from which a statement is known by them
T = TypeVar("T")
Ref = tuple[int, str]  # document, id of a statement or meeting in it
Key = tuple[tuple[int, ...], str, int | None]  # speakers, words, document of a short statement


@dataclass(slots=True)
class _Group:
    """One statement: who tells it (document, its statement), and the statements that contain it."""

    key: Key
    members: list[tuple[int, Statement]] = field(default_factory=list)
    outer: list[int] = field(default_factory=list)


def join(volumes: Sequence[Volume], roots: Sequence[int], meetings: Mapping[Ref, int]) -> tuple[Utterance, ...]:
    """All statements. roots: for each document the one it repeats, or itself. meetings: where each of them went."""
    groups: list[_Group] = []
    numbers: dict[Key, int] = {}
    of: dict[Ref, int] = {}
    for at, volume in enumerate(volumes):
        for said in volume.extraction.statements:
            key = _key(volume, said, roots[at])
            if key not in numbers:
                numbers[key] = len(groups)
                groups.append(_Group(key))
            of[at, said.id] = numbers[key]
            groups[numbers[key]].members.append((at, said))
    for at, volume in enumerate(volumes):
        for said in volume.extraction.statements:
            around = of[at, said.id]
            for within in (of[at, inner] for inner in said.embeds if (at, inner) in of):
                if around not in groups[within].outer and not _contains(groups, within, around):
                    groups[within].outer.append(around)
    return _linked(volumes, [_utterance(volumes, groups, group, meetings) for group in groups])


def _key(volume: Volume, said: Statement, root: int) -> Key:
    spoken = words(_text(volume, said.content))
    speakers = tuple(sorted({volume.actors[one] for one in said.speakers if one in volume.actors}))
    # Whoever it was: somebody unknown in one document is nobody in particular in another.
    return speakers, " ".join(spoken), root if len(spoken) < TELLING or not speakers else None


def _text(volume: Volume, content: Iterable[Span]) -> str:
    text = volume.extraction.document.text
    return " [...] ".join(text[span.begin : span.end] for span in content)


def _contains(groups: Sequence[_Group], outer: int, inner: int) -> bool:
    """Whether a statement is another or stands around it: then the other can't stand around it."""
    return outer == inner or any(_contains(groups, outer, one) for one in groups[inner].outer)


def _utterance(
    volumes: Sequence[Volume], groups: Sequence[_Group], group: _Group, meetings: Mapping[Ref, int]
) -> Utterance:
    speakers, key, origin = group.key
    first, said = group.members[0]

    def actors(field: Callable[[Statement], tuple[str, ...]]) -> tuple[int, ...]:
        return _each(volumes[at].actors[one] for at, telling in group.members for one in field(telling))

    def meeting(field: Callable[[Statement], str | None]) -> int | None:
        found = (meetings.get((at, field(telling) or "")) for at, telling in group.members)
        return next((one for one in found if one is not None), None)

    surest = max(group.members, key=lambda member: member[1].confidence)[1]
    outer = [one for number in group.outer for one in _sources(volumes, groups, number, set())]
    return Utterance(
        speakers=speakers,
        key=key,
        origin=origin,
        form=said.form,
        mode=said.mode,
        content=tuple(Passage(first, span) for span in said.content),
        contents=_each(Passage(at, span) for at, telling in group.members for span in telling.content),
        cues=_each(_text(volumes[at], [telling.cue]) for at, telling in group.members if telling.cue),
        via=_each([*actors(lambda one: one.via), *(one for one in outer if one not in speakers)]),
        on_behalf_of=actors(lambda one: one.on_behalf_of),
        addressees=actors(lambda one: one.addressee),
        about=actors(lambda one: one.about),
        when=_when(group),
        said_at=meeting(lambda one: one.meeting),
        reports_on=meeting(lambda one: one.about_meeting),
        embedded_in=tuple(group.outer),
        evidence=_each(Passage(at, span) for at, telling in group.members for span in telling.evidence),
        claims=_claims(volumes, group),
        confidence=surest.confidence,
        rule=surest.rule,
        unresolved=not speakers and any(telling.speaker_span for _, telling in group.members),
    )


def _each(values: Iterable[T]) -> tuple[T, ...]:
    """Every value once, in order of first appearance."""
    return tuple(dict.fromkeys(values))


def _sources(volumes: Sequence[Volume], groups: Sequence[_Group], number: int, seen: set[int]) -> list[int]:
    """Who passes an outer statement on: its speakers, its own sources, those of the statements around it."""
    if number in seen:
        return []
    seen.add(number)
    group = groups[number]
    via = [volumes[at].actors[one] for at, said in group.members for one in said.via]
    return [*group.key[0], *via, *(one for outer in group.outer for one in _sources(volumes, groups, outer, seen))]


def _when(group: _Group) -> Reading | None:
    """The most precise time, of equals the first document's."""
    dated = [Reading(at, said.when) for at, said in group.members if said.when]
    return min(
        dated,
        key=lambda one: (length(one.timex.value) if one.timex.value else 10**6, one.timex.approximate),
        default=None,
    )


def _claims(volumes: Sequence[Volume], group: _Group) -> tuple[Claim, ...]:
    """Where documents differ in who passed it on, to whom it was said or of whom: what each of them says."""
    documents = _each(at for at, _ in group.members)
    claims: list[Claim] = []
    fields: tuple[tuple[str, Callable[[Statement], tuple[str, ...]]], ...] = (
        ("via", lambda one: one.via),
        ("about", lambda one: one.about),
        ("addressee", lambda one: one.addressee),
    )
    for name, of in fields:
        told = {
            at: _each(volumes[at].actors[one] for to, said in group.members if to == at for one in of(said))
            for at in documents
        }
        if len({frozenset(actors) for actors in told.values()}) > 1:
            for at, actors in told.items():
                evidence = _each(span for to, said in group.members if to == at for span in said.evidence)
                claims += [Claim(at, name, actor, evidence) for actor in actors]
    return tuple(claims)


def _linked(volumes: Sequence[Volume], joined: Sequence[Utterance]) -> tuple[Utterance, ...]:
    """The statements with their other wordings."""
    other: dict[int, list[int]] = {}
    compared = [
        quotes.quote(
            _text(volumes[one.content[0].document], [passage.span for passage in one.content]),
            one.form,
            one.speakers,
            volumes[one.content[0].document].extraction.document.published,
        )
        if one.content and one.speakers
        else None
        for one in joined
    ]
    for at, to in quotes.pairs(compared):
        other.setdefault(at, []).append(to)
        other.setdefault(to, []).append(at)
    return tuple(replace(one, same_quote=tuple(sorted(other.get(at, ())))) for at, one in enumerate(joined))
