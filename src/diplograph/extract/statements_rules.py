"""Reads statements off dependency trees and punctuation: what the proposals of a trained reader miss.

Every rule proposes an `Attribution` in the same convention as the reader: source with determiners and titles, cue with
particles, content with quotation marks and "that". Precision goes first: a verb counts only in a frame that
`reporting_verbs.toml` gives it, and nothing is proposed without a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span as Slice, Token

from diplograph.extract.quotations import Quotations
from diplograph.extract.statements_form import blocked, cue_token, entry_of, is_time
from diplograph.language import syntax
from diplograph.lexicon.reporting import Cue, Reporting
from diplograph.model import Attribution, Document, Span

_TRIM = " \t\n\r,;:–—-"
_CONFIDENCE = {"colon": 0.8, "according": 0.85, "trailing": 0.85, "clause": 0.8, "frame": 0.75, "object": 0.7, "noun": 0.65}


def read(doc: Doc, document: Document, reporting: Reporting, quotations: Quotations) -> tuple[Attribution, ...]:
    """Proposals of all rules, in text order of their cues. The rule of each is "rules:<name>"."""
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
    return tuple(sorted(found, key=lambda one: (one.cue, one.content, one.rule)))


def _attribution(source: Span | None, cue: Span, content: list[Span], rule: str) -> list[Attribution]:
    content = [piece for piece in content if piece.end > piece.begin]
    if source is None or not content:
        return []
    return [Attribution((source,), (cue,), tuple(sorted(content)), f"rules:{rule}", _CONFIDENCE[rule.split("-")[0]])]


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))


def _trim(text: str, span: Span) -> Span:
    begin, end = span.begin, span.end
    while begin < end and text[begin] in _TRIM:
        begin += 1
    while end > begin and text[end - 1] in _TRIM:
        end -= 1
    return Span(begin, end)


def _words(sentence: Slice) -> list[Token]:
    return [token for token in sentence if not token.is_space]


# ---------- punctuation ----------

_LABEL = re.compile(r"^(who|what|why|how|where|when|live|video|watch|analysis|opinion|explained?|updates?|exclusive|breaking|editorial|photos?|pictures?|read more|more|note|source|factbox|timeline|interview|profile|comment|column|podcast)\b", re.I)


def _colon(sentence: Slice, quotations: Quotations) -> Iterator[Attribution]:
    """A headline or transcript line "Vucic: I signed nothing": a name alone before the first colon of the sentence."""
    words = _words(sentence)
    at = next((i for i, token in enumerate(words[:8]) if token.text == ":"), 0)
    if not at or len(words) < at + 4 or _LABEL.match(words[0].text):
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
        yield from _attribution(syntax.cover(before), _span(words[at]), [content], "colon")


_FIRST = frozenset("i we my our me us".split())
_ASKING = frozenset("what why how who where when which can could should will is are does do did has have".split())
_ROLES = frozenset(
    "minister ministry office spokesman spokeswoman spokesperson president official officials pm source sources "
    "ambassador envoy media chief premier chancellor king".split()
)


def _speaks(before: list[Token]) -> bool:
    """Whether the words before a colon name somebody and nothing else."""
    plain = all(token.pos_ in ("PROPN", "ADJ", "NOUN", "PART", "DET") or token.text in "'’." for token in before)
    last = before[-1]
    return plain and (last.pos_ == "PROPN" or last.lower_ in _ROLES)


def _starts_line(token: Token) -> bool:
    return token.i == 0 or token.nbor(-1).is_space or token.is_sent_start is True and "\n" in token.nbor(-1).text


def _ends_line(token: Token) -> bool:
    return token.i + 1 == len(token.doc) or "\n" in token.nbor().text or "\n" in token.whitespace_


# ---------- according to ----------


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
    text = sentence.doc.text
    after = source.end
    first = _words(sentence)[0]
    last = _words(sentence)[-1]
    end = last.idx + len(last)
    pieces = []
    if first.i < token.i:
        pieces.append(_trim(text, Span(first.idx, token.idx)))
    rest = _trim(text, Span(after, end)) if after < end else Span(end, end)
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
    return _trim(noun.doc.text, span)


# ---------- nouns ----------


def _noun(noun: Token) -> Iterator[Attribution]:
    """ "ended his visit with a promise to …", "Trump's threat to …": a noun of saying with what was said."""
    if syntax.negated(noun):
        return
    clause = next(
        (
            child
            for child in noun.children
            if child.i > noun.i and child.dep_ in ("acl", "ccomp", "relcl", "xcomp") and _opens_with(child, ("to", "that"))
        ),
        None,
    )
    if clause is None or (_opens_with(clause, ("that",)) and not syntax.subjects(clause, shared=False)):
        return
    owners = syntax.possessors(noun)
    if not owners and noun.dep_ == "pobj" and noun.head.lower_ == "with" and noun.head.head.pos_ == "VERB":
        owners = syntax.subjects(noun.head.head)
    owners = [one for one in owners if one.pos_ in ("PROPN", "NOUN", "PRON")]
    if owners:
        content = _no_final(syntax.subtree(clause), noun.doc.text)
        yield from _attribution(syntax.phrase(owners[0]), _span(noun), [content], "noun")


def _opens_with(clause: Token, words: tuple[str, ...]) -> bool:
    return any(child.lower_ in words and child.i < clause.i for child in clause.children)


# ---------- verbs ----------


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
    source = _source(verb)
    if source is None:
        return
    cue = _cue(verb, entry)
    for rule, content in _contents(verb, entry, sentence, reporting, quotations, source):
        yield from _attribution(source, cue, content, rule)
        return


def _after_quotation(verb: Token, sentence: Slice, quotations: Quotations) -> Iterator[Attribution]:
    """“…,” with a comma or question mark at its end, and a subject and any verb right after: “…,” sighed Vucic."""
    source = _source(verb) if verb.tag_ in ("VBD", "VBZ", "VBP") and verb.lemma_ not in ("be", "have", "do") else None
    if source is None:
        return
    text = sentence.doc.text
    begin = min(source.begin, verb.idx)
    for one in quotations.within(Span(max(0, begin - 2), begin)):
        lead_out = text[one.inner.begin : one.inner.end].rstrip()[-1:]
        close = one.outer.end <= begin and not text[one.outer.end : begin].strip() and abs(verb.idx - source.end) < 40
        if one.closed and close and lead_out in ",?!" and len(text[one.inner.begin : one.inner.end].split()) >= 3:
            yield from _attribution(source, _span(verb), [one.outer], "clause-quotation")


def _told_that(verb: Token) -> list[Span]:
    """ "told the agency that …", where the parser takes the clause for a relative one of the addressee."""
    if verb.lemma_ not in _TELLING:
        return []
    for noun in syntax.objects(verb) + [one for _, _, one in syntax.prepositions(verb)]:
        for clause in (one for child in noun.subtree for one in (child,) if child.dep_ in ("relcl", "acl")):
            first = min(clause.subtree, key=lambda one: one.i)
            if first.lower_ == "that" and syntax.subjects(clause, shared=False) and first.i > verb.i:
                return [_no_final(syntax.subtree(clause), verb.doc.text)]
    return []


_TELLING = frozenset("tell inform assure remind warn notify".split())


def quoting_verb(verb: Token) -> Token | None:
    """ "quoted" of "Y quoted X as saying", "X was quoted as saying", when the verb is either of the two."""
    if verb.lemma_ in ("quote", "cite"):
        saying = any(
            child.lower_ == "as" and any(one.tag_ == "VBG" for one in child.children) for child in verb.children
        )
        return verb if saying else None
    if verb.tag_ == "VBG" and verb.head.lower_ == "as" or verb.dep_ == "advcl":
        for above in (verb.head, verb.head.head):
            if above.lemma_ in ("quote", "cite") and above.i < verb.i and "as" in {one.lower_ for one in above.subtree if one.i < verb.i}:
                return above
    return None


def quoted_person(verb: Token | None) -> Token | None:
    """ "X" of "Y quoted X as saying", "X was quoted as saying"."""
    quoting = None if verb is None else quoting_verb(verb)
    if quoting is None:
        return None
    persons = syntax.subjects(quoting) if syntax.passive(quoting) else syntax.objects(quoting)
    return persons[0] if persons else None


def _quoted_as_saying(verb: Token, quoting: Token, sentence: Slice, quotations: Quotations) -> Iterator[Attribution]:
    person = quoted_person(verb)
    subjects = syntax.subjects(quoting)
    if person is None or not subjects:
        return
    source = syntax.phrase(person)
    after = [one for one in syntax.contents(verb) if one.i > verb.i]
    if after:
        content = [_to_quotation(_fuller(syntax.subtree(after[0]), sentence), quotations, verb)]
    else:
        whole = Span(syntax.phrase(subjects[0]).begin, quoting.idx + len(quoting))
        content = _quoted_beside(quoting, sentence, quotations, whole) or _aside(
            quoting, syntax.phrase(subjects[0]), Span(quoting.idx, verb.idx + len(verb)), sentence, quotations
        )
    yield from _attribution(source, _span(verb), content, "clause")


def widened(doc: Doc, proposal: Attribution, reporting: Reporting, quotations: Quotations) -> Attribution:
    """The proposal with the whole sentence as content, when its reporting clause is set off by commas and the
    content is a part of what stands before, or follows the clause: what "…, state media reported" passes on is the sentence."""
    verb = cue_token(doc, proposal.cue)
    entry = entry_of(verb, reporting)
    if verb is None or entry is None or "clause" not in entry.frames or verb.pos_ != "VERB" or not proposal.source:
        return proposal
    source = Span(proposal.source[0].begin, proposal.source[-1].end)
    whole = _aside(verb, source, _span(verb), verb.sent, quotations)
    if not whole:
        return proposal
    inside = [one for one in proposal.content if whole[0].begin <= one.begin and one.end <= whole[0].end + 2]
    after = all(one.begin >= verb.idx for one in proposal.content)
    return replace(proposal, content=tuple(whole)) if len(inside) == 1 or after else proposal


def _aside(verb: Token, source: Span, cue: Span, sentence: Slice, quotations: Quotations) -> list[Span]:
    """The rest of the sentence around a reporting clause set off by commas: "P, state media reported on Monday, Q".

    Only plain words: what stands in quotation marks of its own is read by `_quoted_beside`.
    """
    text = sentence.doc.text
    words = _words(sentence)
    begin, first = min(source.begin, cue.begin), words[0].idx
    before = text[first:begin].rstrip()
    if not before.endswith(",") or source.begin > cue.end + 1 or abs(cue.begin - source.end) > 25:
        return []
    if syntax.relative_antecedent(verb) is not None:
        return []
    lead = [token for token in words if token.idx < begin]
    marks = [i for i, token in enumerate(lead) if token.text in ";:" and len(lead) - i > 4]
    if marks:
        lead = lead[marks[-1] + 1 :]
        first = lead[0].idx
    finite = [token for token in lead if token.tag_ in ("VBD", "VBZ", "VBP", "MD")]
    if not finite or len(lead) < 4 or quotations.around(Span(begin, begin + 1)) != quotations.around(Span(first, first + 1)):
        return []
    if lead[0].lower_ in ("while", "although", "though", "after", "when", "as", "because", "if", "asked", "since"):
        return []
    # What follows the cue up to the next comma must be adverbials and addressee, no content.
    end = max(source.end, cue.end)
    tail = [token for token in words if token.idx >= end]
    stop = next((i for i, token in enumerate(tail) if token.text in ",.;:" or token.is_punct), len(tail))
    if any(token.tag_ in ("VBD", "VBZ", "VBP", "MD", "VBN") or token.lower_ == "that" for token in tail[:stop]) or stop > 12:
        return []
    if stop and tail[0].pos_ not in ("ADP", "ADV", "PROPN", "NOUN", "DET", "PRON", "SCONJ", "ADJ"):
        return []
    if stop < len(tail) and tail[stop].text in '"“‘:':
        return []
    pieces = [_trim(text, Span(first, begin))]
    rest = tail[stop + 1 :] if stop < len(tail) and tail[stop].text == "," else []
    if len(rest) >= 4 and rest[0].pos_ in ("ADP",) and not any(token.text in '"“' for token in rest):
        last = rest[-1] if not rest[-1].is_punct else rest[-2]
        pieces.append(Span(rest[0].idx, last.idx + len(last)))
    return pieces


def _source(verb: Token) -> Span | None:
    agents = syntax.agents(verb)
    if syntax.passive(verb) or _reduced_passive(verb):
        heads = agents
    else:
        heads = syntax.subjects(verb)
        if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.dep_ == "ccomp" and verb.head.head.i < verb.head.i:
            # "said the plan had failed, adding that": the speaker adds, unless somebody acts in the clause
            doers = [one for one in heads if one.ent_type_ or one.pos_ == "PRON"]
            if not doers or verb.lemma_ == "add":
                heads = syntax.subjects(verb.head.head) or heads
        if heads and syntax.is_relative(heads[0]):
            antecedent = syntax.relative_antecedent(verb)
            heads = [antecedent] if antecedent is not None else heads
        if not heads and verb.tag_ == "VBG":
            antecedent = syntax.relative_antecedent(verb)
            if antecedent is not None and antecedent.pos_ in ("NOUN", "PROPN"):
                governing = syntax.clause_head(antecedent)
                heads = syntax.subjects(governing) if antecedent.dep_ in ("dobj", "obj") else [antecedent]
    heads = [head for head in heads if head.pos_ in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM")]
    if not heads or heads[0].lower_ in ("there", "what", "whatever", "nobody", "none", "nothing"):
        return None
    if heads[0].pos_ == "PRON" and heads[0].lower_ in ("it",) and syntax.passive(verb):
        return None
    spans = [syntax.phrase(head) for head in heads if abs(head.i - verb.i) < 80]
    if not spans:
        return None
    return Span(spans[0].begin, spans[-1].end)


def _reduced_passive(verb: Token) -> bool:
    """ "Asked whether", "reported by CCTV": a participle without auxiliary or subject of its own."""
    bare = verb.tag_ == "VBN" and not syntax.auxiliaries(verb) and not syntax.subjects(verb, shared=False)
    return bare and (verb.dep_ in ("advcl", "acl", "prep") or bool(syntax.agents(verb)))


def _cue(verb: Token, entry: Cue) -> Span:
    extra = entry.lemma.split()[1:]
    end = verb
    for child in verb.children:
        if child.lower_ in extra and child.i > verb.i:
            end = child
    return Span(verb.idx, end.idx + len(end)) if end.i - verb.i <= 2 else _span(verb)


def _contents(
    verb: Token, entry: Cue, sentence: Slice, reporting: Reporting, quotations: Quotations, source: Span
) -> Iterator[tuple[str, list[Span]]]:
    """(rule, pieces) of each frame that the verb's complements fill, the surest first."""
    frames = entry.frames
    if "clause" in frames:
        content = _clause(verb, sentence, quotations, source)
        if content:
            yield "clause", content
        content = _aside(verb, source, _span(verb), sentence, quotations)
        if content:
            yield "trailing", content
    objects = syntax.objects(verb)
    for name in ("request", "infinitive"):
        if name in frames:
            content = _infinitive(verb, objects)
            if content and (name == "infinitive" or objects or syntax.passive(verb)):
                yield f"frame-{name}", content
    for name, word in (("of", "of"), ("for", "for"), ("with", "with"), ("blame", "for")):
        if name in frames and objects:
            content = _after(verb, word, objects)
            if content:
                yield f"frame-{name}", content
    if "label_as" in frames or "label" in frames:
        complement = label(verb, entry)
        if complement:
            yield "frame-label", [complement]
    if frames & {"call_for", "topic"}:
        content = _prepositional(verb, entry, objects)
        if content:
            yield "frame-topic", content
    if "object" in frames and objects:
        head = objects[0]
        verbal = not entry.abstract or {head.lemma_.lower(), head.lower_} & reporting.contents
        if verbal and head.pos_ != "PRON" and head.ent_type_ != "PERSON":
            yield "object", [without_setting(_wide(head), verb.doc.text)]


