"""Persons: which names in a text are one person's, the fullest name, titles, state, gender.

Which names are one person's: see `actors_clusters`. Without a full name in the text the lexicon helps only where the
name is nobody else's in public office and the text speaks of that person's state.
"""

from __future__ import annotations

import re

from diplograph.extract import actors_missed
from diplograph.extract.actors_clusters import Cluster, Sighting, clusters
from diplograph.extract.actors_names import Name
from diplograph.extract.actors_offices import Office
from diplograph.extract.actors_places import located
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.extract.actors_titles import Around, Held, as_held, role, words_for
from diplograph.extract.nearby import Taken
from diplograph.lexicon import sources
from diplograph.lexicon.actors import Public, fold
from diplograph.model import ActorType, MentionKind, Span

_CAPITAL_RUN = re.compile(
    r"[A-ZÀ-ÞĀ-Ž][\w'’.-]*(?: (?:(?:al|el|bin|ibn|ben|bint|van|von|der|de|del|da|dos|la)[ -])*[A-ZÀ-ÞĀ-Ž][\w'’-]+){0,4}"
)
# Titles after which a capitalised word can only be a name.
_NAMING = frozenset({"head", "minister", "monarch", "spokesperson", "envoy", "honorific", "military", "cleric"})


def sightings(scene: Scene, names: list[Name], offices: list[Office]) -> list[Sighting]:
    """Every name of a person, with those that only their title gives away."""
    taken = [(one.span.begin, one.span.end) for one in names]
    taken += [(one.span.begin, one.span.end) for one in offices]
    people = [one for one in names if one.label == "PERSON"]
    people += _titled(scene, Taken(taken))
    people = _coupled(scene, _abbreviated(scene, people))
    around = Around(scene, names, offices, people)
    families = {fold(name.text).split()[-1] for name in people if " " in name.text.strip()}
    found = []
    for name in sorted(people, key=lambda one: one.span):
        trimmed = _trim(scene, name)
        if trimmed is None:
            continue
        left = around.left(trimmed.span.begin)
        if _garbage(scene, trimmed, left, families):
            continue
        around.of_state(left, trimmed.span.end)
        words = [word for word in fold(trimmed.text).split() if word]
        one = Sighting(trimmed, words, left, around.right(trimmed.span.begin, trimmed.span.end))
        one.apart = _APART.search(scene.text[max(0, left.begin - 14) : trimmed.span.begin]) is not None
        one.private = len(words) > 1 and _private(scene, trimmed.span)
        one.callings = _callings(scene, trimmed.span, left.begin)
        found.append(one)
    return found


_APART = re.compile(r"\b(?:[Tt]he (?:other|younger|elder|older)|[Aa]nother|[Aa] different)(?: [A-Z][a-z]{1,2}\.?)? $")
_ASKING = re.compile(r"^[ \t]*(?:Q|QUESTION|Question)\W{1,3}$")


# "The political scientist X", "X, a lawyer for …", "X, 58,": what X may be called later.
_BEFORE = re.compile(r"(?:(?<=\s)|^)((?:[a-z][a-z-]+ )?)([a-z][a-z-]+) $")
_BEHIND = re.compile(
    r", (?:an? |the )((?:[a-z][a-z-]+ ){0,2}?)([a-z][a-z-]+)(?=[,.;]| (?:at|in|of|for|from|with|who|and)\b)"
)
_AGE = re.compile(r", (?:now )?(?:aged )?([1-9]\d)(?=[,.;]| and\b)")


def _callings(scene: Scene, span: Span, begin: int) -> frozenset[str]:
    found: set[str] = set()
    before = _BEFORE.search(scene.text[max(0, begin - 40) : begin])
    behind = _BEHIND.match(scene.text, span.end)
    for match, last in ((before, max(0, begin - 40)), (behind, 0)):
        if match is None or not sources.load().is_person(match.group(2)):
            continue
        noun = scene.token_at(last + match.start(2))
        if noun.tag_ == "NN" and match.group(2) not in _VAGUE:
            found.add(match.group(2))
    age = _AGE.match(scene.text, span.end)
    if age:
        found.add(f"{age.group(1)}-year-old")
    return frozenset(found)


