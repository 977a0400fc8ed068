"""People, states and bodies by description: "the Chinese leader", "his Ethiopian counterpart", "the ministry".

A description with a state means the person of that state whose title fits; an office-holder whom the text names
nowhere stands for the state. Without a state it means the person who holds that office by the text; of several the
only one of the sentence and the one before. In doubt it means nobody.
"""

from __future__ import annotations

import re

from diplograph.extract.actors_beside import beside
from diplograph.extract.actors_holders import bare, in_body, last, of_something, without_state
from diplograph.extract.actors_offices import article, canonical
from diplograph.extract.actors_phrases import Phrase, Reader, grammar_subject, latest
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.extract.actors_titles import DEPUTIES, MANY, SECRETARY, deputy, words_for
from diplograph.lexicon.titles import Title
from diplograph.model import ActorType, MentionKind, Span

_SKIPPED_RANKS = frozenset({"honorific", "other", "cleric", "military"})
_BODY_NOUNS = {
    "bloc": (ActorType.INTERNATIONAL,),
    "alliance": (ActorType.INTERNATIONAL,),
    "newspaper": (ActorType.MEDIA,),
    "paper": (ActorType.MEDIA,),
    "broadcaster": (ActorType.MEDIA,),
    "agency": (ActorType.MEDIA,),
    "news agency": (ActorType.MEDIA,),
    "state news agency": (ActorType.MEDIA,),
    "channel": (ActorType.MEDIA,),
    "magazine": (ActorType.MEDIA,),
}


def singular(scene: Scene, reader: Reader) -> None:
    """Enter descriptions of one person, of one state's side and of bodies."""
    taken = sorted((span.begin, span.end) for span, _, figure in scene.mention_list() if figure.is_person)
    for noun, title in titles_in(scene):
        if any(begin < noun.end and noun.begin < end for begin, end in taken):
            continue
        _person(scene, reader.phrase(noun), title)
    for match in re.finditer(r"\b(counterpart|host|ally)\b", scene.text):
        noun = Span(match.start(), match.end())
        if scene.token_at(noun.begin).pos_ in ("NOUN", "PROPN", "ADJ") and not any(
            begin < noun.end and noun.begin < end for begin, end in taken
        ):
            _person(scene, reader.phrase(noun), None)
    for match in re.finditer(r"\bside\b", scene.text):
        phrase = reader.phrase(Span(match.start(), match.end()))
        if phrase.definite and len(phrase.states) == 1:
            scene.add(scene.state(phrase.states[0]), phrase.span, MentionKind.NOMINAL)
    _bodies(scene, reader)
    countries(scene)


def titles_in(scene: Scene) -> list[tuple[Span, Title]]:
    """Nouns that are titles, the longest form at each place."""
    found: list[tuple[Span, Title]] = []
    words = list(re.finditer(r"[\w'.-]+", scene.text))
    at = 0
    titles = scene.lexicon.titles
    while at < len(words):
        step = 1
        for size in range(min(titles.longest, len(words) - at), 0, -1):
            begin, end = words[at].start(), words[at + size - 1].end()
            between = scene.text[begin:end]
            cut = 2 if between.endswith("'s") else 0
            title = titles.by_form.get(" ".join(between[: len(between) - cut].split()).lower())
            if title is None and between.endswith("."):  # the end of a sentence
                cut = 1
                title = titles.by_form.get(" ".join(between[:-1].split()).lower())
            if between == "Amir" and at and words[at - 1].group().lower() == "the":  # else it is a first name
                title = titles.by_form.get("emir")
            if title is not None and "\n" not in between:
                token = scene.token_at(begin)
                odd = len(token) > len(words[at].group()) + 1  # "leader.(AFP"
                if title.rank not in _SKIPPED_RANKS and (odd or token.pos_ in ("NOUN", "PROPN", "ADJ")):
                    found.append((Span(begin, end - cut), title))
                step = size
                break
        at += step
    return found


