"""Sentences with names in the IOB2 files, and windows of word pieces made from them."""

from __future__ import annotations

import gzip
import json
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from packing import WINDOW, packed

from diplograph.language.encoder import NAMES
from diplograph.language.wordpiece import EDGE, END, START, Tokenizer

if TYPE_CHECKING:
    from swap import Names


@dataclass(frozen=True)
class Sentence:
    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    names: tuple[tuple[int, int, str], ...]  # first token, token after the last, label


def sentences(path: Path) -> Iterator[Sentence]:
    """Sentences of an IOB2 file with the columns token, label, white space after it."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for block in file.read().strip().split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("# ")]
            if not rows:
                continue
            names: list[tuple[int, int, str]] = []
            for k, (_, tag, _) in enumerate(rows):
                if tag.startswith("B-"):
                    names.append((k, k + 1, tag[2:]))
                elif tag.startswith("I-") and names and names[-1][1] == k:
                    names[-1] = (names[-1][0], k + 1, names[-1][2])
            yield Sentence(tuple(r[0] for r in rows), tuple(r[2] == "1" for r in rows), tuple(names))


def with_silver(gold: list[Sentence], path: Path) -> list[Sentence]:
    """Add names of other kinds where the gold has none; call a facility one where both see the same place."""
    out = []
    with path.open(encoding="utf-8") as lines:
        for one, line in zip(gold, lines, strict=True):
            names = list(one.names)
            for begin, end, label in json.loads(line):
                kind = {"WORK_OF_ART": "PRODUCT"}.get(label, label)
                while end - begin > 1 and one.words[begin].lower() == "the":
                    begin += 1
                touching = [n for n in names if n[0] < end and n[1] > begin]
                if kind == "FAC":
                    if [(n[0], n[1], n[2]) for n in touching] == [(begin, end, "LOC")]:
                        names[names.index(touching[0])] = (begin, end, "FAC")
                elif not touching:
                    names.append((begin, end, kind))
            out.append(replace(one, names=tuple(sorted(names))))
    return out


def swapped(group: list[Sentence], names: Names, rnd: random.Random) -> list[Sentence]:
    """The same sentences with other persons and towns, each person the same throughout."""
    people: dict[str, str] = {}
    towns: dict[str, str] = {}

    def other(words: list[str], label: str) -> list[str]:
        if label == "PERSON":
            key = " ".join(words)
            if key not in people:
                family = words[-1]
                known = next((v for k, v in people.items() if len(words) == 1 and k.split()[-1] == family), None)
                if known is None:
                    given, last, first = names.person()
                    full = f"{last} {given}" if first else f"{given} {last}".strip()
                    short = last or full
                    people[key] = full if len(words) > 1 else short
                    people.setdefault(family, short)
                else:
                    people[key] = known
            return people[key].split()
        key = " ".join(words)
        if key not in towns:
            towns[key] = names.town()
        return towns[key].split()

    plain = rnd.random() < 0.4  # as most English news prints them
    out = []
    for one in group:
        words: list[str] = []
        spaces: list[bool] = []
        marks: list[tuple[int, int, str]] = []
        at = 0
        for begin, end, label in one.names:
            words += one.words[at:begin]
            spaces += one.spaces[at:begin]
            new = list(one.words[begin:end])
            gaps = list(one.spaces[begin:end])
            is_town = label == "LOC" and " ".join(new) in names.known_towns
            if (label == "PERSON" or is_town) and not any(len(w) < 2 and w.islower() for w in new):
                new = other(new, label)
                if plain:
                    new = [
                        "".join(c for c in unicodedata.normalize("NFKD", w) if not unicodedata.combining(c))
                        for w in new
                    ]
                gaps = [True] * (len(new) - 1) + [one.spaces[end - 1]]
            marks.append((len(words), len(words) + len(new), label))
            words += new
            spaces += gaps
            at = end
        words += one.words[at:]
        spaces += one.spaces[at:]
        out.append(Sentence(tuple(words), tuple(spaces), tuple(marks)))
    return out


def shouted(one: Sentence, rnd: random.Random) -> Sentence:
    """Headline case or all capitals."""
    capitals = rnd.random() < 0.3
    return replace(one, words=tuple(w.upper() if capitals else w[:1].upper() + w[1:] for w in one.words))


@dataclass
class Window:
    ids: list[int]
    features: list[int]
    tags: list[int]  # index in NAMES' BIO tags at each word's first piece, -1 elsewhere


def pieces(group: list[Sentence], tokenizer: Tokenizer, rnd: random.Random) -> Window:
    """Sentences of one text as pieces with tags."""
    text = ""
    spans: list[tuple[int, int, str]] = []
    for one in group:
        begins = []
        for word, space in zip(one.words, one.spaces, strict=True):
            begins.append((len(text), len(text) + len(word)))
            text += word + (" " if space else "")
        spans += [(begins[b][0], begins[e - 1][1], label) for b, e, label in one.names]
        text = text.rstrip() + ("\n\n" if rnd.random() < 0.2 else " ")
    cut = tokenizer(text)
    tags = [-1] * len(cut.ids)
    for first in cut.firsts:
        tags[first] = 0
    at = 0
    for begin, end, label in spans:
        while at < len(cut.ends) and cut.ends[at] <= begin:
            at += 1
        base, k, opened = 1 + 2 * NAMES.index(label), at, False
        while k < len(cut.begins) and cut.begins[k] < end:
            tags[cut.firsts[k]] = base + 1 if opened else base
            opened = True
            k += 1
    return Window(list(cut.ids), list(cut.features), tags)


def windows(
    groups: list[list[Sentence]], tokenizer: Tokenizer, names: Names, rnd: random.Random, share: float
) -> list[Window]:
    """Texts packed into windows between [CLS] and [SEP]; a share of them with names swapped."""
    parts = []
    for group in groups:
        if rnd.random() < share:
            group = swapped(group, names, rnd)
        if rnd.random() < 0.06:
            group = [shouted(one, rnd) for one in group]
        part = pieces(group, tokenizer, rnd)
        while part.ids:  # a text longer than a window goes on in the next
            parts.append(Window(part.ids[: WINDOW - 2], part.features[: WINDOW - 2], part.tags[: WINDOW - 2]))
            part = Window(part.ids[WINDOW - 2 :], part.features[WINDOW - 2 :], part.tags[WINDOW - 2 :])
    rnd.shuffle(parts)
    out = []
    for group_of_parts in packed(parts, lambda part: len(part.ids)):
        w = Window([START], [EDGE], [-1])
        for part in group_of_parts:
            w.ids += part.ids
            w.features += part.features
            w.tags += part.tags
        out.append(Window([*w.ids, END], [*w.features, EDGE], [*w.tags, -1]))
    return out


def grouped(found: list[Sentence], rnd: random.Random, longest: int) -> list[list[Sentence]]:
    """Runs of sentences that stand together in the file, 1 to `longest` at a time."""
    out, at = [], 0
    while at < len(found):
        size = 1 if rnd.random() < 0.25 else rnd.randint(1, longest)
        out.append(found[at : at + size])
        at += size
    return out
