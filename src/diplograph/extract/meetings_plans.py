"""What became of a plan to meet: called off, moved, gone ahead with, given up, not confirmed, or an untrue report."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spacy.tokens import Token

from diplograph.extract.meetings_absence import nobody
from diplograph.extract.meetings_triggers import Candidate, whole
from diplograph.language import syntax
from diplograph.lexicon.meetings import Meetings

Words = Mapping[str, frozenset[str]]
_TELL = frozenset({"confirm", "announce", "say", "disclose", "comment", "specify", "reveal", "tell", "decide"})
DUE = frozenset({"due", "scheduled", "supposed", "set", "slated", "planned", "expected", "meant"})
_ENDS = frozenset({"collapse", "end", "fail", "stall", "break", "conclude", "finish", "stop", "founder", "cease"})
_INTENTS = frozenset({"plan", "intention", "arrangement", "agreement", "preparation"})
_MEANT = frozenset({"plan", "intend", "mean"})
_TURN_UP = frozenset({"arrive", "come", "appear", "show", "turn", "make", "go"})
_REASONS = frozenset({"because", "owing", "due", "as", "since"})
_LOOKS = frozenset({"be", "look", "seem", "appear", "remain"})
_LIKELY = frozenset({"likely", "uncertain", "expected", "imminent", "due", "certain", "planned"})
_HARDLY = frozenset({"unlikely", "impossible", "unthinkable", "improbable", "possible", "conceivable", "doubtful"})
_CLOSE = frozenset({"close", "closer", "near", "nearer"})
_RANKS = frozenset({"first", "second", "third", "last", "only", "latest"})
_POSES = frozenset({"pose", "shake", "clasp", "smile", "greet", "wave", "embrace", "stand"})
_OCCASIONS = frozenset({"occasion", "opportunity", "chance", "moment", "visit", "trip", "stop", "stopover"})
_AS_PLANNED = re.compile(r"(?i)as (?:planned|scheduled|expected|intended|announced)\b")


def but(event: Token) -> bool:
    """ "was due to meet him, but", "were to meet until": the plan of the past that came to nothing."""
    above = syntax.clause_head(event.head)
    past = above.lower_ in ("was", "were") or any(one.lower_ in ("was", "were", "had") for one in above.children)
    past = past or any(one.lower_ in ("was", "were") for one in syntax.auxiliaries(event))
    past = past or (above.lemma_ in _MEANT and above.tag_ == "VBD")
    if any(untold(one) for place in (above, event) for one in place.children if one.dep_ == "conj"):
        return False
    if past and any(_never_came(one) for place in (above, event) for one in place.children if one.i > event.i):
        return True
    return past and any(
        one.lower_ in ("but", "until") and one.i > event.i and one.dep_ in ("cc", "mark", "prep")
        for place in (above, event)
        for child in place.children
        for one in (child, *child.children)
    )


def _never_came(verb: Token) -> bool:
    """ "was to visit the school and never arrived"."""
    told = (verb.dep_ == "conj" and verb.tag_ == "VBD") or any(one.lower_ == "did" for one in verb.children)
    return (
        told
        and verb.dep_ == "conj"
        and verb.lemma_.lower() in _TURN_UP
        and syntax.negated(verb)
        and not syntax.subjects(verb, shared=False)
    )


def once_due(event: Token) -> bool:
    """ "had been due to meet", "had planned to visit": said of plans that came to nothing."""
    due = event.head
    if event.dep_ == "xcomp" and due.lemma_ in _MEANT and due.tag_ == "VBN" and not syntax.passive(due):
        return any(one.lower_ in ("had", "'d") for one in syntax.auxiliaries(due))
    if event.dep_ not in ("xcomp", "ccomp", "advcl") or due.lower_ not in DUE:
        return False
    places = [due, syntax.clause_head(due)] if due.pos_ == "ADJ" else [due]
    helpers = {one.lower_ for place in places for one in place.children if one.dep_ in ("aux", "auxpass", "aux:pass")}
    helpers |= {place.lower_ for place in places}
    return bool(helpers & {"had", "'d"}) and "been" in helpers


def unplanned(noun: Token) -> bool:
    """ "there were no plans for a meeting": nobody plans one."""
    return noun.lemma_.lower() in _INTENTS and any(one.lower_ == "no" for one in noun.children)


def is_said(verb: Token, event: Token) -> bool:
    """ "is said to have met", "were reported to have spoken": on the word of nobody named."""
    helpers = {one.lemma_.lower() for one in event.children if one.dep_ == "aux"}
    return verb.tag_ == "VBN" and {"to", "have"} <= helpers and any(one.lemma_ == "be" for one in verb.children)


def goes_on(candidate: Candidate) -> bool:
    """Of "the talks have not collapsed": what has not ended is not denied."""
    verb = candidate.verb
    return candidate.nominal and verb is not None and verb.lemma_.lower() in _ENDS


def untold(verb: Token) -> bool:
    """ "but Paris has not confirmed it", "but did not say when": the plan stands."""
    return verb.pos_ == "VERB" and verb.lemma_.lower() in _TELL and syntax.negated(verb)


def abandoned(event: Token, lexicon: Meetings) -> bool:
    """ "had been due to meet her on a trip that was called off": with the trip the plan went too."""
    above = syntax.clause_head(event.head)
    if above.lemma_ != "be" or not any(one.lower_ in ("was", "were", "had") for one in (above, *above.children)):
        return False
    for verb in event.subtree:
        if verb.tag_ != "VBN" or verb == event or syntax.negated(verb) or not called_off(verb, lexicon.words):
            continue
        plans = [verb.head] if verb.dep_ in ("relcl", "acl", "acl:relcl") else syntax.subjects(verb)
        if any(one.lemma_.lower() in lexicon.nouns for one in plans):
            return True
    return False


def called_off(verb: Token, words: Words) -> bool:
    lemma = verb.lemma_.lower()
    particle = next((one.lower_ for one in verb.children if one.dep_ == "prt"), None)
    return lemma in words["cancel"] or f"{lemma} {particle}" in words["cancel_with_particle"]


def stopped(verb: Token) -> bool:
    """Of a meeting's own verb: "did not go ahead", "could not take place", "did not take place as planned"."""
    if not syntax.negated(verb):
        return False
    lemma, after = verb.lemma_.lower(), verb.doc[verb.i + 1 : verb.i + 2].text.lower()
    if (lemma, after) == ("go", "ahead"):
        return True
    held = lemma == "hold" and syntax.passive(verb)
    if (lemma, after) != ("take", "place") and not held:
        return False
    planned = any(
        child.lower_ in ("planned", "scheduled") for noun in syntax.subjects(verb, shared=False) for child in noun.lefts
    )
    if planned or any(one.i > verb.i and _reason(one) for one in verb.children):
        return True
    able = any(one.lower_ == "could" for one in syntax.auxiliaries(verb))
    return not held and (able or _AS_PLANNED.match(verb.doc[verb.i + 2 : verb.i + 4].text) is not None)


