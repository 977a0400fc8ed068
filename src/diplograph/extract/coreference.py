"""Pronouns: who "he", "she", "it", "they", "who" and "which" mean. In doubt they mean nobody.

Inside direct quotations pronouns belong to the speaker's world and are left alone. Gender is known only from titles
and earlier pronouns. Preferences: subject of the same clause or sentence, then subject of the sentence before, nearer
first (centering; Grosz, Joshi & Weinstein 1995).
"""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Token

from diplograph.extract import coreference_plural
from diplograph.extract.actors_phrases import grammar_subject
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.extract.coreference_strangers import Strangers, is_stranger, presented
from diplograph.extract.nearby import Taken
from diplograph.model import ActorType, MentionKind, Span

_HE = {"he": "m", "his": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "their", "them", "themselves"})
_THINGS = (
    ActorType.STATE,
    ActorType.GOVERNMENT,
    ActorType.ORGANIZATION,
    ActorType.INTERNATIONAL,
    ActorType.MEDIA,
)


def persons(scene: Scene) -> None:
    """Enter every "he" and "she" that clearly means a person, in text order."""
    quoted = _quoted(scene.text)
    strangers = Strangers(scene)
    for token in scene.doc:
        if token.text == "HE" or (
            token.lower_ in ("his", "her") and _ADDRESS.match(scene.text, token.idx + len(token))
        ):
            continue  # His or Her Excellency
        if token.lower_ in _HE and (token.pos_ in ("PRON", "DET") or token.lower_ in ("his", "her")):
            span = Span(token.idx, token.idx + len(token))
            if not quoted.overlaps(span.begin, span.begin + 1):
                _add(scene, _person(scene, token, span, _HE[token.lower_], strangers), span)


_ADDRESS = re.compile(
    r" (?:Royal |Serene |Imperial )?(?:Majesty|Highness|Excellency|Holiness|Honou?r|Eminence|Grace)\b"
)


def pronouns(scene: Scene) -> None:
    """Enter the other pronouns that clearly mean an actor, in text order."""
    quoted = _quoted(scene.text)
    for token in scene.doc:
        lower = token.lower_
        if token.pos_ not in ("PRON", "DET") and lower not in ("his", "her", "its", "their"):
            continue
        span = Span(token.idx, token.idx + len(token))
        if quoted.overlaps(span.begin, span.begin + 1):
            continue
        if lower in ("who", "which", "whose") and token.tag_ in ("WP", "WDT", "WP$"):
            _relative(scene, token, span)
        elif lower in _IT:
            _add(scene, _thing(scene, token, span), span)
        elif lower in _THEY:
            for figure in _of_their_states(scene, span, coreference_plural.several(scene, token, span)):
                scene.add(figure, span, MentionKind.PRONOUN)


@lru_cache(maxsize=2)
def _quoted(text: str) -> Taken:
    return Taken(quotations(text))


@lru_cache(maxsize=2)
def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Direct quotations, from mark to mark; a mark without a partner in its paragraph opens nothing.

    >>> quotations('He said: "We are here." Then "no')
    ((9, 23),)
    """
    found: list[tuple[int, int]] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        opened: int | None = None
        for mark in re.finditer(r"[\"“”«»]", paragraph.group()):
            at = paragraph.start() + mark.start()
            if opened is None:
                if mark.group() not in "”»":
                    opened = at
            elif mark.group() not in "“«":
                found.append((opened, at + 1))
                opened = None
    return tuple(found)


def _add(scene: Scene, figure: Figure | None, span: Span) -> None:
    if figure is not None:
        scene.add(figure, span, MentionKind.PRONOUN)


_STATE_MATTERS = re.compile(
    r" (?:\w+ )?(?:ties|relations|ambassadors|borders?|troops|armies|independence|territory|dispute|armed forces)\b"
)


def _of_their_states(scene: Scene, span: Span, members: list[Figure]) -> list[Figure]:
    """ "The presidents … recalled their ambassadors": what belongs to states is their states', if all are known."""
    if not _STATE_MATTERS.match(scene.text, span.end) or not all(one.is_person for one in members):
        return members
    codes = [one.state for one in members]
    return [scene.state(code) for code in codes if code] if all(codes) and len(set(codes)) == len(codes) else members


_SAYS = frozenset("say tell write add tweet post declare state argue insist warn stress ask reply".split())


