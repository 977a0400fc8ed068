"""Whom "he" and "she" mean. In doubt nobody."""

from __future__ import annotations

import re

from spacy.tokens import Token

from diplograph.extract import coreference_ranker
from diplograph.extract.actors_phrases import grammar_subject
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.extract.coreference_clauses import (
    OBJECTS,
    SAYS,
    accused,
    clause_subject,
    is_main,
    mentions_before,
    only,
    quoted_in,
    swallows,
)
from diplograph.extract.coreference_strangers import Entry, Strangers, is_stranger, presented
from diplograph.model import MentionKind, Span

_HE = {"he": "m", "his": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_ADDRESS = re.compile(
    r" (?:Royal |Serene |Imperial )?(?:Majesty|Highness|Excellency|Holiness|Honou?r|Eminence|Grace)\b"
)


def persons(scene: Scene) -> None:
    """Enter every "he" and "she" that clearly means a person, in text order."""
    quoted = quoted_in(scene.text)
    strangers = Strangers(scene)
    for token in scene.doc:
        if token.text == "HE" or (
            token.lower_ in ("his", "her") and _ADDRESS.match(scene.text, token.idx + len(token))
        ):
            continue  # His or Her Excellency
        if token.lower_ in _HE and (token.pos_ in ("PRON", "DET") or token.lower_ in ("his", "her")):
            span = Span(token.idx, token.idx + len(token))
            if not quoted.overlaps(span.begin, span.begin + 1):
                figure = _meant(scene, token, span, _HE[token.lower_], strangers)
                if figure is not None:
                    if figure.gender is None and not figure.unnamed:
                        figure.gender = _HE[token.lower_]
                    scene.add(figure, span, MentionKind.PRONOUN)


def _meant(scene: Scene, token: Token, span: Span, gender: str, strangers: Strangers) -> Figure | None:
    """Whom the pronoun means: as rules say of "his" and "herself", else as the learnt judge does."""
    picked = _person(scene, token, span, gender, strangers)
    if token.tag_ == "PRP$" or token.lower_.endswith("self"):
        return None if picked is None or is_stranger(picked) else picked
    fitting = {one.key for one in scene.figures.values() if one.is_person and one.gender in (None, gender)}
    if picked is not None and picked == _main_subject_ahead(scene, token, span, fitting):
        return picked
    plain = _person(scene, token, span, gender, None)
    if token.dep_ in OBJECTS:
        fitting -= _fellow_subjects(scene, token, span)
    found = coreference_ranker.candidates(
        scene,
        token,
        fitting,
        strangers,
        {"rule": picked, "plain": plain},
        she=gender == "f",
        telling=_tells_after(scene, token),
    )
    return coreference_ranker.choose(found, picked, coreference_ranker.load())


def _person(scene: Scene, token: Token, span: Span, gender: str, strangers: Strangers | None) -> Figure | None:
    """A person whom the rules take; one without a name where that is the likelier. strangers: None leaves those out."""
    everyone = [one for one in scene.figures.values() if one.is_person]
    fitting = {one.key for one in everyone if one.gender in (None, gender)}
    if token.lower_.endswith("self") and token.i and scene.doc[token.i - 1].pos_ in ("NOUN", "PROPN"):
        return _right_before(scene, span, fitting)  # "the minister himself"
    quoted = quoted_in(scene.text)
    possessive = token.tag_ == "PRP$"
    if not possessive and token.dep_ in OBJECTS:
        fitting -= _fellow_subjects(scene, token, span)  # "Sidibe contradicted him": not himself
    blamed = accused(scene, token, span)
    if blamed is not None:
        return blamed if blamed.key in fitting else None
    ahead = _main_subject_ahead(scene, token, span, fitting)
    if ahead is not None:
        return ahead
    telling = _tells_after(scene, token)
    for back in range(3):
        here: list[Entry] = [
            (where, kind, figure)
            for where, kind, figure in mentions_before(scene, span, back)
            if figure.key in fitting
            and not quoted.overlaps(where.begin, where.begin + 1)
            and kind in (MentionKind.NAME, MentionKind.NOMINAL, MentionKind.PRONOUN)
            and not swallows(scene, where, span)
        ]
        others = [
            one
            for one in (strangers.rivals(scene.sentence(span.begin) - back, token) if strangers else ())
            if one[2].gender in (None, gender)
            and not quoted.overlaps(one[0].begin, one[0].begin + 1)
            and (presented(scene, one) if back == 0 else is_main(scene, one[0]))
        ]
        here = sorted([*here, *others], key=lambda one: one[0])
        if telling and back == 0:
            # ", he said": who was speaking already, not whom his words speak of
            here = [one for one in here if one[1] is MentionKind.PRONOUN or _speaks(scene, one[0])]
        if not here:
            continue
        if back and token.head.lemma_.lower() in SAYS and token.dep_ == "nsubj":
            # "X said … He added …", '"…" he asked': who speaks goes on speaking
            here = [one for one in here if _speaks(scene, one[0]) and is_main(scene, one[0], strictly=True)] or here
        roots = [figure for where, _, figure in here if is_main(scene, where, strictly=True)]
        if back and len(roots) == 1 and is_stranger(roots[0]):
            return roots[0]  # "An aide said X met Y. He …": X, Y or the aide
        if back and not telling:
            # "She" after a sentence with just one woman, and others of whom nothing is known.
            known = [one for one in here if one[2].gender == gender and grammar_subject(scene, one[0]) is not None]
            if len({figure.key for _, _, figure in known}) == 1 and is_main(scene, known[-1][0]):
                here = known
        distinct = {figure.key for _, _, figure in here}
        subjects = [(where, figure) for where, _, figure in here if grammar_subject(scene, where) is not None]
        if len(distinct) == 1:
            chosen = here[-1][2]
        elif back == 0:
            clause = clause_subject(scene, token, subjects)
            chosen_ = clause or (subjects[-1][1] if possessive and subjects else None) or only(subjects)
            if chosen_ is None:
                chosen_ = subjects[0][1] if subjects and token.dep_ in ("nsubj", "nsubjpass") else None
            if chosen_ is None:
                return None
            chosen = chosen_
        else:
            main = [(where, figure) for where, figure in subjects if is_main(scene, where)]
            picked = only(main) or only(subjects) or _last_alone(scene, main)
            if picked is None:
                return None
            chosen = picked
        return chosen
    return None


def _right_before(scene: Scene, span: Span, fitting: set[str]) -> Figure | None:
    for where, _, figure in reversed(mentions_before(scene, span, 0)):
        if figure.key in fitting and not scene.text[where.end : span.begin].strip():
            return figure
    return None


_MARKS = 7  # code points that the marks before the pronoun and "and" can take
_ENDED = re.compile(r"[,”\"'][”\"']? (?:and )?$")
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
    if any(figure.is_person for _, _, figure in mentions_before(scene, span, 0)):
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
    if token.dep_ != "nsubj" or token.head.lemma_.lower() not in SAYS or token.head.i - token.i > 2:
        return False
    before = scene.text[scene.sentence_begin(token.idx) : token.idx]
    ended = _ENDED.search(before, max(len(before) - _MARKS, 0))
    told = before[: ended.start()].rpartition(".")[2] if ended is not None else ""
    return any(letter.isalnum() for letter in told) and token.head.dep_ != "relcl"


def _speaks(scene: Scene, where: Span) -> bool:
    head = scene.head(where)
    while head.dep_ == "appos" and head.head != head:
        head = head.head
    return head.dep_ == "nsubj" and head.head.lemma_.lower() in SAYS


def _last_alone(scene: Scene, subjects: list[tuple[Span, Figure]]) -> Figure | None:
    """The last subject, unless it shares its verb with another ("A and B argued")."""
    if not subjects:
        return None
    last = grammar_subject(scene, subjects[-1][0])
    together = {figure.key for where, figure in subjects if grammar_subject(scene, where) == last}
    return subjects[-1][1] if len(together) == 1 else None


def _fellow_subjects(scene: Scene, token: Token, span: Span) -> set[str]:
    """Keys of those who do what the verb says whose object the pronoun is: its subject, in "expected to join him" that
    of the verb above, in "X, standing beside him" the one who stands."""
    verb = token.head
    while verb.pos_ == "ADP" and verb.head != verb:
        verb = verb.head
    subjects = {verb.i}
    actor: Token | None = None
    while verb.dep_ in ("xcomp", "acl") and verb.head != verb:
        if verb.dep_ == "acl" or any(child.dep_ in OBJECTS for child in verb.head.children):
            actor = verb.head if verb.dep_ == "acl" else None  # "asked X to join him": X joins
            break
        verb = verb.head
        subjects.add(verb.i)
    found = set()
    for where, _, figure in mentions_before(scene, span, 0):
        governor = grammar_subject(scene, where)
        if (governor is not None and governor.i in subjects) or (actor is not None and scene.head(where) == actor):
            found.add(figure.key)
    return found
