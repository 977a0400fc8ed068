"""What a compiled shape reads of a graph, so that a changed triple tells for which focus nodes results can change.

A result for a focus node depends on triples that hang together with it: the shape's paths lead to them, or the
patterns of its `sh:sparql`. Each is told as the way from the focus node to the triple's subject and the triple's
predicate. Where a query doesn't hang together, or joins in another way (UNION, MINUS, OPTIONAL), nothing is claimed.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rdflib import RDF, RDFS, URIRef, Variable
from rdflib.paths import AlternativePath, SequencePath
from rdflib.paths import Path as SparqlPath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from diplograph.validate import forms
from diplograph.validate.compile_sparql import FOCUS
from diplograph.validate.forms import Path, Shape, Targets

_IRI = re.compile(r"<([^<>]*)>")
_THIS = Variable("this")
_TYPE = RDF.type
_NESTING = {"Project", "Distinct", "Filter", "Extend", "Join", "SelectQuery", "ToMultiSet", "OrderBy", "Reduced"}
Pattern = tuple[Any, Any, Any]


class UnknownReadsError(Exception):
    """What a query reads can't be told by looking at it."""


@dataclass(frozen=True, slots=True)
class Read:
    """Triples that a shape reads.

    way: SPARQL paths, one after the other, from the focus node to a node where the triple begins. predicates: of the
    triples; None for any. plain: the triple's subject is that node; otherwise it is somewhere on a path from there.
    """

    way: tuple[str, ...]
    predicates: frozenset[str] | None
    plain: bool = True


def reads(shape: Shape, targets: Targets) -> frozenset[Read] | None:
    """All that the results of a shape depend on; None when that can't be told."""
    try:
        found = set(_of_shape(shape, ()))
    except UnknownReadsError:
        return None
    if targets.classes:
        found.add(Read((), frozenset({str(_TYPE)})))
    found |= {Read((), frozenset({str(one)})) for one in targets.subjects_of}
    found |= {Read((f"^<{one}>",), frozenset({str(one)})) for one in targets.objects_of}
    return frozenset(found)


# ---------- SHACL core ----------


def _of_shape(shape: Shape, way: tuple[str, ...]) -> Iterator[Read]:
    there = way
    if shape.path is not None:
        yield from _of_path(shape.path, way)
        if shape.path.step:
            step = f"({shape.path.step})" + ("?" if shape.path.itself else "")
            there = (*way, shape.path.predicate.n3() if shape.path.predicate else step)
    for constraint in shape.constraints:
        yield from _of_constraint(constraint, way, there)


def _of_path(path: Path, way: tuple[str, ...]) -> Iterator[Read]:
    steps = _IRI.findall(path.step)
    if not path.itself and not set(_IRI.sub("", path.step)) - set("()/"):  # one property, or some in a row
        for number, step in enumerate(steps):
            yield Read((*way, *(f"<{one}>" for one in steps[:number])), frozenset({step}))
    else:
        yield Read(way, frozenset(steps), plain=False)


def _of_constraint(constraint: forms.Constraint, way: tuple[str, ...], there: tuple[str, ...]) -> Iterator[Read]:
    match constraint:
        case forms.Class():
            yield Read(there, frozenset({str(_TYPE)}))
        case forms.Equals(predicate=link) | forms.Disjoint(predicate=link) | forms.LessThan(predicate=link):
            yield Read(way, frozenset({str(link)}))
        case forms.Closed():
            yield Read(there, None)
        case forms.Property(shape=inner) | forms.NodeShape(shape=inner) | forms.Not(shape=inner):
            yield from _of_shape(inner, there)
        case forms.And(shapes=several) | forms.Or(shapes=several) | forms.Xone(shapes=several):
            for inner in several:
                yield from _of_shape(inner, there)
        case forms.Qualified(shape=inner, siblings=siblings):
            for one in (inner, *siblings):
                yield from _of_shape(one, there)
        case forms.Sparql(query=query):
            yield from _of_query(query, way)


# ---------- sh:sparql ----------


def _of_query(query: str, way: tuple[str, ...]) -> Iterator[Read]:
    if way:
        raise UnknownReadsError("a query inside of another shape")
    # Marks and the sequences that walk (`compile_sparql.WALKED`) say nothing about what is read.
    whole = prepareQuery(query.replace(FOCUS, "").replace("|<urn:x-nowhere>", ""))
    for pattern, scope in _scopes(whole.algebra, ()):
        yield from _of_pattern(pattern, scope)


