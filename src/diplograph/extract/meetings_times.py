"""Which time expression dates a meeting."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice

from spacy.tokens import Doc, Token

from diplograph.extract.meetings_carriers import beside, governing
from diplograph.extract.meetings_circumstances import NUMBERS
from diplograph.extract.meetings_sisters import sisters
from diplograph.extract.meetings_triggers import REACH, Candidate, whole
from diplograph.language import syntax
from diplograph.lexicon.meetings import Meetings
from diplograph.model import Document, Interval, Timex

_OPEN_ENDED = frozenset({"since", "from"})  # "the first call since March": not the day of the call
_AROUND = frozenset({"since", "after", "before", "following", "until", "till", "ahead"})
_CLOSING = frozenset({"to", "until", "till", "through", "-", "–"})
_OPENING = frozenset({"commence", "start", "begin"})  # "on May 2, commencing at 9 a.m."
_DAYS = re.compile(r"(?i)\b(?P<number>\w+)[ -]+day\b")
_LONGEST = 20  # days of a visit
_OPENS = frozenset({"begin", "start", "open", "commence", "arrive", "embark"})
_CLOSES = frozenset({"end", "conclude", "finish", "complete", "wrap", "close"})
_SAME_DAY = re.compile(r"(?i)(?:on |in )?(?:the|that) (?:very )?same (?:day|morning|afternoon|evening|night)\b")
_FAR = 1500  # characters back to the day that "the same day" means
_STRETCH = re.compile(r"(?i)\b(?:past|last)\s+(?:(?P<number>\w+)\s+)?(?P<unit>decade|year)s?\b")


class Times:
    """Chooses the time expression that dates a trigger."""

    def __init__(self, doc: Doc, timexes: Sequence[Timex], lexicon: Meetings, published: date | None) -> None:
        self._lexicon, self._published = lexicon, published
        self._heads: list[tuple[Token, Token, Timex]] = []  # head and first word of each, in text order
        for timex in timexes:
            span = doc.char_span(timex.span.begin, timex.span.end, alignment_mode="expand")
            if span is not None and len(span):
                self._heads.append((span.root, span[0], timex))
        self._heads.sort(key=lambda one: one[0].i)
        self._at = [root.i for root, _, _ in self._heads]
        self._costs: dict[tuple[int, int], int | None] = {}
        self._larger: dict[int, frozenset[int]] = {}

    def _near(self, candidate: Candidate) -> list[tuple[Token, Token, Timex]]:
        """The times of the sentence, no further away than a long clause reaches."""
        sentence, head = candidate.sentence, candidate.head.i
        first = bisect_left(self._at, max(sentence.start, head - REACH))
        last = bisect_left(self._at, min(sentence.end, head + REACH))
        return self._heads[first:last]

    def of(self, candidate: Candidate, others: Sequence[Candidate]) -> Timex | None:
        """The nearest one in the trigger's own phrase or clause; None when it belongs to another trigger."""
        best: tuple[int, int, Timex] | None = None
        whose = self._when(candidate)
        if whose is not None:
            return whose
        larger = self._beside(candidate)
        for root, first, timex in self._near(candidate):
            if _open_ended(first, timex):
                continue
            cost = self._cost(root, candidate)
            if cost is None or self._of_deciding(root, timex, candidate):
                continue
            if any(
                other.head.i != candidate.head.i
                and other.head.i not in larger
                and (candidate.verb is None or other.head.i != candidate.verb.i)
                and not (other.entry.frame == "visit" and other.head.is_ancestor(candidate.head))
                and not (candidate.nominal and whole(candidate.head).head == other.head)  # "received a call on Monday"
                and (rival := self._cost(root, other)) is not None
                and rival < cost
                for other in others
            ):
                continue
            rank = (cost, abs(root.i - candidate.head.i), timex)
            if best is None or rank[:2] < best[:2]:
                best = rank
        return best[2] if best else self._of_sister(candidate)

    def _when(self, candidate: Candidate) -> Timex | None:
        """The day that a clause of "when" is about: "last Wednesday, when a delegation dined with Paz"."""
        verb = candidate.verb
        while verb is not None and verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX"):
            verb = verb.head
        if verb is None or verb.dep_ not in ("relcl", "acl:relcl", "advcl"):
            return None
        when = next((one for one in verb.children if one.lower_ == "when" and one.i < verb.i), None)
        if when is None or any(self._cost(root, candidate) == 0 for root, _, _ in self._near(candidate)):
            return None
        before = when.i - 1 - (when.doc[when.i - 1].text == ",")
        end = when.doc[before].idx + len(when.doc[before])
        return next((one for _, _, one in self._near(candidate) if one.span.end == end), None)

    def foreign(self, timex: Timex, candidate: Candidate) -> bool:
        """Whether a time, whoever proposes it, can't date the trigger: "since March", "agreed on Monday to meet"."""
        return any(
            one is timex
            and (_open_ended(first, one) or self._of_deciding(root, one, candidate) or _later(root, candidate))
            for root, first, one in self._near(candidate)
        )

    def _of_deciding(self, root: Token, timex: Timex, candidate: Candidate) -> bool:
        """Whether a day is that on which the meeting was agreed, called off or denied: it lies not ahead."""
        off = self._lexicon.words["cancel"] | {"call", "put"}
        verb, above = _anchor(root), whole(candidate.head)
        if candidate.nominal and verb in (above, candidate.head) and above.dep_ in ("dobj", "obj") and root.i > above.i:
            verb = above.head if above.head.lemma_.lower() in off else verb  # "called off a visit on Monday"
        if verb.lemma_.lower() not in self._lexicon.words["decide"] or verb.pos_ not in ("VERB", "AUX"):
            return False
        if timex.value is not None and self._published is not None and timex.value.first > self._published:
            return False
        if verb.i < candidate.head.i < root.i and verb.lemma_.lower() not in off:
            return False  # "denied meeting them at the weekend"
        led_by = {root.head.lower_, root.doc[max(0, root.left_edge.i - 1)].lower_}
        return "for" not in led_by and _decided(candidate, verb)

    def _of_sister(self, candidate: Candidate) -> Timex | None:
        """The last one before the trigger in a clause beside it that has the same time."""
        for sister in sisters(candidate, self._lexicon):
            if not sister.dates:
                continue
            found = [
                timex
                for root, first, timex in self._near(candidate)
                if _anchor(root) == sister.head and not _open_ended(first, timex) and root.i < candidate.head.i
            ]
            if found:
                return found[-1]
        return None

    def new_date(self, candidate: Candidate, others: Sequence[Candidate]) -> Timex | None:
        """Of a meeting put off: the day to which, behind "to", "until" or "for"; the old day is of no use."""
        for root, first, timex in self._near(candidate):
            before = root.doc[max(0, root.left_edge.i - 1)].lower_, root.head.lower_
            if root.i > candidate.head.i and {"to", "until", "till"} & {*before, first.lower_}:
                return timex
        return None

    def _beside(self, candidate: Candidate) -> frozenset[int]:
        at = candidate.head.i
        if at not in self._larger:
            self._larger[at] = frozenset(one.i for one in beside(candidate))
        return self._larger[at]

    def _cost(self, root: Token, candidate: Candidate) -> int | None:
        key = root.i, candidate.head.i
        if key not in self._costs:
            self._costs[key] = self._distance(root, candidate)
        return self._costs[key]

    def _distance(self, root: Token, candidate: Candidate) -> int | None:
        """How far a time is from a trigger in the tree: 0 on the trigger, 1 on its verb, 3 on the clause around it."""
        head, verb = candidate.head, candidate.verb
        anchor = _anchor(root)
        if root.i == head.i or anchor.i == head.i:
            return 0
        if verb is not None and anchor.i == verb.i:
            return 0 if not candidate.nominal else 1
        path = _ancestors(root)
        if head.i in path[:5]:
            between = [root.doc[i] for i in path[: path.index(head.i)]]
            if any(_around_another(one, root) for one in between):
                return None
            if not any(
                one.dep_ in ("relcl", "acl:relcl", "ccomp", "advcl") or (one.dep_ == "conj" and one.pos_ == "VERB")
                for one in between
            ):
                return 1
            return None
        if verb is not None and verb.i in path[:4]:
            between = [root.doc[i] for i in path[: path.index(verb.i)]]
            if not any(_around_another(one, root) for one in between) and not any(
                one.pos_ in ("VERB", "AUX")
                and one.dep_ in ("relcl", "acl:relcl", "ccomp", "advcl", "conj", "xcomp")
                and one.lemma_.lower() not in _OPENING
                for one in between
            ):
                return 1
        if any(event == anchor.i or event in path[:3] for event in self._beside(candidate)):
            return 2
        around = syntax.clause_head(syntax.coordination_head(head)) if candidate.nominal else governing(head)
        while around is not None and around.i != anchor.i and syntax.coordination_head(around).dep_ == "xcomp":
            around = syntax.coordination_head(around).head  # "agreed on Monday to sign and to go on, after talks"
        if around is not None and around.i == anchor.i:
            return 3
        return None


