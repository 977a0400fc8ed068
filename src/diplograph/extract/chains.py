"""Reporting chains: whose words reach the reader through whom.

Of two statements one of which stands in the other's content, the inner one comes via the outer one's speaker; so do
words that are "quoted by" or said "citing" somebody. The order is from the inside out: Kremlin, then Reuters.
An outer statement whose speaker is a medium and which passes on nothing but speech is no statement of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from diplograph.extract.nearby import Nearby
from diplograph.extract.statements_weighing import AGREE, MEDIA_SHARE, NESTED, NESTED_NOUN, SAME_SHARE, likeness
from diplograph.lexicon.reporting import Cue
from diplograph.model import Actor, ActorType, Attribution, Mode, Span

_WORD = re.compile(r"\w+")
_ADDITIVE = frozenset("also further furthermore additionally moreover too".split())
_GOING_ON = frozenset("add continue go".split())
REACH = 12  # statements back among which the one right before is looked for


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement on its way: what `find` knows before layers are sorted out. Spans of content are final."""

    proposal: Attribution
    speakers: tuple[str, ...]
    source: Span
    cue: Span | None
    verb: Token | None
    entry: Cue | None
    content: tuple[Span, ...]
    sentence: Span
    inferred: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    parents: tuple[int, ...] = field(default=())

    @property
    def mode(self) -> Mode:
        if self.entry is not None:
            return self.entry.mode
        return self.proposal.mode or Mode.SPEECH

    @property
    def extent(self) -> Span:
        spans = [*self.content, self.source, *((self.cue,) if self.cue else ())]
        return Span(min(one.begin for one in spans), max(one.end for one in spans))


def contains(pieces: Sequence[Span], span: Span) -> bool:
    """Whether one of the pieces (in text order) covers the span."""
    if not pieces or span.begin < pieces[0].begin or span.end > pieces[-1].end:
        return False
    return any(piece.begin <= span.begin and span.end <= piece.end for piece in pieces)


def size(pieces: Sequence[Span]) -> int:
    return sum(piece.end - piece.begin for piece in pieces)


def parents_of(drafts: Sequence[Draft]) -> list[int | None]:
    """For each statement the one in whose content its cue stands, the innermost; None at the outside."""
    contents = Nearby()
    for number, one in enumerate(drafts):
        contents.add(number, one.content)
    found: list[int | None] = []
    for number, one in enumerate(drafts):
        at = one.cue or one.source
        around = [
            (size(other.content), index)
            for index, other in ((index, drafts[index]) for index in contents.around([at]))
            if index != number and contains(other.content, at) and not contains(one.content, other.cue or other.source)
        ]
        found.append(min(around)[1] if around else None)
    return found


def standing(
    drafts: Sequence[Draft], actors: Mapping[str, Actor], others: Sequence[Sequence[Span]] = ()
) -> list[Draft]:
    """Without statements inside another's content that are none of their own, having no known word of speech.

    What an outer speaker says of somebody's hopes, or in words that only seem to attribute, is the outer one's, unless
    the reader is very sure; what he says of his own hopes, or of those of the state that he speaks for, always is.
    others: contents of statements whose speaker nobody knows.
    """
    contents = Nearby()
    for number, content in enumerate(others):
        contents.add(number, content)

    found = list(drafts)
    parents = parents_of(found)

    def is_sure(one: Draft) -> bool:
        assert one.verb is not None
        noun = one.verb.pos_ == "NOUN" and bool(one.speakers)
        return one.proposal.confidence >= (NESTED_NOUN if noun else NESTED)

    def stands(number: int) -> bool:
        one, above = found[number], parents[number]
        if one.verb is None or (one.entry is not None and one.mode is Mode.SPEECH):
            return True
        if is_sure(one):
            return above is None or not one_voice(one.speakers, found[above].speakers, actors)
        place = one.cue or one.source
        return above is None and not any(
            contains(others[number], place) and not contains(one.content, others[number][0])
            for number in contents.around([place])
        )

    kept = [one for number, one in enumerate(found) if stands(number)]
    if len(kept) == len(found):
        return kept
    # What stood in the way of others may itself be gone now.
    standing_yet = {id(one) for one in kept}
    again = [one for one in found if id(one) in standing_yet or (one.verb is not None and is_sure(one))]
    return [
        one
        for one, outer in zip(again, parents_of(again), strict=True)
        if id(one) in standing_yet or outer is None or not one_voice(one.speakers, again[outer].speakers, actors)
    ]