def _reason(child: Token) -> bool:
    """ "was not held owing to the vote", "did not take place because he was ill"."""
    if child.dep_ == "prep":
        return child.lower_ in ("because", "owing", "due")
    return child.dep_ == "advcl" and any(one.dep_ == "mark" and one.lower_ in _REASONS for one in child.children)


def was_due(event: Token) -> bool:
    """ "was to meet", "were due to meet", "was meant to see": a plan told in the past tense."""
    due = event.head
    if event.dep_ not in ("xcomp", "ccomp", "advcl") or not any(one.lower_ == "to" for one in event.children):
        return False
    if due.lemma_ == "be":
        return due.lower_ in ("was", "were")
    above = syntax.clause_head(due) if due.pos_ == "ADJ" else due
    helpers = {one.lower_ for one in due.children} | {above.lower_}
    return due.lower_ in DUE and bool(helpers & {"was", "were"})


def foreseen(candidate: Candidate) -> bool | None:
    """Of "a meeting looks uncertain", "talks are likely next week" True: it may come; of "is unlikely", "was possible"
    False: nobody says that it comes. None of everything else.
    """
    noun = whole(candidate.head)
    verb = noun.head
    if not candidate.nominal or noun.dep_ != "nsubj" or verb.lemma_.lower() not in _LOOKS:
        return None
    said = {one.lower_ for one in verb.children if one.dep_ in ("acomp", "oprd", "attr") and one.i > verb.i}
    if syntax.negated(verb):
        return None
    if said & _LIKELY and verb.tag_ in ("VBZ", "VBP"):
        return True
    return False if said & _HARDLY else None