def _around_another(preposition: Token, root: Token) -> bool:
    """ "since the fighting of May", "before Friday's summit": the day of what came before or after the meeting."""
    return preposition.lower_ in _AROUND and any(
        one.dep_ == "pobj" and one.i != root.i and one.pos_ in ("NOUN", "PROPN") for one in preposition.children
    )


def _later(root: Token, candidate: Candidate) -> bool:
    """ "had spoken by phone and would do so again this week": the day of what is still to come."""
    verb = candidate.verb if candidate.nominal else candidate.head
    anchor = _anchor(root)
    if verb is None or anchor == verb or anchor.dep_ != "conj" or not verb.is_ancestor(anchor):
        return False
    modal = [any(one.tag_ == "MD" for one in syntax.auxiliaries(place)) for place in (verb, anchor)]
    return modal == [False, True]


def _open_ended(first: Token, timex: Timex) -> bool:
    """ "since March", "from Monday", but not "from Monday to Friday"."""
    before = first.doc[first.i - 1].lower_ if first.i else ""
    said = {before, first.lower_} & _OPEN_ENDED
    inside = first.doc.char_span(timex.span.begin, timex.span.end, alignment_mode="expand")
    closed = inside is not None and any(one.lower_ in _CLOSING for one in inside)
    another = first.lower_ in _AROUND and inside is not None and inside[-1].tag_ == "POS"  # "after April's fighting"
    return "since" in said or another or (bool(said) and not closed)


