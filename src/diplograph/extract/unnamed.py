"""Sources without a name: "a senior Gulf official", "two aid workers", "critics", "police".

Only words to which something is attributed are looked at, and only when nobody of the cast is meant there. One of
them is a Person, several are a Group, a body with "a" is an Organization; each is `unnamed`. What could mean a named
actor ("the minister", "the two leaders") is left open, and so is what no person or body is ("the report").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from diplograph.extract import statements_rules
from diplograph.extract.casting import Casting
from diplograph.extract.quotations import Quotations
from diplograph.extract.statements_form import span_of, tokens_of
from diplograph.extract.statements_speaker import Resolver
from diplograph.extract.unnamed_names import Namer
from diplograph.language import syntax
from diplograph.language.texts import text_of
from diplograph.lexicon.sources import Sources
from diplograph.lexicon.titles import Titles
from diplograph.model import Actor, ActorType, Attribution, Cast, Document, Mention, MentionKind, Span

if TYPE_CHECKING:
    from diplograph.lexicon import Lexicon

NEAR = 250  # characters over which "she" goes on speaking of a source without a name
_KEPT_OPEN = frozenset({"head", "monarch", "minister", "envoy", "chief", "legislator", "cleric", "military"})
_ONE = frozenset("a an one another".split())
THESE = frozenset("the this that these those his her its their our my your both".split())
_MANY = frozenset("many most some several few more fewer other".split())
_HE, _THEY = frozenset({"he", "she"}), frozenset({"they"})


@dataclass(slots=True)
class _Found:
    """An actor in the making."""

    name: str
    type: ActorType
    noun: str
    several: bool
    part_of: str | None
    state: str | None
    known: str | None = None  # id of an actor without a name that the cast has already
    mentions: dict[Span, MentionKind] = field(default_factory=dict)


def with_sources(doc: Doc, document: Document, lexicon: Lexicon, cast: Cast, proposals: Sequence[Attribution]) -> Cast:
    """The cast with actors for sources that have no name, each with its mentions; their ids follow the others'.

    proposals: of the reader of statements; what rules find is added. A description in the plural or with "a" sets up
    an actor; one with "the", and "she" or "they", first looks for one set up before.
    """
    rules = statements_rules.read(doc, document, lexicon.reporting, Quotations(text_of(doc)))
    sources = {
        Span(one.source[0].begin, one.source[-1].end)
        for one in (*proposals, *rules)
        if one.source and not one.negated and not one.prospective
    }
    finder = Finder(doc, lexicon.sources, lexicon.titles, cast, lexicon)
    for source in sorted(sources):
        finder.take(source)
    return finder.cast()


def counted(head: Token) -> bool:
    """ "Both movements", "the two ministries": parties known before, whoever they are; nobody new."""
    words = [child.lower_ for child in head.lefts]
    return "both" in words or ("two" in words and bool(THESE & set(words)))


class Finder:
    """Looks at words of one document and sets up actors for those who have no name."""

    def __init__(self, doc: Doc, nouns: Sources, titles: Titles, cast: Cast, lexicon: Lexicon) -> None:
        self.doc, self.text, self.nouns, self.titles = doc, text_of(doc), nouns, titles
        self.quotations = Quotations(self.text)
        self.before = cast
        self.casting = Casting(cast)
        self.resolver = Resolver(doc, self.casting, lexicon.reporting)
        self.namer = Namer(doc, nouns, titles, cast, lexicon)
        self.found: list[_Found] = [
            _Found(
                one.name,
                one.type,
                one.name.split()[-1].lower(),
                one.type is ActorType.GROUP,
                one.part_of,
                one.state,
                one.id,
                {mention.span: mention.kind for mention in one.mentions},
            )
            for one in cast.actors
            if one.unnamed
        ]

    def cast(self) -> Cast:
        actors = list(self.before.actors)
        for one in self.found:
            mentions = tuple(Mention(span, kind) for span, kind in sorted(one.mentions.items()))
            if one.known is not None:
                place = next(number for number, actor in enumerate(actors) if actor.id == one.known)
                extra = tuple(
                    each for each in mentions if each.span not in {old.span for old in actors[place].mentions}
                )
                merged = tuple(sorted((*actors[place].mentions, *extra), key=lambda each: each.span))
                actors[place] = replace(actors[place], mentions=merged)
                continue
            actors.append(
                Actor(
                    f"a{len(actors) + 1}",
                    one.name,
                    one.type,
                    mentions,
                    state=one.state,
                    part_of=one.part_of,
                    unnamed=True,
                )
            )
        return replace(self.before, actors=tuple(actors))

    def take(self, source: Span) -> None:
        """Enter the mention that a source is, if it is one of somebody without a name."""
        head = self._head(source)
        if head is None or self.resolver.speakers(source) is not None:
            return
        if head.pos_ == "PRON":
            self._pronoun(head)
            return
        span = self.mention(head)
        if any(other.kind is not MentionKind.ADJECTIVE for other, _ in self.casting.covering(span_of(head))):
            return
        if self.names_somebody(head, source):
            return
        noun, several, kind = self.kind(head)
        if kind is None or (several and counted(head)):
            return
        determiner = self.determiner(head)
        later = self._named_later(head, noun, span) if determiner in ("a", "an") and kind is ActorType.PERSON else None
        if later is not None:
            later.mentions[span] = MentionKind.NOMINAL
            return
        if not self._may_be_open(head, noun, several, determiner):
            return
        if self.told_again(head, noun, several, span, determiner):
            return
        if determiner in THESE and not syntax.possessors(head) and not self._may_be_new(head, noun, several, span):
            return
        if kind in (ActorType.ORGANIZATION, ActorType.MEDIA) and determiner not in _ONE and not self._owned(head):
            return
        if noun in self.nouns.vague and not self.says_who(head):
            return
        self.enter(head, noun, several, kind, span)

    # ---------- which words ----------

    def _head(self, source: Span) -> Token | None:
        words = tokens_of(self.doc, source)
        inside = {token.i for token in words}
        tops = [token for token in words if not token.is_punct and (token.head.i not in inside or token.head == token)]
        tops = [token for token in tops if token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM")]
        if not tops or any(child.dep_ == "conj" and child.i in inside for child in tops[0].children):
            return None
        head = tops[0]
        if syntax.is_relative(head):
            antecedent = syntax.relative_antecedent(head.head)
            return antecedent
        if head.lower_ in self.nouns.counting or head.pos_ == "NUM":
            inner = [noun for word, _, noun in syntax.prepositions(head) if word == "of" and noun.pos_ == "NOUN"]
            return inner[0] if inner and inner[0].tag_ == "NNS" else head
        return head

    def mention(self, head: Token) -> Span:
        span = syntax.phrase(head)
        above = head.head.head
        if head.dep_ == "pobj" and head.head.lower_ == "of" and above.lower_ in self.nouns.counting:
            return Span(syntax.phrase(above).begin, span.end)
        return span

    def names_somebody(self, head: Token, source: Span) -> bool:
        """A name beside the noun that the cast does not know: "a ministry official, Kofi Boahen"."""
        for other in syntax.appositions(head):
            if other.pos_ == "PROPN" or other.ent_type_ == "PERSON":
                return True
        after = head.nbor() if head.i + 1 < len(self.doc) else head
        if after.pos_ == "PROPN" and after.dep_ != "pobj" and after.idx < source.end:
            return True
        return any(
            token.i > head.i and token.head == head and (token.ent_type_ == "PERSON" or token.pos_ == "PROPN")
            for token in tokens_of(self.doc, source)
        )

    def kind(self, head: Token) -> tuple[str, bool, ActorType | None]:
        """(noun in the singular, whether several, type) of a head; type None when it is nobody."""
        lower, lemma = head.lower_, head.lemma_.lower()
        if lower in self.nouns.groups and head.ent_type_ != "PERSON":
            return lower, True, ActorType.GROUP
        if head.ent_type_ == "NORP" and head.tag_ in ("NNS", "NNPS") and self._counted(head):
            return lower, True, ActorType.GROUP  # "many Israelis"; "the Americans" may be those at the table
        capital = head.pos_ == "PROPN" and not head.ent_type_
        if capital and head.tag_ == "NNPS":
            lemma = lower.removesuffix("s")  # "Teachers" at the beginning of a sentence
        if head.pos_ != "NOUN" and not (capital and lemma in self.nouns.persons):
            return lemma, False, None
        several = head.tag_ in ("NNS", "NNPS") or lower == "people"
        if self.nouns.is_person(lemma) or self._title(head, lemma):
            return lemma, several, ActorType.GROUP if several else ActorType.PERSON
        if lemma in self.titles.words["media_nouns"]:
            return lemma, several, ActorType.GROUP if several else ActorType.MEDIA
        if lemma in self.nouns.bodies:
            return lemma, several, ActorType.GROUP if several else ActorType.ORGANIZATION
        counted = several and any(one.lower_ in self.nouns.left_out or one.like_num for one in head.lefts)
        if lemma in ("country", "nation", "government", "state") and counted:
            return lemma, True, ActorType.GROUP
        return lemma, several, None

    @staticmethod
    def _counted(head: Token) -> bool:
        """Whether a plural is a part of a people: "many", "most", "some", "young Israelis"."""
        return any(one.lower_ in _MANY or one.like_num for one in head.lefts)

    def _title(self, head: Token, lemma: str) -> bool:
        two = f"{head.nbor(-1).lower_} {lemma}" if head.i else lemma
        return any(
            form in self.titles.by_form and self.titles.by_form[form].rank != "honorific" for form in (two, lemma)
        )

    @staticmethod
    def determiner(head: Token) -> str:
        for child in head.lefts:
            if child.dep_ in ("det", "poss", "nummod") or child.lower_ in _ONE:
                return child.lower_
        return ""

    def _may_be_open(self, head: Token, noun: str, several: bool, determiner: str) -> bool:
        """Whether nobody named is likely to be meant: not by a title without article, an office that one person holds
        ("the bloc's envoy"), what pronouns of unknown owners have ("their agencies"), or with a name ("the Rex bar").
        """
        owners = syntax.possessors(head)
        if any(owner.pos_ == "PRON" and len(self.namer.actors_at(owner)) != 1 for owner in owners):
            return False
        title = self.titles.by_form.get(noun)
        sole = title is not None and title.rank in _KEPT_OPEN
        if not several and not determiner and (not owners or sole):
            return noun in self.nouns.groups or (noun in self.nouns.bodies and self._owned(head))
        if not several and sole and determiner not in _ONE:
            return False
        if noun in self.nouns.bodies and self._owned(head):
            return True
        named = [one for one in head.lefts if one.pos_ == "PROPN" and not self.casting.covering(span_of(one))]
        return not (determiner == "the" and not several and named)

    def _owned(self, head: Token) -> bool:
        """Whether it is said whose body it is: "the Indian mission", "the office of President Ruiz", "UN panel"; and
        no body of that sort that could be meant has been named."""
        if head.lemma_.lower() not in self.nouns.bodies:
            return False
        owners = [*syntax.possessors(head), *(noun for word, _, noun in syntax.prepositions(head) if word == "of")]
        owners += [one for one in head.lefts if one.dep_ in ("compound", "amod", "nmod")]
        return any(self.casting.covering(span_of(one)) for one in owners if one.pos_ != "PRON")

    # ---------- whom they mean ----------

    def last(self, noun: str, several: bool, at: int) -> _Found | None:
        """The actor without a name that was last spoken of with the same noun."""
        earlier = [
            (max(span.begin for span in one.mentions if span.begin < at), number)
            for number, one in enumerate(self.found)
            if one.several == several
            and noun in (one.noun, one.noun.removesuffix("s"))
            and any(span.begin < at for span in one.mentions)
        ]
        return self.found[max(earlier)[1]] if earlier else None

    def told_again(self, head: Token, noun: str, several: bool, span: Span, determiner: str) -> bool:
        """Whether the words mean who was spoken of before ("the envoy"), who has this mention too then."""
        if determiner not in THESE or syntax.possessors(head):
            return False
        old = self.last(noun, several, span.begin)
        if old is not None:
            old.mentions[span] = MentionKind.NOMINAL
        return old is not None

    def _named_later(self, head: Token, noun: str, span: Span) -> _Found | None:
        """Who is meant by a bare "a spokesman said" before the only spokesman of the article is named."""
        if any(child.dep_ != "det" and not child.is_punct for child in head.children):
            return None
        holders = [
            one
            for one in self.before.actors
            if one.type is ActorType.PERSON
            and not one.unnamed
            and any(role.partition(" of ")[0].lower().split()[-1] == noun for role in one.roles if role)
        ]
        if len(holders) != 1 or min(mention.span.begin for mention in holders[0].mentions) < span.begin:
            return None
        (one,) = holders
        rivals = [each for each in self.found if each.noun == noun and each.known != one.id]
        if rivals:
            return None
        old = next((each for each in self.found if each.known == one.id), None)
        if old is None:
            old = _Found(one.name, one.type, noun, False, one.part_of, one.state, one.id)
            self.found.append(old)
        return old

    def _may_be_new(self, head: Token, noun: str, several: bool, span: Span) -> bool:
        """Whether "the X" may be somebody not named: no office that a named one could hold, nobody named near."""
        if several:
            words = self.titles.words
            return head.lower_ not in words["people_groups"] | words["state_groups"] | words["officials"]
        title = self.titles.by_form.get(noun)
        if noun in self.nouns.groups:
            return noun in ("police",)
        if noun in self.nouns.vague or (title is not None and title.rank in _KEPT_OPEN):
            return False
        if noun in self.nouns.anonymous:
            return True
        near = Span(max(0, span.begin - 2 * NEAR), span.begin)
        persons = [
            who
            for mention, who in self.casting.mentions_within(near)
            if mention.kind is not MentionKind.ADJECTIVE and self.casting.actors[who].type is ActorType.PERSON
        ]
        return not persons

    def _pronoun(self, head: Token) -> None:
        """ "She" after "a spokeswoman said": the source without a name that the text spoke of last."""
        several = head.lower_ in _THEY
        if head.lower_ not in _HE | _THEY or self.casting.covering(span_of(head)):
            return
        if not several and self.quotations.around(span_of(head)):
            return  # '"He wants it," an aide said': somebody of whom the source speaks
        at = head.idx
        ends = [
            (span.end, number)
            for number, one in enumerate(self.found)
            if one.several == several and one.type in (ActorType.PERSON, ActorType.GROUP)
            for span in one.mentions
            if span.end <= at and at - span.end <= NEAR
        ]
        if not ends:
            return
        end, number = max(ends)
        rivals = [
            who
            for mention, who in self.casting.mentions_within(Span(end, at))
            if self._may_be_meant(mention, who, several)
        ]
        one = self.found[number]
        gendered = {"man": "he", "woman": "she"}
        wrong = any(one.noun.endswith(ending) and head.lower_ != word for ending, word in gendered.items())
        if one.noun.endswith("woman"):
            wrong = head.lower_ != "she"
        if not rivals and not (wrong and not several):
            one.mentions[span_of(head)] = MentionKind.PRONOUN

    def _may_be_meant(self, mention: Mention, who: str, several: bool) -> bool:
        kind = self.casting.actors[who].type
        if mention.kind is MentionKind.ADJECTIVE:
            return False
        if several:
            return kind is ActorType.GROUP or mention.kind in (MentionKind.GROUP, MentionKind.OFFICIALS)
        return kind is ActorType.PERSON

    # ---------- their names ----------

    def says_who(self, head: Token) -> bool:
        """Whether a word beside the noun says more: "people familiar with it", "party leaders", "Gulf figures"."""
        return any(
            child.dep_ in ("compound", "amod", "prep", "acl", "relcl", "nmod", "poss")
            and child.lower_ not in self.nouns.left_out
            for child in head.children
        )

    def enter(self, head: Token, noun: str, several: bool, kind: ActorType, span: Span) -> None:
        name, part_of, state = self.namer.name(head, span)
        known = [one for one in self.found if one.name == name and one.type is kind]
        named = next((one for one in self.before.actors if one.name.lower() == name.lower()), None)
        if named is not None and not named.unnamed:
            known = [_Found(named.name, named.type, noun, several, named.part_of, named.state, named.id)]
            self.found += known
        if not known:
            known = [_Found(name, kind, noun, several, part_of, state)]
            self.found += known
        known[0].mentions[span] = MentionKind.NOMINAL
