"""Whether a meeting was held, is planned, called off, denied or only claimed: tense, modality, negation, governors."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from diplograph.extract import meetings_hearsay as hearsay
from diplograph.extract import meetings_plans as plans
from diplograph.extract.meetings_plans import DUE, Words
from diplograph.extract.meetings_triggers import Candidate, whole
from diplograph.language import syntax
from diplograph.lexicon.meetings import Meetings
from diplograph.model import MeetingKind, MeetingStatus

_UP = frozenset(
    {
        "xcomp",
        "ccomp",
        "advcl",
        "acl",
        "relcl",
        "acl:relcl",
        "pcomp",
        "prep",
        "pobj",
        "dobj",
        "obj",
        "conj",
        "dep",
        "attr",
    }
    | {"nsubj", "nsubjpass", "nsubj:pass", "obl", "nmod", "compound"}
)
_STEPS = 4  # governors looked at above the trigger: "agreed / to send / envoys / for talks"
_ONGOING = frozenset({"ongoing", "continuing", "continued", "constant", "regular", "current", "on-going", "advanced"})
_ABOUT = frozenset({"about", "on", "regarding", "concerning"})
_INFORM = frozenset({"brief", "inform", "update", "apprise", "notify", "briefing", "information"})
_PURSUE = frozenset({"advance", "pursue", "push", "continue", "maintain", "accelerate", "drive", "promote", "keep"})
_NOT = frozenset({"without", "instead", "than", "lacking"})
_WHEN = frozenset({"after", "following", "during"})
_EARLIER = frozenset({"report", "claim", "allege"})  # "had reported": the article itself does not stand for it
_LISTS = ("wish", "idea", "planning", "cancel", "deny", "claim", "report", "motion")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the words around say. form: past, present, future, modal, infinitive, gerund, participle, noun.

    governors: (distance, word list that a governor is in, relation by which one climbs to it), nearest first.
    """

    form: str
    negated: bool
    modal: str | None
    governors: tuple[tuple[int, str, str], ...]
    adverb_claim: bool
    modifier: str | None  # "planned" or "past", of nouns
    preposition: str | None  # that a noun stands after
    clause: str | None  # form of the verb around a noun that no verb carries, or around a gerund; "under way" of "be"
    open: bool  # in a clause of whether or if, or a habit: no event is told
    moved: bool  # put off to a new date
    off: bool = False  # "did not go ahead", "could not take place": there was to be one
    lapsed: bool = False  # "was to meet": a plan told in the past tense

    def near(self, name: str, within: int = _STEPS) -> bool:
        return any(listed == name and distance <= within for distance, listed, _ in self.governors)