def _clause(verb: Token, sentence: Slice, quotations: Quotations, source: Span) -> list[Span]:
    text = sentence.doc.text
    holders = [verb, *(child for child in verb.children if child.lower_ in ("clear", "plain"))]
    clauses = [one for holder in holders for one in syntax.contents(holder) if one.lower_ not in ("clear", "plain")]
    clauses += [one for holder in holders[1:] for one in holder.children if one.dep_ == "advcl" and _opens_with(one, ("that",))]
    clauses = [one for one in clauses if one.dep_ != "xcomp" or _is_finite(one)]
    clauses = [one for one in clauses if _is_clause(one) or one.i < verb.i]
    clauses = [one for one in clauses if one.i < verb.i or _has_subject(one)]
    after = [one for one in clauses if one.i > verb.i]
    if after:
        head = after[0]
        end = max(one.i for one in after[-1].subtree)
        words = [one for one in sentence.doc[min(one.i for one in head.subtree) : end + 1] if not one.is_space]
        span = syntax.cover(words) if words else None
        if span and span.begin >= verb.idx + len(verb):
            span = _cut(head, _fuller(span, sentence))
            return [_to_quotation(span, quotations, verb)]
    before = [one for one in clauses if one.i < verb.i]
    told = _told_that(verb)
    if told:
        return [_to_quotation(_fuller(told[0], sentence), quotations, verb)]
    quoted = _quoted_beside(verb, sentence, quotations, source)
    if quoted:
        return quoted
    if before and source.begin > before[0].idx and min(source.begin, verb.idx) > sentence.start_char:
        begin = min(one.idx for one in before[0].subtree if not one.is_space)
        end = min(source.begin, verb.idx)
        gap = text[:end].rstrip()
        if gap.endswith(","):
            return [_trim(text, Span(begin, end))]
    return []


