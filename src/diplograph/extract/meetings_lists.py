"""Long lists of guests, read off the words: parsers lose their thread between names, offices and commas.

"met the Minister of Trade of Peru, Ana Paz, the Governor of Lima, Li Na, and Tom Ray": three guests, whatever hangs on
what. A list is names of persons with commas between them and "and" before the last; offices and states may stand beside
the names. It ends at the first word that no list contains. Without an "and" it is no list, and nothing is taken.
"""

from __future__ import annotations

from spacy.tokens import Token

from diplograph.extract.casting import Casting
from diplograph.model import ActorType, Mention, Span

_REACH = 80  # words from the first guest
_WITHIN = frozenset({"of", "for", "to", "at"})  # inside an office: "Minister of State at the Treasury"
_AND = frozenset({"and", "&"})
_BESIDE = frozenset({",", "and", "&", "with", "between", "among"})
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})


def guests(first: Token, casting: Casting) -> list[Token]:
    """Last words of the names in the list that begins at a guest; empty where there is no list.

    first: head of the first guest's words.
    """
    found: list[Token] = []
    closed = 0  # names up to the one behind the last "and"
    linked = False
    doc, at = first.doc, first.i
    end = min(at + _REACH, len(doc))
    end = next((one.i for one in doc[at + 1 : end] if one.is_sent_start), end)
    while at < end and _goes_on(doc[at]):
        token = doc[at]
        linked = linked or token.lower_ in _AND
        if token.ent_type_ == "PERSON" and (at + 1 == end or doc[at + 1].ent_iob_ != "I"):
            if _guest(token, casting):
                found.append(token)
                if linked:
                    closed = len(found)
            linked = False
        at += 1
    if found and closed == len(found) and at < end and _begins_clause(doc[at], found[-1]):
        return []  # "met Paz and Li said": where the list ends nobody can tell
    return found[:closed] if closed > 1 else []


def _goes_on(token: Token) -> bool:
    """Whether a word may stand in a list of people."""
    if token.ent_type_ in ("DATE", "TIME"):
        return False
    if token.ent_type_ == "PERSON" or token.text == "," or token.lower_ in _AND or token.pos_ == "SPACE":
        return True
    before = token.doc[token.i - 1]
    if token.lower_ in _WITHIN:
        return before.pos_ in ("NOUN", "PROPN") and before.ent_type_ != "PERSON"
    if token.tag_ in ("POS", "PRP$", "HYPH") or token.text == "-":
        return True
    return token.pos_ in _INSIDE and not token.tag_.startswith("W")


def _guest(name: Token, casting: Casting) -> bool:
    """Whether a name is one of the list, not somebody whom another one's office belongs to."""
    after = name.doc[name.i + 1] if name.i + 1 < len(name.doc) else None
    if after is not None and after.tag_ == "POS":
        return False
    for mention, actor in casting.covering(Span(name.idx, name.idx + len(name))):
        if casting.actors[actor].type is ActorType.PERSON:
            before = _before(mention, name)
            return before is None or before.text in _BESIDE or before.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "DET")
    return False


def _before(mention: Mention, name: Token) -> Token | None:
    """The word before a mention."""
    at = name.i
    while at > 0 and name.doc[at].idx > mention.span.begin:
        at -= 1
    return name.doc[at - 1] if at else None


def _begins_clause(after: Token, last: Token) -> bool:
    """Whether the word after the list makes its last name the subject of another clause."""
    return after.i == last.i + 1 and (after.pos_ in ("VERB", "AUX") or after.tag_ in ("MD", "RB"))