def setting(candidate: Candidate, lexicon: Meetings) -> Setting:
    words = lexicon.words
    event = candidate.verb or plans.ahead_with(candidate) or candidate.head
    form, modal = _form(event, words) if event.pos_ in ("VERB", "AUX") or not candidate.nominal else ("noun", None)
    if form == "infinitive" and (_purpose(event, words) or plans.brought_about(event)):
        form = "purpose"
    leading = syntax.clause_head(event.head)
    intended = form == "infinitive" and (leading.lemma_ in ("be", "plan", "intend", "mean"))
    if ((form == "bound" or intended) and plans.but(event)) or (candidate.nominal and plans.once_to_be(candidate.head)):
        form = "unreal"
    if form in ("bound", "infinitive") and (plans.abandoned(event, lexicon) or plans.once_due(event)):
        form = "unreal" if candidate.entry.id not in ("discuss", "speak") else form
    climbing = _climb(candidate.head if candidate.nominal and candidate.verb is None else event, words)
    if (
        candidate.nominal
        and candidate.verb is not None
        and candidate.verb.lemma_.lower() in words["planning"]
        and (not plans.intended(candidate))
    ):
        climbing = [(1, "planning", "carrier"), *climbing]
    if candidate.entry.id == "expected":
        climbing = [(1, "planning", "own"), *climbing]
    negative = (syntax.negated(event) and not plans.goes_on(candidate)) or plans.neither(event)
    negative = negative or (candidate.nominal and _no(candidate.head))
    modifier = None
    preposition = None
    if candidate.nominal:
        head = whole(candidate.head)
        for child in [*head.children, *candidate.head.children]:
            if child.dep_ in ("amod", "det", "compound", "nmod") or child.pos_ == "ADJ":
                if child.lower_ in words["planned_modifier"]:
                    modifier = "planned"
                elif child.lower_ in words["past_modifier"]:
                    modifier = "past"
        modifier = "planned" if plans.foreseen(candidate) else modifier
        if head.dep_ == "pobj":
            preposition = head.head.lower_
            if preposition == "of" and head.head.head.lower_ == "instead":
                preposition = "instead"
            if preposition == "of" and head.head.head.lower_ in ("ahead", "sidelines", "margins"):
                preposition = "ahead" if head.head.head.lower_ == "ahead" else "sidelines"
    preposition = "at" if preposition in ("before", "ahead") and plans.posed_before(candidate) else preposition
    if event.dep_ == "pcomp" and event.head.lower_ in _NOT | {"of"}:
        preposition = event.head.head.lower_ if event.head.lower_ == "of" else event.head.lower_
    adverbs = [one for place in (event, candidate.head) for one in place.children if one.dep_ == "advmod"]
    claim = any(one.lower_ in words["claim_adverb"] for one in adverbs) or hearsay.unnamed(
        candidate.surroundings, climbing
    )
    claim = claim or hearsay.the_press_says(event, words) or hearsay.rumour_of(candidate)
    clause = None
    if candidate.nominal and candidate.verb is None:
        around = syntax.clause_head(syntax.coordination_head(candidate.head))
        if around.pos_ in ("VERB", "AUX"):
            clause = _form(around, words)[0]
            if clause == "present" and around.lemma_ == "be":
                clause = "under way"
    elif not candidate.nominal and form in ("gerund", "present") and event.dep_ in ("pcomp", "advcl", "relcl"):
        around = syntax.clause_head(event.head)
        if around != event and around.pos_ in ("VERB", "AUX"):
            clause = _form(around, words)[0]
    return Setting(
        form,
        negative,
        modal,
        tuple(climbing),
        claim,
        modifier,
        preposition,
        clause,
        _open(event)
        or _habit(event, words)
        or _asked(candidate.sentence)
        or _conditional(event, form, modal)
        or _imagined(candidate, preposition)
        or plans.foreseen(candidate) is False
        or plans.almost(candidate, event),
        plans.moved(candidate, words),
        candidate.nominal and event != candidate.head and (plans.stopped(event) or plans.fell_through(candidate)),
        form in ("bound", "infinitive") and plans.was_due(event),
    )


def status(setting: Setting, *, ahead: bool | None) -> MeetingStatus:
    """ahead: whether the meeting's date lies after the day of publication, None when that is not known."""
    cancelled = any(listed == "cancel" and distance <= 2 for distance, listed, _ in setting.governors)
    if cancelled:
        return MeetingStatus.PLANNED if setting.moved else MeetingStatus.CANCELLED
    if setting.form == "unreal" or setting.off:
        return MeetingStatus.CANCELLED
    if setting.negated:
        return MeetingStatus.CANCELLED if setting.form in ("future", "noun") else MeetingStatus.DENIED
    if any(listed == "hearsay" and distance <= 2 for distance, listed, _ in setting.governors):
        return MeetingStatus.REPORTED
    reach = 2 if setting.preposition == "for" else 3  # that a date was set for the talks is denied, not the talks
    if any(listed == "deny" and distance <= reach for distance, listed, _ in setting.governors):
        return MeetingStatus.DENIED
    if rumoured(setting):
        return MeetingStatus.REPORTED
    planned = (
        setting.form in ("future", "modal", "infinitive", "bound")
        or setting.modifier == "planned"
        or setting.preposition in ("before", "ahead", "until")
        or setting.near("planning", 2)
        or (setting.preposition == "for" and setting.clause in ("future", "bound"))
        or (setting.preposition == "for" and setting.clause == "present" and setting.near("motion", 1))
        or (setting.form in ("gerund", "present") and setting.clause in ("future", "bound"))
        or (ahead is True)
    )
    if (setting.form == "past" and not setting.near("planning", 1)) or setting.modifier == "past":
        planned = False
    journey = setting.form == "infinitive" and setting.near("motion", 1)  # "flew to Lima to meet her on Monday"
    if ahead is False and (journey or setting.form in ("noun", "present", "gerund")):
        planned = planned and setting.preposition in ("before", "ahead")
    if planned:
        return MeetingStatus.CANCELLED if setting.lapsed and ahead is False else MeetingStatus.PLANNED
    if setting.adverb_claim or (setting.near("claim", 2) and not setting.near("report", 2)):
        return MeetingStatus.REPORTED
    return MeetingStatus.HELD


