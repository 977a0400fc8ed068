"""When, where, about what, by which medium, how often: the circumstances of a meeting in its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from diplograph.extract.casting import Casting
from diplograph.extract.meetings_triggers import Candidate, whole
from diplograph.language import syntax
from diplograph.lexicon.meetings import Meetings
from diplograph.model import Document, Interval, MeetingKind, Span, Timex

_AT = frozenset({"in", "at", "aboard", "near", "outside", "inside"})
_TOWARDS = frozenset({"to", "in", "at", "into", "through", "for"})
# "the last round" names its event by itself
_ITSELF = frozenset({"last", "next", "previous", "latest", "upcoming"})
# "no": "there will be no meeting" speaks of one that was named before.
_KNOWN = frozenset({"the", "this", "that", "these", "those", "their", "its", "his", "her", "both", "no"})
_TOPIC = frozenset({"on", "about", "over", "regarding", "concerning"})
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "dozen": 12, "twice": 2, "thrice": 3, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_STRETCH = re.compile(r"(?i)\b(?:past|last)\s+(?:(?P<number>\w+)\s+)?(?P<unit>decade|year)s?\b")
_PLACES = ("LOC", "GPE", "FAC")


# ---------- medium ----------


def kind(candidate: Candidate, lexicon: Meetings) -> MeetingKind:
    """The kind, made finer by the medium that the words around name ("by phone", "video summit")."""
    base = candidate.entry.kind
    doc = candidate.head.doc
    near: list[Token] = []
    for place in _carriers(candidate):
        for child in place.children:
            near.append(child)
            if child.dep_ in ("prep", "agent") or child.pos_ == "ADP":
                near += [one for inner in child.children for one in (inner, *inner.children)]
    inside = doc.char_span(candidate.span.begin, candidate.span.end, alignment_mode="expand")
    near += list(inside) if inside is not None else []
    said = {one.lemma_.lower() for one in near} | {one.lower_ for one in near}
    if said & lexicon.words["video"]:
        return MeetingKind.VIDEO_CALL
    by_phone = any(_medium(one) for one in near if one.lemma_.lower() in lexicon.words["phone"])
    if by_phone or candidate.entry.id == "conference" and "call" in said:
        return MeetingKind.PHONE_CALL
    if candidate.entry.id in ("speak", "discuss", "exchange_views") and any(
        one.lemma_.lower() == "call" and one.dep_ == "pobj" and one.head.lower_ in ("on", "in", "during") for one in near
    ):
        return MeetingKind.PHONE_CALL
    if candidate.entry.id == "speak":
        return MeetingKind.CALL
    if candidate.entry.id == "conversation":
        return MeetingKind.CALL
    if candidate.entry.id == "meeting" and "summit" in said:
        return MeetingKind.SUMMIT
    return base


def _carriers(candidate: Candidate) -> list[Token]:
    """The words on which time, place and medium of a meeting hang: trigger, its verb, "held" in "talks held in Rome"."""
    found = [candidate.head]
    if candidate.verb is not None and candidate.verb.i != candidate.head.i:
        found.append(candidate.verb)
    if candidate.nominal:
        found += [
            one
            for one in candidate.head.children
            if one.dep_ in ("acl", "relcl", "acl:relcl")
            and one.lemma_.lower() in ("hold", "plan", "schedule", "set", "host", "fix", "convene", "conduct", "begin", "end", "start", "arrange", "organize", "organise", "due")
        ]
    return found


def _medium(word: Token) -> bool:
    return word.dep_ in ("compound", "amod", "nmod") or (word.head.pos_ == "ADP" and word.head.lower_ in ("by", "on", "over", "via", "through")) or word.dep_ in ("obl", "npadvmod")


# ---------- time ----------


class Times:
    """Chooses the time expression that dates a trigger."""

    def __init__(self, doc: Doc, timexes: Sequence[Timex]) -> None:
        self._heads: list[tuple[Token, Timex]] = []
        for timex in timexes:
            span = doc.char_span(timex.span.begin, timex.span.end, alignment_mode="expand")
            if span is not None and len(span):
                self._heads.append((span.root, timex))

    def of(self, candidate: Candidate, others: Sequence[Candidate]) -> Timex | None:
        """The nearest one in the trigger's own phrase or clause; None when it belongs to another trigger."""
        best: tuple[int, int, Timex] | None = None
        sentence = candidate.head.sent
        for root, timex in self._heads:
            if not sentence.start <= root.i < sentence.end:
                continue
            cost = self._cost(root, candidate)
            if cost is None:
                continue
            if any(
                other.head.i != candidate.head.i
                and not (other.entry.frame == "visit" and other.head.is_ancestor(candidate.head))
                and (rival := self._cost(root, other)) is not None and rival < cost
                for other in others
            ):
                continue
            rank = (cost, abs(root.i - candidate.head.i), timex)
            if best is None or rank[:2] < best[:2]:
                best = rank
        return best[2] if best else None

    def new_date(self, candidate: Candidate, others: Sequence[Candidate]) -> Timex | None:
        """Of a meeting put off: the day to which, behind "to", "until" or "for"; the old day is of no use."""
        for root, timex in self._heads:
            before = root.doc[max(0, root.left_edge.i - 1)].lower_, root.head.lower_
            if root.sent.start == candidate.head.sent.start and root.i > candidate.head.i and {"to", "until", "till"} & set(before):
                return timex
        return None

    def _cost(self, root: Token, candidate: Candidate) -> int | None:
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
            if not any(one.dep_ in ("relcl", "acl:relcl", "ccomp", "advcl") for one in between):
                return 1
            return None
        if verb is not None and verb.i in path[:4]:
            between = [root.doc[i] for i in path[: path.index(verb.i)]]
            if not any(one.pos_ in ("VERB", "AUX") and one.dep_ in ("relcl", "acl:relcl", "ccomp", "advcl", "conj", "xcomp") for one in between):
                return 1
        if any(event.i == anchor.i or event.i in path[:3] for event in beside(candidate)):
            return 2
        around = syntax.clause_head(syntax.coordination_head(head)) if candidate.nominal else _governing(head)
        if around is not None and around.i == anchor.i:
            return 3
        return None