def almost(candidate: Candidate, event: Token) -> bool:
    """ "came close to a meeting", "has yet to meet him": there was none. event: what carries time and modality."""
    to = next((one for one in event.children if one.lower_ == "to" and 0 < one.i < event.i), None)
    if to is not None and to.nbor(-1).lower_ == "yet":
        return True
    noun = whole(candidate.head)
    return candidate.nominal and noun.dep_ == "pobj" and noun.head.head.lower_ in _CLOSE


def had_they(event: Token) -> bool:
    """ "Had they met, the deal would stand"."""
    first = next((one for one in event.children if one.dep_ == "aux" and one.text == "Had"), None)
    return first is not None and any(first.i < one.i < event.i and one.dep_ == "nsubj" for one in event.children)


def neither(verb: Token) -> bool:
    """ "neither of them met her", "failed to meet", "did not plan to meet"."""
    head = verb.head
    if nobody(verb):
        return True
    return verb.dep_ == "xcomp" and (
        head.lemma_.lower() in ("fail", "refuse", "decline", "avoid", "forget")
        or (head.lemma_.lower() in ("plan", "expect", "intend", "agree") and syntax.negated(head))
    )


def particle(verb: Token) -> str | None:
    """ "off" of "called off", also of a headline's "visit put back", whose word the tree takes for an adverb."""
    for one in verb.children:
        if one.dep_ == "prt" or (one.dep_ == "advmod" and one.i == verb.i + 1 and one.lower_ in ("off", "back")):
            return one.lower_
    return None


def once_to_be(noun: Token) -> bool:
    """ "the talks, which were to have taken place in Lima": said of talks that were not held."""
    for clause in noun.children:
        if clause.dep_ not in ("relcl", "acl:relcl"):
            continue
        for verb in (clause, *(one for one in clause.children if one.dep_ == "xcomp")):
            helpers = {one.lower_ for one in verb.children if one.dep_ in ("aux", "auxpass")}
            place = any(one.lower_ == "place" for one in verb.children)
            if {"to", "have"} <= helpers and (verb.lemma_ in ("hold", "happen", "occur") or place):
                return True
    return False


def ready_to(verb: Token, below: Token) -> Token | None:
    """The adjective of "is ready to leave for talks", where the tree hangs the infinitive on the verb."""
    if verb.lemma_ != "be" or below.dep_ not in ("advcl", "xcomp") or below.tag_ != "VB":
        return None
    return next((one for one in verb.children if one.dep_ == "acomp" and one.i < below.i), None)


def fell_through(candidate: Candidate) -> bool:
    """ "A meeting planned for May did not go ahead", where the tree takes "planned" for the verb of the sentence."""
    noun = syntax.coordination_head(candidate.head)
    verb = noun.head
    if not candidate.nominal or noun.dep_ != "nsubj" or verb.lower_ not in DUE or syntax.auxiliaries(verb):
        return False
    return any(
        one.dep_ == "conj" and stopped(one) and not syntax.subjects(one, shared=False) and one.i > verb.i
        for one in verb.children
    )


def ahead_with(candidate: Candidate) -> Token | None:
    """The verb of "went ahead with the talks", which carries their time as "held" does."""
    noun = syntax.coordination_head(candidate.head)
    verb = noun.head.head
    if not candidate.nominal or noun.dep_ != "pobj" or noun.head.lower_ != "with" or verb.lemma_.lower() != "go":
        return None
    return verb if verb.doc[verb.i + 1 : verb.i + 2].text.lower() == "ahead" else None


