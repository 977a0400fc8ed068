"""Graphs broken at random, from a seed: do both engines find the same in them?

usage: python tests/validate/mutants.py [NUMBER] [SEED]      (2,000 take some minutes; prints what differs)

Each mutant is one of the valid examples with one to four things changed, under IRIs of its own, so that many are
checked in one graph. Of what the reference engine gives up on, blank nodes that should be less than something are
not made, and the rest (sums with a number that is none) is counted.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import RDF, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from diplograph.errors import InputError
from diplograph.graph.vocabulary import DIP, NIF
from diplograph.validate import shapes
from diplograph.validate.data import Data
from diplograph.validate.engine import check
from diplograph.validate.reading import read_file
from diplograph.validate.report import Result

HERE = Path(__file__).parent
Triple = tuple[Node, Node, Node]
FIXED = ("https://w3id.org/diplograph/ontology#", "https://w3id.org/diplograph/vocab/", "http://www.w3.org/")
DATATYPES = [
    XSD[name]
    for name in "string integer decimal double boolean date dateTime nonNegativeInteger gYear token anyURI".split()
]
LEXICALS = (
    "",
    " ",
    "0",
    "-0",
    "007",
    "+1",
    "-3",
    "1.0",
    "1.50",
    ".5",
    "1e3",
    "INF",
    "true",
    "1",
    "TRUE",
    "2025-02-24",
    "2025-02-30",
    "2025-2-3",
    "2024-02-29",
    "2025-02-24Z",
    "-2025-02-24",
    "2025-02-24T10:00:00",
    "2025-02-24T24:00:00Z",
    "2025",
    "a\nb",
    "99999999999999999999",
    "Zoë 🙂",
    "http://www.wikidata.org/entity/Q1",
)
TAGS = ("en", "en-gb", "EN-US", "de", "zh-hans")
_COMPARED = {NIF.beginIndex, NIF.endIndex, DIP.earliest, DIP.latest}


def mutants(number: int, seed: int) -> Iterator[list[Triple]]:
    """So many lists of triples, the same for the same seed."""
    chance = random.Random(seed)
    examples = [sorted(read_file(path)) for path in sorted((HERE / "valid").glob("*.ttl"))]
    for count in range(number):
        triples = list(chance.choice(examples))
        for _ in range(chance.randint(1, 4)):
            chance.choice(CHANGES)(triples, chance)
        yield [_renamed(one, count) for one in triples]


def _renamed(triple: Triple, count: int) -> Triple:
    subject, predicate, value = triple
    return _own(subject, count), predicate, value if predicate == RDF.type else _own(value, count)


def _own(term: Node, count: int) -> Node:
    if isinstance(term, BNode):
        return BNode(f"m{count}{term}")
    return URIRef(f"urn:mutant:{count}:{term}") if isinstance(term, URIRef) and not term.startswith(FIXED) else term


# ---------- changes, in place ----------


def _drop(triples: list[Triple], chance: random.Random) -> None:
    if triples:
        triples.pop(chance.randrange(len(triples)))


def _drop_node(triples: list[Triple], chance: random.Random) -> None:
    node = chance.choice(triples)[0] if triples else None
    triples[:] = [one for one in triples if one[0] != node]


def _replace(triples: list[Triple], chance: random.Random) -> None:
    if triples:
        place = chance.randrange(len(triples))
        subject, predicate, _ = triples[place]
        triples[place] = (subject, predicate, _another(triples, predicate, chance))


def _add(triples: list[Triple], chance: random.Random) -> None:
    if triples:
        subject, predicate, _ = chance.choice(triples)
        triples.append((subject, predicate, _another(triples, predicate, chance)))


def _respell(triples: list[Triple], chance: random.Random) -> None:
    """The same literal, written otherwise: its language or datatype is another, or its spelling."""
    places = [place for place, one in enumerate(triples) if isinstance(one[2], Literal)]
    if places:
        place = chance.choice(places)
        subject, predicate, value = triples[place]
        assert isinstance(value, Literal)
        changed = chance.choice(
            [
                _typed(str(value), chance.choice(DATATYPES)),
                Literal(str(value), lang=chance.choice(TAGS)),
                _typed(chance.choice(LEXICALS), value.datatype),
                _typed("0" + str(value), value.datatype),
            ]
        )
        triples[place] = (subject, predicate, changed)


def _retype(triples: list[Triple], chance: random.Random) -> None:
    if triples:
        kinds = sorted({one[2] for one in triples if one[1] == RDF.type})
        triples.append((chance.choice(triples)[0], RDF.type, chance.choice([*kinds, DIP.Place, DIP.Person])))


def _exchange_property(triples: list[Triple], chance: random.Random) -> None:
    if triples:
        place = chance.randrange(len(triples))
        subject, _, value = triples[place]
        predicate = chance.choice(triples)[1]
        if not (isinstance(value, BNode) and predicate in _COMPARED):
            triples[place] = (subject, predicate, value)


def _to_itself(triples: list[Triple], chance: random.Random) -> None:
    places = [place for place, one in enumerate(triples) if isinstance(one[2], URIRef) and one[1] != RDF.type]
    if places:
        subject, predicate, _ = triples[chance.choice(places)]
        triples.append((subject, predicate, subject))


CHANGES: list[Callable[[list[Triple], random.Random], None]] = [
    _drop,
    _drop_node,
    _replace,
    _replace,
    _add,
    _add,
    _respell,
    _respell,
    _retype,
    _exchange_property,
    _to_itself,
]


def _another(triples: list[Triple], predicate: Node, chance: random.Random) -> Node:
    choices: list[Callable[[], Node]] = [
        lambda: chance.choice(triples)[2],
        lambda: chance.choice(triples)[0],
        lambda: URIRef("urn:nobody"),
        lambda: _typed(chance.choice(LEXICALS), chance.choice(DATATYPES)),
        lambda: Literal(chance.choice(LEXICALS), lang=chance.choice(TAGS)),
        lambda: BNode(f"b{chance.randrange(9)}"),
    ]
    while True:
        found = chance.choice(choices)()
        if not (isinstance(found, BNode) and predicate in _COMPARED):
            return found


def _typed(text: str, kind: URIRef | None) -> Literal:
    return Literal(text, datatype=None if kind == XSD.string else kind, normalize=False)


# ---------- both engines ----------


def together(lists: list[list[Triple]]) -> Graph:
    """Some mutants as one graph; what isn't RDF (a literal as subject) is left out."""
    graph = Graph()
    for triples in lists:
        for subject, predicate, value in triples:
            if isinstance(predicate, URIRef) and not isinstance(subject, Literal):
                graph.add((subject, predicate, value))
    return graph


