"""Finds the words that may name a meeting, by lemma and a little of the tree. Generous: others decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from diplograph.language import syntax
from diplograph.lexicon.meetings import Meetings, Trigger
from diplograph.model import Span

_NOMINAL = ("NOUN", "PROPN")
# Words before a noun that belong to its name as an event: "phone call", "peace talks", "six-party talks".
_COMPOUND = frozenset(
    "phone telephone video conference peace summit working state official secret direct indirect exploratory final "
    "status disarmament nuclear second third fourth fifth sixth separate emergency ministerial face round".split()
)
# What talks are counted in: "a round of talks", "five hours of talks".
_UNITS = frozenset({"round", "series", "day", "hour", "week", "month", "minute", "year", "set", "session", "exchange"})
# Words before a noun that many meetings share: they tell no two apart.
_COMMON = _COMPOUND | frozenset(
    "hour day minute week month year morning evening afternoon night press news leader leaders minister ministers "
    "president level sides party parties side counterpart delegation government ministry meeting talks visit trip call "
    "group bloc member crisis ceasefire truce office face-to-face video-conference videoconference one follow-up "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_SUPPORT_OBJECT = "support"
REACH = 60  # words to each side of a trigger that may belong to it: longer than any clause, shorter than a list


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible trigger. verb: the verb that carries time and modality: the trigger itself, or the verb that "hold
    talks" hangs on; None for a noun that no verb takes as its event. sentence: the one it stands in, kept because
    spaCy searches for it at each call.
    """

    head: Token
    entry: Trigger
    span: Span
    verb: Token | None
    sentence: Sentence

    @property
    def surroundings(self) -> Sentence:
        """The sentence, or as much of it as is near."""
        first = max(self.sentence.start, self.head.i - REACH)
        return self.head.doc[first : min(self.sentence.end, self.head.i + REACH)]

    @property
    def nominal(self) -> bool:
        return self.entry.frame == "noun"


def candidates(doc: Doc, lexicon: Meetings) -> Iterator[Candidate]:
    """Every trigger of the lexicon in the text, in text order."""
    for token, sentence in ((word, around) for around in doc.sents for word in around):
        if token.is_space or token.is_punct:
            continue
        lemma = token.lemma_.lower()
        misread = _misread(token)
        if not misread and (
            _with_subject(token)
            or token.pos_ in ("VERB", "AUX")
            or (token.pos_ not in _NOMINAL and token.tag_.startswith("VB"))
        ):
            for entry in lexicon.verbs.get(lemma, ()):
                if entry.id == "errand" and not _errand(token, lexicon):
                    continue
                span = _on_the_telephone(token, lexicon) if entry.medium else _verb_span(token, entry, sentence)
                if span is not None:
                    yield Candidate(token, entry, span, token, sentence)
                    break
            else:
                # "meeting" as a gerund of a light verb is a noun to the reader: "the two held meetings"
                continue
        elif misread or token.pos_ in (*_NOMINAL, "ADJ") or token.tag_.startswith("NN"):
            noun = _noun(token, lemma, lexicon)
            if noun is None or _modifies_other_event(token, lexicon) or _counts_other_event(token, lexicon):
                continue
            yield Candidate(token, noun, _noun_span(token, sentence.start), carrier(token, lexicon), sentence)


def _with_subject(token: Token) -> bool:
    """The verb of "when the two meet", which the tagger takes for a noun behind the number."""
    return (
        token.tag_ == "NN"
        and token.lower_ in ("meet", "talk", "visit")
        and any(one.dep_ == "nsubj" and one.i < token.i for one in token.children)
    )


def _misread(token: Token) -> bool:
    """ "Two to host ceasefire talks", in a headline, where the tree takes the last word for a verb."""
    before = token.doc[token.i - 1] if token.i else token
    return token.lower_ == "talks" and token.tag_ == "VBZ" and before.dep_ in ("dobj", "obj") and before.i < token.i


def _noun(token: Token, lemma: str, lexicon: Meetings) -> Trigger | None:
    word = token.lower_
    entries = lexicon.nouns.get(lemma) or lexicon.nouns.get(word)
    if entries is None and word.endswith("s"):
        entries = lexicon.nouns.get(word[:-1])
    if not entries:
        return None
    entry = entries[0]
    plural = token.tag_ in ("NNS", "NNPS") or word.endswith("s")
    if entry.plural and not plural and not (token.lemma_.lower() == "talk" and _by_telephone(token, lexicon)):
        return None
    if entry.particle and not any(one.lower_ in entry.particle for one in token.lefts):
        return None
    return entry


