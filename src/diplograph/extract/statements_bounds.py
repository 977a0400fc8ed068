"""Where content was cut or runs on by the letter: quotations taken in part, headings above, the narrator's clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from diplograph.extract.quotations import Quotations
from diplograph.extract.statements_form import is_time, tokens_of
from diplograph.language import syntax
from diplograph.language.texts import text_of
from diplograph.model import Attribution, Span

_WORD = re.compile(r"\w+")
_PART = 0.4  # of a quotation's words, from which on the whole of it is meant
_SHORT_LINE = 60  # characters; a longer line before a line feed is text that was wrapped
_STAMP = re.compile(r"\s*\d{1,2}[.:]\d{2}(?:\s*(?:[A-Z]{2,4}|[ap]\.?m\.?))?\s*")
# Words that only point at what was said elsewhere: "said much the same".
_POINTING = re.compile(
    r"(?:that\s+)?(?:(?:much|exactly|almost|just|roughly|largely)\s+)?"
    r"(?:the (?:same(?:\s+thing)?|opposite|reverse|contrary)|so|as much|otherwise|likewise)",
    re.IGNORECASE,
)


def whole_quotations(
    text: str, pieces: Sequence[Span], outside: Sequence[Span], quotations: Quotations
) -> tuple[Span, ...]:
    """The pieces with the whole of each quotation of which they take a good part, where cue and source (outside) stand
    beside it: what a reader left out within the marks was said too."""
    taken: dict[Span, list[Span]] = {}
    kept: list[Span] = []
    for piece in pieces:
        around = quotations.around(piece)
        inside = around is not None and not any(
            span.begin < around.outer.end and around.outer.begin < span.end for span in outside
        )
        if around is not None and around.closed and inside:
            taken.setdefault(around.outer, []).append(piece)
        else:
            kept.append(piece)
    for outer, parts in taken.items():
        kept += [outer] if _is_good_part(text, parts, outer) else parts
    return tuple(sorted(kept))


def _is_good_part(text: str, parts: Sequence[Span], outer: Span) -> bool:
    words = len(_WORD.findall(text, outer.begin, outer.end))
    mine = sum(len(_WORD.findall(text, part.begin, part.end)) for part in parts)
    return _PART * words <= mine < words


def below_heading(text: str, piece: Span, quotations: Quotations) -> Span:
    """The piece without a heading or the time of a live blog's entry above it, on a line of its own."""
    at = text.rfind("\n", piece.begin, piece.end)
    while at >= 0:
        rest = text[at : piece.end].lstrip()
        if _ends_heading(text, piece, at, rest) and quotations.around(Span(at, at + 1)) is None:
            return Span(piece.end - len(rest), piece.end)
        at = text.rfind("\n", piece.begin, at)
    return piece


def _ends_heading(text: str, piece: Span, at: int, rest: str) -> bool:
    """Whether the line feed at `at` ends a heading, and what follows (rest) begins anew: a heading is a short line
    without a mark at its end."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    if len(line.strip()) >= _SHORT_LINE or line.strip()[-1:] in tuple(".,;:!?\"”’'"):
        return False
    begins = rest[:1].isupper() or rest[:1] in tuple("\"“‘'")
    return begins and (_STAMP.fullmatch(line) is not None or "\n" not in text[piece.begin : at])


# "By Ana Ruiz", "by Ana Ruiz in Oslo" on a line of its own
_BYLINE = re.compile(r"\s*[Bb]y [^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){1,3}(?: in [^\n]{2,20})?[ \t]*(?:\n|$)")


def above_byline(text: str, piece: Span) -> Span:
    """The piece of a headline without the line below it that says who wrote the article."""
    at = text.find("\n", piece.begin, piece.end)
    return Span(piece.begin, at) if at >= 0 and _BYLINE.match(text, at) is not None else piece


def on_its_line(text: str, piece: Span, quotations: Quotations, *, colon: bool) -> Span:
    """The piece up to the end of the headline in which it began: what follows the next line feed is another's.

    colon: that is all that parts it from its speaker; then it ends with its line, long or not.
    """
    at = text.find("\n", piece.begin, piece.end)
    if at < 0 or quotations.around(Span(at, at + 1)) is not None:
        return piece
    rest = text[at : piece.end].lstrip()
    ends = colon and rest[:1].isupper() and "\n" not in text[text.rfind("\n", 0, piece.begin) + 1 : at]
    return Span(piece.begin, at) if ends or _ends_heading(text, piece, at, rest) else piece


def past_marks(doc: Doc, piece: Span, taken: Sequence[Span], quotations: Quotations) -> Span:
    """The piece with the rest of its clause, where it ends at the marks of some words quoted within it: "it had “at no
    time” *confirmed its part*", "on the “same day” *as the others*"."""
    text = text_of(doc)
    around = next(
        (one for one in quotations.within(Span(piece.end - 1, piece.end)) if one.outer.end == piece.end), None
    )
    if around is None or not around.closed or piece.begin >= around.outer.begin or text[piece.end - 2] in ".!?,":
        return piece
    rest = re.match(r" (?=[a-z])[^.,;:!?()\n\"“”–—]+", text[piece.end :])
    words = tokens_of(doc, Span(piece.end, piece.end + rest.end())) if rest else []
    if not words or any(span.begin < words[-1].idx + 1 and words[0].idx < span.end for span in taken):
        return piece
    compares = words[0].lower_ == "as" and re.search(r"\bsame\b", text[around.inner.begin : around.inner.end])
    goes_on = words[0].tag_ in ("VBD", "VBN", "VB", "NN", "NNS") and len(words) < _FEW and not is_time(words[0])
    return Span(piece.begin, words[-1].idx + len(words[-1])) if goes_on or compares else piece