def _person(scene: Scene, phrase: Phrase, title: Title | None) -> None:
    under = next((word for word in phrase.before if word in DEPUTIES), None)
    if title is not None and under:
        title = deputy(title, under)
    if not phrase.before and phrase.followed and scene.text[phrase.span.begin - 2 : phrase.span.begin] != ", ":
        return  # "a nominee for President of the United States"
    named = beside(scene, phrase)
    if named is not None and (phrase.before or phrase.states or scene.says(phrase.noun)[0].isupper()):
        scene.add(named, phrase.span, MentionKind.NOMINAL)
        if phrase.states and named.state is None:
            named.state = phrase.states[0]
        of_body = not phrase.states and re.match(r" (?:of|at|in|for)\b", scene.text[phrase.span.end :][:5])
        if title is not None and not (of_body and title.leads):  # "the president of the league, X" leads no state
            if title not in named.titles:
                named.titles.append(title)
            if not phrase.former:
                named.called |= words_for(phrase.word, title)
            _role(scene, phrase, title, named)
        if title is None and phrase.word == "counterpart":
            _same_office(scene, phrase, named)
        return
    if attributive(scene, phrase):
        return
    if len(phrase.states) > 1:
        return
    if title is None:
        if phrase.word == "counterpart" and phrase.states:
            known = [
                one
                for one in scene.persons()
                if one.titles
                and min(one.mentions) < (phrase.span.begin, phrase.span.end)
                and _equals(scene, phrase, one)
            ]
            _of_state(scene, phrase, known, fallback=True)
        elif phrase.word in ("host",) and phrase.states:
            _of_state(scene, phrase, [one for one in scene.persons() if one.leads], fallback=True)
        return
    below = title.id in ("under-secretary", "vice-president") or title.id.startswith("deputy-")
    if phrase.indefinite or (title.rank == "official" and not below and not phrase.states and not phrase.bodies):
        return
    if _NO_RELATION.search(scene.text[max(0, phrase.span.begin - 16) : phrase.span.begin]):
        return
    fitting = [one for one in scene.persons() if fits(title, one, phrase.word)]
    if not phrase.former:
        fitting = [one for one in fitting if not _left_office(one)]
    if _NEWER & set(phrase.before):
        fitting = [one for one in fitting if _said_to_be(scene, one, _NEWER)]
    if phrase.word in ("top diplomat", "chief diplomat"):
        fitting += [one for one in scene.persons() if any(held.id == "secretary-of-state" for held in one.titles)]
    if phrase.states:
        _of_state(scene, phrase, fitting, fallback=holds_office(title) and not phrase.former)
        return
    called = not phrase.before and not phrase.followed and _called(scene, phrase, title)
    if not (phrase.definite or called) or phrase.possessed or phrase.office:
        return
    if phrase.bodies:
        one = in_body(scene, phrase, fitting)
        if one is not None:
            scene.add(one, phrase.span, MentionKind.NOMINAL)
        return
    if not phrase.followed and of_something(scene, phrase):
        return
    if title.rank in ("chief", "official", "legislator") and not below:
        return
    said = scene.says(phrase.noun)
    initials = [one for one in scene.persons() if said in one.initials] if said.isupper() else []
    if len(initials) == 1:
        scene.add(initials[0], phrase.span, MentionKind.NOMINAL)
        return
    if _OUSTED & set(phrase.before):
        # still the president for some, the former one for others
        own = [one for one in scene.persons() if one.mentions and _said_to_be(scene, one, _OUSTED)]
        own = own or _passive_here(scene, phrase, [one for one in fitting if not _left_office(one)])
        if len(own) == 1 and latest(scene, phrase.span.begin, own):
            scene.add(own[0], phrase.span, MentionKind.NOMINAL)
        return
    if phrase.former:
        fitting = [one for one in fitting if any(office.startswith("former ") for office in one.roles)]
        if not fitting:
            fitting = _just_spoken_of(scene, phrase, None)  # "X is unimpressed. … The former minister said"
    recent = latest(scene, phrase.span.begin, fitting)
    if not recent and len(fitting) == 1 and said[0].isupper() and not phrase.former:
        scene.add(fitting[0], phrase.span, MentionKind.NOMINAL)  # "The Secretary" of a briefing, named only later
        return
    one = bare(scene, phrase, recent)
    if one is not None:
        scene.add(one, phrase.span, MentionKind.NOMINAL)


