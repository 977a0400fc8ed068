"""Links the statements of one document: which stands in which, at which meeting it was said, of which it tells.

Knows neither spaCy nor RDF: spans, actors and meetings only. Each rule is conservative: a statement without a link
is only silent, a wrong link is false.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from diplograph.model import ActorType, Cast, Document, Meeting, MeetingStatus, Span, Statement

_HELD = frozenset({MeetingStatus.HELD, MeetingStatus.REPORTED})
NEAR = 1500  # characters within which a text still speaks of the meeting it told of
CLOSE = 500  # characters between a passage on a meeting and words that the same source passes on
_PARAGRAPHS = re.compile(r"\n\s*\n")
_ISSUED = re.compile(r"\b(statement|readout|read-out|communiqu[eé]|declaration|release|document)$", re.IGNORECASE)
_NOUN = (
    r"(?:phone |telephone |video |conference |trilateral |bilateral )*"
    r"(?:calls?|talks|meetings?|summit|conversation|discussions?|dinner|lunch|breakfast|visit|negotiations|conference|"
    r"round|encounter|session|audience)"
)
_BETWEEN = r"(?:(?!(?:after|before|since|following|until|ahead|for|to|from|on|in|at|and|but|that)\b)[\w’'-]+\s+)"
_AT = re.compile(rf"\b(?:during|at|in|on|over)\s+{_BETWEEN}{{0,4}}?{_NOUN}\b", re.IGNORECASE)
_AFTER = re.compile(rf"\b(?:after|following)\s+(?:[\w’'-]+\s+){{0,5}}?{_NOUN}\b", re.IGNORECASE)
_LATER = re.compile(
    r"\b(?:after|before|since|until|ahead of|following|prior to|about|of)\s+(?:\S+\s+){0,4}$", re.IGNORECASE
)
_GOING_ON = re.compile(r"^(?:add|went on|continu|also)", re.IGNORECASE)


def link(
    document: Document, cast: Cast, meetings: Sequence[Meeting], statements: Sequence[Statement]
) -> tuple[Statement, ...]:
    """The statements with `embeds`, `meeting` and `about_meeting`, in the given order.

    embeds: those that stand directly in the content. about_meeting: the meeting that the content tells of, or at
    which the words it passes on were said; what a readout goes on to say tells of the same ("the statement added").
    meeting: at which it was said; it needs a speaker who took part, and the sentence that names the meeting, a
    partner or joint speakers who took part too, or an outer statement that tells of it. `inferred` names what is
    concluded from other sentences.
    """
    return _Linker(document, cast, meetings, statements).linked()


class _Linker:
    def __init__(
        self, document: Document, cast: Cast, meetings: Sequence[Meeting], statements: Sequence[Statement]
    ) -> None:
        self.actors = {actor.id: actor for actor in cast.actors}
        self.text = document.text
        self.meetings = [one for one in meetings if one.count is None]
        self.statements = list(statements)
        self.placed = sorted(range(len(self.statements)), key=lambda at: _place(self.statements[at]).begin)
        self.begins = [_place(self.statements[at]).begin for at in self.placed]
        self.embeds = {one.id: _embedded(one, self._placed_in(one.content)) for one in statements}
        self.outer = {inner: one for one in statements for inner in self.embeds[one.id]}
        self.at: dict[str, tuple[Meeting, bool]] = {}
        self.about: dict[str, tuple[Meeting, bool]] = {}

    def _placed_in(self, pieces: Sequence[Span]) -> list[Statement]:
        """The statements whose cue begins in the pieces, in their order: no other can stand in them."""
        found = {
            at
            for piece in pieces
            for at in self.placed[bisect_left(self.begins, piece.begin) : bisect_right(self.begins, piece.end)]
        }
        return [self.statements[at] for at in sorted(found)]

    def linked(self) -> tuple[Statement, ...]:
        for one in self.statements:
            found = self._said_at(one)
            if found:
                self.at[one.id] = found
        for one in sorted(self.statements, key=lambda said: _place(said)):
            self._tell(one)
        for one in self.statements:
            if one.id not in self.at:
                above = self._from_outer(one) or self._passed_on_with(one)
                if above:
                    self.at[one.id] = (above, True)
        return tuple(self._with_links(one) for one in self.statements)

    def _with_links(self, one: Statement) -> Statement:
        at, at_inferred = self.at.get(one.id, (None, False))
        about, about_inferred = self.about.get(one.id, (None, False))
        if at and about and at.id == about.id:
            about = None
        inferred = [*one.inferred]
        inferred += ["meeting"] if at and at_inferred else []
        inferred += ["about_meeting"] if about and about_inferred else []
        return replace(
            one,
            embeds=tuple(self.embeds[one.id]),
            meeting=at.id if at else None,
            about_meeting=about.id if about else None,
            inferred=tuple(dict.fromkeys(inferred)),
        )

    # ---------- of which meeting it tells ----------

    def _tell(self, one: Statement) -> None:
        inner = [self.at[each][0] for each in self.embeds[one.id] if each in self.at]
        if inner:
            self.about[one.id] = (inner[0], False)
            return
        before = self._before(one)
        told = self.about.get(before.id) if before else None
        named = self._named_in(one)
        if told and self._goes_on(one, told[0]) and not (named and self.embeds[one.id] == []):
            self.about[one.id] = (told[0], True)
        elif named:
            self.about[one.id] = (named, False)

    def _named_in(self, one: Statement) -> Meeting | None:
        """The meeting whose trigger, or most of whose passage, stands in the content; the first one named."""
        found: list[tuple[int, str, Meeting]] = []
        first = min(piece.begin for piece in one.content)
        last = max(piece.end for piece in one.content)
        for meeting in self.meetings:
            places = [meeting.trigger] if meeting.trigger and _inside(one.content, meeting.trigger) else []
            passages = [span for span in meeting.evidence if span.begin < last and first < span.end]
            places += [span for span in passages if _inside(one.content, span) or _covers(span, one)]
            if places:
                found.append((min(span.begin for span in places), meeting.id, meeting))
        return min(found, key=lambda entry: entry[:2])[2] if found else None

    def _before(self, one: Statement) -> Statement | None:
        """The last statement of the same speakers that stands outside this one and before it."""
        at = _place(one).begin
        earlier = [
            other
            for other in self._placed_in([Span(at - NEAR, at)])
            if other.id != one.id
            and other.speakers == one.speakers != ()
            and _place(other).begin < at
            and at - _place(other).begin <= NEAR
        ]
        return max(earlier, key=lambda other: _place(other), default=None)

    def _goes_on(self, one: Statement, meeting: Meeting) -> bool:
        """ "a statement added", "the readout said": one issue tells of one meeting; what a source adds that
        participants said was said there."""
        source = self.text[one.speaker_span.begin : one.speaker_span.end] if one.speaker_span else ""
        sentence = self.text[one.speaker_span.begin : one.cue.begin] if one.speaker_span and one.cue else ""
        issued = "speaker" in one.inferred or bool(_ISSUED.search(source) or _ISSUED.search(sentence.strip()))
        cue = self.text[one.cue.begin : one.cue.end] if one.cue else ""
        inner = [other for other in self.statements if other.id in self.embeds[one.id]]
        passed_on = bool(inner) and all(self._took_part(other, meeting) for other in inner)
        return (issued and (not inner or passed_on)) or (bool(_GOING_ON.match(cue)) and passed_on)

    # ---------- at which meeting it was said ----------

    def _said_at(self, one: Statement) -> tuple[Meeting, bool] | None:
        if not one.speakers:
            return None
        held = [meeting for meeting in self.meetings if meeting.status in _HELD]
        mine = [each for each in held if set(one.speakers) <= set(each.participants) and len(each.participants) > 1]
        named = [meeting for meeting in mine if self._named_beside(one, meeting)]
        if named:
            return named[0], False
        partner = [each for each in mine if one.addressee and set(one.addressee) <= set(each.participants)]
        joint = [each for each in mine if len(one.speakers) > 1 and set(one.speakers) == set(each.participants)]
        near = self._nearest(one, partner or joint)
        return (near, True) if near else None

    def _named_beside(self, one: Statement, meeting: Meeting) -> bool:
        """The sentence names the meeting outside the content: "During the call, X stressed that …".

        "after the talks" dates what both sides said together, not what one of them said later.
        """
        patterns = (_AT, _AFTER) if len(one.speakers) > 1 else (_AT,)
        for sentence in one.evidence:
            if not any(_touch(span, sentence) for span in meeting.evidence):
                continue
            for pattern in patterns:
                for hit in pattern.finditer(self.text, sentence.begin, sentence.end):
                    place = Span(hit.start(), hit.end())
                    own = any(_touch(span, place) for span in meeting.evidence)
                    if own and not any(_touch(piece, place) for piece in one.content):
                        return True
            if self._acted_beside(one, meeting, sentence):
                return True
        return False

    def _acted_beside(self, one: Statement, meeting: Meeting, sentence: Span) -> bool:
        """ "Biden phoned Albanese to say", "met Putin, telling him": the meeting's verb governs the cue."""
        trigger, cue = meeting.trigger, one.cue
        if trigger is None or cue is None or not (sentence.begin <= trigger.begin < cue.begin < sentence.end):
            return False
        if _inside(one.content, trigger) or _LATER.search(self.text[sentence.begin : trigger.begin]):
            return False
        between = self.text[trigger.end : cue.begin]
        purpose = between.rstrip().endswith(" to") and (
            "say" in self.text[cue.begin : cue.end] or "tell" in self.text[cue.begin : cue.end]
        )
        manner = self.text[cue.begin : cue.end].split()[0].endswith("ing") if cue.end > cue.begin else False
        return purpose or (manner and one.addressee != () and set(one.addressee) <= set(meeting.participants))

    def _nearest(self, one: Statement, meetings: Sequence[Meeting]) -> Meeting | None:
        """The candidate of which the text last told before the statement, or next in the same sentence."""
        at = max(span.end for span in one.evidence)
        before = [
            (max(span.begin for span in meeting.evidence if span.begin < at), meeting.id, meeting)
            for meeting in meetings
            if any(span.begin < at for span in meeting.evidence)
        ]
        near = [entry for entry in before if at - entry[0] <= NEAR]
        return max(near, key=lambda entry: entry[:2])[2] if near else None

    def _took_part(self, one: Statement, meeting: Meeting) -> bool:
        """Whether every speaker is a participant, or the state ("the Chinese side") of one."""
        states = {self.actors[each].state for each in meeting.participants if each in self.actors}

        def present(speaker: str) -> bool:
            actor = self.actors.get(speaker)
            side = actor is not None and actor.type in (ActorType.STATE, ActorType.GOVERNMENT) and actor.state in states
            return speaker in meeting.participants or (side and actor is not None and actor.state is not None)

        return bool(one.speakers) and all(present(speaker) for speaker in one.speakers)

    def _from_outer(self, one: Statement) -> Meeting | None:
        above = self.outer.get(one.id)
        while above is not None:
            told = self.about.get(above.id)
            if told and told[0].status in _HELD and self._took_part(one, told[0]):
                return told[0] if above.speakers != one.speakers else None
            above = self.outer.get(above.id)
        return None

    def _passed_on_with(self, one: Statement) -> Meeting | None:
        """What a participant said, when the sentences just before tell of the meeting and the same source passes both
        on: "X and Y spoke by phone, the palace said. X stressed that …, the palace said." """
        if not one.via or one.speaker_span is None:
            return None
        begin = min(span.begin for span in one.evidence)
        told = [
            (max(span.end for span in meeting.evidence if span.end <= begin), meeting.id, meeting)
            for meeting in self.meetings
            if any(span.end <= begin for span in meeting.evidence)
            and len(meeting.participants) > 1
            and meeting.status in _HELD
            and self._took_part(one, meeting)
        ]
        if not told:
            return None
        end, _, meeting = max(told, key=lambda entry: entry[:2])
        between = self.text[end:begin]
        if len(between) > CLOSE or len(_PARAGRAPHS.findall(between)) > 1:
            return None
        same = any(
            other.id != one.id
            and (link := self.about.get(other.id)) is not None
            and link[0].id == meeting.id
            and set(other.speakers) & set(one.via)
            for other in self.statements
        )
        return meeting if same else None