def _fuller(span: Span, sentence: Slice) -> Span:
    """With the words up to the next comma or the end, when the parser cut a clause in its middle."""
    rest = [token for token in _words(sentence) if token.idx >= span.end]
    if not rest or rest[0].is_punct or rest[0].pos_ in ("ADP", "SCONJ", "ADV", "PRON", "PART"):
        return span
    end = span.end
    for token in rest:
        if token.is_punct and token.text in ",;:–—.":
            break
        end = token.idx + len(token)
    return Span(span.begin, end)


def _cut(head: Token, span: Span) -> Span:
    """Without a following main clause of another speaker (", and Major Drobyaz claimed that …")."""
    for child in head.children:
        if child.dep_ != "conj" or child.pos_ != "VERB" or not syntax.subjects(child, shared=False):
            continue
        if any(one.dep_ in ("ccomp",) for one in child.children) and not any(
            one.dep_ == "mark" for one in child.children
        ):
            first = min(one.i for one in child.subtree)
            before = child.doc[first - 1]
            comma = before.dep_ == "cc" and before.nbor(-1).text in ",;" if first > 1 else False
            if comma:
                return Span(span.begin, min(span.end, before.nbor(-1).idx))
    return span


def _has_subject(head: Token) -> bool:
    """A clause of its own: with a subject, or one that begins in quotation marks or with "that", "to" or "how"."""
    if syntax.subjects(head, shared=False) or any(child.dep_ in ("expl", "mark", "csubj", "attr") for child in head.children):
        return True
    first = next(iter(head.subtree))
    return first.text in "\"“‘'«" or first.tag_ in ("WRB", "WP", "WDT", "TO")


