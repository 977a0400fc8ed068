"""Who does what to whom, read off a dependency tree: the one place that knows dependency labels.

Serves ClearNLP labels (spaCy's English models: nsubj, dobj, prep + pobj, agent, relcl …) and Universal Dependencies
(nsubj, obj, obl + case, acl:relcl …). Every function takes and gives spaCy tokens; lists are in text order.

Sources: ClearNLP Guidelines for dependency conversion (Choi & Palmer 2012); Universal Dependencies v2 guidelines.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from diplograph.model import Span

_SUBJECT = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "csubj", "csubjpass", "csubj:pass", "nsubj:outer", "expl"})
_PASSIVE = frozenset({"nsubjpass", "nsubj:pass", "auxpass", "aux:pass", "csubjpass", "csubj:pass"})
_OBJECT = frozenset({"dobj", "obj"})
_RECIPIENT = frozenset({"dative", "iobj"})
_CLAUSE = frozenset({"ccomp", "xcomp", "parataxis"})
_RELATIVE = frozenset({"relcl", "acl:relcl"})
_PARTICIPLE = frozenset({"acl"})
_POSSESSIVE = frozenset({"poss", "nmod:poss"})
_OBLIQUE = frozenset({"obl", "nmod", "obl:agent", "obl:tmod", "nmod:tmod", "obl:unmarked", "nmod:unmarked"})
_NEGATION = frozenset("not n't never no nor neither hardly".split())
# What leaves a noun phrase when its bare words are wanted.
_LOOSE = frozenset({"relcl", "acl:relcl", "acl", "appos", "cc", "conj", "punct", "parataxis", "advcl", "ccomp", "dep"})


def _children(token: Token, labels: frozenset[str]) -> list[Token]:
    return [child for child in token.children if child.dep_ in labels]


def conjuncts(token: Token) -> list[Token]:
    """The token and those coordinated with it below it ("Xi" in "Xi, Putin and Modi" gives all three).

    A second subject beside the first (a frequent parse of "A of B and C of D held") is no conjunct here: see
    `subjects`.
    """
    found = [token]
    for child in token.children:
        if child.dep_ == "conj":
            found += conjuncts(child)
    return sorted(found)


def coordination_head(token: Token) -> Token:
    """The first member of the coordination that the token stands in."""
    while token.dep_ == "conj":
        token = token.head
    return token


def subjects(verb: Token, *, shared: bool = True) -> list[Token]:
    """Heads of the subjects of a verb or predicate noun, with conjuncts.

    shared: also the subject that it has from a governing verb ("said he met and *thanked*", "agreed to *meet*"),
    and the antecedent of a relative or participial clause ("officials who *met*", "talks *held* in Riyadh").
    """
    own = [one for child in _children(verb, _SUBJECT) if child.dep_ != "expl" for one in conjuncts(child)]
    if own:
        return sorted(own)
    head = verb.head
    if verb.dep_ == "cop" and head != verb:
        return subjects(head, shared=shared)
    if not shared or head == verb:
        return []
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return subjects(head)
    if verb.dep_ in ("xcomp", "advcl", "ccomp", "aux") and head.pos_ in ("VERB", "AUX", "ADJ"):
        if verb.dep_ == "ccomp" and verb.tag_ not in ("VB", "VBG"):
            return []
        controlled = _children(head, _OBJECT | _RECIPIENT)
        if verb.dep_ == "xcomp" and controlled:
            return [one for child in controlled for one in conjuncts(child)]
        return subjects(head)
    if verb.dep_ == "pcomp":  # "after meeting Putin", "before leaving"
        return subjects(head.head) if head.head != head and head.head.pos_ in ("VERB", "AUX") else []
    return []


def relative_antecedent(verb: Token) -> Token | None:
    """The noun that a relative or participial clause belongs to, None when the verb heads no such clause."""
    return verb.head if verb.dep_ in _RELATIVE | _PARTICIPLE and verb.head != verb else None


def is_relative(token: Token) -> bool:
    """A relative pronoun ("who", "which", "that" as subject or object of a relative clause)."""
    return token.tag_ in ("WDT", "WP") and token.head.dep_ in _RELATIVE


def agents(verb: Token) -> list[Token]:
    """Heads of the by-phrase of a passive."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ == "agent":
            found += [one for noun in _children(child, frozenset({"pobj"})) for one in conjuncts(noun)]
        elif child.dep_ == "obl:agent" or (
            child.dep_ == "obl" and passive(verb) and any(case.lower_ == "by" for case in child.children)
        ):
            found += conjuncts(child)
    return sorted(found)


