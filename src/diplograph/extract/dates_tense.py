"""Which way a time expression looks from the day of publication: back or ahead.

"on Monday" is the last Monday after a past verb and the next one ahead of a future verb. With a parse the governing
verb decides; without one the nearest verb-like word of the clause does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum

from spacy.tokens import Doc, Token

from diplograph.language.texts import text_of
from diplograph.lexicon.calendar import Calendar
from diplograph.model import Span


class Direction(Enum):
    BACK = "back"
    AHEAD = "ahead"
    PRESENT = "present"  # present tense: a headline, a custom or a schedule


Tense = Callable[[Span], Direction | None]

_MODALS = frozenset("will shall would may might can could must should 'll ’ll wo'nt wo ll 'd ’d".split())
_NO_VERBS = frozenset({"the", "an", "his", "her", "its", "their", "our", "this", "that"})
_LONGEST_CLIMB = 12  # steps up the tree; deeper ones are broken parses


def by_doc(doc: Doc, calendar: Calendar) -> Tense:
    """Read the direction off the governing verb (Penn tags, so any English pipeline of spaCy will do)."""
    fallback = by_text(text_of(doc), calendar)

    def tense(span: Span) -> Direction | None:
        inside = doc.char_span(span.begin, span.end, alignment_mode="expand")
        if inside is None or not len(inside):
            return None
        by_wording = _by_wording(text_of(doc), span, calendar)
        if by_wording:
            return by_wording
        token = inside.root
        if token.tag_ not in ("VBD", "VBN", "VB", "VBZ", "VBP", "VBG", "MD") or token.i in range(
            inside.start, inside.end
        ):
            token = token.head if token.head != token else token
        direction = _climb(token, inside.start, calendar)
        return direction or fallback(span)

    return tense


_MOVED = re.compile(
    r"\b(?:put off|put back|moved|postponed|delayed|pushed back|brought forward|shifted|adjourned)(?: \w+){0,8}$"
)
_DEADLINE = re.compile(r"\bdeadline(?: of| is| was|, )?$")


def _by_wording(text: str, span: Span, calendar: Calendar) -> Direction | None:
    """What the words next to the expression settle by themselves: "ahead of Thursday's vote", "since Monday"."""
    before = " ".join(text[max(0, span.begin - 80) : span.begin].lower().split())
    own = " ".join(text[span.begin : span.end].lower().split())
    if own.startswith("since ") or before.endswith("since"):
        return Direction.BACK
    if not own.startswith("before dawn") and any(
        before.endswith((phrase, phrase + " a", phrase + " the")) or own.startswith(phrase + " ")
        for phrase in calendar.ahead
    ):
        return Direction.AHEAD
    if before.endswith("for") or own.startswith("for ") or _DEADLINE.search(before):
        return Direction.AHEAD
    if (before.endswith(" to") and _MOVED.search(before[:-3])) or (own.startswith("to ") and _MOVED.search(before)):
        return Direction.AHEAD
    return None


def _climb(token: Token, start: int, calendar: Calendar) -> Direction | None:
    for _ in range(_LONGEST_CLIMB):
        if token.lemma_.lower() in calendar.planning and token.tag_ in ("VBN", "JJ", "VBG") and not _finite_aux(token):
            return Direction.AHEAD
        if token.tag_.startswith("VB") or token.tag_ == "MD" or token.pos_ == "AUX":
            direction = _of_verb(token, calendar)
            if direction:
                return direction
        if token.head == token:
            return None
        token = token.head
    return None


def _auxiliaries(verb: Token) -> list[Token]:
    return [
        child
        for child in verb.children
        if child.i < verb.i and (child.tag_ == "MD" or child.pos_ == "AUX" or child.tag_ == "TO")
    ]


def _finite_aux(verb: Token) -> bool:
    return any(one.tag_ in ("VBD", "VBZ", "VBP", "MD") for one in _auxiliaries(verb))


def _of_verb(verb: Token, calendar: Calendar) -> Direction | None:
    """Direction of one verb group; None: look at the verb above."""
    auxiliaries = _auxiliaries(verb)
    lemmas = [one.lemma_.lower() for one in auxiliaries]
    planned = verb.lemma_.lower() in calendar.planning
    if any(one.tag_ == "MD" or one.lower_ in _MODALS for one in auxiliaries):
        return Direction.BACK if "have" in lemmas else Direction.AHEAD
    if any(one.tag_ == "TO" for one in auxiliaries):
        if "have" in lemmas:
            return Direction.BACK
        return _of_infinitive(verb, calendar)
    finite = next((one for one in auxiliaries if one.tag_ in ("VBD", "VBZ", "VBP")), None)
    if verb.tag_ == "VBN" and finite is not None:
        if planned and verb.lemma_.lower() != "call":
            return Direction.AHEAD
        if "have" in lemmas or finite.tag_ == "VBD":
            return Direction.BACK
        return Direction.PRESENT
    if verb.tag_ == "VBG" and finite is not None:
        return Direction.BACK if finite.tag_ == "VBD" or "have" in lemmas else Direction.AHEAD
    if verb.tag_ == "VBD":
        return Direction.BACK
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl", "ROOT", "advcl", "amod"):
        return Direction.AHEAD if planned else Direction.BACK
    if verb.tag_ in ("VBZ", "VBP"):
        return Direction.BACK if verb.lemma_.lower() in calendar.reporting else Direction.PRESENT
    if verb.head == verb and verb.tag_ == "VB":
        return Direction.BACK if finite is not None and finite.tag_ == "VBD" else None
    if verb.tag_ == "VB" and finite is not None:
        return Direction.BACK if finite.tag_ == "VBD" else Direction.PRESENT
    return None


def _of_infinitive(verb: Token, calendar: Calendar) -> Direction | None:
    above = verb.head
    if above == verb:
        return Direction.AHEAD  # headline: "Xi to visit Moscow"
    if verb.dep_ == "advcl" and above.tag_ in ("VBD", "VBN"):
        return None  # purpose: as late as what it serves
    if above.lemma_.lower() in calendar.implicative:
        return None
    return Direction.AHEAD


def by_text(text: str, calendar: Calendar) -> Tense:
    """Guess from the words of the clause; for texts without a parse."""
    word = re.compile(r"[\w'’]+|[.;:!?\n]")
    planning = {
        form for stem in calendar.planning for form in (stem, stem + "d", stem + "ed", stem + "ned", stem + "s")
    }

    def verb(tokens: list[str], at: int) -> Direction | None:
        one = tokens[at].lower()
        if one in _MODALS or one in planning:
            return Direction.AHEAD
        following = tokens[at + 1] if at + 1 < len(tokens) else ""
        if one == "to" and following.islower() and len(following) > 1 and following not in _NO_VERBS:
            return Direction.AHEAD
        if one in calendar.past or (len(one) > 4 and one.endswith("ed") and tokens[at].islower()):
            return Direction.BACK
        return None

    def tense(span: Span) -> Direction | None:
        by_wording = _by_wording(text, span, calendar)
        if by_wording:
            return by_wording
        before = word.findall(text[max(0, span.begin - 160) : span.begin])
        after = word.findall(text[span.end : span.end + 120])
        left: Direction | None = None
        for at in range(len(before) - 1, -1, -1):
            if before[at] in ".;!?\n" or (left := verb(before, at)):
                break
        right: Direction | None = None
        for at in range(min(len(after), 12)):
            if after[at] in ".;!?\n" or (right := verb(after, at)):
                break
        return left or right

    return tense
