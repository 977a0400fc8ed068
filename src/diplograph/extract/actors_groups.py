"""Several at once: "Russian and US officials", "the foreign ministers of A and B", "the two leaders", "both countries".

Office-holders without names stand for their states (one OFFICIALS mention each), unless the text names for every state
a person whose title fits: then the phrase is a GROUP mention of each of these persons. A number without names ("the
two leaders") means those spoken of most in the sentences before; if they are not clearly that many, it means nobody.
"""

from __future__ import annotations

import re
from dataclasses import replace

from diplograph.extract.actors_described import fits
from diplograph.extract.actors_phrases import Phrase, Reader, grammar_subject, latest, number
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
_ANYBODY = frozenset({"men", "women", "counterparts", "politicians", "diplomats", "officials", "envoys"})
# How much a mention counts when two states are looked for: less with every sentence back.
_FADING = 0.75
_CLEAR = 1.25  # the last of those taken counts so much more than the first left out


def plural(scene: Scene, reader: Reader) -> None:
    """Enter groups and officials, in text order: a later "the two" may lean on an earlier group."""
    nouns = scene.words["officials"] | scene.words["people_groups"] | scene.words["state_groups"]
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
    if last in scene.words["people_groups"] - {"officials", "diplomats", "envoys"} and (count or plain):
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
    chosen = _last_group(scene, phrase.span, people) if count is None else None
    chosen = chosen or _pick(scene, phrase.span, people, count or 2, together=count is None)
    if chosen is None and last == "leaders" and count:
        holders = [one for one in scene.persons() if any(title.rank in _HOLDERS for title in one.titles)]
        chosen = _pick(scene, phrase.span, holders, count, together=True)
    for person in chosen or ():
        scene.add(person, phrase.span, MentionKind.GROUP)


_HOLDERS = frozenset({"head", "monarch", "minister", "chief"})


def _last_group(scene: Scene, span: Span, people: list[Figure]) -> list[Figure] | None:
    """The members of the last group mention of such persons."""
    keys = {one.key for one in people}
    groups: dict[Span, list[Figure]] = {}
    for where, kind, figure in scene.mention_list():
        if kind is MentionKind.GROUP and where.end <= span.begin and figure.key in keys:
            groups.setdefault(where, []).append(figure)
    return groups[max(groups)] if groups else None


def _pick(scene: Scene, span: Span, people: list[Figure], count: int, *, together: bool = False) -> list[Figure] | None:
    """That many of the persons: those of the nearest sentences before that offer no others; never one named later.

    together: only persons of one sentence, and only where the sentences around speak of no others.
    """
    people = latest(scene, span.begin, people)
    if len(people) < count:
        return None
    gathered: list[Figure] = []
    for back in range(4):
        here = _present(scene, span, people, back)
        if len(here) == count and all(one in here for one in gathered):
            return here
        gathered += [one for one in here if one not in gathered]
        if len(gathered) > count:
            # More than that many at once: those that a group held together before.
            group = _last_group(scene, span, people)
            return group if group and len(group) == count else None
        if len(gathered) == count and not together:
            return gathered
    return people if len(people) == count and not together else None


def _present(scene: Scene, span: Span, people: list[Figure], back: int) -> list[Figure]:
    """The persons mentioned in the sentence so many before, up to the span."""
    at = scene.sentence(span.begin) - back
    keys = {one.key for one in people}
    found: list[Figure] = []
    for where, _, figure in scene.mention_list():
        near = where.end <= span.begin and scene.sentence(where.begin) == at
        if near and figure.key in keys and figure not in found:
            found.append(figure)
    return found


def _last_begin(figure: Figure, before: int) -> int:
    return max((begin for begin, end in figure.mentions if end <= before), default=0)


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
    chosen = _listed(scene, phrase.span, count) or _concerned(scene, phrase, count)
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


def _listed(scene: Scene, span: Span, count: int) -> list[Figure] | None:
    """States of the last list with exactly that many ("Russia and Ukraine", "A, B, C and D"), three sentences back."""
    here = scene.sentence(span.begin)
    lists: dict[Span, list[Figure]] = {}
    for where, kind, figure in scene.mention_list():
        near = where.end <= span.begin and here - scene.sentence(where.begin) <= 3
        if near and figure.type is ActorType.STATE and kind in (MentionKind.OFFICIALS, MentionKind.GROUP):
            lists.setdefault(where, []).append(figure)
    fitting = {where: members for where, members in lists.items() if len(members) == count}
    best = max(fitting) if fitting else None
    for one in _coordinations(scene, span, here):
        if len(one[1]) == count and (best is None or one[0] > best):
            best = one[0]
            fitting[best] = one[1]
    return fitting[best] if best else None