_VAGUE = frozenset(
    "official diplomat leader member chief boss friend figure head deputy host guest person source counterpart "
    "colleague rival ally partner opponent predecessor successor superior companion candidate general adversary "
    "supporter critic".split()
)


def _private(scene: Scene, span: Span) -> bool:
    """ "Dave Frost (no relation)", "Q (Dave Frost, Reuters):": no name of somebody spoken of."""
    text = scene.text
    line = text[text.rfind("\n", 0, span.begin) + 1 : span.begin]
    told = re.match(r"\W{1,4}(?:who is )?no relation\b", text[span.end : span.end + 20])
    return _ASKING.match(line) is not None or told is not None


def _coupled(scene: Scene, people: list[Name]) -> list[Name]:
    """ "The Starmer-Xi meeting" names two, if both bear that name elsewhere in the text."""
    surnames = {fold(one.text).split()[-1] for one in people if one.text.strip() and "-" not in one.text}
    found: list[Name] = []
    for one in people:
        pair = re.fullmatch(r"([A-Z][\w']+)[-–]([A-Z][\w']+)", one.text)
        if pair is None or not all(fold(half) in surnames for half in pair.groups()):
            found.append(one)
            continue
        middle = one.span.begin + len(pair.group(1))
        found.append(Name(Span(one.span.begin, middle), "PERSON", pair.group(1)))
        found.append(Name(Span(middle + 1, one.span.end), "PERSON", pair.group(2)))
    return found


def _abbreviated(scene: Scene, people: list[Name]) -> list[Name]:
    """ "Ma. Theresa Lazaro" is one name, whatever the recogniser made of its full stop."""
    starts = {one.span.begin: one for one in people}
    gone: set[Span] = set()
    joined = []
    for one in people:
        after = starts.get(one.span.end + 2)
        if after and scene.text[one.span.end : after.span.begin] == ". " and re.fullmatch(r"[A-Z][a-z]{0,2}", one.text):
            gone |= {one.span, after.span}
            joined.append(Name(Span(one.span.begin, after.span.end), "PERSON", f"{one.text}. {after.text}"))
    return [one for one in people if one.span not in gone] + joined


def _titled(scene: Scene, taken: Taken) -> list[Name]:
    """ "President X Y": names that the recogniser missed."""
    found = []
    titles = scene.lexicon.titles
    words = list(re.finditer(r"[\w.'-]+", scene.text))
    for at, word in enumerate(words):
        if not word.group()[0].isupper():
            continue
        title = None
        for size in range(1, titles.longest + 1):
            if at - size < 0:
                break
            begin = words[at - size].start()
            between = scene.text[begin : word.start()]
            if "\n" in between or between.strip()[-1:] in ",;:":
                break
            title = titles.by_form.get(" ".join(between.split()).lower()) or title
        if title is None or title.rank not in _NAMING:
            continue
        if title.rank in ("minister", "envoy", "spokesperson") or title.id == "leader":
            # "Foreign Ministers Council", "Minister Says": the next word must look like a name of two parts or more.
            pass
        run = _CAPITAL_RUN.match(scene.text, word.start())
        if not run or taken.overlaps(run.start(), run.end()):
            continue
        text = run.group().rstrip(".")
        text = re.sub(r"'s?$", "", text)
        parts = text.lower().split()
        reserved = scene.words["org_heads"] | scene.words["not_actors"] | scene.words["buildings"]
        if any(part in reserved or part in titles.by_form for part in parts) or scene.token_at(word.start()).pos_ in (
            "VERB",
            "AUX",
            "PRON",
            "DET",
            "ADP",
            "SCONJ",
            "CCONJ",
            "ADV",
        ):
            continue
        if text.isupper() and len(text) > 4:
            continue
        found.append(Name(Span(run.start(), run.start() + len(text)), "PERSON", text))
    return found