_NO_RELATION = re.compile(r"\bno relation (?:of|to) $")
_OUSTED = frozenset({"ousted", "deposed", "overthrown", "detained", "jailed", "exiled"})
_NEWER = frozenset({"new", "incoming", "next", "future", "newly"})


def _left_office(person: Figure) -> bool:
    """Whether the text knows only offices that the person no longer holds."""
    return bool(person.roles) and all(one.startswith("former ") for one in person.roles)


def _passive_here(scene: Scene, phrase: Phrase, persons: list[Figure]) -> list[Figure]:
    """Which of the persons the sentence speaks of before the phrase; [] if one of them does something."""
    here = [
        (where, figure)
        for where, _, figure in scene.mentions_of(scene.sentence(phrase.span.begin))
        if where.end <= phrase.span.begin and figure in persons
    ]
    if any(grammar_subject(scene, where) is not None for where, _ in here):
        return []
    return list({figure.key: figure for _, figure in here}.values())


def _said_to_be(scene: Scene, person: Figure, words: frozenset[str]) -> bool:
    """Whether the text has introduced the person with one of the words: "the ousted president, X"."""
    said = (scene.says(one.span).lower().split() for one in person.mentions.values())
    return any(words & set(each) for each in said)


def _called(scene: Scene, phrase: Phrase, title: Title) -> bool:
    """An office without an article that stands for its holder: "EAM met …", "Prime Minister thanked …"."""
    said = scene.says(phrase.noun)
    if not said[0].isupper() or title.rank not in ("head", "minister", "monarch"):
        return False
    if re.search(r"[\d:] ?$|[-'’]$", scene.text[max(0, phrase.noun.begin - 2) : phrase.noun.begin]):
        return False
    if re.match(r"[-'’]| [A-Z]", scene.text[phrase.noun.end : phrase.noun.end + 2]):
        return False
    if said.isupper():
        return len(said) < 5
    return grammar_subject(scene, phrase.noun) is not None


def _role(scene: Scene, phrase: Phrase, title: Title, person: Figure) -> None:
    """The office that an apposition gives: "Armenia's foreign minister, X"."""
    if (
        not title.role
        or (title.rank == "chief" and not title.org)
        or title.id in ("official", "legislator")
        or phrase.office
    ):
        return
    owner = scene.lexicon.actors.states[phrase.states[0]].name if len(phrase.states) == 1 else None
    owner = article(owner) if owner else phrase.bodies[0] if phrase.bodies else None
    former = "former " if phrase.former else ""
    said = " ".join(part.capitalize() for part in phrase.word.split()) if title.id in MANY else title.role
    civil = len(phrase.states) == 1 and phrase.states[0] in scene.words["civil_foreign_secretaries"]
    said = "Foreign Secretary" if civil and phrase.word.lower() == "foreign secretary" else said
    office = f"{former}{said} of {owner}" if owner else f"{former}{said}"
    if not any(one == office or one.startswith(office + " of ") for one in person.roles):
        person.roles.append(office)


def _equals(scene: Scene, phrase: Phrase, person: Figure) -> bool:
    """Whether a person may be the counterpart of the one spoken of: both lead, or both hold the same office."""
    floor = scene.sentence_begin(phrase.span.begin)
    others = [
        one
        for one in latest(scene, phrase.span.begin, scene.persons())
        if one is not person and one.titles and any(begin >= floor for begin, _ in one.mentions)
    ]
    if not others:
        return False
    offices = {title.id for title in others[0].titles if title.rank not in ("honorific", "other")}
    return (person.leads and others[0].leads) or any(title.id in offices for title in person.titles)


