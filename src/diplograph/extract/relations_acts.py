"""Acts: who condemns, supports, sanctions, invades whom, and who refuses to.

Precision first: an act counts when it is told as done ("condemned", "has refused to condemn", "Chad's invasion of
Mali"), not when it is possible, wished, feared, asked for or planned. The target is an actor, or the owner of the deed
that the verb is about ("condemned Russia's actions").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from diplograph.extract.casting import Casting, unique
from diplograph.language import syntax
from diplograph.lexicon.acts import Acts, Cue
from diplograph.model import MentionKind, Polarity, Relation, Span, Timex

_LONGEST_CLIMB = 8
_CONDITIONAL = frozenset({"if", "whether", "unless", "lest", "should", "until", "before", "without"})
_UNREAL = frozenset({"no", "possible", "potential", "planned", "any", "alleged", "future", "further", "feared"})
_NOBODY = frozenset({"neither", "no", "none", "nobody", "few"})
_PHYSICAL = frozenset({"attacks", "invades", "aids", "withdraws", "expels", "sanctions"})
_BLAMING = frozenset({"accuses", "blames", "condemns", "criticises", "expels", "demands"})
_IN_WORDS = frozenset({"as", "for", "over"})
_ON = frozenset({"on", "upon", "to"})
_EACH_OTHER = frozenset({"other", "another"})  # of "accused each other"
_MOST_TOGETHER = 3  # who agrees in a larger round hardly agrees with each of the others
_LEAST_TREE, _LEAST_NOUN = 0.9, 0.8


def find(doc: Doc, casting: Casting, timexes: Sequence[Timex], acts: Acts) -> list[Relation]:
    """All acts that the document tells, one for each source and target."""
    found: list[Relation] = []
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB":
            for cue in acts.verbs.get(lemma, ()):
                found += _of_verb(token, cue, casting, timexes, acts)
        elif token.pos_ == "NOUN":
            for cue in acts.nouns.get(lemma, ()):
                found += _of_noun(token, cue, casting, timexes)
    return found


# ---------- verbs ----------


def _of_verb(verb: Token, cue: Cue, casting: Casting, timexes: Sequence[Timex], acts: Acts) -> Iterator[Relation]:
    if (cue.prepositions or cue.joint) and cue.objects and not _has_object(verb, cue):
        return
    if cue.asking and not _wanted(verb):
        return
    if cue.act == "attacks" and any(word in _IN_WORDS for word, _, _ in syntax.prepositions(verb)):
        return  # "attacked him as a traitor": in words
    if cue.joint:
        yield from _of_several(verb, cue, casting, timexes, acts)
        return
    if cue.prepositions and not cue.objects and syntax.objects(verb):
        return  # "withdrew its objection from": something else is withdrawn
    targets = list(_targets(verb, cue, casting, acts))
    if not targets:
        return
    polarity = told_as(verb, acts, physical=cue.act in _PHYSICAL)
    if polarity is None:
        return
    sources = _sources(verb, casting)
    when = _when(verb, timexes)
    for source_token, source in sources:
        for target_token, target in targets:
            if source != target:
                yield Relation(
                    cue.act, source, target, _evidence(verb, source_token, target_token), None, polarity, when,
                    f"acts:{cue.id}", _LEAST_TREE,
                )  # fmt: skip


def _of_several(verb: Token, cue: Cue, casting: Casting, timexes: Sequence[Timex], acts: Acts) -> Iterator[Relation]:
    """ "Mali and Chad agreed to …": the first named acts, the others are acted with."""
    sources = list(dict(reversed([(who, noun) for noun, who in _sources(verb, casting)])).items())[::-1]
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
        if child.i > verb.i and child.tag_ == "VB" and _marked(child, "to")
    ]


def _addressed(verb: Token) -> list[Token]:
    """Objects, and what parsers take for the subject of the infinitive: "urged *Mali* to leave"."""
    found = syntax.objects(verb)
    return found or [
        one
        for child in _wanted(verb)
        if child.head == verb and child.dep_ in ("xcomp", "ccomp")
        for one in syntax.subjects(child, shared=False)
        if one.i > verb.i
    ]


def _has_object(verb: Token, cue: Cue) -> bool:
    nouns = syntax.objects(verb) if not syntax.passive(verb) else syntax.subjects(verb)
    return any(one.lemma_.lower() in cue.objects for one in nouns)


def _targets(verb: Token, cue: Cue, casting: Casting, acts: Acts) -> Iterator[tuple[Token, str]]:
    if cue.prepositions:
        holders = [verb, *(syntax.objects(verb) if cue.objects else ())]
        for holder in holders:
            for preposition, _, noun in syntax.prepositions(holder):
                if preposition in cue.prepositions:
                    yield from ((noun, actor) for actor in meant(noun, casting))
        return
    nouns = syntax.subjects(verb, shared=False) if syntax.passive(verb) else _addressed(verb)
    for noun in nouns:
        if noun.lower_ in _EACH_OTHER:
            yield from ((noun, actor) for _, actor in _sources(verb, casting))
            continue
        actors = meant(noun, casting)
        if cue.act == "recognises" and _metonym(noun, casting):
            continue  # "recognised Jerusalem" is about the city
        if not actors and cue.deed and noun.lemma_.lower() in _answering(cue, acts):
            actors = owners(noun, casting) or _known_owner(noun, casting, acts)
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
    return acts.words["deeds"] | acts.words["servants"] if cue.act in _BLAMING else acts.words["deeds"]


def _sources(verb: Token, casting: Casting) -> list[tuple[Token, str]]:
    nouns = syntax.agents(verb) if syntax.passive(verb) else _subjects(verb)
    if any(child.lower_ in _NOBODY for noun in nouns for child in (noun, *noun.children)):
        return []
    return [(noun, actor) for noun in nouns for actor in meant(noun, casting)]


def _subjects(verb: Token) -> list[Token]:
    """Subjects, with the antecedent in place of a relative pronoun and above a noun's infinitive its owner."""
    if verb.dep_ in ("acl", "relcl", "acl:relcl") and verb.head.pos_ == "NOUN" and _marked(verb, "to"):
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
                found += [actor for mention, actor in casting.covering(word) if mention.kind is MentionKind.ADJECTIVE]
    if not found:
        for preposition, _, one in syntax.prepositions(noun):
            if preposition == "by":
                found += meant(one, casting)
    if not found:  # "concerns voiced by Mali"
        voiced = [child for child in noun.children if child.dep_ == "acl" and child.tag_ == "VBN"]
        found = [actor for child in voiced for one in syntax.agents(child) for actor in meant(one, casting)]
    return unique(found)


