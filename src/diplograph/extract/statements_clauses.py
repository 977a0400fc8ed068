"""Clauses and quotations that a cue attributes: after it, before it, around it; and who is its subject."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Slice

from diplograph.extract.quotations import Quotations
from diplograph.extract.statements_form import cue_token, entry_of, is_time, partners, span_of, trim, words_of
from diplograph.extract.statements_frames import no_final
from diplograph.language import syntax
from diplograph.language.texts import text_of
from diplograph.lexicon.reporting import Reporting
from diplograph.model import Attribution, Span


def opens_with(clause: Token, words: tuple[str, ...]) -> bool:
    return any(child.lower_ in words and child.i < clause.i for child in clause.children)


def _told_that(verb: Token) -> list[Span]:
    """ "told the agency that …", where the parser takes the clause for a relative one of the addressee."""
    if verb.lemma_ not in _TELLING:
        return []
    for noun in syntax.objects(verb) + [one for _, _, one in syntax.prepositions(verb)]:
        for clause in (one for child in noun.subtree for one in (child,) if child.dep_ in ("relcl", "acl")):
            first = min(clause.subtree, key=lambda one: one.i)
            if first.lower_ == "that" and syntax.subjects(clause, shared=False) and first.i > verb.i:
                return [no_final(syntax.subtree(clause), text_of(verb.doc))]
    return []


_TELLING = frozenset("tell inform assure remind warn notify".split())


def quoting_verb(verb: Token) -> Token | None:
    """ "quoted" of "Y quoted X as saying", "X was quoted as saying", when the verb is either of the two."""
    if verb.lemma_ in ("quote", "cite"):
        saying = any(
            child.lower_ == "as" and any(one.tag_ == "VBG" for one in child.children) for child in verb.children
        )
        return verb if saying else None
    if (verb.tag_ == "VBG" and verb.head.lower_ == "as") or verb.dep_ == "advcl":
        for above in (verb.head, verb.head.head):
            if (
                above.lemma_ in ("quote", "cite")
                and above.i < verb.i
                and "as" in {one.lower_ for one in above.subtree if one.i < verb.i}
            ):
                return above
    return None


def quoted_person(verb: Token | None) -> Token | None:
    """ "X" of "Y quoted X as saying", "X was quoted as saying"."""
    quoting = None if verb is None else quoting_verb(verb)
    if quoting is None:
        return None
    persons = syntax.subjects(quoting) if syntax.passive(quoting) else syntax.objects(quoting)
    return persons[0] if persons else None


def widened(doc: Doc, proposal: Attribution, reporting: Reporting, quotations: Quotations) -> Attribution:
    """The proposal with the whole sentence as content, when its reporting clause is set off by commas and the content
    is a part of what stands before, or follows: what "…, state media reported" passes on is the sentence."""
    verb = cue_token(doc, proposal.cue)
    entry = entry_of(verb, reporting)
    if verb is None or entry is None or "clause" not in entry.frames or verb.pos_ != "VERB" or not proposal.source:
        return proposal
    source = Span(proposal.source[0].begin, proposal.source[-1].end)
    whole = aside(verb, source, span_of(verb), verb.sent, quotations)
    if not whole:
        return proposal
    inside = [one for one in proposal.content if whole[0].begin <= one.begin and one.end <= whole[0].end + 2]
    after = all(one.begin >= verb.idx for one in proposal.content)
    return replace(proposal, content=tuple(whole)) if len(inside) == 1 or after else proposal


def aside(verb: Token, source: Span, cue: Span, sentence: Slice, quotations: Quotations) -> list[Span]:
    """The rest of the sentence around a reporting clause set off by commas: "P, state media reported on Monday, Q".

    Only plain words: what stands in quotation marks of its own is read by `_quoted_beside`.
    """
    text = text_of(sentence.doc)
    words = words_of(sentence)
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
    if (
        not finite
        or len(lead) < 4
        or quotations.around(Span(begin, begin + 1)) != quotations.around(Span(first, first + 1))
    ):
        return []
    if lead[0].lower_ in ("while", "although", "though", "after", "when", "as", "because", "if", "asked", "since"):
        return []
    # What follows the cue up to the next comma must be adverbials and addressee, no content.
    end = max(source.end, cue.end)
    tail = [token for token in words if token.idx >= end]
    stop = next((i for i, token in enumerate(tail) if token.text in ",.;:" or token.is_punct), len(tail))
    if (
        any(token.tag_ in ("VBD", "VBZ", "VBP", "MD", "VBN") or token.lower_ == "that" for token in tail[:stop])
        or stop > 12
    ):
        return []
    if stop and tail[0].pos_ not in ("ADP", "ADV", "PROPN", "NOUN", "DET", "PRON", "SCONJ", "ADJ"):
        return []
    if stop < len(tail) and tail[stop].text in '"“‘:':
        return []
    pieces = [trim(text, Span(first, begin))]
    rest = tail[stop + 1 :] if stop < len(tail) and tail[stop].text == "," else []
    if len(rest) >= 4 and rest[0].pos_ in ("ADP",) and not any(token.text in '"“' for token in rest):
        last = rest[-1] if not rest[-1].is_punct else rest[-2]
        pieces.append(Span(rest[0].idx, last.idx + len(last)))
    return pieces


_FINITE = ("VBD", "VBZ", "VBP", "MD")


def between(verb: Token, sentence: Slice, quotations: Quotations) -> tuple[Span, tuple[Span, Span]] | None:
    """Source and both parts of what a reporting clause parts between subject and verb: "Italy, the minister later
    explained to reporters, had not been asked". None for anything else."""
    words = words_of(sentence)
    at = next((number for number, token in enumerate(words) if token == verb), -1)
    if at < 3 or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    opening = next((number for number in range(at - 1, 0, -1) if words[number].text == ","), 0)
    closing = next((number for number in range(at + 1, len(words)) if words[number].text == ","), 0)
    if not opening or not closing or closing + 2 >= len(words) or closing - at > 11:
        return None
    lead, group, tail, rest = words[:opening], words[opening + 1 : at], words[at + 1 : closing], words[closing + 1 :]
    subject = lead[0].pos_ in ("DET", "NOUN", "PROPN", "ADJ", "NUM", "PRON") and not is_time(lead[-1])
    plain = not any(token.tag_ in (*_FINITE, "WDT", "WP", "IN") and token.pos_ != "ADP" for token in lead)
    if not subject or not plain or any(token.tag_ in _FINITE or token.lower_ == "that" for token in (*group, *tail)):
        return None
    first = next((token for token in rest if token.tag_ != "RB"), rest[0])
    if first.tag_ not in _FINITE or quotations.within(Span(lead[0].idx, first.idx)):
        return None
    speaker = [token for token in group if token.pos_ not in ("ADV", "PUNCT")]
    if not speaker or speaker[-1].pos_ not in ("NOUN", "PROPN", "PRON") or speaker[0].pos_ in ("ADP", "SCONJ", "CCONJ"):
        return None
    return syntax.cover(speaker), (syntax.cover(lead), no_final(syntax.cover(rest), text_of(sentence.doc)))