def _same_office(scene: Scene, phrase: Phrase, person: Figure) -> None:
    """A counterpart holds the office of the one whose counterpart it is: the titled person before in the sentence."""
    floor = scene.sentence_begin(phrase.span.begin)
    others = [
        one
        for one in latest(scene, phrase.span.begin, scene.persons())
        if one is not person and one.titles and any(begin >= floor for begin, _ in one.mentions)
    ]
    here = scene.sentence(phrase.span.begin)
    subjects = {figure.key for where, _, figure in scene.mentions_of(here) if grammar_subject(scene, where) is not None}
    others.sort(key=lambda one: one.key not in subjects)  # "X was received by General Y after meeting his counterpart"
    if not others:
        return
    held = [title for title in others[0].titles if title.rank not in _SKIPPED_RANKS | {"chief"}]
    office = next((title for title in held if title.rank != "envoy"), held[0] if held else None)
    if office is None:
        return
    if office not in person.titles:
        person.titles.append(office)
    if office.role and person.state and not person.roles:
        person.roles.append(f"{office.role} of {article(scene.lexicon.actors.states[person.state].name)}")


def holds_office(title: Title) -> bool:
    return title.rank in ("head", "monarch", "minister", "envoy", "spokesperson")


def fits(title: Title, person: Figure, word: str) -> bool:
    """Whether a person may be called by a title: "leader" every head, "minister" every minister, else the same one."""
    if word.endswith("leader") or word in ("ruler", "monarch", "head of state"):
        return person.leads
    if word == "minister":
        return any(one.rank == "minister" for one in person.titles)
    if title.rank == "spokesperson":
        return any(one.rank == "spokesperson" for one in person.titles)
    if word == "foreign secretary" and any(one.id == SECRETARY for one in person.titles):
        return True
    if title.rank == "envoy" and word in ("envoy", "negotiator", "mediator"):
        return any(one.rank == "envoy" for one in person.titles)
    if title.id == "deputy-minister":
        return any(one.id.startswith("deputy-") and one.rank == "official" for one in person.titles)
    return any(one.id == title.id for one in person.titles)


def _of_state(scene: Scene, phrase: Phrase, fitting: list[Figure], *, fallback: bool) -> None:
    code = phrase.states[0]
    own = [one for one in fitting if one.state == code] or without_state(scene, phrase, fitting)
    if len(own) > 1:
        own = latest(scene, phrase.span.begin, own)[:1] or own[:1]
    if not own and phrase.definite and phrase.word != "counterpart":
        own = _just_spoken_of(scene, phrase, code)
    if own:
        scene.add(own[0], phrase.span, MentionKind.NOMINAL)
    elif fallback and (phrase.definite or scene.text[phrase.span.begin : phrase.span.begin + 1].isupper()):
        scene.add(scene.state(code), phrase.span, MentionKind.OFFICIALS)


def _just_spoken_of(scene: Scene, phrase: Phrase, code: str | None) -> list[Figure]:
    """Who was subject of the sentence before, when the text says neither office nor state of that person.

    "Hadi Samir told reporters … The Iraqi foreign minister said …": a description often tells who somebody is.
    """
    if scene.head(phrase.noun).dep_ not in ("nsubj", "nsubjpass", "poss"):
        return []
    for back in (0, 1):
        here = [
            figure
            for where, kind, figure in scene.mentions_of(scene.sentence(phrase.span.begin) - back)
            if figure.is_person and kind is not MentionKind.GROUP and where.end <= phrase.span.begin
        ]
        if here:
            one = here[-1]
            alone = len({figure.key for figure in here}) == 1
            open_ = all(title.rank in ("honorific", "other") for title in one.titles) and (
                code is None or one.state in (None, code)
            )
            return [one] if alone and open_ and not one.unnamed else []
    return []


