"""Which names in a text are one person's.

A family name alone goes to the person whose full name ends in it (or begins with it, in the order of East Asia). Of
several who bear it, to the one who has been called so before or holds the higher office; in doubt to nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from diplograph.extract.actors_names import Name
from diplograph.extract.actors_titles import Held
from diplograph.lexicon.titles import Title


@dataclass(slots=True)
class Sighting:
    """A person's name in the text with what stands beside it."""

    name: Name
    words: list[str]  # folded
    left: Held
    right: Held | None
    person: int = -1
    apart: bool = False  # somebody else of that name, by the words around: "the other X", "the younger Mr X"
    private: bool = False  # a full name of somebody of whom the text says that it is no relation, or who asks questions
    callings: frozenset[str] = frozenset()  # "lawyer", "58-year-old", as the words around say


@dataclass(slots=True)
class Cluster:
    name: str
    words: list[str]
    sightings: list[Sighting] = field(default_factory=list)
    genders: set[str] = field(default_factory=set)


_PARTICLES = frozenset("al el bin ibn ben bint van von der den de del da dos das la ould abu jr sr".split())


_SON_OF = frozenset("bin ibn ben bint".split())


def clusters(seen: list[Sighting]) -> list[Cluster]:
    full: list[Cluster] = []
    for one in sorted((one for one in seen if len(one.words) > 1), key=lambda one: (-len(one.words), one.name.span)):
        home = next((cluster for cluster in full if _variant(one.words, cluster.words)), None)
        if home is None:
            home = Cluster(one.name.text, one.words)
            full.append(home)
        home.sightings.append(one)
    for cluster in full:
        cluster.sightings.sort(key=lambda one: one.name.span)
        cluster.name = _fullest(cluster)
        for one in cluster.sightings:
            cluster.genders |= {title.gender for title in one.left.titles if title.gender}
    single: list[Cluster] = []
    last: dict[int, int] = {}
    alone: set[int] = set()  # who has been called by the family name
    homes = {id(one): cluster for cluster in full for one in cluster.sightings}
    everything = sorted(seen, key=lambda one: one.name.span)
    for one in everything:
        if len(one.words) > 1:
            last[id(homes[id(one)])] = one.name.span.begin
            continue
        if one.apart:
            continue
        word = one.words[0]
        genders = {title.gender for title in one.left.titles if title.gender}
        others = [c for c in full if not _somebody_else(one, c, new=id(c) not in last)]
        fits = [
            cluster
            for cluster in others
            if _family(word, cluster.words) and not (genders and cluster.genders and not genders & cluster.genders)
        ]
        if not fits:
            fits = [cluster for cluster in others if cluster.words[0] == word and len(word) > 1]
        if not fits and len(word) > 2 and word not in _PARTICLES:
            inner = [cluster for cluster in others if word in cluster.words]
            fits = inner if len(inner) == 1 else []  # "Lula" of "Luiz Inacio Lula da Silva"
        if not fits:
            home = next((cluster for cluster in single if cluster.words == one.words), None)
            if home is None:
                home = Cluster(one.name.text, one.words)
                single.append(home)
        elif len(fits) == 1:
            home = fits[0]
        else:
            chosen = _of_several(one, fits, last, alone)
            if chosen is None:
                continue  # two of the article share the name, and nothing says which of them this is
            home = chosen
        if len(fits) > 0:
            alone.add(id(home))
        home.sightings.append(one)
        home.genders |= genders
        last[id(home)] = one.name.span.begin
    for cluster in full + single:
        cluster.sightings.sort(key=lambda one: one.name.span)
    return sorted(full + single, key=lambda cluster: cluster.sightings[0].name.span)


def _of_several(one: Sighting, fits: list[Cluster], last: dict[int, int], alone: set[int]) -> Cluster | None:
    """Whom a family name means that several of the article bear; None in doubt.

    The one with the title that stands here ("President Marcos"); else who has been called so before; else who holds
    the higher office. Another one who has just been named in full makes it doubtful.
    """
    ids = {title.id for title in one.left.titles if title.rank not in ("honorific", "other")}
    titled = [cluster for cluster in fits if ids & {title.id for said in cluster.sightings for title in _told(said)}]
    if len(titled) == 1:
        return titled[0]
    ranks = [
        max((_RANKS.get(title.rank, 0) for said in cluster.sightings for title in _told(said)), default=0)
        for cluster in fits
    ]
    foremost = [cluster for cluster, rank in zip(fits, ranks, strict=True) if rank == max(ranks)]
    before = [cluster for cluster in fits if id(cluster) in alone]
    home = before[0] if len(before) == 1 else foremost[0] if len(foremost) == 1 else None
    known = [cluster for cluster in fits if id(cluster) in last]
    if home is None and len(known) == 1:
        return known[0]  # the other is named only later
    return home


_NOBLE = frozenset({"lord", "lady", "sir", "dame", "baroness"})


def _somebody_else(one: Sighting, cluster: Cluster, *, new: bool) -> bool:
    """Whether "Lord Frost" cannot be "the fisherman Dave Frost": a calling, and never a title.

    new: named in full only later. Of somebody who is no relation no such name before is.
    """
    full = [said for said in cluster.sightings if len(said.words) > 1]
    high = any(title.rank != "honorific" for title in one.left.titles)
    high = high or any(word.lower() in _NOBLE for word in one.left.words)
    if any(said.left.titles or said.right for said in full):
        return False
    if any(said.private for said in full):
        return new or high
    return high and any(not word[0].isdigit() for said in full for word in said.callings)


def _told(one: Sighting) -> list[Title]:
    return [*one.left.titles, *(one.right.titles if one.right else ())]


# Offices that make one of two namesakes the one whom a family name alone means.
_RANKS = {"head": 3, "monarch": 3, "minister": 2, "chief": 1, "envoy": 1, "spokesperson": 1}


def _family(word: str, words: list[str]) -> bool:
    """Whether one word is the family name in a full name, particles aside."""
    return word == words[-1] or (words[-1] in ("jr", "jr.", "sr.") and word == words[-2])


def _variant(short: list[str], full: list[str]) -> bool:
    """Whether a name of several words is a part of a fuller one ("al Sisi", "Donald Trump" of "Donald J. Trump")."""
    if short == full or (sorted(short) == sorted(full) and len(short) == 2):
        return True
    if short == full[-len(short) :] and full[-len(short) - 1] in _SON_OF:
        return False  # "Nasser al-Habsi" is the father of "Salim bin Nasser al-Habsi", or somebody else
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


def _fullest(cluster: Cluster) -> str:
    """The longest name, not from a heading in capitals if it can be helped; of equally long ones the first."""
    best = max(
        cluster.sightings,
        key=lambda one: (
            len(one.words),
            -sum(len(word) < 3 and word.endswith(".") for word in one.words[:1]),
            not re.search(r"\b[A-Z]{4,}\b", one.name.text),
            -one.name.span.begin,
        ),
    )
    return re.sub(r"\b[^\W\d_]{4,}\b", lambda word: word[0].title() if word[0].isupper() else word[0], best.name.text)
