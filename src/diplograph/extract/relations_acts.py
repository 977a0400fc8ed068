"""Acts: who condemns, supports, sanctions, invades whom, and who refuses to.

Precision first: an act counts when it is told as done ("condemned", "has refused to condemn", "Chad's invasion of
Mali"), not when it is possible, wished, feared, asked for or planned. The target is an actor, or the owner of the deed
that the verb is about ("condemned Russia's actions").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from diplograph.extract.casting import Casting, unique
from diplograph.extract.relations_told import marked, only_wished, told_as
from diplograph.language import syntax
from diplograph.lexicon.acts import Acts, Cue
from diplograph.model import ActorType, MentionKind, Polarity, Relation, Span, Timex

_UNREAL = frozenset({"no", "possible", "potential", "planned", "any", "alleged", "future", "further", "feared"})
_NOBODY = frozenset({"neither", "no", "none", "nobody", "few"})
_PHYSICAL = frozenset({"attacks", "invades", "aids", "withdraws", "expels", "sanctions"})
_BLAMING = frozenset({"accuses", "blames", "condemns", "criticises", "expels", "demands"})
_DONE = _PHYSICAL | {"supports", "recognises"}
_HOSTILE = _BLAMING | {"attacks", "invades", "sanctions", "rejects", "threatens", "breaksRelations", "suspendsAid"}
_IN_WORDS = frozenset({"as", "for", "over"})
_ON = frozenset({"on", "upon", "to"})
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl"})
_AGAINST = frozenset({"on", "against", "upon", "at", "with", "from"})
_EACH_OTHER = frozenset({"other", "another"})  # of "accused each other"
_MOST_TOGETHER = 3  # who agrees in a larger round hardly agrees with each of the others
_OWNING = (ActorType.ORGANIZATION, ActorType.INTERNATIONAL, ActorType.GOVERNMENT)  # "the Amnesty report"
_ABBREVIATED = re.compile(r"(?:[A-Z]\.?){2,}")  # "U.S. accusations"
_LEAST_TREE, _LEAST_NOUN = 0.9, 0.8


def find(doc: Doc, casting: Casting, timexes: Sequence[Timex], acts: Acts) -> list[Relation]:
    """All acts that the document tells, one for each source and target."""
    found: list[Relation] = []
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB":
            for cue in acts.verbs.get(lemma, ()):
                found += _of_verb(token, cue, casting, timexes, acts)
            found += _denied(token, casting, timexes, acts)
        elif token.pos_ == "NOUN":
            for cue in acts.nouns.get(lemma, ()):
                found += _of_noun(token, cue, casting, timexes, acts)
    return found


# ---------- verbs ----------


def _of_verb(verb: Token, cue: Cue, casting: Casting, timexes: Sequence[Timex], acts: Acts) -> Iterator[Relation]:
    if (cue.prepositions or cue.joint) and cue.objects and not _has_object(verb, cue):
        return
    if cue.asking and not _wanted(verb) and not any(word == "for" for word, _, _ in syntax.prepositions(verb)):
        return
    if cue.act == "attacks" and any(word in _IN_WORDS for word, _, _ in syntax.prepositions(verb)):
        return  # "attacked him as a traitor": in words
    if cue.joint:
        yield from _of_several(verb, cue, casting, timexes, acts)
        return
    if cue.prepositions and not cue.objects and not cue.dative and syntax.objects(verb):
        return  # "withdrew its objection from": something else is withdrawn
    targets = list(_targets(verb, cue, casting, acts))
    if not targets:
        return
    if cue.act in _PHYSICAL and _claimed(verb, {actor for _, actor in targets}, casting, acts):
        return
    polarity = told_as(verb, acts)
    if polarity is None:
        return
    sources = _sources(verb, casting, acts, cue)
    when = _when(verb, timexes)
    for source_token, source in sources:
        for target_token, target in targets:
            if source != target:
                yield Relation(
                    cue.act, source, target, _evidence(verb, source_token, target_token), None, polarity, when,
                    f"acts:{cue.id}", _LEAST_TREE,
                )  # fmt: skip


def _claimed(verb: Token, targets: set[str], casting: Casting, acts: Acts) -> bool:
    """Whether only somebody's words tell of a deed of war: "Mali said Chad had attacked it". Who is not its victim and
    says, reports or admits it is believed: "the army said it had attacked the base"."""
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    if verb.dep_ != "ccomp" or verb.head.pos_ != "VERB":
        return False
    if verb.head.lemma_.lower() not in acts.words["vouching"]:
        return True
    return bool(targets & {actor for noun in syntax.subjects(verb.head) for actor in meant(noun, casting)})


def _of_several(verb: Token, cue: Cue, casting: Casting, timexes: Sequence[Timex], acts: Acts) -> Iterator[Relation]:
    """ "Mali and Chad agreed to …": the first named acts, the others are acted with."""
    sources = list(dict(reversed([(who, noun) for noun, who in _sources(verb, casting, acts)])).items())[::-1]
    if not 2 <= len(sources) <= _MOST_TOGETHER or told_as(verb, acts) is not Polarity.POSITIVE:
        return
    if not cue.objects and not _wanted(verb) and not any(word in _ON for word, _, _ in syntax.prepositions(verb)):
        return  # "both sides agree that it was long": an opinion
    for at, (source, source_token) in enumerate(sources):
        for target, target_token in sources[at + 1 :]:
            yield Relation(
                cue.act, source, target, _evidence(verb, source_token, target_token), None, Polarity.POSITIVE,
                _when(verb, timexes), f"acts:{cue.id}", _LEAST_TREE,
            )  # fmt: skip


def _wanted(verb: Token) -> list[Token]:
    """Infinitives that say what is wanted: "asked Mali to *leave*", "called on Mali to *leave*"."""
    holders = [verb, *syntax.objects(verb), *(noun for _, _, noun in syntax.prepositions(verb))]
    return [
        child
        for holder in holders
        for child in holder.children
        if child.i > verb.i and child.tag_ == "VB" and marked(child, "to")
    ]


def _addressed(verb: Token) -> list[Token]:
    """Objects, and what parsers take for the subject of the infinitive: "urged *Mali* to leave"."""
    found = [*syntax.objects(verb), *syntax.recipients(verb)]
    return found or [
        one
        for child in _wanted(verb)
        if child.head == verb and child.dep_ in ("xcomp", "ccomp")
        for one in syntax.subjects(child, shared=False)
        if one.i > verb.i
    ]


def _has_object(verb: Token, cue: Cue) -> bool:
    nouns = syntax.objects(verb) if not syntax.passive(verb) else syntax.subjects(verb)
    inner = [noun for one in nouns for word, _, noun in syntax.prepositions(one) if word in ("in", "of")]  # "$5 in aid"
    counted = [child for one in nouns for child in one.children if child.dep_ in ("quantmod", "nummod", "compound")]
    return any(one.lemma_.lower() in cue.objects for one in (*nouns, *inner, *counted))


def _targets(verb: Token, cue: Cue, casting: Casting, acts: Acts) -> Iterator[tuple[Token, str]]:
    if cue.clause:
        for noun in _clause_subjects(verb, cue):
            yield from ((noun, actor) for actor in meant(noun, casting))
        return
    if cue.inside:
        yield from _inside(verb, casting, acts)
        return
    if cue.dative:
        for noun in syntax.recipients(verb):
            yield from ((noun, actor) for actor in meant(noun, casting))
    if cue.prepositions:
        holders = [verb, *(syntax.objects(verb) if cue.objects else ())]
        for holder in holders:
            for preposition, _, noun in syntax.prepositions(holder):
                if preposition in cue.prepositions:
                    actors = owners(noun, casting) if cue.owned else meant(noun, casting)
                    yield from ((noun, actor) for actor in actors)
        return
    nouns = syntax.subjects(verb, shared=False) if syntax.passive(verb) else _addressed(verb)
    for noun in nouns:
        if noun.lower_ in _EACH_OTHER:
            yield from ((noun, actor) for _, actor in _sources(verb, casting, acts))
            continue
        actors = () if cue.owner else meant(noun, casting)
        if cue.act == "recognises" and _metonym(noun, casting):
            continue  # "recognised Jerusalem" is about the city
        if not actors and cue.deed and noun.lemma_.lower() in _answering(cue, acts):
            actors = _owning(noun, casting, acts) or _known_owner(noun, casting, acts)
        yield from ((noun, actor) for actor in actors)


def _known_owner(noun: Token, casting: Casting, acts: Acts) -> tuple[str, ...]:
    """Who wages "the war" that somebody condemned: the one owner that all wars told before have, else nobody."""
    if noun.lemma_.lower() not in acts.words["wars"] or not any(child.lower_ == "the" for child in noun.children):
        return ()
    told = [one for one in noun.doc[: noun.i] if one.pos_ == "NOUN" and one.lemma_.lower() in acts.words["wars"]]
    waging = unique(actor for one in told for actor in owners(one, casting))
    return waging if len(waging) == 1 else ()


def _answering(cue: Cue, acts: Acts) -> frozenset[str]:
    """Nouns whose owner the act is aimed at."""
    if cue.act == "attacks":
        return acts.words["fighting"] | acts.words["members"]
    return acts.words["deeds"] | acts.words["servants"] if cue.act in _BLAMING else acts.words["deeds"]


def _clause_subjects(verb: Token, cue: Cue) -> list[Token]:
    """Who shall do what is demanded ("demanded that *Mali* leave", "called for *Mali* to leave"), or is said to do what
    is alleged ("charged that *Mali* …")."""
    found: list[Token] = []
    for child in verb.children:
        if child.i < verb.i or child.pos_ not in ("VERB", "AUX") or child.dep_ not in _CLAUSES:
            continue
        left = [one for one in child.children if one.i < child.i]
        if any(one.lower_ in ("whether", "if") or one.tag_ in ("WP", "WRB") for one in left):
            continue
        modal = [one.lower_ for one in left if one.tag_ == "MD"]
        wished = (child.tag_ == "VB" and not modal) or modal in (["should"], ["must"])
        marked = any(one.lower_ == "for" for one in left) if child.dep_ == "advcl" else True
        if marked and (wished or cue.act == "accuses"):
            found += [one for one in syntax.subjects(child, shared=False) if one.i > verb.i]
    return found


def _inside(verb: Token, casting: Casting, acts: Acts) -> Iterator[tuple[Token, str]]:
    """Against whom a threat is: "threatened to bomb *Mali*", "to impose sanctions on *Mali*", "to cut *Mali's* aid"."""
    for child in verb.children:
        if child.dep_ != "xcomp" or child.i < verb.i or not marked(child, "to"):
            continue
        acts_inside = {one.act for one in acts.verbs.get(child.lemma_.lower(), ())}
        if verb.lemma_.lower() == "agree" and acts_inside & _HOSTILE:
            continue
        for noun in syntax.objects(child):
            for actor in meant(noun, casting) or owners(noun, casting):
                yield noun, actor
            for word, _, other in syntax.prepositions(noun):
                if word in _AGAINST:
                    yield from ((other, actor) for actor in meant(other, casting))
        for word, _, other in (*syntax.prepositions(child), *_given(child)):
            if word in _AGAINST or word == "to":
                yield from ((other, actor) for actor in meant(other, casting))


def _given(verb: Token) -> list[tuple[str, Token, Token]]:
    """Indirect objects, as if "to" stood before them."""
    return [("to", one, one) for one in syntax.recipients(verb)]


def _denied(verb: Token, casting: Casting, timexes: Sequence[Timex], acts: Acts) -> Iterator[Relation]:
    """ "Mali denied Chad's accusations": Chad accuses Mali; of persons only whom the accusation names."""
    if verb.lemma_.lower() not in acts.words["denying"] or syntax.negated(verb) or syntax.passive(verb):
        return
    for noun in syntax.objects(verb):
        if noun.lemma_.lower() not in acts.words["charges"]:
            continue
        clause = [
            one for child in noun.children if child.dep_ in _CLAUSES for one in syntax.subjects(child, shared=False)
        ]
        said_of = [(one, actor) for one in clause for actor in meant(one, casting)]
        bodies = [one for one in _sources(verb, casting, acts) if casting.actors[one[1]].type is not ActorType.PERSON]
        for accused_token, accused in said_of or bodies:
            for source in owners(noun, casting):
                if source != accused:
                    span = _evidence(verb, accused_token, noun)
                    yield Relation(
                        "accuses", source, accused, span, None, Polarity.POSITIVE, _when(verb, timexes),
                        "acts:denied", _LEAST_NOUN,
                    )  # fmt: skip


def _speaking(cue: Cue | None, acts: Acts) -> frozenset[str]:
    """Nouns whose owner acts through them: "a report by Mali", "Malian jets"."""
    fighting = acts.words["fighting"] | acts.words["members"]
    return fighting if cue is not None and cue.act in _PHYSICAL else acts.words["papers"]


def _sources(verb: Token, casting: Casting, acts: Acts, cue: Cue | None = None) -> list[tuple[Token, str]]:
    nouns = syntax.agents(verb) if syntax.passive(verb) else _subjects(verb)
    if any(child.lower_ in _NOBODY for noun in nouns for child in (noun, *noun.children)):
        return []
    return [
        (noun, actor)
        for noun in nouns
        for actor in meant(noun, casting)
        or (_owning(noun, casting, acts) if noun.lemma_.lower() in _speaking(cue, acts) else ())
    ]


def _subjects(verb: Token) -> list[Token]:
    """Subjects, with the antecedent in place of a relative pronoun and above a noun's infinitive its owner."""
    if verb.dep_ in ("acl", "relcl", "acl:relcl") and verb.head.pos_ == "NOUN" and marked(verb, "to"):
        return syntax.possessors(verb.head)  # "its refusal to condemn"
    found = syntax.subjects(verb)
    if not found and verb.dep_ == "acl" and verb.tag_ == "VBG":
        return [verb.head]
    if any(syntax.is_relative(one) for one in found):
        above = verb
        while above.dep_ == "conj":
            above = above.head
        antecedent = syntax.relative_antecedent(above)
        return [antecedent] if antecedent is not None else []
    return found


