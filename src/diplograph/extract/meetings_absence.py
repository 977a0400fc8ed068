"""Who stays away from a meeting: "declined to attend", "was not invited to", "boycotted", "left out of"."""

from __future__ import annotations

from spacy.tokens import Token

from diplograph.extract.meetings_triggers import whole
from diplograph.language import syntax
from diplograph.lexicon.meetings import Meetings

_AWAY = frozenset({"stay", "keep", "remain"})  # with "away": "stayed away from the summit"
_PRESENT = frozenset({"present", "invited", "represented", "included", "welcome", "part", "party", "there"})
_MAYBE = frozenset({"could", "may", "might", "would", "should", "can", "must"})
_ONLY = frozenset({"only", "just", "alone"})
_FAR = 30  # words behind a verb


def staying_away(event: Token, lexicon: Meetings) -> list[Token]:
    """Heads of those of whom the clause around the event's noun says that they take no part in it."""
    noun, words = whole(event), lexicon.words
    if noun.dep_ not in ("dobj", "obj", "pobj", "obl", "nmod"):
        return []
    verb = syntax.clause_head(noun)
    if verb == noun or verb.pos_ not in ("VERB", "AUX") or not _said(verb):
        return []
    chain = _chain(noun, verb)
    lemma = verb.lemma_.lower()
    if lemma in words["absent"] and verb.pos_ == "VERB":
        before = {one.lower_ for one in verb.doc[max(verb.i, noun.left_edge.i - 3) : noun.i]}
        if chain & {"out", "from"} or before & {"out", "from"}:
            passive = syntax.passive(verb)
            if "away" in before and lemma in _AWAY:
                return [] if syntax.negated(verb) else syntax.subjects(verb)
            return [] if syntax.negated(verb) else (syntax.subjects(verb) if passive else syntax.objects(verb))
        return []
    if lemma in words["shun"] and noun.dep_ in ("dobj", "obj"):
        return [] if syntax.negated(verb) else syntax.subjects(verb)
    if lemma in _AWAY and {"away", "from"} <= chain:
        return [] if syntax.negated(verb) else syntax.subjects(verb)
    complements = {one.lower_ for one in verb.children if one.dep_ in ("acomp", "attr", "advmod")}
    if lemma == "be" and "absent" in complements | chain:
        return [] if syntax.negated(verb) else syntax.subjects(verb)
    if _takes_part(verb, lemma, chain | complements, noun, words["attend"]):
        if syntax.negated(verb) or nobody(verb) or _refused(verb, words["refuse"]):
            return syntax.subjects(verb)
    elif lemma in words["refuse"] and chain & {"participation", "attendance", "invitation"}:
        return syntax.subjects(verb)
    return []


def nobody(verb: Token) -> bool:
    """ "Neither Paz nor Li attended"."""
    return any(child.lower_ == "neither" for one in syntax.subjects(verb, shared=False) for child in one.lefts)


def but_not(verb: Token) -> list[Token]:
    """Heads of those set apart behind a verb: "was received by the premier, but not by the king", "met Paz but not
    Li"."""
    found: list[Token] = []
    for word in verb.doc[verb.i + 1 : min(verb.i + _FAR, verb.sent.end)]:
        if word.lower_ != "not" or word.i < 2 or word.doc[word.i - 1].lower_ != "but":
            continue
        after = word.doc[word.i + 1 : word.i + 2]
        if len(after) and after[0].pos_ == "ADP" and verb.is_ancestor(after[0]):
            found += [one for one in after[0].children if one.dep_ == "pobj"]
        elif word.head.pos_ in ("NOUN", "PROPN", "PRON") and word.head.i > word.i and verb.is_ancestor(word.head):
            found.append(word.head)
        elif len(after):
            found += [one for one in verb.subtree if one.left_edge.i == word.i + 1 and one.pos_ in ("NOUN", "PROPN")]
    return found


def _takes_part(verb: Token, lemma: str, around: set[str], noun: Token, attend: frozenset[str]) -> bool:
    direct = noun.dep_ in ("dobj", "obj")
    if lemma in attend:
        return direct or lemma not in ("attend", "join")
    if lemma == "take":
        return "part" in around
    if lemma in ("come", "travel", "go", "turn", "show"):
        return bool(around & {"to", "at", "for"})
    return (
        lemma in ("be", "invite")
        and (bool(around & _PRESENT) or lemma == "invite" or (noun.head.lower_ == "at" and noun.head.head == verb))
        and (lemma == "be" or syntax.passive(verb))
    )


def _refused(verb: Token, refuse: frozenset[str]) -> bool:
    head = verb.head
    return verb.dep_ in ("xcomp", "acl", "pcomp", "ccomp") and (
        head.lemma_.lower() in refuse or syntax.clause_head(head).lemma_.lower() in refuse
    )


def _chain(noun: Token, verb: Token) -> set[str]:
    """The words by which one climbs from the noun to its verb, and the verb's own particles."""
    found = {one.lower_ for one in verb.children if one.dep_ in ("prt", "advmod", "dobj")}
    current = noun
    while current.head != verb and current.head != current:
        current = current.head
        found.add(current.lower_)
    return found


def _said(verb: Token) -> bool:
    """Whether it is told as a fact: no threat, no condition, no "only"."""
    current = verb
    for _ in range(3):
        for child in current.children:
            if child.dep_ == "aux" and child.lower_ in _MAYBE:
                return False
            if child.dep_ == "mark" and child.lower_ in ("if", "whether", "unless"):
                return False
        if current.dep_ not in ("xcomp", "conj"):
            break
        current = current.head
        if current.lemma_.lower() in ("threaten", "consider", "want", "urge", "ask", "tell", "call"):
            return False
    return not any(child.lower_ in _ONLY and child.dep_ == "advmod" for child in verb.children)
