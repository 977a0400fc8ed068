"""Persons of whom the text speaks without a name: "a donor official", "his press secretary", "the professor".

They are nobody of the cast, but "he" and "she" may mean them. Whoever looks for an antecedent must know that they stand
there, and leave the pronoun open where one of them is the likelier.
"""

from __future__ import annotations

from spacy.tokens import Token

from diplograph.extract.actors_scene import Figure, Scene
from diplograph.extract.nearby import Taken
from diplograph.lexicon import sources
from diplograph.model import ActorType, MentionKind, Span

_PLACES = ("nsubj", "nsubjpass", "nsubj:pass", "dobj", "obj", "iobj", "dative", "pobj", "agent", "conj")
_PRESENT = frozenset({"nsubj", "nsubjpass", "nsubj:pass"})
_NONE = frozenset("no any every each neither whichever whatever".split())
_MEN = frozenset("man father son brother husband uncle nephew grandfather boy widower king emir sultan".split())
_WOMEN = frozenset("woman mother daughter sister wife aunt niece grandmother girl widow queen princess".split())
_BY_OFFICE = frozenset({"as", "like", "for", "than", "of"})

Entry = tuple[Span, MentionKind, Figure]


class Strangers:
    """The persons without a name of a scene, by sentence. They stand as `Entry`, with figures outside the cast."""

    def __init__(self, scene: Scene) -> None:
        taken = Taken(
            [
                (where.begin, where.end)
                for where, kind, figure in scene.mention_list()
                if figure.type in (ActorType.PERSON, ActorType.GROUP) or kind is MentionKind.OFFICIALS
            ]
        )
        self._by_sentence: dict[int, list[Entry]] = {}
        for token in scene.doc:
            if taken.overlaps(token.idx, token.idx + len(token)) or not _is_person(scene, token):
                continue
            span = Span(token.idx, token.idx + len(token))
            figure = Figure(f"stranger:{token.i}", token.text, ActorType.PERSON, unnamed=True, gender=_gender(token))
            self._by_sentence.setdefault(scene.sentence(token.idx), []).append((span, MentionKind.NOMINAL, figure))

    def of(self, sentence: int) -> list[Entry]:
        return self._by_sentence.get(sentence, [])

    def rivals(self, sentence: int, pronoun: Token) -> list[Entry]:
        """Those who stand in a sentence before the pronoun, and not around it ("a member of his cabinet")."""
        around = set()
        above = pronoun.head
        while above.pos_ not in ("VERB", "AUX") and above.head != above:
            around.add(above.idx)
            above = above.head
        return [one for one in self.of(sentence) if one[0].end <= pronoun.idx and one[0].begin not in around]


def is_stranger(figure: Figure) -> bool:
    return figure.key.startswith("stranger:")


def _is_person(scene: Scene, token: Token) -> bool:
    """A noun in the singular with a word that makes it one person (an article, an owner); a name that nobody bears."""
    before = scene.doc[token.i - 1].lower_ if token.i else ""
    if token.ent_type_ == "PERSON" and token.tag_ == "NNP" and token.dep_ in _PRESENT:
        return token.head.ent_type_ != "PERSON"
    if before in ("mr", "mr.", "madam", "madame"):
        return token.lower_ in scene.lexicon.titles.by_form
    if token.tag_ not in ("NN", "NNP") or token.dep_ not in _PLACES:
        return False
    title = scene.lexicon.titles.by_form.get(token.lower_)
    if not (sources.load().is_person(token.lower_) or (title is not None and title.rank != "honorific")):
        return False
    following = scene.doc[token.i + 1] if token.i + 1 < len(scene.doc) else token
    if following.text == "-" or (following.tag_ in ("NN", "NNS", "NNP", "NNPS") and following.head != token):
        return False  # part of a longer name or compound
    left = [child for child in token.lefts if child.dep_ in ("det", "poss", "nmod:poss")]
    if not left or any(child.lower_ in _NONE for child in left):
        return False
    if token.dep_ == "pobj" and token.head.lower_ in _BY_OFFICE:
        return False
    return not any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in token.children)


def _gender(token: Token) -> str | None:
    word = token.lower_
    if word in _WOMEN or word.endswith("woman"):
        return "f"
    return "m" if word in _MEN or (word.endswith("man") and len(word) > 4) else None


def presented(scene: Scene, entry: Entry) -> bool:
    """Whether a person without a name counts beside others: as a subject, or as somebody new ("a", "his")."""
    token = scene.token_at(entry[0].begin)
    if token.i and scene.doc[token.i - 1].lower_ in ("mr", "mr.", "madam", "madame"):
        return True
    new = any(child.lower_ in ("a", "an", "another", "one") or child.dep_ != "det" for child in token.lefts)
    return token.dep_ in _PRESENT or new