def _relative(scene: Scene, token: Token, span: Span) -> None:
    """The antecedent of a relative pronoun: a mention that ends right before it."""
    edge = span.begin - 5 + len(scene.text[span.begin - 5 : span.begin].rstrip(", ")) if span.begin > 5 else 0
    verb = token.head
    while verb.dep_ not in ("relcl", "acl:relcl") and verb.head != verb:
        verb = verb.head
    antecedent = verb.head.idx
    for where, kind, figure in scene.mention_list():
        if where.end == edge and kind is not MentionKind.ADJECTIVE:
            person = figure.is_person or figure.type is ActorType.GROUP
            if (token.lower_ == "who" and person) or (
                token.lower_ == "which" and not figure.is_person and where.begin <= antecedent < where.end
            ):
                scene.add(figure, span, MentionKind.PRONOUN)


def _mentions(scene: Scene, span: Span, back: int) -> list[tuple[Span, MentionKind, Figure]]:
    """Mentions in the sentence `back` sentences before, up to the pronoun, in text order."""
    return [one for one in scene.mentions_of(scene.sentence(span.begin) - back) if one[0].end <= span.begin]


def _person(scene: Scene, token: Token, span: Span, gender: str, strangers: Strangers) -> Figure | None:
    """None also where it is rather a person without a name who is meant."""
    everyone = [one for one in scene.figures.values() if one.is_person]
    fitting = {one.key for one in everyone if one.gender in (None, gender)}
    if token.lower_.endswith("self") and token.i and scene.doc[token.i - 1].pos_ in ("NOUN", "PROPN"):
        return _right_before(scene, span, fitting)  # "the minister himself"
    quoted = _quoted(scene.text)
    possessive = token.tag_ == "PRP$"
    if not possessive and token.dep_ in _OBJECTS:
        fitting -= _fellow_subjects(scene, token, span)  # "Sidibe contradicted him": not himself
    accused = _accused(scene, token, span)
    if accused is not None:
        return accused if accused.key in fitting else None
    ahead = _main_subject_ahead(scene, token, span, fitting)
    if ahead is not None:
        ahead.gender = ahead.gender or gender
        return ahead
    telling = _tells_after(scene, token)
    for back in range(3):
        here = [
            (where, kind, figure)
            for where, kind, figure in _mentions(scene, span, back)
            if figure.key in fitting
            and not quoted.overlaps(where.begin, where.begin + 1)
            and kind in (MentionKind.NAME, MentionKind.NOMINAL, MentionKind.PRONOUN)
            and not _swallows(scene, where, span)
        ]
        others = [
            one
            for one in strangers.rivals(scene.sentence(span.begin) - back, token)
            if one[2].gender in (None, gender)
            and not quoted.overlaps(one[0].begin, one[0].begin + 1)
            and (presented(scene, one) if back == 0 else _main(scene, one[0]))
        ]
        here = sorted((*here, *others), key=lambda one: one[0])
        if telling and back == 0:
            # ", he said": who was speaking already, not whom his words speak of
            here = [one for one in here if one[1] is MentionKind.PRONOUN or _speaks(scene, one[0])]
        if not here:
            continue
        if back and token.head.lemma_.lower() in _SAYS and token.dep_ == "nsubj":
            # "X said … He added …", '"…" he asked': who speaks goes on speaking
            here = [one for one in here if _speaks(scene, one[0]) and _main(scene, one[0], strictly=True)] or here
        if back and not telling:
            # "She" after a sentence with just one woman, and others of whom nothing is known.
            known = [one for one in here if one[2].gender == gender and grammar_subject(scene, one[0]) is not None]
            if len({figure.key for _, _, figure in known}) == 1 and _main(scene, known[-1][0]):
                here = known
        distinct = {figure.key for _, _, figure in here}
        subjects = [(where, figure) for where, _, figure in here if grammar_subject(scene, where) is not None]
        if len(distinct) == 1:
            chosen = here[-1][2]
        elif back == 0:
            clause = _clause_subject(scene, token, subjects)
            chosen_ = clause or (subjects[-1][1] if possessive and subjects else None) or _only(subjects)
            if chosen_ is None:
                chosen_ = subjects[0][1] if subjects and token.dep_ in ("nsubj", "nsubjpass") else None
            if chosen_ is None:
                return None
            chosen = chosen_
        else:
            main = [(where, figure) for where, figure in subjects if _main(scene, where)]
            picked = _only(main) or _only(subjects) or _last_alone(scene, main)
            if picked is None:
                return None
            chosen = picked
        if is_stranger(chosen):
            return None
        if chosen.gender is None and not chosen.unnamed:
            chosen.gender = gender
        return chosen
    return None


def _right_before(scene: Scene, span: Span, fitting: set[str]) -> Figure | None:
    for where, _, figure in reversed(_mentions(scene, span, 0)):
        if figure.key in fitting and not scene.text[where.end : span.begin].strip():
            return figure
    return None


_FRONTED = re.compile(
    r"(?:Asked|Speaking|Addressing|Answering|Responding|Commenting|Writing|Quoted|In|On|During|At|After|Before|Upon|"
    r"Following|With|For|From|Through|Despite|Prior to)\b[^.;:\"“”]{0,140}$"
)


