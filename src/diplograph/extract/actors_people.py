"""Persons: which names in a text are one person's, the fullest name, titles, state, gender.

A family name alone goes to the person whose full name ends in it (or begins with it, in the order of East Asia). Of
several it is the one spoken of last. Without a full name in the text the lexicon helps only where the name is nobody
else's in public office and the text speaks of that person's state.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from diplograph.extract.actors_names import Name
from diplograph.extract.actors_offices import Office
from diplograph.extract.actors_scene import Figure, Scene
from diplograph.extract.actors_titles import Around, Held, role
from diplograph.lexicon.actors import Public, fold
from diplograph.model import ActorType, MentionKind, Span


@dataclass(slots=True)
class Sighting:
    """A person's name in the text with what stands beside it."""

    name: Name
    words: list[str]  # folded
    left: Held
    right: Held | None
    person: int = -1


@dataclass(slots=True)
class _Cluster:
    name: str
    words: list[str]
    sightings: list[Sighting] = field(default_factory=list)
    genders: set[str] = field(default_factory=set)


_CAPITAL_RUN = re.compile(
    r"[A-ZÀ-ÞĀ-Ž][\w'’.-]*(?: (?:(?:al|el|bin|ibn|ben|bint|van|von|der|de|del|da|dos|la)[ -])*[A-ZÀ-ÞĀ-Ž][\w'’-]+){0,4}"
)
# Titles after which a capitalised word can only be a name.
_NAMING = frozenset({"head", "minister", "monarch", "spokesperson", "envoy", "honorific", "military"})


def relabel(scene: Scene, names: list[Name]) -> list[Name]:
    """Names with the recogniser's labels mended, and family names that it missed filled in.

    What it took for a place or body is a person when a title stands before it, when a person is coordinated with it
    ("Mekonnen and Shoukry"), or when it is a person's full or family name elsewhere in the text.
    """
    names = _places_and_parties(scene, names)
    for _ in range(3):
        known = {fold(name.text) for name in names if name.label == "PERSON"}
        families = {words.split()[-1] for words in known if words}
        mended = [_mended(scene, name, names, known, families) for name in names]
        if mended == names:
            break
        names = mended
    taken = sorted((name.span.begin, name.span.end) for name in names)
    full = {
        name.text.split()[-1]
        for name in names
        if name.label == "PERSON" and len(name.text.split()[-1]) > 2 and name.text.split()[-1][0].isupper()
    }
    if not full:
        return names
    pattern = re.compile(r"(?<![\w-])(" + "|".join(sorted(map(re.escape, full), key=lambda w: (-len(w), w))) + r")(?![\w-])")
    more = []
    for match in pattern.finditer(scene.text):
        if any(begin < match.end() and match.start() < end for begin, end in taken):
            continue
        token = scene.token_at(match.start())
        if token.pos_ == "PROPN" or not token.is_sent_start:
            more.append(Name(Span(match.start(), match.end()), "PERSON", match.group()))
    return sorted(names + more, key=lambda one: one.span)


def _titled_after(scene: Scene, end: int) -> bool:
    """ "Nickey Iyambo, former vice-president of Namibia": an office in apposition."""
    match = re.match(r", (?:the |a |an )?(?:former |then |current |acting )?([\w-]+(?: [\w-]+){0,3})", scene.text[end : end + 80])
    if not match:
        return False
    words = match.group(1).lower().split()
    for size in range(min(3, len(words)), 0, -1):
        title = scene.lexicon.titles.by_form.get(" ".join(words[:size]))
        if title is not None:
            named = title.rank in ("head", "minister", "monarch", "envoy", "spokesperson") or title.id == "vice-president"
            return named and words[size : size + 1] in (["of"], ["for"], ["to"], [])
    return False


_REGION = re.compile(
    r" (?:region|province|district|city|town|village|river|mountains|valley|peninsula|coast|church|hospital|school|airport|"
    r"station|market|division|parish|county)\b"
)


def _places_and_parties(scene: Scene, names: list[Name]) -> list[Name]:
    """One label for one name: "Kadima" is the Kadima Party, what is mostly a place is one everywhere."""
    unknown = [one for one in names if one.known is None]
    counts: dict[tuple[str, str], int] = {}
    for one in unknown:
        counts[one.text, one.label] = counts.get((one.text, one.label), 0) + 1
    parties = {one.text.rsplit(" ", 1)[0] for one in unknown if one.label == "ORG" and one.text.endswith(" Party")}
    mended = []
    for one in names:
        if one.known is None and one.label == "LOC" and one.text in parties:
            one = replace(one, label="ORG")
        elif one.known is None and one.label == "ORG":
            places, bodies_ = counts.get((one.text, "LOC"), 0), counts[one.text, "ORG"]
            if places >= bodies_ or _REGION.match(scene.text, one.span.end) and len(one.text.split()) == 1:
                one = replace(one, label="LOC")
        mended.append(one)
    return mended


