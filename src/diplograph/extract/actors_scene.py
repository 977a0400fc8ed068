"""The page that the finders of actors read and write: the text by characters and tokens, and the figures found so far.

A figure is an actor in the making. Finders add mentions; `actors.find` orders and freezes the result.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from diplograph.lexicon import Lexicon
from diplograph.lexicon.actors import State
from diplograph.lexicon.titles import Title
from diplograph.model import ActorType, Mention, MentionKind, Span


@dataclass(slots=True)
class Figure:
    """An actor in the making. key: "state:CHN", "person:3", "body:NATO"; titles: of persons, as the text says."""

    key: str
    name: str
    type: ActorType
    state: str | None = None
    part_of: str | None = None
    wikidata: str | None = None
    gender: str | None = None
    titles: list[Title] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    unnamed: bool = False
    collective: bool = False
    initials: list[str] = field(default_factory=list)  # of the titles as said: "EAM" of "External Affairs Minister"
    called: set[str] = field(default_factory=set)  # words for the person, as said: "army chief", "chief"
    mentions: dict[tuple[int, int], Mention] = field(default_factory=dict)

    @property
    def leads(self) -> bool:
        return any(title.leads for title in self.titles)

    @property
    def is_person(self) -> bool:
        return self.type is ActorType.PERSON


class Scene:
    """One document while its actors are looked for. text: as the parser saw it (furniture blank), offsets unchanged."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self.doc, self.lexicon = doc, lexicon
        self.text = doc.text.replace("’", "'").replace("‘", "'")
        self.words = lexicon.titles.words
        self.figures: dict[str, Figure] = {}
        self.places: dict[str, list[Span]] = {}
        self.place_part: dict[str, str] = {}
        self._starts = [token.idx for token in doc]
        self._sentences = list(doc.sents)
        self._sentence_starts = [sentence.start_char for sentence in self._sentences]
        self._listed: list[tuple[Span, MentionKind, Figure]] | None = (
            None  # mentions in text order, made when asked for
        )
        self.home: str | None = None  # state of the capital in the dateline

    # ----- reading -----

    def token_at(self, offset: int) -> Token:
        """The token that covers a character (the one before it, when it stands on a blank)."""
        return self.doc[max(0, bisect_right(self._starts, offset) - 1)]

    def tokens(self, span: Span) -> list[Token]:
        first = self.token_at(span.begin).i
        found = []
        for token in self.doc[first : first + (span.end - span.begin) + 1]:
            if token.idx >= span.end:
                break
            if token.idx + len(token) > span.begin and not token.is_space:
                found.append(token)
        return found

    def head(self, span: Span) -> Token:
        """The token of the span that governs the others."""
        inside = self.tokens(span) or [self.token_at(span.begin)]
        indices = {token.i for token in inside}
        outer = [token for token in inside if token.head.i not in indices or token.head == token]
        return outer[-1] if outer else inside[-1]

    def sentence(self, offset: int) -> int:
        """Number of the sentence around a character."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def sentence_begin(self, offset: int) -> int:
        return self._sentence_starts[self.sentence(offset)]

    def sentence_end(self, offset: int) -> int:
        return self._sentences[self.sentence(offset)].end_char

    def says(self, span: Span) -> str:
        return self.text[span.begin : span.end]

    # ----- writing -----

    def add(self, figure: Figure, span: Span, kind: MentionKind, literally: str | None = None) -> None:
        """Enter a mention; the first kind entered for a span stays."""
        if (span.begin, span.end) in figure.mentions:
            return
        figure.mentions[span.begin, span.end] = Mention(span, kind, literally)
        if self._listed is not None:
            insort(self._listed, (span, kind, figure), key=_order)

    def state(self, code: str) -> Figure:
        known: State = self.lexicon.actors.states[code]
        return self.figures.setdefault(
            f"state:{code}",
            Figure(f"state:{code}", known.name, ActorType.STATE, state=code, wikidata=known.wikidata),
        )

    def body(self, name: str) -> Figure:
        """A government office, organization or outlet of the lexicon."""
        known = self.lexicon.actors.bodies[name]
        return self.figures.setdefault(
            f"body:{name}", Figure(f"body:{name}", name, known.type, state=known.state, part_of=known.part_of)
        )

    def figure(self, name: str, type: ActorType, **facts: str | None) -> Figure:
        """The figure of that name and type, set up when it is new."""
        key = f"{type.value}:{name}"
        made = self.figures.setdefault(key, Figure(key, name, type))
        for fact, value in facts.items():
            if value is not None and getattr(made, fact) is None:
                setattr(made, fact, value)
        return made

    def place(self, name: str, span: Span, part_of: str | None = None) -> None:
        spans = self.places.setdefault(name, [])
        if span not in spans:
            spans.append(span)
        if part_of:
            self.place_part.setdefault(name, part_of)

    def persons(self) -> list[Figure]:
        return [one for one in self.figures.values() if one.is_person and not one.unnamed]

    def mention_list(self) -> list[tuple[Span, MentionKind, Figure]]:
        """All mentions so far in text order."""
        if self._listed is None:
            self._listed = sorted(
                ((one.span, one.kind, figure) for figure in self.figures.values() for one in figure.mentions.values()),
                key=_order,
            )
        return list(self._listed)

    def mentions_of(self, sentence: int) -> list[tuple[Span, MentionKind, Figure]]:
        """The mentions that begin in a sentence, by its number; in text order."""
        if self._listed is None:
            self.mention_list()
        assert self._listed is not None
        if not 0 <= sentence < len(self._sentence_starts):
            return []
        first, last = self._sentence_starts[sentence], None
        if sentence + 1 < len(self._sentence_starts):
            last = self._sentence_starts[sentence + 1]
        low = bisect_left(self._listed, first, key=_begin)
        high = len(self._listed) if last is None else bisect_left(self._listed, last, key=_begin)
        return self._listed[low:high]

    def drop(self, figure: Figure) -> None:
        """Take a figure off the page (its mentions went to another)."""
        del self.figures[figure.key]
        self._listed = None


def _begin(entry: tuple[Span, MentionKind, Figure]) -> int:
    return entry[0].begin


def _order(entry: tuple[Span, MentionKind, Figure]) -> tuple[Span, str]:
    return entry[0], entry[2].key


_BLANKS = re.compile(r"\s+")


def plain(words: str) -> str:
    """Words on one line, each separated by one blank, without a possessive ending.

    >>> plain("Hassan\\nRouhani's")
    'Hassan Rouhani'
    """
    return re.sub(r"'s?$", "", _BLANKS.sub(" ", words.replace("’", "'")).strip())
