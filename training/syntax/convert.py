"""Universal Dependencies to ClearNLP labels, where the change is certain; the rest stays open.

spaCy's parser learns from partly annotated trees: a token without label costs nothing whatever it is attached to.
So only what both schemes agree on is carried over (arguments, prepositional phrases, coordinations, predicates with
"be"), and no word is said about, for instance, parataxis or multi-word prepositions.

Sources: Universal Dependencies v2 guidelines; ClearNLP Guidelines for dependency conversion (Choi & Palmer 2012).
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_AS_IT_IS = {
    "nsubj": "nsubj",
    "nsubj:pass": "nsubjpass",
    "aux": "aux",
    "aux:pass": "auxpass",
    "acl:relcl": "relcl",
    "appos": "appos",
}
_NOUN = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_NOMINAL_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "WP"})
# With these "to X" and "for X" are datives or not by a list that only ClearNLP has.
_DATIVE = frozenset({"to", "for"})


@dataclass(slots=True)
class Word:
    """One word of a UD sentence; `head` is its index in the sentence, its own for the root."""

    form: str
    lemma: str
    pos: str
    tag: str
    head: int
    label: str
    space: bool
    children: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Sentence:
    """`begins`: the first of a text."""

    id: str
    words: list[Word]
    begins: bool


def sentences(path: Path) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file, gzipped; the parts of a contraction share out its letters."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for block in file.read().split("\n\n"):
            if block.strip():
                yield _sentence(block.strip().split("\n"))


def _sentence(lines: list[str]) -> Sentence:
    identifier, begins = "", False
    words: list[Word] = []
    joined: list[tuple[int, int, str, bool]] = []
    for line in lines:
        if line.startswith("#"):
            identifier = line.partition("= ")[2] if line.startswith("# sent_id") else identifier
            begins = begins or line.startswith("# newdoc")
            continue
        c = line.split("\t")
        space = "SpaceAfter=No" not in c[9]
        if "-" in c[0]:
            first, last = map(int, c[0].split("-"))
            joined.append((first - 1, last, c[1], space))
        elif "." not in c[0]:
            head = int(c[6]) - 1 if int(c[6]) else len(words)
            words.append(Word(c[1], c[2], c[3], c[4], head, c[7], space))
    for first, end, surface, space in joined:
        _share(words[first:end], surface, space)
    words[-1].space = True
    for at, word in enumerate(words):
        if word.head != at:
            words[word.head].children.append(at)
    return Sentence(identifier, words, begins)


def _share(parts: list[Word], surface: str, space: bool) -> None:
    for word in parts:
        word.space = False
    parts[-1].space = space
    if "".join(word.form for word in parts) == surface:
        return
    at = 0
    for number, word in enumerate(parts):
        left = len(parts) - 1 - number
        size = max(1, min(len(word.form), len(surface) - at - left))
        word.form = surface[at : at + size] if left else surface[at:]
        at += size


Arc = tuple[int, str]


class Conversion:
    """The arcs of one sentence in ClearNLP: `arcs` holds (head, label) of the words of which it is certain."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.arcs: dict[int, Arc] = {}
        self.doubtful: set[int] = set()
        for at in range(len(words)):
            self._flat(at)
        for at in range(len(words)):
            self._word(at)
        for at in self.doubtful:
            self.arcs.pop(at, None)

    # ---------- which word stands for a phrase ----------

    def child(self, at: int, test: Callable[[Word], bool]) -> int | None:
        found = [one for one in self.words[at].children if test(self.words[one])]
        return found[0] if len(found) == 1 else None

    def copula(self, at: int) -> int | None:
        return self.child(at, lambda word: word.label == "cop")

    def clause(self, at: int) -> int:
        """The word that a clause hangs on and that has its subject: "be" where there is one."""
        copula = self.copula(at)
        return self.name(at) if copula is None else copula

    def name(self, at: int) -> int:
        """The head of a name or noun: its last word where UD takes the first."""
        flat = [one for one in self.words[at].children if self.words[one].label == "flat"]
        return flat[-1] if flat else at

    def case(self, at: int) -> int | None:
        """The preposition of a noun, None when there is none or more than a word."""
        cases = [one for one in self.words[at].children if self.words[one].label == "case"]
        if len(cases) != 1 or self.words[cases[0]].tag not in ("IN", "TO") or self.words[cases[0]].children:
            return None
        return cases[0] if cases[0] < at else None

    def bare(self, at: int) -> bool:
        return not any(self.words[one].label == "case" for one in self.words[at].children)

    def is_verb(self, at: int) -> bool:
        return self.words[at].pos == "VERB" and self.copula(at) is None

    # ---------- arcs ----------

    def set(self, at: int, head: int, label: str) -> None:
        if (at == head and label != "ROOT") or (at in self.arcs and self.arcs[at] != (head, label)):
            self.doubtful.add(at)
        else:
            self.arcs[at] = (head, label)

    def _flat(self, at: int) -> None:
        flat = [one for one in self.words[at].children if self.words[one].label == "flat"]
        if not flat:
            return
        members = [at, *flat]
        if members != list(range(at, at + len(members))) or any(self.words[one].tag[:3] != "NNP" for one in members):
            self.doubtful.update(members)
            return
        for one in members[:-1]:
            self.set(one, members[-1], "compound")

    def _word(self, at: int) -> None:
        word = self.words[at]
        label, head = word.label, word.head
        copula = self.copula(at)
        if copula is not None:
            self._predicate(at, copula)
        if label in ("nsubj", "nsubj:pass"):
            # "Who is the envoy?": what is subject and what attribute, the schemes see differently.
            asked = word.tag in ("WP", "WDT") and self.copula(head) is not None
            if self.bare(at) and copula is None and not asked:
                self.set(self.name(at), self.clause(head), _AS_IT_IS[label])
        elif label in ("obj", "iobj") and self.bare(at) and copula is None:
            self._object(at, head, label)
        elif label in ("obl", "obl:agent", "nmod"):
            self._phrase(at, head, label)
        elif label in ("aux", "aux:pass"):
            self.set(at, self.clause(head), _AS_IT_IS[label])
        elif label == "mark":
            self._mark(at, head)
        elif label in ("ccomp", "xcomp", "advcl", "acl", "acl:relcl"):
            self._clause(at, head, label)
        elif label in ("conj", "cc"):
            self._coordination(at, head, label)
        else:
            self._small(at, head, label)

    def _object(self, at: int, head: int, label: str) -> None:
        siblings = {self.words[one].label for one in self.words[head].children}
        if not self.is_verb(head) or "xcomp" in siblings:  # "asked him to go": subject of "go" in ClearNLP
            return
        if label == "obj":
            self.set(self.name(at), head, "dobj")
        elif "obj" in siblings:
            self.set(self.name(at), head, "dative")

    def _predicate(self, at: int, copula: int) -> None:
        word = self.words[at]
        if word.pos == "ADJ" and word.tag in ("JJ", "JJR", "JJS"):
            self.set(at, copula, "acomp")
        elif word.tag in _NOMINAL_TAGS and self.bare(at):
            self.set(self.name(at), copula, "attr")
        elif word.tag in _NOMINAL_TAGS and (case := self.case(at)) is not None:
            self.set(case, copula, "prep")
            self.set(self.name(at), case, "pobj")

    def _phrase(self, at: int, head: int, label: str) -> None:
        case = self.case(at)
        word = self.words[at]
        if case is None or word.tag not in _NOMINAL_TAGS or self.copula(at) is not None:
            return
        self.set(self.name(at), case, "pobj")
        governor = self.words[head]
        preposition = self.words[case].form.lower()
        if label == "nmod":
            if governor.pos in _NOUN:
                self.set(case, self.name(head), "prep")
        elif not self.is_verb(head):
            return
        elif label == "obl:agent":
            self.set(case, head, "agent")
        elif preposition not in _DATIVE or not any(self.words[one].label == "obj" for one in governor.children):
            self.set(case, head, "prep")

    def _mark(self, at: int, head: int) -> None:
        word = self.words[at]
        if word.tag == "TO":
            self.set(at, self.clause(head), "aux")
        elif word.tag == "IN" and not word.children and self._finite(head):
            self.set(at, self.clause(head), "mark")

    def _finite(self, at: int) -> bool:
        labels = {self.words[one].label for one in self.words[at].children}
        return bool(labels & {"aux", "aux:pass", "cop"}) or self.words[at].tag in ("VBD", "VBZ", "VBP", "VB", "MD")

    def _clause(self, at: int, head: int, label: str) -> None:
        children = [self.words[one] for one in self.words[at].children]
        labels = {one.label for one in children}
        subject = bool(labels & {"nsubj", "nsubj:pass", "expl"})
        verbal = self.words[at].pos == "VERB" or self.copula(at) is not None
        prepositional = any(one.label == "mark" and one.tag == "IN" for one in children) and not subject
        if not verbal or prepositional:
            return
        if label == "ccomp" and self.is_verb(head) and subject:
            self.set(self.clause(at), head, "ccomp")
        elif label == "xcomp" and self.is_verb(head):
            has_object = any(self.words[one].label == "obj" for one in self.words[head].children)
            if self.words[at].pos == "VERB" and any(one.tag == "TO" for one in children) and not has_object:
                self.set(self.clause(at), head, "xcomp")
        elif label == "advcl" and self.is_verb(head) and subject:
            self.set(self.clause(at), head, "advcl")
        elif label == "acl:relcl" and self.words[head].pos in _NOUN:
            self.set(self.clause(at), self.name(head), "relcl")
        elif label == "acl" and self.words[at].tag in ("VBN", "VBG") and self.words[head].pos in _NOUN and not subject:
            self.set(at, self.name(head), "acl")

    def _coordination(self, at: int, head: int, label: str) -> None:
        """ClearNLP chains conjuncts; "and" hangs on the conjunct before it."""
        first = head if label == "conj" else self.words[head].head
        if label == "cc" and self.words[head].label != "conj":
            return
        members = [first, *(one for one in self.words[first].children if self.words[one].label == "conj")]
        current = at if label == "conj" else head
        before = members[members.index(current) - 1] if current in members[1:] else first
        plain = self.bare(current) and self.words[current].pos == self.words[before].pos
        if not plain or before > current:
            return
        nominal = self.words[current].pos in _NOUN and self.copula(before) is None and self.copula(current) is None
        verbal = self.words[current].pos == "VERB"
        if not (nominal or verbal):
            return
        if label == "conj":
            self.set(self.name(at), self.name(before), "conj")
        elif at < current:
            self.set(at, self.name(before), "cc")

    def _small(self, at: int, head: int, label: str) -> None:
        word, governor = self.words[at], self.words[head]
        nominal = governor.tag[:2] in ("NN", "CD")
        if label == "root":
            # Of two main clauses side by side ClearNLP may take the second.
            beside = any(self.words[one].label == "parataxis" for one in word.children)
            if not beside and (word.pos == "VERB" or self.copula(at) is not None):
                self.set(self.clause(at), self.clause(at), "ROOT")
        elif label == "det" and nominal and word.tag == "DT":
            self.set(at, self.name(head), "det")
        elif label == "amod" and nominal and word.tag in ("JJ", "JJR", "JJS") and not word.children:
            self.set(at, self.name(head), "amod")
        elif label == "nmod:poss" and governor.tag[:2] == "NN":
            self.set(self.name(at), self.name(head), "poss")
        elif label == "case" and word.tag == "POS":
            self.set(at, self.name(head), "case")
        elif label == "advmod" and word.form.lower() in ("not", "n't", "n’t"):
            self.set(at, self.clause(head), "neg")
        elif label == "compound:prt":
            self.set(at, head, "prt")
        elif label == "compound" and word.tag[:2] == "NN" and governor.tag[:2] == "NN" and at < head:
            self.set(self.name(at), self.name(head), "compound")
        elif label == "expl" and word.tag == "EX":
            self.set(at, self.clause(head), "expl")
        elif label == "appos" and self.bare(at) and word.tag[:2] == "NN" and nominal:
            self.set(self.name(at), self.name(head), "appos")