_FEW = 12  # words of a clause that goes on


def says_nothing(text: str, pieces: Sequence[Span]) -> bool:
    """Whether the words only point at others ("the same thing"), or are but a time of day.

    >>> says_nothing("She said much the same", [Span(9, 22)])
    True
    """
    words = " ".join(text[piece.begin : piece.end] for piece in pieces).strip()
    return bool(_POINTING.fullmatch(words) or _STAMP.fullmatch(words)) or not _WORD.search(words)


_HOPING = frozenset("hope want wish expect intend plan aim mean prefer desire dream".split())
_BUT = re.compile(r",?\s(?:but|although|though|only)\s")
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def before_outcome(doc: Doc, verb: Token | None, piece: Span, quotations: Quotations) -> Span:
    """The piece without the narrator's word on what came of it: "had hoped to go on to the coast, *but that leg was
    dropped*". Only after verbs of hoping, whose clause is of what may be, and only a clause of what is or was."""
    if verb is None or verb.lemma_ not in _HOPING or piece.begin < verb.idx:
        return piece
    for hit in _BUT.finditer(text_of(doc), piece.begin + 1, piece.end):
        if quotations.around(Span(hit.start() + 1, hit.end())) is not None:
            continue
        rest = tokens_of(doc, Span(hit.end(), piece.end))
        if rest and _tells_what_is(rest):
            return Span(piece.begin, hit.start())
    return piece


_AS_DID = re.compile(r",?\s+as\s+(?:did|does|do|has|have|had)\s")


def before_others(doc: Doc, piece: Span, quotations: Quotations) -> Span:
    """The object of a cue without who else said so: "denied the story, *as did the former adviser*"."""
    hit = _AS_DID.search(text_of(doc), piece.begin + 1, piece.end)
    if hit is None or quotations.around(Span(hit.start() + 1, hit.end())) is not None:
        return piece
    before = Span(piece.begin, hit.start())
    return piece if _is_clause(doc, before) else before


def _tells_what_is(words: Sequence[Token]) -> bool:
    """Whether the words begin a clause with a subject and a verb of what is or was ("that leg was dropped")."""
    for number, token in enumerate(words[:12]):
        if token.tag_ == "MD":
            return False
        if token.tag_ in _FINITE:
            return number > 0 and words[number - 1].pos_ in ("NOUN", "PROPN", "PRON", "ADV", "DET", "AUX", "NUM")
    return False


def is_demonstrative(doc: Doc, piece: Span) -> bool:
    """Whether the "that" with which the piece begins points ("*that* leg was cut", "*that* is false")."""
    words = tokens_of(doc, piece)
    after_comma = text_of(doc)[: piece.begin].rstrip()[-1:] == ","  # "told him, who was there, that trade …"
    if len(words) < 2 or words[0].lower_ != "that":
        return False
    # No clause: "that position".
    plain = words[1].tag_ in ("NN", "JJ") and not any(token.pos_ in ("VERB", "AUX") for token in words)
    return plain or (words[0].tag_ == "DT" and not after_comma)