def attributive(scene: Scene, phrase: Phrase) -> bool:
    """Part of a longer noun phrase ("the president's office", "prime minister candidate") or a predicate."""
    after = scene.text[phrase.span.end : phrase.span.end + 2]
    token = scene.token_at(phrase.noun.end - 1)
    if after.startswith("-"):
        return True
    if token.dep_ in ("compound", "amod") and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN"):
        return True
    return token.dep_ in ("attr", "oprd") or (token.dep_ == "pobj" and token.head.lower_ == "as")


def _bodies(scene: Scene, reader: Reader) -> None:
    for match in re.finditer(
        r"\b[Tt]he (?:(?:state|same|daily|official|regional|\d+-member|news|television) )*("
        + "|".join(sorted(_BODY_NOUNS, key=lambda word: -len(word)))
        + r"|ministry)\b(?! of\b| [A-Z])|\b(ministry)(?= (?:spokes|official|readout|statement|said))",
        scene.text,
    ):
        word = match.group(1) or match.group(2)
        span = Span(match.start(), match.end())
        if any(begin < span.end and span.begin < end for one in scene.figures.values() for begin, end in one.mentions):
            continue
        if word == "ministry":
            figures = [one for one in scene.figures.values() if " Ministry of " in one.name]
        else:
            figures = [
                one
                for one in scene.figures.values()
                if one.type in _BODY_NOUNS[word]
                and not one.collective
                and (word != "bloc" or one.name != "United Nations")
            ]
        state = re.search(r"\bstate\b", match.group())
        if word.endswith("agency"):
            figures = [one for one in figures if not state or one.state]
        recent = latest(scene, span.begin, figures)
        if not recent and len(figures) == 1 and word.endswith("agency") and state:
            recent = figures  # named only later
        if recent and (
            len(recent) == 1 or scene.sentence(span.begin) - scene.sentence(last(recent[0], span.begin)) <= 2
        ):
            scene.add(recent[0], span, MentionKind.NOMINAL)


def countries(scene: Scene) -> None:
    """ "The country": the state that is subject of the sentence, else the only one in the sentence before."""
    for match in re.finditer(r"\b[Tt]he (?:country|nation)\b(?! of\b| where\b)", scene.text):
        before = scene.text[max(0, match.start() - 12) : match.start()].lower()
        if re.search(r"\b(?:in|of|across|throughout|around|to|from|into|for|over|within|inside) (?:all )?$", before):
            continue
        here = scene.sentence(match.start())
        states: dict[int, list[tuple[Span, Figure]]] = {0: [], 1: []}
        for where, kind, figure in scene.mention_list():
            back = here - scene.sentence(where.begin)
            named = figure.type is ActorType.STATE and kind in (MentionKind.NAME, MentionKind.METONYM)
            if named and where.end <= match.start() and back in states:
                states[back].append((where, figure))
        subjects = [figure for where, figure in states[0] if grammar_subject(scene, where) is not None]
        chosen = {one.key: one for one in subjects}
        if not states[0]:
            chosen = {figure.key: figure for _, figure in states[1]}
        if len(chosen) == 1:
            scene.add(next(iter(chosen.values())), Span(match.start(), match.end()), MentionKind.NOMINAL)


def office_name(scene: Scene, person: Figure) -> str | None:
    """ "Office of the President of Serbia", None when the person's office or state isn't known."""
    state = scene.lexicon.actors.states[person.state].name if person.state else None
    if state and not person.leads and any(title.rank == "minister" for title in person.titles):
        of_state = f" of {article(state)}"
        held = [one for one in person.roles if one.endswith(of_state) and not one.startswith("former ")]
        return f"Office of the {held[0]}" if held else None
    title = next((one for one in person.titles if one.leads and one.id not in ("leader", "head-of-state")), None)
    if title is None or person.state is None:
        return None
    return canonical(scene, f"Office of the {title.role}", person.state)
