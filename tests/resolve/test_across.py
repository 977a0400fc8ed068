"""Documents brought together: actors, places, meetings, statements, acts, tenures, copies, conflicts."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from datetime import date
from itertools import pairwise

from diplograph import intervals
from diplograph.dossier import Dossier, Reading
from diplograph.model import (
    Actor,
    ActorType,
    Document,
    Extraction,
    Form,
    Furniture,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Mention,
    MentionKind,
    Place,
    Polarity,
    Relation,
    Span,
    Statement,
    Timex,
)
from diplograph.resolve import copies
from diplograph.resolve.across import join
from diplograph.resolve.people import is_seat

STATES = {"Norway": "NOR", "Peru": "PER", "Chad": "TCD"}


class Article:
    """A document put together from words that are looked up in its text."""

    def __init__(
        self, name: str, text: str, published: str | None = "2031-05-07", publisher: str | None = None
    ) -> None:
        sha = hashlib.sha256(f"{name} {text}".encode()).hexdigest()
        day = date.fromisoformat(published) if published else None
        self.document = Document(name, text, sha, published=day, publisher=publisher)
        self.actors: list[Actor] = []
        self.meetings: list[Meeting] = []
        self.statements: list[Statement] = []
        self.relations: list[Relation] = []
        self.places: list[Place] = []

    def span(self, words: str) -> Span:
        begin = self.document.text.index(words)
        return Span(begin, begin + len(words))

    def actor(self, name: str, type_: ActorType = ActorType.PERSON, words: str | None = None, **facts: object) -> str:
        mentions = (Mention(self.span(words), MentionKind.NAME),) if words else ()
        self.actors.append(Actor(f"a{len(self.actors)}", name, type_, mentions, **facts))  # type: ignore[arg-type]
        return self.actors[-1].id

    def when(self, words: str, notation: str) -> Timex:
        return Timex(self.span(words), intervals.parse(notation), anchor=self.document.published)

    def meet(self, *parties: str, evidence: str, when: Timex | None = None, **facts: object) -> str:
        given = {"kind": MeetingKind.PHONE_CALL, "status": MeetingStatus.HELD, **facts}
        name = f"m{len(self.meetings)}"
        self.meetings.append(
            Meeting(name, participants=parties, evidence=(self.span(evidence),), when=when, rule="test", **given)  # type: ignore[arg-type]
        )
        return name

    def say(self, *speakers: str, words: str, form: Form = Form.INDIRECT, **facts: object) -> str:
        name = f"s{len(self.statements)}"
        self.statements.append(
            Statement(name, speakers, None, form, None, (self.span(words),), (self.span(words),), rule="test", **facts)  # type: ignore[arg-type]
        )
        return name

    def extraction(self) -> Extraction:
        return Extraction(
            self.document,
            tuple(self.actors),
            tuple(self.places),
            tuple(self.meetings),
            tuple(self.statements),
            tuple(self.relations),
            tuple(one.when for one in self.meetings if one.when),
        )


def call(name: str, **facts: object) -> Article:
    """An article on one telephone call."""
    article = Article(name, "Ada Berg of Norway and Luis Soto of Peru spoke by phone on Tuesday in Lima.", **facts)  # type: ignore[arg-type]
    ada, luis = article.actor("Ada Berg", words="Ada Berg"), article.actor("Luis Soto", words="Luis Soto")
    article.meet(ada, luis, evidence=article.document.text, when=article.when("on Tuesday", "2031-05-06"))
    return article


def names(dossier: Dossier, positions: tuple[int, ...]) -> list[str]:
    return [dossier.actors[one].name for one in positions]


def test_nothing_gives_nothing() -> None:
    assert join([]) == Dossier()


def test_one_event_told_twice_is_one_node_with_both_tellings() -> None:
    dossier = join([call("b.txt").extraction(), call("a.txt", published="2031-05-08").extraction()])
    (event,) = dossier.meetings
    assert [one.extraction.document.identifier for one in dossier.documents] == ["b.txt", "a.txt"]
    assert names(dossier, event.participants) == ["Ada Berg", "Luis Soto"]
    assert [one.document for one in event.evidence] == [0, 1]
    assert [(one.document, one.field) for one in event.claims] == [
        (at, field) for at in (0, 1) for field in ("kind", "status", "when", "participant", "participant")
    ]
    assert event.when == Reading(0, call("b.txt").meetings[0].when or Timex(Span(0, 0), None))
    assert event.conflicts == () and event.possibly == ()


def test_documents_without_a_date_come_last() -> None:
    some = [call("a.txt", published=None), call("c.txt"), call("b.txt"), call("d.txt", published="2030-01-01")]
    found = join([one.extraction() for one in some])
    assert [one.extraction.document.identifier for one in found.documents] == ["d.txt", "b.txt", "c.txt", "a.txt"]


def test_the_order_of_extractions_does_not_matter() -> None:
    some = [call(f"{at}.txt", published=f"2031-05-{7 + at % 3:02}").extraction() for at in range(6)]
    first = join(some)
    for seed in range(5):
        random.Random(seed).shuffle(some)
        assert join(some) == first


def test_the_same_bytes_on_the_same_day_are_one_document() -> None:
    one = call("b.txt").extraction()
    other = replace(one, document=replace(one.document, identifier="a.txt"))
    assert [volume.extraction.document.identifier for volume in join([one, other]).documents] == ["a.txt"]


def test_a_denial_joins_the_report_and_is_a_conflict() -> None:
    report, denial = call("a.txt"), call("b.txt")
    denial.meetings[0] = replace(denial.meetings[0], status=MeetingStatus.DENIED)
    (event,) = join([report.extraction(), denial.extraction()]).meetings
    (clash,) = event.conflicts
    assert [(event.claims[one].field, event.claims[one].value) for one in clash] == [
        ("status", MeetingStatus.HELD),
        ("status", MeetingStatus.DENIED),
    ]


def test_the_finer_place_and_kind_win_and_both_are_kept() -> None:
    coarse, fine = call("a.txt"), call("b.txt")
    coarse.meetings[0] = replace(coarse.meetings[0], kind=MeetingKind.TALKS, place="Peru")
    fine.meetings[0] = replace(fine.meetings[0], kind=MeetingKind.SUMMIT, place="Lima, Peru")
    dossier = join([coarse.extraction(), fine.extraction()], STATES)
    (event,) = dossier.meetings
    assert event.kind is MeetingKind.SUMMIT
    assert event.place is not None and dossier.places[event.place].name == "Lima"
    assert [dossier.places[one.value].name for one in event.claims if one.field == "place"] == ["Peru", "Lima"]  # type: ignore[index]
    state = dossier.places[event.place].in_state
    assert state is not None and dossier.actors[state].state == "PER"


def test_places_lie_in_each_other_without_rings() -> None:
    article = Article("a.txt", "Upper Town and Lower Town.")
    article.places = [Place("Upper Town", part_of="Lower Town"), Place("Lower Town", part_of="Upper Town")]
    places = join([article.extraction()]).places
    assert [(one.name, one.in_place) for one in places] == [("Upper Town", 1), ("Lower Town", None)]


# ---------- actors ----------


def people(*given: tuple[str, ActorType, dict[str, object]]) -> Dossier:
    """One document for each actor."""
    articles = []
    for at, (name, type_, facts) in enumerate(given):
        article = Article(f"{at}.txt", f"{name} spoke, number {at}.")
        article.actor(name, type_, words=name, **facts)
        articles.append(article.extraction())
    return join(articles, STATES)


def known(dossier: Dossier) -> list[tuple[str, str]]:
    return [(one.name, one.type.value) for one in dossier.actors]


def test_actors_are_joined_by_name_whatever_its_accents() -> None:
    person, group = ActorType.PERSON, ActorType.GROUP
    assert known(people(("Zoë Łuk", person, {}), ("Zoe Łuk", person, {}), ("Zoe Łuk", person, {}))) == [
        ("Zoe Łuk", "Person")
    ]
    assert len(people(("Rebels", group, {}), ("Rebels", person, {})).actors) == 2


def test_a_surname_joins_the_only_full_name_of_its_state() -> None:
    berg = ("Ada Berg", ActorType.PERSON, {"state": "NOR"})
    short = ("Berg", ActorType.PERSON, {"state": "NOR"})
    assert [name for name, kind in known(people(berg, short)) if kind == "Person"] == ["Ada Berg"]
    for other in (
        [berg, ("Berg", ActorType.PERSON, {})],  # nobody says of which state
        [berg, ("Berg", ActorType.PERSON, {"state": "PER"})],
        [berg, short, ("Ola Berg", ActorType.PERSON, {"state": "NOR"})],
    ):
        assert ("Berg", "Person") in known(people(*other))


def test_unnamed_persons_of_two_documents_are_two() -> None:
    diplomat = ("Western diplomat", ActorType.PERSON, {"unnamed": True})
    assert [one.origin for one in people(diplomat, diplomat).actors] == [0, 1]


def test_a_plain_organization_takes_the_better_type() -> None:
    some = people(*((("Union of Ports"), one, {}) for one in (ActorType.ORGANIZATION, ActorType.INTERNATIONAL)))
    assert known(some) == [("Union of Ports", "InternationalOrganization")]


def test_a_seat_is_the_government_and_a_ministry_is_a_part_of_it() -> None:
    gov = ActorType.GOVERNMENT
    dossier = people(
        ("Government of Norway", gov, {"state": "NOR"}),
        ("Oslo Castle", gov, {"state": "NOR"}),
        ("Foreign Ministry of Norway", gov, {"state": "NOR"}),
    )
    assert [(one.name, one.seat) for one in dossier.actors if one.type is gov] == [
        ("Oslo Castle", True),
        ("Foreign Ministry of Norway", False),
    ]
    norway = next(at for at, one in enumerate(dossier.actors) if one.type is ActorType.STATE)
    assert {one.represents for one in dossier.actors if one.type is gov} == {norway}


def test_who_holds_an_office_represents_the_state_unless_it_is_a_former_one() -> None:
    for office, expected in (("President", "Norway"), ("former President", None)):
        article = Article("a.txt", "President Ada Berg of Norway")
        ada = article.actor("Ada Berg", words="Ada Berg")
        norway = article.actor("Norway", ActorType.STATE, words="Norway", state="NOR")
        article.relations.append(Relation("holdsOffice", ada, norway, Span(0, 28), office=office))
        dossier = join([article.extraction()])
        person = next(one for one in dossier.actors if one.type is ActorType.PERSON)
        assert ((person.represents is not None and dossier.actors[person.represents].name) or None) == expected
        assert [one.office for one in dossier.tenures] == [office]


def test_is_seat() -> None:
    assert is_seat("Élysée Palace") and not is_seat("Department of Fish")


# ---------- statements ----------


def test_the_same_words_of_the_same_speaker_are_one_statement() -> None:
    articles = [
        Article("a.txt", "Ada Berg: “The fish are ours, all of them”."),
        Article("b.txt", "“The fish are ours, all of them!” Ada Berg said."),
        Article("c.txt", "Luis Soto: “The fish are ours, all of them”."),
    ]
    for article, name in zip(articles, ("Ada Berg", "Ada Berg", "Luis Soto"), strict=True):
        article.say(article.actor(name, words=name), words="The fish are ours, all of them", form=Form.DIRECT)
    dossier = join([one.extraction() for one in articles])
    assert [[passage.document for passage in one.evidence] for one in dossier.statements] == [[0, 1], [2]]
    assert [one.same_quote for one in dossier.statements] == [(), ()]


def test_below_five_words_a_document_keeps_its_own() -> None:
    articles = [Article(f"{at}.txt", f"Ada Berg sent her congratulations, number {at}.") for at in (0, 1)]
    for article in articles:
        article.say(article.actor("Ada Berg", words="Ada Berg"), words="her congratulations")
    assert [one.origin for one in join([one.extraction() for one in articles]).statements] == [0, 1]


def test_sources_of_outer_statements_are_sources_of_the_inner_one() -> None:
    article = Article("a.txt", "NTB said the palace said Ada Berg thanked Peru for the fish it sent.")
    ada, palace = article.actor("Ada Berg"), article.actor("Oslo Castle", ActorType.GOVERNMENT)
    agency, daily = article.actor("NTB", ActorType.MEDIA), article.actor("The Daily", ActorType.MEDIA)
    inner = article.say(ada, words="thanked Peru for the fish it sent")
    middle = article.say(palace, words="Ada Berg thanked Peru for the fish it sent", embeds=(inner,), via=(daily,))
    article.say(agency, words="the palace said Ada Berg thanked Peru for the fish it sent", embeds=(middle,))
    dossier = join([article.extraction()])
    assert [names(dossier, one.via) for one in dossier.statements] == [
        ["Oslo Castle", "The Daily", "NTB"],
        ["The Daily", "NTB"],
        [],
    ]
    assert [one.embedded_in for one in dossier.statements] == [(1,), (2,), ()]


def test_statements_never_stand_in_each_other() -> None:
    article = Article("a.txt", "Ada Berg said that Luis Soto said that she said it all before.")
    ada, luis = article.actor("Ada Berg"), article.actor("Luis Soto")
    article.say(ada, words="Luis Soto said that she said it all before", embeds=("s1",))
    article.say(luis, words="she said it all before", embeds=("s0", "s1"))
    assert [one.embedded_in for one in join([article.extraction()]).statements] == [(), (0,)]


def test_where_documents_differ_in_a_source_both_are_kept() -> None:
    articles = [Article(f"{at}.txt", f"Ada Berg said the fish are ours, all of them. {at}") for at in (0, 1)]
    for article, source in zip(articles, ("NTB", "EFE"), strict=True):
        via = article.actor(source, ActorType.MEDIA)
        article.say(article.actor("Ada Berg"), words="the fish are ours, all of them", via=(via,))
    dossier = join([one.extraction() for one in articles])
    (said,) = dossier.statements
    assert [(one.document, one.field, names(dossier, (one.value,))) for one in said.claims] == [  # type: ignore[arg-type]
        (0, "via", ["NTB"]),
        (1, "via", ["EFE"]),
    ]
    assert names(dossier, said.via) == ["NTB", "EFE"]


# ---------- acts ----------


def test_acts_of_two_documents_are_one_and_a_refusal_is_another() -> None:
    articles = [Article(f"{at}.txt", f"Norway condemned Peru. Number {at}.") for at in range(3)]
    for article, polarity in zip(articles, (Polarity.POSITIVE, Polarity.POSITIVE, Polarity.NEGATIVE), strict=True):
        ends = article.actor("Norway", ActorType.STATE), article.actor("Peru", ActorType.STATE)
        article.relations.append(Relation("condemns", *ends, Span(0, 22), polarity=polarity))
    acts = join([one.extraction() for one in articles], STATES).acts
    assert [(one.polarity.value, [passage.document for passage in one.evidence]) for one in acts] == [
        ("positive", [0, 1]),
        ("negative", [2]),
    ]


# ---------- copies ----------


def long_text(seed: int, length: int = 120) -> str:
    drawn, stock = random.Random(seed), "net boat pier gull herring tide quota crew storm salt".split()
    return " ".join(f"{drawn.choice(stock)}{drawn.randrange(99)}" for _ in range(length))


def documents(*texts: str) -> list[Document]:
    return [Document(f"{at}.txt", text, f"{at:064x}") for at, text in enumerate(texts)]


def test_copies_point_to_the_first_and_never_to_a_copy() -> None:
    story = long_text(1)
    cut = " ".join(story.split()[:90])
    other = long_text(2)
    quoting = other + " " + " ".join(story.split()[:12])
    some = documents(story, other, "MENU " + story + " FOOTER", cut, quoting, "short", "short")
    expected = (None, None, 0, 0, 1, None, None)
    assert copies.find(some) == expected
    # more documents than are compared directly: found by MinHash, the same way
    many = documents(*(one.text for one in some), *(long_text(100 + at) for at in range(copies.DIRECT)))
    assert copies.find(many) == expected + (None,) * copies.DIRECT


def test_furniture_makes_no_copy() -> None:
    menu = long_text(3)
    masked = (Furniture(Span(0, len(menu)), "menu"),)
    some = [replace(one, furniture=masked) for one in documents(menu + long_text(4), menu + long_text(5))]
    assert copies.find(some) == (None, None)
    assert copies.article(some[0]).strip() == long_text(4)


def test_a_copy_retells_an_undated_meeting_of_its_original() -> None:
    story = "Ada Berg and Luis Soto met at sea. " + long_text(6)
    other = "Ada Berg and Luis Soto met at sea. " + long_text(7)
    articles = [Article("a.txt", story), Article("b.txt", story + " More."), Article("c.txt", other)]
    for article in articles:
        two = article.actor("Ada Berg"), article.actor("Luis Soto")
        article.meet(*two, evidence="Ada Berg and Luis Soto met at sea.")
    dossier = join([one.extraction() for one in articles])
    assert [one.copy_of for one in dossier.documents] == [None, 0, None]
    assert [[passage.document for passage in one.evidence] for one in dossier.meetings] == [[0, 1], [2]]
    assert [one.possibly for one in dossier.meetings] == [(1,), (0,)]


def test_positions_point_where_they_should() -> None:
    dossier = join([call("a.txt", publisher="The Daily").extraction(), call("b.txt").extraction()])
    publishers = [one.publisher for one in dossier.documents]
    assert publishers[1] is None and publishers[0] is not None and names(dossier, (publishers[0],)) == ["The Daily"]
    assert all(a.name <= b.name or a.type != b.type for a, b in pairwise(dossier.actors))