def _by_telephone(noun: Token, lexicon: Meetings) -> bool:
    """ "a telephone talk", "a video talk": one is an event too."""
    media = lexicon.words["phone"] | lexicon.words["video"]
    return any(one.lower_ in media for one in noun.lefts if one.dep_ in ("compound", "amod"))


def _on_the_telephone(verb: Token, lexicon: Meetings) -> Span | None:
    """The words "by telephone", "over the phone", "on the phone" at a verb."""
    for word, preposition, noun in syntax.prepositions(verb):
        if word in ("by", "on", "over", "via", "through") and noun.lemma_.lower() in lexicon.words["phone"] - {"line"}:
            return Span(preposition.idx, noun.idx + len(noun))
    return None


def _modifies_other_event(token: Token, lexicon: Meetings) -> bool:
    """ "summit" in "summit talks", "conference" in "conference call", "meeting" in "meeting room"."""
    return token.dep_ in ("compound", "amod", "nmod") and token.head.pos_ in _NOMINAL and token.head.i > token.i


def _counts_other_event(token: Token, lexicon: Meetings) -> bool:
    """ "round" in "a round of talks", "day" of it, "series of meetings": the talks are the event."""
    if token.lemma_.lower() not in ("round", "session", "exchange"):
        return False
    return any(
        word == "of" and _noun(noun, noun.lemma_.lower(), lexicon) is not None
        for word, _, noun in syntax.prepositions(token)
    )


def _errand(verb: Token, lexicon: Meetings) -> bool:
    """ "flew to Lima to brief the president": what a journey is made for."""
    journey = verb.head
    to = any(one.lower_ == "to" and one.i < verb.i for one in verb.children)
    moves = journey.lemma_.lower() in lexicon.words["motion"] - {"be", "leave", "stop"}
    return to and moves and verb.dep_ in ("advcl", "xcomp") and bool(syntax.objects(verb))


def _verb_span(token: Token, entry: Trigger, sentence: Sentence) -> Span | None:
    if entry.id == "expected":
        at = any(word in ("in", "at") and noun.ent_type_ == "LOC" for word, _, noun in syntax.prepositions(token))
        if not at or not syntax.passive(token) or syntax.contents(token):
            return None
    if not entry.particle:
        return Span(token.idx, token.idx + len(token))
    if entry.id == "shake_hands":  # "shook the visiting president's hand"
        hand = next((one for one in syntax.objects(token) if one.lower_ in entry.particle), None)
        return Span(token.idx, hand.idx + len(hand)) if hand is not None else None
    window = token.doc[token.i + 1 : min(token.i + 4, sentence.end)]
    for near in window:
        if near.lower_ in entry.particle:
            return Span(token.idx, near.idx + len(near))
        if near.is_punct:
            break
    return None


def _noun_span(token: Token, first: int) -> Span:
    begin = token
    while begin.i > first:
        previous = token.doc[begin.i - 1]
        if previous.lower_ in _COMPOUND and previous.dep_ in ("compound", "amod", "nmod") and previous.head == token:
            begin = previous
        else:
            break
    return Span(begin.idx, token.idx + len(token))


def particular(candidate: Candidate) -> list[str]:
    """Nouns before the trigger that say which event it is: "climate" in "the climate talks", in lower case."""
    return [
        one.lower_
        for one in candidate.head.lefts
        if one.dep_ in ("compound", "nmod") and one.pos_ in _NOMINAL and one.is_alpha and one.lower_ not in _COMMON
    ]


def whole(noun: Token) -> Token:
    """The noun that stands for the event in its clause: "hours" in "after five hours of talks"."""
    head = syntax.coordination_head(noun)
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_.lower() in _UNITS:
        return whole(head.head.head)
    return head


def carrier(noun: Token, lexicon: Meetings) -> Token | None:
    """The verb that makes a noun happen: "held talks", "talks began", "agreed to hold talks", "talks were held"."""
    head = syntax.coordination_head(noun)
    verb = head.head
    # "a round of talks": what happens to the round happens to the talks
    if head.dep_ == "pobj" and verb.lower_ == "of" and verb.head.lemma_.lower() in _UNITS:
        return carrier(verb.head, lexicon)
    if verb == head or verb.pos_ not in ("VERB", "AUX"):
        return None
    lemma = verb.lemma_.lower()
    words = lexicon.words
    if head.dep_ in ("dobj", "obj") and lemma in words[_SUPPORT_OBJECT]:
        return verb
    if head.dep_ in ("nsubj", "nsubjpass", "nsubj:pass") and (
        lemma in words["happen"] or lemma in words["support"] or lemma in words["planning"]
    ):
        return verb
    if head.dep_ == "attr" and lemma == "be":
        return verb
    return None