def _scopes(node: CompValue, outer: tuple[Pattern, ...]) -> Iterator[tuple[Pattern, tuple[Pattern, ...]]]:
    """Each triple pattern with those that must hold together with it."""
    own: list[Pattern] = []
    inner: list[CompValue] = []
    _gather(node, own, inner)
    scope = (*outer, *own)
    yield from ((pattern, scope) for pattern in own)
    for one in inner:
        yield from _scopes(one, scope)


def _plain(pattern: Pattern, number: int) -> list[Pattern]:
    """A pattern with a sequence path as several patterns."""
    subject, link, value = pattern
    if not isinstance(link, SequencePath):
        return [pattern]
    between = [Variable(f"between_{number}_{at}_{id(pattern)}") for at in range(len(link.args) - 1)]
    ends = [subject, *between, value]
    return [(ends[at], step, ends[at + 1]) for at, step in enumerate(link.args)]


def _gather(node: Any, own: list[Pattern], inner: list[CompValue]) -> None:
    """The triple patterns of a group, and the groups of its EXISTS."""
    if isinstance(node, CompValue):
        if node.name == "BGP":
            for triple in node.triples:
                own += _plain(triple, len(own))
        elif node.name == "LeftJoin":  # what is optional holds together with the rest, not the rest with it
            _gather(node.p1, own, inner)
            inner.append(node.p2)
            _gather(node.expr, own, inner)
        elif node.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            inner.append(node.graph)
        elif node.name in _NESTING or not {"p", "p1", "triples", "part"} & set(node):
            for key, value in node.items():
                if key not in ("PV", "_vars", "var"):
                    _gather(value, own, inner)
        else:
            raise UnknownReadsError(node.name)
    elif isinstance(node, (list, tuple, set, frozenset)):
        for one in node:
            _gather(one, own, inner)


def _of_pattern(pattern: Pattern, scope: tuple[Pattern, ...]) -> Iterator[Read]:
    subject, link, value = pattern
    if _is_type(link) and isinstance(value, Variable) and sum(value in other for other in scope) > 1:
        raise UnknownReadsError("nodes joined by their class")
    named = None if isinstance(link, Variable) else frozenset(map(str, _iris(link)))
    if named is not None and str(RDFS.subClassOf) in named:
        named -= {str(RDFS.subClassOf)}  # a changed class hierarchy means checking everything
    if (way := _way(subject, scope)) is not None:
        yield Read(way, named, plain=_is_plain(link))
    elif (back := _way(value, scope)) is not None:
        step = "(!<urn:x-nowhere>)" if isinstance(link, Variable) else _written(link)
        yield Read((*back, f"^({step})"), named, plain=_is_plain(link))
    else:
        raise UnknownReadsError("patterns that don't hang together")


def _way(target: Any, scope: tuple[Pattern, ...]) -> tuple[str, ...] | None:
    """The paths from ?this to a term of the patterns, the fewest; None when there is no way."""
    waiting: deque[tuple[Any, tuple[str, ...]]] = deque([(_THIS, ())])
    seen = {_THIS}
    while waiting:
        at, way = waiting.popleft()
        if at == target:
            return way
        for subject, link, value in scope:
            step = "(!<urn:x-nowhere>)" if isinstance(link, Variable) else _written(link)
            for one, other, text in ((subject, value, step), (value, subject, f"^({step})")):
                if one == at and other not in seen and isinstance(other, Variable):
                    seen.add(other)
                    waiting.append((other, (*way, text)))
    return None


def _is_plain(link: Any) -> bool:
    """One property, or one of some."""
    either = isinstance(link, AlternativePath) and all(isinstance(one, URIRef) for one in link.args)
    return either or not isinstance(link, SparqlPath)


def _is_type(link: Any) -> bool:
    return bool(link == _TYPE) or (isinstance(link, SparqlPath) and _TYPE in set(_iris(link)))


def _written(link: Any) -> str:
    return str(link.n3())


def _iris(link: Any) -> Iterable[URIRef]:
    return [link] if isinstance(link, URIRef) else [URIRef(one) for one in _IRI.findall(link.n3())]