def untrue(noun: Token, words: Words) -> bool:
    """ "reports of talks were untrue", "false claims of a meeting": noun is that for the claim."""
    if noun.lemma_.lower() not in words["hearsay"]:
        return False
    if any(one.dep_ == "amod" and one.lower_ in words["untrue"] for one in noun.children):
        return True
    verb = noun.head
    return (
        noun.dep_ == "nsubj"
        and verb.lemma_ == "be"
        and not syntax.negated(verb)
        and any(one.dep_ in ("acomp", "attr") and one.lower_ in words["untrue"] for one in verb.children)
    )


def uncommented(report: Token) -> bool:
    """ "declined to comment on reports that he would visit": nobody stands for them."""
    return report.dep_ == "pobj" and report.head.head.lemma_.lower() in ("comment", "ask")


def belittled(verb: Token, what: Token, words: Words) -> bool:
    """ "dismissed the summit as theatre": that it took place is not denied; "dismissed the report as untrue" does."""
    if what.lemma_.lower() in words["hearsay"]:
        return False
    return any(one.lower_ == "as" and one.dep_ in ("prep", "mark") and one.i > what.i for one in verb.children)


def posed_before(candidate: Candidate) -> bool:
    """ "Paz and Li pose before their meeting": a caption, printed when it was over."""
    noun = whole(candidate.head)
    verb = syntax.clause_head(noun)
    before = candidate.nominal and noun.dep_ == "pobj" and noun.head.lower_ in ("before", "ahead", "of")
    return before and verb.lemma_.lower() in _POSES and verb.tag_ in ("VBP", "VBZ", "VBG")


def brought_about(event: Token) -> bool:
    """ "persuaded them to meet", "used the stop to confer": what was managed was done."""
    verb = event.head
    if event.dep_ in ("acl", "relcl") and any(one.lower_ in _RANKS for one in verb.lefts):  # "the first to visit"
        above = syntax.clause_head(verb)
        helpers = {one.lower_ for one in (above, *syntax.auxiliaries(above))}
        return above.pos_ in ("VERB", "AUX") and not helpers & {"will", "would", "'ll", "'d", "could", "may", "to"}
    if event.dep_ not in ("xcomp", "ccomp", "advcl") or verb.tag_ not in ("VBD", "VBN") or syntax.negated(verb):
        return False
    if verb.tag_ == "VBN" and not any(one.lemma_ == "have" for one in syntax.auxiliaries(verb)):
        return False
    if verb.lemma_ == "use":
        return any(one.lemma_.lower() in _OCCASIONS for one in syntax.objects(verb))
    return verb.lemma_ in ("persuade", "manage", "convince")


def intended(candidate: Candidate) -> bool:
    """ "had been planned as a celebration": said of an event that took place."""
    verb = candidate.verb
    if verb is None or not any(one.lower_ == "had" for one in syntax.auxiliaries(verb)):
        return False
    return any(one.lower_ == "as" and one.dep_ in ("prep", "mark") for one in verb.children)


def unconfirmed(verb: Token) -> bool:
    """ "neither confirmed nor denied", "would not confirm or deny"."""
    places = [verb, *([verb.head] if verb.dep_ == "conj" else [])]
    lemmas = {one.lemma_.lower() for place in places for one in (place, *place.children)}
    return {"confirm", "deny"} <= lemmas and any(
        child.lower_ in ("neither", "nor", "not", "n't", "declined", "refused")
        for one in places
        for child in one.children
    )


def moved(candidate: Candidate, words: Words) -> bool:
    """Put off to, until or for a day."""
    for verb in [syntax.clause_head(candidate.head), *candidate.head.children]:
        if verb.pos_ == "VERB" and verb.lemma_.lower() in {*words["cancel"], "put", "push", "move", "reschedule"}:
            for word, _, noun in syntax.prepositions(verb):
                if word in ("to", "until", "till", "for", "by") and (
                    noun.ent_type_ == "DATE"
                    or noun.lower_ in ("weekend", "week", "month", "year", "spring", "autumn")
                    or (noun.tag_ in ("CD", "NNP") and not noun.ent_type_)
                ):
                    return True
    return False
