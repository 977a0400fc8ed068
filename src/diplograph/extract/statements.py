"""Statements: who says what, through whom, to whom, out of proposals of words and a cast of actors.

Proposals come from a trained reader; rules add what it misses. What nobody said (silence, refusals, what is yet to
be said) is left out. What nobody known said is left out too, unless the reader is sure of it: then the speaker stays
open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from diplograph.extract import (
    chains,
    statements_bounds,
    statements_carriers,
    statements_clauses,
    statements_confidence,
    statements_content,
    statements_continued,
    statements_denied,
    statements_form,
    statements_rules,
    statements_signed,
    statements_source,
    statements_twins,
    statements_unsaid,
    transcripts,
)
from diplograph.extract.casting import Casting, unique
from diplograph.extract.chains import Draft
from diplograph.extract.quotations import Quotations
from diplograph.extract.statements_form import tokens_of
from diplograph.extract.statements_speaker import Resolver, Said, Speakers, addressees
from diplograph.extract.statements_weighing import (
    OPEN,
    apart,
    completed,
    left_open,
    place,
    touch,
)
from diplograph.language import syntax
from diplograph.language.texts import text_of
from diplograph.lexicon.reporting import Reporting
from diplograph.model import ActorType, Attribution, Cast, Document, Form, Span, Statement, Timex

if TYPE_CHECKING:
    from diplograph.lexicon import Lexicon

_TELLING = frozenset("tell inform".split())
_IMITATING = frozenset("echo parrot mirror repeat".split())


def find(
    doc: Doc,
    document: Document,
    lexicon: Lexicon,
    cast: Cast,
    timexes: Sequence[Timex],
    proposals: Sequence[Attribution],
) -> tuple[Statement, ...]:
    """The statements of a document, in text order, with ids "s1", "s2" …; `resolve.within_statements` links them.

    Each has content in words of the text, and speakers of the cast, or none when the words name somebody nobody knows.
    confidence: that content and speakers are right (`statements_confidence`).
    """
    weights = statements_confidence.load()
    found = [
        replace(one, confidence=statements_confidence.confidence(properties, weights))
        for one, properties in described(doc, document, lexicon, cast, timexes, proposals)
    ]
    kept = [one for one in found if one.confidence >= weights.least]
    return tuple(replace(one, id=f"s{number}") for number, one in enumerate(kept, 1))


def described(
    doc: Doc,
    document: Document,
    lexicon: Lexicon,
    cast: Cast,
    timexes: Sequence[Timex],
    proposals: Sequence[Attribution],
) -> list[tuple[Statement, dict[str, float]]]:
    """The statements with the properties that say how sure they are, before any is left out for that."""
    reporting: Reporting = lexicon.reporting
    quotations = Quotations(text_of(doc))
    rules = [
        *transcripts.without_labels(statements_rules.read(doc, document, reporting, quotations), doc),
        *transcripts.proposals(doc),
    ]
    signed = statements_signed.proposals(doc, quotations.outer)
    proposals = [statements_bounds.mended(text_of(doc), one, quotations) for one in proposals]
    proposals = [*statements_signed.without(transcripts.without_labels(proposals, doc), signed), *signed]
    resolver = Resolver(doc, Casting(cast), reporting)
    actors = {actor.id: actor for actor in cast.actors}
    drafts: list[Draft] = []
    earlier: list[Said] = []
    whole = [one for one in proposals if not touch(one.source, one.content)]
    sound = [one for one in whole if _speaks(one, resolver)]
    read = completed(sound, [one for one in rules if _speaks(one, resolver)], text_of(doc))
    known = {id(one) for one in sound}
    unknown = left_open([one for one in whole if id(one) not in known and _is_somebody(doc, one)], read, text_of(doc))
    for proposal in sorted(apart([*read, *unknown], text_of(doc)), key=place):
        draft = _draft(
            doc,
            proposal,
            resolver,
            reporting,
            quotations,
            earlier,
            is_open=proposal.rule.startswith(("encoder", statements_signed.RULE)) and proposal.confidence >= OPEN,
        )
        if draft is None or any(actors[one].credit_only for one in draft.speakers):
            continue
        drafts.append(draft)
        verb = draft.verb.i if draft.verb is not None else None
        earlier.append(Said(draft.source.begin, draft.speakers, draft.sentence, draft.source, verb))
    drafts = chains.around_told(drafts, text_of(doc))
    drafts = statements_twins.once(chains.trimmed(drafts, text_of(doc)), text_of(doc))
    drafts = statements_continued.joined(drafts, doc, quotations)
    nobody = [one.content for one in proposals if id(one) not in known]
    drafts = chains.standing(drafts, actors, nobody)
    refusals = statements_denied.refused(doc, [*proposals, *rules], reporting)
    told = {one.cue for one in drafts}
    refusals += statements_denied.claimed(
        doc, [one for one in proposals if one.cue and Span(one.cue[0].begin, one.cue[-1].end) not in told]
    )
    drafts = statements_denied.asserted(drafts, refusals, text_of(doc))
    drafts = [_relayed(one, drafts, resolver) for one in drafts]
    drafts = chains.carried_over(chains.layered(drafts, actors, text_of(doc)))
    drafts = [
        replace(one, content=tuple(statements_bounds.above_byline(document.text, piece) for piece in one.content))
        for one in drafts
    ]
    statements = [
        _statement(f"s{number}", one, doc, quotations, resolver, timexes) for number, one in enumerate(drafts, 1)
    ]
    return [
        (said, statements_confidence.features(one, resolver, form=said.form, nested=above is not None))
        for said, one, above in zip(statements, drafts, chains.parents_of(drafts), strict=True)
    ]


# ---------- one proposal ----------


def _speaks(proposal: Attribution, resolver: Resolver) -> bool:
    """Whether somebody known can be meant by the source; else a rule may know better."""
    return bool(proposal.source) and resolver.may_speak(Span(proposal.source[0].begin, proposal.source[-1].end))


def _is_somebody(doc: Doc, proposal: Attribution) -> bool:
    """Whether the source is words for somebody who did say it, and no reader or asker ("you", "QUESTION")."""
    words = [token.lower_ for span in proposal.source for token in tokens_of(doc, span)]
    if _VERSIONS & set(words) and _TEXTS & set(words):
        return False  # "an earlier version of this article said": a correction
    return bool(words) and words[0].rstrip(".:") not in _NOT_SOMEBODY


_VERSIONS, _TEXTS = frozenset({"version", "edition"}), frozenset("article story report piece post dispatch".split())
_NOT_SOMEBODY = frozenset("no nobody none neither nothing you question q whoever anyone anybody".split())


def _draft(
    doc: Doc,
    proposal: Attribution,
    resolver: Resolver,
    reporting: Reporting,
    quotations: Quotations,
    said: Sequence[Said],
    *,
    is_open: bool,
) -> Draft | None:
    if not proposal.content or not proposal.source or proposal.prospective:
        return None
    if statements_unsaid.was_asked(doc, proposal):
        return None
    if proposal.negated and not statements_unsaid.is_disbelief(doc, proposal):
        return None
    proposal = statements_form.sorted_out(doc, proposal, reporting, quotations)
    if not proposal.rule.startswith("encoder"):  # which knows better where it ends
        proposal = statements_clauses.widened(doc, proposal, reporting, quotations)
    verb = statements_form.cue_token(doc, proposal.cue)
    words = [token for span in proposal.cue for token in tokens_of(doc, span)]
    if statements_unsaid.unsaid(doc, words, verb, proposal.content, reporting):
        return None
    entry = statements_form.entry_of(verb, reporting)
    spoken_of = verb is not None and (verb.lemma_ in _ASKED or (entry is not None and bool(entry.frames & _SPOKEN_OF)))
    heard = _is_passive_subject(verb, proposal) if verb is not None and spoken_of else False
    if verb is not None and heard and not syntax.agents(verb):
        return None  # "she was told that …", "he was called a traitor": by whom?
    by = syntax.phrase(syntax.agents(verb)[0]) if verb is not None and heard else _source(proposal, verb)
    given = statements_source.of(by, verb, resolver)
    if given is None:
        return None
    source = resolver.listed(given)
    content = statements_content.content_of(doc, proposal, verb, entry, quotations)
    content = statements_bounds.without_source(content, source, proposal.cue[0] if proposal.cue else None)
    speakers = resolver.speakers(source, said) or (Speakers((), source) if is_open else None)
    if speakers is None or not content:
        return None
    cue = Span(proposal.cue[0].begin, proposal.cue[-1].end) if proposal.cue else None
    frames = entry.frames if entry else frozenset()
    to = addressees(verb, resolver, content, frames)
    return Draft(
        proposal=proposal,
        speakers=speakers.ids,
        source=speakers.at,
        cue=cue,
        verb=verb,
        entry=entry,
        content=content,
        sentence=_sentence(doc, cue or source),
        inferred=("speaker",) if speakers.inferred else (),
        addressee=tuple(one for one in to if one not in speakers.ids),
    )


def _is_passive_subject(verb: Token, proposal: Attribution) -> bool:
    """Whether the source is only who was spoken to: the subject of a passive."""
    return syntax.passive(verb) and any(
        span.begin <= one.idx < span.end for span in proposal.source for one in syntax.subjects(verb)
    )


_SPOKEN_OF = frozenset({"label", "label_as", "blame"})
_ASKED = frozenset("ask tell inform brief notify urge remind advise warn assure reassure instruct order".split())


def _source(proposal: Attribution, verb: Token | None) -> Span:
    """The source's words; of "X was quoted by Y as saying" the one who speaks."""
    quoted = statements_clauses.quoted_person(verb)
    if quoted is not None:
        given = Span(proposal.source[0].begin, proposal.source[-1].end)
        # The reader's words for the one who is quoted hold their name too ("the adviser, Ali Lemke").
        return given if given.begin <= quoted.idx < given.end else syntax.phrase(quoted)
    if verb is not None and verb.lemma_ in _TELLING and proposal.content[0].begin < verb.idx:
        told, teller = syntax.recipients(verb), syntax.objects(verb)
        if told and teller and told[0].i < teller[0].i and not syntax.subjects(verb):
            return syntax.subtree(teller[0])  # "“…,” told the journalists the spokesman"
    if verb is not None and verb.tag_ == "VBG":  # "X echoed the ministry, saying …": X speaks
        above = verb.head.head if verb.dep_ == "acl" else verb.head
        imitated = above.lemma_ in _IMITATING and any(
            proposal.source[0].begin <= one.idx < proposal.source[-1].end for one in syntax.objects(above)
        )
        heads = syntax.subjects(above) if imitated else []
        if heads:
            return syntax.phrase(heads[0])
    return Span(proposal.source[0].begin, proposal.source[-1].end)


