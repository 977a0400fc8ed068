"""Complements of a cue that are phrases: what was promised, urged, called for, what somebody is called."""

from __future__ import annotations

import re

from spacy.tokens import Token

from diplograph.extract.statements_form import is_time
from diplograph.language import syntax
from diplograph.language.texts import text_of
from diplograph.lexicon.reporting import Cue
from diplograph.model import Span


def infinitive(verb: Token, objects: list[Token]) -> list[Span]:
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("xcomp", "ccomp", "advcl") and child.tag_ == "VB":
            marks = [one for one in child.children if one.lower_ == "to" and one.i < child.i]
            if not marks:
                continue
            first = min(
                one.i for one in (*marks, *child.children) if one in marks or one.dep_ == "neg"
            )  # "not to hurry"
            words = [one for one in child.subtree if one.i >= first and not one.is_space]
            return [no_final(syntax.cover(words), text_of(verb.doc))]
    return []


def no_final(span: Span, text: str) -> Span:
    end = span.end
    while end > span.begin and text[end - 1] in " .,;":
        end -= 1
    return Span(span.begin, end)


def after(verb: Token, word: str, objects: list[Token]) -> list[Span]:
    for holder in (verb, *objects):
        for child in holder.children:
            if child.lower_ == word and child.i > objects[0].i and child.dep_ in ("prep", "dative"):
                words = [one for one in child.subtree if not one.is_space]
                if len(words) > 1:
                    return [no_final(syntax.cover(words), text_of(verb.doc))]
    return []


def label(verb: Token, entry: Cue) -> Span | None:
    """What somebody is called: the complement after the object; what follows the "as" of "described X as"."""
    found, text = _label(verb, entry), text_of(verb.doc)
    rest = _REST_OF_WORD.match(text, found.end) if found is not None else None
    return Span(found.begin, rest.end()) if found is not None and rest else found


_REST_OF_WORD = re.compile(r"-\w[\w-]*")  # "a non|-starter", where the parser parts the word


def _label(verb: Token, entry: Cue) -> Span | None:
    text = text_of(verb.doc)
    if "label_as" in entry.frames:
        holders = [verb, *syntax.objects(verb), *(one for _, _, one in syntax.prepositions(verb))]
        for child in (child for holder in holders for child in holder.children):
            if child.lower_ == "as" and child.i > verb.i and child.dep_ in ("prep", "mark"):
                words = [one for one in child.subtree if one.i > child.i and not one.is_space]
                if words:
                    return no_final(syntax.cover(words), text)
    if "label" in entry.frames:
        for child in verb.children:
            if is_time(child):
                continue
            if child.i <= verb.i + 1 or child.dep_ not in ("oprd", "xcomp", "ccomp", "dobj", "acomp", "obj"):
                continue
            inner = [one for one in child.children if one.dep_ in ("nsubj", "nsubjpass") and one.i > verb.i]
            first = next((one for one in verb.children if one.dep_ in ("dobj", "obj")), child)
            if child.dep_ in ("dobj", "obj") and first == child and not syntax.recipients(verb):
                continue
            if inner and child.pos_ in ("NOUN", "ADJ", "PROPN"):
                words = [
                    one for one in child.subtree if one.i > max(w.i for w in inner[-1].subtree) and not one.is_space
                ]
                return no_final(syntax.cover(words), text) if words else None
            if child.pos_ in ("NOUN", "ADJ", "PROPN") and child.dep_ != "ccomp":
                return no_final(syntax.subtree(child), text)
    return None


def prepositional(verb: Token, entry: Cue, objects: list[Token]) -> list[Span]:
    words = entry.lemma.split()[1:] or (["about", "on", "of"] if objects or syntax.recipients(verb) else [])
    for holder in (verb, *objects):
        for child in holder.children:
            timely = any(is_time(noun) for noun in child.children)
            if timely or (holder != verb and child.lower_ == "of"):
                continue
            if child.lower_ in words and child.i > verb.i and child.dep_ in ("prep", "obl"):
                inner = [one for one in child.subtree if one.i > child.i and not one.is_space]
                if inner:
                    return [no_final(syntax.cover(inner), text_of(verb.doc))]
    return []


_SETTING = re.compile(
    r"[,\s]+(?:in|during|at|on|via)\s+(?:an?|his|her|its|their|the)\s+(?:[\w-]+\s+){0,2}(?:letter|statement|speech|tweet|"
    r"post|interview|message|briefing|address|news conference|press conference|communiqu[eé]|declaration)\b.*$"
    r"|[,\s]+at\s+(?:an?|his|her|its|their|the)\s+(?:[\w’'-]+\s+){0,5}(?:briefing|(?:news|press) conference)\b.*$",
    re.DOTALL,
)


def without_setting(span: Span, text: str) -> Span:
    """The object without where it was said ("a dialogue *in a letter to Modi*")."""
    hit = _SETTING.search(text, span.begin, span.end)
    return Span(span.begin, hit.start()) if hit and hit.start() > span.begin else span


def wide(noun: Token) -> Span:
    """The object with all that hangs on it, and its conjuncts ("support for X and its willingness to help")."""
    return no_final(syntax.subtree(noun), text_of(noun.doc))