def of_missed(event: Token, setting: Setting, *, ahead: bool | None) -> MeetingStatus:
    """Of an event that somebody stays away from ("declined to attend the talks"): held, or planned, never denied."""
    verb = syntax.clause_head(syntax.coordination_head(event))
    while verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    ahead_by_form = verb.tag_ in ("VB", "VBG") and any(
        one.lower_ in ("will", "wo", "'ll", "is", "are") for one in syntax.auxiliaries(verb)
    )
    planned = setting.modifier == "planned" or ahead_by_form
    return MeetingStatus.PLANNED if ahead or (planned and ahead is not False) else MeetingStatus.HELD


def rumoured(setting: Setting) -> bool:
    """ "asked about reports that they had met": told as a report, whatever is done with the report."""
    return setting.form == "past" and setting.near("rumour", 1)


def process(candidate: Candidate) -> bool:
    """Whether the words speak of dealings that go on and of no event: "ongoing talks", "contacts with Tehran", "briefed
    her on Oman's talks with Yemen".
    """
    if not candidate.nominal or candidate.entry.kind is not MeetingKind.TALKS:
        return False
    lefts = {one.lower_ for one in candidate.head.lefts}
    verb = syntax.clause_head(syntax.coordination_head(candidate.head))
    pursued = candidate.head.dep_ in ("dobj", "obj") and verb.lemma_.lower() in _PURSUE
    matter = candidate.head.dep_ == "pobj" and candidate.head.head.lower_ in _ABOUT
    told = matter and candidate.head.head.head.lemma_.lower() in _INFORM
    return candidate.entry.id == "contacts" or bool(lefts & _ONGOING) or pursued or told


def _form(verb: Token, words: Words) -> tuple[str, str | None]:
    helpers = syntax.auxiliaries(verb)
    for one in helpers:
        lemma = one.lower_
        if lemma in words["future"] or one.lemma_ in ("will", "shall"):
            return "future", lemma
        if one.tag_ == "MD":
            past = lemma in ("would", "'d") and any(other.lemma_ == "have" for other in helpers)
            return ("unreal" if past else "modal"), lemma  # "would have met"
    if any(one.tag_ == "TO" or one.lower_ == "to" for one in helpers):
        governor = verb.head
        if any(one.lemma_ == "have" for one in helpers):  # "was to have met" did not; "is said to have met" did
            bound = governor.lemma_ == "be" or (governor.lower_ in DUE) or any(one.lemma_ == "be" for one in helpers)
            return ("unreal" if bound else "past"), None
        if (verb.dep_ == "xcomp" and governor.lemma_ == "be") or any(one.lemma_ == "be" for one in helpers):
            return "bound", "be to"
        return "infinitive", None
    if any(one.lemma_ == "have" for one in helpers):
        return "past", None
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and any(one.lower_ == "be" for one in helpers):
        return _form(verb.head, words)  # "will fly to Rome and be received"
    if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and (helpers or verb.dep_ in ("ROOT", "conj"))):
        return "past", None
    if verb.tag_ == "VBN":
        return "participle", None
    if verb.tag_ == "VBG":
        return ("present" if any(one.lemma_ == "be" for one in helpers) else "gerund"), None
    if verb.tag_ in ("VBZ", "VBP"):
        return "present", None
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return _form(verb.head, words)
    return ("infinitive" if verb.dep_ in ("xcomp", "ccomp", "advcl") else "present"), None