_MATTERS = frozenset("peace affairs security trade cooperation development rights climate energy process".split())
_LINE_END = re.compile(r"[ \t]*\n")
_SHORT = 50  # characters: text in lines of a fixed width has longer ones


def _short_lines(text: str, begin: int, end: int) -> bool:
    """Whether the line that ends here is a line of its own, not a wrapped one."""
    return end - (text.rfind("\n", 0, begin) + 1) < _SHORT


def _trim(scene: Scene, name: Name) -> Name | None:
    """The name without titles that the recogniser took along ("Sheikh", "President")."""
    begin, end = name.span.begin, name.span.end
    owner = re.match(r"[A-Z]\w+s['’] (?=[A-Z])", scene.text[begin:end])
    begin += owner.end() if owner else 0  # "Solomons' Manele"
    if scene.text[begin:end] in ("Amir", "Emir") and (
        re.search(r"\b[Tt]he $", scene.text[max(0, begin - 4) : begin]) or scene.text[end : end + 4] == " of "
    ):
        return None  # the ruler's title, not the first name
    if scene.text[begin:end] in ("Amir", "Emir") and scene.text[end : end + 1] == ",":
        return None  # "Amir, French President hold phone call"
    titles = scene.lexicon.titles.by_form
    words = list(re.finditer(r"\S+", scene.text[begin:end]))
    first = 0
    while first < len(words) - 1:
        size = next(
            (
                size
                for size in range(min(4, len(words) - 1 - first), 0, -1)
                if " ".join(word.group() for word in words[first : first + size]).lower() in titles
            ),
            0,
        )
        if not size and words[first].group().lower() in scene.words["former"]:
            size = 1
        if not size or words[first + size].group() in ("bin", "ibn", "bint"):  # "Sultan bin Saad" is a name
            break
        first += size
    if len(words) - first > 1 and re.fullmatch(r"[A-Z]\w+-[a-z]{4,}", words[first].group()):
        first += 1  # "Arafat-allies Nabil Shaath"
    if len(words) - first > 2 and re.search(r" (?:for|of|on) (?:[A-Z]\w+ )*$", scene.text[max(0, begin - 40) : begin]):
        first += words[first].group().lower() in _MATTERS  # "Special Envoy for Middle East Peace X Y"
    begin += words[first].start() if words else 0
    ended = _LINE_END.search(scene.text[begin:end])
    if ended and _short_lines(scene.text, begin, begin + ended.start()):
        end = begin + ended.start()  # "Spokesperson X Y\nWashington, DC"
    alone = re.fullmatch(r"([A-Z][\w']+)-[a-z]{5,}", scene.text[begin:end])
    end = begin + len(alone.group(1)) if alone else end  # "Trump-critic"
    of = re.search(r" of (?:the )?[A-Z][\w .'-]*$", scene.text[begin:end])
    end = begin + of.start() if of else end  # "Patrice Talon of Benin"
    if len(words) - first > 2 and re.search(r"[a-z] of $", scene.text[max(0, begin - 5) : begin]):
        at = begin - 4  # "governor of Alaska Sarah Palin"
        if actors_missed.office_in(scene, max(scene.sentence_begin(begin), at - 60), at):
            begin += words[first + 1].start() - words[first].start()
    text = " ".join(scene.text[begin:end].split()).rstrip(" -–—")
    end = begin + len(scene.text[begin:end].rstrip(" -–—"))
    if not text or not text[0].isalpha() or text.lower() in titles or text.split()[0] in ("of", "the", "and", "for"):
        return None
    last = scene.lexicon.titles.by_form.get(text.split()[-1].lower())
    if last is not None and last.rank in ("spokesperson", "minister", "envoy") and " " in text:
        return None  # "Department Spokesperson"
    return Name(Span(begin, end), "PERSON", text)


