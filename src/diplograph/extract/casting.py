"""Finds which actors some words mean: an index over the mentions of a cast."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from diplograph.model import Actor, Cast, Mention, Place, Span


class Casting:
    """Mentions of a cast by position.

    >>> from diplograph.model import ActorType, MentionKind
    >>> xi = Actor("a1", "Xi Jinping", ActorType.PERSON, (Mention(Span(18, 28), MentionKind.NAME),))
    >>> Casting(Cast((xi,))).at(Span(0, 28))
    ('a1',)
    """

    def __init__(self, cast: Cast) -> None:
        self.actors: dict[str, Actor] = {actor.id: actor for actor in cast.actors}
        entries = [(one.span, one, actor.id) for actor in cast.actors for one in actor.mentions]
        self._entries = sorted(entries, key=lambda entry: (entry[0], entry[1].kind, entry[2]))
        self._begins = [span.begin for span, _, _ in self._entries]
        self._longest = max((span.end - span.begin for span, _, _ in self._entries), default=0)
        self._places = sorted(
            ((span, place) for place in cast.places for span in place.spans),
            key=lambda one: (one[0], one[1].name),
        )

    def mentions_within(self, span: Span) -> list[tuple[Mention, str]]:
        """(mention, actor id) of every mention that lies wholly inside the span, in text order."""
        at = bisect_left(self._begins, span.begin)
        found = []
        while at < len(self._entries) and self._begins[at] < span.end:
            where, mention, actor = self._entries[at]
            if where.end <= span.end:
                found.append((mention, actor))
            at += 1
        return found

    def covering(self, span: Span) -> list[tuple[Mention, str]]:
        """(mention, actor id) of every mention that covers the span, the shortest mentions only."""
        first = bisect_left(self._begins, span.begin - self._longest)
        last = bisect_right(self._begins, span.begin)
        found = [
            (where, mention, actor) for where, mention, actor in self._entries[first:last] if where.end >= span.end
        ]
        if not found:
            return []
        shortest = min(where.end - where.begin for where, _, _ in found)
        return [(mention, actor) for where, mention, actor in found if where.end - where.begin == shortest]

    def overlapping(self, span: Span) -> list[tuple[Mention, str]]:
        """(mention, actor id) of every mention that shares a character with the span, in text order."""
        first = bisect_left(self._begins, span.begin - self._longest)
        last = bisect_left(self._begins, span.end)
        return [(mention, actor) for where, mention, actor in self._entries[first:last] if where.end > span.begin]

    def at(self, span: Span) -> tuple[str, ...]:
        """Ids of the actors that the words mean: of the mentions that cover the span or end where it ends (its head,
        so that "Chinese President Xi Jinping" is the person and not the state). Empty when nobody is meant or known.
        """
        exact = [(mention, actor) for mention, actor in self.overlapping(span) if mention.span == span]
        if exact:
            return unique(actor for _, actor in exact)
        covering = self.covering(span)
        if covering:
            return unique(actor for _, actor in covering)
        last = [(mention, actor) for mention, actor in self.mentions_within(span) if mention.span.end == span.end]
        return unique(actor for _, actor in last)

    def place_at(self, span: Span) -> Place | None:
        """The place that stands at some words (sharing a character), the first one."""
        return next(
            (place for where, place in self._places if where.begin < span.end and span.begin < where.end),
            None,
        )


def unique(ids: Iterable[str]) -> tuple[str, ...]:
    """Without repetition, in the order of first occurrence."""
    return tuple(dict.fromkeys(ids))