def _is_finite(head: Token) -> bool:
    return any(child.dep_ in ("mark", "nsubj", "nsubjpass", "nsubj:pass", "expl") for child in head.children)


def _is_clause(head: Token) -> bool:
    return head.pos_ in ("VERB", "AUX") and head.tag_ != "VBG" or _is_finite(head) or any(
        child.dep_ in ("cop", "aux", "auxpass") for child in head.children
    )


def _to_quotation(span: Span, quotations: Quotations, verb: Token) -> Span:
    """The span with the quotation that it begins or ends in, when that goes on in the next sentence."""
    begin, end = span.begin, span.end
    for one in quotations.within(span):
        if one.outer.begin > verb.idx + len(verb) - 1:
            begin = min(begin, one.outer.begin)
            end = max(end, one.outer.end)
    return Span(begin, end)


def _quoted_beside(verb: Token, sentence: Slice, quotations: Quotations, source: Span) -> list[Span]:
    """Whole utterances in quotation marks right before "Xi said" or right after "Xi said:" """
    text = sentence.doc.text
    group = Span(min(source.begin, verb.idx), max(source.end, verb.idx + len(verb)))
    between = text[source.end : verb.idx] if source.end < verb.idx else text[verb.idx + len(verb) : source.begin]
    if "," in between or len(between) > 40:  # “…,” Xi said, emphasising …
        group = _span(verb)
    window = Span(max(0, group.begin - 3), min(len(text), group.end + 3))
    pieces = []
    for one in quotations.within(window):
        if one.outer.end <= group.begin and not text[one.outer.end : group.begin].strip(" ,"):
            first = _words(sentence)[0].idx
            lead = text[first : one.outer.begin].strip() if first < one.outer.begin else ""
            # "The minister accepted “with gratitude”, Xinhua reported": what is passed on is the sentence.
            pieces.append(Span(first, one.outer.end) if lead else one.outer)
        elif one.outer.begin >= group.end and re.fullmatch(r"\s*[:,]?\s*", text[group.end : one.outer.begin]):
            pieces.append(one.outer)
    if pieces:
        return pieces
    colon = re.compile(r"[^.:;“\"]{0,60}:\s*(?=[“\"‘'«])").match(text, group.end)
    if colon:
        hits = [one for one in quotations.within(Span(colon.end(), colon.end() + 1)) if one.outer.begin == colon.end()]
        return [hits[0].outer] if hits else []
    return []