def _garbage(scene: Scene, name: Name, left: Held, families: set[str]) -> bool:
    """families: last words of the full names, which a tagger may take for plurals ("Holms")."""
    words = name.text.lower().split()
    reserved = scene.words["not_actors"] | scene.words["buildings"] | scene.words["org_heads"]
    if words[-1] in reserved and not left.titles:
        return True
    if any(mark.isdigit() for mark in name.text) or len(words) > 7:
        return True
    if len(words) > 1:
        return False
    plural = scene.token_at(name.span.begin).tag_ == "NNS" and fold(name.text) not in families
    if plural and not left.titles:
        return True
    if len(words[0]) < 2 or not name.text[0].isupper():
        return True
    before = scene.text[max(0, name.span.begin - 6) : name.span.begin]
    return not left.titles and re.search(r"\b[Aa]n? $", before) is not None  # "a Volvo"


def cast(scene: Scene, seen: list[Sighting]) -> list[Figure]:
    """Set up the persons; returns them in order of first mention."""
    found = [one for one in clusters(seen) if not _place_after_all(scene, one) and _shown(scene, one)]
    named = {one.removeprefix("state:") for one in scene.figures if one.startswith("state:")}
    figures = []
    for number, cluster in enumerate(found):
        figures.append(_figure(scene, cluster, number, named))
    return _same_name(scene, figures)


_TAGS = frozenset({"NNP", "NNPS"})


def _shown(scene: Scene, cluster: Cluster) -> bool:
    """Whether a single word is a person's name: by a title, by what it does, by coming again, or as publicly known."""
    if len(cluster.words) > 1 or len(cluster.sightings) > 1:
        return True
    one = cluster.sightings[0]
    if one.left.titles or one.left.state or one.right or cluster.words[0] in scene.lexicon.actors.families:
        return True
    before = scene.text[max(0, one.name.span.begin - 4) : one.name.span.begin]
    if before.endswith("(") or before == "The ":
        return False  # "(Borealis)", "told The Verge"
    head = scene.head(one.name.span)
    if head.tag_ not in _TAGS:
        return False
    governor = head.head
    if head.dep_ in ("nsubj", "nsubjpass"):
        return True
    if head.dep_ in ("conj", "appos", "poss", "ROOT", "npadvmod", "nmod"):
        return head.dep_ != "poss" or governor.ent_type_ != "ORG"
    return head.dep_ in ("dobj", "obj", "dative") or (head.dep_ == "pobj" and governor.lower_ in ("with", "by", "to"))


def _place_after_all(scene: Scene, cluster: Cluster) -> bool:
    """A name, never with a title, that something is in or comes from: a place, entered as such."""
    if any(one.left.titles or one.right for one in cluster.sightings):
        return False
    if len(cluster.words) > 1:
        known = fold(cluster.name) in scene.lexicon.actors.persons
        inside = not known and all(located(scene, one.name.span) for one in cluster.sightings)
    else:
        inside = any(
            re.search(r"\b(?:in|near|outside) $", scene.text[max(0, one.name.span.begin - 9) : one.name.span.begin])
            for one in cluster.sightings
        )
    if inside:
        for one in cluster.sightings:
            scene.place(cluster.name, one.name.span)
    return inside


_LOOSE = frozenset({"leader", "head-of-state"})