def one_voice(inner: Sequence[str], outer: Sequence[str], actors: Mapping[str, Actor]) -> bool:
    """Whether who is said to think something is who says so, or the state that he speaks for."""
    states = {actors[who].state for who in outer if who in actors} - {None}
    return bool(inner) and all(
        who in outer or (who in actors and actors[who].type is ActorType.STATE and actors[who].state in states)
        for who in inner
    )


_GAP = re.compile(r"\s*(?:that\s+)?")


def around_told(drafts: Sequence[Draft], text: str) -> list[Draft]:
    """The drafts with the whole of what they tell, where two have the same words and the one's source and cue stand
    right after the other's cue: of "Oslo said Rojas told Lemke that P" Oslo tells that Rojas told it."""
    found = list(drafts)
    contents = Nearby()
    for number, one in enumerate(found):
        contents.add(number, one.content)
    for number, one in enumerate(found):
        if one.cue is None:
            continue
        gap = _GAP.match(text, one.cue.end)
        begin = gap.end() if gap else one.cue.end
        for index in contents.around(one.content):
            other = drafts[index]
            if index == number or other.cue is None or other.source.begin != begin:
                continue
            if other.verb is None or other.verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
                continue  # "has let Oslo *know* that"
            after = other.cue.end <= one.content[0].begin and one.cue.end <= other.source.begin
            if after and likeness(one.content, other.content, text) >= AGREE:
                found[number] = replace(one, content=(Span(begin, one.content[0].end), *one.content[1:]))
    return found


def trimmed(drafts: Sequence[Draft], text: str) -> list[Draft]:
    """The drafts with contents that take in no neighbour's reporting clause.

    "…, state media reported" at the end of words that state media pass on is no part of them; and what the same
    speaker goes on to say (", adding that …") is a statement of its own.
    """
    found = list(drafts)
    cues = Nearby()
    for number, one in enumerate(drafts):
        cues.add(number, [one.cue] if one.cue else [])
    for number, one in enumerate(drafts):
        end = one.content[-1].end
        for other in (drafts[index] for index in cues.around(one.content)):
            if other is one or other.cue is None or one.cue is None or not contains(one.content, other.cue):
                continue
            begin = min(other.source.begin, other.cue.begin) if contains(one.content, other.source) else other.cue.begin
            around = other.content[0].begin < begin and one.content[0].begin < other.content[-1].end
            join = _JOIN.search(text, max(one.content[0].begin, other.cue.begin - _JOIN_LONG), other.cue.begin)
            goes_on = (
                other.speakers == one.speakers
                and other.verb is not None
                and (other.verb.tag_ == "VBG" or (join is not None and _as_told(one, other)))
                and other.content[0].begin >= other.cue.end
                and other.content[-1].end >= end - 2
            )
            if goes_on:
                begin = join.start() if join is not None else other.cue.begin
            joined = _joined(one, other)
            if joined is not None and joined > one.cue.end:
                end = min(end, len(text[:joined].rstrip(" ,")))
                continue
            comma = text[:begin].rstrip()[-1:] == "," or (goes_on and join is not None)
            if (around or goes_on) and comma and begin > one.content[0].begin and begin > one.cue.end:
                end = min(end, len(text[:begin].rstrip(" ,")))
        kept = tuple(Span(piece.begin, min(piece.end, end)) for piece in one.content if piece.begin < end)
        if kept:
            found[number] = replace(one, content=kept)
    return found


def _as_told(one: Draft, other: Draft) -> bool:
    """Whether the other's verb can stand beside this one's: the same tense, its subject not within the content."""
    return (
        one.verb is not None
        and other.verb is not None
        and one.verb.tag_ == other.verb.tag_ in ("VBD", "VBZ", "VBP")
        and not contains(one.content, other.source)
    )


_JOIN = re.compile(r",?\s(?:and|but|then)\s+(?:(?:\w+ly|also|then)\s+)?$")
_JOIN_LONG = 24  # characters before a verb in which "and" is looked for


def _joined(one: Draft, other: Draft) -> int | None:
    """Where "and" or "but" joins the other's verb to this one's ("branded it a lie *but* conceded that")."""
    if one.verb is None or other.verb is None or other.verb.dep_ != "conj" or other.verb.head != one.verb:
        return None
    between = other.verb.doc[one.verb.i + 1 : other.verb.i]
    places = [token.idx for token in between if token.dep_ == "cc" and token.head == one.verb]
    return places[-1] if places and other.speakers == one.speakers else None


