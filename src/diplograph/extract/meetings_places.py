"""Where a meeting takes place."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from spacy.tokens import Span as Entity
from spacy.tokens import Token

from diplograph.extract.casting import Casting
from diplograph.extract.meetings_carriers import beside, carriers, due, governing
from diplograph.extract.meetings_proposals import of_a_matter
from diplograph.extract.meetings_sisters import sisters
from diplograph.extract.meetings_triggers import REACH, Candidate, whole
from diplograph.language import syntax
from diplograph.lexicon.meetings import Meetings
from diplograph.model import Document, MeetingKind, Span

_AT = frozenset({"in", "at", "aboard", "near", "outside", "inside"})
_TOWARDS = frozenset({"to", "in", "at", "into", "through", "for"})
_THERE = frozenset({"to", "into", "for"})
_AFAR = frozenset({MeetingKind.PHONE_CALL, MeetingKind.VIDEO_CALL, MeetingKind.CALL})  # no place is theirs
_BEYOND = frozenset({"after", "before", "following", "since", "until", "of"})
_NAMED_AS_PLACE = frozenset({"pobj", "dobj", "obj", "conj", "appos", "npadvmod", "obl"})
_QUOTES = frozenset({'"', "“", "”"})
_TOWN = re.compile(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+){0,2}(?=\s*[,(—–-])")
_PLACES = ("LOC", "GPE", "FAC")


def place(candidate: Candidate, casting: Casting, lexicon: Meetings, here: str | None = None) -> str | None:
    """The finest place of the meeting, with the wider one where it is said: "Riyadh, Saudi Arabia".

    What its own words leave open the clause beside them may say ("flew to Riyadh and met"), or a place named before
    ("met there"). here: the town of the dateline, see `town`.
    """
    own = _own_place(candidate, casting, lexicon)
    return own or _pointed_at(candidate, casting, here) or _sister_place(candidate, casting, lexicon)


def town(document: Document) -> str | None:
    """The town that "here" means: that of the dateline ("LIMA, July 2 (Xinhua) -- "); None without one."""
    lines = [one.span for one in document.furniture if one.kind == "dateline"]
    said = _TOWN.match(document.text[lines[0].begin : lines[0].end]) if lines else None
    if said is None:
        return None
    return said[0].title() if said[0].isupper() else said[0]


def _pointed_at(candidate: Candidate, casting: Casting, here: str | None) -> str | None:
    """ "met here", "held talks there": the place named last before, in this sentence or the one before it."""
    if candidate.entry.kind in _AFAR:
        return None
    on = [candidate.head] if candidate.verb is None else [candidate.head, candidate.verb]
    words = [one for carrier in on for one in carrier.children if one.dep_ == "advmod"]
    if any(one.lower_ == "here" for one in words) and not quoted(candidate):
        return here
    there = next((one for one in words if one.lower_ == "there"), None)
    if there is None:
        return None
    starts = 0
    for at in range(there.i - 1, max(-1, there.i - 2 * REACH), -1):
        token = there.doc[at]
        if token.ent_type_ in _PLACES and token.ent_iob_ == "B" and token.dep_ in _NAMED_AS_PLACE:
            return _place_name(token, casting)
        starts += bool(token.is_sent_start)
        if starts == 2:
            break
    return None


def quoted(candidate: Candidate) -> bool:
    """Whether a trigger stands in quotation marks that its sentence opens: another one's "here"."""
    before = candidate.head.doc[candidate.sentence.start : candidate.head.i]
    return sum(one.text in _QUOTES for one in before) % 2 == 1


def _sister_place(candidate: Candidate, casting: Casting, lexicon: Meetings) -> str | None:
    if candidate.entry.kind in _AFAR:
        return None
    for sister in sisters(candidate, lexicon):
        head = sister.head
        found = _place_name(head, casting) if head.ent_type_ in _PLACES else None
        for word, noun in _places_on([head], sister.towards):
            if found is None and (word in _AT or (sister.towards and word in _THERE)):
                found = _place_name(noun, casting)
        if found is None and head.lemma_ == "visit":
            found = next(
                (name for noun in syntax.objects(head) if (name := _place_name(noun, casting, bare=True))), None
            )
        if found:
            return found
    return None


def _own_place(candidate: Candidate, casting: Casting, lexicon: Meetings) -> str | None:
    head = candidate.head
    on = carriers(candidate)
    visit = candidate.entry.kind is MeetingKind.VISIT
    matters = candidate.entry.frame == "discuss"
    for word, noun in _places_on(on, visit, matters=matters):
        if word in _AT or (visit and word in _TOWARDS):
            found = _place_name(noun, casting)
            if found:
                return found
    if candidate.nominal:
        for child in head.children:  # "the Geneva talks", "Sunday's Riyadh summit"
            if (
                child.dep_ in ("compound", "poss", "nmod", "nmod:poss")
                and child.i < head.i
                and child.ent_type_ in _PLACES
            ):
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
    return _around(candidate, casting, lexicon, {one.i for one in on})


