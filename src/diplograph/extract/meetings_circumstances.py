"""By which medium, about what, how often, how definite: circumstances of a meeting other than time and place."""

from __future__ import annotations

from spacy.tokens import Token

from diplograph.extract.meetings_carriers import carriers, governing
from diplograph.extract.meetings_phrases import on_somebody
from diplograph.extract.meetings_triggers import Candidate, whole
from diplograph.language import syntax
from diplograph.lexicon.meetings import Meetings
from diplograph.model import MeetingKind, Span

# "the last round" names its event by itself
_ITSELF = frozenset({"last", "next", "previous", "latest", "upcoming"})
_ANOTHER = frozenset({"another", "next", "previous", "earlier", "last", "new", "subsequent", "follow-up", "further"})
# "no": "there will be no meeting" speaks of one that was named before.
_KNOWN = frozenset({"the", "this", "that", "these", "those", "their", "its", "his", "her", "both", "no"})
_OCCASIONS = frozenset(
    "phone telephone call sideline sidelines margin margins fringe fringes line eve visit trip tour basis arrival "
    "occasion way part behalf invitation request ground terms condition side stage note horizon president minister "
    "king".split()
)
_TOPIC = frozenset({"on", "about", "over", "regarding", "concerning"})
NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "dozen": 12,
    "twice": 2,
    "thrice": 3,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
}
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}


def kind(candidate: Candidate, lexicon: Meetings) -> MeetingKind:
    """The kind, made finer by the medium that the words around name ("by phone", "video summit")."""
    base = candidate.entry.kind
    doc = candidate.head.doc
    near: list[Token] = []
    around = governing(candidate.head)  # "crowded around a phone to speak to"
    for place in [*carriers(candidate), *([around] if around is not None and candidate.entry.id == "speak" else [])]:
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
    if by_phone or (candidate.entry.id == "conference" and "call" in said):
        return MeetingKind.PHONE_CALL
    if candidate.entry.id in ("speak", "discuss", "exchange_views") and any(
        one.lemma_.lower() == "call" and one.dep_ == "pobj" and one.head.lower_ in ("on", "in", "during")
        for one in near
    ):
        return MeetingKind.PHONE_CALL
    if on_somebody(candidate) or (candidate.entry.id == "phone" and _calls_on(candidate.head)):
        return MeetingKind.IN_PERSON
    if candidate.entry.id == "speak":
        return MeetingKind.CALL
    if candidate.entry.id == "conversation":
        return MeetingKind.IN_PERSON if _face_to_face(candidate) else MeetingKind.CALL
    if candidate.entry.id == "meeting" and "summit" in said:
        return MeetingKind.SUMMIT
    return base


def _calls_on(verb: Token) -> bool:
    """ "called on the president": a visit; "called the president on Monday" is none."""
    return any(child.lower_ == "on" and child.i == verb.i + 1 for child in verb.children)


def _face_to_face(candidate: Candidate) -> bool:
    """A "chat" that is no call: nose to nose, in a corridor, or plainly a chat that nobody says was by telephone."""
    lefts = {one.lower_ for child in candidate.head.lefts for one in child.subtree}
    return bool(lefts & {"face", "nose", "private", "brief", "minute", "hallway", "corridor", "sideline"}) and (
        "face" in lefts or "nose" in lefts or candidate.head.lemma_.lower() == "chat"
    )


def _medium(word: Token) -> bool:
    return (
        word.dep_ in ("compound", "amod", "nmod")
        or (word.head.pos_ == "ADP" and word.head.lower_ in ("by", "on", "over", "via", "through"))
        or word.dep_ in ("obl", "npadvmod")
    )


def topics(candidate: Candidate) -> tuple[Span, ...]:
    """What was talked about: phrases with on/about/over, objects and "to discuss" clauses. Only what is sure."""
    found: list[Token] = []
    places = [candidate.head] + ([candidate.verb] if candidate.verb is not None and candidate.nominal else [])
    called = candidate.entry.id == "phone" or on_somebody(candidate)
    for place in places:
        for child in place.children:
            if child.dep_ == "prep" and child.lower_ in _TOPIC and not (called and child.lower_ == "on"):
                about = child.lower_ != "on"
                found += [
                    noun
                    for noun in child.children
                    if noun.dep_ == "pcomp" or (noun.dep_ == "pobj" and _topic(noun, about))
                ]
            elif child.dep_ in ("xcomp", "advcl", "acl", "relcl") and child.lemma_.lower() in ("discuss", "review"):
                found += [noun for noun in syntax.objects(child)[:1] if _topic(noun, True)]
    if candidate.entry.id == "discuss":
        found += [noun for noun in syntax.objects(candidate.head)[:1] if _topic(noun, True)]
        found += [one for one in syntax.contents(candidate.head) if one.i > candidate.head.i]
    return tuple(dict.fromkeys(syntax.subtree(one) for one in found if _whole_phrase(one) and not _said_of(one)))