def _sentence(doc: Doc, at: Span) -> Span:
    found = tokens_of(doc, at)
    return syntax.cover(token for token in found[0].sent if not token.is_space) if found else at


# ---------- all together ----------


def _relayed(one: Draft, drafts: Sequence[Draft], resolver: Resolver) -> Draft:
    """With the media that the clause itself names: quoted by, citing, told the newspaper, "a report by"."""
    via: list[str] = []
    inferred = list(one.inferred)
    verb = one.verb
    quoting = None if verb is None else statements_clauses.quoting_verb(verb)
    if verb is not None and quoting is not None:
        heads = syntax.agents(quoting) if syntax.passive(quoting) else syntax.subjects(quoting)
        # "Was quoted as saying by the agency": the parser may hang the agency on the saying.
        heads = heads or [noun for word, _, noun in syntax.prepositions(verb) if word == "by"]
        via += [who for head in heads for who in resolver.actors_at(head)]
    elif verb is not None and verb.lemma_ in ("cite", "quote") and verb.tag_ == "VBG":
        via += [who for head in syntax.subjects(verb.head) for who in resolver.actors_at(head)]
    carried, spoken_to = statements_carriers.named(one, resolver)
    addressee = unique([*one.addressee, *spoken_to])
    for who in addressee if verb is None or verb.lemma_ not in _ASKING else ():
        if resolver.actor(who).type == ActorType.MEDIA:
            via.append(who)
            inferred.append("via")
    via = [who for who in unique([*via, *carried]) if who not in one.speakers]
    return replace(one, via=tuple(via), addressee=addressee, inferred=unique(inferred)) if via else one


