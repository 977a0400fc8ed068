"""Persons whom the name recogniser missed or took for places and bodies, given away by the words around them.

"Foreign Minister of the Republic of Latvia Juris Ozols", "the head of the board, Ama Boateng," and "met Fiji's Seru
Vuki" name persons whatever the recogniser says. Names in credits ("Interview by …") are nobody's in the news.
"""

from __future__ import annotations

import re
from dataclasses import replace

from diplograph.extract.actors_names import Name
from diplograph.extract.actors_phrases import grammar_subject
from diplograph.extract.actors_scene import Scene
from diplograph.model import Span

_NAME = r"[A-ZÀ-ÞĀ-Ž](?:[\w'’-]*[\w]|\.)"
_PARTICLE = r"(?:al|el|bin|ibn|ben|bint|van|von|der|de|del|da|dos|das|di|la|ould)"
_RUN = re.compile(rf"(?<![\w'.-]){_NAME}(?: (?:{_PARTICLE}[ -])*{_NAME}){{1,4}}(?![\w-])")
_ADDRESS = r"(?:(?:H\. ?E\.|[A-Z][a-z]{1,3}\.|\([A-Z][a-z]+\.?\)|Mr|Mrs|Ms|Dr|Sir|Sheikh|Shri|Smt|Prof) )*"
_CLOSED_TIGHT = re.compile(r"[,.;)\n]|$| and ")
_NAMING = frozenset({"head", "minister", "monarch", "spokesperson", "envoy"})
_CREDIT = re.compile(
    r"(?:^|[|•·(;\n]|[.!?…] )[ \t]*(?:[A-Z][\w-]* ){0,3}[Bb]y:? (?:[A-Z][\w.'-]+(?:,? and |,? & |, | )?)*$"
)


def credited(scene: Scene, names: list[Name]) -> list[Name]:
    """The names without persons of bylines and credits that stand in the text ("| Interview by Lena Holm")."""
    return [one for one in names if not (one.label == "PERSON" and one.known is None and _credit(scene, one))]


def _credit(scene: Scene, name: Name) -> bool:
    text = scene.text
    line = text.rfind("\n", 0, name.span.begin) + 1
    stop = text.find("\n", name.span.end)
    rest = text[name.span.end : stop if stop >= 0 else len(text)]
    if len(rest) > 60 or re.search(r"[.!?] [A-Z]", rest):
        return False
    return _CREDIT.search(text[line : name.span.begin]) is not None


def add(scene: Scene, names: list[Name]) -> list[Name]:
    """The names with those that an office before them gives away, instead of what was read there."""
    found = [*_after_owner(scene, names), *_after_comma(scene, names), *_acting(scene, names)]
    for one in found:
        names = [other for other in names if other.span.end <= one.span.begin or one.span.end <= other.span.begin]
    kept: list[Name] = []
    for one in sorted(found, key=lambda other: other.span):
        if not kept or kept[-1].span.end <= one.span.begin:
            kept.append(one)
    return sorted(names + kept, key=lambda one: one.span)


def _after_owner(scene: Scene, names: list[Name]) -> list[Name]:
    """ "Minister of Foreign Affairs of the Republic of Latvia Juris Ozols": a state between office and name."""
    found = []
    for name in names:
        if name.known is None or name.known.kind != "state":
            continue
        gap = re.match(rf" {_ADDRESS}", scene.text[name.span.end : name.span.end + 40])
        run = _RUN.match(scene.text, name.span.end + gap.end()) if gap else None
        of = re.search(r" of (?:the )?$", scene.text[max(0, name.span.begin - 8) : name.span.begin])
        if run is None or of is None or not _personal(scene, run, names, known_inside=False):
            continue
        at = max(0, name.span.begin - 8) + of.start()
        if office_in(scene, max(scene.sentence_begin(name.span.begin), at - 90), at):
            found.append(Name(Span(run.start(), run.end()), "PERSON", run.group()))
    return found


def _after_comma(scene: Scene, names: list[Name]) -> list[Name]:
    """ "The head of the board, Ama Boateng, met": an office in apposition before a name."""
    people = {(one.span.begin, one.span.end) for one in names if one.label == "PERSON"}
    found = []
    for run in _RUN.finditer(scene.text):
        begin, end = run.span()
        lead = re.search(rf", {_ADDRESS}$", scene.text[max(0, begin - 40) : begin])
        if lead is None or (begin, end) in people or not _CLOSED_TIGHT.match(scene.text, end):
            continue
        if not _personal(scene, run, names, known_inside=False):
            continue
        at = max(0, begin - 40) + lead.start()
        if office_in(scene, max(scene.sentence_begin(begin), at - 110), at):
            found.append(Name(Span(begin, end), "PERSON", run.group()))
    return found


