"""Whether anybody said it: silence, refusals, what is yet to be said, what has ended, questions of the text itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from diplograph.extract.statements_form import cue_token, entry_of, tokens_of
from diplograph.language import syntax
from diplograph.language.texts import text_of
from diplograph.lexicon import sources
from diplograph.lexicon.reporting import Reporting
from diplograph.model import Attribution, Span

_NOBODY = frozenset("neither nobody none nothing no-one".split())
_WISHED = frozenset("like prefer love".split())  # "would like a seat" is a wish, no condition


def blocked(verb: Token, reporting: Reporting, *, disbelief: bool = False) -> bool:
    """Whether the words say that it was not said: negated, refused, still to come, conditional.

    disbelief: a negation that stands in the cue makes it a belief ("*does not think* that").

    Convention of the gold: silence, refusals and what is yet to be said are no statements.
    """
    if (syntax.negated(verb) and not disbelief) or any(
        child.lower_ in ("if", "unless", "whether") for child in verb.children if child.dep_ == "mark"
    ):
        return True
    if _at_no_time(verb) or _is_condition(verb) or _is_left_undone(verb):
        return True
    if (
        not _is_all(verb)
        and verb.lemma_ not in _WISHED
        and any(child.dep_ in ("aux", "aux:pass") and child.lower_ in reporting.modal for child in verb.children)
    ):
        return True
    if any(
        one.lower_ in _NOBODY
        or any(child.lower_ in ("neither", "no") and child.dep_ in ("det", "preconj") for child in one.children)
        for one in syntax.subjects(verb, shared=False)
    ):
        return True
    head = verb.head
    if head == verb:
        return False
    if verb.dep_ == "conj" and head.pos_ == "VERB" and verb.tag_ == head.tag_ == "VB":
        return blocked(head, reporting)  # "declined to confirm or deny", "will meet and tell"
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "acl", "pcomp", "relcl"):
        lemma = head.lemma_.lower()
        if lemma in reporting.refusing and verb.dep_ in ("xcomp", "ccomp", "acl"):
            return True
        to = verb.tag_ == "VB" and any(
            child.lower_ == "to" and child.dep_ in ("aux", "mark") for child in verb.children
        )
        if to and (lemma in reporting.pending or head.pos_ in ("AUX", "ADJ")):
            return True
        if to and verb.dep_ in ("xcomp", "advcl") and head.pos_ == "VERB" and blocked(head, reporting):
            return True  # "will go there to urge"
    return False


def _at_no_time(verb: Token) -> bool:
    """ "At no time confirmed", "by no means demanded", "hardly mentioned", "no longer insists"."""
    if any(child.lower_ in _HARDLY and child.i < verb.i for child in verb.children):
        return True
    before = verb.doc[max(verb.sent.start, verb.i - _BACK) : verb.i]
    return _NO_TIME.search(" ".join(token.lower_ for token in before if not token.is_punct)) is not None


_BACK = 7  # tokens before a verb
_NO_TIME = re.compile(
    r"(?:\b(?:at|by|in|under|on) no (?:time|point|stage|means|way|sense|circumstances|account)|\bno longer)"
    r"(?: \w+){0,2}$"
)


def _is_condition(verb: Token) -> bool:
    """ "Had the minister said so, …": the auxiliary stands before the subject, and nobody asks."""
    subjects = syntax.subjects(verb, shared=False)
    ahead = [one for one in syntax.auxiliaries(verb) if subjects and one.i < subjects[0].i]
    if not ahead or ahead[0].lower_ not in ("had", "should", "were"):
        return False
    return verb.sent.text.rstrip()[-1:] != "?"


def _is_left_undone(verb: Token) -> bool:
    """ "Left without confirming that", "refrained from calling", "stopped short of saying"."""
    if verb.dep_ != "pcomp":
        return False
    word, above = verb.head.lower_, verb.head.head
    if word in ("without", "than"):
        return True
    if word == "of" and above.lower_ in ("short", "instead"):
        return True
    return word in ("from", "to") and above.lemma_.lower() in _HOLDING_BACK


_HARDLY = frozenset("hardly scarcely barely never".split())
_HOLDING_BACK = frozenset("refrain abstain desist shy shrink keep stop hold far".split())
_RAISING = frozenset("think believe expect".split())
_ALL = frozenset("only merely".split())
_ENDING = frozenset("end withdraw drop halt suspend stop cease abandon lose lack revoke retract renounce scrap".split())
_OBJECTS = frozenset({"dobj", "obj", "nsubjpass", "nsubj:pass"})


def disbelieved(verb: Token) -> bool:
    """Whether the verb is one whose negation is a belief too: "does not think that it will help"."""
    return verb.lemma_ in _RAISING and verb.pos_ == "VERB" and syntax.negated(verb)


def is_disbelief(doc: Doc, proposal: Attribution) -> bool:
    """Whether a negated cue is a belief of its own, and its negation stands in it ("*does not believe* that")."""
    verb = cue_token(doc, proposal.cue)
    words = [token.lower_ for span in proposal.cue for token in tokens_of(doc, span)]
    return verb is not None and disbelieved(verb) and any(word in _NOT for word in words)


def _is_all(verb: Token) -> bool:
    """Whether this is all that somebody says: "would only say that", "would say only that"."""
    return any(child.lower_ in _ALL and child.dep_ in ("advmod", "mark", "det", "amod") for child in verb.children)


def _is_over(noun: Token) -> bool:
    """Whether what a noun of saying means is told to have ended: "had ended its *support* for the campaign"."""
    return noun.pos_ == "NOUN" and noun.dep_ in _OBJECTS and noun.head.lemma_ in _ENDING


def _is_task(verb: Token) -> bool:
    """ "A commission *charged* with drawing the line": a task."""
    if verb.lemma_ not in ("charge", "task") or verb.tag_ != "VBN" or verb.dep_ not in ("acl", "amod"):
        return False
    return any(child.lower_ == "with" and any(one.tag_ == "VBG" for one in child.children) for child in verb.children)


def unsaid(doc: Doc, cue: list[Token], verb: Token | None, content: Sequence[Span], reporting: Reporting) -> bool:
    """Whether the words are those of silence ("declined to comment", "would not say"), of what is yet to be said, or
    of the terms of a talk ("asking not to be named"), or name a source and nothing said ("citing an official")."""
    lemmas = [token.lemma_.lower() for token in cue]
    if any(lemma in reporting.refusing for lemma in lemmas):
        return True
    wished = any(lemma in _WISHED for lemma in lemmas) or (verb is not None and _is_all(verb))
    negated = any(token.lower_ in _NOT for token in cue)
    disbelief = negated and verb is not None and disbelieved(verb)
    if (negated and not disbelief) or (len(cue) > 1 and cue[0].lower_ in reporting.modal and not wished):
        return True
    if verb is None:
        return False
    words = text_of(doc)[content[0].begin : content[-1].end]
    if verb.pos_ == "NOUN" and words.startswith("as "):
        return True  # "described the American *demands as unacceptable*"
    aside = verb.tag_ == "VBN" and verb.dep_ == "acl" and bool(syntax.agents(verb)) and content[0].begin > verb.idx
    first = next(iter(tokens_of(doc, content[0])), None)
    if aside and first is not None and first.tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return True  # "the offer, first *reported by* the paper, was real": what was reported stands before
    if _is_over(verb) or _is_task(verb) or _names_somebody(doc, verb, content):
        return True
    entry = entry_of(verb, reporting)
    if entry is not None and " " not in entry.lemma and any(one.dep_ in _PARTICLES for one in verb.children):
        return True  # "called off the visit"
    said = [token for piece in content for token in tokens_of(doc, piece)]
    if entry is not None and entry.lemma == "call on" and not any(token.pos_ in ("VERB", "AUX") for token in said):
        return True  # "called on the president": a visit
    if verb.lemma_ == "threaten" and any(one.pos_ in ("PRON", "PROPN") for one in syntax.objects(verb)):
        return True  # "threatened it with sanctions": an act
    taken = [one.lemma_.lower() for one in syntax.objects(verb)] + [token.lemma_.lower() for token in said]
    if verb.lemma_ in reporting.deeds and not any(noun in reporting.answers for noun in taken):
        return True  # "summoned the ambassador to protest", "accepted a compromise"
    if is_asked(verb, doc) or _is_held_by_others(verb, content) or _wants_anonymity(verb):
        return True
    if not any(token.pos_ in _SAYING_SOMETHING for piece in content for token in tokens_of(doc, piece)):
        return True  # "contradicted him"
    asked = verb.tag_ == "VBN" and verb.dep_ == "advcl" and not syntax.auxiliaries(verb)
    if asked and not syntax.subjects(verb, shared=False) and not syntax.agents(verb):
        return True  # "Asked whether …, he said": somebody else asked
    if any(term in words.lower()[:80] for term in reporting.terms):
        return True
    if verb.lemma_ in ("cite", "quote") and (verb.tag_ == "VBG" or " as saying" in words):
        return not any(mark in words for mark in '"“‘')
    return verb.pos_ in ("VERB", "AUX") and blocked(verb, reporting, disbelief=disbelief)


def _names_somebody(doc: Doc, verb: Token, content: Sequence[Span]) -> bool:
    """Whether the content is but who was spoken of or cited: "*the minister himself*, questioned by a student",
    "citing “*two palace sources*”"."""
    if len(content) != 1:
        return False
    words = [token for token in tokens_of(doc, content[0]) if not token.is_punct]
    if not words or any(token.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB") for token in words):
        return False
    inside = {token.i for token in words}
    head = next((token for token in words if token.head.i not in inside or token.head == token), words[0])
    if head.pos_ not in ("NOUN", "PROPN", "PRON"):
        return False
    somebody = head.ent_type_ == "PERSON" or sources.load().is_person(head.lemma_.lower())
    subject = syntax.passive(verb) or (verb.tag_ == "VBN" and bool(syntax.agents(verb)))
    cited = verb.lemma_ in ("cite", "quote")
    return somebody and (cited or (subject and head.i < verb.i and bool(syntax.agents(verb))))


def was_asked(doc: Doc, proposal: Attribution) -> bool:
    """Whether the source is who was asked: "Salo, *asked whether the talks failed*, said they had not"."""
    if not proposal.source or not proposal.cue:
        return False
    text, cue = text_of(doc), proposal.cue[0]
    if text[cue.begin : cue.end].lower() not in _QUESTIONED or text[proposal.source[-1].end : cue.begin].strip() != ",":
        return False
    end = proposal.content[-1].end
    return _ANSWERED.match(text, end) is not None


_QUESTIONED = frozenset("asked pressed questioned quizzed queried challenged".split())
_ANSWERED = re.compile(r"\s*,\s*(?:\w+ly )?(?:said|says|replied|replies|answered|told|responded|insisted|would)\b")


def _is_held_by_others(verb: Token, content: Sequence[Span]) -> bool:
    """ "The envoy *is expected to* visit Oslo": others expect it; his own words are told otherwise."""
    if verb.lemma_ not in _HELD or not syntax.passive(verb) or syntax.agents(verb):
        return False
    first = next(iter(tokens_of(verb.doc, content[0])), None)
    return first is not None and first.lower_ == "to"


_HELD = frozenset("expect believe think suppose understand presume say report allege rumor rumour schedule".split())


def _wants_anonymity(verb: Token) -> bool:
    """ "Insisted on *anonymity* to describe the talks": terms of a talk."""
    objects = [*syntax.objects(verb), *(thing for _, _, thing in syntax.prepositions(verb))]
    return any(one is not None and one.lemma_.lower() == "anonymity" for one in objects)


def is_asked(verb: Token, doc: Doc) -> bool:
    """Whether the verb stands in a question that the text itself asks: "Has the minister said that …?" """
    words = [token for token in verb.sent if not token.is_space]
    if not words or words[-1].text != "?" or verb.tag_ == "VBG":
        return False
    colon = next((number for number, token in enumerate(words[:6]) if token.text == ":"), -1)
    first = next((token for token in words[colon + 1 :] if token.is_alpha and token.lower_ not in _LEADING), words[0])
    quoted = any(mark in text_of(doc)[verb.sent.start_char : verb.idx] for mark in '"“')
    return not quoted and first.i < verb.i and (first.pos_ == "AUX" or first.tag_ in ("WRB", "WP", "WDT", "MD"))


_LEADING = frozenset("so and but then well now".split())
_PARTICLES = frozenset({"prt", "compound:prt"})
_SAYING_SOMETHING = frozenset({"NOUN", "PROPN", "VERB", "AUX", "ADJ", "NUM", "INTJ", "ADV", "X"})
_NOT = frozenset("not n't n’t never neither nor".split())