def _infinitive(verb: Token, objects: list[Token]) -> list[Span]:
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("xcomp", "ccomp", "advcl") and child.tag_ == "VB":
            marks = [one for one in child.children if one.lower_ == "to" and one.i < child.i]
            if not marks:
                continue
            words = [one for one in child.subtree if one.i >= marks[0].i and not one.is_space]
            return [_no_final(syntax.cover(words), verb.doc.text)]
    return []


def _no_final(span: Span, text: str) -> Span:
    end = span.end
    while end > span.begin and text[end - 1] in " .,;":
        end -= 1
    return Span(span.begin, end)


def _after(verb: Token, word: str, objects: list[Token]) -> list[Span]:
    for holder in (verb, *objects):
        for child in holder.children:
            if child.lower_ == word and child.i > objects[0].i and child.dep_ in ("prep", "dative"):
                words = [one for one in child.subtree if not one.is_space]
                if len(words) > 1:
                    return [_no_final(syntax.cover(words), verb.doc.text)]
    return []


def label(verb: Token, entry: Cue) -> Span | None:
    """What somebody is called: the complement after the object; what follows the "as" of "described X as"."""
    text = verb.doc.text
    if "label_as" in entry.frames:
        holders = [verb, *syntax.objects(verb), *(one for _, _, one in syntax.prepositions(verb))]
        for child in (child for holder in holders for child in holder.children):
            if child.lower_ == "as" and child.i > verb.i and child.dep_ in ("prep", "mark"):
                words = [one for one in child.subtree if one.i > child.i and not one.is_space]
                if words:
                    return _no_final(syntax.cover(words), text)
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
                words = [one for one in child.subtree if one.i > max(w.i for w in inner[-1].subtree) and not one.is_space]
                return _no_final(syntax.cover(words), text) if words else None
            if child.pos_ in ("NOUN", "ADJ", "PROPN") and child.dep_ != "ccomp":
                return _no_final(syntax.subtree(child), text)
    return None


