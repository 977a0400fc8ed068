"""Several at once: "Russian and US officials", "the foreign ministers of A and B", "the two leaders", "both countries".

Office-holders without names stand for their states (one OFFICIALS mention each), unless the text names for every state
a person whose title fits: then the phrase is a GROUP mention of each of these persons. A number without names ("the
two leaders") means those spoken of most in the sentences before; if they are not clearly that many, it means nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from diplograph.extract.actors_described import fits
from diplograph.extract.actors_gathered import concerned, foremost, last_group, outstanding, pick
from diplograph.extract.actors_parties import Parties, outsiders, standing, states_of
from diplograph.extract.actors_phrases import Phrase, Reader, latest, number
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.model import ActorType, MentionKind, Span

_SINGULARS = {
    "leaders": "leader",
    "heads of state": "leader",
    "presidents": "president",
    "premiers": "premier",
    "chancellors": "chancellor",
    "monarchs": "king",
    "ministers": "minister",
    "statesmen": "leader",
}
_POINTING = frozenset({"the", "both", "these", "neither", "either", "all", "their", "our"})
_ANYBODY = frozenset(
    "men women counterparts politicians diplomats officials envoys negotiators candidates commanders rivals "
    "generals".split()
)


def plural(scene: Scene, reader: Reader) -> None:
    """Enter groups and officials, in text order: a later "the two" may lean on an earlier group."""
    nouns = _ANYBODY | scene.words["officials"] | scene.words["people_groups"] | scene.words["state_groups"]
    pattern = re.compile(
        r"\b(heads of state|(?:foreign|prime|defence|defense|finance|interior|trade|energy|economy|vice|deputy|trade) "
        r"(?:ministers|presidents|officials|secretaries)|"
        + "|".join(sorted(nouns, key=lambda w: (-len(w), w)))
        + r")\b(?!-)",
        re.IGNORECASE,
    )
    persons = sorted(span for span, _, figure in scene.mention_list() if figure.is_person)
    for match in pattern.finditer(scene.text):
        noun = Span(match.start(), match.end())
        if any(one.begin < noun.end and noun.begin < one.end for one in persons):
            continue
        if match.group()[0].isupper() and re.search(r"[A-Z]\w+ $", scene.text[max(0, noun.begin - 15) : noun.begin]):
            continue  # part of a name: "United Nations", "Council of Ministers"
        phrase = reader.phrase(noun)
        _one(scene, phrase)
    for match in re.finditer(r"\b[Nn]either (leader|president|minister|side|country|government|state)\b", scene.text):
        phrase = reader.phrase(Span(match.start(1), match.end(1)))
        word = "countries" if match.group(1) == "country" else match.group(1) + "s"
        _one(scene, replace(phrase, word=word))
    _bare_numbers(scene)


def _one(scene: Scene, phrase: Phrase) -> None:
    word = phrase.word
    last = "leaders" if word == "heads of state" else word.split()[-1]
    named = _named_beside(scene, phrase)
    if named and (phrase.before or phrase.states):
        for person in named:
            scene.add(person, phrase.span, MentionKind.GROUP)
        return
    if (phrase.states or phrase.bodies) and last in scene.words["officials"]:
        _officials(scene, phrase, word)
        return
    count = number(phrase)
    if count and phrase.before[0] not in _POINTING:
        return  # "two women" are new ones
    if phrase.states or (phrase.bodies and not (count and last in scene.words["state_groups"])):
        return
    more = re.match(r" (?:of|from)\b", scene.text[phrase.span.end : phrase.span.end + 5])
    plain = phrase.before == ("the",) and last in _SINGULARS and not more
    people = last in scene.words["people_groups"] - {"officials", "diplomats", "envoys"}
    if (people and (count or plain)) or (count and last in _ANYBODY):
        _people(scene, phrase, count, word)
    if last in scene.words["state_groups"] and (count or phrase.before[:1] == ("their",)):
        _states(scene, phrase, count)


def _named_beside(scene: Scene, phrase: Phrase) -> list[Figure]:
    """Persons named right after a plural: "his Chinese and Turkish counterparts, Wang Yi and Mevlut Cavusoglu"."""
    text = scene.text
    ahead = re.match(r", | ", text[phrase.span.end : phrase.span.end + 2])
    if not ahead:
        return []
    at, found = phrase.span.end + ahead.end(), []
    starts = {begin: (end, one) for one in scene.persons() for begin, end in one.mentions}
    while at in starts:
        end, person = starts[at]
        found.append(person)
        more = re.match(r", and | and |, ", text[end : end + 6])
        if not more:
            break
        at = end + more.end()
    return found if len(found) > 1 else []


def _officials(scene: Scene, phrase: Phrase, word: str) -> None:
    single = _singular(word)
    if single and phrase.states and not phrase.bodies:
        titles = scene.lexicon.titles.by_form
        title = titles.get(single)
        chosen = []
        for code in phrase.states:
            own = [one for one in scene.persons() if one.state == code and title and fits(title, one, single)]
            chosen.append(own[0] if len(own) == 1 else None)
        if all(chosen) and len(chosen) > 1:
            for person in chosen:
                assert person is not None
                scene.add(person, phrase.span, MentionKind.GROUP)
            return
    for code in phrase.states:
        scene.add(scene.state(code), phrase.span, MentionKind.OFFICIALS)
    for body in phrase.bodies:
        known = scene.lexicon.actors.bodies[body]
        if known.type is not ActorType.GROUP:
            scene.add(scene.body(body), phrase.span, MentionKind.OFFICIALS)


def _singular(word: str) -> str | None:
    if word in _SINGULARS:
        return _SINGULARS[word]
    if word.endswith(("ministers", "presidents")):
        return word[:-1]
    return None


def _people(scene: Scene, phrase: Phrase, count: int | None, word: str) -> None:
    last = "leaders" if word == "heads of state" else word.split()[-1]
    single = _singular(word)
    title = scene.lexicon.titles.by_form.get(single or "leader")
    people = scene.persons()
    if last not in _ANYBODY and title is not None:
        people = [one for one in people if fits(title, one, single or "leader")]
    if last != "spokesmen":
        people = [one for one in people if not one.titles or any(t.rank != "spokesperson" for t in one.titles)]
    if last in ("men", "women"):
        other = "f" if last == "men" else "m"
        people = [one for one in people if one.gender != other]
    keys = {one.key for one in people}

    office = last not in _ANYBODY and word != "leaders"
    here = scene.sentence(phrase.span.begin)

    def persons(one: Parties) -> Sequence[Figure]:
        # Whom the text gives no office may hold this one, but only those who have just been spoken of.
        if word == "leaders" and all(_in_office(member) for member in one.members):
            return one.members
        open_ = not office or here - scene.sentence(one.at.begin) <= 1
        fit = all(member.key in keys or (open_ and member.is_person and not member.titles) for member in one.members)
        return one.members if fit else ()

    def holders(states: Parties) -> Sequence[Figure]:
        if not all(member.type is ActorType.STATE for member in states.members):
            return ()
        own = [[person for person in people if person.state == state.state] for state in states.members]
        return [one[0] for one in own] if all(len(one) == 1 for one in own) else ()

    head = scene.head(phrase.noun)
    stand = standing(scene, phrase.span, head, count, persons)
    if stand is None:
        stand = standing(scene, phrase.span, head, count, holders)
    if stand is not None:
        if count is None and _joined_later(scene, phrase.span, stand, people):
            return
        for person in stand:
            scene.add(person, phrase.span, MentionKind.GROUP)
        return
    chosen = last_group(scene, phrase.span, people) if count is None else None
    chosen = chosen or pick(scene, phrase.span, people, count or 2, together=count is None)
    if chosen is None and word == "leaders" and count:
        in_office = [one for one in scene.persons() if any(title.rank in _HOLDERS for title in one.titles)]
        chosen = pick(scene, phrase.span, in_office, count, together=True)
    rivals = keys if office and all(one.key in keys for one in chosen or ()) else None
    if chosen and not foremost(scene, phrase.span, chosen, states=False, among=rivals):
        return
    for person in chosen or ():
        scene.add(person, phrase.span, MentionKind.GROUP)


def _joined_later(scene: Scene, span: Span, members: Sequence[Figure], people: list[Figure]) -> bool:
    """Whether another one who could be meant was spoken of since: "A met B. C joined later. The leaders …"."""
    order = latest(scene, span.begin, people)
    keys = {one.key for one in members}
    return any(one.key not in keys for one in order[: len(members)])


def _in_office(one: Figure) -> bool:
    return any(title.rank in _HOLDERS or title.id == "vice-president" for title in one.titles)


_HOLDERS = frozenset({"head", "monarch", "minister", "chief"})


def _states(scene: Scene, phrase: Phrase, count: int | None) -> None:
    people = "their" in phrase.before[:1]
    count = count or 2
    if people:
        group = _group_before(scene, phrase.span)
        codes = [one.state for one in group if one.state] if group else []
        if len(codes) == len(group) > 1:
            for code in codes:
                scene.add(scene.state(code), phrase.span, MentionKind.GROUP)
        return
    sides = phrase.word in ("sides", "parties", "rivals", "camps", "delegations", "teams")

    def choose(one: Parties) -> Sequence[Figure]:
        codes = states_of(one.members)
        if codes:
            return [scene.state(code) for code in codes]
        if sides and not any(member.is_person for member in one.members):
            return one.members
        return ()

    stand: Sequence[Figure] | None = standing(scene, phrase.span, scene.head(phrase.noun), count, choose)
    chosen: Sequence[Figure] | None = stand
    if stand is None and phrase.word != "parties":
        shut_out = outsiders(scene, scene.head(phrase.noun))
        chosen = concerned(scene, phrase.span, count, shut_out)
        if chosen is None or not foremost(scene, phrase.span, chosen, states=True):
            chosen = outstanding(scene, phrase.span, count, shut_out)
    kind = MentionKind.GROUP
    begin = phrase.span.begin
    lead = re.search(
        r"(?:\w+ )?\b(" + "|".join(sorted(scene.words["officials"])) + r") (?:of|from) (?:the )?$",
        scene.text[max(scene.sentence_begin(begin), begin - 40) : begin],
        re.IGNORECASE,
    )
    for one in chosen or ():
        scene.add(one, phrase.span, kind)
        if lead:
            start = max(scene.sentence_begin(begin), begin - 40) + lead.start()
            scene.add(one, Span(start, phrase.span.end), MentionKind.OFFICIALS)


def _group_before(scene: Scene, span: Span) -> list[Figure]:
    """Members of the nearest group mention in the same sentence."""
    floor = scene.sentence_begin(span.begin)
    groups: dict[Span, list[Figure]] = {}
    for where, kind, figure in scene.mention_list():
        if kind in (MentionKind.GROUP,) and floor <= where.begin and where.end <= span.begin:
            groups.setdefault(where, []).append(figure)
    return groups[max(groups)] if groups else []


_BARE = re.compile(
    r"\b(?:[Tt]he|[Nn]either of the|[Bb]oth of the|[Aa]ll|[Ee]ach of the) (?P<many>two|three|four|pair|duo|trio)\b"
    r"(?! of (?!them\b))"
    r"|\b(?:[Bb]oth|[Nn]either|[Ee]ach)(?: of (?:them|the two))?\b",
)
_MANY = {"three": 3, "four": 4, "trio": 3}


def _bare_numbers(scene: Scene) -> None:
    """ "The two", "the pair", "both", "neither", "each of them" without a noun: persons who stand together."""
    for match in _BARE.finditer(scene.text):
        span = Span(match.start(), match.end())
        head = scene.token_at(span.end - 1) if match.group("many") else scene.token_at(span.begin)
        if head.dep_ not in _NOUNS or not _alone(scene, head, span):
            continue
        if any(key[0] < span.end and span.begin < key[1] for one in scene.figures.values() for key in one.mentions):
            continue
        count = None if match.group().lower().startswith("each") else _MANY.get(match.group("many") or "", 2)

        def persons(one: Parties) -> Sequence[Figure]:
            return one.members if all(member.is_person for member in one.members) else ()

        def states(one: Parties) -> Sequence[Figure]:
            return one.members if all(member.type is ActorType.STATE for member in one.members) else ()

        chosen = standing(scene, span, head, count, persons, loose=False)
        if chosen is None and match.group().lower().startswith("each"):
            chosen = standing(scene, span, head, count, states)
        if chosen is None and match.group("many"):
            shut_out = outsiders(scene, head)
            titled = [
                one
                for one in scene.persons()
                if any(title.rank != "spokesperson" for title in one.titles) and one.key not in shut_out
            ]
            chosen = pick(scene, span, titled, count or 2)
            if chosen and not foremost(scene, span, chosen, states=False):
                chosen = None
        for one in chosen or ():
            scene.add(one, span, MentionKind.GROUP)


_NOUNS = frozenset("nsubj nsubjpass dobj pobj dative conj appos".split())


def _alone(scene: Scene, head: Token, span: Span) -> bool:
    """Whether no noun follows to which the number belongs, and no "and" as after "both"."""
    if scene.says(span).lower() == "both" and any(child.dep_ == "conj" for child in head.children):
        return False
    after = scene.token_at(span.end + 1)
    return not (after.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") and after.i > head.i and after.idx <= span.end + 1)