def beside(candidate: Candidate) -> list[Token]:
    """The larger event on whose sidelines this one takes place: it gives time and place to the smaller one."""
    found = []
    for carrier in [candidate.head] if candidate.verb is None else [candidate.head, candidate.verb]:
        for _, _, noun in syntax.prepositions(carrier):
            if noun.lemma_.lower() in ("sideline", "margin", "fringe", "sidelines", "margins", "fringes"):
                found += [one for word, _, one in syntax.prepositions(noun) if word == "of"]
    return found


def _ancestors(token: Token) -> list[int]:
    return [one.i for one in token.ancestors]


def _anchor(root: Token) -> Token:
    """The verb or noun that a time modifies."""
    current = root
    for _ in range(4):
        parent = current.head
        if parent == current:
            return current
        if parent.pos_ in ("VERB", "AUX") or (parent.pos_ in ("NOUN", "PROPN") and current.dep_ in ("prep", "poss", "nmod:poss", "compound", "amod", "npadvmod", "nmod") and parent.ent_type_ != "DATE"):
            return parent
        current = parent
    return current


def _governing(verb: Token) -> Token | None:
    """The verb above one that has no time of its own: "arrived on Monday to meet", "suggested Monday after meeting"."""
    if verb.dep_ in ("xcomp", "advcl", "pcomp", "acl"):
        parent = verb.head
        while parent.pos_ not in ("VERB", "AUX") and parent.head != parent:
            parent = parent.head
        return parent if parent != verb else None
    return None


# ---------- place ----------


def place(candidate: Candidate, casting: Casting) -> str | None:
    """The finest place of the meeting, with the wider one where it is said: "Riyadh, Saudi Arabia"."""
    doc, head = candidate.head.doc, candidate.head
    carriers = _carriers(candidate)
    visit = candidate.entry.kind is MeetingKind.VISIT
    for word, noun in _places_on(carriers, visit):
        if word in _AT or (visit and word in _TOWARDS):
            found = _place_name(noun, casting)
            if found:
                return found
    if candidate.nominal:
        for child in head.children:  # "the Geneva talks", "Sunday's Riyadh summit"
            if child.dep_ in ("compound", "poss", "nmod", "nmod:poss") and child.i < head.i and child.ent_type_ in _PLACES:
                found = _known(child, casting)
                if found and not casting.covering(Span(child.idx, child.idx + len(child))):
                    return found
    if visit and not candidate.nominal:
        for noun in syntax.objects(head):
            found = _place_name(noun, casting, bare=True)
            if found:
                return found
    for event in beside(candidate):
        for word, noun in _places_on([event], False):
            if word in _AT and (found := _place_name(noun, casting)):
                return found
    around = syntax.clause_head(syntax.coordination_head(head)) if candidate.nominal else _governing(head)
    if around is not None and around.i not in {one.i for one in carriers} and around.pos_ in ("VERB", "AUX"):
        motion = around.lemma_.lower() in ("arrive", "fly", "travel", "be", "go", "head", "return", "come", "land", "gather", "speak", "promise", "agree", "sign", "say", "suggest")
        for word, noun in _places_on([around], motion):
            moving = around.lemma_.lower() in ("arrive", "fly", "travel", "go", "head", "return", "come", "land")
            if motion and (word in _AT or (moving and word == "to")) and noun.i != head.i:
                found = _place_name(noun, casting)
                if found:
                    return found
    return None


