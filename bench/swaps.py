"""Other names for the persons and states of an article, the same in the text and in the gold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from diplograph.lexicon import actors

JSON = dict[str, Any]
# Invented persons of many regions: given name, family name.
MEN = (
    ("Kwabena", "Ofosu"), ("Mateo", "Quispe"), ("Henrik", "Solberg"), ("Rafiqul", "Haque"), ("Domingos", "Kalunga"),
    ("Tomasz", "Wielgosz"), ("Batbold", "Ganzorig"), ("Tevita", "Lolohea"), ("Azmi", "Rahimov"), ("Samuel", "Mwila"),
    ("Eduardo", "Villalba"), ("Petros", "Kidane"), ("Viliam", "Horvat"), ("Nguyen", "Thanh"),
)  # fmt: skip
WOMEN = (
    ("Ingrid", "Solheim"), ("Grace", "Kamau"), ("Lucia", "Mamani"), ("Farzana", "Akhter"), ("Maria", "Kask"),
    ("Fatima", "Benali"), ("Elena", "Duarte"),
)  # fmt: skip
# States whose names need no article, with adjectives that take an s in the plural.
STATES = (
    ("Kenya", "Kenyan", "Nairobi"), ("Peru", "Peruvian", "Lima"), ("Norway", "Norwegian", "Oslo"),
    ("Cambodia", "Cambodian", "Phnom Penh"), ("Bolivia", "Bolivian", "La Paz"), ("Zambia", "Zambian", "Lusaka"),
    ("Estonia", "Estonian", "Tallinn"), ("Malaysia", "Malaysian", "Kuala Lumpur"), ("Angola", "Angolan", "Luanda"),
    ("Uruguay", "Uruguayan", "Montevideo"), ("Mongolia", "Mongolian", "Ulaanbaatar"), ("Ghana", "Ghanaian", "Accra"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Swap:
    """Words and what stands in their place, whole words only; "a" and "an" are put right."""

    words: Mapping[str, str]

    def edits(self, text: str) -> Iterator[tuple[int, int, str]]:
        if not self.words:
            return
        some = "|".join(re.escape(word) for word in sorted(self.words, key=lambda word: (-len(word), word)))
        for one in re.finditer(rf"(?:\b([Aa])n? )?(?<!\w)({some})(?!\w)", text):
            new = self.words[one[2]]
            if one[1]:  # apart from the name, as a mention may begin with either
                yield one.start(1), one.start(2) - 1, one[1] + ("n" if new[0] in "AEIOUaeiou" else "")
            yield one.start(2), one.end(2), new

    def apply(self, text: str) -> str:
        """
        >>> Swap({"Egyptian": "Kenyan", "Egypt": "Kenya"}).apply("An Egyptian minister of Egypt, Egypto")
        'A Kenyan minister of Kenya, Egypto'
        """
        out, at = [], 0
        for begin, end, new in self.edits(text):
            out += [text[at:begin], new]
            at = end
        return "".join([*out, text[at:]])


def swap(record: JSON, text: str, number: int) -> Swap:
    """Other names for an article. number: of the article, so that each gets others."""
    words = {**_states(record, text, number), **_persons(record, number)}
    return Swap({**words, **{old.upper(): new.upper() for old, new in words.items() if old.upper() in text}})


def _states(record: JSON, text: str, number: int) -> dict[str, str]:
    free = [one for one in (*STATES[number % 12 :], *STATES[: number % 12]) if not any(word in text for word in one)]
    known = {state.name: state for state in actors.load().states.values()}
    words: dict[str, str] = {}
    for actor in record["actors"]:
        state = known.get(actor["name"])
        if actor["type"] != "State" or state is None or not free or f"{state.name} City" in text:
            continue
        own = {state.name, state.adjective, state.capital} - {"", None}
        said = {one["text"] for one in actor["mentions"] if one["kind"] in ("name", "metonym", "adjective")}
        # Called otherwise ("US", "the North", "Hellenic"), or seated in a body that has the state's name in no word.
        if not said <= own or any(
            other.get("part_of") == state.name and other["type"] == "Government" for other in record["actors"]
        ):
            continue
        name, adjective, capital = free.pop(0)
        words[state.name] = name
        if state.capital:
            words[state.capital] = capital
        if state.adjective:
            words[state.adjective] = adjective
            words[state.adjective + "s"] = adjective + "s"
    return words


def _persons(record: JSON, number: int) -> dict[str, str]:
    words: dict[str, str] = {}
    men, women = (iter([*some[number % len(some) :], *some[: number % len(some)]]) for some in (MEN, WOMEN))
    for actor in record["actors"]:
        tokens = actor["name"].split()
        if actor["type"] != "Person" or len(tokens) < 2 or actor.get("unnamed"):
            continue
        if not (tokens[0][:1].isupper() and tokens[-1][:1].isupper()):  # "diplomatic source"
            continue
        alone = {one["text"] for one in actor["mentions"] if one["text"] in tokens}
        family = tokens[0] if tokens[0] in alone and tokens[-1] not in alone else tokens[-1]
        others = {token for other in record["actors"] if other is not actor for token in other["name"].split()}
        if family in others or family in _words_of_states():
            continue
        said = {one["text"].lower() for one in actor["mentions"] if one["kind"] == "pronoun"}
        given, new = next(women if said & {"she", "her", "hers"} else men, ("", ""))
        if new:
            words[actor["name"]] = f"{given} {new}"
            words[family] = new
    return words


@cache
def _words_of_states() -> frozenset[str]:
    return frozenset(
        word
        for state in actors.load().states.values()
        for name in (state.name, state.capital or "")
        for word in name.split()
    )
