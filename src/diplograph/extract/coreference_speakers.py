"""Whom "I" and "we" mean inside quotations and turns of an interview: whoever says these words.

"I" is the person who speaks. "We" of a state or body is that state or body; of somebody who speaks for one (a minister,
a spokeswoman, an unnamed official) it is the state or body that person speaks for. Without a known speaker, or where
the words have none beside them, it is nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from diplograph.extract import statements_rules, transcripts
from diplograph.extract.casting import Casting
from diplograph.extract.quotations import Quotation, Quotations
from diplograph.extract.statements_speaker import Resolver
from diplograph.language.texts import text_of
from diplograph.model import Actor, ActorType, Attribution, Cast, Document, Mention, MentionKind, Span

if TYPE_CHECKING:
    from diplograph.lexicon import Lexicon

_ONE = frozenset("i me my mine myself".split())
_MANY = frozenset("we us our ours ourselves".split())
_ALL = frozenset("both all two three".split())  # "we both": not only those who speak


def with_speakers(doc: Doc, document: Document, lexicon: Lexicon, cast: Cast, proposals: Sequence[Attribution]) -> Cast:
    """The cast with the first person of quotations and turns as mentions of those who speak.

    proposals: of the reader of statements; what rules find is added.
    """
    finder = _Finder(doc, document, lexicon, cast, proposals)
    for token in doc:
        if token.lower_ in _ONE or (token.lower_ in _MANY and token.text not in ("US", "Us")):
            finder.take(token)
    return finder.cast()


class _Finder:
    def __init__(
        self, doc: Doc, document: Document, lexicon: Lexicon, cast: Cast, proposals: Sequence[Attribution]
    ) -> None:
        self.before, self.text = cast, text_of(doc)
        self.quotations = Quotations(self.text)
        casting = Casting(cast)
        self.actors = casting.actors
        self.resolver = Resolver(doc, casting, lexicon.reporting)
        rules = statements_rules.read(doc, document, lexicon.reporting, self.quotations)
        told = [*transcripts.without_labels([*proposals, *rules], doc), *transcripts.proposals(doc)]
        self.said = [(_around(one.source), one) for one in told if one.source and not one.negated and one.content]
        self.states = {one.state: one.id for one in cast.actors if one.type is ActorType.STATE}
        self.named = {one.name: one.id for one in cast.actors}
        self.speakers: dict[Span, str | None] = {}
        self.added: dict[str, list[Mention]] = {}

    def cast(self) -> Cast:
        actors = tuple(
            replace(one, mentions=tuple(sorted({*one.mentions, *self.added.get(one.id, ())}, key=_place)))
            for one in self.before.actors
        )
        return replace(self.before, actors=actors)

    def take(self, token: Token) -> None:
        """Enter the mention, if it is known who speaks."""
        span = Span(token.idx, token.idx + len(token))
        around = self.quotations.around(span)
        inner = self._innermost(span)
        who = self._speaker(span, inner or around)
        if who is None:
            return
        if token.lower_ in _MANY:
            following = self.text[span.end : span.end + 7].split()
            if following and following[0] in _ALL:
                return
            who = self._represented(self.actors[who])
        elif self.actors[who].type is not ActorType.PERSON:
            return
        if who is not None:
            self.added.setdefault(who, []).append(Mention(span, MentionKind.PRONOUN))

    def _innermost(self, span: Span) -> Quotation | None:
        inside = [one for one in self.quotations.all if one.outer.begin <= span.begin and span.end <= one.outer.end]
        return inside[-1] if inside else None

    def _speaker(self, span: Span, quotation: Quotation | None) -> str | None:
        """Who says the passage around: the source of the narrowest statement whose source stands outside it."""
        if quotation is None:
            turns = [
                source
                for source, one in self.said
                if one.rule == transcripts.RULE
                and any(p.begin <= span.begin and span.end <= p.end for p in one.content)
            ]
            return self._one(turns[0]) if turns else None
        if quotation.outer in self.speakers:
            return self.speakers[quotation.outer]
        who = self._of(quotation)
        self.speakers[quotation.outer] = who
        return who

    def _of(self, quotation: Quotation) -> str | None:
        outer = quotation.outer
        found = []
        for source, one in self.said:
            if outer.begin <= source.begin < outer.end:
                continue
            shared = sum(max(0, min(p.end, outer.end) - max(p.begin, outer.begin)) for p in one.content)
            if 2 * shared > outer.end - outer.begin or (shared and one.content[0].begin <= outer.begin + 1):
                size = sum(p.end - p.begin for p in one.content)
                found.append((size, source))
        if found:
            return self._one(min(found)[1])
        return self._going_on(quotation)

    def _going_on(self, quotation: Quotation) -> str | None:
        """Of the quotation before it in the paragraph, when this one begins a sentence: '"…," he said. "I …"'."""
        earlier = [one for one in self.quotations.outer if one.outer.end <= quotation.outer.begin]
        if quotation.depth or not earlier:
            return None
        between = self.text[earlier[-1].outer.end : quotation.outer.begin]
        if "\n" in between or len(between) > _CLOSE or not between.rstrip().endswith((".", "”", '"')):
            return None
        last = earlier[-1]
        if last.outer not in self.speakers:
            self.speakers[last.outer] = self._of(last)
        return self.speakers[last.outer]

    def _one(self, source: Span) -> str | None:
        """The only actor that a source means; a first person as source is whoever was found for it."""
        for who, mentions in self.added.items():
            if any(one.span == source for one in mentions):
                return who
        speakers = self.resolver.speakers(source)
        return speakers.ids[0] if speakers is not None and len(speakers.ids) == 1 else None

    def _represented(self, one: Actor) -> str | None:
        """Whose "we" it is: the state or body itself, or the one that a person in office or a spokesman speaks for."""
        if one.type is not ActorType.PERSON:
            return one.id
        for role in one.roles:
            body = role.partition(" of ")[2].removeprefix("the ")
            if not role.startswith("former ") and body in self.named:
                return self.named[body]
        if one.state in self.states and (one.roles or one.unnamed):
            former = all(role.startswith("former ") for role in one.roles) and one.roles
            return None if former else self.states[one.state]
        return self.named.get(one.part_of or "")


_CLOSE = 80  # characters between two quotations of which the second goes on with the first


def _around(spans: Sequence[Span]) -> Span:
    return Span(spans[0].begin, spans[-1].end) if spans else Span(-1, -1)


def _place(mention: Mention) -> tuple[Span, str]:
    return mention.span, mention.kind.value
