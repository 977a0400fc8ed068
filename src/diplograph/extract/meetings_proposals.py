"""What another reader proposes as words: a trigger to look at, and parties, place and time looked up at its spans."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from diplograph.extract.casting import Casting, unique
from diplograph.extract.meetings_phrases import general
from diplograph.extract.meetings_roles import Finder
from diplograph.extract.meetings_triggers import Candidate, carrier, whole
from diplograph.language import syntax
from diplograph.lexicon.meetings import Meetings, Trigger
from diplograph.model import ActorType, MeetingKind, MeetingProposal, Span, Timex

_BODIES = frozenset({ActorType.STATE, ActorType.GOVERNMENT, ActorType.ORGANIZATION, ActorType.INTERNATIONAL})
ID = "proposed"  # of triggers that no entry of the lexicon names
_MATTER = frozenset({"on", "about", "over", "regarding", "concerning"})
_MATTERS = frozenset(
    "situation conflict war crisis development violence fighting tension peace security stability issue question "
    "matter process progress event ceasefire project cooperation reform election".split()
)
_NOT_THERE = frozenset({*_MATTER, "in", "at", "near", "against", "despite"})


def overlapping(span: Span, proposals: Iterable[MeetingProposal]) -> MeetingProposal | None:
    """The surest proposal whose trigger shares a character with the span."""
    found = [one for one in proposals if one.trigger.begin < span.end and span.begin < one.trigger.end]
    return max(found, key=lambda one: (one.confidence, -one.trigger.begin), default=None)


def paired(
    known: Sequence[Candidate], proposals: Sequence[MeetingProposal], certain: Sequence[float]
) -> list[MeetingProposal | None]:
    """The proposal of each candidate; one at two candidates belongs to the more certain one.

    certain: what the rules say of each candidate.
    """
    best = [overlapping(one.span, proposals) for one in known]
    owner: dict[Span, int] = {}
    for at, proposal in enumerate(best):
        if proposal is None:
            continue
        other = owner.get(proposal.trigger)
        if other is None or certain[at] > certain[other]:
            owner[proposal.trigger] = at
    return [one if one is not None and owner[one.trigger] == at else None for at, one in enumerate(best)]


def candidate(proposal: MeetingProposal, doc: Doc, lexicon: Meetings) -> Candidate | None:
    """A trigger that the lexicon does not name, read like one of it; None when its words stand outside
    the text, or only tell who came along ("was accompanied by")."""
    words = words_at(proposal.trigger, doc)
    if words is None:
        return None
    head = words.root
    verbal = head.pos_ in ("VERB", "AUX") or head.tag_.startswith("VB")
    if verbal and head.lemma_.lower() in lexicon.words["company"]:
        return None
    frame = "noun"
    if verbal:
        frame = "visit" if proposal.kind is MeetingKind.VISIT else "mutual"
    entry = Trigger(ID, proposal.kind, frame, frozenset(), False)
    return Candidate(head, entry, proposal.trigger, head if verbal else carrier(head, lexicon), words.sent)


def parties(
    proposal: MeetingProposal,
    trigger: Candidate,
    doc: Doc,
    casting: Casting,
    finder: Finder,
    vocabulary: Mapping[str, Collection[str]],
) -> tuple[tuple[str, ...], int]:
    """Actors at the words of the participants, and how many parties the words name, known or not.

    A phrase that the tree makes a matter or a place of the event ("talks on Iran", "met at the UN") names no party.
    Outlets take no part in meetings.
    """
    away = {actor for span in proposal.absent for actor in casting.at(span)}
    found: list[str] = []
    number = 0
    for span in proposal.participants:
        words = words_at(span, doc)
        if words is None or _beside_the_event(words.root, trigger, vocabulary):
            continue
        nouns = heads(words)
        ids = unique(actor for head in nouns for actor in finder.who(head))
        if not ids and not _in_a_clause(words):
            ids = casting.at(span)
        if not ids and (
            nouns[0].tag_ == "NNS" or nouns[0].lemma_.lower() in vocabulary["officials"]
        ):  # "Greek and Turkish pilots"
            ids = unique(actor for _, actor in casting.mentions_within(span) if casting.actors[actor].type in _BODIES)
        if _owner_of_others(nouns[0], trigger):  # "Xi's advance party": his men, not he
            ids = tuple(one for one in ids if casting.actors[one].type is not ActorType.PERSON)
        ids = tuple(one for one in ids if casting.actors[one].type is not ActorType.MEDIA and one not in away)
        found += ids
        pronoun = nouns[0].pos_ == "PRON" and nouns[0].lower_ not in ("they", "them", "both")
        number += max(len(ids), len(nouns)) if ids or not pronoun else 0
    return unique(found), number


def heads(words: Words) -> list[Token]:
    """Heads of the parties in one phrase: what the tree coordinates, and every person named.

    A name that was marked in part is taken whole: "Kosovo" of "Kosovo Prime Minister Albin Kurti".
    """
    root = words.root
    for _ in range(4):
        if root.dep_ not in ("compound", "nmod", "amod") or root.head.i < root.i or root.head.pos_ != "PROPN":
            break
        if any(one.pos_ in ("CCONJ", "PUNCT") for one in root.doc[root.i + 1 : root.head.i]):
            break  # "A and B", read as one name
        root = root.head
    found = {root.i: root}
    found |= {one.i: one for one in syntax.conjuncts(root) if root.i < one.i < words.end}
    ends = [one for one in words if one.ent_type_ == "PERSON" and (one.i + 1 == words.end or not _goes_on(one))]
    ends = [one for one in ends if one == words[-1] or one.nbor().tag_ != "POS"]  # "Paz's predecessor, Li"
    covered = {one.i for head in found.values() for one in head.subtree if one.ent_type_ == "PERSON"}
    if len(ends) > 1:  # a list of names that the tree has lost
        found |= {one.i: one for one in ends if one.i not in covered or len(found) < len(ends)}
    return [found[at] for at in sorted(found)]


def _in_a_clause(words: Words) -> bool:
    """Whether the last word stands in a clause inside the phrase: "the officers who toppled Paz"."""
    one, root = words[-1], words.root
    while one != root and one.head != one:
        if one.dep_ in ("relcl", "acl:relcl", "acl", "advcl") and one.lemma_.lower() not in ("lead", "head"):
            return True
        one = one.head
    return False


def _goes_on(token: Token) -> bool:
    after = token.nbor()
    return after.ent_type_ == "PERSON" and after.ent_iob_ == "I"


def _owner_of_others(head: Token, trigger: Candidate) -> bool:
    noun = syntax.coordination_head(head)
    return noun.dep_ in ("poss", "nmod:poss") and noun.head != trigger.head and noun.head.pos_ == "NOUN"


def _beside_the_event(head: Token, trigger: Candidate, vocabulary: Mapping[str, Collection[str]]) -> bool:
    """Whether a phrase stands where matters, places and company stand, or owns something that is no event."""
    company, noun = vocabulary["company"], syntax.coordination_head(head)
    if trigger.nominal and (general(trigger.head, head) or _elsewhere(noun, trigger, vocabulary)):
        return True
    if noun.dep_ == "nsubj" and noun.head.dep_ == "advcl" and not noun.head.is_ancestor(trigger.head):
        return noun.head != trigger.head  # "called off her trip after the president spoke"
    if noun.dep_ == "pobj" and noun.head.dep_ == "agent" and noun.head.head.lemma_.lower() in company:
        return True
    if trigger.entry.frame == "discuss" and noun.dep_ in ("dobj", "obj") and noun.head == trigger.head:
        return True
    if noun.dep_ in ("poss", "nmod:poss"):
        owned = noun.head
        if owned == trigger.head or owned.pos_ == "PROPN":
            return False
        noun = syntax.coordination_head(owned)
    return noun.dep_ == "pobj" and noun.head.lower_ in _NOT_THERE


def _elsewhere(noun: Token, trigger: Candidate, vocabulary: Mapping[str, Collection[str]]) -> bool:
    """Whether somebody only decides on other people's event, calls off another one's, or speaks of a summit without a
    word on being there."""
    cancel, decide = vocabulary["cancel"], vocabulary["decide"]
    event = whole(trigger.head)
    verb = syntax.clause_head(event)
    if verb.lemma_.lower() in cancel and event.dep_ in ("dobj", "obj") and syntax.possessors(trigger.head):
        return noun in (*syntax.subjects(verb), syntax.relative_antecedent(verb))
    led_by = {word for word, _, _ in syntax.prepositions(event)}
    if noun.dep_ == "nsubj" and noun.head == verb and led_by & {"of", "between"} and verb != trigger.verb:
        return event.dep_ in ("dobj", "obj", "pobj") and verb.lemma_.lower() in decide  # "agreed on a meeting of aides"
    if noun.dep_ != "nsubj" or trigger.entry.kind is not MeetingKind.SUMMIT:
        return False
    return any(one.dep_ == "ccomp" and one.is_ancestor(trigger.head) for one in noun.head.children)


def place(proposal: MeetingProposal, doc: Doc, casting: Casting, grounds: Collection[str]) -> str | None:
    """Name of the place at the words, if they are one and name no matter ("talks on the Suez treaty")."""
    words = words_at(proposal.place, doc) if proposal.place else None
    if words is None:
        return None
    noun = words.root
    while noun.dep_ in ("compound", "amod", "nmod", "poss") and noun.head != noun:
        noun = noun.head
    matter = noun != words.root and noun.lemma_.lower() not in grounds
    if matter and noun.dep_ == "pobj" and noun.head.lower_ in _MATTER:
        return None
    if of_a_matter(noun):
        return None
    found = casting.place_at(Span(words.start_char, words.end_char))
    return found.name if found else None


def of_a_matter(place: Token) -> bool:
    """Whether a place is that of what is talked about: "the situation in Bihar", "a dispute over the border at Attari".

    "On" leads matters too, but also days, margins and errands.
    """
    noun = place.head.head
    if place.dep_ != "pobj" or place.head.lower_ not in ("in", "at") or noun.pos_ != "NOUN" or noun.dep_ != "pobj":
        return False
    word = noun.head.lower_
    return word in _MATTER and (word != "on" or noun.lemma_.lower() in _MATTERS)


def when(proposal: MeetingProposal, timexes: Sequence[Timex]) -> Timex | None:
    """The time expression at the words. timexes: those that place something on the calendar."""
    at = proposal.when
    return next((one for one in timexes if at and one.span.begin < at.end and at.begin < one.span.end), None)


def words_at(span: Span, doc: Doc) -> Words | None:
    words = doc.char_span(span.begin, span.end, alignment_mode="expand")
    return words if words is not None and len(words) else None