def source_of(verb: Token) -> Span | None:
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
        above = _main_verb(verb) or _first_verb(verb)
        if above is not None:
            heads = syntax.subjects(above) or heads
        if heads and syntax.is_relative(heads[0]):
            antecedent = syntax.relative_antecedent(verb)
            heads = [antecedent] if antecedent is not None else heads
        if not heads and verb.tag_ == "VBG":
            antecedent = syntax.relative_antecedent(verb)
            if antecedent is not None and antecedent.pos_ in ("NOUN", "PROPN"):
                governing = syntax.clause_head(antecedent)
                heads = syntax.subjects(governing) if antecedent.dep_ in ("dobj", "obj") else [antecedent]
    heads = [head for head in heads if head.pos_ in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM")]
    if len(heads) > 1 and heads[-1] not in syntax.conjuncts(heads[0]) and heads[-1].i < verb.i:
        heads = heads[-1:]  # two subjects that nothing joins: the nearer one is the verb's
    if not heads or heads[0].lower_ in ("there", "what", "whatever", "nobody", "none", "nothing"):
        return None
    if heads[0].pos_ == "PRON" and heads[0].lower_ in ("it",) and syntax.passive(verb):
        return None
    spans = [syntax.phrase(head) for head in heads if abs(head.i - verb.i) < 80]
    if not spans:
        return None
    others = [syntax.subtree(one) for head in heads for one in partners(head) if one.i < verb.i]
    return Span(spans[0].begin, max(one.end for one in (spans[-1], *others)))


def _main_verb(verb: Token) -> Token | None:
    """ "Denied" of "denied reports that X had met Y, calling them …": who judges at the end of a sentence is its
    subject, not somebody in what was denied."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.lemma_ not in _JUDGING or verb.nbor(-1).text != ",":
        return None
    above = verb.head
    if above.dep_ not in ("acl", "relcl") or above.head.pos_ != "NOUN":
        return None
    governing = syntax.clause_head(above.head)
    return governing if governing.pos_ == "VERB" and governing.i < above.i else None


def _first_verb(verb: Token) -> Token | None:
    """ "Said" of "said Lima would help *and urged* Accra": a past tense joined to an infinitive goes on with the verb
    above it."""
    other = verb.head
    if verb.dep_ != "conj" or verb.tag_ not in ("VBD", "VBZ") or other.tag_ != "VB" or other.dep_ != "ccomp":
        return None
    return other.head if other.head.tag_ == verb.tag_ and other.head.i < other.i else None


_JUDGING = frozenset("call describe brand label dismiss denounce reject add insist stress".split())


def inverted(verb: Token, quotations: Quotations) -> Span | None:
    """The noun right after a verb that follows a quotation, which parsers take for an object: “…,” sighed Lemke."""
    before = verb.nbor(-1) if verb.i else None
    if before is None or before.text not in "\"”’'»" or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    if not any(one.outer.end == before.idx + 1 for one in quotations.within(span_of(before))):
        return None
    after = [child for child in verb.children if child.i > verb.i and child.pos_ in ("NOUN", "PROPN", "PRON")]
    if not after:
        return None
    span = syntax.phrase(after[0])
    return span if span.begin <= verb.idx + len(verb) + 1 else None


def _reduced_passive(verb: Token) -> bool:
    """ "Asked whether", "reported by CCTV": a participle without auxiliary or subject of its own."""
    bare = verb.tag_ == "VBN" and not syntax.auxiliaries(verb) and not syntax.subjects(verb, shared=False)
    return bare and (verb.dep_ in ("advcl", "acl", "prep") or bool(syntax.agents(verb)))


def clause(verb: Token, sentence: Slice, quotations: Quotations, source: Span) -> list[Span]:
    text = text_of(sentence.doc)
    holders = [verb, *(child for child in verb.children if child.lower_ in ("clear", "plain"))]
    clauses = [one for holder in holders for one in syntax.contents(holder) if one.lower_ not in ("clear", "plain")]
    clauses += [
        one for holder in holders[1:] for one in holder.children if one.dep_ == "advcl" and opens_with(one, ("that",))
    ]
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
            span = _cut(head, fuller(span, sentence))
            return [to_quotation(span, quotations, verb)]
    before = [one for one in clauses if one.i < verb.i]
    told = _told_that(verb)
    if told:
        return [to_quotation(fuller(told[0], sentence), quotations, verb)]
    quoted = quoted_beside(verb, sentence, quotations, source)
    if quoted:
        return quoted
    if before and source.begin > before[0].idx and min(source.begin, verb.idx) > sentence.start_char:
        begin = min(one.idx for one in before[0].subtree if not one.is_space)
        end = min(source.begin, verb.idx)
        gap = text[:end].rstrip()
        if gap.endswith(","):
            return [trim(text, Span(begin, end))]
    return []


def fuller(span: Span, sentence: Slice) -> Span:
    """With the words up to the next comma or the end, when the parser cut a clause in its middle."""
    rest = [token for token in words_of(sentence) if token.idx >= span.end]
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
    if syntax.subjects(head, shared=False) or any(
        child.dep_ in ("expl", "mark", "csubj", "attr") for child in head.children
    ):
        return True
    first = next(iter(head.subtree))
    return first.text in "\"“‘'«" or first.tag_ in ("WRB", "WP", "WDT", "TO")


def _is_finite(head: Token) -> bool:
    return any(child.dep_ in ("mark", "nsubj", "nsubjpass", "nsubj:pass", "expl") for child in head.children)


def _is_clause(head: Token) -> bool:
    return (
        (head.pos_ in ("VERB", "AUX") and head.tag_ != "VBG")
        or _is_finite(head)
        or any(child.dep_ in ("cop", "aux", "auxpass") for child in head.children)
    )


def to_quotation(span: Span, quotations: Quotations, verb: Token) -> Span:
    """The span with the quotation that it begins or ends in, when that goes on in the next sentence."""
    begin, end = span.begin, span.end
    for one in quotations.within(span):
        if one.outer.begin > verb.idx + len(verb) - 1:
            begin = min(begin, one.outer.begin)
            end = max(end, one.outer.end)
    return Span(begin, end)


def quoted_beside(verb: Token, sentence: Slice, quotations: Quotations, source: Span) -> list[Span]:
    """Whole utterances in quotation marks right before "Xi said" or right after "Xi said:" """
    text = text_of(sentence.doc)
    group = Span(min(source.begin, verb.idx), max(source.end, verb.idx + len(verb)))
    between = text[source.end : verb.idx] if source.end < verb.idx else text[verb.idx + len(verb) : source.begin]
    if "," in between or len(between) > 40:  # “…,” Xi said, emphasising …
        group = span_of(verb)
    window = Span(max(0, group.begin - 3), min(len(text), group.end + 3))
    pieces = []
    for one in quotations.within(window):
        if one.outer.end <= group.begin and not text[one.outer.end : group.begin].strip(" ,"):
            first = words_of(sentence)[0].idx
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
