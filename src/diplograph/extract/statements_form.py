"""What the attributed words are: where they begin and end, whether they are quoted, whether anybody said them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Slice

from diplograph.extract.quotations import Quotations, words_inside
from diplograph.language import syntax
from diplograph.language.texts import text_of
from diplograph.lexicon.reporting import Cue, Reporting
from diplograph.model import Attribution, Form, Span

_THAT = re.compile(r"that\s+(?=[\w\"“‘'«\[$€£])", re.IGNORECASE)
_TRIM = " \t\n\r,;:–—-"
_OUTER = " \t\n\r,;:–—"
_MARKS_OPEN, _MARKS_CLOSE = "\"“‘'«„", "\"”’'»“"
# Frames whose content is a phrase: quotation marks belong to it and make it mixed.
_PHRASES = frozenset(
    {"label", "label_as", "object", "thing", "of", "for", "with", "topic", "call_for", "blame", "request"}
)


def tokens_of(doc: Doc, span: Span) -> list[Token]:
    """The tokens that share a character with the span, white space left out."""
    found = doc.char_span(span.begin, span.end, alignment_mode="expand")
    return [] if found is None else [token for token in found if not token.is_space]


@lru_cache(maxsize=4)  # asked for each verb of the sentence, by several rules
def words_of(sentence: Slice) -> Sequence[Token]:
    """The tokens of a sentence, white space left out."""
    return [token for token in sentence if not token.is_space]


def trim(text: str, span: Span) -> Span:
    """The span without white space, commas and dashes at its ends.

    >>> trim("Yes, he said", Span(3, 12))
    Span(begin=5, end=12)
    """
    begin, end = span.begin, span.end
    while begin < end and text[begin] in _TRIM:
        begin += 1
    while end > begin and text[end - 1] in _TRIM:
        end -= 1
    return Span(begin, end)


def cue_token(doc: Doc, cue: Sequence[Span]) -> Token | None:
    """The word that carries the cue: its last verb, else its head. None for a cue without words (a colon)."""
    words = [token for span in cue for token in tokens_of(doc, span) if not token.is_punct]
    verbs = [token for token in words if token.pos_ == "VERB"]
    if verbs:
        return verbs[-1]
    inside = {token.i for token in words}
    return next((token for token in words if token.head.i not in inside or token.head == token), None)


def entry_of(token: Token | None, reporting: Reporting) -> Cue | None:
    """The lexicon's entry of a cue word with its particle or preposition, None for an unknown word."""
    if token is None:
        return None
    return reporting.verb(token.lemma_.lower(), particles(token))


def particles(verb: Token) -> tuple[str, ...]:
    """The first words that hang on a verb after it, prepositions of a time left out ("agreed *on* Monday")."""
    beside = [child for child in verb.children if child.i > verb.i and not child.is_punct]
    timeless = [one for one in beside if not any(is_time(noun) for noun in one.children)]
    return tuple(one.lower_ for one in timeless if one.pos_ in ("ADP", "ADV", "PART", "ADJ", "PRON", "SCONJ"))[:4]


_TIME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:jan|febr)uary|march|april|may|june|july|august|september|october|"
    r"(?:nov|dec)ember|today|yesterday|tomorrow|tonight|mornings?|afternoons?|evenings?|nights?|weekend|summer|autumn|winter|weeks?|months?|"
    r"years?|days?|hours?|minutes?|eve|\d{4}s?",
    re.IGNORECASE,
)


def is_time(token: Token) -> bool:
    """Whether the word names a time ("on *Monday*"): such a phrase is no complement of a cue."""
    return bool(_TIME.fullmatch(token.text)) and (
        token.text[0].isupper() or token.lower_ not in ("may", "march", "august")
    )


def sorted_out(doc: Doc, proposal: Attribution, reporting: Reporting, quotations: Quotations) -> Attribution:
    """The proposal with a content that ends with its sentence unless it is quoted, and with the cue that governs it:
    of "said … , describing the talks as “warm”" whose content begins at "describing", that is the cue."""
    proposal = _as_saying(text_of(doc), proposal)
    pieces: list[Span] = []
    spoken = cue_token(doc, proposal.cue) is not None
    for piece in proposal.content:
        begin, end = piece.begin, piece.end
        words = tokens_of(doc, piece)
        ahead = bool(proposal.cue) and end <= proposal.cue[0].begin
        for token in words[1:] if spoken else ():
            if token.is_sent_start and quotations.around(Span(token.idx - 1, token.idx + 1)) is None:
                if ahead and _BLANK_LINE.search(text_of(doc), max(0, token.idx - 6), token.idx):
                    begin = token.idx  # what stands above the sentence is a heading
                    continue
                if not _quoted_again(quotations, token):
                    end = min(end, token.idx)
                break
        opened = _OPENING.match(text_of(doc), end)
        if opened and quotations.around(Span(begin, end)) is None:
            # 'learnt of it "from television"': a quoted rest of the clause belongs to it
            quoted = [
                one
                for one in quotations.within(Span(opened.end(), opened.end() + 1))
                if one.outer.begin == opened.end()
            ]
            end = quoted[0].outer.end if quoted else end
        pieces.append(Span(begin, end))
    pieces = _without_terms(text_of(doc), _of_one_sentence(doc, pieces, proposal, quotations), reporting)
    first = tokens_of(doc, pieces[0])[:1]
    cue = proposal.cue
    if first and first[0].tag_ == "VBG" and len(pieces) == 1 and quotations.around(span_of(first[0])) is None:
        entry = entry_of(first[0], reporting)
        if (
            entry is not None
            and entry.frames & {"clause", "label_as", "request", "topic", "call_for"}
            and len(tokens_of(doc, pieces[0])) > 2
        ):
            cue = (span_of(first[0]),)
            pieces = [Span(first[0].idx + len(first[0]), pieces[0].end)]
    return replace(proposal, content=tuple(pieces), cue=cue)