_BODILY = frozenset("speak meet tweet resign fly congratulate argue smile arrive travel walk retire marry".split())


def _acting(scene: Scene, names: list[Name]) -> list[Name]:
    """Proper nouns without a label, subject of what neither bodies nor places do ("Nils Berg has spoken")."""
    taken = {at for one in names for at in range(one.span.begin, one.span.end)}
    found = []
    for run in _RUN.finditer(scene.text):
        if len(run.group().split()) > 3 or not taken.isdisjoint(range(run.start(), run.end())):
            continue
        tokens = scene.tokens(Span(run.start(), run.end()))
        if any(token.pos_ != "PROPN" for token in tokens) or not _personal(scene, run, names, known_inside=False):
            continue
        verb = grammar_subject(scene, Span(run.start(), run.end()))
        before = scene.text[max(0, run.start() - 4) : run.start()].lower()
        if verb is not None and verb.lemma_.lower() in _BODILY and not before.endswith("the "):
            found.append(Name(Span(run.start(), run.end()), "PERSON", run.group()))
    return found


def office_in(scene: Scene, begin: int, end: int) -> bool:
    """Whether the phrase that ends at `end` is an office: "the minister of trade of Peru", "captain"."""
    phrase = re.split(r"[,.;:()\n\"“”] ?", scene.text[begin:end])[-1]
    pieces = [phrase]
    for preposition in reversed(list(re.finditer(r" (?:of|for|to|in|at|on)\b", phrase))):
        pieces.append(phrase[: preposition.start()])
    for piece in pieces:
        words = re.sub(r"\b(?:then|ex)-", "", piece.lower()).split()
        for size in range(min(scene.lexicon.titles.longest, len(words)), 0, -1):
            title = scene.lexicon.titles.by_form.get(" ".join(words[-size:]))
            if title is not None:
                return title.rank != "honorific"
    return False


def _personal(scene: Scene, run: re.Match[str], names: list[Name], *, known_inside: bool) -> bool:
    """Whether the words may be a person's name: nothing in them is a body, a building, a title or a known name."""
    words = run.group().split()
    lexicon = scene.lexicon
    reserved = scene.words["org_heads"] | scene.words["not_actors"] | scene.words["buildings"]
    if any(word.lower().rstrip(".") in reserved or word.lower() in lexicon.titles.by_form for word in words):
        return False
    if any(word in CALENDAR for word in words) or all(word.isupper() for word in words):
        return False
    token = scene.token_at(run.start())
    if token.pos_ not in ("PROPN", "NOUN", "ADJ", "X"):
        return False
    return not any(
        one.known is not None and one.span.begin < run.end() and run.start() < one.span.end
        for one in names
        if not known_inside
    )


CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December".split()
)
_MEETS = frozenset(
    "meet host receive greet welcome telephone phone congratulate thank invite join succeed brief join tell ask urge "
    "address accompany praise see visit".split()
)
_WITH = frozenset("meet talk speak confer talks meeting discussion conversation call meetings discussions".split())


def dealt_with(scene: Scene, name: Name) -> bool:
    """Whether someone meets, hosts or talks with what is named ("will meet Fiji's Seru Vuki")."""
    head = scene.head(name.span)
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
    governor = head.head
    if head.dep_ in ("dobj", "obj"):
        return governor.lemma_.lower() in _MEETS - {"visit", "see", "join"}
    if head.dep_ in ("pobj", "obl", "nmod") and governor.lower_ == "with":
        return governor.head.lemma_.lower() in _WITH or governor.head.lower_ in _WITH
    return False


def shortened(scene: Scene, names: list[Name]) -> list[Name]:
    """Names without a shouted verb behind ("Macron SNUBBED"), where the family name stands elsewhere."""
    families = {one.text.split()[-1] for one in names if one.label == "PERSON" and " " in one.text}
    mended = []
    for one in names:
        words = one.text.split()
        if one.label == "PERSON" and len(words) == 2 and words[1].isupper() and words[0] in families:
            one = replace(one, span=Span(one.span.begin, one.span.begin + len(words[0])), text=words[0])
        mended.append(one)
    return mended
