"""Where the attributed words begin and end: what belongs to the cue, to another deed, or to nobody is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from diplograph.extract import (
    chains,
    statements_bounds,
    statements_clauses,
    statements_form,
    statements_frames,
    statements_signed,
    transcripts,
)
from diplograph.extract.quotations import Quotations
from diplograph.extract.statements_form import span_of, tokens_of
from diplograph.extract.statements_weighing import CONFIRMED
from diplograph.language import syntax
from diplograph.language.texts import text_of
from diplograph.lexicon.reporting import Cue
from diplograph.model import Attribution, Span

# "“a partner,” above all in trade": with the comma the label is at its end
_QUOTED_LABEL = re.compile(r"(?:as\s+)?[\"“‘][^\"“”‘]{2,60},[\"”’](?=\s)")
_LABELS = frozenset({"label", "label_as"})
_GIVEN = frozenset({"of", "for", "with"})


def content_of(
    doc: Doc, proposal: Attribution, verb: Token | None, entry: Cue | None, quotations: Quotations
) -> tuple[Span, ...]:
    """The content of a proposal as it is kept; empty when no word is left. verb, entry: of its cue."""
    pieces: Sequence[Span] = proposal.content
    if proposal.rule in (transcripts.RULE, statements_signed.RULE):
        return proposal.content
    frames: frozenset[str] = entry.frames if entry else frozenset()
    if verb is not None and frames & _GIVEN and not frames & {"clause"}:
        for word in sorted(frames & _GIVEN):
            given = statements_frames.after(verb, word, syntax.objects(verb)) if syntax.objects(verb) else []
            if given and chains.contains([Span(pieces[0].begin, pieces[-1].end)], given[0]):
                # "thanked *his host* for the welcome": the object is whom it is about
                pieces = [_to_its_end(given[0], proposal)]
    if verb is not None and entry is not None and frames & _LABELS:
        label = statements_frames.label(verb, entry)
        if label and chains.contains([Span(pieces[0].begin, pieces[-1].end)], label):
            pieces = [_to_its_end(label, proposal)]
    if verb is not None and "object" in frames and len(pieces) == 1:
        pieces = [_timeless(verb, pieces[0])]
    if not proposal.rule.startswith("encoder") or proposal.confidence < CONFIRMED:
        pieces = [*pieces[:-1], statements_form.finished(doc, pieces[-1])]
    if len(pieces) == 1 and proposal.cue and proposal.cue[-1].end <= pieces[0].begin:
        pieces = [_quotation_alone(text_of(doc), pieces[0])]
    if statements_bounds.is_heading(text_of(doc), proposal.cue, pieces):
        return ()
    if verb is not None and frames and verb.pos_ == "VERB" and proposal.source:
        clause = statements_clauses.clause(verb, verb.sent, quotations, proposal.source[-1])
        pieces = statements_bounds.whole_clause(doc, verb, frames, pieces, clause)
    pieces = statements_bounds.past_aside(text_of(doc), pieces, quotations)
    pieces = statements_bounds.both_sides(doc, pieces, proposal.cue, proposal.source, quotations)
    first = statements_bounds.after_hearer(doc, verb, frames, statements_bounds.after_time(doc, pieces[0]))
    pieces = [first, *pieces[1:]]
    pieces = statements_bounds.subject_aside(doc, pieces, proposal.cue[-1] if proposal.cue else None, quotations)
    pieces = [*pieces[:-1], _of_what(doc, pieces, frames, quotations)]
    points = bool(pieces) and statements_bounds.is_demonstrative(doc, pieces[0])
    pieces = statements_form.clean(text_of(doc), pieces, that=points)
    if frames & _LABELS and pieces:
        quoted = _QUOTED_LABEL.match(text_of(doc), pieces[0].begin, pieces[0].end)
        pieces = (Span(pieces[0].begin, quoted.end()),) if quoted else pieces
    if frames & _LABELS and pieces and re.match(r"as\s", text_of(doc)[pieces[0].begin : pieces[0].end]):
        pieces = (Span(pieces[0].begin + 3, pieces[0].end), *pieces[1:])
    for _ in range(_TIMES if pieces else 0):
        pieces = [*pieces[:-1], whole_phrase(doc, pieces[-1], (*proposal.cue, *proposal.source), quotations)]
    if pieces:
        taken = (*proposal.cue, *proposal.source)
        pieces = [*pieces[:-1], statements_bounds.past_marks(doc, pieces[-1], taken, quotations)]
        pieces = [*pieces[:-1], _of_what(doc, pieces, frames, quotations)]
    pieces = [before_next_deed(verb, piece, quotations) for piece in pieces]
    pieces = [statements_bounds.before_outcome(doc, verb, piece, quotations) for piece in pieces]
    if pieces:
        pieces = [_after_its_noun(doc, proposal, pieces[0]), *pieces[1:]]
        taken = (*proposal.cue, *proposal.source)
        pieces = [statements_bounds.with_determiner(doc, pieces[0], taken), *pieces[1:]]
    kept = tuple(ended(text_of(doc), piece, quotations) for piece in pieces)
    return () if statements_bounds.says_nothing(text_of(doc), kept) else kept


def _of_what(doc: Doc, pieces: Sequence[Span], frames: frozenset[str], quotations: Quotations) -> Span:
    """The last piece without where it was said and who else said so, when it is no clause."""
    last = statements_bounds.before_others(doc, pieces[-1], quotations)
    if frames and (not frames & {"clause"} or not _is_clause(doc, [*pieces[:-1], last])):
        last = statements_frames.without_setting(last, text_of(doc))
    return last


_GOVERNED = re.compile(r"(?:for|of|about|over|against)\s+")


def _after_its_noun(doc: Doc, proposal: Attribution, piece: Span) -> Span:
    """The piece without the preposition that a noun of saying asks for ("his support | *for* the dialogue")."""
    hit = _GOVERNED.match(text_of(doc), piece.begin, piece.end)
    before = proposal.cue[-1] if proposal.cue else None
    if hit is None or before is None or text_of(doc)[before.end : piece.begin].strip():
        return piece
    cue = tokens_of(doc, before)
    return Span(hit.end(), piece.end) if cue and cue[-1].pos_ == "NOUN" else piece


def _to_its_end(piece: Span, proposal: Attribution) -> Span:
    """The piece up to where the encoder, which knows better, takes it to end ("as proof *that …*")."""
    end = proposal.content[-1].end if proposal.rule.startswith("encoder") else piece.end
    return Span(piece.begin, max(piece.end, end))


_AS = re.compile(r"([\"“‘'])[^\"“”‘’'\n]+[\"”’'](?=\s+(?:as|after|amid|while|ahead of|before|following)\b)")


def _quotation_alone(text: str, piece: Span) -> Span:
    """The quotation without the clause that says when: "says ‘gaps remain’ *as the envoy lands*"."""
    quoted = _AS.match(text, piece.begin, piece.end)
    return Span(piece.begin, quoted.end()) if quoted else piece


def _timeless(verb: Token, piece: Span) -> Span:
    """The object without the time at its end that hangs on the cue: "declared a pact *weeks before the invasion*"."""
    for child in verb.children:
        if child.i <= verb.i or child.dep_ not in ("prep", "advmod", "npadvmod", "advcl"):
            continue
        begin = min(one.idx for one in child.subtree)
        words = [child, *(one for one in child.children if one.dep_ in ("pobj", "obj", "nmod", "obl"))]
        timely = child.lower_ in _WHEN or any(statements_form.is_time(one) for one in words)
        if (
            timely
            and any(one.idx + len(one) <= begin for one in syntax.objects(verb))
            and piece.begin < begin < piece.end
        ):
            return Span(piece.begin, begin)
    return piece


_WHEN = frozenset("before after since during following ahead amid".split())


def _is_clause(doc: Doc, pieces: Sequence[Span]) -> bool:
    words = [token for piece in pieces for token in tokens_of(doc, piece)]
    return any(token.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB") for token in words)


_GIVING_NO_MORE = re.compile(
    r",?\s(?:but|and|though|although)\s+(?:(?:he|she|it|they)\s+)?(?:(?:has|have|had)\s+)?(?:(?:gave|given|provided|offered|"
    r"disclosed|released)\s+(?:no|few|little)|(?:did|does|do|would|could|has|have|had)(?:\s+not|n['’]t)\s+(?:give|given|"
    r"provide|provided|elaborate|elaborated|say|said|specify|specified|name|named|identify|identified|comment|explain|"
    r"offer|disclose)|(?:declined|refused)\s+to)\b"
)
_TAIL = 40  # characters of such words at most
_DANGLING = re.compile(r"(?:[\s,;]+(?:and|but|or|nor|(?:(?:of|to|for|in|on|from)\s+)?(?:which|whom)|who|the|an?))+$")


def ended(text: str, piece: Span, quotations: Quotations) -> Span:
    """The piece without what says that no more was told ("…, *but gave no details*"), and without words that begin
    something else at its end ("… in April *and*")."""
    end = piece.end
    more = _GIVING_NO_MORE.search(text, piece.begin, end)
    if more and quotations.around(Span(more.start() + 1, more.start() + 2)) is None and more.start() > piece.begin:
        end = more.start()
    dangling = _DANGLING.search(text, max(piece.begin, end - _TAIL), end)
    if dangling and quotations.around(Span(end - 1, end)) is None and dangling.start() > piece.begin:
        end = dangling.start()
    return Span(piece.begin, end)


_NEEDED = frozenset("dobj obj pobj pcomp xcomp acomp attr oprd prt agent".split())
_LEFT = frozenset("aux auxpass nsubj nsubjpass compound det amod poss neg nummod mark advmod quantmod case".split())
_TIMES = 3  # a phrase made whole can end within another
_FURTHER = 20  # tokens at most that a cut phrase goes on


def whole_phrase(doc: Doc, piece: Span, taken: Sequence[Span], quotations: Quotations) -> Span:
    """The piece with the rest of the phrase within which it ends: "withdraw its soldiers, as it had *promised*".

    Only up to the next mark, and never over words of the cue or source (taken) or into quotation marks.
    """
    words = tokens_of(doc, piece)
    if not words or words[-1].is_punct or quotations.around(span_of(words[-1])) is not None:
        return piece
    last = words[-1]
    rest = []
    for token in doc[last.i + 1 : last.i + 1 + _FURTHER]:
        at = span_of(token)
        if token.is_space or token.sent != last.sent or token.text in ',.;:!?()—–"“”…':
            break
        if any(span.begin < at.end and at.begin < span.end for span in taken):
            break
        rest.append(token)
    if not rest:
        return piece
    reach = {token.i for token in rest}
    clause = _clause_at(rest[0], piece)
    if clause:
        end = max(one.i for one in clause if one.i in reach)
        return Span(piece.begin, doc[end].idx + len(doc[end]))
    held = last.head.i in reach and last.dep_ in _LEFT
    top = last.head if held else next((one for one in last.rights if one.i in reach and one.dep_ in _NEEDED), None)
    if top is None or (not held and top.left_edge.i != last.i + 1):
        return piece
    end = max(one.i for one in top.subtree if one.i in reach)
    whole = rest[end - last.i - 1]
    return Span(piece.begin, whole.idx + len(whole))


def _clause_at(token: Token, piece: Span) -> list[Token]:
    """The clause with "that" which begins here, when a verb of the piece governs it ("told his host | *that …*")."""
    verb = token.head
    governed = token.lower_ == "that" and token.dep_ == "mark" and verb.dep_ == "ccomp"
    return list(verb.subtree) if governed and piece.begin <= verb.head.idx < piece.end else []


def before_next_deed(verb: Token | None, piece: Span, quotations: Quotations) -> Span:
    """The piece up to what the speaker did next: "said the deal was dead *and flew home*". Only where the tree joins a
    verb of the same tense to the cue, and not within quotation marks."""
    if verb is None or verb.tag_ not in _FINITE or piece.begin < verb.idx:
        return piece
    for other in verb.children:
        if other.dep_ != "conj" or other.tag_ != verb.tag_ or not piece.begin < other.idx < piece.end:
            continue
        if syntax.subjects(other, shared=False):
            continue  # "the road was open, but the bridge was closed": another's deed, so part of what was said
        joins = [one for one in verb.children if one.dep_ == "cc" and verb.i < one.i < other.i]
        if not joins or quotations.around(span_of(joins[-1])) != quotations.around(span_of(verb)):
            continue
        if joins[-1].nbor().lower_ == "that":
            continue  # what else was said
        end = len(text_of(verb.doc)[: joins[-1].idx].rstrip(" ,"))
        if end > piece.begin + 1:
            return Span(piece.begin, end)
    return piece


_FINITE = frozenset({"VBD", "VBZ", "VBP"})