@dataclass
class Comparison:
    """What came of some mutants: results of both, results of one only, mutants that the reference gave up on."""

    same: int = 0
    only_ours: list[Result] = field(default_factory=list)
    only_theirs: list[Result] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    ours_s: float = 0
    theirs_s: float = 0


def compare(lists: list[list[Triple]], into: Comparison) -> None:
    """Check some mutants with both engines; where the reference gives up, halve by halve."""
    own = shapes.own_shapes()
    clock = time.process_time()
    data = Data.of(together(lists))
    ours = set(check(data, own).results)
    into.ours_s += time.process_time() - clock
    plain = data.graph()
    clock = time.process_time()
    try:
        theirs = set(check(plain, own, engine="pyshacl").results)
    except InputError as error:
        if len(lists) == 1:
            into.given_up.append(str(error))
        else:
            compare(lists[: len(lists) // 2], into)
            compare(lists[len(lists) // 2 :], into)
        return
    into.theirs_s += time.process_time() - clock
    into.same += len(ours & theirs)
    into.only_ours += sorted(ours - theirs, key=Result.key)
    into.only_theirs += sorted(theirs - ours, key=Result.key)


def main(number: int, seed: int, batch: int = 50) -> int:
    found = list(mutants(number, seed))
    done = Comparison()
    for start in range(0, number, batch):
        compare(found[start : start + batch], done)
        print(start + batch, done.same, len(done.only_ours), len(done.only_theirs), file=sys.stderr, flush=True)
    for who, differing in (("only compiled:", done.only_ours), ("only pySHACL: ", done.only_theirs)):
        for one in differing:
            print(who, one)
    for reason, times in Counter(done.given_up).most_common():
        print(f"pySHACL gave up on {times}: {reason[:200]}")
    print(
        f"{number} mutants of seed {seed}: {done.same:,} results the same, {len(done.only_ours)} only compiled, "
        f"{len(done.only_theirs)} only by pySHACL, which gave up on {len(done.given_up)} mutants; "
        f"{done.ours_s:.1f} s compiled, {done.theirs_s:.1f} s by pySHACL"
    )
    return len(done.only_ours) + len(done.only_theirs)


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in (sys.argv[1:] + ["2000", "1"][len(sys.argv) - 1 :]))) > 0)