def _purpose(event: Token, words: Words) -> bool:
    """ "knelt to greet him", "used the stop to hold talks with her": done in the past, and so was what it served.

    Not of journeys, sendings, plans and wishes: whether it came to that is not said.
    """
    governor = event.head
    if event.dep_ != "advcl" or governor.pos_ != "VERB" or syntax.negated(governor):
        return False
    lemma = governor.lemma_.lower()
    open_ended = any(lemma in words[name] for name in _LISTS)
    if open_ended or lemma in ("send", "dispatch", "use", "appoint", "try", "work", "wait", "need"):
        return False
    return _form(governor, words)[0] == "past"


def _asked(sentence: Sentence) -> bool:
    """A question tells of no event, nor does a headline that asks."""
    for token in reversed(sentence[-4:]):
        if token.text == "?":
            return True
        if not (token.is_space or token.is_quote or token.is_punct):
            return False
    return False


def _climb(token: Token, words: Words) -> list[tuple[int, str, str]]:
    found: list[tuple[int, str, str]] = []
    distance = 0
    current = token
    while distance < _STEPS and current.head != current and current.dep_ in _UP:
        relation, previous = current.dep_, current
        current = current.head
        if relation in ("pobj", "pcomp") and current.lower_ in _WHEN:
            break  # "called for an expansion of ties following a meeting", whatever it hangs on
        if current.pos_ in ("ADP", "SCONJ") and relation in ("pobj", "pcomp"):
            if current.lower_ in words["beside"] and current.head.pos_ in ("VERB", "AUX"):
                break
            continue
        if relation == "conj" or (relation == "dep" and {previous.tag_, current.tag_} <= {"VBD", "VBZ", "VBP"}):
            continue
        if relation == "advcl" and any(
            one.dep_ in ("mark", "advmod") and one.lower_ != "for" and one.i < token.i for one in previous.children
        ):
            break  # "when the two met", "after they spoke"
        distance += 1
        lemma = current.lemma_.lower()
        if lemma == "look" and any(one.lower_ == "forward" for one in current.children):
            found.append((distance, "hope", relation))
        if lemma in ("invitation", "offer") and current.head.lemma_ == "accept":
            found.append((distance, "planning", relation))
            continue
        ready = plans.ready_to(current, previous)
        if ready is not None and ready.lemma_.lower() in words["wish"]:
            found.append((distance, "wish", "xcomp"))
        beside = [
            one for one in current.children if one.dep_ == "prt" or (one.dep_ == "advmod" and one.i == current.i + 1)
        ]
        particle = beside[0].lower_ if beside else None
        if particle and f"{lemma} {particle}" in words["cancel_with_particle"]:
            found.append((distance, "cancel", relation))
        if (lemma in words["deny"] or lemma == "confirm") and plans.unconfirmed(current):
            found.append((distance, "hearsay", relation))
            continue
        if (relation == "acl" or previous.lower_ in ("of", "about")) and plans.untrue(current, words):
            found.append((distance, "deny", relation))
        if relation == "acl" and current.pos_ == "NOUN" and lemma in words["hearsay"]:
            found.append((distance, "rumour", relation))  # "reports that they had met"
            if plans.uncommented(current):
                found.append((distance, "wish", relation))
        if relation == "xcomp" and lemma in words["claim"] and plans.is_said(current, previous):
            found.append((distance, "hearsay", relation))
        if lemma in _EARLIER and any(one.lower_ in ("had", "'d") for one in syntax.auxiliaries(current)):
            found.append((distance, "hearsay", relation))
        if plans.unplanned(current):
            found.append((distance, "deny", relation))
            continue
        for name in _LISTS:
            if name == "deny" and plans.belittled(current, previous, words):
                continue
            if lemma in words[name] and not (name == "wish" and lemma == "call" and particle):
                found.append((distance, name, relation))
        if relation in ("ccomp", "relcl", "acl:relcl", "advcl") and distance >= 2:
            break
    # a clause on the noun: "a meeting planned for May", "talks that were called off"
    for child in token.children:
        if child.dep_ in ("acl", "relcl", "acl:relcl"):
            lemma = child.lemma_.lower()
            particle = next((one.lower_ for one in child.children if one.dep_ == "prt"), None)
            if lemma in words["cancel"] or (particle and f"{lemma} {particle}" in words["cancel_with_particle"]):
                found.append((1, "cancel", "clause"))
            elif lemma in words["planning"]:
                found.append((1, "planning", "clause"))
    return found