def objects(verb: Token) -> list[Token]:
    return sorted(one for child in _children(verb, _OBJECT) for one in conjuncts(child))


def recipients(verb: Token) -> list[Token]:
    """Indirect objects ("told *Putin* that"), without "to" phrases."""
    found: list[Token] = []
    for child in _children(verb, _RECIPIENT):
        nouns = _children(child, frozenset({"pobj"})) if child.pos_ == "ADP" else [child]
        found += [one for noun in nouns for one in conjuncts(noun)]
    return sorted(found)


def prepositions(token: Token) -> list[tuple[str, Token, Token]]:
    """(preposition in lower case, its token, head of the noun) for each phrase that hangs on a verb or noun.

    Conjuncts of the noun come each with the same preposition; "dative" and "agent" phrases are included.
    """
    found: list[tuple[str, Token, Token]] = []
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ in (
            "ADP",
            "SCONJ",
            "VERB",
            "ADV",
            "PART",
        ):
            word = child.lower_
            for noun in _children(child, frozenset({"pobj"})):
                found += [(word, child, one) for one in conjuncts(noun)]
            for inner in _children(child, frozenset({"prep"})):  # "out of talks", "according to Xinhua"
                for noun in _children(inner, frozenset({"pobj"})):
                    found += [(f"{word} {inner.lower_}", child, one) for one in conjuncts(noun)]
        elif child.dep_ in _OBLIQUE:
            for case in _children(child, frozenset({"case"})):
                fixed = [case, *_children(case, frozenset({"fixed"}))]
                word = " ".join(part.lower_ for part in fixed)
                found += [(word, case, one) for one in conjuncts(child)]
                break
    return sorted(found, key=lambda one: one[2].i)


def contents(verb: Token) -> list[Token]:
    """Heads of the clauses that a verb of saying governs (ccomp, xcomp, parataxis)."""
    return _children(verb, _CLAUSE)


def passive(verb: Token) -> bool:
    return any(child.dep_ in _PASSIVE for child in verb.children)


def auxiliaries(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in ("aux", "auxpass", "aux:pass")]


def negated(token: Token) -> bool:
    """Whether a negation word hangs on the token ("did not meet", "never condemned", "no talks")."""
    return any(child.lower_ in _NEGATION and child.i < token.i + 3 for child in token.children)


def possessors(noun: Token) -> list[Token]:
    """ "Putin" in "Putin's call", "his" in "his call"; with conjuncts."""
    return sorted(one for child in _children(noun, _POSSESSIVE) for one in conjuncts(child))


def appositions(noun: Token) -> list[Token]:
    return _children(noun, frozenset({"appos"}))


def clause_head(token: Token) -> Token:
    """The verb (or predicate) of the smallest clause around the token."""
    while token.head != token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def phrase(noun: Token) -> Span:
    """The words of the noun phrase around its head, without relative clauses, appositions and conjuncts."""
    inside = _without(noun, _LOOSE)
    begin = min(token.idx for token in inside)
    last = max(inside, key=lambda token: token.i)
    return Span(begin, last.idx + len(last))


def subtree(token: Token) -> Span:
    """All words below the token, white space and outer punctuation left out."""
    words = [one for one in token.subtree if not one.is_space]
    while len(words) > 1 and words[-1].is_punct and words[-1].text not in '"”’»)':
        words.pop()
    while len(words) > 1 and words[0].is_punct and words[0].text not in '"“‘«(':
        words.pop(0)
    return cover(words)


def cover(tokens: Iterable[Token]) -> Span:
    """From the first to the last of the tokens.

    Raises ValueError when there are none.
    """
    ordered = sorted(tokens, key=lambda token: token.i)
    if not ordered:
        raise ValueError("no tokens")
    return Span(ordered[0].idx, ordered[-1].idx + len(ordered[-1]))


def _without(token: Token, labels: frozenset[str]) -> list[Token]:
    found = [token]
    for child in token.children:
        if child.dep_ not in labels and not child.is_space:
            found += _without(child, labels if child.dep_ not in ("compound", "flat") else labels - {"punct"})
    return found