_AS_SAYING = re.compile(r"(?P<who>\S.{0,120}?)?\s*\bas\s+(?P<cue>saying|stating|telling \w+)\b[\s,:]*", re.DOTALL)


def _as_saying(text: str, proposal: Attribution) -> Attribution:
    """Of "quoted X as saying P", read as one content: X says P."""
    quoting = proposal.cue and re.search(r"\b(?:quot|cit)(?:e|es|ed|ing)$", text[: proposal.cue[-1].end])
    hit = _AS_SAYING.match(text, proposal.content[0].begin, proposal.content[0].end) if quoting else None
    if hit is None or hit.end() >= proposal.content[0].end:
        return proposal
    source = (Span(*hit.span("who")),) if hit["who"] else proposal.source
    rest = Span(hit.end(), proposal.content[0].end)
    return replace(proposal, source=source, cue=(Span(*hit.span("cue")),), content=(rest, *proposal.content[1:]))


def _without_terms(text: str, pieces: list[Span], reporting: Reporting) -> list[Span]:
    """The pieces without those that only tell the terms of the talk (", asking not to be named")."""
    kept = [one for one in pieces if not any(term in text[one.begin : one.end].lower() for term in reporting.terms)]
    return kept if len(pieces) > 1 and kept else pieces


def _of_one_sentence(doc: Doc, pieces: list[Span], proposal: Attribution, quotations: Quotations) -> list[Span]:
    """The pieces without plain words of a sentence that the cue does not stand in (a heading, the line before), if
    any are left: only a quotation goes on in other sentences."""
    found = tokens_of(doc, proposal.cue[0]) if proposal.cue and len(pieces) > 1 else []
    if not found:
        return pieces
    begin, end = found[0].sent.start_char, found[0].sent.end_char

    def is_near(number: int) -> bool:
        piece = proposal.content[number]
        quoted = quotations.around(Span(piece.begin, piece.begin + 1)) is not None
        return quoted or (piece.begin < end and begin < piece.end and piece.begin >= begin)

    return [piece for number, piece in enumerate(pieces) if is_near(number)] or pieces


_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_OPENING = re.compile(r"[ \t]+(?=[\"“‘«])")


def partners(head: Token) -> list[Token]:
    """Nouns joined to the name that explains a head: "counterpart" of "the minister, X, *and his counterpart*, Y"."""
    found = [other for one in syntax.appositions(head) for other in syntax.conjuncts(one) if other != one]
    return [one for one in found if one.pos_ in ("NOUN", "PROPN") and one.i > head.i]


def span_of(token: Token) -> Span:
    """The words of a token."""
    return Span(token.idx, token.idx + len(token))


def _quoted_again(quotations: Quotations, token: Token) -> bool:
    """Whether the sentence that begins here is quoted as a whole (two quotations, one after the other)."""
    around = quotations.around(span_of(token))
    return around is not None or any(one.outer.begin <= token.idx + 1 for one in quotations.within(span_of(token)))


def clean(text: str, pieces: Sequence[Span], *, that: bool = False) -> tuple[Span, ...]:
    """The content as it is kept: without white space, outer commas, final stop and leading "that".

    that: the leading one points ("*that* leg was cut") and stays.

    >>> said = "that talks go on."
    >>> clean(said, [Span(0, 17)])
    (Span(begin=5, end=16),)
    """
    kept = []
    for number, piece in enumerate(sorted(pieces)):
        begin, end = piece.begin, piece.end
        while begin < end and text[begin] in _OUTER:
            begin += 1
        joining = _THAT.match(text, begin, end) if number == 0 and not that else None
        if joining:
            begin = joining.end()
        while end > begin and (text[end - 1] in _OUTER or (text[end - 1] == "." and _ends_sentence(text, begin, end))):
            end -= 1
        if end > begin and re.search(r"\w", text[begin:end]):
            kept.append(Span(begin, end))
    return tuple(kept)