def with_words(text: str, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """The pieces in which there are words, not only marks."""
    return tuple(piece for piece in pieces if _WORD.search(text, piece.begin, piece.end))


def without_source(pieces: Sequence[Span], source: Span, cue: Span | None) -> tuple[Span, ...]:
    """The pieces without those before the cue in which the speaker's own words of reference stand: "*In Rabat, the
    general, a veteran,* was quoted by the agency as saying" tells who speaks."""
    if cue is None:
        return tuple(pieces)
    return tuple(
        piece
        for piece in pieces
        if not (piece.end <= cue.begin and piece.begin <= source.begin and source.end <= piece.end)
    )


def subject_aside(doc: Doc, pieces: Sequence[Span], cue: Span | None, quotations: Quotations) -> tuple[Span, ...]:
    """The pieces without words of who was spoken to before the cue, where what was said stands in marks after it:
    "an envoy *with a fondness for hats* was told by his host, “…”"."""
    if cue is None or len(pieces) < 2:
        return tuple(pieces)
    before = [piece for piece in pieces if piece.end <= cue.begin]
    after = [piece for piece in pieces if piece.begin >= cue.end]
    if not before or not after or quotations.around(after[0]) is None:
        return tuple(pieces)
    first = re.search(r"\w", text_of(doc)[after[0].begin : after[0].end])
    if first is None or not first[0].isupper():
        return tuple(pieces)  # "The envoy, he said, “has been told”": the subject of the quoted words
    plain = [piece for piece in before if quotations.around(piece) is None and not _is_clause(doc, piece)]
    quoted_ahead = any(quotations.within(piece) for piece in before)
    return tuple(pieces) if quoted_ahead else tuple(piece for piece in pieces if piece not in plain)


def _is_clause(doc: Doc, piece: Span) -> bool:
    words = tokens_of(doc, piece)
    return any(token.tag_ in (*_FINITE, "MD") for token in words) or any(
        token.dep_ in ("nsubj", "nsubjpass") for token in words
    )


_ABOUT = re.compile(r"(?:what|why|how|who|where|when|which)\b")


def is_heading(text: str, cue: Sequence[Span], pieces: Sequence[Span]) -> bool:
    """Whether a colon only parts a subject from a question about it: "Budget: what we know"."""
    colon = len(cue) == 1 and text[cue[0].begin : cue[0].end] == ":"
    return colon and bool(pieces) and _ABOUT.match(text, pieces[0].begin, pieces[0].end) is not None


def mended(text: str, one: Attribution, quotations: Quotations) -> Attribution:
    """The reading without headings that a sentence splitter has left above its source or content, or what stands
    below the headline that it is; and with quotations whole."""
    cue = one.cue[-1].end if one.cue else None
    source = tuple(below_heading(text, piece, quotations) for piece in one.source)
    content = tuple(
        on_its_line(text, piece, quotations, colon=text[one.cue[-1].begin : one.cue[-1].end] == ":")
        if cue is not None and piece.begin >= cue
        else below_heading(text, piece, quotations)
        for piece in one.content
    )
    content = whole_quotations(text, content, (*source, *one.cue), quotations)
    return one if (source, content) == (one.source, one.content) else replace(one, source=source, content=content)


_CLAUSE_ONLY = frozenset({"clause"})
_FINITE_OR_MODAL = (*_FINITE, "MD")


def whole_clause(
    doc: Doc, verb: Token | None, frames: frozenset[str], pieces: Sequence[Span], clause: Sequence[Span]
) -> tuple[Span, ...]:
    """The clause that the tree gives, when a reader took only its subject: "said *the offer*, first made in May, was
    real". Only for words of saying that take nothing but clauses."""
    kept = tuple(pieces)
    if verb is None or frames != _CLAUSE_ONLY or len(pieces) != 1 or len(clause) != 1:
        return kept
    words = tokens_of(doc, pieces[0])
    verbal = any(token.tag_ in _FINITE_OR_MODAL or token.is_quote for token in words)
    begins = clause[0].begin <= pieces[0].begin <= clause[0].begin + len("that ") and pieces[0].end < clause[0].end
    return tuple(clause) if words and begins and not verbal else kept


_ASIDE = re.compile(r",\s[^,.;:\n\"“”]{3,80},\s(?=[a-z])")
_HELPING = frozenset("had has have was were is are will would could should may might must can".split())


def past_aside(text: str, pieces: Sequence[Span], quotations: Quotations) -> tuple[Span, ...]:
    """With what follows an aside that parts an auxiliary from its verb: "it had, *by its own account,* agreed"."""
    last = pieces[-1]
    word = text[last.begin : last.end].rpartition(" ")[2]
    aside = _ASIDE.match(text, last.end) if word in _HELPING else None
    if aside is None or quotations.within(Span(last.end, aside.end())):
        return tuple(pieces)
    rest = re.compile(r"[^.,;:\n\"“”]+").match(text, aside.end())
    return (*pieces, Span(rest.start(), rest.end())) if rest else tuple(pieces)


def after_time(doc: Doc, piece: Span) -> Span:
    """The piece without the time before its "that": "had warned *that autumn* that"."""
    words = tokens_of(doc, piece)[:4]
    if len(words) < 4 or words[0].lower_ not in ("that", "this", "last", "early", "late"):
        return piece
    if is_time(words[1]) and words[2].lower_ == "that":
        return Span(words[3].idx, piece.end)
    return piece


_OF_WHAT = frozenset("over about of on against for".split())


def after_hearer(doc: Doc, verb: Token | None, frames: frozenset[str], piece: Span) -> Span:
    """What somebody is warned or told of, without who is: "warns *Oslo over* the grain deal"."""
    if verb is None or verb.lemma_ not in _WARNING or "label" in frames:
        return piece
    heard = next((one for one in syntax.objects(verb) if one.pos_ == "PROPN"), None)
    if heard is None:
        return piece
    own = syntax.phrase(heard)
    rest = [token for token in tokens_of(doc, piece) if token.idx >= own.end]
    if own.begin != piece.begin or len(rest) < 2 or rest[0].lower_ not in _OF_WHAT:
        return piece
    return piece if any(token.tag_ in _FINITE_OR_MODAL for token in rest) else Span(rest[1].idx, piece.end)


_WARNING = frozenset("warn press grill caution alert challenge brief update".split())


def both_sides(
    doc: Doc, pieces: Sequence[Span], cue: Sequence[Span], source: Sequence[Span], quotations: Quotations
) -> tuple[Span, ...]:
    """The subject that was taken alone before a reporting clause in commas, with what follows it: "*The cabinet,*
    according to the daily, *has resigned*"."""
    kept = tuple(pieces)
    if len(pieces) != 1 or not cue or not source:
        return kept
    text, piece = text_of(doc), pieces[0]
    begin, end = min(cue[0].begin, source[0].begin), max(cue[-1].end, source[-1].end)
    if piece.end > begin or text[piece.end : begin].strip() != "," or quotations.within(Span(piece.begin, end)):
        return kept
    words = tokens_of(doc, piece)
    rest = re.compile(r",\s+([^.;:\n\"“”]+)").match(text, end)
    if rest is None or not words or any(token.tag_ in _FINITE_OR_MODAL for token in words):
        return kept
    after = tokens_of(doc, Span(*rest.span(1)))
    goes_on = bool(after) and after[0].tag_ in _FINITE_OR_MODAL and after[0].sent == words[0].sent
    return (piece, Span(*rest.span(1))) if goes_on else kept


def with_determiner(doc: Doc, piece: Span, taken: Sequence[Span]) -> Span:
    """The piece with the "that" or "the" before its first noun: "echoed | *that* position"."""
    words = tokens_of(doc, piece)
    if not words or words[0].i == 0:
        return piece
    before = words[0].nbor(-1)
    wanted = before.lower_ in _DETERMINERS and before.sent == words[0].sent
    inside = before.lower_ == "that" or (before.dep_ == "det" and piece.begin <= before.head.idx < piece.end)
    free = not any(span.begin <= before.idx < span.end for span in taken)
    whole = Span(before.idx, piece.end)
    points = before.lower_ != "that" or is_demonstrative(doc, whole)
    return whole if wanted and inside and free and points else piece


_DETERMINERS = frozenset("that this these those the a an".split())