def _mended(scene: Scene, name: Name, names: list[Name], known: set[str], families: set[str]) -> Name:
    if name.known is not None or name.label not in ("LOC", "ORG", "NORP"):
        return name
    words = name.text.split()
    reserved = scene.words["org_heads"] | scene.words["not_actors"] | scene.words["buildings"]
    if words[-1].lower() in reserved or not words[-1][0].isupper() or any(mark.isdigit() for mark in name.text):
        return name
    folded = fold(name.text)
    titles = scene.lexicon.titles.by_form
    first = titles.get(words[0].lower())
    if len(words) > 1 and first is not None and first.rank in ("honorific", "head", "monarch", "military"):
        return replace(name, label="PERSON")
    if folded in known or (len(words) == 1 and folded in families):
        return replace(name, label="PERSON")
    if 1 < len(words) < 5 and folded.split()[-1] in known:
        return replace(name, label="PERSON")
    before = scene.text[max(0, name.span.begin - 40) : name.span.begin]
    title = re.search(r"(?:^|[\s(])([\w.'-]+(?: [\w.'-]+){0,2}) $", before)
    if title and len(words) < 6:
        tail = title.group(1).lower().split()
        for size in range(len(tail), 0, -1):
            held = titles.get(" ".join(tail[-size:]))
            if held is not None:
                if held.rank in ("head", "monarch", "spokesperson", "honorific", "envoy") or (
                    held.rank == "minister" and len(words) > 1
                ):
                    return replace(name, label="PERSON")
                break
    if 1 < len(words) < 5 and _titled_after(scene, name.span.end):
        return replace(name, label="PERSON")
    for other in names:
        if other.label == "PERSON" and len(words) < 4:
            gap = scene.text[other.span.end : name.span.begin]
            back = scene.text[name.span.end : other.span.begin]
            if re.fullmatch(r" and (?:[A-Z][\w ]+'s )?", gap) or re.fullmatch(r" and ", back):
                return replace(name, label="PERSON")
    return name


def sightings(scene: Scene, names: list[Name], offices: list[Office]) -> list[Sighting]:
    """Every name of a person, with those that only their title gives away."""
    around = Around(scene, names, offices)
    taken = [(one.span.begin, one.span.end) for one in names]
    taken += [(one.span.begin, one.span.end) for one in offices]
    people = [one for one in names if one.label == "PERSON"]
    people += _titled(scene, taken)
    found = []
    for name in sorted(people, key=lambda one: one.span):
        trimmed = _trim(scene, name)
        if trimmed is None:
            continue
        left = around.left(trimmed.span.begin)
        if _garbage(scene, trimmed, left):
            continue
        words = [word for word in fold(trimmed.text).split() if word]
        found.append(Sighting(trimmed, words, left, around.right(trimmed.span.end)))
    return found


def _titled(scene: Scene, taken: list[tuple[int, int]]) -> list[Name]:
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
        if not run or any(a < run.end() and run.start() < b for a, b in taken):
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


def _trim(scene: Scene, name: Name) -> Name | None:
    """The name without titles that the recogniser took along ("Sheikh", "President")."""
    begin, end = name.span.begin, name.span.end
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
        if not size:
            break
        first += size
    begin += words[first].start() if words else 0
    text = " ".join(scene.text[begin:end].split())
    if not text or not text[0].isalpha() or text.lower() in titles or text.split()[0] in ("of", "the", "and", "for"):
        return None
    return Name(Span(begin, end), "PERSON", text)


def _garbage(scene: Scene, name: Name, left: Held) -> bool:
    words = name.text.lower().split()
    reserved = scene.words["not_actors"] | scene.words["buildings"] | scene.words["org_heads"]
    if words[-1] in reserved and not left.titles:
        return True
    if any(mark.isdigit() for mark in name.text) or len(words) > 7:
        return True
    if len(words) > 1:
        return False
    if scene.token_at(name.span.begin).tag_ == "NNS" and not left.titles:
        return True
    if len(words[0]) < 2 or not name.text[0].isupper():
        return True
    before = scene.text[max(0, name.span.begin - 6) : name.span.begin]
    return not left.titles and re.search(r"\b[Aa]n? $", before) is not None  # "a Volvo"


def cast(scene: Scene, seen: list[Sighting]) -> list[Figure]:
    """Set up the persons; returns them in order of first mention."""
    clusters = [one for one in _cluster(seen) if not _place_after_all(scene, one)]
    named = {one.removeprefix("state:") for one in scene.figures if one.startswith("state:")}
    figures = []
    for number, cluster in enumerate(clusters):
        figures.append(_figure(scene, cluster, number, named))
    return _same_name(scene, figures)