# What a medium is asked or told to do, it passes on to nobody.
_ASKING = frozenset(
    "call urge ask warn order thank invite congratulate instruct demand press beg advise remind".split()
)


def _statement(
    identifier: str,
    one: Draft,
    doc: Doc,
    quotations: Quotations,
    resolver: Resolver,
    timexes: Sequence[Timex],
) -> Statement:
    form, content = statements_form.form(text_of(doc), one.content, quotations, one.cue, one.entry)
    if one.proposal.rule == transcripts.RULE:
        form, content = Form.DIRECT, one.content  # an answer in an interview needs no marks
    return Statement(
        id=identifier,
        speakers=one.speakers,
        speaker_span=one.source,
        form=form,
        cue=one.cue,
        content=content,
        evidence=_evidence(doc, one),
        mode=one.mode,
        via=one.via,
        on_behalf_of=_on_behalf(one, resolver),
        addressee=one.addressee,
        about=_about(doc, one, resolver),
        when=_when(doc, one, timexes),
        inferred=one.inferred,
        rule=one.proposal.rule,
        confidence=one.proposal.confidence,
    )


def _evidence(doc: Doc, one: Draft) -> tuple[Span, ...]:
    """The sentences in which source, cue and content stand."""
    spans = {one.sentence}
    for piece in (*one.content, one.source):
        for token in tokens_of(doc, piece):
            if token.i == token.sent.start or token == tokens_of(doc, piece)[0]:
                spans.add(_sentence(doc, Span(token.idx, token.idx + 1)))
    return tuple(sorted(spans))