def finished(doc: Doc, piece: Span) -> Span:
    """The piece with the words before which it was cut: the last member of a list ("in BRICS and"), the name after a
    title ("met U.S. envoy"); without the "and" when the rest says something of its own."""
    words = tokens_of(doc, piece)
    if len(words) < 2 or words[-1].is_punct:
        return piece
    last = words[-1]
    rest = [token for token in last.sent if token.i > last.i and not token.is_space]
    stop = next((number for number, token in enumerate(rest) if token.is_punct), len(rest))
    whole = 0 < stop <= 12 and not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in rest[:stop])
    within_name = last.dep_ in ("compound", "det", "poss", "amod") and last.i < last.head.i <= last.i + 4
    if last.lower_ in ("and", "or", "but"):
        cut = words[-2].idx + len(words[-2])
        return Span(piece.begin, rest[stop - 1].idx + len(rest[stop - 1]) if whole else cut)
    if within_name and whole and last.head.i <= rest[stop - 1].i:
        return Span(piece.begin, rest[stop - 1].idx + len(rest[stop - 1]))
    return piece


def _ends_sentence(text: str, begin: int, end: int) -> bool:
    """Whether the full stop before `end` is no part of an abbreviation ("the U.S.", "Feb.")."""
    word = text[max(begin, text.rfind(" ", begin, end) + 1) : end]
    return not re.fullmatch(
        r"(?:[A-Za-z]\.){2,}|(?:Mr|Mrs|Dr|Inc|Ltd|Co|Jr|Sr|St|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.", word
    )


def form(
    text: str, pieces: tuple[Span, ...], quotations: Quotations, cue: Span | None, entry: Cue | None
) -> tuple[Form, tuple[Span, ...]]:
    """Form by quotation marks, and the pieces: without the outer marks if the words are a direct quotation.

    Marks around the cue too are those of an outer speaker and don't count. A quoted phrase that fills a place in
    the sentence ("called it “a lie”") is mixed and keeps its marks.
    """
    outer = quotations.around(cue) if cue is not None else None
    if outer is not None:
        inner = tuple(one for one in quotations.all if one.depth == 1 and _inside(one.outer, outer.outer))
        inner = tuple(type(one)(one.outer, one.inner, one.closed, 0) for one in inner)
    else:
        inner = quotations.outer
    quoted, bare = words_inside(text, pieces, inner)
    if not quoted:
        return Form.INDIRECT, pieces
    if bare or (entry is not None and entry.frames <= _PHRASES) or _fills_a_place(text, pieces, entry):
        return Form.MIXED, tuple(_with_marks(text, one) for one in pieces)
    return Form.DIRECT, tuple(_bare(text, one) for one in pieces)


def _inside(span: Span, other: Span) -> bool:
    return other.begin <= span.begin and span.end <= other.end


def _fills_a_place(text: str, pieces: tuple[Span, ...], entry: Cue | None) -> bool:
    """A quoted phrase without a clause of its own after a verb that also takes objects ("described “warm ties”")."""
    words = re.findall(r"\w+", " ".join(text[one.begin : one.end] for one in pieces))
    opens = text[pieces[0].begin : pieces[0].begin + 1] in _MARKS_OPEN
    first = text[pieces[0].begin + opens : pieces[0].begin + opens + 1]
    lower = first.islower()
    return lower and len(words) < 5 and entry is not None and bool(entry.frames & _PHRASES)


def _with_marks(text: str, span: Span) -> Span:
    """The span with the mark that stands right beside it, when only one of the pair was taken."""
    begin, end = span.begin, span.end
    if begin > 0 and text[begin - 1] in '"“‘«' and any(mark in text[begin:end] for mark in '"”’»'):
        opened = sum(text.count(mark, begin, end) for mark in "“«")
        closed = sum(text.count(mark, begin, end) for mark in "”»")
        if closed > opened or text.count('"', begin, end) % 2:
            begin -= 1
    if text[end : end + 1] in (",", ".") and text[end + 1 : end + 2] in ('"', "”", "»"):
        opened = sum(text.count(mark, begin, end) for mark in "“«") - sum(text.count(mark, begin, end) for mark in "”»")
        return Span(begin, end + 2) if opened > 0 or text.count('"', begin, end) % 2 else Span(begin, end)
    if end < len(text) and text[end] in '"”»':
        opened = sum(text.count(mark, begin, end) for mark in "“«")
        closed = sum(text.count(mark, begin, end) for mark in "”»")
        if opened > closed or text.count('"', begin, end) % 2:
            end += 1
    return Span(begin, end)


def _bare(text: str, span: Span) -> Span:
    begin, end = span.begin, span.end
    while begin < end and text[begin] in _MARKS_OPEN + " \n":
        begin += 1
    stripped = False
    while end > begin and text[end - 1] in _MARKS_CLOSE + " \n,":
        if text[end - 1] in "'’" and stripped and text[end - 2 : end - 1].isalpha():
            break
        stripped = True
        end -= 1
    if end > begin and text[end - 1] == ".":
        end -= 1
    return Span(begin, end)