def meant(noun: Token, casting: Casting) -> tuple[str, ...]:
    """Actors that a noun phrase means: by its words up to the head, so that "talks with Chad" are not Chad."""
    words = Span(syntax.phrase(noun).begin, noun.idx + len(noun))
    return casting.at(words) or _by_head(noun, casting)


def _by_head(noun: Token, casting: Casting) -> tuple[str, ...]:
    head = Span(noun.idx, noun.idx + len(noun))
    return unique(actor for mention, actor in casting.covering(head) if mention.kind is not MentionKind.ADJECTIVE)


def _metonym(noun: Token, casting: Casting) -> bool:
    word = Span(noun.idx, noun.idx + len(noun))
    return any(mention.kind is MentionKind.METONYM for mention, _ in casting.covering(word))


def owners(noun: Token, casting: Casting) -> tuple[str, ...]:
    """Actors whose deed a noun is: "Russia's actions", "Israeli strikes", "the attack by Mali"."""
    found = [actor for one in syntax.possessors(noun) for actor in meant(one, casting)]
    if not found:
        for child in noun.children:
            if child.i < noun.i and child.dep_ in ("amod", "compound", "nmod", "nn"):
                word = Span(child.idx, child.idx + len(child))
                found += [
                    actor
                    for mention, actor in casting.covering(word)
                    if mention.kind is MentionKind.ADJECTIVE
                    or casting.actors[actor].type in _OWNING
                    or (mention.span == word and _ABBREVIATED.fullmatch(child.text))
                ]
    if not found:
        for preposition, _, one in syntax.prepositions(noun):
            if preposition in ("by", "from"):
                found += meant(one, casting)
    if not found:  # "concerns voiced by Mali"
        voiced = [child for child in noun.children if child.dep_ == "acl" and child.tag_ == "VBN"]
        found = [actor for child in voiced for one in syntax.agents(child) for actor in meant(one, casting)]
    return unique(found)