def _places_on(carriers: Sequence[Token], towards: bool) -> list[tuple[str, Token]]:
    found: list[tuple[str, Token]] = []
    for carrier in carriers:
        phrases = syntax.prepositions(carrier)
        for child in carrier.children:
            if child.dep_ in ("prep", "advmod", "npadvmod", "obl") or child.dep_ in ("dobj", "obj"):
                for deeper in [child, *child.children]:
                    phrases += [one for one in syntax.prepositions(deeper) if one[0] in _AT and one[2].ent_type_ in _PLACES]
        found += [(word, noun) for word, _, noun in phrases]
    return found


def _place_name(noun: Token, casting: Casting, *, bare: bool = False) -> str | None:
    """The name at a noun, joined with a wider one that follows after a comma or belongs to it."""
    name = _known(noun, casting)
    if name is None:
        for child in noun.children:  # "the northern city of Recife", "the Black Sea resort of Sochi"
            if child.dep_ == "prep" and child.lower_ == "of" or child.dep_ == "appos":
                inner = child if child.dep_ == "appos" else next((one for one in child.children if one.dep_ == "pobj"), None)
                if inner is not None and inner.ent_type_ in _PLACES:
                    return _known(inner, casting)
        return None
    ent = [one for one in noun.doc.ents if one.start <= noun.i < one.end]
    end = ent[0].end if ent else noun.i + 1
    doc = noun.doc
    if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].ent_type_ in _PLACES and "," not in name:
        wider = _known(doc[end + 1], casting)
        after = next((one.end for one in doc.ents if one.start == end + 1), end + 2)
        listed = after < len(doc) and doc[after].lower_ in ("and", "or") or (after + 1 < len(doc) and doc[after].text == "," and doc[after + 1].ent_type_ in _PLACES)
        if wider and wider != name and not listed:
            return f"{name}, {wider}"
    for owner in syntax.possessors(noun):
        if owner.ent_type_ in _PLACES:
            wider = _known(owner, casting)
            if wider and wider not in name:
                return f"{name}, {wider}"
    return name


def _known(noun: Token, casting: Casting) -> str | None:
    word = Span(noun.idx, noun.idx + len(noun))
    place = casting.place_at(word)
    if place is not None:
        return place.name
    if noun.ent_type_ in _PLACES:
        ent = next((one for one in noun.doc.ents if one.start <= noun.i < one.end), None)
        if ent is None:
            return None
        text = ent.text
        return re.sub(r"['’]s$", "", text[4:] if text.startswith("the ") else text)
    return None


# ---------- topics, number, definiteness ----------


def topics(candidate: Candidate) -> tuple[Span, ...]:
    """What was talked about: phrases with on/about/over, objects and "to discuss" clauses."""
    found: list[Span] = []
    places = [candidate.head] + ([candidate.verb] if candidate.verb is not None and candidate.nominal else [])
    for place in places:
        for child in place.children:
            if child.dep_ in ("prep",) and child.lower_ in _TOPIC:
                for noun in child.children:
                    if noun.dep_ == "pobj" and not _temporal(noun) and noun.lemma_.lower() not in ("phone", "telephone", "call", "sideline", "line", "eve", "visit", "basis"):
                        found.append(syntax.subtree(noun))
                    elif noun.dep_ == "pcomp":
                        found.append(syntax.subtree(noun))
            elif child.dep_ in ("xcomp", "advcl", "acl", "relcl") and child.lemma_.lower() in ("discuss", "review"):
                found += [_rest(noun) for noun in syntax.objects(child)[:1]]
    if candidate.entry.id == "discuss":
        found += [_rest(noun) for noun in syntax.objects(candidate.head)[:1]]
        found += [syntax.subtree(one) for one in syntax.contents(candidate.head)]
    return tuple(dict.fromkeys(found))