def _around(candidate: Candidate, casting: Casting, lexicon: Meetings, own: Collection[int]) -> str | None:
    """The place of the clause above: "is due in Cairo for talks", "flew to Cairo to meet", "said in Cairo after
    talks". Who agrees in Cairo to meet need not meet there.
    """
    head, words = candidate.head, lexicon.words
    above = syntax.clause_head(syntax.coordination_head(head)) if candidate.nominal else governing(head)
    if above is None or above.i in own or above.pos_ not in ("VERB", "AUX"):
        return None
    lemma, past = above.lemma_.lower(), _beyond(candidate)
    motion = lemma in words["motion"] or lemma == "expect"
    if past if motion else (lemma not in words["report"] | words["gathering"] or head.dep_ == "xcomp"):
        return None
    moving = motion and lemma not in ("be", "stop", "expect")
    for word, noun in _places_on([above, *due(above)], motion):
        if (word in _AT or (moving and word == "to")) and noun.i != head.i:
            found = _place_name(noun, casting)
            if found:
                return found
    return None


def _beyond(candidate: Candidate) -> bool:
    """Whether the meeting lies before or after what its clause tells: "arrived in Cairo after meeting"."""
    head = whole(candidate.head) if candidate.nominal else candidate.head
    words = {one.lower_ for one in head.children if one.dep_ in ("mark", "prep", "advmod") and one.i < head.i}
    return bool({head.head.lower_, *words} & _BEYOND)


def _places_on(on: Sequence[Token], towards: bool, *, matters: bool = False) -> list[tuple[str, Token]]:
    """Prepositions and nouns on some words. matters: their object is talked about, where it lies says nothing."""
    found: list[tuple[str, Token]] = []
    for carrier in on:
        phrases = syntax.prepositions(carrier)
        for child in carrier.children:
            if child.dep_ in ("prep", "agent", "advmod", "npadvmod", "obl") or (
                child.dep_ in ("dobj", "obj") and not matters
            ):
                for deeper in _inside(child):
                    led = [one for one in syntax.prepositions(deeper) if _is_place(one[0], one[2], deeper)]
                    phrases += [one for one in led if not of_a_matter(one[2])]
        found += [(word, noun) for word, _, noun in phrases]
    return found


def _inside(child: Token) -> list[Token]:
    """A word below a carrier and the guests in it, of whom any may carry the place in the tree."""
    guests = [child] if child.dep_ in ("dobj", "obj") else [one for one in child.children if one.dep_ == "pobj"]
    coordinated = [one for guest in guests for one in syntax.conjuncts(guest)[1:]]
    return [child, *child.children, *coordinated]


def _is_place(word: str, noun: Token, of: Token) -> bool:
    """Whether a phrase below a guest says where they meet: "met Paz in Lima", "met Paz at the Grand Hotel"."""
    if word in _AT and noun.ent_type_ in _PLACES:
        return True
    return word == "at" and noun.ent_type_ == "ORG" and of.ent_type_ == "PERSON"


def _place_name(noun: Token, casting: Casting, *, bare: bool = False) -> str | None:
    """The name at a noun, joined with a wider one that follows after a comma or belongs to it."""
    name = _known(noun, casting)
    if name is None:
        for child in noun.children:  # "the northern city of Recife", "the Black Sea resort of Sochi"
            if (child.dep_ == "prep" and child.lower_ == "of") or child.dep_ == "appos":
                inner = (
                    child
                    if child.dep_ == "appos"
                    else next((one for one in child.children if one.dep_ == "pobj"), None)
                )
                if inner is not None and inner.ent_type_ in _PLACES:
                    return _known(inner, casting)
        after_comma = noun.doc[noun.i + 2 : noun.i + 3]  # "in Malaysia's capital, Kuala Lumpur"
        if (
            len(after_comma)
            and noun.nbor().text == ","
            and noun.lemma_.lower() in ("capital", "city", "town", "resort")
        ):
            return _known(after_comma[0], casting)
        body = _entity(noun) if bare is False and noun.ent_type_ == "ORG" and noun.head.lower_ == "at" else None
        if body is None:
            return None
        name = str(body.text).removeprefix("the ")  # "at the Pentagon"
    ent = _entity(noun)
    end = ent.end if ent is not None else noun.i + 1
    doc = noun.doc
    if end + 1 < len(doc) and doc[end].lower_ == "in" and doc[end + 1].ent_type_ in _PLACES and "," not in name:
        wider = _known(doc[end + 1], casting)  # "at the Presidential Palace in Hanoi"
        if wider and wider not in name:
            return f"{name}, {wider}"
    if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].ent_type_ in _PLACES and "," not in name:
        wider = _known(doc[end + 1], casting)
        next_one = _entity(doc[end + 1])
        after = next_one.end if next_one is not None else end + 2
        listed = (after < len(doc) and doc[after].lower_ in ("and", "or")) or (
            after + 1 < len(doc) and doc[after].text == "," and doc[after + 1].ent_type_ in _PLACES
        )
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
        ent = _entity(noun)
        if ent is None:
            return None
        text = ent.text
        return re.sub(r"['’]s$", "", text[4:] if text.startswith("the ") else text)
    return None


def _entity(token: Token) -> Entity | None:
    """The name around a token; spaCy's `doc.ents` would be built anew at each call."""
    if not token.ent_type_:
        return None
    doc, first, last = token.doc, token.i, token.i + 1
    while first > 0 and doc[first].ent_iob_ == "I":
        first -= 1
    while last < len(doc) and doc[last].ent_iob_ == "I":
        last += 1
    return doc[first:last]