def _inside(pieces: Sequence[Span], span: Span) -> bool:
    return any(piece.begin <= span.begin and span.end <= piece.end for piece in pieces)


def _touch(one: Span, other: Span) -> bool:
    return one.begin < other.end and other.begin < one.end


def _size(one: Statement) -> int:
    return sum(piece.end - piece.begin for piece in one.content)


def _place(one: Statement) -> Span:
    return one.cue or one.speaker_span or one.content[0]


def _within(inner: Statement, outer: Statement) -> bool:
    return inner.id != outer.id and _inside(outer.content, _place(inner)) and not _inside(inner.content, _place(outer))


def _embedded(one: Statement, statements: Sequence[Statement]) -> list[str]:
    """Ids of the statements in the content that stand in no smaller one of it."""
    inner = [other for other in statements if _within(other, one)]
    return [
        other.id
        for other in inner
        if not any(_within(other, middle) and _size(middle) < _size(one) for middle in inner if middle is not other)
    ]


def _covers(evidence: Span, one: Statement) -> bool:
    """The passage is a sentence most of which is the content ("Xi and Putin spoke on Monday, the Kremlin said")."""
    shared = sum(max(0, min(evidence.end, piece.end) - max(evidence.begin, piece.begin)) for piece in one.content)
    return shared >= 0.6 * (evidence.end - evidence.begin) and shared >= 0.5 * _size(one)