def tree(words: list[Word]) -> tuple[list[int], list[str]] | None:
    """Heads and labels of a sentence, "" for an open label; None when the certain arcs don't fit into one tree.

    Open words hang on the head of the narrowest certain arc over them, else on the root, so that the arcs don't cross.
    """
    arcs = Conversion(words).arcs
    roots = [at for at, (head, _) in arcs.items() if at == head]
    if len(roots) > 1:
        return None
    covering = [(abs(at - head), min(at, head), max(at, head), head) for at, (head, _) in arcs.items() if at != head]
    root = roots[0] if roots else _free_root(words, arcs)
    if root is None:
        return None
    heads, labels = [], []
    for at in range(len(words)):
        if at in arcs:
            heads.append(arcs[at][0])
            labels.append(arcs[at][1])
            continue
        over = [row for row in covering if row[1] < at < row[2]]
        heads.append(min(over)[3] if over and at != root else root)
        labels.append("")
    return (heads, labels) if _is_tree(heads) else None


def _free_root(words: list[Word], arcs: dict[int, Arc]) -> int | None:
    at = next(at for at, word in enumerate(words) if word.head == at)
    seen = set()
    while at in arcs and at not in seen:
        seen.add(at)
        at = arcs[at][0]
    return None if at in arcs else at


def _is_tree(heads: list[int]) -> bool:
    for at in range(len(heads)):
        steps, one = 0, at
        while heads[one] != one:
            one, steps = heads[one], steps + 1
            if steps > len(heads):
                return False
    return True
