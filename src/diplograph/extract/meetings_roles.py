"""Who takes part in a meeting, read off the tree around its trigger."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from diplograph.extract.casting import Casting, unique
from diplograph.extract.meetings_absence import but_not, staying_away
from diplograph.extract.meetings_lists import guests
from diplograph.extract.meetings_parties import Party, Roles, names
from diplograph.extract.meetings_phrases import (
    after,
    general,
    listed,
    noun_is_object,
    on_somebody,
    phrases,
    plan_like,
    prepared_for,
    temporal,
)
from diplograph.extract.meetings_triggers import Candidate, whole
from diplograph.extract.meetings_who import BODIES, Who
from diplograph.language import syntax
from diplograph.lexicon.meetings import Meetings
from diplograph.model import ActorType, MeetingKind, Span

_TOGETHER = frozenset({"along with", "together with", "alongside"})
_WITH = frozenset(
    {*_TOGETHER, "with", "alongside", "between", "among", "amongst", "involving", "including", "opposite"}
)
_ORGANIZERS = frozenset({ActorType.ORGANIZATION, ActorType.INTERNATIONAL, ActorType.GROUP})
_ADDRESSING = frozenset(
    "tell inform brief assure warn urge ask congratulate thank invite press persuade convince remind promise reassure "
    "advise caution implore pressure praise get".split()
)
_SHARING = frozenset({"discuss", "raise", "review", "exchange", "address", "debate", "share", "explore"})
_AWAY = frozenset({"be", "arrive", "travel", "fly", "head", "go", "come"})  # "is in Cairo for talks"
_RANKED = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "latest", "last"})
_SENDING = frozenset({"send", "dispatch", "delegate"})
_BOTH = frozenset({"two", "both", "pair", "duo"})
_ATTENDED = frozenset({"attend", "hold", "host", "join"})  # by those who take part
_CARRIED = frozenset({*_ATTENDED, "organize", "organise", "broker", "mediate", "bring", "make", "have"})
_GUESTS = frozenset({"object", "with", "between", "agent"})
_CALLS = frozenset({MeetingKind.PHONE_CALL, MeetingKind.VIDEO_CALL, MeetingKind.CALL})


class Finder:
    """Finds parties in one document."""

    def __init__(self, casting: Casting, lexicon: Meetings) -> None:
        self._casting = casting
        self._lexicon, self._words = lexicon, lexicon.words
        self.who = Who(casting, lexicon)
        self._states = {
            actor.state: name
            for name, actor in casting.actors.items()
            if actor.type is ActorType.STATE and actor.state is not None
        }
        self._events = lexicon.nouns.keys()  # their phrases are their own: "flew to Rome for talks with Meloni"

    def __call__(self, candidate: Candidate) -> Roles:
        roles = self._of_noun(candidate) if candidate.nominal else self._of_verb(candidate)
        if candidate.entry.frame != "visit":
            places = {one.i: one for one in (candidate.head, candidate.verb or candidate.head)}
            apart = unique(one for place in places.values() for noun in but_not(place) for one in self.who(noun))
            roles = replace(roles, apart=apart)
        return self._tidy(self._listed(roles, candidate), candidate)

    def _listed(self, roles: Roles, candidate: Candidate) -> Roles:
        """With the guests of a long list that the tree has lost."""
        first = min(
            (one.head for one in roles.parties if one.role in _GUESTS and one.head.i > candidate.head.i), default=None
        )
        if first is None or candidate.entry.frame in ("visit", "join"):
            return roles
        known = {party.head.i for party in roles.parties}
        more = [one for one in guests(first, self._casting) if one.i not in known]
        return replace(roles, parties=(*roles.parties, *(Party("with", one, self.who(one)) for one in more)))

    # ---------- verbs ----------

    def subjects(self, verb: Token) -> list[Token]:
        """Subjects of a verb, antecedents in place of relative pronouns; of a gerund, those of the clause around."""
        if verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "for") and verb.head.head.pos_ == "VERB":
            # "accused the envoy of meeting rebels", "thanked Oman for hosting the talks"
            accused = syntax.objects(verb.head.head)
            if accused:
                return accused
        if any(child.dep_ == "expl" for child in verb.children):  # "there will be no meeting": nobody there
            return []
        told = self._going_on(verb)
        if told is not None:
            return self.subjects(told)
        found = syntax.subjects(verb)
        if any(syntax.is_relative(one) for one in found):
            antecedent = syntax.relative_antecedent(verb)
            while antecedent is None and verb.dep_ == "conj":
                verb = verb.head
                antecedent = syntax.relative_antecedent(verb)
            return listed(antecedent) if antecedent is not None else []
        if found:
            return found
        if verb.dep_ in ("acl", "relcl", "acl:relcl"):
            noun = verb.head
            if noun.pos_ in ("NOUN", "PROPN", "PRON") and verb.tag_ in ("VBG", "VBN") and not plan_like(noun):
                return listed(noun)
            clause = syntax.clause_head(noun)  # "agreement to meet": those who agree
            return self.subjects(clause) if clause != verb and clause.pos_ in ("VERB", "AUX") else []
        if verb.dep_ in ("pcomp", "advcl", "xcomp", "dep", "ccomp") and verb.tag_ in ("VBG", "VB", "VBN"):
            clause = verb.head if verb.head != verb else verb
            clause = syntax.clause_head(clause)
            if clause != verb and clause.i != verb.i:
                return self.subjects(clause)
        return []

    def _going_on(self, verb: Token) -> Token | None:
        """ "Paz will fly to Lima, officials said, and is expected to meet Li": the verb told before "said", whose
        subject the parser takes from those who say it."""
        while verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX") and verb.head != verb:
            verb = verb.head
        said = verb.head
        if (
            verb.dep_ != "conj"
            or said.lemma_.lower() not in self._words["report"]
            or syntax.subjects(verb, shared=False)
        ):
            return None
        return next((one for one in said.children if one.dep_ == "ccomp" and one.i < said.i), None)

    def _of_verb(self, candidate: Candidate) -> Roles:
        verb, frame = candidate.head, candidate.entry.frame
        parties: list[Party] = []
        passive = syntax.passive(verb)
        for noun in self.subjects(verb):
            ids = self.who(noun)
            parties += self._theirs(noun, verb) if not ids and noun.lower_ in _BOTH and noun.i < verb.i else []
            parties.append(Party("subject", noun, ids))
            if frame != "visit":  # "A, together with B, met C"
                beside = [one for word, _, one in syntax.prepositions(noun) if word in _TOGETHER]
                parties += [Party("subject", one, self.who(one)) for one in beside]
        if frame in ("mutual", "host", "phone", "join", "visit", "gather"):
            parties += [
                Party("object", noun, self.who(noun)) for noun in [*syntax.objects(verb), *syntax.recipients(verb)]
            ]
        if candidate.entry.id == "shake_hands":  # "shook Paz's hand"
            hands = [one for one in syntax.objects(verb) if one.lower_ == "hand"]
            parties += [Party("object", one, self.who(one)) for hand in hands for one in syntax.possessors(hand)]
        if passive:
            parties += [Party("agent", noun, self.who(noun)) for noun in syntax.agents(verb)]
        for word, _, noun in self._phrases(verb):
            antecedent = syntax.relative_antecedent(verb)
            if noun.tag_ in ("WP", "WDT") and antecedent is not None:  # "the minister, with whom she met"
                noun = antecedent
            if word in _WITH:
                parties.append(Party("with", noun, self.who(noun)))
            elif noun.lower_ == "presence":
                parties += [Party("with", one, self.who(one)) for of, _, one in syntax.prepositions(noun) if of == "of"]
            elif word in ("to", "on") and (
                (candidate.entry.id == "speak" and word == "to") or (verb.lower_.startswith("call") and word == "on")
            ):
                ids = self.who(noun) if word == "to" else self.who.somebody(noun)
                parties.append(Party("with", noun, ids))
        return Roles(tuple(parties))

    def _phrases(self, verb: Token) -> list[tuple[str, Token, Token]]:
        """Prepositional phrases of a verb; "met behind closed doors with", "spoke by telephone with" hang deeper."""
        found = phrases(verb)
        for _, _, noun in syntax.prepositions(verb):
            if not noun.ent_type_ and noun.pos_ == "NOUN" and noun.lemma_.lower() not in self._events:
                found += [one for one in syntax.prepositions(noun) if one[0] in ("with", "between", "alongside")]
        for child in verb.children:
            if child.dep_ in ("prt", "advmod", "npadvmod", "dobj", "oprd") and child.i > verb.i:
                if child.dep_ == "dobj" and (
                    child.ent_type_ in ("PERSON", "ORG", "LOC", "NORP") or child.lemma_.lower() in self._events
                ):
                    continue
                found += [one for one in syntax.prepositions(child) if one[0] in _WITH]
        return found

    # ---------- nouns ----------

    def _of_noun(self, candidate: Candidate) -> Roles:
        noun, verb = candidate.head, candidate.verb
        parties: list[Party] = []
        organizer: str | None = None
        for owner in syntax.possessors(noun):
            ids = self.who(owner)
            if ids or (
                owner.pos_ != "PRON" and owner.ent_type_ and not temporal(owner)
            ):  # "their call", and nobody knows whose: the clause around may tell
                parties.append(Party("owner", owner, ids))
            elif owner.lower_ == "their":
                parties += self._theirs(owner, noun)
        if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":  # "the visit was Xi's first to Europe"
            ranked = [one for one in noun.head.children if one.dep_ == "attr" and one.lower_ in _RANKED]
            parties += [Party("owner", one, self.who(one)) for rank in ranked for one in syntax.possessors(rank)]
        before, organizer = self._before(candidate)
        parties += before
        led = phrases(noun)
        for inner in noun.children:  # "a meeting on Monday with Xi", "talks in Riyadh between A and B"
            if inner.dep_ == "prep" and candidate.entry.kind is not MeetingKind.VISIT:
                for deeper in inner.children:
                    if deeper.dep_ == "pobj":
                        led += [one for one in syntax.prepositions(deeper) if one[0] in _WITH]
        for word, _, other in led:
            if general(noun, other):
                continue
            if word in _WITH:
                parties.append(Party("between" if word in ("between", "among") else "with", other, self.who(other)))
            elif word == "of":
                ids = self.who(other)
                if (
                    candidate.entry.kind is MeetingKind.SUMMIT
                    and len(ids) == 1
                    and self._casting.actors[ids[0]].type in _ORGANIZERS
                ):
                    organizer = organizer or ids[0]
                elif other.dep_ != "conj" or ids:
                    parties.append(Party("of", other, ids))
            elif word == "on" and on_somebody(candidate):
                parties.append(Party("with", other, self.who.somebody(other)))
            elif word in ("from", "by"):
                parties.append(Party("from", other, self.who(other)))
            elif word == "to" and (candidate.entry.kind in _CALLS or candidate.entry.kind is MeetingKind.VISIT):
                ids = self.who(other)
                if candidate.entry.kind is MeetingKind.VISIT:
                    ids = tuple(one for one in ids if self._casting.actors[one].type is ActorType.PERSON)
                parties.append(Party("to", other, ids))
        # "held on Monday with Xi": the phrase hangs on the verb
        carrying = verb if verb is not None else None
        if carrying is not None:
            for word, _, other in phrases(carrying):
                if word == "on" and on_somebody(candidate) and self.who.somebody(other):
                    parties.append(Party("with", other, self.who.somebody(other)))
                if word in _WITH and other.i != noun.i:
                    parties.append(Party("with", other, self.who(other)))
                if word == "from" and carrying.lemma_ in ("receive", "take", "get"):  # "received a call from X"
                    parties.append(Party("from", other, self.who(other)))
            if syntax.passive(carrying) and carrying.lemma_ in _ATTENDED and not noun_is_object(noun):
                parties += [Party("by", other, self.who(other)) for other in syntax.agents(carrying)]
            if noun_is_object(noun):
                for subject in self.subjects(carrying):
                    parties.append(Party("subject", subject, self.who(subject)))
            if carrying.lemma_ in ("bring", "include", "involve") and not noun_is_object(noun):
                for other in syntax.objects(carrying):
                    parties.append(Party("object", other, self.who(other)))
        for child in noun.children:  # "talks held with Iran", "a meeting attended by X", "a call he made to Y"
            if child.dep_ in ("acl", "relcl", "acl:relcl"):
                parties += self._of_relative(child)
        absent = self._absent(candidate)
        if (
            not names(parties)
            and noun.tag_ == "NNS"
            and any(one.lower_ in self._words["planned_modifier"] for one in noun.children)
        ):
            parties += self._planners(noun)
        roles = Roles(tuple(parties), absent, organizer)
        one_sided = roles.has("with") and not roles.has("between", "of", "owner", "name", "from", "subject", "by")
        if verb is None and (len(roles.participants) < 2 or one_sided):
            parties += self._around(candidate, roles)
        return Roles(tuple(parties), absent, organizer)

    def _planners(self, noun: Token) -> list[Party]:
        """ "The two leaders confirmed the dates of upcoming meetings": theirs."""
        clause = syntax.clause_head(noun)
        if clause.lemma_.lower() not in self._words["planning"] or noun.i < clause.i:
            return []
        return [Party("around", one, self.who(one)) for one in self.subjects(clause)]

    def _of_relative(self, verb: Token) -> list[Party]:
        found: list[Party] = []
        for word, _, other in syntax.prepositions(verb):
            if word in _WITH or (word == "to" and verb.lemma_ in ("make", "place")):
                found.append(Party("with", other, self.who(other)))
        if verb.lemma_ in _CARRIED:
            roles = (
                syntax.agents(verb)
                if syntax.passive(verb) or verb.tag_ == "VBN"
                else [one for one in syntax.subjects(verb, shared=False) if not syntax.is_relative(one)]
            )
            if verb.lemma_ not in ("broker", "mediate", "organize", "organise"):
                found += [Party("by", one, self.who(one)) for one in roles]
            if verb.lemma_ == "bring":
                found += [Party("object", one, self.who(one)) for one in syntax.objects(verb)]
        return found

    def _before(self, candidate: Candidate) -> tuple[list[Party], str | None]:
        """Names before the noun: "US-Russia talks" has two parties, "the NATO summit" an organizer."""
        noun = candidate.head
        lefts = [one for one in noun.lefts if one.dep_ in ("compound", "amod", "nmod", "nmod:unmarked")]
        if not lefts:
            return [], None
        begin = min(one.left_edge.idx for one in lefts)
        inside = self._casting.mentions_within(Span(begin, noun.idx))
        ids = unique(actor for _, actor in inside)
        bodies = tuple(one for one in ids if self._casting.actors[one].type in BODIES)
        if len(bodies) >= 2:
            return [Party("name", noun, bodies)], None
        if (
            bodies
            and self._casting.actors[bodies[0]].type in _ORGANIZERS
            and candidate.entry.kind is MeetingKind.SUMMIT
        ):
            return [], bodies[0]
        return [], None

    def _their_states(self, ids: tuple[str, ...], roles: Roles) -> tuple[str, ...]:
        """ "Trump has advanced talks with Russia": talks of states, for which their leaders act."""
        actors = self._casting.actors
        others = [actors[one].type for party in roles.parties if party.role == "with" for one in party.actors]
        if not others or any(one is not ActorType.STATE for one in others):
            return ids
        return tuple(
            self._states.get(actors[one].state or "", one) if actors[one].type is ActorType.PERSON else one
            for one in ids
        )

    def _theirs(self, their: Token, noun: Token) -> list[Party]:
        """ "X said that Y accepted it at their meeting": the two whom the clauses around name; none if not just two."""
        found: list[Party] = []
        clause, seen = syntax.clause_head(noun), 0
        while seen < 4 and clause.pos_ in ("VERB", "AUX"):
            people = [*syntax.subjects(clause, shared=False)]
            if clause.lemma_.lower() in _ADDRESSING:
                people += [*syntax.objects(clause), *syntax.recipients(clause)]
            if clause.lemma_.lower() in _SHARING:
                places = [clause, *syntax.objects(clause)]
                people += [one for place in places for word, _, one in phrases(place) if word == "with"]
            found += [Party("theirs", one, self.who(one)) for one in people if one.i < their.i]
            if clause.head == clause or len(names(found)) >= 2:
                break
            clause, seen = syntax.clause_head(clause.head), seen + 1
        return found if len(names(found)) == 2 else []

    def _around(self, candidate: Candidate, roles: Roles) -> list[Party]:
        """The subject of the clause that the noun stands in: "Putin said after talks with Xi", "arrived for talks"."""
        noun = whole(candidate.head)
        if candidate.entry.kind is MeetingKind.VISIT and noun.dep_ == "pobj" and noun.head.lower_ == "of":
            return []  # "on the eve of the visit A met B": nobody says whose
        if (roles.has("owner") and len(roles.participants) != 1) or roles.has("of", "between"):
            return []
        if prepared_for(candidate):
            return []
        clause = syntax.clause_head(noun)
        leads = noun.dep_ in ("nsubj", "nsubjpass", "nsubj:pass")
        if leads and clause.dep_ == "advcl" and after(noun):  # misread: "said | after talks with Xi ... was"
            clause = syntax.clause_head(clause.head)
        elif clause == noun or clause.pos_ not in ("VERB", "AUX") or leads:
            return []
        if roles.has("owner") and (candidate.entry.kind is MeetingKind.VISIT or not roles.has("with", "to")):
            # "his host, at their dinner": the owner alone says too little
            return []
        found: list[Party] = []
        accompanied = roles.has("with", "to", "from") or candidate.entry.kind is MeetingKind.VISIT
        if not accompanied and candidate.entry.kind in _CALLS and clause.dep_ == "xcomp":
            asked = clause.head  # "told Putin to wait in a phone call"
            clause = asked if asked.lemma_.lower() in _ADDRESSING and syntax.objects(asked) else clause
        direct = noun.dep_ in ("dobj", "obj")
        sent = syntax.objects(clause) if clause.lemma_.lower() in _SENDING and noun.dep_ == "pobj" else []
        for subject in sent or self.subjects(clause):  # "sent Li to the talks with Paz": Li took part
            ids = self.who(subject)
            kept = tuple(one for one in ids if self._casting.actors[one].type is not ActorType.GOVERNMENT)
            if direct or clause.lemma_.lower() in self._words["absent"]:
                kept = self._their_states(kept, roles)
            if accompanied or (
                not direct
                and noun.dep_ == "pobj"
                and noun.head.lower_ in ("in", "at", "during", "over", "for", "on", "after", "following")
            ):
                found.append(Party("around", subject, kept))
        if (
            clause.lemma_.lower() in _SHARING and not accompanied and noun.dep_ == "pobj"
        ):  # "raised it with Xi in talks"
            places = [clause, *syntax.objects(clause)]
            found += [
                Party("with", one, self.who(one))
                for place in places
                for word, _, one in syntax.prepositions(place)
                if word == "with"
            ]
        if clause.lemma_.lower() in _ADDRESSING and not accompanied:  # "told Putin in a phone call"
            found += [
                Party("around", one, self.who(one)) for one in [*syntax.objects(clause), *syntax.recipients(clause)]
            ]
        away = clause.lemma_.lower() in _AWAY and noun.dep_ == "pobj" and noun.head.lower_ == "for"
        if (
            not accompanied and not away and len(names(found)) < 2
        ):  # "returned for talks on the budget": with whom, nobody says
            return []
        return found

    def _absent(self, candidate: Candidate) -> tuple[str, ...]:
        """ "leaving X out of talks", "X declined to attend the summit"."""
        return unique(one for noun in staying_away(candidate.head, self._lexicon) for one in self.who(noun))

    # ---------- what is left ----------

    def _tidy(self, roles: Roles, candidate: Candidate) -> Roles:
        """A person's own state does not take part beside the person on one side of the table."""
        actors = self._casting.actors
        kept: list[Party] = []
        organizer = roles.organizer
        members = [one for one in roles.participants if actors[one].type in (ActorType.PERSON, ActorType.STATE)]
        states = {actors[one].state for one in roles.participants if actors[one].type is ActorType.PERSON} - {None}
        for party in roles.parties:
            ids = party.actors
            if candidate.entry.kind is MeetingKind.VISIT and party.role == "object":
                ids = tuple(one for one in ids if actors[one].type is ActorType.PERSON)
            if party.role in ("around", "name"):
                ids = tuple(
                    one for one in ids if not (actors[one].type is ActorType.STATE and actors[one].state in states)
                )
            if party.role == "of" and members and len(ids) == 1 and actors[ids[0]].type in _ORGANIZERS:
                # "held a meeting of the commission with": a body takes no part beside its members
                if actors[ids[0]].type is ActorType.INTERNATIONAL:
                    organizer = organizer or ids[0]
                ids = ()
            kept.append(Party(party.role, party.head, ids))
        return replace(roles, parties=tuple(kept), organizer=organizer)