def _figure(scene: Scene, cluster: Cluster, number: int, named: set[str]) -> Figure:
    figure = Figure(f"person:{number}", cluster.name, ActorType.PERSON)
    for one in cluster.sightings:
        for held in filter(None, (one.left, one.right)):
            _learn(scene, figure, held)
        figure.called |= one.callings
        scene.add(figure, Span(one.left.begin, one.name.span.end), MentionKind.NAME)
    public = _public(scene, cluster, figure, named)
    if public is not None:
        if len(cluster.words) == 1:
            figure.name = public.name
        if figure.state is None:
            figure.state = public.state
        title = scene.lexicon.titles.by_form.get(public.title.lower())
        if any(one.rank not in ("honorific", "other") and one.id not in _LOOSE for one in figure.titles):
            title = title if title and title.rank == "spokesperson" else None  # the text tells the office of its day
        if title and title.rank == "spokesperson":  # "spokesman of the Russian president Dmitry Peskov"
            wrong = [one.role for one in figure.titles if one.leads]
            figure.titles = [one for one in figure.titles if not one.leads]
            figure.roles = [one for one in figure.roles if not any(one.startswith(role) for role in wrong)]
        if title and title not in figure.titles:
            figure.titles.append(title)
    figure.roles = _tidy(figure.roles)
    if figure.gender is None:
        names = scene.lexicon.actors.first_names
        figure.gender = names.gender(fold(figure.name), figure.state)
    scene.figures[figure.key] = figure
    return figure


def _learn(scene: Scene, figure: Figure, held: Held) -> None:
    for said in held.words:
        letters = "".join(word[0] for word in re.findall(r"[A-Z]\w*", said))
        if len(letters) > 1 and letters not in figure.initials:
            figure.initials.append(letters)
    civil = scene.words["civil_foreign_secretaries"]
    for at, title in enumerate(held.titles):
        said = held.words[at] if len(held.words) == len(held.titles) else ""
        learnt = as_held(title, said, held.state, civil)
        if learnt not in figure.titles:
            figure.titles.append(learnt)
        if not held.former:
            figure.called |= words_for(said, learnt)
        if title.gender and title.rank != "cleric":
            figure.gender = figure.gender or title.gender
        office = role(scene, held, title)
        if office and office not in figure.roles:
            figure.roles.append(office)
    if held.state and figure.state is None:
        figure.state = held.state


def _tidy(roles: list[str]) -> list[str]:
    """Without those that a fuller one says too ("President" beside "President of China")."""
    return [one for one in roles if not any(other != one and other.startswith(one + " of ") for other in roles)]


def _public(scene: Scene, cluster: Cluster, figure: Figure, named: set[str]) -> Public | None:
    """The person of the lexicon that this is, None in doubt."""
    lexicon = scene.lexicon.actors
    if len(cluster.words) > 1:
        one = lexicon.persons.get(fold(cluster.name))
        return one if one and figure.state in (None, one.state) else None
    fits = [
        one
        for one in lexicon.families.get(cluster.words[0], ())
        if (one.state is None or one.state in named)
        and figure.state in (None, one.state)
        and (one.alone or any(title.role == one.title or title.leads for title in figure.titles))
    ]
    strong = [one for one in fits if one.alone]
    fits = strong or fits
    return fits[0] if len(fits) == 1 else None


def _same_name(scene: Scene, figures: list[Figure]) -> list[Figure]:
    """Join figures that ended up with one name, and a forename with the only person who bears it ("Olaf")."""
    kept: dict[str, Figure] = {}
    canonical = scene.lexicon.actors.canonical
    forenames: dict[str, list[str]] = {}
    for figure in figures:
        name = canonical(figure.name)
        forenames.setdefault(fold(name).split()[0], []).append(name)
    for figure in figures:
        name = canonical(figure.name)
        if " " not in name and len(forenames.get(fold(name), ())) == 2 and not figure.titles:
            name = next((one for one in forenames[fold(name)] if " " in one), name)
        other = kept.setdefault(fold(name), figure)
        if other is not figure:
            if len(other.name.split()) < len(figure.name.split()):
                other.name = figure.name
            for title in figure.titles:
                if title not in other.titles:
                    other.titles.append(title)
            other.roles = _tidy(list(dict.fromkeys(other.roles + figure.roles)))
            other.called |= figure.called
            other.state = other.state or figure.state
            other.gender = other.gender or figure.gender
            other.mentions.update({key: one for key, one in figure.mentions.items() if key not in other.mentions})
            scene.drop(figure)
    return list(kept.values())
