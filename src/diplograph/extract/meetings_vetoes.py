"""What no certainty of a reader outweighs: wishes and questions, sport, interviews, a body that sits by itself."""

from __future__ import annotations

from spacy.tokens import Token

from diplograph.extract import meetings_circumstances as circumstances
from diplograph.extract import meetings_status
from diplograph.extract.meetings_judged import Judged
from diplograph.extract.meetings_parties import Party
from diplograph.extract.meetings_triggers import Candidate
from diplograph.language import syntax
from diplograph.lexicon.meetings import Meetings
from diplograph.model import MeetingKind

_MAYBE = frozenset({"could", "may", "might", "can"})


def accepted(judged: Judged, lexicon: Meetings) -> bool:
    """What no certainty outweighs: wishes and questions, and sessions of one body by itself."""
    candidate, roles = judged.candidate, judged.roles
    if roles.absent and candidate.nominal:
        return not judged.setting.open
    if not meetings_status.told(judged.setting, nominal=candidate.nominal) or _alone(judged, lexicon):
        return False
    if _laymen(judged, lexicon):
        return False
    if _some_day(judged) or _at_home(candidate, lexicon) or _to_office(candidate):
        return False
    words = lexicon.words
    if candidate.entry.id == "discuss" and any(listed == "deny" for _, listed, _ in judged.setting.governors):
        return False  # that they spoke of the matter is denied, not that they met
    if judged.kind is MeetingKind.IN_PERSON and candidate.entry.kind is MeetingKind.PHONE_CALL:
        # "called on the king"; "called on the king to resign" is an appeal
        urged = any(one.dep_ in ("xcomp", "advcl", "ccomp") and one.tag_ == "VB" for one in candidate.head.children)
        return len(roles.participants) >= 2 and not urged
    if _session(judged, lexicon):
        return False
    if candidate.entry.id == "meet" and _match(judged, lexicon):
        return False
    if candidate.entry.id in ("speak", "meet") and any(
        party.role in ("with", "object") and party.head.lemma_.lower() in words["audience"] for party in roles.parties
    ):
        return False
    internal = words["internal"]
    if len(roles.participants) < 2:
        if candidate.nominal:
            lefts = {one.lemma_.lower() for one in candidate.head.lefts if one.dep_ in ("compound", "nmod")}
            if lefts & internal:
                return False
        elif not roles.has("with", "object") and any(
            party.role == "subject" and party.head.lemma_.lower() in internal for party in roles.parties
        ):
            return False
    return True


def ruled_out(judged: Judged, lexicon: Meetings) -> bool:
    """What even another reader can't bring back: wishes and matches. "The talks" that somebody hopes to hold are known
    to the text as an event."""
    candidate, setting = judged.candidate, judged.setting
    wished = not meetings_status.told(setting, nominal=candidate.nominal)
    if wished and not circumstances.definite(candidate):
        return True
    if _some_day(judged) or _at_home(candidate, lexicon) or _to_office(candidate):
        return True
    if candidate.entry.id == "discuss" and any(listed == "deny" for _, listed, _ in setting.governors):
        return True
    if _alone(judged, lexicon) or _laymen(judged, lexicon) or _chaired(judged, lexicon):
        return True
    return candidate.entry.id == "meet" and _match(judged, lexicon)


def _at_home(candidate: Candidate, lexicon: Meetings) -> bool:
    """ "to visit her father": who sees one's own family is no guest of state."""
    return candidate.entry.frame in ("visit", "mutual") and any(
        one.lemma_.lower() in lexicon.words["kin"] and any(child.tag_ == "PRP$" for child in one.children)
        for one in syntax.objects(candidate.head)
    )


def _some_day(judged: Judged) -> bool:
    """ "could be convened", "may meet", "looks forward to meeting", without a day; "the talks" are known."""
    setting = judged.setting
    if setting.near("hope", 2) and judged.when is None:
        return True
    maybe = setting.modal in _MAYBE and setting.form == "modal" and not setting.negated
    return maybe and judged.when is None and not circumstances.definite(judged.candidate)


def _alone(judged: Judged, lexicon: Meetings) -> bool:
    """A host, or one who speaks, without a guest or partner in office."""
    candidate, setting = judged.candidate, judged.setting
    if candidate.entry.id == "speak" and setting.form == "infinitive" and not judged.roles.has("with", "to", "object"):
        subjects = [party for party in judged.roles.parties if party.role == "subject"]
        if len(judged.roles.participants) < 2 and len(subjects) < 2 and setting.near("planning", 1):
            return True  # "had planned to talk about trade"
        if _agenda(judged):
            return True
    if candidate.entry.frame == "host" and _no_guest(judged, lexicon):
        return True
    weak = candidate.entry.medium or candidate.entry.id == "errand"
    if weak and not candidate.nominal and len(judged.roles.participants) < 2:
        return True  # "told a radio station by telephone", "flew home to thank his voters"
    if candidate.entry.frame != "visit" and _asked_by_press(judged, lexicon):
        return True
    return candidate.entry.id == "speak" and _interview(judged, lexicon)