# ---------- is it told as done? ----------


def _marked(verb: Token, word: str) -> bool:
    return any(child.tag_ == "TO" or child.lower_ == word for child in verb.children if child.i < verb.i)


def told_as(verb: Token, acts: Acts, *, physical: bool = False) -> Polarity | None:
    """POSITIVE: it is told as done; NEGATIVE: as not done ("never condemned", "refused to condemn"); None: as neither.

    physical: deeds that a speaker's clause only claims ("denied that it attacked").
    """
    negative = False
    token = verb
    for _ in range(_LONGEST_CLIMB):
        if syntax.negated(token):
            if any(child.lower_ == "until" for child in token.children):
                return None  # "did not endorse her until July"
            negative = not negative
        step = _step(token, acts, physical)
        if step is None:
            return None
        above, flips = step
        negative ^= flips
        if above is None:
            return Polarity.NEGATIVE if negative else Polarity.POSITIVE
        token = above
    return None


def _step(token: Token, acts: Acts, physical: bool) -> tuple[Token | None, bool] | None:
    """Where to look on: (the word that decides, or None when all is decided; whether it turns the sense)."""
    left = [child for child in token.children if child.i < token.i]
    if any(child.tag_ == "MD" for child in left) or any(child.lower_ in _CONDITIONAL for child in left):
        return None
    head = token.head
    if any(child.tag_ == "TO" for child in left):
        if head == token:
            return None
        lemma = head.lemma_.lower()
        if head.pos_ == "NOUN" and lemma in acts.words["refusals"]:
            return None if any(syntax.negated(one) for one in (head,)) else (None, True)
        if lemma in acts.words["refusing"]:
            return head, True
        return (head, False) if lemma in acts.words["carrying"] else None
    if token.sent.text.rstrip().endswith("?"):
        return None
    if token.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        own = any(child.pos_ == "AUX" or child.dep_ in ("nsubj", "nsubjpass") for child in left)
        return (None, False) if own or token.tag_ in ("VBD", "VBZ", "VBP") else (head, False)
    if token.tag_ == "VBG" and not any(child.pos_ == "AUX" for child in left):
        if token.dep_ == "advcl" and head.pos_ in ("VERB", "AUX"):
            return head, False
        return (None, False) if token.dep_ == "acl" else None
    if token.tag_ == "VB" and not any(child.lemma_.lower() == "do" for child in left):
        return None
    if token.dep_ in ("ccomp", "xcomp") and head.lemma_.lower() in acts.words["doubting"]:
        return None
    if token.dep_ == "ccomp" and physical and head.pos_ == "VERB":
        return None
    return None, False


# ---------- nouns ----------


def _of_noun(noun: Token, cue: Cue, casting: Casting, timexes: Sequence[Timex]) -> Iterator[Relation]:
    """ "Russia's invasion of Ukraine": the owner acts, the one after the preposition is acted upon."""
    if syntax.negated(noun) or any(child.lower_ in _UNREAL for child in noun.children):
        return
    head = noun.head
    if any(child.tag_ == "MD" for child in syntax.clause_head(noun).children) or head.lower_ in ("against", "without"):
        return
    sources = [(noun, actor) for actor in owners(noun, casting)]
    targets = [
        (one, actor)
        for preposition, _, one in syntax.prepositions(noun)
        if preposition in cue.prepositions
        for actor in meant(one, casting)
        if not (cue.act == "recognises" and _metonym(one, casting))
    ]
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