def _prepositional(verb: Token, entry: Cue, objects: list[Token]) -> list[Span]:
    words = entry.lemma.split()[1:] or (["about", "on", "of"] if objects or syntax.recipients(verb) else [])
    for holder in (verb, *objects):
        for child in holder.children:
            timely = any(is_time(noun) for noun in child.children)
            if timely or (holder != verb and child.lower_ == "of"):
                continue
            if child.lower_ in words and child.i > verb.i and child.dep_ in ("prep", "obl"):
                inner = [one for one in child.subtree if one.i > child.i and not one.is_space]
                if inner:
                    return [_no_final(syntax.cover(inner), verb.doc.text)]
    return []


_SETTING = re.compile(
    r"[,\s]+(?:in|during|at|on|via)\s+(?:an?|his|her|its|their|the)\s+(?:[\w-]+\s+){0,2}(?:letter|statement|speech|tweet|"
    r"post|interview|message|briefing|address|news conference|press conference|communiqu[eé]|declaration)\b.*$",
    re.DOTALL,
)


def without_setting(span: Span, text: str) -> Span:
    """The object without where it was said ("a dialogue *in a letter to Modi*")."""
    hit = _SETTING.search(text, span.begin, span.end)
    return Span(span.begin, hit.start()) if hit and hit.start() > span.begin else span


def _wide(noun: Token) -> Span:
    """The object with all that hangs on it, and its conjuncts ("support for X and its willingness to help")."""
    return _no_final(syntax.subtree(noun), noun.doc.text)