def _asked_by_press(judged: Judged, lexicon: Meetings) -> bool:
    """ "reporters rang the minister", "journalists met her on arrival"."""
    journalists = lexicon.words["journalists"]
    asking = [party.head for party in judged.roles.parties if party.role == "subject"]
    return not judged.candidate.nominal and bool(asking) and all(one.lemma_.lower() in journalists for one in asking)


def _to_office(candidate: Candidate) -> bool:
    """ "congratulated her on her appointment": to an office; one "with" somebody is a meeting. Also of an envoy whom
    his government "recalled for consultations".
    """
    noun = candidate.head
    if candidate.entry.id == "negotiations" and noun.dep_ == "pobj" and noun.head.lower_ == "for":
        called = syntax.clause_head(noun).lemma_.lower() in ("recall", "withdraw", "return", "call", "go", "order")
        if called and not [one for one in syntax.prepositions(noun) if one[0] in ("with", "between")]:
            return noun.lemma_.lower() == "consultation"
    led_by = {word for word, _, _ in syntax.prepositions(candidate.head)}
    owned = bool(syntax.possessors(candidate.head)) or "as" in led_by
    return candidate.head.lemma_.lower() == "appointment" and owned and "with" not in led_by


def _agenda(judged: Judged) -> bool:
    """ "the two had planned to talk about trade": what they meant to speak of where they met."""
    about = any(word == "about" for word, _, _ in syntax.prepositions(judged.candidate.head))
    return about and judged.when is None and judged.setting.near("planning", 1) and judged.kind is MeetingKind.CALL


def _no_guest(judged: Judged, lexicon: Meetings) -> bool:
    """ "hosted a talk show"; also "families greeted the freed miners", where nobody known or in office takes part."""
    words, roles = lexicon.words, judged.roles
    if any(party.lemma_.lower() in words["shows"] for party in syntax.objects(judged.candidate.head)):
        return True
    return not (roles.participants or judged.theirs or roles.organizer) and not any(
        party.head.lemma_.lower() in words["officials"] or party.head.pos_ in ("PRON", "PROPN")
        for party in roles.parties
    )


def _interview(judged: Judged, lexicon: Meetings) -> bool:
    """Whether all who are spoken with are called journalists: "spoke with columnist Jo Day"."""
    journalists = lexicon.words["journalists"]
    heads = [party.head for party in judged.roles.parties if party.role in ("with", "to", "object")]

    def listens(head: Token) -> bool:
        titles = [one for one in head.children if one.dep_ in ("compound", "appos", "nmod")]
        return any(one.lemma_.lower() in journalists for one in (head, *titles))

    return bool(heads) and all(listens(head) for head in heads)


def _session(judged: Judged, lexicon: Meetings) -> bool:
    """A body that sits by itself: "a meeting of the Security Cabinet", "the commission met"."""
    candidate, roles = judged.candidate, judged.roles
    internal = lexicon.words["internal"] | lexicon.words["bodies"]
    if candidate.entry.kind not in (MeetingKind.IN_PERSON, MeetingKind.TALKS, MeetingKind.SUMMIT):
        return False

    def body(party: Party) -> bool:
        head = party.head
        named = {one.lower_ for one in head.subtree if one.dep_ in ("compound", "nmod", "amod") or one == head}
        return bool(named & internal) and head.tag_ not in ("NNS", "PRP") and head.ent_type_ != "PERSON"

    if candidate.nominal:
        of = [party for party in roles.parties if party.role == "of"]
        others = roles.has("with", "between", "from", "to", "name")
        return bool(of) and all(body(party) for party in of) and not others
    subjects = [party for party in roles.parties if party.role == "subject"]
    alone = not roles.has("with", "object", "agent")
    return len(subjects) == 1 and alone and body(subjects[0])


def _laymen(judged: Judged, lexicon: Meetings) -> bool:
    """ "visitors from both countries met local buyers": on both sides nobody known, named or in office."""
    parties = judged.roles.parties
    sides = {party.role for party in parties}
    if judged.candidate.nominal or "subject" not in sides or not sides & {"object", "with"}:
        return False
    return all(
        not party.actors
        and party.head.pos_ == "NOUN"
        and not party.head.ent_type_
        and party.head.lemma_.lower() not in lexicon.words["officials"] | lexicon.words["parties"]
        for party in parties
    )


def _chaired(judged: Judged, lexicon: Meetings) -> bool:
    """ "the president chaired a meeting of the cabinet": one body by itself, with its own chair."""
    verb = judged.candidate.verb
    if verb is None or verb.lemma_.lower() not in ("chair", "lead", "convene", "open") or not _session(judged, lexicon):
        return False
    return all(party.role == "subject" or (party.role == "of" and not party.actors) for party in judged.roles.parties)


def _match(judged: Judged, lexicon: Meetings) -> bool:
    """Whether the sentence speaks of sport, and no officials meet in it ("side" and "team" are none here)."""
    sport, officials = lexicon.words["sport"], lexicon.words["officials"] - {"side", "team", "host", "head", "member"}
    return any(one.lemma_.lower() in sport for one in judged.candidate.surroundings) and not any(
        party.head.lemma_.lower() in officials for party in judged.roles.parties
    )