def _cluster(seen: list[Sighting]) -> list[_Cluster]:
    full: list[_Cluster] = []
    for one in sorted((one for one in seen if len(one.words) > 1), key=lambda one: (-len(one.words), one.name.span)):
        home = next((cluster for cluster in full if _variant(one.words, cluster.words)), None)
        if home is None:
            home = _Cluster(one.name.text, one.words)
            full.append(home)
        home.sightings.append(one)
    for cluster in full:
        cluster.sightings.sort(key=lambda one: one.name.span)
        cluster.name = _fullest(cluster)
        for one in cluster.sightings:
            cluster.genders |= {title.gender for title in one.left.titles if title.gender}
    single: list[_Cluster] = []
    last: dict[int, int] = {}
    everything = sorted(seen, key=lambda one: one.name.span)
    for one in everything:
        if len(one.words) > 1:
            last[id(next(cluster for cluster in full if one in cluster.sightings))] = one.name.span.begin
            continue
        word = one.words[0]
        genders = {title.gender for title in one.left.titles if title.gender}
        fits = [
            cluster
            for cluster in full
            if _family(word, cluster.words) and not (genders and cluster.genders and not genders & cluster.genders)
        ]
        if not fits:
            fits = [cluster for cluster in full if cluster.words[0] == word and len(word) > 1]
        if not fits:
            home = next((cluster for cluster in single if cluster.words == one.words), None)
            if home is None:
                home = _Cluster(one.name.text, one.words)
                single.append(home)
        elif len(fits) == 1:
            home = fits[0]
        else:
            known = [cluster for cluster in fits if id(cluster) in last]
            home = (
                max(known, key=lambda cluster: last[id(cluster)])
                if known
                else min(fits, key=lambda cluster: cluster.sightings[0].name.span)
            )
        home.sightings.append(one)
        home.genders |= genders
        last[id(home)] = one.name.span.begin
    for cluster in full + single:
        cluster.sightings.sort(key=lambda one: one.name.span)
    return sorted(full + single, key=lambda cluster: cluster.sightings[0].name.span)


def _family(word: str, words: list[str]) -> bool:
    """Whether one word is the family name in a full name, particles aside."""
    return word == words[-1] or (words[-1] in ("jr", "jr.", "sr.") and word == words[-2])


def _variant(short: list[str], full: list[str]) -> bool:
    """Whether a name of several words is a part of a fuller one ("al Sisi", "Donald Trump" of "Donald J. Trump")."""
    if short == full or (sorted(short) == sorted(full) and len(short) == 2):
        return True
    if short == full[-len(short) :] or short == full[: len(short)]:
        return True
    if short[-1] != full[-1]:
        return False
    at = 0
    for word in short:
        while at < len(full) and not (full[at] == word or (word.rstrip(".") == full[at][:1] and len(word) <= 2)):
            at += 1
        if at == len(full):
            return False
        at += 1
    return True


def _fullest(cluster: _Cluster) -> str:
    """The longest name; of equally long ones the first."""
    best = max(cluster.sightings, key=lambda one: (len(one.words), -one.name.span.begin))
    return best.name.text


def _place_after_all(scene: Scene, cluster: _Cluster) -> bool:
    """A single name, never with a title, that something is in: a place, entered as such."""
    if len(cluster.words) > 1 or any(one.left.titles for one in cluster.sightings):
        return False
    inside = any(
        re.search(r"\b(?:in|near|outside) $", scene.text[max(0, one.name.span.begin - 9) : one.name.span.begin])
        for one in cluster.sightings
    )
    if inside:
        for one in cluster.sightings:
            scene.place(cluster.name, one.name.span)
    return inside


def _figure(scene: Scene, cluster: _Cluster, number: int, named: set[str]) -> Figure:
    figure = Figure(f"person:{number}", cluster.name, ActorType.PERSON)
    for one in cluster.sightings:
        for held in filter(None, (one.left, one.right)):
            _learn(scene, figure, held)
        scene.add(figure, Span(one.left.begin, one.name.span.end), MentionKind.NAME)
    public = _public(scene, cluster, figure, named)
    if public is not None:
        if len(cluster.words) == 1:
            figure.name = public.name
        if figure.state is None:
            figure.state = public.state
        title = scene.lexicon.titles.by_form.get(public.title.lower())
        if title and title not in figure.titles:
            figure.titles.append(title)
    figure.roles = _tidy(figure.roles)
    scene.figures[figure.key] = figure
    return figure


def _learn(scene: Scene, figure: Figure, held: Held) -> None:
    for title in held.titles:
        if title not in figure.titles:
            figure.titles.append(title)
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


def _public(scene: Scene, cluster: _Cluster, figure: Figure, named: set[str]) -> Public | None:
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
    """Join figures that ended up with one name."""
    kept: dict[str, Figure] = {}
    for figure in figures:
        other = kept.setdefault(fold(figure.name), figure)
        if other is not figure:
            other.mentions.update({key: one for key, one in figure.mentions.items() if key not in other.mentions})
            del scene.figures[figure.key]
    return list(kept.values())