def _main_subject_ahead(scene: Scene, token: Token, span: Span, fitting: set[str]) -> Figure | None:
    """ "In his speech, X said", "Asked whether he would go, X said": the subject of the sentence that follows.

    Only where the sentence begins so, with nobody named before the pronoun.
    """
    begin = scene.sentence_begin(span.begin)
    lead = scene.text[begin : span.begin].lstrip(" \n\"“”'")
    asked = lead.startswith(("Asked", "Quoted"))
    if not _FRONTED.match(lead) or not (asked or token.tag_ == "PRP$"):
        return None
    if any(figure.is_person for _, _, figure in _mentions(scene, span, 0)):
        return None
    root = token
    while root.head != root:
        root = root.head
    for where, kind, figure in scene.mention_list():
        if where.begin >= span.end and kind in (MentionKind.NAME, MentionKind.NOMINAL):
            verb = grammar_subject(scene, where)
            if figure.key in fitting and verb == root and where.end <= scene.sentence_end(span.begin):
                return figure if "," in scene.text[span.end : where.begin] else None
    return None


def _tells_after(scene: Scene, token: Token) -> bool:
    """Whether the pronoun is the speaker of what stands before it in the sentence (", he said")."""
    if token.dep_ != "nsubj" or token.head.lemma_.lower() not in _SAYS or token.head.i - token.i > 2:
        return False
    before = scene.text[scene.sentence_begin(token.idx) : token.idx]
    return re.search(r"\w[^.]*[,”\"'][”\"']? (?:and )?$", before) is not None and token.head.dep_ != "relcl"


def _speaks(scene: Scene, where: Span) -> bool:
    head = scene.head(where)
    while head.dep_ == "appos" and head.head != head:
        head = head.head
    return head.dep_ == "nsubj" and head.head.lemma_.lower() in _SAYS


def _last_alone(scene: Scene, subjects: list[tuple[Span, Figure]]) -> Figure | None:
    """The last subject, unless it shares its verb with another ("A and B argued")."""
    if not subjects:
        return None
    last = grammar_subject(scene, subjects[-1][0])
    together = {figure.key for where, figure in subjects if grammar_subject(scene, where) == last}
    return subjects[-1][1] if len(together) == 1 else None


_OBJECTS = frozenset({"dobj", "obj", "pobj", "dative", "iobj"})


def _fellow_subjects(scene: Scene, token: Token, span: Span) -> set[str]:
    """Keys of those who do what the verb says whose object the pronoun is: its subject, in "expected to join him" that
    of the verb above, in "X, standing beside him" the one who stands."""
    verb = token.head
    while verb.pos_ == "ADP" and verb.head != verb:
        verb = verb.head
    subjects = {verb.i}
    actor: Token | None = None
    while verb.dep_ in ("xcomp", "acl") and verb.head != verb:
        if verb.dep_ == "acl" or any(child.dep_ in _OBJECTS for child in verb.head.children):
            actor = verb.head if verb.dep_ == "acl" else None  # "asked X to join him": X joins
            break
        verb = verb.head
        subjects.add(verb.i)
    found = set()
    for where, _, figure in _mentions(scene, span, 0):
        governor = grammar_subject(scene, where)
        if (governor is not None and governor.i in subjects) or (actor is not None and scene.head(where) == actor):
            found.add(figure.key)
    return found


def _only(subjects: list[tuple[Span, Figure]]) -> Figure | None:
    keys = {figure.key for _, figure in subjects}
    return subjects[0][1] if len(keys) == 1 else None


def _swallows(scene: Scene, where: Span, span: Span) -> bool:
    """Whether the mention holds the pronoun ("his counterpart" is not "his")."""
    return where.begin <= span.begin and span.end <= where.end


def _main(scene: Scene, where: Span, *, strictly: bool = False) -> bool:
    """Whether the words are subject of the sentence's main verb; else also of a clause that hangs on it."""
    verb = grammar_subject(scene, where)
    if strictly:
        return verb is not None and verb.dep_ == "ROOT"
    return verb is not None and (verb.dep_ in ("ROOT", "conj") or verb.head.dep_ == "ROOT")


def _clause_subject(scene: Scene, token: Token, subjects: list[tuple[Span, Figure]]) -> Figure | None:
    """The subject of the nearest verb above the pronoun that has one among the candidates."""
    verb = token.head
    own = token.dep_ in ("nsubj", "nsubjpass")
    steps = 0
    while steps < 12:
        if verb.pos_ in ("VERB", "AUX") and not own:
            for where, figure in subjects:
                if grammar_subject(scene, where) == verb:
                    return figure
        own = False
        if verb.head == verb:
            return None
        verb = verb.head
        steps += 1
    return None