def _about(doc: Doc, one: Draft, resolver: Resolver) -> tuple[str, ...]:
    """Who is labelled, accused, thanked or spoken of: the object of the cue, and the actors named in the content."""
    found: list[str] = []
    verb = one.verb
    if (
        verb is not None
        and one.entry is not None
        and one.entry.frames & frozenset({"label", "label_as", "of", "for", "with", "blame"})
    ):
        begin = min((piece.begin for piece in one.content if piece.begin > verb.idx), default=verb.idx)
        for token in tokens_of(doc, Span(verb.idx + len(verb), begin)) if begin > verb.idx + len(verb) else []:
            if token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ not in ("poss", "compound", "nmod:poss"):
                found += resolver.actors_at(token)
                if any(resolver.actor(one).type == ActorType.GOVERNMENT for one in resolver.actors_at(token)):
                    # "its government": also the state whose it is
                    found += [one for owner in syntax.possessors(token) for one in resolver.actors_at(owner)]
        for child in syntax.subjects(verb) if syntax.passive(verb) else []:
            found += resolver.actors_at(child)
    else:
        for piece in one.content:
            for mention, who in resolver.casting.mentions_within(piece):
                if mention.kind.value != "pronoun":
                    found.append(who)
    return tuple(who for who in unique(found) if who not in one.speakers)


def _on_behalf(one: Draft, resolver: Resolver) -> tuple[str, ...]:
    """The state or government named in a spokesperson's title, when the title is part of the source."""
    if len(one.speakers) != 1 or resolver.actor(one.speakers[0]).type != ActorType.PERSON:
        return ()
    words = tokens_of(resolver.doc, one.source)
    if not any(token.lower_ in ("spokesman", "spokeswoman", "spokesperson", "envoy", "ambassador") for token in words):
        return ()
    named = unique(
        who
        for _, who in resolver.casting.mentions_within(one.source)
        if resolver.actor(who).type in (ActorType.GOVERNMENT, ActorType.STATE)
    )
    bodies = tuple(who for who in named if resolver.actor(who).type == ActorType.GOVERNMENT) or named
    return bodies if len(bodies) == 1 else ()


def _when(doc: Doc, one: Draft, timexes: Sequence[Timex]) -> Timex | None:
    """The time that hangs on the cue ("said on Tuesday"), None when the article doesn't date the saying."""
    if one.verb is None or one.cue is None:
        return None
    for timex in timexes:
        if timex.span.begin < one.sentence.begin or timex.span.end > one.sentence.end:
            continue
        if any(piece.begin < timex.span.end and timex.span.begin < piece.end for piece in one.content):
            continue
        words = tokens_of(doc, timex.span)
        if words and _hangs_on(words, one.verb):
            return timex
    return None


def _hangs_on(words: list[Token], verb: Token) -> bool:
    inside = {token.i for token in words}
    top = next((token for token in words if token.head.i not in inside or token.head == token), words[0])
    above = top.head
    for _ in range(3):
        if above.i == verb.i:
            return True
        if above.pos_ not in ("ADP", "SCONJ", "NOUN") or above.head == above:
            return False
        above = above.head
    return False