def _no(noun: Token) -> bool:
    return any(child.lower_ in ("no", "neither") and child.dep_ in ("det", "neg") for child in noun.children)


def _conditional(event: Token, form: str, modal: str | None) -> bool:
    """ "should sit down" is a demand, "will meet if the truce holds" a condition."""
    if modal in ("should", "must", "ought", "need"):
        return True
    if plans.had_they(event):
        return True
    if form not in ("future", "modal", "unreal"):
        return False
    return any(
        child.dep_ == "advcl" and any(one.lower_ in ("if", "unless") and one.dep_ == "mark" for one in child.children)
        for child in event.children
    )


def _imagined(candidate: Candidate, preposition: str | None) -> bool:
    """ "a meeting of the two would be a turning point", "they are working on a meeting": nobody says that it comes."""
    if not candidate.nominal:
        return False
    noun = whole(candidate.head)
    verb = noun.head
    if preposition == "on":
        return verb.head.lemma_.lower() == "work"
    helpers = {one.lower_ for one in syntax.auxiliaries(verb)}
    modal = bool(helpers & {"would", "could", "might", "may", "'d"}) and "have" not in helpers
    copular = verb.lemma_ == "be" and any(one.dep_ in ("attr", "acomp") for one in verb.children)
    return noun.dep_ == "nsubj" and modal and copular and not any(one.lower_ in DUE for one in verb.children)


def _habit(verb: Token, words: Words) -> bool:
    """ "frequently meets": a present tense of habit; also "until I meet", which tells of no event."""
    if verb.tag_ not in ("VBZ", "VBP", "VB"):
        return False
    helped = any(one.tag_ == "MD" or one.lower_ == "to" for one in syntax.auxiliaries(verb))
    return any(
        (one.lower_ in words["habit"] and one.dep_ in ("advmod", "neg") and not helped)
        or (one.lower_ in ("until", "unless") and one.dep_ in ("mark", "advmod"))
        for one in verb.children
    )


def _open(verb: Token) -> bool:
    """In a clause of "whether" or "if": nobody says that it was or will be."""
    current = verb
    for _ in range(_STEPS):
        if any(child.lower_ in ("whether", "if") and child.dep_ == "mark" for child in current.children):
            return True
        if current.head == current or current.dep_ not in (
            "xcomp",
            "conj",
            "ccomp",
            "dobj",
            "pobj",
            "prep",
            "acl",
            "advcl",
        ):
            return False
        if current.dep_ in ("ccomp", "advcl") and current.tag_ not in ("VB", "VBG"):
            return False
        current = current.head
    return False


def told(setting: Setting, *, nominal: bool) -> bool:
    """False when the words only wish for a meeting, ask about one, or say that there was none.

    A noun after "no" stays: "there will be no meeting" calls off one that was named before.
    """
    if setting.open or (setting.negated and not nominal) or setting.preposition in _NOT:
        return False
    if rumoured(setting):
        return True
    if setting.near("rumour", 1) and setting.near("wish", 1) and setting.form in ("modal", "future", "bound"):
        return False  # "declined to comment on reports that he would return"
    links = ("xcomp", "ccomp", "acl", "advcl", "dobj", "obj", "pobj", "prep", "pcomp")
    chain = [one for one in setting.governors if one[1] == "wish" and one[0] <= 2]
    above = any(distance == 2 for distance, _, _ in chain)
    agreed = any(
        listed in ("planning", "cancel", "deny")
        and distance == 1
        and (not above or relation in ("clause", "carrier", "own"))
        for distance, listed, relation in setting.governors
    )
    if any(
        listed == "idea" and distance == 1 and relation in ("dobj", "obj")
        for distance, listed, relation in setting.governors
    ):
        return False
    return agreed or not any(relation in links for _, _, relation in chain)