_MEDIA = frozenset(
    "phone telephone video videolink videoconference zoom skype dinner lunch breakfast tea coffee".split()
)


def _topic(noun: Token, about: bool) -> bool:
    """Whether a noun is a matter; "on" also leads days, occasions and persons. about: it is not "on"."""
    if noun.pos_ == "PRON" or noun.tag_ in ("DT", "WDT", "WP", "PRP") or _temporal(noun):
        return False
    lemma = noun.lemma_.lower()
    if lemma in _MEDIA and not any(one.dep_ in ("det", "poss", "amod") for one in noun.children):
        return False  # "talks over phone": how, not what about
    if not about and (noun.ent_type_ == "PERSON" or lemma in _OCCASIONS):
        return False
    return not (
        not about and any(one.ent_type_ == "PERSON" and one.dep_ in ("appos", "compound") for one in noun.children)
    )


def _said_of(noun: Token) -> bool:
    """ "discussed the corridor, the office said": who says it hangs on the matter by a mistake of the tree."""
    return any(
        one.dep_ in ("relcl", "parataxis", "ccomp")
        and one.lemma_.lower() in ("say", "report", "add", "announce")
        and not any(child.tag_ in ("WDT", "WP", "IN") for child in one.children)
        and any(child.text == "," for child in noun.children)
        for one in noun.children
    )


def _whole_phrase(noun: Token) -> bool:
    """Not cut off behind a preposition or a pronoun that leads on."""
    last = [one for one in noun.subtree if not (one.is_space or one.is_punct or one.is_quote)]
    return (
        bool(last)
        and last[-1].pos_ not in ("ADP", "SCONJ", "CCONJ", "DET")
        and last[-1].tag_ not in ("WP", "WDT", "TO", "PRP")
    )


def _temporal(noun: Token) -> bool:
    return (
        noun.ent_type_ in ("DATE", "TIME")
        or noun.lower_
        in (
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "day",
            "morning",
            "evening",
            "night",
            "weekend",
        )
        or noun.tag_ == "CD"
        or any(child.tag_ == "CD" for child in noun.children)
    )


def count(candidate: Candidate) -> int | None:
    """At least so many meetings: "more than 40 times" is 41, "five times" 5; None for a single one."""
    for child in candidate.surroundings:
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
    return NUMBERS.get(token.lower_)


def ordinal(candidate: Candidate) -> int | None:
    """2 for "the second call"."""
    if not candidate.nominal:
        return None
    return next(
        (
            _ORDINALS[one.lower_]
            for one in candidate.head.children
            if one.lower_ in _ORDINALS and one.i < candidate.head.i
        ),
        None,
    )


def another(candidate: Candidate) -> bool:
    """ "the next round", "the last meeting", "last visited": another event than the one told before."""
    doc = candidate.head.doc
    own = doc.char_span(candidate.span.begin, candidate.span.end, alignment_mode="expand")
    if own is not None and any(one.lower_ == "last" for one in own):  # "were last together"
        return True
    if not candidate.nominal:
        return any(one.lower_ in ("last", "previously") and one.dep_ == "advmod" for one in candidate.head.children)
    return any(
        one.lower_ in _ANOTHER and one.i < candidate.head.i
        for place in {candidate.head.i: candidate.head, whole(candidate.head).i: whole(candidate.head)}.values()
        for one in place.children
    )


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
    first = head
    while first.dep_ == "conj" and not syntax.subjects(first, shared=False):
        first = first.head  # "left and met": the subject stands with the first verb
    clause = syntax.clause_head(first)
    while (
        clause.dep_ in ("xcomp", "aux", "auxpass", "acl", "pcomp", "relcl", "acl:relcl", "advcl")
        and clause.head != clause
    ):
        clause = syntax.clause_head(clause.head)
        if clause.pos_ not in ("VERB", "AUX"):
            break
    left_out: set[int] = set()
    gaps: list[int] = []
    for child in clause.children:
        if child.i < clause.i:
            continue
        if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX") and not _below(candidate.head, child):
            links = [one.i for one in clause.children if one.dep_ == "cc" and clause.i < one.i < child.i]
            left_out |= {child.i, *links}
            gaps += [child.left_edge.i, *links]
        elif child.dep_ == "punct" and child.text in ".?!":
            left_out.add(child.i)
            gaps.append(child.i)
    # What follows a clause that is left out belongs to that one, or hangs together with nothing.
    last, gap = max(candidate.head.i, head.i), min(gaps, default=None)
    kept, waiting = [], [clause]
    while waiting:  # not down into what is left out: a sentence of a thousand clauses is read once
        one = waiting.pop()
        if not one.is_space and (gap is None or one.i <= last or one.i < gap):
            kept.append(one)
        waiting += [child for child in one.children if child.i not in left_out]
    return syntax.cover(kept or [candidate.head])


def _below(token: Token, top: Token) -> bool:
    return token == top or top.is_ancestor(token)
