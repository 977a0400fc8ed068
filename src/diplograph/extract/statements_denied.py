"""Statements within another's words that nobody asserts: in what was denied, refused or left unsaid.

"The ministry denied that Oslo had asked for a pause" does not tell that Oslo asked; nor does "declined to say whether
Oslo had asked". A report that is denied was made all the same ("denied *press reports* that …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from diplograph.extract import chains
from diplograph.extract.chains import Draft
from diplograph.extract.statements_form import cue_token, span_of
from diplograph.extract.statements_unsaid import blocked
from diplograph.language.texts import text_of
from diplograph.lexicon.reporting import Reporting
from diplograph.model import Attribution, Span

_DENYING = frozenset("deny refute rebut disavow disclaim".split())
_REJECTING = frozenset("reject dismiss".split())
_CLAIM = re.compile(
    r"\b(?:reports?|claims?|allegations?|suggestions?|accusations?|assertions?|rumou?rs?|speculation|charges?|notion|idea)\b"
)
_UNTRUE = re.compile(r"\b(?:not true|untrue|false|no truth)\b[^.;]{0,20}\bthat\b", re.IGNORECASE)
# "Did not say when Oslo had asked": it did ask.
_TAKEN_AS_TRUE = re.compile(r"(?:when|why|how|where|who|what|which)\b", re.IGNORECASE)


def refused(doc: Doc, proposals: Sequence[Attribution], reporting: Reporting) -> list[tuple[Span, ...]]:
    """The contents of readings that say of themselves that nobody said it, or not yet."""
    found = []
    for one in proposals:
        if not one.content or _TAKEN_AS_TRUE.match(text_of(doc), one.content[0].begin):
            continue
        verb = cue_token(doc, one.cue)
        if one.negated or one.prospective or (verb is not None and verb.pos_ == "VERB" and blocked(verb, reporting)):
            found.append(one.content)
    return found


def claimed(doc: Doc, unknown: Sequence[Attribution]) -> list[tuple[Span, ...]]:
    """The contents of claims by somebody nobody knows ("the report, which *claims* that …"): no fact without them."""
    verbs = [(one, cue_token(doc, one.cue)) for one in unknown]
    return [one.content for one, verb in verbs if one.content and verb is not None and verb.lemma_ in _CLAIMING]


_CLAIMING = frozenset("claim allege suggest speculate imply insinuate".split())


def asserted(drafts: Sequence[Draft], refusals: Sequence[tuple[Span, ...]], text: str) -> list[Draft]:
    """The drafts without those that stand in what was denied, or in refusals and stand in nobody's statement there."""
    found = list(drafts)
    above = chains.parents_of(found)
    kept = []
    for number, one in enumerate(found):
        at = one.cue or one.source
        outer = None if above[number] is None else found[above[number] or 0]
        is_noun = one.verb is not None and one.verb.pos_ == "NOUN"
        denied = outer is not None and _denies(outer, at, text) and not _is_aside(one, outer.content)
        # A statement within the refusal, and around this one, tells it all the same.
        room = None if outer is None else chains.size(outer.content)
        refused_ = any(
            chains.contains(content, at)
            and not _holds(one, content)
            and (room is None or chains.size(content) < room)
            and not _is_aside(one, content)
            for content in refusals
        )
        if is_noun or not (denied or refused_):
            kept.append(one)
    return kept


def _is_aside(one: Draft, content: Sequence[Span]) -> bool:
    """Whether the cue stands in a relative clause of the content: what it tells is taken as true ("declined to speak
    of the pact *which she opposes*"). "That" may as well say what was reported ("a report that …")."""
    token = one.verb
    while token is not None and token.head != token and chains.contains(content, span_of(token)):
        if token.dep_ in ("relcl", "acl:relcl"):
            between = token.doc[token.head.i + 1 : token.i]
            if chains.contains(content, span_of(token.head)) and all(word.lower_ != "that" for word in between):
                return True
        token = token.head
    return False


def _holds(one: Draft, content: Sequence[Span]) -> bool:
    """Whether the draft's own content takes in the other's whole: then it stands around it."""
    return chains.contains(one.content, content[0])


def _denies(outer: Draft, at: Span, text: str) -> bool:
    lemma = outer.verb.lemma_.lower() if outer.verb is not None else ""
    before = text[outer.content[0].begin : at.begin]
    if lemma in _DENYING:
        return True
    return (lemma in _REJECTING and _CLAIM.search(before) is not None) or _UNTRUE.search(before) is not None