def is_media(ids: Sequence[str], actors: dict[str, Actor]) -> bool:
    return bool(ids) and all(actors[one].type == ActorType.MEDIA for one in ids)


def only_passes_on(number: int, drafts: Sequence[Draft], children: Sequence[int], text: str) -> bool:
    """Whether the content is nothing but what inner statements report."""
    outer = drafts[number]
    inner = [drafts[child].extent for child in children]
    total = covered = 0
    for piece in outer.content:
        for word in _WORD.finditer(text, piece.begin, piece.end):
            total += 1
            covered += any(span.begin <= word.start() and word.end() <= span.end for span in inner)
    return bool(inner) and covered >= MEDIA_SHARE * total


def layered(drafts: Sequence[Draft], actors: dict[str, Actor], text: str) -> list[Draft]:
    """The drafts with `via`, without outer ones of media that only pass on speech; text order kept."""
    drafts = _without_twins(drafts, actors, text)
    parents = parents_of(drafts)
    children: dict[int, list[int]] = {}
    for number, above in enumerate(parents):
        if above is not None:
            children.setdefault(above, []).append(number)
    found = []
    for number, one in enumerate(drafts):
        chain: list[str] = list(one.via)
        above, steps = parents[number], 0
        while above is not None and steps < len(drafts):
            outer = drafts[above]
            if outer.mode is Mode.SPEECH:
                above_it = (*outer.speakers, *outer.via) if outer.speakers != one.speakers else outer.via
                chain += [who for who in above_it if who not in chain]
            above, steps = parents[above], steps + 1
        dropped = is_media(one.speakers, actors) and only_passes_on(number, drafts, children.get(number, ()), text)
        if not dropped:
            found.append(replace(one, via=tuple(chain)))
    return found


def _without_twins(drafts: Sequence[Draft], actors: dict[str, Actor], text: str) -> list[Draft]:
    """A medium and somebody else with the same words in one sentence ("“…,” X said, according to the agency"): the
    medium passes them on."""
    found = list(drafts)
    contents = Nearby()
    for number, one in enumerate(drafts):
        contents.add(number, one.content)
    gone: set[int] = set()
    for number, one in enumerate(drafts):
        if not is_media(one.speakers, actors):
            continue
        for index in contents.around(one.content):
            other = found[index]
            if other.sentence != one.sentence or is_media(other.speakers, actors) or not _same_words(one, other, text):
                continue
            more = tuple(who for who in one.speakers if who not in other.via)
            found[index] = replace(other, via=(*other.via, *more))
            gone.add(number)
    return [one for number, one in enumerate(found) if number not in gone]


def _same_words(one: Draft, other: Draft, text: str) -> bool:
    mine, theirs = (
        {word.start() for piece in each.content for word in _WORD.finditer(text, piece.begin, piece.end)}
        for each in (one, other)
    )
    return len(mine & theirs) >= SAME_SHARE * len(mine | theirs)


def carried_over(drafts: Sequence[Draft]) -> list[Draft]:
    """ "He also added" after "According to Xinhua, Xi said": the source goes on passing on; `via` is inferred."""
    found: list[Draft] = []
    for one in drafts:
        before = _spoke_before(one, found)
        goes_on = (
            before is not None
            and one.speakers
            and not one.via
            and before.via
            and one.verb is not None
            and set(one.speakers) <= set(before.speakers)
            and (one.verb.lemma_ in _GOING_ON or any(child.lower_ in _ADDITIVE for child in one.verb.children))
        )
        if goes_on and before is not None:
            one = replace(one, via=before.via, inferred=(*one.inferred, "via"))
        found.append(one)
    return found


def _spoke_before(one: Draft, found: Sequence[Draft]) -> Draft | None:
    """The statement right before, or the one that it passes on ("X stressed that …, the ministry said. X also …")."""
    earlier = [other for other in found[-REACH:] if other.extent.begin < one.extent.begin]
    if len(earlier) > 1 and earlier[-1].speakers and set(earlier[-1].speakers) <= set(earlier[-2].via):
        outer, inner = earlier[-1], earlier[-2]
        if contains(outer.content, inner.cue or inner.source):
            return inner
    return earlier[-1] if earlier else None