_CHARGES = frozenset("charge accusation allegation claim".split())
_DENIES = frozenset("deny reject dismiss dispute refute".split())


def _accused(scene: Scene, token: Token, span: Span) -> Figure | None:
    """ "X accused Y of …, a charge it denies": Y, who was accused in the same sentence."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_.lower() not in _DENIES or verb.head.lemma_.lower() not in _CHARGES:
        return None
    for where, kind, figure in reversed(_mentions(scene, span, 0)):
        head = scene.head(where)
        if head.dep_ in ("dobj", "obj") and head.head.lemma_.lower() == "accuse" and kind is not MentionKind.ADJECTIVE:
            return figure
    return None


def _thing(scene: Scene, token: Token, span: Span) -> Figure | None:
    """ "it", "its": the clause's subject, or the only state or body that the sentence or the last subject offers."""
    if token.lower_ == "it" and _expletive(token):
        return None
    if (accused := _accused(scene, token, span)) is not None:
        return accused if _thinglike((span, MentionKind.NAME, accused)) else None
    here = [one for one in _mentions(scene, span, 0) if _thinglike(one)]
    subjects = [(where, figure) for where, _, figure in here if grammar_subject(scene, where) is not None]
    clause = _clause_subject(scene, token, subjects)
    if token.lower_ == "it" and token.dep_ in _OBJECTS:
        return None  # "an attempt to contain it", "agreed to it": mostly a thing spoken of
    if token.lower_ in ("its", "itself"):
        if clause is not None:
            nearest = here[-1][2] if here else None
            between = _object_between(scene, token, here)
            return between if between is not None and between is nearest else clause
        keys = {figure.key for _, _, figure in here}
        chain = [figure for _, kind, figure in here if kind is MentionKind.PRONOUN]
        if chain:
            return chain[-1]
        if len(keys) == 1 and not _foreign_subject(scene, token):
            return here[-1][2]
        if not here and _in_subject(token):
            before = [one for one in _mentions(scene, span, 1) if _thinglike(one)]
            return _only([(where, figure) for where, _, figure in before if _main(scene, where)])
        return None
    if clause is not None:
        return clause
    if here:
        keys = {figure.key for _, _, figure in here}
        return here[-1][2] if len(keys) == 1 and subjects else None
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return None
    before = [one for one in _mentions(scene, span, 1) if _thinglike(one)]
    main = [(where, figure) for where, _, figure in before if _main(scene, where)]
    return _only(main)


def _in_subject(token: Token) -> bool:
    """Whether the pronoun stands in the subject of its sentence ("Its ties with Moscow have …")."""
    while token.head != token:
        if token.dep_ in ("nsubj", "nsubjpass", "nsubj:pass") and token.head.head == token.head:
            return True
        token = token.head
    return False


def _thinglike(one: tuple[Span, MentionKind, Figure]) -> bool:
    return one[2].type in _THINGS and one[1] not in (MentionKind.ADJECTIVE, MentionKind.GROUP, MentionKind.OFFICIALS)


_MINDED = frozenset(
    "aware ready willing unwilling prepared unprepared committed determined concerned worried alarmed disappointed "
    "opposed pleased satisfied confident optimistic hopeful unable able eager keen sorry responsible".split()
)


def _expletive(token: Token) -> bool:
    if token.dep_ == "expl":
        return True
    verb = token.head
    if verb.lemma_ in ("be", "seem", "appear", "remain") and token.dep_ in ("nsubj", "nsubjpass"):
        minded = [child for child in verb.children if child.dep_ == "acomp" and child.lower_ in _MINDED]
        return not minded  # "it was aware of the report"
    return verb.lemma_ in ("take", "come", "rain", "make") and token.dep_ != "nsubj"


def _object_between(scene: Scene, token: Token, here: list[tuple[Span, MentionKind, Figure]]) -> Figure | None:
    """The object of a verb of judging before "for its …": "condemn Moscow for its role" speaks of Moscow's role."""
    phrase = token
    while phrase.head != phrase and phrase.dep_ != "prep":
        phrase = phrase.head
    if phrase.dep_ != "prep" or phrase.lower_ not in ("for", "of", "over"):
        return None
    verb = phrase.head
    for where, _, figure in reversed(here):
        head = scene.head(where)
        if head.dep_ in ("dobj", "obj") and head.head == verb:
            return figure
    return None


def _foreign_subject(scene: Scene, token: Token) -> bool:
    """Whether another subject, no actor, stands between ("the plan and its goals")."""
    verb = token.head
    while verb.head != verb and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass") and child.i < token.i:
            at = Span(child.idx, child.idx + len(child))
            return not any(where.begin <= at.begin and at.end <= where.end for where, _, _ in scene.mention_list())
    return False