def _coordinations(scene: Scene, span: Span, here: int) -> list[tuple[Span, list[Figure]]]:
    """Runs of states joined by commas and "and" or "with": "between China and Russia"."""
    mentions = [
        (where, figure)
        for where, kind, figure in scene.mention_list()
        if figure.type is ActorType.STATE
        and kind in (MentionKind.NAME, MentionKind.METONYM)
        and where.end <= span.begin
        and here - scene.sentence(where.begin) <= 3
    ]
    found: list[tuple[Span, list[Figure]]] = []
    for where, figure in mentions:
        gap = scene.text[found[-1][0].end : where.begin] if found else "."
        if found and re.fullmatch(r",? (?:and |or )?(?:the )?|, ", gap):
            span_, members = found[-1]
            if figure not in members:
                found[-1] = (Span(span_.begin, where.end), [*members, figure])
        else:
            found.append((where, [figure]))
    return [one for one in found if len(one[1]) > 1 and re.search(r" (?:and|or) ", scene.says(one[0]))]


_URGING = frozenset("urge call ask tell press appeal warn invite encourage advise implore push want".split())


def _concerned(scene: Scene, phrase: Phrase, count: int) -> list[Figure] | None:
    """The states of the nearest sentences before that speak of that many and no others.

    A state is spoken of by its name, by its leader or minister, and as the place that someone visits. Whoever urges
    "both sides" is neither of them.
    """
    span = phrase.span
    outsider = _urging(scene, phrase)
    gathered: list[str] = []
    for back in range(4):
        here = [code for code in _codes(scene, span, back) if code != outsider]
        if len(here) == count and all(one in here for one in gathered):
            return [scene.state(code) for code in here]
        gathered += [one for one in here if one not in gathered]
        if len(gathered) > count:
            return None if outsider or phrase.word == "parties" else _salient(scene, span, count)
        if len(gathered) == count:
            return [scene.state(code) for code in gathered]
    return None if outsider or phrase.word == "parties" else _salient(scene, span, count)


def _urging(scene: Scene, phrase: Phrase) -> str | None:
    """The state that urges, asks or warns those whom the phrase means."""
    verb = scene.head(phrase.noun).head
    for _ in range(3):
        if verb.pos_ in ("VERB", "AUX") and verb.lemma_.lower() in _URGING:
            for where, _, figure in scene.mention_list():
                if figure.state and grammar_subject(scene, where) == verb:
                    return figure.state
        verb = verb.head
    return None


def _codes(scene: Scene, span: Span, back: int) -> list[str]:
    at = scene.sentence(span.begin) - back
    found: list[tuple[Span, str]] = []
    persons = [key for one in scene.persons() for key in one.mentions]
    for where, kind, figure in scene.mention_list():
        near = where.end <= span.begin and scene.sentence(where.begin) == at
        if kind is MentionKind.ADJECTIVE and any(a <= where.begin and where.end <= b for a, b in persons):
            continue  # the person counts, if in office
        if figure.is_person and figure.roles and all(role.startswith("former ") for role in figure.roles):
            continue
        if near and figure.state and figure.type in (ActorType.STATE, ActorType.PERSON, ActorType.GOVERNMENT):
            found.append((where, figure.state))
    for name, spans in scene.places.items():
        known = scene.lexicon.actors.forms.get(name, ())
        if known and known[0].kind in ("state", "capital"):
            inside = [one for one in spans if one.end <= span.begin and scene.sentence(one.begin) == at]
            found += [(one, known[0].key) for one in inside]
    return list(dict.fromkeys(code for _, code in sorted(found)))


def _salient(scene: Scene, span: Span, count: int) -> list[Figure] | None:
    """The states spoken of most in the sentences before, if there are clearly that many."""
    here = scene.sentence(span.begin)
    weights: dict[str, float] = {}
    for where, kind, figure in scene.mention_list():
        back = here - scene.sentence(where.begin)
        if where.end > span.begin or back > 8:
            continue
        weight = _FADING**back
        if figure.type is ActorType.STATE:
            weight *= 0.6 if kind is MentionKind.ADJECTIVE else 1.0
            weight *= 1.5 if scene.head(where).dep_ in ("nsubj", "nsubjpass", "poss") else 1.0
            weights[figure.key] = weights.get(figure.key, 0.0) + weight
        elif figure.is_person and figure.state and figure.leads and f"state:{figure.state}" in scene.figures:
            key = f"state:{figure.state}"
            weights[key] = weights.get(key, 0.0) + 0.7 * weight
    ranked = sorted(weights.items(), key=lambda one: (-one[1], one[0]))
    if len(ranked) < count:
        return None
    if len(ranked) > count and ranked[count - 1][1] < _CLEAR * ranked[count][1]:
        return None
    return [scene.figures[key] for key, _ in ranked[:count]]


def _bare_numbers(scene: Scene) -> None:
    """ "the two" and "the three" as persons, before a verb or at the end of a clause."""
    for match in re.finditer(
        r"\b(?:[Tt]he|[Nn]either of the) (two|three|pair)\b(?= (?:had|have|also|will|would|met|agreed|discussed|spoke|"
        r"were|are|said|last|did|held|shook|exchanged|since|called|reaffirmed|pledged|talked|on\b|in\b)|[.,;])",
        scene.text,
    ):
        count = 3 if match.group(1) == "three" else 2
        span = Span(match.start(), match.end())
        people = [one for one in scene.persons() if any(title.rank != "spokesperson" for title in one.titles)]
        for person in _pick(scene, span, people, count) or ():
            scene.add(person, span, MentionKind.GROUP)