def _decided(candidate: Candidate, verb: Token) -> bool:
    """Whether the meeting is what a verb decides: its object or complement, not an occasion beside it."""
    one = whole(candidate.head) if candidate.nominal else candidate.head
    for _ in range(6):
        if one == verb:
            return one != candidate.head
        if one.dep_ in ("advcl", "acl", "relcl", "acl:relcl", "nsubj", "conj", "pcomp"):
            return False
        if one.dep_ == "pobj" and one.head.lower_ not in ("for", "to", "on", "of"):
            return False
        one = one.head
    return False


def _ancestors(token: Token) -> list[int]:
    return [one.i for one in islice(token.ancestors, 6)]


def _anchor(root: Token) -> Token:
    """The verb or noun that a time modifies."""
    current = root
    for _ in range(4):
        parent = current.head
        if parent == current:
            return current
        if parent.pos_ in ("VERB", "AUX") or (
            parent.pos_ in ("NOUN", "PROPN")
            and current.dep_ in ("prep", "poss", "nmod:poss", "compound", "amod", "npadvmod", "nmod")
            and parent.ent_type_ != "DATE"
        ):
            return parent
        current = parent
    return current


def stretch(timex: Timex, document: Document) -> Timex:
    """The days of an open stretch that a number of meetings falls in: "in the past decade" ends with publication."""
    if timex.value is not None or document.published is None:
        return timex
    said = _STRETCH.search(document.text[timex.span.begin : timex.span.end])
    if said is None:
        return timex
    word = (said["number"] or "one").lower()
    number = int(word) if word.isdigit() else NUMBERS.get(word, 1)
    unit = said["unit"].lower()
    years = number * (10 if unit == "decade" else 1)
    last = document.published
    try:
        first = last.replace(year=last.year - years)
    except ValueError:  # 29 February
        first = last.replace(year=last.year - years, day=28)
    return Timex(timex.span, Interval(first, last), True, last, "meetings:stretch")


def same_day(timex: Timex, timexes: Sequence[Timex], document: Document) -> Timex:
    """ "On the same day": the last day named before, as long as it is not too far away; else as it was."""
    if _SAME_DAY.fullmatch(document.text[timex.span.begin : timex.span.end].strip()) is None:
        return timex
    for other in sorted(timexes, key=lambda one: one.span, reverse=True):
        far = timex.span.begin - other.span.end
        if (
            other.value is not None
            and other.value.first == other.value.last
            and 0 <= far <= _FAR
            and not other.approximate
        ):
            return Timex(timex.span, other.value, False, other.value.first, "meetings:same-day")
    return timex


def lasting(timex: Timex, candidate: Candidate) -> Timex:
    """The days of "ended a two-day visit on Tuesday", "arrived on Friday on a three-day visit"; else as it was."""
    if not candidate.nominal or timex.value is None or timex.value.first != timex.value.last:
        return timex
    verb = candidate.verb or syntax.clause_head(syntax.coordination_head(candidate.head))
    said = _DAYS.search(candidate.head.doc[candidate.head.left_edge.i : candidate.head.i].text)
    if said is None or verb.pos_ not in ("VERB", "AUX"):
        return timex
    word, lemma = said["number"].lower(), verb.lemma_.lower()
    number = int(word) if word.isdigit() else NUMBERS.get(word, 0)
    further = timedelta(number - 1)
    if not 2 <= number <= _LONGEST or not {*_OPENS, *_CLOSES} & {lemma}:
        return timex
    day = timex.value.first
    days = Interval(day - further, day) if lemma in _CLOSES else Interval(day, day + further)
    return Timex(timex.span, days, timex.approximate, timex.anchor, "meetings:days")