def _rest(noun: Token) -> Span:
    return syntax.subtree(noun)


def _temporal(noun: Token) -> bool:
    return noun.ent_type_ in ("DATE", "TIME") or noun.lower_ in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "day", "morning", "evening", "night", "weekend") or noun.tag_ == "CD" or any(child.tag_ == "CD" for child in noun.children)


def count(candidate: Candidate) -> int | None:
    """At least so many meetings: "more than 40 times" is 41, "five times" 5; None for a single one."""
    for child in candidate.head.subtree:
        if child.lower_ == "times" and child.head.i in (candidate.head.i, (candidate.verb or candidate.head).i):
            number = next((_number(one) for one in child.children if _number(one)), None)
            if number is None:
                return None
            words = [one.lower_ for one in child.subtree]
            return number + 1 if "more" in words or "over" in words else number
    return None


def _number(token: Token) -> int | None:
    digits = token.text.replace(",", "")
    if digits.isascii() and digits.isdigit() and len(digits) < 6:
        return int(digits)
    return _NUMBERS.get(token.lower_)


def stretch(timex: Timex, document: Document) -> Timex:
    """The days of an open stretch that a number of meetings falls in: "in the past decade" ends with publication."""
    if timex.value is not None or document.published is None:
        return timex
    said = _STRETCH.search(document.text[timex.span.begin : timex.span.end])
    if said is None:
        return timex
    word = (said["number"] or "one").lower()
    number = int(word) if word.isdigit() else _NUMBERS.get(word, 1)
    unit = said["unit"].lower()
    years = number * (10 if unit == "decade" else 1)
    last = document.published
    try:
        first = last.replace(year=last.year - years)
    except ValueError:  # 29 February
        first = last.replace(year=last.year - years, day=28)
    return Timex(timex.span, Interval(first, last), True, last, "meetings:stretch")


def ordinal(candidate: Candidate) -> int | None:
    """2 for "the second call"."""
    if not candidate.nominal:
        return None
    return next((_ORDINALS[one.lower_] for one in candidate.head.children if one.lower_ in _ORDINALS and one.i < candidate.head.i), None)


def definite(candidate: Candidate) -> bool:
    """Whether the words take the event as known: "the talks", "their call", "it was the second call"."""
    if not candidate.nominal:
        return False
    noun = candidate.head
    for place in {noun.i: noun, whole(noun).i: whole(noun)}.values():
        if any(child.lower_ in _ITSELF for child in place.children):
            return False
    for child in whole(noun).children:
        if child.dep_ in ("det", "poss", "nmod:poss") and child.lower_ in _KNOWN:
            return True
    if syntax.possessors(noun):
        return True
    return noun.dep_ == "attr" and any(one.lower_ in ("it", "this", "that") for one in syntax.subjects(noun.head))


def evidence(candidate: Candidate) -> Span:
    """The clause of the trigger: its verb with all below, without clauses coordinated with it."""
    head = candidate.verb or candidate.head
    clause = syntax.clause_head(syntax.coordination_head(head))
    while clause.dep_ in ("xcomp", "aux", "auxpass", "acl", "pcomp", "relcl", "acl:relcl", "advcl") and clause.head != clause:
        clause = syntax.clause_head(clause.head)
        if clause.pos_ not in ("VERB", "AUX"):
            break
    left_out: set[int] = set()
    for child in clause.children:
        if child.dep_ == "conj" and child.i > clause.i and child.pos_ in ("VERB", "AUX") and not _below(candidate.head, child):
            left_out |= {one.i for one in child.subtree}
            left_out |= {one.i for one in clause.children if one.dep_ == "cc" and one.i < child.i and one.i > clause.i}
        elif child.dep_ in ("punct",) and child.i > clause.i and child.text in ".?!":
            left_out.add(child.i)
    kept = [one for one in clause.subtree if one.i not in left_out and not one.is_space]
    runs = [one for one in kept if one.i <= max(candidate.head.i, head.i) or not any(clause.i < gap < one.i for gap in left_out)]
    return syntax.cover(runs or [candidate.head])


def _below(token: Token, top: Token) -> bool:
    return token == top or top.is_ancestor(token)
