"""Reads statements off dependency trees and punctuation: what the proposals of a trained reader miss.

Every rule proposes an `Attribution` in the same convention as the reader: source with determiners and titles, cue with
particles, content with quotation marks and "that". Precision goes first: a verb counts only in a frame that
`reporting_verbs.toml` gives it, and nothing is proposed without a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Slice

from diplograph.extract.quotations import Quotations
from diplograph.extract.statements_clauses import (
    aside,
    between,
    clause,
    fuller,
    inverted,
    opens_with,
    quoted_beside,
    quoted_person,
    quoting_verb,
    source_of,
    to_quotation,
)
from diplograph.extract.statements_form import entry_of, span_of, trim, words_of
from diplograph.extract.statements_frames import (
    after,
    infinitive,
    label,
    no_final,
    prepositional,
    wide,
    without_setting,
)
from diplograph.extract.statements_unsaid import blocked
from diplograph.language import syntax
from diplograph.language.texts import text_of
from diplograph.lexicon import sources
from diplograph.lexicon.reporting import Cue, Reporting
from diplograph.model import Attribution, Document, Span

_CONFIDENCE = {
    "colon": 0.8,
    "according": 0.85,
    "trailing": 0.85,
    "clause": 0.8,
    "frame": 0.75,
    "object": 0.7,
    "noun": 0.65,
}


def read(doc: Doc, document: Document, reporting: Reporting, quotations: Quotations) -> tuple[Attribution, ...]:
    """Proposals of all rules, in text order of their cues. The rule of each is "rules:<name>".

    Kept on the doc: several steps ask for them.
    """
    kept = doc.user_data.get(_READ)
    if kept is not None and kept[0] is reporting:
        return tuple(kept[1])
    found = tuple(_read(doc, reporting, quotations))
    doc.user_data[_READ] = (reporting, found)
    return found


_READ = "diplograph.statement-rules"


def _read(doc: Doc, reporting: Reporting, quotations: Quotations) -> list[Attribution]:
    found: list[Attribution] = []
    for sentence in doc.sents:
        found += _colon(sentence, quotations)
        for token in sentence:
            if token.lower_ == "according":
                found += _according(token, sentence)
            elif token.pos_ == "NOUN" and token.lemma_.lower() in reporting.cue_nouns:
                found += _noun(token)
            elif token.pos_ in ("VERB", "AUX") and token.lemma_:
                found += _verb(token, sentence, reporting, quotations)
    return sorted(found, key=lambda one: (one.cue, one.content, one.rule))


def _attribution(source: Span | None, cue: Span, content: list[Span], rule: str) -> list[Attribution]:
    content = [piece for piece in content if piece.end > piece.begin]
    if source is None or not content:
        return []
    return [Attribution((source,), (cue,), tuple(sorted(content)), f"rules:{rule}", _CONFIDENCE[rule.split("-")[0]])]


def _colon(sentence: Slice, quotations: Quotations) -> Iterator[Attribution]:
    """A headline or transcript line "Vucic: I signed nothing": a name alone before the first colon of the sentence."""
    words = words_of(sentence)
    at = next((i for i, token in enumerate(words[:8]) if token.text == ":"), 0)
    if not at or len(words) < at + 4:
        return
    before, after = words[:at], words[at + 1 :]
    content = Span(after[0].idx, after[-1].idx + len(after[-1]))
    if not _starts_line(words[0]) or not _speaks(before):
        return
    quoted = any(one.outer.begin == content.begin for one in quotations.within(content))
    own_words = quoted or any(token.lower_ in _FIRST for token in after)
    person = any(token.ent_type_ == "PERSON" for token in before) or before[-1].lower_ in _ROLES
    body = any(token.ent_type_ == "ORG" for token in before)
    asks = after[0].lower_ in _ASKING or after[-1].text == "?"
    predicate = any(token.pos_ in ("VERB", "AUX") and token.tag_ not in ("VBG", "VBN") for token in after)
    if (own_words and not asks) or ((person or body) and predicate and not asks and _ends_line(words[-1])):
        yield from _attribution(syntax.cover(before), span_of(words[at]), [content], "colon")


_FIRST = frozenset("i we my our me us".split())


_ASKING = frozenset("what why how who where when which can could should will is are does do did has have".split())


_ROLES = frozenset(
    "minister ministry office spokesman spokeswoman spokesperson president official officials pm source sources "
    "ambassador envoy media chief premier chancellor king".split()
)


def _speaks(before: Sequence[Token]) -> bool:
    """Whether the words before a colon name somebody and nothing else."""
    plain = all(token.pos_ in ("PROPN", "ADJ", "NOUN", "PART", "DET") or token.text in "'’." for token in before)
    last = before[-1]
    return plain and (last.pos_ == "PROPN" or last.lower_ in _ROLES)


def _starts_line(token: Token) -> bool:
    return token.i == 0 or token.nbor(-1).is_space or (token.is_sent_start is True and "\n" in token.nbor(-1).text)


def _ends_line(token: Token) -> bool:
    return token.i + 1 == len(token.doc) or "\n" in token.nbor().text or "\n" in token.whitespace_


def _according(token: Token, sentence: Slice) -> Iterator[Attribution]:
    """ "P, according to X": the rest of the sentence on both sides; "According to X, P"."""
    if token.i + 2 >= sentence.end or token.nbor().lower_ != "to":
        return
    to = token.nbor()
    nouns = [one for child in to.children for one in (child,) if child.dep_ in ("pobj", "obl", "nmod")]
    if not nouns and token.head != token:  # UD: the noun governs "according to"
        nouns = [token.head] if token.head.i > to.i else []
    if not nouns:
        return
    source = _source_phrase(nouns[0])
    cue = Span(token.idx, to.idx + len(to))
    text = text_of(sentence.doc)
    after = source.end
    first = words_of(sentence)[0]
    last = words_of(sentence)[-1]
    end = last.idx + len(last)
    pieces = []
    if first.i < token.i:
        pieces.append(trim(text, Span(first.idx, token.idx)))
    rest = trim(text, Span(after, end)) if after < end else Span(end, end)
    if not pieces:
        if text[after:end].lstrip()[:1] != ",":
            return
        pieces.append(rest)
    elif _continues(text[after : after + 2], text[rest.begin : rest.end]):
        pieces.append(rest)
    # "..., but" or "and" before "according" belongs to nobody
    yield from _attribution(source, cue, pieces, "according")


def _continues(gap: str, rest: str) -> bool:
    return gap.lstrip()[:1] == "," and len(rest.split()) >= 3 and not re.match(r"(who|which|that|citing|quot)", rest)


def _source_phrase(noun: Token) -> Span:
    """The noun phrase with the relative clause that says who it is left out."""
    span = syntax.phrase(noun)
    members = syntax.conjuncts(noun)
    if len(members) > 1:
        span = Span(span.begin, syntax.phrase(members[-1]).end)
    return trim(text_of(noun.doc), span)


def _noun(noun: Token) -> Iterator[Attribution]:
    """ "ended his visit with a promise to …", "Trump's threat to …": a noun of saying with what was said."""
    if syntax.negated(noun):
        return
    clause = next(
        (
            child
            for child in noun.children
            if child.i > noun.i
            and child.dep_ in ("acl", "ccomp", "relcl", "xcomp")
            and opens_with(child, ("to", "that"))
        ),
        None,
    )
    if clause is None or (opens_with(clause, ("that",)) and not syntax.subjects(clause, shared=False)):
        return
    owners = syntax.possessors(noun)
    if not owners and noun.dep_ == "pobj" and noun.head.lower_ == "with" and noun.head.head.pos_ == "VERB":
        owners = syntax.subjects(noun.head.head)
    elif not owners and noun.dep_ == "pobj" and noun.head.lower_ == "with" and noun.head.head.dep_ in ("dobj", "obj"):
        owners = syntax.subjects(noun.head.head.head)
    owners = [one for one in owners if one.pos_ in ("PROPN", "NOUN", "PRON")]
    if owners:
        content = no_final(syntax.subtree(clause), text_of(noun.doc))
        yield from _attribution(syntax.phrase(owners[0]), span_of(noun), [content], "noun")


def _verb(verb: Token, sentence: Slice, reporting: Reporting, quotations: Quotations) -> Iterator[Attribution]:
    quoting = quoting_verb(verb)
    if quoting is not None:
        if quoting != verb and not blocked(quoting, reporting):
            yield from _quoted_as_saying(verb, quoting, sentence, quotations)
        return
    entry = entry_of(verb, reporting)
    if blocked(verb, reporting):
        return
    if entry is None or not entry.alone:
        yield from _after_quotation(verb, sentence, quotations)
        return
    if any(child.dep_ in ("prt", "compound:prt") for child in verb.children) and " " not in entry.lemma:
        return  # "called off", "backed up"
    parted = between(verb, sentence, quotations) if "clause" in entry.frames else None
    if parted is not None:
        yield from _attribution(parted[0], _cue(verb, entry), list(parted[1]), "clause-between")
        return
    source = source_of(verb) or inverted(verb, quotations)
    if source is None:
        return
    cue = _cue(verb, entry)
    for rule, content in _contents(verb, entry, sentence, reporting, quotations, source):
        yield from _attribution(source, cue, content, rule)
        return


def _after_quotation(verb: Token, sentence: Slice, quotations: Quotations) -> Iterator[Attribution]:
    """“…,” with a comma or question mark at its end, and a subject and any verb right after: “…,” sighed Vucic."""
    finite = verb.tag_ in ("VBD", "VBZ", "VBP") and verb.lemma_ not in ("be", "have", "do")
    source = source_of(verb) or inverted(verb, quotations) if finite else None
    if source is None:
        return
    text = text_of(sentence.doc)
    begin = min(source.begin, verb.idx)
    for one in quotations.within(Span(max(0, begin - 2), begin)):
        lead_out = text[one.inner.begin : one.inner.end].rstrip()[-1:]
        close = one.outer.end <= begin and not text[one.outer.end : begin].strip() and abs(verb.idx - source.end) < 40
        if one.closed and close and lead_out in ",?!" and len(text[one.inner.begin : one.inner.end].split()) >= 3:
            yield from _attribution(source, span_of(verb), [one.outer], "clause-quotation")


def _quoted_as_saying(verb: Token, quoting: Token, sentence: Slice, quotations: Quotations) -> Iterator[Attribution]:
    person = quoted_person(verb)
    subjects = syntax.subjects(quoting)
    if person is None or not subjects:
        return
    source = syntax.phrase(person)
    after = [one for one in syntax.contents(verb) if one.i > verb.i]
    if after:
        content = [to_quotation(fuller(syntax.subtree(after[0]), sentence), quotations, verb)]
    else:
        whole = Span(syntax.phrase(subjects[0]).begin, quoting.idx + len(quoting))
        content = quoted_beside(quoting, sentence, quotations, whole) or aside(
            quoting, syntax.phrase(subjects[0]), Span(quoting.idx, verb.idx + len(verb)), sentence, quotations
        )
    yield from _attribution(source, span_of(verb), content, "clause")


def _is_labelled(verb: Token, objects: list[Token]) -> bool:
    """Whether a participle in passing labels its subject: "X — dubbed the hawk — said"."""
    if syntax.auxiliaries(verb) or verb.tag_ not in ("VBN", "VBD"):
        return False
    aside_mark = verb.i > 1 and verb.nbor(-1).text in ",—–-"
    own = [one.i for one in syntax.subjects(verb, shared=False)]
    return (verb.tag_ == "VBN" and not objects) or (aside_mark and verb.i - 2 in own)


def _is_somebody(noun: Token) -> bool:
    """Whether a noun means people or a body: who is invited, praised or congratulated is no content."""
    lemma = noun.lemma_.lower()
    nouns = sources.load()
    return nouns.is_person(lemma) or lemma in nouns.bodies or noun.lower_ in nouns.groups


def _cue(verb: Token, entry: Cue) -> Span:
    extra = entry.lemma.split()[1:]
    end = verb
    for child in verb.children:
        if child.lower_ in extra and child.i > verb.i:
            end = child
    return Span(verb.idx, end.idx + len(end)) if end.i - verb.i <= 2 else span_of(verb)


def _contents(
    verb: Token, entry: Cue, sentence: Slice, reporting: Reporting, quotations: Quotations, source: Span
) -> Iterator[tuple[str, list[Span]]]:
    """(rule, pieces) of each frame that the verb's complements fill, the surest first."""
    frames = entry.frames
    if "clause" in frames:
        content = clause(verb, sentence, quotations, source)
        if content:
            yield "clause", content
        content = aside(verb, source, span_of(verb), sentence, quotations)
        if content:
            yield "trailing", content
    objects = syntax.objects(verb)
    for name in ("request", "infinitive"):
        if name in frames:
            content = infinitive(verb, objects)
            if content and (name == "infinitive" or objects or syntax.passive(verb)):
                yield f"frame-{name}", content
    for name, word in (("of", "of"), ("for", "for"), ("with", "with"), ("blame", "for")):
        if name in frames and objects:
            content = after(verb, word, objects)
            if content:
                yield f"frame-{name}", content
    labelled = _is_labelled(verb, objects)
    if ("label_as" in frames or "label" in frames) and not labelled:
        complement = label(verb, entry)
        if complement:
            yield "frame-label", [complement]
    if frames & {"call_for", "topic"}:
        content = prepositional(verb, entry, objects)
        if content:
            yield "frame-topic", content
    if "object" in frames and objects:
        head = objects[0]
        verbal = not entry.abstract or {head.lemma_.lower(), head.lower_} & reporting.contents
        somebody = head.pos_ in ("PRON", "PROPN") or head.ent_type_ == "PERSON" or _is_somebody(head)
        if verbal and not somebody and head.lower_ not in ("another", "other", "one", "each"):
            yield "object", [without_setting(wide(head), text_of(verb.doc))]
