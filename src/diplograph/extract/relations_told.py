"""Whether an act is told as done: not as possible, wished, feared, asked for or planned."""

from __future__ import annotations

from spacy.tokens import Token

from diplograph.language import syntax
from diplograph.lexicon.acts import Acts
from diplograph.model import Polarity

_LONGEST_CLIMB = 8
_CONDITIONAL = frozenset({"if", "whether", "unless", "lest", "should", "until", "before", "without"})


def marked(verb: Token, word: str) -> bool:
    return any(child.tag_ == "TO" or child.lower_ == word for child in verb.children if child.i < verb.i)


def told_as(verb: Token, acts: Acts) -> Polarity | None:
    """POSITIVE: told as done; NEGATIVE: as not done ("never condemned", "refused to condemn"); None: as neither."""
    negative = False
    token = verb
    for _ in range(_LONGEST_CLIMB):
        if syntax.negated(token):
            if any(child.lower_ == "until" for child in token.children):
                return None  # "did not endorse her until July"
            negative = not negative
        step = _step(token, acts)
        if step is None:
            return None
        above, flips = step
        negative ^= flips
        if above is None:
            return Polarity.NEGATIVE if negative else Polarity.POSITIVE
        token = above
    return None


def _step(token: Token, acts: Acts) -> tuple[Token | None, bool] | None:
    """Where to look on: (the word that decides, or None when all is decided; whether it turns the sense)."""
    left = [child for child in token.children if child.i < token.i]
    if any(child.tag_ == "MD" for child in left) or any(child.lower_ in _CONDITIONAL for child in left):
        return None
    head = token.head
    if any(child.tag_ == "TO" for child in left):
        if head == token:
            return None
        lemma = head.lemma_.lower()
        if head.pos_ == "NOUN" and lemma in acts.words["refusals"]:
            return None if any(syntax.negated(one) for one in (head,)) else (None, True)
        if lemma in acts.words["refusing"]:
            return head, True
        return (head, False) if lemma in acts.words["carrying"] else None
    if token.sent.text.rstrip().endswith("?"):
        return None
    if token.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        own = any(child.pos_ == "AUX" or child.dep_ in ("nsubj", "nsubjpass") for child in left)
        return (None, False) if own or token.tag_ in ("VBD", "VBZ", "VBP") else (head, False)
    if token.tag_ == "VBG" and not any(child.pos_ == "AUX" for child in left):
        if token.dep_ == "advcl" and head.pos_ in ("VERB", "AUX"):
            return head, False
        return (None, False) if token.dep_ == "acl" else None
    if token.tag_ == "VB" and not any(child.lemma_.lower() == "do" for child in left):
        return None
    if token.dep_ in ("ccomp", "xcomp") and head.lemma_.lower() in acts.words["doubting"]:
        return None
    return None, False


def only_wished(noun: Token, acts: Acts) -> bool:
    """Whether the deed is asked for, feared or weighed: "called for a new round of sanctions on Mali"."""
    token = noun
    for _ in range(_LONGEST_CLIMB):
        if token.head == token or token.dep_ not in ("pobj", "prep", "dobj", "obj", "conj"):
            return False
        token = token.head
        if token.lemma_.lower() in acts.words["wishing"] | acts.words["chances"]:
            return True
        if token.pos_ == "VERB" and token.dep_ != "conj":
            return any(child.tag_ in ("MD", "TO") for child in token.children)
    return False