def _owning(noun: Token, casting: Casting, acts: Acts) -> tuple[str, ...]:
    """Owners; of those who fight for somebody only bodies ("Hamas gunmen")."""
    found = owners(noun, casting)
    if noun.lemma_.lower() not in acts.words["members"]:
        return found
    return tuple(one for one in found if casting.actors[one].type is not ActorType.STATE)


# ---------- nouns ----------


def _of_noun(noun: Token, cue: Cue, casting: Casting, timexes: Sequence[Timex], acts: Acts) -> Iterator[Relation]:
    """ "Russia's invasion of Ukraine": the owner acts, the one after the preposition is acted upon."""
    if syntax.negated(noun) or any(child.lower_ in _UNREAL for child in noun.children):
        return
    head = noun.head
    if cue.act in _DONE and only_wished(noun, acts):
        return
    if any(child.tag_ == "MD" for child in syntax.clause_head(noun).children) or head.lower_ in ("against", "without"):
        return
    sources = [(noun, actor) for actor in owners(noun, casting)]
    answering = acts.words["fighting"] if cue.act == "attacks" else acts.words["deeds"]
    targets = [
        (one, actor)
        for preposition, _, one in syntax.prepositions(noun)
        if preposition in cue.prepositions
        for actor in meant(one, casting) or (_owning(one, casting, acts) if one.lemma_.lower() in answering else ())
        if not (cue.act == "recognises" and _metonym(one, casting))
    ]
    if cue.clause:
        targets += [(one, actor) for one in _clause_subjects(noun, cue) for actor in meant(one, casting)]
    when = _when(noun, timexes)
    for _, source in sources:
        for target_token, target in targets:
            if source != target:
                begin = min((child.left_edge.idx for child in noun.children if child.i < noun.i), default=noun.idx)
                end = target_token.idx + len(target_token)
                yield Relation(
                    cue.act, source, target, Span(begin, end), None, Polarity.POSITIVE, when,
                    f"acts:{cue.id}", _LEAST_NOUN,
                )  # fmt: skip


# ---------- when and where told ----------


def _when(token: Token, timexes: Sequence[Timex]) -> Timex | None:
    """The time expression that hangs on the word itself, directly or by a preposition."""
    for timex in timexes:
        if timex.span.begin >= token.sent.end_char or timex.span.end <= token.sent.start_char:
            continue
        inside = token.doc.char_span(timex.span.begin, timex.span.end, alignment_mode="expand")
        if inside is None:
            continue
        root = inside.root
        if root == token or root.head == token or (root.head.pos_ == "ADP" and root.head.head == token):
            return timex
    return None


def _evidence(verb: Token, *others: Token) -> Span:
    spans = [syntax.phrase(one) for one in others] + [Span(verb.idx, verb.idx + len(verb))]
    return Span(min(one.begin for one in spans), max(one.end for one in spans))
